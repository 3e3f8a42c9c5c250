"""The cast list: who is in the case, as the worker wrote it."""

from __future__ import annotations

from pathlib import Path

from redactor.casefile import CastEntry


def read_cast(path: Path) -> tuple[CastEntry, ...]:
    """Read a cast list. Placeholder until the real reader lands."""
    return ()
