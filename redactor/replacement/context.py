"""What an action is told about the span it replaces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from redactor.casefile import Document, Finding, Subject
from redactor.replacement.timeline import Timeline
from redactor.rulebook.models import Policy

#: Characters of context an action may look at on either side of its span.
REACH = 60


@dataclass(frozen=True, kw_only=True)
class Occurrence:
    """One span that is to be replaced, with everything an action may consider.

    Attributes:
        document: the document it stands in.
        finding: the span.
        subject: who or what it is about, None when it is about nobody.
        timeline: the case's clock.
        policy: what the audience may know.
        options: settings of the action in the policy.
        age: age band to show beside the label ("aged 5–9"), empty on all but a child's first mention.
        home: id of the council whose case it seems to be, empty where nothing tells.
        secret: the workspace's secret for keyed actions, empty when there is none.
    """

    document: Document
    finding: Finding
    subject: Subject | None
    timeline: Timeline
    policy: Policy
    options: Mapping[str, Any]
    age: str = ""
    home: str = ""
    secret: bytes = field(default=b"", repr=False)

    @property
    def column(self) -> str:
        """Header of the table column it stands under, empty elsewhere."""
        return self.document.blocks[self.document.block_index(self.finding.start)].column

    @property
    def text(self) -> str:
        """The words that are replaced."""
        return self.document.text[self.finding.start:self.finding.end]

    @property
    def before(self) -> str:
        """Up to :data:`REACH` characters of the same line in front of the span."""
        return self.document.text[max(0, self.finding.start - REACH):self.finding.start].rpartition("\n")[2]

    @property
    def after(self) -> str:
        """Up to :data:`REACH` characters of the same line behind the span."""
        return self.document.text[self.finding.end:self.finding.end + REACH].partition("\n")[0]
