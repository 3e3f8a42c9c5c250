"""The case's own clock: every written date as time since the case began.

A date is read against its surroundings (the date of its row, message or document), so that "12/03" and
"the 25th" fall where the writer meant them. The clock starts with the first event of the case, which is
never printed: "Week 3", from the thirteenth week "Month 5", and for history "4 years before the case".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median_low

from redactor.casefile import Document, Finding, Flag, Resolution
from redactor.replacement.dates import Interval, Written, full_dates, nearest, parse, weekday_of

Key = tuple[str, int, int]

#: A gap longer than this between two dated events says that the earlier one is history (three months).
_SAME_CASE = timedelta(days=92)
#: The part of a document that is searched for its own date, in characters.
_HEAD = 1500

_RECORD = re.compile(
    r"^[\s>|*•\-–#\[(\"'\d.)]*?"
    r"(?:(?:date|sent|received|on|dated|recorded|visit|seen|completed|written|entered|created|when)\b[^\n:]{0,40}:?\s*)?"
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s*)?[*\s\[(\"]*$",
    re.IGNORECASE,
)
_BIRTH = re.compile(r"(?:\bd\.?\s?o\.?\s?b\.?|\bdate of birth|\bbirth ?date|\bborn(?: on)?|\bb\.)[\s:*\-–]*$", re.IGNORECASE)
_EXPECTED = re.compile(
    r"(?:\be\.?d\.?[dc]\.?|\b(?:expected|estimated) (?:date|delivery)[\w ]*|\bdue date|\bbaby(?: is)? due(?: on| in)?"
    r"|\bexpecting(?: in)?)[\s:*\-–(]*$",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:by|until|till|til|due|from|before|than|w/?c|commencing|next|in)\s+(?:at least\s+|the\s+|week of\s+)?$|\b(?:will|to be|"
    r"going to|hopes?|plans?|planned|starts?|begins?|runs out|expires?|ends on|booked|listed|aim\w*|trial|review"
    r"|expected|due|next|arranged|scheduled)\b",
    re.IGNORECASE,
)
_CERTAIN_AHEAD = re.compile(r"\b(?:until|till|til|due|runs out|expires?|will|w/?c|next)\b", re.IGNORECASE)
_BACK = re.compile(
    r"\b(?:since|was|were|had|did|been|ago|last|previous\w*|earlier|saw|told|made|came|left|took|went|got|"
    r"began|gave|\w{3,}ed)\b",
    re.IGNORECASE,
)
_FILE_DATE = re.compile(r"(?<!\d)(?:(?:19|20)\d\d[-_.]?[01]\d[-_.]?[0-3]\d|[0-3]?\d[-_. ][01]?\d[-_. ](?:20)?\d\d)(?!\d)")


@dataclass(frozen=True, kw_only=True)
class Moment:
    """When something happened, as far as its words and their surroundings tell.

    Attributes:
        interval: the days it may be.
        until: the interval of the second date of a range.
        birth: a date of birth.
        expected: a date something is expected on (a due date), not an event.
        hour: hour of the day where written.
    """

    interval: Interval
    until: Interval | None = None
    birth: bool = False
    expected: bool = False
    hour: int | None = None


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """The clock of one case.

    Attributes:
        anchor: first event of the case, never printed; None where the case holds no date.
        moments: what each date finding means, by finding key; a finding that is absent could not be resolved.
        document_dates: date of each document by id, for ages; a document without any date is absent.
        flags: dates a human should look at.
    """

    anchor: date | None = field(repr=False)
    moments: Mapping[Key, Moment] = field(repr=False)
    document_dates: Mapping[str, date] = field(repr=False)
    flags: tuple[Flag, ...] = ()

    @classmethod
    def of(
        cls,
        documents: Iterable[Document],
        findings: Iterable[Finding],
        resolution: Resolution | None = None,
    ) -> Timeline:
        """Read all dates of a case together.

        Args:
            documents: the documents of the case, in any order.
            findings: findings of all of them; those that are no dates are passed over.
            resolution: who is who; unused dates of birth there need no reading.

        Returns:
            The timeline; the order of documents and findings makes no difference.
        """
        by_document: dict[str, list[Finding]] = {}
        for finding in findings:
            if finding.entity_type in {"DATE", "DATE_OF_BIRTH"}:
                by_document.setdefault(finding.document_id, []).append(finding)
        pages = [_Page.of(document, by_document.get(document.id, ())) for document in documents]
        known = {day for page in pages for day in page.known}
        dated = {page.document.id: found for page in pages if (found := page.date) is not None}
        usual = median_low(sorted(known)) if known else None
        moments: dict[Key, Moment] = {}
        records: set[date] = set()
        for page in pages:
            start = dated.get(page.document.id, usual)
            read, own_records = page.read(start, known)
            moments.update(read)
            records |= own_records
        anchor = _anchor(set(dated.values()), records, moments)
        flags = tuple(
            Flag(kind="unresolved date", document_id=finding.document_id, start=finding.start, end=finding.end,
                 message="A date could not be placed on the case's timeline.")
            for page in sorted(pages, key=lambda page: page.document.id)
            for finding in page.findings
            if finding.key not in moments
        )
        return cls(anchor=anchor, moments=moments, document_dates=dated, flags=flags)

    def moment(self, finding: Finding) -> Moment | None:
        """What a date finding means, None where it could not be resolved."""
        return self.moments.get(finding.key)

    def words(self, interval: Interval, *, weeks: int = 12) -> str:
        """An interval in the case's own time, without brackets.

        Args:
            interval: the days.
            weeks: last week that is told as a week; later ones are told as months.

        Returns:
            "Week 3", "Month 5", "Year 2", "6 weeks before the case", "4 years before the case".

        Raises:
            ValueError: the timeline has no anchor.
        """
        if self.anchor is None:
            raise ValueError("a timeline without an anchor cannot tell the time")
        day = interval.first if interval.days <= 7 else interval.middle
        if interval.days > 7 and interval.first <= self.anchor <= interval.last:
            day = max(day, self.anchor)
        distance = (day - self.anchor).days
        if distance < 0:
            return f"{_before(-distance, interval.days, weeks)} before the case"
        if interval.days > 200:
            return f"Year {distance * 100 // 36525 + 1}"
        if interval.days <= 10 and distance < 7 * weeks:
            return f"Week {distance // 7 + 1}"
        return f"Month {_months(self.anchor, day) + 1}"

    def week(self, interval: Interval) -> str:
        """An expected date in weeks of the case, however far ahead."""
        return self.words(interval, weeks=10_000) if interval.days <= 10 else self.words(interval)


def _before(days: int, width: int, weeks: int) -> str:
    months, years = round(days / 30.4375), round(days / 365.25)
    if width <= 10 and days < 7 * weeks:
        number, unit = max(1, round(days / 7)), "week"
    elif width <= 200 and months < 24:
        number, unit = max(1, months), "month"
    else:
        number, unit = max(1, years), "year"
    return f"{number} {unit}{'s' if number > 1 else ''}"


def _months(start: date, day: date) -> int:
    months = (day.year - start.year) * 12 + day.month - start.month
    return months - (day.day < start.day and (day + timedelta(days=1)).month == day.month)


def _anchor(dated: set[date], records: set[date], moments: Mapping[Key, Moment]) -> date | None:
    """First event of the case.

    The earliest date of a document, or an earlier event that the case's records lead up to without a long gap.
    Births, expected dates and history further back do not start the clock.
    """
    if not dated:
        days = [moment.interval.first for moment in moments.values() if not moment.birth and not moment.expected]
        dated = {min(records or days)} if records or days else set()
    if not dated:
        return None
    anchor = min(dated)
    for day in sorted((day for day in records if day < anchor), reverse=True):
        if anchor - day > _SAME_CASE:
            break
        anchor = day
    return anchor


@dataclass(frozen=True, kw_only=True)
class _Page:
    """A document and the dates in it."""

    document: Document
    findings: tuple[Finding, ...]
    evidence: tuple[tuple[int, int, Written], ...]

    @classmethod
    def of(cls, document: Document, findings: Iterable[Finding]) -> _Page:
        own = tuple(sorted(findings, key=lambda finding: finding.start))
        return cls(document=document, findings=own, evidence=tuple(full_dates(document.text)))

    def _line_before(self, offset: int) -> str:
        return self.document.text[self.document.text.rfind("\n", 0, offset) + 1:offset]

    def _clause(self, start: int, end: int) -> tuple[str, str]:
        before = re.split(r"[.;!?\n]\s", self.document.text[max(0, start - 70):start])[-1]
        after = re.split(r"[.;!?\n]", self.document.text[end:end + 40])[0]
        return before, after

    def _day(self, written: Written) -> date | None:
        reading = next(iter(written.candidates(date.max.replace(year=2040))), None) if written.full else None
        return reading.first if reading else None

    @property
    def known(self) -> set[date]:
        """Days the document names in full that are events."""
        return {
            day for start, _, written in self.evidence
            if (day := self._day(written)) and not _BIRTH.search(self._line_before(start))
        }

    @property
    def date(self) -> date | None:
        """The document's own date: from its mail header, its head, its file name, or the last day it names."""
        rated = []
        for start, _, written in self.evidence:
            before = self._line_before(start)
            day = self._day(written)
            if day is None or _BIRTH.search(before) or _EXPECTED.search(before) or start > _HEAD:
                continue
            named = re.search(
                r"\b(?:date|sent|received|dated|visit|meeting|completed|conference|taken|written|seen|session)\b[^\n]{0,60}$",
                before, re.IGNORECASE)
            weekday = weekday_of(before) is not None
            rated.append((not named and not weekday, start > 600, start, day))
        if rated:
            return min(rated)[-1]
        if (match := _FILE_DATE.search(self.document.path)) and (written := parse(match[0].replace("_", "-"))):
            return self._day(written)
        return max(self.known, default=None)

    def read(self, start: date | None, known: set[date]) -> tuple[dict[Key, Moment], set[date]]:
        """Read the document's dates in order.

        Args:
            start: date to read the first ones against.
            known: days named in full anywhere in the case.

        Returns:
            Moments by finding key, and the days its rows, messages and headings are dated with.
        """
        text = self.document.text
        spans: dict[tuple[int, int], Finding | None] = {(s, e): None for s, e, _ in self.evidence}
        for finding in self.findings:
            # A finding may be wider or narrower than the date as we would cut it; it takes its place.
            spans = {span: other for span, other in spans.items()
                     if span[1] <= finding.start or finding.end <= span[0]}
            spans[(finding.start, finding.end)] = finding
        record, mentioned, mentioned_at = start, start, 0
        moments: dict[Key, Moment] = {}
        records: set[date] = set()
        for (low, high), owner in sorted(spans.items()):
            written = parse(text[low:high])
            before = self._line_before(low)
            if written is None:
                continue
            birth = owner is not None and owner.entity_type == "DATE_OF_BIRTH" or bool(_BIRTH.search(before))
            reference = record
            if written.day is not None and written.month is None and written.year is None and mentioned is not None \
                    and "\n\n" not in text[mentioned_at:low]:
                reference = mentioned
            if reference is None:
                reference = self._day(written)
            if reference is None:
                continue
            moment = self._moment(written, reference, low, high, birth, known)
            if moment is None:
                continue
            # A date far from its record dates an older event; one that was 'born' long ago is a birthday.
            if owner is not None:
                moments[owner.key] = moment
            if moment.birth or moment.expected or moment.interval.days > 1:
                continue
            mentioned, mentioned_at = moment.interval.first, high
            if _RECORD.match(before) and (written.month is not None):
                record = moment.interval.first
                records.add(record)
        return moments, records

    def _moment(
        self, written: Written, reference: date, low: int, high: int, birth: bool, known: set[date]
    ) -> Moment | None:
        before, after = self._clause(low, high)
        text = self.document.text[low:high]
        weekday = weekday_of(before)
        if weekday is None and (match := re.match(r"\s*([A-Za-z]+)\b", text)):
            weekday = weekday_of(match[1])
        ahead, back = bool(_AHEAD.search(before)), bool(_BACK.search(before))
        tense = int(ahead) - int(back)
        if _CERTAIN_AHEAD.search(before[-30:]) and not re.search(r"\bsince\s+(?:the\s+)?$", before):
            tense = 1
        elif re.search(r"\bsince\s+(?:the\s+)?$", before):
            tense = -1
        expected = bool(_EXPECTED.search(before))
        if expected:
            tense = 1
        readings = list(written.candidates(reference))
        interval = nearest(readings, reference, tense=tense, weekday=weekday)
        if interval is None:
            return None
        until = None
        if written.end is not None:
            later = [reading for reading in written.end.candidates(interval.first) if reading.last >= interval.first]
            until = min(later, key=lambda reading: reading.first, default=None)
            if until is None:
                return None
        return Moment(interval=interval, until=until, birth=birth, expected=expected, hour=written.hour)


def order(moments: Sequence[Moment]) -> list[Moment]:
    """Moments from earliest to latest."""
    return sorted(moments, key=lambda moment: (moment.interval.first, moment.interval.last))
