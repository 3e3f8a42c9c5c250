"""Documents within documents: redacted by their own format, or dropped and told; their preview pictures never stay."""

# ruff: noqa: E501 – markup is read best unbroken

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx as python_docx
import openpyxl
import pytest
from compound_file import compound_file
from office_package import (
    CANARY,
    converted,
    needs_libreoffice,
    read,
    redacted,
    relationships,
    rendered,
    survivors,
    text_of,
)
from test_formats_docx import docx, paragraph
from test_formats_odf import odf, p
from test_formats_pptx import FRAME, box, pptx, run
from test_formats_xlsx import xlsx

from redactor.assurance.reader import views
from redactor.casefile import Fate
from redactor.formats import Handling, handled

PHRASE, OUTER = "Seen at home and calm.", "Minutes of the meeting."
BOX = ("<w:p><w:r><w:object w:dxaOrig='4000' w:dyaOrig='2000'><v:shape id='_x0000_i1' style='width:200pt;height:100pt'>"
       "<v:imagedata r:id='i1' o:title='{title}'/></v:shape><o:OLEObject Type='Embed' ProgID='{program}' ShapeID='_x0000_i1' "
       "DrawAspect='Content' ObjectID='_1' r:id='o1'><o:FieldCodes>{title}</o:FieldCodes></o:OLEObject></w:object></w:r></w:p>")


def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["Name", "Notes"])
    book.active.append([CANARY, PHRASE])
    book.create_sheet(f"of {CANARY}").sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def note() -> bytes:
    document = python_docx.Document()
    document.add_paragraph(f"{CANARY}: {PHRASE}")
    document.core_properties.author = CANARY
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def in_word(inner: bytes, kind: str = "package", name: str = f"{CANARY}.xlsx", program: str = CANARY) -> bytes:
    """A Word file with another file as an object in it."""
    return docx(
        paragraph(OUTER) + BOX.format(title=CANARY, program=program),
        links=(("i1", "image", "media/image1.emf"), ("o1", kind, f"embeddings/{name}")),
        **{"word__media__image1_DOT_emf": CANARY.encode("utf-16-le"), f"word__embeddings__{name}": inner})


def in_slide(inner: bytes) -> bytes:
    frame = box(run(OUTER)) + FRAME.format(
        f'<p:oleObj name="{CANARY}" progId="{CANARY}" r:id="part1" imgW="4000" imgH="2000"><p:embed/><p:pic><p:nvPicPr><p:cNvPr '
        f'id="9" name="{CANARY}"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed="part2"/></p:blipFill>'
        '<p:spPr/></p:pic></p:oleObj>')
    return pptx(frame, parts={
        "embeddings/book.xlsx": ("package", "slide", inner), "media/image1.emf": ("image", "slide", CANARY.encode())})


def packager(inner: bytes) -> bytes:
    """A file as Windows' packager wraps it ([MS-OLEDS], 2.3.6)."""
    path = f"C:\\{CANARY}\\note.docx\0".encode()
    body = b"\2\0" + f"{CANARY}.docx\0".encode() + path + b"\0\0\3\0" + len(path).to_bytes(4, "little") + path
    body += len(inner).to_bytes(4, "little") + inner
    return len(body).to_bytes(4, "little") + body


def in_sheet(inner: bytes, kind: str = "package", name: str = "note.docx") -> bytes:
    """A workbook with another file as an object in its sheet, as Excel writes it."""
    element = f'<oleObject progId="{CANARY}" shapeId="1025" r:id="part1"'
    corner = "<xdr:col>{}</xdr:col><xdr:colOff>19050</xdr:colOff><xdr:row>{}</xdr:row><xdr:rowOff>0</xdr:rowOff>"
    return xlsx(
        f'<row r="1"><c r="A1" t="inlineStr"><is><t>{OUTER}</t></is></c></row>',
        around='<oleObjects xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"><mc:AlternateContent>'
        f'<mc:Choice Requires="x14">{element}><objectPr defaultSize="0" r:id="part2"><anchor moveWithCells="1"><from>'
        f'{corner.format(2, 3)}</from><to>{corner.format(6, 9)}</to></anchor></objectPr></oleObject></mc:Choice>'
        f"<mc:Fallback>{element}/></mc:Fallback></mc:AlternateContent></oleObjects>",
        parts={f"embeddings/{name}": (kind, "sheet", inner), "media/image1.emf": ("image", "sheet", CANARY)})


def in_text(inner: bytes) -> bytes:
    """An OpenDocument text with a spreadsheet of LibreOffice's own as an object in it."""
    return odf(
        p(OUTER) + p("<draw:frame><draw:object xlink:href='./Object 7' xlink:type='simple'/><draw:image "
                     "xlink:href='./ObjectReplacements/Object 7'/></draw:frame>"),
        members={
            "Object 7/content.xml": zipfile.ZipFile(io.BytesIO(inner)).read("content.xml"),
            "Object 7/meta.xml": f"<a>{CANARY}</a>", "ObjectReplacements/Object 7": CANARY},
        manifest="<m:file-entry m:full-path='Object 7/' m:media-type='application/vnd.oasis.opendocument.spreadsheet'/>")


SHEET = odf(f"<table:table table:name='{CANARY}'><table:table-row><table:table-cell office:value-type='string'>{p(CANARY)}</table:table-cell>"
            f"<table:table-cell office:value-type='string'>{p(PHRASE)}</table:table-cell></table:table-row></table:table>",
            kind="spreadsheet")
MADE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a workbook in Word": ("docx", lambda: in_word(workbook())),
    "a workbook in a compound file in Word": (
        "docx", lambda: in_word(compound_file({"Package": workbook(), "\x01CompObj": CANARY.encode()}), "oleObject", "o.bin")),
    "a document in Word": ("docx", lambda: in_word(note(), name="note.docx")),
    "a workbook in a document in Word": ("docx", lambda: in_word(in_word(workbook()), name="note.docx")),
    "a workbook on a slide": ("pptx", lambda: in_slide(workbook())),
    "a document in a file of Windows' packager in Word": (
        "docx", lambda: in_word(compound_file({"\x01Ole10Native": packager(note())}), "oleObject", "o.bin")),
    "a document in a sheet": ("xlsx", lambda: in_sheet(note())),
    "a workbook in a compound file in a sheet": (
        "xlsx", lambda: in_sheet(compound_file({"Package": workbook()}), "oleObject", "o.bin")),
    "a spreadsheet in a text": ("odt", lambda: in_text(SHEET)),
}


def seen(folder: Path, name: str, data: bytes) -> str:
    path = folder / f"out.{name}"
    path.write_bytes(data)
    return "\n".join(view.text for view in views(path, ocr=False))


@pytest.mark.parametrize("place", MADE)
def test_a_document_within_is_redacted_and_its_preview_gone(place: str, tmp_path: Path) -> None:
    name, make = MADE[place]
    data = make()
    reading = read(data, name)
    assert any(block.location.part.startswith("embedded object 1: ") for block in reading.blocks)
    assert not any(part.kind == "embedded object" for part in reading.unread)
    output = redacted(data, name)
    assert survivors(output) == []
    assert PHRASE in text_of(read(output, name))
    assert OUTER in text_of(read(output, name))
    # The independent reader opens what lies within, before and after.
    assert CANARY in seen(tmp_path, name, data)
    assert PHRASE in seen(tmp_path, name, output)
    assert CANARY.casefold() not in seen(tmp_path, name, output).casefold()


@pytest.mark.parametrize("place", MADE)
def test_previews_stay_for_nobody(place: str) -> None:
    name, make = MADE[place]
    with handled(Handling(pictures="keep")):
        assert Fate.UNREAD not in {part.fate for part in read(make(), name).unread}
        assert survivors(redacted(make(), name)) == []


@pytest.mark.parametrize(("kind", "inner"), [
    ("oleObject", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + CANARY.encode() * 100), ("package", CANARY.encode()),
    ("package", b"PK\x03\x04" + CANARY.encode()), ("package", b""), ("package", workbook()[:-40]),
], ids=["old binary", "text", "torn zip", "empty", "cut off workbook"])
def test_what_cannot_be_read_is_dropped_and_told(kind: str, inner: bytes) -> None:
    data = in_word(inner, kind)
    reading = read(data, "docx")
    assert (Fate.DROPPED, "embedded object") in {(part.fate, part.kind) for part in reading.unread}
    output = redacted(data, "docx")
    assert survivors(output) == []
    with zipfile.ZipFile(io.BytesIO(output)) as archive:
        assert not any("embeddings" in name for name in archive.namelist())


def test_an_object_that_was_deleted_does_not_come_back() -> None:
    data = in_word(workbook())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    body = members["word/document.xml"].replace(b"<w:r><w:object", b"<w:del w:id='1' w:author='x'><w:r><w:object").replace(
        b"</w:object></w:r>", b"</w:object></w:r></w:del>")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in {**members, "word/document.xml": body}.items():
            archive.writestr(name, content)
    reading = read(stream.getvalue(), "docx")
    assert text_of(reading) .strip() == OUTER
    assert "embedded object" in {part.kind for part in reading.unread}
    assert survivors(redacted(stream.getvalue(), "docx")) == []


def test_files_within_files_end_somewhere() -> None:
    data = in_word(workbook())
    for _ in range(5):
        data = in_word(data, name="note.docx")
    reading = read(data, "docx")
    assert any(part.kind == "embedded object" for part in reading.unread)
    assert survivors(redacted(data, "docx")) == []


@needs_libreoffice
def test_objects_of_libreoffice_are_redacted_and_open_again(tmp_path: Path) -> None:
    source = tmp_path / "source.docx"
    source.write_bytes(in_word(workbook(), program="Excel.Sheet.12"))
    text = converted(tmp_path, source, "odt")
    (tmp_path / "again").mkdir()
    again = tmp_path / "again" / "again.odt"
    again.write_bytes(text.read_bytes())
    for name, data in (("odt", text.read_bytes()), ("docx", converted(again.parent, again, "docx").read_bytes())):
        assert CANARY in text_of(read(data, name))
        output = redacted(data, name)
        assert survivors(output) == []
        assert PHRASE in text_of(read(output, name))
        assert CANARY.casefold() not in seen(tmp_path, name, output).casefold()
        assert rendered(tmp_path / name, output, name, dpi=30)
        # LibreOffice takes the object for one when it saves the file once more.
        back = converted(tmp_path / name, tmp_path / name / f"page.{name}", "odt" if name == "docx" else "docx")
        assert PHRASE in text_of(read(back.read_bytes(), back.suffix[1:]))


def test_a_document_in_a_sheet_stays_where_it_was() -> None:
    with zipfile.ZipFile(io.BytesIO(redacted(in_sheet(note()), "xlsx"))) as archive:
        members = {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}
    sheet = next(text for name, text in members.items() if "<oleObject " in text)
    shape = re.search(r'progId="Word.Document.12" shapeId="(\d+)"', sheet)
    drawn = next(text for name, text in members.items() if name.endswith(".vml"))
    assert shape is not None and f'id="_x0000_s{shape[1]}"' in drawn
    assert "<x:Anchor>2, 2, 3, 0, 6, 2, 9, 0</x:Anchor>" in drawn
    assert sheet.index("<legacyDrawing") < sheet.index("<oleObjects")


def test_other_objects_in_a_sheet_are_dropped_and_told() -> None:
    data = in_sheet(compound_file({"\x01Ole10Native": packager(b"%PDF-1.4 " + CANARY.encode())}), "oleObject", "o.bin")
    assert (Fate.DROPPED, "embedded object") in {(part.fate, part.kind) for part in read(data, "xlsx").unread}
    output = redacted(data, "xlsx")
    assert survivors(output) == []
    with zipfile.ZipFile(io.BytesIO(output)) as archive:
        assert not any("embeddings" in name for name in archive.namelist())


@needs_libreoffice
def test_libreoffice_shows_a_box_where_the_document_is(tmp_path: Path) -> None:
    source = tmp_path / "book.xlsx"
    source.write_bytes(redacted(in_sheet(note()), "xlsx"))
    book = converted(tmp_path, source, "ods").read_bytes()
    assert OUTER in text_of(read(book, "ods"))
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        content = archive.read("content.xml").decode()
    # From the third column and the fourth row on, as its anchor says.
    assert re.search(r'<draw:frame [^>]*svg:x="1\.\d+in" svg:y="0\.5\d+in"><draw:image', content)


def test_the_workbook_behind_a_chart_is_dropped_and_told_and_the_chart_stays() -> None:
    chart = ("<c:chart><c:plotArea><c:barChart><c:ser><c:cat><c:strRef><c:f>Sheet1!$A$2</c:f><c:strCache><c:pt idx='0'>"
             f"<c:v>{CANARY}</c:v></c:pt></c:strCache></c:strRef></c:cat></c:ser></c:barChart></c:plotArea></c:chart>"
             "<c:externalData r:id='rId1'><c:autoUpdate val='0'/></c:externalData>")
    data = docx(
        paragraph(OUTER) + "<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri='"
        "http://schemas.openxmlformats.org/drawingml/2006/chart'><c:chart r:id='part1'/></a:graphicData></a:graphic>"
        "</wp:inline></w:drawing></w:r></w:p>",
        {"charts/chart1.xml": ("chart", f"c:chartSpace|{chart}")},
        **{"word__charts___rels__chart1_DOT_xml.rels": relationships([("rId1", "package", "../embeddings/book.xlsx")]),
           "word__embeddings__book_DOT_xlsx": workbook()})
    reading = read(data, "docx")
    assert ("chart 1", CANARY) in {(block.location.part, block.text) for block in reading.blocks}
    assert (Fate.DROPPED, "embedded object") in {(part.fate, part.kind) for part in reading.unread}
    output = redacted(data, "docx")
    assert survivors(output) == []
    with zipfile.ZipFile(io.BytesIO(output)) as archive:
        assert "[Person]" in archive.read("word/charts/chart1.xml").decode()
        assert not any("embeddings" in name for name in archive.namelist())
