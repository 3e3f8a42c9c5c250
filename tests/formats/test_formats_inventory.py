"""Every document tells of all its parts what became of them, and tells it without a word of the case."""

from __future__ import annotations

from pathlib import Path

import pytest
from office_package import CANARY
from test_formats_docx import docx, paragraph

from redactor.casefile import Document, Fate, Portion
from redactor.formats import read_document

FILES = Path(__file__).parent / "files"
BOOK = docx(
    paragraph("Seen at home.")
    + "<w:p><w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:commentReference w:id='0'/></w:r></w:p>",
    {"header1.xml": ("header", f"hdr|{paragraph(CANARY)}"),
     "footnotes.xml": ("footnotes", f"footnotes|<w:footnote w:id='2'>{paragraph('Note')}</w:footnote>"),
     "comments.xml": ("comments", f"comments|<w:comment w:id='0' w:author='{CANARY}'>{paragraph('Why?')}</w:comment>")},
    links=(("i1", "image", f"media/{CANARY}.png"), ("v1", "http://schemas.microsoft.com/office/2006/relationships/vbaProject",
           "vbaProject.bin")),
    **{f"word__media__{CANARY}_DOT_png": b"x", "word__vbaProject_DOT_bin": b"x"},
)


def document(path: Path) -> Document:
    return read_document(path, document_id="d01", relative_path=path.name)


def test_a_word_document_lists_what_is_read_and_what_is_dropped(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(BOOK)
    parts = document(path).inventory
    fates = {portion.part.rstrip("0123456789 "): portion.fate for portion in parts}
    assert {name for name, fate in fates.items() if fate is Fate.REDACTED} == {
        "body", "header", "footnote:", "comment:"}
    assert {name for name, fate in fates.items() if fate is Fate.DROPPED} == {
        "picture", "macro", "thumbnail", "core properties", "extended properties", "custom properties"}
    assert CANARY not in repr(parts)


@pytest.mark.parametrize("name", ["corners_libreoffice.html", "corners_libreoffice.rtf", "minutes_libreoffice.pdf"])
def test_real_files_are_told_whole(name: str) -> None:
    read = document(FILES / name)
    told = {portion.part for portion in read.inventory if portion.fate is Fate.REDACTED}
    assert told == {block.location.part for block in read.blocks}
    assert {item.part for item in read.unread} <= {portion.part for portion in read.inventory}


@pytest.mark.parametrize(("part", "sort"), [
    ("comment:4", "comment"), ("header1", "header"), ("attachment 12: Sheet 3", "attachment: Sheet"),
    ("page 3, picture 2", "page, picture"), ("hidden text (3 runs)", "hidden text (3 runs)"), ("body", "body"),
])
def test_parts_of_a_sort_are_counted_together(part: str, sort: str) -> None:
    assert Portion(part=part, fate=Fate.REDACTED).sort == sort


def test_what_rich_text_loses_is_said(tmp_path: Path) -> None:
    path = tmp_path / "x.rtf"
    path.write_bytes(
        rb"{\rtf1{\info{\author Quill}}Seen at home.{\field{\*\fldinst HYPERLINK quill}"
        rb"{\fldrslt link}}{\v Quill hides}{\deleted Quill was here}\par}")
    parts = document(path).inventory
    assert {portion.part for portion in parts if portion.fate is Fate.DROPPED} == {
        "properties", "field codes", "hidden text", "tracked deletions"}
