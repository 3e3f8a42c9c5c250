"""Leaks and over-redaction of masks against gold, counted in letters and digits.

Punctuation and white space identify nobody and are not counted. Labels are not compared: a name taken out as
a place is out of sight. QUASI is neutral: what stays is no leak, what goes is no over-redaction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import compress

from redactor.casefile import DIRECT_GOLD_LABELS, GOLD_LABELS
from redactor.evaluation.gold import GoldDocument, GoldSpan
from redactor.evaluation.predict import Mask, Prediction

NEUTRAL = "QUASI"


@dataclass(frozen=True, kw_only=True)
class Share:
    """How many of how many."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """The share, 0 to 1; None where there is nothing to share."""
        return self.part / self.whole if self.whole else None

    def as_json(self) -> dict[str, float | int | None]:
        """Share, part and whole."""
        value = self.value
        return {"share": None if value is None else round(value, 5), "part": self.part, "whole": self.whole}


@dataclass(frozen=True, kw_only=True)
class Scores:
    """What masks did to annotated texts.

    Attributes:
        documents: number of texts.
        leaks: spans with a readable letter or digit, by gold label; QUASI left out.
        clean: texts without a leak of a label that identifies at once.
        recall: letters of gold spans that are out of sight.
        precision: letters out of sight that belong to gold spans; letters of QUASI spans are not counted.
        over_redaction: letters outside all gold spans that are out of sight.
        traps: texts that must stay and were touched.
        quasi_recall: QUASI spans that were touched, be it by a mask or by a flag.
        quasi_precision: marks of an indirect identifier, flagged or generalised, that lie on a gold span.
    """

    documents: int
    leaks: dict[str, Share]
    clean: Share
    recall: Share
    precision: Share
    over_redaction: Share
    traps: Share
    quasi_recall: Share
    quasi_precision: Share


@dataclass(kw_only=True)
class _Tally:
    """Counts that grow text by text."""

    documents: int = 0
    spans: Counter[str] = field(default_factory=Counter)
    leaked: Counter[str] = field(default_factory=Counter)
    clean: int = 0
    gold_letters: int = 0
    gold_hidden: int = 0
    outside_letters: int = 0
    outside_hidden: int = 0
    keeps: int = 0
    keeps_touched: int = 0
    quasi: int = 0
    quasi_touched: int = 0
    marks: int = 0
    marks_right: int = 0

    def add(self, gold: GoldDocument, prediction: Prediction) -> None:
        size = len(gold.text)
        letters = bytearray(map(str.isalnum, gold.text))
        hidden = covered(size, prediction.masks)
        leaked = {span for span in gold.spans if span.label != NEUTRAL and leaks(span, letters, hidden)}
        self.documents += 1
        self.spans.update(span.label for span in gold.spans if span.label != NEUTRAL)
        self.leaked.update(span.label for span in leaked)
        self.clean += not any(span.label in DIRECT_GOLD_LABELS for span in leaked)
        direct = covered(size, [span for span in gold.spans if span.label != NEUTRAL])
        quasi = covered(size, [span for span in gold.spans if span.label == NEUTRAL])
        for inside, neutral, out_of_sight in compress(zip(direct, quasi, hidden, strict=True), letters):
            if inside:
                self.gold_letters += 1
                self.gold_hidden += out_of_sight
            elif not neutral:
                self.outside_letters += 1
                self.outside_hidden += out_of_sight
        self.keeps += len(gold.keep)
        self.keeps_touched += sum(_touched(start, end, letters, hidden) for start, end in gold.keep)
        flagged = covered(size, [*prediction.flagged, *prediction.masks])
        for span in gold.spans:
            if span.label == NEUTRAL:
                self.quasi += 1
                self.quasi_touched += _touched(span.start, span.end, letters, flagged)
        marks = [mask for mask in (*prediction.masks, *prediction.flagged) if mask.label == NEUTRAL]
        self.marks += len(marks)
        self.marks_right += sum(
            _touched(mask.start, mask.end, letters, direct) or _touched(mask.start, mask.end, letters, quasi)
            for mask in marks
        )

    def scores(self) -> Scores:
        labels = [*(label for label in GOLD_LABELS if label in self.spans), *sorted(set(self.spans) - set(GOLD_LABELS))]
        return Scores(
            documents=self.documents,
            leaks={label: Share(part=self.leaked[label], whole=self.spans[label]) for label in labels},
            clean=Share(part=self.clean, whole=self.documents),
            recall=Share(part=self.gold_hidden, whole=self.gold_letters),
            precision=Share(part=self.gold_hidden, whole=self.gold_hidden + self.outside_hidden),
            over_redaction=Share(part=self.outside_hidden, whole=self.outside_letters),
            traps=Share(part=self.keeps_touched, whole=self.keeps),
            quasi_recall=Share(part=self.quasi_touched, whole=self.quasi),
            quasi_precision=Share(part=self.marks_right, whole=self.marks),
        )


def score(documents: Sequence[GoldDocument], predictions: Iterable[Prediction]) -> Scores:
    """Score predictions, one for each text and in the same order."""
    tally = _Tally()
    for gold, prediction in zip(documents, predictions, strict=True):
        tally.add(gold, prediction)
    return tally.scores()


def score_by_kind(documents: Sequence[GoldDocument], predictions: Sequence[Prediction]) -> dict[str, Scores]:
    """Scores for each type of document, where the gold tells the type."""
    tallies: dict[str, _Tally] = {}
    for gold, prediction in zip(documents, predictions, strict=True):
        if gold.kind:
            tallies.setdefault(gold.kind, _Tally()).add(gold, prediction)
    return {kind: tally.scores() for kind, tally in sorted(tallies.items())}


def covered(size: int, spans: Iterable[GoldSpan | Mask]) -> bytearray:
    """One byte for each character of a text: 1 where a span lies."""
    cover = bytearray(size)
    for span in spans:
        cover[span.start:span.end] = b"\1" * (min(span.end, size) - span.start)
    return cover


def leaks(span: GoldSpan, letters: bytearray, hidden: bytearray) -> bool:
    """Whether any letter or digit of a span stays readable."""
    return any(letters[at] and not hidden[at] for at in range(span.start, span.end))


def _touched(start: int, end: int, letters: bytearray, cover: bytearray) -> bool:
    return any(letters[at] and cover[at] for at in range(start, end))
