"""``redactor people``: a draft to correct, corrections without an editor, and a run that follows them."""

from __future__ import annotations

import csv
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

NOTE = (
    "CASE NOTE\n\nMother: Kelly Hartwell\nSocial worker: Priya Nair\n\n"
    "Home visit. Kelly was calm. Her neighbour Maggie Thorne came round. Priya Nair will visit again.\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small case."""
    case = tmp_path / "case"
    case.mkdir()
    (case / "01 note.txt").write_text(NOTE, encoding="utf-8")
    return case


def _rows(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return {row["name"]: row for row in csv.DictReader(stream)}


def test_from_draft_to_a_run_that_follows_it(run_cli: Callable, tmp_path: Path, folder: Path) -> None:
    done = run_cli("people", folder)
    draft = tmp_path / "cast-draft_CONFIDENTIAL.csv"
    assert done.returncode == 0, done.stderr
    assert stat.S_IMODE(draft.stat().st_mode) == 0o600
    rows = _rows(draft)
    assert rows["Kelly Hartwell"]["role"] == "mother" and rows["Kelly Hartwell"]["shown_as"] == "Mother"
    assert list(folder.iterdir()) == [folder / "01 note.txt"]
    assert "Hartwell" not in done.stdout + done.stderr
    assert run_cli("people", folder).returncode == 2, "an earlier draft may have been corrected"

    assert run_cli("people", folder, "--rename", "Mother", "Parent One").returncode == 0
    assert _rows(draft)["Kelly Hartwell"]["label"] == "Parent One"
    done = run_cli("run", folder, "--cast", draft, "--out", tmp_path / "share")
    assert done.returncode in {0, 1}, done.stderr
    text = next((tmp_path / "share").glob("case_*")).read_text("utf-8")
    assert "[Parent One]" in text and "Kelly" not in text and "[Social Worker]" in text


def test_corrections_go_to_the_cast_list_of_the_case(run_cli: Callable, tmp_path: Path, folder: Path) -> None:
    cast = folder / "cast.csv"
    cast.write_text("name,aliases,role\nKelly Hartwell,Kel,mother\nK Hartwell,,\n", encoding="utf-8")
    done = run_cli("people", folder, "--merge", "Kelly Hartwell", "K Hartwell", "--split", "Kel")
    assert done.returncode == 0, done.stderr
    rows = _rows(cast)
    assert rows["Kelly Hartwell"]["aliases"] == "K Hartwell" and "Kel" in rows and "K Hartwell" not in rows

    before, other = cast.read_bytes(), tmp_path / "other.csv"
    assert run_cli("people", folder, "--rename", "Kel", "Uncle", "--out", other).returncode == 0
    assert cast.read_bytes() == before and _rows(other)["Kel"]["label"] == "Uncle"
    assert run_cli("people", folder, "--rename", "Kel", "Aunt", "--out", other).returncode == 2, "it is there already"
    assert run_cli("people", folder, "--rename", "Kel", "Aunt", "--out", other, "--force").returncode == 0


def test_mistakes(run_cli: Callable, tmp_path: Path, folder: Path) -> None:
    assert run_cli("people", folder, "--merge", "A", "B").returncode == 2, "there is no cast list yet"
    assert run_cli("people", folder, "--out", tmp_path / "draft.docx").returncode == 2
    assert run_cli("people", tmp_path / "nowhere").returncode == 2
    (folder / "cast.csv").write_text("name\nKelly Hartwell\n", encoding="utf-8")
    done = run_cli("people", folder, "--merge", "Kelly Hartwell", "Zed Nobody")
    assert done.returncode == 2 and "Zed" not in done.stderr and "Hartwell" not in done.stderr
