"""Finds a pattern's matches by trying it only where one may begin.

Nearly all patterns begin with a word ("ref", "born", "aged") or with a number, and there are hundreds of them. A search
tries each at every character of a text; here the words of a text are listed once by how they begin, and each
pattern is tried at its own. What it finds is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

#: Characters by which beginnings are told apart.
_LONG = 3
#: Most beginnings of one pattern; one with more begins with nearly anything.
_MOST = 600
#: Shortest text for which it pays to look into the patterns, and longest whose words are listed, which bounds the
#: memory; in characters.
_SHORTEST, _LONGEST = 600, 100_000
#: A pattern that may begin at more than this share of a text's words is searched for in the plain way.
_MANY = 0.4
_WORD_START = re.compile(r"(?<!\w)\w")
_DIGIT = re.compile(r"\d")
#: Letters that ignoring case makes equal, though the one is not the small form of the other.
_ALIKE = str.maketrans("ſı", "si")
_REPEATS = {codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT}
_NOTHING = {codes.AT, codes.ASSERT, codes.ASSERT_NOT}

Nodes = Sequence[tuple[Any, Any]]
#: What a part of a pattern may begin with, and whether that is the whole of what the part matches.
Heads = dict[str, bool]


def find_all(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Every match of a pattern in a text, as ``pattern.finditer(text)`` finds them."""
    heads = beginnings(pattern) if _SHORTEST <= len(text) <= _LONGEST else None
    positions = _words(text).beginning_with(heads) if heads is not None else None
    if positions is None:
        yield from pattern.finditer(text)
        return
    reach = 0
    for position in positions:
        if position >= reach and (match := pattern.match(text, position)) is not None:
            yield match
            reach = match.end()


def lowered(text: str) -> str:
    """A text in small letters and of the same length."""
    low = text.lower()
    # "İ" becomes two characters.
    return low if len(low) == len(text) else "".join(character.lower()[0] for character in text)


@lru_cache(maxsize=2_000)
def beginnings(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """How every match of a pattern begins: up to three characters each, in small letters, every digit as 0.

    Returns:
        None when that cannot be told, or when a match may begin elsewhere than with a word.
    """
    nodes = list(parser.parse(pattern.pattern, pattern.flags))
    if not _begins_word(nodes):
        return None
    heads = frozenset(_heads(nodes))
    if len(heads) > _MOST or not all(head and (head[0].isalnum() or head[0] == "_") for head in heads):
        return None
    return heads


class _Words:
    """Where the words of a text begin, by their first characters."""

    def __init__(self, text: str) -> None:
        low = _folded(text)
        self._places: dict[str, list[int]] = {}
        for match in _WORD_START.finditer(low):
            start = match.start()
            self._places.setdefault(low[start:start + _LONG], []).append(start)
        self._number = sum(map(len, self._places.values()))
        self._longer: dict[str, list[str]] = {}
        for key in self._places:
            for length in range(1, len(key)):
                self._longer.setdefault(key[:length], []).append(key)
        self._keys, self._parts = set(self._places), set(self._longer)

    def beginning_with(self, heads: frozenset[str]) -> list[int] | None:
        """Where words with these beginnings stand, in order; None when that is nearly everywhere."""
        keys = (heads & self._keys).union(*(self._longer[part] for part in heads & self._parts))
        if sum(len(self._places[key]) for key in keys) > _MANY * self._number:
            return None
        return sorted(place for key in keys for place in self._places[key])


@lru_cache(maxsize=4)  # two threads read a document at a time, each its own stretch of it
def _words(text: str) -> _Words:
    return _Words(text)


@lru_cache(maxsize=1_000)
def _folded_letter(code: int) -> str:
    return _folded(chr(code))


def _folded(text: str) -> str:
    return _DIGIT.sub("0", lowered(text).translate(_ALIKE))


def _begins_word(nodes: Nodes) -> bool:
    """Whether a match can only begin where no letter, digit or underscore stands before."""
    for op, value in nodes:
        if op is codes.AT:
            if value is codes.AT_BOUNDARY:
                return True
        elif op is codes.ASSERT_NOT:
            direction, inside = value
            if direction < 0 and any(_refuses_words(node) for node in inside):
                return len(inside) == 1
        elif op is codes.SUBPATTERN:
            return _begins_word(list(value[-1]))
        elif op is codes.BRANCH:
            return all(_begins_word(list(branch)) for branch in value[1])
        elif op is not codes.ASSERT:
            return False
    return False


def _refuses_words(node: tuple[Any, Any]) -> bool:
    op, value = node
    return op is codes.IN and value[0][0] is not codes.NEGATE and (codes.CATEGORY, codes.CATEGORY_WORD) in value


def _heads(nodes: Nodes) -> Heads:
    """Beginnings of what a sequence matches."""
    whole, more = {""}, set()
    for op, value in nodes:
        if op in _NOTHING:
            continue
        following = set()
        for head, complete in _options(op, value).items():
            for before in whole:
                if complete and len(before + head) < _LONG:
                    following.add(before + head)
                else:
                    more.add((before + head)[:_LONG])
        whole = following
        if not whole:
            break
        if len(whole) + len(more) > _MOST:
            return {"": False}
    return dict.fromkeys(whole, True) | dict.fromkeys(more, False)


def _options(op: Any, value: Any) -> Heads:
    """Beginnings of what one node matches; an empty one that is not complete is anything."""
    if op is codes.LITERAL:
        return {_folded_letter(value): True}
    if op is codes.IN:
        return dict.fromkeys(_characters(value), True) or {"": False}
    if op is codes.SUBPATTERN:
        return _heads(list(value[-1]))
    if op is codes.BRANCH:
        return _either(*(_heads(list(branch)) for branch in value[1]))
    if op in _REPEATS:
        least, most, body = value
        heads = _heads(list(body))
        if most > 1:
            heads = dict.fromkeys(heads, False)
        return heads if least else _either(heads, {"": True})
    return {"": False}


def _either(*several: Heads) -> Heads:
    heads: Heads = {}
    for each in several:
        for head, complete in each.items():
            heads[head] = complete and heads.get(head, True)
    return heads


def _characters(parts: Sequence[tuple[Any, Any]]) -> set[str]:
    """The characters of a set, none when they are too many to tell."""
    found: set[str] = set()
    for op, value in parts:
        if op is codes.LITERAL:
            found.add(_folded_letter(value))
        elif op is codes.RANGE and value[1] - value[0] < _MOST:
            found.update(_folded_letter(code) for code in range(value[0], value[1] + 1))
        elif op is codes.CATEGORY and value is codes.CATEGORY_DIGIT:
            found.add("0")
        else:
            return set()
    return found
