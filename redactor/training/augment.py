"""Multiply our passages: other names, places, numbers and casings in the same sentences.

The learner must not remember who is in a passage, only how names stand in one.
"""

from __future__ import annotations

import random
import re
from dataclasses import replace

from redactor.training.corpora import Passage, Span
from redactor.training.gazetteer import Gazetteer
from redactor.training.names import NameMap, Shapes
from redactor.training.slots import Slots

#: Characters of the longest line that may be a heading.
_HEADING = 90
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
#: What may stand between two names, glued or not.
_JOINERS = {
    " and ": (" & ", "/", " + ", ", ", " and ", "&"),
    ", ": ("/", ",", " / ", "; ", ", "),
    " & ": ("/", " and ", "+"),
    "/": (" / ", "/", " and "),
}


class Augmenter:
    """Makes a fresh variant of a passage each time it is asked.

    Args:
        gazetteer: words to refill slots with.
        seed: the same seed gives the same variants in the same order.
    """

    def __init__(self, gazetteer: Gazetteer, seed: int) -> None:
        self._words = gazetteer
        self._random = random.Random(seed)
        self._shapes = Shapes(self._random, gazetteer)
        self._slots = Slots(self._random, gazetteer)

    def vary(self, passage: Passage) -> Passage:
        """A variant with the same sentences and labels; offsets follow the new text."""
        chance = self._random.random
        names = NameMap(self._random, self._words, passage) if chance() < 0.85 else None
        # Some writers never bother with capitals, some reshape every name, most do neither.
        lower_names = chance() < 0.10
        upper_names = not lower_names and chance() < 0.06
        reshaping = 0.5 if chance() < 0.15 else 0.12

        def refilled(span: Span, text: str) -> str:
            label = span.labels[0]
            if label == "PERSON":
                new = names.rename(text, span.person) if names else text
                if chance() < reshaping:
                    new = self._shapes.reshape(new) or new
                if lower_names and chance() < 0.8:
                    return new.lower()
                return new.upper() if upper_names and chance() < 0.8 else new
            if label in {"EMAIL", "URL"}:
                return names.rename_inside(text) if names else text
            new = self._slots.refill(label, text)
            lowered = lower_names and label in {"LOCATION", "ORGANISATION", "ADDRESS"} and chance() < 0.6
            return new.lower() if lowered else new

        pieces: list[str] = []
        spans: list[Span] = []
        traps: list[tuple[int, int]] = []
        waiting = list(passage.traps)
        position = length = 0
        previous = ""
        for span in passage.spans:
            before = passage.text[position : span.start]
            if previous == span.labels[0] == "PERSON" and before in _JOINERS and chance() < 0.3:
                before = self._random.choice(_JOINERS[before])
            while waiting and waiting[0][0] < span.start:
                start, end = waiting.pop(0)
                traps.append((start - position + length, end - position + length))
            new = refilled(span, passage.text[span.start : span.end])
            pieces += [before, new]
            start = length + len(before)
            length = start + len(new)
            spans.append(replace(span, start=start, end=length))
            position, previous = span.end, span.labels[0]
        traps += [(start - position + length, end - position + length) for start, end in waiting]
        pieces.append(passage.text[position:])
        return self._recased(replace(passage, text="".join(pieces), spans=tuple(spans), traps=tuple(traps)))

    def _recased(self, passage: Passage) -> Passage:
        """Other casings and apostrophes, which keep every offset."""
        draw = self._random.random()
        if draw < 0.12:
            text = passage.text.lower()
        elif draw < 0.18:
            text = passage.text.upper()
        elif draw < 0.34:
            text = passage.text.replace("'", "’")
        elif draw < 0.44:
            text = "".join(self._headed(line) for line in passage.text.splitlines(keepends=True))
        else:
            return passage
        # Some letters change length with case ("ß"); such a text stays as it is.
        return replace(passage, text=text) if len(text) == len(passage.text) else passage

    def _headed(self, line: str) -> str:
        """At times a short line as a heading has it, so that a capital by itself tells nothing."""
        draw = self._random.random()
        if len(line) > _HEADING or draw > 0.45:
            return line
        return line.upper() if draw < 0.1 else _WORD.sub(lambda word: word[0][0].upper() + word[0][1:], line)
