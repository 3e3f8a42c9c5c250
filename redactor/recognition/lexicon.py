"""What a case knows by name: forms of its people, organisations and places, learnt from confident findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz.distance import OSA

from redactor.recognition.diminutives import short_forms
from redactor.recognition.vocabulary import (
    NAME_WORDS,
    NOT_NAMES,
    PARTICLES,
    STRICT_TITLES,
    TITLES,
    Token,
    could_name,
    is_ordinary,
    one_letter_less,
    plain,
    tokens,
    word_set,
)

#: Shortest name part whose one-letter misspellings are looked for, and longest word that is a name at all.
_SHORTEST_MISSPELT, _LONGEST = 5, 30
#: Kinds of setting: what stands before them is the setting's short name.
SETTING_WORDS = word_set(
    "school primary infant infants junior juniors secondary academy high grammar college nursery preschool"
    " surgery practice medical health centre center clinic hospital ward infirmary house lodge home homes hub"
    " childrens church mosque temple pharmacy university sixth court council police rc ce cofe c catholic"
    " community family general royal district county city borough children care residential nursing project"
    " team trust foundation special free pru unit hall road street lane group services service contact")


@dataclass(frozen=True, slots=True)
class Form:
    """One way in which a subject may be written.

    Attributes:
        entity: PERSON, ORGANISATION or LOCATION.
        score: how sure a mention is.
        reason: for the finding.
        word: it is an ordinary word too, so that its place must show that it is a name.
        exact: it holds only where the words begin with capitals.
    """

    entity: str
    score: float
    reason: str
    word: bool = False
    exact: bool = False


@dataclass(kw_only=True)
class Lexicon:
    """Forms by their words.

    Attributes:
        singles: by the one word's plain form.
        phrases: by first word: (words, form), longest first once :meth:`close` has run.
        initials: small letters → spellings defined beside a name; none when a name only implies them.
        defined_in: initials as written → the documents that define them.
        told: initials that the cast list gives somebody, as written.
        unheard: letters, in small ones, of roles of which no document speaks in words.
        letters: first letters of known forenames and surnames.
        beginnings: what somebody says who spells one, two to four letters of it.
    """

    singles: dict[str, Form] = field(default_factory=dict, repr=False)
    phrases: dict[str, list[tuple[tuple[str, ...], Form]]] = field(default_factory=dict, repr=False)
    initials: dict[str, set[str]] = field(default_factory=dict, repr=False)
    defined_in: dict[str, set[str]] = field(default_factory=dict, repr=False)
    told: set[str] = field(default_factory=set, repr=False)
    unheard: set[str] = field(default_factory=set, repr=False)
    letters: set[str] = field(default_factory=set, repr=False)
    beginnings: set[str] = field(default_factory=set, repr=False)
    _forenames: set[str] = field(default_factory=set, repr=False)
    _parts: set[str] = field(default_factory=set, repr=False)
    _short: dict[str, Form] = field(default_factory=dict, repr=False)
    _deletions: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list), repr=False)
    _misspelt: dict[str, bool] = field(default_factory=dict, repr=False)

    def add_person(self, words: Sequence[Token], *, score: float) -> None:
        """Learn a person's name.

        Args:
            words: the name's words, titles left out, in the order written.
            score: how sure the name is, 0 to 1.
        """
        names = _without_particles(words)
        full = [token.plain for token in words]
        if len(full) > 1:
            self._phrase(tuple(full), Form("PERSON", max(score, 0.8), "full name known in this case"))
            for pair in pairwise(full):
                if set(pair) <= PARTICLES:
                    continue  # "van der" by itself is nobody
                # "Lexi-Mae" is also "lexi mae" and "Leximae".
                self._phrase(pair, Form("PERSON", 0.7, "part of a name known in this case"))
                self._phrase(("".join(pair),), Form("PERSON", 0.7, "part of a name known in this case"))
            if len(names) > 1:
                turned = (names[-1], *names[:-1])
                self._phrase(turned, Form("PERSON", 0.8, "full name known in this case, turned round"))
                self._phrase((names[0], names[-1]), Form("PERSON", 0.8, "full name known in this case, shortened"))
                self.imply_initials(words)
        for position, name in enumerate(names):
            if not 2 <= len(name) <= _LONGEST or not name.isalpha() or name in STRICT_TITLES:
                continue
            if name in NOT_NAMES and name not in NAME_WORDS:
                continue
            ordinary = is_ordinary(name) or len(name) == 2
            self._single(name, Form("PERSON", max(0.5, min(score, 0.9)), "part of a name known in this case",
                                    word=ordinary))
            self._parts.add(name)
            self.letters.add(name[0])
            if position < max(1, len(names) - 1) or words[0].word.isupper():
                self._forenames.add(name)

    def add_place(self, entity: str, words: Sequence[Token], *, score: float) -> None:
        """Learn an organisation or a place from the words of its name."""
        names = tuple(token.plain for token in words)
        if not names or all(len(name) < 3 for name in names):
            return
        capital = words[0].word[0].isupper() and all(
            token.word[0].isupper() or token.plain in PARTICLES or len(token.word) < 4 or is_ordinary(token.plain)
            for token in words)
        ordinary = all(is_ordinary(name) or name in NOT_NAMES for name in names)
        reason = "organisation known in this case" if entity == "ORGANISATION" else "place known in this case"
        if len(names) > 1:
            if capital or not ordinary:
                self._phrase(names, Form(entity, max(score, 0.7), reason, exact=ordinary))
        elif capital and len(names[0]) > 2:
            self._single(names[0], Form(entity, max(0.5, min(score, 0.8)), reason, word=ordinary))
        if entity == "ORGANISATION" and len(names) > 1 and capital:
            self._short_organisation(words, reason)

    def _short_organisation(self, words: Sequence[Token], reason: str) -> None:
        cut = next((place for place, token in enumerate(words) if place and token.plain in SETTING_WORDS), len(words))
        head = [token.plain for token in words[:cut]]
        while head and head[0] in {"the", "and"}:
            head = head[1:]
        short = f"{reason}, shortened"
        distinctive = [name for name in head if not is_ordinary(name) and name not in SETTING_WORDS]
        if cut < len(words) and distinctive:
            if len(head) > 1:
                self._phrase(tuple(head), Form("ORGANISATION", 0.6, short))
            elif len(head[0]) > 3:
                self._single(head[0], Form("ORGANISATION", 0.5, short))
        letters = "".join(token.plain[0] for token in words if token.word[0].isupper())
        if len(letters) > 2 and letters not in NOT_NAMES:
            self._single(letters, Form("ORGANISATION", 0.5, f"{reason}, its initials", exact=True))

    def define_initials(self, letters: str, document_id: str) -> None:
        """Learn initials, as written, that stood beside the name they stand for in a document."""
        self.initials.setdefault(letters.lower(), set()).add(letters)
        self.defined_in.setdefault(letters, set()).add(document_id)

    def imply_initials(self, words: Sequence[Token]) -> None:
        """Learn the initials that a full name implies.

        Args:
            words: the name's words; fewer than two that are no particles imply none.
        """
        names = _without_particles(words)
        if len(names) < 2:
            return
        first_last = names[0][0] + names[-1][0]
        every = "".join(name[0] for name in names)
        # Of a double-barrelled surname often the first alone counts: "SO" for Shanice Okoro-Example.
        for letters in {first_last, every, every[:2]}:
            if 2 <= len(letters) <= 4 and letters.isalpha():
                self.initials.setdefault(letters, set())
        if names[-1][0] == "o" and len(names[-1]) > 2:
            # Siobhan O'Neill signs SO'N; the apostrophe keeps it apart from every word.
            self.initials.setdefault(f"{names[0][0]}o'{names[-1][1]}", set())

    def _single(self, name: str, form: Form) -> None:
        known = self.singles.get(name)
        # People first: their leak harms most; of one kind the surest stays.
        if known is None or (known.entity != "PERSON" and form.entity == "PERSON") or (
            known.entity == form.entity and form.score > known.score
        ):
            self.singles[name] = form

    def _phrase(self, names: tuple[str, ...], form: Form) -> None:
        if len(names) == 1:
            if len(names[0]) > 5 and not is_ordinary(names[0]):
                self._single(names[0], form)
            return
        known = self.phrases.setdefault(names[0], [])
        if all(names != other for other, _ in known):
            known.append((names, form))

    def close(self) -> None:
        """Derive what follows from all names together; call once, after the last name was added."""
        for phrases in self.phrases.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))
        for name in self._forenames:
            for form in short_forms(name):
                if form not in self.singles and (could_name(form) and (form not in NOT_NAMES)):
                    self._short.setdefault(form, Form(
                        "PERSON", 0.45, "short form of a name known in this case",
                        word=is_ordinary(form) or len(form) < 3))
        for part in self._parts:
            self.beginnings.update(part[:length] for length in (2, 3, 4))
            if len(part) >= _SHORTEST_MISSPELT:
                for deletion in one_letter_less(part):
                    self._deletions[deletion].append(part)

    def single(self, token: Token) -> Form | None:
        """The form a word may be of, on its own."""
        name = token.plain
        if (form := self.singles.get(name)) is not None:
            return form
        if name.endswith("s") and len(name) > 3:
            # "the Wards", "gavs hands", "mimis party".
            form = self.singles.get(name[:-1]) or (
                self.singles.get(name[:-2]) if name.endswith("es") else None) or (
                self._short.get(name[:-1]) if len(name) > 4 and name not in self._short else None)
            if form is not None and not (form.word or is_ordinary(name)):
                return form
        if (form := self._short.get(name)) is not None:
            return form
        if _SHORTEST_MISSPELT - 1 <= len(name) <= _LONGEST and self._is_misspelt(name):
            return Form("PERSON", 0.45, "misspelling of a name known in this case")
        return None

    def _is_misspelt(self, name: str) -> bool:
        known = self._misspelt.get(name)
        if known is None:
            known = name.isalpha() and not is_ordinary(name) and any(
                OSA.distance(name, part, score_cutoff=1) <= 1
                for deletion in one_letter_less(name) for part in self._deletions.get(deletion, ())
            )
            self._misspelt[name] = known
        return known

    def names(self) -> set[str]:
        """Words that are names in this case, for rules that keep a word only where it is none."""
        return {name for name, form in self.singles.items() if form.entity == "PERSON"}


#: At either end of a name with a capital these are forenames, though particles within one, and "DI" an inspector.
_FORENAMES = word_set("ben al del della di nic mac")


def _is_forename(token: Token) -> bool:
    return token.plain in _FORENAMES and token.word[0].isupper() and (
        token.plain not in TITLES or not token.word.isupper())


def _without_particles(words: Sequence[Token]) -> list[str]:
    return [
        token.plain for place, token in enumerate(words)
        if token.plain not in PARTICLES or len(words) == 1 or (place in {0, len(words) - 1} and _is_forename(token))]


def name_words(text: str) -> list[Token]:
    """Words of a person's name in a finding's text: titles, kinship and what stands in brackets left out."""
    words = list(tokens(text))
    while len(words) > 1 and (words[0].plain in TITLES or words[0].plain in NOT_NAMES - NAME_WORDS) and not (
        _is_forename(words[0])
    ):
        words = words[1:]
    return words


def initials_of(letters: str, names: Sequence[str]) -> bool:
    """Whether letters may stand for a name: "PWh" for Paula Whitworth, "SMc" for Siobhan McAteer.

    Args:
        letters: as written, dots left out.
        names: the name's words in plain form.
    """
    wanted = plain(letters)
    orders = [list(names), [names[-1], *names[:-1]]] if len(names) > 1 else [list(names)]
    return any(_spelt(wanted, order, 0) for order in orders)


def _spelt(wanted: str, names: list[str], used: int) -> bool:
    if not wanted:
        return used > 1
    return any(
        wanted[:length] == name[:length] and _spelt(wanted[length:], names[place + 1:], used + 1)
        for place, name in enumerate(names) for length in range(1, min(3, len(wanted), len(name)) + 1)
        if used or place == 0
    )
