"""Patterns are probed for the time they take: a council's at every start, the packaged ones when rules are checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from redactor.errors import RuleError
from redactor.rulebook import find_problems, load_rulebook
from redactor.rulebook import models as rule_models


@pytest.fixture
def probed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    patterns: list[str] = []
    whole = rule_models.why_unsafe
    monkeypatch.setattr(rule_models, "why_unsafe", lambda pattern: patterns.append(pattern.pattern) or whole(pattern))
    return patterns


def test_packaged_patterns_are_probed_only_when_rules_are_checked(probed: list[str]) -> None:
    count = sum(len(rule.patterns) for rule in load_rulebook().recognisers)
    assert probed == []
    assert find_problems() == ()
    assert len(probed) >= count > 0


def test_a_council_s_slow_pattern_is_refused_at_every_start(probed: list[str], tmp_path: Path) -> None:
    folder = tmp_path / "recognisers"
    folder.mkdir()
    (folder / "own.yaml").write_text(
        "schema: 1\nrecognisers:\n  - name: slow-code\n    entity_type: OTHER_REF\n    description: slow\n"
        "    patterns:\n      - regex: '(?:a+)+b'\n", encoding="utf-8")
    with pytest.raises(RuleError, match="for ever"):
        load_rulebook(tmp_path)
    assert probed == ["(?:a+)+b"]
