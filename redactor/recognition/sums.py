"""Exact sums of money from a thousand on: whoever read a judgment, an award or a news item knows them again.

Smaller ones (a fare, a week's benefit) are everybody's and tell nobody apart, unless their currency tells of a country.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from redactor.rulebook.scanning import find_all

#: From here on a sum is told by few.
LEAST = 1000

_NUMBER = r"\d{1,3}(?:[ ,.\u00a0]\d{3})+(?:[.,]\d{1,2})?|\d{1,12}(?:\.\d{1,2})?"
_SCALE = r"(?: ?(?:k|m|bn)\b| (?:thousand|million|billion)\b)?"
#: ISO 4217 codes of what is most often owed, earned or sent home; not CAD, the log of the police.
_CODES = (
    "GBP|EUR|USD|CHF|SEK|NOK|DKK|PLN|RON|BGN|CZK|HUF|TRY|TRL|RUB|UAH|INR|PKR|BDT|LKR|NPR|AFN|IRR|IQD|NGN|GHS|KES|"
    "ZAR|ZWL|ETB|UGX|AED|SAR|CNY|HKD|JPY|PHP|VND|BRL|JMD|AUD|NZD"
)
_CURRENCIES = (
    r"pounds?(?: sterling)?|quid|euros?|dollars?|(?:swiss )?francs?|kron(?:or|er|e|a)|zlot(?:y|ys|ych)|lei|leva|liras?|"
    r"rou?bles?|hryvnias?|rupees?|takas?|nairas?|cedis?|shillings?|rands?|birr|dirhams?|yuan|pesos?"
)
_SUMS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in (
    rf"[£€$] ?(?:{_NUMBER}){_SCALE}(?![,.]?\d)",
    rf"\b(?-i:{_CODES})[ \u00a0](?!0)(?:{_NUMBER}){_SCALE}(?![,.]?\d)",
    rf"(?<![\d.,£€$/:-])(?:{_NUMBER}){_SCALE}[ \u00a0](?:[A-Z][a-z]+ )?"
    rf"(?:(?:{_CURRENCIES})|(?-i:{_CODES}))\b(?: \((?-i:{_CODES})\b\)?)?",
))
_DRUGS = r"tablets|pills|capsules|wraps|plants|kilos?|kg|grams?"
#: How much of a drug was found, by which a case is known as well as by a sum: "22,000 ecstasy tablets".
_HAUL = re.compile(rf"(?<![\d.,£€$/:-])(?:\d{{1,3}}(?:,\d{{3}})+|[1-9]\d{{3,8}})(?= (?:[a-z]+ )?(?:{_DRUGS})\b)")
_CURRENCY = re.compile(rf"[£€$]|\b(?:{_CURRENCIES}|(?-i:{_CODES}))\b", re.IGNORECASE)
#: Where none of these stands, there is nothing to tell; looking for them costs less than looking for numbers.
_TELLING = re.compile(rf"{_CURRENCY.pattern}|\b(?:{_DRUGS})\b", re.IGNORECASE)
#: Money of this country.
_OURS = re.compile(r"£|\b(?:pounds?|quid)\b|\bGBP\b", re.IGNORECASE)
_SCALES = {"k": 10**3, "thousand": 10**3, "m": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9}


def sums(text: str) -> Iterator[tuple[int, int]]:
    """Where sums stand that may tell somebody apart: (start, end), character offsets, end-exclusive."""
    if _TELLING.search(text) is None:
        return
    reach = 0
    for start, end in sorted(match.span() for pattern in (*_SUMS, _HAUL) for match in find_all(pattern, text)):
        if start >= reach and tells_apart(text[start:end]):
            yield start, end
            reach = end


def tells_apart(words: str) -> bool:
    """Whether a number as written is of at least :data:`LEAST`, or of another country's money."""
    return amount(words) >= LEAST or (is_money(words) and _OURS.search(words) is None)


def is_money(words: str) -> bool:
    """Whether a number as written is one of money, not of what was found."""
    return _CURRENCY.search(words) is not None


def amount(words: str) -> int:
    """Whole units of a sum as written: 31240 for "£31,240.50", 17000 for "17k pounds"; 0 where there is no number."""
    number = re.search(rf"(?P<digits>{_NUMBER})(?P<scale>{_SCALE})", words, re.IGNORECASE)
    if number is None:
        return 0
    # Digits behind the last point or comma are parts of a unit unless they are three: "31.240" is no 31.
    whole, _, parts = re.sub(r"[ \u00a0]", "", number["digits"]).replace(",", ".").rpartition(".")
    if not whole or len(parts) == 3:
        whole, parts = whole + parts, ""
    value = float(f"{whole.replace('.', '')}.{parts or 0}")
    return int(value * _SCALES.get(number["scale"].strip().lower(), 1))
