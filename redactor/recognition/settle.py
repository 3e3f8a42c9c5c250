"""Settles what several recognisers say of the same words: one finding for each stretch of text.

Nothing that one of them wants replaced is lost: where a weaker candidate reaches beyond a stronger one, what
is left of it stays a finding of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from operator import attrgetter

from redactor.casefile import ENTITY_TYPES, Document, Finding, NearMiss, Recognition
from redactor.recognition.forenames import gender_of, is_forename
from redactor.recognition.vocabulary import is_ordinary, plain, word_set
from redactor.rulebook import Policy
from redactor.rulebook.actions import Action, Attribute

#: What a finding is not made of, at its edges.
_EDGES = " \t\r\n\u00a0.,;:!?\"'“”‘’`´*_|<>~=…•·–—-/\\"
_OPENING, _CLOSING = "([{", ")]}"
_POSSESSIVE = re.compile(r"['’ʼ`´][sS]$")
#: "T.O'S" are the initials of an O'Sullivan.
_INITIALS_OF_O = re.compile(r"(?:[A-Z]\. ?){1,2}O['’]S")
#: "Di", "Col" and "Dj" with one capital are forenames.
_TITLES = re.compile(
    r"^(?:(?:mr|mrs|ms|miss|mx|mstr|dr|prof|professor|revd?|sir|dame|lord|lady|cllr|pc|dc|ds|ps|pcso|sgt|hhj|capt(?:ain)?|cpl|lt"
    r"|(?-i:DI|DJ|Col(?=\.)|COL|di))\b\.?\s+)+",
    re.IGNORECASE,
)
#: Indirect identifiers that are told by a number, and the score from which such a phrase is taken as a whole.
_NUMBERED = {Attribute.FAMILY_SIZE, Attribute.SENTENCE, Attribute.MONEY}
_SURE_PHRASE = 0.9
#: What stands between two names that are two people's. A comma may also stand within a name turned round.
_JOINT = re.compile(
    r"\s{0,3}[&+/;–—\n]\s{0,3}|\s{1,3}and\s{1,3}|[.!?][\"”’)]?\s{1,3}(?=[^\W\d_])|\s{0,3},\s{0,3}", re.IGNORECASE)
#: In front of a forename, in small letters.
_KIN_BEFORE = re.compile(
    r"\b(?:partner|boyfriend|girlfriend|husband|wife|fiancée?|brother|sister|son|daughter|mum|mother|dad|father|nan|gran|friend"
    r"|cousin|uncle|aunt|auntie|step-?(?:dad|mum|father|mother|son|daughter))s? $")
_LONGEST_KIN = 16
#: A full stop after these ends no sentence.
_SHORTENED = word_set(
    "mr mrs ms mx dr prof st sr jr snr jnr rev revd sgt insp supt cllr hon capt fr messrs")
#: Longest initials: "TOR", "RMC".
_INITIALS_LONG = 4
_VOWELS = frozenset("aeiouy")
_NAMED = {"PERSON", "ORGANISATION", "LOCATION"}
#: Types that say what a number is; they win over the ones that only say that it is one.
_VAGUE = {"OTHER_REF", "DATE", "AGE", *_NAMED}


def trimmed(document: Document, finding: Finding) -> Finding | None:
    """A finding without the punctuation, titles and possessive at its edges; None when nothing is left."""
    text, start, end = document.text, finding.start, finding.end
    while True:
        before = (start, end)
        while start < end and (text[start] in _EDGES and not (text[start] == "-" and finding.entity_type == "URL")):
            start += 1
        while start < end and text[end - 1] in _EDGES:
            end -= 1
        if start and text[start - 1] in "'’ʼ`´" and text.startswith(("s ", "S "), start, end):
            start += 2  # what is left of "Wigan's first" when the place has been taken
        if start < end and text[start] in _OPENING and not _closes(text, start, end):
            start += 1
        if start < end and text[end - 1] in _CLOSING and not _opens(text, start, end):
            end -= 1
        # "St Aidan's" is the school's whole name; of people and places the ending is grammar.
        grammar = finding.entity_type in {"PERSON", "LOCATION"}
        if grammar and (match := _POSSESSIVE.search(text[max(start, end - 2):end])) and not (
            _INITIALS_OF_O.fullmatch(text, start, end)
        ):
            end -= len(match[0])
        if finding.entity_type == "PERSON" and (match := _TITLES.match(text[start:min(end, start + 40)])):
            start += match.end()
        if before == (start, end):
            break
    if not any(character.isalnum() for character in text[start:end]):
        return None
    return _with_bounds(finding, start, end)


def _with_bounds(finding: Finding, start: int, end: int) -> Finding:
    if (start, end) == (finding.start, finding.end):
        return finding  # nearly always; a copy costs more than all else here
    return replace(finding, start=start, end=end)


def _closes(text: str, start: int, end: int) -> bool:
    return _CLOSING[_OPENING.index(text[start])] in text[start:end]


def _opens(text: str, start: int, end: int) -> bool:
    return _OPENING[_CLOSING.index(text[end - 1])] in text[start:end]


def within_blocks(document: Document, finding: Finding) -> Iterator[Finding]:
    """The parts of a finding in each block it covers, trimmed."""
    for index, low, high in document.pieces(finding.start, finding.end):
        base = document.start_of(index)
        part = trimmed(document, _with_bounds(finding, base + low, base + high))
        if part is not None:
            yield part


def each_person(document: Document, finding: Finding) -> Iterator[Finding]:
    """A finding that runs over the end of a sentence or a list of people, as one finding for each person.

    "Ilyas. Sarah", "Mum/Kelly" and "TOR, RMC" are two people; "J. Smith" and "SMITH, Jane" are one.
    """
    start = finding.start
    if finding.entity_type == "PERSON":
        text = document.text[finding.start:finding.end]
        for joint in _JOINT.finditer(text):
            before = text[start - finding.start:joint.start()]
            called = _KIN_BEFORE.search(document.text, max(0, finding.start - _LONGEST_KIN), finding.start)
            if _parts_people(before, joint[0].strip(), text[joint.end():], called=called is not None):
                yield replace(finding, start=start, end=finding.start + joint.start())
                start = finding.start + joint.end()
    yield _with_bounds(finding, start, finding.end)


def _parts_people(before: str, sign: str, after: str, *, called: bool) -> bool:
    """Whether what stands between two names shows that they are two people's; ``called`` says that kin are named, who
    have no surname in front: "her partner Dwayne, Kacey-Mae (6)"."""
    last, first = before.split()[-1:], after.split()[:1]
    if not last or not first:
        return False
    if sign[:1] in {".", "!", "?"}:
        if len(last[0]) == 1 and any(len(word.strip(".")) > 1 for word in before.split()):
            # "Sarah W. Ethan tried", but "Sarah W. Booth".
            return bool(gender_of(plain(first[0]))) or any(word.islower() for word in after.split())
        word = last[0].strip("(\"'“‘")
        return first[0][0].isupper() and len(word) > 2 and word.casefold() not in _SHORTENED and "." not in word
    if sign != ",":
        return True
    # In a row of values a quote behind the comma begins the next cell.
    return called or after[:1] == '"' or _is_listed(before, after)


def _is_listed(before: str, after: str) -> bool:
    """Whether a comma parts two people, not the surname and the forename of one."""
    words = before.split()
    if len(words) > 1:
        # "SMITH JONES, Jane" and "van der Berg, J" are surnames of several words; "N Rudge" is a whole name.
        return not (all(len(word) > 1 and word.isupper() for word in words) or words[0].islower())
    others = [plain(word) for word in after.split(",")[0].split()]
    if words[0].isupper() and len(words[0]) <= _INITIALS_LONG:
        # "TOR, RMC" are initials; "REED, KAI" and "REED, K" may be one name.
        return len(words[0]) < 3 or (len(others) == 1 and len(others[0]) > 1 and not _VOWELS & set(others[0]))
    if not words[0][1:].islower():
        return False
    # "Tamsin, Will Darnley" ends in a surname; "Darnley, William James" does not.
    return bool(gender_of(plain(words[0]))) or (
        len(others) > 1 and bool(gender_of(others[0])) and not any(gender_of(word) for word in others[1:]))


def settle(
    document: Document, candidates: Sequence[Finding], policy: Policy, rejected: Sequence[NearMiss] = (),
) -> Recognition:
    """One finding for each stretch of text.

    Args:
        document: the document.
        candidates: findings that may overlap, from any recogniser.
        policy: a candidate below its type's ``review`` score becomes a near miss.
        rejected: candidates that were turned down before, to be kept among the near misses.

    Returns:
        Findings sorted, none overlapping, none crossing a block border.
    """
    parts = [part for candidate in candidates for part in within_blocks(document, candidate)]
    strong = [part for part in parts if part.score >= policy.rule_for(part.entity_type).review]
    weak = [part for part in parts if part.score < policy.rule_for(part.entity_type).review]
    taken = _Taken()
    # Two that touch may have grown into one over the end of a sentence: "Sarah W" and "W. Ethan".
    grown = [person for part in _grown(document, strong) for person in each_person(document, part)]
    for part in sorted(grown, key=partial(_rank, policy=policy), reverse=True):
        for start, end in taken.free(part.start, part.end):
            rest = trimmed(document, _with_bounds(part, start, end))
            if rest is not None and not (start > part.start and _is_kind(document, rest)):
                taken.add(rest)
    misses = [NearMiss(finding=part, why="below the review threshold") for part in weak if taken.covers_none(part)]
    return Recognition(
        document_id=document.id, findings=tuple(taken.sorted()),
        near_misses=tuple(sorted([*misses, *rejected], key=lambda miss: (miss.finding.start, miss.finding.end))),
    )


def _is_kind(document: Document, rest: Finding) -> bool:
    """Whether what is left behind somebody's name is the short form of a kind of setting: "Ann Example EDT"."""
    words = document.text[rest.start:rest.end]
    # Only where the form of the words tells a setting; what the network drew over may be somebody's initials.
    setting = rest.entity_type == "ORGANISATION" and rest.recogniser == "structure"
    return setting and words.isalpha() and words.isupper() and len(words) <= _INITIALS_LONG


def _rank(finding: Finding, policy: Policy) -> tuple[bool, float, int, int]:
    """Order in which candidates are taken: what identifies before what only hints, sure before doubtful.

    The number in "mother of eight" is no age, nor that of "14 years' imprisonment" or "24,952 euros", however sure
    somebody is: a phrase that is known for what it tells goes first. One that the policy keeps does not, for it would
    keep what identifies within it.
    """
    sure = finding.score + (0.15 if finding.entity_type not in _VAGUE else 0.0)
    length = finding.end - finding.start
    phrase = finding.attribute in _NUMBERED and finding.score > _SURE_PHRASE and (
        policy.action_for(Attribute(finding.attribute)) is not Action.KEEP)
    return (phrase or ENTITY_TYPES[finding.entity_type].gold != "QUASI", round(sure, 1), length, -finding.start)


def _grown(document: Document, findings: Sequence[Finding]) -> list[Finding]:
    """Overlapping candidates of one type as their union, with the best score and its reason; a forename and the surname
    behind it likewise."""
    grown: list[Finding] = []
    for finding in sorted(findings, key=attrgetter("entity_type", "start", "end")):
        last = grown[-1] if grown else None
        if last is not None and last.entity_type == finding.entity_type and (
            finding.start < last.end or _is_one_name(document.text, last, finding)
        ):
            best = max(last, finding, key=attrgetter("score"))
            grown[-1] = replace(best, start=last.start, end=max(last.end, finding.end))
        else:
            grown.append(finding)
    return grown


def _is_one_name(text: str, first: Finding, second: Finding) -> bool:
    """Whether two people found side by side are one by forename and surname: "(Andrea Finch)"."""
    if first.entity_type != "PERSON" or second.start != first.end + 1 or text[first.end] != " ":
        return False
    forename, surname = text[first.start:first.end], text[second.start:second.end]
    return forename.istitle() and surname.istitle() and forename.isalpha() and not is_ordinary(plain(forename)) and (
        not is_forename(plain(surname.split()[0])))


class _Taken:
    """Findings already chosen, by start; insertion keeps them sorted."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._findings: list[Finding] = []

    def _overlapping(self, start: int, end: int) -> list[Finding]:
        index = max(0, bisect_right(self._starts, start) - 1)
        found = []
        while index < len(self._findings) and self._findings[index].start < end:
            if self._findings[index].end > start:
                found.append(self._findings[index])
            index += 1
        return found

    def free(self, start: int, end: int) -> list[tuple[int, int]]:
        """What of a stretch no finding holds yet."""
        spaces, position = [], start
        for other in self._overlapping(start, end):
            if position < other.start:
                spaces.append((position, other.start))
            position = max(position, other.end)
        if position < end:
            spaces.append((position, end))
        return spaces

    def covers_none(self, finding: Finding) -> bool:
        """Whether no chosen finding touches this one."""
        return not self._overlapping(finding.start, finding.end)

    def add(self, finding: Finding) -> None:
        """Take a finding that overlaps none."""
        index = bisect_right(self._starts, finding.start)
        self._starts.insert(index, finding.start)
        self._findings.insert(index, finding)

    def sorted(self) -> list[Finding]:
        """All of them, by start."""
        return self._findings
