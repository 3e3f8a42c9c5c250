"""Other places, dates, numbers and organisations for the slots of a passage, in the styles people use."""

from __future__ import annotations

import random
import re
import string

from redactor.training.gazetteer import Gazetteer
from redactor.training.names import WORD, like

_FULL_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_SHORT_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"]
_MONTHS = [*_FULL_MONTHS, "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec"]
_FULL_DATE = re.compile(
    r"\d{1,2}[/.\- ]\d{1,2}[/.\- ](?:\d\d|\d{4})|\d{4}-\d\d-\d\d|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8},? \d{2,4}"
)
_ROAD = re.compile(r"\b(?:road|rd|street|st|lane|ln|avenue|ave|close|drive|way|row)\b\.?$", re.I)
_NAMED_ROAD = re.compile(
    r"(?:[A-Z][\w'’]+ ){1,3}(?:Road|Rd|Street|St|Lane|Avenue|Ave|Close|Drive|Way|Court|Terrace|Place)\b"
)
_POSTCODE = re.compile(r"[A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2}", re.I)
_AGE = re.compile(r"(\d{1,2})[ -]?(?:yo|y/o|yrs?|yrs? old|years?|years? old|year[- ]old|y|yr)", re.I)
_MONTHS_OLD = re.compile(r"\d{1,2} ?(?:months?|mths?|m|weeks?|wks?|days?)(?: old)?", re.I)
_YEAR_UNITS = ("yo", " yo", "y/o", " y/o", "yrs", " yrs", "yr", " years", " years old", " yrs old", " year old", "y")
_MONTH_UNITS = (" months", " mths", "mths", " months old", " weeks", " wks", " weeks old", "mo", " mo", " days old")


class Slots:
    """Refills the spans that are not names of people.

    Args:
        chance: source of randomness.
        words: gazetteers.
    """

    def __init__(self, chance: random.Random, words: Gazetteer) -> None:
        self._random, self._words = chance, words
        self._countries = frozenset(words.countries)
        self._organisations = (
            (r"school|primary|academy|nursery|infants|juniors|college|high\b|\bcofe\b|\brc\b", words.schools),
            (r"surgery|practice|medical|health centre", words.surgeries),
            (r"hospital|infirmary", words.hospitals),
            (r"council|borough", words.councils),
            (r"police|constabulary", words.forces),
        )

    def refill(self, label: str, text: str) -> str:
        """Another text for a span of ``label``, often the same one."""
        chance = self._random.random()
        if label == "ID":
            return self._respaced(self._scrambled(text)) if chance < 0.85 else text
        if label == "PHONE":
            return (
                self._phone()
                if chance < 0.4 and re.fullmatch(r"[\d +()-]{9,}", text)
                else self._scrambled(text)
            )
        if label == "DATE":
            if chance < 0.4 and _FULL_DATE.fullmatch(text):
                return self._date()
            return self._numbers(text) if chance < 0.7 else text
        if label == "AGE":
            return self._age(text) if chance < 0.7 else text
        if label == "ADDRESS":
            return self._address(text) if chance < 0.65 else text
        if label == "LOCATION" and chance < 0.6:
            return self._place(text)
        if label == "ORGANISATION" and chance < 0.55:
            return self._organisation(text)
        return text

    def _scrambled(self, text: str) -> str:
        return "".join(
            self._random.choice(string.digits)
            if character.isdigit()
            else self._random.choice(string.ascii_uppercase)
            if "A" <= character <= "Z" and self._random.random() < 0.35
            else character
            for character in text
        )

    def _respaced(self, text: str) -> str:
        """Numbers written together, apart, or with hyphens."""
        draw = self._random.random()
        if draw < 0.08:
            return re.sub(r"(?<=\w) (?=\w)", "", text)
        if draw < 0.14:
            return re.sub(r"(?<=\d) (?=\d)", "-", text)
        return text

    def _phone(self) -> str:
        digits = "".join(self._random.choice(string.digits) for _ in range(9))
        return self._random.choice(
            (
                f"07{digits}",
                f"07{digits[:3]} {digits[3:]}",
                f"07{digits[:3]} {digits[3:6]} {digits[6:]}",
                f"+447{digits}",
                f"+44 7{digits[:3]} {digits[3:]}",
                f"0044 7{digits}",
                f"01{digits[:3]} {digits[3:]}",
                f"(01{digits[:3]}) {digits[3:]}",
                f"020 {digits[:4]} {digits[4:8]}",
                f"0{digits[:3]}-{digits[3:9]}",
                f"01{digits[:3]} {digits[3:]} ext {digits[:3]}",
                f"{digits[:6]}",
                f"0800 {digits[:3]} {digits[3:6]}",
            )
        )

    def _date(self) -> str:
        pick = self._random
        day, month, year = pick.randint(1, 28), pick.randint(1, 12), pick.randint(1940, 2026)
        if pick.random() < 0.7:
            year = pick.randint(2005, 2026)
        suffix = "th" if 10 < day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
        full, short, two = _FULL_MONTHS[month - 1], _SHORT_MONTHS[month - 1], f"{year % 100:02d}"
        return pick.choice(
            (
                f"{day:02d}/{month:02d}/{year}",
                f"{day}/{month}/{two}",
                f"{day:02d}.{month:02d}.{two}",
                f"{day:02d}-{month:02d}-{year}",
                f"{year}-{month:02d}-{day:02d}",
                f"{day} {full} {year}",
                f"{day}{suffix} {full} {year}",
                f"{day} {short} {two}",
                f"{day}{suffix} {short} {year}",
                f"{day}-{short}-{year}",
                f"{day}{suffix} {full}",
                f"{day} {short}",
                f"{day}/{month}",
                f"{full} {year}",
                f"{short} {two}",
                f"{full} {day}, {year}",
                f"{day}{suffix} of {full}",
            )
        )

    def _numbers(self, text: str) -> str:
        def number(found: re.Match[str]) -> str:
            value, digits = int(found.group()), found.group()
            if len(digits) == 4:
                low = max(value - 8, 1900) if value >= 1900 else value - 8  # years of other calendars stay theirs
                return str(self._random.randint(low, value + 3))
            if len(digits) > 2:
                return digits
            high = 31 if value > 12 else 12 if value > 0 else 0
            return str(self._random.randint(1, max(high, 1))).zfill(len(digits))

        changed = re.sub(r"\d+", number, text)
        for month in _MONTHS:
            if re.search(rf"\b{month}\b", changed):
                return re.sub(rf"\b{month}\b", self._random.choice(_MONTHS), changed)
        return changed

    def _age(self, text: str) -> str:
        age = self._random.randint(1, 17) if self._random.random() < 0.65 else self._random.randint(18, 95)
        if _MONTHS_OLD.fullmatch(text):
            return f"{self._random.randint(2, 23)}{self._random.choice(_MONTH_UNITS)}"
        if _AGE.fullmatch(text) or (text.isdigit() and self._random.random() < 0.25):
            return f"{age}{self._random.choice(_YEAR_UNITS)}"
        return re.sub(r"\d+", str(age), text, count=1)

    def _address(self, text: str) -> str:
        choose = self._random.choice
        if _POSTCODE.fullmatch(text):
            code = choose(self._words.postcodes)
            code = code if " " in text and self._random.random() < 0.9 else code.replace(" ", "")
            return code if text.isupper() else code.lower()
        changed = re.sub(
            r"\d+", lambda found: str(self._random.randint(1, 10 ** min(len(found.group()), 3))), text
        )
        road = _NAMED_ROAD.search(changed)
        if road and self._random.random() < 0.7:
            changed = changed[: road.start()] + choose(self._words.streets) + changed[road.end() :]
        return changed

    def _place(self, text: str) -> str:
        words = self._words
        source = (
            words.streets
            if _ROAD.search(text)
            else words.countries
            if text in self._countries
            else words.places
        )
        return like(text, self._random.choice(source))

    def _organisation(self, text: str) -> str:
        for pattern, words in self._organisations:
            if re.search(pattern, text, re.I):
                return like(text, self._random.choice(words))
        proper = [found for found in WORD.finditer(text) if found.group()[0].isupper()]
        if proper and self._random.random() < 0.6:
            first = proper[0]
            new = self._random.choice(
                self._words.places if self._random.random() < 0.5 else self._words.surnames
            )
            return text[: first.start()] + like(first.group(), new) + text[first.end() :]
        return text
