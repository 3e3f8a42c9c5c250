"""Runs redactor, and what is measured beside it, over sets of annotated texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from redactor.evaluation.cases import case_json, predict_cases, read_cases, score_cases
from redactor.evaluation.gold import GoldDocument, read_gold
from redactor.evaluation.predict import Prediction, System, each_by_itself
from redactor.evaluation.reliability import reliability
from redactor.evaluation.report import CasesReport, PortraitsReport, TabReport, TextsReport
from redactor.evaluation.scores import score, score_by_kind
from redactor.evaluation.tab import score_tab

_Scores = TypeVar("_Scores")


class Measure:
    """One run of several systems over several sets.

    Args:
        systems: by name; the first is redactor, the others are measured beside it.
        report: told about progress (system, done, total).

    Attributes:
        rows: redactor's predictions so far, as lines of a predictions file.
    """

    def __init__(
        self, systems: Mapping[str, System], report: Callable[[str, int, int], None] = lambda name, done, total: None,
    ) -> None:
        self._systems = systems
        self._report = report
        self.rows: list[dict[str, Any]] = []

    def texts(self, path: Path) -> TextsReport:
        """Single texts, each its own case.

        Raises:
            UsageError, ReadError: see :func:`redactor.evaluation.gold.read_gold`.
        """
        gold = read_gold(path)
        own, *others = self._each(gold)
        self.rows += [prediction.as_json() for prediction in own]
        return TextsReport(
            name=path.name, scores=score(gold, own), by_kind=score_by_kind(gold, own), bins=reliability(gold, own),
            beside=self._named([score(gold, other) for other in others]),
        )

    def cases(self, folder: Path) -> CasesReport:
        """Whole cases.

        Raises:
            UsageError, ReadError: see :func:`redactor.evaluation.cases.read_cases`.
        """
        cases = read_cases(folder)
        own, *others = [
            predict_cases(system, cases, self._step(name, len(cases))) for name, system in self._systems.items()]
        self.rows += [case_json(prediction) for of_case in own for prediction in of_case]
        return CasesReport(
            scores=score_cases(cases, own), beside=self._named([score_cases(cases, other) for other in others]))

    def tab(self, path: Path) -> TabReport:
        """Court judgments of the Text Anonymization Benchmark, each its own case."""
        gold = read_gold(path)
        own, *others = [score_tab(gold, predictions) for predictions in self._each(gold)]
        return TabReport(scores=own, beside=self._named(others))

    def portraits(self, path: Path) -> PortraitsReport:
        """Texts that name hardly anybody, each its own case."""
        gold = read_gold(path)
        own, *others = [score(gold, predictions) for predictions in self._each(gold)]
        return PortraitsReport(scores=own, beside=self._named(others))

    def _each(self, gold: Sequence[GoldDocument]) -> list[list[Prediction]]:
        return [each_by_itself(system, gold, self._step(name, len(gold))) for name, system in self._systems.items()]

    def _step(self, name: str, total: int) -> Callable[[int], None]:
        return lambda done: self._report(name, done, total)

    def _named(self, results: Sequence[_Scores]) -> dict[str, _Scores]:
        return dict(zip(list(self._systems)[1:], results, strict=True))
