"""PDF. Read with PDFium; written anew from pictures of the pages, so that nothing of the original file is left.

A redacted page is its own picture, with the words painted over, and an invisible layer of the redacted text that can
be searched and selected. Streams, fonts, metadata, annotations, fields, bookmarks, attachments, layers, scripts and
earlier revisions are gone by construction. Pictures on a page are taken off it, blurred or kept, as the handling says;
a page that is itself a picture is read with Tesseract, and shows only the words that were read.
"""

from __future__ import annotations

import ctypes
import io
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops, ImageDraw
from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from redactor.casefile import Fate, TextBlock, TextEdit, UnreadPart
from redactor.errors import ReadError
from redactor.formats import ocr
from redactor.formats.edits import require_known
from redactor.formats.handling import current
from redactor.formats.illustrations import blurred
from redactor.formats.layout import (
    UNREADABLE,
    Glyph,
    PageBlock,
    Piece,
    block_id,
    page_blocks,
    pieces,
    plain,
    text_blocks,
)
from redactor.formats.painting import FONT_FILE, is_visible, only, paint
from redactor.formats.protocol import BANNER, Codec, Reading

MAX_PAGES = 3_000
#: Characters of one page; a page of small print has about 10,000.
MAX_GLYPHS = 200_000
#: Resolution of the pages' pictures, and of those that are read; dots per inch.
DPI = 150
SCAN_DPI = 200
#: Largest picture of a page in pixels; larger pages are drawn more coarsely.
_MAX_PIXELS = 25_000_000
#: Part of a page that pictures cover when it is taken for a scan, and most characters such a page has besides.
_SCAN_COVER, _SCAN_GLYPHS = 0.4, 20
#: Points of a page's curves from which they may be writing, and most points of a shape that is none: a circle or a
#: box with round corners has four curves, each of three points.
_MANY_CURVES, _PLAIN_SHAPE = 400, 12
#: Height of the strip for the banner above each page, in points: 30 pixels.
_STRIP = 14.4
#: Table that takes 256 shades to 16, which the edges of letters do not need more of.
_SHADES = [round(value / 17) * 17 for value in range(256)]
#: Three characters in a row that a font has no name for.
_NAMELESS = re.compile(f"[•{UNREADABLE}]{{3}}")
_WORDS = re.compile(r"[^\W\d_]{2,40}")
_VOWEL = re.compile(r"[aeiouyà-öø-ÿ]|[^\x00-\u024f]")
_COMMON = frozenset({"the", "and", "to", "of", "in", "was", "is", "for", "on", "with", "that", "he", "she", "at"})
_INVISIBLE = 3
_FONT = "RedactorText"
#: Annotations that hold no words of their own.
_SILENT_ANNOTATIONS = frozenset({pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP})


@dataclass(frozen=True, kw_only=True)
class _Page:
    """A page as it is read; distances in points as shown, from the top left corner."""

    number: int
    width: float
    height: float
    blocks: list[PageBlock] = field(repr=False)
    scanned: bool
    drawing: bool
    unread: tuple[UnreadPart, ...]
    handle: Any = field(repr=False)


class PdfCodec:
    """See the module."""

    def read(self, data: bytes) -> Reading:
        blocks: list[TextBlock] = []
        unread: list[UnreadPart] = []
        with _Opened(data) as document:
            metadata = {key: value for key, value in document.get_metadata_dict().items() if value}
            for page in _pages(document):
                blocks += text_blocks(page.blocks, page=page.number)
                unread += page.unread
            unread += [
                UnreadPart(part=f"attachment {number + 1}", kind="attachment")
                for number in range(document.count_attachments())
            ]
        if not blocks:
            raise ReadError("no text can be read on any page.", remedy="Describe in words what the pages show.")
        return Reading(blocks=tuple(blocks), metadata=MappingProxyType(metadata), unread=tuple(unread),
                       cleared=("properties",) if metadata else ())

    def write(self, data: bytes, edits: Mapping[str, Sequence[TextEdit]]) -> bytes:
        stream = io.BytesIO()
        known: set[str] = set()
        with _Opened(data) as document:
            canvas = _canvas(stream)
            for page in _pages(document):
                known.update(block_id(page.number, index) for index in range(len(page.blocks)))
                _write(canvas, page, edits)
            require_known(edits, known)
            canvas.save()
        return stream.getvalue()


CODECS: Mapping[str, Codec] = MappingProxyType({"pdf": PdfCodec()})


class _Opened:
    """A document that is closed again whatever happens."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def __enter__(self) -> Any:
        try:
            self._document = pypdfium2.PdfDocument(self._data)
        except pypdfium2.PdfiumError as error:
            # PDFium never clears its last error, so the word of an earlier file may still stand there.
            if error.err_code == pdfium.FPDF_ERR_PASSWORD and b"/Encrypt" in self._data:
                raise ReadError(
                    "the file is password-protected.", remedy="Save a copy without a password and retry.") from None
            raise ReadError(
                "the PDF is damaged or has no pages.", remedy="Print it to a new PDF and retry.") from None
        if len(self._document) > MAX_PAGES:
            self._document.close()
            raise ReadError(f"the PDF has more than {MAX_PAGES} pages.", remedy="Split it and retry.")
        return self._document

    def __exit__(self, *_: object) -> None:
        self._document.close()


# Reading


def _pages(document: Any) -> Iterator[_Page]:
    """Pages one by one; each is closed when the next one is asked for."""
    for index in range(len(document)):
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            raise ReadError(f"page {index + 1} of the PDF is damaged.", remedy="Print it to a new PDF.") from None
        notes = _annotations(page, index + 1)
        # What a field or a text box shows becomes part of the page, and only that.
        if pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS:
            page.close()
            page = document[index]
        try:
            yield _read_page(page, index + 1, notes)
        finally:
            page.close()


def _read_page(page: Any, number: int, notes: Sequence[UnreadPart]) -> _Page:
    width, height = page.get_size()
    if not (0 < width < 20_000 and 0 < height < 20_000):
        raise ReadError(f"page {number} has an impossible size.", remedy="Print it to a new PDF and retry.")
    unread = list(notes)
    pictures, cover, curves = _take_stock(page, width * height)
    glyphs = _glyphs(page, width, height, number)
    drawn = sum(not glyph.text.isspace() for glyph in glyphs)
    scanned = (
        (cover >= _SCAN_COVER and (drawn < _SCAN_GLYPHS or not _has_visible_text(page)))
        or (drawn == 0 and (bool(pictures) or curves > _MANY_CURVES)) or _is_garbled(glyphs)
    )
    if scanned:
        if not ocr.is_installed():
            raise ReadError(
                f"page {number} is a picture, or its fonts do not say what they show; no text can be read.",
                remedy="Install Tesseract, or give a PDF that was made from the document itself.",
            )
        picture = _render(page, width, height, SCAN_DPI)
        scale = picture.width / width
        glyphs = [_scaled(glyph, 1 / scale) for glyph in ocr.read_words(picture, dpi=SCAN_DPI)]
        unread.append(UnreadPart(part=f"page {number}", kind="scanned page"))
    else:
        unread += [
            UnreadPart(part=f"page {number}, picture {count}", kind="picture", fate=_fate(own))
            for count, own in enumerate(pictures, 1)
        ]
        if curves > _MANY_CURVES:
            unread.append(UnreadPart(part=f"page {number}", kind="drawing"))
    return _Page(
        number=number, width=width, height=height, blocks=page_blocks(glyphs), scanned=scanned,
        drawing=curves > _MANY_CURVES,
        unread=tuple(unread), handle=page,
    )


def _annotations(page: Any, number: int) -> list[UnreadPart]:
    """Notes on a page, and fields of which the file does not say how they look; none of them is written."""
    kinds = []
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        if kind == pdfium.FPDF_ANNOT_WIDGET:
            kinds += [] if pdfium.FPDFAnnot_HasKey(annotation, b"AP") else ["form field"]
        elif kind not in _SILENT_ANNOTATIONS:
            kinds.append("comment")
        pdfium.FPDFPage_CloseAnnot(annotation)
    return [
        UnreadPart(part=f"page {number}, {kind} {count}", kind=kind)
        for count, kind in enumerate(kinds, 1)
    ]


def _fate(own: bool) -> Fate:
    """What becomes of a picture; one within a form has no place of its own on the page that could be blurred."""
    fates = {"drop": Fate.DROPPED, "blur": Fate.BLURRED if own else Fate.DROPPED, "keep": Fate.UNREAD}
    return fates[current().pictures]


def _take_stock(page: Any, area: float) -> tuple[list[bool], float, int]:
    """Pictures of a page (whether each is the page's own), how much they cover of it, and points of its curves."""
    pictures: list[bool] = []
    cover, curves = 0.0, 0
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH]):
        if item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures.append(item.level == 0)
            left, bottom, right, top = item.get_bounds()
            cover += max(0.0, right - left) * max(0.0, top - bottom) / area
        elif curves <= _MANY_CURVES:
            curves += _curves(item)
    return pictures, cover, curves


def _curves(path: Any) -> int:
    """How many points the curves of a path have, counted as far as it matters."""
    return sum(
        pdfium.FPDFPathSegment_GetType(pdfium.FPDFPath_GetPathSegment(path, number)) == pdfium.FPDF_SEGMENT_BEZIERTO
        for number in range(min(pdfium.FPDFPath_CountSegments(path), 2 * _MANY_CURVES))
    )


def _has_visible_text(page: Any) -> bool:
    """Whether any text is drawn; the text a scanner adds is not."""
    invisible = {pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP}
    return any(
        pdfium.FPDFTextObj_GetTextRenderMode(item) not in invisible
        for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT])
    )


class _Shown:
    """From a page's own space to the page as it is shown (turned, cropped), in points from its top left corner.

    PDFium tells whole pixels only, so it is asked on a page enlarged a hundredfold.
    """

    def __init__(self, page: Any, width: float, height: float) -> None:
        fine = 100

        def at(x: float, y: float) -> tuple[float, float]:
            column, row = ctypes.c_int(), ctypes.c_int()
            pdfium.FPDF_PageToDevice(
                page, 0, 0, round(width * fine), round(height * fine), 0, x, y, ctypes.byref(column), ctypes.byref(row))
            return column.value / fine, row.value / fine

        self.e, self.f = at(0, 0)
        (ax, ay), (bx, by) = at(1000, 0), at(0, 1000)
        self.a, self.b = (ax - self.e) / 1000, (ay - self.f) / 1000
        self.c, self.d = (bx - self.e) / 1000, (by - self.f) / 1000

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        (x0, y0), (x1, y1) = self.point(left, bottom), self.point(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def angle(self, a: float, b: float) -> float:
        """Direction of a vector in degrees, clockwise as shown, rounded to 90 where it is nearly so."""
        degrees = math.degrees(math.atan2(self.b * a + self.d * b, self.a * a + self.c * b)) % 360
        quarter = round(degrees / 90) * 90
        return float(quarter % 360) if abs(degrees - quarter) < 0.7 else degrees


def _glyphs(page: Any, width: float, height: float, number: int) -> list[Glyph]:
    shown = _Shown(page, width, height)
    textpage = page.get_textpage()
    try:
        count = textpage.count_chars()
        if count > MAX_GLYPHS:
            raise ReadError(f"page {number} holds too much text to be read.", remedy="Split the document.")
        reader = _Glyphs(textpage, shown)
        return [reader.read(index) for index in range(count)]
    finally:
        textpage.close()


class _Glyphs:
    """Reads the characters of one page. The places that PDFium writes to are made once, not for every character."""

    def __init__(self, textpage: Any, shown: _Shown) -> None:
        self._page, self._shown = textpage, shown
        self._numbers = [ctypes.c_double() for _ in range(6)]
        self._references = [ctypes.byref(number) for number in self._numbers]
        self._matrix, self._loose = pdfium.FS_MATRIX(), pdfium.FS_RECTF()
        self._matrix_reference, self._loose_reference = ctypes.byref(self._matrix), ctypes.byref(self._loose)

    def read(self, index: int) -> Glyph:
        """Character number ``index``."""
        page, shown, matrix, loose = self._page, self._shown, self._matrix, self._loose
        code = pdfium.FPDFText_GetUnicode(page, index)
        bad = code == 0 or code > 0x10FFFF or pdfium.FPDFText_HasUnicodeMapError(page, index) == 1
        left, right, bottom, top, x, y = self._numbers
        pdfium.FPDFText_GetCharBox(page, index, *self._references[:4])
        box = shown.box(left.value, bottom.value, right.value, top.value)
        pdfium.FPDFText_GetCharOrigin(page, index, *self._references[4:])
        pdfium.FPDFText_GetMatrix(page, index, self._matrix_reference)
        if pdfium.FPDFText_GetLooseCharBox(page, index, self._loose_reference):
            wide = shown.box(loose.left, loose.bottom, loose.right, loose.top)
            box = min(box[0], wide[0]), min(box[1], wide[1]), max(box[2], wide[2]), max(box[3], wide[3])
        return Glyph(
            text=UNREADABLE if bad else plain(chr(code)), box=box, origin=shown.point(x.value, y.value),
            angle=shown.angle(matrix.a, matrix.b),
            size=max(1.0, pdfium.FPDFText_GetFontSize(page, index) * math.hypot(matrix.a, matrix.b)),
        )


def _is_garbled(glyphs: Sequence[Glyph]) -> bool:
    """Whether what a page's fonts say is not what it shows: characters without a name, or words without a vowel."""
    text = "".join(glyph.text for glyph in glyphs)
    if _NAMELESS.search(text):
        return True
    words = _WORDS.findall(text.lower())
    if len(words) < 20 or not _COMMON.isdisjoint(words):
        return False
    return sum(bool(_VOWEL.search(word)) for word in words) < 0.9 * len(words)


def _scaled(glyph: Glyph, scale: float) -> Glyph:
    left, top, right, bottom = glyph.box
    return Glyph(
        text=glyph.text, box=(left * scale, top * scale, right * scale, bottom * scale),
        origin=(glyph.origin[0] * scale, glyph.origin[1] * scale), angle=glyph.angle, size=glyph.size * scale,
    )


# Writing


def _render(page: Any, width: float, height: float, dpi: int) -> Image.Image:
    scale = min(dpi / 72, math.sqrt(_MAX_PIXELS / (width * height)))
    picture: Image.Image = page.render(scale=scale, may_draw_forms=False, draw_annots=False).to_pil().convert("RGB")
    return picture


def _canvas(stream: io.BytesIO) -> Canvas:
    # Without it every stream grows by a quarter, to stay printable in seven bits.
    rl_config.useA85 = 0
    if _FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(_FONT, str(FONT_FILE)))
    canvas = Canvas(stream, pageCompression=1, invariant=1)
    canvas.setProducer("redactor")
    canvas.setCreator("redactor")
    canvas.setAuthor("")
    canvas.setTitle(BANNER)
    return canvas


def _write(canvas: Canvas, page: _Page, edits: Mapping[str, Sequence[TextEdit]]) -> None:
    picture, framed = _picture(page)
    scale = picture.width / page.width
    written = [
        piece
        for index, block in enumerate(page.blocks)
        for piece in pieces(block, edits.get(block_id(page.number, index), ()))
    ]
    # Before anything is painted over: text that nobody sees on the page is no part of it.
    seen = [piece for piece in written if piece.replaced or is_visible(piece.glyphs, scale, picture)]
    draw = ImageDraw.Draw(picture)
    for left, top, right, bottom in framed:
        draw.rectangle((left * scale, top * scale, right * scale, bottom * scale), outline=(170, 170, 170))
        if right - left > 70 and bottom - top > 14 and current().pictures == "drop":
            draw.text((left * scale + 6, top * scale + 4), "picture left out", fill=(120, 120, 120))
    paint(picture, (piece for piece in seen if piece.replaced), scale)

    canvas.setPageSize((page.width, page.height + _STRIP))
    canvas.drawImage(_packed(picture, scanned=page.scanned), 0, 0, width=page.width, height=page.height)
    canvas.setFillColorRGB(0.7, 0, 0)
    canvas.setFont(_FONT, min(8.0, page.width / 24))
    canvas.drawString(6, page.height + 4, BANNER)
    for piece in seen:
        _lay_text(canvas, piece, page.height)
    canvas.showPage()


def _picture(page: _Page) -> tuple[Image.Image, list[tuple[float, float, float, float]]]:
    """The page as it is shown without its pictures and drawings, and where the pictures stood."""
    handle = page.handle
    if page.scanned:
        picture = _render(handle, page.width, page.height, SCAN_DPI)
        scale = picture.width / page.width
        words = [glyph for block in page.blocks for glyph in block.glyphs if glyph is not None]
        return only(picture, [_scaled(glyph, scale) for glyph in dict.fromkeys(words)]), []
    shown = _Shown(handle, page.width, page.height)
    found: list[tuple[float, float, float, float]] = []
    how = current().pictures
    whole = _render(handle, page.width, page.height, DPI) if how == "blur" else None
    items = [] if how == "keep" else list(handle.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]))
    for item in items:
        # Inside of a form the place is told in the form's own space; such a picture goes without a frame.
        if item.level == 0:
            found.append(shown.box(*item.get_bounds()))
        handle.remove_obj(item)
    if page.drawing:
        for item in list(handle.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH])):
            if _curves(item) > _PLAIN_SHAPE:
                handle.remove_obj(item)
    picture = _render(handle, page.width, page.height, DPI)
    if whole is not None:
        scale = picture.width / page.width
        for box in found:
            _blur(picture, whole, tuple(round(edge * scale) for edge in box))
    return picture, found


def _blur(picture: Image.Image, whole: Image.Image, box: tuple[int, ...]) -> None:
    """Show under the text of a page which colours stood in a box of it, in pixels: left, top, right, bottom."""
    left, top = max(0, box[0]), max(0, box[1])
    right, bottom = min(picture.width, box[2]), min(picture.height, box[3])
    if left < right and top < bottom:
        place = left, top, right, bottom
        patches = blurred(whole.crop(place)).resize((right - left, bottom - top))
        picture.paste(ImageChops.darker(picture.crop(place), patches), place)


def _packed(picture: Image.Image, *, scanned: bool) -> ImageReader:
    """The picture as it is stored: a scan as a good JPEG, anything else without loss, in sixteen shades."""
    if scanned:
        stream = io.BytesIO()
        picture.save(stream, "JPEG", quality=88, subsampling=0)
        stream.seek(0)
        return ImageReader(stream)
    red, green, blue = picture.split()
    grey = all(_alike(first, second) for first, second in ((red, green), (green, blue)))
    return ImageReader(picture.convert("L").point(_SHADES) if grey else picture.point(_SHADES * 3))


def _alike(first: Image.Image, second: Image.Image) -> bool:
    return not ImageChops.difference(first, second).point(lambda value: 255 * (value > 8)).getbbox()


def _lay_text(canvas: Canvas, piece: Piece, height: float) -> None:
    """Write a piece invisibly where it is seen, as wide as it is seen."""
    if not piece.text.strip() or not piece.glyphs:
        return
    first = piece.glyphs[0]
    own = [glyph for glyph in piece.glyphs if abs(glyph.origin[1] - first.origin[1]) < first.size or first.angle % 180]
    size = max(1.0, first.size)
    if first.angle % 180 == 0:
        length = max(glyph.box[2] for glyph in own) - min(glyph.box[0] for glyph in own)
    else:
        length = max(glyph.box[3] for glyph in own) - min(glyph.box[1] for glyph in own)
    natural = pdfmetrics.stringWidth(piece.text, _FONT, size)
    canvas.saveState()
    canvas.translate(first.origin[0], height - first.origin[1])
    canvas.rotate(-first.angle)
    text = canvas.beginText(0, 0)
    text.setTextRenderMode(_INVISIBLE)
    text.setFont(_FONT, size)
    text.setHorizScale(max(1.0, 100 * length / natural) if natural else 100)
    text.textOut(piece.text)
    canvas.drawText(text)
    canvas.restoreState()
