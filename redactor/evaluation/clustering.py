"""How well mentions are tied to persons: B-cubed and pairwise F1.

B-cubed: A. Bagga, B. Baldwin, "Algorithms for scoring coreference chains", LREC 1998. Every mention counts the
same; a mention that no system found or tied to anybody is a cluster of its own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Clustering:
    """Precision, recall and F1 of a clustering, 0 to 1; 1 where there is nothing to get wrong."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def as_json(self) -> dict[str, float]:
        """F1, precision and recall."""
        return {"f1": round(self.f1, 5), "precision": round(self.precision, 5), "recall": round(self.recall, 5)}


#: A mention: who it is, and who the system says it is.
Mention = tuple[Hashable, Hashable]


def b_cubed(groups: Iterable[Sequence[Mention]]) -> Clustering:
    """B-cubed over the mentions of all groups; clusters never reach from one group (document, case) into another."""
    precision, recall, count = 0.0, 0.0, 0
    for mentions in groups:
        pairs, golds, found = _counts(mentions)
        for (gold, cluster), both in pairs.items():
            precision += both * both / found[cluster]
            recall += both * both / golds[gold]
            count += both
    return Clustering(precision=precision / count, recall=recall / count) if count else _PERFECT


def pairwise(groups: Iterable[Sequence[Mention]]) -> Clustering:
    """Of all pairs of mentions within a group: those put together that belong together."""
    right, said, true = 0, 0, 0
    for mentions in groups:
        pairs, golds, found = _counts(mentions)
        right += sum(map(_pairs, pairs.values()))
        said += sum(map(_pairs, found.values()))
        true += sum(map(_pairs, golds.values()))
    return Clustering(precision=right / said if said else 1.0, recall=right / true if true else 1.0)


_PERFECT = Clustering(precision=1.0, recall=1.0)


def _counts(mentions: Sequence[Mention]) -> tuple[Counter[Mention], Counter[Hashable], Counter[Hashable]]:
    return Counter(mentions), Counter(gold for gold, _ in mentions), Counter(cluster for _, cluster in mentions)


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


def mixed(pairs: Iterable[tuple[Hashable, Hashable]]) -> tuple[int, int]:
    """Of the things on the left, how many meet more than one on the right, and how many there are."""
    met: defaultdict[Hashable, set[Hashable]] = defaultdict(set)
    for left, right in pairs:
        met[left].add(right)
    return sum(len(others) > 1 for others in met.values()), len(met)
