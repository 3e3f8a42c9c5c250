"""Comma-, semicolon-, tab- and pipe-separated tables: one block for each cell that is not empty.

Quoting, line ends and encoding stay as they are outside the edits, with one exception: a cell that a
spreadsheet would run as a formula is given a leading apostrophe, edited or not
(OWASP, "CSV Injection"). Plain numbers ("-3.5", "+4 %") and phone numbers ("+44 …") are left alone.

Separators follow RFC 4180 as Python's ``csv`` and Excel read it: a quote counts only at the start of a cell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from types import MappingProxyType
from typing import NamedTuple

from redactor.casefile import Location, TextBlock, TextEdit, UnreadPart
from redactor.errors import ReadError
from redactor.formats.edits import edited, require_known
from redactor.formats.encoding import decode
from redactor.formats.headings import heading_row
from redactor.formats.opaque import without_opaque
from redactor.formats.protocol import BANNER, Codec, Reading

_DELIMITERS = ",;\t|"
#: Characters and rows the delimiter is told by.
_SAMPLE, _SAMPLE_ROWS = 64 * 1024, 50
#: Most cells of a table; more would not fit the memory of a worker's laptop.
_MOST_CELLS = 3_000_000
#: Excel's own first line that names the delimiter; it must stay first.
_SEPARATOR_LINE = re.compile(r"sep=(.)(\r\n|\r|\n)", re.IGNORECASE)
_FORMULA = "=+-@＝＋－＠"
_HARMLESS = re.compile(r"[-+]?[\d.,\s]*%?|\+[\d\s()-]*|-+")


class Cell(NamedTuple):
    """A cell as it stands in the file.

    Attributes:
        raw: its characters, quotes included.
        text: what the reader sees.
        end: the delimiter or line end behind it; empty at the end of the file.
        hidden: files in disguise in it, which are not in ``text`` and will not be written.
    """

    raw: str
    text: str
    end: str
    hidden: int


@cache
def _cell_pattern(delimiter: str) -> re.Pattern[str]:
    mark = re.escape(delimiter)
    return re.compile(rf'(?:"((?:[^"]|"")*+)(?:"|\Z))?+([^{mark}\r\n]*+)({mark}|\r\n|\r|\n|\Z)')


def cells(text: str, delimiter: str) -> Iterator[list[Cell]]:
    """The rows of a table; the raw cells and their ends, put together, are the text."""
    pattern = _cell_pattern(delimiter)
    row: list[Cell] = []
    position = 0
    while position < len(text) or row:
        match = pattern.match(text, position)
        if match is None:
            raise ReadError("the table is damaged.", remedy="Save it again in a spreadsheet and retry.")
        quoted, rest, end = match.groups()
        shown = rest if quoted is None else quoted.replace('""', '"') + rest
        shown, hidden = without_opaque(shown)
        row.append(Cell(match[0][:len(match[0]) - len(end)], shown, end, hidden))
        position = match.end()
        if end != delimiter:
            yield row
            row = []


def _delimiter(text: str, usual: str) -> str:
    # The right delimiter cuts most rows into the same number of cells, and that number is greater than one.
    def fitness(delimiter: str) -> tuple[float, int]:
        widths = Counter(
            len(row) for row in islice(cells(text[:_SAMPLE], delimiter), _SAMPLE_ROWS)
            if any(cell.text.strip() for cell in row)
        )
        width, rows = max(widths.items(), key=lambda item: (item[0] > 1, item[1]), default=(1, 0))
        return (rows / max(widths.total(), 1) if width > 1 else 0.0, width)

    best = max(_DELIMITERS, key=lambda delimiter: (*fitness(delimiter), delimiter == usual))
    if fitness(usual)[0] >= 0.9 or fitness(best)[0] < 0.5:
        return usual
    return best


def neutral(text: str) -> str:
    """A cell's text such that no spreadsheet takes it for a formula."""
    shown = text.lstrip()
    if shown and (shown[0] in _FORMULA or text[0] in "\t\r") and not _HARMLESS.fullmatch(shown):
        return f"'{text}"
    return text


class Table:
    """A delimited text.

    Args:
        text: the whole text.
        usual: the delimiter that goes with the file's extension.
    """

    def __init__(self, text: str, usual: str) -> None:
        told = _SEPARATOR_LINE.match(text)
        self.preamble = told[0] if told else ""
        self.delimiter = told[1] if told else _delimiter(text, usual)
        self.rows: list[list[Cell]] = []
        count = 0
        for row in cells(text[len(self.preamble):], self.delimiter):
            self.rows.append(row)
            count += len(row)
            if count > _MOST_CELLS:
                raise ReadError("the table has more than three million cells.", remedy="Split it and retry.")

    def blocks(self) -> tuple[TextBlock, ...]:
        """One block for each cell with text; empty cells lie in the separators, so that columns line up."""
        heading = heading_row([[cell.text for cell in row] for row in self.rows[:20]])
        names = [] if heading is None else [cell.text.strip() for cell in self.rows[heading]]
        found: list[tuple[str, str, Location, str]] = []
        gaps: list[list[str]] = []
        for number, row in enumerate(self.rows):
            for place, cell in enumerate(row):
                if cell.text.strip():
                    under = heading is not None and number > heading and place < len(names)
                    column = names[place] if under else ""
                    found.append((_id(number, place), cell.text, _location(number, place), column))
                    gaps.append([])
                if gaps:
                    gaps[-1].append("\t" if place + 1 < len(row) else "\n")
        return tuple(
            TextBlock(id=key, text=text, location=where, column=column, separator="".join(gap))
            for (key, text, where, column), gap in zip(found, gaps, strict=True)
        )

    def unread(self) -> tuple[UnreadPart, ...]:
        """Files in disguise; they are left out."""
        return tuple(
            UnreadPart(part=str(_location(number, place)), kind="embedded data")
            for number, row in enumerate(self.rows) for place, cell in enumerate(row) if cell.hidden
        )

    def written(self, edits: Mapping[str, Sequence[TextEdit]]) -> str:
        """The text with the banner as first row, edits applied and formulas made harmless."""
        require_known(edits, (_id(number, place) for number, row in enumerate(self.rows) for place in range(len(row))))
        pieces = [self.preamble]
        if not (self.rows and self.rows[0][0].text == BANNER):
            end = next((row[-1].end for row in self.rows if row[-1].end), "\n")
            pieces.append(self._raw(BANNER) + end)
        for number, row in enumerate(self.rows):
            for place, cell in enumerate(row):
                text = neutral(edited(cell.text, edits.get(_id(number, place), ())))
                same = text == cell.text and not cell.hidden
                pieces.append(cell.raw if same else self._raw(text, quoted=cell.raw[:1] == '"'))
                pieces.append(cell.end)
        return "".join(pieces)

    def _raw(self, text: str, *, quoted: bool = False) -> str:
        if quoted or text[:1] == '"' or any(mark in text for mark in (self.delimiter, "\n", "\r")):
            return '"' + text.replace('"', '""') + '"'
        return text


def _location(row: int, place: int) -> Location:
    return Location(part="table", address=f"row {row + 1}, column {place + 1}")


def _id(row: int, place: int) -> str:
    return f"{row + 1}.{place + 1}"


@dataclass(frozen=True, kw_only=True)
class _DelimitedCodec:
    """A table in a text file.

    Attributes:
        usual: the delimiter that goes with the extension.
    """

    usual: str

    def read(self, data: bytes) -> Reading:
        """See :meth:`redactor.formats.protocol.Codec.read`."""
        text, _ = decode(data)
        table = Table(text, self.usual)
        return Reading(blocks=table.blocks(), unread=table.unread())

    def write(self, data: bytes, edits: Mapping[str, Sequence[TextEdit]]) -> bytes:
        """See :meth:`redactor.formats.protocol.Codec.write`."""
        text, encoding = decode(data)
        return encoding.encode(Table(text, self.usual).written(edits))


CODECS: Mapping[str, Codec] = MappingProxyType({
    "csv": _DelimitedCodec(usual=","),
    "tsv": _DelimitedCodec(usual="\t"),
})
