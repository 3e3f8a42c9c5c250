"""A view of a text for matching: what the eye takes for the same is the same.

Characters that cannot be seen are gone, look-alikes of digits, quotes, dashes and spaces are plain, accents
are one with their letter, and l e t t e r s apart are one word, as are the digits of a form's boxes behind their
label. Line breaks and tabs stay. Every span of the view maps back to whole characters of the original, those that
cannot be seen included.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import compress

#: Nothing in these texts changes: letters of European alphabets, digits, plain punctuation, line ends, tabs.
_PLAIN = re.compile(r"[\t\n\r -~£À-ÖØ-öø-ſ]*")
_SPACES = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
#: A word whose letters stand apart; a row of ticks in a table is none.
_APART = re.compile(r"(?<![\w'-])(?![YNXynx -]+(?!\w))[^\W\d_](?P<gap>[ -])(?:[^\W\d_](?P=gap)){2,40}[^\W\d_](?![\w-])")
#: A number whose digits stand apart, as a form's boxes are read; without a label before it, it is a row of scores.
_BOXED = re.compile(r"(?<![\w.,:/'-])(?:[A-Z\d] ){5,24}[A-Z\d](?![\w.,:/'-]\d|\w)")
_LABEL = re.compile(
    r"\b(?:nhs|nhsn|chi|n\.?i|nino|upn|uln|utr|dob|d\.o\.b|birth|tel|telephone|phone|mob|mobile|contact|number|nos?|num|ref|reference|id|"
    r"account|acc|a/c|code|passport|licence|postcode)\b\.?\)?[ :=#\t.-]{1,6}$", re.IGNORECASE)
_DIGITS_BOXED, _LABEL_REACH = 5, 24
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
_QUOTES = {**dict.fromkeys(map(ord, "‘’‚‛′ʼ`´＇"), "'"), **dict.fromkeys(map(ord, "“”„‟″«»＂"), '"')}
_LOOKS = {**_DASHES, **_QUOTES}
#: Taken apart, "3½" would become 31 and a half.
_FRACTIONS = frozenset("¼½¾⅓⅔⅛")


@dataclass(frozen=True, kw_only=True)
class Normalised:
    """A text as matching sees it.

    Attributes:
        text: the view.
        starts: for each character of the view, where its original begins; empty when nothing changed.
        ends: one past where its original ends.
    """

    text: str = field(repr=False)
    starts: array[int] = field(repr=False)
    ends: array[int] = field(repr=False)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """A span of the view as a span of the original: character offsets, end-exclusive."""
        if not self.starts or start >= end:
            return start, end
        return self.starts[start], self.ends[end - 1]


def normalise(text: str) -> Normalised:
    """The view of a text; linear, and almost free for plain text."""
    if _PLAIN.fullmatch(text):
        return _closed_up(Normalised(text=text, starts=array("q"), ends=array("q")))
    seen: list[str] = []
    starts, ends = array("q"), array("q")
    position = 0
    for start, end, shown in _clusters(text):
        seen += (text[position:start], shown)
        starts.extend((*range(position, start), *[start] * len(shown)))
        ends.extend((*range(position + 1, start + 1), *[end] * len(shown)))
        position = end
    return _closed_up(Normalised(text="".join(seen), starts=starts, ends=ends))


def _closed_up(view: Normalised) -> Normalised:
    """The view without the spaces between letters that stand apart."""
    kept = bytearray(b"\1") * len(view.text)
    for match in (*_APART.finditer(view.text), *filter(_is_number, _BOXED.finditer(view.text))):
        kept[match.start() + 1:match.end():2] = bytes(len(range(match.start() + 1, match.end(), 2)))
    if 0 not in kept:
        return view
    places = array("q", compress(range(len(kept)), kept))
    return Normalised(
        text="".join(compress(view.text, kept)),
        starts=array("q", (view.starts[place] for place in places)) if view.starts else places,
        ends=array("q", (view.ends[place] if view.ends else place + 1 for place in places)),
    )


def _is_number(match: re.Match[str]) -> bool:
    """Whether digits apart are a number: most are digits, and a label stands before them."""
    start = match.start()
    return sum(map(str.isdigit, match[0])) >= _DIGITS_BOXED and (
        _LABEL.search(match.string, max(0, start - _LABEL_REACH), start) is not None)


def _clusters(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, what is seen) of each character that is not plain, with the marks that combine with it.

    Behind the last one the end of the text comes as an empty cluster.
    """
    position, length = 0, len(text)
    while position < length:
        plain = _PLAIN.match(text, position)
        assert plain is not None  # it matches the empty text
        if plain.end() == length:
            break
        # The last plain letter may carry an accent that follows it.
        position = max(position, plain.end() - 1)
        end = position + 1
        while end < length and unicodedata.combining(text[end]):
            end += 1
        yield position, end, _seen(text[position:end])
        position = end
    yield length, length, ""


def _seen(cluster: str) -> str:
    first = cluster[0]
    if len(cluster) == 1 and _PLAIN.fullmatch(first):
        return first
    category = unicodedata.category(first)
    if category == "Cf" or (category == "Mn" and len(cluster) == 1):
        return ""
    if category == "Cc" or _SPACES.match(first):
        return " "
    if first in "\u2028\u2029":
        return "\n"
    if (look := _LOOKS.get(ord(first))) is not None:
        return look
    if first in _FRACTIONS:
        return first
    return unicodedata.normalize("NFKC", cluster)
