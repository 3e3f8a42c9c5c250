"""Files within files: attachments and archive members, read and written through the registry.

Depth and size are counted over the whole outermost file, so that no nesting can multiply them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from types import MappingProxyType

from redactor.casefile import TextEdit, UnreadPart
from redactor.errors import ReadError
from redactor.formats.protocol import Reading
from redactor.formats.registry import RegisteredFormat, format_for

#: Levels of files within the outermost one.
MOST_LEVELS = 3
#: Bytes unpacked in all, and files.
MOST_BYTES = 500 * 1024 * 1024
MOST_FILES = 1000


@dataclass(kw_only=True)
class _Spent:
    """What the outermost file has used up so far."""

    level: int = 0
    unpacked: int = 0
    files: int = 0


_spent: ContextVar[_Spent | None] = ContextVar("redactor_nesting", default=None)


@dataclass(frozen=True, kw_only=True)
class Enclosed:
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
        """Name of the part in locations ("attachment 1")."""
        return f"{self.kind} {self.number}"

    @property
    def prefix(self) -> str:
        """Beginning of its blocks' ids ("attachment1/")."""
        return f"{self.kind.replace(' ', '')}{self.number}/"

    def read(self) -> Reading:
        """Its blocks with ids and locations of the enclosing file; named as dropped if it cannot be read."""
        try:
            with _entered(self) as form:
                reading = form.read_bytes(self.data)
        except ReadError:
            return Reading(blocks=(), unread=(UnreadPart(part=self.part, kind=self._kind_of_part(), dropped=True),))
        blocks = tuple(
            replace(
                block, id=self.prefix + block.id,
                location=replace(block.location, part=f"{self.part}: {block.location.part}"),
            )
            for block in reading.blocks
        )
        unread = tuple(replace(part, part=f"{self.part}: {part.part}") for part in reading.unread)
        metadata = {f"{self.part} {key}": value for key, value in reading.metadata.items()}
        return Reading(
            blocks=blocks, metadata=MappingProxyType({f"{self.part} name": self.name, **metadata}), unread=unread)

    def written(self, edits: Mapping[str, Sequence[TextEdit]]) -> tuple[str, bytes] | None:
        """Extension and bytes of the redacted file; None when it cannot be read and so is left out.

        Args:
            edits: by block id of the enclosing file.

        Raises:
            WriteError: it was read, but no safe copy can be made.
        """
        own = {
            key.removeprefix(self.prefix): changes for key, changes in edits.items() if key.startswith(self.prefix)
        }
        try:
            with _entered(self) as form:
                form.read_bytes(self.data)  # what cannot be read must not be written either
                return form.output_extension, form.write_bytes(self.data, own)
        except ReadError:
            return None

    def _kind_of_part(self) -> str:
        pictures = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".webp", ".svg", ".emf", ".wmf")
        return "picture" if PurePath(self.name).suffix.lower() in pictures else self.kind


@contextmanager
def _entered(enclosed: Enclosed) -> Iterator[RegisteredFormat]:
    outer = _spent.get()
    spent = outer or _Spent()
    spent.level += 1
    spent.unpacked += len(enclosed.data)
    spent.files += 1
    token = _spent.set(spent)
    try:
        if spent.level > MOST_LEVELS:
            raise ReadError("files are packed within files too deeply.", remedy="Unpack them and retry.")
        if spent.unpacked > MOST_BYTES or spent.files > MOST_FILES:
            raise ReadError("the files packed within it are too many or too large.", remedy="Unpack it and retry.")
        yield format_for(PurePath(enclosed.name))
    finally:
        spent.level -= 1
        _spent.reset(token)
