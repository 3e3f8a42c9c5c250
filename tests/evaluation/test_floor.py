"""A floor under accuracy: on the small gold set in the repository no change may do worse than this.

The figures are what was measured, less a small margin; raise them when recognition gets better.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from redactor.evaluation.gold import GoldDocument, read_gold
from redactor.evaluation.predict import each_by_itself, of_redactor
from redactor.evaluation.scores import Scores, score
from redactor.pipeline import Redactor

GOLD = Path(__file__).parents[2] / "sample_data" / "gold" / "dev_sample.jsonl"


@pytest.fixture(scope="module")
def documents() -> tuple[GoldDocument, ...]:
    return read_gold(GOLD)


@pytest.fixture(scope="module")
def scores(documents: tuple[GoldDocument, ...]) -> Scores:
    return score(documents, each_by_itself(of_redactor(Redactor()), documents))


@pytest.mark.parametrize(("label", "most"), [
    ("PERSON", 0.03), ("LOCATION", 0.07), ("ADDRESS", 0.0), ("ORGANISATION", 0.09), ("DATE", 0.02), ("AGE", 0.09),
    ("PHONE", 0.0), ("EMAIL", 0.0), ("ID", 0.0),
])
def test_leaks(scores: Scores, label: str, most: float) -> None:
    assert (scores.leaks[label].value or 0.0) <= most, scores.leaks[label]


def test_what_must_stay_stays(scores: Scores) -> None:
    assert (scores.precision.value or 0.0) >= 0.92
    assert (scores.traps.value or 0.0) <= 0.13
    assert (scores.recall.value or 0.0) >= 0.98


def test_the_same_text_gives_the_same_findings_again(documents: tuple[GoldDocument, ...]) -> None:
    first, second = (of_redactor(Redactor())([documents[0]]) for _ in range(2))
    assert first == second
