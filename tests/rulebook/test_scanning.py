"""Patterns tried only where a match may begin find what a plain search finds."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redactor.rulebook import load_rulebook
from redactor.rulebook.scanning import beginnings, find_all

_BITS = [
    "ref", "Ref", "REF", "no", "No.", "DOB", "case", "flat", "born", "NHS", "12", "999 000 0018", "3", "AB", "/", "-",
    ".", ":", " ", " ", "\n", "é", "_", "İ", "ſ", "ı", "٣", "K", "aged", "x",
]
_TEXTS = st.lists(st.sampled_from(_BITS), max_size=60).map("".join)
#: Shorter texts are searched plainly.
_LONG = "nothing in small words " * 50


def _spans(pattern: re.Pattern[str], text: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    return [m.span() for m in find_all(pattern, text + _LONG)], [
        m.span() for m in pattern.finditer(text + _LONG)]


@cache
def _packaged() -> list[re.Pattern[str]]:
    return [pattern.regex for rule in load_rulebook().recognisers for pattern in rule.patterns]


@settings(deadline=None, max_examples=80)
@given(_TEXTS)
def test_every_packaged_pattern_finds_the_same(text: str) -> None:
    for pattern in _packaged():
        tried, searched = _spans(pattern, text)
        assert tried == searched, pattern.pattern


@pytest.mark.parametrize(("pattern", "heads"), [
    (r"\bcase\b", {"cas"}),
    (r"(?<!\w)(?:no|number) ?\d", {"no ", "no0", "num"}),
    (r"\b\d{1,3}[a-c]\b", {"0"}),
    (r"(?i)\bK[12]", {"k0"}),
    (r"\b(?:ab?)+c", {"a", "ab"}),
    (r"(?<![\w/.])[xy]z?\b", {"x", "xz", "y", "yz"}),
])
def test_how_a_match_begins_is_told(pattern: str, heads: set[str]) -> None:
    assert beginnings(re.compile(pattern)) == heads


@pytest.mark.parametrize("pattern", [
    r"case", r"\b\w+ no", r"(?:\bcase|ref)", r"\b(?:a|)b?", r"(?<![/.])case", r"\b.ase", r"\(case", r"\b[^x]ase",
    r"(a)?\1case", r"(?<=x )case",
])
def test_what_may_begin_anywhere_is_searched_for_plainly(pattern: str) -> None:
    compiled = re.compile(pattern)
    assert beginnings(compiled) is None
    tried, searched = _spans(compiled, "a case, x case (case) acase aacase \u00e9case ref no")
    assert tried == searched


def test_matches_do_not_overlap_and_long_texts_are_searched() -> None:
    pattern = re.compile(r"\bref \w+ \w+")
    text = "ref ref ref ref ref ref "
    tried, searched = _spans(pattern, text)
    assert tried == searched == [(0, 11), (12, 23)]
    assert len(list(find_all(pattern, text * 10_000))) == 20_000
