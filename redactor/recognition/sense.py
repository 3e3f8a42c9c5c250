"""Candidates of the statistical recogniser, put right by what the rules know.

It reads "HV – Gill Example" or "Nanna Ann" as one name; the role and the kinship word must stay. And it takes
clock times for dates and weeks of pregnancy for ages.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from redactor.casefile import Finding
from redactor.recognition.vocabulary import APOSTROPHES
from redactor.rulebook import Category, KeepTerm

#: Only the statistical recogniser is put right; what a format or a label says stands.
STATISTICAL = "case_ner"
_CLOCK = re.compile(r"(?:[01]?\d|2[0-3])[.:h][0-5]\d ?(?:hrs|h)?(?: ?[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?", re.IGNORECASE)
#: "14.09" may be a day in September, "14.50" cannot.
_DAY_AND_MONTH = re.compile(r"\d{1,2}\.(?:0?[1-9]|1[0-2])")
#: A baby's age is told in weeks for its first two months or so; more weeks than that are a pregnancy's.
_WEEKS = re.compile(r"(\d{1,2})(?:\+\d)? ?(?:weeks?|wks?|/40)(?: pregnant| gestation)?", re.IGNORECASE)
#: Words that stand beside names and are none: heads of mails, "born", "also known as".
_NOBODY = frozenset({
    "to", "cc", "bcc", "from", "re", "fw", "fwd", "or", "and", "nee", "née", "aka", "a.k.a", "a", "b", "d", "dob",
    "d.o.b",
})
#: Months that are nobody's name; the formats of dates take them.
_MONTH = re.compile(
    r"(?:January|Jan|February|Feb|March|Mar|Apr|July|Jul|Aug|September|Sept?|October|Oct|November|Nov|December|Dec)\.?")
_FIRST_GESTATION, _LAST_GESTATION = 10, 43
_PREGNANT = re.compile(r"[ -]?(?:\+\d )?(?:weeks?|wks?)?[ -]?(?:pregnant|gestation|preg)\b", re.IGNORECASE)
#: Fewer digits call nobody: the shortest number that is dialled, as 101, has three.
_FEWEST_DIALLED = 3
#: A clock time, a weight, a dose or weeks and days of pregnancy, which have as many digits as a short number.
_MEASURE = re.compile(r"\d{1,4} ?(?:hrs?|h|kg|g|mg|mcg|ml|cm|mm|lbs?|oz|mins?)\.?|\d{1,2}\+\d", re.IGNORECASE)
#: Weeks of pregnancy and parts of a year in the short hand of wards: no month and no year is meant.
_WARD_FRACTION = re.compile(r"\d{1,2}(?:\+\d)?/(?:40|52)")
_UNIT = re.compile(r"(?:years?|yrs?|months?|mths?|weeks?|wks?|days?)(?: old)?", re.IGNORECASE)
_COUNT = re.compile(r"x ?\d+", re.IGNORECASE)
#: Words of the work that are never part of a name beside which they stand.
_BESIDE = frozenset(set(Category) - {Category.WORD, Category.EPONYM})


def put_right(
    text: str, candidates: Sequence[Finding], kept: Sequence[tuple[int, int, KeepTerm]],
) -> Iterator[Finding]:
    """Candidates without what they cannot be.

    Args:
        text: the document's text.
        candidates: from any recogniser.
        kept: terms that stay: (start, end, term) sorted by start.
    """
    starts = [start for start, _, _ in kept]
    for finding in candidates:
        if finding.recogniser != STATISTICAL:
            yield finding
        elif not _impossible(text, finding):
            yield _pared(text, finding, kept, starts) if finding.entity_type == "PERSON" else finding


def _impossible(text: str, finding: Finding) -> bool:
    words = text[finding.start:finding.end].strip()
    if finding.entity_type == "PERSON":
        if words in {"s", "S"} and text[finding.start - 1:finding.start] in APOSTROPHES:
            return finding.start > 0
        # A capital letter by itself may be somebody's initial.
        return _MONTH.fullmatch(words) is not None or (
            words.casefold() in _NOBODY and not (len(words) == 1 and words.isupper()))
    if finding.entity_type == "DATE":
        return _WARD_FRACTION.fullmatch(words) is not None or (
            _CLOCK.fullmatch(words) is not None and not _DAY_AND_MONTH.fullmatch(words))
    if finding.entity_type == "PHONE_NUMBER":
        return sum(map(str.isdigit, words)) < _FEWEST_DIALLED or _MEASURE.fullmatch(words) is not None
    if finding.entity_type == "AGE":
        return _no_age(text, finding, words)
    return False


def _no_age(text: str, finding: Finding, words: str) -> bool:
    if _COUNT.fullmatch(words) or _UNIT.fullmatch(words) or _PREGNANT.match(text, finding.end):
        return True
    match = _WEEKS.fullmatch(words)
    return match is not None and (
        _FIRST_GESTATION <= int(match[1]) <= _LAST_GESTATION and not text.startswith(" old", finding.end))


def _pared(
    text: str, finding: Finding, kept: Sequence[tuple[int, int, KeepTerm]], starts: Sequence[int],
) -> Finding:
    """A name without the terms at its edges, as long as something of it is left."""
    start, end = finding.start, finding.end
    index = max(0, bisect_right(starts, start) - 1)
    for low, high, term in kept[index:]:
        if low >= end:
            break
        if high <= start or term.category not in _BESIDE:
            continue
        if low <= start and any(character.isalnum() for character in text[high:end]) and not _glued(text, high):
            start = high
        elif high >= end and any(character.isalnum() for character in text[start:low]) and not _glued(text, low - 1):
            end = low
    return replace(finding, start=start, end=end)


def _glued(text: str, offset: int) -> bool:
    """Whether the character there joins two words into one ("Gill-Ann")."""
    return offset < len(text) and text[offset] in "-'’"
