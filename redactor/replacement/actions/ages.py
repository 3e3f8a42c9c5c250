"""Ages: bands as the Department for Education publishes them."""

from __future__ import annotations

import re
from datetime import date

from redactor.casefile import ENTITY_TYPES
from redactor.replacement.actions.base import Action
from redactor.replacement.context import Occurrence
from redactor.replacement.dates import parse
from redactor.replacement.numbers import ORDINALS, UNITS, WORDS, count_of
from redactor.rulebook.models import Policy

_NUMBER = (
    r"(?:\d{1,3}(?:st|nd|rd|th)?(?:\.\d)?½?|" + "|".join(sorted([*WORDS, *ORDINALS], key=len, reverse=True))
    + r"|a|an)(?:[\s-](?:" + "|".join(UNITS[:9]) + r"))?"
)
_UNIT = re.compile(
    rf"(?P<number>{_NUMBER})(?:\s*(?:[-–/]|to|or)\s*(?P<other>{_NUMBER}))?[\s-]*"
    r"(?P<unit>years?|yrs?|y/?o|y\.o\.?|y|months?|mths?|mos?|m/?o|m|weeks?|wks?|w/?o|w|days?|d|birthday|bday)?\b",
    re.IGNORECASE,
)


#: Months or weeks as a ward writes them: "5/12", "6/52 old".
_PART = re.compile(r"(?P<number>\d{1,2})\s?/\s?(?P<of>12|52)(?: old)?", re.IGNORECASE)


def band(years: int, policy: Policy) -> str:
    """Label of the band an age in whole years falls into ("5–9")."""
    for entry in policy.ages.bands:
        if entry.up_to is None or years <= entry.up_to:
            return entry.label
    raise AssertionError("the last band is open")


def aged(label: str) -> str:
    """A band as an apposition: "aged 5–9", "under 1", "adult"."""
    return f"aged {label}" if label[0].isdigit() else label


def years_between(born: date, at: date) -> int:
    """Whole years of age on a day."""
    return at.year - born.year - ((at.month, at.day) < (born.month, born.day))


def band_at(born: date, at: date, policy: Policy) -> str:
    """Age band on a day, as an apposition."""
    return aged(band(max(0, years_between(born, at)), policy))


def years(text: str) -> float | None:
    """Age in years a text states ("7", "15yo", "8 months", "5/12", "turned six", "5th birthday"); None if none."""
    if (part := _PART.fullmatch(text.strip())) is not None:
        return int(part["number"]) / int(part["of"])
    for match in _UNIT.finditer(text.strip()):
        count = count_of(match["other"] or match["number"]) if match["number"].lower() not in {"a", "an"} or \
            match["unit"] else None
        if count is None:
            continue
        unit = (match["unit"] or "y").lower()
        if unit.startswith("m"):
            return count / 12
        if unit.startswith("w"):
            return count / 52
        return count / 365 if unit in {"d", "day", "days"} else count
    if re.search(r"\bnew-?born\b", text, re.IGNORECASE):
        return 0.0
    return None


#: Key stage by the last school year in it, as the Education Act 2002, section 82, has them.
_KEY_STAGES = ((2, "Key Stage 1"), (6, "Key Stage 2"), (9, "Key Stage 3"), (11, "Key Stage 4"), (13, "Key Stage 5"))


def key_stage(year: int) -> str:
    """Key stage of a school year from 1 to 13."""
    return next(label for last, label in _KEY_STAGES if year <= last)


class AgeBand(Action):
    """An age or a date of birth as an age band that fits its sentence."""

    name = "age_band"

    def write(self, occurrence: Occurrence) -> str:
        moment = occurrence.timeline.moment(occurrence.finding)
        if moment is not None:
            born = moment.interval.first
            at = occurrence.timeline.age_day(occurrence.document.id, occurrence.finding.start, born)
            return f"[{band_at(born, at, occurrence.policy)}]" if at is not None else "[date of birth]"
        if occurrence.finding.entity_type == "DATE_OF_BIRTH" and parse(occurrence.text) is not None:
            # "3 June" that could not be placed is no three-year-old.
            return "[date of birth]"
        unit = _UNIT_AFTER.match(occurrence.after)
        stated = years(occurrence.text + unit[0] if unit else occurrence.text)
        if stated is None and (form := _FORM.fullmatch(occurrence.text.strip())):
            return f"[{key_stage(int(form['year']))}]"
        if stated is None and _HOUSE.fullmatch(occurrence.text.strip()):
            return f"[{ENTITY_TYPES['ADDRESS'].label}]"
        if stated is None:
            return "[date of birth]" if occurrence.finding.entity_type == "DATE_OF_BIRTH" else "[age]"
        return f"[{self._fitted(band(int(stated), occurrence.policy), occurrence)}]"

    def _fitted(self, label: str, occurrence: Occurrence) -> str:
        before, after = occurrence.before, occurrence.after
        if re.search(r"birth ?day|b-?day", occurrence.text, re.IGNORECASE):
            return f"birthday, {aged(label)}"
        if _AGED.search(before) or re.search(r"\bage\b", occurrence.column, re.IGNORECASE) or _UNIT_AFTER.match(after):
            return label
        if re.search(r"\ban?\s+$", before, re.IGNORECASE) and re.match(r"\s+[a-z]", after) and label[0].isdigit():
            return f"{label}-year-old"
        if label[0].isdigit() and _AT.search(before):
            return f"age {label}"
        return aged(label)


#: Words after which a bare band reads well.
_AGED = re.compile(
    r"(?:\b(?:aged?|age is|age of|ages|turn(?:ed|s|ing)?|just|nearly|almost|under|over|to)[\s:]*|\d\s?[–-]\s?)$",
    re.IGNORECASE)
#: "at 13", "since she was" is said of an age, "from 13 to 15" of two.
_AT = re.compile(r"\b(?:at|from|since|until|till|by)\s+$", re.IGNORECASE)
#: The number of a house: "27a".
_HOUSE = re.compile(r"\(?\d{1,3}[a-h]\)?", re.IGNORECASE)
#: A school form: "8R".
_FORM = re.compile(r"(?:year |yr |y)?(?P<year>1[0-3]|[1-9])[A-Z]{1,2}", re.IGNORECASE)
_UNIT_AFTER = re.compile(
    r"\s*-?\s*(?:years?|yrs?|y/?o|months?|weeks?|wks?|days?|birth ?day|b-?day)\b", re.IGNORECASE)


def stated_band(text: str, policy: Policy) -> str:
    """Band of an age as written, as an apposition; empty where the words tell no age."""
    stated = years(text)
    return aged(band(int(stated), policy)) if stated is not None else ""
