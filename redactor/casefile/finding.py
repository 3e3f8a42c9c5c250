"""A finding: a span of a document's reading text that a recogniser says must not be readable."""

from __future__ import annotations

from dataclasses import dataclass

from redactor.casefile.entities import ENTITY_TYPES


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A span with a type, a score and the reason for it. It never holds the text it points to.

    Attributes:
        document_id: document it was found in.
        start: first character in ``Document.text``.
        end: one past the last character.
        entity_type: a name in :data:`redactor.casefile.entities.ENTITY_TYPES`.
        score: calibrated probability that the span is an identifier, 0 to 1.
        recogniser: name of what found it.
        reason: why, in plain words, without case text.
        attribute: of an indirect identifier, its kind where that is known ("occupation", a value of
            :class:`redactor.rulebook.actions.Attribute`); empty otherwise.
    """

    document_id: str
    start: int
    end: int
    entity_type: str
    score: float
    recogniser: str
    reason: str = ""
    attribute: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"impossible span {self.start}-{self.end}")
        if not 0.0 <= self.score <= 1.0:
            raise ValueError(f"impossible score {self.score}")
        if self.entity_type not in ENTITY_TYPES:
            raise ValueError(f"unknown entity type {self.entity_type}")

    @property
    def key(self) -> tuple[str, int, int]:
        """Identity of the span: (document id, start, end)."""
        return (self.document_id, self.start, self.end)

    def overlaps(self, other: Finding) -> bool:
        """Whether both cover a common character of the same document."""
        return self.document_id == other.document_id and self.start < other.end and other.start < self.end


@dataclass(frozen=True, kw_only=True)
class NearMiss:
    """A candidate that did not become a finding, and why ("below threshold", "keep term S47")."""

    finding: Finding
    why: str


@dataclass(frozen=True, kw_only=True)
class Recognition:
    """What recognition says of one document.

    Attributes:
        document_id: the document.
        findings: accepted, sorted by start, none overlapping, none crossing a block border.
        near_misses: candidates that were not accepted, for ``redactor explain`` and review.
    """

    document_id: str
    findings: tuple[Finding, ...]
    near_misses: tuple[NearMiss, ...] = ()
