"""``redactor bench`` through the real command line, and the parts that need no long run."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pandas
import pikepdf
import pytest

from redactor.errors import RedactorError
from redactor.evaluation import speed
from redactor.evaluation.bulk import make
from redactor.evaluation.presidio import PlainPresidio
from redactor.evaluation.probe import sample_text


def test_a_model_that_is_not_there_exits_2(run_cli) -> None:
    done = run_cli("bench", "--quick", "--beside-model", "en_no_such_pipeline")
    assert done.returncode == 2
    assert done.stdout == ""
    assert "no such spaCy pipeline" in done.stderr


@pytest.mark.parametrize("length", [1, 999, 50_000])
def test_sample_text_has_the_length_asked_for(length: int) -> None:
    assert len(sample_text(length)) == length


def test_one_small_run_measures_both_in_processes_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speed, "COMPARED", 600)
    result = speed.bench(PlainPresidio(model="", note="a blank pipeline"), [300])
    numbers = json.loads(json.dumps(result.as_json()))
    for system in ("redactor", "presidio"):
        assert numbers[system]["length"] == 600
        assert numbers[system]["characters_per_second"] > 0
        assert numbers[system]["cold"] >= numbers[system]["load"] > 0
        assert numbers[system]["findings"] > 0
    assert [timing["length"] for timing in numbers["growth"]] == [300]
    assert result.own.memory is None or result.own.memory > 50
    assert "characters per second" in "\n".join(result.lines())


@pytest.mark.parametrize(("name", "amount"), [("pdf", 3), ("xlsx", 40)])
def test_a_file_has_the_pages_or_rows_asked_for(name: str, amount: int, tmp_path: Path) -> None:
    path = tmp_path / f"x.{name}"
    make(name, path, amount)
    if name == "pdf":
        with pikepdf.open(path) as document:
            assert len(document.pages) == amount
    else:
        assert len(pandas.read_excel(path)) == amount


def test_a_page_of_word_is_a_page(tmp_path: Path) -> None:
    make("docx", tmp_path / "x.docx", 5)
    document = docx.Document(str(tmp_path / "x.docx"))
    breaks = sum(paragraph._p.xml.count('w:type="page"') for paragraph in document.paragraphs)
    words = sum(len(paragraph.text.split()) for paragraph in document.paragraphs) / 5
    assert breaks == 5
    assert 200 < words < 350  # with a table of three rows


def test_a_whole_file_is_measured_from_reading_to_proof() -> None:
    timing = speed.measure_file("docx", 2)
    numbers = json.loads(json.dumps(timing.as_json()))
    assert timing.written, "the measured file was withheld"
    assert (numbers["name"], numbers["amount"], numbers["unit"]) == ("docx", 2, "pages")
    assert numbers["per_second"] > 0 and numbers["findings"] > 20 and numbers["size"] > 10_000
    assert {"Reading", "Recognising", "Writing"} <= set(numbers["stages"])
    assert sum(numbers["stages"].values()) <= numbers["seconds"] + 0.1
    assert "2 pages docx" in "\n".join(speed.file_lines([timing]))


def test_who_is_who_is_measured_by_mentions() -> None:
    (timing,) = speed.bench_people([500])
    numbers = json.loads(json.dumps(timing.as_json()))
    assert (numbers["mentions"], numbers["documents"]) == (500, 10)
    assert 10 < numbers["people"] < 250 and numbers["cpu"] > 0
    assert "500" in "\n".join(speed.people_lines([timing]))


def test_a_measurement_that_fails_says_which() -> None:
    with pytest.raises(RedactorError, match="measuring presidio on 300 characters failed"):
        speed.measure("presidio", 300, model="en_no_such_pipeline")
