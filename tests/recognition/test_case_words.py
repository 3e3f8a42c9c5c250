"""Sentence starts and lemmas of the embedded pipeline, without its model."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
import spacy

from redactor.recognition.ner.tokeniser import CaseTokeniser
from redactor.recognition.ner.words import case_words


def _read(text: str):
    return case_words(CaseTokeniser(spacy.blank("en").vocab)(text))


def test_sentences_end_at_full_stops_and_lines_but_not_after_titles_and_initials() -> None:
    doc = _read("Dr. Patel rang J. Smith. She came.\nName: Lee")
    assert [sentence.text.strip() for sentence in doc.sents] == ["Dr. Patel rang J. Smith.", "She came.", "Name: Lee"]
    assert doc[0].is_sent_start
    assert doc[1].is_sent_start is False


def test_lemmas_are_plain() -> None:
    assert [token.lemma_ for token in _read("The Children visited her schools")] == [
        "the", "child", "visit", "her", "school"]


def test_an_empty_text_is_no_trouble() -> None:
    assert len(_read("")) == 0


@pytest.mark.usefixtures("bounded")
def test_work_grows_with_the_length_only(effort: Callable[[Callable[[], object]], int]) -> None:
    tokenise = CaseTokeniser(spacy.blank("en").vocab)
    short, long = (
        effort(partial(case_words, tokenise("Kelly was calm. " * count))) for count in (2_000, 20_000))
    assert long < 10 * 1.5 * short
