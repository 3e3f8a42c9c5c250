"""Stages of pregnancy in every written form: "14/40", "27+1", "14 weeks pregnant", "at 30 weeks" of a pregnancy.

They fix a life's clock like a date does, and they are no ages: "at 16 weeks" is said of the unborn and of an
infant alike, so bare weeks count only beside words for pregnancy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from redactor.replacement.numbers import UNITS, count_of

_I = re.IGNORECASE
#: Characters on either side of bare weeks that are looked at.
_BESIDE = 110
#: Where a document speaks of an unborn child, characters in front.
_DOCUMENT = 1500
#: Bare weeks before the first midwife's booking are rarely a stage.
_FIRST, _LAST = 8, 42
_WORDS = rf"(?:{'|'.join(UNITS[3:])}|(?:twenty|thirty|forty)(?:[ -](?:{'|'.join(UNITS[:9])}))?)"
_WEEKS = r"(?:weeks?|wks?)"
#: A number and what says by itself that it counts a pregnancy.
_SAID = re.compile(
    rf"\b(?:gestation (?:of )?)?(?P<number>[1-4]?\d|{_WORDS})(?:\s?\+\s?\d)?"
    rf"(?:\s?/\s?40\b|(?:[ -]?(?:{_WEEKS}['’]?|/40)(?: and \d days?)?|[ -](?P<months>months?|mths?))[ -]"
    r"(?P<unit>pregnant|preg\b|gestation|gest\b|into (?:the|her|this) pregnancy|of (?:the |her |this )?pregnancy))",
    _I,
)
#: "27+1": weeks and days.
_AND_DAYS = re.compile(
    rf"(?<![\d+./-])(?P<number>[1-4]\d)\s?\+\s?[0-6]\b(?![/\d+])(?: {_WEEKS}(?!\s?old))?", _I)
_BARE = re.compile(
    r"\b(?P<lead>at|by|from|until|till|before|after|around|about|is|was|now|nearly|over|only)\s"
    rf"(?:about |around |approx\.? |only |just )?(?P<said>(?P<number>[1-4]?\d|{_WORDS}) ?{_WEEKS})\b"
    r"(?!['’]|[ -](?:old|of|later|ago|after|before|post\w*|clean|sober|drug|dry|in (?:care|custody|hospital|placement"
    r"|prison)|without|notice|pregnant|preg|gest\w*|since|to|from|on|prior|into)\b)"
    rf"(?:,? (?:not|rather than|instead of) (?:at )?(?P<other>[1-4]?\d|{_WORDS})\b(?!\s?[\d%/]))?",
    _I,
)
_SCORED = re.compile(r"\b(?:scor\w+|marks?|test|exam)[^.\n]{0,20}$", _I)
#: Near weeks and days.
_NEAR_DAYS = re.compile(r"\b(?:born|birth|edd|gest\w*|pregnan\w*|unborn|baby|scan|book\w*|due)\b", _I)
#: Near bare weeks.
_NEAR_WEEKS = re.compile(
    r"\b(?:edd|gestat\w*|pregnan\w*|unborn|ubb|antenatal\w*|ante-natal|pre-?birth|birth plan|trimester|scan|midwi\w+"
    r"|bookings?|booked in|book(?:ed)? at|miscarr\w+|terminat\w+|stillb\w+|induced|induction|in utero|lmp|due date)\b",
    _I)
_BIRTH_AT = re.compile(r"\b(?:born|delivered|birth|arrived)(?: \w+)?(?: (?:prem\w*|preterm|early))?,? at $", _I)
#: The child is there: weeks are its age.
_IS_BORN = re.compile(
    r"\b(?:born|birth ?weight|postnatal\w*|post-natal|newborn|new birth|weighed|immuni\w+|jabs?|feeds?|bottles?|formula"
    r"|crawl\w*|smil\w+)\b", _I)
_UNBORN_SPOKEN_OF = re.compile(r"\b(?:unborn|ubb|edd|pregnan\w*|antenatal|pre-?birth)\b", _I)
_BORN = re.compile(
    r"\b(?:born|delivered|birth(?! plan)|arrived|preterm|prem\w*)\b(?:[^.\n]|\.(?=\d)){0,40}$", _I)
_ABOUT = re.compile(r"\b(?:about|around|approx\.?|approximately|only|just|nearly|almost|over) $", _I)
#: Prepositions that want a noun: "by [the third trimester]".
_WANTS_NOUN = re.compile(r"\b(?:by|from|until|till|before|after|not|rather than|instead of) $", _I)
_IS = re.compile(r"\b(?:is|was|were|are|am|be|being|now|then|already|currently) $", _I)
_AT = re.compile(r"\bat $", _I)


def stages_of_pregnancy(text: str, low: int = 0, high: int | None = None) -> Iterator[tuple[int, int, str]]:
    """Stages of pregnancy, told by trimester.

    Args:
        text: the text they stand in.
        low, high: the part of it that is searched, in characters, end-exclusive.

    Returns:
        (start, end, words that stand in their place, without brackets); they may repeat one another.
    """
    high = len(text) if high is None else high
    for match in _SAID.finditer(text, low, high):
        if match["unit"] or not _SCORED.search(text[max(0, match.start() - 40):match.start()]):
            weeks = _number(match["number"]) * (4.35 if match["months"] else 1)
            whole = (match["unit"] or "").lower().startswith(("pregnant", "preg", "of"))
            yield _told(text, match.start(), match.end(), weeks, of_pregnancy=whole)
    for match in _AND_DAYS.finditer(text, low, high):
        start = match.start()
        if _NEAR_DAYS.search(text[max(0, start - 80):match.end() + 30]) or text.endswith("at ", 0, start):
            yield _told(text, start, match.end(), _number(match["number"]))
    for match in _BARE.finditer(text, low, high):
        weeks = _number(match["number"])
        if not _FIRST <= weeks <= _LAST or not _is_pregnancy(text, match):
            continue
        yield _told(text, *match.span("said"), weeks)
        if match["other"]:
            yield _told(text, match.start("other"), match.end("other"), _number(match["other"]))


def tells_gestation(text: str, start: int, end: int) -> bool:
    """Whether a stretch of a text is part of a stage of pregnancy."""
    return any(
        first < end and start < last
        for first, last, _ in stages_of_pregnancy(text, max(0, start - 60), min(len(text), end + 60)))


def _number(words: str) -> float:
    return count_of(words) or 0.0


def _is_pregnancy(text: str, match: re.Match[str]) -> bool:
    start, end = match.start("number"), match.end()
    line = text[text.rfind("\n", 0, start) + 1:start][-_BESIDE:], text[end:end + _BESIDE].partition("\n")[0]
    if _BIRTH_AT.search(line[0]):
        return True
    lead = match["lead"].lower()
    near = " ".join(line)
    if lead in {"is", "was", "now", "after", "over", "nearly", "only"}:
        # "is 14 weeks" is an infant's age as well.
        return bool(re.search(r"\b(?:pregnan\w*|gestat\w*|edd|antenatal)\b", near, _I)) and not _IS_BORN.search(near)
    if _NEAR_WEEKS.search(near):
        return not re.search(r"\b(?:postnatal\w*|post-natal|weighed|immuni\w+|jabs?|newborn)\b", near, _I)
    before = text[max(0, start - _DOCUMENT):start]
    return bool(re.search(r"\b(?:baby|booked)\b", near, _I) and _UNBORN_SPOKEN_OF.search(before)) and not (
        re.search(r"\b(?:born|newborn|birth ?weight)\b", before, _I) or _IS_BORN.search(near))


def _told(
    text: str, start: int, end: int, weeks: float, *, of_pregnancy: bool = False
) -> tuple[int, int, str]:
    before = text[max(0, start - 60):start]
    if about := _ABOUT.search(before):
        start -= len(about[0])
        before = before[:about.start()]
    at = _AT.search(before)
    lead = start - len(at[0]) if at else start
    if _BORN.search(before):
        return lead, end, "preterm" if weeks < 37 else "full term"
    ordinal = "first" if weeks < 14 else "second" if weeks < 28 else "third"
    words = f"{ordinal} trimester{' of pregnancy' if of_pregnancy else ''}"
    if at:
        # "booked at 27+1" → "booked [in the second trimester]"
        return lead, end, f"in the {words}"
    if _WANTS_NOUN.search(before):
        return start, end, f"the {words}"
    return start, end, f"in the {words}" if of_pregnancy or _IS.search(before) else words
