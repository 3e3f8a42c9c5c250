"""Pictures of text: what was found is painted over, what was not read is not shown, metadata is gone."""

from __future__ import annotations

import io
import shutil

import pytest
from canaries import assert_gone, read, replaced, text_of, write
from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo

from redactor.casefile import TextEdit
from redactor.errors import ReadError, WriteError
from redactor.formats import ocr, picture
from redactor.formats.painting import FONT_FILE

needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
FACE = (820, 420, 1040, 700)


def letter(form: str, *, turned: bool = False) -> bytes:
    """A photographed letter with a face on it, and a canary in its metadata."""
    page = Image.new("RGB", (1240, 800), "white")
    draw = ImageDraw.Draw(page)
    font = ImageFont.truetype(str(FONT_FILE), 30)
    draw.text((80, 80), "Dear Zofia Brzenska,\n\nThank you for coming to the meeting on Monday\nwith both of the "
              "children. We shall visit you at\n14 Quillfeather Street next week.", font=font, fill="black", spacing=14)
    draw.ellipse(FACE, fill=(200, 150, 120))
    stream = io.BytesIO()
    if form == "PNG":
        info = PngInfo()
        info.add_text("Author", "Canaryauthor")
        page.save(stream, "PNG", pnginfo=info)
    else:
        exif = Image.Exif()
        exif[0x010E] = "Canarydescription"
        if turned:
            page = page.transpose(Image.Transpose.ROTATE_90)
            exif[0x0112] = 6
        page.save(stream, "JPEG", quality=90, exif=exif)
    return stream.getvalue()


@needs_tesseract
@pytest.mark.parametrize(("extension", "data"), [
    (".png", letter("PNG")), (".jpg", letter("JPEG")), (".jpeg", letter("JPEG", turned=True)),
])
def test_a_letter_is_read_painted_over_and_nothing_else_is_shown(extension: str, data: bytes) -> None:
    text = text_of(extension, data)
    assert "Thank you for coming to the meeting on Monday with both of the children." in text
    assert [(part.kind, part.dropped) for part in read(extension, data).unread] == [("picture", True)]
    output = replaced(extension, data, {"Zofia": "[Mother]", "Brzenska": "", "14 Quillfeather Street": "[Address]"})
    assert_gone(output, "Canary", "Zofia", "Exif")
    again = text_of(extension, output)
    assert "REDACTED DRAFT" in again
    assert "[Mother]" in again
    assert "Thank you for coming to the meeting" in again
    assert not any(word in again for word in ("Zofia", "Brzenska", "Quillfeather", "Street"))
    shown = Image.open(io.BytesIO(output)).convert("L")
    assert shown.crop((FACE[0], FACE[1] + 28, FACE[2], FACE[3] + 28)).getextrema()[0] > 245
    assert shown.size == (1240, 828)


def test_without_tesseract_a_picture_is_withheld_loudly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    with pytest.raises(ReadError, match="Tesseract"):
        read(".png", letter("PNG"))


@needs_tesseract
def test_a_picture_without_text_is_withheld() -> None:
    stream = io.BytesIO()
    Image.new("RGB", (300, 300), "tan").save(stream, "PNG")
    with pytest.raises(ReadError, match="no text"):
        read(".png", stream.getvalue())


@needs_tesseract
def test_edits_for_another_picture_are_refused() -> None:
    with pytest.raises(WriteError):
        write(".png", letter("PNG"), {"p1.99": [TextEdit(start=0, end=1, text="")]})


@needs_tesseract
@pytest.mark.parametrize("size", [20, 200, 2_000])
def test_a_truncated_picture_is_refused(size: int) -> None:
    with pytest.raises(ReadError, match="damaged"):
        read(".png", letter("PNG")[:size])


@needs_tesseract
def test_a_picture_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "MAX_PIXELS", 1_000)
    with pytest.raises(ReadError, match="too large"):
        read(".png", letter("PNG"))


@needs_tesseract
def test_what_shines_through_is_white() -> None:
    with Image.open(io.BytesIO(letter("PNG"))) as opened:
        layer = opened.convert("L").point(lambda value: 255 - value)
        see_through = Image.new("RGBA", opened.size, (0, 0, 0, 0))
        see_through.putalpha(layer)
    stream = io.BytesIO()
    see_through.save(stream, "PNG")
    assert "Thank you for coming" in text_of(".png", stream.getvalue())
