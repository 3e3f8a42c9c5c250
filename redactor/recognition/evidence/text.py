"""A document and its words, as the case reads them."""

from __future__ import annotations

from bisect import bisect_right

from redactor.casefile import Document
from redactor.recognition.vocabulary import tokens
from redactor.rulebook import KeepMatcher

#: Entity types that the case itself explains.
SPREAD = ("PERSON", "ORGANISATION", "LOCATION")
#: Score from which a finding teaches the lexicon.
SURE = 0.6


class Text:
    """A document and its words.

    Args:
        document: the document.
        keep: finds the terms that stay.

    Attributes:
        document, text: the document and its characters.
        words: its words, in order.
        kept: 1 for every character of a term that stays, wherever no name of the case is considered.
    """

    def __init__(self, document: Document, keep: KeepMatcher) -> None:
        self.document = document
        self.text = document.text
        self.words = list(tokens(self.text))
        self._starts = [token.start for token in self.words]
        self.kept = bytearray(len(self.text))
        for start, end, _ in keep.spans(self.text):
            self.kept[start:end] = b"\1" * (end - start)

    def words_in(self, start: int, end: int) -> tuple[int, int]:
        """Numbers of the first word that ends after ``start`` and of the one after the last before ``end``."""
        first = max(0, bisect_right(self._starts, start) - 1)
        while first < len(self.words) and self.words[first].stop <= start:
            first += 1
        stop = first
        while stop < len(self.words) and self.words[stop].start < end:
            stop += 1
        return first, stop
