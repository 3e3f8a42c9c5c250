"""Excel workbooks (.xlsx, .xlsm): SpreadsheetML, ECMA-376 part 1, chapter 18.

Cells are streamed, everything else is a tree. Every cell that shows something is a block, numbers and dates
too, since a number may be a case reference; what is not edited keeps its type. Shared strings are built anew
from the cells that use them, so no string is left over.

Kept: sheets (hidden ones stay hidden, their text is read), widths, styles, formulas without words, comments,
headers and footers, drawings and charts, embedded documents of Office formats. Left out: other objects, links, tables'
definitions, people's own names, pivot tables, outside data, threads of comments (their text stands in the comments),
macros, protection.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType
from xml.sax.saxutils import escape

from lxml import etree

from redactor.casefile import Location, TextBlock, TextEdit
from redactor.formats import drawing, fonts
from redactor.formats.attributes import XDR, A, C, Names, S, number_format
from redactor.formats.container import Element, damaged, writable
from redactor.formats.drawing import local
from redactor.formats.edits import distributed
from redactor.formats.formulas import kept
from redactor.formats.headings import heading_row
from redactor.formats.lines import Line, Lines, Piece, attribute_of, text_of, write_pieces
from redactor.formats.opc import Embedded, Package, Part, R, Shape, written
from redactor.formats.protocol import BANNER, Codec, Reading

_S = f"{{{S}}}"
_ROW, _CELL, _VALUE, _FORMULA, _TEXT = _S + "row", _S + "c", _S + "v", _S + "f", _S + "t"
_KNOWN = frozenset((
    "worksheet", "chartsheet", "sharedStrings", "styles", "theme", "comments", "drawing", *drawing.KNOWN,
))
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_SHAPES: Mapping[str, Shape] = MappingProxyType({
    "officeDocument": Shape(folder="xl", stem="workbook", content_type=f"{_TYPE}sheet.main+xml"),
    "worksheet": Shape(folder="xl/worksheets", stem="sheet", content_type=f"{_TYPE}worksheet+xml"),
    "chartsheet": Shape(folder="xl/chartsheets", stem="sheet", content_type=f"{_TYPE}chartsheet+xml"),
    "drawing": Shape(folder="xl/drawings", stem="drawing",
                     content_type="application/vnd.openxmlformats-officedocument.drawing+xml"),
    "vmlDrawing": Shape(folder="xl/drawings", stem="vmlDrawing", extension="vml",
                        content_type="application/vnd.openxmlformats-officedocument.vmlDrawing"),
    "comments": Shape(folder="xl", stem="comments", content_type=f"{_TYPE}comments+xml"),
    **{kind: Shape(folder="xl", stem=kind, content_type=f"{_TYPE}{kind}+xml") for kind in ("sharedStrings", "styles")},
    **drawing.shapes("xl"),
})


def _names(words: str) -> frozenset[str]:
    return frozenset(_S + word for word in words.split())


#: Children of a sheet and of a workbook that are kept.
_SHEET = _names(
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData autoFilter mergeCells conditionalFormatting "
    "dataValidations printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks drawing")
_WORKBOOK = _names("workbookPr bookViews sheets definedNames")
#: Names Excel gives itself; all others were given by people.
_OWN_NAMES = frozenset(("_xlnm.Print_Area", "_xlnm.Print_Titles", "_xlnm._FilterDatabase"))
#: Names of the styles every workbook has (ECMA-376 part 1, 18.8.7 and annex).
_BUILT_IN = re.compile(
    r"Normal|Comma(?: \[0\])?|Currency(?: \[0\])?|Percent|(?:Row|Col)Level_\d|Hyperlink|Followed Hyperlink|Note"
    r"|Warning Text|Title|Heading [1-4]|Input|Output|Calculation|Check Cell|Linked Cell|Total|Good|Bad|Neutral"
    r"|Explanatory Text|(?:\d0% - )?Accent[1-6]")
_ERROR = re.compile(r"#[A-Z0-9/_]{1,20}[!?]?")
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
#: Codes of a header: section, font, size, colour, field, style (ECMA-376 part 1, 18.3.1.46).
_HEADER_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d{1,3}|[A-Za-z+\-&])')
_SECTION = frozenset(("&L", "&C", "&R"))
#: Of these, the one that names a font and its style, and the styles there are; "-" is the font of the sheet.
_HEADER_FONT = re.compile(r'&"([^",]*)(?:,([^"]*))?"')
_HEADER_STYLE = re.compile(r"(?:Regular|Standard|Normal|(?:Bold )?(?:Italic|Oblique)|Bold)?")
#: A character written by its number, as spreadsheets do for those XML forbids (ECMA-376 part 1, 22.9.2.19).
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
#: Built-in number formats that show dates or times (ECMA-376 part 1, 18.8.30).
_DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)))
#: The choices of a validated cell, written out; Excel takes no more than 255 characters.
_CHOICES = re.compile(r'"([^"]{1,255})"')
_PLAIN_NUMBER = re.compile(r"-?\d{1,300}(?:\.\d{1,300})?(?:[eE][+-]?\d{1,3})?")
#: Gaps between cells that are shown as tabs at most.
_WIDEST_GAP = 8
_MOST_CELLS = 3_000_000
#: EMU in a pixel, and where a document stands whose place is not told.
_PIXEL = 9525
_ANCHOR = "1, 0, 1, 0, 5, 0, 8, 0"
_BANNER_SHEET = "Redacted draft"


@dataclass(frozen=True, kw_only=True)
class _Cell:
    """A cell as it is read.

    Attributes:
        element: the cell.
        row: number of its row, from 1.
        column: number of its column, from 1.
        text: what it shows; empty for nothing, truth values and errors.
        string: number of its shared string, or None.
    """

    element: Element = field(repr=False)
    row: int
    column: int
    text: str = field(repr=False)
    string: int | None = None

    @property
    def reference(self) -> str:
        return f"{_letters(self.column)}{self.row}"


class _Strings:
    """Shared strings: those of the file, and the new table of those that are used."""

    def __init__(self, root: Element | None) -> None:
        self._items = [] if root is None else list(root.iterchildren(_S + "si"))
        self._texts: dict[int, str] = {}
        self._places: dict[object, int] = {}
        self._count = 0
        self.table = etree.Element(_S + "sst", nsmap={None: S})

    def text(self, number: int) -> str:
        if not 0 <= number < len(self._items):
            raise damaged("a cell's text is missing")
        if number not in self._texts:
            self._texts[number] = "".join(piece.text for piece in rich_text(self._items[number]))
        return self._texts[number]

    def place(self, number: int, edits: Sequence[TextEdit]) -> int:
        """Number in the new table of a shared string after its edits."""
        key = (number, tuple(edits))
        if key not in self._places:
            self._places[key] = self._add(self._items[number], edits)
        return self._places[key]

    def place_item(self, item: Element, edits: Sequence[TextEdit]) -> int:
        """Number in the new table of a string that stood in its cell."""
        return self._add(item, edits)

    def place_text(self, text: str) -> int:
        """Number in the new table of a plain text."""
        if text not in self._places:
            item = etree.Element(_S + "si")
            etree.SubElement(item, _TEXT).text = ""
            piece, = rich_text(item)
            piece.write(text)
            self._places[text] = self._append(item)
        return self._places[text]

    def _add(self, item: Element, edits: Sequence[TextEdit]) -> int:
        copy = etree.Element(_S + "si")
        for child in item:
            copy.append(deepcopy(child))
        write_pieces(rich_text(copy), edits)
        if "".join(text.text or "" for text in copy.iter(_TEXT)).lstrip().startswith("="):
            # Text that reads as a formula becomes one when the cell is touched or saved as CSV.
            first = next(copy.iter(_TEXT))
            first.text = f"'{first.text or ''}"
        return self._append(copy)

    def _append(self, item: Element) -> int:
        self.table.append(item)
        self._count += 1  # an element counts its children one by one
        return self._count - 1


def rich_text(item: Element) -> list[Piece]:
    """Pieces of a string; readings of Asian characters are taken out."""
    for reading in list(item.iter(*_names("rPh phoneticPr"))):
        reading.getparent().remove(reading)
    for text in item.iter(_TEXT):
        text.text = _ESCAPED.sub(_unescaped, text.text or "")
    return [text_of(text, keep_space=True) for text in item.iter(_TEXT)]


def _unescaped(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    if character == "_":
        return match[0]  # it keeps what follows from being read as such a code
    return writable(character.replace("\r", ""))


class _Workbook:
    """A workbook prepared for reading or writing.

    Args:
        data: bytes of the file.
    """

    def __init__(self, data: bytes) -> None:
        self._package = Package(data, _KNOWN, {"worksheet": _ROW}, embeds=True)
        self._main = self._package.main
        self._part_of = {part.kind: part for part in self._package.parts}
        self._strings = _Strings(self._root("sharedStrings"))
        workbook_settings = self._main.root.find(_S + "workbookPr")
        flag = "" if workbook_settings is None else workbook_settings.get("date1904", "")
        self._epoch = datetime(1904, 1, 1) if flag in ("1", "true") else datetime(1899, 12, 30)
        self._formats = _formats(self._root("styles"))
        self._authors: dict[str, int] = {}
        self._choices: set[Element] = set()
        self._last = (0, 0)
        self._sheets = self._listed_sheets()
        self._names = Lines("name")
        self._others = Lines("other")
        self._old_names = [sheet.get("name", "") for sheet, _ in self._sheets]
        for number, (sheet, _) in enumerate(self._sheets, start=1):
            hidden = sheet.get("state", "visible") != "visible"
            self._names.add(Line(
                pieces=[attribute_of(sheet, "name")],
                location=Location(part=f"Sheet {number}", address="name of the hidden sheet" if hidden else "name")))
        self._objects = {part.name: _objects(part) for part in self._package.parts if part.kind == "worksheet"}
        for part in self._package.parts:
            drawing.keep_one_copy(part.root)
        for number, (_, part) in enumerate(self._sheets, start=1):
            self._read_around(part, f"Sheet {number}")
        for part in self._package.parts:
            if part.kind == "chart":
                _drop_caches(part.root)
        drawing.read_parts(self._package.parts, self._others)
        self._read_formats()

    def _root(self, kind: str) -> Element | None:
        return self._part_of[kind].root if kind in self._part_of else None

    def _listed_sheets(self) -> list[tuple[Element, Part]]:
        found = []
        holder = self._main.root.find(_S + "sheets")
        if holder is None:
            raise damaged("it has no sheets")
        for sheet in list(holder):
            part = self._main.links.get(sheet.get(f"{{{R}}}id", ""))
            if not isinstance(part, Part) or part.kind not in ("worksheet", "chartsheet"):
                holder.remove(sheet)  # a sheet of macros; it is told as such
            else:
                found.append((sheet, part))
        if len({id(part) for _, part in found}) != len(found):
            raise damaged("two sheets are one")
        return found

    # Reading

    def reading(self) -> Reading:
        names = self._names.blocks()
        blocks: list[TextBlock] = []
        for number, (_, part) in enumerate(self._sheets, start=1):
            name = names[number - 1]
            cells = self._cell_blocks(part, number, len(blocks)) if part.kind == "worksheet" else []
            # The banner opens the document; the name of its sheet comes after it.
            blocks += [*cells, name] if cells and cells[0].text == BANNER else [name, *cells]
        blocks += self._others.blocks()
        properties = dict(self._package.properties)
        authors = [properties["creator"]] if "creator" in properties else []
        if authors or self._authors:
            properties["author"] = "; ".join(dict.fromkeys([*authors, *self._authors]))
        return self._package.reading(blocks, properties)

    def _cell_blocks(self, part: Part, sheet: int, before: int) -> list[TextBlock]:
        found: list[TextBlock] = []
        top: list[_Cell] = []
        heading: dict[int, str] | None = None
        heading_at = 0
        last: _Cell | None = None
        waiting: tuple[str, str, Location, int, int] | None = None

        def finish(separator: str) -> None:
            if waiting is not None:
                key, text, where, row, column = waiting
                header = heading.get(column, "") if heading is not None and row > heading_at else ""
                found.append(TextBlock(id=key, text=text, location=where, column=header, separator=separator))

        for cell in self._shown_cells(part, top):
            if heading is None:
                heading_at, heading = _headings(top)
            if last is not None:
                same = cell.row == last.row
                finish("\t" * min(cell.column - last.column, _WIDEST_GAP) if same
                       else "\n" * min(cell.row - last.row, 2))
            waiting = (f"{sheet}!{cell.reference}", cell.text,
                       Location(part=f"Sheet {sheet}", address=cell.reference), cell.row, cell.column)
            last = cell
            if before + len(found) > _MOST_CELLS:
                raise damaged("too many cells")
        finish("\n")
        return found

    def _shown_cells(self, part: Part, top: list[_Cell]) -> Iterator[_Cell]:
        """Cells with text; the first rows are read into ``top`` before the first cell is given out."""
        cells = (cell for row in self._rows_of(part) for cell in self._cells(row) if cell.text.strip())
        first_rows: set[int] = set()
        ahead: list[_Cell] = []
        for cell in cells:
            first_rows.add(cell.row)
            ahead.append(cell)
            if len(first_rows) > 11:
                break
        top += ahead
        yield from ahead
        yield from cells

    def _rows_of(self, part: Part) -> Iterator[Element]:
        self._last = (0, 0)
        return self._package.stream(part)

    def _cells(self, row: Element) -> Iterator[_Cell]:
        number = _integer(row.get("r"), self._last[0] + 1)
        column = 0
        for element in row.iterchildren(_CELL):
            match = _REFERENCE.fullmatch(element.get("r", ""))
            if match:
                column, number = _column(match[1]), int(match[2])
            else:
                column += 1
            if number < 1 or (number, column) <= self._last:
                raise damaged("a cell is out of place")
            self._last = (number, column)
            text, string = self._shown(element)
            yield _Cell(element=element, row=number, column=column, text=text, string=string)

    def _shown(self, cell: Element) -> tuple[str, int | None]:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            item = cell.find(_S + "is")
            return ("" if item is None else "".join(piece.text for piece in rich_text(item))), None
        value = _ESCAPED.sub(_unescaped, cell.findtext(_VALUE) or "")
        if kind == "s":
            number = _integer(value)
            return (self._strings.text(number), number) if value else ("", None)
        if kind in ("b", "e"):
            return "", None
        if kind == "n" and value:
            return self._number(value.strip(), _integer(cell.get("s"), 0)), None
        return value, None

    def _number(self, value: str, style: int) -> str:
        if not _PLAIN_NUMBER.fullmatch(value):
            return value
        number, code = self._formats[style] if 0 <= style < len(self._formats) else (0, "")
        amount = float(value)
        if number in _DATE_FORMATS or _shows_date(code):
            return self._date(amount, code, number) or value
        if abs(amount) < 1e15 and amount == int(amount):
            digits = str(int(amount))
            return _template(digits, code) if re.fullmatch(r"[0 ()+\-]{1,40}", code) else digits
        return value

    def _date(self, amount: float, code: str, number: int) -> str:
        try:
            moment = self._epoch + timedelta(days=amount if amount >= 60 or self._epoch.year == 1904 else amount + 1)
        except OverflowError:
            return ""
        moment = (moment + timedelta(milliseconds=500)).replace(microsecond=0)
        clock = f"{moment:%H:%M}" if moment.second == 0 else f"{moment:%H:%M:%S}"
        if amount < 1 or number in (18, 19, 20, 21, 45, 46, 47):
            return clock
        day = f"{moment.day:02}/{moment.month:02}/{moment.year:04}"
        return f"{day} {clock}" if (moment.hour, moment.minute, moment.second) != (0, 0, 0) else day

    def _read_around(self, part: Part, name: str) -> None:
        for text in part.root.iter(*_names("oddHeader oddFooter evenHeader evenFooter firstHeader firstFooter")):
            text.text = _HEADER_FONT.sub(_known_font, text.text or "")
            for line in _header_lines(text, name):
                self._others.add(line)
            self._others.holders.add((text, "text"))  # one of codes alone shows page numbers, or the sheet's name
        for choices in part.root.iterfind(f".//{_S}dataValidation[@type='list']/{_S}formula1"):
            if match := _CHOICES.fullmatch(choices.text or ""):
                self._choices.add(choices)
                self._others.add(Line(
                    pieces=[_choices_of(choices, match[1])], location=Location(part=name, address="list of choices")))
        for linked in part.links.values():
            if not isinstance(linked, Part):
                continue
            if linked.kind == "comments":
                self._read_comments(linked, name)
            elif linked.kind == "drawing":
                self._read_drawing(linked, name)

    def _read_comments(self, part: Part, name: str) -> None:
        for author in part.root.iter(_S + "author"):
            who = (author.text or "").strip()
            if who and not who.startswith("tc="):
                self._authors.setdefault(who, len(self._authors) + 1)
            number = self._authors.get(who)
            author.text = f"Reviewer {number}" if number else "Reviewer"
        for comment in part.root.iter(_S + "comment"):
            place = comment.get("ref", "")
            address = place if _REFERENCE.fullmatch(place) else ""
            self._others.add(Line(
                pieces=rich_text(comment), location=Location(part=name, address=f"comment {address}".strip())))

    def _read_drawing(self, part: Part, name: str) -> None:
        for paragraph in part.root.iter(f"{{{A}}}p"):
            self._others.add(Line(pieces=drawing.pieces(paragraph), location=Location(part=name, address="drawing")))
        for piece in drawing.described(part.root):
            self._others.add(Line(pieces=[piece], location=Location(part=name, address="description")))

    def _read_formats(self) -> None:
        forms = [form for part in self._package.parts for form in part.root.iter(_S + "numFmt")]
        for number, form in enumerate(forms, start=1):
            code = form.get("formatCode", "")
            if number_format(code) != code and re.search(r'"[^"]*[^\W\d_]{3}', code):
                self._others.add(Line(
                    pieces=[attribute_of(form, "formatCode")],
                    location=Location(part="number formats", address=str(number))))

    # Writing

    def written(self, edits: Mapping[str, Sequence[TextEdit]]) -> bytes:
        self._names.apply(edits)
        self._others.apply(edits)
        names, neutral = self._new_names(), Names()
        holders = self._names.holders | self._others.holders
        banner = self._has_banner()
        holders |= self._tidy_workbook(names, shift=0 if banner else 1)
        parts = [part for part in self._package.parts if part.kind != "sharedStrings"]
        for part in parts:
            holders |= self._tidy(part, names)
            drawing.scrub(part, holders, neutral, lambda formula: kept(formula, names))
        for number, (_, part) in enumerate(self._sheets, start=1):
            if part.kind == "worksheet":
                part.finish = _insertion(self._rows(part, number, edits, names), part.root)
                self._show_notes(part, number)
        if not banner:
            self._add_banner()
        strings = self._strings.table
        if len(strings):
            part = Part(name="", kind="sharedStrings", type=f"{R}/sharedStrings", root=strings)
            drawing.scrub(part, {(text, "text") for text in strings.iter(_TEXT)}, neutral)
            self._main.links = {
                key: link for key, link in self._main.links.items()
                if not isinstance(link, Part) or link.kind != "sharedStrings"
            }
            self._main.links["strings"] = part
        return written(self._main, _SHAPES, edits)

    def _new_names(self) -> dict[str, str]:
        taken: set[str] = set()
        names: dict[str, str] = {}
        for (sheet, _), old in zip(self._sheets, self._old_names, strict=True):
            stem = re.sub(r"[\\/*?:]", " ", sheet.get("name", "").replace("[", "(").replace("]", ")"))
            stem = stem.strip("' ")[:31] or "Sheet"
            name, number = stem, 1
            while name.casefold() in taken:
                number += 1
                name = f"{stem[:31 - len(str(number)) - 1]} {number}"
            taken.add(name.casefold())
            names[old.casefold()] = name
            sheet.set("name", name)
        return names

    def _tidy(self, part: Part, names: Mapping[str, str]) -> set[tuple[Element, str]]:
        """Take out of a part what must not stay; gives the places of text that was made safe."""
        root = part.root
        safe: set[tuple[Element, str]] = set()
        if part.kind in ("worksheet", "chartsheet"):
            for child in list(root):
                if child.tag not in _SHEET:
                    root.remove(child)
            for view in root.iter(_S + "sheetView"):
                view.attrib.pop("tabSelected", None)
            for element in list(root.iter(*_names("cfRule dataValidation"))):
                formulas = list(element.iter(*_names("formula formula1 formula2")))
                results = [formula.text if formula in self._choices else kept(formula.text or "", names)
                           for formula in formulas]
                if not all(results) or element.get("text"):
                    element.getparent().remove(element)
                for formula, result in zip(formulas, results, strict=True):
                    formula.text = result
                    safe.add((formula, "text"))
            for element in list(root.iter(*_names("conditionalFormatting dataValidations autoFilter"))):
                if element.tag == _S + "autoFilter":
                    for child in list(element):
                        element.remove(child)
                elif not len(element):
                    element.getparent().remove(element)
                elif element.get("count"):
                    element.set("count", str(len(element)))
        elif part.kind == "styles":
            for element in list(root.iter(*_names("tableStyles"))):
                root.remove(element)
            for number, style in enumerate(root.iter(_S + "cellStyle"), start=1):
                if style.get("builtinId") is None or not _BUILT_IN.fullmatch(style.get("name", "")):
                    style.set("name", f"Style {number}")
                safe.add((style, "name"))
        return safe

    def _tidy_workbook(self, names: Mapping[str, str], shift: int) -> set[tuple[Element, str]]:
        """The same for the workbook; its sheets move down by ``shift``."""
        root = self._main.root
        for child in list(root):
            if child.tag not in _WORKBOOK:
                root.remove(child)
        for view in root.iter(_S + "workbookView"):
            for name in ("activeTab", "firstSheet"):
                view.attrib.pop(name, None)
        defined = root.find(_S + "definedNames")
        for name in [] if defined is None else list(defined):
            sheet = name.get("localSheetId", "")
            formula = kept(name.text or "", names)
            if name.get("name") not in _OWN_NAMES or not sheet.isdigit() or not formula:
                defined.remove(name)
                continue
            hidden = name.get("hidden")
            own = name.get("name")
            name.attrib.clear()
            name.attrib.update({"name": own, "localSheetId": str(int(sheet) + shift)})
            if hidden == "1":
                name.set("hidden", "1")
            name.text = formula
        if defined is not None and not len(defined):
            root.remove(defined)
        settings = etree.SubElement(root, _S + "calcPr")
        settings.set("fullCalcOnLoad", "1")
        return {(name, place) for name in root.iter(_S + "definedName") for place in ("text", "name")}

    def _rows(
        self, part: Part, sheet: int, edits: Mapping[str, Sequence[TextEdit]], names: Mapping[str, str],
    ) -> list[str]:
        prefix = f"{part.root.prefix}:" if part.root.prefix else ""
        gone: set[str] = set()
        found = []
        for row in self._rows_of(part):
            cells = "".join(
                self._cell(cell, prefix, edits.get(f"{sheet}!{cell.reference}", ()), names, gone)
                for cell in self._cells(row)
            )
            attributes = "".join(
                f' {name}="{value}"' for name, value in row.attrib.items()
                if name in _ROW_ATTRIBUTES and re.fullmatch(r"[\d.:truefals ]{1,40}", value))
            found.append(f"<{prefix}row{attributes}>{cells}</{prefix}row>")
        return found

    def _cell(
        self, cell: _Cell, prefix: str, edits: Sequence[TextEdit], names: Mapping[str, str], gone: set[str],
    ) -> str:
        element = cell.element
        style = element.get("s", "")
        head = f'<{prefix}c r="{cell.reference}"' + (f' s="{style}"' if style.isascii() and style.isdigit() else "")
        kind = element.get("t", "n")
        formula = "" if edits else self._formula(element, prefix, names, gone)
        if edits and (group := _group(element)):
            gone.add(group)
        value = _ESCAPED.sub(_unescaped, element.findtext(_VALUE) or "")
        if kind == "inlineStr" and (item := element.find(_S + "is")) is not None:
            place = self._strings.place_item(item, edits)
        elif cell.string is not None:
            place = self._strings.place(cell.string, edits)
        elif edits:
            place = self._strings.place_text("".join(distributed([cell.text], edits)))
        elif kind in ("str", "d") or (kind == "n" and value and not _PLAIN_NUMBER.fullmatch(value.strip())):
            if formula:
                return f'{head} t="str">{formula}<{prefix}v>{escape(value)}</{prefix}v></{prefix}c>'
            place = self._strings.place_text(cell.text)
        else:
            value = value.strip()
            known = (_ERROR if kind == "e" else _PLAIN_NUMBER).fullmatch(value)
            shown = f"<{prefix}v>{value}</{prefix}v>" if known else ""
            marked = f' t="{kind}"' if kind in ("b", "e") and shown else ""
            return f"{head}{marked}>{formula}{shown}</{prefix}c>" if formula or shown else f"{head}/>"
        return f'{head} t="s"><{prefix}v>{place}</{prefix}v></{prefix}c>'

    def _formula(self, cell: Element, prefix: str, names: Mapping[str, str], gone: set[str]) -> str:
        formula = cell.find(_FORMULA)
        if formula is None:
            return ""
        kind, group = formula.get("t", "normal"), _group(cell)
        text = kept(formula.text or "", names)
        if kind == "shared" and group:
            # The first cell of a group holds the formula for all of them.
            if formula.text and not text:
                gone.add(group)
            if group in gone:
                return ""
            where = formula.get("ref", "")
            reference = f' ref="{where}"' if re.fullmatch(r"[A-Z\d:]{1,21}", where) else ""
            return f'<{prefix}f t="shared" si="{group}"{reference}>{escape(text)}</{prefix}f>'
        if not text or kind not in ("normal", "array"):
            return ""
        where = formula.get("ref", "")
        if kind == "array" and re.fullmatch(r"[A-Z\d:]{1,21}", where):
            return f'<{prefix}f t="array" ref="{where}">{escape(text)}</{prefix}f>'
        return f"<{prefix}f>{escape(text)}</{prefix}f>"

    def _show_notes(self, part: Part, number: int) -> None:
        """Boxes for a sheet's comments, and the places of documents within it, both drawn in VML."""
        comments = [link for link in part.links.values() if isinstance(link, Part) and link.kind == "comments"]
        places = [
            (_column(match[1]) - 1, int(match[2]) - 1)
            for link in comments for comment in link.root.iter(_S + "comment")
            if (match := _REFERENCE.fullmatch(comment.get("ref", "")))
        ]
        objects = self._objects[part.name]
        if not places and not objects:
            return
        first = 1024 * number + 1
        part.links["notes"] = Part(
            name="", kind="vmlDrawing", type=f"{R}/vmlDrawing", links={"picture": None},
            root=_note_shapes(first, places, [item.anchor for item in objects]))
        etree.SubElement(part.root, _S + "legacyDrawing").set(f"{{{R}}}id", "notes")
        if objects:
            holder = etree.SubElement(part.root, _S + "oleObjects")
        for shape, item in enumerate(objects, start=first + len(places)):
            etree.SubElement(holder, _S + "oleObject", progId=item.program, shapeId=str(shape)).set(
                f"{{{R}}}id", item.link)

    def _has_banner(self) -> bool:
        first = next((part for _, part in self._sheets if part.kind == "worksheet"), None)
        if first is None:
            return False
        cells = (cell for row in self._rows_of(first) for cell in self._cells(row) if cell.text)
        return next((cell.text == BANNER for cell in cells), False)

    def _add_banner(self) -> None:
        root = etree.fromstring(
            f'<worksheet xmlns="{S}"><cols><col min="1" max="1" width="60" customWidth="1"/></cols><sheetData>'
            f'<row r="1"><c r="A1" t="s"><v>{self._strings.place_text(BANNER)}</v></c></row></sheetData></worksheet>')
        self._main.links["banner"] = Part(name="", kind="worksheet", type=f"{R}/worksheet", root=root)
        holder = self._main.root.find(_S + "sheets")
        taken = {sheet.get("name", "").casefold() for sheet in holder}
        name = next(name for name in (_BANNER_SHEET, *(f"{_BANNER_SHEET} {n}" for n in range(2, 10_000)))
                    if name.casefold() not in taken)
        numbers = [_integer(sheet.get("sheetId"), 0) for sheet in holder]
        sheet = etree.Element(_S + "sheet", name=name, sheetId=str(max(numbers, default=0) + 1))
        sheet.set(f"{{{R}}}id", "banner")
        holder.insert(0, sheet)


_ROW_ATTRIBUTES = frozenset((
    "r", "spans", "s", "customFormat", "ht", "hidden", "customHeight", "outlineLevel", "collapsed", "thickTop",
    "thickBot",
))


def _insertion(rows: Sequence[str], root: Element) -> Callable[[bytes], bytes]:
    holder = root.find(_S + "sheetData")
    if holder is None:
        raise damaged("a sheet has no cells")
    holder.text = None
    prefix = f"{root.prefix}:" if root.prefix else ""
    empty = f"<{prefix}sheetData/>".encode()
    full = f"<{prefix}sheetData>{''.join(rows)}</{prefix}sheetData>".encode()
    return lambda data: data.replace(empty, full, 1)


def _headings(top: Sequence[_Cell]) -> tuple[int, dict[int, str]]:
    numbers = sorted({cell.row for cell in top})
    width = min(max((cell.column for cell in top), default=0), 512)
    grid = {number: [""] * width for number in numbers}
    for cell in top:
        if cell.column <= width:
            grid[cell.row][cell.column - 1] = cell.text
    found = heading_row([grid[number] for number in numbers])
    if found is None:
        return 0, {}
    return numbers[found], {place: text.strip() for place, text in enumerate(grid[numbers[found]], start=1) if text}


def _group(cell: Element) -> str:
    formula = cell.find(_FORMULA)
    group = "" if formula is None else formula.get("si", "")
    return group if group.isascii() and group.isdigit() else ""


def _integer(value: str | None, default: int = -1) -> int:
    return int(value) if value and value.isascii() and value.strip().isdigit() and len(value) < 10 else default


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _formats(styles: Element | None) -> list[tuple[int, str]]:
    """Number format of each cell style: its number and, where the file defines it, its code."""
    if styles is None:
        return []
    codes = {_integer(form.get("numFmtId")): form.get("formatCode", "") for form in styles.iter(_S + "numFmt")}
    holder = styles.find(_S + "cellXfs")
    numbers = [] if holder is None else [_integer(form.get("numFmtId"), 0) for form in holder]
    return [(number, codes.get(number, "")) for number in numbers]


def _shows_date(code: str) -> bool:
    if not code or len(code) > 300:
        return False
    bare = re.sub(r'"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]|General|_.|\*.', "", code.split(";")[0])
    return bool(re.search(r"[dmyhs]", bare, re.IGNORECASE)) and "[" not in bare


def _template(digits: str, code: str) -> str:
    """Digits in a format of noughts ("00000 000000"), which shows the leading ones."""
    rest = list(digits.lstrip("-").zfill(code.count("0")))
    shown: list[str] = []
    for mark in reversed(code):
        if mark != "0":
            shown.append(mark)
        elif rest:
            shown.append(rest.pop())
    return "".join([*rest, *reversed(shown)])


def _known_font(code: re.Match[str]) -> str:
    """A header's code for a font and its style, or nothing where either is one that somebody made up."""
    known = code[1] == "-" or fonts.is_known(code[1])
    return code[0] if known and _HEADER_STYLE.fullmatch(code[2] or "") else ""


def _header_lines(element: Element, name: str) -> Iterator[Line]:
    """A line for each section of a header; its codes stay where they are."""
    text = element.text or ""
    chunks: list[str] = []
    codes: list[bool] = []
    position = 0
    for match in _HEADER_CODE.finditer(text):
        chunks += [text[position:match.start()], match[0]]
        codes += [False, True]
        position = match.end()
    chunks.append(text[position:])
    codes.append(False)

    def piece(index: int) -> Piece:
        def write(new: str) -> None:
            chunks[index] = new.replace("&", "&&")
            element.text = "".join(chunks)

        return Piece(text=chunks[index], write=write, holder=(element, "text"))

    section: list[Piece] = []
    for index, chunk in enumerate(chunks):
        if codes[index] and chunk in _SECTION:
            yield Line(pieces=section, location=Location(part=name, address=local(element)), separator="\t")
            section = []
        elif not codes[index]:
            section.append(piece(index))
    yield Line(pieces=section, location=Location(part=name, address=local(element)))


def _choices_of(element: Element, choices: str) -> Piece:
    def write(text: str) -> None:
        element.text = '"' + writable(text).replace('"', "'")[:255] + '"'

    return Piece(text=choices, write=write, holder=(element, "text"))


def _drop_caches(chart: Element) -> None:
    # A chart's copy of its cells is made anew from the cells when the workbook is opened.
    for cache in list(chart.iter(*(f"{{{C}}}{kind}" for kind in ("strCache", "numCache", "multiLvlStrCache")))):
        cache.getparent().remove(cache)


@dataclass(frozen=True, kw_only=True)
class _Object:
    """A document within a sheet.

    Attributes:
        link: id of its relationship.
        program: what opens it.
        anchor: column, pixels within it, row and pixels within that, of its top left corner and of its bottom right.
    """

    link: str
    program: str
    anchor: str


def _objects(sheet: Part) -> list[_Object]:
    """Documents within a sheet that are redacted, each once."""
    found: dict[str, _Object] = {}
    for element in list(sheet.root.iter(_S + "oleObject")):
        link = element.get(f"{{{R}}}id", "")
        target = sheet.links.get(link)
        if isinstance(target, Embedded) and link not in found:
            found[link] = _Object(link=link, program=target.program, anchor=_anchor(element))
    return list(found.values())


def _anchor(element: Element) -> str:
    numbers = []
    for corner in ("from", "to"):
        for name, scale in (("col", 1), ("colOff", _PIXEL), ("row", 1), ("rowOff", _PIXEL)):
            value = element.findtext(f".//{_S}{corner}/{{{XDR}}}{name}") or ""
            numbers.append(_integer(value.strip(), -scale) // scale)
    return ", ".join(map(str, numbers)) if min(numbers) >= 0 else _ANCHOR


def _note_shapes(first: int, places: Sequence[tuple[int, int]], anchors: Sequence[str]) -> Element:
    """What a sheet shows above its cells.

    Args:
        first: number of the first shape.
        places: of comments: (column, row), counted from 0.
        anchors: of documents, behind them.
    """
    objects = "".join(
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t75" style="position:absolute" o:insetmode="auto">'
        f'<v:imagedata o:relid="picture"/><x:ClientData ObjectType="Pict"><x:SizeWithCells/><x:Anchor>{anchor}'
        "</x:Anchor><x:CF>Pict</x:CF><x:AutoPict/></x:ClientData></v:shape>"
        for number, anchor in enumerate(anchors, start=first + len(places))
    )
    shapes = "".join(
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;visibility:hidden" '
        'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:textbox style="mso-direction-alt:auto"/>'
        f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill>'
        f"<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
        for number, (column, row) in enumerate(places, start=first)
    )
    return etree.fromstring(
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202" coordsize="21600,21600" '
        'o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" '
        'o:connecttype="rect"/></v:shapetype><v:shapetype id="_x0000_t75" coordsize="21600,21600" o:spt="75" '
        'o:preferrelative="t" path="m@4@5l@4@11@9@11@9@5xe" filled="f" stroked="f"><v:path o:extrusionok="f" '
        f'gradientshapeok="t" o:connecttype="rect"/></v:shapetype>{shapes}{objects}</xml>')


class _XlsxCodec:
    """Excel workbooks."""

    def read(self, data: bytes) -> Reading:
        """See :meth:`redactor.formats.protocol.Codec.read`."""
        return _Workbook(data).reading()

    def write(self, data: bytes, edits: Mapping[str, Sequence[TextEdit]]) -> bytes:
        """See :meth:`redactor.formats.protocol.Codec.write`; the banner is a sheet of its own, the first."""
        return _Workbook(data).written(edits)


CODECS: Mapping[str, Codec] = MappingProxyType({"xlsx": _XlsxCodec(), "xlsm": _XlsxCodec()})
