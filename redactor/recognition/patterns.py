"""Patterns as Presidio recognisers: one mechanism for rule files and for the formats that ship with redactor.

A match is scored by its pattern, raised by a context word near it and by a checksum that fits. Neither
suppresses: with one digit mistyped, "NHS: 999 000 0019" still is somebody's number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from presidio_analyzer import AnalysisExplanation, EntityRecognizer, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts

from redactor.recognition.engine import LANGUAGE
from redactor.recognition.uk.checksums import CHECKSUM_OF
from redactor.rulebook import PatternRule
from redactor.rulebook.scanning import find_all

#: Characters in front of a match, and behind it, that are searched for a context word.
BEFORE, AFTER = 60, 20
#: What a context word and a checksum that fits make of a score: the distance to certainty shrinks to this share.
_CONTEXT_SHARE, _CHECKSUM_SHARE = 0.35, 0.5
#: Rows searched upwards for the head of the column a match stands in.
_ROWS_UP = 400
#: Characters of a row in which columns are told by their heads.
_WIDEST = 4000


class SpanRecogniser(EntityRecognizer):
    """Base of our recognisers: they yield (start, end, entity type, score, reason)."""

    name: str

    def load(self) -> None:
        """Nothing to load."""

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        return [
            RecognizerResult(
                entity_type=entity, start=start, end=end, score=score,
                analysis_explanation=AnalysisExplanation(
                    recognizer=self.name, original_score=score, textual_explanation=reason),
            )
            for start, end, entity, score, reason in self.spans(text)
        ]

    def spans(self, text: str) -> Iterable[tuple[int, int, str, float, str]]:
        """Every span: (start, end, entity type, score, reason), offsets in characters, end-exclusive."""
        raise NotImplementedError


class PatternRecogniser(SpanRecogniser):
    """One rule of a rule file.

    Args:
        rule: the rule.
    """

    def __init__(self, rule: PatternRule) -> None:
        super().__init__(
            supported_entities=[rule.entity_type], name=rule.name, supported_language=LANGUAGE,
            context=list(rule.context),
        )
        self.rule = rule
        self._check = CHECKSUM_OF[rule.checksum] if rule.checksum else None
        self._context = _any_of(rule.context) if rule.context else None

    def spans(self, text: str) -> Iterator[tuple[int, int, str, float, str]]:
        rule = self.rule
        if rule.context_required and self._context is not None and next(find_all(self._context, text), None) is None:
            return
        for start, end, score in rule.matches(text):
            reason = "format"
            if self._context is not None:
                if self._context.search(surroundings(text, start, end)):
                    score, reason = raised(score, _CONTEXT_SHARE), "format and the words beside it"
                elif rule.context_required:
                    continue
            if self._check is not None and self._check(text[start:end]):
                score, reason = raised(score, _CHECKSUM_SHARE), f"{reason}, checksum fits"
            yield start, end, rule.entity_type, score, reason


def raised(score: float, share: float) -> float:
    """A score whose distance to certainty shrinks to ``share`` of what it was."""
    return 1 - (1 - score) * share


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    alternatives = "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)


def surroundings(text: str, start: int, end: int) -> str:
    """What stands beside a match: its own line (or cell and the one before it), and the head of its column."""
    low = max(text.rfind("\n", max(0, start - BEFORE), start) + 1, start - BEFORE, 0)
    high = text.find("\n", end, end + AFTER)
    near = f"{text[low:start]} {text[end:high if high >= 0 else end + AFTER]}"
    head = column_head(text, start)
    return f"{head} {near}" if head else near


def column_head(text: str, offset: int) -> str:
    """Text of the first row's cell above ``offset``, empty outside tables; cells are parted by tabs."""
    begin = text.rfind("\n", 0, offset) + 1
    row = text[begin:begin + _WIDEST].partition("\n")[0]
    if offset - begin > _WIDEST or "\t" not in row:
        return ""
    index = text.count("\t", begin, offset)
    first = _first_row(text, begin)
    cells = first[:_WIDEST].split("\t")
    return cells[index] if first is not row and index < len(cells) else ""


def _first_row(text: str, begin: int) -> str:
    """The first of the rows with tabs that lead without a gap up to the row that begins at ``begin``."""
    first = begin
    for _ in range(_ROWS_UP):
        if first == 0:
            break
        above = text.rfind("\n", 0, first - 1) + 1
        if "\t" not in text[above:first - 1]:
            break
        first = above
    return text[first:text.find("\n", first) if text.find("\n", first) >= 0 else len(text)]
