"""``redactor explain`` through the real command line."""

from __future__ import annotations

import json
from pathlib import Path

NOTE = "Mother: Zainab Okonjo, tel 07700 900123. Said <it> & smiled.\n"


def test_text_marks_each_finding_with_its_reason(run_cli, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(NOTE, "utf-8")
    done = run_cli("explain", "note.txt")
    assert done.returncode == 0, done.stderr
    assert "⟦07700 900123⟧" in done.stdout
    assert "PHONE_NUMBER" in done.stdout
    assert "→ [Phone]" in done.stdout
    assert "\x1b[" not in done.stdout


def test_jsonl_carries_text_fate_and_replacement(run_cli, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(NOTE, "utf-8")
    done = run_cli("explain", "note.txt", "--format", "jsonl")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    phone = next(row for row in rows if row["text"] == "07700 900123")
    assert (phone["fate"], phone["replacement"]) == ("replaced", "[Phone]")
    assert all(NOTE[row["start"]:row["end"]] == row["text"] for row in rows)


def test_html_is_one_page_and_escapes_the_text(run_cli, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(NOTE, "utf-8")
    done = run_cli("explain", "note.txt", "--format", "html")
    assert done.stdout.count("<!DOCTYPE html>") == 1
    assert "&lt;it&gt; &amp; smiled" in done.stdout
    assert "CONFIDENTIAL" in done.stdout
    assert "http" not in done.stdout  # nothing is fetched


def test_a_folder_exits_2_and_help_warns(run_cli, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(NOTE, "utf-8")
    done = run_cli("explain", ".")
    assert done.returncode == 2
    assert "redactor scan" in done.stderr
    assert "prints the case text itself" in " ".join(run_cli("explain", "--help").stdout.split())


def test_an_unreadable_file_exits_3(run_cli, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    done = run_cli("explain", "empty.txt")
    assert done.returncode == 3
    assert "empty" in done.stderr
