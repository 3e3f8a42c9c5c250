"""``redactor scan`` through the real command line."""

from __future__ import annotations

import json
from pathlib import Path

NOTE = "Home visit. Mother: Zainab Okonjo, tel 07700 900123.\n\nZainab said the baby sleeps better now.\n"


def test_jsonl_tells_place_and_score_but_no_words_and_exits_1(run_cli, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(NOTE, "utf-8")
    done = run_cli("scan", "note.txt", "--format", "jsonl")
    assert done.returncode == 1, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    wanted = {"path", "location", "start", "end", "block_start", "block_end", "entity_type", "score", "recogniser"}
    assert wanted <= set(rows[0])
    assert "Zainab" not in done.stdout
    found = {NOTE[row["start"]:row["end"]]: row for row in rows}
    assert "07700 900123" in found
    assert found["07700 900123"]["entity_type"] == "PHONE_NUMBER"
    # The second paragraph's name: offsets within the paragraph start anew.
    later = max(rows, key=lambda row: row["start"])
    assert NOTE[later["start"]:later["end"]] == "Zainab"
    assert (later["block_start"], later["block_end"], later["location"]) == (0, 6, "body!line 3")


def test_show_text_shows_the_words(run_cli, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(NOTE, "utf-8")
    done = run_cli("scan", "note.txt", "--show-text", "-q")
    assert done.returncode == 1
    assert "07700 900123" in done.stdout
    assert done.stdout.splitlines()[0].split() == ["File", "Place", "Type", "Score", "Found", "by", "Text"]
    assert done.stderr == ""


def test_files_are_one_case(run_cli, tmp_path: Path) -> None:
    """A small name that nobody would know by itself is found because the other document tells it."""
    (tmp_path / "a.txt").write_text("Attended: Quillon Brathwaite (maternal uncle).\n", "utf-8")
    (tmp_path / "b.txt").write_text("saw quillon at the door, he was calm\n", "utf-8")
    done = run_cli("scan", ".", "--format", "jsonl", "--show-text")
    texts = {(Path(row["path"]).name, row["text"]) for row in map(json.loads, done.stdout.splitlines())}
    assert ("b.txt", "quillon") in texts


def test_nothing_found_exits_0_with_clean_stdout(run_cli, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("The plan was agreed and the threshold was met.\n", "utf-8")
    done = run_cli("scan", "note.txt")
    assert (done.returncode, done.stdout) == (0, "")


def test_missing_path_exits_2(run_cli) -> None:
    done = run_cli("scan", "nowhere.txt")
    assert done.returncode == 2
    assert done.stdout == ""
    assert "nowhere.txt" in done.stderr


def test_what_cannot_be_read_is_named_with_a_remedy_and_outranks_findings(run_cli, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(NOTE, "utf-8")
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 this is no document")
    done = run_cli("scan", ".", "--format", "jsonl")
    assert done.returncode == 3
    assert "broken.docx" in done.stderr
    assert "save it again" in done.stderr
    assert done.stdout  # the rest was done
