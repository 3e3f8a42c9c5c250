"""What ties a weak form to a person: shared surnames, forms and tables, logins, titles, initials of the half-named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from redactor.people.names import NameWords, parse
from redactor.recognition.forenames import gender_of

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


def test_an_exact_name_is_settled_before_its_short_form(case: Callable) -> None:
    # "Sam" would otherwise be tied to the Samuel who is named once, and "Samuel" be anybody's.
    found = case(
        "Child: [[PERSON#p1|OKORO, Ebele Samuel]]. At school he is [[PERSON#p1|Samuel]], to friends [[PERSON#p1|Sam]].",
        "[[PERSON#p1|Samuel]] was seen. [[PERSON#p1|Sam]] is well.",
        "A letter had gone to [[PERSON#p2|Samuel Trewin]].",
    )
    assert found.one("p1").id != found.one("p2").id


def test_a_double_forename_with_an_age_is_its_first_half(case: Callable) -> None:
    found = case(
        "[[PERSON#p1|Lenka-Marie]] ([[AGE|15]]) and [[PERSON#p2|Jory]] ([[AGE|4]]). Mum [[PERSON#p3|Marie]] was out.",
        "[[PERSON#p1|Lenka]] rang. [[PERSON#p1|Lenka]] was home. [[PERSON#p3|Marie]] was well.",
    )
    assert found.one("p1").id != found.one("p3").id


def test_a_possessive_without_its_apostrophe(case: Callable) -> None:
    found = case(
        "[[PERSON#p1|Mia Trewin]] ([[AGE|6]]) was seen.", "its [[PERSON#p1|mimis]] party sat and im not invited",
    )
    assert not found.one("p1").undecided


@pytest.mark.parametrize("text", [
    "Mrs [[PERSON#p1|Trewin]] ([[PERSON#p1|Lowena]]) seen. [[PERSON#p2|H. Trewin]] and [[PERSON#p3|Dewi Trewin]] went.",
    "To: Dr [[PERSON#p1|S. Nance]], Fore Street\n\nDear [[PERSON#p1|Sam]],\nThank you.\n\nYours\n[[PERSON#p2|Hilary]]",
    "Aunt: [[PERSON#p1|Yvette Trewin]].\nHe lives with Mrs [[PERSON#p1|Y Trewin-Nance]].",
    "Mother: [[PERSON#p2|Sarah Trewin]]. PGM: [[PERSON#p1|Maureen Trewin]].\n\nMrs [[PERSON#p1|Trewin]] senior rang.",
])
def test_what_the_text_puts_beside_a_name_tells_whose_it_is(case: Callable, text: str) -> None:
    found = case(text)
    assert not found.one("p1").undecided
    assert found.one("p1").id not in {found.one(other).id for _, other, _ in found.marks if other != "p1"}


@pytest.mark.parametrize("text", [
    "Mother: [[PERSON#p3|Ann Trewin]]. Grandmother: [[PERSON#p1|Maureen Trewin]]. Her grandchild "
    "[[PERSON#p2|Sarah Trewin]].\n\nMrs [[PERSON#p1|Trewin]] senior rang.",
    "Father: [[PERSON#p1|Dean Hart]]. Adult: [[PERSON#p3|Maureen Orr]], whose grandson is [[PERSON#p2|Jago Hart]].\n\n"
    "Mr [[PERSON#p1|Hart]] senior rang.",
])
def test_a_grandchild_is_no_elder(case: Callable, text: str) -> None:
    found = case(text)
    assert not found.one("p1").undecided
    assert found.one("p1").id != found.one("p2").id


def test_a_senior_practitioner_is_nobodys_mother(case: Callable) -> None:
    found = case(
        "PGM: [[PERSON#p1|Maureen Trewin]]. Mother: [[PERSON#p3|Sarah Trewin]].\n\n"
        "Mrs [[PERSON#p2|Trewin]] senior practitioner for the team rang."
    )
    assert found.one("p2").id != found.one("p1").id


def test_names_by_which_a_mother_is_called_after_her_children(case: Callable) -> None:
    found = case(
        "Child: [[PERSON#p2|Seun]]. [[PERSON#p1|Mama Seun]] rang. Mother: [[PERSON#p1|Folasade Bello]].",
        "[[PERSON#p1|Iya Ibeji]] will speak with her. His mother is called after them: [[PERSON#p1|Iya Ibeji]].",
    )
    assert found.one("p1").label == "Mother"


@pytest.mark.parametrize("name", ["Abu Bakr", "Abu Talha", "Umm Kulthum", "Abu Bakr Khan"])
def test_a_child_may_bear_a_name_by_which_parents_are_called(case: Callable, name: str) -> None:
    found = case(
        f"Child: [[PERSON#p1|{name}]], aged [[AGE|6]]. Mother: [[PERSON#p2|Hind Saleh]].",
        f"[[PERSON#p1|{name}]] was at school.",
    )
    assert (found.one("p1").label, found.one("p1").role) == ("Child A", "child")


def test_who_is_called_after_a_child_of_the_case_keeps_what_the_text_says_of_them(case: Callable) -> None:
    found = case(
        "Child: [[PERSON#p2|Yusuf Saleh]]. [[PERSON#p1|Abu Yusuf]] rang. Neighbour: [[PERSON#p3|Umm Yusuf]].")
    assert found.one("p1").label == "Father"
    assert found.one("p3").role == "neighbour"


def test_ms_is_not_the_woman_called_mrs(case: Callable) -> None:
    found = case(
        "Mother [[PERSON#p1|Michelle T]] rang. [[PERSON#p1|M Trewin]] again. His aunt, Mrs [[PERSON#p2|Y Trewin]].\n"
        "Ms [[PERSON#p1|Trewin]] drove to collect him.",
    )
    assert found.one("p2").id not in {subject.id for subject in found.subjects("p1") if not subject.undecided}


def test_beside_a_name_that_may_be_two_peoples_another_is_not_tied_to_it(case: Callable) -> None:
    found = case(
        "[[PERSON#p2|Balbir Trewin]] and [[PERSON#p3|H. Trewin]]. [[PERSON#p1|Trewin]] ([[PERSON#p1|BT]]) was seen.",
    )
    assert found.subjects("p2")[0].id != found.subjects("p3")[0].id


@pytest.mark.parametrize(("forename", "gender"), [
    ("oksana", "f"), ("zdenek", "m"), ("niamh", "f"), ("padraig", "m"), ("lukasz", "m"), ("umar", "m"), ("almaz", "f"),
    ("robin", ""), ("nikola", ""),
])
def test_forenames_of_many_traditions_tell(forename: str, gender: str) -> None:
    assert gender_of(forename) == gender


@pytest.mark.parametrize("text", [
    "{{SW}} [[PERSON#p1|Sky Trewin]]\n[[PERSON#p1|Sky]]: that dad gets out and [[PERSON#p2|Skye]] goes home.",
    "Summer plan: [[PERSON#p1|Rosie]] goes to camp. [[PERSON#p1|Rosie]] can swim.\n[[PERSON#p2|Rose]] (mum) rang.",
    "[[PERSON#p1|J.J.]] – Father – A\n\nSummary: four children, the eldest 12, down to Baby [[PERSON#p2|JJ]].",
    "My workers: [[PERSON#p1|Adam]]. [[PERSON#p2|Adem]] with an e. [[PERSON#p1|Adam]] rang.",
])
def test_names_alike_that_are_both_names_share_no_label(case: Callable, text: str) -> None:
    found = case(text)
    assert not {one.id for one in found.subjects("p1")} & {two.id for two in found.subjects("p2")}


def test_a_misspelling_that_is_no_name_is_still_one(case: Callable) -> None:
    found = case("[[PERSON#p1|Jayden Trewin]] was seen. [[PERSON#p1|Jayden]] rang. [[PERSON#p1|Jadyen]] was well.")
    assert not found.one("p1").undecided


def test_a_name_around_a_nickname_found_in_two_pieces(case: Callable) -> None:
    found = case(
        "Meeting - [[PERSON#p1|Oluwaseun (Seun)]] [[PERSON#p1|Adebayo]]. Mother [[PERSON#p2|Folasade Adebayo]].")
    assert found.one("p1").id != found.one("p2").id


def test_who_sends_a_message_is_not_who_it_begins_with(case: Callable) -> None:
    found = case("Mother: [[PERSON#p1|Kay Hart]].\n21:03 mum: [[PERSON#p2|Awww]] thank you\n21:04 SW: fine")
    assert found.one("p1").label == "Mother" and found.one("p2").role == ""


def test_initials_with_a_hyphen_make_no_forename_of_a_surname(case: Callable) -> None:
    found = case(
        "[[PERSON#p1|TREWIN Vasile]], [[PERSON#p2|Maria Trewin]] and [[PERSON#p3|A-M Trewin]].",
        "Cases closing: the [[PERSON#p4|Trewin]] children.",
    )
    assert found.one("p4").label == "Family"
