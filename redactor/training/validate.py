"""How well networks do on passages they have not seen, without rules, vocabulary or the case as evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import pandas as pd

from redactor.evaluation.scores import NEUTRAL
from redactor.recognition.ner.component import word_scores
from redactor.recognition.ner.encoding import Encoder
from redactor.training.calibrate import probabilities
from redactor.training.corpora import Passage
from redactor.training.network import Tagger

#: Thresholds on 1 − p(outside), not calibrated.
THRESHOLDS = (0.15, 0.35, 0.5)
#: (threshold, what is counted, how many of it, of how many)
Row = tuple[float, str, int, int]


def cross_validation(folds: Sequence[tuple[Tagger, Sequence[Passage]]], encoder: Encoder) -> str:
    """The table of several networks, each measured on its own passages.

    Args:
        folds: each network with passages it has not seen.
        encoder: word pieces.
    """
    rows: list[Row] = []
    for tagger, passages in folds:
        for passage in passages:
            encoded = encoder.encode(passage.text)
            words = word_scores(encoded, probabilities(tagger, encoded))
            for threshold in THRESHOLDS:
                taken = np.flatnonzero(words.scores >= threshold)
                rows += rows_of(passage, threshold, zip(words.starts[taken], words.ends[taken], strict=True))
    return table(rows)


def rows_of(passage: Passage, threshold: float, taken: Iterable[tuple[int, int]]) -> Iterator[Row]:
    """What a network's words say of a passage: leaking spans, letters rightly taken, traps touched.

    Args:
        passage: with its spans and traps.
        threshold: under which the row is counted.
        taken: character offsets, end-exclusive, of the words that the network takes out.
    """
    size = len(passage.text)
    gone, wanted, neutral = (np.zeros(size, dtype=bool) for _ in range(3))
    letters = np.array([character.isalnum() for character in passage.text], dtype=bool)
    for start, end in taken:
        gone[start:end] = True
    for span in passage.spans:
        (neutral if NEUTRAL in span.labels else wanted)[span.start : span.end] = True
    for span in passage.spans:
        if NEUTRAL not in span.labels:
            leaks = bool((letters & ~gone)[span.start : span.end].any())
            yield threshold, f"leak {span.labels[0]}", int(leaks), 1
            yield threshold, "leak, all", int(leaks), 1
    for start, end in passage.traps:
        yield threshold, "traps touched", int((gone & letters)[start:end].any()), 1
    counted = gone & letters & ~neutral
    yield threshold, "character precision", int((counted & wanted).sum()), int(counted.sum())


def table(rows: Sequence[Row]) -> str:
    """Shares by what is counted and threshold, with the counts."""
    frame = pd.DataFrame(rows, columns=["threshold", "of", "part", "whole"])
    sums = frame.groupby(["of", "threshold"])[["part", "whole"]].sum()
    shares = (sums["part"] / sums["whole"]).unstack("threshold")
    shares.insert(0, "count", sums["whole"].unstack("threshold").max(axis=1))
    return str(shares.to_string(float_format=lambda value: f"{value:.3f}"))
