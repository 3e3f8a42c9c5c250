"""Our own labels in a text that was redacted before: they identify nobody and must never be redacted again.

Not every bracket is a label: "[John Smith]" is a name in brackets. A bracket is one of ours only where it is made
of nothing but whole labels that the rules can write, the words that join them, letters and numbers:
"[Child A, aged 5–9]", "[Primary School 1]", "[Week 3, evening]", but never "[Kayden]" or "[SJ]".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from redactor.casefile import ENTITY_TYPES
from redactor.rulebook.models import SAFE_ACCOMMODATION, Policy
from redactor.rulebook.tables import of_the_tables, table, trees_by_layer

_BRACKETED = re.compile(r"\[([^\[\]\n]{1,90})\]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
#: What tells two of a kind apart, and bounds of ages; longer digits are somebody's number.
_NUMBERS = re.compile(r"(?<!\w)(?:\d{1,3}(?:[–-]\d{1,3})?\+?|[A-Z]{1,2})(?!\w)")
#: An age band that stands alone: "aged [5–9]", "[65+]".
_BAND = re.compile(r"\d{1,2}(?:[–-]\d{1,2}|\+)")
#: Labels and joining words that stand in no table.
_OTHERS = (
    "week", "weeks", "month", "months", "year", "years", "day", "days", "due", "about", "before", "after", "the",
    "case", "to", "of", "in", "part", "some", "a", "an", "and", "or", "with", "morning", "afternoon", "evening",
    "overnight", "early", "mid", "late", "aged", "age", "under", "over", "adult", "old", "unborn", "birthday",
    "person", "people", "family", "family member", "professional", "other", "organisation", "place", "town",
    "street", "park", "station", "estate", "date",
    "birth", "check", "heritage", "employment", "worker", "workers", "first", "second", "third", "trimester",
    "pregnancy", "preterm", "full term", "key stage", "early years", "later", "now", "area", "fourth", "fifth", "sixth",
    "seventh", "eighth", "child", "large", "family detail", "a rare condition", "rare condition", "community-language",
    "public office", "media coverage", "event", "occupation", "nationality", "ethnicity", "faith", "language",
    "condition", "interpreter", "detail", SAFE_ACCOMMODATION,
)

#: Labels of one word that are names too: alone in a bracket they are taken for the name.
_ALSO_NAMES = frozenset({"faith", "christian", "black", "white", "judge", "dean", "baker", "cook"})


class OwnLabels:
    """Finds labels that redactor wrote.

    Args:
        policies: those whose labels may stand in the text.
    """

    def __init__(self, policies: Iterable[Policy]) -> None:
        texts = {words for policy in policies for text in _policy_texts(policy) if (words := _words(text))}
        self._labels = _packaged() | texts
        self._longest = max(map(len, self._labels))

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """(start, end) of each label in a text, brackets included; linear in the text."""
        return (found.span() for found in _BRACKETED.finditer(text) if self.is_label(found[1]))

    def is_label(self, inside: str) -> bool:
        """Whether the inside of a bracket is a label: initials and numbers alone are none."""
        if any(len(digits) > 3 for digits in re.findall(r"\d+", inside)):
            return False
        words = _words(_NUMBERS.sub(" ", inside))
        if len(words) == 1 and words[0] in _ALSO_NAMES:
            return False
        at = 0
        while at < len(words):
            sizes = range(min(self._longest, len(words) - at), 0, -1)
            size = next((size for size in sizes if words[at:at + size] in self._labels), 0)
            if not size:
                return False
            at += size
        return any(len(word) > 2 for word in words) or _BAND.fullmatch(inside) is not None


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.casefold().replace("’", "'") for word in _WORD.findall(text))


@of_the_tables()
def _packaged() -> frozenset[tuple[str, ...]]:
    """Labels of the tables, which no policy changes."""
    heritage = table("heritage")
    texts = (
        *_OTHERS, *(entity.label for entity in ENTITY_TYPES.values()),
        *(label for folder in ("roles", "settings") for layer in trees_by_layer(folder) for tree in layer
          for label in _labels(tree.data)),
        *heritage["regions"], *heritage["region_names"].values(), *heritage["ethnicity"], *heritage["faith"],
        *heritage["language"], *table("sectors")["sectors"],
        *(text.removeprefix("a ") for text in table("conditions")["kinds"]),
        *(str(kind.get("suggestion", "")) for kind in table("marginals", "risk")["kinds"].values()),
        *(str(text) for kind in table("marginals", "risk")["kinds"].values()
          for text in kind.get("instead", {}).values()),
        "at that time", "work in",
        "foreign", "national", "nationals", "national of a country", "nationals of a country",
    )
    return frozenset(words for text in texts if (words := _words(text)))


def _labels(data: Any) -> Iterator[str]:
    """Every label of a nested table, and the names of roles, which policies may show as they are."""
    for key, value in data.items() if isinstance(data, dict) else ():
        if key == "label" and isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            if "label" in value:
                yield key
            yield from _labels(value)


def _policy_texts(policy: Policy) -> Iterator[str]:
    yield from (band.label for band in policy.ages.bands)
    yield from (policy.ages.unborn, policy.families.large, policy.places.otherwise, policy.places.other_council)
    yield from policy.places.region_types.values()
    yield from policy.settings.labels.values()
    yield from (str(rule.options["text"]) for rule in policy.entities.values() if "text" in rule.options)
