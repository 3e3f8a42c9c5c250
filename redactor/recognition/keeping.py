"""What must stay readable: candidates that only cover a term of the work are turned down."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from redactor.casefile import Document, Finding, NearMiss
from redactor.recognition.attributes import HIGHER_COURT, OF_SOMEBODY
from redactor.recognition.occupations import OF_A_PARTY
from redactor.recognition.uk.dates import is_festival
from redactor.rulebook import Category, KeepTerm

#: Why a near miss was turned down begins with this.
KEPT = "keep term"
#: Score from which two capitals that are also a term ("TB gave mum the letter") are somebody's initials.
_SURE_OF_INITIALS, _INITIALS = 0.65, 2
#: Score from which a short word for kin ("Mo") is somebody's name.
_SURE_OF_SHORT = 0.6
#: Initials of a surname with O'; its apostrophe is no possessive's.
_WITHIN = re.compile(r"[A-Z]{1,2}O['’][A-RT-Z]")
#: Score from which an ordinary word ("dont let art drive") is somebody's name.
_SURE_OF_NAME = 0.9
#: Score from which the form of the document ("Nurse Bolitho") tells somebody called as an author or a figure is.
_SURE_OF_FIGURE = 0.7
#: Digits of "116 123"; fewer are an extension or the last of a number.
_SHORTEST_HELPLINE = 6
#: Types a term can be mistaken for; numbers with a format of their own are not words, but a helpline's is a term.
_MISTAKEN = frozenset({
    "PERSON", "ORGANISATION", "LOCATION", "QUASI", "DATE", "AGE", "OTHER_REF", "ADDRESS", "PHONE_NUMBER"})
#: Whatever terms these consist of, the sentence says what they mean.
_SAID = {OF_A_PARTY, OF_SOMEBODY, HIGHER_COURT}


def turn_down(
    document: Document, candidates: Sequence[Finding], terms: Sequence[tuple[int, int, KeepTerm]],
) -> tuple[list[Finding], list[NearMiss]]:
    """Part candidates into those that stand and those that lie wholly within a term that stays.

    What the form of the document calls a name ("Worker: Pat") stands, unless a national body is meant
    ("Owner: Ofsted"). A name in the form of an abbreviation that is also a term ("PR") is turned down
    here unless it surely stands for a person; the case as evidence brings it back where it is one.

    Args:
        document: the document.
        candidates: findings that may overlap, from any recogniser.
        terms: terms that stay: (start, end, term) sorted by start, none within another.

    Returns:
        The candidates that stand, and the others as near misses whose ``why`` begins with :data:`KEPT`.
    """
    starts = [start for start, _, _ in terms]
    stands: list[Finding] = []
    turned: list[NearMiss] = []
    for finding in candidates:
        words = document.text[finding.start:finding.end]
        held = [] if _is_no_term(finding, words) else _holding(document.text, finding, terms, starts)
        if held and not _is_somebody(finding, words, held):
            term = held[0][2]
            # A pattern tells a reader nothing; what it is about does.
            name = term.text or f"by a pattern ({term.category.value})"
            turned.append(NearMiss(finding=finding, why=f"{KEPT} {name}"))
        else:
            stands.append(finding)
    return stands, turned


def _is_no_term(finding: Finding, words: str) -> bool:
    """Whether a finding stands whatever terms it consists of."""
    if finding.entity_type not in _MISTAKEN or finding.reason in _SAID:
        return True
    if finding.entity_type == "DATE":
        # A festival keeps its name where it could be taken for somebody's; as a date it is told on the case's clock.
        return is_festival(words)
    if finding.entity_type == "PHONE_NUMBER":
        return sum(map(str.isdigit, words)) < _SHORTEST_HELPLINE
    # "SO'N" is somebody in any case, "TB" and "Mo" where the recogniser is sure of it.
    two = len(words) == _INITIALS
    return finding.entity_type == "PERSON" and (
        (two and words.isupper() and finding.score >= _SURE_OF_INITIALS)
        or (two and words.istitle() and finding.score >= _SURE_OF_SHORT) or _WITHIN.fullmatch(words) is not None)


def _holding(
    text: str, finding: Finding, terms: Sequence[tuple[int, int, KeepTerm]], starts: Sequence[int],
) -> list[tuple[int, int, KeepTerm]]:
    """The terms that together hold a finding, as "Team Manager" and "IRO" may; none where something of it is left."""
    held: list[tuple[int, int, KeepTerm]] = []
    start = finding.start
    for index in range(max(0, bisect_right(starts, start) - 1), len(terms)):
        low, high, term = terms[index]
        if start >= finding.end or any(character.isalnum() for character in text[start:low]):
            break
        if high > start:
            held.append((low, high, term))
            start = high
    left = any(character.isalnum() for character in text[start:finding.end].removesuffix("s"))
    return [] if left else held


def _is_somebody(finding: Finding, words: str, held: Sequence[tuple[int, int, KeepTerm]]) -> bool:
    """Whether somebody is called as the terms are that hold a finding."""
    if finding.entity_type != "PERSON":
        return False
    plain = all(term.category is Category.WORD for _, _, term in held)
    if plain and words.islower() and finding.score >= _SURE_OF_NAME:
        return True
    # "FoC 3: Ann Example" is the head of an item; a name has one capital.
    abbreviation = words.isupper() or (words.isalpha() and sum(map(str.isupper, words)) > 1)
    return finding.recogniser == "structure" and not abbreviation and any(
        # "Worker: Pat", but "Subject: Gillick competence".
        finding.start <= low and high <= finding.end and _is_name_too(term, finding.score) for low, high, term in held)


def _is_name_too(term: KeepTerm, score: float) -> bool:
    """Whether somebody may be called as a term is: "Worker: Pat", but not "Owner: Ofsted", "called Dracula"."""
    figure = term.category is Category.EPONYM and score < _SURE_OF_FIGURE
    return bool(term.unless) or not (term.category is Category.BODY or figure)
