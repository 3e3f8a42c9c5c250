"""The before-and-after sheet: policies side by side, nothing shown half redacted."""

from __future__ import annotations

from redactor.assurance.examples import Treated, examples_page
from redactor.casefile import Document, Finding, Location, Replacement, TextBlock
from redactor.rulebook import load_rulebook

TEXT = "Kelly Hart rang about <Tyler>. Seen at home by Ann. Nothing else happened that day at all."


def _treated(name: str, *spans: tuple[str, str, str]) -> Treated:
    block = TextBlock(id="b", text=TEXT, location=Location(part="body"))
    document = Document(id="d01", path="a.txt", format="txt", sha256="", blocks=(block,))
    replacements = []
    for words, entity, label in spans:
        start = TEXT.index(words)
        finding = Finding(
            document_id="d01", start=start, end=start + len(words), entity_type=entity, score=1.0, recogniser="test")
        replacements.append(Replacement(finding=finding, text=label, rule_id="test"))
    return Treated(
        policy=load_rulebook(None).policy(name), documents={"d01": document}, replacements={"d01": replacements})


def test_the_same_sentence_is_shown_under_each_policy() -> None:
    page = examples_page([
        _treated("success-review", ("Kelly Hart", "PERSON", "[Mother]")),
        _treated("publication", ("Kelly Hart", "PERSON", "[Person]")),
    ])
    assert "<mark>Kelly Hart</mark> rang" in page
    assert "<td><b>[Mother]</b> rang" in page
    assert "<td><b>[Person]</b> rang" in page
    assert page.index("success-review") < page.index("publication")


def test_case_text_cannot_become_markup() -> None:
    page = examples_page([_treated("success-review", ("Kelly Hart", "PERSON", "[Mother]"))])
    assert "<Tyler>" not in page
    assert "&lt;Tyler&gt;" in page


def test_a_sentence_that_a_replacement_reaches_out_of_is_not_shown() -> None:
    page = examples_page([_treated("success-review", ("home by Ann. Nothing", "ADDRESS", "[Address]"))])
    assert "Ann" not in page


def test_each_kind_is_shown_and_no_more_sentences_than_asked_for() -> None:
    treated = _treated("success-review", ("Kelly Hart", "PERSON", "[Mother]"), ("home", "LOCATION", "[Place]"))
    assert examples_page([treated]).count("<tr><td>") == 2
    assert examples_page([treated], most=1).count("<tr><td>") == 1


def test_what_the_policies_write_alike_stands_apart_and_is_shown_once() -> None:
    page = examples_page([
        _treated("success-review", ("Kelly Hart", "PERSON", "[Mother]"), ("home", "LOCATION", "[Place]")),
        _treated("publication", ("Kelly Hart", "PERSON", "[Person]"), ("home", "LOCATION", "[Place]")),
    ])
    differing, alike = page.split("The same under every policy")
    assert "[Person]" in differing
    assert "[Place]" not in differing
    assert alike.count("[Place]") == 1


def test_words_that_only_one_policy_replaces_are_marked_too() -> None:
    page = examples_page([
        _treated("success-review"), _treated("publication", ("Kelly Hart", "PERSON", "[Person]")),
    ])
    assert "<mark>Kelly Hart</mark> rang" in page
