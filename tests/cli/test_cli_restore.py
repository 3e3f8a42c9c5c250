"""``redactor restore``: names back for whom they are meant, and for nobody else."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from redactor.casefile import TextEdit
from redactor.formats import format_for, read_document
from redactor.people import keymap
from redactor.people.keymap import DocumentKey, passages_of, write_map
from redactor.workspace import KEY_MAP, Workspace

PASSPHRASE = "correct horse battery"


@pytest.fixture
def share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A redacted document, and a workspace that kept the map."""
    monkeypatch.setattr(keymap, "_COST", 2**8)
    source = tmp_path / "note.txt"
    source.write_text("Kelly Hart rang.\n\nSeen at home with Tyler.\n", encoding="utf-8")
    document = read_document(source, document_id="d01", relative_path="note.txt")
    edits = {
        document.blocks[0].id: [TextEdit(start=0, end=10, text="[Mother]")],
        document.blocks[1].id: [TextEdit(start=18, end=23, text="[Child A]")],
    }
    folder = tmp_path / "share"
    folder.mkdir()
    output = folder / "case_01_redacted.txt"
    format_for(source).write(source, output, edits)
    box = Workspace.create(tmp_path / "box")
    key = DocumentKey(
        output=output.name,
        sha256=hashlib.sha256(output.read_bytes()).hexdigest(),
        passages=passages_of(document, edits),
    )
    write_map(box.path(KEY_MAP), [key], PASSPHRASE)
    (tmp_path / "pass").write_text(PASSPHRASE + "\n")
    return output


def test_the_original_words_come_back(run_cli: Callable, tmp_path: Path, share: Path) -> None:
    assert "Kelly" not in share.read_text("utf-8")
    done = run_cli(
        "restore",
        share,
        "--workspace",
        tmp_path / "box",
        "--out",
        tmp_path / "full.txt",
        "--passphrase-file",
        tmp_path / "pass",
    )
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "full.txt").read_text("utf-8")
    assert "Kelly Hart rang." in text and "with Tyler." in text and "[Mother]" not in text
    assert "Kelly" not in done.stdout + done.stderr


def test_a_document_changed_since_is_restored_as_far_as_it_goes(
    run_cli: Callable, tmp_path: Path, share: Path
) -> None:
    share.write_text(share.read_text("utf-8").replace("Seen at home", "Seen outside"), encoding="utf-8")
    done = run_cli(
        "restore",
        share,
        "--workspace",
        tmp_path / "box",
        "--out",
        tmp_path / "full.txt",
        "--passphrase-file",
        tmp_path / "pass",
    )
    assert done.returncode == 1
    assert "Kelly Hart rang." in (tmp_path / "full.txt").read_text("utf-8")


@pytest.mark.parametrize("passphrase", ["wrong passphrase!", ""])
def test_without_the_passphrase_nothing(run_cli: Callable, tmp_path: Path, share: Path, passphrase: str) -> None:
    (tmp_path / "pass").write_text(passphrase)
    done = run_cli(
        "restore",
        share,
        "--workspace",
        tmp_path / "box",
        "--out",
        tmp_path / "full.txt",
        "--passphrase-file",
        tmp_path / "pass",
    )
    assert done.returncode == 2 and not (tmp_path / "full.txt").exists()


def test_nobody_to_ask(run_cli: Callable, tmp_path: Path, share: Path) -> None:
    done = run_cli("restore", share, "--workspace", tmp_path / "box", "--out", tmp_path / "full.txt")
    assert done.returncode == 2 and "REDACTOR_PASSPHRASE" in done.stderr


def test_the_passphrase_from_the_environment(
    run_cli: Callable,
    tmp_path: Path,
    share: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("REDACTOR_PASSPHRASE", PASSPHRASE)
    done = run_cli("restore", share, "--workspace", tmp_path / "box", "--out", tmp_path / "full.txt")
    assert done.returncode == 0, done.stderr


def test_no_map_another_file_and_a_target_that_exists(run_cli: Callable, tmp_path: Path, share: Path) -> None:
    stranger = tmp_path / "stranger.txt"
    stranger.write_text("Nothing of ours.")
    options = ("--workspace", tmp_path / "box", "--passphrase-file", tmp_path / "pass")
    assert run_cli("restore", stranger, *options, "--out", tmp_path / "full.txt").returncode == 2
    assert run_cli("restore", share, *options, "--out", stranger).returncode == 2
    assert stranger.read_text() == "Nothing of ours."
    (tmp_path / "box" / KEY_MAP).unlink()
    assert run_cli("restore", share, *options, "--out", tmp_path / "full.txt").returncode == 2
