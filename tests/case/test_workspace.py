"""The confidential box: its owner's only, whole files only, never mistaken for something else."""

import stat
from pathlib import Path

import pytest

from redactor.errors import ReadError, UsageError, WriteError
from redactor.workspace import Workspace, default_workspace


def test_the_name_says_what_it_is() -> None:
    assert "CONFIDENTIAL" in default_workspace(Path("out/share")).name
    assert default_workspace(Path("out/share")).parent == Path("out")


def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    box = Workspace.create(tmp_path / "box")
    box.write("people.csv", b"x")
    assert stat.S_IMODE((tmp_path / "box").stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "box").iterdir()} == {0o600}


def test_the_secret_stays_the_same(tmp_path: Path) -> None:
    secret = Workspace.create(tmp_path / "box").secret
    assert len(secret) == 32
    assert Workspace.create(tmp_path / "box").secret == secret == Workspace.open(tmp_path / "box").secret
    assert Workspace.create(tmp_path / "other").secret != secret


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "holiday.txt").write_text("x")
    with pytest.raises(UsageError, match="not empty"):
        Workspace.create(tmp_path)
    with pytest.raises(UsageError, match="no workspace"):
        Workspace.open(tmp_path)


def test_a_failed_write_leaves_the_old_file_and_no_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    box = Workspace.create(tmp_path / "box")
    box.write("a.json", b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(WriteError, match="No space left"):
        box.write("a.json", b"new")
    assert box.read("a.json") == b"old"
    assert sorted(path.name for path in box.folder.iterdir()) == ["a.json", "secret.key"]


def test_damaged_files_say_what_to_do(tmp_path: Path) -> None:
    box = Workspace.create(tmp_path / "box")
    box.write("a.json", b"{")
    with pytest.raises(ReadError, match="damaged"):
        box.read_json("a.json")
    with pytest.raises(ReadError, match="Run 'redactor run' again"):
        box.read_json("missing.json")
    box.write("secret.key", b"short")
    with pytest.raises(ReadError, match="backup"):
        _ = box.secret
