"""What identifies nobody by itself but fixes a life's clock: stages of pregnancy, school years, times of day.

Recognition leaves them alone, for the learning needs them; a policy that tells them more coarsely finds them here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from redactor.casefile import Document, Finding, Replacement
from redactor.recognition.labels import OwnLabels
from redactor.replacement.actions.ages import key_stage
from redactor.replacement.actions.times import hour_of, part_of_day
from redactor.replacement.gestation import stages_of_pregnancy
from redactor.replacement.spans import Occupied
from redactor.rulebook.models import Policy

#: A colon between two numbers that is no clock.
_NO_CLOCK = re.compile(r"\b(?:ratio|odds|scale|staffing|dilut\w*|verse|chapter|psalm)\b[^.\n]{0,14}$", re.IGNORECASE)
_SCHOOL_YEAR = re.compile(
    r"\b(?:(?:Years?|Yrs?)\.?[ -]?|Y)(?P<year>1[0-3]|[1-9])(?:\s?(?:[/&-]|and)\s?(?:1[0-3]|[1-9]))?\b(?![:./%]?\d)"
    r"(?! (?:of|in a row|plan|anniversary))",
)
_RECEPTION = re.compile(r"\b(?:Year R|Yr R|YR|Reception(?: class| year)?)\b")
_TIME = re.compile(
    r"(?P<lead>\b(?:at|by|around|about|approx\.?|@|c\.)\s{0,2}(?:about |around |approx\.? )?)?"
    r"(?<![\d:./£+-])(?:(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:\s?[ap]\.?m\b\.?)?(?:hrs|h)?"
    r"|(?:1[0-2]|0?[1-9])(?:\.[0-5]\d)?\s?[ap](?:\.m\.(?=[,;:)])|\.?m\b)"
    r"|(?:[01]\d|2[0-3])\.?[0-5]\d ?hrs|(?:[01]?\d|2[0-3])\.[0-5]\d ?hrs)(?!:?\d|[/%])"
    r"(?!\s?(?:hours? (?:of|long)|minutes|mins\b))",
    re.IGNORECASE,
)
_AT_TIME = re.compile(r"(?P<lead>\b(?:at|@) )(?P<hour>1[0-2]|[1-9])\.(?P<minute>[0-5]\d)\b(?!\.?\d|%)")
#: "14.10" is a clock time behind a date, a preposition or another one.
_DOTTED = re.compile(
    r"(?<![\d.:/£+-])(?P<hour>[01]\d|2[0-3])\.[0-5]\d(?![\d:/%]|\.\d|\s?(?:[kmµ]?g|m?l|[cm]?m|[ap]\.?m)\b)")
_BY = re.compile(r"\b(?:by|from|until|till|arrived|started|ended|left|returned|finished|at)\s$", re.IGNORECASE)
_BEHIND = re.compile(r"[, \t\u00a0]{0,3}(?:at )?")
_TO = re.compile(r"\s?(?:-|–|to|until)\s?")


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
    ends = {finding.end for finding in taken if finding.entity_type == "DATE"}
    for start, end, attribute, words in sorted(
            {*_stages(text, policy), *_dotted_times(text, policy, ends)}, key=lambda stage: (stage[0], -stage[1])):
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
        for start, end, words in stages_of_pregnancy(text):
            yield start, end, "gestation", f"[{words}]"
    if policy.ages.school_years == "key_stage":
        for match in _SCHOOL_YEAR.finditer(text):
            yield match.start(), match.end(), "school year", f"[{key_stage(int(match['year']))}]"
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


def _dotted_times(text: str, policy: Policy, dates: Collection[int]) -> Iterator[tuple[int, int, str, str]]:
    """Clock times with a dot, where a date or a preposition in front of them says that they are times."""
    if policy.dates.clock_times != "part_of_day":
        return
    last = -1
    for match in _DOTTED.finditer(text):
        start = match.start()
        near = range(max(0, start - 6), start + 1)
        after_date = any(end in dates and _BEHIND.fullmatch(text, end, start) for end in near)
        in_range = last >= 0 and _TO.fullmatch(text, last, start)
        if after_date or in_range or _BY.search(text[max(0, start - 12):start]):
            last = match.end()
            taken = text.endswith(("at ", "by "), 0, start)
            lead = taken or text.endswith("arrived ", 0, start)
            yield from _part(start - 3 if taken else start, last, int(match["hour"]), lead=lead)


def _part(start: int, end: int, hour: int, *, lead: bool) -> Iterator[tuple[int, int, str, str]]:
    part = part_of_day(hour)
    yield start, end, "time of day", f"[in the {part}]" if lead and part != "overnight" else f"[{part}]"
