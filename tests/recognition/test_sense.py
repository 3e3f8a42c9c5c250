"""What the statistical recogniser cannot have meant is put right; what a format says stands."""

import pytest

from redactor.casefile import Finding
from redactor.recognition.sense import put_right
from redactor.rulebook import KeepMatcher, load_rulebook


@pytest.fixture(scope="module")
def keep() -> KeepMatcher:
    return KeepMatcher(load_rulebook())


def left(keep: KeepMatcher, text: str, words: str, entity: str, recogniser: str = "case_ner") -> list[str]:
    start = text.index(words)
    finding = Finding(
        document_id="d", start=start, end=start + len(words), entity_type=entity, score=0.99, recogniser=recogniser)
    return [text[item.start:item.end].strip(" –-/:") for item in put_right(text, [finding], keep.spans(text))]


@pytest.mark.parametrize(("text", "words", "wanted"), [
    ("saw HV – Gill Example today", "HV – Gill Example", "Gill Example"),
    ("rang MGM Pat Example", "MGM Pat Example", "Pat Example"),
    ("with Gill Example HV", "Gill Example HV", "Gill Example"),
    ("saw Gill Example today", "Gill Example", "Gill Example"),
])
def test_roles_at_the_edge_of_a_name_stay(keep: KeepMatcher, text: str, words: str, wanted: str) -> None:
    assert left(keep, text, words, "PERSON") == [wanted]


@pytest.mark.parametrize("words", ["14.50", "14:20", "2.15pm", "3 pm"])
def test_a_clock_time_is_no_date(keep: KeepMatcher, words: str) -> None:
    assert left(keep, f"seen at {words} today", words, "DATE") == []
    assert left(keep, f"seen at {words} today", words, "DATE", "dates") == [words]


def test_what_may_be_a_day_is_one(keep: KeepMatcher) -> None:
    assert left(keep, "her letter of 14.09 went unanswered", "14.09", "DATE") == ["14.09"]


@pytest.mark.parametrize(("text", "words", "stays"), [
    ("booked at 22 weeks", "22 weeks", False), ("34 wks, growth fine", "34 wks", False),
    ("she is 34 weeks pregnant", "34 weeks pregnant", False), ("she is 34 weeks pregnant", "34", False),
    ("she is 34 weeks pregnant", "weeks", False), ("the family (x5 children)", "x5", False),
    ("baby, 6 weeks", "6 weeks", True), ("baby is 12 weeks old", "12 weeks", True), ("aged 7", "7", True),
])
def test_weeks_of_pregnancy_are_no_age(keep: KeepMatcher, text: str, words: str, stays: bool) -> None:
    assert bool(left(keep, text, words, "AGE")) is stays


@pytest.mark.parametrize("words", ["Cc", "b", "née", "To"])
def test_words_beside_names_are_nobody(keep: KeepMatcher, words: str) -> None:
    assert left(keep, f"x {words} y", words, "PERSON") == []


def test_the_ending_of_a_possessive_is_nobody(keep: KeepMatcher) -> None:
    assert left(keep, "the Example's review", "s", "PERSON") == []


@pytest.mark.parametrize(("words", "stays"), [
    ("2340hrs", False), ("2710g", False), ("38+2", False), ("2", False), ("101", True), ("07700 900123", True),
    ("900 123", True),
])
def test_measures_call_nobody(keep: KeepMatcher, words: str, stays: bool) -> None:
    assert bool(left(keep, f"seen {words} today", words, "PHONE_NUMBER")) is stays


@pytest.mark.parametrize("words", ["14/40", "2/52", "38+2/40"])
def test_fractions_of_a_pregnancy_or_a_year_are_no_dates(keep: KeepMatcher, words: str) -> None:
    assert left(keep, f"seen at {words} today", words, "DATE") == []
