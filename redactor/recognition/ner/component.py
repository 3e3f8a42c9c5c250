"""The entity component ``case_ner``: scored candidate spans from the embedded encoder."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from redactor.recognition.ner.encoding import BREAKS, END, START, Encoded, Encoder, windows
from redactor.recognition.ner.labels import CANDIDATES, LABELS, OTHER, TAGS

#: Candidates below this probability are not offered.
FLOOR = 0.05
#: Above this a word is the core of an entity; ``doc.ents`` holds the spans that reach it.
CORE = 0.5
#: Word pieces in a window, and the last of them among which it looks for an end of a line or sentence to stop at.
WINDOW, OVERLAP = 128, 32
#: Characters encoded at a time, and shown on either side of them for context; bounds the memory.
CHUNK, CONTEXT = 40_000, 400

Probabilities = NDArray[np.float32]


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A span that may identify: character offsets, end-exclusive, its label and calibrated probability."""

    start: int
    end: int
    label: str
    score: float


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """Turns what the encoder believes into a probability: logistic in the log-odds, one line per label.

    Attributes:
        slopes, intercepts: one per label, in the order of ``LABELS``.
    """

    slopes: tuple[float, ...] = (1.0,) * len(LABELS)
    intercepts: tuple[float, ...] = (0.0,) * len(LABELS)

    def apply(self, scores: Probabilities, labels: NDArray[np.int64]) -> Probabilities:
        """Calibrated probabilities of words that would be given ``labels``."""
        clipped = np.clip(scores, 1e-6, 1 - 1e-6)
        odds = np.log(clipped / (1 - clipped))
        lines = (
            np.asarray(self.slopes, np.float32)[labels] * odds
            + np.asarray(self.intercepts, np.float32)[labels]
        )
        chances: Probabilities = (1 / (1 + np.exp(-lines))).astype(np.float32)
        return chances


class Recogniser:
    """Text in, candidates out; needs neither spaCy nor torch.

    Args:
        folder: holds ``model.onnx``, ``tokenizer.json`` and ``calibration.json``.
        threads: cores used for one text; 0 means all that this process may use.
    """

    def __init__(self, folder: Path, *, threads: int = 0) -> None:
        self._threads = threads or available_cores()
        options = onnxruntime.SessionOptions()
        # Windows are spread over the cores, not the parts of one: threads that share a window wait for each other some
        # four hundred times, and where cores are scarce they burn the time of one another.
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"],
            # Sum and norm by themselves are measured to be several times as fast as the two in one node.
            disabled_optimizers=["SkipLayerNormFusion"],
        )
        self._encoder = Encoder(folder / "tokenizer.json")
        stored = json.loads((folder / "calibration.json").read_text("utf-8"))
        self._calibration = Calibration(
            slopes=tuple(stored["slopes"]), intercepts=tuple(stored["intercepts"])
        )

    def candidates(self, text: str) -> Iterator[Candidate]:
        """Candidates in reading order, none overlapping; linear in the text, memory bounded."""
        position = 0
        while position < len(text):
            stop = cut(text, position, CHUNK)
            low, high = max(0, position - CONTEXT), min(len(text), stop + CONTEXT)
            encoded = self._encoder.encode(text[low:high])
            if len(encoded):
                chances, begins = self._tag(encoded)
                for found in decode(encoded, chances, begins, self._calibration):
                    # Words of the context belong to the neighbouring chunk.
                    start, end = max(found.start + low, position), min(found.end + low, stop)
                    if start < end and any(character.isalnum() for character in text[start:end]):
                        yield Candidate(start=start, end=end, label=found.label, score=found.score)
            position = stop

    def _tag(self, encoded: Encoded) -> tuple[Probabilities, Probabilities]:
        """Per piece: probabilities of outside and of each label, and of beginning an entity of each label."""
        logits = np.empty((len(encoded), len(TAGS)), np.float32)

        def read(window: tuple[int, int, int, int]) -> None:
            start, end, low, high = window
            feeds = {
                "pieces": np.concatenate(([START], encoded.pieces[start:end], [END]))[None],
                "shapes": np.concatenate(([OTHER], encoded.shapes[start:end], [OTHER]))[None],
            }
            # One window at a time: the fastest, for it stays in the processor's cache, and what stands elsewhere in
            # the text cannot change how its numbers are rounded to eight bits.
            (found,) = self._session.run(None, feeds)
            logits[low:high] = found[0, low - start + 1 : high - start + 1]

        todo = list(windows(encoded, size=WINDOW - 2, overlap=OVERLAP))
        if self._threads == 1 or len(todo) == 1:
            for window in todo:
                read(window)
        else:
            with ThreadPoolExecutor(min(self._threads, len(todo))) as pool:
                list(pool.map(read, todo))  # a list, so that what one of them raises is raised here
        chances = np.exp(logits - logits.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        begins, inside = chances[:, 1::2], chances[:, 2::2]
        return np.concatenate((chances[:, :1], begins + inside), axis=1), begins


def available_cores() -> int:
    """Processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def cut(text: str, position: int, size: int) -> int:
    """Where the chunk that starts at ``position`` ends: after white space if it can, so as to cut no word.

    Args:
        text: the whole text.
        position: first character of the chunk.
        size: most characters of the chunk.
    """
    stop = position + size
    if stop >= len(text):
        return len(text)
    for space in ("\n", " "):
        found = text.rfind(space, position + size // 2, stop)
        if found > 0:
            return found + 1
    return stop


@dataclass(frozen=True, kw_only=True)
class WordScores:
    """What the encoder believes of each word: arrays of one length.

    Attributes:
        firsts: index of each word's first piece.
        starts, ends: character offsets, end-exclusive.
        labels: likeliest label, an index into ``LABELS``.
        scores: 1 − p(outside), not yet calibrated; 0 for line and cell ends.
        shares: probability of that label.
    """

    firsts: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    labels: NDArray[np.int64]
    scores: Probabilities
    shares: Probabilities


def word_scores(encoded: Encoded, chances: Probabilities) -> WordScores:
    """Mean of each word's pieces.

    Args:
        encoded: the pieces.
        chances: per piece, probability of outside and of each label.
    """
    firsts = np.flatnonzero(np.diff(encoded.words, prepend=-1))
    sizes = np.diff(np.append(firsts, len(encoded)))
    words = np.add.reduceat(chances, firsts, axis=0) / sizes[:, None].astype(np.float32)
    labels = words[:, 1:].argmax(axis=1)
    breaks = np.isin(encoded.pieces[firsts], BREAKS)
    return WordScores(
        firsts=firsts,
        starts=encoded.starts[firsts],
        ends=encoded.ends[firsts + sizes - 1],
        labels=labels,
        scores=np.where(breaks, 0, 1 - words[:, 0]).astype(np.float32),
        shares=words[np.arange(len(labels)), labels + 1],
    )


def decode(
    encoded: Encoded, chances: Probabilities, begins: Probabilities, calibration: Calibration
) -> Iterator[Candidate]:
    """Join words into candidates.

    A word's score is the calibrated probability that it identifies. Neighbouring words of one label make one
    candidate; words above and below :data:`CORE` never share one, so that a doubtful neighbour neither widens
    a sure name nor, at a low threshold, gets lost.

    Args:
        encoded: the pieces.
        chances: per piece, probability of outside and of each label.
        begins: per piece, probability of beginning an entity of each label.
        calibration: applied to each word.
    """
    words = word_scores(encoded, chances)
    labels, starts, ends = words.labels, words.starts, words.ends
    scores = np.where(words.scores > 0, calibration.apply(words.scores, labels), 0)
    opening = begins[words.firsts, labels] > 0.5 * words.shares
    group: list[int] = []
    for word in np.flatnonzero(scores >= FLOOR).tolist():
        if group:
            last = group[-1]
            joined = (
                word == last + 1
                and labels[word] == labels[last]
                and not (opening[word] and starts[word] > ends[last])
                and (scores[word] >= CORE) == (scores[last] >= CORE)
            )
            if not joined:
                yield _candidate(group, words, scores)
                group = []
        group.append(word)
    if group:
        yield _candidate(group, words, scores)


def _candidate(group: list[int], words: WordScores, scores: Probabilities) -> Candidate:
    return Candidate(
        start=int(words.starts[group[0]]),
        end=int(words.ends[group[-1]]),
        label=LABELS[words.labels[group[0]]],
        score=float(scores[group].mean()),
    )


class CaseNer:
    """The spaCy component.

    It writes ``doc.spans["case_ner"]``, non-overlapping candidates down to :data:`FLOOR` with their
    probabilities in ``.attrs["scores"]``, and sets ``doc.ents`` to those that reach :data:`CORE`.

    Args:
        name: name in the pipeline.
        threads: cores used for one text; 0 means all.
    """

    def __init__(self, name: str = CANDIDATES, *, threads: int = 0) -> None:
        self.name = name
        self.threads = threads
        self._folder: Path | None = None
        self._recogniser: Recogniser | None = None

    def __call__(self, doc: Doc) -> Doc:
        if self._recogniser is None:
            raise RuntimeError("case_ner has no model: use redactor.recognition.ner.load_pipeline")
        spans: list[Span] = []
        scores: list[float] = []
        edge = 0
        for found in self._recogniser.candidates(doc.text):
            span = doc.char_span(found.start, found.end, label=found.label, alignment_mode="expand")
            if span is None or span.end <= edge:
                continue
            if span.start < edge:
                span = Span(doc, edge, span.end, label=found.label)
            edge = span.end
            spans.append(span)
            scores.append(found.score)
        doc.spans[CANDIDATES] = SpanGroup(doc, name=CANDIDATES, attrs={"scores": scores}, spans=spans)
        doc.set_ents([span for span, score in zip(spans, scores, strict=True) if score >= CORE])
        return doc

    def read(self, folder: Path) -> None:
        """Load the model files in ``folder``."""
        self._folder, self._recogniser = folder, Recogniser(folder, threads=self.threads)

    def to_disk(self, path: str | Path, *, exclude: tuple[str, ...] = ()) -> None:
        """Copy the model files to ``path``."""
        if self._folder is None:
            raise RuntimeError("case_ner has no model to save")
        target = Path(path)
        target.mkdir(parents=True, exist_ok=True)
        for name in ("model.onnx", "tokenizer.json", "calibration.json"):
            (target / name).write_bytes((self._folder / name).read_bytes())

    def from_disk(self, path: str | Path, *, exclude: tuple[str, ...] = ()) -> CaseNer:
        """Load the model files that :meth:`to_disk` wrote."""
        self.read(Path(path))
        return self


@Language.factory(
    CANDIDATES,
    assigns=["doc.ents", "doc.spans"],
    default_config={"threads": 0},
)
def _create(nlp: Language, name: str, threads: int) -> Any:
    return CaseNer(name, threads=threads)
