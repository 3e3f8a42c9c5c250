"""PowerPoint: slides, notes, masters and all that hangs on them."""

# ruff: noqa: E501 – markup is read best unbroken

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

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
    rendered,
    survivors,
    text_of,
    zipped,
)

from redactor.errors import ReadError
from redactor.formats import BANNER

SPACES = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in {
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main",
}.items())
PREFIX = "application/vnd.openxmlformats-officedocument.presentationml."
THREADS = 'xmlns:m="http://schemas.microsoft.com/office/powerpoint/2018/8/main"'
MODERN = "http://schemas.microsoft.com/office/2018/10/relationships"
COLOURS = ('<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" '
           'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>')


def tree(shapes: str) -> str:
    return (f'<p:cSld name="{CANARY}"><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
            f"<p:grpSpPr/>{shapes}</p:spTree></p:cSld>")


def box(text: str, *, name: str = "Box", more: str = "") -> str:
    return (f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="{name}" {more}/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>'
            '<a:off x="900000" y="900000"/><a:ext cx="5000000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
            f"</a:prstGeom></p:spPr><p:txBody><a:bodyPr anchor='ctr'/><a:p>{text}</a:p></p:txBody></p:sp>")


def run(text: str, properties: str = "<a:rPr/>") -> str:
    return f"<a:r>{properties}<a:t>{text}</a:t></a:r>"


def pptx(shapes: str = "", *, slide: str = "", master: str = "", layout: str = "", presentation: str = "",
         show: str = "1", parts: dict[str, tuple[str, str, str]] | None = None) -> bytes:
    """A presentation of one slide that says "x".

    Args:
        shapes: further shapes of the slide.
        slide, presentation: what follows in these parts.
        master, layout: shapes of these parts.
        show: whether the slide is shown.
        parts: name below ppt/ (or a target outside) → (kind of relationship, "slide" or "presentation", its XML).
    """
    names = {
        "ppt/presentation.xml": "presentation.main", "ppt/slides/slide1.xml": "slide",
        "ppt/slideMasters/slideMaster1.xml": "slideMaster", "ppt/slideLayouts/slideLayout1.xml": "slideLayout",
    }
    links = {
        "presentation": [("m1", "slideMaster", "slideMasters/slideMaster1.xml"), ("s1", "slide", "slides/slide1.xml")],
        "slide": [("l1", "slideLayout", "../slideLayouts/slideLayout1.xml")],
    }
    files: dict[str, str | bytes] = {}
    for number, (name, (kind, owner, xml)) in enumerate((parts or {}).items(), start=1):
        if ":" not in name:
            files[f"ppt/{name}"] = xml
        links[owner].append((f"part{number}", kind, f"../{name}" if owner == "slide" and ":" not in name else name))
    return zipped({
        "[Content_Types].xml": content_types({name: f"{PREFIX}{kind}+xml" for name, kind in names.items()}),
        "_rels/.rels": relationships([("rId1", "officeDocument", "ppt/presentation.xml"),
                                      ("rId2", "extended-properties", "docProps/app.xml")]),
        "docProps/app.xml": f"<Properties><Manager>{CANARY}</Manager></Properties>",
        "ppt/presentation.xml": f'<p:presentation {SPACES}><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="m1"/>'
                                '</p:sldMasterIdLst><p:sldIdLst><p:sldId id="256" r:id="s1"/></p:sldIdLst>'
                                f'<p:sldSz cx="9144000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/>{presentation}'
                                "</p:presentation>",
        "ppt/_rels/presentation.xml.rels": relationships(links["presentation"]),
        "ppt/slides/slide1.xml": f'<p:sld {SPACES} show="{show}">{tree(box(run("x")) + shapes)}{slide}</p:sld>',
        "ppt/slides/_rels/slide1.xml.rels": relationships(links["slide"]),
        "ppt/slideLayouts/slideLayout1.xml": f'<p:sldLayout {SPACES} matchingName="{CANARY}">{tree(layout)}</p:sldLayout>',
        "ppt/slideLayouts/_rels/slideLayout1.xml.rels": relationships(
            [("m1", "slideMaster", "../slideMasters/slideMaster1.xml")]),
        "ppt/slideMasters/slideMaster1.xml": f"<p:sldMaster {SPACES}>{tree(master)}{COLOURS}<p:sldLayoutIdLst>"
                                             '<p:sldLayoutId id="2147483649" r:id="l1"/></p:sldLayoutIdLst></p:sldMaster>',
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": relationships(
            [("l1", "slideLayout", "../slideLayouts/slideLayout1.xml")]),
        **files,
    })


CHART = (f"<c:chartSpace {SPACES}><c:strCache><c:pt><c:v>{CANARY}</c:v></c:pt></c:strCache><c:externalData r:id='w'/>"
         "</c:chartSpace>")
FRAME = ('<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="3" name="f"/></p:nvGraphicFramePr><a:graphic><a:graphicData>{}'
         "</a:graphicData></a:graphic></p:graphicFrame>")
SHOWN = {
    "shape": pptx(box(run(CANARY))),
    "runs": pptx(box(run("Quill", "<a:rPr b='1'/>") + run("feather"))),
    "field": pptx(box(f"<a:fld id='{{1}}' type='datetime1'><a:t>{CANARY}</a:t></a:fld>")),
    "hidden slide": pptx(box(run(CANARY)), show="0"),
    "off-slide shape": pptx(box(run(CANARY)).replace("900000", "-9000000")),
    "group": pptx(f"<p:grpSp><p:nvGrpSpPr/><p:grpSpPr/>{box(run(CANARY))}</p:grpSp>"),
    "table": pptx(FRAME.format(f"<a:tbl><a:tr><a:tc><a:txBody><a:p>{run(CANARY)}</a:p></a:txBody></a:tc></a:tr></a:tbl>")),
    "alt text": pptx(box(run("y"), name=CANARY, more=f'descr="Photo of {CANARY}" title="{CANARY}"')),
    "notes": pptx(parts={"notesSlides/notesSlide1.xml": ("notesSlide", "slide", f"<p:notes {SPACES}>{tree(box(run(CANARY)))}</p:notes>")}),
    "layout": pptx(layout=box(run(CANARY))),
    "master": pptx(master=box(run(CANARY))),
    "comment": pptx(parts={
        "comments/comment1.xml": ("comments", "slide",
                                  f"<p:cmLst {SPACES}><p:cm authorId='0' dt='2024-01-01'><p:text>{CANARY}</p:text></p:cm></p:cmLst>"),
        "commentAuthors.xml": ("commentAuthors", "presentation",
                               f"<p:cmAuthorLst {SPACES}><p:cmAuthor id='0' name='{CANARY}' initials='{CANARY}'/></p:cmAuthorLst>")}),
    "modern comments": pptx(parts={
        "comments/modern.xml": (f"{MODERN}/comments", "slide", f"<m:cmLst {SPACES} {THREADS}><m:cm id='{{1}}' authorId='{{A}}' created="
                                f"'2024-01-01'><m:txBody><a:p>{run('y')}</a:p></m:txBody><m:replyLst><m:reply authorId='{{B}}'><m:txBody>"
                                f"<a:p>{run('ask ' + CANARY)}</a:p></m:txBody></m:reply></m:replyLst></m:cm></m:cmLst>"),
        "authors.xml": (f"{MODERN}/authors", "presentation", f"<m:authorLst {THREADS}><m:author id='{{A}}' name='Ida Noon'/>"
                        f"<m:author id='{{B}}' name='{CANARY}' userId='{CANARY}'/></m:authorLst>")}),
    "chart": pptx(FRAME.format("<c:chart r:id='part1'/>"), parts={"charts/chart1.xml": ("chart", "slide", CHART)}),
}
HIDDEN = {
    "properties and names": pptx(),
    "link": pptx(box(run("y", f"<a:rPr><a:hlinkClick r:id='part1' tooltip='{CANARY}'/></a:rPr>")),
                 parts={f"https://example.org/{CANARY}": ("hyperlink", "slide", "")}),
    "sections": pptx(presentation=f"<p:extLst><p:ext><p14:sectionLst><p14:section name='{CANARY}'/></p14:sectionLst></p:ext>"
                                  "</p:extLst>"),
    "tags": pptx(parts={"tags/tag1.xml": ("tags", "slide", f"<p:tagLst {SPACES}><p:tag name='A' val='{CANARY}'/></p:tagLst>")}),
    "media": pptx(parts={f"media/{CANARY}.mp4": ("video", "slide", CANARY)}),
    "picture": pptx("<p:pic><p:nvPicPr><p:cNvPr id='4' name='p'/></p:nvPicPr><p:blipFill><a:blip r:embed='part1'/></p:blipFill>"
                    "<p:spPr/></p:pic>", parts={f"media/{CANARY}.png": ("image", "slide", CANARY)}),
    "embedded object": pptx(FRAME.format(f"<p:oleObj name='{CANARY}' r:id='part1' progId='Excel'><p:embed/></p:oleObj>"),
                            parts={"embeddings/a.xlsx": ("package", "slide", CANARY)}),
    "animation": pptx(slide=f"<p:timing><p:x name='{CANARY}'/></p:timing>"),
    "custom shows": pptx(presentation=f"<p:custShowLst><p:custShow name='{CANARY}' id='0'/></p:custShowLst>"),
}


@pytest.mark.parametrize("place", SHOWN)
def test_shown_text_is_read_and_replaced(place: str) -> None:
    data = SHOWN[place]
    assert CANARY in text_of(read(data, "pptx"))
    output = redacted(data, "pptx")
    assert survivors(output) == []
    again = text_of(read(output, "pptx"))
    assert again.startswith(f"{BANNER}\nx\n") and "[Person]" in again


@pytest.mark.parametrize("place", HIDDEN)
def test_hidden_text_does_not_survive(place: str) -> None:
    data = HIDDEN[place]
    assert CANARY not in text_of(read(data, "pptx"))
    assert survivors(redacted(data, "pptx")) == []


@pytest.mark.parametrize(("place", "kind"), [
    ("media", "recording"), ("picture", "picture"), ("embedded object", "embedded object")])
def test_what_is_left_out_is_told(place: str, kind: str) -> None:
    told = read(HIDDEN[place], "pptx").unread
    assert kind in {unread.kind for unread in told}
    assert all(unread.dropped and CANARY not in unread.part for unread in told)


def test_formatting_and_hidden_state_stay() -> None:
    output = redacted(SHOWN["runs"], "pptx")
    text = part(output, "ppt/slides/slide2.xml") + part(output, "ppt/slides/slide1.xml")
    assert re.search(r'<a:rPr b="1"/><a:t>\[Person\]</a:t>', text) and 'anchor="ctr"' in text
    output = redacted(SHOWN["hidden slide"], "pptx")
    assert 'show="0"' in part(output, "ppt/slides/slide1.xml") + part(output, "ppt/slides/slide2.xml")


def test_threads_become_plain_comments_of_neutral_people() -> None:
    data = SHOWN["modern comments"]
    assert read(data, "pptx").metadata["author"] == f"Ida Noon; {CANARY}"
    output = redacted(data, "pptx")
    authors = re.findall(r'authorId="(\d)"', part(output, "ppt/comments/comments.xml"))
    assert authors == ["0", "1"]
    assert re.findall(r' name="([^"]*)"', part(output, "ppt/commentAuthors.xml")) == ["Reviewer 1", "Reviewer 2"]


def test_a_second_run_changes_nothing() -> None:
    once = redacted(SHOWN["notes"], "pptx")
    twice = redacted(once, "pptx")
    assert text_of(read(twice, "pptx")) == text_of(read(once, "pptx"))


def test_table_cells_know_their_column() -> None:
    def row(*cells: str) -> str:
        return "<a:tr>" + "".join(f"<a:tc><a:txBody><a:p>{run(c)}</a:p></a:txBody></a:tc>" for c in cells) + "</a:tr>"

    style = "<a:tblPr><a:tableStyleId>{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}</a:tableStyleId></a:tblPr>"
    data = pptx(FRAME.format(f"<a:tbl>{style}{row('Name', 'Role')}{row('Ida Noon', 'aunt')}</a:tbl>"))
    reading = read(data, "pptx")
    assert "Name\tRole\nIda Noon\taunt\n" in text_of(reading)
    assert {block.text: block.column for block in reading.blocks}["aunt"] == "Role"
    assert "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}" in part(redacted(data, "pptx"), "ppt/slides/slide2.xml")


@pytest.mark.parametrize("data", [
    pptx()[:1500], pptx("<p:sp>"), pptx(parts={"../../evil": ("image", "slide", "x")}),
], ids=["truncated", "cut markup", "traversal"])
def test_damaged_files_are_refused(data: bytes) -> None:
    with pytest.raises(ReadError):
        read(data, "pptx")


@needs_libreoffice
def test_libreoffice_shows_the_banner_and_then_the_slide(tmp_path: Path) -> None:
    assert len(rendered(tmp_path / "a", redacted(SHOWN["shape"], "pptx"), "pptx", dpi=30)) == 2


@needs_libreoffice
def test_a_presentation_of_libreoffice_goes_through(tmp_path: Path) -> None:
    source = tmp_path / "a.pptx"
    source.write_bytes(pptx(box(run(CANARY)), master=box(run(f"Team of {CANARY}"))))
    converted(tmp_path, source, "odp")
    made = converted(tmp_path, tmp_path / "a.odp", "pptx").read_bytes()
    assert CANARY in text_of(read(made, "pptx"))
    output = redacted(made, "pptx")
    assert survivors(output) == []
    assert len(rendered(tmp_path / "b", output, "pptx", dpi=30)) == 2


def test_prompts_of_a_layouts_empty_fields_are_not_read() -> None:
    data = pptx(box(run("Footer")), layout=box(run("Footer")) + box(run(CANARY)), master=box(run("&lt;footer>")))
    assert [block.text for block in read(data, "pptx").blocks] == ["x", "Footer", CANARY]


def test_handout_and_notes_masters_are_read() -> None:
    shapes = '<p:cSld><p:spTree>{}</p:spTree></p:cSld>'
    data = pptx(parts={
        "handoutMasters/handoutMaster1.xml": (
            "handoutMaster", "presentation", f"<p:handoutMaster {SPACES}>{shapes.format(box(run(CANARY)))}</p:handoutMaster>"),
    }, presentation='<p:handoutMasterIdLst><p:handoutMasterId r:id="part1"/></p:handoutMasterIdLst>')
    assert ("Handout master 1", CANARY) in {(b.location.part, b.text) for b in read(data, "pptx").blocks}
    output = redacted(data, "pptx")
    assert survivors(output) == []
    with zipfile.ZipFile(io.BytesIO(output)) as archive:
        assert "[Person]" in archive.read("ppt/handoutMasters/handoutMaster1.xml").decode()
