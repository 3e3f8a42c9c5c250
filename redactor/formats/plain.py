"""Plain text and Markdown: paragraphs as blocks, encoding, byte-order mark and line ends kept.

A block is a run of lines without a blank one between, so that an address over several lines or a name at
the end of a line is seen whole. Markdown's link targets and comments are text like any other. Files in
disguise (base64) are left out and told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from redactor.casefile import Location, TextBlock, TextEdit, UnreadPart
from redactor.formats.edits import distributed, require_known
from redactor.formats.encoding import decode
from redactor.formats.opaque import without_opaque
from redactor.formats.protocol import BANNER, Codec, Reading

#: Line ends of text files; the form feed, vertical tab and others of ``str.splitlines`` stay in their line.
_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|$)")


class Line(NamedTuple):
    """A line and what ends it ("" at the end of the file)."""

    text: str
    end: str


def lines_of(text: str) -> list[Line]:
    """The lines of a text; together they are the text."""
    found = [Line(text=match[1], end=match[2]) for match in _LINE.finditer(text)]
    return [line for line in found if line.text or line.end]


class PlainText:
    """A text cut into paragraphs.

    Args:
        text: the whole text.
        prefix: beginning of the blocks' ids, which makes them unique within a larger document.
        part: name of the part the text stands for.

    Attributes:
        lines: the lines that are written.
        unread: files in disguise, which are left out.
    """

    def __init__(self, text: str, *, prefix: str = "", part: str = "body") -> None:
        text, hidden = without_opaque(text)
        self.unread = tuple(
            UnreadPart(part=f"{part}, embedded data {number}", kind="embedded data")
            for number in range(1, hidden + 1)
        )
        self.lines = lines_of(text)
        self._part = part
        self._prefix = prefix
        self._paragraphs = self._cut()

    def _cut(self) -> list[range]:
        found: list[range] = []
        start: int | None = None
        for number, line in enumerate(self.lines):
            if line.text.strip():
                start = number if start is None else start
            elif start is not None:
                found.append(range(start, number))
                start = None
        if start is not None:
            found.append(range(start, len(self.lines)))
        return found

    def blocks(self) -> list[TextBlock]:
        """One block for each paragraph; line ends are newlines whatever the file has."""
        found = []
        for index, paragraph in enumerate(self._paragraphs):
            following = self._paragraphs[index + 1:index + 2]
            gap = following[0].start - paragraph.stop if following else 0
            found.append(TextBlock(
                id=self._id(paragraph),
                text="\n".join(self.lines[number].text for number in paragraph),
                location=Location(part=self._part, address=_address(paragraph)),
                separator="\n" * (gap + 1),
            ))
        return found

    def written(self, edits: Mapping[str, Sequence[TextEdit]]) -> str:
        """The text with edits applied; all outside them is as it was, line ends included."""
        lines = [line.text + line.end for line in self.lines]
        for paragraph in self._paragraphs:
            if not (changes := edits.get(self._id(paragraph))):
                continue
            texts = [piece for number in paragraph for piece in (self.lines[number].text, "\n")]
            results = [*distributed(texts[:-1], changes), "\n"]
            for place, number in enumerate(paragraph):
                end = self.lines[number].end
                lines[number] = results[2 * place] + results[2 * place + 1].replace("\n", end)
        return "".join(lines)

    def _id(self, paragraph: range) -> str:
        return f"{self._prefix}{paragraph.start + 1}"


def _address(paragraph: range) -> str:
    first, last = paragraph.start + 1, paragraph.stop
    return f"line {first}" if first == last else f"lines {first}–{last}"


@dataclass(frozen=True, kw_only=True)
class _PlainCodec:
    """Text with a banner line.

    Attributes:
        banner: the line; a blank line follows it.
    """

    banner: str

    def read(self, data: bytes) -> Reading:
        """See :meth:`redactor.formats.protocol.Codec.read`."""
        text, _ = decode(data)
        page = PlainText(text)
        return Reading(blocks=tuple(page.blocks()), unread=page.unread)

    def write(self, data: bytes, edits: Mapping[str, Sequence[TextEdit]]) -> bytes:
        """See :meth:`redactor.formats.protocol.Codec.write`; a banner already there is not written twice."""
        text, encoding = decode(data)
        page = PlainText(text)
        require_known(edits, (block.id for block in page.blocks()))
        written = page.written(edits)
        if page.lines and page.lines[0].text == self.banner:
            return encoding.encode(written)
        end = next((line.end for line in page.lines if line.end), "\n")
        return encoding.encode(f"{self.banner}{end}{end}{written}")


CODECS: Mapping[str, Codec] = MappingProxyType({
    "txt": _PlainCodec(banner=BANNER),
    "md": _PlainCodec(banner=f"> **{BANNER}**"),
})
