"""Our own training passages: well marked, and fit for being varied."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from redactor.casefile import GOLD_LABELS
from redactor.training import recipe
from redactor.training.augment import Augmenter
from redactor.training.corpora import Passage, own_passages, own_volumes
from redactor.training.gazetteer import Gazetteer

#: A gazetteer of invented and common words, enough for every kind of slot.
WORDS = Gazetteer(
    forenames=["Orla", "Tomos", "Zofia"], surnames=["Exampleton", "O'Sample", "Testwick"],
    places=["Sampleford", "Little Example"], streets=["Example Lane", "Sample Street"],
    schools=["Sampleford Primary School"], surgeries=["Example Surgery"], hospitals=["Sampleford Infirmary"],
    councils=["Exampleshire Council"], forces=["Exampleshire Police"], postcodes=["ZZ99 9ZZ"],
    countries=["Exampleland"], nicknames={"orla": ["Orly"]},
)


@cache
def passages() -> tuple[Passage, ...]:
    return tuple(own_passages())


def test_every_mark_is_understood() -> None:
    for passage in passages():
        assert not re.search(r"\[\[|\]\]|\{\{|\}\}", passage.text), passage.id
        for span in passage.spans:
            assert span.labels[0] in GOLD_LABELS, passage.id
            assert not span.person or span.labels[0] == "PERSON", passage.id
            assert "\n" not in passage.text[span.start:span.end], passage.id


def test_a_weekday_and_the_article_stand_outside_a_date() -> None:
    """So the gold has it; a network taught both ways learns neither."""
    edge = re.compile(r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|the)\b")
    assert [
        passage.id for passage in passages() for span in passage.spans
        if span.labels[0] == "DATE" and edge.match(passage.text, span.start, span.end)
    ] == []


def test_what_is_written_later_changes_nothing_in_what_is_held_out(monkeypatch: pytest.MonkeyPatch) -> None:
    volumes = own_volumes()
    monkeypatch.setattr(recipe, "public_corpora", lambda data: [])
    whole = recipe.Recipe(Path(), 1)
    monkeypatch.setattr(recipe, "own_volumes", lambda: volumes[:-1])
    fewer = recipe.Recipe(Path(), 1)
    assert {passage.id for passage in fewer.held_out} < {passage.id for passage in whole.held_out}
    assert not {passage.id for passage in whole.held_out} & {passage.id for passage in whole.learnt}
    assert len(whole.held_out) + len(whole.learnt) == len(passages())


def test_every_passage_can_be_varied_and_keeps_its_marks() -> None:
    augmenter = Augmenter(WORDS, seed=3)
    for passage in passages():
        varied = augmenter.vary(passage)
        assert [span.labels for span in varied.spans] == [span.labels for span in passage.spans], passage.id
        assert all(varied.text[span.start:span.end].strip() for span in varied.spans), passage.id
        before = [passage.text[start:end] for start, end in passage.traps]
        after = [varied.text[start:end] for start, end in varied.traps]
        assert [trap.replace("’", "'").lower() for trap in after] == [
            trap.replace("’", "'").lower() for trap in before], passage.id
