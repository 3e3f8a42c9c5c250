"""The form of a document as evidence: labelled values, tables, lists, headers, signatures, speakers.

Everything here reads one line at a time and looks only at the words near a mark of form, so its time is
linear in the text. What is found is scored by how strongly the form speaks; what must stay readable after
all is for the caller, who knows the rules.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from redactor.casefile import Document, Finding
from redactor.recognition.attributes import is_heritage
from redactor.recognition.forenames import is_forename
from redactor.recognition.uk.ages import is_numbering
from redactor.recognition.vocabulary import (
    ACTS,
    NAME_WORDS,
    NOT_NAMES,
    PARTICLES,
    STRICT_TITLES,
    TITLES,
    Token,
    could_name,
    is_ordinary,
    plain,
    tokens,
    word_set,
)

RECOGNISER = "structure"
#: Words of a name; longer runs of capitals are headings.
_LONGEST_NAME = 5
#: Letters of a first name or a part of one that a full stop shortens: "Geo. Hall", "St. John".
_LONGEST_SHORTENED = 3
#: Longest line looked at in one piece, in characters; a longer one is cut, so that time stays linear.
_LONGEST_LINE = 2_000


@dataclass(frozen=True, kw_only=True)
class _Found:
    start: int
    end: int
    entity: str
    score: float
    reason: str


@lru_cache(maxsize=16)
def _words(text: str) -> tuple[Token, ...]:
    """Words of a line: those looked at lately are kept, those of a whole text would take many times its memory."""
    return tuple(tokens(text))


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the reading text: where it begins and its text."""

    start: int
    text: str

    @property
    def words(self) -> tuple[Token, ...]:
        """Its words, offsets within the line."""
        return _words(self.text)

    def first_from(self, position: int) -> int:
        """Number of the first word that begins at or after a position."""
        return bisect_left(self.words, position, key=attrgetter("start"))

    def gap(self, index: int) -> str:
        """What stands between word ``index`` and the next."""
        words = self.words
        return self.text[words[index].end:words[index + 1].start]


def find_structure(document: Document) -> list[Finding]:
    """Findings that the form of a document gives.

    Args:
        document: any document; its blocks' column headers, path and metadata are evidence too.

    Returns:
        Findings sorted by start, none overlapping, none crossing a block border; offsets are characters of
        ``document.text``.
    """
    found: list[_Found] = []
    lines = list(_lines(document.text))
    for line in lines:
        for rule in _LINE_RULES:
            found += [_shifted(item, line.start) for item in rule(line)]
    found += _delimited_tables(lines)
    found += _column_cells(document)
    found += _signatures(lines)
    found += _speakers(lines)
    found += _metadata(document, lines)
    return _settled(document, found)


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for piece in text.splitlines(keepends=True):
        for cut in range(0, len(piece), _LONGEST_LINE):
            part = piece[cut:cut + _LONGEST_LINE].rstrip("\r\n")
            if part.strip():
                yield _Line(start + cut, part)
        start += len(piece)


def _shifted(item: _Found, by: int) -> _Found:
    return _Found(start=item.start + by, end=item.end + by, entity=item.entity, score=item.score,
                  reason=item.reason)


def _settled(document: Document, found: Sequence[_Found]) -> list[Finding]:
    """The best of overlapping findings, cut at block borders, in order."""
    taken: list[tuple[int, int]] = []
    findings = []
    text = document.text
    best = sorted(found, key=lambda f: (f.start, -f.end, -f.score))
    # One sweep: of a group of findings that overlap one another, the longest wins, then the best score.
    group: list[_Found] = []
    reach = -1
    groups: list[list[_Found]] = []
    for item in best:
        if item.start >= reach:
            group = []
            groups.append(group)
        group.append(item)
        reach = max(reach, item.end) if len(group) > 1 else item.end
    for group in groups:
        taken = []
        for item in sorted(group, key=lambda f: (-(f.end - f.start), -f.score)):
            if any(item.start < end and start < item.end for start, end in taken):
                continue
            taken.append((item.start, item.end))
            for index, low, high in document.pieces(item.start, item.end):
                base = document.start_of(index)
                if any(character.isalnum() for character in text[base + low:base + high]):
                    findings.append(Finding(
                        document_id=document.id, start=base + low, end=base + high, entity_type=item.entity,
                        score=item.score, recogniser=RECOGNISER, reason=item.reason,
                    ))
    return sorted(findings, key=lambda finding: finding.start)


# Names


def _capital(word: str) -> bool:
    return word[0].isupper()


def name_from(line: _Line, index: int, *, small: bool = False, surname_first: bool = False) -> int:
    """How far a name runs.

    Args:
        line: the line.
        index: number of the word it may begin with.
        small: small letters are taken for a name too, if the words are not ordinary ones.
        surname_first: "SMITH, Jane" is one name.

    Returns:
        Number of the word after the name's last; ``index`` when no name begins there.
    """
    stop = last = index
    words = line.words
    while stop < len(words) and stop - index < _LONGEST_NAME:
        token = words[stop]
        if stop > index:
            gap = line.gap(stop - 1)
            comma = surname_first and stop == index + 1 and gap == ", "
            if gap not in _NAME_GAPS and not comma:
                break
            if words[stop - 1].possessive:
                break
            if gap == ". " and len(words[stop - 1].word) > _LONGEST_SHORTENED:
                break  # "Mr Purcell. Case open": a sentence ends
            if token.word.isupper() and 1 < len(token.word) < 4 and not words[stop - 1].word.isupper():
                break  # "Warsame-Jones EDD"
        if not any(character.isalpha() for character in token.word) or token.word[0].isdigit():
            break
        if token.plain in _OFFICES and _heads_phrase(line, stop):
            break
        if _capital(token.word):
            if not could_name(token.plain) or (
                is_ordinary(token.plain) and token.plain not in NAME_WORDS and stop == index
            ):
                break
            if is_ordinary(token.plain) and token.plain not in NAME_WORDS and not token.word.isupper():
                break
            last = stop + 1
        elif token.plain in PARTICLES and stop > index:
            pass
        elif small and _continues_small(words, index, stop):
            last = stop + 1
        else:
            break
        stop += 1
    return last


def _continues_small(words: Sequence[Token], index: int, place: int) -> bool:
    """Whether a word in small letters is part of a name: "mrs tattersall", but not "Mr Ali groomed her"."""
    token = words[place]
    if len(token.word) < 2 or is_ordinary(token.plain) or not could_name(token.plain):
        return False
    if place == index:
        return True
    # A second word may be what somebody does.
    return words[place - 1].word.islower() and not (
        _SOUNDS_LIKE_ACT.search(token.plain) and not is_forename(token.plain))


_SOUNDS_LIKE_ACT = re.compile(r"(?:ed|ing|ises|izes)$")


def _heads_phrase(line: _Line, index: int) -> bool:
    """Whether small words belong to a word: "Head of Year", "Manager for the area" is an office and no forename."""
    return index + 1 < len(line.words) and line.gap(index) == " " and line.words[index + 1].word in _JOINS_OFFICES


#: Reason of a finding behind "called", "known as" and the like.
CALLED = "what somebody is called"
_OFFICES = frozenset({"head", "chair", "lead", "director", "manager", "clerk", "deputy"})
_JOINS_OFFICES = frozenset({"of", "for", "in", "at", "to"})
_NAME_GAPS = frozenset({" ", "-", "‐", "‑", ". ", ".", "  ", "\u00a0"})


def _span(line: _Line, index: int, stop: int) -> tuple[int, int]:
    """From the start of word ``index`` to the end of the word before ``stop``, an initial's dot included."""
    end = line.words[stop - 1].end
    if len(line.words[stop - 1].word) == 1 and line.text[end:end + 1] == ".":
        end += 1
    return line.words[index].start, end


def _person(line: _Line, index: int, stop: int, score: float, reason: str) -> _Found:
    start, end = _span(line, index, stop)
    return _Found(start=start, end=end, entity="PERSON", score=score, reason=reason)


def _skip_titles(line: _Line, index: int, limit: int) -> int:
    """Past titles and kinship words before a name."""
    while (
        index < len(line.words) and line.words[index].start < limit
        and (line.words[index].plain in TITLES or line.words[index].plain in _BEFORE_NAME_IN_VALUE)
        and index + 1 < len(line.words)
        and line.gap(index) in {" ", ". ", ".", ": ", " - ", " – "}
    ):
        index += 1
    return index


_BEFORE_NAME_IN_VALUE = word_set(
    "mum mother father dad child baby unborn ubb sw hv cp mgm mgf pgm pgf mo fa re name the")
#: In capitals, where a person is named, these are initials: "IDVA: SO attended".
_SMALL_WORDS = word_set("SO TO DO BE BY OF OR AS IS WE HE ME MY")
#: "Consent: Y. Ref GP: Y."
_ANSWERS = frozenset({"Y", "N"})
_INITIALS = re.compile(r"[A-Z][a-z]?(?:[.’'-]?[A-Z][a-z]?){1,3}\.?(?![\w])")


def _listed_names(
    line: _Line, start: int, end: int, *, score: float, reason: str, small: bool = False, commas: bool,
) -> Iterator[_Found]:
    """Names in a value: chunks between separators, what stands in brackets left out.

    Args:
        line: the line.
        start, end: the value within the line.
        score: of a whole name.
        reason: for the findings.
        small: see :func:`name_from`.
        commas: a comma begins a new name; otherwise what follows it is a role or a place.
    """
    for low, high in _chunks(line.text, start, end, commas=commas):
        index = _skip_titles(line, line.first_from(low), high)
        if index >= len(line.words) or line.words[index].start >= high:
            continue
        titled = index > 0 and line.words[index - 1].start >= low and line.words[index - 1].plain in STRICT_TITLES
        stop = name_from(line, index, small=small, surname_first=not commas and not titled)
        while stop > index and line.words[stop - 1].end > high:
            stop -= 1
        if line.words[index].plain in {"fwd", "fw", "re"}:
            continue
        if stop == index + 1 and len(line.words[index].word) == 1 and line.text[line.words[index].end:][:1] != ".":
            continue
        if line.words[index].word in _ANSWERS and not any(
            token.word.istitle() for token in line.words[index + 1:stop]
        ):
            continue
        if stop > index:
            words = line.words[index:stop]
            if any(is_heritage(line.text[words[0].start:end].strip(" .,")) for end in (high, words[-1].end)):
                continue  # "Mother: White British"
            # One ordinary word alone, even where a name stands, is as often no name.
            alone = len(words) == 1 and is_ordinary(words[0].plain)
            yield _person(line, index, stop, score * (0.6 if alone else 1.0), reason)
        elif (match := _INITIALS.match(line.text, line.words[index].start, high)) and (
            could_name(plain(match.group().strip("."))) or match.group() in _SMALL_WORDS
        ):
            yield _Found(start=match.start(), end=match.end(), entity="PERSON", score=score * 0.8,
                         reason=f"{reason}, initials")


def _chunks(text: str, start: int, end: int, *, commas: bool) -> Iterator[tuple[int, int]]:
    depth, low = 0, start
    position = start
    while position < end:
        character = text[position]
        if character in "([":
            if depth == 0 and low < position:
                yield low, position
            depth += 1
        elif character in ")]":
            depth = max(0, depth - 1)
            low = position + 1
        elif depth == 0 and (
            character in ";/&|+•·<\t" or (commas and character == ",")
            or (character in "–—-" and text[position - 1:position] == " " and text[position + 1:position + 2] == " ")
            or text.startswith(" and ", position)
        ):
            if low < position:
                yield low, position
            # What follows a dash is a role.
            low = position + (5 if text.startswith(" and ", position) else 1)
            if character in "–—-<":
                next_separator = min(
                    (found for mark in ";," if (found := text.find(mark, position, end)) >= 0), default=end)
                position = low = next_separator + 1 if next_separator < end else end
                continue
        position += 1
    if depth == 0 and low < end:
        yield low, end


# Labelled values


def _labels(words: str) -> frozenset[str]:
    return frozenset(" ".join(label.split()) for label in words.split(","))


_ONE_PERSON = _labels(
    "name, full name, first name, forename, forenames, surname, last name, family name, preferred name, known as,"
    " also known as, aka, previous names, previous name, maiden name, other names, alias, name of child,"
    " child name, childs name, name of young person, patient, patient name, pt, client, client name, service user,"
    " su, young person, yp, child, subject child, child subject, subject, mother, father, mum, dad, mo, fa, mam,"
    " mothers name, fathers name, parent, guardian, carer, foster carer, fc, main carer, birth mother,"
    " birth father, putative father, step father, stepfather, partner, spouse, husband, wife, sibling,"
    " half sibling, brother, sister, son, daughter, maternal grandmother, mgm, maternal grandfather, mgf,"
    " paternal grandmother, pgm, paternal grandfather, pgf, grandmother, grandfather, aunt, uncle, next of kin,"
    " nok, nearest relative, emergency contact, worker, allocated worker, case worker, caseworker, key worker,"
    " keyworker, social worker, allocated social worker, sw, asw, supervisor, supervisee, manager, team manager,"
    " tm, practice manager, assessor, assessing worker, author, written by, completed by, recorded by, entered by,"
    " report by, report author, prepared by, created by, typed by, taken by, call taker, minute taker, minutes by,"
    " minutes, notes by, note taker, chair, chaired by, chairperson, iro, referrer, referred by, referred to,"
    " reporter, reported by, raised by, informant, caller, witness, witnessed by, signed, signed by, signature,"
    " print name, authorised by, approved by, countersigned, countersigned by, reviewed by, seen by, visited by,"
    " assigned, assigned to, allocated to, owner, lead, lead worker, lead professional, contact, contact name,"
    " contact person, health visitor, hv, midwife, named midwife, named nurse, consultant, cons, doctor, dr, gp,"
    " named gp, idva, isva, cpn, paediatrician, psychiatrist, teacher, class teacher, head, headteacher, dsl, senco,"
    " head of year, tutor, personal adviser, pa, advocate, solicitor, guardian ad litem, childrens guardian, judge,"
    " officer, officer in case, oic, attending officer, arresting officer, investigating officer, interviewer,"
    " interviewing officer, interpreter, appropriate adult, aa, detainee, detained person, suspect, victim,"
    " complainant, perpetrator, alleged perpetrator, aggrieved, applicant, respondent, tenant, resident, learner,"
    " pupil, student, employee, driver, escort, passenger, staff, staff member, on shift, on duty, nurse, care"
    " coordinator, care co-ordinator, case manager, youth worker, support worker, outreach worker, link worker,"
    " housing officer, probation officer, offender manager, family support worker, fsw, escalated to, discussed"
    " with, spoke to, spoken to, call from, call to, from, sender, sent by, organiser, dear, fao, attn, re, user,"
    " editor, last modified by, modified by, by, who, informed, notified"
)
_MANY_PEOPLE = _labels(
    "present, in attendance, attendance, attended, attending, attended by, attendees, attendees present,"
    " participants, invited, required, optional, apologies, apologies from, absent, circulation, distribution,"
    " distribution list, cc, bcc, copy, copy to, copies, copies to, copied to, circulated to, to, recipients,"
    " children, child ren, siblings, sibs, brothers, sisters, half siblings, parents, carers, grandparents,"
    " household, household members, family members, family, people present, others present, also present,"
    " staff on, staff on duty, staff on shift, staff present, professionals, professionals present, names,"
    " seen, spoken with, members, panel members, panel, not invited, unable to attend, workers, interviewers"
)
_ADDRESSES = _labels(
    "address, home address, current address, previous address, correspondence address, postal address, addr,"
    " add, usual address, last known address, placement address, school address, lives at, address of"
    " child, address line 1, address line 2, postcode, registered address, discharge address, venue address"
)
_ORGANISATIONS = _labels(
    "school, nursery, school nursery, nursery school, education setting, education, college, surgery, gp surgery,"
    " gp practice, practice, medical practice, registered gp, gp, hospital, ward, placement, children's home,"
    " childrens home, care home, residential home, employer, place of work, workplace, setting, provider, agency,"
    " fostering agency, venue, organisation, team, current school, previous school, contact centre, pharmacy"
)
_BIRTHS = _labels("dob, d o b, date of birth, d.o.b, born, birth date, birthdate, dob edd, b")
_AGES = _labels("age, aged, current age")
_LABEL_WORDS = 4
_LABEL = re.compile(r"[:\uff1a]|(?<=\S)(?: {2,}|\t)(?=\S)|(?<=\w) +[=] *(?=\S)")
_VALUE_END = re.compile(r" {3,}|\t|\||[\[{]| {2,}(?=[A-Z][\w ]{1,24}:)|[;,.]? (?=[A-Z][A-Za-z]{1,14}:)")
_DATE = re.compile(
    r"\d{1,2}(?:st|nd|rd|th)?[ ./-](?:\d{1,2}|[A-Za-z]{3,9})[ ./,-]{1,2}\d{2,4}(?!\d)|\d{4}-\d{2}-\d{2}")
_AGE = re.compile(
    r"\d{1,3}(?:[ ]?(?:yrs?|years?|y/?o|yo|mths?|months?|wks?|weeks?|days?)(?: old)?)?(?![\w/.-]\d)", re.IGNORECASE)
_ORG_WORDS = word_set(
    "school primary infant infants junior juniors secondary academy high grammar college nursery preschool"
    " surgery practice medical health centre center clinic hospital ward infirmary house lodge home church"
    " mosque pharmacy university sixth hub court trust team service services project council")


def _label_before(line: _Line, position: int) -> tuple[str, int]:
    """The longest known label that ends right before a position, and where it begins ("" for none)."""
    stop = line.first_from(position)
    best = ("", 0)
    phrase = ""
    for index in range(stop - 1, max(-1, stop - 1 - _LABEL_WORDS), -1):
        token = line.words[index]
        end = line.words[index + 1].start if index + 1 < stop else position
        between = line.text[token.stop:end]
        if between.strip(" \t'’/()*_.-") or len(between) > 3 + 3 * (index + 1 == stop):
            break
        phrase = f"{token.plain + ('s' if token.possessive else '')} {phrase}".strip()
        if any(phrase in known for known in (_ONE_PERSON, _MANY_PEOPLE, _ADDRESSES, _ORGANISATIONS, _BIRTHS,
                                             _AGES)):
            best = (phrase, token.start)
    return best


def _labelled(line: _Line) -> Iterator[_Found]:
    """``Label: value``, also several on one line, and ``Label   value`` at the head of a line."""
    for mark in _LABEL.finditer(line.text):
        colon = not mark.group().isspace()
        label, begins = _label_before(line, mark.start())
        if not label or (not colon and line.text[:begins].strip(" \t-•*")):
            continue
        if line.text[begins - 1:begins].isalnum():
            continue
        start = mark.end()
        # Within a sentence a colon introduces a quotation, not a value.
        head = line.text[:begins].rstrip(" \t*•-–(")
        first = line.words[line.first_from(begins)]
        if head and head[-1].isalnum() and begins - len(head) < 2 and first.word.islower():
            continue
        ending = _VALUE_END.search(line.text, start + 1)
        end = ending.start() if ending else len(line.text)
        yield from _value(line, label, start, end, 0.85 if colon else 0.6)


def _value(line: _Line, label: str, start: int, end: int, score: float) -> Iterator[_Found]:
    """Findings in a value, by its label; ``start`` and ``end`` within the line."""
    if label in _BIRTHS:
        if match := _DATE.search(line.text, start, min(end, start + 30)):
            yield _Found(start=match.start(), end=match.end(), entity="DATE_OF_BIRTH", score=score + 0.1,
                         reason="date after its label")
        return
    if label in _AGES:
        if match := _AGE.match(line.text, _skip_space(line.text, start), end):
            yield _Found(start=match.start(), end=match.end(), entity="AGE", score=score,
                         reason="number after its label")
        return
    if label in _ADDRESSES:
        yield from _address(line, start, end, score)
        return
    if label in _ORGANISATIONS:
        yield from _setting(line, start, end, score - 0.2)
    if label in _ONE_PERSON or label in _MANY_PEOPLE:
        many = label in _MANY_PEOPLE
        value = line.text[start:end]
        # Prose after a label ("Mother: said she would …") is no list.
        first = line.first_from(start)
        if first < len(line.words) and line.words[first].word.islower() and (
            is_ordinary(line.words[first].plain) and line.words[first].plain not in TITLES
        ):
            return
        commas = many and ";" not in value
        yield from _listed_names(
            line, start, end if many else min(end, start + 80), score=score, reason="name after its label",
            small=label in _SMALL_LETTERS, commas=commas,
        )


_SMALL_LETTERS = _labels("name, full name, child, mother, father, mum, dad, surname, first name, patient, client")


def _skip_space(text: str, position: int) -> int:
    while position < len(text) and text[position] in " \t":
        position += 1
    return position


def _address(line: _Line, start: int, end: int, score: float) -> Iterator[_Found]:
    low = _skip_space(line.text, start)
    value = line.text[low:end]
    # An open remark ("as above", "not known") holds neither a number nor a capital.
    cut = re.search(r"[.(]\s|\s[(–—]|\s-\s|;", value)
    if cut:
        value = value[:cut.start()]
    value = value.rstrip(" ,.")
    words = list(tokens(value))
    if any(c.isdigit() for c in value) or (
        len(words) > 1 and _capital(words[0].word) and not is_ordinary(words[0].plain)
    ):
        yield _Found(start=low, end=low + len(value), entity="ADDRESS", score=score,
                     reason="address after its label")


def _setting(line: _Line, start: int, end: int, score: float) -> Iterator[_Found]:
    """The setting named in a value: a run of capitalised words, at least one of them distinctive."""
    for low, high in _chunks(line.text, start, end, commas=True):
        index = line.first_from(low)
        words = []
        for place in range(index, len(line.words)):
            token = line.words[place]
            if token.start >= high or not (_capital(token.word) or token.plain in {"of", "the", "and"}):
                break
            words.append(token)
        while words and not _capital(words[-1].word):
            words.pop()
        if not words or words[0].plain in TITLES:
            continue
        known = [token.plain in _ORG_WORDS for token in words]
        distinct = [not is_ordinary(token.plain) for token in words]
        if any(distinct) and (any(known) or low == start) and len(words) < 9:
            yield _Found(start=words[0].start, end=words[-1].stop, entity="ORGANISATION", score=score,
                         reason="setting after its label")


# Within a line


_AGE_AFTER = re.compile(
    r"\s?[(\[]\s?(?:aged?\s|d\.?o\.?b\.?:?\s)?(?P<age>\d{1,2}(?:[ ]?(?:yrs?|years?|y/?o|yo|y|mths?|months?|m|wks?|"
    r"weeks?|days?)(?: old)?)?)\s?[)\],;]"
    r"|,?\s(?:now\s)?aged?\s(?P<aged>\d{1,2})(?![\d/.])", re.IGNORECASE)
_BIRTH_AFTER = re.compile(r",?\s?[(\[]?\s?(?:d\.?o\.?b\.?|born|b\.)[: ]", re.IGNORECASE)


def _aged_names(line: _Line) -> Iterator[_Found]:
    """``Tyler (8), Kayden (6) & Lexi-Mae (2)``: the ages bind to the names before them."""
    index = 0
    while index < len(line.words):
        stop = name_from(line, index)
        if stop == index:
            index += 1
            continue
        _, end = _span(line, index, stop)
        match = _AGE_AFTER.match(line.text, end)
        if match:
            group = "age" if match["age"] else "aged"
            yield _person(line, index, stop, 0.8, "name with an age")
            if not is_numbering(line.text, *match.span(group)):
                yield _Found(start=match.start(group), end=match.end(group), entity="AGE", score=0.8,
                             reason="age of the name before it")
        elif _BIRTH_AFTER.match(line.text, end):
            yield _person(line, index, stop, 0.8, "name with a date of birth")
        index = stop


#: A whole line, or what comes before "its": "dear tobi", "hi sue its kirstyn".
_GREETED = re.compile(
    r"\W{0,3}(?:dear|hi|hiya|hello|hey)\s+(?=(?P<who>[^\W\d_][\w'’-]+))(?P=who)(?=\s*[,!]|\s*$|\s+it['’]?s\b)",
    re.IGNORECASE)
#: "Hughes x3 – letter out": how many of a family there are, in a list of cases.
_SO_MANY = re.compile(r"\W{0,4}(?P<who>[A-Z][a-z'’-]{2,20}(?:-[A-Z][a-z]{2,20})?) ?[x×] ?\d\b(?=\s*[–:(-]|\s{2})")


def _opening(line: _Line) -> Iterator[_Found]:
    """Who is greeted, or listed, at the head of a line."""
    for pattern, score, reason in ((_GREETED, 0.6, "who is greeted"), (_SO_MANY, 0.5, "so many of a family")):
        if match := pattern.match(line.text):
            name = plain(match["who"])
            ordinary = is_ordinary(name) and (name not in NAME_WORDS or pattern is _SO_MANY)
            if could_name(name) and not ordinary:
                start, end = match.span("who")
                yield _Found(start=start, end=end, entity="PERSON", score=score, reason=reason)


_SHORTEST_SURNAME = 3
#: "Chief Constable" is a rank of two words, though a painter was called so.
_CHIEFS = frozenset({"constable", "inspector", "superintendent", "executive", "officer", "nurse"})


def _is_surname_after_initial(line: _Line, index: int) -> bool:
    """Whether the word there follows a title's initial as its surname: a word of some letters with a capital."""
    if index >= len(line.words) or line.gap(index - 1) not in {" ", ". ", "."}:
        return False
    word = line.words[index].word
    return len(word) > _SHORTEST_SURNAME - 1 and word.isalpha() and _capital(word)


def _titled_names(line: _Line) -> Iterator[_Found]:
    """``Mr Patel``, ``PC Naylor``, ``mrs tattersall``."""
    for index, token in enumerate(line.words[:-1]):
        if token.plain not in TITLES or line.gap(index) not in {" ", "  ", ". ", ".", "\u00a0"}:
            continue
        strict = token.plain in STRICT_TITLES
        following = line.words[index + 1]
        if _capital(token.word) or strict:
            after = index + 1
            if following.plain in STRICT_TITLES or following.plain in _THINGS or (
                    token.plain == "chief" and following.plain.removesuffix("'s") in _CHIEFS):
                continue
            stop = name_from(line, after, small=strict)
            if stop == after and strict and len(following.word) == 1 and _capital(following.word):
                stop = after + 1  # "Mr A"
            if stop == after + 1 and strict and len(following.word) == 1 and _is_surname_after_initial(line, stop):
                stop += 1  # "PC S March", whatever else the word may be
            if stop == after:
                # After a real title an ordinary word is a name: "Mrs Butcher", "DC Park".
                if not (
                    strict and token.word[0].isupper() and _capital(following.word) and not following.word.isupper()
                    and following.plain not in NOT_NAMES and line.gap(index) != ". "
                ):
                    continue
                stop = after + 1
            alone = stop == after + 1 and is_ordinary(following.plain) and not strict
            if token.plain in {"dc", "ds", "pc", "ms", "sr", "fr", "di"} and not token.word.isupper() and not (
                strict and token.word[0].isupper()
            ):
                continue
            if token.plain == "ms" and line.gap(index) == ". " and token.word.isupper():
                continue
            yield _person(line, after, stop, 0.4 if alone else 0.85 if strict else 0.7, "name after a title")


#: "PC World", "Ms Word", "Miss lunch", "Dr Appointment".
_THINGS = word_set(
    "world word excel teams laptop gaming tablet appointment appointments letter letters lunch surgery call calls"
    " report visit visits note notes office")
_KIN = word_set(
    "mum mam mom dad mother father partner boyfriend girlfriend husband wife son daughter brother sister sibling"
    " twin nan nana nanny gran granny grandma grandad granddad uncle aunt auntie aunty cousin friend stepdad stepmum"
    " stepfather stepmother neighbour niece nephew mate bf gf ex mo fa mgm mgf pgm pgf ubb unborn baby bump fiance"
    " fiancee carer named née nee")
_FAMILIES = word_set(
    "family families household children kids boys girls brothers sisters twins siblings lads parents")


def _kin_names(line: _Line) -> Iterator[_Found]:
    """``her mum Pauline``, ``UBB Jones``, ``the Ward children``, ``known as Shaz``."""
    for index, token in enumerate(line.words):
        if token.plain in _KIN and index + 1 < len(line.words) and not token.possessive:
            gap = line.gap(index)
            following = line.words[index + 1]
            if gap in {" ", ", ", " (", ' "', " “", " ‘", " '", ": "} and _capital(following.word):
                stop = name_from(line, index + 1)
                # A new sentence or a list of roles does not name anybody.
                weak = gap != " " or (stop == index + 2 and is_ordinary(following.plain))
                if stop > index + 1 and (len(following.word) > 1 or gap == " ") and not any(
                    is_heritage(line.text[following.start:last.end]) for last in line.words[stop - 1:stop + 1]
                ) and not (
                    following.word.isupper() and len(following.word) < 5 and token.word.isupper()
                ):
                    yield _person(line, index + 1, stop, 0.35 if weak else 0.65, "name after a kinship word")
        if token.plain in _FAMILIES and index and line.gap(index - 1) == " ":
            before = line.words[index - 1]
            if (
                _capital(before.word) and len(before.word) > 2 and could_name(before.plain)
                and not is_ordinary(before.plain) and not before.possessive and not any(map(str.isdigit, before.word))
                and not is_heritage(before.word, of_a_family=True)
            ):
                yield _person(line, index - 1, index, 0.6, "surname of a family")


_CALLED = re.compile(
    r"(?:\baka|\ba\.k\.a\.?|\bnée|\bknown as|\bgoes by|\bnicknames?d?|\bcall(?:s|ed)? (?:him|her|them)|"
    r"\blikes to be called|\bprefers|\balias|\bstreet name|\bcalled|"
    r"\b(?:shout|yell|scream|call)(?:ed|s|ing)?(?: out)?(?: to (?:him|her))?|"
    r"\bnames? (?:that |which )?(?:they|he|she|people|others) (?:gave|used|called?|use)(?: (?:him|her|them))?"
    r"(?: is| was)?)[:,]?\s(?:the name (?:of )?)?[\"“‘'«]?(?=[^\W\d_])", re.IGNORECASE)
#: A thing, an illness or an animal may be called something too, and people prefer what they like.
_THING_BEFORE = re.compile(
    r"\b(?:games?|apps?|drugs?|programmes?|courses?|films?|conditions?|syndrome|therapy|groups?|approach|sites?|websites?|shows?"
    r"|bands?|songs?|books?|dogs?|cats?|pupp(?:y|ies)|ponies|pony|horses?|hamsters?|rabbits?|models?|tools?|disease"
    r"|illness|schemes?|projects?|brands?|thing|something|drinks?|shops?|company|firm|snakes?|lizards?|geckos?"
    r"|budgies?|parrots?|(?:gold)?fish|tortoises?|(?:guinea )?pigs?|gerbils?|rats?|frogs?|goats?|hens?|chickens?"
    r"|cows?|bulls?|sheep|lambs?|tedd(?:y|ies)|toys?|dolls?|puppets?|cars?|vans?|boats?|bikes?|cellos?|guitars?"
    r"|stor(?:y|ies)|plays?|episodes?|series|cop(?:y|ies))(?: (?:is|was|are|were)(?: now| also)?)? $", re.IGNORECASE)
#: In front of "called" they say that somebody is.
_SOMEBODY_BEFORE = re.compile(
    r"\b(?:lad|lads|boy|girl|man|men|woman|bloke|guy|male|female|friend|mate|boyfriend|girlfriend|partner|dealer|neighbour|cousin"
    r"|uncle|aunt|auntie|brother|sister|son|daughter|baby|kid|fella|lass|person|somebody|someone|worker|carer|teacher"
    r"|nurse|doctor|one) (?:is |was )?$", re.IGNORECASE)
#: After "called" they begin something else: "a man called yesterday", "a friend called her".
_NO_NICKNAMES = word_set(
    "himself herself themselves itself the her him them his their that this what who out and but for from about again"
    " back round over today yesterday last earlier later when while after before because with without into twice once"
    " police ambulance home in at on to by off us me you my our your saying asking crying shouting wanting looking"
    " trying it nobody names every")
_NICKNAMED = ("nick", "aka", "a.k.a", "alias", "street")
_QUOTED_NICKNAME = re.compile(r"[(]?[\"“‘](?P<name>[^\W\d_](?:[^\W\d_]|[-'’ ]){1,18})[\"”’][)]?")


def _is_small_nickname(line: _Line, index: int, match: re.Match[str]) -> bool:
    """Whether somebody is called by a word in small letters: "a lad called bubbles"."""
    if index >= len(line.words) or line.words[index].start != match.end():
        return False
    token = line.words[index]
    return token.word.islower() and len(token.word) > 2 and token.plain not in _NO_NICKNAMES and (
        _SOMEBODY_BEFORE.search(line.text, max(0, match.start() - 24), match.start()) is not None)


def _called(line: _Line) -> Iterator[_Found]:
    for match in _CALLED.finditer(line.text):
        index = line.first_from(match.end())
        if _THING_BEFORE.search(line.text, max(0, match.start() - 24), match.start()):
            continue
        if _is_small_nickname(line, index, match):
            yield _person(line, index, index + 1, 0.65, CALLED)
        if index < len(line.words) and line.words[index].start == match.end() and _capital(line.words[index].word):
            stop = name_from(line, index)
            if stop > index:
                if match.group().lower().startswith("prefers ") and not is_forename(line.words[index].plain):
                    continue  # "prefers Xbox"
                ordinary = stop == index + 1 and is_ordinary(line.words[index].plain)
                sure = match.group().lower().startswith(_NICKNAMED)
                yield _person(line, index, stop, 0.65 if sure or not ordinary else 0.4, CALLED)
                # "nicknames Tank, Ghost"
                while sure and stop < len(line.words) and line.gap(stop - 1) in {", ", "/", " / ", " and "}:
                    index, stop = stop, name_from(line, stop)
                    if stop == index:
                        break
                    yield _person(line, index, stop, 0.65, CALLED)
    for match in _QUOTED_NICKNAME.finditer(line.text):
        index = line.first_from(match.start("name"))
        if not index or index >= len(line.words) or line.words[index].start != match.start("name"):
            continue
        before = line.words[index - 1]
        stop = name_from(line, index)
        if (
            stop > index and line.words[stop - 1].end == match.end("name") and _capital(before.word)
            and not is_ordinary(before.plain) and match.start() - before.end <= 2
        ):
            yield _person(line, index, stop, 0.6, "nickname beside a name")


_END_INITIALS = re.compile(
    r"(?:(?<=[.!?)\"”'’\]])\s{0,3}|\s)[–—-]\s?(?P<who>[A-Z]{2,4}(?:/[A-Z]{2,4}){0,2})"
    r"(?P<date>,?\s\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?)?[\s.)]{0,8}$")
_TASKED = re.compile(r"(?:^|[;.•–-])\s{0,3}(?P<who>[A-Z]{2,3}(?:/[A-Z]{2,3})?) (?:to|will) (?=[a-z]{2})")


#: The verb takes no "to": "Will to follow up"; and who is to be rung: "Contact Col: 01632 960 212".
_TO_ACT = re.compile(r"(?:^|(?<=[.;:!?•–-])\s{1,3})(?P<who>Will) to (?!live\b|power\b)[a-z]{2}")
_TO_RING = re.compile(
    r"\b(?:[Cc]ontact|[Cc]all|[Rr]ing|[Tt]ext|[Pp]hone) (?P<who>[A-Z][a-z]{1,20})(?:[:,]| on| at)?"
    r" \(?(?:0[127]|\+44)\d")  # whoever has an 0300 or 0808 number is no person


def _tasked(line: _Line) -> Iterator[_Found]:
    """A forename that is a word, where only somebody can stand."""
    for match in (*_TO_ACT.finditer(line.text), *_TO_RING.finditer(line.text)):
        name = plain(match["who"])
        if name in NAME_WORDS or (could_name(name) and not is_ordinary(name)):
            yield _Found(start=match.start("who"), end=match.end("who"), entity="PERSON", score=0.6,
                         reason="somebody who is to act or to be rung")


def _initials(line: _Line) -> Iterator[_Found]:
    """Initials that sign a note or carry an action."""
    for match in (_END_INITIALS.search(line.text), *_TASKED.finditer(line.text)):
        if match is None:
            continue
        position = match.start("who")
        for part in match["who"].split("/"):
            dated = "date" in match.groupdict() and match["date"]
            if dated or could_name(part.lower()):
                yield _Found(start=position, end=position + len(part), entity="PERSON",
                             score=0.6 if dated else 0.3, reason="initials that sign or act")
            position += len(part) + 1


_SETTING_ENDS = word_set(
    "school primary infants juniors junior academy nursery preschool surgery infirmary hospital mosque gurdwara"
    " pharmacy yot yjs yoi police lodge grange gables hotel fellowship diocese library foods ltd limited plc"
    " constabulary college university practice clinic church chapel synagogue temple mandir masjid pantry foodbank"
    " motors"
    " stores bakery salon rooms hub centre hospice ward council house trust partnership chemist presbytery tabernacle"
    " barn shelter convent fostering housing gymnastics produce campus gazette airport haven garage cafe café takeaway"
    " restaurant inn arms gym theatre museum cinema leisure stadium arena villa towers unit team service services group"
    " outreach solicitors llp builders cleaning recruitment staffing taxis cabs nurseries stables gardens"
    " mash csc asc bcu edt cmht camhs respite ps adoption lettings"
    " fire ambulance project cc mbc cid ed ap sch gp high special first lower middle association society")
#: Of these endings the words before them need not all be distinctive.
_SETTING_STARTS = word_set(
    "st saint hmp hmyoi yoi ysgol coleg heddlu masjid gurdwara capel meithrinfa meithrin canolfan"
                            " costa tesco asda lidl aldi greggs sainsburys morrisons meddygfa ysbyty")


_STREETS = word_set("street st road rd lane avenue ave close drive way terrace crescent gardens court")
_WARD = re.compile(r"\b[Ww]ard [A-Z]?\d{1,2}[A-Za-z]?\b")
_AIMED = word_set(
    "shouted shouting shouts laughed laughing looked looking looks angry swore swearing smiled smiling screamed"
    " screaming directed aimed spat pointed pointing glared stared yelled yelling threw thrown lunged kicked good")


def _whereabouts(line: _Line) -> Iterator[_Found]:
    """``contact at High Trees``: a capitalised name after "at" is a place or a setting."""
    words = line.words
    for index, token in enumerate(words[:-1]):
        if token.word != "at" or line.gap(index) not in {" ", " the "} or (index and words[index - 1].plain in _AIMED):
            continue
        first = index + 1
        if words[first].plain == "the" and first + 1 < len(words) and line.gap(first) == " ":
            first += 1
        stop = first
        while stop < len(words) and stop - first < 5 and _capital(words[stop].word) and (
            stop == first or line.gap(stop - 1) in {" ", "-", "'s ", "’s "}
        ) and words[stop].plain not in TITLES:
            stop += 1
        run = words[first:stop]
        if not run or (words[stop - 1].possessive and len(run) == 1 and words[first].plain[:2] != "st"):
            continue
        letters = len(run) == 1 and 3 <= len(run[0].word) <= 4 and run[0].word.isupper() and run[0].word.isalpha()
        if (letters and could_name(run[0].plain)) or any(
            not is_ordinary(word.plain) and len(word.plain) > 2 and not word.word.isupper() for word in run
        ):
            yield _Found(start=run[0].start, end=run[-1].stop, entity="ORGANISATION", score=0.4,
                         reason="where something took place")
    for match in _WARD.finditer(line.text):
        yield _Found(start=match.start(), end=match.end(), entity="ORGANISATION", score=0.6,
                     reason="ward by its number")


def _distinguishes(word: Token, kind: Token) -> bool:
    """Whether a word in front of a kind of setting is its name: not "Housing Hub", nor the letters of "AMHP Hub"."""
    letters = word.word.isupper() and len(word.word) <= _LETTERS and not kind.word.isupper()
    return len(word.plain) > 2 and not (letters or is_ordinary(word.plain))


#: In capitals they end what may be a setting's name to their right: "REQUESTED VIA WEARMOUTH MASH".
_LEADS_ON = ACTS | word_set("with via from to at in on by for re or be been per under requested referred passed")


def _settings(line: _Line) -> Iterator[_Found]:
    """``Hopton Lane Primary``, ``HMP Exampleford``, ``St Wilfrid's``: a name with its kind of setting."""
    words = line.words
    for index, token in enumerate(words):
        if not _capital(token.word):
            continue
        if token.plain in _SETTING_STARTS and index + 1 < len(words) and line.gap(index) == " ":
            stop = index + 1
            while stop < len(words) and stop - index < 4 and line.gap(stop - 1) == " " and _capital(
                words[stop].word
            ) and not (stop > index + 1 and is_ordinary(words[stop].plain)):
                stop += 1
            street = stop < len(words) and words[stop].plain in _STREETS
            if stop > index + 1 and not is_ordinary(words[index + 1].plain) and not street:
                yield _Found(start=token.start, end=words[stop - 1].stop, entity="ORGANISATION", score=0.5,
                             reason="name of a setting")
        elif token.plain in _SETTING_ENDS and index and not token.possessive:
            first = index
            while first and index - first < 5 and line.gap(first - 1) in {" ", "-", " & ", "'s ", "’s "} | (
                {". "} if words[first - 1].plain == "st" else set()
            ) and (_capital(words[first - 1].word) or words[first - 1].plain in {"of", "and", "the"}) and not (
                words[first - 1].word.isupper() and words[first - 1].plain in _LEADS_ON
            ):
                first -= 1
            while first < index and (
                not _capital(words[first].word) or words[first].plain in NOT_NAMES or words[first].plain in TITLES
            ):
                first += 1
            head = words[first:index]
            if any(_distinguishes(word, token) for word in head) and not (
                token.word.isupper() and len(token.word) > 3 and not words[first].word.isupper()
            ):
                yield _Found(start=words[first].start, end=token.end, entity="ORGANISATION", score=0.45,
                             reason="name of a setting")


_LINE_RULES: tuple[Callable[[_Line], Iterator[_Found]], ...] = (
    _labelled, _aged_names, _opening, _titled_names, _kin_names, _called, _tasked, _initials, _settings,
    _whereabouts,
)


# Tables


_HEADERS = word_set(
    "name role agency organisation relationship initials init present date time event action who by owner when due"
    " outcome status notes comment comments source type id ref dob age address school gp worker phone telephone"
    " email contact update details detail no gender sex ethnicity reason")


def _column_label(header: str) -> str:
    """The label a column's header stands for, "" when it tells nothing."""
    label = " ".join(token.plain for token in tokens(header))
    known = (_ONE_PERSON, _MANY_PEOPLE, _ADDRESSES, _ORGANISATIONS, _BIRTHS, _AGES)
    if label not in _YES_OR_NO and any(label in labels for labels in known):
        return label
    words = label.split()
    for word in reversed(words):
        if word in _PERSON_HEADERS:
            return "name"
    return "initials" if label in {"initials", "init", "inits"} else ""


#: Headers over columns of ticks; as labels they introduce people.
_YES_OR_NO = word_set("present attended attendance apologies invited required seen absent copy informed b")
_PERSON_HEADERS = word_set("name names worker practitioner owner who by source lead attendee supervisor")


def _cell(line: _Line, label: str, start: int, end: int, reason: str) -> Iterator[_Found]:
    if label == "initials":
        if match := _INITIALS.match(line.text, _skip_space(line.text, start), end):
            yield _Found(start=match.start(), end=match.end(), entity="PERSON", score=0.85,
                         reason="initials in their column")
        return
    if end - start > 80 and label not in _ADDRESSES:
        return
    for item in _value(line, label, start, end, 0.8):
        yield _Found(start=item.start, end=item.end, entity=item.entity, score=item.score, reason=reason)


#: Characters of a column's header, and words of one between commas that need not be known as a whole.
_LONGEST_HEADER, _FEW = 30, 2


def _heads_column(header: str, sign: str) -> bool:
    """Whether words may head a column; commas part sentences as well: "Please confirm name, age, address"."""
    return len(header) < _LONGEST_HEADER and (
        sign != "," or len(header.split()) <= _FEW
        or _column_label(header) == " ".join(token.plain for token in tokens(header)))


def _delimited_tables(lines: Sequence[_Line]) -> Iterator[_Found]:
    """Rows of cells under a row of headers, parted by tabs, bars, semicolons or commas."""
    labels: list[str] = []
    mark = ""
    for line in lines:
        if mark:
            cells = _cells(line.text, mark)
            if len(cells) >= max(2, len(labels) - 1):
                for label, (start, end) in zip(labels, cells, strict=False):
                    if label:
                        for item in _cell(line, label, start, end, "cell under its header"):
                            yield _shifted(item, line.start)
                continue
            mark = ""
        for sign in ("\t", "|", ";", ","):
            cells = _cells(line.text, sign)
            headers = [line.text[start:end].strip(' "') for start, end in cells]
            if len(cells) >= 2 and all(_heads_column(header, sign) for header in headers):
                labels = [_column_label(header) for header in headers]
                known = sum(
                    bool(label) or plain(header) in _HEADERS for label, header in zip(labels, headers, strict=True)
                )
                if any(labels) and known >= 2 and known * 2 >= len([h for h in headers if h]):
                    mark = sign
                    break


def _cells(text: str, mark: str) -> list[tuple[int, int]]:
    """Cells of a row; a mark within double quotes parts nothing."""
    if mark not in text:
        return []
    cells, low, quoted = [], 0, False
    for position, character in enumerate(text):
        if character == '"':
            quoted = not quoted
        elif character == mark and not quoted:
            cells.append((low, position))
            low = position + 1
    cells.append((low, len(text)))
    return [
        (low + (text[low:low + 1] == '"'), high - (high > low + 1 and text[high - 1] == '"')) for low, high in cells
    ]


def _column_cells(document: Document) -> Iterator[_Found]:
    """Cells whose table column has a header that tells."""
    labels: dict[str, str] = {}
    for index, block in enumerate(document.blocks):
        if not block.column or not block.text.strip():
            continue
        if block.column not in labels:
            labels[block.column] = _column_label(block.column)
        label = labels[block.column]
        if not label or block.text.strip() == block.column.strip():
            continue
        for line in _lines(block.text):
            for item in _cell(line, label, 0, len(line.text), "cell under its header"):
                yield _shifted(item, line.start + document.start_of(index))


# Signatures and speakers


_CLOSING = re.compile(
    r"(?:kind(?:est)?|best|warm(?:est)?|many)?\s?(?:regards|wishes|thanks)|yours(?: \w{5,10})?|thanks|thank you|"
    r"cheers|all the best|love(?: from)?|lots of love|yn gywir|diolch|cofion(?: \w+)?|signed|ta|take care|xx+|"
    r"many thanks|with thanks|god bless|respectfully", re.IGNORECASE)


#: A letter by itself, perhaps with kisses, and what stands below the end of a mail: another, quoted.
_ONE_LETTER = re.compile(r"\s*(?P<who>[A-MO-XZ])\.?(?:\s*x+)?\s*")
_QUOTED_BELOW = re.compile(r"\s*(?:>|From:|-{3,}|On .{6,60} wrote:|Sent from )")


def _signatures(lines: Sequence[_Line]) -> Iterator[_Found]:
    """The name on the line after "Kind regards,", and the letter that ends a mail above a quoted one."""
    for number, line in enumerate(lines):
        if (letter := _ONE_LETTER.fullmatch(line.text)) and number and line.text[:1] != ">" and (
            number + 1 < len(lines) and _QUOTED_BELOW.match(lines[number + 1].text)
        ):
            yield _Found(start=line.start + letter.start("who"), end=line.start + letter.end("who"), entity="PERSON",
                         score=0.7, reason="initial at the end of a mail")
        closing = line.text.strip(" \t>,.!-–*/")
        if len(closing) > 60 or not any(
            _CLOSING.fullmatch(part.strip(" ,.!")) for part in (closing, *closing.split("/"), *closing.rsplit(". ", 1))
        ):
            continue
        for below in lines[number + 1:number + 2]:
            index = _skip_titles(below, 0, len(below.text))
            stop = name_from(below, index, small=True)
            if stop > index and len(below.text.strip()) < 60 and not _goes_on(below, index, stop):
                yield _shifted(_person(below, index, stop, 0.8, "name under a closing"), below.start)
            elif (match := re.match(r"[\s>]*([A-Z]{2,3}|[A-Z])\.?\s*x*$", below.text)):
                yield _Found(start=below.start + match.start(1), end=below.start + match.end(1), entity="PERSON",
                             score=0.7, reason="initials under a closing")


def _goes_on(line: _Line, index: int, stop: int) -> bool:
    """Whether what stands under a closing is a sentence ("Hope this helps") or kisses rather than a name."""
    words = line.words[index:stop]
    if all(not token.plain.strip("x") for token in words):
        return True
    after = line.words[stop] if stop < len(line.words) else None
    return all(is_ordinary(token.plain) for token in words) and after is not None and (
        line.gap(stop - 1) == " " and after.word.islower() and bool(after.plain.strip("x")) and after.plain != "and")


_STAMP = re.compile(
    r"\s{0,8}(?P<stamp>[\[(]?(?:\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{2,4})?,?\s)?\d{1,2}[:.]\d{2}(?:[:.,]\d{2,3}){0,2}"
    r"(?:\s?[ap]m)?[\])]?\s{0,3}[-–]?\s{0,3})?")
_SPEAKER = re.compile(r"(?P<who>[^\W\d_](?:[^\W\d_]|['’. -]){0,28}?)(?:\s[(\[][^)\]]{1,20}[)\]])?:(?=\s|$)")


_NO_SPEAKERS = word_set(
    "q a nb ps aob tbc case big medium small chat caller operator op me user bot group system unknown unit base"
    " driver speaker fwd re fw contact hx rx tx px ax dx imp obs o/e meltdown nightshift birthweight phonecall"
    " walkabout liquidlogic caredirector mosaic england scotland wales raw fixed keynote")
#: Two of them at the heads of lines rate something: "Green: basic care", "Amber: stimulation".
_LIGHTS = frozenset({"red", "amber", "yellow", "green"})
#: Letters of the longest abbreviation in front of a kind of setting.
_LETTERS = 5


def _speakers(lines: Sequence[_Line]) -> Iterator[_Found]:
    """Who speaks in a transcript or a chat: a label that comes again, or one after a time."""
    spoken: list[tuple[_Line, re.Match[str], bool]] = []
    times: Counter[str] = Counter()
    for line in lines:
        stamp = _STAMP.match(line.text)
        begin = stamp.end() if stamp else 0
        match = _SPEAKER.match(line.text, begin)
        if match:
            spoken.append((line, match, bool(stamp and stamp["stamp"])))
            times[match["who"]] += 1
    for line, match, stamped in spoken:
        who = match["who"]
        if not stamped and times[who] < 2:
            continue
        index = line.first_from(match.start("who"))
        words = [token for token in line.words[index:] if token.end <= match.end("who")]
        while words and words[0].plain in TITLES and len(words) > 1:
            words = words[1:]
        if not words or len(words) > 4 or not all(
            could_name(token.plain) or not (token.word.istitle() or token.word.isupper() or token.word.islower())
            for token in words
        ):
            continue
        ordinary = all(is_ordinary(token.plain) and not token.word.isupper() for token in words)
        if ordinary and not all(token.plain in NAME_WORDS for token in words):
            continue
        rated = who.lower() in _LIGHTS and len(_LIGHTS & {other.lower() for other in times}) > 1
        if rated or who.lower() in _NO_SPEAKERS or (len(words) > 1 and who.isupper() and times[who] < 2):
            continue
        yield _Found(start=line.start + words[0].start, end=line.start + words[-1].end, entity="PERSON",
                     score=0.75 if times[who] > 1 else 0.5, reason="who speaks")


# Path and properties


_AUTHORS = frozenset({"author", "creator", "last_modified_by", "lastmodifiedby", "manager", "initial-creator", "from"})


def _metadata(document: Document, lines: Sequence[_Line]) -> Iterator[_Found]:
    """Words of the path and of the author's name where the text holds them as a name would stand."""
    known: set[str] = set()
    values = [document.path.rsplit(".", 1)[0]]
    values += [value for key, value in document.metadata.items() if key.lower() in _AUTHORS]
    for value in values:
        for token in tokens(value):
            letters = token.plain
            if (
                len(letters) > 2 and letters.isalpha() and _capital(token.word)
                and not is_ordinary(letters) and could_name(letters)
                and not (token.word.isupper() and len(letters) < 6)
            ):
                known.add(letters)
    if not known:
        return
    for line in lines:
        for index, token in enumerate(line.words):
            if token.plain in known and _capital(token.word):
                yield _shifted(
                    _person(line, index, index + 1, 0.5, "named in the file's name or properties"), line.start)
