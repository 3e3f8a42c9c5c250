"""What scan, check and explain share: open the files as one case, recognise, and know what becomes of what."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from redactor.casefile import Document, Finding, Location, NearMiss, Replacement, TextBlock
from redactor.cli import console
from redactor.formats import BANNER
from redactor.intake import Intake, open_case
from redactor.pipeline import Redactor
from redactor.recognition.labels import OwnLabels
from redactor.replacement.effects import effects

#: Stands in for a workspace's secret: nothing that is written with it leaves the process.
_SECRET = bytes(32)
#: What stands behind a document's id where its properties are a document of their own.
_PROPERTIES = "-properties"
#: Properties that are called by their name; a file may call others as it likes, by a person's name even.
_KNOWN_PROPERTIES = frozenset({
    "author", "creator", "title", "subject", "description", "keywords", "category", "comments", "company", "manager",
    "lastmodifiedby", "last modified by", "created", "modified", "producer", "generator",
})


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A finding and where it stands.

    Attributes:
        path: the file as it was given.
        document: the document, or its properties.
        finding: offsets in ``document.text``.
        replacement: what takes it out; None when the policy keeps it or only shows it to a human.
    """

    path: Path = field(repr=False)
    document: Document
    finding: Finding
    replacement: Replacement | None

    @property
    def location(self) -> Location:
        """Place of its first character."""
        return self.document.location(self.finding.start)

    @property
    def block(self) -> tuple[TextBlock, int, int]:
        """Block it stands in, and its offsets in the block's text."""
        index, start, end = self.document.pieces(self.finding.start, self.finding.end)[0]
        return self.document.blocks[index], start, end

    @property
    def text(self) -> str:
        """The words that were found: case text."""
        return self.document.text[self.finding.start:self.finding.end]


@dataclass(frozen=True, kw_only=True)
class Detection:
    """What was found in the files of one case.

    Attributes:
        intake: the files, and which of them could not be read.
        hits: findings of all documents and their properties, in case order; labels and banners that redactor
            wrote are no findings.
        near_misses: candidates that were not accepted, by document id.
        unexamined: kinds of part that the policy lets pass unexamined.
    """

    intake: Intake
    unexamined: tuple[str, ...]
    hits: tuple[Hit, ...]
    near_misses: Mapping[str, tuple[NearMiss, ...]] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def unread(self) -> tuple[str, ...]:
        """What could not be read, each in a line with file and remedy."""
        files = [f"{failure.source}: {failure.error}" for failure in self.intake.failures]
        parts = [
            f"{document.path}: {part.part} ({part.kind}) cannot be examined. Look at it yourself, or take it out."
            for document in self.intake.documents for part in document.unread if part.kind not in self.unexamined
        ]
        return (*files, *parts)


def detect(
    paths: Sequence[Path], *, policy: str, rules: Path | None, cast: Path | None, spacy_model: str, quiet: bool,
) -> Detection:
    """Read and recognise files as one case; what cannot be read is told on stderr.

    Raises:
        UsageError, RuleError, CastError: see :func:`redactor.intake.open_case`.
    """
    with console.progress(quiet=quiet) as report:
        intake = open_case(paths, cast=cast, report=report)
        report("Starting", 0, 1)
        redactor = Redactor(rules=rules, policy=policy, spacy_model=spacy_model)
        report("Recognising", 0, 1)
        documents = [
            part for document in intake.documents for part in (document, _properties(document)) if part is not None]
        analysis = redactor.analyse(documents, cast=intake.cast)
    labels = OwnLabels(redactor.rulebook.policies.values())
    hits = []
    for document, recognition in zip(analysis.documents, analysis.recognitions, strict=True):
        ours = sorted([*labels.spans(document.text), *_occurrences(document.text, [BANNER])])
        starts = [start for start, _ in ours]
        findings = [
            finding for finding in recognition.findings
            if not ((at := bisect_right(starts, finding.start)) and finding.end <= ours[at - 1][1])
        ]
        replaced = effects(
            document, findings, analysis.resolution, analysis.timeline, redactor.policy, secret=_SECRET)
        path = intake.paths[document.id.removesuffix(_PROPERTIES)]
        hits += [
            Hit(path=path, document=document, finding=finding, replacement=replaced.get(finding.key))
            for finding in findings
        ]
    detection = Detection(
        intake=intake, hits=tuple(hits), unexamined=redactor.policy.unread.allowed,
        near_misses={recognition.document_id: recognition.near_misses for recognition in analysis.recognitions},
    )
    for line in detection.unread:
        console.error(line)
    return detection


def _properties(document: Document) -> Document | None:
    """A document's properties (author, title …) as a document; None when it has none."""
    known = {key: value for key, value in document.metadata.items() if value.strip()}
    if not known:
        return None
    return Document(
        id=f"{document.id}{_PROPERTIES}", path=document.path, format=document.format, sha256=document.sha256,
        blocks=tuple(
            TextBlock(id=str(number), text=value, column=key, location=Location(
                part="properties", address=key if key.lower() in _KNOWN_PROPERTIES else f"property {number}"))
            for number, (key, value) in enumerate(known.items(), 1)
        ),
    )


def _occurrences(text: str, phrases: Sequence[str]) -> Iterator[tuple[int, int]]:
    for phrase in set(phrases):
        at = text.find(phrase)
        while at >= 0:
            yield at, at + len(phrase)
            at = text.find(phrase, at + len(phrase))
