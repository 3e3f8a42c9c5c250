"""What 'redactor rules show' promises is what happens."""

from __future__ import annotations

import pytest
from replacement_case import case, policy

from redactor.rulebook import in_plain_words
from redactor.rulebook.actions import Action

NAMES = ("success-review", "internal-learning", "publication")


@pytest.mark.parametrize("name", NAMES)
def test_a_policy_is_told_in_whole_sentences(name: str) -> None:
    told = dict(in_plain_words(policy(name)))
    assert all(text and "{" not in text for text in told.values())
    assert {"Family members", "Clock", "Age bands", "Refuges", "Own council", "Times of day"} <= told.keys()


@pytest.mark.parametrize("name", NAMES)
def test_what_is_told_of_the_clock_is_what_happens(name: str) -> None:
    told = dict(in_plain_words(policy(name)))
    marked = "Referral <DATE:02/01/2023>\nKnown in <DATE:2018>, seen <DATE:13/02/2023> 14:20, 14/40, Year 4"
    read = case(marked).redacted(policy(name))
    assert ("[before the case]" in read) is ("[before the case]" in told["Clock"])
    assert ("14:20" in read) is (told["Times of day"] == "kept.")
    assert ("14/40" in read) is (told["Stage of pregnancy"] == "kept.")
    assert ("Year 4" in read) is (told["School years"] == "kept.")
    assert ("[Week 7" in read) is ("Week 4," not in told["Clock"])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("attribute", "words"),
    [("nationality", "Somali"), ("faith", "Jain"), ("occupation", "trawlerman"), ("diagnosis", "Kabuki syndrome"),
     ("family_size", "mother of eight"), ("office", "the mayor"), ("media", "in the local paper")],
)
def test_what_is_told_of_each_attribute_is_what_happens(name: str, attribute: str, words: str) -> None:
    action = policy(name).action_for(attribute)
    read = case(f"It is <QUASI:{words}> here.").redacted(policy(name))
    assert (words in read) is (action in {Action.KEEP, Action.FLAG})
    assert ("[" in read) is (action not in {Action.KEEP, Action.FLAG, Action.DROP})


def test_policies_grow_stricter_with_the_distance_of_the_reader() -> None:
    marked = (
        "Referral <DATE:02/01/2023>\nA <QUASI:Jain> <QUASI:trawlerman> in <LOCATION:Sampleford> told "
        "<PERSON#worker:Ann Lee> at <ORGANISATION#school:St Ebba's Primary>."
    )
    inside, hall, press = (case(marked).redacted(policy(name)) for name in (NAMES[1], NAMES[0], NAMES[2]))
    assert "trawlerman" in inside
    assert "trawlerman" not in hall
    assert "[Social Worker]" in hall
    assert "[Professional]" in press


@pytest.mark.parametrize("attribute", ["nationality", "faith", "event", "office", "media"])
def test_the_label_that_is_promised_is_the_one_written(attribute: str) -> None:
    chosen = policy("publication")
    told = dict(in_plain_words(chosen))
    words = {"nationality": "Somali", "faith": "Jain", "event": "the riots", "office": "the mayor",
             "media": "in the local paper"}[attribute]
    read = case(f"It is <QUASI:{words}> here.").redacted(chosen)
    assert read[read.index("["):read.index("]") + 1] in " ".join(told.values())
