"""Our own labels are told from names that somebody put in brackets."""

from __future__ import annotations

import pytest

from redactor.recognition.labels import OwnLabels
from redactor.rulebook import load_rulebook


@pytest.fixture(scope="module")
def labels() -> OwnLabels:
    return OwnLabels(load_rulebook().policies.values())


@pytest.mark.parametrize("text", [
    "[Mother]", "[Child A, aged 5–9]", "[Father of Child A]", "[Mother's Partner]", "[Police Officer 2]", "[MGM]",
    "[Week 3, evening]", "[6 weeks before the case]", "[Primary School 1]", "[Safe accommodation]", "[NHS number]",
    "[5–9]", "[Town A]", "[Street B]", "[Local media 2]", "[Another Authority]", "[Person 12]",
    "[Middle Eastern national]", "[nationals of a country]", "[foreign national]",
    "[Person?]", "[Family Member?]", "[Social Worker?]",
])
def test_ours(labels: OwnLabels, text: str) -> None:
    assert list(labels.spans(f"x {text} y")) == [(2, 2 + len(text))]


@pytest.mark.parametrize("text", [
    "[Kayden]", "[KT]", "[Hope Ward]", "[Child Smith]", "[07700 900123]", "[May]", "[Mother Kelly]",
    "[12/03/2023]", "[]", "[Week 2023]",
])
def test_not_ours(labels: OwnLabels, text: str) -> None:
    assert list(labels.spans(f"x {text} y")) == []


def test_time_is_linear_on_hostile_input(labels: OwnLabels) -> None:
    assert list(labels.spans("[" * 200_000 + "Mother" + "]" * 200_000)) == [(199_999, 200_007)]
    assert list(labels.spans("[Week " * 50_000)) == []
