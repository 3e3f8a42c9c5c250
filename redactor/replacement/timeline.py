"""The case's own clock: every written date as time since the case began.

A date is read against its surroundings (the date of its row, message or document), so that "12/03" and
"the 25th" fall where the writer meant them. The clock starts with the first event of the case, which is
never printed: "Week 3", from the thirteenth week "Month 5", and for history "4 years before the case".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median_low

from redactor.casefile import Document, Finding, Flag
from redactor.replacement.dates import Interval, Written, full_dates, nearest, parse, weekday_of
from redactor.replacement.mistaken import is_mistaken
from redactor.replacement.spans import Occupied

Key = tuple[str, int, int]

#: What stands between the days of a list.
_GOES_ON_COUNTING = re.compile(r"(?:,| and| ?&){1,2} ?")
#: A gap longer than this between two dated events says that the earlier one is history (three months).
_SAME_CASE = timedelta(days=92)
#: A year written this far before the document's own date tells of history.
_HISTORY = timedelta(days=400)
#: From so many years before the case on, history is told by tens of years.
_LONG_AGO = 20
#: Days of a month that may be left over when the weeks end.
_LEFT_OVER = timedelta(days=3)
#: A document with rows, messages or headings of this many days is a chronology or a thread.
_ROWS = 4
#: Two-digit years are read as no later than three years after this when nothing else dates them.
_LATEST = date(2040, 1, 1)
#: Characters in front of a date that are looked at.
_REACH = 200
#: The part of a document that is searched for its own date, in characters.
_HEAD = 1500

_RECORD = re.compile(
    r"^[\s>|*•\-–#\[(\"'\d.)]*?"
    r"(?:(?:date|sent|received|dated|recorded|visit|seen|completed|written|entered|created|when|referral|referred|contact"
    r"|conference|meeting|call)\b[^\n:]{0,40}:?"
    r"\s*)?(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s*)?[*\s\[(\"]*$",
    re.IGNORECASE,
)
_BIRTH = re.compile(
    r"(?:\bd\.?\s?o\.?\s?b\.?|\bdate of birth|\bbirth ?date|\bborn(?: on)?|\bb\.)[\s:*\-–]*$", re.IGNORECASE,
)
_EXPECTED = re.compile(
    r"(?:\be\.?d\.?[dc]\.?|\b(?:expected|estimated) (?:date|delivery)[\w ]*|\bdue date|\bbaby(?: is)? due(?: on| in)?"
    r"|\bexpecting(?: in)?)[\s:*\-–(]*$",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:by|until|till|til|due|w/?c|commencing|next)\s+(?:at least\s+|the\s+|week of\s+)?$|\b(?:will|to be"
    r"|going to|hop(?:es?|ing) to|plans? to|planned|begins?|(?:re)?starts|runs out|expires?|ends on|booked|listed"
    r"|aim\w*|trial|review"
    r"|expected|due|next|arranged|scheduled)\b",
    re.IGNORECASE,
)
_CERTAIN_AHEAD = re.compile(r"\b(?:until|till|til|due|runs out|expires?|will|w/?c|next)\b", re.IGNORECASE)
_BACK = re.compile(
    r"\b(?:since|was|were|had|did|been|ago|last|previous\w*|earlier|said|saw|told|made|came|left|took|went|got|"
    r"began|gave|\w{3,}ed)\b",
    re.IGNORECASE,
)
#: "last February", "next March"; behind the date "February last year", "the 12th of this month".
_WHICH = re.compile(r"\b(?P<which>last|previous|this|next|following|coming)\s+$", re.IGNORECASE)
_WHICH_WITHIN = re.compile(r"(?:last|previous|this|next|following|coming)\s+", re.IGNORECASE)
_WHICH_AFTER = re.compile(r"\s*(?:of\s+)?(?P<which>last|this|next|the same)\s+(?P<unit>year|month)\b", re.IGNORECASE)
_GOES_ON = re.compile(
    r"(?:(?P<that>(?:^|[.;,:(–-] |\b(?:and|but) )(?:in )?(?:that|the (?:following|next)))"
    r"|\b(?:in|that|the (?:following|next)))\s+$", re.IGNORECASE)
_SAID_THAT = re.compile(
    r"\b(?:sa(?:id|ys?)|told \w+|reported|stated|felt|thought|believed|knew|mentioned|noted|agreed|confirmed|explained"
    r"|claim(?:s|ed)) that $", re.IGNORECASE)
_WHICH_BEHIND = re.compile(r"\s+(?:of(?:\s+|$))?(?:(?:last|this|next|the same)\s+(?:year|month))?$", re.IGNORECASE)
#: In front of a date that begins its sentence.
_LEADS_IN = re.compile(
    r"[\s>*•|\-–\d.)(\[\"“‘']*(?:(?:and|but|then|so|just|only|the|on|in|at|over|during|since|after|before|around|from|for)"
    r"\s+)*", re.IGNORECASE)
_STEPS = {"last": -1, "previous": -1, "this": 0, "the same": 0, "next": 1, "following": 1, "coming": 1}
#: What stands in front of a document's own date.
_NAMED = re.compile(
    r"\b(?:date|sent|received|dated|visit|meeting|completed|conference|taken|written|seen|session)\b[^\n]{0,60}$",
    re.IGNORECASE,
)
_FILE_DATE = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d[-_.]?[01]\d[-_.]?[0-3]\d|[0-3]?\d[-_. ][01]?\d[-_. ](?:20)?\d\d)(?!\d)")


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


#: Days after which somebody is surely grown up.
_GROWN_UP = 19 * 366


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """The clock of one case.

    Attributes:
        anchor: first event of the case, never printed; None where the case holds no date.
        moments: what each date finding means, by finding key; a finding that is absent could not be resolved.
        document_dates: date of each document by id; a document without any date is absent.
        records: for each document, where its rows, messages and headings begin and the day each is dated
            with, in reading order.
        flags: dates a human should look at.
    """

    anchor: date | None = field(repr=False)
    moments: Mapping[Key, Moment] = field(repr=False)
    document_dates: Mapping[str, date] = field(repr=False)
    records: Mapping[str, tuple[tuple[int, date], ...]] = field(repr=False, default_factory=dict)
    flags: tuple[Flag, ...] = ()

    @classmethod
    def of(cls, documents: Iterable[Document], findings: Iterable[Finding]) -> Timeline:
        """Read all dates of a case together.

        Args:
            documents: the documents of the case, in any order.
            findings: findings of all of them; those that are no dates are passed over.

        Returns:
            The timeline; the order of documents and findings makes no difference.
        """
        documents = list(documents)
        by_id = {document.id: document for document in documents}
        by_document: dict[str, list[Finding]] = {}
        for finding in findings:
            if finding.entity_type in {"DATE", "DATE_OF_BIRTH"} and finding.document_id in by_id \
                    and not is_mistaken(by_id[finding.document_id], finding):
                by_document.setdefault(finding.document_id, []).append(finding)
        pages = [_Page.of(document, by_document.get(document.id, ())) for document in documents]
        known = frozenset(day for page in pages for day in page.known)
        dated = {page.document.id: found for page in pages if (found := page.own_date) is not None}
        usual = median_low(sorted(known)) if known else None
        moments: dict[Key, Moment] = {}
        records: dict[str, tuple[tuple[int, date], ...]] = {}
        for page in pages:
            read, records[page.document.id] = page.read(dated.get(page.document.id, usual), known)
            moments.update(read)
        days = {day for own in records.values() for _, day in own}
        flags = tuple(
            Flag(kind="unresolved date", document_id=finding.document_id, start=finding.start, end=finding.end,
                 message="A date could not be placed on the case's timeline.")
            for page in sorted(pages, key=lambda page: page.document.id)
            for finding in page.findings
            if finding.key not in moments
        )
        return cls(
            anchor=_anchor(set(dated.values()), days, moments), moments=moments, document_dates=dated,
            records=records, flags=flags,
        )

    def day_at(self, document_id: str, offset: int) -> date | None:
        """Day of the row, message or heading a place of a document stands under, failing that the document's."""
        found = self.document_dates.get(document_id, self.anchor)
        for start, day in self.records.get(document_id, ()):
            if start > offset:
                break
            found = day
        return found

    def age_day(self, document_id: str, offset: int, born: date) -> date | None:
        """Day for which an age is told at a place of a document.

        In a case that holds no date but births, the last of them: it shows who is grown up, and of all others nothing.

        Returns:
            The day, not before the birth; None where nothing tells how old somebody is.
        """
        if (day := self.day_at(document_id, offset)) is not None:
            return max(day, born)
        last = max((moment.interval.first for moment in self.moments.values() if not moment.expected), default=born)
        return last if (last - born).days > _GROWN_UP else None

    def moment(self, finding: Finding) -> Moment | None:
        """What a date finding means, None where it could not be resolved."""
        return self.moments.get(finding.key)

    def words(self, interval: Interval, *, weeks: int = 12) -> str:
        """An interval in the case's own time, without brackets.

        Args:
            interval: the days.
            weeks: last week that is told as a week; later ones are told as months.

        Returns:
            "Week 3", "about Week 8" (a month), "Month 5", "Year 2", "6 weeks before the case",
            "4 years before the case".

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
            return f"{_before(-distance, interval.days, min(weeks, 12))} before the case"
        if interval.days > 200:
            return f"Year {distance * 100 // 36525 + 1}"
        if distance < 7 * weeks and interval.days <= 62:
            return f"{'' if interval.days <= 10 else 'about '}Week {distance // 7 + 1}"
        months = _months(self.anchor, day)
        if distance >= 7 * weeks and interval.days <= 62:
            # Of a month that was nearly all told in weeks no last days are left over: "Week 4", then "Month 2".
            told = _months(self.anchor, self.anchor + timedelta(days=7 * weeks - 1))
            months = max(months, min(_months(self.anchor, day + _LEFT_OVER), told + 1))
        return f"Month {months + 1}"


def _before(days: int, width: int, weeks: int) -> str:
    months, years = round(days / 30.4375), round(days / 365.25)
    if width <= 10 and days < 7 * weeks:
        number, unit = max(1, round(days / 7)), "week"
    elif width <= 200 and months < 24:
        number, unit = max(1, months), "month"
    elif years >= _LONG_AGO:
        # To the year, this would be somebody's age.
        return f"over {years // 10 * 10} years"
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
        """What stands in front of a place in its line; of a long one only the end, behind an ellipsis."""
        low = max(0, offset - _REACH)
        line = self.document.text.rfind("\n", low, offset)
        if line >= 0:
            return self.document.text[line + 1:offset]
        return self.document.text[low:offset] if low == 0 else f"…{self.document.text[low:offset]}"

    def _clause(self, start: int, end: int) -> tuple[str, str]:
        before = re.split(r"[.;!?\n]\s", self.document.text[max(0, start - 70):start])[-1]
        after = re.split(r"[.;!?\n]", self.document.text[end:end + 40])[0]
        return before, after

    def _day(self, written: Written) -> date | None:
        reading = next(written.candidates(_LATEST), None) if written.full else None
        return reading.first if reading else None

    def _events(self) -> Iterator[tuple[int, str, date]]:
        """Days named in full that are neither births nor expectations: (offset, line before it, day)."""
        births = Occupied(
            (finding.start, finding.end) for finding in self.findings if finding.entity_type == "DATE_OF_BIRTH")
        for start, end, written in self.evidence:
            before, day = self._line_before(start), self._day(written)
            if day is None or births.covers(start, end) or _BIRTH.search(before) or _EXPECTED.search(before):
                continue
            yield start, before, day

    @property
    def known(self) -> set[date]:
        """Days the document names in full that are events."""
        return {day for _, _, day in self._events()}

    @property
    def own_date(self) -> date | None:
        """The document's own date.

        From its mail header, its head or its file name; of a chronology or a thread of messages, the last day
        it has a row for; failing all, the last day it names.
        """
        events = list(self._events())
        rows = [day for _, before, day in events if _RECORD.match(before)]
        rated = [
            (not _NAMED.search(before) and weekday_of(before) is None, start > 600, start, day)
            for start, before, day in events
            if start <= _HEAD
        ]
        best = min(rated, default=None)
        if best is not None and not (best[0] and len(set(rows)) >= _ROWS):
            return best[-1]
        if (match := _FILE_DATE.search(self.document.path)) and (written := parse(match[0].replace("_", "-"))):
            return self._day(written)
        return max(rows if len(set(rows)) >= _ROWS else self.known, default=None)

    def read(
        self, start: date | None, known: frozenset[date]
    ) -> tuple[dict[Key, Moment], tuple[tuple[int, date], ...]]:
        """Read the document's dates in order.

        Args:
            start: date to read the first ones against.
            known: days named in full anywhere in the case.

        Returns:
            Moments by finding key, and where its rows, messages and headings begin with the day of each.
        """
        text = self.document.text
        # A finding may be wider or narrower than the date as we would cut it; it takes its place.
        spans: dict[tuple[int, int], Finding | None] = {
            (finding.start, finding.end): finding for finding in self.findings}
        occupied = Occupied(spans)
        spans |= {(low, high): None for low, high, _ in self.evidence if occupied.take(low, high)}
        record, mentioned, mentioned_at = start, start, 0
        history, history_at = start, -_REACH
        moments: dict[Key, Moment] = {}
        records: list[tuple[int, date]] = []
        for (low, high), owner in sorted(spans.items()):
            # "last Christmas" marked as a whole: "last" says which, "Christmas" is the date.
            if match := _WHICH_WITHIN.match(text, low, high):
                low = match.end()
            if match := _WHICH_BEHIND.search(text, low, high):
                high = match.start()
            written = parse(text[low:high])
            if written is None and mentioned is not None and _GOES_ON_COUNTING.fullmatch(text, mentioned_at, low):
                # "6 Mar, 13 and 20": days of the month that was told.
                written = parse(f"{text[low:high]}/{mentioned.month}")
            if written is None:
                continue
            before = self._line_before(low)
            written = _day_and_month(written, text[low:high], before, record)
            birth = (owner is not None and owner.entity_type == "DATE_OF_BIRTH") or bool(_BIRTH.search(before))
            reference = record
            if written.day_only and mentioned is not None and "\n" not in text[mentioned_at:low] \
                    and not _WHICH_AFTER.match(text, high):
                reference = mentioned
            elif written.year is None and written.month is not None and low - history_at < _REACH \
                    and "\n" not in text[history_at:low] and (goes_on := _GOES_ON.search(before)) \
                    and not _SAID_THAT.search(before) and (goes_on["that"] or _tense(self._clause(low, high)[0]) < 0):
                # "broke her jaw in August 2017; the children went that September": history goes on.
                reference = history
            reference = reference or self._day(written)
            moment = self._moment(written, reference, low, high, birth, known) if reference else None
            if moment is None:
                continue
            if birth and written.year is None and reference and (
                    written.festival or not timedelta() <= reference - moment.interval.first <= _SAME_CASE):
                # "born on 3 March", "a Christmas baby": of anybody but a newborn the day tells no age.
                continue
            if owner is not None:
                moments[owner.key] = moment
            if written.year is not None and record and not (moment.birth or moment.expected) \
                    and record - moment.interval.last > _HISTORY:
                history, history_at = moment.interval.first, high
            if moment.birth or moment.expected or moment.interval.days > 1:
                continue
            mentioned, mentioned_at = moment.interval.first, high
            if written.month is not None and _RECORD.match(before):
                record = moment.interval.first
                records.append((low, record))
        return moments, tuple(records)

    def _moment(
        self, written: Written, reference: date, low: int, high: int, birth: bool, known: frozenset[date]
    ) -> Moment | None:
        before, after = self._clause(low, high)
        weekday = weekday_of(before)
        if weekday is None and (match := re.match(r"\s*([A-Za-z]+)\b", self.document.text[low:high])):
            weekday = weekday_of(match[1])
        expected = bool(_EXPECTED.search(before))
        # Between rows years apart "09.01.23" lies as near to what the document ends with as to the row before.
        around = reference if birth or written.year is None else max(reference, max(known, default=reference))
        readings = list(written.candidates(around))
        if written.year is None:
            readings = _meant(readings, written, reference, before, after) or readings
            if written.day_only:
                # "on the 24th" is rarely more than a month away.
                known = frozenset(day for day in known if abs((day - reference).days) <= 45)
        tense = 1 if expected else _tense(before)
        if not tense and _LEADS_IN.fullmatch(before) and (
                written.festival or not _RECORD.match(self._line_before(low))):
            # "Christmas was cancelled": the verb stands behind. Rows of a chronology only go on.
            tense = _tense_behind(after)
        interval = nearest(
            readings, reference, tense=tense, weekday=weekday, known=known,
            last=max(known, default=None),
        )
        if interval is None:
            return None
        until = None
        if written.end is not None:
            later = [reading for reading in written.end.candidates(interval.first)
                     if reading.last >= interval.first]
            until = min(later, key=lambda reading: reading.first, default=None)
            if until is None:
                return None
        return Moment(interval=interval, until=until, birth=birth, expected=expected, hour=written.hour)


def _tense(before: str) -> int:
    """−1 where the words in front of a date look back, 1 where they look ahead, 0 where they do not say."""
    if re.search(r"\bsince\s+(?:the\s+)?$", before, re.IGNORECASE):
        return -1
    if _CERTAIN_AHEAD.search(before[-30:]):
        return 1
    return int(bool(_AHEAD.search(before))) - int(bool(_BACK.search(before)))


def _tense_behind(after: str) -> int:
    """As :func:`_tense`, told by the first verb behind a date that begins its sentence."""
    match = re.search(
        r"(?P<past>\b(?:was|were|had|did)(?:n['’]?t)?\b|\b(?:went|came|left|took|got|made|told|said|saw|hid|began|gave|rang"
        r"|fell|hit|kept|\w{3,}ed)\b)|(?P<ahead>\b(?:will|won['’]?t|is|are|due)\b|['’]ll\b)", after, re.IGNORECASE)
    return 0 if match is None else -1 if match["past"] else 1


def _day_and_month(written: Written, words: str, before: str, reference: date | None) -> Written:
    """"the October 19 call" as a day, though "October 19" may be a year as well.

    Behind "on" it is a day; behind an article it is one where the year would not be near the reference.
    """
    if written.day is not None or written.month is None or written.year is None or not 0 < written.year <= 31 \
            or written.end is not None or not _MONTH_AND_FIGURES.fullmatch(words.strip()):
        return written
    year = 2000 + written.year
    if _ON_A_DAY.search(before) or (
            _ARTICLE.search(before) and reference is not None and abs(year - reference.year) > 1):
        return Written(month=written.month, day=written.year, hour=written.hour)
    return written


_MONTH_AND_FIGURES = re.compile(r"[A-Za-z]{3,9}\.? \d\d")
_ON_A_DAY = re.compile(r"\bon\s+$", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:\b(?:the|an?|her|his|their|our|my|your|this|that)|['’]s)\s+$", re.IGNORECASE)


def _meant(
    readings: list[Interval], written: Written, reference: date, before: str, after: str
) -> list[Interval]:
    """Readings that "last February", "February last year" or "the 12th of this month" leave."""
    if match := _WHICH_AFTER.match(after):
        step = _STEPS[match["which"].lower()]
        if match["unit"].lower() == "year":
            return [reading for reading in readings if reading.first.year == reference.year + step]
        month = reference.year * 12 + reference.month + step
        return [reading for reading in readings if reading.first.year * 12 + reading.first.month == month]
    if written.day_only or not (match := _WHICH.search(before)):
        return []
    step = _STEPS[match["which"].lower()]
    if step < 0:
        return [reading for reading in readings if reading.last < reference.replace(day=1)][-1:]
    if step > 0:
        return [reading for reading in readings if reading.first > reference][:1]
    return [reading for reading in readings if reading.first.year == reference.year]
