"""OpenDocument: texts, spreadsheets and presentations, written out and made by LibreOffice."""

# ruff: noqa: E501 – markup is read best unbroken

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from office_package import (
    CANARY,
    converted,
    needs_libreoffice,
    part,
    read,
    redacted,
    rendered,
    survivors,
    text_of,
    zipped,
)
from PIL import Image, ImageChops
from test_formats_docx import HIDDEN as WORD_HIDDEN
from test_formats_docx import SHOWN as WORD_SHOWN

from redactor.casefile import TextEdit
from redactor.errors import ReadError
from redactor.formats import BANNER, format_for

SPACES = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in {
    **{name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
       for name in ("office", "style", "text", "table", "presentation", "meta", "form", "script", "config")},
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "dc": "http://purl.org/dc/elements/1.1/", "xlink": "http://www.w3.org/1999/xlink",
    "of": "urn:oasis:names:tc:opendocument:xmlns:of:1.2", "x": "urn:invented",
}.items())


def odf(body: str, *, kind: str = "text", automatic: str = "", styles: str = "", master: str = "",
        members: dict[str, str | bytes] | None = None, manifest: str = "") -> bytes:
    """An OpenDocument file.

    Args:
        body: children of the body.
        automatic: automatic styles of the content.
        styles, master: common styles, and master pages.
        members: further members of the zip.
        manifest: children of the manifest.
    """
    return zipped({
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": f'<office:document-content {SPACES} office:version="1.3"><office:automatic-styles>{automatic}'
                       f"</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}></office:body>"
                       "</office:document-content>",
        "styles.xml": f'<office:document-styles {SPACES} office:version="1.3"><office:styles>{styles}</office:styles>'
                      f"<office:master-styles>{master}</office:master-styles></office:document-styles>",
        "meta.xml": f"<office:document-meta {SPACES}><office:meta><dc:creator>A {CANARY}</dc:creator><meta:user-defined "
                    f"meta:name='Child'>{CANARY}</meta:user-defined></office:meta></office:document-meta>",
        "settings.xml": f"<office:document-settings {SPACES}><config:config-item config:name='PrinterName' "
                        f"config:type='string'>{CANARY}</config:config-item></office:document-settings>",
        "Thumbnails/thumbnail.png": CANARY,
        "META-INF/manifest.xml": "<m:manifest xmlns:m='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'>"
                                 f"{manifest}</m:manifest>",
        **(members or {}),
    })


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


X = p("x")
NOTE = f"<office:annotation office:name='{CANARY}'><dc:creator>{{}}</dc:creator><dc:date>2024-01-01</dc:date><text:p>{{}}</text:p></office:annotation>"
HIDE = "<style:style style:name='T9' style:family='text'><style:text-properties text:display='none'/></style:style>"
SHOWN = {
    "paragraph": odf(p(CANARY)),
    "spans": odf(p("seen <text:span text:style-name='T1'>Quill</text:span>feather")),
    "heading": odf(f"<text:h text:outline-level='1'>{CANARY}</text:h>"),
    "list": odf(f"<text:list><text:list-item>{p(CANARY)}</text:list-item></text:list>"),
    "table": odf(f"<table:table table:name='{CANARY}'><table:table-row><table:table-cell office:value-type='string' "
                 f"office:string-value='{CANARY}'>{p(CANARY)}</table:table-cell></table:table-row></table:table>"),
    "link": odf(p(f"<text:a xlink:href='mailto:{CANARY}@example.org' office:title='{CANARY}'>{CANARY}</text:a>")),
    "field": odf(p(f"<text:user-field-get text:name='{CANARY}'>{CANARY}</text:user-field-get>")),
    "note": odf(p("a<text:note text:id='f'><text:note-citation>1</text:note-citation><text:note-body>"
                  f"{p(CANARY)}</text:note-body></text:note>b")),
    "annotation": odf(p("a" + NOTE.format(CANARY, f"ask {CANARY}") + "b")),
    "text box": odf(p(f"<draw:frame draw:name='{CANARY}'><draw:text-box>{p(CANARY)}</draw:text-box></draw:frame>")),
    "alt text": odf(p(f"<draw:frame><draw:image xlink:href='Pictures/a.png'/><svg:desc>{CANARY}</svg:desc></draw:frame>")),
    "index": odf(f"<text:table-of-content text:name='{CANARY}'><text:table-of-content-source/><text:index-body>{p(CANARY)}"
                 "</text:index-body></text:table-of-content>"),
    "section": odf(f"<text:section text:name='{CANARY}'>{p(CANARY)}</text:section>"),
    "header": odf(X, master=f"<style:master-page style:name='Standard'><style:header>{p(CANARY)}</style:header></style:master-page>"),
    "insertion": odf(f"<text:tracked-changes><text:changed-region text:id='c'><text:insertion><dc:creator>{CANARY}</dc:creator>"
                     f"</text:insertion></text:changed-region></text:tracked-changes>" + p(f"<text:change-start text:change-id='c'/>{CANARY}"
                                                                                         "<text:change-end text:change-id='c'/>")),
    "list label": odf(X, styles=f"<text:list-style style:name='L1'><text:list-level-style-number text:level='1' style:num-prefix="
                                f"'{CANARY} '/></text:list-style>"),
    "text behind an unknown element": odf(p(f"a<x:y>{CANARY}</x:y> {CANARY}")),
}
HIDDEN = {
    "properties": odf(X),
    "deletion": odf(f"<text:tracked-changes><text:changed-region><text:deletion>{p(CANARY)}</text:deletion></text:changed-region>"
                    "</text:tracked-changes>" + X),
    "hidden text": odf(p(f"x<text:span text:style-name='T9'>{CANARY}</text:span>"), automatic=HIDE),
    "hidden section": odf(f"<text:section text:display='none'>{p(CANARY)}</text:section>{X}"),
    "hidden field": odf(p(f"x<text:hidden-text text:string-value='{CANARY}'>{CANARY}</text:hidden-text>")),
    "conditional text": odf(p(f"<text:conditional-text text:string-value-if-true='{CANARY}' text:condition='a'>x</text:conditional-text>")),
    "variables": odf(f"<text:user-field-decls><text:user-field-decl text:name='a' office:string-value='{CANARY}'/>"
                     f"</text:user-field-decls>{X}"),
    "bookmark": odf(p(f"<text:bookmark text:name='{CANARY}'/>x")),
    "style name": odf(f"<text:p text:style-name='{CANARY}'>x</text:p>",
                      styles=f"<style:style style:name='{CANARY}' style:display-name='{CANARY}' style:family='paragraph'/>"),
    "macro": odf(f"<office:scripts>{CANARY}</office:scripts>{X}", members={"Basic/Standard/m.xml": CANARY}),
    "form": odf(f"<office:forms><form:form><form:text form:value='{CANARY}'/></form:form></office:forms>{X}"),
    "picture": odf(p("<draw:frame><draw:image xlink:href='Pictures/a.png'/></draw:frame>x"),
                   members={"Pictures/a.png": CANARY}),
    "inline picture": odf(p(f"<draw:frame><draw:image><office:binary-data>{CANARY}</office:binary-data></draw:image></draw:frame>x")),
    "object": odf(p("<draw:frame><draw:object xlink:href='./Object 1'/><draw:image xlink:href='./ObjectReplacements/Object 1'/>"
                    "</draw:frame>x"), members={"Object 1/content.xml": f"<a>{CANARY}</a>", "ObjectReplacements/Object 1": CANARY}),
    "unknown part": odf(X, members={f"{CANARY}.xml": CANARY}),
    "stray text": odf(f"{CANARY}{X}{CANARY}<x:y/>{CANARY}"),
    "unknown attribute": odf(f"<text:p x:who='{CANARY}' xml:id='{CANARY}'>x</text:p>"),
}


@pytest.mark.parametrize("place", SHOWN)
def test_shown_text_is_read_and_replaced(place: str) -> None:
    data = SHOWN[place]
    assert CANARY in text_of(read(data, "odt"))
    output = redacted(data, "odt")
    assert survivors(output) == []
    again = text_of(read(output, "odt"))
    assert "[Person]" in again
    assert text_of(read(data, "odt")).replace(CANARY, "[Person]") == again.removeprefix(BANNER).lstrip("\n")


@pytest.mark.parametrize("place", HIDDEN)
def test_hidden_text_does_not_survive(place: str) -> None:
    data = HIDDEN[place]
    assert CANARY not in text_of(read(data, "odt"))
    output = redacted(data, "odt")
    assert survivors(output) == []
    assert "x" in text_of(read(output, "odt"))


@pytest.mark.parametrize(("place", "kind"), [
    ("hidden text", "hidden text"), ("macro", "macro"), ("form", "form"), ("picture", "picture"), ("inline picture", "picture"),
    ("object", "embedded object"), ("unknown part", "unknown part")])
def test_what_is_left_out_is_told(place: str, kind: str) -> None:
    told = read(HIDDEN[place], "odt").unread
    assert kind in {unread.kind for unread in told}
    assert all(unread.dropped and CANARY not in unread.part for unread in told)


def test_formatting_and_characters_stay() -> None:
    data = odf(p("one<text:tab/>two<text:s text:c='3'/>three<text:line-break/><text:span text:style-name='T1'>four</text:span> "
                 "five<text:page-number>2</text:page-number>"))
    block, = read(data, "odt").blocks
    assert block.text == "one\ttwo   three\nfour five2"
    output = format_for(Path("x.odt")).write_bytes(data, {block.id: [TextEdit(start=4, end=7, text="[A]")]})
    assert ('one<text:tab/>[A]<text:s text:c="3"/>three<text:line-break/><text:span text:style-name="T1">four</text:span> '
            "five<text:page-number>2</text:page-number>") in part(output, "content.xml")


def test_an_encrypted_file_is_refused() -> None:
    data = odf(X, manifest="<m:file-entry m:full-path='content.xml'><m:encryption-data/></m:file-entry>")
    with pytest.raises(ReadError, match="password"):
        read(data, "odt")


@pytest.mark.parametrize("data", [
    odf("<text:p>"), odf(X)[:900], odf(X, members={"content.xml": f"<!DOCTYPE a [<!ENTITY x 'y'>]><a {SPACES}>&x;</a>"}),
    odf(X, members={"../evil": "x"}),
], ids=["cut markup", "truncated", "entity", "traversal"])
def test_hostile_files_are_refused(data: bytes) -> None:
    with pytest.raises(ReadError):
        read(data, "odt")


def sheet() -> str:
    def cell(text: str, more: str = "office:value-type='string'") -> str:
        return f"<table:table-cell {more}>{p(text)}</table:table-cell>"

    number = "office:value-type='float' office:value='7700900123'"
    return (
        f"<table:table table:name='{CANARY}'><table:table-row>{cell('Name')}{cell('Phone')}{cell('Visits')}</table:table-row>"
        f"<table:table-row>{cell(CANARY)}{cell('07700 900123', number)}<table:table-cell table:formula='of:=SUM([.A1:.A2])' "
        f"office:value-type='float' office:value='3'>{p('3')}</table:table-cell></table:table-row><table:table-row>"
        f"{cell('x')}<table:table-cell><draw:frame table:end-cell-address='{CANARY}.C9'/></table:table-cell><table:table-cell table:formula='of:=IF([.A1]=\"{CANARY}\";1;2)' "
        f"office:value-type='float' office:value='2'>{NOTE.format(CANARY, CANARY)}{p('2')}</table:table-cell></table:table-row>"
        f"</table:table><table:named-expressions><table:named-range table:name='{CANARY}'/></table:named-expressions>")


def test_a_spreadsheet_keeps_numbers_and_harmless_formulas() -> None:
    data = odf(sheet(), kind="spreadsheet")
    reading = read(data, "ods")
    assert f"{CANARY}\nName\tPhone\tVisits\n{CANARY}\t07700 900123\t3\n" in text_of(reading)
    assert {block.text: block.column for block in reading.blocks}["07700 900123"] == "Phone"
    output = redacted(redacted(data, "ods"), "ods", canary="07700 900123", by="[Phone]")
    assert survivors(output) == [] and survivors(output, "7700900123") == []
    assert text_of(read(output, "ods")).startswith(BANNER)
    assert text_of(read(redacted(output, "ods"), "ods")) == text_of(read(output, "ods"))
    content = part(output, "content.xml")
    assert 'table:formula="of:=SUM([.A1:.A2])"' in content and 'office:value="3"' in content
    assert 'table:name="(Person)"' in content and "xmlns:of=" in content
    assert content.index(BANNER) < content.index("(Person)")


def test_a_presentation_reads_slides_notes_and_footers() -> None:
    body = (f"<presentation:footer-decl presentation:name='ftr1'>{CANARY}</presentation:footer-decl>"
            f"<draw:page draw:name='{CANARY}' draw:master-page-name='{CANARY}'><draw:frame presentation:style-name='{CANARY}-title'>"
            f"<draw:text-box>{p('x ' + CANARY)}</draw:text-box></draw:frame><presentation:notes><draw:frame><draw:text-box>"
            f"{p('note ' + CANARY)}</draw:text-box></draw:frame></presentation:notes></draw:page>")
    data = odf(body, kind="presentation", styles=f"<style:style style:name='{CANARY}-title' style:family='presentation'/>",
               master=f"<style:master-page style:name='{CANARY}'><draw:frame><draw:text-box>{p('Team ' + CANARY)}</draw:text-box>"
                      "</draw:frame></style:master-page>")
    text = text_of(read(data, "odp"))
    assert all(part in text for part in (f"x {CANARY}", f"note {CANARY}", f"Team {CANARY}"))
    output = redacted(data, "odp")
    assert survivors(output) == []
    assert text_of(read(redacted(output, "odp"), "odp")) == text_of(read(output, "odp"))
    assert 'draw:master-page-name="Style_20_1"' in part(output, "content.xml")
    assert 'style:name="Style_20_1-title"' in part(output, "styles.xml")


def test_a_comment_on_a_slide_is_read_as_libreoffice_writes_it() -> None:
    note = NOTE.format(f"Jo {CANARY}", f"ask {CANARY} again").replace("office:annotation", "o:annotation").replace(
        "<o:annotation", "<o:annotation xmlns:o='http://openoffice.org/2009/office'", 1)
    data = odf(f"<draw:page><draw:frame><draw:text-box>{X}</draw:text-box></draw:frame>{note}</draw:page>",
               kind="presentation")
    assert f"ask {CANARY} again" in text_of(read(data, "odp"))
    output = redacted(data, "odp")
    assert survivors(output) == []
    assert " again" in part(output, "content.xml") and "Reviewer 1" in part(output, "content.xml")


@needs_libreoffice
def test_a_text_of_libreoffice_goes_through_and_looks_the_same(tmp_path: Path) -> None:
    source = tmp_path / "a.docx"
    source.write_bytes(redacted(WORD_SHOWN["nested table"], "docx", canary="nothing"))
    made = converted(tmp_path, source, "odt").read_bytes()
    assert CANARY in text_of(read(made, "odt"))
    output = redacted(made, "odt")
    assert survivors(output) == []
    before, = rendered(tmp_path / "b", made, "odt")
    after, = rendered(tmp_path / "c", output, "odt")
    pages = [Image.open(io.BytesIO(page)).convert("L") for page in (before, after)]
    difference = ImageChops.difference(*pages).getbbox()
    assert difference is not None and difference[3] - difference[1] < 20, "only the replaced word's line differs"


@needs_libreoffice
def test_word_and_excel_features_that_libreoffice_carries_over_do_not_survive(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = CANARY
    book.active.append(["Name", CANARY, "x"])
    book.create_sheet("Hidden")["A1"] = CANARY
    book["Hidden"].sheet_state = "hidden"
    (tmp_path / "book.xlsx").write_bytes(b"")
    book.save(tmp_path / "book.xlsx")
    files = {"deletion.docx": WORD_HIDDEN["deletion"], "book.xlsx": (tmp_path / "book.xlsx").read_bytes()}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        kind = "ods" if name.endswith("xlsx") else "odt"
        made = converted(tmp_path, tmp_path / name, kind).read_bytes()
        assert survivors(made), "LibreOffice carried the canary over"
        output = redacted(made, kind)
        assert survivors(output) == []
        (tmp_path / f"out.{kind}").write_bytes(output)
        assert converted(tmp_path, tmp_path / f"out.{kind}", "pdf").stat().st_size > 1000
