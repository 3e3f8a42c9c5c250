"""What is done with a finding, and how a document ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from redactor.casefile.document import Portion, UnreadPart
from redactor.casefile.finding import Finding
from redactor.casefile.subjects import Flag


@dataclass(frozen=True, kw_only=True)
class Replacement:
    """What the audience reads instead of a finding.

    Attributes:
        finding: the span replaced.
        text: the replacement as written, brackets included ("[Mother]", "[Week 3]"); may be empty (drop).
        rule_id: the policy rule that decided ("success-review/PERSON/family").
        subject_id: the subject it stands for, empty for findings about nobody.
    """

    finding: Finding
    text: str
    rule_id: str
    subject_id: str = ""


@dataclass(frozen=True, kw_only=True, order=True)
class TextEdit:
    """Replace ``start``..``end`` (characters of one block's text, end-exclusive) by ``text``."""

    start: int
    end: int
    text: str = field(repr=False)


class Status(StrEnum):
    """How a document ended."""

    RELEASED = "released"
    NEEDS_REVIEW = "needs review"
    WITHHELD = "withheld"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How one document ended; nothing here identifies anybody except ``source``.

    Attributes:
        document_id: the document.
        source: path relative to the case folder (confidential: holds names).
        output: neutral name in the share box; empty when withheld.
        status: released, needs review or withheld.
        counts: replaced spans by entity type.
        flags: what a human must look at.
        unread: parts not examined.
        inventory: every part with what became of it; empty where the document could not be read.
        pictures: what was asked for pictures within it (``drop``, ``blur`` or a person's ``keep``); empty where it
            could not be read.
        error: why it was withheld, without case text.
        sha256_in, sha256_out: hex digests; the latter empty when withheld.
    """

    document_id: str
    source: str = field(repr=False)
    status: Status
    output: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    flags: tuple[Flag, ...] = ()
    unread: tuple[UnreadPart, ...] = ()
    inventory: tuple[Portion, ...] = ()
    pictures: str = ""
    error: str = ""
    sha256_in: str = ""
    sha256_out: str = ""
