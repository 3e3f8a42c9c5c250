"""Which elements and attributes a format's schemas know, and which words may stand in an attribute.

A value that consists of figures, measures, colours and references, or of words the schemas give for that attribute,
says nothing of anybody. Every other value was written by a person or a program for its own ends; what becomes of it is
for the format to say, which knows the few attributes that hold names of fonts, styles and the like.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

#: Longest number: measures in EMU and ids have ten digits at most, a telephone number has eleven.
_NUMBER = r"[-+]?(?:\d{1,10}(?:\.\d{0,30})?|\.\d{1,17})(?:[eE][-+]?\d{1,3})?"
_UNIT = r"(?:%|pt|in|cm|mm|px|pc|pi|em|ex|fd|f|deg|grad|rad|\*)?"
_FIGURE = re.compile(
    rf"{_NUMBER}{_UNIT}"
    r"|[a-z]{1,3}\d{0,4}|[A-Z]{1,2}"
    r"|\$?[A-Z]{1,3}\$?\d{1,7}|[A-Z]{1,3}:[A-Z]{1,3}"
    r"|#?(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})|#[0-9A-Fa-f]{3}"
    r"|[0-9A-F]{2}|(?=[A-Fa-f]{0,19}\d)(?:[0-9A-Fa-f]{4}|[0-9A-Fa-f]{20})|[01]{12}"
    r"|[a-z]{2,3}-(?:[A-Z][a-z]{3}-)?(?:[A-Z]{2}|\d{3})"
    r"|rId\d{1,6}|#?_x0000_[a-z]?\d{1,8}|true|false|auto|none|True|False|NaN|INF|INDF"
    r"|\{[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}"
    r"|P(?:\d{1,6}[YMDW])*(?:T(?:\d{1,6}[HMS]|\d{1,6}\.\d{1,9}S)*)?"
    r"|(?:%\d[.)]?){1,9}|[^\w\s]{1,4}")
_PARTS = re.compile(r"[\s,;:()/]+")
#: A date or a reference number is none of those.
_DATE = re.compile(r"\d[/.-]\d{1,2}[/.-]\d|\d/\d")


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


@lru_cache(maxsize=20_000)
def is_figure(value: str) -> bool:
    """Whether a value consists of numbers, measures, colours, references and the like."""
    if len(value) > 4000 or _DATE.search(value):
        return False
    return all(_FIGURE.fullmatch(part) for part in _PARTS.split(value) if part)
