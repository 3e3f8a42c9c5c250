"""Tracked changes in Word and OpenDocument texts: deletions never survive, insertions as the policy says."""

# ruff: noqa: E501 – markup is read best unbroken

from __future__ import annotations

from pathlib import Path

import pytest
from office_package import CANARY, converted, needs_libreoffice, read, redacted, survivors, text_of
from test_formats_docx import docx, paragraph, run
from test_formats_odf import odf, p

from redactor.errors import ReadError
from redactor.formats import Handling, handled

REMOVE = Handling(insertions="remove")
WHO = f"w:id='1' w:author='{CANARY}' w:date='2024-01-01T00:00:00Z'"
INSERTED_MARK = f"<w:pPr><w:rPr><w:ins {WHO}/></w:rPr></w:pPr>"
NOTE = {"footnotes.xml": ("footnotes", f"footnotes|<w:footnote w:id='2'>{paragraph(CANARY)}</w:footnote>"
                                       f"<w:footnote w:id='3'>{paragraph('the other note')}</w:footnote>")}
REFERENCES = ("<w:p>{}<w:r><w:footnoteReference w:id='2'/></w:r>{}<w:r><w:t>Seen at home.</w:t><w:footnoteReference w:id='3'/></w:r></w:p>")
MOVE = (f"<w:p><w:moveFromRangeStart w:id='5' w:name='m1' w:author='x'/>{{}}<w:moveFromRangeEnd w:id='5'/>{run('Then ')}"
        f"<w:moveToRangeStart w:id='6' w:name='m1' w:author='x'/><w:moveTo {WHO}>{{}}</w:moveTo><w:moveToRangeEnd w:id='6'/>{run('Seen at home.')}</w:p>")


def region(identity: str, kind: str, inner: str = "") -> str:
    return (f"<text:changed-region xml:id='{identity}' text:id='{identity}'><text:{kind}><office:change-info><dc:creator>{CANARY}"
            f"</dc:creator></office:change-info>{inner}</text:{kind}></text:changed-region>")


def tracked(*regions: str) -> str:
    return f"<text:tracked-changes>{''.join(regions)}</text:tracked-changes>"


def start(identity: str = "c") -> str:
    return f"<text:change-start text:change-id='{identity}'/>"


def end(identity: str = "c") -> str:
    return f"<text:change-end text:change-id='{identity}'/>"


ONE = tracked(region("c", "insertion"))
#: Files whose insertion holds the canary, and what is read without it.
INSERTED = {
    "docx run": ("docx", docx(f"<w:p>{run('Seen ')}<w:ins {WHO}>{run(CANARY)}</w:ins>{run('at home.')}</w:p>"), "Seen at home.\n"),
    "docx paragraphs": ("docx", docx(
        f"<w:p>{INSERTED_MARK}<w:ins {WHO}>{run(CANARY)}</w:ins></w:p><w:p>{INSERTED_MARK}<w:ins {WHO}>{run('more ' + CANARY)}</w:ins></w:p>"
        + paragraph("Seen at home.")), "Seen at home.\n"),
    "docx split paragraph": ("docx", docx(
        f"<w:p>{INSERTED_MARK}{run('Seen ')}<w:ins {WHO}>{run(CANARY)}</w:ins></w:p><w:p>{run('at home.')}</w:p>"), "Seen at home.\n"),
    "docx row": ("docx", docx(
        f"<w:tbl><w:tr><w:tc>{paragraph('Seen at home.')}</w:tc></w:tr><w:tr><w:trPr><w:ins {WHO}/></w:trPr><w:tc>"
        f"<w:p><w:ins {WHO}>{run(CANARY)}</w:ins></w:p></w:tc></w:tr></w:tbl>"), "Seen at home.\n"),
    "docx table": ("docx", docx(
        f"<w:tbl><w:tr><w:trPr><w:ins {WHO}/></w:trPr><w:tc>{paragraph(CANARY)}</w:tc></w:tr></w:tbl>" + paragraph("Seen at home.")),
        "Seen at home.\n"),
    "docx footnote": ("docx", docx(REFERENCES.format(f"<w:ins {WHO}>", "</w:ins>"), NOTE), "Seen at home.\nthe other note\n"),
    "docx moved after": ("docx", docx(MOVE.format(f"<w:ins {WHO}><w:moveFrom {WHO}>{run(CANARY)}</w:moveFrom></w:ins>", run(CANARY))),
                         "Then Seen at home.\n"),
    "docx text box": ("docx", docx(
        f"<w:p>{run('Seen at home.')}<w:ins {WHO}><w:r><w:pict><w:txbxContent>{paragraph(CANARY)}</w:txbxContent></w:pict></w:r></w:ins></w:p>"),
        "Seen at home.\n"),
    "odt within": ("odt", odf(ONE + p(f"Seen {start()}{CANARY} <text:span>{CANARY}</text:span>{CANARY}{end()}at home.")), "Seen at home.\n"),
    "odt over spans": ("odt", odf(ONE + p(f"Seen <text:span>at {start()}{CANARY}</text:span>{CANARY}<text:span>{CANARY}{end()}home.</text:span>")),
                       "Seen at home.\n"),
    "odt paragraphs": ("odt", odf(ONE + p(f"Seen {start()}{CANARY}") + p(CANARY) + p(f"{CANARY}{end()}at home.")), "Seen at home.\n"),
    "odt list": ("odt", odf(ONE + p(f"Seen at home.{start()}") + f"<text:list><text:list-item>{p(CANARY)}</text:list-item>"
                            f"<text:list-item>{p(CANARY + end())}</text:list-item></text:list>"), "Seen at home.\n"),
    "odt table": ("odt", odf(ONE + start() + f"<table:table><table:table-row><table:table-cell>{p(CANARY)}</table:table-cell></table:table-row>"
                             f"</table:table>{end()}" + p("Seen at home.")), "Seen at home.\n"),
    "odt overlapping": ("odt", odf(
        tracked(region("c", "insertion"), region("d", "insertion"), region("e", "format-change"))
        + p(f"Seen {start()}{CANARY}{start('d')}{CANARY}{end()}{CANARY}{end('d')}at {start('e')}home.{end('e')}")), "Seen at home.\n"),
    "odt note and frame": ("odt", odf(ONE + p(
        f"Seen {start()}<text:note text:id='f'><text:note-citation>1</text:note-citation><text:note-body>{p(CANARY)}</text:note-body></text:note>"
        f"<draw:frame><draw:text-box>{p(CANARY)}</draw:text-box></draw:frame>{end()}at home.")), "Seen at home.\n"),
}
#: Files whose deletion holds the canary: gone whatever the policy says, and what is read.
DELETED = {
    "docx footnote": ("docx", docx(REFERENCES.format(f"<w:del {WHO}>", "</w:del>"), NOTE), "Seen at home.\nthe other note\n"),
    "docx comment": ("docx", docx(
        f"<w:p>{run('Seen at home.')}<w:del {WHO}><w:r><w:delText>{CANARY}</w:delText></w:r><w:r><w:commentReference w:id='4'/></w:r></w:del></w:p>",
        {"comments.xml": ("comments", f"comments|<w:comment w:id='4'>{paragraph(CANARY)}</w:comment>")}), "Seen at home.\n"),
    "docx table": ("docx", docx(
        f"<w:tbl><w:tr><w:trPr><w:del {WHO}/></w:trPr><w:tc>{paragraph(CANARY)}</w:tc></w:tr></w:tbl>" + paragraph("Seen at home.")),
        "Seen at home.\n"),
    "docx deleted where moved to": ("docx", docx(MOVE.format(
        f"<w:moveFrom {WHO}>{run('kept ' + CANARY)}</w:moveFrom>", run("kept ") + f"<w:del {WHO}><w:r><w:delText>{CANARY}</w:delText></w:r></w:del>")),
        "Then kept Seen at home.\n"),
    "odt": ("odt", odf(tracked(region("c", "deletion", p(CANARY))) + p("Seen <text:change text:change-id='c'/>at home.")), "Seen at home.\n"),
    "odt deleted from an insertion": ("odt", odf(
        tracked(region("c", "insertion"), region("d", "deletion", p(CANARY)))
        + p(f"Seen at home.{start()}<text:change text:change-id='d'/>{end()}")), "Seen at home.\n"),
}


@pytest.mark.parametrize("place", INSERTED)
def test_a_removed_insertion_is_nowhere(place: str) -> None:
    name, data, left = INSERTED[place]
    with handled(REMOVE):
        reading = read(data, name)
        output = redacted(data, name, canary="no such word")
    assert text_of(reading) == left
    assert "tracked insertions" in reading.cleared
    assert not survivors(output)
    assert left.rstrip("\n") in text_of(read(output, name)).replace("\n", "") or place == "docx footnote"


@pytest.mark.parametrize("place", INSERTED)
def test_an_accepted_insertion_is_read(place: str) -> None:
    name, data, _ = INSERTED[place]
    assert CANARY in text_of(read(data, name))
    assert not survivors(redacted(data, name))


@pytest.mark.parametrize("handling", [Handling(), REMOVE], ids=["accept", "remove"])
@pytest.mark.parametrize("place", DELETED)
def test_what_was_deleted_never_survives(place: str, handling: Handling) -> None:
    name, data, left = DELETED[place]
    with handled(handling):
        reading = read(data, name)
        output = redacted(data, name, canary="no such word")
    assert text_of(reading) == left
    assert "tracked deletions" in reading.cleared
    assert not survivors(output)


@pytest.mark.parametrize("handling", [Handling(), REMOVE], ids=["accept", "remove"])
def test_moved_text_stands_once_where_it_was_moved_to(handling: Handling) -> None:
    data = docx(MOVE.format(f"<w:moveFrom {WHO}>{run('moved ')}</w:moveFrom>", run("moved ")))
    with handled(handling):
        assert text_of(read(data, "docx")) == "Then moved Seen at home.\n"


@needs_libreoffice
def test_what_libreoffice_tracks_goes_as_the_policy_says(tmp_path: Path) -> None:
    source = tmp_path / "source.docx"
    source.write_bytes(docx(
        f"<w:p>{run('Seen ')}<w:ins {WHO}>{run(f'by {CANARY} ')}</w:ins>{run('at home.')}</w:p>"
        f"<w:p>{INSERTED_MARK}<w:ins {WHO}>{run(f'New: {CANARY}.')}</w:ins></w:p>"
        f"<w:p>{run('Slept')}<w:del {WHO}><w:r><w:delText> with Thistlewood</w:delText></w:r></w:del>{run(' well.')}</w:p>"))
    made = converted(tmp_path, source, "odt")
    for name, data in (("odt", made.read_bytes()), ("docx", converted(tmp_path / "profile", made, "docx").read_bytes())):
        assert f"Seen by {CANARY} at home." in text_of(read(data, name))
        with handled(REMOVE):
            assert "".join(text_of(read(data, name)).split("\n")) == "Seen at home.Slept well."
            output = redacted(data, name, canary="no such word")
        assert not survivors(output)
        assert not survivors(output, "Thistlewood")


def test_an_insertion_without_an_end_is_refused() -> None:
    with handled(REMOVE), pytest.raises(ReadError, match="tracked change"):
        read(odf(ONE + p(f"Seen {start()}at home.")), "odt")
