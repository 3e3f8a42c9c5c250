"""Pictures of text (PNG, JPEG): a scan, a photograph of a letter, a screenshot. Read with Tesseract.

What is written back shows only the words that were read with confidence, with the found ones painted over: a face, a
signature or a scribble cannot be examined, so it is not shown. Metadata (EXIF, place, device) is gone.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PIL import Image, ImageDraw, ImageFont, ImageOps, UnidentifiedImageError

from redactor.casefile import TextEdit, UnreadPart
from redactor.errors import ReadError
from redactor.formats import ocr
from redactor.formats.edits import require_known
from redactor.formats.layout import PageBlock, block_id, page_blocks, pieces, text_blocks
from redactor.formats.painting import FONT_FILE, only, paint
from redactor.formats.protocol import BANNER, Codec, Reading

#: Largest picture that is unpacked; a page at 600 dots per inch has 35 million pixels.
MAX_PIXELS = 60_000_000
#: Resolution that is assumed, for pictures say it wrongly or not at all; dots per inch.
_DPI = 200
_BANNER_HEIGHT = 28


class PictureCodec:
    """See the module.

    Args:
        form: name of the format in Pillow ("PNG", "JPEG").
    """

    def __init__(self, form: str) -> None:
        self._form = form

    def read(self, data: bytes) -> Reading:
        _, blocks = _read(data)
        return Reading(
            blocks=tuple(text_blocks(blocks, page=1)),
            unread=(UnreadPart(part="picture", kind="picture"),),
        )

    def write(self, data: bytes, edits: Mapping[str, Sequence[TextEdit]]) -> bytes:
        picture, blocks = _read(data)
        require_known(edits, (block_id(1, index) for index in range(len(blocks))))
        words = dict.fromkeys(glyph for block in blocks for glyph in block.glyphs if glyph is not None)
        shown = only(picture, list(words))
        written = [
            piece for index, block in enumerate(blocks) for piece in pieces(block, edits.get(block_id(1, index), ()))
        ]
        paint(shown, (piece for piece in written if piece.replaced), 1.0)
        stream = io.BytesIO()
        _with_banner(shown).save(stream, self._form, **({"quality": 90} if self._form == "JPEG" else {}))
        return stream.getvalue()


CODECS: Mapping[str, Codec] = MappingProxyType({"png": PictureCodec("PNG"), "jpg": PictureCodec("JPEG")})


def _read(data: bytes) -> tuple[Image.Image, list[PageBlock]]:
    """The picture, upright, and its text.

    Raises:
        ReadError: Tesseract is not installed, the picture is damaged or too large, or no text is on it.
    """
    if not ocr.is_installed():
        raise ReadError(
            "pictures can be read only where Tesseract is installed.",
            remedy="Install Tesseract, or give the document the picture was made of.",
        )
    try:
        with Image.open(io.BytesIO(data)) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise ReadError("the picture is too large.", remedy="Save it smaller and retry.")
            upright = ImageOps.exif_transpose(opened)
            # What shines through is white, as every program shows it.
            layer = upright.convert("RGBA")
            picture = Image.new("RGB", layer.size, "white")
            picture.paste(layer, mask=layer.getchannel("A"))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        raise ReadError("the picture is damaged.", remedy="Save it again and retry.") from None
    blocks = page_blocks(ocr.read_words(picture, dpi=_DPI))
    if not blocks:
        raise ReadError("no text can be read on the picture.", remedy="Describe in words what it shows.")
    return picture, blocks


def _with_banner(picture: Image.Image) -> Image.Image:
    framed = Image.new("RGB", (picture.width, picture.height + _BANNER_HEIGHT), "white")
    framed.paste(picture, (0, _BANNER_HEIGHT))
    font = ImageFont.truetype(str(FONT_FILE), max(6, min(15, picture.width // 26)))
    ImageDraw.Draw(framed).text((6, 5), BANNER, font=font, fill=(178, 0, 0))
    return framed
