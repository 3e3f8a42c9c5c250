"""Names taken apart, and which may be the same one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redactor.people.mentions import read_age, read_date, spells
from redactor.people.names import NameWords, learn, parse, similar

KNOWN = learn([("DOBSON, Kelly Marie", False), ("Priya Raman", False), ("Naylor", True), ("Mia", False)])


@pytest.mark.parametrize(
    ("text", "forenames", "surname"),
    [
        ("Kelly Dobson", ("kelly",), "dobson"),
        ("DOBSON, Kelly Marie", ("kelly", "marie"), "dobson"),
        ("DOBSON Kelly Marie", ("kelly", "marie"), "dobson"),
        ("Kelly DOBSON", ("kelly",), "dobson"),
        ("Gwen ap Rhys", ("gwen",), "ap rhys"),
        ("Ada Owusu-Mensah", ("ada",), "owusu-mensah"),
        ("K. Marie Dobson", ("marie",), "dobson"),
        ("kelly.dobson", ("kelly",), "dobson"),
        ("Kelly Dobson's", ("kelly",), "dobson"),
        ("Siobhán O’Neill", ("siobhan",), "oneill"),
    ],
)
def test_full_names_in_every_order(text: str, forenames: tuple[str, ...], surname: str) -> None:
    name = parse(text, KNOWN)
    assert (name.forenames, name.surname) == (forenames, surname)


def test_what_is_only_an_initial_stays_one() -> None:
    assert (parse("P. Raman", KNOWN).first_initial, parse("P. Raman", KNOWN).surname) == ("p", "raman")
    assert (parse("Raman P", KNOWN).first_initial, parse("Raman P", KNOWN).surname) == ("p", "raman")
    assert (parse("Kelly D", KNOWN).forenames, parse("Kelly D", KNOWN).last_initial) == (("kelly",), "d")
    assert parse("KD", KNOWN).initials == "kd"
    assert parse("K.D.", KNOWN).initials == "kd"
    assert parse("SMc", KNOWN).initials == "smc"


def test_a_short_name_in_capitals_is_no_initials_where_it_is_known() -> None:
    assert parse("MIA", KNOWN).word == "mia"
    assert parse("MIA", NameWords()).initials == "mia"


def test_a_teknonym_is_a_name_of_its_own() -> None:
    assert parse("Mama Seun", KNOWN).word == "mama seun"


def test_a_login_is_read_with_the_names_of_the_case() -> None:
    assert (parse("p_raman", KNOWN).first_initial, parse("p_raman", KNOWN).surname) == ("p", "raman")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("elizabeth", "liz"),
        ("katarzyna", "kasia"),
        ("oluwaseun", "seun"),
        ("abdullahi", "abdi"),
        ("lexi-mae", "lexi"),
        ("siobhan", "shivaun"),
        ("oliver", "olly"),
    ],
)
def test_short_forms(one: str, other: str) -> None:
    assert similar(one, other) == similar(other, one) == 2


@pytest.mark.parametrize(("one", "other"), [("kayleigh", "kayliegh"), ("jayden", "jaydon"), ("rowan", "rowen")])
def test_misspellings_are_weaker_evidence(one: str, other: str) -> None:
    assert similar(one, other) == 1


@pytest.mark.parametrize(("one", "other"), [("paul", "paula"), ("daniel", "daniela")])
def test_his_name_is_not_short_for_hers(one: str, other: str) -> None:
    assert similar(one, other) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("sarah", "simon"), ("mark", "marie"), ("graham", "grace"), ("tom", "tim")]
)
def test_other_names(one: str, other: str) -> None:
    assert similar(one, other) == 0


@pytest.mark.parametrize(
    ("text", "initials", "answer"),
    [
        ("Paula Whitworth", "pwh", True),
        ("Siobhan McAteer", "smc", True),
        ("Ada Owusu-Mensah", "aom", True),
        ("Kelly Marie Dobson", "kd", True),
        ("Paula Whitworth", "ps", False),
        ("Kelly Dobson", "dk", False),
    ],
)
def test_initials_that_spell_a_name(text: str, initials: str, answer: bool) -> None:
    assert spells(parse(text, KNOWN), initials) is answer


@pytest.mark.parametrize(
    ("written", "years"),
    [
        ("8", 8),
        ("15yo", 15),
        ("seven", 7),
        ("16 weeks old", 0),
        ("18 months", 1),
        ("14", 14),
        ("8/12", 0),
        ("young", None),
    ],
)
def test_ages(written: str, years: int | None) -> None:
    assert read_age(written) == years


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("14/05/1992", "1992-05-14"),
        ("14.5.92", "1992-05-14"),
        ("14th May 1992", "1992-05-14"),
        ("1992-05-14", "1992-05-14"),
        ("31/02/2015", None),
        ("May 1992", None),
    ],
)
def test_dates_of_birth(written: str, iso: str | None) -> None:
    found = read_date(written)
    assert (found.isoformat() if found else None) == iso


@given(st.text(max_size=40))
def test_any_text_is_taken_apart(text: str) -> None:
    name = parse(text, KNOWN)
    assert isinstance(name.key, str)


@given(st.text("abcdeilnorsty", min_size=1, max_size=12), st.text("abcdeilnorsty", min_size=1, max_size=12))
def test_likeness_goes_both_ways(one: str, other: str) -> None:
    assert similar(one, other) == similar(other, one)
