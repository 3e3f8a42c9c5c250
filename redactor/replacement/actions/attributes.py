"""What people are: family size, heritage, work, health; each to a class wide enough to hide in."""

from __future__ import annotations

import re
from functools import cache

from redactor.replacement.actions.base import Action
from redactor.replacement.context import Occurrence
from redactor.rulebook.tables import table


class FamilySizeBand(Action):
    """"mother of eight" → "mother of a large sibling group"; "five adopted" → "some adopted"."""

    name = "family_size_band"

    def write(self, occurrence: Occurrence) -> str:
        return generalise_family(
            occurrence.text, occurrence.policy.families.large_from, occurrence.policy.families.large)


class HeritageGroup(Action):
    """Nationality to world region, ethnicity and faith to a census group, language to the need for an interpreter."""

    name = "heritage_group"

    def write(self, occurrence: Occurrence) -> str:
        return generalise_heritage(occurrence.text) or "[heritage]"


class Sector(Action):
    """An occupation or employer as the sector it belongs to."""

    name = "sector"

    def write(self, occurrence: Occurrence) -> str:
        return f"[{sector}]" if (sector := sector_of(occurrence.text)) else "[employment]"


_NUMBERS = {word: number for number, word in enumerate(
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen"])}


def generalise_family(text: str, large_from: int, large: str) -> str:
    """Family composition without its numbers.

    Args:
        text: the words ("mother of eight", "five adopted", "one of six siblings").
        large_from: number from which a sibling group is called large.
        large: what it is called.
    """
    match = re.search(r"\b(\d{1,2}|" + "|".join(_NUMBERS) + r")(?:th|st|nd|rd)?\b", text, re.IGNORECASE)
    if match is None:
        return "[family detail]"
    number = int(match[1]) if match[1].isdigit() else _NUMBERS[match[1].lower()]
    rest = text[match.end():]
    if re.match(r"\s*(?:\w+\s+)?(?:adopted|removed|in care|placed|of (?:them|whom)|older|younger)", rest, re.IGNORECASE):
        return f"{text[:match.start()]}[some]{rest}"
    if number < large_from:
        return text
    if re.search(r"\bof\s+$", text[:match.start()], re.IGNORECASE):
        rest = re.sub(r"^\s*(?:children|siblings|kids|brothers and sisters)?", "", rest)
        return f"{text[:match.start()]}[a {large}]{rest}"
    return f"{text[:match.start()]}[a {large}]{re.sub(r'^ (?:children|siblings|kids)', ' of children', rest)}"


@cache
def _groups() -> tuple[tuple[re.Pattern[str], str], ...]:
    data = table("heritage")
    pairs = [(word, region) for region, entry in data["regions"].items() for word in entry["people"]]
    for section in ("ethnicity", "faith", "language"):
        pairs += [(word, group) for group, words in data[section].items() for word in words]
    pairs.sort(key=lambda pair: -len(pair[0]))
    return tuple((re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE), group) for word, group in pairs)


def generalise_heritage(text: str) -> str:
    """Broad group a heritage word belongs to, in brackets; empty when none is known."""
    return next((f"[{group}]" for pattern, group in _groups() if pattern.search(text)), "")


@cache
def _sectors() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE), sector)
        for sector, words in table("sectors")["sectors"].items()
    )


def sector_of(text: str) -> str:
    """Sector an occupation or employer belongs to, empty when unknown."""
    return next((sector for pattern, sector in _sectors() if pattern.search(text)), "")
