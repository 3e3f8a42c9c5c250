"""Written dates: what the words say, before and after they are read against a reference date.

British reading throughout: the day comes first. Nothing is guessed that the words leave open; a date that
can mean nothing on the calendar is no date.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from redactor.replacement.festivals import festival, festival_names

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb febr february", "mar march", "apr april", "may", "jun june", "jul july",
         "aug august", "sep sept september", "oct october", "nov november", "dec december"), 1)
    for name in names.split()
}
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}
#: Parts of a month, as :meth:`Written` knows them.
_PARTS = {
    "start of": "early", "beginning of": "early", "first": "early", "middle of": "mid", "second": "mid", "third": "mid",
    "end of": "late", "end": "late", "last": "late",
}
_TERMS = {"autumn": (9, 12), "spring": (1, 3), "summer": (4, 7)}

_MONTH = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<day>\d{1,2})(?:\s?(?:st|nd|rd|th))?"
_YEAR = r"(?P<year>\d{4}|['’]?\d{2})"
_WEEKDAY = r"(?:mon|tues?|wed(?:nes|s)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?\b\.?"
_LEAD = re.compile(
    rf"^(?:(?:on|the|in|of|week of|w/?c|w/?e|w/?b|week (?:commencing|beginning|ending)|edd|c\.|circa|approx\.?)\b[\s:]*"
    rf"|{_WEEKDAY},?\s+)+",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"[,\s]*(?:T|at\b|@)?\s*(?P<hour>[01]?\d|2[0-4])(?:[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?\s*(?P<half>[ap]\.?m\.?)?"
    r"|\s*(?P<half2>[ap]\.?m\.?))(?:hrs|h)?(?:\s*(?:[+-]\d{4}|GMT|BST|UTC|Z))?\s*$",
    re.IGNORECASE,
)
_FLAGS = re.IGNORECASE
_PATTERNS = tuple(
    (name, re.compile(pattern, _FLAGS))
    for name, pattern in (
        ("full", r"(?P<year>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<day>\d{1,2})"),
        ("full", r"(?P<year>(?:19|20)\d\d)(?P<m>[01]\d)(?P<day>[0-3]\d)"),
        ("full", rf"{_DAY}\s?[-/.\\]\s?(?P<m>\d{{1,2}})\s?[-/.\\]\s?{_YEAR}"),
        ("full", r"(?P<day>\d{1,2}) (?P<m>\d{1,2}) (?P<year>\d{4}|\d{2})"),
        ("full", rf"{_DAY}(?:\s+day)?(?:\s+of)?[\s\-/.,]*{_MONTH}[\s\-/.,]*(?:of\s+)?{_YEAR}"),
        ("full", rf"{_MONTH}[\s\-/.]*(?:the\s+)?{_DAY}(?:,\s*|\s+){_YEAR}"),
        ("full", r"(?P<day>\d{2})(?P<m>\d{2})(?P<year>\d{4}|\d{2})"),
        ("partial", rf"{_DAY}\s?[-/.\\]\s?(?P<m>\d{{1,2}})"),
        ("partial", rf"{_DAY}(?:\s+day)?(?:\s+of)?[\s\-/.]*{_MONTH}"),
        ("partial", rf"{_MONTH}[\s\-/.]*(?:the\s+)?{_DAY}(?:st|nd|rd|th)"),
        ("month", rf"(?P<part>early|mid|late|start of|beginning of|middle of|end of|end|"
                  rf"(?:first|second|third|last) week (?:of|in))?[\s\-]*{_MONTH}[\s\-/.,]*"
                  rf"(?:of\s+)?{_YEAR}?"),
        ("partial", rf"{_MONTH}[\s\-/.]*(?:the\s+)?{_DAY}"),
        ("month", r"(?P<m>0?[1-9]|1[0-2])[/.\-](?P<year>(?:19|20)\d\d)"),
        ("month", r"(?P<year>(?:19|20)\d\d)[/.\-](?P<m>0[1-9]|1[0-2])"),
        ("season", r"(?P<season>spring|summer|autumn|winter)(?P<term>\s+terms?)?(?:\s+(?:of\s+)?(?P<year>\d{4}))?"),
        ("years", r"(?P<year>(?:19|20)\d\d)[-/–](?P<year2>(?:19|20)?\d\d)"),
        ("year", r"(?P<part>early|mid|late)?[\s\-]*(?P<year>(?:19|20)\d\d)"),
        ("day", r"(?P<day>\d{1,2})\s?(?:st|nd|rd|th)"),
    )
)
_UNITS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_NTHS = {
    name: number for number, name in enumerate((
        *_UNITS, "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
        "eighteenth", "nineteenth", "twentieth", *(f"twenty {unit}" for unit in _UNITS), "thirtieth",
        "thirty first"), 1)
}
#: "the third of June"
_NTH_IN_WORDS = re.compile(
    rf"\b(?:{'|'.join(name.replace(' ', '[ -]') for name in sorted(_NTHS, key=len, reverse=True))})"
    rf"(?= (?:day )?(?:of )?(?:{'|'.join(_MONTHS)})\b)", re.IGNORECASE)
_EVIDENCE = re.compile(
    r"(?<![\w/.\-])(?:(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}"
    r"|\d{1,2}[-/.]\d{1,2}[-/.](?:(?:19|20)\d\d|\d\d)"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?[ \-]?(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?,?"
    r"[ \-]?(?:(?:19|20)\d\d|['’]?\d\d(?!\s*[:h\d]))"
    rf"|(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.? \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d"
    r")(?![\w/\-])",
    _FLAGS,
)


@dataclass(frozen=True, kw_only=True, order=True)
class Interval:
    """Days a written date may mean, both ends included.

    Attributes:
        first: first day.
        last: last day, never before ``first``.
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("an interval ends before it begins")

    @property
    def days(self) -> int:
        """Number of days it covers."""
        return (self.last - self.first).days + 1

    @property
    def middle(self) -> date:
        """The day in its middle."""
        return self.first + (self.last - self.first) // 2

    @classmethod
    def of_day(cls, day: date) -> Interval:
        """The interval of one day."""
        return cls(first=day, last=day)

    @classmethod
    def of_month(cls, year: int, month: int, part: str = "") -> Interval:
        """A month, or its beginning, middle or end."""
        length = monthrange(year, month)[1]
        low, high = {"early": (1, 10), "mid": (11, 20), "late": (21, length)}.get(part, (1, length))
        return cls(first=date(year, month, low), last=date(year, month, high))


@dataclass(frozen=True, kw_only=True)
class Written:
    """What the words of a date say; what they leave open is None.

    Attributes:
        year, month, day: as written; a two-digit year stays two digits.
        part: "early", "mid", "late" of the month or year.
        season: (first month, last month) of a season or term.
        festival: canonical name of a festival or of an event that fixes a date.
        hour: hour of the day where a time stands with the date, 0 to 23.
        end: the second date of a range.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""
    season: tuple[int, int] | None = None
    festival: str = ""
    hour: int | None = None
    end: Written | None = None

    @property
    def full(self) -> bool:
        """Whether day, month and year are all written."""
        return None not in (self.year, self.month, self.day) and self.end is None

    @property
    def day_only(self) -> bool:
        """Whether only a day of the month is written ("the 25th")."""
        return self.day is not None and self.month is None and self.year is None

    def candidates(self, around: date) -> Iterator[Interval]:
        """Every reading near a reference date, those that are not on the calendar left out.

        Args:
            around: the reference date; years from two before to two after it are tried.
        """
        years = [self._year(around)] if self.year is not None else range(around.year - 2, around.year + 3)
        for year in years:
            yield from self._in_year(year, around)

    def _year(self, around: date) -> int:
        assert self.year is not None
        if self.year >= 100:
            return self.year
        # A note looks at most a few years ahead; later than that means the century before.
        return 2000 + self.year if 2000 + self.year <= around.year + 3 else 1900 + self.year

    def _in_year(self, year: int, around: date) -> Iterator[Interval]:
        try:
            if self.festival:
                found = festival(self.festival, year)
                if found is not None:
                    yield Interval(first=found[0], last=found[1])
            elif self.season is not None:
                low, high = self.season
                end_year = year + 1 if high < low else year
                yield Interval(first=date(year, low, 1), last=Interval.of_month(end_year, high).last)
            elif self.day is not None and self.month is not None:
                yield Interval.of_day(date(year, self.month, self.day))
            elif self.month is not None:
                yield Interval.of_month(year, self.month, self.part)
            elif self.day is not None:
                for month in range(1, 13):
                    if self.day <= monthrange(year, month)[1]:
                        yield Interval.of_day(date(year, month, self.day))
            elif self.year is not None:
                low, high = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}.get(self.part, (1, 12))
                yield Interval(first=date(year, low, 1), last=Interval.of_month(year, high).last)
        except ValueError:
            return


def parse(text: str) -> Written | None:
    """Read a written date.

    Args:
        text: the words, with or without a weekday, "w/c", "the" or a time of day around them.

    Returns:
        What they say, or None where they are no date a calendar knows ("31/06/2023", "the other day").
    """
    # "Monday (20/11)" and "2021 ×2" are the dates in them.
    words = re.sub(r"[()]|\s?[×x]\s?\d\)?$", " ", text.replace("\u00a0", " "))
    words = " ".join(words.split()).strip(" ,.;:[]\"“”")
    words = _LEAD.sub("", words).removesuffix(" of")
    # "12 September. 41 seconds": what follows a sentence's end is no year.
    words = re.sub(r"(?<=[a-z]{4})\. \d\d$", "", words)
    words = _NTH_IN_WORDS.sub(lambda match: f"{_NTHS[match[0].lower().replace('-', ' ')]}th", words)
    hour = None
    if (time := _TIME.search(words)) and (start := words[:time.start()]) and _single(start) is not None:
        hour, words = _hour(time), start
    found = _single(words)
    if found is None and not any(kind == "full" and pattern.fullmatch(words) for kind, pattern in _PATTERNS):
        found = _range(words)
    if found is None or hour is None:
        return found
    return Written(**{**found.__dict__, "hour": hour})


def _hour(match: re.Match[str]) -> int:
    hour = int(match["hour"]) % 24
    half = (match["half"] or match["half2"] or "").lower()
    if half.startswith("p") and hour < 12:
        return hour + 12
    return 0 if half.startswith("a") and hour == 12 else hour


def _single(words: str) -> Written | None:
    if named := _festival(words):
        return named
    for kind, pattern in _PATTERNS:
        if match := pattern.fullmatch(words):
            found = _written(kind, match.groupdict())
            if found is not None:
                return found
    return None


def _festival(words: str) -> Written | None:
    match = re.fullmatch(
        r"(.+?)(?:[\s,]+(?:of\s+)?['’]?((?:19|20)?\d\d))?(?:\s+(?:time|break|holidays?|period))?", words)
    name = festival_names().get(match[1].lower().replace("’", "'")) if match else None
    return Written(festival=name, year=int(match[2]) if match and match[2] else None) if name else None


def _written(kind: str, groups: dict[str, str | None]) -> Written | None:
    year = int(found.lstrip("'’")) if (found := groups.get("year")) else None
    day = int(found) if (found := groups.get("day")) else None
    month = None
    if found := groups.get("month"):
        month = _MONTHS[found.lower()]
    elif found := groups.get("m"):
        month = int(found)
    part = re.sub(r" week (?:of|in)", "", (groups.get("part") or "").lower())
    part = _PARTS.get(part, part)
    if month is not None and day is not None and month > 12 >= day:
        # Only one reading is on the calendar: an American date pasted in.
        day, month = month, day
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return None
    if kind == "years":
        assert year is not None
        second = int(groups["year2"] or 0)
        second += 0 if second >= 100 else year - year % 100
        return Written(year=year, end=Written(year=second)) if second > year else None
    if kind == "season":
        name = (groups.get("season") or "").lower()
        return Written(year=year, season=(_TERMS if groups.get("term") else _SEASONS).get(name, _SEASONS[name]))
    if day is not None and month is not None and year is not None:
        leap = 2000 + year if year < 100 else year
        if day > monthrange(leap, month)[1]:
            return None
    return Written(year=year, month=month, day=day, part=part)


def _range(words: str) -> Written | None:
    for match in _splits(words):
        left, right = match
        end = _single(_LEAD.sub("", right))
        if end is None or end.end is not None:
            continue
        # "3rd, 4th and 5th June" begins on the third.
        first = re.split(r"\s*[,&/]\s*", left)[0] if _DAYS_LISTED.fullmatch(left) else left
        start = _single(_LEAD.sub("", first))
        if start is None and first.strip().isdigit():
            start = Written(day=int(first)) if 1 <= int(first) <= 31 else None
        if start is None or start.end is not None or start.festival:
            continue
        # "3–7 May 2023": what the first leaves open, the second says.
        month = start.month or (end.month if start.day is not None else None)
        year = start.year if start.year is not None else end.year
        return Written(year=year, month=month, day=start.day, part=start.part, season=start.season, end=end)
    return None


_DAYS_LISTED = re.compile(r"\d{1,2}(?:st|nd|rd|th)?(?:\s*[,&/]\s*\d{1,2}(?:st|nd|rd|th)?)+", _FLAGS)


def _splits(words: str) -> Iterator[tuple[str, str]]:
    for match in re.finditer(r"\s*(?:[-–—/&]|\b(?:to|and|till|until)\b)\s*", words, _FLAGS):
        if match.start() > 0 and match.end() < len(words):
            yield words[:match.start()], words[match.end():]


def weekday_of(text: str) -> int | None:
    """Weekday named directly in front of a date, 0 for Monday, or None.

    Args:
        text: the words in front of (or beginning) the date.
    """
    match = re.search(rf"\b({_WEEKDAY})[,\s]*(?:the\s+)?$", text, _FLAGS)
    return _WEEKDAYS.index(match[1][:3].lower()) if match else None


def full_dates(text: str) -> Iterator[tuple[int, int, Written]]:
    """Every date in a text that is written with day, month and year.

    Yields:
        (start, end, written) with character offsets, end-exclusive.
    """
    for match in _EVIDENCE.finditer(text):
        if (written := parse(match[0])) is not None and written.full:
            yield match.start(), match.end(), written


def nearest(
    candidates: Iterable[Interval], to: date, *, tense: int = 0, weekday: int | None = None,
    known: frozenset[date] = frozenset(), last: date | None = None,
) -> Interval | None:
    """The likeliest of several readings.

    A case note mostly looks back, so without a hint a reading in the past counts as nearer than one as far
    in the future, and one beyond the last day the case knows counts as farther still.

    Args:
        candidates: the readings.
        to: reference date.
        tense: −1 where the words look back, 1 where they look ahead, 0 where they do not say.
        weekday: weekday written beside the date; readings on another day come last.
        known: days that the case names in full; one of them is preferred to a day that nothing else names.
        last: last day the case knows.

    Returns:
        The likeliest reading, None when there is none.
    """
    past, future = {-1: (0.5, 2.0), 0: (0.7, 1.0), 1: (2.0, 0.5)}[tense]

    def cost(reading: Interval) -> tuple[bool, bool, float, date]:
        distance = (reading.middle - to).days
        if reading.first <= to <= reading.last:
            distance = 0
        wrong_day = weekday is not None and reading.days == 1 and reading.first.weekday() != weekday
        weight = future if distance > 0 else past
        if tense < 1 and last is not None and reading.first > last:
            weight *= 4
        named = reading.days == 1 and reading.first in known and tense * distance >= 0
        return wrong_day, not named, abs(distance) * weight, reading.first

    return min(candidates, key=cost, default=None)
