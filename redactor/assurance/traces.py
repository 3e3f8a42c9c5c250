"""Traces: keyed fingerprints of everything that was replaced, and the search for them in any text.

A trace is an HMAC-SHA256 of a value in its barest form, never the value, so that the workspace can prove a share
box clean at any time without holding a name in clear. A text is cut into *atoms*, its runs of letters and runs of
digits in small letters without accents; rows of atoms are joined and looked up. That finds "Jane Smith",
"jane_smith", "JANE-SMITH" and "janesmith" alike, and takes time linear in the text, whatever is searched for.

How sure a hit is:

* ``certain``: the word or phrase is nobody's but the value's.
* ``doubtful``: the word is also written in small letters in text that was kept ("in the marram", Mrs Marram);
  it is certain only where it stands like a name.
* ``ordinary``: it is a word of everyday English or of the work ("Hope", "Ward"); it counts only where it stands
  like a name, with a capital within a sentence and no capital or number beside it, and is never certain.
"""

from __future__ import annotations

import hmac
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice

from redactor.casefile import Document, Replacement, gold_label
from redactor.errors import ReadError
from redactor.recognition.vocabulary import STRICT_TITLES, is_ordinary
from redactor.rulebook import KeepTerm, Policy
from redactor.workspace import TRACES, Workspace

SCHEMA = 1

#: Longest row of atoms that is looked up, in atoms and in characters. A longer value is held as all its rows.
MAX_ATOMS = 8
_MAX_CHARACTERS = 80
#: Most signs that may stand between two atoms of a row.
_WIDEST_GAP = 3
#: Shortest part of a name that is searched for by itself, in letters (issue: "parts of four letters or more").
SHORTEST_PART = 4
#: Shortest single word that is searched for at all; "Jo" and "SM" stand in every file.
_SHORTEST_WORD = 3
#: Shortest run of digits that is searched for whatever separates them.
_SHORTEST_NUMBER = 6
#: Shortest hit that means something within the bytes of a picture or of packed data, in characters.
_SHORTEST_IN_NOISE = 7
_DIGEST_BYTES = 16
_MEMO = 300_000
#: Characters before a word and after it that are looked at to judge it.
_AROUND = 120

_ATOM = re.compile(r"[^\W\d_]+|\d+")
_CAMEL = re.compile(r"[A-ZÀ-Þ]?[a-zß-ÿ]+|[A-ZÀ-Þ]+(?![a-zß-ÿ])")
_APOSTROPHES = "'’ʼ`´"
_POSSESSIVE = re.compile(rf"[{_APOSTROPHES}](?=[sS](?![^\W_]))")
_INNER_APOSTROPHE = re.compile(rf"(?<=[^\W\d_])[{_APOSTROPHES}](?=[^\W\d_])")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_COMBINING = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]")
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th"})
#: Digits that belong together: "07700 900 123", "(020) 7946-0123", "999.000.0018".
_NUMBER = re.compile(r"\d(?:[ \u00a0./()\-–‑]{0,2}\d)+")
_DIGITS = re.compile(r"\d+")
#: Digits of the longest number whose groups are tried one by one.
_LONGEST_NUMBER = 400

_MONTHS = {name: number for number, name in enumerate(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)}
_MONTH = (r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
          r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)")
#: "12/9/2024", "12.9.24", "2024-09-12", "12/9"; a date without its year is written with a slash.
_FIGURES = re.compile(r"(?<![\d./-])(\d{4}|\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d{1,2}))?(?![\d/-])(?!\.\d)")
_DAY_NAME = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]{_MONTH}(?![a-z])\.?(?:,?[ -](\d{{4}}|\d{{2}})(?!\d))?",
    re.IGNORECASE)
_NAME_DAY = re.compile(
    rf"(?<![a-z])(?=[adfjmnos]){_MONTH}\.? (\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,? (\d{{4}})(?!\d))?", re.IGNORECASE)
_LATEST_SHORT_YEAR = 40


class Sureness(StrEnum):
    """What a hit of a trace means."""

    CERTAIN = "certain"
    DOUBTFUL = "doubtful"
    ORDINARY = "ordinary"


class Manner(StrEnum):
    """How a text came out of a file, which decides what a hit in it is worth."""

    #: What somebody reads, or text taken out of its markup.
    TEXT = "text"
    #: Tags, attributes and keywords of a format, with or without text between them.
    MARKUP = "markup"
    #: Readable stretches within the bytes of a picture or of packed data.
    NOISE = "noise"


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A trace found in a text; it never holds the text.

    Attributes:
        kind: entity type of the value, "part of" it where only a part was found.
        certain: whether it can be nothing else.
    """

    kind: str
    certain: bool


@dataclass(frozen=True, slots=True)
class _Atom:
    start: int
    end: int
    text: str
    raw: str

    @property
    def capital(self) -> bool:
        return self.raw[0].isupper()


@dataclass(kw_only=True)
class Traces:
    """Everything that was replaced in a case, as keyed fingerprints.

    Attributes:
        secret: the workspace's secret.
        entries: what a digest stands for: (sureness, kind).
        firsts: digest of the first atom of a row → most atoms such a row has.
        allowed: digests of phrases that stay readable on purpose; a hit within one is none.
        allowed_firsts: as ``firsts``, for them.
        number_lengths: how many digits the numbers have.
    """

    secret: bytes = field(repr=False)
    entries: dict[bytes, tuple[Sureness, str]] = field(default_factory=dict, repr=False)
    firsts: dict[bytes, int] = field(default_factory=dict, repr=False)
    allowed: set[bytes] = field(default_factory=set, repr=False)
    allowed_firsts: dict[bytes, int] = field(default_factory=dict, repr=False)
    number_lengths: set[int] = field(default_factory=set)
    _memo: dict[str, tuple[tuple[Sureness, str] | None, int, int]] = field(default_factory=dict, repr=False)
    _passed_over: set[str] = field(default_factory=set, repr=False)

    @classmethod
    def of(
        cls,
        documents: Iterable[Document],
        replacements: Mapping[str, Sequence[Replacement]],
        *,
        policy: Policy,
        secret: bytes,
        keep_terms: Iterable[KeepTerm] = (),
        kept: Iterable[str] = (),
    ) -> Traces:
        """Traces of a whole case.

        Args:
            documents: all documents of the case, withheld ones included.
            replacements: what was replaced in each, by document id.
            policy: the policy; names of one's own council stay when it says so.
            secret: the workspace's secret.
            keep_terms: the rulebook's terms to keep; phrases such as "Clare's Law" are no trace of a Clare.
            kept: text of findings the policy keeps (professionals named on purpose, a region).
        """
        traces = cls(secret=secret)
        terms = [term for term in keep_terms if term.text]
        words = _Words(terms={atom.text for term in terms if len(found := _atoms(term.text)) == 1 for atom in found})
        values: dict[tuple[str, str], None] = {}
        phrases = list(kept)
        if policy.keep_own_council:
            phrases += policy.own_council
        for document in documents:
            position = 0
            for item in sorted(replacements.get(document.id, ()), key=lambda item: item.finding.start):
                finding = item.finding
                words.note(document.text[position:finding.start])
                position = max(position, finding.end)
                value = document.text[finding.start:finding.end]
                if value.casefold() != item.text.strip("[]").casefold():
                    values[value, finding.entity_type] = None
                phrases.append(item.text)
            words.note(document.text[position:])
            for name, value in document.metadata.items():
                if name.lower().replace(" ", "").replace("_", "") in _AUTHORS:
                    traces._add_row(_atoms(value), "author", Sureness.DOUBTFUL)
        for value, entity_type in values:
            traces._add(value, entity_type, words)
        # A famous name that somebody of the case bears is a trace of that person.
        phrases += (
            term.text for term in terms if " " in term.text and not all(
                traces._digest(f"w:{atom.text}") in traces.entries for atom in _atoms(term.text)))
        for phrase in phrases:
            traces._allow(phrase)
        return traces

    # What is searched for

    def _digest(self, message: str) -> bytes:
        return hmac.digest(self.secret, message.encode(), "sha256")[:_DIGEST_BYTES]

    def _put(self, message: str, kind: str, sureness: Sureness) -> None:
        key = self._digest(message)
        # A value that is sure from one finding stays sure.
        if key not in self.entries or sureness is Sureness.CERTAIN:
            self.entries[key] = (sureness, kind)

    def _add(self, value: str, entity_type: str, words: _Words) -> None:
        gold = gold_label(entity_type)
        atoms = _atoms(value)
        for date in set(_dates(_cleaned(value))):
            full = date.count("-") == 2
            self._put(f"d:{date}", entity_type, Sureness.CERTAIN if full else Sureness.DOUBTFUL)
            if full and entity_type == "DATE_OF_BIRTH":
                year, month, day = date.split("-")
                self._add_number(day + month + year, entity_type)
                self._add_number(year + month + day, entity_type)
        if gold in {"DATE", "AGE", "QUASI"}:
            # "Monday" or "two weeks" identify nobody; a long phrase ("plays the tuba for the county") may.
            if gold == "QUASI" and len(atoms) > 2 and sum(len(atom.text) for atom in atoms) >= 12:
                self._add_row(atoms, entity_type, Sureness.DOUBTFUL)
            return
        if gold in {"PHONE", "ID", "ADDRESS"}:
            for match in _NUMBER.finditer(_cleaned(value)):
                for digits in _number_forms(_bare(match.group()), phone=gold == "PHONE"):
                    self._add_number(digits, entity_type)
        if gold in {"PHONE", "ID"} and len(atoms) == 1 and atoms[0].text.isdigit():
            if 4 <= len(atoms[0].text) < _SHORTEST_NUMBER:
                self._put(f"w:{atoms[0].text}", entity_type, Sureness.DOUBTFUL)
            return
        if gold == "PERSON":
            atoms = [atom for atom in atoms if atom.text not in STRICT_TITLES]
        if len(atoms) == 1:
            self._add_word(atoms[0].text, entity_type, words)
            return
        self._add_row(atoms, entity_type, words.sureness_of_row(atoms, gold))
        if gold == "EMAIL":
            atoms = _atoms(value.partition("@")[0])
        if gold in {"PERSON", "EMAIL", "LOCATION", "ORGANISATION", "ADDRESS"}:
            for atom in atoms:
                if len(atom.text) >= SHORTEST_PART and not atom.text.isdigit():
                    self._add_word(atom.text, f"part of {entity_type}", words)
        if gold == "PERSON" and len(atoms) > 1:
            self._add_glued([atom.text for atom in atoms], entity_type)

    def _add_word(self, word: str, kind: str, words: _Words) -> None:
        if len(word) < _SHORTEST_WORD or word.isdigit():
            return
        sureness = words.sureness(word)
        self._put(f"w:{word}", kind, sureness)
        if sureness is Sureness.CERTAIN:
            self._put(f"w:{word}s", kind, sureness)  # "the Smiths"

    def _add_row(self, atoms: Sequence[_Atom], kind: str, sureness: Sureness) -> None:
        for row in _rows([atom.text for atom in atoms]):
            if len(row) > 1:
                first = self._digest(f"f:{row[0]}")
                self.firsts[first] = max(self.firsts.get(first, 0), MAX_ATOMS)
            joined = "".join(row)
            self._put(f"g:{joined}", kind, sureness)
            if sureness is Sureness.CERTAIN and not joined.isdigit():
                self._put(f"w:{joined}", kind, sureness)

    def _add_glued(self, names: list[str], kind: str) -> None:
        """User names made of a name: "smithjane", "jsmith", "smithj", "janes"."""
        first, last = names[0], names[-1]
        for glued in (last + first, first[0] + last, last + first[0]):
            if len(glued) >= 5 and not is_ordinary(glued):
                self._put(f"w:{glued}", f"part of {kind}", Sureness.CERTAIN)

    def _add_number(self, digits: str, kind: str) -> None:
        if len(digits) >= _SHORTEST_NUMBER and len(set(digits)) > 1:
            self.number_lengths.add(len(digits))
            self._put(f"n:{digits}", kind, Sureness.CERTAIN)

    def _allow(self, phrase: str) -> None:
        atoms = [atom.text for atom in _atoms(phrase)]
        for date in _dates(_cleaned(phrase)):
            self.entries.pop(self._digest(f"d:{date}"), None)
        if len(atoms) == 1:
            self.entries.pop(self._digest(f"w:{atoms[0]}"), None)
            return
        for row in _rows(atoms):
            first = self._digest(f"f:{row[0]}")
            self.allowed_firsts[first] = max(self.allowed_firsts.get(first, 0), len(row))
            self.allowed.add(self._digest(f"g:{''.join(row)}"))

    # The search

    def search(self, text: str, manner: Manner = Manner.TEXT) -> Counter[Hit]:
        """Every trace in a text, counted by what it is.

        Args:
            text: any text, of any length.
            manner: how it came out of the file.
        """
        cleaned = _cleaned(text)
        found: Counter[Hit] = Counter()
        for hit in self._words(cleaned, manner):
            found[hit] += 1
        for kind in self._numbers(cleaned):
            found[Hit(kind=kind, certain=True)] += 1
        if manner is not Manner.NOISE:
            for date in _dates(cleaned):
                entry = self.entries.get(self._digest(f"d:{date}"))
                if entry and (entry[0] is Sureness.CERTAIN or manner is Manner.TEXT):
                    found[Hit(kind=entry[1], certain=entry[0] is Sureness.CERTAIN)] += 1
        return found

    def _known(self, atom: str) -> tuple[tuple[Sureness, str] | None, int, int]:
        """What is known of an atom: its own entry, longest row and longest allowed phrase beginning with it."""
        known = self._memo.get(atom)
        if known is None:
            if len(self._memo) > _MEMO:
                self._memo.clear()
            first = self._digest(f"f:{atom}")
            known = (
                self.entries.get(self._digest(f"w:{atom}")),
                self.firsts.get(first, 0),
                self.allowed_firsts.get(first, 0),
            )
            self._memo[atom] = known
        return known

    def _is_passed_over(self, raw: str) -> bool:
        """Whether a word as it is written says nothing: the answer for nearly all, and remembered."""
        entry, longest, _ = self._known(_folded(raw))
        if entry is not None or longest or (_is_camel(raw) and self._piece(raw)):
            return False
        if len(self._passed_over) > _MEMO:
            self._passed_over.clear()
        self._passed_over.add(raw)
        return True

    def _words(self, text: str, manner: Manner) -> Iterator[Hit]:
        resume = 0
        for match in _ATOM.finditer(text):
            raw = match[0]
            if raw in self._passed_over or match.start() < resume or self._is_passed_over(raw):
                continue
            entry, longest, _ = self._known(_folded(raw))
            used, end, row = self._row(text, match, min(longest, MAX_ATOMS)) if longest else (1, match.end(), None)
            entry = row or entry
            if entry is None and _is_camel(raw) and manner is Manner.TEXT:
                entry = self._piece(raw)
            if entry is None:
                continue
            # What it is worth is judged by the few words that stand round it.
            low = max(0, match.start() - _AROUND)
            near = text[low:end + _AROUND]
            atoms = list(_cut(near))
            index = next(number for number, atom in enumerate(atoms) if atom.start == match.start() - low)
            if self._counts(near, atoms, index, index + used, entry[0], manner):
                certain = entry[0] is Sureness.CERTAIN or (
                    entry[0] is Sureness.DOUBTFUL and manner is Manner.TEXT
                    and _stands_as_name(near, atoms, index, index + used))
                yield Hit(kind=entry[1], certain=certain)
                # Within a phrase that was turned down, each word is looked at by itself.
                resume = end if certain else 0

    def _piece(self, raw: str) -> tuple[Sureness, str] | None:
        """Entry of a name that is part of a word in mixed letters ("ZofiaHome")."""
        for piece in _CAMEL.findall(raw):
            entry = self._known(_folded(piece))[0]
            if entry is not None and entry[0] is Sureness.CERTAIN:
                return entry
        return None

    def _row(
        self, text: str, first: re.Match[str], longest: int,
    ) -> tuple[int, int, tuple[Sureness, str] | None]:
        """The longest known row that begins with an atom: how many atoms, where it ends, and its entry if any."""
        best: tuple[int, int, tuple[Sureness, str] | None] = (1, first.end(), None)
        joined, end = _folded(first[0]), first.end()
        for count, match in enumerate(islice(_ATOM.finditer(text, end), longest - 1), 2):
            joined += _folded(match[0])
            if len(text[end:match.start()].strip()) > _WIDEST_GAP or len(joined) > _MAX_CHARACTERS:
                break
            end = match.end()
            entry = self.entries.get(self._digest(f"g:{joined}"))
            if entry is not None:
                best = (count, end, entry)
        return best

    def _counts(
        self, text: str, atoms: Sequence[_Atom], start: int, end: int, sureness: Sureness, manner: Manner,
    ) -> bool:
        length = sum(len(atom.text) for atom in atoms[start:end])
        if manner is Manner.NOISE:
            return sureness is Sureness.CERTAIN and length >= _SHORTEST_IN_NOISE
        if manner is Manner.MARKUP and sureness is not Sureness.CERTAIN:
            return False
        if sureness is Sureness.ORDINARY and not _stands_as_name(text, atoms, start, end):
            return False
        return not self._is_allowed(atoms, start, end)

    def _is_allowed(self, atoms: Sequence[_Atom], start: int, end: int) -> bool:
        for begin in range(max(0, end - MAX_ATOMS), start + 1):
            longest = self._known(atoms[begin].text)[2]
            joined = "".join(atom.text for atom in atoms[begin:end])
            for position in range(end, min(begin + longest, len(atoms)) + 1):
                if position > end:
                    joined += atoms[position - 1].text
                if self._digest(f"g:{joined}") in self.allowed:
                    return True
        return False

    def _numbers(self, text: str) -> Iterator[str]:
        if not self.number_lengths:
            return
        longest = max(self.number_lengths)
        for match in _NUMBER.finditer(text):
            groups = _DIGITS.findall(match.group())
            if sum(map(len, groups)) > _LONGEST_NUMBER:
                groups = [group for group in groups if len(group) <= longest]
            index = 0
            while index < len(groups):
                joined, used = "", 0
                for position in range(index, len(groups)):
                    joined += groups[position]
                    if len(joined) > longest:
                        break
                    if len(joined) in self.number_lengths:
                        entry = self.entries.get(self._digest(f"n:{joined}"))
                        if entry:
                            yield entry[1]
                            used = position - index + 1
                            break
                index += used or 1

    # The workspace's file

    def save(self, workspace: Workspace) -> None:
        """Keep the fingerprints in the workspace.

        Raises:
            WriteError: disk full, no permission.
        """
        workspace.write_json(TRACES, {
            "schema": SCHEMA,
            "entries": {key.hex(): [sureness.value, kind] for key, (sureness, kind) in sorted(self.entries.items())},
            "firsts": {key.hex(): count for key, count in sorted(self.firsts.items())},
            "allowed": sorted(key.hex() for key in self.allowed),
            "allowed_firsts": {key.hex(): count for key, count in sorted(self.allowed_firsts.items())},
            "number_lengths": sorted(self.number_lengths),
        })

    @classmethod
    def load(cls, workspace: Workspace) -> Traces:
        """The fingerprints an earlier run kept.

        Raises:
            ReadError: missing, damaged, or written by another version.
        """
        saved = workspace.read_json(TRACES)
        if not isinstance(saved, dict) or saved.get("schema") != SCHEMA:
            raise ReadError(
                "the fingerprints were written by another version of redactor, or are damaged.", where=TRACES,
                remedy="Run 'redactor run' again.",
            )
        try:
            return cls(
                secret=workspace.secret,
                entries={
                    bytes.fromhex(key): (Sureness(sureness), str(kind))
                    for key, (sureness, kind) in saved["entries"].items()
                },
                firsts={bytes.fromhex(key): int(count) for key, count in saved["firsts"].items()},
                allowed={bytes.fromhex(key) for key in saved["allowed"]},
                allowed_firsts={bytes.fromhex(key): int(count) for key, count in saved["allowed_firsts"].items()},
                number_lengths={int(length) for length in saved["number_lengths"]},
            )
        except (KeyError, TypeError, ValueError, AttributeError, IndexError):
            raise ReadError(
                "the fingerprints are damaged.", where=TRACES, remedy="Run 'redactor run' again.") from None


@dataclass(kw_only=True)
class _Words:
    """Which words are also ordinary ones: of everyday English or the work, or by how this case writes them."""

    terms: set[str]
    small: set[str] = field(default_factory=set)

    def note(self, text: str) -> None:
        """Learn the words in small letters of a text that stays readable."""
        self.small.update(atom.text for atom in _cut(_cleaned(text)) if atom.raw.islower())

    def sureness(self, word: str) -> Sureness:
        if is_ordinary(word) or word in self.terms or len(word) < SHORTEST_PART:
            return Sureness.ORDINARY
        return Sureness.DOUBTFUL if word in self.small else Sureness.CERTAIN

    def sureness_of_row(self, atoms: Sequence[_Atom], gold: str) -> Sureness:
        """What finding several words in their order means, by their gold label."""
        words = [atom.text for atom in atoms if not atom.text.isdigit()]
        found = {self.sureness(word) for word in words}
        if Sureness.CERTAIN in found or gold in {"EMAIL", "URL"}:
            return Sureness.CERTAIN
        if len(words) < len(atoms) and len(atoms) > 2:
            return Sureness.CERTAIN  # "14 Hill Street", "SE18 6AB": ordinary words, but not in this row
        if Sureness.DOUBTFUL in found:
            # A full name in small letters was overlooked; "the launderette" is just that.
            return Sureness.CERTAIN if gold == "PERSON" and Sureness.ORDINARY not in found else Sureness.DOUBTFUL
        return Sureness.ORDINARY


_AUTHORS = frozenset({"author", "lastmodifiedby", "manager", "lastauthor", "lastsavedby", "creator", "initialcreator"})


def _cleaned(text: str) -> str:
    """The text with its accents, unseen characters and apostrophes gone; capitals and line ends stay."""
    if not text.isascii():
        text = _UNSEEN.sub("", text)
        text = _COMBINING.sub("", unicodedata.normalize("NFKD", text))
    return _INNER_APOSTROPHE.sub("", _POSSESSIVE.sub(" ", text))


def _folded(word: str) -> str:
    return word.casefold() if word.isascii() else word.casefold().translate(_PLAIN)


def _cut(cleaned: str) -> Iterator[_Atom]:
    for match in _ATOM.finditer(cleaned):
        raw = match.group()
        yield _Atom(match.start(), match.end(), _folded(raw), raw)


def _atoms(value: str) -> list[_Atom]:
    return list(_cut(_cleaned(value)))


def _rows(atoms: Sequence[str]) -> Iterator[Sequence[str]]:
    for begin in range(max(1, len(atoms) - MAX_ATOMS + 1)):
        if row := atoms[begin:begin + MAX_ATOMS]:
            yield row


def _is_camel(raw: str) -> bool:
    return not (raw.islower() or raw.isupper() or raw[1:].islower())


def _stands_as_name(text: str, atoms: Sequence[_Atom], start: int, end: int) -> bool:
    """Whether a row of words has capitals where only a name has them."""
    if not all(atom.capital and not atom.raw[1:].isupper() for atom in atoms[start:end]):
        return False
    if start > 0:
        before, gap = atoms[start - 1], text[atoms[start - 1].end:atoms[start].start]
        if before.capital or before.text.isdigit() or gap.strip(" ,") or "\n" in gap:
            return False
    else:
        return False
    if end < len(atoms):
        after, gap = atoms[end], text[atoms[end - 1].end:atoms[end].start]
        return not (gap == " " and (after.capital or after.text.isdigit()))
    return True


def _bare(number: str) -> str:
    return "".join(_DIGITS.findall(number))


def _number_forms(digits: str, *, phone: bool) -> set[str]:
    forms = {digits}
    if phone:
        national = digits.removeprefix("00").removeprefix("44").removeprefix("0")
        forms |= {national, "0" + national, "44" + national, "440" + national, "0044" + national}
    return forms


def _dates(text: str) -> Iterator[str]:
    """Dates in a text: "2024-09-12" for a full one, "09-12" for one without its year."""
    for match in _FIGURES.finditer(text):
        first, sign, month, last = match.groups()
        if len(first) == 4:
            yield from _date(first, month, last) if last and len(last) < 3 else ()
        elif last is None or len(last) > 1:
            yield from _date(last or "", month, first) if last or sign == "/" else ()
    small = text.lower()
    if not any(name in small for name in _MONTHS):
        return
    for match in _DAY_NAME.finditer(text):
        yield from _date(match[3] or "", str(_MONTHS[match[2][:3].lower()]), match[1])
    for match in _NAME_DAY.finditer(text):
        yield from _date(match[3] or "", str(_MONTHS[match[1][:3].lower()]), match[2])


def _date(year: str, month: str, day: str) -> Iterator[str]:
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return
    short = f"{int(month):02}-{int(day):02}"
    if len(year) == 2:
        year = f"{'20' if int(year) <= _LATEST_SHORT_YEAR else '19'}{year}"
    yield f"{year}-{short}" if year else short
