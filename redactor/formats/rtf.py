"""Rich Text Format: the text is read with its paragraphs, tables and plainest formatting, and built anew.

Kept: paragraphs, table rows and cells, bold, italic, underlining, headers and footers; footnotes and text
boxes, set behind the paragraph they belong to; comments, without their authors. Left out: properties (``\\info``),
hidden and deleted text, bookmarks, link targets, style names and every destination that is not understood (``\\*``);
pictures and embedded objects are left out and told.

Rich Text Format Specification, version 1.9.1 (Microsoft, 2008).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple

from redactor.casefile import Location, TextBlock, TextEdit, UnreadPart
from redactor.errors import ReadError
from redactor.formats.edits import distributed, require_known
from redactor.formats.headings import heading_row
from redactor.formats.protocol import BANNER, Codec, Reading

_TOKEN = re.compile(
    rb"\\([A-Za-z]{1,32})(-?[0-9]{1,10})?[ ]?|\\'([0-9A-Fa-f]{2})|\\(.)|([{}])|[\r\n\x00]+|([^\\{}\r\n\x00]+)",
    re.DOTALL)
_DEEPEST = 500
_CHARSETS: Mapping[int, str] = MappingProxyType({
    77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "cp936", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 255: "cp437",
})
_PAGES = frozenset({
    437, 850, 852, 860, 862, 863, 864, 865, 866, 874, 932, 936, 949, 950, 1250, 1251, 1252, 1253, 1254, 1255, 1256,
    1257, 1258,
})
_CHARACTERS: Mapping[str, str] = MappingProxyType({
    "tab": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "bullet": "•", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "line": "\n", "lbr": "\n",
})
_PARAGRAPH_ENDS = frozenset({"par", "sect", "page", "column", "nestcell", "nestrow"})
_FORMATS: Mapping[str, str] = MappingProxyType({
    "b": "b", "i": "i", "ul": "ul", "uld": "ul", "uldb": "ul", "ulw": "ul", "ulnone": "",
})
#: Destinations whose text the reader sees, and the name of their part.
_PARTS: Mapping[str, str] = MappingProxyType({
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "header"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "footer"),
    "footnote": "footnote", "annotation": "comment", "shptxt": "text box", "dptxbxtext": "text box",
})
#: Destinations marked as ignorable within which there is text to be seen, or a picture to be told.
_ENTERED = frozenset({"shpinst", "shpgrp", "do", "shppict"})
_LEFT_OUT = frozenset(re.findall(r"\w+", """
    fonttbl colortbl stylesheet info pict nonshppict objdata objclass objname fldinst datafield atnid
    atnauthor filetbl listtable listoverridetable revtbl rsidtbl generator themedata colorschememapping
    latentstyles datastore sp shprslt bkmkstart bkmkend xe tc tcn rxe txe private template operator xmlnstbl
    ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn mailmerge formfield
"""))
_TOLD: Mapping[str, str] = MappingProxyType({"pict": "picture", "objdata": "embedded object"})
#: What is left out and said in words, for nothing of it can be seen on a page.
_CLEARED: Mapping[str, str] = MappingProxyType({
    "info": "properties", "fldinst": "field codes", "revtbl": "names of reviewers",
    "xe": "index entries", "private": "data of other programs", "datastore": "data of other programs",
})
#: Property of a drawn shape that holds the words drawn in it (WordArt; LibreOffice writes all its shapes so).
_DRAWN_TEXT, _PROPERTY_NAME = "gtextUNICODE", "name of a property"
#: Second copies, for programs that cannot show the first.
_COPIES = frozenset({"nonshppict", "shprslt", "listpicture"})


@dataclass(kw_only=True)
class Paragraph:
    """A paragraph.

    Attributes:
        part: where it stands ("body", "header", "footnote", "text box").
        runs: text and formatting of its pieces.
        cell: number of its table row and of the cell in it; None outside tables.
    """

    part: str
    runs: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    cell: tuple[int, int] | None = None

    @property
    def text(self) -> str:
        """The text of all runs."""
        return "".join(text for text, _ in self.runs)


class _Flow:
    """Paragraphs that follow one another: the body's, a header's, a text box's."""

    def __init__(self, part: str) -> None:
        self.part = part
        self.open = Paragraph(part=part)
        self.done: list[Paragraph] = []
        self.waiting: list[Paragraph] = []
        self.cell_from = 0
        self.column = 0
        self.row = -1

    def end_paragraph(self, in_table: bool) -> None:
        if not in_table:
            self.cell_from = len(self.done) + 1 + len(self.waiting)
        self.open.runs = [
            ("".join(text for text, _ in runs), formats)
            for formats, runs in groupby(self.open.runs, key=lambda run: run[1])
        ]
        self.done += [self.open, *self.waiting]
        self.open, self.waiting = Paragraph(part=self.part), []

    def end_cell(self, rows: Iterator[int]) -> None:
        self.end_paragraph(True)
        if self.row < 0:
            self.row = next(rows)
        for paragraph in self.done[self.cell_from:]:
            paragraph.cell = (self.row, self.column)
        self.cell_from = len(self.done)
        self.column += 1

    def end_row(self) -> None:
        self.row, self.column = -1, 0

    def finish(self) -> list[Paragraph]:
        if self.open.runs or self.waiting:
            self.end_paragraph(False)
        return self.done


class _State(NamedTuple):
    """What a group inherits from the group around it.

    Attributes:
        flow: where its text goes.
        skipped: its text is left out; ``copy``: and so is what would be told of.
        fonts: it is the font table.
        hidden: its text is hidden or deleted.
        page: code page of its bytes.
        table: its paragraphs stand in a table.
        fallback: bytes that stand in for a Unicode character for older programs (``\\uc``).
    """

    flow: _Flow
    skipped: bool = False
    copy: bool = False
    fonts: bool = False
    hidden: bool = False
    formats: frozenset[str] = frozenset()
    page: str = "cp1252"
    table: bool = False
    fallback: int = 1


class _Parser:
    """Reads tokens into flows of paragraphs."""

    def __init__(self) -> None:
        self.unread: list[str] = []
        self.cleared: dict[str, None] = {}
        self._state = _State(_Flow("body"))
        self._stack: list[_State] = []
        self._bytes = bytearray()
        self._high = 0
        self._default = "cp1252"
        self._font = 0
        self._pages: dict[int, str] = {}
        self._rows = iter(range(10**9))
        self._shape_property = ""

    def parse(self, data: bytes) -> list[Paragraph]:
        body = self._state.flow
        fresh = ignorable = False
        pending = position = 0
        while match := _TOKEN.match(data, position):
            position = match.end()
            word, number, code, symbol, brace, text = match.groups()
            if brace == b"{":
                self._flush()
                self._stack.append(self._state)
                fresh, ignorable, pending = True, False, 0
                if len(self._stack) > _DEEPEST:
                    raise ReadError("the document is nested too deeply.", remedy="Save it as .docx and retry.")
            elif brace == b"}":
                pending, fresh = 0, False
                self._close_group()
                if not self._stack:
                    return body.finish()
            elif word is not None:
                name, argument = word.decode("ascii"), None if number is None else int(number)
                pending = 0
                if name == "bin":
                    position += max(argument or 0, 0)
                elif name == "u" and argument is not None:
                    self._unicode(argument)
                    pending = self._state.fallback
                elif fresh:
                    self._open_destination(name, ignorable)
                self._control(name, argument)
                fresh = ignorable = False
            elif symbol == b"*":
                ignorable = True
            else:
                fresh = False
                if symbol is not None and symbol not in b"\\{}":
                    self._symbol(symbol)
                    continue
                raw = bytes([int(code, 16)]) if code is not None else symbol or text or b""
                skipped = min(pending, len(raw))
                pending -= skipped
                if not (self._state.skipped or self._state.hidden):
                    self._bytes += raw[skipped:]
        raise ReadError("the document is cut off.", remedy="Save it again in the program it came from and retry.")

    def _flush(self) -> None:
        if self._bytes:
            self._write(self._bytes.decode(self._state.page, "replace"))
            self._bytes.clear()

    def _write(self, text: str) -> None:
        state = self._state
        if text and not state.skipped and not state.hidden:
            state.flow.open.runs.append((text, state.formats))

    def _unicode(self, number: int) -> None:
        self._flush()
        unit, high = number % 0x10000, self._high
        self._high = unit if 0xD800 <= unit < 0xDC00 else 0
        if high and 0xDC00 <= unit < 0xE000:
            self._write(chr(0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00)))
        elif unit and not 0xD800 <= unit < 0xE000:
            self._write(chr(unit))

    def _symbol(self, symbol: bytes) -> None:
        self._flush()
        if symbol in b"\r\n":
            self._end_paragraph()
        elif symbol in b"~_\t":
            self._write({b"~": "\xa0", b"_": "\u2011", b"\t": "\t"}[symbol])

    def _end_paragraph(self) -> None:
        if not self._state.skipped:
            self._state.flow.end_paragraph(self._state.table)

    def _open_destination(self, name: str, ignorable: bool) -> None:
        state = self._state
        if name in _TOLD and not state.copy:
            self.unread.append(_TOLD[name])
        if name in _CLEARED:
            self.cleared[_CLEARED[name]] = None
        drawn = name == "sv" and self._shape_property == _DRAWN_TEXT
        if name == "sv":
            self._shape_property = ""
        if (name == "sn" or drawn) and not (state.copy or state.hidden):
            part = "text box" if drawn else _PROPERTY_NAME
            self._state = _State(_Flow(part), page=state.page, fallback=state.fallback)
        elif name in _PARTS and not state.skipped:
            self._state = _State(_Flow(_PARTS[name]), page=state.page, fallback=state.fallback)
        elif name in _LEFT_OUT or (ignorable and name not in _ENTERED):
            self._state = state._replace(skipped=True, copy=state.copy or name in _COPIES, fonts=name == "fonttbl")

    def _close_group(self) -> None:
        self._flush()
        inner, outer = self._state, self._stack.pop() if self._stack else None
        if outer is None:
            raise ReadError("the document is damaged.", remedy="Save it again in the program it came from and retry.")
        if inner.flow is not outer.flow:
            told = inner.flow.finish()
            if inner.flow.part == _PROPERTY_NAME:
                self._shape_property = "".join(paragraph.text for paragraph in told).strip()
            else:
                outer.flow.waiting += told
        self._state = outer

    def _control(self, name: str, argument: int | None) -> None:
        state = self._state
        self._flush()
        if state.fonts:
            self._font_property(name, argument)
        elif name in _CHARACTERS:
            self._write(_CHARACTERS[name])
        elif name in _PARAGRAPH_ENDS:
            self._end_paragraph()
        elif name in ("cell", "row"):
            if not state.skipped:
                if name == "cell":
                    state.flow.end_cell(self._rows)
                else:
                    state.flow.end_row()
        elif name in _FORMATS:
            kept = state.formats - {_FORMATS[name] or "ul"}
            self._state = state._replace(
                formats=kept if argument == 0 or not _FORMATS[name] else kept | {_FORMATS[name]})
        else:
            self._property(name, argument)

    def _property(self, name: str, argument: int | None) -> None:
        state = self._state
        if name in ("v", "deleted"):
            if argument != 0 and not state.skipped:
                self.cleared["hidden text" if name == "v" else "tracked deletions"] = None
            self._state = state._replace(hidden=argument != 0)
        elif name == "plain":
            self._state = state._replace(hidden=False, formats=frozenset(), page=self._default)
        elif name in ("pard", "intbl"):
            self._state = state._replace(table=name == "intbl")
        elif name == "f" and argument is not None:
            self._state = state._replace(page=self._pages.get(argument, self._default))
        elif name == "uc" and argument is not None:
            self._state = state._replace(fallback=min(max(argument, 0), 16))
        elif name in ("ansicpg", "mac", "pc", "pca"):
            known = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}.get(name) or _page(argument)
            self._default = known or self._default
            self._state = state._replace(page=self._default)

    def _font_property(self, name: str, argument: int | None) -> None:
        if argument is None:
            return
        if name == "f":
            self._font = argument
        elif name == "fcharset" and argument in _CHARSETS:
            self._pages[self._font] = _CHARSETS[argument]
        elif name == "cpg" and (page := _page(argument)):
            self._pages[self._font] = page


def _page(number: int | None) -> str:
    if number == 65001:
        return "utf-8"
    return f"cp{number}" if number in _PAGES else ""


class RichText:
    """A document in Rich Text Format.

    Args:
        data: the file.

    Raises:
        ReadError: cut off, damaged, or nested too deeply.
    """

    def __init__(self, data: bytes) -> None:
        parser = _Parser()
        self.paragraphs = parser.parse(data)
        self._unread = parser.unread
        self._cleared = tuple(parser.cleared)

    def reading(self) -> Reading:
        """One block for each paragraph with text; cells are told apart by tabs, empty ones lie in the separator."""
        shown: list[int] = []
        gaps: list[list[str]] = []
        for number, paragraph in enumerate(self.paragraphs, 1):
            if paragraph.text.strip():
                shown.append(number)
                gaps.append([])
            if gaps:
                gaps[-1].append(self._separator(number))
        columns = self._columns()
        blocks = tuple(
            TextBlock(
                id=str(number), text=self.paragraphs[number - 1].text, separator="".join(gap),
                location=Location(part=self.paragraphs[number - 1].part, address=f"paragraph {number}"),
                column=columns[number - 1],
            )
            for number, gap in zip(shown, gaps, strict=True)
        )
        return Reading(blocks=blocks, unread=tuple(
            UnreadPart(part=f"{kind} {number}", kind=kind)
            for number, kind in enumerate(self._unread, 1)
        ), cleared=self._cleared)

    def _separator(self, number: int) -> str:
        here = self.paragraphs[number - 1].cell
        there = self.paragraphs[number].cell if number < len(self.paragraphs) else None
        return "\t" if here and there and here[0] == there[0] and here[1] != there[1] else "\n"

    def _columns(self) -> list[str]:
        columns: list[str] = []
        for in_table, group in groupby(self.paragraphs, key=lambda paragraph: paragraph.cell is not None):
            members = list(group)
            columns += _headings(members) if in_table else [""] * len(members)
        return columns

    def written(self, edits: Mapping[str, Sequence[TextEdit]]) -> bytes:
        """A new document with the banner, and the text with edits applied.

        Raises:
            WriteError: edits are for blocks that are not there, or do not fit.
        """
        require_known(edits, map(str, range(1, len(self.paragraphs) + 1)))
        written = [
            (paragraph, _runs(paragraph, edits.get(str(number), ())))
            for number, paragraph in enumerate(self.paragraphs, 1)
        ]
        pieces = [r"{\rtf1\ansi\ansicpg1252\deff0\uc1{\fonttbl{\f0\fswiss Arial;}}", "\n"]
        for part in ("header", "footer"):
            if texts := [text for paragraph, text in written if paragraph.part == part]:
                pieces += [f"{{\\{part} ", *(f"\\pard\\plain\\f0\\fs18 {text}\\par\n" for text in texts), "}\n"]
        if next((paragraph.text for paragraph in self.paragraphs if paragraph.text.strip()), "") != BANNER:
            pieces.append(f"\\pard\\plain\\f0\\fs22 {{\\b {_escaped(BANNER)}}}\\par\n")
        body: list[tuple[Paragraph, str]] = []
        for paragraph, text in written:
            if paragraph.part == "comment" and body:
                # It hangs on the paragraph before it.
                body[-1] = body[-1][0], body[-1][1] + _COMMENT.format(text)
            elif paragraph.part not in ("header", "footer"):
                body.append((paragraph, text))
        for row, members in groupby(body, key=lambda member: member[0].cell[0] if member[0].cell else None):
            if row is None:
                pieces += [f"\\pard\\plain\\f0\\fs22 {text}\\par\n" for _, text in members]
            else:
                pieces.append(_row(list(members)))
        return "".join([*pieces, "}\n"]).encode("ascii")


def _headings(members: Sequence[Paragraph]) -> list[str]:
    cells = [paragraph.cell or (0, 0) for paragraph in members]
    numbers = {row: place for place, row in enumerate(dict.fromkeys(row for row, _ in cells))}
    width = max(column for _, column in cells) + 1
    if width > 200:  # nobody reads such a table by its headings
        return [""] * len(members)
    rows = [[""] * width for _ in numbers]
    for paragraph, (row, column) in zip(members, cells, strict=True):
        rows[numbers[row]][column] = f"{rows[numbers[row]][column]} {paragraph.text}".strip()
    heading = heading_row(rows)
    return [
        rows[heading][column] if heading is not None and numbers[row] > heading else "" for row, column in cells
    ]


def _runs(paragraph: Paragraph, edits: Sequence[TextEdit]) -> str:
    texts = distributed([text for text, _ in paragraph.runs], edits)
    return "".join(
        "{" + "".join(f"\\{name}" for name in sorted(formats)) + f" {_escaped(text)}}}" if formats else _escaped(text)
        for text, (_, formats) in zip(texts, paragraph.runs, strict=True)
    )


def _row(members: Sequence[tuple[Paragraph, str]]) -> str:
    cells: dict[int, list[str]] = {}
    for paragraph, text in members:
        cells.setdefault(paragraph.cell[1] if paragraph.cell else 0, []).append(text)
    width = 9000 // len(cells)
    border = "".join(rf"\clbrdr{side}\brdrs\brdrw10" for side in "tlbr")
    shape = "".join(rf"{border}\cellx{width * number}" for number in range(1, len(cells) + 1))
    contents = "".join(
        "\\pard\\plain\\f0\\fs22\\intbl " + "\\par ".join(texts) + "\\cell\n" for texts in cells.values())
    return f"\\trowd\\trgaph100{shape}\n{contents}\\row\n"


_COMMENT = r"{{\*\atnid R}}{{\*\atnauthor Reviewer}}\chatn {{\*\annotation \pard\plain\f0\fs20 {}}}"
_SPECIAL = re.compile(r"[^ -\[\]-z|~]")


def _escaped(text: str) -> str:
    return _SPECIAL.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if character in "\\{}":
        return f"\\{character}"
    if character in "\n\t":
        return "\\line " if character == "\n" else "\\tab "
    units = character.encode("utf-16-le")
    numbers = [int.from_bytes(units[place:place + 2], "little", signed=True) for place in range(0, len(units), 2)]
    return "".join(f"\\u{number}?" for number in numbers)


class _RtfCodec:
    """A document in a file."""

    def read(self, data: bytes) -> Reading:
        """See :meth:`redactor.formats.protocol.Codec.read`."""
        return RichText(data).reading()

    def write(self, data: bytes, edits: Mapping[str, Sequence[TextEdit]]) -> bytes:
        """See :meth:`redactor.formats.protocol.Codec.write`."""
        return RichText(data).written(edits)


CODECS: Mapping[str, Codec] = MappingProxyType({"rtf": _RtfCodec()})
