"""Dates and times: the case's own clock, a shifted calendar, parts of the day."""

from __future__ import annotations

import re
from datetime import date, timedelta

from redactor.replacement.actions.ages import band_at
from redactor.replacement.actions.base import Action
from redactor.replacement.actions.keyed import derive
from redactor.replacement.context import Occurrence
from redactor.replacement.dates import Interval
from redactor.replacement.timeline import Moment

UNKNOWN = "[date]"
#: A length of time that was taken for a date: "31 years".
_LENGTH = re.compile(r"(?:over |nearly |about )?(?:\d{1,3}|\w+) (?P<unit>years|months|weeks|days)", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?<![\d:.])(?P<hour>[01]?\d|2[0-3])(?:[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?)?\s*(?P<half>[ap]\.?m\b\.?)?(?:hrs|h)?(?![\d:])",
    re.IGNORECASE,
)


def part_of_day(hour: int) -> str:
    """Part of the day an hour (0 to 23) falls in."""
    if 5 <= hour < 12:
        return "morning"
    if 12 <= hour < 17:
        return "afternoon"
    return "evening" if 17 <= hour < 22 else "overnight"


def hour_of(text: str) -> int | None:
    """Hour of the day (0 to 23) a clock time states, None where it states none."""
    match = _CLOCK.fullmatch(text.strip())
    if match is None or not (match["minute"] or match["half"]):
        return None
    hour = int(match["hour"])
    if not match["half"]:
        return hour
    return hour % 12 + (12 if match["half"].lower().startswith("p") else 0)


class RelativeDate(Action):
    """A date as time since the first event of the case; a date of birth as an age band."""

    name = "relative_date"

    def write(self, occurrence: Occurrence) -> str:
        moment = occurrence.timeline.moment(occurrence.finding)
        if moment is None or occurrence.timeline.anchor is None:
            if length := _LENGTH.fullmatch(occurrence.text.strip()):
                return f"[some {length['unit'].lower()}]"
            return "[date of birth]" if occurrence.finding.entity_type == "DATE_OF_BIRTH" else UNKNOWN
        if moment.birth and not moment.expected and (text := birth_band(occurrence, moment)):
            return text
        return f"[{self._words(occurrence, moment)}]"

    def _words(self, occurrence: Occurrence, moment: Moment) -> str:
        weeks = int(occurrence.options.get("weeks_until", 12))
        label = occurrence.options.get("before_case") == "label"
        tell = occurrence.timeline
        words = _history(tell.words(moment.interval, weeks=weeks), label)
        if moment.expected:
            return words if "before" in words or re.search(r"\bdue[\s\w]{0,12}$", occurrence.before) else f"due {words}"
        if moment.until is not None:
            words = _through(words, _history(tell.words(moment.until, weeks=weeks), label))
        if moment.hour is None:
            return words
        if occurrence.options.get("clock_times") == "keep" and (clock := _clock_at_end(occurrence.text)):
            return f"{words}, {clock}"
        return f"{words}, {part_of_day(moment.hour)}"


def _clock_at_end(text: str) -> str:
    found = [match[0].strip() for match in _CLOCK.finditer(text) if match["minute"] or match["half"]]
    return found[-1] if found and text.rstrip().endswith(found[-1]) else ""


def _history(words: str, label: bool) -> str:
    return "before the case" if label and words.endswith("before the case") else words


_AGO = re.compile(r"(?P<number>(?:over )?\d+) (?P<unit>week|month|year)s? before the case")


def _through(first: str, last: str) -> str:
    if first == last:
        return first
    if (early := _AGO.fullmatch(first)) and (late := _AGO.fullmatch(last)) and early["unit"] == late["unit"]:
        return f"{early['number']} to {last}"
    unit, _, number = first.partition(" ")
    if last.startswith(unit + " ") and number.isdigit():
        return f"{unit}s {number}–{last.partition(' ')[2]}"
    return f"{first} to {last}"


def birth_band(occurrence: Occurrence, moment: Moment) -> str:
    """Age band of a date of birth at the document's time, empty for a birth that is an event of the case.

    A birth after the case began, or less than a week before it, belongs to the story and stays on its clock.
    """
    timeline = occurrence.timeline
    assert timeline.anchor is not None
    born = moment.interval.first
    at = timeline.day_at(occurrence.document.id, occurrence.finding.start) or timeline.anchor
    event = re.search(r"\bborn(?: on)?[\s:]*$", occurrence.before, re.IGNORECASE)
    if event and born >= timeline.anchor - timedelta(days=7):
        return ""
    return f"[{band_at(born, max(at, born), occurrence.policy)}]"


class DateShift(Action):
    """Every date moved by the same secret number of weeks: the calendar keeps its shape, weekdays stay.

    Unlike other labels a shifted date cannot be told from a true one in brackets, so a second run over what the
    first wrote moves it again; order and intervals hold.
    """

    name = "date_shift"

    def write(self, occurrence: Occurrence) -> str:
        moment = occurrence.timeline.moment(occurrence.finding)
        if moment is None:
            return UNKNOWN
        weeks = int.from_bytes(derive(occurrence.secret, "date shift")[:4], "big")
        # Between half a year and two years into the past, never a whole year: the season goes as well.
        days = -7 * (26 + weeks % 79)
        if days in {-7 * 52, -7 * 104}:
            days -= 7 * 5
        texts = [_calendar(_moved(moment.interval, days))]
        if moment.until is not None:
            texts.append(_calendar(_moved(moment.until, days)))
        text = " to ".join(texts)
        if moment.hour is not None:
            text += f", {part_of_day(moment.hour)}"
        return f"[{text}]"


def _moved(interval: Interval, days: int) -> Interval:
    step = timedelta(days=days)
    return Interval(first=interval.first + step, last=interval.last + step)


def _calendar(interval: Interval) -> str:
    middle: date = interval.middle
    if interval.days <= 10:
        return f"{interval.first.day} {interval.first:%B %Y}"
    return f"{middle:%B %Y}" if interval.days <= 62 else f"{middle:%Y}"


class TimeOfDay(Action):
    """Only the part of the day; a date without a time says nothing more than that there was one."""

    name = "time_of_day"

    def write(self, occurrence: Occurrence) -> str:
        moment = occurrence.timeline.moment(occurrence.finding)
        hour = moment.hour if moment is not None else hour_of(occurrence.text)
        return UNKNOWN if hour is None else f"[{part_of_day(hour)}]"
