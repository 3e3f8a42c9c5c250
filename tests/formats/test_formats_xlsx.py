"""Excel: every cell of every sheet is read, nothing hides, types and harmless formulas stay."""

# ruff: noqa: E501 – markup is read best unbroken

from __future__ import annotations

import io
import re
import warnings
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from office_package import (
    CANARY,
    content_types,
    converted,
    needs_libreoffice,
    part,
    read,
    redacted,
    relationships,
    survivors,
    text_of,
    zipped,
)
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from redactor.casefile import TextEdit
from redactor.errors import ReadError
from redactor.formats import BANNER, format_for

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PREFIX = "application/vnd.openxmlformats-officedocument.spreadsheetml."
SPACES = (f'xmlns="{MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
          'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
          'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
          'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"')


def xlsx(cells: str, *, around: str = "", workbook: str = "", parts: dict[str, tuple[str, str, str]] | None = None,
         strings: str = "", styles: str = "") -> bytes:
    """A workbook of one sheet.

    Args:
        cells: rows of the sheet.
        around: what follows sheetData.
        workbook: what follows the workbook's sheets.
        parts: name below xl/ → (kind of relationship, "sheet" or "workbook" it belongs to, its XML).
        strings, styles: children of the shared strings and of the style sheet.
    """
    names = {"xl/workbook.xml": f"{PREFIX}sheet.main+xml", "xl/worksheets/sheet1.xml": f"{PREFIX}worksheet+xml"}
    files: dict[str, str | bytes] = {}
    links: dict[str, list[tuple[str, str, str]]] = {"workbook": [("rId1", "worksheet", "worksheets/sheet1.xml")], "sheet": []}
    for name, kind, xml in (("sharedStrings.xml", "sharedStrings", f"<sst {SPACES}>{strings}</sst>"),
                            ("styles.xml", "styles", f"<styleSheet {SPACES}>{styles}</styleSheet>")):
        files[f"xl/{name}"] = xml
        names[f"xl/{name}"] = f"{PREFIX}{kind}+xml"
        links["workbook"].append((kind, kind, name))
    for number, (name, (kind, owner, xml)) in enumerate((parts or {}).items(), start=1):
        if ":" not in name:
            files[f"xl/{name}"] = xml
            names[f"xl/{name}"] = "application/xml"
        target = name if ":" in name else name if owner == "workbook" else f"../{name}"
        links[owner].append((f"part{number}", kind, target))
    return zipped({
        "[Content_Types].xml": content_types(names),
        "_rels/.rels": relationships([("rId1", "officeDocument", "xl/workbook.xml"),
                                      ("rId2", "custom-properties", "docProps/custom.xml")]),
        "docProps/custom.xml": f"<Properties><property name='Child'><v>{CANARY}</v></property></Properties>",
        "xl/workbook.xml": f'<workbook {SPACES}><sheets><sheet name="Log" sheetId="1" r:id="rId1"/></sheets>{workbook}</workbook>',
        "xl/_rels/workbook.xml.rels": relationships(links["workbook"]),
        "xl/worksheets/sheet1.xml": f"<worksheet {SPACES}><sheetData>{cells}</sheetData>{around}</worksheet>",
        "xl/worksheets/_rels/sheet1.xml.rels": relationships(links["sheet"]),
        **files,
    })


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def opened(data: bytes) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the smallest files have no style sheet worth the name
        return openpyxl.load_workbook(io.BytesIO(data))


def cell(value: str, kind: str = "inlineStr") -> str:
    return f'<row r="1"><c r="A1" t="{kind}">{value}</c></row>'


def inline(text: str) -> str:
    return cell(f"<is><t>{text}</t></is>")


X = inline("x")
DRAWING = (f'<xdr:wsDr {SPACES}><xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col></xdr:from><xdr:sp macro="{CANARY}" '
           f'textlink="{CANARY}"><xdr:nvSpPr><xdr:cNvPr id="1" name="{CANARY}" descr="Photo of {CANARY}"/></xdr:nvSpPr>'
           f"<xdr:txBody><a:p><a:r><a:t>box {CANARY}</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>")
SHOWN = {
    "inline string": xlsx(inline(CANARY)),
    "shared string": xlsx(cell("<v>0</v>", "s"), strings=f"<si><t>{CANARY}</t></si>"),
    "rich string": xlsx(cell("<v>0</v>", "s"),
                        strings="<si><r><rPr><b/></rPr><t>Quill</t></r><r><t>feather</t></r><rPh><t>kana</t></rPh></si>"),
    "formula result": xlsx(cell(f"<f>A2</f><v>{CANARY}</v>", "str")),
    "comment": xlsx(X, parts={"comments1.xml": ("comments", "sheet", (
        f'<comments {SPACES}><authors><author>{CANARY}</author></authors><commentList><comment ref="A1" authorId="0"><text>'
        f"<r><t>Quill</t></r><r><t>feather</t></r></text></comment></commentList></comments>"))}),
    "header": xlsx(X, around=f'<headerFooter><oddHeader>&amp;L&amp;"Arial,Bold"&amp;12Child {CANARY}&amp;RPage &amp;P</oddHeader>'
                             "</headerFooter>"),
    "footer": xlsx(X, around=f"<headerFooter><firstFooter>&amp;C{CANARY}</firstFooter></headerFooter>"),
    "drawing": xlsx(X, around='<drawing r:id="part1"/>', parts={"drawings/drawing1.xml": ("drawing", "sheet", DRAWING)}),
    "validation list": xlsx(X, around=f'<dataValidations count="1"><dataValidation type="list" sqref="A1" prompt="{CANARY}">'
                                      f"<formula1>&quot;{CANARY},Other&quot;</formula1></dataValidation></dataValidations>"),
    "escaped letters": xlsx(inline(CANARY.replace("u", "_x0075_"))),
    "number format": xlsx(X, styles=f'<numFmts count="1"><numFmt numFmtId="170" formatCode="&quot;{CANARY} &quot;0"/></numFmts>'),
}
LITERAL = f"IF(A2=&quot;{CANARY}&quot;,1,2)"
HIDDEN = {
    "properties": xlsx(X),
    "left-over string": xlsx(X, strings=f"<si><t>{CANARY}</t></si>"),
    "phonetic reading": xlsx(cell("<v>0</v>", "s"), strings=f"<si><t>x</t><rPh sb='0' eb='1'><t>{CANARY}</t></rPh></si>"),
    "text in a formula": xlsx(X + f'<row r="2"><c r="A2"><f>{LITERAL}</f><v>2</v></c></row>'),
    "shared formula": xlsx(X + f'<row r="2"><c r="A2"><f t="shared" si="0" ref="A2:A3">{LITERAL}</f><v>2</v></c></row>'
                               '<row r="3"><c r="A3"><f t="shared" si="0"/><v>2</v></c></row>'),
    "defined name": xlsx(X, workbook=f'<definedNames><definedName name="{CANARY}" comment="{CANARY}">Log!$A$1</definedName>'
                                     "</definedNames>"),
    "hyperlink": xlsx(X, around=f'<hyperlinks><hyperlink ref="A1" r:id="part1" tooltip="{CANARY}" display="{CANARY}"/></hyperlinks>',
                      parts={f"mailto:{CANARY}@example.org": ("hyperlink", "sheet", "")}),
    "validation prompt": xlsx(X, around=f'<dataValidations count="1"><dataValidation type="whole" sqref="A1" prompt="{CANARY}">'
                                        f"<formula1>LEN(&quot;{CANARY}&quot;)</formula1></dataValidation></dataValidations>"),
    "conditional format": xlsx(X, around=f'<conditionalFormatting sqref="A1"><cfRule type="containsText" priority="1" text="{CANARY}">'
                                         f"<formula>SEARCH(&quot;{CANARY}&quot;,A1)</formula></cfRule></conditionalFormatting>"),
    "filter": xlsx(X, around=f'<autoFilter ref="A1:A2"><filterColumn colId="0"><filters><filter val="{CANARY}"/></filters>'
                             "</filterColumn></autoFilter>"),
    "scenario": xlsx(X, around=f'<scenarios><scenario name="{CANARY}" user="{CANARY}"/></scenarios>'),
    "threaded comment": xlsx(X, parts={
        "threadedComments/t1.xml": ("http://schemas.microsoft.com/office/2017/10/relationships/threadedComment", "sheet",
                                    f"<ThreadedComments><text>{CANARY}</text></ThreadedComments>"),
        "persons/person.xml": ("http://schemas.microsoft.com/office/2017/10/relationships/person", "workbook",
                               f'<personList><person displayName="{CANARY}"/></personList>')}),
    "pivot cache": xlsx(X, workbook='<pivotCaches><pivotCache cacheId="1" r:id="part1"/></pivotCaches>', parts={
        "pivotCache/pivotCacheDefinition1.xml": ("pivotCacheDefinition", "workbook",
                                                 f'<pivotCacheDefinition><s v="{CANARY}"/></pivotCacheDefinition>')}),
    "table": xlsx(X, around='<tableParts><tablePart r:id="part1"/></tableParts>', parts={
        "tables/table1.xml": ("table", "sheet", f'<table displayName="{CANARY}"><tableColumn name="{CANARY}"/></table>')}),
    "external link": xlsx(X, workbook='<externalReferences><externalReference r:id="part1"/></externalReferences>', parts={
        "externalLinks/externalLink1.xml": ("externalLink", "workbook", f"<externalLink><v>{CANARY}</v></externalLink>")}),
    "connection": xlsx(X, parts={"connections.xml": ("connections", "workbook",
                                                     f'<connections><connection name="{CANARY}"/></connections>')}),
    "macro": xlsx(X, parts={"vbaProject.bin": ("http://schemas.microsoft.com/office/2006/relationships/vbaProject", "workbook",
                                               CANARY)}),
    "printer settings": xlsx(X, around='<pageSetup r:id="part1"/>', parts={"printerSettings/p.bin": ("printerSettings", "sheet",
                                                                                                       CANARY)}),
    "header picture": xlsx(X, around='<legacyDrawingHF r:id="part1"/>', parts={
        "drawings/vmlDrawing1.vml": ("vmlDrawing", "sheet", f"<xml><a title='{CANARY}'/></xml>")}),
    "cell style": xlsx(X, styles=f'<fonts><font/></fonts><fills><fill><patternFill/></fill></fills><borders><border/></borders>'
                                 f'<cellStyleXfs><xf/></cellStyleXfs><cellStyles><cellStyle name="{CANARY}" xfId="0"/></cellStyles>'),
    "chart cache": xlsx(X, around='<drawing r:id="part1"/>', parts={
        "drawings/drawing1.xml": ("drawing", "sheet", f"<xdr:wsDr {SPACES}/>"),
        "drawings/charts/c.xml": ("chart", "sheet", f"<c:chartSpace {SPACES}><c:strRef><c:f>Log!$A$1</c:f><c:strCache><c:pt><c:v>"
                                                    f"{CANARY}</c:v></c:pt></c:strCache></c:strRef></c:chartSpace>")}),
}


@pytest.mark.parametrize("place", SHOWN)
def test_shown_text_is_read_and_replaced(place: str) -> None:
    data = SHOWN[place]
    assert CANARY in text_of(read(data, "xlsx"))
    output = redacted(data, "xlsx", by="(Person)")
    assert survivors(output) == []
    assert "(Person)" in text_of(read(output, "xlsx"))
    opened(output)


@pytest.mark.parametrize("place", HIDDEN)
def test_hidden_text_does_not_survive(place: str) -> None:
    data = HIDDEN[place]
    assert CANARY not in text_of(read(data, "xlsx"))
    output = redacted(data, "xlsx")
    assert survivors(output) == []
    assert opened(output).worksheets[1]["A1"].value == "x"


@pytest.mark.parametrize(("place", "kind"), [
    ("pivot cache", "pivot table"), ("external link", "linked data"), ("connection", "linked data"), ("macro", "macro")])
def test_what_is_left_out_is_told(place: str, kind: str) -> None:
    assert kind in {unread.kind for unread in read(HIDDEN[place], "xlsx").unread}


def book() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Log"
    sheet.append(["Date", "Who", "Phone", "Visits", "Note"])
    sheet.append([datetime(2024, 3, 9), CANARY, 7700900123, 3, "Mum calm; talked about sleep."])
    sheet.append([datetime(2024, 3, 10, 14, 30), "Ida Noon", 7700900124, 4, "=SUM(D2:D3)"])
    sheet["A2"].number_format = "dd/mm/yyyy"
    sheet["C2"].number_format = "00000 000000"
    sheet.column_dimensions["E"].width = 44
    return book


def test_dates_and_numbers_are_read_as_shown_under_their_column() -> None:
    reading = read(saved(book()), "xlsx")
    blocks = {block.location.address: block for block in reading.blocks}
    assert (blocks["A2"].text, blocks["A3"].text, blocks["C2"].text) == ("09/03/2024", "10/03/2024 14:30", "07700 900123")
    assert (blocks["B2"].column, blocks["B2"].separator, blocks["E2"].separator) == ("Who", "\t", "\n")


def test_untouched_cells_keep_type_formula_and_width() -> None:
    output = opened(redacted(saved(book()), "xlsx"))
    first, sheet = output.worksheets
    assert first["A1"].value == BANNER
    assert sheet["A2"].value == datetime(2024, 3, 9) and sheet["D2"].value == 3
    assert sheet["E3"].value == "=SUM(D2:D3)" and sheet.column_dimensions["E"].width == 44
    assert sheet["B2"].value == "[Person]" and sheet["E2"].value == "Mum calm; talked about sleep."


def test_a_replaced_number_becomes_text() -> None:
    data = saved(book())
    block = next(block for block in read(data, "xlsx").blocks if block.location.address == "C2")
    edits = {block.id: [TextEdit(start=0, end=len(block.text), text="[Phone]")]}
    sheet = opened(format_for(Path("x.xlsx")).write_bytes(data, edits)).worksheets[1]
    assert (sheet["C2"].value, sheet["C3"].value) == ("[Phone]", 7700900124)


def test_hidden_sheets_are_read_and_renamed_in_formulas() -> None:
    source = book()
    other = source.create_sheet(f"{CANARY} [x]".replace("[x]", "log"))
    other.sheet_state = "veryHidden"
    other["A1"] = f"secret {CANARY}"
    source["Log"]["F1"] = f"='{other.title}'!A1"
    source["Log"].print_area = "A1:E3"
    output = redacted(saved(source), "xlsx")
    assert survivors(output) == []
    result = opened(output)
    assert result.sheetnames == ["Redacted draft", "Log", "(Person) log"]
    assert result.worksheets[1]["F1"].value == "='(Person) log'!A1"
    assert result.worksheets[2].sheet_state == "veryHidden"
    assert "$E$3" in str(result.worksheets[1].print_area)


def test_two_sheets_with_one_replacement_stay_two() -> None:
    source = openpyxl.Workbook()
    source.active.title = f"{CANARY}"
    source.create_sheet(f"{CANARY}s")["A1"] = "x"
    data = saved(source)
    edits = {b.id: [TextEdit(start=0, end=len(b.text), text="[Child A]")] for b in read(data, "xlsx").blocks if "name" in b.id}
    assert opened(format_for(Path("x.xlsx")).write_bytes(data, edits)).sheetnames[1:] == ["(Child A)", "(Child A) 2"]


def test_openpyxl_features_come_through_without_canaries() -> None:
    source = book()
    sheet = source["Log"]
    sheet["B2"].comment = Comment(f"Ask {CANARY}", f"Worker {CANARY}")
    sheet.add_data_validation(DataValidation(type="list", formula1=f'"{CANARY},B"'))
    sheet.add_table(Table(displayName=f"T{CANARY}", ref="A1:E3"))
    sheet.oddHeader.center.text = f"Child {CANARY}"
    source.properties.creator = CANARY
    output = redacted(saved(source), "xlsx")
    assert survivors(output) == []
    assert opened(output).worksheets[1]["B2"].comment.text == "Ask [Person]"


def test_text_that_reads_as_a_formula_is_made_harmless() -> None:
    source = openpyxl.Workbook()
    source.active["A1"] = "x"
    data = redacted(xlsx(inline("=cmd|'/c calc'!A1") + '<row r="2"><c r="A2"><f>cmd|\'/c calc\'!A1</f><v>1</v></c></row>'), "xlsx")
    sheet = opened(data).worksheets[1]
    assert sheet["A1"].value == "'=cmd|'/c calc'!A1" and sheet["A2"].value == 1


def test_line_breaks_and_hard_spaces_of_a_cell_stay_where_it_is_edited() -> None:
    data = redacted(xlsx(inline(f"first&#10;with\xa0{CANARY}")), "xlsx")
    assert opened(data).worksheets[1]["A1"].value == "first\nwith\xa0[Person]"


def test_a_second_run_changes_nothing() -> None:
    once = redacted(saved(book()), "xlsx")
    twice = redacted(once, "xlsx")
    assert text_of(read(once, "xlsx")).startswith(BANNER)
    assert text_of(read(twice, "xlsx")) == text_of(read(once, "xlsx"))
    assert redacted(twice, "xlsx") == twice


@pytest.mark.usefixtures("bounded")
def test_a_large_workbook_takes_bounded_time() -> None:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}" t="s"><v>{n % 2}</v></c><c r="C{n}" t="s"><v>1</v></c></row>'
        for n in range(1, 10_001))
    data = xlsx(rows, strings=f"<si><t>{CANARY}</t></si><si><t>quiet visit</t></si>")
    output = redacted(data, "xlsx")
    assert survivors(output) == []
    assert part(output, "xl/sharedStrings.xml").count("<si>") == 3


@pytest.mark.parametrize("data", [
    xlsx("<row r='1'><c r='A1' t='s'><v>7</v></c></row>"), xlsx("<row"),
    xlsx("<row r='1'><c r='A1'>&x;</c></row>"),
    xlsx(X + X), zipped({"[Content_Types].xml": "x", "xl/workbook.xml": f"<workbook {SPACES}/>",
            "_rels/.rels": relationships([("a", "officeDocument", "xl/workbook.xml")])}),
    saved(book())[:2000],
], ids=["no such string", "cut markup", "entity", "one cell twice", "no sheets", "truncated"])
def test_damaged_files_are_refused(data: bytes) -> None:
    with pytest.raises(ReadError):
        read(data, "xlsx")


@needs_libreoffice
def test_a_workbook_of_libreoffice_goes_through_and_opens_again(tmp_path: Path) -> None:
    source = tmp_path / "a.xlsx"
    source.write_bytes(saved(book()))
    converted(tmp_path, source, "ods")
    made = converted(tmp_path, tmp_path / "a.ods", "xlsx")
    output = tmp_path / "out.xlsx"
    output.write_bytes(redacted(made.read_bytes(), "xlsx"))
    assert survivors(output.read_bytes()) == []
    text = converted(tmp_path, output, "pdf")
    assert text.stat().st_size > 1000
    assert re.search(r"Ida Noon", text_of(read(output.read_bytes(), "xlsx")))


def test_codes_of_a_header_stay_without_the_fonts_nobody_knows() -> None:
    header = f'<headerFooter><oddHeader>&amp;C&amp;"{CANARY},Bold"&amp;12&amp;A</oddHeader><oddFooter>&amp;"Arial,Bold"&amp;P</oddFooter></headerFooter>'
    output = redacted(xlsx(X, around=header), "xlsx")
    assert survivors(output) == []
    with zipfile.ZipFile(io.BytesIO(output)) as archive:
        sheets = "".join(archive.read(name).decode() for name in archive.namelist() if "/sheet" in name)
    assert "<oddHeader>&amp;C&amp;12&amp;A</oddHeader>" in sheets
    assert '<oddFooter>&amp;"Arial,Bold"&amp;P</oddFooter>' in sheets


@pytest.mark.parametrize(("code", "kept"), [
    ("Arial,Regular", True), ("-,Bold", True), ("Bookman Old Style,Bold Italic", True), ("Arial", True),
    (f"Arial,{CANARY}", False), (f"Arial,Bold {CANARY}", False), (f"-,{CANARY}", False), (f"Arial,Bold,{CANARY}", False),
])
def test_the_style_of_a_header_is_one_of_a_few_words(code: str, kept: bool) -> None:
    header = f'<headerFooter><oddHeader>&amp;C&amp;"{code}"&amp;P</oddHeader></headerFooter>'
    output = redacted(xlsx(X, around=header), "xlsx")
    assert survivors(output) == []
    with zipfile.ZipFile(io.BytesIO(output)) as archive:
        sheets = "".join(archive.read(name).decode() for name in archive.namelist() if "/sheet" in name)
    assert (f'<oddHeader>&amp;C&amp;"{code}"&amp;P</oddHeader>' in sheets) is kept


def test_a_slicer_is_dropped_and_told() -> None:
    """As Excel writes one: a part of its own, a cache, and a drawing that older programs show as a box of text."""
    slicer = "http://schemas.microsoft.com/office/2007/relationships/slicer"
    data = xlsx(X, around='<drawing r:id="part3"/><extLst><ext uri="{A8765BA9-456A-4dab-B4F3-ACF838C121DE}">'
                          f'<slicerList name="{CANARY}" r:id="part1"/></ext></extLst>', parts={
        "slicers/slicer1.xml": (slicer, "sheet", f'<slicers><slicer name="{CANARY}" caption="{CANARY}"/></slicers>'),
        "slicerCaches/slicerCache1.xml": (f"{slicer}Cache", "workbook",
                                          f'<slicerCacheDefinition name="{CANARY}"><i s="{CANARY}"/></slicerCacheDefinition>'),
        "drawings/drawing1.xml": (
            "drawing", "sheet", f'<xdr:wsDr {SPACES} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            f'<xdr:twoCellAnchor><mc:AlternateContent><mc:Choice Requires="a14"><xdr:graphicFrame macro="{CANARY}"/></mc:Choice>'
            "<mc:Fallback><xdr:sp><xdr:txBody><a:p><a:r><a:t>This shape represents a slicer.</a:t></a:r></a:p></xdr:txBody>"
            "</xdr:sp></mc:Fallback></mc:AlternateContent></xdr:twoCellAnchor></xdr:wsDr>"),
    })
    reading = read(data, "xlsx")
    assert [part.kind for part in reading.unread].count("pivot table") == 2
    assert "This shape represents a slicer." in text_of(reading)
    assert survivors(redacted(data, "xlsx")) == []
