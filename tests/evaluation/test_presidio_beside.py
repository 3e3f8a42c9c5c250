"""Plain Presidio as a yardstick."""

from __future__ import annotations

import socket

import pytest
import spacy

from redactor.errors import UsageError
from redactor.evaluation.gold import GoldDocument
from redactor.evaluation.presidio import plain_presidio


def test_presidio_finds_an_email_without_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    plain = plain_presidio()
    text = "Write to a.person@example.org please."
    (prediction,) = plain.system()([GoldDocument(id="x", text=text, spans=())])
    assert "a.person@example.org" in {text[mask.start:mask.end] for mask in prediction.masks}


def test_without_an_english_pipeline_the_note_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spacy.util.get_installed_models", list)
    plain = plain_presidio()
    assert plain.model == ""
    assert "no English pipeline is installed" in plain.note


def test_a_pipeline_may_be_named_by_its_folder(tmp_path) -> None:
    spacy.blank("en").to_disk(tmp_path / "tiny")
    assert plain_presidio(str(tmp_path / "tiny")).note.endswith("tiny")


def test_an_unknown_pipeline_is_wrong_use() -> None:
    with pytest.raises(UsageError, match="no such spaCy pipeline"):
        plain_presidio("en_no_such_pipeline")
