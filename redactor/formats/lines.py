"""Lines of text in a tree: what the office formats read as blocks and write edits into.

A paragraph's text lies in pieces: text nodes, attributes, and elements that stand for one character (a tab,
a line break). A line joins them to a block; an edit is written in the first piece it touches, so it takes
that piece's formatting and all other formatting stays as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from redactor.casefile import Location, TextBlock, TextEdit
from redactor.formats.container import Element, without_invisibles, writable
from redactor.formats.edits import distributed
from redactor.formats.headings import heading_row

#: Empty lines and cells that are counted; more of them tell nothing more.
_LONGEST_GAP = 64
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A piece of a line.

    Attributes:
        text: what the reader sees.
        write: called with the new characters, when they differ.
        raw: the characters that stand in the file, one for each of ``text``; the same where empty.
        holder: where they stand: an element and "text", "tail" or the name of an attribute.
    """

    text: str = field(repr=False)
    write: Callable[[str], None] = field(repr=False)
    raw: str = field(default="", repr=False)
    holder: tuple[Element, str] | None = field(default=None, repr=False)


def text_of(element: Element, *, keep_space: bool = False) -> Piece:
    """The text of an element.

    Args:
        element: the element.
        keep_space: mark the element so that blanks at its ends are kept (WordprocessingML's w:t).
    """
    def write(text: str) -> None:
        element.text = writable(text)
        if keep_space:
            element.set(XML_SPACE, "preserve")

    # Invisible characters are taken out for good; they would hide a name from those who search for it.
    element.text = without_invisibles(element.text or "")
    return Piece(text=_shown(element.text), write=write, raw=element.text, holder=(element, "text"))


def tail_of(element: Element) -> Piece:
    """The text behind an element."""
    def write(text: str) -> None:
        element.tail = writable(text)

    element.tail = without_invisibles(element.tail or "")
    return Piece(text=_shown(element.tail), write=write, raw=element.tail, holder=(element, "tail"))


def attribute_of(element: Element, name: str) -> Piece:
    """The value of an attribute."""
    def write(text: str) -> None:
        element.set(name, writable(text))

    element.set(name, without_invisibles(element.get(name, "")))
    return Piece(text=_shown(element.get(name)), write=write, raw=element.get(name), holder=(element, name))


def character_of(element: Element, character: str, text_tag: str) -> Piece:
    """An element that stands for one character, such as a tab; an edit turns it into text.

    Args:
        element: the element.
        character: what it stands for.
        text_tag: tag of the text element that takes its place.
    """
    def write(text: str) -> None:
        element.tag = text_tag
        element.attrib.clear()
        for child in list(element):
            element.remove(child)
        element.text = writable(text)
        element.set(XML_SPACE, "preserve")

    return Piece(text=character, write=write)


def _shown(text: str) -> str:
    return text.replace("\xa0", " ").replace("\r", "\n")


@dataclass(kw_only=True)
class Line:
    """A block in the making.

    Attributes:
        pieces: in reading order.
        location: where it stands.
        separator: as in :class:`redactor.casefile.TextBlock`.
        column: header of its table column.
    """

    pieces: list[Piece] = field(repr=False)
    location: Location
    separator: str = "\n"
    column: str = field(default="", repr=False)

    @property
    def text(self) -> str:
        """What the reader sees."""
        return "".join(piece.text for piece in self.pieces)


class Lines:
    """The lines of a document, in reading order. Ids are their numbers, so the same bytes give the same ids.

    Args:
        prefix: beginning of the ids, where a document has several of these.

    Attributes:
        holders: where the text of all lines stands; text anywhere else was not read and must not stay.
    """

    def __init__(self, prefix: str = "") -> None:
        self._prefix = prefix
        self._lines: list[Line] = []
        self._echoes: list[tuple[int, list[Piece]]] = []
        self._by_text: dict[str, int] = {}
        self.holders: set[tuple[Element, str]] = set()

    def add(self, line: Line) -> None:
        """Add a line; one without text only leaves its separator, so that columns line up."""
        text = line.text
        if text.strip():
            self._by_text.setdefault(text, len(self._lines))
            self._lines.append(line)
            self._hold(line.pieces)
        elif self._lines and len(self._lines[-1].separator) < _LONGEST_GAP:
            self._lines[-1].separator += line.separator

    def echo(self, pieces: Iterable[Piece]) -> bool:
        """Tie a copy to the line with the same text, so that both are edited alike.

        Returns:
            Whether there is such a line.
        """
        copy = list(pieces)
        number = self._by_text.get("".join(piece.text for piece in copy))
        if number is not None:
            self._echoes.append((number, copy))
            self._hold(copy)
        return number is not None

    def _hold(self, pieces: Iterable[Piece]) -> None:
        self.holders.update(piece.holder for piece in pieces if piece.holder is not None)

    @property
    def first_text(self) -> str:
        """Text of the first line, empty when there is none."""
        return self._lines[0].text if self._lines else ""

    def blocks(self) -> tuple[TextBlock, ...]:
        """The lines as blocks."""
        return tuple(
            TextBlock(id=f"{self._prefix}{number}", text=line.text, location=line.location, column=line.column,
                      separator=line.separator)
            for number, line in enumerate(self._lines, start=1)
        )

    def apply(self, edits: Mapping[str, Sequence[TextEdit]]) -> None:
        """Write edits into the trees the lines were made from.

        Raises:
            WriteError: an edit does not fit.
        """
        for number, line in enumerate(self._lines, start=1):
            if changes := edits.get(f"{self._prefix}{number}"):
                write_pieces(line.pieces, changes)
        for number, copy in self._echoes:
            if changes := edits.get(f"{self._prefix}{number + 1}"):
                write_pieces(copy, changes)


def write_pieces(pieces: Sequence[Piece], edits: Sequence[TextEdit]) -> None:
    """Write edits into the pieces of a line.

    Raises:
        WriteError: an edit does not fit.
    """
    old = [piece.raw or piece.text for piece in pieces]
    for piece, before, after in zip(pieces, old, distributed(old, edits), strict=True):
        if after != before:
            piece.write(after)


@dataclass(kw_only=True)
class Cell:
    """A cell of a table in the making.

    Attributes:
        column: number of its first column.
        lines: its paragraphs.
    """

    column: int
    lines: list[Line] = field(default_factory=list)


def table_lines(rows: Sequence[Sequence[Cell]], *, header: bool = False) -> list[Line]:
    """The lines of a table: tabs between the cells of a row, and each under the header of its column.

    Args:
        rows: the cells of each row, in order.
        header: the first row is marked as header; else it is told by its looks.
    """
    width = max((cell.column + 1 for row in rows for cell in row), default=0)
    grid: list[list[str]] = []
    for row in rows[:11]:
        texts = [""] * width
        for cell in row:
            texts[cell.column] = " ".join(line.text for line in cell.lines)
        grid.append(texts)
    heading = 0 if header and len(rows) > 1 else heading_row(grid)
    found: list[Line] = []
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if heading is not None and number > heading:
                for line in cell.lines:
                    line.column = line.column or grid[heading][cell.column].strip()
            if cell.lines:
                cell.lines[-1].separator = "\t" if place + 1 < len(row) else "\n"
            found += cell.lines
    return found
