"""Word: what the reader sees is read, what hides is gone, and the rest stays as it was."""

# ruff: noqa: E501 – markup is read best unbroken

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from office_package import (
    CANARY,
    content_types,
    needs_libreoffice,
    part,
    read,
    redacted,
    relationships,
    rendered,
    survivors,
    text_of,
    zipped,
)
from PIL import Image, ImageChops

from redactor.casefile import TextEdit
from redactor.errors import ReadError
from redactor.formats import BANNER, format_for

SPACES = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "v": "urn:schemas-microsoft-com:vml", "o": "urn:schemas-microsoft-com:office:office",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "dsp": "http://schemas.microsoft.com/office/drawing/2008/diagram",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "x": "urn:invented",
}.items())
PREFIX = "application/vnd.openxmlformats-officedocument.wordprocessingml."
PNG = b"\x89PNG\r\n\x1a\n" + CANARY.encode()
Parts = dict[str, tuple[str, str]]


def docx(body: str, parts: Parts | None = None, links: tuple[tuple[str, str, str], ...] = (),
         **members: str | bytes) -> bytes:
    """A Word file.

    Args:
        body: children of w:body.
        parts: name below word/ → (kind of relationship, children of the root with its tag: "hdr:<w:p/>").
        links: further relationships of the document.
        members: further members of the zip; "__" in their names stands for "/", "_" before the extension for ".".
    """
    names = {"word/document.xml": f"{PREFIX}document.main+xml"}
    files: dict[str, str | bytes] = {}
    lines = list(links)
    for number, (name, (kind, xml)) in enumerate((parts or {}).items(), start=1):
        tag, _, inner = xml.partition("|")
        prefix = "" if ":" in tag else "w:"
        files[f"word/{name}"] = f"<{prefix}{tag} {SPACES}>{inner}</{prefix}{tag}>"
        names[f"word/{name}"] = f"{PREFIX}{kind}+xml"
        lines.append((f"part{number}", kind, name))
    for name, data in members.items():
        files[name.replace("__", "/").replace("_DOT_", ".")] = data
    return zipped({
        "[Content_Types].xml": content_types(names),
        "_rels/.rels": relationships([
            ("rId1", "officeDocument", "word/document.xml"),
            ("rId2", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
             "docProps/core.xml"),
            ("rId3", "custom-properties", "docProps/custom.xml"), ("rId4", "extended-properties", "docProps/app.xml"),
            ("rId5", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail",
             "docProps/thumbnail.jpeg"),
        ]),
        "docProps/core.xml": '<c:coreProperties xmlns:c="http://schemas.openxmlformats.org/package/2006/metadata/core-'
                             f'properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>A {CANARY}</dc:creator>'
                             "</c:coreProperties>",
        "docProps/app.xml": f"<Properties><Company>{CANARY} Trust</Company></Properties>",
        "docProps/custom.xml": f'<Properties><property name="Child"><v>{CANARY}</v></property></Properties>',
        "docProps/thumbnail.jpeg": CANARY.encode(),
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}<w:sectPr>"
                             + "".join(f'<w:headerReference w:type="default" r:id="{identity}"/>'
                                       if kind == "header" else f'<w:footerReference w:type="default" r:id="{identity}"/>'
                                       for identity, kind, _ in lines if kind in ("header", "footer"))
                             + "</w:sectPr></w:body></w:document>",
        "word/_rels/document.xml.rels": relationships(lines),
        **files,
    })


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


SPLIT = run("seen Quill", "<w:b/>") + run("feat", "<w:i/>") + run("her today", "<w:u w:val='single'/>")
TEXT_BOX = (
    "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><wp:docPr id='1' "
    f"name='{CANARY} box' descr='Photo of {CANARY}'/><a:graphic><a:graphicData uri='wps'><wps:wsp><wps:txbx>"
    f"<w:txbxContent>{paragraph(f'box {CANARY}')}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>"
    "</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape id='s' alt='x'><v:textbox><w:txbxContent>"
    f"{paragraph(f'box {CANARY}')}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r></w:p>"
)


def field(instruction: str, result: str) -> str:
    mark = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>".format
    return (f"<w:p>{mark('begin')}<w:r><w:instrText>{instruction}</w:instrText></w:r>{mark('separate')}"
            f"{run(result)}{mark('end')}</w:p>")


#: What a reader sees: (name, file); the canary must be read, and go when it is replaced.
SHOWN = {
    "body": docx(paragraph(f"Met {CANARY}.")),
    "runs": docx(f"<w:p>{SPLIT}</w:p>"),
    "nested table": docx(
        "<w:tbl><w:tr><w:tc><w:p/><w:tbl><w:tr><w:tc>" + paragraph(CANARY) + "</w:tc></w:tr></w:tbl><w:p/></w:tc></w:tr>"
        "</w:tbl>"),
    "header": docx(paragraph("x"), {"header1.xml": ("header", f"hdr|{paragraph(CANARY)}")}),
    "footer": docx(paragraph("x"), {"footer7.xml": ("footer", f"ftr|{paragraph(CANARY)}")}),
    "footnote": docx(
        "<w:p><w:r><w:footnoteReference w:id='2'/></w:r></w:p>",
        {"footnotes.xml": ("footnotes", f"footnotes|<w:footnote w:id='2'>{paragraph(CANARY)}</w:footnote>")}),
    "endnote": docx(
        "<w:p><w:r><w:endnoteReference w:id='2'/></w:r></w:p>",
        {"endnotes.xml": ("endnotes", f"endnotes|<w:endnote w:id='2'>{paragraph(CANARY)}</w:endnote>")}),
    "comment": docx(
        "<w:p><w:r><w:commentReference w:id='0'/></w:r></w:p>",
        {"comments.xml": ("comments", f"comments|<w:comment w:id='0' w:author='B {CANARY}' w:initials='{CANARY}' "
                          f"w:date='2024-01-01T00:00:00Z'>{paragraph(f'ask {CANARY}')}</w:comment>")}),
    "text box": docx(TEXT_BOX),
    "WordArt": docx(f"<w:p><w:r><w:pict><v:shape id='{CANARY}'><v:textpath string='{CANARY}'/></v:shape></w:pict></w:r></w:p>"),
    "content control": docx(
        f"<w:sdt><w:sdtPr><w:alias w:val='{CANARY}'/><w:tag w:val='{CANARY}'/><w:dropDownList><w:listItem "
        f"w:displayText='{CANARY}' w:value='1'/></w:dropDownList></w:sdtPr><w:sdtContent>{paragraph(CANARY)}"
        "</w:sdtContent></w:sdt>"),
    "inline control": docx(
        f"<w:p><w:sdt><w:sdtPr><w:placeholder><w:docPart w:val='{CANARY}'/></w:placeholder></w:sdtPr><w:sdtContent>"
        f"{run(CANARY)}</w:sdtContent></w:sdt></w:p>"),
    "field": docx(field(f"MERGEFIELD {CANARY}", CANARY)),
    "simple field": docx(f"<w:p><w:fldSimple w:instr='AUTHOR {CANARY}'>{run(CANARY)}</w:fldSimple></w:p>"),
    "link": docx(f"<w:p><w:hyperlink r:id='rId9' w:tooltip='{CANARY}'>{run(CANARY)}</w:hyperlink></w:p>",
                 links=(("rId9", "hyperlink", f"mailto:{CANARY}@example.org"),)),
    "insertion": docx(f"<w:p><w:ins w:id='1' w:author='{CANARY}' w:date='2024-01-01T00:00:00Z'>{run(CANARY)}</w:ins></w:p>"),
    "moved text": docx(f"<w:p><w:moveTo w:id='1' w:author='{CANARY}'>{run(CANARY)}</w:moveTo></w:p>"),
    "smart tag": docx(f"<w:p><w:smartTag w:element='{CANARY}'>{run(CANARY)}</w:smartTag></w:p>"),
    "white text": docx(f"<w:p>{run(CANARY, '<w:color w:val=' + repr('FFFFFF') + '/>')}</w:p>"),
    "formula": docx(f"<w:p><m:oMath><m:r><m:t>{CANARY}</m:t></m:r></m:oMath></w:p>"),
    "soft hyphen": docx("<w:p><w:r><w:t>Quill</w:t><w:softHyphen/><w:t>fea&#xAD;ther</w:t></w:r></w:p>"),
    "list label": docx(paragraph("x"), {"numbering.xml": (
        "numbering", f"numbering|<w:abstractNum w:abstractNumId='0'><w:name w:val='{CANARY}'/><w:lvl w:ilvl='0'>"
        f"<w:lvlText w:val='{CANARY} %1'/></w:lvl></w:abstractNum>")}),
    "picture description": docx(TEXT_BOX.replace(f"box {CANARY}", "box")),
    "chart": docx(
        "<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri='c'><c:chart r:id='part1'/></a:graphicData>"
        "</a:graphic></wp:inline></w:drawing></w:r></w:p>",
        {"charts/chart1.xml": ("chart", "c:chartSpace|<c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Visits by "
         f"{CANARY}</a:t></a:r></a:p></c:rich></c:tx></c:title><c:cat><c:strRef><c:f>'{CANARY}'!A1</c:f><c:strCache>"
         f"<c:pt idx='0'><c:v>{CANARY}</c:v></c:pt></c:strCache></c:strRef></c:cat></c:chart>"
         "<c:externalData r:id='rId1'/>")}),
    "SmartArt": docx(
        "<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri='d'><dgm:relIds r:dm='part1'/></a:graphicData>"
        "</a:graphic></wp:inline></w:drawing></w:r></w:p>",
        {"diagrams/data1.xml": ("diagramData", "dgm:dataModel|<dgm:ptLst><dgm:pt modelId='1'><dgm:prSet phldrT='"
                                f"{CANARY}'/><dgm:t><a:p><a:r><a:t>{CANARY}</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst>"),
         "diagrams/drawing1.xml": ("diagramDrawing", f"dsp:drawing|<dsp:spTree><dsp:sp><dsp:txBody><a:p><a:r><a:t>{CANARY}"
                                   "</a:t></a:r></a:p></dsp:txBody></dsp:sp></dsp:spTree>")}),
}
#: What no reader sees: the canary must be gone from the written file without any edit.
HIDDEN = {
    "properties": docx(paragraph("x")),
    "deletion": docx(f"<w:p>{run('x')}<w:del w:id='1' w:author='{CANARY}'><w:r><w:delText>{CANARY}</w:delText></w:r></w:del></w:p>"),
    "moved away": docx(f"<w:p>{run('x')}<w:moveFrom w:id='1' w:author='{CANARY}'>{run(CANARY)}</w:moveFrom></w:p>"),
    "deleted row": docx(
        f"<w:tbl><w:tr><w:tc>{paragraph('x')}</w:tc></w:tr><w:tr><w:trPr><w:del w:author='{CANARY}'/></w:trPr><w:tc>"
        f"{paragraph(CANARY)}</w:tc></w:tr></w:tbl>"),
    "changed formatting": docx(
        f"<w:p><w:pPr><w:pPrChange w:author='{CANARY}'><w:pPr/></w:pPrChange></w:pPr><w:r><w:rPr><w:rPrChange "
        f"w:author='{CANARY}'><w:rPr/></w:rPrChange></w:rPr><w:t>x</w:t></w:r></w:p>"),
    "hidden text": docx(f"<w:p>{run('x')}{run(CANARY, '<w:vanish/>')}</w:p>"),
    "hidden style": docx(
        f"<w:p><w:pPr><w:pStyle w:val='Ghost'/></w:pPr>{run(CANARY)}</w:p>{paragraph('x')}",
        {"styles.xml": ("styles", "styles|<w:style w:styleId='Base'><w:rPr><w:vanish/></w:rPr></w:style>"
                        "<w:style w:styleId='Ghost'><w:basedOn w:val='Base'/></w:style>")}),
    "field code": docx(field(f"INCLUDEPICTURE C:\\{CANARY}.png", "x")),
    "nested field code": docx(
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>IF </w:instrText></w:r>"
        + field("MERGEFIELD a", CANARY)[5:-6] + "<w:r><w:fldChar w:fldCharType='separate'/></w:r>"
        + run("x") + "<w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>"),
    "form field": docx(
        f"<w:p><w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:name w:val='{CANARY}'/><w:statusText w:val='{CANARY}'/>"
        "</w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>" + paragraph("x")),
    "bookmark": docx(f"<w:p><w:bookmarkStart w:id='0' w:name='{CANARY}'/>{run('x')}<w:bookmarkEnd w:id='0'/></w:p>"),
    "comment author": docx(paragraph("x"), {"comments.xml": (
        "comments", f"comments|<w:comment w:id='0' w:author='{CANARY}' w:initials='{CANARY}'>{paragraph('y')}</w:comment>")}),
    "threaded comments": docx(paragraph("x"), {
        "people.xml": ("http://schemas.microsoft.com/office/2011/relationships/people",
                       f"w15:people|<w15:person w15:author='{CANARY}'/>"),
        "commentsExtended.xml": ("http://schemas.microsoft.com/office/2011/relationships/commentsExtended",
                                 f"w15:commentsEx|<w15:commentEx w15:paraId='{CANARY}'/>")}),
    "settings": docx(paragraph("x"), {"settings.xml": (
        "settings", f"settings|<w:docVars><w:docVar w:name='{CANARY}' w:val='{CANARY}'/></w:docVars><w:attachedTemplate "
        f"r:id='x'/><w:mailMerge><w:query w:val='{CANARY}'/></w:mailMerge><w:zoom w:percent='100'/>")},
        links=(("t", "attachedTemplate", f"file:///C:/{CANARY}.dotm"),)),
    "custom XML": docx(paragraph("x"), links=(("x1", "customXml", "../customXml/item1.xml"),),
                       customXml__item1_DOT_xml=f"<x>{CANARY}</x>"),
    "unlinked part": docx(paragraph("x"), word__notes_DOT_xml=f"<x>{CANARY}</x>"),
    "part name": docx(paragraph("x"), {f"{CANARY}.xml": ("header", f"hdr|{paragraph('y')}")}),
    "glossary": docx(paragraph("x"), {"glossary/document.xml": ("glossaryDocument", f"glossaryDocument|{paragraph(CANARY)}")}),
    "macro": docx(paragraph("x"), links=(("v", "http://schemas.microsoft.com/office/2006/relationships/vbaProject",
                                          "vbaProject.bin"),), word__vbaProject_DOT_bin=CANARY.encode("utf-16-le")),
    "embedded workbook": docx(
        "<w:p><w:r><w:object><v:shape id='s'><v:imagedata r:id='i'/></v:shape><o:OLEObject ProgID='Excel' r:id='e'/>"
        f"</w:object></w:r>{run('x')}</w:p>", links=(("e", "package", f"embeddings/{CANARY}.xlsx"),
                                                     ("i", "image", "media/image1.png")),
        word__media__image1_DOT_png=PNG, **{f"word__embeddings__{CANARY}_DOT_xlsx": zipped({"a.xml": CANARY})}),
    "picture": docx(
        f"<w:p><w:r><w:drawing><wp:inline><wp:docPr id='1' name='{CANARY}.jpg' title='{CANARY}'/><a:graphic><a:graphicData>"
        f"<pic:pic><pic:nvPicPr><pic:cNvPr id='1' name='{CANARY}.jpg'/></pic:nvPicPr><pic:blipFill><a:blip r:embed='i'/>"
        f"</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>{run('x')}</w:p>",
        links=(("i", "image", f"media/{CANARY}.png"),), **{f"word__media__{CANARY}_DOT_png": PNG}),
    "altChunk": docx(f"<w:altChunk r:id='k'/>{paragraph('x')}", links=(("k", "aFChunk", "chunk.htm"),),
                     word__chunk_DOT_htm=f"<p>{CANARY}</p>"),
    "style name": docx(
        f"<w:p><w:pPr><w:pStyle w:val='{CANARY}'/></w:pPr>{run('x')}</w:p>",
        {"styles.xml": ("styles", f"styles|<w:style w:customStyle='1' w:styleId='{CANARY}'><w:name w:val='{CANARY} style'/>"
                        f"<w:aliases w:val='{CANARY}'/></w:style>")}),
    "undefined style": docx(f"<w:p><w:pPr><w:pStyle w:val='{CANARY}'/></w:pPr>{run('x')}</w:p>"),
    "style that claims to be Word's own": docx(paragraph("x"), {"styles.xml": (
        "styles", f"styles|<w:style w:styleId='{CANARY}'><w:name w:val='{CANARY}'/></w:style>")}),
    "font": docx(paragraph("x"), {"fontTable.xml": (
        "fontTable", "fontTable|<w:font w:name='Arial'><w:embedRegular r:id='f'/></w:font>")}, word__fonts__f_DOT_odttf=CANARY),
    "unknown vocabulary": docx(f"<w:p>{run('x')}<x:secret name='{CANARY}'>{CANARY}</x:secret></w:p>"),
    "unknown attribute": docx(f"<w:p x:who='{CANARY}' w:rsidR='00AB12CD'>{run('x')}</w:p>"),
    "stray text": docx(f"<w:p>{CANARY}{run('x')}{CANARY}</w:p>"),
    "comment in the markup": docx(f"<!-- {CANARY} --><?{CANARY} x?>{paragraph('x')}"),
    "table description": docx(
        f"<w:tbl><w:tblPr><w:tblCaption w:val='{CANARY}'/><w:tblDescription w:val='{CANARY}'/></w:tblPr><w:tr><w:tc>"
        f"{paragraph('x')}</w:tc></w:tr></w:tbl>"),
}


@pytest.mark.parametrize("place", SHOWN)
def test_shown_text_is_read_and_replaced(place: str) -> None:
    data = SHOWN[place]
    assert CANARY in text_of(read(data, "docx"))
    output = redacted(data, "docx")
    assert survivors(output) == []
    again = text_of(read(output, "docx"))
    assert "[Person]" in again
    assert text_of(read(data, "docx")).replace(CANARY, "[Person]") == again.removeprefix(BANNER).lstrip("\n")


@pytest.mark.parametrize("place", HIDDEN)
def test_hidden_text_does_not_survive(place: str) -> None:
    data = HIDDEN[place]
    assert CANARY not in text_of(read(data, "docx"))
    output = redacted(data, "docx")
    assert survivors(output) == []
    assert "x" in text_of(read(output, "docx"))


@pytest.mark.parametrize(("place", "kind"), [
    ("hidden text", "hidden text"), ("custom XML", "custom data"), ("glossary", "glossary"), ("macro", "macro"),
    ("embedded workbook", "embedded object"), ("picture", "picture"), ("altChunk", "embedded document"),
    ("unlinked part", "unused part"),
])
def test_what_is_left_out_is_told(place: str, kind: str) -> None:
    told = read(HIDDEN[place], "docx").unread
    assert kind in {unread.kind for unread in told}
    assert all(unread.dropped and CANARY not in unread.part for unread in told)


def test_formatting_outside_the_replaced_words_stays() -> None:
    output = part(redacted(SHOWN["runs"], "docx"), "word/document.xml")
    runs = re.findall(r"<w:rPr>(.*?)</w:rPr><w:t[^>]*>([^<]*)</w:t>|<w:rPr>(.*?)</w:rPr><w:t[^>]*/>", output)
    assert [(a or c, b) for a, b, c in runs][1:] == [
        ("<w:b/>", "seen [Person]"), ("<w:i/>", ""), ('<w:u w:val="single"/>', " today")]


def test_banner_is_the_first_paragraph_and_stands_once() -> None:
    once = redacted(SHOWN["body"], "docx")
    twice = redacted(once, "docx")
    assert [block.text for block in read(twice, "docx").blocks] == [BANNER, "Met [Person]."]
    assert once == twice


def test_tabs_breaks_and_hyphens_are_characters_of_the_block() -> None:
    data = docx(
        "<w:p><w:pPr><w:tabs><w:tab w:val='left' w:pos='100'/></w:tabs></w:pPr><w:r><w:t>Ann</w:t><w:tab/><w:t>Lee</w:t>"
        "<w:noBreakHyphen/><w:t>Roe</w:t><w:br/><w:t>end</w:t></w:r></w:p>")
    block, = read(data, "docx").blocks
    assert block.text == "Ann\tLee-Roe\nend"
    output = format_for(Path("x.docx")).write_bytes(data, {block.id: [TextEdit(start=4, end=11, text="[A]")]})
    assert [b.text for b in read(output, "docx").blocks] == [BANNER, "Ann\t[A]\nend"]
    assert "<w:br/>" in part(output, "word/document.xml")


def test_table_cells_know_their_column() -> None:
    row = "<w:tr>" + "<w:tc>{}</w:tc>" * 3 + "</w:tr>"
    data = docx("<w:tbl>" + row.format(*map(paragraph, ("Name", "Role", "Present")))
                + row.format(paragraph("Ida Noon"), "<w:p/>", paragraph("yes")) + "</w:tbl>" + paragraph("after"))
    reading = read(data, "docx")
    assert text_of(reading) == "Name\tRole\tPresent\nIda Noon\t\tyes\nafter\n"
    assert {block.text: block.column for block in reading.blocks}["yes"] == "Present"


def test_names_of_commenters_are_evidence_and_stay_apart() -> None:
    comment = "<w:comment w:id='{}' w:author='{}'>" + paragraph("y") + "</w:comment>"
    data = docx(paragraph("x"), {"comments.xml": (
        "comments", "comments|" + comment.format(0, "Ida Noon") + comment.format(1, "Max Roe") + comment.format(2, "Ida Noon"))})
    assert read(data, "docx").metadata["author"] == f"A {CANARY}; Ida Noon; Max Roe"
    output = part(redacted(data, "docx"), "word/comments.xml")
    assert re.findall(r'w:author="([^"]*)"', output) == ["Reviewer 1", "Reviewer 2", "Reviewer 1"]


def test_page_numbers_stay_fields() -> None:
    data = docx(field(" page \\* MERGEFORMAT ", "3"))
    output = part(redacted(data, "docx"), "word/document.xml")
    assert re.search(r"<w:instrText[^>]*> PAGE </w:instrText>", output)
    assert output.count("w:fldCharType") == 3


def test_a_deleted_paragraph_mark_joins_the_paragraphs() -> None:
    data = docx("<w:p><w:pPr><w:rPr><w:del w:author='b'/></w:rPr></w:pPr>" + run("one ") + "</w:p>" + paragraph("two"))
    assert [block.text for block in read(data, "docx").blocks] == ["one two"]


def test_macros_leave_an_ordinary_document() -> None:
    output = redacted(HIDDEN["macro"], "docm")
    assert "macroEnabled" not in part(output, "[Content_Types].xml")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text(alphabet="abc é\xa0\t-", min_size=1, max_size=6), st.booleans()), min_size=1, max_size=8), st.data())
def test_any_edit_over_any_runs_changes_that_span_alone(runs: list[tuple[str, bool]], data: st.DataObject) -> None:
    body = "".join(run(text.replace("\t", "</w:t><w:tab/><w:t xml:space='preserve'>"), "<w:b/>" if bold else "")
                   for text, bold in runs)
    source = docx(f"<w:p>{body}</w:p>{paragraph('end')}")
    text = "".join(text for text, _ in runs)
    block = read(source, "docx").blocks[0]
    if not text.strip():
        return
    assert block.text == text.replace("\xa0", " ")
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    output = format_for(Path("x.docx")).write_bytes(source, {block.id: [TextEdit(start=start, end=end, text="[X]")]})
    before = [(character, weight) for piece, weight in runs for character in piece]
    after = [*before[:start], *((character, before[start][1]) for character in "[X]"), *before[end:]]
    assert weighted(output)[len(BANNER):-len("end")] == after


def weighted(output: bytes) -> list[tuple[str, bool]]:
    """Characters of the body, each with whether it is bold."""
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    root = etree.fromstring(part(output, "word/document.xml").encode())
    return [
        (character, run.find(f"{word}rPr/{word}b") is not None)
        for run in root.iter(f"{word}r") for piece in run.iterchildren(f"{word}t", f"{word}tab")
        for character in (piece.text or ("\t" if piece.tag == f"{word}tab" else ""))
    ]


def test_strict_documents_are_read_alike() -> None:
    with zipfile.ZipFile(io.BytesIO(SHOWN["header"])) as archive:
        strict = zipped({name: re.sub(rb"http://schemas.openxmlformats.org/(wordprocessingml|officeDocument)/2006/",
                                      rb"http://purl.oclc.org/ooxml/\1/", archive.read(name)) for name in archive.namelist()})
    assert text_of(read(strict, "docx")) == text_of(read(SHOWN["header"], "docx"))
    assert survivors(redacted(strict, "docx")) == []


BOMB = '<!DOCTYPE a [<!ENTITY x "' + "y" * 50 + '">]>' + f"<w:document {SPACES}><w:body>&x;</w:body></w:document>"
OUTSIDE = (f'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><w:document {SPACES}><w:body>'
           "<w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>")
GOOD = SHOWN["body"]


@pytest.mark.parametrize("data", [
    docx("", word__document_DOT_xml=BOMB), docx("", word__document_DOT_xml=OUTSIDE),
    docx("", word__document_DOT_xml="<w:document"), docx(paragraph("x"), **{"..__evil_DOT_xml": "x"}),
    docx("<w:r>" * 2000 + "</w:r>" * 2000), GOOD[:len(GOOD) // 2], GOOD[:-30], zipped({"word/document.xml": "x"}),
    docx(paragraph("x"), word__bomb_DOT_xml="0" * 40_000_000),
    zipped({"[Content_Types].xml": "x", "word/a.xml": "x"}),
], ids=["entities", "outside", "cut markup", "traversal", "deep", "half", "truncated", "no types", "zip bomb", "no main"])
def test_hostile_files_are_refused(data: bytes) -> None:
    with pytest.raises(ReadError) as refusal:
        read(data, "docx")
    assert CANARY not in str(refusal.value)


def test_a_long_table_takes_bounded_time() -> None:
    row = f"<w:tr><w:tc>{paragraph('a')}</w:tc><w:tc>{paragraph(CANARY)}</w:tc></w:tr>"
    output = redacted(docx(f"<w:tbl>{row * 10_000}</w:tbl>"), "docx")
    assert survivors(output) == []


def _ink(page: bytes) -> Image.Image:
    return Image.open(io.BytesIO(page)).convert("L")


@needs_libreoffice
def test_the_page_looks_the_same_outside_the_replaced_words(tmp_path: Path) -> None:
    body = "".join(f"<w:p>{run(f'Line {number} of an ordinary visit.', '<w:b/>' if number % 2 else '')}</w:p>"
                   for number in range(12))
    picture = HIDDEN["picture"]
    assert len(rendered(tmp_path / "c", redacted(picture, "docx"), "docx")) == 1
    data = docx(f"<w:p>{run(BANNER)}</w:p>{body}<w:p>{run('Seen with ')}{run(CANARY)}</w:p>",
                {"header1.xml": ("header", f"hdr|{paragraph('Ordinary header')}")})
    before, = rendered(tmp_path / "a", data, "docx")
    after, = rendered(tmp_path / "b", redacted(data, "docx"), "docx")
    difference = ImageChops.difference(_ink(before), _ink(after)).getbbox()
    assert difference is not None
    left, top, right, bottom = difference
    assert bottom - top < 15 and right - left < 120, "only the replaced word's line differs"


def test_words_drawn_along_a_line_are_a_line_of_their_own() -> None:
    data = docx(f"<w:p><w:r><w:pict><v:shape><v:textpath string='{CANARY}'/></v:shape></w:pict></w:r><w:r><w:t>The foster "
                "carer came.</w:t></w:r></w:p>")
    assert text_of(read(data, "docx")).split("\n")[:2] == ["The foster carer came.", CANARY]
