"""``redactor risk`` through the real command line: exit codes, what is shown, what is accepted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from redactor.cli import cli
from redactor.workspace import Workspace

ARTICLE = (
    "Working together\n\nA mother of eight is here with her twins; the local paper wrote of it. "
    "It was on the front page.\n"
)


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["risk", "--quiet", *arguments])


@pytest.fixture
def share(tmp_path: Path) -> Path:
    folder = tmp_path / "share"
    folder.mkdir()
    (folder / "SUMMARY.md").write_text("# REDACTED DRAFT\n", "utf-8")
    (folder / "case_01_redacted.txt").write_text(ARTICLE, "utf-8")
    return folder


def test_a_share_box_is_read_as_it_is_and_a_family_that_is_known_is_warned_of(share: Path) -> None:
    result = _run(str(share))
    assert result.exit_code == 1, result.output
    assert "the family: LOOK AT THIS" in result.output
    assert "multiple birth, singles out" in result.output


def test_words_are_shown_only_when_asked_for(share: Path) -> None:
    assert "“mother of eight”" not in _run(str(share)).output
    assert "“mother of eight”" in _run(str(share), "--show-text").output


def test_json_is_data(share: Path) -> None:
    data = json.loads(_run(str(share), "--format", "json").stdout)
    assert data["people"][0]["warned"] is True
    assert "words" not in data["people"][0]["survivors"][0]


def test_nothing_to_warn_of_is_exit_code_0(share: Path) -> None:
    (share / "case_01_redacted.txt").write_text("[Mother] was calm.\n", "utf-8")
    result = _run(str(share))
    assert result.exit_code == 0, result.output
    assert "No indirect identifier" in result.output


def test_an_unknown_area_or_id_is_exit_code_2(share: Path) -> None:
    assert _run(str(share), "--area", "atlantis").exception is not None
    with pytest.raises(Exception, match="no workspace"):
        CliRunner().invoke(cli, ["risk", str(share), "--accept", "abc"], catch_exceptions=False)


def test_an_accepted_suggestion_is_remembered_in_the_workspace(share: Path) -> None:
    box = Workspace.create(share.with_name("share_CONFIDENTIAL_do_not_share"))
    data = json.loads(_run(str(share), "--format", "json").stdout)
    twins = next(s["id"] for s in data["people"][0]["survivors"] if s["kind"] == "multiple birth")
    result = _run(str(share), "--accept", twins)
    assert "1 generalisations are accepted" in result.output
    assert box.read_json("generalisations.json")["accepted"][0]["text"] == "her [siblings]"
    assert box.has("risk.md")
    assert not (share / "risk.md").exists()


def test_a_case_is_redacted_in_memory_first(tmp_path: Path) -> None:
    case = tmp_path / "case"
    case.mkdir()
    (case / "note.txt").write_text("Visit 12/03/2023. Kelly Hart, mother of eight, has twins.\n", "utf-8")
    result = _run(str(case), "--show-text")
    assert result.exit_code == 1, result.output
    assert "Kelly" not in result.output
    assert "“[a large sibling group]”" in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["case"], "nothing is written"


def test_examples_of_a_policy_are_written_as_a_page(tmp_path: Path) -> None:
    case = tmp_path / "case"
    case.mkdir()
    (case / "note.txt").write_text("Visit on 12 March 2023 by Priya Shah to Kelly Hart.\n", "utf-8")
    target = tmp_path / "page.html"
    result = CliRunner().invoke(
        cli, ["rules", "examples", str(case), "--policy", "success-review", "--out", str(target), "--quiet"])
    assert result.exit_code == 0, result.output
    page = target.read_text("utf-8")
    assert "[Week 1]" in page
    assert "success-review" in page
