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
#: The pieces ".", "!" and "?".
_STOPS = 1012, 999, 1029
#: Characters of a title or an initial that a full stop shortens.
_LONGEST_TITLE = 3
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


def windows(encoded: Encoded, *, size: int, overlap: int) -> Iterator[tuple[int, int, int, int]]:
    """Cut a text into windows.

    A window ends with the last line, or else the last sentence or cell, that ends among its last pieces, and the next
    begins there. Where nothing ends, neighbours overlap and each piece is decided in the window that shows it
    with more context, so nothing is lost at a seam.

    Args:
        encoded: the text.
        size: most pieces of a window.
        overlap: last pieces of a window in which an end is looked for, and those shared by neighbours if there is none.

    Yields:
        (start, end, decide_from, decide_to): the window and the part of it that it decides; the decided
        parts tile the text.
    """
    length = len(encoded)
    stops = _line_ends(encoded), _sentence_ends(encoded)
    start, decided = 0, 0
    while decided < length:
        end = following = upto = min(start + size, length)
        if end < length:
            least = max(decided, end - overlap)
            stop = next((found for ends in stops if (found := _last(ends, least, end))), None)
            if stop is not None:
                end = following = upto = stop
            else:
                following, upto = end - overlap, end - overlap // 2
        yield start, end, decided, upto
        start, decided = following, upto


def _line_ends(encoded: Encoded) -> Ids:
    """Numbers of the pieces after which a line ends, plus one; sorted."""
    return np.flatnonzero(np.isin(encoded.pieces, (LINE_END, PARAGRAPH_END))) + 1


def _sentence_ends(encoded: Encoded) -> Ids:
    """Numbers of the pieces after which a sentence or a cell ends, plus one; sorted.

    "Dr.", "Mrs." and "J." end none, nor does "9.30": white space must follow and a longer piece go before.
    """
    before = np.concatenate(([0], (encoded.ends - encoded.starts)[:-1]))
    gaps = np.concatenate((encoded.starts[1:] > encoded.ends[:-1], [False]))
    stopped = np.isin(encoded.pieces, _STOPS) & gaps & (before > _LONGEST_TITLE)
    return np.flatnonzero(stopped | (encoded.pieces == CELL_END)) + 1


def _last(ends: Ids, low: int, high: int) -> int | None:
    """The greatest of the sorted ``ends`` above ``low`` and up to ``high``."""
    index = int(np.searchsorted(ends, high, side="right")) - 1
    return int(ends[index]) if index >= 0 and ends[index] > low else None
