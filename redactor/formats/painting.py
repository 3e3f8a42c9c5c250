"""Painting over words of a page's picture, and saying there what they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import reportlab
from PIL import Image, ImageDraw, ImageFont

from redactor.formats.layout import Glyph, Piece

#: Bitstream Vera, which reportlab ships; its licence allows embedding.
FONT_FILE = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
_FILL, _INK = 232, 0
#: Smallest letters that are drawn before they are squeezed, in pixels.
_SMALLEST = 7
Box = tuple[int, int, int, int]


@lru_cache(maxsize=64)
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT_FILE), size)


def pixel_box(glyphs: Sequence[Glyph], scale: float, picture: Image.Image, margin: int = 1) -> Box:
    """The pixels that some glyphs stand on, with a margin, within the picture."""
    left = int(min(glyph.box[0] for glyph in glyphs) * scale) - margin
    top = int(min(glyph.box[1] for glyph in glyphs) * scale) - margin
    right = int(max(glyph.box[2] for glyph in glyphs) * scale) + 1 + margin
    bottom = int(max(glyph.box[3] for glyph in glyphs) * scale) + 1 + margin
    return (
        max(0, min(left, picture.width - 1)), max(0, min(top, picture.height - 1)),
        max(1, min(right, picture.width)), max(1, min(bottom, picture.height)),
    )


def is_visible(glyphs: Sequence[Glyph], scale: float, picture: Image.Image) -> bool:
    """Whether anything is to be seen where the glyphs stand: white on white, or black under black, is not."""
    if not glyphs:
        return False
    low, high = picture.crop(pixel_box(glyphs, scale, picture, margin=0)).convert("L").getextrema()
    return int(high) - int(low) > 24  # type: ignore[arg-type]  # one band gives two numbers


def paint(picture: Image.Image, replaced: Iterable[Piece], scale: float) -> None:
    """Paint over words and write in their place what is read instead.

    Args:
        picture: changed in place.
        replaced: what is painted over.
        scale: pixels for each unit of the glyphs.
    """
    draw = ImageDraw.Draw(picture)
    chosen = [(pixel_box(piece.glyphs, scale, picture), piece) for piece in replaced if piece.glyphs]
    # All boxes before any label: a label may reach into the blank beside its own box.
    for box, _ in chosen:
        draw.rectangle((box[0], box[1], box[2] - 1, box[3] - 1), fill=_shade(picture))
    for box, piece in chosen:
        if piece.text:
            _write(picture, piece, box)


def _shade(picture: Image.Image) -> int | tuple[int, int, int]:
    return _FILL if picture.mode == "L" else (_FILL, _FILL, _FILL)


def _write(picture: Image.Image, piece: Piece, box: Box) -> None:
    """Write a label into a box, on one line or two, as large as it fits, turned as the line is."""
    turns = round(piece.glyphs[0].angle / 90) % 4
    width, height = box[2] - box[0], box[3] - box[1]
    if turns % 2:
        width, height = height, width
    best = max((_layout(text, width, height) for text in _layouts(piece.text)), key=lambda choice: choice[0])
    label = _drawn(best[1], best[0])
    if label.width > width or label.height > height:
        label = label.resize((min(label.width, width), min(label.height, height)), Image.Resampling.LANCZOS)
    if turns:
        label = label.rotate(-90 * turns, expand=True)
    left = box[0] + (1 if not turns else (box[2] - box[0] - label.width) // 2)
    top = box[1] + (box[3] - box[1] - label.height) // 2
    left = max(0, min(left, box[2] - label.width))
    picture.paste(_shade(picture), (left, top, left + label.width, top + label.height))
    ink = Image.new(picture.mode, label.size, _INK if picture.mode == "L" else (_INK, _INK, _INK))
    picture.paste(ink, (left, top), label)


def _layouts(text: str) -> list[str]:
    """The text on one line, and broken at each of its spaces."""
    words = text.split(" ")
    return [text, *(" ".join(words[:cut]) + "\n" + " ".join(words[cut:]) for cut in range(1, min(len(words), 8)))]


def _layout(text: str, width: int, height: int) -> tuple[int, str]:
    """Size at which a text fits a box, and the text."""
    lines = text.count("\n") + 1
    size = int(0.92 * height / lines / 1.15)
    longest = max(_font(100).getlength(line) for line in text.split("\n")) / 100
    fitting = int(width / longest) if longest else size
    return max(_SMALLEST, min(size, fitting)), text


def _drawn(text: str, size: int) -> Image.Image:
    """A text as a mask."""
    font = _font(size)
    lines = text.split("\n")
    step = int(1.15 * size)
    width = max(1, max(int(font.getlength(line)) + 1 for line in lines))
    mask = Image.new("L", (width, step * len(lines) + 2), 0)
    draw = ImageDraw.Draw(mask)
    for number, line in enumerate(lines):
        draw.text((0, number * step), line, font=font, fill=255)
    return mask


def only(picture: Image.Image, words: Sequence[Glyph]) -> Image.Image:
    """The picture with nothing on it but some words: what nobody could read (a face, a signature) is not shown."""
    kept = Image.new(picture.mode, picture.size, "white")
    for word in words:
        if not word.text.isspace():
            box = pixel_box([word], 1.0, picture, margin=2)
            kept.paste(picture.crop(box), box[:2])
    return kept
