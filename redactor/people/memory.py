"""What a workspace remembers of who is who, so that labels stay the same when documents are added."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Memory:
    """Placeholder until the real memory lands."""
