"""Organisations and places keep one label, short forms included."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from redactor.people.things import setting_kind


def test_a_school_in_all_its_forms(case: Callable) -> None:
    found = case(
        "[[ORGANISATION#o1|St Mary's Primary School]] wrote. [[ORGANISATION#o1|St Marys Primary]] rang. "
        "[[ORGANISATION#o1|St Mary's]] agreed.",
        "[[ORGANISATION#o1|SMPS]] closed. [[ORGANISATION#o2|Hill Lane Primary]] opened. [[ORGANISATION#o2|HILL "
        "LANE]] grew.",
    )
    assert (found.one("o1").label, found.one("o1").role) == ("Primary School 1", "primary school")
    assert found.one("o2").label == "Primary School 2"


def test_one_of_its_kind_has_no_number(case: Callable) -> None:
    found = case("[[ORGANISATION#o1|Fore Street Surgery]] and [[ORGANISATION#o2|Tamar General Hospital]]")
    assert found.one("o1").label == "GP Surgery"
    assert found.one("o2").label == "Hospital"


def test_a_church_and_a_school_of_one_name_stay_two(case: Callable) -> None:
    found = case("[[ORGANISATION#o1|St Anne's Church]] is beside [[ORGANISATION#o2|St Anne's School]].")
    assert found.one("o1").id != found.one("o2").id


def test_the_kind_is_told_by_the_words_around(case: Callable) -> None:
    assert case("Placed at the refuge [[ORGANISATION#o1|Juniper]].").one("o1").role == "refuge"


@pytest.mark.parametrize("text", [
    "He attends [[ORGANISATION#o1|Turning Tides]] three times a week.",
    "Good news: [[ORGANISATION#o1|Juniper]] has room.",
    "No television at [[ORGANISATION#o1|Juniper]].", "[[ORGANISATION#o1|Juniper]] told FM.",
])
def test_everyday_words_beside_a_setting_make_no_paper_of_it(case: Callable, text: str) -> None:
    assert case(text).one("o1").role == ""


def test_towns_are_lettered(case: Callable) -> None:
    found = case("Moved from [[LOCATION#l1|Hendon]] to [[LOCATION#l2|Roker]].", "Back in [[LOCATION#l1|HENDON]].")
    assert (found.one("l1").label, found.one("l2").label) == ("Town A", "Town B")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("St Anne's Hospital School", "school"),
        ("HMP Elm", "prison"),
        ("Larch Ward", "ward"),
        ("Wear Council", "council"),
        ("Rowan Tree Contact Centre", "contact centre"),
        ("Turning Tides", ""),
        ("The Anytown Gazette", "media"),
        ("Radio Sampleford", "media"),
        ("Sampleford Times", "media"),
        ("Foods Express", "employer"),
    ],
)
def test_kinds_of_settings(name: str, kind: str) -> None:
    assert setting_kind(name) == kind


def test_two_of_one_town_are_not_one(case: Callable) -> None:
    found = case(
        "[[ORGANISATION#o1|Anytown Bakeries]] and [[ORGANISATION#o2|Anytown Police]] "
        "and [[ORGANISATION#o3|Anytown Gazette]]")
    assert len({found.one(name).id for name in ("o1", "o2", "o3")}) == 3


@pytest.mark.parametrize(("texts", "home"), [
    (("[[PERSON#p1|Ann Lee]]\nSocial Worker, [[ORGANISATION#o1|Anytown Council]]",), True),
    (("[[ORGANISATION#o1|Anytown Council]]\n\nDear Ann, you moved from [[ORGANISATION#o2|Kent Council]].",), True),
    (("File asked for from [[ORGANISATION#o1|Anytown Council]].",), False),
    (("[[ORGANISATION#o1|Anytown Council]] asked us for the file.",), False),
    (("[[ORGANISATION#o1|Anytown Council]] Children and Families, 1 Fore Street",), True),
    (("[[ORGANISATION#o1|Anytown Council]] | asked for the file",), True),
    (("SW, Duty Team, [[ORGANISATION#o2|Kent Council]]\nTeam Manager, [[ORGANISATION#o1|Anytown Council]]",), False),
])
def test_the_council_that_works_the_case(case: Callable, texts: tuple[str, ...], home: bool) -> None:
    found = case(*texts)
    assert (found.resolution.home == found.one("o1").id) is home


@pytest.mark.parametrize("name", ["Burgess Hill", "Forest Row", "Downham Market", "Whaley Bridge", "Kings Wood"])
def test_towns_whose_names_end_like_those_of_streets_and_parks(case: Callable, name: str) -> None:
    assert case(f"They moved to [[LOCATION#l1|{name}]].").one("l1").label == "Town A"


def test_places_that_are_no_towns(case: Callable) -> None:
    found = case(
        "Met at [[LOCATION#l1|Skate Park]] off [[LOCATION#l2|Union Street]] in [[LOCATION#l3|Roker]], not "
        "[[LOCATION#l4|Hylton Park]].")
    labels = [found.one(name).label for name in ("l1", "l2", "l3", "l4")]
    assert labels == ["Park A", "Street A", "Town A", "Park B"]
