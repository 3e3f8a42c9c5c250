"""The case as evidence: what was found with confidence anywhere is found everywhere.

First pass: the documents agree on what is a place and who is somebody, and a lexicon is made of names from the cast
list and from confident findings of all documents, and of the initials defined beside a name. Second pass: one walk
over each document's words, longest name first. An ordinary word that is also a name ("Hope", "Will") is taken only
where it stands as a name; terms that must stay are never touched.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from redactor.casefile import CastEntry, Document, Finding, Recognition
from redactor.recognition.evidence.agreeing import agreed, each_by_forename, settings_in_short
from redactor.recognition.evidence.learning import learn
from redactor.recognition.evidence.mentions import Mention, mentions
from redactor.recognition.evidence.standing import Standing
from redactor.recognition.evidence.text import Text
from redactor.recognition.evidence.weighing import promoted, weighed
from redactor.recognition.evidence.widening import widened
from redactor.recognition.settle import settle
from redactor.rulebook import KeepMatcher, Policy

__all__ = ["RECOGNISER", "spread"]

RECOGNISER = "case_evidence"


def spread(
    documents: Sequence[Document],
    recognitions: Sequence[Recognition],
    cast: Sequence[CastEntry],
    keep: KeepMatcher,
    policy: Policy,
) -> tuple[Recognition, ...]:
    """Add the mentions that the case itself explains.

    Args:
        documents: all documents of the case.
        recognitions: what was found in each, in the same order.
        cast: the cast list; its names count first.
        keep: finds the terms that are never touched.
        policy: its thresholds.

    Returns:
        The recognitions with more findings: sorted, none overlapping, none crossing a block border. Near
        misses that became findings are no longer near misses.
    """
    texts = [Text(document, keep) for document in documents]
    recognitions = agreed(texts, each_by_forename(texts, recognitions), cast)
    recognitions = settings_in_short(texts, recognitions)
    lexicon = learn(texts, recognitions, cast)
    names = lexicon.names()
    return tuple(
        _read(Standing(text, recognition.findings, lexicon, keep, names), recognition, policy)
        for text, recognition in zip(texts, recognitions, strict=True)
    )


def _read(at: Standing, recognition: Recognition, policy: Policy) -> Recognition:
    """Findings and mentions in one row: a mention widens a finding of its kind and fills between others."""
    added = [
        finding for mention in mentions(at) if 0 in at.covered[mention.start:mention.end]
        for finding in _findings(at.text.document, mention)
    ]
    kept, doubtful = weighed(at, recognition.findings)
    added += list(promoted(at, recognition.near_misses, added, policy))
    widest = [widened(at, finding) for finding in (*kept, *added)]
    return settle(at.text.document, widest, policy, [*doubtful, *(
        miss for miss in recognition.near_misses
        if not any(f.start <= miss.finding.start and miss.finding.end <= f.end for f in added)
    )])


def _findings(document: Document, mention: Mention) -> Iterator[Finding]:
    """A mention as findings, one for each block it stands in."""
    for index, low, high in document.pieces(mention.start, mention.end):
        base = document.start_of(index)
        yield Finding(
            document_id=document.id, start=base + low, end=base + high, entity_type=mention.form.entity,
            score=mention.form.score, recogniser=RECOGNISER, reason=mention.form.reason)
