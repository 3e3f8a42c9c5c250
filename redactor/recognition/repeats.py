"""A number, an address or an unusual name that the case names once is found wherever it stands again, even bare.

"Mosaic ID 4471926" in one document makes "4471926" in another a case number; "27b Capstan Row" makes "no letters
to 27b" and "the flat on Capstan Row" an address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from redactor.casefile import Document, Finding, Recognition, gold_label
from redactor.recognition.settle import settle
from redactor.recognition.uk.addresses import STREETS
from redactor.recognition.vocabulary import is_ordinary
from redactor.rulebook import KeepMatcher, Policy

RECOGNISER = "case_repeats"
#: Score of a number's or an address's repeat: below the first mention's, for it lacks what made that one sure. A
#: doubtful name stays as doubtful as it is.
_SCORE = 0.8
#: Score from which a finding teaches.
_SURE = 0.6
_TOKEN = re.compile(r"[^\W_]+")
_NUMBERED = ("ID", "PHONE", "EMAIL", "URL")
_NAMED = ("PERSON", "ORGANISATION", "LOCATION")
#: Characters on either side of a name that a term may hold besides it.
_AROUND = 60
#: Words no longer than these may be anything elsewhere.
_SHORT = 3
#: Shortest value, in letters and digits, that is no ordinary number.
_SHORTEST = 5
_LONGEST = 12
#: Characters before a repeat that may tell it is something else, and the words that tell so of a number.
_BEFORE = 16
_NO_DWELLING = re.compile(
    r"\b(?:class|year|form|annexe?|appendix|question|section|stage|schedule|option|part|para(?:graph)?|regulation|phase|group"
    r"|team|set|step|tier|level)s? $", re.IGNORECASE)
_DWELLING = re.compile(r"\d{1,4}[A-Za-z]")
#: A street up to its last word that is a kind of street, so that the town behind it is left out.
_STREET = re.compile(
    rf"\d{{1,4}}[A-Za-z]?,? ((?:[A-Z][\w'’]+ ){{1,3}}(?:{STREETS})\b|(?:[A-Z][\w'’]+ ){{1,3}}[A-Z][A-Za-z]+)")

Row = tuple[str, ...]


def spread_repeats(
    documents: Sequence[Document], recognitions: Sequence[Recognition], keep: KeepMatcher, policy: Policy,
) -> tuple[Recognition, ...]:
    """Add the repeats of numbers, addresses and doubtful names; linear in the texts.

    Args:
        documents: all documents of the case.
        recognitions: what was found in each, in the same order.
        keep: finds the terms that are never touched.
        policy: its thresholds.
    """
    known: dict[str, dict[Row, tuple[str, float]]] = {}
    for document, recognition in zip(documents, recognitions, strict=True):
        for finding in recognition.findings:
            for row, entity, score in _values(document, finding):
                known.setdefault(row[0], {})[row] = entity, score
    if not known:
        return tuple(recognitions)
    result = []
    for document, recognition in zip(documents, recognitions, strict=True):
        added = list(_repeats(document, known, keep))
        result.append(recognition if not added else settle(
            document, [*recognition.findings, *added], policy, recognition.near_misses))
    return tuple(result)


def _values(document: Document, finding: Finding) -> Iterator[tuple[Row, str, float]]:
    """What a finding teaches: words, entity type, and how sure a repeat is."""
    text = document.text[finding.start:finding.end]
    row = tuple(match[0].casefold() for match in _TOKEN.finditer(text))
    gold = gold_label(finding.entity_type)
    if gold in _NAMED:
        # Sure ones teach the case; what is doubtful in one document must not be left in another either.
        if finding.score < _SURE and len(row) <= _LONGEST and all(
            len(word) > _SHORT and word.isalpha() and not is_ordinary(word) for word in row
        ) and text[0].isupper():
            yield row, finding.entity_type, finding.score
        return
    if finding.score < _SURE:
        return
    if gold in _NUMBERED and len(row) <= _LONGEST and any(c.isdigit() for c in text):
        if sum(map(len, row)) >= _SHORTEST:
            yield row, finding.entity_type, _SCORE
            digits = "".join(row)
            if len(row) > 1 and digits.isdigit():
                yield (digits,), finding.entity_type, _SCORE
    elif gold == "ADDRESS":
        if row and _DWELLING.fullmatch(row[0]) and len(row) > 1:
            yield row[:1], "ADDRESS", _SCORE
        if match := _STREET.search(text):  # "Flat 3, 27 Capstan Row"
            yield tuple(word[0].casefold() for word in _TOKEN.finditer(match[1])), "ADDRESS", _SCORE


def _repeats(
    document: Document, known: dict[str, dict[Row, tuple[str, float]]], keep: KeepMatcher,
) -> Iterator[Finding]:
    tokens = [(match.start(), match.end(), match[0].casefold()) for match in _TOKEN.finditer(document.text)]
    for index, (start, _, word) in enumerate(tokens):
        for row, (entity, score) in known.get(word, {}).items():
            last = index + len(row) - 1
            if last < len(tokens) and all(tokens[index + n][2] == part for n, part in enumerate(row)) and not (
                _means_else(document.text, start, row, entity)
                or (gold_label(entity) in _NAMED and _is_kept(document.text, start, tokens[last][1], keep))
            ):
                yield Finding(
                    document_id=document.id, start=start, end=tokens[last][1], entity_type=entity, score=score,
                    recogniser=RECOGNISER, reason="named elsewhere in the case",
                )


def _is_kept(text: str, start: int, end: int, keep: KeepMatcher) -> bool:
    """Whether a name lies within a term that stays: "Fraser guidelines"."""
    low, high = max(0, start - _AROUND), end + _AROUND
    return any(
        first + low <= start and end <= last + low for first, last, _ in keep.spans(text[low:high]))


def _means_else(text: str, start: int, row: Row, entity: str) -> bool:
    """Whether the words are money, a class or a section, or no street: "£12500", "class 2a", "the close bond"."""
    before = text[max(0, start - _BEFORE):start]
    if gold_label(entity) in _NAMED:
        return not text[start].isupper()
    if entity != "ADDRESS":
        return before[-1:] in {"£", "$", "€"}
    if len(row) == 1:
        return _NO_DWELLING.search(before) is not None
    return text[start].islower() and all(is_ordinary(word) for word in row)
