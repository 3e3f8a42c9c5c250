"""What nobody wrote looks as it did: pages of LibreOffice's files before and after, behind the banner's own page."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from office_package import needs_libreoffice, read, redacted, rendered
from PIL import Image, ImageChops

SEEDS = Path(__file__).parent.parent / "fuzzing" / "seeds"
WORD = "Quill"


def changed(before: bytes, after: bytes) -> Image.Image:
    """Where two pages differ, in white; not in the margins, where the number of the page has grown by one."""
    one, other = (Image.open(io.BytesIO(page)).convert("L") for page in (before, after))
    assert one.size == other.size
    body = (0, one.height // 12, one.width, one.height - one.height // 12)
    one, other = one.crop(body), other.crop(body)
    return ImageChops.difference(one, other).point(lambda value: 255 if value > 60 else 0)


@needs_libreoffice
@pytest.mark.parametrize("name", ["pptx", "odp", "xlsx", "ods"])
def test_pages_look_the_same_outside_the_replaced_words(name: str, tmp_path: Path) -> None:
    data = (SEEDS / f"quill.{name}").read_bytes()
    assert any(WORD in block.text for block in read(data, name).blocks)
    before = rendered(tmp_path / "before", data, name)
    # Nothing replaced: nothing moves; a word replaced by one of its own width: nothing but the word.
    same = rendered(tmp_path / "same", redacted(data, name, "no such word"), name)
    after = rendered(tmp_path / "after", redacted(data, name, f"(?i){WORD}", "Qvill"), name)
    assert len(same) == len(after) == len(before) + 1
    for old, kept, new in zip(before, same[1:], after[1:], strict=True):
        assert changed(old, kept).getbbox() is None
        differing = changed(old, new)
        assert differing.histogram()[255] < 0.01 * differing.width * differing.height
    assert any(changed(old, new).getbbox() for old, new in zip(before, after[1:], strict=True))
    assert not any(re.search(WORD, block.text, re.IGNORECASE) for block in read(
        redacted(data, name, f"(?i){WORD}", "Qvill"), name).blocks)
