"""Reading a picture with Tesseract, where that is installed. It runs here, as a program of its own, offline."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from dataclasses import replace

from PIL import Image

from redactor.errors import ReadError
from redactor.formats.layout import Glyph

#: Words that Tesseract is less sure of than this (per cent) count as not read, and are not shown either.
_LEAST_CONFIDENCE = 45.0
_SECONDS = 90


def is_installed() -> bool:
    """Whether pictures can be read on this machine."""
    return shutil.which("tesseract") is not None


def read_words(picture: Image.Image, *, dpi: int) -> list[Glyph]:
    """Words of a picture in reading order; each word is one glyph, with a space after it.

    Args:
        picture: the picture.
        dpi: its resolution, as far as it is known.

    Returns:
        Glyphs in the picture's own pixels.

    Raises:
        ReadError: Tesseract failed or took too long.
    """
    stream = io.BytesIO()
    picture.convert("L").save(stream, "PNG")
    try:
        done = subprocess.run(
            ["tesseract", "stdin", "stdout", "--dpi", str(dpi), "--psm", "3", "tsv"], input=stream.getvalue(),
            capture_output=True, timeout=_SECONDS, check=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except (OSError, subprocess.SubprocessError):
        raise ReadError(
            "a picture of text could not be read by Tesseract.", remedy="Check that Tesseract works.") from None
    rows = csv.DictReader(io.StringIO(done.stdout.decode("utf-8", "replace")), delimiter="\t", quoting=csv.QUOTE_NONE)
    lines: dict[tuple[str, ...], list[tuple[str, int, int, int, int]]] = {}
    for row in rows:
        if row["level"] == "5" and row["text"].strip() and float(row["conf"]) >= _LEAST_CONFIDENCE:
            left, top = int(row["left"]), int(row["top"])
            key = (row["block_num"], row["par_num"], row["line_num"])
            lines.setdefault(key, []).append(
                (row["text"].strip(), left, top, left + int(row["width"]), top + int(row["height"])))
    glyphs = []
    for words in lines.values():
        top, bottom = min(word[2] for word in words), max(word[4] for word in words)
        size = 1.1 * (bottom - top)  # few lines have letters of full height and depth
        for text, left, word_top, right, word_bottom in words:
            word = Glyph(
                text=text, box=(left, word_top, right, word_bottom), origin=(left, bottom), angle=0.0, size=size)
            glyphs += [word, replace(word, text=" ", box=(right, word_top, right, word_bottom))]
    return glyphs
