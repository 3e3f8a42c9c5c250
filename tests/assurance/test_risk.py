"""The jigsaw list: a family is known by what it is made of, not by its names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from redactor.assurance.risk import (
    _NAME_OF_KIND,
    _TRACES,
    ACCEPTED,
    FAMILY,
    PersonRisk,
    accept,
    area_size,
    as_json,
    fits_in_words,
    jigsaw,
    load_accepted,
    save_risk,
)
from redactor.casefile import Document, Location, Resolution, TextBlock
from redactor.errors import ReadError, UsageError
from redactor.recognition import attributes
from redactor.recognition.attributes import find_attributes
from redactor.replacement import Timeline, plan, redacted_text
from redactor.rulebook import load_rulebook
from redactor.rulebook.tables import table
from redactor.workspace import RISK, Workspace

ARTICLE = (
    "Working together for the youngest\n"
    "A mother of eight, five of them adopted, was pregnant again by the same father when our team met her. The family "
    "was only known to Sampleshire Council for the most recent removal.\n"
    "At our September event we heard that the two youngest are now home and the case is closing. Thank you to "
    "[Team Manager]."
)


def _family(risks: list[PersonRisk]) -> PersonRisk:
    return next(risk for risk in risks if risk.person == FAMILY)


def _document(text: str) -> Document:
    blocks = tuple(
        TextBlock(id=f"b{number}", text=line, location=Location(part="body"))
        for number, line in enumerate(text.split("\n")))
    return Document(id="d01", path="a.txt", format="txt", sha256="", blocks=blocks)


def test_a_success_review_article_is_flagged_on_its_composition() -> None:
    family = _family(jigsaw({"d01": ARTICLE}))
    assert family.warned
    assert {
        "size of a family", "adoption of siblings", "same father", "pregnancy", "month or season", "named council",
        "children at home", "only known for one event",
    } <= set(family.kinds)
    assert family.high < 10, "eight children of whom five were adopted are hardly more than one family"


def test_a_plain_note_is_not_flagged() -> None:
    text = (
        "[Week 3]: visit to [Mother] and [Child A, aged 5–9]. [Mother] was calm. S47 was discussed; [Team Manager] "
        "agreed. Two children were seen awake. I felt torn."
    )
    assert not any(risk.warned for risk in jigsaw({"d01": text}))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("[Child A] and [Child B] are twins.", "multiple birth"),
        ("It was on the front page of the local paper.", "media coverage"),
        ("[Child A] has Kabuki syndrome.", "diagnosis"),
        ("[Uncle 1] is the councillor.", "an office one person holds"),
        ("They are the only two-mum family in our village.", "one of a kind"),
    ],
)
def test_one_fact_that_singles_out_is_enough(text: str, kind: str) -> None:
    risks = jigsaw({"d01": text})
    assert any(survivor.kind == kind and survivor.unique for risk in risks for survivor in risk.survivors)
    assert any(risk.warned for risk in risks)


def test_facts_are_listed_with_the_person_they_are_about() -> None:
    text = "[Mother] speaks Tigrinya. [Child A, aged 5–9] has Kabuki syndrome.\nMum worked as a trawlerman."
    people = {risk.person: set(risk.kinds) for risk in jigsaw({"d01": text})}
    assert people == {"Mother": {"language", "occupation"}, "Child A": {"diagnosis"}}


def test_what_is_true_of_the_family_counts_for_each_of_its_members() -> None:
    risks = jigsaw({"d01": "[Mother] speaks Tigrinya.\nShe is a mother of eight. Five were adopted."})
    mother = next(risk for risk in risks if risk.person == "Mother")
    assert {"language", "size of a family", "adoption of siblings"} <= set(mother.kinds)
    assert mother.warned
    assert mother.expected < _family(risks).expected


def test_praise_and_messages_word_for_word_survive_redaction_and_are_listed() -> None:
    text = 'Thanks to [Social Worker] for this. Mum texted: "its me off insta from tuesday lol". He said "I like it".'
    risks = jigsaw({"d01": text})
    assert _family(risks).kinds == ("praise or an award",)
    assert {kind for risk in risks for kind in risk.kinds} == {"praise or an award", "message word for word"}


def test_the_estimate_grows_with_the_area_and_owns_up_to_its_error() -> None:
    small, large = (_family(jigsaw({"d01": "A mother of eight."}, area=area)) for area in ("town", "county"))
    assert small.expected * 16 == pytest.approx(large.expected)
    assert small.low * 100 == pytest.approx(small.high)
    assert "between" in fits_in_words(large)


def test_an_area_is_a_name_or_a_number() -> None:
    assert area_size("50,000") == area_size("town") == 50_000
    assert area_size() == area_size("unitary authority")
    with pytest.raises(UsageError, match="no area"):
        area_size("atlantis")


def test_every_kind_that_is_found_has_a_figure() -> None:
    kinds = table("marginals", "risk")["kinds"]
    assert all(0 < float(entry["share"]) <= 1 and entry["unit"] in {"person", "family"} for entry in kinds.values())
    for risk in jigsaw({"d01": ARTICLE}):
        assert set(risk.kinds) <= set(kinds)


def test_a_persons_list_does_not_repeat_the_familys() -> None:
    risks = jigsaw({"d01": "[Mother] speaks Tigrinya.\nShe is a mother of eight."})
    mother = next(risk for risk in risks if risk.person == "Mother")
    assert [survivor.kind for survivor in mother.survivors] == ["language"]
    assert mother.shared == _family(risks).survivors


@pytest.mark.parametrize(
    "text", ["It went viral.", "He was convicted of the chip shop murder.", "Both children were removed."])
def test_words_that_hold_a_verb_have_no_suggestion(text: str) -> None:
    assert [survivor.suggestion for risk in jigsaw({"d01": text}) for survivor in risk.survivors] == [""]


def test_search_phrases_and_words_are_for_the_confidential_box_only() -> None:
    risks = jigsaw({"d01": ARTICLE})
    shared = json.dumps(as_json(risks, confidential=False))
    assert "mother of eight" not in shared.replace("mother of [a large sibling group]", "")
    assert "Sampleshire" not in shared
    assert "search" not in shared
    assert any("Sampleshire Council" in phrase for risk in risks for phrase in risk.phrases)
    assert "Sampleshire" not in repr(risks)


def test_ids_are_the_same_in_every_run_and_however_the_words_are_written() -> None:
    one = {s.id for risk in jigsaw({"a": "A mother of eight."}) for s in risk.survivors}
    two = {s.id for risk in jigsaw({"b": "x\nThe Mother of Eight rang."}) for s in risk.survivors}
    assert one == two


def test_an_accepted_suggestion_is_applied_in_the_next_run_and_survives_no_more(tmp_path: Path) -> None:
    box = Workspace.create(tmp_path / "box")
    text = "[Child A] is a twin. The twin sister plays in the brass band. It was in the local paper."
    risks = jigsaw({"d01": text})
    ids = [s.id for risk in risks for s in risk.survivors if s.kind in {"media coverage", "multiple birth"}]
    accepted = accept(risks, ids, box)
    assert load_accepted(box) == accepted
    document = _document(text)
    policy = load_rulebook(None).policy("success-review")
    nobody = Resolution(subjects={}, subject_by_span={})
    replacements = plan(document, (), nobody, Timeline.of([document], ()), policy, accepted=accepted)
    redacted = redacted_text(document, replacements)
    assert redacted == (
        "[Child A] is a [sibling]. The [sibling] sister plays in the brass band. It was [known locally].")
    left = {s.kind for risk in jigsaw({"d01": redacted}) for s in risk.survivors}
    assert "multiple birth" not in left


def test_accepting_all_takes_only_what_has_a_suggestion(tmp_path: Path) -> None:
    box = Workspace.create(tmp_path / "box")
    risks = jigsaw({"d01": ARTICLE})
    accepted = accept(risks, ["all"], box)
    assert {item.words for item in accepted} >= {"mother of eight", "Sampleshire Council"}
    assert all(item.text.count("[") == 1 for item in accepted)
    assert accept(risks, [accepted[0].id], box) == accepted, "accepting twice changes nothing"


def test_what_only_a_person_can_rewrite_cannot_be_accepted(tmp_path: Path) -> None:
    box = Workspace.create(tmp_path / "box")
    risks = jigsaw({"d01": "A mother of eight is pregnant again. Thanks to [Social Worker]."})
    praise = next(s for risk in risks for s in risk.survivors if s.kind == "praise or an award")
    with pytest.raises(UsageError, match="person"):
        accept(risks, [praise.id], box)
    with pytest.raises(UsageError, match="no 'zzz'"):
        accept(risks, ["zzz"], box)
    assert not box.has(ACCEPTED)


def test_a_damaged_file_of_accepted_generalisations_is_refused(tmp_path: Path) -> None:
    box = Workspace.create(tmp_path / "box")
    box.write_json(ACCEPTED, {"schema": 1, "accepted": [{"id": "a"}]})
    with pytest.raises(ReadError, match="damaged"):
        load_accepted(box)
    box.write_json(ACCEPTED, {"schema": 99, "accepted": []})
    with pytest.raises(ReadError, match="version"):
        load_accepted(box)


def test_the_list_goes_into_the_workspace(tmp_path: Path) -> None:
    box = Workspace.create(tmp_path / "box")
    save_risk(jigsaw({"d01": ARTICLE}), box)
    assert box.read_json(RISK)["people"][0]["person"] == FAMILY
    page = box.read("risk.md").decode()
    assert "CONFIDENTIAL" in page
    assert "mother of eight" in page


def test_suggestions_keep_the_verb_of_their_sentence() -> None:
    for risk in jigsaw({"d01": ARTICLE}):
        for survivor in risk.survivors:
            if survivor.suggestion:
                assert not {"was", "are", "met", "heard"} & set(survivor.words.lower().split()), survivor.kind


def test_attributes_of_a_text_with_labels_never_lie_within_a_label() -> None:
    document = _document("[worker in fishing and farming] and [Eastern European] [a genetic condition] [some] adopted")
    assert find_attributes(document) == []


def test_a_label_of_ours_has_no_suggestion_that_could_not_be_applied() -> None:
    (mother,) = [risk for risk in jigsaw({"d1": "[Mother] is [South Asian]."}) if risk.person == "Mother"]
    assert [survivor.suggestion for survivor in mother.survivors] == [""]


@pytest.mark.parametrize(("text", "person"), [
    ("[Mother] works nights. She is Tigrayan and has Kabuki syndrome.", "Mother"),
    ("[Mother] rang. [Father] was out. She has Kabuki syndrome.", "Mother"),
    ("[Child A] goes to the only school on the island. He won the Young Carer of the Year award.", "Child A"),
    ('[Mother] showed me a text from [Father]: "I will take them all away tonight"', "Father"),
    ("It was said that she has Kabuki syndrome.", FAMILY),
])
def test_pronouns_and_labels_within_say_whom_a_fact_is_about(text: str, person: str) -> None:
    assert [risk.person for risk in jigsaw({"d01": text}) if risk.survivors] == [person]


def test_search_phrases_are_what_somebody_would_type() -> None:
    risks = jigsaw({"d01": (
        "The twins [Child A] and [Child B] are in the local paper. [Mother] showed me a text from [Father]: "
        '"I will take them all away tonight". [Mother] is a mother of [a large sibling group].')})
    phrases = {phrase for risk in risks for phrase in risk.phrases}
    assert {'"twins"', '"local paper"', '"I will take them all away tonight"'} <= phrases
    assert not any("[" in phrase or "large sibling group" in phrase or "Father" in phrase for phrase in phrases)


def test_accepted_words_read_naturally_at_the_head_of_a_sentence_and_behind_an_article(tmp_path: Path) -> None:
    text = (
        "The twins slept. It is about the twins. A same-sex couple took them. Dad is a trans man. Same father as the "
        "others. She goes to the only school on the island.")
    accepted = accept(jigsaw({"d01": text}), ["all"], Workspace.create(tmp_path / "box"))
    document = _document(text)
    policy = load_rulebook(None).policy("success-review")
    replacements = plan(
        document, (), Resolution(subjects={}, subject_by_span={}), Timeline.of([document], ()), policy,
        accepted=accepted)
    assert redacted_text(document, replacements) == (
        "The [siblings] slept. It is about the [siblings]. A [couple] took them. Dad is an [adult]. [The father]. "
        "She goes to a school [in the area].")


@pytest.mark.parametrize(("text", "kind"), [
    ("[Mother], [second trimester], was calm.", "pregnancy"),
    ("They were known for the most recent removal.", "earlier removals"),
    ("Three of his brothers were taken into care.", "earlier removals"),
    ("Five sibs, two by different fathers.", "unusual family"),
])
def test_what_a_family_is_made_of_is_found(text: str, kind: str) -> None:
    assert kind in {kind for risk in jigsaw({"d01": text}) for kind in risk.kinds}


def test_every_kind_that_is_found_has_its_share() -> None:
    """A kind without one would stop a run."""
    found = {reason for *_, reason in attributes._FAMILY} | {reason for *_, reason in attributes._OTHER} | {
        *_NAME_OF_KIND} | {kind for kind, _ in _TRACES}
    assert {_NAME_OF_KIND.get(reason, reason) for reason in found} <= {*table("marginals", "risk")["kinds"]}
