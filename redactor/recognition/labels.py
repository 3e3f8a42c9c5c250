"""Our own labels in a text that was redacted before: they identify nobody and must never be redacted again.

Not every bracket is a label: "[John Smith]" is a name in brackets. A bracket is one of ours only where all its
words come from the labels that rules can write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from redactor.casefile import ENTITY_TYPES
from redactor.rulebook.loader import packaged_rules
from redactor.rulebook.source import read_yaml
from redactor.rulebook.tables import table

_BRACKET = re.compile(r"\[(?P<inside>[^\[\]\n]{1,90})\]")
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+")
#: Words that labels are joined and dated with.
_JOINING = (
    "week weeks month months year years day days due before after the case of a an and in to from or with for "
    "at other aged age under unborn adult birthday old later born large sibling group part some morning "
    "afternoon evening overnight first second third trimester pregnancy preterm full term key stage early mid "
    "late date place person detail employment worker heritage people check another authority town previous new "
)


def label_spans(text: str) -> list[tuple[int, int]]:
    """Where our own labels stand in a text.

    Returns:
        (start, end) of each, brackets included, in reading order.
    """
    return [match.span() for match in _BRACKET.finditer(text) if is_label(match["inside"])]


def is_label(words: str) -> bool:
    """Whether the inside of a bracket is made of nothing but the words of our labels, letters and numbers."""
    tokens = _TOKEN.findall(words)
    # Initials in brackets are initials: letters and numbers alone make no label.
    return any(len(token) > 2 and not token.isdigit() for token in tokens) and all(_ours(token) for token in tokens)


def _ours(token: str) -> bool:
    if token.isdigit():
        return len(token) <= 4
    # The letters of children and towns: "Child A", "Town AB".
    return (len(token) <= 2 and token.isupper()) or token.casefold().replace("’", "'") in _words()


@cache
def _words() -> frozenset[str]:
    words = set(_JOINING.split())
    for phrase in _phrases():
        words |= {token.casefold().replace("’", "'") for token in _TOKEN.findall(phrase)}
    return frozenset(words)


def _phrases() -> Iterator[str]:
    yield from (entity.label for entity in ENTITY_TYPES.values())
    for folder in ("roles", "settings"):
        for path in sorted((packaged_rules() / folder).glob("*.yaml")):
            yield from _labels(read_yaml(path, f"rules/{folder}/{path.name}").data)
    for path in sorted((packaged_rules() / "policies").glob("*.yaml")):
        data = read_yaml(path, f"rules/policies/{path.name}").data
        yield from data.get("settings", {}).get("labels", {}).values()
        yield from (band["label"] for band in data.get("ages", {}).get("bands", ()))
        yield from (str(value) for value in data.get("places", {}).values() if isinstance(value, str))
    heritage = table("heritage")
    yield from (*heritage["regions"], *heritage["region_names"].values())
    for section in ("ethnicity", "faith", "language"):
        yield from heritage[section]
    yield from table("sectors")["sectors"]
    yield from table("conditions")["kinds"]
    yield from ("a rare condition", "community-language", "public office", "media coverage", "event", "occupation",
                "nationality", "ethnicity", "faith", "language", "family detail")


def _labels(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            if key == "label" and isinstance(value, str):
                yield value
            else:
                yield from _labels(value)
