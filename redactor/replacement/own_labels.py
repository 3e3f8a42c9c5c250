"""Labels that redactor itself writes, told from names that somebody put in brackets.

A bracketed text is ours when it is made of nothing but whole labels, the words that join them, and numbers:
"[Child A, aged 5–9]", "[Primary School 1]", "[Week 3, evening]", but never "[Kayden]" or "[Faith]".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from redactor.casefile import ENTITY_TYPES
from redactor.people.roles import role_table
from redactor.rulebook import Policy, Rulebook
from redactor.rulebook.tables import table

_BRACKETED = re.compile(r"\[([^\[\]\n]{1,80})\]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
#: Words of labels that stand in no table.
_OTHERS = frozenset(re.findall(r"\w+", """
    week weeks month months year years day days due before after the case to of in part some a an and or
    morning afternoon evening overnight early mid late aged age under over adult old unborn birthday
    person persons people family member members relative professional other organisation place town village
    area borough county region country street estate park station landmark heritage employment worker works
    first second third trimester key stage reception nursery date birth check detail large sibling group
"""))
#: What tells two of a kind apart, and bounds of ages; longer digits are somebody's number.
_NUMBERS = re.compile(r"(?<!\w)(?:\d{1,3}(?:[–-]\d{1,3})?\+?|[A-Z]{1,2})(?!\w)")
#: An age band that needs no word: "[5–9]", "[65+]".
_BAND = re.compile(r"\d{1,2}(?:[–-]\d{1,2}|\+)")


class OwnLabels:
    """Finds labels that redactor wrote.

    Args:
        rulebook: the effective rules, whose policies say how ages, places and settings are called.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self._labels = frozenset(_words(text) for text in _label_texts(rulebook)) | {(word,) for word in _OTHERS}
        self._longest = max(map(len, self._labels))

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """(start, end) of each label in a text, brackets included; linear in the text."""
        for found in _BRACKETED.finditer(text):
            if self._is_label(found[1]):
                yield found.span()

    def _is_label(self, content: str) -> bool:
        if any(len(digits) > 3 for digits in re.findall(r"\d+", content)):
            return False
        words = _words(_NUMBERS.sub(" ", content))
        at = 0
        while at < len(words):
            sizes = range(min(self._longest, len(words) - at), 0, -1)
            size = next((size for size in sizes if words[at:at + size] in self._labels), 0)
            if not size:
                return False
            at += size
        return bool(words) or _BAND.fullmatch(content) is not None


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.casefold().replace("’", "'") for word in _WORD.findall(text))


def _label_texts(rulebook: Rulebook) -> Iterator[str]:
    yield from (entity.label for entity in ENTITY_TYPES.values())
    for role in role_table():
        yield from (role.name, role.label)
    for policy in rulebook.policies.values():
        yield from _policy_texts(policy)
    heritage = table("heritage")
    for section in ("regions", "region_names", "ethnicity", "faith", "language"):
        yield from heritage[section]
    yield from table("sectors")["sectors"]
    yield from table("conditions")["kinds"]


def _policy_texts(policy: Policy) -> Iterable[str]:
    yield from (band.label for band in policy.ages.bands)
    yield from (policy.ages.unborn, policy.families.large, policy.places.otherwise, policy.places.other_council)
    yield from policy.places.region_types.values()
    yield from policy.settings.labels.values()
    yield from (str(rule.options["text"]) for rule in policy.entities.values() if "text" in rule.options)
