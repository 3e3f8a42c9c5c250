"""What a name says about itself: forenames, surname, initials, and which other names may be the same one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.distance import OSA

from redactor.recognition.diminutives import short_forms
from redactor.recognition.forenames import gender_of
from redactor.recognition.vocabulary import PARTICLES, TEKNONYMS, one_letter_less, plain
from redactor.rulebook.tables import of_the_tables, table

_WORD = re.compile(r"[^\W_]+(?:['’ʼ`´\-‐‑][^\W_]+)*")
_INITIALS = re.compile(r"(?:[A-Z][a-z]{0,2}[.\-'’]?\s?){0,3}[A-Z][a-z]?\.?")
_CODE = re.compile(r"[A-Za-z]{1,3}\d{1,2}")
_KISSES = re.compile(r"x{1,5}")
#: What a system calls somebody: small or capital letters throughout, or digits behind ("JPotter4").
_LOGIN = re.compile(r"([a-z]{5,24}|[A-Z]{5,24}|[A-Za-z]{5,24}(?=\d))\d{0,4}")
#: A surname in a login has more letters than this; "ali" and "lee" end too many words.
_LOGIN_SURNAME = 3
_HYPHENS = re.compile(r"[\-‐‑]")


def word_set(words: str) -> frozenset[str]:
    """Words written in one string, as a set."""
    return frozenset(words.split())


#: Words inside a name that say nothing of identity.
_HOLLOW = word_set(
    "mr mrs ms miss mx dr prof sir dame sr baby unborn ubb mum mummy dad daddy auntie aunty aunt uncle nan nana gran "
    "granny grandma grandad the family lil big little old young senior junior snr jnr pc dc ds di sgt cllr hhj"
)
#: Shortest name of which one wrong letter is still the same name.
_FUZZY_FROM = 5


@dataclass(frozen=True, kw_only=True)
class Name:
    """A name as written, taken apart. All parts are in plain small letters.

    Attributes:
        forenames: in order; empty for a bare surname.
        surname: empty for bare forenames; double-barrelled ones keep their hyphen.
        word: a single word of which the name itself does not say whether it is forename or surname.
        first_initial: letter of a forename that is only an initial ("P. Raman").
        last_initial: letter of a surname that is only an initial ("Sarah W").
        initials: letters of a name that is nothing but initials ("SMc" → "smc"); empty otherwise.
        also: further names in the same span ("Oluwaseun (Seun) Adebayo" → seun).
    """

    forenames: tuple[str, ...] = field(default=(), repr=False)
    surname: str = field(default="", repr=False)
    word: str = field(default="", repr=False)
    first_initial: str = field(default="", repr=False)
    last_initial: str = field(default="", repr=False)
    initials: str = field(default="", repr=False)
    also: tuple[str, ...] = field(default=(), repr=False)

    @property
    def full(self) -> bool:
        """Forename and surname both known."""
        return bool(self.forenames and self.surname)

    @property
    def key(self) -> str:
        """One text for one form; the same for names that differ in case, accents or order only."""
        return "|".join(
            (" ".join(self.forenames), self.surname, self.word, self.first_initial, self.last_initial, self.initials)
        )


@dataclass(frozen=True, kw_only=True)
class NameWords:
    """What a case teaches about its name words: which are forenames, which are surnames."""

    forenames: frozenset[str] = field(default=frozenset(), repr=False)
    surnames: frozenset[str] = field(default=frozenset(), repr=False)
    singles: frozenset[str] = field(default=frozenset(), repr=False)
    """Words that stand alone somewhere and are no initials."""


def words_of(text: str) -> list[str]:
    """The words of a name as written, possessive endings off."""
    found = _WORD.findall(text)
    return [word[:-2] if len(word) > 2 and word[-2] in "'’" and word[-1] in "sS" else word for word in found]


def parse(text: str, known: NameWords, *, titled: bool = False) -> Name:
    """Take a name apart.

    Args:
        text: as written.
        known: name words of the case.
        titled: a title stands before it ("Mrs"), so that a single word is a surname.
    """
    text = text.strip().strip('"“”‘,;:')
    if "@" in text or ("." in text and " " not in text and text.islower()) or "_" in text:
        return _login(text, known)
    aside = re.search(r"[(\"“'‘]([^()\"“”]{2,30}?)[)\"”'’]", text)
    if aside and text.replace(aside[0], "").strip():
        rest = parse(text.replace(aside[0], " "), known, titled=titled)
        also = parse(aside[1], known)
        more = (*also.forenames, *([also.word] if also.word else []))
        return Name(**{**rest.__dict__, "also": (*rest.also, *more)})
    stripped = re.sub(r"\s+", " ", text)
    if _is_initials(stripped, known):
        return Name(initials=_letters(stripped))
    if "," in stripped:
        last, _, first = stripped.partition(",")
        if words_of(last) and words_of(first):
            return _reversed([plain(word) for word in words_of(last)], words_of(first))
    words = words_of(stripped)
    if len(words) > 1 and plain(words[0]) in TEKNONYMS:
        return Name(word=" ".join(plain(word) for word in words))
    words = [word for word in words if plain(word) not in _HOLLOW] or words[-1:]
    while len(words) > 1 and _KISSES.fullmatch(words[-1]):
        words.pop()
    while len(words) > 1 and words[0].islower() and words[0] not in PARTICLES and words[-1][0].isupper():
        words.pop(0)  # "defence CLARKE Jayden": a word that is no part of the name
    if not words:
        return Name(word=plain(stripped))
    if len(words) == 1:
        login = _LOGIN.fullmatch(words[0]) if not titled else None
        together = _run_together(plain(login[1]), known) if login is not None else None
        return together or _single(words[0], known, titled)
    return _several(words, known)


def _login(text: str, known: NameWords) -> Name:
    parts = [plain(part) for part in re.split(r"[._\d@\-]+", text.split("@")[0]) if part]
    if len(parts) >= 2:
        first, last = parts[0], parts[-1]
        if first in known.surnames - known.forenames and (len(last) == 1 or last in known.forenames):
            first, last = last, first  # "smith_j"
        if len(first) == 1:
            return Name(first_initial=first, surname=last)
        return (
            Name(forenames=(first,), surname=last) if len(last) > 1 else Name(forenames=(first,), last_initial=last)
        )
    word = parts[0] if parts else plain(text)
    return _run_together(word, known) or Name(word=word)


def _run_together(word: str, known: NameWords) -> Name | None:
    """ "jsmith", "smithj" and "janesmith", where the case knows a Smith (and a Jane); None for anything else."""
    if word in known.forenames or word in known.surnames:
        return None
    for cut in range(1, len(word)):
        first, last = word[:cut], word[cut:]
        if len(last) > _LOGIN_SURNAME and last in known.surnames and (cut == 1 or first in known.forenames):
            return Name(first_initial=first, surname=last) if cut == 1 else Name(forenames=(first,), surname=last)
        if len(last) == 1 and last != "s" and len(first) > _LOGIN_SURNAME and first in known.surnames:
            return Name(first_initial=last, surname=first)
    return None


def _is_initials(text: str, known: NameWords) -> bool:
    if _CODE.fullmatch(text):
        return True
    compact = re.sub(r"[. \-'’]", "", text)
    if len(compact) == 1:
        return True
    if len(compact) > 4 or not _INITIALS.fullmatch(text) or " " in text.replace(". ", "").strip():
        return False
    capitals = sum(character.isupper() for character in compact)
    if capitals < 2 or (len(compact) == 4 and capitals == 4 and "." not in text):
        return False
    common = plain(text)
    return common not in known.forenames and common not in known.surnames and common not in known.singles


def _letters(text: str) -> str:
    return "".join(character.lower() for character in text if character.isalnum())


def _reversed(surnames: Sequence[str], rest: Sequence[str]) -> Name:
    first = [plain(word) for word in rest]
    surname = "-".join(surnames) if len(surnames) > 1 and surnames[0] not in PARTICLES else " ".join(surnames)
    if len(first) == 1 and len(first[0]) == 1:
        return Name(first_initial=first[0], surname=surname)
    return Name(forenames=tuple(word for word in first if len(word) > 1) or (first[0],), surname=surname)


def _single(word: str, known: NameWords, titled: bool) -> Name:
    common = plain(word)
    if (
        common.endswith("s")
        and len(common) > 3
        and common not in known.forenames | known.surnames
        and common[:-1] in known.forenames | known.singles
        and common[:-1] not in known.surnames
    ):
        common = common[:-1]  # "Robyns nana"
    parts = _HYPHENS.split(common)
    if len(parts) == 2 and len(parts[0]) == 1 and len(parts[1]) > 1:
        # "O-Mensah": half of a double-barrelled surname is shortened.
        return Name(surname=parts[1], word="") if parts[1] in known.surnames else Name(word=common)
    if titled and (common in known.surnames or common not in known.forenames):
        return Name(surname=common)
    return Name(word=common)


def _several(words: Sequence[str], known: NameWords) -> Name:
    common = [plain(word) for word in words]
    first, last = common[0], common[-1]
    shouted = [len(word) > 2 and word.isupper() for word in words]
    if len(last) == 1 and len(common) == 2 and "-" not in last:
        if len(first) == 1:
            return Name(initials=first + last)
        if (first in known.surnames and first not in known.forenames) or (
            shouted[0] and first not in known.forenames
        ):
            return Name(first_initial=last, surname=first)
        return Name(forenames=(first,), last_initial=last)
    if _is_short_first(words[0]):
        given = [word for word in common[:-1] if len(word) > 1 and not _is_short_first(word.upper())]
        if given:
            return Name(forenames=tuple(given), surname=last)
        return Name(first_initial=first[0], surname=last)
    if shouted[0] and not shouted[-1]:
        count = shouted.index(False)
        surname = "-".join(common[:count]) if count > 1 else first
        return _reversed([surname], words[count:])
    if (
        first in known.surnames
        and first not in known.forenames
        and last in known.forenames
        and last not in known.surnames
    ):
        return _reversed([first], words[1:])
    at = len(common) - 1
    while at > 1 and common[at - 1] in PARTICLES:
        at -= 1
    surname = " ".join(common[at:])
    if (
        last in known.forenames
        and last not in known.surnames
        and all(word in known.forenames for word in common[:-1])
        and at == len(common) - 1
    ):
        return Name(forenames=tuple(common))
    return Name(forenames=tuple(word for word in common[:at] if len(word) > 1) or (first,), surname=surname)


def _is_short_first(word: str) -> bool:
    """ "P", "K-A", "J.P": a forename that is only initials."""
    letters = re.sub(r"[.\-‐‑]", "", word)
    return len(letters) == 1 or (len(letters) == 2 and letters.isupper() and "-" in word)


def learn(texts: Iterable[tuple[str, bool]]) -> NameWords:
    """What the case's own name forms say about its name words.

    Only forms that leave no doubt teach: "SMITH, Jane", three and more words, a word after Mr or Mrs; then the
    two-word forms, as far as they do not contradict.

    Args:
        texts: each distinct name as written, and whether a title for surnames stood before it.
    """
    forenames: set[str] = set()
    surnames: set[str] = set()
    singles: set[str] = set()
    titled_words: set[str] = set()
    pairs: list[tuple[str, str]] = []
    for text, titled in sorted(set(texts)):
        words = words_of(text)
        common = [plain(word) for word in words if plain(word) not in _HOLLOW]
        if len(words) > 1 and plain(words[0]) in TEKNONYMS:
            continue
        if "," in text and len(common) > 1:
            before = [plain(word) for word in words_of(text.partition(",")[0])]
            forenames.update(word for word in common[len(before) :] if len(word) > 1)
            surnames.add("-".join(before))
        elif len(common) == 1:
            if not words[-1].isupper() and words[-1][1:].islower():
                singles.add(common[0])
            if titled and len(common[0]) > 2:
                titled_words.add(common[0])
        elif (
            len(words) > 1
            and words[0].isupper()
            and len(words[0]) > 2
            and not _is_short_first(words[0])
            and not words[-1].isupper()
            and len(words[-1]) > 1
        ):
            surnames.add(common[0])
            forenames.update(word for word in common[1:] if len(word) > 1)
        elif len(words) > 1 and words[-1].isupper() and len(words[-1]) > 2 and not words[0].isupper():
            surnames.add(common[-1])
            forenames.update(word for word in common[:-1] if len(word) > 1)
        elif len(common) > 1 and len(common[-1]) > 1:
            if len(common[0]) > 1:
                pairs.append((common[0], common[-1]))
            else:
                surnames.add(common[-1])
    for first, last in pairs:
        # "Robyn Elise" after "DOBSON Robyn Elise" is two forenames; "Mercy Boateng" teaches both.
        if not (last in forenames and last not in surnames):
            forenames.add(first)
            surnames.add(last)
    surnames |= titled_words - forenames  # "Miss Taiwo" is called by her forename
    return NameWords(forenames=frozenset(forenames), surnames=frozenset(surnames), singles=frozenset(singles))


#: What turns a man's name into a woman's: Paul and Paula are two people, not one in short.
_OTHER_GENDER = word_set("a e o ine ina ette elle ella le lle ia ea ah ita")


@of_the_tables()
def _short_table() -> dict[str, frozenset[str]]:
    forms = table("short-forms", "names")["forms"]
    return {plain(name): frozenset(plain(str(form)) for form in short) for name, short in forms.items()}


def _listed(forename: str) -> frozenset[str]:
    return _short_table().get(forename, frozenset())


@of_the_tables(size=262_144)
def similar(one: str, other: str) -> int:
    """How alike two forenames in plain letters are.

    Returns:
        3 the same, 2 one is a known short form of the other, 1 spelt alike, 0 different.
    """
    if one == other:
        return 3
    if not one or not other or " " in one or " " in other:
        return 0
    short, long = sorted((one, other), key=len)
    if other in _listed(one) or one in _listed(other):
        return 2
    if long.startswith(short) and long[len(short) :] in _OTHER_GENDER:
        return 1
    if len(short) >= _FUZZY_FROM and OSA.distance(one, other, score_cutoff=1) <= 1:
        return 1
    if len(short) == 2 and len(long) > 3 and long.startswith(short):
        return 2
    if {gender_of(one), gender_of(other)} == {"f", "m"}:
        return 0  # no rule makes Marie of Mark
    halves, others = _HYPHENS.split(one), _HYPHENS.split(other)
    if (len(halves) > 1) != (len(others) > 1) and halves[0] != others[0] and halves[-1] == others[-1]:
        return 1  # Lexi-Mae is called Lexi, hardly ever Mae
    if other in short_forms(one) or one in short_forms(other):
        return 2
    if len(short) > 3 and long[:1] == short[:1] and _by_ear(short) in _short_sounds(long):
        return 2
    if one.replace("-", "") == other.replace("-", ""):
        return 3
    if (len(halves) > 1) != (len(others) > 1) and halves[0] == others[0]:
        return 2
    return 1 if spelt_alike(one, other) else 0


@lru_cache(maxsize=262_144)
def spelt_alike(one: str, other: str) -> bool:
    """Whether two words may be one word misspelt: one letter off, or two swapped, or the same by ear."""
    if one == other:
        return True
    if _by_ear(one) == _by_ear(other) and min(len(one), len(other)) > 2:
        return True
    if min(len(one), len(other)) < _FUZZY_FROM - 1 or max(len(one), len(other)) < _FUZZY_FROM:
        return False
    return OSA.distance(one, other, score_cutoff=1) <= 1


def spelling_keys(word: str) -> frozenset[str]:
    """Keys of which words that are spelt alike have one in common, by which they are found without comparing all."""
    return one_letter_less(word) | {f"\0{_by_ear(word)}"}


_SOUNDS = (
    (re.compile("ph"), "f"),
    (re.compile("ck|c(?![eiyh])"), "k"),
    (re.compile("c(?=[eiy])"), "s"),
    (re.compile("[ye]+$"), "i"),
    (re.compile("ie|ee|y|ey"), "i"),
    (re.compile("ai|ay|ei"), "a"),
    (re.compile(r"(.)\1"), r"\1"),
    (re.compile("h$"), ""),
    (re.compile("z"), "s"),
    (re.compile("(?<=[bdgjkt])h"), ""),
)


@lru_cache(maxsize=16_384)
def _short_sounds(forename: str) -> frozenset[str]:
    """How the short forms of a forename that begin alike sound."""
    return frozenset(_by_ear(form) for form in short_forms(forename) if form[:1] == forename[:1])


@lru_cache(maxsize=65_536)
def _by_ear(word: str) -> str:
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


def short_forms_of(forename: str) -> frozenset[str]:
    """Every form a forename may be shortened to or stand for, listed or made by rule."""
    return (
        short_forms(forename)
        | _listed(forename)
        | {name for name, forms in _short_table().items() if forename in forms}
    )


def surname_parts(surname: str) -> frozenset[str]:
    """The surname and, for a double-barrelled one, its halves."""
    return frozenset({surname, *(_HYPHENS.split(surname) if "-" in surname else ())})
