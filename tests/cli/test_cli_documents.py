"""What a policy and a person may say about tracked changes and pictures, through the real command."""

from __future__ import annotations

import io
import json
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree
from PIL import Image

Run = Callable[..., subprocess.CompletedProcess[str]]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
POLICY = """\
schema: 1
name: our-hall
extends: success-review
description: For our hall.
documents:
  tracked_insertions: remove
  pictures: blur
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A note with an insertion and a picture, and a council's own policy."""
    folder = tmp_path / "case" / "letters"
    folder.mkdir(parents=True)
    stream = io.BytesIO()
    Image.new("RGB", (400, 300), "green").save(stream, "PNG")
    document = docx.Document()
    paragraph = document.add_paragraph("The visit was calm. ")
    inserted = etree.SubElement(paragraph._p, W + "ins")
    inserted.set(W + "author", "Eleanor Quillfeather")
    inserted.append(paragraph.add_run("Quillfeather rang twice.")._r)
    document.add_picture(io.BytesIO(stream.getvalue()))
    document.save(str(folder / "note.docx"))
    (tmp_path / "rules" / "policies").mkdir(parents=True)
    (tmp_path / "rules" / "policies" / "our-hall.yaml").write_text(POLICY, encoding="utf-8")
    return tmp_path


def result(folder: Path) -> tuple[dict[str, Any], zipfile.ZipFile, str]:
    """The manifest's entry, the written document, and the summary."""
    box = folder / "share_CONFIDENTIAL_do_not_share"
    entry, = json.loads((box / "manifest.json").read_text(encoding="utf-8"))["documents"]
    share = folder / "share"
    return entry, zipfile.ZipFile(share / entry["output"]), (share / "SUMMARY.md").read_text("utf-8")


def test_a_policy_leaves_out_insertions_and_blurs_pictures(case: Path, run_cli: Run) -> None:
    done = run_cli("run", "case", "--out", "share", "--rules", "rules", "--policy", "our-hall")
    assert done.returncode == 1, done.stderr  # somebody should look at the picture
    entry, output, page = result(case)
    text = output.read("word/document.xml").decode()
    assert "The visit was calm." in text
    assert "rang" not in text
    assert entry["pictures"] == "blur"
    fates = {part["part"].rstrip(" 0123456789"): part["fate"] for part in entry["parts"]}
    assert (fates["picture"], fates["tracked insertions"]) == ("blurred", "dropped")
    assert "| blurred |" in page
    shown = Image.open(io.BytesIO(output.read("word/media/picture1.png"))).convert("RGB").getpixel((5, 5))
    assert shown[1] > 100 > shown[0]


def test_pictures_stay_where_a_person_has_looked_at_them(case: Path, run_cli: Run) -> None:
    done = run_cli("run", "case", "--out", "share", "--keep-pictures", "letters/note.docx")
    assert done.returncode == 0, done.stderr
    entry, output, page = result(case)
    assert entry["pictures"] == "keep"
    assert "word/media/picture1.png" in output.namelist()
    assert "**still there: look at it**" in page
    assert "rang twice" in output.read("word/document.xml").decode()


def test_pictures_of_a_document_that_is_not_there_cannot_stay(case: Path, run_cli: Run) -> None:
    done = run_cli("run", "case", "--out", "share", "--keep-pictures", "note.docx")
    assert done.returncode == 2
    assert "no document of that name" in done.stderr
    assert not (case / "share").exists()
