"""Office files whose markup is shuffled at random: refused, or written without what must not survive."""

from __future__ import annotations

import io
import re
import zipfile
from copy import deepcopy
from pathlib import Path

import pytest
import test_formats_docx as word
import test_formats_odf as opendocument
import test_formats_pptx as powerpoint
import test_formats_xlsx as excel
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from office_package import CANARY, redacted, survivors, zipped

from redactor.errors import RedactorError
from redactor.formats import attributes, fonts
from redactor.formats.schema import is_figure

FILES = {
    "docx": [word.SHOWN[name] for name in ("text box", "comment", "field", "SmartArt", "content control", "insertion")]
    + [word.HIDDEN[name] for name in ("deletion", "nested field code", "hidden text", "changed formatting")],
    "xlsx": [excel.SHOWN[name] for name in ("rich string", "comment", "drawing", "header")]
    + [excel.HIDDEN[name] for name in ("text in a formula", "threaded comment")],
    "pptx": [powerpoint.SHOWN[name] for name in ("notes", "table", "comment", "master", "modern comments")],
    "odt": [opendocument.SHOWN[name] for name in ("annotation", "text box", "table", "insertion", "note", "header")],
}


def shuffled(data: bytes, moves: list[tuple[int, int, int, int]]) -> bytes:
    """The file with elements of its parts moved, copied, unwrapped, wrapped or taken out.

    Args:
        data: the file.
        moves: what to do: (which, part, element, where it goes), each taken modulo what there is.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    names = [name for name in members if re.fullmatch(r"(?:word|xl|ppt)/[^_]*\.xml|content\.xml|styles\.xml", name)]
    trees = {name: etree.fromstring(members[name]) for name in names}
    for kind, number, which, where in moves:
        root = trees[names[number % len(names)]]
        elements = list(root.iter())
        element, target = elements[which % len(elements)], elements[where % len(elements)]
        parent = element.getparent()
        if parent is None or element in target.iterancestors() or element is target:
            continue
        if kind % 4 == 0:
            target.append(element)
        elif kind % 4 == 1:
            target.insert(0, deepcopy(element))
        elif kind % 4 == 2:
            for child in list(element):
                element.addprevious(child)
            parent.remove(element)
        else:
            wrapper = etree.SubElement(parent, target.tag)
            wrapper.append(element)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, etree.tostring(trees[name]) if name in trees else content)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", FILES)
@settings(max_examples=60, deadline=None)
@given(st.integers(0, 99), st.lists(st.tuples(*[st.integers(0, 9999)] * 4), min_size=1, max_size=5))
def test_shuffled_markup_does_not_carry_anything_over(
    kind: str, file: int, moves: list[tuple[int, int, int, int]],
) -> None:
    data = shuffled(FILES[kind][file % len(FILES[kind])], moves)
    try:
        output = redacted(data, kind)
    except RedactorError:
        return
    assert survivors(output) == []


def parts(data: bytes) -> dict[str, bytes]:
    """Members of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def is_markup(name: str) -> bool:
    return name.endswith((".xml", ".vml")) and name not in ("[Content_Types].xml", "META-INF/manifest.xml")


def seeds() -> list[tuple[str, bytes]]:
    folder = Path(__file__).parent.parent / "fuzzing" / "seeds"
    return [(path.suffix[1:], path.read_bytes()) for path in sorted(folder.iterdir()) if path.suffix != ".pdf"] + [
        (kind, data) for kind, several in FILES.items() for data in several]


@pytest.mark.parametrize(("kind", "data"), seeds())
def test_no_attribute_carries_a_word_over(kind: str, data: bytes) -> None:
    """Every attribute that a file has, filled with a word in turn; none of them makes a file unreadable."""
    trees = {name: etree.fromstring(content) for name, content in parts(data).items() if is_markup(name)}
    names = sorted({name for root in trees.values() for element in root.iter() for name in element.attrib})
    for chosen in names:
        changed = parts(data)
        for part, tree in trees.items():
            root = deepcopy(tree)
            for element in root.iter():
                if chosen in element.attrib:
                    element.set(chosen, CANARY)
            changed[part] = etree.tostring(root)
        assert survivors(redacted(zipped(changed), kind)) == [], chosen


@pytest.mark.parametrize(("kind", "data"), seeds())
def test_no_unknown_name_carries_a_word_over(kind: str, data: bytes) -> None:
    """An attribute and an element nobody knows, on and in every element, in its own vocabulary and in none."""
    changed = parts(data)
    for part in filter(is_markup, parts(data)):
        root = etree.fromstring(changed[part])
        for element in list(root.iter()):
            space = etree.QName(element).namespace
            element.set("matciingName", CANARY)
            element.set(f"{{{space}}}{CANARY}", "1")
            etree.SubElement(element, f"{{{space}}}{CANARY}").text = CANARY
        changed[part] = etree.tostring(root)
    assert survivors(redacted(zipped(changed), kind)) == []


@pytest.mark.parametrize("value", ["12", "12.5pt", "FF0000", "1:5", "en-GB", "true", "020F0502020204030204",
                                   "{12345678-1234-1234-1234-123456789012}", "21600,21600", "%1.%2.", "0 0 1000 1000",
                                   "0.125in", "-914400", "04A0", "f", "on", "#ff0000", "1e-05", "P1DT2H"])
def test_figures_say_nothing(value: str) -> None:
    assert is_figure(value)


@pytest.mark.parametrize("value", ["Quill", "quill", "12/03/2015", "12.03.2015", "2015-03-12", "07700900123",
                                   "AB123456C", "SE18 6AB", "Ada", "QUILL", "eva", "JH", "9990001234", "999 000 1234",
                                   "(999) 000 1234", "07700 900123", "0770 0900 123", "7700900123", "+44 7700 900123",
                                   "44 7700 900 123", "AB 12 34 56 C", "AB123456", "LCS1234567", "LCS123456",
                                   "eva-GB", "b a y", "jo12"])
def test_words_dates_and_references_are_no_figures(value: str) -> None:
    assert not is_figure(value)


S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
VML = "urn:schemas-microsoft-com:vml"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.mark.parametrize(("space", "tag", "name", "value", "stays"), [
    (S, "c", "r", "XFD1048576", True), (S, "c", "r", "LCS1234567", False), (S, "c", "r", "JH", False),
    (S, "selection", "sqref", "A1:C4 $D$5 B:C 1:3", True), (S, "selection", "sqref", "A1:C4 eva", False),
    (S, "pane", "state", "eva", False), (S, "pageSetup", "orientation", "portrait", True),
    (A, "bodyPr", "anchor", "ctr", True), (A, "bodyPr", "anchor", "eva", False), (A, "ln", "cap", "rnd", True),
    (A, "cNvPr", "id", "2147483649", True), (A, "cNvPr", "id", "9990001234", False),
    (A, "ln", "w", "9990001234", False),
    (A, "rPr", "lang", "cy-GB", True), (A, "rPr", "lang", "eva-quill", False), (A, "rPr", "lang", "x-none", True),
    (W, "jc", f"{{{W}}}val", "end", True), (W, "jc", f"{{{W}}}val", "jo", False),
    (W, "charset", f"{{{W}}}val", "EE", True),
    (VML, "shape", "fillcolor", "#aabbcc [3204]", True), (VML, "shape", "fillcolor", "JH", False),
    (VML, "shape", "strokeweight", "999 000 1234", False), (VML, "shape", "coordsize", "07700 900123", False),
    (VML, "shape", "stroked", "f", True), (VML, "polyline", "points", "10,20 " * 9000, True),
])
def test_short_words_cells_and_ids_stay_where_the_format_says_so(
    space: str, tag: str, name: str, value: str, stays: bool,
) -> None:
    element = etree.Element(f"{{{space}}}{tag}", {name: value})
    assert attributes.allowed(element, name, attributes.Names()) == (value if stays else None)


def test_a_guide_called_like_a_person_gets_another_name() -> None:
    names = attributes.Names()
    for name, value in (("eva", "n_1"), ("adj1", "adj1"), ("x2", "x2"), ("wd2", "wd2"), ("hc", "hc")):
        assert attributes.allowed(etree.Element(f"{{{A}}}gd", name=name), "name", names) == value


def written(data: bytes) -> str:
    """The content of an OpenDocument text once it is redacted."""
    return parts(redacted(data, "odt"))["content.xml"].decode()


@pytest.mark.parametrize(("name", "value"), [
    ("draw:points", "100,200 " * 20_000), ("svg:d", "M 10 20 l 5,5 " * 20_000),
    ("draw:enhanced-path", "M ?f1 0 E L 10 $0 E E E " * 20_000),
])
def test_a_line_drawn_freehand_stays(name: str, value: str) -> None:
    """Whatever its length, and with one wrong word at its end it goes, without trying every way to read it."""
    data = opendocument.odf(f'<text:p>x<draw:polyline {name}="{value}"/></text:p>')
    assert value in written(data)
    assert name not in written(opendocument.odf(f'<text:p>x<draw:polyline {name}="{value}Quill"/></text:p>'))


def test_a_border_is_told_at_once() -> None:
    data = opendocument.odf("<text:p>x</text:p>", automatic=f'<style:style style:name="P1" style:family="paragraph">'
                            f'<style:paragraph-properties fo:border="{"1" * 60}!"/></style:style>')
    assert "fo:border" not in written(data)


def test_fonts_of_an_organisation_are_not_known() -> None:
    assert all(map(fonts.is_known, ("Arial", "Liberation Sans", "'Noto Sans'", "+mn-lt", "ＭＳ 明朝")))
    assert not any(map(fonts.is_known, ("Brentham Sans", "Quillfeather", "", "Arial; Quillfeather")))
    assert fonts.nearest("Brentham Sans, Verdana, Arial") == "Verdana"


@pytest.mark.parametrize("name", ["Bookman Old Style", "Goudy Old Style", "Baskerville Old Face", "Monotype Corsiva",
                                  "Lucida Handwriting", "Tw Cen MT", "Bradley Hand ITC"])
def test_fonts_that_come_with_office_stay(name: str) -> None:
    assert fonts.nearest(name) == name


@pytest.mark.parametrize("name", ["Bradley Cooper", "Old Felix", "Kristen", "Bradley Hand Quill"])
def test_words_of_their_names_make_no_other_fonts(name: str) -> None:
    assert not fonts.is_known(name)
