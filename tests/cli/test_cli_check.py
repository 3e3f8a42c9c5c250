"""``redactor check`` through the real command line: exit codes, and never a value."""

from __future__ import annotations

import json
from pathlib import Path

REDACTED = (
    "REDACTED DRAFT – human check required\n\n"
    "[Week 3, evening]: visit to [Mother] and [Child A, aged 5–9]. S47 threshold discussed, [Team Manager] agreed.\n"
)


def test_a_redacted_text_is_clean(run_cli, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(REDACTED, "utf-8")
    done = run_cli("check", "note.txt")
    assert (done.returncode, done.stdout) == (0, ""), done.stdout
    assert "A person must still look" in done.stderr


def test_findings_exit_1_and_are_told_by_type_and_place_only(run_cli, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("Ring Zainab Okonjo on 07700 900123.\n[Zainab] was in.\n", "utf-8")
    done = run_cli("check", "note.txt")
    assert done.returncode == 1
    assert "note.txt: body!lines 1–2: PHONE_NUMBER" in done.stdout.splitlines()
    for value in ("Zainab", "Okonjo", "900123"):
        assert value not in done.stdout + done.stderr


def test_properties_of_a_file_are_searched(run_cli, tmp_path: Path) -> None:
    (tmp_path / "note.html").write_text(
        '<html><head><meta name="author" content="Zainab Okonjo"></head><body>The plan was agreed.</body></html>',
        "utf-8")
    done = run_cli("check", "note.html", "--format", "json")
    rows = json.loads(done.stdout)
    assert done.returncode == 1, done.stderr
    assert any(row["location"] == "properties!author" and row["entity_type"] == "PERSON" for row in rows)
    assert "Zainab" not in done.stdout


def test_sarif_names_file_and_type(run_cli, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("Ring 07700 900123.\n", "utf-8")
    done = run_cli("check", "note.txt", "--format", "sarif", "--quiet")
    (run,) = json.loads(done.stdout)["runs"]
    assert done.returncode == 1
    assert done.stderr == ""
    result = next(result for result in run["results"] if result["ruleId"] == "PHONE_NUMBER")
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "note.txt"
    assert "PHONE_NUMBER" in {rule["id"] for rule in run["tool"]["driver"]["rules"]}


def test_wrong_use_exits_2(run_cli, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("Ring 07700 900123.\n", "utf-8")
    done = run_cli("check", "note.txt", "--policy", "no-such-policy")
    assert done.returncode == 2
    assert done.stdout == ""


def test_an_unreadable_file_exits_3(run_cli, tmp_path: Path) -> None:
    (tmp_path / "letter.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old")
    (tmp_path / "note.txt").write_text(REDACTED, "utf-8")
    done = run_cli("check", ".")
    assert done.returncode == 3
    assert "letter.doc" in done.stderr
    assert ".docx" in done.stderr
