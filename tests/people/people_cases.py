"""Cases written inline: "[[PERSON#p1|Kelly Hart]]" marks a name and who it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from redactor.casefile import Document, Finding, Location, Recognition, Resolution, Subject, TextBlock
from redactor.training.corpora import parse_marked

_ENTITY = {"PERSON": "PERSON", "ORGANISATION": "ORGANISATION", "LOCATION": "LOCATION", "AGE": "AGE", "DATE": "DATE"}


@dataclass(frozen=True)
class Case:
    """A resolved case and who each marked mention is."""

    documents: tuple[Document, ...]
    recognitions: tuple[Recognition, ...]
    resolution: Resolution
    marks: tuple[tuple[tuple[str, int, int], str, str], ...]

    def subjects(self, person: str) -> list[Subject]:
        """The subjects the mentions of one person were tied to, each once, in order."""
        ids = dict.fromkeys(self.resolution.subject_by_span[key] for key, who, _ in self.marks if who == person)
        return [self.resolution.subjects[identity] for identity in ids]

    def one(self, person: str) -> Subject:
        """The only subject of a person."""
        found = self.subjects(person)
        assert len(found) == 1, [subject.names for subject in found]
        return found[0]


def documents_of(
    texts: Sequence[str], names: Sequence[str] = ()
) -> tuple[list[Document], list[Recognition], list[tuple]]:
    documents, recognitions, marks = [], [], []
    for number, marked in enumerate(texts, start=1):
        passage = parse_marked(f"d{number:02}", marked)
        identity = names[number - 1] if names else passage.id
        lines = passage.text.split("\n")
        documents.append(
            Document(
                id=identity,
                path=f"{identity}.txt",
                format="txt",
                sha256="",
                blocks=tuple(
                    TextBlock(id=f"b{index}", text=line, location=Location(part="body"))
                    for index, line in enumerate(lines)
                ),
            )
        )
        findings = tuple(
            Finding(
                document_id=identity,
                start=span.start,
                end=span.end,
                entity_type=_ENTITY[span.labels[0]],
                score=1.0,
                recogniser="gold",
            )
            for span in passage.spans
        )
        recognitions.append(Recognition(document_id=identity, findings=findings))
        marks += [
            ((identity, span.start, span.end), span.person, passage.text[span.start : span.end])
            for span in passage.spans
        ]
    return documents, recognitions, marks
