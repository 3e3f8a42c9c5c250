"""A small case written with marks, for the tests of this folder: ``<TYPE:words>`` or ``<TYPE#subject:words>``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from redactor.casefile import (
    Document,
    Finding,
    Group,
    Kind,
    Location,
    Replacement,
    Resolution,
    Subject,
    TextBlock,
)
from redactor.replacement import Timeline, plan, redacted_text
from redactor.rulebook import Policy, Rulebook, load_rulebook

_MARK = re.compile(r"<(?P<type>[A-Z_]+)(?:#(?P<subject>\w+))?:(?P<text>[^<>]+)>")
SECRET = b"a secret of the workspace"

PEOPLE = {
    "mother": Subject(id="p1", kind=Kind.PERSON, label="Mother", role="mother", group=Group.FAMILY),
    "child": Subject(id="p2", kind=Kind.PERSON, label="Child A", role="child", group=Group.FAMILY,
                     date_of_birth=date(2016, 5, 4)),
    "sibling": Subject(id="p3", kind=Kind.PERSON, label="Child B", role="child", group=Group.FAMILY),
    "worker": Subject(id="p4", kind=Kind.PERSON, label="Social Worker", role="social worker",
                      group=Group.PROFESSIONAL),
    "nobody": Subject(id="p5", kind=Kind.PERSON, label="Person 5", group=Group.UNKNOWN),
    "school": Subject(id="o1", kind=Kind.ORGANISATION, label="Primary School 1", role="primary school"),
    "unborn": Subject(id="p6", kind=Kind.PERSON, label="Unborn Baby", role="unborn baby", group=Group.FAMILY),
}


@cache
def rulebook() -> Rulebook:
    return load_rulebook(None)


def policy(name: str = "success-review", **changes: object) -> Policy:
    return rulebook().policy(name).model_copy(update=changes)


@dataclass(frozen=True, kw_only=True)
class Case:
    """Documents, findings and subjects of a case."""

    documents: tuple[Document, ...]
    findings: tuple[Finding, ...]
    resolution: Resolution

    @property
    def timeline(self) -> Timeline:
        return Timeline.of(self.documents, self.findings)

    def replacements(self, chosen: Policy, number: int = 0) -> list[Replacement]:
        return plan(self.documents[number], self.findings, self.resolution, self.timeline, chosen, secret=SECRET)

    def redacted(self, chosen: Policy | None = None, number: int = 0) -> str:
        return redacted_text(self.documents[number], self.replacements(chosen or policy(), number))


def case(*marked: str, columns: Sequence[str] = ()) -> Case:
    """A case of one document for each marked text."""
    documents, findings, by_span = [], [], {}
    for number, text in enumerate(marked, 1):
        pieces, length, position = [], 0, 0
        own: list[tuple[int, int, str, str]] = []
        for match in _MARK.finditer(text):
            pieces += [text[position:match.start()], match["text"]]
            start = length + match.start() - position
            length = start + len(match["text"])
            own.append((start, length, match["type"], match["subject"] or ""))
            position = match.end()
        plain = "".join([*pieces, text[position:]])
        documents.append(document(plain, f"d{number:02}", columns))
        for start, end, entity, subject in own:
            finding = Finding(document_id=f"d{number:02}", start=start, end=end, entity_type=entity, score=0.9,
                              recogniser="test")
            findings.append(finding)
            if subject:
                by_span[finding.key] = PEOPLE[subject].id
    resolution = Resolution(
        subjects={subject.id: subject for subject in PEOPLE.values()}, subject_by_span=by_span)
    return Case(documents=tuple(documents), findings=tuple(findings), resolution=resolution)


def document(text: str, identity: str = "d01", columns: Sequence[str] = ()) -> Document:
    blocks = []
    for row, line in enumerate(text.split("\n")):
        cells = line.split("\t")
        for column, cell in enumerate(cells):
            blocks.append(TextBlock(
                id=f"b{row}.{column}", text=cell, location=Location(part="body", address=f"line {row + 1}"),
                column=columns[column] if column < len(columns) else "",
                separator="\n" if column == len(cells) - 1 else "\t",
            ))
    return Document(id=identity, path=f"{identity}.txt", format="txt", sha256="", blocks=tuple(blocks))
