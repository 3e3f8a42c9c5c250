"""The case as evidence: what was found with confidence anywhere is found everywhere."""

from __future__ import annotations

from collections.abc import Sequence

from redactor.casefile import CastEntry, Document, Recognition
from redactor.rulebook import Policy, Rulebook


def spread(
    documents: Sequence[Document],
    recognitions: Sequence[Recognition],
    cast: Sequence[CastEntry],
    rulebook: Rulebook,
    policy: Policy,
) -> tuple[Recognition, ...]:
    """Add the mentions that the case itself explains; see the issue of recognition."""
    return tuple(recognitions)
