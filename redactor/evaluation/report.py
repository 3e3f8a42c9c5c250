"""Measured figures as tables to read and as JSON to keep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from redactor.evaluation.cases import CaseScores
from redactor.evaluation.clustering import Clustering
from redactor.evaluation.reliability import Bin, calibration_error
from redactor.evaluation.scores import Scores, Share
from redactor.evaluation.tab import TabScores


@dataclass(frozen=True, kw_only=True)
class TextsReport:
    """Figures of a set of single texts.

    Attributes:
        name: what was measured.
        scores: redactor's.
        by_kind: the same by type of document; empty when the gold does not tell.
        bins: reliability of the scores; empty when not measured.
        beside: figures of other systems on the same texts, by name.
    """

    name: str
    scores: Scores
    by_kind: Mapping[str, Scores] = field(default_factory=dict)
    bins: Sequence[Bin] = ()
    beside: Mapping[str, Scores] = field(default_factory=dict)

    def lines(self) -> Iterator[str]:
        """As a table."""
        yield f"{self.name}: {_counted(self.scores.documents, 'text')}, each a case of its own"
        yield from _columns(["redactor", *self.beside], [self.scores, *self.beside.values()], _score_rows)
        if self.by_kind:
            yield ""
            yield f"{self.name} by type of document"
            yield from _table(
                [("", "texts", "leaks", "clean", "precision", "traps")],
                [
                    (kind, str(own.documents), _share(_all_leaks(own)), _share(own.clean), _share(own.precision),
                     _share(own.traps))
                    for kind, own in self.by_kind.items()
                ],
            )
        if self.bins:
            yield ""
            yield f"{self.name}: do scores mean what they say? (mean distance {calibration_error(self.bins):.3f})"
            yield from _table(
                [("score", "candidates", "mean score", "right")],
                [
                    (f"{own.low:g}–{own.high:g}", str(own.count), f"{own.mean:.2f}", f"{own.right:.2f}")
                    for own in self.bins
                ],
            )

    def as_json(self) -> dict[str, Any]:
        """As numbers."""
        return {
            **scores_json(self.scores),
            "by_type": {kind: scores_json(own) for kind, own in self.by_kind.items()},
            "reliability": [
                {"low": own.low, "high": own.high, "count": own.count, "mean": round(own.mean, 4),
                 "right": round(own.right, 4)}
                for own in self.bins
            ],
            "beside": {name: scores_json(own) for name, own in self.beside.items()},
        }


@dataclass(frozen=True, kw_only=True)
class CasesReport:
    """Figures of whole cases."""

    scores: CaseScores
    beside: Mapping[str, CaseScores] = field(default_factory=dict)

    def lines(self) -> Iterator[str]:
        """As a table."""
        own = self.scores
        yield f"whole cases: {own.cases} cases, {own.leaks.documents} documents"
        yield from _columns(
            ["redactor", *self.beside], [own.leaks, *(other.leaks for other in self.beside.values())], _score_rows)
        yield ""
        yield "who is who, in whole cases"
        yield from _table([("", "F1", "precision", "recall")], [
            (name, f"{figure.f1:.3f}", f"{figure.precision:.3f}", f"{figure.recall:.3f}")
            for name, figure in self._clusterings()
        ])
        yield from _table([], [
            ("persons with two labels or more", _share(own.split), _fraction(own.split)),
            ("labels that two persons have", _share(own.shared), _fraction(own.shared)),
            ("names taken out and tied to nobody", _share(own.undecided), _fraction(own.undecided)),
            ("role right, of all persons", _share(own.roles), _fraction(own.roles)),
            ("role right, where one is told", _share(own.roles_told), _fraction(own.roles_told)),
        ])

    def _clusterings(self) -> list[tuple[str, Clustering]]:
        own = self.scores
        return [
            ("B-cubed within documents", own.within), ("B-cubed across a case", own.across),
            ("pairs within documents", own.pairs_within), ("pairs across a case", own.pairs_across),
        ]

    def as_json(self) -> dict[str, Any]:
        """As numbers, with every person whose role is wrong or missing."""
        own = self.scores
        return {
            "cases": own.cases, **scores_json(own.leaks),
            "clustering": {name: figure.as_json() for name, figure in self._clusterings()},
            "persons_split": own.split.as_json(), "labels_shared": own.shared.as_json(),
            "undecided": own.undecided.as_json(), "roles": own.roles.as_json(),
            "roles_where_told": own.roles_told.as_json(),
            "role_misses": [{"gold": gold, "found": found} for gold, found in own.misses],
            "beside": {name: scores_json(other.leaks) for name, other in self.beside.items()},
        }


@dataclass(frozen=True, kw_only=True)
class TabReport:
    """Figures on the Text Anonymization Benchmark."""

    scores: TabScores
    beside: Mapping[str, TabScores] = field(default_factory=dict)

    def lines(self) -> Iterator[str]:
        """As a table."""
        yield f"Text Anonymization Benchmark: {_counted(self.scores.documents, 'court judgment')}"
        yield from _columns(["redactor", *self.beside], [self.scores, *self.beside.values()], _tab_rows)

    def as_json(self) -> dict[str, Any]:
        """As numbers."""
        return {
            **_tab_json(self.scores), "beside": {name: _tab_json(own) for name, own in self.beside.items()},
        }


@dataclass(frozen=True, kw_only=True)
class PortraitsReport:
    """Over-redaction on texts that name hardly anybody."""

    scores: Scores
    beside: Mapping[str, Scores] = field(default_factory=dict)

    def lines(self) -> Iterator[str]:
        """As a table."""
        yield f"over-redaction on {_counted(self.scores.documents, 'portrait')} that name hardly anybody"
        yield from _columns(["redactor", *self.beside], [self.scores, *self.beside.values()], _portrait_rows)

    def as_json(self) -> dict[str, Any]:
        """As numbers."""
        return {
            **_portraits_json(self.scores),
            "beside": {name: _portraits_json(own) for name, own in self.beside.items()},
        }


Report = TextsReport | CasesReport | TabReport | PortraitsReport


def scores_json(own: Scores) -> dict[str, Any]:
    """Scores as numbers: share, part and whole of each."""
    return {
        "documents": own.documents,
        "leaks": {label: share.as_json() for label, share in own.leaks.items()},
        "leak": _all_leaks(own).as_json(), "clean_documents": own.clean.as_json(),
        "character_recall": own.recall.as_json(), "character_precision": own.precision.as_json(),
        "over_redaction": own.over_redaction.as_json(), "traps_touched": own.traps.as_json(),
        "quasi_recall": own.quasi_recall.as_json(), "quasi_precision": own.quasi_precision.as_json(),
    }


def _portraits_json(own: Scores) -> dict[str, Any]:
    return {"documents": own.documents, "over_redaction": own.over_redaction.as_json()}


def _tab_json(own: TabScores) -> dict[str, Any]:
    return {
        "documents": own.documents, "token_recall": own.recall.as_json(), "token_precision": own.precision.as_json(),
        "direct_entities": own.direct_entities.as_json(), "quasi_entities": own.quasi_entities.as_json(),
    }


Rows = list[tuple[str, Share]]


def _score_rows(own: Scores) -> Rows:
    return [
        *((f"leak {label}", share) for label, share in own.leaks.items()),
        ("leak, all labels", _all_leaks(own)),
        ("documents without a direct leak", own.clean),
        ("character recall", own.recall),
        ("character precision", own.precision),
        ("over-redaction", own.over_redaction),
        ("traps touched", own.traps),
        ("QUASI shown or taken out", own.quasi_recall),
        ("QUASI marks that are right", own.quasi_precision),
    ]


def _tab_rows(own: TabScores) -> Rows:
    return [
        ("token recall, DIRECT and QUASI", own.recall), ("token precision", own.precision),
        ("direct entities protected", own.direct_entities), ("quasi entities protected", own.quasi_entities),
    ]


def _portrait_rows(own: Scores) -> Rows:
    return [("letters taken out outside names", own.over_redaction)]


def _all_leaks(own: Scores) -> Share:
    return Share(
        part=sum(share.part for share in own.leaks.values()), whole=sum(share.whole for share in own.leaks.values()))


def _columns(names: Sequence[str], systems: Sequence[Any], rows_of: Any) -> Iterator[str]:
    """One row for each figure, two cells (share, count) for each system."""
    columns = [rows_of(own) for own in systems]
    head = ("", *(cell for name in names for cell in (name, "")))
    body = [
        (row[0][0], *(cell for _, share in row for cell in (_share(share), _fraction(share))))
        for row in zip(*columns, strict=True)
    ]
    return _table([head] if len(names) > 1 else [], body)


def _table(head: Iterable[Sequence[str]], body: Iterable[Sequence[str]]) -> Iterator[str]:
    rows = [*head, *body]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for name, *cells in rows:
        aligned = (cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True))
        yield f"  {name.ljust(widths[0])}  {'  '.join(aligned)}".rstrip()


def _share(share: Share) -> str:
    return "–" if share.value is None else f"{100 * share.value:.1f} %"


def _fraction(share: Share) -> str:
    return f"{share.part}/{share.whole}"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
