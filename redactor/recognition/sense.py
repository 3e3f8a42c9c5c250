"""Candidates put right by what the rules know.

The statistical recogniser reads "HV – Gill Example" or "Nanna Ann" as one name; the role and the kinship word must
stay. It takes clock times for dates and weeks of pregnancy for ages. And a name that the form of the document tells is
read on into what follows it: "Mr Chen gambles", "Subject: CAMPBELL, Tyrese  M  IC3".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from redactor.casefile import Finding
from redactor.recognition.attributes import is_foreign_place, is_heritage
from redactor.recognition.forenames import is_forename
from redactor.recognition.ner.component import CORE
from redactor.recognition.uk.ages import NUMBER_WORDS
from redactor.recognition.uk.dates import is_centile, is_mark
from redactor.recognition.vocabulary import (
    ACTS,
    APOSTROPHES,
    NAME_WORDS,
    PARTICLES,
    could_name,
    is_ordinary,
    plain,
    word_set,
)
from redactor.rulebook import Category, KeepTerm

#: The recognisers that are put right; what a format says stands, and so does that a label or a title tells a name,
#: though not how far it runs.
STATISTICAL, STRUCTURE = "case_ner", "structure"
_NAMED = frozenset({"PERSON", "ORGANISATION", "LOCATION"})
#: After what a people is called, these say that it is meant, not somebody or a place called so.
#: So do these in front of it, but not "her name is".
_IS_OR_SPEAKS = re.compile(
    r"(?<!name )(?<!names )(?<!called )\b(?:is|are|was|were|speaks?|spoke|speaking|understands?|half|part) $")
_OF_PEOPLE = re.compile(
    r"[ -](?:heritage|descent|origins?|background|ancestry|accent|community|culture|nationals?|speaking|church)\b",
    re.IGNORECASE)
_CLOCK = re.compile(r"(?:[01]?\d|2[0-3])[.:h][0-5]\d ?(?:hrs|h)?(?: ?[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?", re.IGNORECASE)
#: "14.09" may be a day in September, "14.50" cannot.
_DAY_AND_MONTH = re.compile(r"\d{1,2}\.(?:0?[1-9]|1[0-2])")
#: A baby's age is told in weeks for its first two months or so; more weeks than that are a pregnancy's.
_WEEKS = re.compile(r"(\d{1,2})(?:\+\d)? ?(?:weeks?|wks?|/40)(?: pregnant| gestation)?", re.IGNORECASE)
#: Words that stand beside names and are none: heads of mails, "born", "also known as".
_NOBODY = frozenset({
    "to", "cc", "bcc", "from", "re", "fw", "fwd", "or", "and", "nee", "née", "aka", "a.k.a", "a", "b", "d", "dob",
    "d.o.b",
})
#: What is left of "I'll" and "you've" where nobody types an apostrophe; in capitals it may be somebody's initials.
_TEXT_SPEAK = frozenset({
    "p.s", "ps", "il", "ill", "im", "ive", "uve", "youve", "youre", "ur", "hes", "shes", "theyre", "theyve", "weve",
    "dont", "dnt", "cant", "wont", "didnt", "isnt", "wasnt", "thats", "whats", "wheres", "heres", "theres", "lets",
    "itll", "tomoro", "tomorow", "2moro", "2moz", "nuttin", "nuffin", "summat",
})
#: Entity types of which a doubtful one in small letters and ordinary words is a kind of place, not a certain one.
_PLACES = frozenset({"ORGANISATION", "LOCATION", "ADDRESS"})
#: Entity types that terms at the edges are no part of: "Mosaic 100234", "HV Gill Example".
_PARED = frozenset({"PERSON", "OTHER_REF"})
_WORD = re.compile(r"[^\W\d_]+")
_RUN = re.compile(r"\S+")
#: Words that join others: by themselves they are no part of what they stand beside.
_JOINING = word_set("a an the and or of to in on at by for from with as is are was were she he they we i you it")
#: What every family has: by themselves these words single nobody out ("both boys", "mother of" before "twins").
_EVERYBODY = _JOINING | word_set(
    "family families mother father mum dad parents parent son daughter brother sister boy boys girl girls child"
    " children kids baby babies born first last only one two three both younger older eldest youngest speaker speakers"
    " speaking language languages national nationals nationality home back here there made was has had her his their"
    " who which job work works worked training person people man woman adult adults heritage living all other since"
    " very now not also and but")
#: Months that are nobody's name; the formats of dates take them.
_MONTH = re.compile(
    r"(?:January|Jan|February|Feb|March|Mar|Apr|July|Jul|Aug|September|Sept?|October|Oct|November|Nov|December|Dec)\.?")
#: A school year, a key stage, a team of one age: "Y1", "KS2", "U9s".
_SCHOOL_YEAR = re.compile(r"(?:[YU]|KS|yr|Yr)\d{1,2}s?")
_FIRST_GESTATION, _LAST_GESTATION = 10, 43
_PREGNANT = re.compile(r"[ -]?(?:\+\d )?(?:weeks?|wks?)?[ -]?(?:pregnant|gestation|preg)\b", re.IGNORECASE)
#: The letter before it is a telephone's.
_CALLED_BY = re.compile(r" ?: ?[+0(]\d")
_GAP_BEFORE, _GAP_AFTER = re.compile(r"(?:  |\t|\| ?)$"), re.compile(r"  |\t| ?\|")
#: Fewer digits call nobody: the shortest number that is dialled, as 101, has three.
_FEWEST_DIALLED = 3
#: A clock time, a weight, a dose or weeks and days of pregnancy, which have as many digits as a short number.
_MEASURE = re.compile(r"\d{1,4} ?(?:hrs?|h|kg|g|mg|mcg|ml|cm|mm|lbs?|oz|mins?)\.?|\d{1,2}\+\d", re.IGNORECASE)
#: Weeks of pregnancy and parts of a year in the short hand of wards: no month and no year is meant.
_WARD_FRACTION = re.compile(r"\d{1,2}(?:\+\d)?/(?:40|52)")
#: Letters without a digit, fewer than these, are a label ("CAD", "LCS") rather than what it labels.
_SHORTEST_WORD = 6
#: Fewer capitals after a gap are a code of the next column, beside a name that is not in capitals.
_SHORT = 4
#: Small letters of no known forename are hardly ever a name below this; where they are, the case brings them back.
_FAINT, _FAINTEST = 0.25, 0.15
#: A plain word is a name on the web only where the recogniser has next to no doubt.
_SURE = 0.8
#: Ages at which the law changes somebody's standing, behind words that say until when: "a care order lasts until 18".
_OF_LAW = frozenset({"18", "21", "25"})
_UNTIL = re.compile(
    r"\b(?:until|un?till?|til|up to|beyond|past|post|over|under|marriage age is|age of transfer:) (?:age "
    r"|(?:you|he|she|they|i) (?:are|is|am|turns?) )?$",
    re.IGNORECASE)
_LONGEST_UNTIL = 20
_UNIT = re.compile(r"(?:years?|yrs?|months?|mths?|weeks?|wks?|days?)(?: old)?", re.IGNORECASE)
_COUNT = re.compile(r"x ?\d+", re.IGNORECASE)
#: Signs between digits that make one clock time or one decimal number of them: "11.00–12.35", "wt 12.1".
_DECIMAL = ".:"
#: Digits of two clock times less the last minutes, which the recogniser leaves out.
_LONGEST_TIMES = 6
#: In small letters and by themselves these are words ("see sep. sheet", "dec'd") more often than months.
_SMALL_MONTH = re.compile(r"(?:mar|may|sep|dec)\.?")
#: A check at an age that every child has: "her 2yr check".
_CHECK = re.compile(r" (?:check|review|developmental|development|jabs?|boosters?|imms|immunisations?)\b")
_NUMBER_WORD = re.compile(rf"\b(?:{NUMBER_WORDS}|twent|thirt|fort|fift|teen|newborn|infant|toddler)", re.IGNORECASE)
#: What a number counts: "six of one", "met 4 SWs".
_COUNTING = re.compile(r" of (?:one|them|us|these|those|the)\b| (?:[A-Z]{2,5}s)\b")
#: "Cake tomorrow at 3".
_AT_TIME = re.compile(
    r"\b(?:today|tomorrow|tonight|tmrw|yesterday|noon|(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?: \w+)? at $",
    re.IGNORECASE)
#: "Case 11 of 19", "subject 1".
_NUMBERED_BY = re.compile(
    r"(?:\d of|\b(?:subject|case|item|point|no\.?|number|page|part|step|question|option|phase|stage|level|room|bed|day"
    r"|visit|session|week)) $", re.IGNORECASE)
_LONGEST_LEAD = 12
#: The number of a section at the head of a line, unless the dates of a log say otherwise: "5.6 Finance".
_SECTION = re.compile(r"\d{1,2}\.\d{1,2}")
#: A name in front of a baby's weeks.
_BEFORE_WEEKS = re.compile(r"\b([A-Z][\w'’-]+), $")
_LONGEST_NAME = 24
#: In front of weeks: a baby, its name or none, and little else.
_OF_BABY = re.compile(
    r"\b(?i:baby|newborn|infant|twins?)\b:?(?:[ -](?:girl|boy))?:?(?: [A-Z][\w'’-]+){0,3}"
    r"(?:,| is| was| who is| who['’]s| now| only| just|['’]s| \()?(?: now| only| just| about| nearly)? ?$|\b[Aa]ge:? $")
_LONGEST_BABY = 60
_EXPECTED = re.compile(r" (?:into|along|gone|early|prem|due|at birth)\b")
_CLOCK_TIME = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d")
_UNIT_FOLLOWS = re.compile(r"[ -]?(?:years?|yrs?|months?|mths?|weeks?|wks?|days?|y/?o)\b", re.IGNORECASE)
_WEEKS_FOLLOW = re.compile(r" ?(?:weeks|wks)\b(?! old)", re.IGNORECASE)
#: Shares and scores on a slide: "51 / 48 / 70".
_SHARES = re.compile(r"\d{1,3}(?: ?/ ?\d{1,3}){1,3}")
#: From one clock time to another, and from one bare number to another.
_TIMES = re.compile(r"\d{1,2}[.:](\d\d) ?[–-] ?\d{1,2}(?:[.:](\d\d))?")
_NUMBERS = re.compile(r"\d{1,2} ?– ?\d{1,2}|\d{1,2} ?- ?(?:1[3-9]|[2-9]\d)")  # "29-09" is a day
_DAYS, _MONTHS = 31, 12
#: Pages of a court's bundle: "C14–C22".
_PAGES = re.compile(r"([A-Z])\d{1,3} ?[–-] ?\1\d{1,3}")
#: In "03.21–09.22" they are as likely years as minutes.
_YEARS_NEAR = range(15, 31)
#: A word at the beginning that is no part of what follows: "ref 12", "AL 10-14 Feb", "the Driftwood".
_LEAD = {
    "OTHER_REF": re.compile(r"[a-z]{1,4}\.? (?=[\d(])"),
    "DATE": re.compile(r"(?!JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]{2,5} (?=\d)"),
    "ADDRESS": re.compile(r"c/o ", re.IGNORECASE),
    "ORGANISATION": re.compile(r"(?:(?:the|of|at|in|from|for|and) )+"),
    "LOCATION": re.compile(r"(?:(?:of|at|in|from|for|and) )+"),
}
#: What leads on at the end of an organisation, and the department every hospital has: "Example Academy for".
_TAIL = re.compile(r"(?:\s+(?:&|and|for|of|at|in|from|is|has|was|ED|A&E))+$")
#: Nobody is so old: "Biddy – 1994".
_YEAR = re.compile(r"(?:19|20)\d\d")
#: The rest of a word that a hyphen joins: the "-op" of "Co-op".
_REST = re.compile(r"-[^\W\d_]{1,20}(?![\w-])| Co-?op(?:erative)?(?![\w-])")
#: Words of the work that are never part of a name beside which they stand.
_BESIDE = frozenset(set(Category) - {Category.WORD, Category.EPONYM})
#: A dash or colon between what is named and what is said of it: "Bank – Example Credit Union".
_DASH = re.compile(r"(?<=\w)(?: [–-] |: )(?=\w)")
#: What is said of an organisation before or behind a dash.
_SAID_OF = word_set(
    "bank employer agency work school college nursery gp hospital clinic court team marac rematch venue")
#: What is left of a possessive where a finding begins behind its apostrophe: "Example's [s clinic]".
_POSSESSIVE = re.compile(r"s\s+(?=\w)")
#: A sentence ends: "School: Corvedale Academy. Previously looked after". Not after "St." or "Rd.".
_SENTENCE_END = re.compile(r"(?<=[a-z]{4})\.\s+(?=[A-Z])")


def put_right(
    text: str, candidates: Sequence[Finding], kept: Sequence[tuple[int, int, KeepTerm]],
) -> Iterator[Finding]:
    """Candidates without what they cannot be.

    Args:
        text: the document's text.
        candidates: from any recogniser.
        kept: terms that stay: (start, end, term) sorted by start.
    """
    starts = [start for start, _, _ in kept]
    for finding in candidates:
        if finding.recogniser not in {STATISTICAL, STRUCTURE}:
            yield finding
            continue
        for part in chain.from_iterable(_by_dash(text, part) for part in _by_sentence(text, finding)):
            if finding.recogniser == STATISTICAL and _impossible(text, part):
                continue
            trimmed = _trimmed(text, _pared(text, part, kept, starts) if part.entity_type in _PARED else part)
            if text[trimmed.start:trimmed.end] not in _JOINING:
                yield trimmed


def _by_sentence(text: str, finding: Finding) -> Iterator[Finding]:
    """An organisation drawn over the end of a sentence, in parts: what follows counts if more than plain words."""
    start = finding.start
    if finding.entity_type == "ORGANISATION":
        for match in _SENTENCE_END.finditer(text, start, finding.end):
            if match.start() <= start:
                continue
            if start == finding.start or _distinctive(text[start:match.start()]):
                yield replace(finding, start=start, end=match.start())
            start = match.end()
    if start == finding.start or _distinctive(text[start:finding.end]):
        yield replace(finding, start=start)


def _by_dash(text: str, finding: Finding) -> Iterator[Finding]:
    """An organisation drawn over a dash, without the part beside it that is one plain word: "Bank – Example Union"."""
    match = _DASH.search(text, finding.start, finding.end) if finding.entity_type in _PLACES - {"ADDRESS"} else None
    if match is not None:
        for start, end in ((finding.start, match.start()), (match.end(), finding.end)):
            words = text[start:end]
            if len(words.split()) == 1 and (words.islower() or plain(words) in _SAID_OF):
                rest = (match.end(), finding.end) if start == finding.start else (finding.start, match.start())
                finding = replace(finding, start=rest[0], end=rest[1])
                break
    yield finding


def _distinctive(words: str) -> bool:
    return not all(is_ordinary(plain(word)) for word in _WORD.findall(words))


def _impossible(text: str, finding: Finding) -> bool:
    words = text[finding.start:finding.end].strip()
    if finding.entity_type in _NAMED and (
        _OF_PEOPLE.match(text, finding.end) or _IS_OR_SPEAKS.search(text[max(0, finding.start - 12):finding.start])
    ) and is_heritage(words):
        return True
    if finding.entity_type == "QUASI" and not any(map(str.isdigit, words)) and all(
        word.casefold() in _EVERYBODY for word in _WORD.findall(words)
    ):
        return True
    if finding.entity_type == "ADDRESS" and words.islower() and words.isalpha() and is_ordinary(words):
        return True
    if finding.score < _FAINT and finding.entity_type in _NAMED | _PLACES and _is_faint(finding, words):
        return True
    joins = words in _JOINING or (len(words) > 1 and words.lower() in _JOINING and finding.entity_type not in _PLACES)
    if joins or (finding.score < CORE and _common(words, finding.entity_type)):
        return True
    if finding.entity_type == "PERSON":
        if _SCHOOL_YEAR.fullmatch(words):
            return True
        if words in {"s", "S"} and text[finding.start - 1:finding.start] in APOSTROPHES:
            return finding.start > 0
        if len(words) == 1 and (_CALLED_BY.match(text, finding.end) or (
            words in {"M", "F"} and _GAP_AFTER.match(text, finding.end)
            and _GAP_BEFORE.search(text[max(0, finding.start - 2):finding.start]))
        ):
            return True  # "T: 01632 960 212", and the sex in a column of its own
        # A capital letter by itself may be somebody's initial.
        month = _MONTH.fullmatch(words) is not None and not (words == "Jan" and finding.score >= CORE)
        return month or (
            words.casefold() in _TEXT_SPEAK and not words.isupper()) or (
            words.casefold() in _NOBODY and not (len(words) == 1 and words.isupper()))
    if finding.entity_type == "DATE":
        if is_centile(text, finding.start) or is_mark(text, finding.start):
            return True
        if _SECTION.fullmatch(words) and finding.score < CORE and text[finding.start - 1:finding.start] in {"", "\n"}:
            return True
        return _WARD_FRACTION.fullmatch(words) is not None or _SMALL_MONTH.fullmatch(words) is not None or (
            _CLOCK.fullmatch(words) is not None and not _DAY_AND_MONTH.fullmatch(words)) or (
            sum(map(str.isdigit, words)) <= _LONGEST_TIMES and not any(map(str.isalpha, words))
            and _within_number(text, finding)) or _no_day(words)
    if finding.entity_type == "URL":
        return words.isalpha() and is_ordinary(plain(words)) and finding.score < _SURE
    if finding.entity_type == "EMAIL_ADDRESS":
        return words.isalpha() and is_ordinary(plain(words))  # "dad" in front of his address
    if finding.entity_type == "OTHER_REF":
        label = not any(map(str.isdigit, words)) and len(words) < _SHORTEST_WORD
        return label or _SHARES.fullmatch(words) is not None or _PAGES.match(text, finding.start) is not None
    if finding.entity_type == "PHONE_NUMBER":
        return sum(map(str.isdigit, words)) < _FEWEST_DIALLED or _MEASURE.fullmatch(words.lstrip("@ ")) is not None or (
            finding.score < CORE and _CLOCK_TIME.fullmatch(words) is not None)
    if finding.entity_type == "AGE":
        return _no_age(text, finding, words)
    return False


def _is_faint(finding: Finding, words: str) -> bool:
    """Whether a doubtful candidate is small letters that name nobody and no place that is known."""
    if words == "A" or not words.islower() or any(map(str.isdigit, words)):
        return words == "A"
    if finding.entity_type == "PERSON":
        return not any(is_forename(plain(word)) for word in _WORD.findall(words))
    return finding.score < _FAINTEST or not _distinctive(words)


def _common(words: str, entity_type: str) -> bool:
    """Whether a doubtful candidate is what most texts are full of: one small letter, "nursery"."""
    if len(words) == 1 and words.islower():
        return True
    return entity_type in _PLACES and words.islower() and not (
        any(map(str.isdigit, words)) or _distinctive(words))


def _no_day(words: str) -> bool:
    """Whether numbers with strokes or dashes can be no date: "94 / 89 / 97", "10–6", "21.30–02.10"."""
    if (times := _TIMES.fullmatch(words)) is not None:
        minutes = [int(number) for number in times.groups() if number]
        return any(number > _MONTHS for number in minutes) and not all(number in _YEARS_NEAR for number in minutes)
    if _NUMBERS.fullmatch(words) is not None:
        return True
    if _SHARES.fullmatch(words) is None:
        return False
    first, second, *rest = map(int, words.split("/"))
    month_and_year = first <= _MONTHS and (not rest or second <= _DAYS)  # or an American day: 3/25/19
    # "24/25" is a school year.
    return not ((first <= _DAYS and second <= _MONTHS) or month_and_year or (second == first + 1 and not rest))


def _no_age(text: str, finding: Finding, words: str) -> bool:
    if not any(map(str.isdigit, words)) and not _NUMBER_WORD.search(words):
        return True
    if words.isdigit() and finding.score < _SURE and _NUMBERED_BY.search(
            text, max(0, finding.start - _LONGEST_LEAD), finding.start):
        return True
    if is_mark(text, finding.start):
        return True
    if words in _OF_LAW and _UNTIL.search(text, max(0, finding.start - _LONGEST_UNTIL), finding.start):
        return True
    if _COUNT.fullmatch(words) or _UNIT.fullmatch(words) or _PREGNANT.match(text, finding.end) or (
        _CHECK.match(text, finding.end) or _COUNTING.match(text, finding.end)
        or (words.isdigit() and _AT_TIME.search(text, max(0, finding.start - 24), finding.start)
            and not _UNIT_FOLLOWS.match(text, finding.end))
    ):
        return True
    if (weeks := _WEEKS_FOLLOW.match(text, finding.end)) is not None:
        words = f"{words}{weeks[0]}"
    match = _WEEKS.fullmatch(words)
    return match is not None and (
        _FIRST_GESTATION <= int(match[1]) <= _LAST_GESTATION and not text.startswith(" old", finding.end)
        and not _is_babys(text, finding))


#: "Aoife born Example Hospital, 34 wks": so long the pregnancy was.
_BORN = re.compile(r"\b(?:born|delivered|prem(?:ature)?)\b[^.;\n]*\Z", re.IGNORECASE)


def _is_babys(text: str, finding: Finding) -> bool:
    """Whether weeks are somebody's age, not a pregnancy's: "(Tilly, 11 weeks)", "baby Otis who is 19 weeks"."""
    if _OF_BABY.search(text, max(0, finding.start - _LONGEST_BABY), finding.start) is not None and not (
        _PREGNANT.match(text, finding.end) or _EXPECTED.match(text, finding.end)
    ):
        return True
    if text[finding.end:finding.end + 1] not in {",", ")", "."}:
        return False
    before = _BEFORE_WEEKS.search(text, max(0, finding.start - _LONGEST_NAME), finding.start)
    if before is None or _BORN.search(text, max(0, finding.start - _LONGEST_NAME), finding.start):
        return False
    name = plain(before[1])
    if name == "eve" and text.endswith(("'s ", "’s ", "Christmas "), 0, before.start()):
        return False  # "since New Year's Eve, 10 weeks"
    return could_name(name) and (is_forename(name) or not is_ordinary(name))


def _within_number(text: str, finding: Finding) -> bool:
    """Whether digits on either side make one number with a finding's: the "12" of "12.35"."""
    before, after = text[max(0, finding.start - 2):finding.start], text[finding.end:finding.end + 2]
    return (len(after) == 2 and after[0] in _DECIMAL and after[1].isdigit()) or (
        len(before) == 2 and before[1] in _DECIMAL and before[0].isdigit())


def _trimmed(text: str, finding: Finding) -> Finding:
    """A finding without the words at its edges that its kind does not have."""
    start, end = finding.start, finding.end
    if text[start - 1:start] in APOSTROPHES and start and (match := _POSSESSIVE.match(text, start, end)) is not None:
        start = match.end()
    if finding.entity_type == "PERSON":
        start, end = _whole_name(text, start, end, sure=finding.score >= _SURE)
    elif finding.entity_type == "QUASI" and is_foreign_place(text[start:end]):
        return replace(finding, entity_type="LOCATION")
    elif finding.entity_type == "AGE" and _YEAR.fullmatch(text, start, end):
        return replace(finding, entity_type="DATE")
    elif (lead := _LEAD.get(finding.entity_type)) is not None and (match := lead.match(text, start, end)) is not None:
        start = match.end()
    if finding.entity_type == "ORGANISATION":
        if (match := _TAIL.search(text, start, end)) is not None:
            end = match.start()
        if (match := _REST.match(text, end)) is not None:
            end = match.end()
    # Where nothing would be left, the whole stands: too much taken out harms less than an end of the run.
    return replace(finding, start=start, end=end) if start < end else finding


def _whole_name(text: str, start: int, end: int, *, sure: bool) -> tuple[int, int]:
    """Where a name begins and ends when codes, columns and the sentence's own words are left out.

    "RM2 SHAYLA", "CAMPBELL, Tyrese  M  IC3" and "Chen gambles" are a name and something else.
    """
    words = list(_RUN.finditer(text, start, end))
    if len(words) < 2:
        return start, end
    first, last = 0, len(words)
    while last - first > 1 and any(map(str.isdigit, words[first][0])):
        first += 1
    capital = words[first][0][0].isupper()
    while last - first > 1:
        before, word = words[last - 2], words[last - 1][0]
        gap = words[last - 1].start() - before.end()
        stray = any(map(str.isdigit, word)) or (
            gap > 1 and len(word) < _SHORT and word.isupper() and (len(word) == 1 or not before[0].isupper()))
        common = plain(word)
        surname = sure and common in NAME_WORDS and common not in ACTS  # "Kayden harding"
        ordinary = common not in PARTICLES and is_ordinary(common) and not surname
        if not stray and not (capital and word.islower() and (len(word) == 1 or ordinary)):
            break
        last -= 1
    return words[first].start(), words[last - 1].end()


def _pared(
    text: str, finding: Finding, kept: Sequence[tuple[int, int, KeepTerm]], starts: Sequence[int],
) -> Finding:
    """A name without the terms at its edges, as long as something of it is left."""
    start, end = finding.start, finding.end
    for index in range(max(0, bisect_right(starts, start) - 1), len(kept)):
        low, high, term = kept[index]
        if low >= end:
            break
        if high <= start or term.category not in _BESIDE:
            continue
        if low > start and term.category is Category.HEALTH and _is_surname(text, low, high, term):
            continue
        if low <= start and any(character.isalnum() for character in text[high:end]) and not _glued(text, high):
            start = high
        elif high >= end and any(character.isalnum() for character in text[start:low]) and not _glued(text, low - 1):
            end = low
    return replace(finding, start=start, end=end)


def _is_surname(text: str, low: int, high: int, term: KeepTerm) -> bool:
    """Whether a word of everyday health stands as a surname does: "Karen Burns", but not "Karen PND"."""
    return text[low:high].istitle() and term.text.islower() and text[low - 1:low] == " "


def _glued(text: str, offset: int) -> bool:
    """Whether the character there joins two words into one ("Gill-Ann", "LADO/24/0418")."""
    return offset < len(text) and text[offset] in "-'’/"
