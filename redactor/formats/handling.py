"""What a policy leaves open about how files are read and written: tracked insertions, and pictures.

A codec asks :func:`current` when it reads and when it writes, so that files within files are handled alike without
every layer between handing it on. Both passes over a file must lie within the same :func:`handled`: blocks and their
offsets depend on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Handling:
    """How a file is handled.

    Attributes:
        insertions: ``accept`` reads tracked insertions like any text, ``remove`` leaves them out; what is tracked as
            deleted is gone either way.
        pictures: ``drop`` puts a grey square in the place of a picture, ``blur`` its few main colours; ``keep``
            leaves it in, without its metadata, which only a person who has looked at it may ask for.
    """

    insertions: Literal["accept", "remove"] = "accept"
    pictures: Literal["drop", "blur", "keep"] = "drop"


#: What is done where no policy says otherwise.
USUAL = Handling()
_current: ContextVar[Handling] = ContextVar("redactor_handling", default=USUAL)


def current() -> Handling:
    """How the file at hand is handled."""
    return _current.get()


@contextmanager
def handled(handling: Handling) -> Iterator[None]:
    """Handle every file that is read or written within so."""
    token = _current.set(handling)
    try:
        yield
    finally:
        _current.reset(token)
