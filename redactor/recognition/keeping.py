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


def _is_name_too(term: KeepTerm, score: float) -> bool:
    """Whether somebody may be called as a term is: "Worker: Pat", but not "Owner: Ofsted", "called Dracula"."""
    figure = term.category is Category.EPONYM and score < _SURE_OF_FIGURE
    return bool(term.unless) or not (term.category is Category.BODY or figure)


def _are_initials(words: str, score: float) -> bool:
    """Whether capitals that are a term as well are somebody's: two that surely are, "SO'N" in any case."""
    sure = len(words) == _INITIALS and score >= _SURE_OF_INITIALS
    return words.isupper() and (sure or _WITHIN.fullmatch(words) is not None)


def _is_abbreviation(words: str) -> bool:
    return words.isupper() or (words.isalpha() and sum(map(str.isupper, words)) > 1)


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
    text = document.text
    starts = [start for start, _, _ in terms]
    stands: list[Finding] = []
    turned: list[NearMiss] = []
    for finding in candidates:
        # "FoC 3: Ann Example" is the head of an item; a name has one capital.
        labelled = finding.recogniser == "structure" and finding.entity_type == "PERSON" and (
            not _is_abbreviation(text[finding.start:finding.end]))
        # A festival keeps its name where it could be taken for somebody's; as a date it is told on the case's clock.
        festive = finding.entity_type == "DATE" and is_festival(text[finding.start:finding.end])
        initials = finding.entity_type == "PERSON" and _are_initials(text[finding.start:finding.end], finding.score)
        extension = finding.entity_type == "PHONE_NUMBER" and (
            sum(map(str.isdigit, text[finding.start:finding.end])) < _SHORTEST_HELPLINE)
        if finding.entity_type in _MISTAKEN and finding.reason not in _SAID and not (festive or initials or extension):
            # Neighbouring terms may together hold one candidate: "Team Manager" and "IRO".
            start, end = finding.start, finding.end
            index = max(0, bisect_right(starts, start) - 1)
            name, words = "", True
            while index < len(terms) and start < end:
                low, high, term = terms[index]
                while start < end and start < low and not text[start].isalnum():
                    start += 1
                # "Worker: Pat", but "Subject: Gillick competence".
                within = finding.start <= low and high <= finding.end
                if low > start or (high > start and labelled and within and _is_name_too(term, finding.score)):
                    break
                if high > start:
                    start, name, words = high, name or term.name, words and term.category is Category.WORD
                index += 1
            named = words and text[finding.start:finding.end].islower() and (
                finding.entity_type == "PERSON" and finding.score >= _SURE_OF_NAME)
            if name and not named and not any(character.isalnum() for character in text[start:end].removesuffix("s")):
                turned.append(NearMiss(finding=finding, why=f"{KEPT} {name}"))
                continue
        stands.append(finding)
    return stands, turned
