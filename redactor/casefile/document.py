"""A document as every room sees it: blocks of text with their places, and what could not be read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType


@dataclass(frozen=True, kw_only=True, order=True)
class Location:
    """Where a block stands, in words of its format.

    Attributes:
        part: "body", "header1", "comment:4", "Sheet1", "mail header" … never case text.
        address: place within the part ("C7", "paragraph 12", "line 3"); may be empty.
    """

    part: str
    address: str = ""

    def __str__(self) -> str:
        return f"{self.part}!{self.address}" if self.address else self.part


@dataclass(frozen=True, kw_only=True)
class TextBlock:
    """A run of text that is written back as one piece: a paragraph, a cell, a whole text file.

    Attributes:
        id: unique within the document and the same whenever the same bytes are read again.
        text: the text as the reader sees it (fields' results, tracked insertions included).
        location: where it stands.
        column: header of the table column a cell stands under, evidence for recognition; may be empty.
        separator: what stands between this block and the next in ``Document.text``: newline between
            paragraphs, tab between the cells of a row. Whitespace only.
    """

    id: str
    text: str = field(repr=False)
    location: Location
    column: str = field(default="", repr=False)
    separator: str = "\n"

    def __post_init__(self) -> None:
        if not self.separator or not self.separator.isspace():
            raise ValueError("a block separator is one or more whitespace characters")


class Fate(StrEnum):
    """What becomes of a part of a document in its copy."""

    REDACTED = "read and redacted"
    DROPPED = "dropped"
    BLURRED = "blurred"
    UNREAD = "unread"


@dataclass(frozen=True, kw_only=True)
class UnreadPart:
    """Something that was seen in a document but could not be examined (a picture, an OLE object).

    Attributes:
        part: where, in words of the format, never case text ("picture 3").
        kind: picture, embedded object, macro, encrypted part …
        fate: what the writer does: DROPPED leaves it out, BLURRED shows where it was and nothing else,
            UNREAD leaves it in, so that it may leak.
    """

    part: str
    kind: str
    fate: Fate = Fate.DROPPED

    @property
    def dropped(self) -> bool:
        """Whether nothing of it can be read in the copy."""
        return self.fate is not Fate.UNREAD


@dataclass(frozen=True, kw_only=True, order=True)
class Portion:
    """A line of a document's inventory.

    Attributes:
        part: where, in words of the format, never case text ("header1", "attachment 2: body").
        fate: what becomes of it.
    """

    part: str
    fate: Fate

    @property
    def sort(self) -> str:
        """The part without the numbers that tell it from its fellows ("header", "attachment: body")."""
        return _NUMBER.sub("", self.part)


_NUMBER = re.compile(r"[ :]?\d{1,9}(?=$|[:,])")


@dataclass(frozen=True, kw_only=True)
class Document:
    """One document of a case.

    ``text`` is the reading text: all blocks in reading order, each followed by its separator. Findings
    hold offsets into it; :meth:`pieces` maps them back to blocks.

    Attributes:
        id: unique within the case ("d01").
        path: path relative to the case folder, with "/" (may hold names: confidential).
        format: name of the format ("docx").
        sha256: hex digest of the source bytes.
        blocks: in reading order.
        metadata: document properties (author, title …): evidence only, never written back.
        unread: parts seen but not examined.
        cleared: parts that no reader sees and that are never written back ("core properties"), in words of the format.
    """

    id: str
    path: str = field(repr=False)
    format: str
    sha256: str
    blocks: tuple[TextBlock, ...] = field(repr=False)
    metadata: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    unread: tuple[UnreadPart, ...] = ()
    cleared: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if len({block.id for block in self.blocks}) != len(self.blocks):
            raise ValueError(f"document {self.id}: two blocks share an id")

    def __getstate__(self) -> dict[str, object]:
        # Documents travel between processes; what can be worked out again does not, nor can a mapping proxy.
        state = {key: value for key, value in self.__dict__.items() if key not in {"text", "_starts"}}
        state["metadata"] = dict(self.metadata)
        return state

    @property
    def inventory(self) -> tuple[Portion, ...]:
        """Every part with what becomes of it: those read first, in reading order, then what nobody could read."""
        read = dict.fromkeys(block.location.part for block in self.blocks)
        return (
            *(Portion(part=part, fate=Fate.REDACTED) for part in read),
            *(Portion(part=item.part, fate=item.fate) for item in self.unread),
            *(Portion(part=part, fate=Fate.DROPPED) for part in dict.fromkeys(self.cleared)),
        )

    @cached_property
    def text(self) -> str:
        """The reading text. Its last separator is left out."""
        parts = [piece for block in self.blocks for piece in (block.text, block.separator)]
        return "".join(parts[:-1])

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        starts, position = [], 0
        for block in self.blocks:
            starts.append(position)
            position += len(block.text) + len(block.separator)
        return tuple(starts)

    def start_of(self, index: int) -> int:
        """Offset in ``text`` at which block number ``index`` begins."""
        return self._starts[index]

    def block_index(self, offset: int) -> int:
        """Number of the block that holds (or whose separator holds) the character at ``offset``."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def location(self, offset: int) -> Location:
        """Place of the character at ``offset`` of ``text``."""
        return self.blocks[self.block_index(offset)].location

    def pieces(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """Cut a span of ``text`` at block borders.

        Args:
            start: first character.
            end: one past the last character.

        Returns:
            (block number, start, end) with offsets within that block, separators left out, none empty.
        """
        found = []
        index = self.block_index(start)
        while index < len(self.blocks) and self._starts[index] < end:
            begin = self._starts[index]
            low, high = max(start - begin, 0), min(end - begin, len(self.blocks[index].text))
            if low < high:
                found.append((index, low, high))
            index += 1
        return found
