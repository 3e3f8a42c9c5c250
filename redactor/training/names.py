"""Other people in the same sentences: names swapped person by person, and written as hurried people do.

A word of a name becomes one other word throughout the passage, so brothers keep a common surname; a person's
initials follow the person's new name, so "SJ" still stands for "Sarah Jones".
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from redactor.training.corpora import Passage
from redactor.training.gazetteer import Gazetteer
from redactor.training.traditions import AMBIGUOUS, TRADITIONS

WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_INITIALS = re.compile(r"(?:[A-Z]\.? ?){1,4}")
_PARTICLES = frozenset(
    ("al", "bin", "de", "da", "del", "di", "van", "von", "el", "ap", "ab", "ferch", "the", "of")
)
_ONSETS = re.split(" ", "b br c ch cl d dr f g gr h j k kh kl l m mb n nd ng p r s sh sk st t th tr v w y z")
_VOWELS = ("a", "e", "i", "o", "u", "aa", "ai", "ee", "ia", "io", "oo", "ou")
_CODAS = [
    "",
    "",
    "",
    "n",
    "r",
    "s",
    "l",
    "m",
    "k",
    "sh",
    "ck",
    "sky",
    "ska",
    "ova",
    "ev",
    "escu",
    "son",
    "ton",
]


class NameMap:
    """Which word of a name becomes which, throughout one passage.

    Args:
        chance: source of randomness.
        words: gazetteers.
        passage: the passage whose people are renamed.
    """

    def __init__(self, chance: random.Random, words: Gazetteer, passage: Passage) -> None:
        self._random, self._words = chance, words
        self._map: dict[str, str] = {}
        # One tradition for half of the passages keeps families credible.
        self._tradition = chance.choice(TRADITIONS) if chance.random() < 0.5 else None
        full: dict[str, list[str]] = {}
        for span in passage.spans:
            if span.labels[0] != "PERSON":
                continue
            words_here = WORD.findall(passage.text[span.start : span.end])
            for place, word in enumerate(words_here):
                low = word.lower()
                if len(word) > 2 and low not in self._map and low not in _PARTICLES:
                    self._map[low] = self._fresh(surname=place > 0 and place == len(words_here) - 1)
            if span.person and len(words_here) > len(full.get(span.person, [])):
                full[span.person] = words_here
        self._initials = {
            person: "".join(self._map.get(word.lower(), word)[0].upper() for word in parts)
            for person, parts in full.items()
            if len(parts) > 1
        }

    def rename(self, text: str, person: str) -> str:
        """The name as the passage now has it, in the shape it was written in.

        Args:
            text: the mention.
            person: person id of the passage; may be empty.
        """
        if _INITIALS.fullmatch(text) and len(WORD.findall(text)[0]) <= 4:
            return self._as_initials(text, person)

        def word(found: re.Match[str]) -> str:
            old = found.group()
            known = self._map.get(old.lower())
            return old if known is None else like(old, known)

        return WORD.sub(word, text)

    def rename_inside(self, text: str) -> str:
        """Swap known names inside an e-mail address or handle ("kelly.hart@…")."""
        changed = text
        for old, new in self._map.items():
            plain = re.sub(r"[^a-z]", "", new.lower())
            if len(old) > 3 and plain:
                changed = re.sub(re.escape(old), plain, changed, flags=re.I)
        return changed

    def _as_initials(self, text: str, person: str) -> str:
        letters = [character for character in text if character.isalpha()]
        known = self._initials.get(person, "")
        if len(known) == len(letters):
            new = known
        elif known and len(letters) == 1:
            new = known[0]
        elif known and len(letters) == 2:
            new = known[0] + known[-1]
        else:
            new = "".join(self._random.choice("ABCDEFGHIJKLMNOPRSTVWYZ") for _ in letters)
        source = iter(new)
        return "".join(next(source) if character.isalpha() else character for character in text)

    def _fresh(self, *, surname: bool) -> str:
        draw = self._random.random()
        if draw < 0.06:
            return self._random.choice(AMBIGUOUS)
        if draw < 0.12:
            return self._invented()
        if self._tradition is not None and draw < 0.65:
            return self._random.choice(self._tradition[1] if surname else self._tradition[0])
        word = self._random.choice(self._words.surnames if surname else self._words.forenames)
        if draw > 0.95 and not surname:
            word = (
                f"{word}-{self._random.choice(('Mae', 'Rose', 'Leigh', 'Lee', 'Jay', 'Ann', 'Jo', 'Grace'))}"
            )
        elif draw > 0.95:
            word = f"{word}-{self._random.choice(self._words.surnames)}"
        return word

    def _invented(self) -> str:
        """A name nobody has, so that the sentence and not the directory must tell."""
        choose = self._random.choice
        syllables = "".join(choose(_ONSETS) + choose(_VOWELS) for _ in range(self._random.randint(1, 2)))
        return (syllables + choose(_ONSETS) + choose(_VOWELS) + choose(_CODAS)).title()


def like(old: str, new: str) -> str:
    """``new`` in the casing of ``old``."""
    if old.isupper() and len(old) > 1:
        return new.upper()
    if old.islower():
        return new.lower()
    return new


class Shapes:
    """Writes a name as case notes do: surname first, initials, short, misspelt, in other casings.

    Args:
        chance: source of randomness.
        nicknames: lower-case forename to short forms.
    """

    def __init__(self, chance: random.Random, words: Gazetteer) -> None:
        self._random, self._words = chance, words
        self._of_two: tuple[tuple[float, Callable[[str, str], str]], ...] = (
            (3, lambda first, last: f"{last.upper()}, {first}"),
            (2, lambda first, last: f"{last}, {first}"),
            (2, lambda first, last: f"{last.upper()} {first}"),
            (2, lambda first, last: f"{first} {last.upper()}"),
            (1, lambda first, last: f"{last} {first}"),
            (2, lambda first, last: f"{first[0]} {last}"),
            (2, lambda first, last: f"{first[0]}. {last}"),
            (1, lambda first, last: f"{last} {first[0]}"),
            (1, lambda first, last: f"{last.upper()} {first[0].upper()}"),
            (2, lambda first, last: f"{first} {last[0]}"),
            (1, lambda first, last: f"{first} {last[0]}."),
            (3, lambda first, last: f"{first[0]}{last[0]}".upper()),
            (1, lambda first, last: f"{first[0]}.{last[0]}.".upper()),
            (1, lambda first, last: f"{first[0]}.{last[0]}".upper()),
            (1, lambda first, last: f"{first[0]} {last[0]}".upper()),
            (2, lambda first, last: first),
            (2, lambda first, last: last),
        )
        self._of_one: tuple[tuple[float, Callable[[str], str]], ...] = (
            (4, str.lower),
            (3, str.upper),
            (3, self._short),
            (3, self._misspelt),
            (1.5, lambda name: name[0].upper()),
            (1, lambda name: f"{name[0].upper()}."),
            (1, lambda name: name.replace("-", " ")),
            (1, lambda name: name.replace("'", "").replace("’", "")),
        )

    def reshape(self, text: str) -> str:
        """The same name, written differently."""
        words = WORD.findall(text)
        if len(words) == 2 and min(map(len, words)) > 1 and text == " ".join(words):
            weights, forms = zip(*self._of_two, strict=True)
            form = self._random.choices(forms, weights)[0]
            return form(*words) if self._random.random() < 0.7 else self._reshape_one(text)
        if len(words) == 1 and len(text) > 2 and text == words[0]:
            return self._reshape_one(text)
        return self._random.choice((text.lower(), text.upper(), text))

    def _reshape_one(self, text: str) -> str:
        weights, forms = zip(*self._of_one, strict=True)
        form = self._random.choices(forms, weights)[0]
        if " " in text and form not in (str.lower, str.upper):
            first, _, rest = text.partition(" ")
            return f"{form(first)} {rest}"
        written: str = form(text)
        return written

    def _short(self, name: str) -> str:
        known = self._words.nicknames.get(name.lower())
        if known:
            return self._random.choice(known)
        return name[: self._random.randint(2, 4)] + self._random.choice(("", "", "y", "ie", "z", "o"))

    def _misspelt(self, name: str) -> str:
        if len(name) < 4:
            return name
        place = self._random.randrange(1, len(name) - 1)
        kind = self._random.random()
        if kind < 0.3:
            return name[:place] + name[place + 1 :]
        if kind < 0.6:
            return name[:place] + name[place] + name[place:]
        if kind < 0.8:
            return name[:place] + name[place + 1] + name[place] + name[place + 2 :]
        return name[:place] + self._random.choice("aeiouythn") + name[place + 1 :]
