"""Festivals and events that fix a date without naming one ("Eid", "results day", "first lockdown").

Movable feasts are computed: Easter by the anonymous Gregorian algorithm, Muslim dates by the tabular Islamic
calendar (within a day or two of sighting), Jewish dates by the arithmetic Hebrew calendar, Diwali, Holi and
Lunar New Year from mean new and full moons (Meeus, Astronomical Algorithms, chapter 49; within a day).
Fixed dates and single events are data: ``rules/generalise/events.yaml``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from redactor.rulebook.tables import of_the_tables, table

Days = tuple[date, date]


def _easter(year: int) -> date:
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _islamic(month: int, day: int, year: int) -> date | None:
    """First Gregorian day in ``year`` that is this day of the tabular Islamic calendar."""
    for hijri in range(year - 622, year - 575):
        days = day + -(-59 * (month - 1) // 2) + (hijri - 1) * 354 + (3 + 11 * hijri) // 30 + 227014
        if date.min.toordinal() <= days and (found := date.fromordinal(days)).year == year:
            return found
    return None


def _hebrew_new_year(year: int) -> date:
    """Rosh Hashanah (1 Tishri) of the Hebrew year that begins in a Gregorian year."""
    hebrew = year + 3761
    months = (235 * hebrew - 234) // 19
    parts = 12084 + 13753 * months
    day = months * 29 + parts // 25920
    if 3 * (day + 1) % 7 < 3:
        day += 1
    return date.fromordinal(day - 1373428 + _HEBREW_SHIFT)


#: Fits the day count of :func:`_hebrew_new_year` to Python's ordinals (1 Tishri 5784 = 16 September 2023).
_HEBREW_SHIFT = 1


def _moon(phase: float, low: date, high: date) -> date | None:
    """Day of the mean new (0.0) or full (0.5) moon between two days, in universal time."""
    new_moon = 730125.7597  # ordinal of the mean new moon of 6 January 2000, 14:20 TD less the ordinal's midnight
    month = 29.530588861
    number = -(-(low.toordinal() - new_moon - phase * month) // month)
    day = date.fromordinal(int(new_moon + (number + phase) * month))
    return day if day <= high else None


def _around(day: date | None, before: int = 0, after: int = 0) -> Days | None:
    return None if day is None else (day - timedelta(days=before), day + timedelta(days=after))


def _nth_weekday(year: int, month: int, weekday: int, number: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def _last_weekday(year: int, month: int, weekday: int) -> date:
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7)


_MOVABLE: Mapping[str, Callable[[int], Days | None]] = {
    "easter": lambda year: _around(_easter(year), 2, 1),
    "easter sunday": lambda year: _around(_easter(year)),
    "good friday": lambda year: _around(_easter(year) - timedelta(days=2)),
    "easter monday": lambda year: _around(_easter(year) + timedelta(days=1)),
    "easter saturday": lambda year: _around(_easter(year) - timedelta(days=1)),
    "trinity sunday": lambda year: _around(_easter(year) + timedelta(days=56)),
    "mothering sunday": lambda year: _around(_easter(year) - timedelta(days=21)),
    "shrove tuesday": lambda year: _around(_easter(year) - timedelta(days=47)),
    "ash wednesday": lambda year: _around(_easter(year) - timedelta(days=46)),
    "palm sunday": lambda year: _around(_easter(year) - timedelta(days=7)),
    "whitsun": lambda year: _around(_easter(year) + timedelta(days=49)),
    "orthodox easter": lambda year: _around(_orthodox_easter(year)),
    "eid al-fitr": lambda year: _around(_islamic(10, 1, year), 1, 1),
    "eid al-adha": lambda year: _around(_islamic(12, 10, year), 1, 1),
    "ramadan": lambda year: _around(_islamic(9, 1, year), 0, 29),
    "muharram": lambda year: _around(_islamic(1, 1, year), 1, 1),
    "ashura": lambda year: _around(_islamic(1, 10, year), 1, 1),
    "mawlid": lambda year: _around(_islamic(3, 12, year), 1, 1),
    "rosh hashanah": lambda year: _around(_hebrew_new_year(year), 0, 1),
    "yom kippur": lambda year: _around(_hebrew_new_year(year) + timedelta(days=9)),
    "passover": lambda year: _around(_hebrew_new_year(year) - timedelta(days=163), 0, 7),
    "hanukkah": lambda year: _around(_hebrew_new_year(year) + timedelta(days=83), 1, 8),
    "diwali": lambda year: _around(_moon(0.0, date(year, 10, 18), date(year, 11, 17)), 1, 1),
    "holi": lambda year: _around(_moon(0.5, date(year, 3, 1), date(year, 3, 31)), 1, 1),
    "lunar new year": lambda year: _around(_moon(0.0, date(year, 1, 21), date(year, 2, 20)), 1, 1),
    "father's day": lambda year: _around(_nth_weekday(year, 6, 6, 3)),
    "a-level results day": lambda year: _around(_nth_weekday(year, 8, 3, 3), 1, 1),
    "gcse results day": lambda year: _around(_nth_weekday(year, 8, 3, 3) + timedelta(days=7), 1, 1),
    "results day": lambda year: _around(_nth_weekday(year, 8, 3, 3) + timedelta(days=4), 5, 5),
    "may day bank holiday": lambda year: _around(_nth_weekday(year, 5, 0, 1)),
    "spring bank holiday": lambda year: _around(_last_weekday(year, 5, 0)),
    "august bank holiday": lambda year: _around(_last_weekday(year, 8, 0)),
    "black friday": lambda year: _around(_nth_weekday(year, 11, 3, 4) + timedelta(days=1)),
    "remembrance sunday": lambda year: _around(_nth_weekday(year, 11, 6, 2)),
    "february half term": lambda year: _around(_nth_weekday(year, 2, 0, 3), 7, 10),
    "may half term": lambda year: _around(_last_weekday(year, 5, 0), 2, 6),
    "october half term": lambda year: _around(_last_weekday(year, 10, 0), 7, 6),
}


def _orthodox_easter(year: int) -> date:
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


@of_the_tables()
def festival_names() -> Mapping[str, str]:
    """Every way a festival or dated event is written, in lower case, to its canonical name."""
    data = table("events")
    names = {name: name for name in _MOVABLE}
    for group in ("movable", "yearly", "single"):
        for name, entry in data[group].items():
            names[name] = name
            for alias in entry.get("also", ()):
                names[str(alias).lower()] = name
    return names


def festival(name: str, year: int) -> Days | None:
    """First and last day of a festival or event in a year.

    Args:
        name: canonical name, a value of :func:`festival_names`.
        year: calendar year.

    Returns:
        Both ends included, or None when it did not happen in that year.
    """
    if name in _MOVABLE:
        return _MOVABLE[name](year)
    data = table("events")
    if name in data["yearly"]:
        first, last = (str(part).split("-") for part in data["yearly"][name]["days"])
        begin = date(year, int(first[0]), int(first[1]))
        end = date(year, int(last[0]), int(last[1]))
        return (begin, end) if begin <= end else (begin, date(year + 1, end.month, end.day))
    first_day, last_day = (date.fromisoformat(str(part)) for part in data["single"][name]["days"])
    return (first_day, last_day) if first_day.year == year else None
