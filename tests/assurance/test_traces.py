"""What a trace finds, and what it must leave alone."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redactor.assurance import Traces
from redactor.assurance.traces import Manner
from redactor.casefile import Document, Finding, Location, Replacement, TextBlock
from redactor.errors import ReadError
from redactor.rulebook import load_rulebook
from redactor.workspace import TRACES, Workspace

RULEBOOK = load_rulebook(None)
POLICY = RULEBOOK.policy("success-review")
SECRET = b"s" * 32
VALUES = {
    "Zofia Brzezinska": "PERSON", "Mrs O’Neill": "PERSON", "Hope Young": "PERSON", "Clare": "PERSON",
    "Marram": "PERSON", "Lee": "PERSON", "07700 900123": "PHONE_NUMBER", "999 000 0018": "UK_NHS",
    "QQ 12 34 56 C": "UK_NINO", "14 Quillfeather Street": "ADDRESS", "ZZ99 3VZ": "UK_POSTCODE",
    "zofia.b@example.org": "EMAIL_ADDRESS", "12/09/2024": "DATE", "14/2": "DATE", "Monday": "DATE",
    "Łukasz": "PERSON",
}
KEPT_TEXT = "They walked in the marram grass and the young people hope for more. "


def build(values: dict[str, str] = VALUES, *, secret: bytes = SECRET, kept: tuple[str, ...] = ()) -> Traces:
    text = KEPT_TEXT + " ; ".join(values)
    replacements = []
    for value, entity_type in values.items():
        start = text.index(value, len(KEPT_TEXT))
        replacements.append(Replacement(
            finding=Finding(document_id="d1", start=start, end=start + len(value), entity_type=entity_type,
                            score=0.9, recogniser="test"),
            text="[Foster Carer 1]", rule_id="test"))
    document = Document(id="d1", path="a.txt", format="txt", sha256="", blocks=(
        TextBlock(id="1", text=text, location=Location(part="body")),))
    return Traces.of([document], {"d1": replacements}, policy=POLICY, secret=secret,
                     keep_terms=RULEBOOK.keep_terms, kept=kept)


TRACES_OF_ALL = build()


@pytest.mark.parametrize("text", [
    "zofia", "ZOFIA BRZEZINSKA", "zofiabrzezinska", "Brzezinska, Zofia", "zbrzezinska logged in", "Brzezińska",
    "the Brzezinskas", "ZofiaHome", "zofia_brzezinska.docx", "mrs o'neill", "ONeill’s house", "O\u00adNeill",
    "+44 (0)7700 900123", "07700-900-123", "tel:+447700900123", "9990000018", "NHS999-000-0018", "qq123456c",
    "14, Quillfeather  Street", "zz993vz", "ZZ99\u00a03VZ", "ZOFIA.B@EXAMPLE.ORG", "12 September 2024",
    "12th Sept 2024", "2024-09-12T10:00", "12.9.24", "September 12, 2024", "Clare rang", "lukasz",
])
def test_a_value_is_found_in_every_shape(text: str) -> None:
    assert any(hit.certain for hit in TRACES_OF_ALL.search(f"x {text} y"))


@pytest.mark.parametrize("text", [
    "We hope the young people will do well.", "Young people said so. Hope is not a plan.", "HOPE AND YOUNG",
    "Clare's Law was explained.", "on Monday she came", "sleet and a fleeting look", "[Foster Carer 1] rang",
    "13 September 2024", "room 14 in the street", "07700 900124", "The Young Carers Team", "the example.org pages",
])
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert not TRACES_OF_ALL.search(text)


@pytest.mark.parametrize("text", ["she met Hope today", "in the marram", "with Lee again", "seen 14/2 at home"])
def test_a_word_that_may_be_ordinary_asks_a_human(text: str) -> None:
    hits = TRACES_OF_ALL.search(text)
    assert hits
    assert not any(hit.certain for hit in hits)


def test_a_word_that_is_also_written_small_is_certain_where_it_stands_as_a_name() -> None:
    assert any(hit.certain for hit in TRACES_OF_ALL.search("then Marram came in"))


def test_a_full_name_that_was_overlooked_in_small_letters_is_certain() -> None:
    text = "zofia brzenska came. Zofia Brzenska"
    start = text.index("Zofia")
    finding = Finding(
        document_id="d1", start=start, end=len(text), entity_type="PERSON", score=0.9, recogniser="test")
    document = Document(id="d1", path="a.txt", format="txt", sha256="", blocks=(
        TextBlock(id="1", text=text, location=Location(part="body")),))
    traces = Traces.of(
        [document], {"d1": [Replacement(finding=finding, text="[Mother]", rule_id="test")]},
        policy=POLICY, secret=SECRET)
    assert any(hit.certain for hit in traces.search("zofia brzenska came. [Mother]"))


def test_what_the_policy_keeps_is_no_trace() -> None:
    assert build().search("spoke to Dr Brzezinska about it")
    traces = build(kept=("Dr Brzezinska",))
    assert not traces.search("spoke to Dr Brzezinska about it")
    assert traces.search("spoke to Anna Brzezinska about it")


def test_a_long_value_is_found_by_any_long_stretch_of_it() -> None:
    address = "Flat 3, Quillfeather House, 14 Marrowby Lane, Little Thrapstead, Ostermere, ZZ99 3VZ"
    traces = build({address: "ADDRESS"})
    assert any(hit.certain for hit in traces.search("lives at Flat 3, Quillfeather House, 14 Marrowby Lane, Little"))


def test_noise_counts_less() -> None:
    traces = build({"Georgia": "PERSON", "Theo": "PERSON", "Zofia Brzezinska": "PERSON"})
    assert traces.search("Georgia", Manner.TEXT)
    assert not traces.search("..Theo..", Manner.NOISE)
    assert traces.search("xx Brzezinska yy", Manner.NOISE)


def test_nothing_in_clear_is_saved_and_loading_gives_the_same(tmp_path: Path) -> None:
    box = Workspace.create(tmp_path / "box")
    traces = build(secret=box.secret)
    traces.save(box)
    saved = box.read(TRACES).decode().lower()
    assert not any(word in saved for word in ("zofia", "brzezinska", "neill", "07700900123"))
    if os.name == "posix":
        assert stat.S_IMODE(box.path(TRACES).stat().st_mode) == 0o600
    assert Traces.load(box).search("Zofia Brzezinska, 07700900123") == traces.search("Zofia Brzezinska, 07700900123")


@pytest.mark.parametrize("damage", ["{}", '{"schema": 99}', '{"schema": 1, "entries": {"zz": 3}}', "[]"])
def test_damaged_fingerprints_are_an_error(tmp_path: Path, damage: str) -> None:
    box = Workspace.create(tmp_path / "box")
    box.write(TRACES, damage.encode())
    with pytest.raises(ReadError, match="redactor run"):
        Traces.load(box)


def test_another_secret_finds_nothing() -> None:
    traces = build()
    traces.secret = b"t" * 32
    assert not traces.search("Zofia Brzezinska")


def test_nothing_shows_in_a_repr() -> None:
    assert SECRET.decode() not in repr(build())


@given(st.text(), st.text(), st.sampled_from(["Zofia Brzezinska", "9990000018", "zofia.b@example.org", "ZZ99 3VZ"]))
def test_a_value_is_found_whatever_stands_round_it(before: str, after: str, value: str) -> None:
    assert TRACES_OF_ALL.search(f"{before}\n\n | {value} | \n\n{after}")


@pytest.mark.usefixtures("bounded")
def test_work_is_linear_even_in_hostile_text(effort: Callable[[Callable[[], object]], int]) -> None:
    for unit in ("1 ", "zofia ", "1/", "a-", "9", "12 "):
        short, long = (effort(partial(TRACES_OF_ALL.search, unit * size)) for size in (4_000, 32_000))
        assert long < 8 * 1.5 * short + 1_000, unit
