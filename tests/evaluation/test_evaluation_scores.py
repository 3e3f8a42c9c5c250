"""The measures themselves, on cases counted by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redactor.errors import ReadError, UsageError
from redactor.evaluation.cases import GoldCase, score_cases
from redactor.evaluation.clustering import b_cubed, pairwise
from redactor.evaluation.gold import GoldDocument, GoldSpan, as_document, read_gold
from redactor.evaluation.predict import Mask, Prediction
from redactor.evaluation.reliability import calibration_error, reliability
from redactor.evaluation.roles import role_fits
from redactor.evaluation.scores import score, score_by_kind
from redactor.evaluation.tab import score_tab

TEXT = "Jo-Ann Lee, of Hull. Mum (twin) is calm."


def span(words: str, label: str, **more: str) -> GoldSpan:
    at = TEXT.index(words)
    return GoldSpan(start=at, end=at + len(words), label=label, **more)


def mask(words: str, label: str = "PERSON", score: float = 0.9, **more: str) -> Mask:
    at = TEXT.index(words)
    return Mask(start=at, end=at + len(words), label=label, score=score, **more)


def gold(*spans: GoldSpan, **more: object) -> GoldDocument:
    return GoldDocument(id="d", text=TEXT, spans=spans, **more)  # type: ignore[arg-type]


def said(*masks: Mask, **more: object) -> Prediction:
    return Prediction(document_id="d", masks=masks, **more)  # type: ignore[arg-type]


def test_a_span_leaks_when_one_letter_stays_and_punctuation_does_not_count() -> None:
    document = gold(span("Jo-Ann Lee", "PERSON"), span("Hull", "LOCATION"))
    # The hyphen and the space stay: no leak. One letter of the town stays: leak.
    masks = [mask("Jo"), mask("Ann"), mask("Lee"), mask("Hul")]
    own = score([document], [said(*masks)])
    assert (own.leaks["PERSON"].part, own.leaks["LOCATION"].part) == (0, 1)
    assert own.clean.part == 1  # a town does not identify at once
    assert (own.recall.part, own.recall.whole) == (8 + 3, 8 + 4)


def test_labels_are_not_compared() -> None:
    own = score([gold(span("Hull", "LOCATION"))], [said(mask("Hull", "ID"))])
    assert own.leaks["LOCATION"].value == 0


def test_quasi_is_neutral_and_measured_by_itself() -> None:
    document = gold(span("twin", "QUASI"), span("Hull", "LOCATION"))
    masked = score([document], [said(mask("twin"), mask("Hull"))])
    flagged = score([document], [said(mask("Hull"), flagged=(mask("twin", "QUASI"), mask("calm", "QUASI")))])
    for own in (masked, flagged):
        assert "QUASI" not in own.leaks
        assert own.over_redaction.part == 0
        assert own.precision.value == 1
        assert own.quasi_recall.value == 1
    assert (flagged.quasi_precision.part, flagged.quasi_precision.whole) == (1, 2)


def test_over_redaction_and_traps() -> None:
    at = TEXT.index("Mum")
    own = score([gold(keep=((at, at + 3),))], [said(mask("Mum ("))])
    assert (own.traps.part, own.traps.whole) == (1, 1)
    letters = sum(map(str.isalnum, TEXT))
    assert (own.over_redaction.part, own.over_redaction.whole) == (3, letters)
    assert own.precision.value == 0


def test_by_kind_of_document() -> None:
    kinds = score_by_kind([gold(kind="email"), gold()], [said(), said()])
    assert list(kinds) == ["email"]


@given(st.lists(st.tuples(st.integers(0, 39), st.integers(1, 12)), max_size=8))
def test_masking_more_never_leaks_more(places: list[tuple[int, int]]) -> None:
    document = gold(span("Jo-Ann Lee", "PERSON"), span("Hull", "LOCATION"))
    masks = [
        Mask(start=start, end=min(start + size, len(TEXT)), label="ID", score=0.5) for start, size in places]
    leaks = [
        sum(share.part for share in score([document], [said(*masks[:count])]).leaks.values())
        for count in range(len(masks) + 1)
    ]
    assert leaks == sorted(leaks, reverse=True)
    assert score([document], [said(mask(TEXT))]).leaks["PERSON"].part == 0


# Gold files


def test_a_document_keeps_the_gold_text_character_for_character() -> None:
    text = "One\tcell\r\n\nlast\u2028line\x85 \n"
    assert as_document(GoldDocument(id="x", text=text, spans=())).text == text


@pytest.mark.parametrize("line", [
    "not json", "[]", '{"id": "a"}',
    '{"id": "a", "text": "Hart", "spans": [{"start": 3, "end": 9, "label": "PERSON"}]}',
])
def test_a_wrong_line_is_named_and_never_quoted(tmp_path: Path, line: str) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text('{"id": "ok", "text": "x", "spans": []}\n' + line + "\n", "utf-8")
    with pytest.raises(ReadError) as caught:
        read_gold(file)
    assert "gold.jsonl:2" in str(caught.value)
    assert "Hart" not in str(caught.value)


def test_missing_and_empty_files_are_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("\n")
    for name in ("empty.jsonl", "none.jsonl"):
        with pytest.raises(UsageError):
            read_gold(tmp_path / name)


def test_a_line_separator_within_a_text_ends_no_line(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text(json.dumps({"id": "a", "text": "x\u2028y", "spans": []}, ensure_ascii=False), "utf-8")
    assert read_gold(file)[0].text == "x\u2028y"


# Who is who


def test_b_cubed_and_pairs_of_the_paper() -> None:
    # Bagga and Baldwin 1998, first example: {1-5}, {6,7}, {8-12}; the system joins the last two.
    chains = [0] * 5 + [1] * 2 + [2] * 5
    joined = [0] * 5 + [1] * 2 + [1] * 5
    own = b_cubed([list(zip(chains, joined, strict=True))])
    assert own.precision == pytest.approx(16 / 21)
    assert own.recall == 1
    pairs = pairwise([list(zip(chains, joined, strict=True))])
    assert (pairs.precision, pairs.recall) == (pytest.approx(21 / 31), 1)


@given(st.lists(st.integers(0, 4), min_size=1, max_size=30))
def test_perfect_and_lonely_clusterings(people: list[int]) -> None:
    assert b_cubed([[(one, f"p{one}") for one in people]]).f1 == 1
    alone = b_cubed([list(zip(people, range(len(people)), strict=True))])
    assert alone.precision == 1
    assert alone.recall == pytest.approx(len(set(people)) / len(people))


def test_a_case_counts_splits_shared_labels_and_roles() -> None:
    spans = (
        span("Jo", "PERSON", entity="p1"), span("Ann", "PERSON", entity="p1"), span("Lee", "PERSON", entity="p2"),
        span("Hull", "PERSON", entity="?"), span("Mum", "PERSON", entity="p3"),
    )
    case = GoldCase(
        name="c", documents=(gold(*spans),), several=frozenset({"p3"}),
        roles={"p1": "mother", "p2": "police officer (detective sergeant)", "p3": "parents"})
    prediction = said(
        mask("Jo", person="s1", shown="Mother", role="mother"),
        mask("Ann", person="s2", shown="Police Officer", role="mother"),
        mask("Lee", person="s2", shown="Police Officer", role="police officer"), mask("Hull"), mask("Mum"),
    )
    own = score_cases([case], [[prediction]])
    assert (own.split.part, own.split.whole) == (1, 2)  # p1 is told by two labels
    assert (own.shared.part, own.shared.whole) == (1, 2)  # "Police Officer" is told of two persons
    assert (own.roles.part, own.roles.whole) == (2, 2)
    assert own.within.f1 < 1
    assert own.leaks.leaks["PERSON"].part == 0


@pytest.mark.parametrize(("role", "told"), [
    ("maternal grandmother", "maternal grandmother"), ("grandmother", "maternal grandmother"),
    ("child", "younger sister"), ("unborn baby", "child (unborn at first)"), ("IRO", "conference chair"),
    ("duty social worker", "social worker"), ("special guardian", "half-brother's grandmother (special guardian)"),
    ("mother's partner", "stepfather"), ("foster carer", "foster carer's husband"),
])
def test_roles_that_fit(role: str, told: str) -> None:
    assert role_fits(role, told)


@pytest.mark.parametrize(("role", "told"), [
    ("", "mother"), ("mother", "father"), ("mother", "maternal grandmother"), ("father", "half-brother's father"),
    ("paternal grandmother", "maternal grandmother"), ("social worker", "team manager"), ("child", "partner's son"),
    ("designated safeguarding lead", "head of year"), ("maternal grandmother", "grandmother"),
])
def test_roles_that_do_not_fit(role: str, told: str) -> None:
    assert not role_fits(role, told)


# Court judgments and scores


def test_tab_counts_tokens_and_whole_entities() -> None:
    document = gold(
        span("Jo-Ann Lee", "PERSON", identifier_type="DIRECT", entity="e1"),
        span("Hull", "LOC", identifier_type="QUASI", entity="e2"),
        span("Mum", "MISC", identifier_type="NO_MASK", entity="e3"),
    )
    own = score_tab([document], [said(mask("Jo-Ann"), mask("Hull"), mask("Mum"), mask("calm"))])
    assert (own.recall.part, own.recall.whole) == (3, 4)
    assert (own.precision.part, own.precision.whole) == (3, 4)  # "calm" is wrong, "Mum" is neutral
    assert (own.direct_entities.part, own.quasi_entities.part) == (0, 1)


def test_reliability_bins() -> None:
    document = gold(span("Hull", "LOCATION"), span("twin", "QUASI"))
    prediction = said(candidates=(
        mask("Hull", score=0.95), mask("Mum", score=0.97), mask("calm", score=0.05), mask("twin", score=0.99)))
    low, high = reliability([document], [prediction])
    assert (low.count, low.right) == (1, 0)
    assert (high.low, high.count, high.right) == (0.95, 2, 0.5)
    assert calibration_error([low, high]) == pytest.approx((0.05 + 2 * (0.96 - 0.5)) / 3)
