"""Long texts: nothing is lost where they are cut, and time grows with their length only."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from redactor.casefile import Document
from redactor.evaluation.gold import GoldDocument, as_document
from redactor.evaluation.predict import of_redactor
from redactor.pipeline import Redactor

NAME = "Zainab Okonjo"
SENTENCE = f"Then {NAME} said that the plan was good. "


@pytest.fixture(scope="module")
def redactor() -> Redactor:
    return Redactor()


def document(text: str) -> Document:
    return as_document(GoldDocument(id="long", text=text, spans=()))


@pytest.mark.parametrize("shift", [0, 15])
def test_no_name_is_lost_at_a_seam(redactor: Redactor, shift: int) -> None:
    """Names stand so close, and at such shifts, that wherever a text is cut one stands across the cut."""
    text = "x " * (shift // 2) + "." * (shift % 2) + SENTENCE * 1_100
    covered = bytearray(len(text))
    for finding in redactor.recogniser.recognise(document(text)).findings:
        covered[finding.start:finding.end] = b"\1" * (finding.end - finding.start)
    lost = []
    at = text.find(NAME)
    while at >= 0:
        if not all(covered[at:at + 6]) or not all(covered[at + 7:at + len(NAME)]):
            lost.append(at)
        at = text.find(NAME, at + 1)
    assert lost == []


def test_work_grows_with_the_length_only(redactor: Redactor, effort: Callable[[Callable[[], object]], int]) -> None:
    predict = of_redactor(redactor)
    predict([GoldDocument(id="warm", text=SENTENCE * 10, spans=())])
    short, long = (
        effort(lambda count=count: predict([GoldDocument(id="text", text=SENTENCE * count, spans=())]))  # type: ignore[misc]
        for count in (100, 600)
    )
    assert long < 6 * 1.5 * short
