"""Text to word pieces with offsets, and to windows that fit the encoder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from redactor.recognition.ner.labels import OTHER, shape

Ids = NDArray[np.int64]

# BERT drops white space, but where a line or a cell ends is evidence in case notes; three of the pieces
# that BERT left unused say so.
LINE_END, CELL_END, PARAGRAPH_END = BREAKS = 1, 2, 3
START, END = 101, 102
#: The pieces ".", "!" and "?".
_STOPS = 1012, 999, 1029
#: Characters of a title or an initial that a full stop shortens.
_LONGEST_TITLE = 3
_SPACE = re.compile(r"\s{2,}|[\n\t]")
_TABS = re.compile(r"\t+")


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
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        offsets = np.array(encoding.offsets, np.int64).reshape(-1, 2)
        starts, ends = offsets[:, 0], offsets[:, 1]
        opens = np.diff(np.array(encoding.word_ids, np.int64), prepend=-1) != 0
        words = np.append(np.flatnonzero(opens), len(opens))
        spans = zip(starts[words[:-1]].tolist(), ends[words[1:] - 1].tolist(), strict=True)
        looks = np.array([shape(text[start:end]) for start, end in spans], np.int64)
        breaks = np.array(list(_breaks(text)), np.int64).reshape(-1, 3)
        # A break goes before the first piece behind it.
        places = np.searchsorted(starts, breaks[:, 1])
        return Encoded(
            pieces=np.insert(np.array(encoding.ids, np.int64), places, breaks[:, 0]),
            shapes=np.insert(np.repeat(looks, np.diff(words)), places, OTHER),
            starts=np.insert(starts, places, breaks[:, 1]),
            ends=np.insert(ends, places, breaks[:, 2]),
            words=np.cumsum(np.insert(opens, places, True)) - 1,
        )


def _breaks(text: str) -> Iterator[tuple[int, int, int]]:
    """(piece, start, end) of every end of a line, paragraph or cell."""
    for found in _SPACE.finditer(text):
        lines = found[0].count("\n")
        if lines:
            yield (LINE_END if lines == 1 else PARAGRAPH_END), *found.span()
        else:
            for tabs in _TABS.finditer(text, *found.span()):
                yield CELL_END, *tabs.span()


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
