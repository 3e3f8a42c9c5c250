"""Text to word pieces with offsets, and to windows that fit the encoder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from redactor.recognition.ner.labels import shape

Ids = NDArray[np.int64]

# BERT drops white space, but where a line or a cell ends is evidence in case notes; three of the pieces
# that BERT left unused say so.
LINE_END, CELL_END, PARAGRAPH_END = BREAKS = 1, 2, 3
START, END = 101, 102
_BREAK = re.compile(r"\s*\n\s*\n\s*|\s*\n\s*|\t+")


@dataclass(frozen=True, kw_only=True)
class Encoded:
    """A text as word pieces.

    Attributes:
        pieces: vocabulary ids, shape (n,).
        shapes: index of each piece's word shape, shape (n,).
        starts, ends: character offsets, end-exclusive, shape (n,).
        words: number of the word each piece belongs to, shape (n,); breaks have a word of their own.
    """

    pieces: Ids
    shapes: Ids
    starts: Ids
    ends: Ids
    words: Ids

    def __len__(self) -> int:
        return len(self.pieces)


class Encoder:
    """Turns text into :class:`Encoded`.

    Args:
        vocabulary: a ``tokenizer.json`` of an uncased BERT.
    """

    def __init__(self, vocabulary: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(vocabulary))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def encode(self, text: str) -> Encoded:
        """Encode a whole text; linear in its length."""
        segments: list[tuple[int, str]] = []
        breaks: list[tuple[int, int, int]] = []
        position = 0
        for found in _BREAK.finditer(text):
            segments.append((position, text[position : found.start()]))
            mark = found.group()
            kind = CELL_END if "\n" not in mark else LINE_END if mark.count("\n") == 1 else PARAGRAPH_END
            breaks.append((kind, found.start(), found.end()))
            position = found.end()
        segments.append((position, text[position:]))
        pieces: list[int] = []
        shapes: list[int] = []
        starts: list[int] = []
        ends: list[int] = []
        words: list[int] = []
        word = -1
        encodings = self._tokenizer.encode_batch([part for _, part in segments], add_special_tokens=False)
        for number, ((offset, part), encoding) in enumerate(zip(segments, encodings, strict=True)):
            previous: int | None = None
            word_shapes = _word_shapes(part, encoding)
            for piece, (low, high), own in zip(
                encoding.ids, encoding.offsets, encoding.word_ids, strict=True
            ):
                if own != previous:
                    word += 1
                    previous = own
                pieces.append(piece)
                shapes.append(word_shapes[own])
                starts.append(offset + low)
                ends.append(offset + high)
                words.append(word)
            if number < len(breaks):
                kind, low, high = breaks[number]
                word += 1
                pieces.append(kind)
                shapes.append(5)
                starts.append(low)
                ends.append(high)
                words.append(word)
        return Encoded(
            pieces=np.array(pieces, dtype=np.int64),
            shapes=np.array(shapes, dtype=np.int64),
            starts=np.array(starts, dtype=np.int64),
            ends=np.array(ends, dtype=np.int64),
            words=np.array(words, dtype=np.int64),
        )


def _word_shapes(text: str, encoding: object) -> dict[int | None, int]:
    spans: dict[int, tuple[int, int]] = {}
    for own, (low, high) in zip(encoding.word_ids, encoding.offsets, strict=True):  # type: ignore[attr-defined]
        first = spans.get(own)
        spans[own] = (low, high) if first is None else (first[0], high)
    return {own: shape(text[low:high]) for own, (low, high) in spans.items()}


def windows(length: int, *, size: int, overlap: int) -> Iterator[tuple[int, int, int, int]]:
    """Cut ``length`` pieces into overlapping windows.

    Args:
        length: number of pieces.
        size: most pieces of a window.
        overlap: pieces shared by neighbours; each piece is decided in the window that shows it with more
            context, so nothing is lost at a seam.

    Yields:
        (start, end, decide_from, decide_to): the window and the part of it that it decides; the decided
        parts tile 0..length.
    """
    start, decided = 0, 0
    while decided < length:
        end = min(start + size, length)
        upto = length if end == length else end - overlap // 2
        yield start, end, decided, upto
        decided = upto
        start = end - overlap
