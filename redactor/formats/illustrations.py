"""Pictures within documents. Nobody examines them, so they are dropped, blurred or kept as the handling says.

What is shown is made anew from the pixels: metadata (EXIF, place, device), comments, thumbnails and what lies behind
the picture's end are gone in any case. Drawings made of lines (EMF, WMF, SVG) are programs that write text; they are
dropped whatever the handling says.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field

from PIL import Image, ImageOps, UnidentifiedImageError

from redactor.casefile import Fate
from redactor.formats.handling import current

#: Formats that are opened; Pillow knows others that call programs of the machine.
_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
#: Largest picture that is unpacked.
MAX_PIXELS = 60_000_000
#: Most patches of colour a blurred picture has on its longer side, and fewest pixels that melt into one: the first
#: makes large letters unreadable, the second small pictures of few letters.
_PATCHES, _PATCH_PIXELS = 8, 16
#: Pixels of a blurred picture's longer side.
_BLURRED_PIXELS = 256


@dataclass(frozen=True, kw_only=True)
class Illustration:
    """What is shown in a picture's place.

    Attributes:
        data: bytes of a PNG or JPEG file.
        extension: "png" or "jpeg".
        fate: BLURRED or UNREAD.
    """

    data: bytes = field(repr=False)
    extension: str
    fate: Fate


def illustration(data: bytes) -> Illustration | None:
    """What the handling at hand shows in place of a picture; None for nothing.

    Args:
        data: bytes of the picture's file.
    """
    how = current().pictures
    if how == "drop" or (picture := opened(data)) is None:
        return None
    is_photograph = data[:3] == b"\xff\xd8\xff"
    stream = io.BytesIO()
    if how == "blur":
        blurred(picture).save(stream, "PNG")
        return Illustration(data=stream.getvalue(), extension="png", fate=Fate.BLURRED)
    if is_photograph:
        picture.convert("RGB").save(stream, "JPEG", quality=90)
    else:
        picture.save(stream, "PNG")
    return Illustration(data=stream.getvalue(), extension="jpeg" if is_photograph else "png", fate=Fate.UNREAD)


def opened(data: bytes) -> Image.Image | None:
    """A picture's pixels, upright, the first of several, and nothing else; None when they cannot be had."""
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as file:
            if file.width * file.height > MAX_PIXELS:
                return None
            upright = ImageOps.exif_transpose(file).convert("RGBA")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError, EOFError):
        return None
    opaque = upright.getchannel("A").getextrema()[0] == 255
    # A copy of the pixels alone: a converted picture still carries comments and colour profiles.
    fresh = Image.new("RGB" if opaque else "RGBA", upright.size)
    fresh.paste(upright)
    return fresh


def blurred(picture: Image.Image) -> Image.Image:
    """A picture of few patches of colour, from which nothing that was written or seen can be told."""
    flat = Image.new("RGB", picture.size, "white")
    flat.paste(picture, mask=picture.getchannel("A") if picture.mode == "RGBA" else None)
    longer = max(flat.size)
    patch = max(longer / _PATCHES, _PATCH_PIXELS)
    few = flat.resize((max(1, round(flat.width / patch)), max(1, round(flat.height / patch))), Image.Resampling.BOX)
    few = few.point([value & 0xF0 | 8 for value in range(256)] * 3)
    scale = min(1.0, _BLURRED_PIXELS / longer)
    return few.resize(
        (max(1, round(flat.width * scale)), max(1, round(flat.height * scale))), Image.Resampling.BILINEAR)
