"""``redactor evaluate`` through the real command line."""

from __future__ import annotations

import json
from pathlib import Path

TEXT = "Seen with Zainab Okonjo on 07700 900123.\nMum was calm."
GOLD = {
    "id": "n1", "text": TEXT,
    "spans": [
        {"start": 10, "end": 23, "label": "PERSON"},
        {"start": 27, "end": 39, "label": "PHONE"},
    ],
    "keep": [{"start": 41, "end": 44}],
}


def _write(path: Path, *rows: object) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


def test_table_and_predictions(run_cli, tmp_path: Path) -> None:
    _write(tmp_path / "gold.jsonl", GOLD)
    done = run_cli("evaluate", "gold.jsonl", "--predictions", "out.jsonl")
    assert done.returncode == 0, done.stderr
    assert "leak PHONE" in done.stdout
    assert "Zainab" not in done.stdout + done.stderr
    (row,) = map(json.loads, (tmp_path / "out.jsonl").read_text("utf-8").splitlines())
    assert row["id"] == "n1"
    phone = next(span for span in row["spans"] if span["label"] == "PHONE")
    assert TEXT[phone["start"]:phone["end"]] == "07700 900123"
    assert 0 < phone["score"] <= 1


def test_json_of_everything_and_presidio_beside(run_cli, tmp_path: Path) -> None:
    _write(tmp_path / "gold.jsonl", GOLD)
    _write(tmp_path / "plain.jsonl", {"id": "p", "text": "The plan was agreed.", "spans": []})
    tab = GOLD | {"spans": [span | {"identifier_type": "DIRECT", "entity_id": "e"} for span in GOLD["spans"]]}
    _write(tmp_path / "tab.jsonl", tab)
    (tmp_path / "cases" / "c1").mkdir(parents=True)
    _write(tmp_path / "cases" / "c1.jsonl", GOLD | {"spans": [GOLD["spans"][0] | {"entity": "p1"}]})
    (tmp_path / "cases" / "c1" / "people.json").write_text('{"p1": {"role": "mother", "group": "family"}}', "utf-8")
    done = run_cli(
        "evaluate", "gold.jsonl", "--cases", "cases", "--tab", "tab.jsonl", "--portraits", "plain.jsonl", "--json",
        "--beside", "presidio", "--predictions", "out.jsonl",
    )
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert figures["gold"]["leaks"]["PERSON"]["whole"] == 1
    assert figures["cases"]["clustering"]["B-cubed across a case"]["f1"] == 1.0
    assert figures["tab"]["direct_entities"]["whole"] == 1
    assert (figures["policy"], figures["tab_policy"]) == ("success-review", "publication")
    assert figures["portraits"]["over_redaction"]["part"] == 0
    assert "Presidio" in figures["beside"]
    assert figures["gold"]["beside"]["Presidio"]["documents"] == 1
    spans = json.loads((tmp_path / "out.jsonl").read_text("utf-8").splitlines()[1])["spans"]
    person = next(span for span in spans if span.get("person"))
    assert person["label"] != "PERSON"  # what the audience reads


def test_nothing_to_measure_exits_2(run_cli) -> None:
    done = run_cli("evaluate")
    assert done.returncode == 2
    assert "GOLD.jsonl" in done.stderr


def test_a_wrong_line_exits_3_and_is_named(run_cli, tmp_path: Path) -> None:
    _write(tmp_path / "gold.jsonl", GOLD, GOLD | {"id": "n2", "spans": [{"start": 5, "end": 999, "label": "PERSON"}]})
    done = run_cli("evaluate", "gold.jsonl")
    assert done.returncode == 3
    assert "gold.jsonl:2" in done.stderr
    assert "Zainab" not in done.stderr
