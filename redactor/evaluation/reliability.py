"""Do scores mean what they say? Of all candidates scored about 0.8, some 80 % should be right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from redactor.evaluation.gold import GoldDocument
from redactor.evaluation.predict import Prediction
from redactor.evaluation.scores import NEUTRAL, covered

#: Upper bounds of the bins; the last is closed.
BOUNDS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)


@dataclass(frozen=True, kw_only=True)
class Bin:
    """Candidates of like score.

    Attributes:
        low, high: bounds of the score; high belongs to the next bin, except in the last.
        count: candidates.
        mean: their mean score.
        right: share of them that lie on a gold span.
    """

    low: float
    high: float
    count: int
    mean: float
    right: float


def reliability(documents: Sequence[GoldDocument], predictions: Iterable[Prediction]) -> tuple[Bin, ...]:
    """Bins of score against truth.

    A candidate is right when more than half of its letters and digits lie in gold spans. Those that lie on
    QUASI, or are of that label, are left out: that they identify is a matter of judgement.
    """
    scored: list[tuple[float, bool]] = []
    for gold, prediction in zip(documents, predictions, strict=True):
        direct = covered(len(gold.text), [span for span in gold.spans if span.label != NEUTRAL])
        quasi = covered(len(gold.text), [span for span in gold.spans if span.label == NEUTRAL])
        for mask in prediction.candidates:
            places = [at for at in range(mask.start, mask.end) if gold.text[at].isalnum()]
            if mask.label != NEUTRAL and places and not any(quasi[at] for at in places):
                scored.append((mask.score, 2 * sum(direct[at] for at in places) > len(places)))
    bins = []
    for low, high in zip((0.0, *BOUNDS), BOUNDS, strict=False):
        own = [(score, right) for score, right in scored if low <= score and (score < high or high == BOUNDS[-1])]
        if own:
            bins.append(Bin(
                low=low, high=high, count=len(own), mean=sum(score for score, _ in own) / len(own),
                right=sum(right for _, right in own) / len(own),
            ))
    return tuple(bins)


def calibration_error(bins: Iterable[Bin]) -> float:
    """Expected calibration error: mean distance between score and share right, weighted by candidates."""
    known = list(bins)
    count = sum(own.count for own in known)
    return sum(abs(own.mean - own.right) * own.count for own in known) / count if count else 0.0
