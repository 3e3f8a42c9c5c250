"""Whether a regular expression is safe to run over any text: it must match something, in linear time.

Rule files are written by people who cannot be expected to know how a backtracking matcher fails, and a
hostile or merely long document must not hang the tool. Two things are done. The parse tree is searched for
loops that can split the same text in more than one way (exponential time). Then the pattern is run over
texts made from its own parts, repeated and ending in a character that fits nothing, while CPU time is read:
lengths grow step by step, so that even a very bad pattern is stopped early.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

#: A loop of at least this many rounds counts as endless when ways to split a text are looked for.
_MANY = 8
_LOOPS = {codes.MAX_REPEAT, codes.MIN_REPEAT}
#: Characters that stand for all others when sets are compared.
_ALPHABET = frozenset(map(chr, range(1, 256))) | frozenset("ŁžЖ’–—٣中\u200b")
_CATEGORIES = {
    codes.CATEGORY_DIGIT: frozenset(c for c in _ALPHABET if c.isdecimal()),
    codes.CATEGORY_SPACE: frozenset(c for c in _ALPHABET if c.isspace()),
    codes.CATEGORY_WORD: frozenset(c for c in _ALPHABET if c.isalnum() or c == "_"),
}
_CATEGORIES |= {
    codes.CATEGORY_NOT_DIGIT: _ALPHABET - _CATEGORIES[codes.CATEGORY_DIGIT],
    codes.CATEGORY_NOT_SPACE: _ALPHABET - _CATEGORIES[codes.CATEGORY_SPACE],
    codes.CATEGORY_NOT_WORD: _ALPHABET - _CATEGORIES[codes.CATEGORY_WORD],
}
#: Fits nothing a rule looks for, so that the matcher has to try every way before it gives up.
_DEAD_END = "\x00"
#: CPU seconds one probe may take before it is called slow; an honest pattern takes a few microseconds.
_SLOW = 0.03

#: Repeats tried one after the other, so close that even time that doubles with each is stopped early.
_ROUNDS = (*range(4, 32, 2), 36, 42, 50, 60, 72, 86, 104, 125, 150, 180, 220, 260, 320, 400, 500, 700, 1000)

Chars = frozenset[str]
Nodes = list[tuple[Any, Any]]


@dataclass(frozen=True, kw_only=True)
class Unsafe:
    """Why a pattern is refused, and what to do."""

    what: str
    remedy: str


def why_unsafe(pattern: re.Pattern[str]) -> Unsafe | None:
    """Tell why a pattern must not be used.

    Args:
        pattern: a compiled pattern.

    Returns:
        None for a pattern that matches at least one character and takes time in proportion to the text.
    """
    tree = parser.parse(pattern.pattern, pattern.flags)
    if tree.getwidth()[0] == 0:
        return Unsafe(
            what="this pattern matches the empty text, that is, everywhere.",
            remedy="Make at least one character compulsory: '+' instead of '*', or take a '?' out.",
        )
    fold = bool(pattern.flags & re.IGNORECASE)
    nodes = list(tree)
    if (what := _ambiguous(nodes, fold)) is not None:
        return Unsafe(what=f"this pattern can take for ever on a long text: {what}.", remedy=_UNTANGLE)
    for sample in _attacks(nodes, fold):
        if _is_slow(pattern, sample):
            return Unsafe(
                what="this pattern takes far more than twice the time for twice the text.",
                remedy=r"Begin it with \b or a fixed letter, and give every '*' and '+' an upper limit "
                       r"such as {0,20}.",
            )
    return None


_UNTANGLE = (
    r"Give the inner part a fixed separator, as in (?:\d+,)*\d+, or limit both counts, as in "
    r"(?:\d{1,4} ){0,5}, and let no two alternatives begin alike."
)


def _chars(op: Any, value: Any, fold: bool) -> Chars:
    """Characters a one-character node accepts."""
    found: Chars
    if op is codes.LITERAL:
        found = frozenset(chr(value))
    elif op is codes.NOT_LITERAL:
        return _ALPHABET - frozenset(chr(value))
    elif op is codes.ANY:
        return _ALPHABET
    elif op is codes.CATEGORY:
        return _CATEGORIES.get(value, _ALPHABET)
    elif op is codes.RANGE:
        low, high = value
        found = frozenset(c for c in _ALPHABET if low <= ord(c) <= high) | {chr(low)}
    else:  # IN
        negate = value[0][0] is codes.NEGATE
        found = frozenset().union(*(_chars(o, v, fold) for o, v in value if o is not codes.NEGATE))
        if negate:
            return _ALPHABET - found
    if fold:
        found |= {c.swapcase() for c in found if len(c.swapcase()) == 1}
    return found


_SINGLE = {codes.LITERAL, codes.NOT_LITERAL, codes.ANY, codes.IN, codes.CATEGORY, codes.RANGE}


def _parts(op: Any, value: Any) -> list[Nodes]:
    """The sequences inside a node, one for each way through it."""
    if op in _LOOPS or op is codes.POSSESSIVE_REPEAT:
        return [list(value[2])]
    if op is codes.SUBPATTERN:
        return [list(value[-1])]
    if op is codes.ATOMIC_GROUP:
        return [list(value)]
    if op is codes.BRANCH:
        return [list(branch) for branch in value[1]]
    if op is codes.GROUPREF_EXISTS:
        return [list(branch) for branch in value[1:] if branch]
    return []


def _first(nodes: Nodes, fold: bool) -> tuple[Chars, bool]:
    """Characters a sequence may begin with, and whether it may be empty."""
    found: Chars = frozenset()
    for op, value in nodes:
        if op in _SINGLE:
            return found | _chars(op, value, fold), False
        if op is codes.GROUPREF:
            return _ALPHABET, False
        parts = _parts(op, value)
        if not parts:  # zero width: anchors and lookarounds
            continue
        inside = [_first(part, fold) for part in parts]
        found = found.union(*(chars for chars, _ in inside))
        optional = (op in _LOOPS or op is codes.POSSESSIVE_REPEAT) and value[0] == 0
        if not optional and not any(empty for _, empty in inside):
            return found, False
    return found, True


def _ambiguous(nodes: Nodes, fold: bool) -> str | None:
    """Search for a loop whose text can be split in more than one way."""
    for op, value in nodes:
        for part in _parts(op, value):
            if op in _LOOPS and value[1] >= _MANY:
                first, empty = _first(part, fold)
                if empty:
                    return "a repeated group may itself be empty, as in (a*)*"
                if (what := _tangled(part, first, fold)) is not None:
                    return what
            if (what := _ambiguous(part, fold)) is not None:
                return what
    return None


def _tangled(nodes: Nodes, after: Chars, fold: bool) -> str | None:
    """Look inside the body of a loop; ``after`` is what may follow ``nodes``, the next round included."""
    for position, (op, value) in enumerate(nodes):
        rest, empty = _first(nodes[position + 1:], fold)
        follow = rest | after if empty else rest
        if op in _LOOPS and value[0] < value[1] and _first(list(value[2]), fold)[0] & follow:
            return "a repeat stands inside a repeat and both fit the same characters, as in (a+)+"
        if op is codes.BRANCH and _alike(_parts(op, value), follow, fold):
            return "two alternatives inside a repeat fit the same text, as in (a|aa)*"
        if op is codes.ATOMIC_GROUP or op is codes.POSSESSIVE_REPEAT:
            continue
        for part in _parts(op, value):
            inner = follow | _first(part, fold)[0] if op in _LOOPS and value[1] > 1 else follow
            if (what := _tangled(part, inner, fold)) is not None:
                return what
    return None


def _alike(branches: list[Nodes], follow: Chars, fold: bool) -> bool:
    """Whether two alternatives may fit the same text: they overlap at every character both have."""
    inside = [_first(branch, fold) for branch in branches]
    if any(empty for _, empty in inside) and any(chars & follow for chars, _ in inside):
        return True

    def row(nodes: Nodes) -> list[Chars]:
        chars = []
        for op, value in nodes:
            if op not in _SINGLE:
                break
            chars.append(_chars(op, value, fold))
        return chars or [_first(nodes, fold)[0]]

    rows = [row(branch) for branch in branches if branch]
    return any(
        all(a & b for a, b in zip(one, other, strict=False))
        for number, one in enumerate(rows) for other in rows[number + 1:]
    )


def _sample(nodes: Nodes, fold: bool) -> str:
    """A short text the sequence fits, lookarounds not considered."""
    text = []
    for op, value in nodes:
        if op in _SINGLE:
            chars = _chars(op, value, fold)
            text.append(min(chars, key=lambda c: (not c.isalnum(), c)) if chars else "")
        elif parts := _parts(op, value):
            rounds = max(value[0], 0) if op in _LOOPS or op is codes.POSSESSIVE_REPEAT else 1
            text.append(_sample(parts[0], fold) * min(rounds, 40))
    return "".join(text)


def _attacks(nodes: Nodes, fold: bool, before: str = "") -> Iterator[tuple[str, str]]:
    """(beginning, part to repeat) for every loop of a pattern."""
    for position, (op, value) in enumerate(nodes):
        head = before + _sample(nodes[:position], fold)
        for part in _parts(op, value):
            if op in _LOOPS and value[1] >= _MANY:
                rounds = {_sample(part, fold)}
                # Repeating what both the loop and its successor accept is what hurts most.
                shared = _first(part, fold)[0] & _first(nodes[position + 1:], fold)[0]
                rounds |= {min(shared, key=lambda c: (not c.isalnum(), c))} if shared else set()
                yield from ((head, text) for text in sorted(rounds) if text)
            yield from _attacks(part, fold, head)


def _is_slow(pattern: re.Pattern[str], attack: tuple[str, str]) -> bool:
    head, pump = attack
    for rounds in _ROUNDS:
        if _cpu(pattern, head + pump * rounds + _DEAD_END) > _SLOW:
            return True
    # Four times the text: about 4 times the time when linear, 16 when quadratic.
    short, long = (_cpu(pattern, head + pump * rounds + _DEAD_END) for rounds in (1000, 4000))
    return long > _SLOW / 6 and long > 9 * short


def _cpu(pattern: re.Pattern[str], text: str) -> float:
    """CPU seconds of this thread for one search: the better of two, for the first may find a cold cache."""
    best = float("inf")
    for _ in range(2):
        begun = time.thread_time()
        pattern.search(text)
        best = min(best, time.thread_time() - begun)
        if best > _SLOW:
            break
    return best


def first_characters(pattern: re.Pattern[str]) -> frozenset[str]:
    """Characters a match may begin with; beyond Latin letters only some stand for all."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    return _first(list(tree), bool(pattern.flags & re.IGNORECASE))[0]
