"""``redactor bench`` through the real command line, and the parts that need no long run."""

from __future__ import annotations

import json

import pytest

from redactor.errors import RedactorError
from redactor.evaluation import speed
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


def test_a_measurement_that_fails_says_which() -> None:
    with pytest.raises(RedactorError, match="measuring presidio on 300 characters failed"):
        speed.measure("presidio", 300, model="en_no_such_pipeline")
