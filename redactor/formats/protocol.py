"""What every format offers. A format reads a file into blocks and writes it back with edits.

The vocabulary of a format (runs, cells, MIME parts) stays in its own file; everyone else sees blocks.
A format's own file holds a :class:`Codec`, which works on bytes so that an attachment or an archive member
needs no temporary file; the registry wraps it into a :class:`Format`, which works on paths.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from redactor.casefile import TextBlock, TextEdit, UnreadPart

BANNER = "REDACTED DRAFT – human check required"


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What reading a file gives.

    Attributes:
        blocks: in reading order; ids are stable for the same bytes.
        metadata: properties of the container (author, title, subject …), evidence only.
        unread: parts that were seen but not examined.
        cleared: see :attr:`redactor.casefile.Document.cleared`.
    """

    blocks: tuple[TextBlock, ...] = field(repr=False)
    metadata: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    unread: tuple[UnreadPart, ...] = ()
    cleared: tuple[str, ...] = ()


class Codec(Protocol):
    """How one format's bytes become blocks and go back."""

    def read(self, data: bytes) -> Reading:
        """Read the bytes of a file.

        Raises:
            ReadError: broken, encrypted, not this format, or beyond the limits; message without case text.
                Any other exception is turned into one by the registry.
        """

    def write(self, data: bytes, edits: Mapping[str, Sequence[TextEdit]]) -> bytes:
        """The file with edits applied, metadata cleaned and :data:`BANNER` on top; see :meth:`Format.write`."""


class Format(Protocol):
    """One file format, reading and writing."""

    @property
    def name(self) -> str:
        """Short name, also the usual extension without dot ("docx")."""

    @property
    def extensions(self) -> tuple[str, ...]:
        """Lower-case extensions with dot this format answers for."""

    @property
    def output_extension(self) -> str:
        """Extension of what :meth:`write` makes; differs where no safe way back exists (.msg → .eml)."""

    def read(self, path: Path) -> Reading:
        """Read a file.

        Raises:
            ReadError: broken, encrypted, not this format, or beyond the limits; message without case text.
        """

    def write(self, source: Path, target: Path, edits: Mapping[str, Sequence[TextEdit]]) -> None:
        """Write ``source`` with edits applied, metadata cleaned and :data:`BANNER` on top.

        Everything :meth:`read` did not turn into a block and that can carry text is dropped, never copied.

        Args:
            source: the original, read again, never changed.
            target: file to create; the caller moves it into place atomically.
            edits: per block id, non-overlapping, sorted by start, offsets within the block's text.

        Raises:
            WriteError: the result cannot be written.
        """
