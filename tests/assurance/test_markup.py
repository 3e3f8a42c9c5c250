"""Words of the formats are no traces where the formats put them, and are found wherever somebody wrote them."""

from __future__ import annotations

import base64
import email.message
import io
import zipfile
from pathlib import Path

import pikepdf
import pytest

from redactor.assurance import Traces, verify_file
from redactor.casefile import Document, Finding, Location, Replacement, TextBlock
from redactor.formats import format_for
from redactor.rulebook import load_rulebook

TESTS = Path(__file__).parents[1]
FILES = [
    *(TESTS / "fuzzing" / "seeds").iterdir(), *(TESTS / "formats" / "files").iterdir(),
    *(TESTS.parent / "sample_data").rglob("*.docx"),
]
#: Surnames, and some forenames, that are also words of formats.
NAMES = (
    "Header", "Body", "Page", "Title", "Table", "Strong", "Normal", "Text", "Sheet", "Default", "Gray", "Roman", "Lang",
    "Kern", "Bullet", "Master", "Guru", "Dash", "Cher", "Georgia", "Violet", "Cambria", "Macro", "Latin", "Footer",
    "Currency", "Comma", "Style", "Font", "Frame", "Grid", "Banner", "Pitch", "Shadow", "Swiss", "Hans", "Pane",
    "Rowe", "Block", "Graphic", "Placeholder", "Euphemia", "Noto", "Helvetica", "Catalog", "Footnotes", "Manifest",
    "Arial", "Rels", "Rich", "Aria", "Courier", "Worksheets", "Document",
)
POLICY = load_rulebook(None).policy("success-review")


def _traces(*names: str) -> Traces:
    text = " ; ".join(names)
    return Traces.of(
        [Document(id="d1", path="a.txt", format="txt", sha256="", blocks=(
            TextBlock(id="1", text=text, location=Location(part="body")),))],
        {"d1": [
            Replacement(
                finding=Finding(document_id="d1", start=text.index(name), end=text.index(name) + len(name),
                                entity_type="PERSON", score=0.9, recogniser="test"),
                text="[Mother]", rule_id="test")
            for name in names]},
        policy=POLICY, secret=b"s" * 32)


@pytest.mark.parametrize("source", FILES, ids=lambda path: path.name)
def test_what_a_format_is_made_of_withholds_nobody(source: Path, tmp_path: Path) -> None:
    form = format_for(source)
    target = tmp_path / f"case_01_redacted{form.output_extension}"
    form.write(source, target, {})
    text = form.read(source)
    written = " ".join(block.text for block in text.blocks)
    names = [name for name in NAMES if name.casefold() not in written.casefold()]
    assert [item for item in verify_file(target, _traces(*names), ocr=False) if item.certain] == []


def _package(name: str, content: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize("markup", [
    '<w:ins w:author="Gray"/>', '<w:p w:rsidR="Gray"/>', '<w:alias w:val="Gray"/>', '<w:tag w:val="Manifest"/>',
    '<w:comment w:initials="Gray"/>', '<wp:docPr name="Gray" descr="with Manifest"/>', '<sheet name="Gray"/>',
    '<definedName name="Gray">A1</definedName>', '<Gray age="7"/>', '<Case Gray="7"/>', '<w:pStyle w:val="Gray"/>',
    '<w:style w:styleId="Gray"/>', '<w:docVar w:name="Mother" w:val="Gray"/>', '<author>Gray</author>',
    '<cellStyle name="Gray"/>', '<Relationship Target="http://example.org/Gray"/>', '<Relationship Target="Gray.xml"/>',
    '<w:rFonts w:ascii="Gray"/>', '<v:shape title="Georgia"/>', '<w:ins w:author="Georgia"/>', '<w:t>Georgia</w:t>',
    '<w:jc w:val="Gray Manifest Quill"/>', '<p style="content: \'Gray\'"/>', '<p title="Gray"/>', '<p class="Gray"/>',
    "<style>/* Gray */ p {color: red}</style>", "<style>p.Gray {color: red}</style>", '<w:t>Gray', '<w:t a="Gray>',
    '<v:textpath string="Gray"/>', '<w:lid matciingName="Gray"/>', '<text:section text:name="Gray"/>',
    '<draw:page draw:name="Manifest"/>', '<w:name w:val="Georgia"/>', '<color name="Gray"/>',
])
def test_the_same_words_are_found_where_somebody_wrote_them(markup: str, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(_package("word/document.xml", f"<w:document>{markup}</w:document>"))
    assert any(item.certain for item in verify_file(path, _traces("Gray", "Manifest", "Georgia")))


@pytest.mark.parametrize("name", ["word/Gray.xml", "Gray/document.xml", "word/header1 Gray.xml", "word/media/gray.png"])
def test_a_part_named_after_somebody_is_found(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(_package(name, "<w:document/>"))
    assert any(item.certain for item in verify_file(path, _traces("Gray", "Manifest")))


def test_an_archive_member_may_not_bear_a_word_of_the_formats(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Manifest.txt", "calm")
    assert any(item.certain for item in verify_file(path, _traces("Manifest")))


MAIL = (
    b"From: [Mother] <x@example.org>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
    b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    b'<p style=3D"font-family: arial">The revi=\r\newing officer came.%s</p>\r\n--b\r\n'
    b"Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n%s\r\n--b--\r\n")
#: Base64 in which "Khan" stands by chance.
PACKED = base64.b64encode(bytes(range(1, 28)) + base64.b64decode("0Khan012") + bytes(range(200, 240)))


def test_fonts_broken_words_and_packed_bytes_of_a_mail_are_nobody(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(MAIL % (b"", PACKED))
    assert b"0Khan0" in PACKED
    assert verify_file(path, _traces("Arial", "Ewing", "Khan")) == []


@pytest.mark.parametrize("last", [b"Khan", b"/Khan+AB", b"AB/Khan=", b"+Khan/A="])
def test_the_short_last_line_of_packed_bytes_is_nobody(last: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    line = base64.b64encode(bytes(range(200, 254)) + b"\x01\x02\x03")
    path.write_bytes(MAIL % (b"", b"\r\n".join([line, line, last])))
    assert verify_file(path, _traces("Khan")) == []
    path.write_bytes(MAIL % (b"", b"\r\n".join([line, b"and Khan"])))
    assert any(item.certain for item in verify_file(path, _traces("Khan")))


@pytest.mark.parametrize("name", ["Arial", "Ewing", "Khan"])
def test_the_same_words_are_found_in_the_text_of_a_mail(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    written = base64.b64encode(f"And then {name} too".encode() * 9)
    for body, packed in ((f" {name} too".encode(), PACKED), (b"", written)):
        path.write_bytes(MAIL % (body, packed))
        assert any(item.certain for item in verify_file(path, _traces(name)))


@pytest.mark.parametrize("transfer", ["base64", "quoted-printable", "7bit"])
@pytest.mark.parametrize("enclosed", [False, True])
def test_what_stands_in_angles_in_plain_text_is_no_tag(transfer: str, enclosed: bool, tmp_path: Path) -> None:
    message = email.message.EmailMessage()
    message.set_content("<a word from Grace, who rang>\nand then to bed\n", cte=transfer)
    if enclosed:
        message.add_attachment(b"calm", maintype="application", subtype="octet-stream")
    path = tmp_path / "a.eml"
    path.write_bytes(message.as_bytes())
    assert verify_file(path, _traces("Grace"), ocr=False)


def test_tags_of_a_mail_are_nobody(tmp_path: Path) -> None:
    message = email.message.EmailMessage()
    message.set_content('<p title="a word from Grace, who rang">calm</p>\n', subtype="html", cte="base64")
    path = tmp_path / "a.eml"
    path.write_bytes(message.as_bytes())
    assert verify_file(path, _traces("Grace"), ocr=False) == []


@pytest.mark.parametrize("content", [b"", b"\x01\x02\x03\x04word/endnotes.xml of Endnotes"])
def test_names_of_parts_are_known_where_they_stand_and_nowhere_else(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/endnotes.xml", "<w:endnotes/>")
        archive.writestr("_rels/.rels", "<Relationships/>")
        archive.writestr("word/media/removed.png", content, zipfile.ZIP_STORED)
    assert any(item.certain for item in verify_file(path, _traces("Endnotes", "Rels"))) == bool(content)


def test_a_word_of_pdf_is_found_where_somebody_wrote_it(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.docinfo["/Title"] = "A visit by Helvetica and Catalog"
        document.save(stream)
    path = tmp_path / "a.pdf"
    path.write_bytes(stream.getvalue())
    assert any(item.certain for item in verify_file(path, _traces("Helvetica")))
    assert any(item.certain for item in verify_file(path, _traces("Catalog")))
    assert b"/Catalog" in path.read_bytes()
