"""Files within files: attachments and archive members, read and written through the registry.

A file within that cannot be read is left out and told. Number and size are counted over the whole outermost
file, so that no nesting can multiply them; beyond these limits the outermost file is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from redactor.casefile import TextEdit, UnreadPart
from redactor.errors import ReadError
from redactor.formats.protocol import Reading
from redactor.formats.registry import format_for

#: Levels of files within the outermost one.
MOST_LEVELS = 3
#: Bytes unpacked in all, and files.
MOST_BYTES = 500 * 1024 * 1024
MOST_FILES = 1000
_PICTURES = frozenset({
    ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".webp", ".svg", ".emf", ".wmf",
})


class TooMuchError(ReadError):
    """The files within a file are too many or too large; it is refused as a whole."""


class Enclosure(Protocol):
    """Something with text of its own within a file."""

    @property
    def part(self) -> str:
        """Name of the part in locations ("attachment 1")."""

    @property
    def prefix(self) -> str:
        """Beginning of its blocks' ids ("attachment1/")."""

    def read(self) -> Reading:
        """Its blocks with ids and locations of the enclosing file; told as left out if it cannot be read."""

    def written(self, edits: Mapping[str, Sequence[TextEdit]]) -> tuple[str, bytes] | None:
        """Extension and bytes of the redacted file; None when it cannot be read and so is left out.

        Args:
            edits: by block id of the enclosing file.

        Raises:
            WriteError: it was read, but no safe copy can be made.
        """


@dataclass(kw_only=True)
class _Spent:
    """What the outermost file has used up so far, and how deep within it we are."""

    level: int = 0
    unpacked: int = 0
    files: int = 0


_spent: ContextVar[_Spent | None] = ContextVar("redactor_nesting", default=None)


@contextmanager
def counting() -> Iterator[None]:
    """Count what is unpacked within; every codec that encloses files reads them inside of this."""
    if _spent.get() is not None:
        yield
        return
    token = _spent.set(_Spent())
    try:
        yield
    finally:
        _spent.reset(token)


@dataclass(frozen=True, kw_only=True)
class EnclosedFile:
    """A file within a file.

    Attributes:
        number: its place among its fellows, from 1.
        kind: what the enclosing format calls it ("attachment").
        name: its file name; only the extension counts, the rest is evidence.
        data: its bytes.
    """

    number: int
    kind: str
    name: str = field(repr=False)
    data: bytes = field(repr=False)

    @property
    def part(self) -> str:
        """See :attr:`Enclosure.part`."""
        return f"{self.kind} {self.number}"

    @property
    def prefix(self) -> str:
        """See :attr:`Enclosure.prefix`."""
        return f"{self.kind}{self.number}/"

    def read(self) -> Reading:
        """See :meth:`Enclosure.read`.

        Raises:
            TooMuchError: the outermost file holds too much.
        """
        spent = _spent.get() or _Spent()
        spent.unpacked += len(self.data)
        spent.files += 1
        if spent.unpacked > MOST_BYTES or spent.files > MOST_FILES:
            raise TooMuchError("it holds too many files, or too large ones.", remedy="Unpack it and retry.")
        try:
            with _below(spent):
                reading = format_for(Path(self.name)).read_bytes(self.data)
        except TooMuchError:
            raise
        except ReadError:
            kind = "picture" if Path(self.name).suffix.lower() in _PICTURES else self.kind
            return Reading(blocks=(), unread=(UnreadPart(part=self.part, kind=kind),))
        inner = within(self, reading)
        return replace(inner, metadata=MappingProxyType({f"{self.part} name": self.name, **inner.metadata}))

    def written(self, edits: Mapping[str, Sequence[TextEdit]]) -> tuple[str, bytes] | None:
        """See :meth:`Enclosure.written`."""
        outer = _spent.get() or _Spent()
        # What was read has been counted; here the level alone matters.
        try:
            with _below(_Spent(level=outer.level)):
                form = format_for(Path(self.name))
                form.read_bytes(self.data)
        except ReadError:
            return None  # what cannot be read must not be written either
        with _below(_Spent(level=outer.level)):
            return form.output_extension, form.write_bytes(self.data, own_edits(self, edits))


def within(enclosure: Enclosure, reading: Reading) -> Reading:
    """A reading as part of the enclosing file: ids, locations and names of parts say where it stands."""
    part, prefix = enclosure.part, enclosure.prefix
    return Reading(
        blocks=tuple(
            replace(
                block, id=prefix + block.id,
                location=replace(block.location, part=f"{part}: {block.location.part}"),
            )
            for block in reading.blocks
        ),
        metadata=MappingProxyType({f"{part} {key}": value for key, value in reading.metadata.items()}),
        unread=tuple(replace(item, part=f"{part}: {item.part}") for item in reading.unread),
        cleared=tuple(f"{part}: {name}" for name in reading.cleared),
    )


def own_edits(enclosure: Enclosure, edits: Mapping[str, Sequence[TextEdit]]) -> Mapping[str, Sequence[TextEdit]]:
    """Those of the enclosing file's edits that are for an enclosure, by its own block ids."""
    prefix = enclosure.prefix
    return {key.removeprefix(prefix): changes for key, changes in edits.items() if key.startswith(prefix)}


@contextmanager
def _below(spent: _Spent) -> Iterator[None]:
    if spent.level >= MOST_LEVELS:
        raise ReadError("files are packed within files too deeply.", remedy="Unpack them and retry.")
    spent.level += 1
    token = _spent.set(spent)
    try:
        yield
    finally:
        spent.level -= 1
        _spent.reset(token)
