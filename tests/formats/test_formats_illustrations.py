"""Pictures within documents: dropped, blurred beyond reading, or kept without what hides in them."""

# ruff: noqa: E501 – markup is read best unbroken

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx as python_docx
import openpyxl
import openpyxl.drawing.image
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_package import converted, needs_libreoffice, read, survivors, text_of
from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo
from reportlab.pdfgen.canvas import Canvas
from test_formats_docx import docx, paragraph
from test_formats_odf import odf, p
from test_formats_pptx import box, pptx, run

from redactor.assurance.reader import views
from redactor.casefile import Fate
from redactor.formats import Handling, format_for, handled, ocr
from redactor.formats.illustrations import blurred, illustration
from redactor.formats.painting import FONT_FILE

WRITTEN, HIDDEN = "QUILLFEATHER", "Thistlewood"
PHRASE = "Seen at home and calm."
BLUR, KEEP = Handling(pictures="blur"), Handling(pictures="keep")
needs_tesseract = pytest.mark.skipif(not ocr.is_installed(), reason="Tesseract is missing")


def picture(form: str = "PNG", text: str = WRITTEN) -> bytes:
    """A picture with a name written on it, and another in its metadata and behind its end."""
    image = Image.new("RGB", (640, 200), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 150, 640, 200), fill=(20, 60, 160))
    draw.text((20, 30), text, font=ImageFont.truetype(str(FONT_FILE), 60), fill="black")
    stream = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = HIDDEN
    if form == "PNG":
        notes = PngInfo()
        notes.add_text("Author", HIDDEN)
        image.save(stream, form, pnginfo=notes, exif=exif)
    else:
        image.save(stream, form, exif=exif, comment=HIDDEN.encode())
    return stream.getvalue() + HIDDEN.encode()


def word(folder: Path) -> bytes:
    document = python_docx.Document()
    document.add_paragraph(PHRASE)
    document.add_picture(io.BytesIO(picture()))
    document.sections[0].header.paragraphs[0].add_run().add_picture(io.BytesIO(picture("JPEG")))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def excel(folder: Path) -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = PHRASE
    book.active.add_image(openpyxl.drawing.image.Image(io.BytesIO(picture())), "B2")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def text(folder: Path) -> bytes:
    source = folder / "source.docx"
    source.write_bytes(word(folder))
    return converted(folder, source, "odt").read_bytes()


PICTURE_ON_SLIDE = (
    '<p:pic><p:nvPicPr><p:cNvPr id="4" name="x"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed="part1"/>'
    '<a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr><a:xfrm><a:off x="900000" y="2900000"/><a:ext cx="6400000" '
    'cy="2000000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>')


def slides(folder: Path) -> bytes:
    source = folder / "slides.pptx"
    source.write_bytes(pptx(
        box(run(PHRASE)) + PICTURE_ON_SLIDE, parts={"media/image1.png": ("image", "slide", picture())}))
    return converted(folder, source, "odp").read_bytes()


def powerpoint(folder: Path) -> bytes:
    slides(folder)
    return converted(folder, folder / "slides.odp", "pptx").read_bytes()


def page(folder: Path) -> bytes:
    data = base64.b64encode(picture()).decode()
    return f"<p>{PHRASE}</p><img alt='' src='data:image/png;base64,{data}'><img src='https://example.org/{HIDDEN}.png'>".encode()


def pdf(folder: Path) -> bytes:
    (folder / "p.png").write_bytes(picture())
    canvas = Canvas(str(folder / "p.pdf"))
    canvas.drawString(72, 700, PHRASE)
    canvas.drawImage(str(folder / "p.png"), 72, 400, 320, 100)
    canvas.save()
    return (folder / "p.pdf").read_bytes()


MADE: dict[str, Callable[[Path], bytes]] = {
    "docx": word, "xlsx": excel, "odt": text, "odp": slides, "pptx": powerpoint, "html": page, "pdf": pdf,
}
PRODUCED = [
    pytest.param(name, marks=needs_libreoffice) if name in ("odt", "odp", "pptx") else name for name in MADE
]


def written(name: str, data: bytes, handling: Handling) -> bytes:
    with handled(handling):
        return format_for(Path(f"x.{name}")).write_bytes(data, {})


def found(folder: Path, name: str, data: bytes) -> str:
    """All that the independent reader gets out of a file, by reading pictures too."""
    path = folder / f"out.{name}"
    path.write_bytes(data)
    return "\n".join(view.text for view in views(path)).casefold()


@needs_tesseract
@pytest.mark.parametrize("name", PRODUCED)
def test_a_picture_is_dropped_blurred_or_kept(name: str, tmp_path: Path) -> None:
    data = MADE[name](tmp_path)
    assert WRITTEN.casefold() in found(tmp_path, name, data)
    for handling, fate in ((Handling(), Fate.DROPPED), (BLUR, Fate.BLURRED), (KEEP, Fate.UNREAD)):
        with handled(handling):
            reading = read(data, name)
        assert fate in {part.fate for part in reading.unread if part.kind == "picture"}, handling
        output = written(name, data, handling)
        seen = found(tmp_path, name, output)
        assert (WRITTEN.casefold() in seen) is (handling is KEEP), handling
        assert HIDDEN.casefold() not in seen, handling
        assert PHRASE in text_of(read(output, name))


@needs_libreoffice
@pytest.mark.parametrize("name", ["docx", "odp", "xlsx"])
def test_what_is_shown_opens_and_has_the_colours(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"out.{name}"
    path.write_bytes(written(name, MADE[name](tmp_path), BLUR))
    made = converted(tmp_path, path, "pdf")
    import pypdfium2

    document = pypdfium2.PdfDocument(made)
    shown = [page.render(scale=1).to_pil().convert("RGB") for page in document]
    document.close()
    assert any(blue > red + 40 for image in shown for _, (red, _, blue) in image.getcolors(1_000_000))


@pytest.mark.parametrize("handling", [BLUR, KEEP], ids=["blur", "keep"])
@pytest.mark.parametrize("data", [
    b"", b"no picture", b"\xd7\xcd\xc6\x9a" + b"\x00" * 40, b"<svg xmlns='http://www.w3.org/2000/svg'><text>x</text></svg>",
    picture()[:200], b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
], ids=["empty", "text", "wmf", "svg", "cut off", "eps"])
def test_what_is_no_picture_of_pixels_is_never_shown(data: bytes, handling: Handling) -> None:
    with handled(handling):
        assert illustration(data) is None


def test_the_picture_of_an_embedded_object_is_never_shown() -> None:
    preview = picture()
    data = docx(
        paragraph(PHRASE) + "<w:p><w:r><w:object><v:shape id='_x0000_i1'><v:imagedata r:id='i1'/></v:shape><o:OLEObject "
        "Type='Embed' ProgID='Excel.Sheet.8' ShapeID='_x0000_i1' r:id='o1'/></w:object></w:r></w:p>",
        links=(("i1", "image", "media/image1.png"), ("o1", "oleObject", "embeddings/oleObject1.bin")),
        word__media__image1_DOT_png=preview, word__embeddings__oleObject1_DOT_bin=b"\xd0\xcf" + HIDDEN.encode())
    with handled(KEEP):
        assert {part.fate for part in read(data, "docx").unread} == {Fate.DROPPED}
    output = written("docx", data, KEEP)
    with zipfile.ZipFile(io.BytesIO(output)) as archive:
        media = [name for name in archive.namelist() if "media" in name]
    assert media == ["word/media/removed.png"]
    assert not survivors(output, HIDDEN)
    frame = odf(p("x<draw:frame><draw:object xlink:href='./Object 1'/><draw:image xlink:href='Pictures/a.png'/></draw:frame>"),
                members={"Pictures/a.png": preview})
    assert not survivors(written("odt", frame, KEEP), HIDDEN)
    with zipfile.ZipFile(io.BytesIO(written("odt", frame, KEEP))) as archive:
        assert not any("picture1" in name for name in archive.namelist())


@needs_tesseract
@pytest.mark.parametrize("text", ["ADAM", "Jo", WRITTEN])
@pytest.mark.parametrize("width", [40, 300, 3000])
def test_blurred_letters_cannot_be_read(text: str, width: int) -> None:
    sheet = Image.new("RGB", (width, width // 2), "white")
    font = ImageFont.truetype(str(FONT_FILE), max(6, int(width / len(text))))
    ImageDraw.Draw(sheet).text((0, 0), text, font=font, fill="black")
    shown = blurred(sheet)
    words = ocr.read_words(shown.resize((1200, 600)), dpi=200)
    assert text.casefold() not in "".join(word.text for word in words).casefold()
    assert len(shown.resize((16, 16)).getcolors(256)) <= 16 * 16


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 400), st.integers(1, 400), st.binary(min_size=12, max_size=12))
def test_a_blurred_picture_says_no_more_than_its_patches(width: int, height: int, seed: bytes) -> None:
    """Two pictures whose patches have the same main colour cannot be told apart."""
    image = Image.frombytes("RGB", (2, 2), seed).resize((width, height), Image.Resampling.NEAREST)
    shown = blurred(image)
    assert max(shown.size) <= 256
    assert shown.size[0] <= max(1, width)
    few = shown.resize((8, 8), Image.Resampling.BOX)
    assert len(few.getcolors(64)) <= 64
