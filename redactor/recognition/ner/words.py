"""Sentence starts and plain lemmas: what recognisers need to look for context words, and no more."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from spacy.attrs import LEMMA, ORTH, SENT_START
from spacy.language import Language
from spacy.strings import StringStore
from spacy.tokens import Doc

NAME = "case_words"

_IRREGULAR = {
    "children": "child",
    "people": "person",
    "men": "man",
    "women": "woman",
    "wives": "wife",
    "lives": "live",
    "am": "be",
    "is": "be",
    "are": "be",
    "was": "be",
    "were": "be",
    "been": "be",
    "has": "have",
    "had": "have",
    "does": "do",
    "did": "do",
    "went": "go",
    "gone": "go",
    "rang": "ring",
    "spoke": "speak",
    "spoken": "speak",
    "met": "meet",
    "wrote": "write",
    "born": "bear",
    "address": "address",
    "addresses": "address",
    "previous": "previous",
    "status": "status",
    "always": "always",
    "this": "this",
    "bus": "bus",
}
_TITLES = frozenset(
    (
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "st",
        "rev",
        "no",
        "ref",
        "tel",
        "ext",
        "cllr",
        "hon",
        "jr",
        "sr",
        "dept",
    )
)
_ENDS = frozenset(".!?…")
#: spaCy's values of SENT_START: 1 and, in its unsigned arrays, -1.
_BEGINS, _INSIDE = 1, 2**64 - 1
_CLOSERS = frozenset("\"'”’)]")


@lru_cache(maxsize=50_000)
def lemma(word: str) -> str:
    """A plain dictionary form: lower case, without a plural or past ending."""
    low = word.lower()
    known = _IRREGULAR.get(low)
    if known is not None:
        return known
    if len(low) < 5 or not low.isalpha():
        return low[:-1] if len(low) == 4 and low.endswith("s") and low[-2] not in "sui" else low
    if low.endswith("ies"):
        return low[:-3] + "y"
    if low.endswith(("sses", "shes", "ches", "xes")):
        return low[:-2]
    if low.endswith("s") and low[-2] not in "sui":
        return low[:-1]
    for ending in ("ing", "ed"):
        stem = low.removesuffix(ending)
        if stem != low and len(stem) > 3 and any(letter in "aeiouy" for letter in stem):
            return stem[:-1] if stem[-1] == stem[-2] and stem[-1] not in "ls" else stem
    return low


class _Word(NamedTuple):
    """What the place of a word among others depends on, besides its neighbours."""

    lemma: int
    space: bool
    line: bool
    closes: bool
    ends: bool
    stop: bool
    short: bool


def _word(text: str, strings: StringStore) -> _Word:
    return _Word(
        lemma=strings.add(lemma(text)), space=text.isspace(), line="\n" in text,
        closes=text in _CLOSERS or text in _ENDS, ends=text in _ENDS, stop=text == ".",
        # "Dr. Patel", "J. Smith" and "9.30" go on.
        short=text.lower() in _TITLES or len(text) == 1 or text.isdigit(),
    )


@Language.component(NAME, assigns=["token.lemma", "token.is_sent_start"])
def case_words(doc: Doc) -> Doc:
    """Set lemmas, and sentence starts at line ends and after closing punctuation."""
    starting, ended = True, False
    short = False
    strings = doc.vocab.strings
    known: dict[int, _Word] = {}
    # Read and set all at once: to make each token an object costs most of the time, and a token's own setter looks
    # through the whole text each time (quadratic).
    marks = np.full((len(doc), 2), _INSIDE, np.uint64)
    lemmas = []
    for index, orth in enumerate(doc.to_array(ORTH).tolist()):
        word = known.get(orth)
        if word is None:
            word = known[orth] = _word(strings[orth], strings)
        lemmas.append(word.lemma)
        if word.space:
            starting = starting or word.line
            continue
        if not (ended and word.closes):
            if starting or ended:
                marks[index, 1] = _BEGINS
            starting = ended = False
        if word.ends:
            ended = not (word.stop and short)
        short = word.short
    marks[:, 0] = np.array(lemmas, np.uint64)
    return doc.from_array([LEMMA, SENT_START], marks)  # type: ignore[arg-type]
