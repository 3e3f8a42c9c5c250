"""What ties a weak form to a person: shared surnames, forms and tables, logins, titles, initials of the half-named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from redactor.people.names import NameWords, parse

KNOWN = NameWords(
    forenames=frozenset({"morwenna", "jed"}), surnames=frozenset({"trewin", "nance"}), singles=frozenset())


@pytest.mark.parametrize(("login", "forename", "initial", "surname"), [
    ("mtrewin", "", "m", "trewin"),
    ("mtrewin22", "", "m", "trewin"),
    ("NANCEJ", "", "j", "nance"),
    ("JNance4", "", "j", "nance"),
    ("morwennatrewin", "morwenna", "", "trewin"),
    ("m.trewin@example.org", "", "m", "trewin"),
    ("morwenna_trewin", "morwenna", "", "trewin"),
])
def test_a_login_spells_a_name_of_the_case(login: str, forename: str, initial: str, surname: str) -> None:
    name = parse(login, KNOWN)
    assert (name.forenames, name.first_initial, name.surname) == ((forename,) if forename else (), initial, surname)


@pytest.mark.parametrize("word", ["Strewin", "trewins", "goldnance", "nance", "Morwenna"])
def test_other_words_are_no_logins(word: str) -> None:
    name = parse(word, KNOWN)
    assert name.word and not name.first_initial


def test_a_login_is_nobody_new(case: Callable) -> None:
    found = case(
        "Social worker: [[PERSON#p1|Morwenna Trewin]]\nLogged by [[PERSON#p1|mtrewin]]. File "
        "[[PERSON#p1|trewin_m]] sent to [[PERSON#p1|morwenna.trewin@example.org]]."
    )
    assert found.one("p1").label == "Social Worker"


def test_a_couple_shares_the_surname(case: Callable) -> None:
    found = case(
        "Placed with [[PERSON#p1|H]] and [[PERSON#p2|D Kellow]]. [[PERSON#p1|Hilary Kellow]] rang.",
        "[[PERSON#p1|Hilary Kellow]] and [[PERSON#p2|Denzil]] are well.",
    )
    assert found.one("p1").id != found.one("p2").id


@pytest.mark.parametrize("text", [
    "[[PERSON#p1|ROSKILLY]] [[PERSON#p1|Jago]] was seen. [[PERSON#p1|Jago Roskilly]] is well.",
    "Surname: [[PERSON#p1|Roskilly]]\nForename(s): [[PERSON#p1|Jago]]\n[[PERSON#p1|Jago Roskilly]] is well.",
    "[[PERSON#p1|ROSKILLY]] | [[PERSON#p1|Jago]] | subject\n[[PERSON#p1|Jago]] is well.",
])
def test_parts_of_a_name_in_a_form_are_one_person(case: Callable, text: str) -> None:
    assert not case(text).one("p1").undecided


def test_a_middle_name_is_no_surname(case: Callable) -> None:
    found = case(
        "Child: [[PERSON#p1|ROSKILLY, Jago Tristan]]\nNow called [[PERSON#p1|Jago Tristan]] by everybody. "
        "[[PERSON#p1|Jago]] smiled."
    )
    assert found.one("p1").label == "Child A"


def test_initials_of_somebody_whose_surname_is_not_told(case: Callable) -> None:
    found = case(
        "Mother: [[PERSON#p1|Ysella Roskilly]]. Her son [[PERSON#p2|Jago]] is eight.\n"
        "[[PERSON#p2|JR]] was tired and [[PERSON#p2|JR]] slept. [[PERSON#p3|QX]] of the nursery agreed."
    )
    assert found.one("p2").id not in {found.one("p1").id, found.one("p3").id}


def test_initials_of_a_worker_are_not_given_to_a_child(case: Callable) -> None:
    found = case(
        "Mother: [[PERSON#p1|Ysella Roskilly]]. Her son [[PERSON#p2|Jago]] is eight.\n"
        "[[PERSON#p3|JR]], social worker, asked [[PERSON#p2|Jago]] why."
    )
    assert found.one("p3").id != found.one("p2").id


def test_the_title_somebody_is_known_by_tells(case: Callable) -> None:
    found = case(
        "Pastor [[PERSON#p1|Gerren]] prays. [[PERSON#p1|Gerren Nance]] is his full name; "
        "[[PERSON#p2|Loveday Nance]] and [[PERSON#p3|Piran Nance]] came.\nPastor [[PERSON#p1|Nance]] spoke."
    )
    assert not found.one("p1").undecided


def test_two_of_a_forename_who_are_both_introduced_stay_open(case: Callable) -> None:
    found = case(
        "Officer: PC Demelza ANGOVE\nMother: [[PERSON#p1|Demelza Roskilly]].\n"
        "PC [[PERSON#p2|Demelza Angove]] attended. [[PERSON#p3|Demelza]] was upset."
    )
    assert found.one("p3").undecided


def test_what_a_letter_is_said_to_be_holds_for_the_document(case: Callable) -> None:
    found = case(
        "CONTACT: [[PERSON#p1|D]]\n[[PERSON#p1|D]]: u coming\n"
        'Note: "[[PERSON#p1|D]]" is [[PERSON#p1|Roskilly]] by call data. '
        "[[PERSON#p1|Jago Roskilly]] and [[PERSON#p2|Denzil]] were seen, [[PERSON#p3|Dora]] too."
    )
    assert not found.one("p1").undecided


@pytest.mark.parametrize(
    "text",
    [
        "Kids: [[PERSON#p1|Dean]] jnr ([[AGE|10]]). Dad: [[PERSON#p2|Dean]] snr, in prison.",
        "Grandfather: [[PERSON#p1|Norman Tebay]]. Her brother [[PERSON#p2|Norman jnr]] is in the army.",
        'It is [[PERSON#p1|Rhys]] or "[[PERSON#p2|Pickle]]". A crush on [[PERSON#p1|Rhys]].',
        "Complainant [[PERSON#p1|KOSTOVA R]]. [[PERSON#p1|Kostova]] fears. [[PERSON#p2|Radka]] ([[AGE|11]]) helped.",
        "YP [[PERSON#p1|Sivakumar Anand]] (known as [[PERSON#p1|Siva]]). Lives with mother [[PERSON#p2|Sivakamy]].",
        "Woman: [[PERSON#p1|Rosaleen Quigg]]. Kids: [[PERSON#p2|Rose]] [[AGE|18 months]].",
        "Cover for [[PERSON#p1|LM]], who is on leave. Dr [[PERSON#p2|Menon]] rang. [[PERSON#p1|LM]] is back on Monday.",
    ],
)
def test_two_of_like_names_do_not_share_a_label(case: Callable, text: str) -> None:
    found = case(text)
    shown = [
        {subject.label for subject in found.subjects(person) if not subject.undecided}
        for person in ("p1", "p2")
    ]
    assert shown[0].isdisjoint(shown[1])
