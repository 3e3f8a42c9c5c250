"""JSON and JSON Lines: keys, strings and figures are text; structure, escapes and figures stay as they are."""

from __future__ import annotations

import contextlib
import json
from decimal import Decimal

import pytest
from canaries import assert_gone, edits_for, read, replaced, text_of, write
from hypothesis import given
from hypothesis import strategies as st

from redactor.errors import ReadError
from redactor.formats import BANNER

RECORD = '''{
  "name": "Si\\u00e2n \\"Jo\\" O\\u2019Neill", "nhs_number": 9990000018,
  "siblings": ["Tom", {"name": null, "age": 6.50}], "empty": {}, "big": 123456789012345678901234567890
}
'''


def test_values_stand_under_their_keys() -> None:
    assert text_of(".json", RECORD.encode()).splitlines()[:3] == [
        'name\tSiân "Jo" O’Neill', "nhs_number\t9990000018", "siblings\tTom"]
    columns = {block.text: block.column for block in read(".json", RECORD.encode()).blocks}
    assert (columns["9990000018"], columns["Tom"], columns["6.50"]) == ("nhs_number", "siblings", "age")


def test_a_figure_that_is_replaced_becomes_a_string_and_all_else_stays() -> None:
    output = replaced(".json", RECORD.encode(), {"9990000018": "[NHS number]"}).decode()
    assert output == RECORD.replace("{\n  ", f'{{\n  "_redactor": "{BANNER}",\n  ', 1).replace(
        "9990000018", '"[NHS number]"')
    assert json.loads(output)["big"] == 123456789012345678901234567890


def test_escapes_and_quotes_in_replacements() -> None:
    output = json.loads(replaced(".json", RECORD.encode(), {"Siân": '["M"]\\\n'}))
    assert output["name"] == '["M"]\\\n "Jo" O’Neill'


def test_keys_are_searched_and_doubles_kept() -> None:
    output = replaced(".json", b'{"Ann": 1, "Ann": 2}', {"Ann": "[Mother]"}).decode()
    assert json.loads(output, object_pairs_hook=list) == [["_redactor", BANNER], ["[Mother]", 1], ["[Mother]", 2]] or (
        json.loads(output, object_pairs_hook=list) == [("_redactor", BANNER), ("[Mother]", 1), ("[Mother]", 2)])


@pytest.mark.parametrize(("source", "result"), [
    ("{}", {"_redactor": BANNER}), ("[]", [{"_redactor": BANNER}]), ("[1]", [{"_redactor": BANNER}, 1]),
    ('"Ann"', {"_redactor": BANNER, "value": "Ann"}), (" 12 ", {"_redactor": BANNER, "value": 12}),
    ('{"a": {}}', {"_redactor": BANNER, "a": {}}),
])
def test_the_banner_is_data(source: str, result: object) -> None:
    once = write(".json", source.encode())
    assert json.loads(once) == result
    assert write(".json", once) == once


def test_lines_keep_their_ends_and_get_a_first_line() -> None:
    data = b'\xef\xbb\xbf{"note": "Ann"}\r\n\r\n{"note": "calm"}\r\n'
    output = replaced(".jsonl", data, {"Ann": "[Mother]"}).decode("utf-8-sig")
    assert output.split("\r\n") == [
        f'{{"_redactor": "{BANNER}"}}', '{"note": "[Mother]"}', "", '{"note": "calm"}', ""]
    assert write(".jsonl", output.encode()) == output.encode()


def test_files_in_disguise_are_dropped_and_told() -> None:
    data = json.dumps({"photo": "data:image/png;base64,UXVpbGw=", "scan": "UXVp" * 100, "note": "calm " * 100}).encode()
    assert [(part.kind, part.dropped) for part in read(".json", data).unread] == [("embedded data", True)] * 2
    output = write(".json", data)
    assert_gone(output, "UXVp")
    assert json.loads(output)["note"] == "calm " * 100


def test_half_a_surrogate_pair_is_no_trap() -> None:
    data = b'{"a": "x\\ud800y Ann", "b": "\\ud83d\\ude42"}'
    assert "x\ufffdy Ann" in text_of(".json", data)
    assert json.loads(replaced(".json", data, {"Ann": "[M]"}))["b"] == "🙂"


@pytest.mark.parametrize("broken", [
    "{", "[1,]", "{a: 1}", "[1 2]", "1 2", '{"a" 1}', '"abc', "]", "[}", '{"a": 1,}', "[" * 600 + "]" * 600, "nul",
    '{"a": 1}}', "// x\n{}", '{"a": \'b\'}', "[1", ",", '{"a"}', "{,}", "\u00a01", '{1: 2}', '["a\\"]',
])
def test_what_is_not_json_is_refused(broken: str) -> None:
    with pytest.raises(ReadError) as refused:
        read(".json", broken.encode())
    assert "abc" not in str(refused.value)


@pytest.mark.parametrize("hostile", [
    '["' + "\\\\" * 1_000_000 + '"]', "[" + "1," * 40_000 + "1]", '"' * 200_001, "[" * 400 + "]" * 400,
    "1" * 3_000_000, '{"a":"' * 100_000, '["' + "A" * 5_000_000 + '!"]',
])
@pytest.mark.usefixtures("bounded")
def test_hostile_data_take_bounded_time(hostile: str) -> None:
    with contextlib.suppress(ReadError):
        write(".json", hostile.encode(), edits_for(".json", hostile.encode(), {"A!": ""}))


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8)
    | st.decimals(allow_nan=False, allow_infinity=False, places=2).map(float),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3), max_leaves=12)


@given(values, st.sampled_from([None, 2]), st.booleans())
def test_structure_types_and_text_survive(value: object, indent: int | None, ascii_only: bool) -> None:
    source = json.dumps({"x": value}, indent=indent, ensure_ascii=ascii_only).encode()
    written = json.loads(write(".json", source), parse_float=Decimal)
    assert written == {"_redactor": BANNER, **json.loads(source, parse_float=Decimal)}
