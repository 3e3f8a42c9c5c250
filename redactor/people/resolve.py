"""Mentions in all documents of a case become persons, organisations and places, each with one label."""

from __future__ import annotations

from collections.abc import Sequence

from redactor.casefile import CastEntry, Document, Kind, Recognition, Resolution, Subject
from redactor.people.memory import Memory
from redactor.rulebook import Policy

_KINDS = {"PERSON": Kind.PERSON, "ORGANISATION": Kind.ORGANISATION, "LOCATION": Kind.PLACE}


def resolve(
    documents: Sequence[Document],
    recognitions: Sequence[Recognition],
    cast: Sequence[CastEntry],
    policy: Policy,
    memory: Memory | None = None,
) -> Resolution:
    """Who is who in a case. Placeholder until the real resolution lands: one subject for each string."""
    texts = {document.id: document.text for document in documents}
    subjects: dict[str, Subject] = {}
    by_text: dict[tuple[Kind, str], str] = {}
    spans = {}
    for recognition in recognitions:
        for finding in recognition.findings:
            if finding.entity_type not in _KINDS:
                continue
            kind = _KINDS[finding.entity_type]
            text = texts[finding.document_id][finding.start:finding.end]
            if (kind, text) not in by_text:
                number = sum(1 for other, _ in by_text if other is kind) + 1
                identity = f"{kind.value[0]}{number}"
                by_text[kind, text] = identity
                subjects[identity] = Subject(
                    id=identity, kind=kind, label=f"{kind.value.title()} {number}", names=(text,))
            spans[finding.key] = by_text[kind, text]
    return Resolution(subjects=subjects, subject_by_span=spans)
