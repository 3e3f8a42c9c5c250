"""Numbers and words that look like an age, a date or a name and are none stay as they read."""

from __future__ import annotations

import pytest
from replacement_case import case, policy


@pytest.mark.parametrize(
    "marked",
    [
        "PHQ-9 now <AGE:8>, Apgars <AGE:9> and 10",
        "Scaling (0–10): police 2; midwife <AGE:5>; mother <AGE:6>",
        "She is <AGE:two> years without methadone.",
        "Non-molestation order <AGE:(12 months)>, no bail",
        "third admission in twelve <AGE:months>",
        "Dry for <AGE:four weeks> now",
        "It lasted within <AGE:3> months",
        "He carried him in at <AGE:three> in the morning",
        "I'm coming at <AGE:11>. Wait.",
        "He owes <AGE:600> and had <AGE:14> wraps",
        "Ollie is <AGE:21 kg> now",
        "He is under <AGE:16>, so it is private fostering",
        "a normal night, so here is <AGE:one>.",
        "<DATE:Tue> last",
        "p. <DATE:4> of it",
        "once <DATE:of> old, <DATE:and the> rest",
        "<DATE:Second>. Both weekends",
        "I am asking for <AGE:four>. Not because",
        "10.00–11.<DATE:20>. Upstairs",
        "since <DATE:last> winter",
        "seen <DATE:yesterday>, <DATE:last Tuesday> and <DATE:last month>",
        "Apgars <DATE:9/10> and NICU <AGE:16> days",
        "Can you (<PERSON:a>) text and (<PERSON:b>) ring",
        "Decree <DATE:absolute> on file",
        "She asked how long I'd done it. <AGE:Three> years.",
        "at Tamsin'<ORGANISATION:s> request",
        "<AGE:Fourth>, three nights. Then home",
        "The father of the youngest <AGE:four> is abroad",
        "Core group. <DATE:3>/<DATE:5> sessions done, <DATE:3>.2kg, born well",
        "<AGE:5>. Nobody agreed",
        "the <ORGANISATION:the> shop",
        "Slipper. It was <AGE:two> only",
        "Tilly is <AGE:one> of twins",
        "two carers doing the work of <AGE:six>",
        "1. The doctor. 2. Tilly! It means bed. <AGE:3>. Jenny and Jacky, over the plan",
        "at Mia'<ORGANISATION:s school> gate",
        "p.<PERSON:s>. the physio will back me up",
        "<PERSON:Pastor> corrected him",
        "<DATE:end of> the order",
        "the <DATE:end> of it",
    ],
)
def test_a_number_of_something_else_stays(marked: str) -> None:
    made = case(marked)
    assert made.redacted() == made.documents[0].text
    assert made.timeline.flags == ()


@pytest.mark.parametrize(
    ("marked", "read"),
    [
        ("rang at <AGE:22> <AGE:weeks> pregnant", "rang [in the second trimester of pregnancy]"),
        ("00:<DATE:14> a text", "[overnight] a text"),
        ("<DATE:10>:01 a text", "[morning] a text"),
        ("in care at <AGE:13> and again", "in care at [age 10–15] and again"),
        ("aged <AGE:8> months", "aged [under 1]"),
        ("Dana from <DATE:Second Spring> came", "Dana from [Organisation] came"),
        ("Baby born at <ADDRESS:39>+<ADDRESS:4>, well", "Baby born [full term], well"),
        ("lives on <ADDRESS:Cobden> <LOCATION:Street> now", "lives on [Place] now"),
        ("works at <ORGANISATION:Harkers> <QUASI:bakery>.", "works at [Employer]."),
        ("<ORGANISATION:Cllr> <PERSON#nobody:Dave Horrocks> asked", "[Person 5] asked"),
        ("his <AGE:fourth> birthday", "his [birthday, aged 1–4]"),
        ("Your <AGE:18th> birthday is", "Your [birthday, aged 18–25] is"),
        ("a baby of <AGE:8 months>", "a baby of [under 1]"),
        ("He is <AGE:two> only", "He is [aged 1–4] only"),
        ("<DATE:New Year> 8, joined today", "New [Key Stage 3], joined today"),
        ("<DATE:New> Year 8, joined today", "New [Key Stage 3], joined today"),
        ("He is <AGE:16>, in school", "He is [aged 16–17], in school"),
        ("under <AGE:7> and small", "under [5–9] and small"),
        ("<AGE:8 weeks old> for now", "[under 1] for now"),
        ("Sam, <AGE:6>, scores well", "Sam, [aged 5–9], scores well"),
        ("on the <DATE:second>", "on the [date]"),
        ("<DATE:12/09/2023> 10.<DATE:06> and", "[Week 1, morning] and"),
        ("on the day, <DATE:14>.<DATE:10>", "on the day, [date].[date]"),
        ("met <AGE:(27a)>, ground floor", "met [Address], ground floor"),
        ("over <DATE:nowruz holidays>", "over [date]"),
        ("fine at <AGE:16> weeks", "fine at [under 1]"),
        ("in care at <AGE:13>–<AGE:16> then", "in care at [age 10–15]–[16–17] then"),
        ("<DATE:14> June", "[date] June"),
    ],
)
def test_a_true_age_or_date_is_still_replaced(marked: str, read: str) -> None:
    assert case(marked).redacted() == read


@pytest.mark.parametrize("marked", [
    "Tilly - had him <AGE:9 days>.", "<AGE:18 months> later he was.", "<AGE:18 months later> he was.",
    "<DATE:18 months later> he was.", "and <DATE:two weeks later> he left",
    "Log 21:<OTHER_REF:14> and <OTHER_REF:21>:14",
])
def test_how_long_something_took_and_when_is_no_age_and_no_number(marked: str) -> None:
    made = case(marked)
    assert made.redacted(policy("internal-learning")) == made.documents[0].text


@pytest.mark.parametrize(("marked", "told"), [
    ("the <ORGANISATION:N.A>. group worker", "the [Organisation] group worker"),
    ("He left <ORGANISATION:N.A>. He is back.", "He left [Organisation]. He is back."),
    ("He attends <PERSON:N>.<PERSON:A>. weekly.", "He attends [Person] weekly."),
])
def test_the_points_of_an_abbreviation_belong_to_it(marked: str, told: str) -> None:
    assert case(marked).redacted() == told


@pytest.mark.parametrize(("marked", "told"), [
    ("<QUASI:four children were adopted by> Kent", "[some] children were adopted by Kent"),
    ("<QUASI:Five children were removed> at birth", "[A large sibling group] were removed at birth"),
    ("He is the <QUASI:youngest of six children>.", "He is [part of a large sibling group]."),
])
def test_a_family_told_roughly_keeps_its_verb(marked: str, told: str) -> None:
    assert case(marked).redacted() == told
