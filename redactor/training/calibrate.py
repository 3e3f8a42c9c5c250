"""How far the recogniser's scores are to be believed, learnt from passages it was not trained on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from redactor.recognition.ner.component import OVERLAP, WINDOW, Calibration, word_scores
from redactor.recognition.ner.encoding import END, START, Encoded, Encoder, windows
from redactor.recognition.ner.labels import LABELS, OTHER
from redactor.training.corpora import Passage
from redactor.training.network import Tagger

#: Pull towards the identity, in pseudo-words per label, so that a rare label is not fitted to chance.
PRIOR = 30.0


def calibrate(tagger: Tagger, passages: Sequence[Passage], encoder: Encoder) -> Calibration:
    """Fit one logistic line per label to the scores of words in ``passages``.

    Args:
        tagger: a network that has not seen the passages.
        passages: held-out passages, as they were written.
        encoder: word pieces.
    """
    scores: list[NDArray[np.float32]] = []
    labels: list[NDArray[np.int64]] = []
    truth: list[NDArray[np.bool_]] = []
    for passage in passages:
        encoded = encoder.encode(passage.text)
        words = word_scores(encoded, probabilities(tagger, encoded))
        inside = np.zeros(len(words.scores), dtype=bool)
        for span in passage.spans:
            inside |= (words.starts < span.end) & (words.ends > span.start)
        scores.append(words.scores)
        labels.append(words.labels)
        truth.append(inside)
    return fit(np.concatenate(scores), np.concatenate(labels), np.concatenate(truth))


def probabilities(tagger: Tagger, encoded: Encoded) -> NDArray[np.float32]:
    """Per piece, probability of outside and of each label, in full precision."""
    tagger.eval()
    out = np.empty((len(encoded), 1 + len(LABELS)), np.float32)
    with torch.no_grad():
        for start, end, low, high in windows(encoded, size=WINDOW - 2, overlap=OVERLAP):
            pieces = torch.from_numpy(np.concatenate([[START], encoded.pieces[start:end], [END]])[None])
            shapes = torch.from_numpy(np.concatenate([[OTHER], encoded.shapes[start:end], [OTHER]])[None])
            chances = tagger(pieces, shapes, torch.ones_like(pieces)).softmax(-1)[0].numpy()
            own = chances[low - start + 1 : high - start + 1]
            out[low:high, 0] = own[:, 0]
            out[low:high, 1:] = own[:, 1::2] + own[:, 2::2]
    return out


def fit(scores: NDArray[np.float32], labels: NDArray[np.int64], truth: NDArray[np.bool_]) -> Calibration:
    """Logistic lines in the log-odds by Newton's method, shrunk towards "believe it as it is".

    Args:
        scores: 1 − p(outside) per word.
        labels: likeliest label of each word.
        truth: whether the word is part of an annotated span.
    """
    slopes, intercepts = [], []
    clipped = np.clip(scores.astype(np.float64), 1e-6, 1 - 1e-6)
    odds = np.log(clipped / (1 - clipped))
    whole = _line(odds, truth, np.array([1.0, 0.0]), PRIOR)
    for number in range(len(LABELS)):
        chosen = labels == number
        slope, intercept = _line(odds[chosen], truth[chosen], whole, PRIOR)
        slopes.append(round(float(slope), 4))
        intercepts.append(round(float(intercept), 4))
    return Calibration(slopes=tuple(slopes), intercepts=tuple(intercepts))


def _line(
    odds: NDArray[np.float64], truth: NDArray[np.bool_], prior: NDArray[np.float64], weight: float
) -> NDArray[np.float64]:
    line = prior.copy()
    design = np.stack([odds, np.ones_like(odds)], axis=1)
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(design @ line, -30, 30)))
        gradient = design.T @ (chance - truth) + weight * (line - prior)
        curvature = (design * (chance * (1 - chance))[:, None]).T @ design + weight * np.eye(2)
        step = np.linalg.solve(curvature, gradient)
        line = line - np.clip(step, -1, 1)
        if np.abs(step).max() < 1e-8:
            break
    # A falling or flat line would make a doubtful word surer than a sure one.
    line[0] = max(line[0], 0.2)
    return line
