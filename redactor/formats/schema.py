"""Which elements and attributes a format's schemas know, and which words may stand in an attribute.

A value that has the form of figures, measures, colours and ids, or consists of words the schemas give for an attribute
of that name, is taken to say nothing of anybody. Every other value was written by a person or a program for its own
ends; what becomes of it is for the format to say, which knows the few attributes that hold names of fonts, styles,
cells and the like.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

#: Measures in EMU have nine digits at most; a number of the NHS has ten, a telephone number ten without its nought.
_NUMBER = r"[-+]?(?:(?:0|[1-9]\d{0,8})(?:\.\d{0,30})?|\.\d{1,17})(?:[eE][-+]?\d{1,3})?"
_UNIT = r"(?:%|pt|in|cm|mm|px|pc|pi|em|ex|fd|f|deg|grad|rad|\*)?"
_FIGURE = re.compile(
    rf"{_NUMBER}{_UNIT}"
    r"|#(?:[0-9A-Fa-f]{8}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})"
    r"|rId\d{1,6}|#?_x0000_[a-z]?\d{1,8}|true|false|auto|none|True|False|on|off|yes|no|t|f|NaN|INF|INDF"
    r"|P(?:\d{1,6}[YMDW])*(?:T(?:\d{1,6}[HMS]|\d{1,6}\.\d{1,9}S)*)?"
    r"|(?:%\d[.)]?){1,9}|[^\w\s]{1,4}")
_PARTS = re.compile(r"[\s,;:()/]+")
#: What is a figure by itself, and may not stand in a row of them: a letter, a colour or a mask in hexadecimal digits
#: (but no National Insurance number without its last letter), a language, an id.
_ALONE = re.compile(
    r"[A-Za-z]|(?![ABCE]{2}\d{6})(?:[0-9A-F]{8}|[0-9A-F]{6}|[0-9a-f]{8}|[0-9a-f]{6})"
    r"|(?=[A-F]?\d)[0-9A-F]{2}|(?=[A-Fa-f]{0,19}\d)(?:[0-9A-Fa-f]{4}|[0-9A-Fa-f]{20})|[01]{12}"
    r"|[a-z]{2}-(?:[A-Z][a-z]{3}-)?(?:[A-Z]{2}|\d{3})"
    r"|\{[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}")
#: A date or a reference is no row of figures, nor is a number of the NHS or of a telephone parted as people part them.
_REFERENCE = re.compile(
    r"\d[/.-]\d{1,2}[/.-]\d|\d/\d|(?<![\d.,;:-])\(?\d{3}\)?\s+\d{3}\s+\d{4}(?![\d.,;:])"
    r"|(?<![\d.,;:-])\+?44\s+(?:\(0\)\s*)?(?:\d\s*){9,10}(?![\d\s.,;:])")
#: A language with a code of two letters, or one of those with three that office programs offer.
LANGUAGE = "(?:[a-z]{2}|arn|chr|dsb|fil|gsw|haw|hsb|kok|moh|prs|quz|sah|syr|tzm|zxx)"
#: Longest value whose answer is remembered.
_SHORT = 200


class Schema:
    """What the schemas of a family of formats say.

    Args:
        resource: file beside this one: names of elements, an empty line, and on each further line an attribute with
            its words.

    Attributes:
        elements: names of elements, without their vocabulary.
    """

    def __init__(self, resource: str) -> None:
        text = files("redactor.formats").joinpath(resource).read_text("utf-8")
        head, _, tail = text.partition("\n\n")
        self.elements = frozenset(word for line in head.splitlines() if line[:1] != "#" for word in line.split())
        self._words = {name: frozenset(words) for name, *words in map(str.split, tail.splitlines())}

    def knows(self, attribute: str) -> bool:
        """Whether any element has an attribute of this name."""
        return attribute in self._words

    def allows(self, attribute: str, value: str) -> bool:
        """Whether a value is one that the schemas give for an attribute, or a list of such, or figures."""
        words = self._words.get(attribute)
        return words is not None and (value in words or is_figure(value) or all(
            part in words for part in value.split()))


def words(text: str) -> frozenset[str]:
    """The words of a text, parted by white space."""
    return frozenset(text.split())


@cache
def schema(name: str) -> Schema:
    """The schemas of "office" (Office Open XML) or "opendocument"."""
    return Schema(f"{name}_schema.txt")


def is_figure(value: str) -> bool:
    """Whether a value consists of numbers, measures, colours, references within the file and the like.

    Told by its form alone, so a reference of six digits passes for a colour. What looks like a date, a telephone
    number, a number of the NHS or of National Insurance does not; nor do names of cells and words, however short,
    which an attribute may hold only where its schema or its format says so.
    """
    return _is_figure(value) if len(value) <= _SHORT else _consists_of_figures(value)


def _consists_of_figures(value: str) -> bool:
    if _ALONE.fullmatch(value):
        return True
    return not _REFERENCE.search(value) and all(_FIGURE.fullmatch(part) for part in _PARTS.split(value) if part)


_is_figure = lru_cache(maxsize=20_000)(_consists_of_figures)
