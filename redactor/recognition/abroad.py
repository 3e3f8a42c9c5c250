"""Countries, regions and cities abroad: where somebody comes from or went."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redactor.recognition.attributes import foreign_places
from redactor.recognition.engine import LANGUAGE
from redactor.recognition.forenames import is_forename
from redactor.recognition.patterns import SpanRecogniser
from redactor.recognition.vocabulary import is_ordinary, plain
from redactor.rulebook.scanning import find_all
from redactor.rulebook.tables import of_the_tables

#: What stands before a place and not before a bird, a cup or somebody: "from Turkey", "via China".
_WHERE = re.compile(r"\b(?:in|from|to|via|through|across|left|fled|reached|visit(?:ed|ing)?|near) $", re.IGNORECASE)
#: Birds, cups and pigs.
_THINGS = frozenset({"turkey", "china", "guinea", "brazil", "us"})
#: Between the stations of a journey: "Iran – Turkey 9 months – Bulgaria".
_LEG = re.compile(r"[^\n.;:]{0,16}[–>→,/-] ?|,? (?:and|or|via|then|to) ")


class Abroad(SpanRecogniser):
    """Names of places abroad, written with a capital."""

    def __init__(self) -> None:
        super().__init__(supported_entities=["LOCATION"], name="abroad", supported_language=LANGUAGE)

    def spans(self, text: str) -> Iterator[tuple[int, int, str, float, str]]:
        end = -1
        for match in find_all(_names(), text):
            told = _WHERE.search(text, max(0, match.start() - 12), match.start()) or (
                end >= 0 and _LEG.fullmatch(text, end, match.start()))
            if told or not _is_something_else(match[0]):
                yield match.start(), match.end(), "LOCATION", 0.6, "a place abroad"
                end = match.end()


def _is_something_else(words: str) -> bool:
    return words.casefold() in _THINGS or is_forename(words.casefold()) or is_ordinary(plain(words))


@of_the_tables()
def _names() -> re.Pattern[str]:
    longest_first = sorted(foreign_places(), key=len, reverse=True)
    names = "|".join(re.escape(name).replace(r"\ ", "[ -]") for name in longest_first)
    # "Jamaica Road", "Warsaw Close": a road is found as what it is.
    roads = "Street|St|Road|Rd|Lane|Avenue|Ave|Close|Way|Court|House|Place|Terrace|Ward|School|Park|Gardens?"
    return re.compile(rf"(?<![\w-])(?:{names})(?![\w-]| (?:{roads})\b)")
