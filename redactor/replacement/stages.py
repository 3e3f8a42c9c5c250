"""What identifies nobody by itself but fixes a life's clock: stages of pregnancy, school years, times of day.

Recognition leaves them alone, for the learning needs them; a policy that tells them more coarsely finds them here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from redactor.casefile import Document, Finding, Replacement
from redactor.recognition.labels import OwnLabels
from redactor.replacement.actions.times import hour_of, part_of_day
from redactor.replacement.spans import Occupied
from redactor.rulebook.models import Policy

_GESTATION = re.compile(
    r"\b(?:gestation (?:of )?)?(?P<weeks>[1-4]?\d)(?:\s?\+\s?\d)?(?:\s?/\s?40\b|[ -]?(?:weeks?['’]?|wks?|/40)"
    r"(?: and \d days?)?[ -](?P<unit>pregnant|gestation|gest\b|into (?:the|her|this) pregnancy))",
    re.IGNORECASE,
)
#: "at 27+1": weeks and days, without a word for it.
_AT_WEEKS = re.compile(r"(?<=\bat )(?P<weeks>[1-4]\d)\s?\+\s?[0-6]\b(?!/)(?P<unit>)")
#: A colon between two numbers that is no clock.
_NO_CLOCK = re.compile(r"\b(?:ratio|odds|scale|staffing|dilut\w*|verse|chapter|psalm)\b[^.\n]{0,14}$", re.IGNORECASE)
_SCHOOL_YEAR = re.compile(
    r"\b(?:(?:Years?|Yrs?)\.?[ -]?|Y)(?P<year>1[0-3]|[1-9])(?:\s?(?:[/&-]|and)\s?(?:1[0-3]|[1-9]))?\b(?![:./%]?\d)"
    r"(?! (?:of|in a row|plan|anniversary))",
)
_RECEPTION = re.compile(r"\b(?:Year R|Yr R|YR|Reception(?: class| year)?)\b")
_TIME = re.compile(
    r"(?P<lead>\b(?:at|around|about|approx\.?|@|c\.)\s{0,2}(?:about |around |approx\.? )?)?"
    r"(?<![\d:./£+-])(?:(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:\s?[ap]\.?m\b\.?)?(?:hrs|h)?"
    r"|(?:1[0-2]|0?[1-9])(?:\.[0-5]\d)?\s?[ap]\.?m\b"
    r"|(?:[01]\d|2[0-3])\.?[0-5]\d ?hrs|(?:[01]?\d|2[0-3])\.[0-5]\d ?hrs)(?![\d:/%])"
    r"(?!\s?(?:hours? (?:of|long)|minutes|mins\b))",
    re.IGNORECASE,
)
_AT_TIME = re.compile(r"(?P<lead>\b(?:at|@) )(?P<hour>1[0-2]|[1-9])\.(?P<minute>[0-5]\d)\b(?![.\d%])")

#: Key stage by the last school year in it, as the Education Act 2002, section 82, has them.
_KEY_STAGES = ((2, "Key Stage 1"), (6, "Key Stage 2"), (9, "Key Stage 3"), (11, "Key Stage 4"), (13, "Key Stage 5"))


def coarsened(document: Document, taken: Sequence[Finding], policy: Policy) -> list[Replacement]:
    """Replacements for stages and times that the policy tells more coarsely.

    Args:
        document: the document.
        taken: its findings, which are left to their own rules.
        policy: what the audience may know.

    Returns:
        Replacements sorted by start, none overlapping one another or a finding.
    """
    text = document.text
    labels = Occupied(OwnLabels([policy]).spans(text))
    occupied = Occupied((finding.start, finding.end) for finding in taken)
    found: list[Replacement] = []
    for start, end, attribute, words in sorted(_stages(text, policy)):
        if len(document.pieces(start, end)) != 1 or not (labels.take(start, end) and occupied.take(start, end)):
            continue
        finding = Finding(
            document_id=document.id, start=start, end=end, entity_type="QUASI", score=1.0, recogniser="stages",
            reason=f"{attribute} told coarsely", attribute=attribute,
        )
        found.append(Replacement(finding=finding, text=words, rule_id=f"{policy.name}/{attribute}"))
    return found


def _stages(text: str, policy: Policy) -> Iterator[tuple[int, int, str, str]]:
    if policy.ages.gestation == "trimester":
        for match in chain(_GESTATION.finditer(text), _AT_WEEKS.finditer(text)):
            yield match.start(), match.end(), "gestation", f"[{_trimester(match, text)}]"
    if policy.ages.school_years == "key_stage":
        for match in _SCHOOL_YEAR.finditer(text):
            stage = next(label for last, label in _KEY_STAGES if int(match["year"]) <= last)
            yield match.start(), match.end(), "school year", f"[{stage}]"
        for match in _RECEPTION.finditer(text):
            if re.search(r"\b(?:in|into|starts?|started|starting)\s$", text[:match.start()]) or match[0] != "Reception":
                yield match.start(), match.end(), "school year", "[Early Years]"
    if policy.dates.clock_times == "part_of_day":
        for match in _TIME.finditer(text):
            start = match.start()
            if _NO_CLOCK.search(text[max(0, start - 40):start]):
                continue
            clock = text[match.end("lead") if match["lead"] else start:match.end()]
            hour = hour_of(clock) if ":" in clock or "m" in clock.lower() else int(re.sub(r"\D", "", clock)[:2])
            if hour is not None:
                yield from _part(match.start(), match.end(), hour, lead=bool(match["lead"]))
        for match in _AT_TIME.finditer(text):
            # A time with a dot says morning only from seven on: a visit at 3.30 is in the afternoon.
            hour = int(match["hour"])
            yield from _part(match.start(), match.end(), hour + 12 if hour < 7 else hour, lead=True)


def _part(start: int, end: int, hour: int, *, lead: bool) -> Iterator[tuple[int, int, str, str]]:
    part = part_of_day(hour)
    yield start, end, "time of day", f"[in the {part}]" if lead and part != "overnight" else f"[{part}]"


def _trimester(match: re.Match[str], text: str) -> str:
    weeks = int(match["weeks"])
    before = text[max(0, match.start() - 40):match.start()]
    if re.search(r"\b(?:born|delivered|birth|arrived|preterm|prem\w*)\b[^.\n]*$", before, re.IGNORECASE):
        return "preterm" if weeks < 37 else "full term"
    ordinal = "first" if weeks <= 13 else "second" if weeks <= 27 else "third"
    pregnant = (match["unit"] or "").lower() == "pregnant"
    return f"in the {ordinal} trimester of pregnancy" if pregnant else f"{ordinal} trimester"
