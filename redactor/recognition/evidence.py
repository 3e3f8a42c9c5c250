"""The case as evidence: what was found with confidence anywhere is found everywhere.

First pass: a lexicon of names from the cast list and from confident findings of all documents, and of the
initials defined beside a name. Second pass: one walk over each document's words, longest name first. An
ordinary word that is also a name ("Hope", "Will") is taken only where it stands as a name; terms that must
stay are never touched.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from redactor.casefile import CastEntry, Document, Finding, NearMiss, Recognition
from redactor.recognition.forenames import gender_of
from redactor.recognition.keeping import KEPT
from redactor.recognition.lexicon import SETTING_WORDS, Form, Lexicon, initials_of, name_words
from redactor.recognition.sense import STATISTICAL
from redactor.recognition.settle import settle
from redactor.recognition.vocabulary import (
    ACTS,
    BEFORE_NAMES,
    DETERMINERS,
    NAME_WORDS,
    NOT_NAMES,
    STRICT_TITLES,
    TITLES,
    Token,
    is_ordinary,
    tokens,
    word_set,
)
from redactor.rulebook import KeepMatcher, Policy

RECOGNISER = "case_evidence"
#: Score from which a finding teaches the lexicon.
_SURE = 0.6
_SPREAD = ("PERSON", "ORGANISATION", "LOCATION")
#: Longest list of people on one line that is looked at, in characters.
_LONGEST_LIST = 1_000
#: Score from which a near miss in the shape of a name is taken after all.
_FAINT = 0.05
#: Score from which letters that are a term too may be a person's.
_SURE_OF_LETTERS = 0.9
#: How many letters initials have.
_INITIALS = range(2, 4)
_CERTAIN = 0.97
#: Score from which an ordinary word with a capital is a name whatever the case knows of it.
_SURE_OF_NAME = 0.9
#: Score from which ordinary words may be a name.
_SURE_OF_WORDS = 0.9
#: How many times more often a place may be taken for a person and still be a place.
_FEW = 3
#: Characters between a name and its initials.
_BESIDE = 40


def spread(
    documents: Sequence[Document],
    recognitions: Sequence[Recognition],
    cast: Sequence[CastEntry],
    keep: KeepMatcher,
    policy: Policy,
) -> tuple[Recognition, ...]:
    """Add the mentions that the case itself explains.

    Args:
        documents: all documents of the case.
        recognitions: what was found in each, in the same order.
        cast: the cast list; its names count first.
        keep: finds the terms that are never touched.
        policy: its thresholds.

    Returns:
        The recognitions with more findings: sorted, none overlapping, none crossing a block border. Near
        misses that became findings are no longer near misses.
    """
    texts = [_Text(document, keep) for document in documents]
    recognitions = _agreed(texts, recognitions, cast)
    lexicon = _learn(texts, recognitions, cast)
    names = lexicon.names()
    return tuple(
        _Reader(text, recognition, lexicon, keep, names, policy).read()
        for text, recognition in zip(texts, recognitions, strict=True)
    )


class _Text:
    """A document and its words."""

    def __init__(self, document: Document, keep: KeepMatcher) -> None:
        self.document = document
        self.text = document.text
        self.words = list(tokens(self.text))
        self._starts = [token.start for token in self.words]
        #: Words of terms that stay, wherever no name of the case is considered.
        self.kept = bytearray(len(self.text))
        for start, end, _ in keep.spans(self.text):
            self.kept[start:end] = b"\1" * (end - start)

    def words_in(self, start: int, end: int) -> tuple[int, int]:
        """Numbers of the first word that ends after ``start`` and of the one after the last before ``end``."""
        first = max(0, bisect_right(self._starts, start) - 1)
        while first < len(self.words) and self.words[first].stop <= start:
            first += 1
        stop = first
        while stop < len(self.words) and self.words[stop].start < end:
            stop += 1
        return first, stop


# Agreeing


def _agreed(
    texts: Sequence[_Text], recognitions: Sequence[Recognition], cast: Sequence[CastEntry],
) -> list[Recognition]:
    """A word that is a place or an organisation in some sentences, and shows nowhere that it is somebody, is one in
    all of them: "Kent", whose file and whose threshold the case speaks of. And whoever is somebody throughout is no
    place where a sentence happens to read like it: "at Lynne's", "Starts Wrekin View,Whitlock".
    """
    places: dict[str, Counter[str]] = defaultdict(Counter)
    persons: Counter[str] = Counter()
    named: Counter[str] = Counter()
    people = {token.plain for entry in cast for name in (entry.name, *entry.aliases) for token in name_words(name)}
    lone: list[dict[Finding, str]] = []
    for text, recognition in zip(texts, recognitions, strict=True):
        lone.append({})
        for finding in recognition.findings:
            if finding.entity_type not in _SPREAD:
                continue
            first, stop = text.words_in(finding.start, finding.end)
            words = [token.plain for token in text.words[first:stop]]
            if finding.entity_type == "PERSON":
                named.update(set(words))
            if finding.entity_type != "PERSON":
                if len(words) == 1:
                    places[words[0]][finding.entity_type] += 1
            elif len(words) == 1 and not _is_somebody(text, first):
                persons[words[0]] += 1
                lone[-1][finding] = words[0]
            else:
                people.update(words)
    agreed = {
        word: kinds.most_common(1)[0][0] for word, kinds in places.items()
        if len(word) > 2 and word not in people and not gender_of(word) and kinds.total() * _FEW >= persons[word]
        and (kinds.total() > 1 or (persons[word] == 1 and word not in NAME_WORDS))
    }
    rare = {word: sum(kinds.values()) for word, kinds in places.items()}
    return [
        replace(recognition, findings=tuple(
            replace(
                finding, entity_type=agreed[word], score=max(finding.score, _SURE),
                reason="a place or an organisation elsewhere in this case",
            ) if (word := own.get(finding, "")) in agreed
            else replace(finding, entity_type="PERSON", reason="a person elsewhere in this case")
            if _is_named(text, finding, named, rare) else finding
            for finding in recognition.findings
        ))
        for text, recognition, own in zip(texts, recognitions, lone, strict=True)
    ]


def _is_named(text: _Text, finding: Finding, named: Counter[str], places: Mapping[str, int]) -> bool:
    """Whether what the network took for a place or an organisation is the name of somebody of the case: its words
    are known from people and hardly from anything else, and nothing beside it tells of a place."""
    if finding.entity_type not in {"ORGANISATION", "LOCATION"} or finding.recogniser != STATISTICAL:
        return False
    first, stop = text.words_in(finding.start, finding.end)
    words = text.words[first:stop]
    if not 0 < len(words) < 4 or any(token.plain in SETTING_WORDS or not token.word[0].isupper() for token in words):
        return False
    spoken = [token.plain for token in words if len(token.plain) > 1]
    # A forename is nobody's village: for other words people must outnumber the places.
    if not spoken or any(
        named[word] < (2 if len(words) == 1 else 1)
        or named[word] < places.get(word, 0) * (1 if gender_of(word) else 2) for word in spoken
    ):
        return False
    before, after = text.words[first - 1] if first else None, text.words[stop] if stop < len(text.words) else None
    if before is not None and text.text[before.stop:words[0].start] == " " and before.plain in _WHERE:
        return False
    return after is None or after.plain not in SETTING_WORDS or words[-1].possessive or (
        text.text[words[-1].stop:after.start] != " ")


#: Before a place rather than before somebody.
_WHERE = word_set("in from near via of outside around across")


def _is_somebody(text: _Text, index: int) -> bool:
    """Whether a word stands where only a person's name does: after a title or kinship, before what somebody does."""
    words, source = text.words, text.text
    token = words[index]
    if index and source[words[index - 1].stop:token.start] in {" ", ". "} and (
        words[index - 1].plain in TITLES or words[index - 1].plain in _CALLS | _GREETINGS
    ):
        return True
    following = words[index + 1] if index + 1 < len(words) else None
    return following is not None and not token.possessive and source[token.stop:following.start] == " " and (
        following.plain != "to" and _is_act(following))


# Learning


def _learn(texts: Sequence[_Text], recognitions: Sequence[Recognition], cast: Sequence[CastEntry]) -> Lexicon:
    lexicon = Lexicon()
    for entry in cast:
        if not entry.keep:
            for name in (entry.name, *entry.aliases):
                lexicon.add_person(name_words(name), score=1.0)
    lone: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for text, recognition in zip(texts, recognitions, strict=True):
        covered = {finding.start for finding in recognition.findings}
        small.update(token.plain for token in text.words if token.word.islower() and token.start not in covered)
        for finding in recognition.findings:
            words = name_words(text.text[finding.start:finding.end])
            if finding.entity_type == "PERSON" and len(words) == 1:
                lone[words[0].plain] += 1
    for text, recognition in zip(texts, recognitions, strict=True):
        for finding in recognition.findings:
            if finding.entity_type == "EMAIL_ADDRESS":
                if owner := _owner(text.text[finding.start:finding.end]):
                    lexicon.add_person(owner, score=_SURE)
                continue
            if finding.entity_type not in _SPREAD or finding.score < _SURE:
                continue
            content = text.text[finding.start:finding.end]
            if finding.recogniser != "structure" and 1 in text.kept[finding.start:finding.end]:
                continue
            if finding.entity_type != "PERSON":
                words = [token for token in tokens(content) if token.plain != "the"]
                if words and (len(words) > 1 or finding.score > 0.8 or not small[words[0].plain]):
                    lexicon.add_place(finding.entity_type, words, score=finding.score)
                continue
            words = name_words(content)
            if _teaches(text, finding, words, lone, small):
                lexicon.add_person(words, score=finding.score)
    _define_initials(texts, recognitions, lexicon)
    lexicon.close()
    return lexicon


_OWNED = re.compile(r"(?P<forename>[a-z]{2,20})[._](?P<surname>[a-z]{3,20})\d{0,4}@", re.IGNORECASE)


def _owner(address: str) -> list[Token]:
    """The name that an e-mail address spells; empty where it names an office."""
    match = _OWNED.match(address)
    if match is None:
        return []
    words = list(tokens(f"{match['forename'].title()} {match['surname'].title()}"))
    office = any(token.plain in (NOT_NAMES | SETTING_WORDS) - NAME_WORDS for token in words)
    return [] if office or all(is_ordinary(token.plain) for token in words) else words


def _titled(text: _Text, finding: Finding) -> bool:
    first, _ = text.words_in(finding.start, finding.end)
    return first > 0 and text.words[first - 1].plain in STRICT_TITLES


def _amid(text: _Text, finding: Finding) -> bool:
    """Whether a finding stands within a sentence, so that its capital is its own."""
    first, _ = text.words_in(finding.start, finding.end)
    return first > 0 and text.text[text.words[first - 1].stop:finding.start] == " " and (
        text.words[first - 1].word.islower())


def _teaches(
    text: _Text, finding: Finding, words: Sequence[Token], lone: Counter[str], small: Counter[str],
) -> bool:
    """Whether a finding is sure enough that its words are a name."""
    if not words or len(words) > 5:
        return False
    if len(words) > 1:
        return any(not is_ordinary(token.plain) or token.plain in NAME_WORDS for token in words) and all(
            token.word[0].isupper() or not is_ordinary(token.plain) for token in words)
    word = words[0]
    if len(word.plain) < 3:
        return False
    if word.word.isupper() and len(word.word) < 5:
        return _titled(text, finding)
    if is_ordinary(word.plain):
        return _titled(text, finding) or finding.recogniser == "structure" or (
            finding.score >= _SURE_OF_WORDS and word.word[0].isupper() and _amid(text, finding))
    if word.word.islower():
        return finding.score > 0.8 or lone[word.plain] > 1
    # Written small elsewhere, where it was not taken for a name, it may be a thing ("Pregabalin").
    return not small[word.plain] or lone[word.plain] > small[word.plain]


_BRACKETED = re.compile(r"[^\w\n]{0,4}[(\[]\s?(?P<letters>[^\W\d_]{2,5}(?:[.’'-][^\W\d_]{1,2}){0,2})\.?\s?[,;)\]–-]")
_BEFORE = re.compile(
    r"(?:^|\n|\s{2}|[;,(|]\s?)(?P<letters>[^\W\d_]{2,5})(?:\s{1,6}|\s?[=:–|-]\s?|\t)(?:[A-Z][A-Za-z]{1,4}\.?\s)?$")
_AFTER = re.compile(r"[^;\n]{0,40}?[ (|,\t–-](?P<letters>[A-Z][A-Za-z]{1,4})(?=\s?(?:[;|)\t\n]|$|\.\n))")
_LAST = re.compile(r"[\s(](?P<letters>[A-Z]{2,3})\)?\s?$")
_NUMBERED = re.compile(r"(?:^|[\s;,(])(?P<letters>[A-Z]{1,2}\d)\s?[=–-]\s?$")


def _define_initials(texts: Sequence[_Text], recognitions: Sequence[Recognition], lexicon: Lexicon) -> None:
    """Initials that stand beside the name they stand for: in brackets, in a column, before or after it."""
    for text, recognition in zip(texts, recognitions, strict=True):
        defining: Counter[int] = Counter()
        for finding in recognition.findings:
            if finding.entity_type != "PERSON":
                continue
            content = text.text[finding.start:finding.end]
            words = name_words(content)
            names = [token.plain for token in words]
            if len(content) in _INITIALS and content.isupper() and content.isalpha() and (
                finding.score >= _SURE_OF_LETTERS and content.lower() not in _ROLE_LETTERS
            ):
                lexicon.define_initials(content, finding.document_id)
            before = text.text[max(0, finding.start - 16):finding.start]
            if (match := _NUMBERED.search(before)):
                lexicon.define_initials(match["letters"], finding.document_id)
            if len(names) < 2 and finding.recogniser != "structure" and not _titled(text, finding):
                continue
            after = text.text[finding.end:finding.end + _BESIDE]
            for match in (_BRACKETED.match(after), _BEFORE.search(before), *_AFTER.finditer(after)):
                if match is None:
                    continue
                letters = re.sub(r"[^\w]", "", match["letters"])
                if not (letters[:1].isupper() and sum(map(str.isupper, letters)) > 1):
                    continue
                titled = _title_letters(text, finding, letters)
                if titled or (len(names) > 1 and initials_of(letters, names)):
                    lexicon.define_initials(letters, finding.document_id)
                    low = max(0, finding.start - _LONGEST_LIST)
                    defining[max(low, text.text.rfind("\n", low, finding.start) + 1)] += 1
        for start, times in defining.items():
            if times > 1:
                line = text.text[start:start + 2 * _LONGEST_LIST].partition("\n")[0]
                _define_in_list(line, text.document.id, lexicon)


def _define_in_list(line: str, document_id: str, lexicon: Lexicon) -> None:
    """The other initials of a list in which some are known: "Dr Osei, CAMHS EO; …"."""
    for item in line.split(";"):
        match = _LAST.search(item)
        if match and match["letters"].lower() not in lexicon.initials and any(
            token.word[0] == match["letters"][-1] for token in tokens(item[:match.start()])
            if len(token.word) > 2 and not is_ordinary(token.plain)
        ):
            lexicon.define_initials(match["letters"], document_id)


def _title_letters(text: _Text, finding: Finding, letters: str) -> bool:
    """"MD" for Miss Dyson."""
    first, stop = text.words_in(finding.start, finding.end)
    if not first or stop <= first:
        return False
    title, name = text.words[first - 1], text.words[stop - 1]
    return title.plain in TITLES and letters.lower() == title.plain[0] + name.plain[0]


# Reading


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    form: Form


class _Reader:
    """One document read with the lexicon of its case."""

    def __init__(
        self, text: _Text, recognition: Recognition, lexicon: Lexicon, keep: KeepMatcher, names: set[str],
        policy: Policy,
    ) -> None:
        self._text, self._source, self._words = text, text.text, text.words
        self._recognition, self._lexicon, self._policy = recognition, lexicon, policy
        self._phrases_kept = bytearray(len(self._source))
        self._kept: set[int] = set()
        for start, end, _ in keep.spans(self._source, names):
            first, stop = text.words_in(start, end)
            if stop - first > 1:
                self._phrases_kept[start:end] = b"\1" * (end - start)
            elif stop > first:
                self._kept.add(first)
        self._covered = bytearray(len(self._source))
        for finding in recognition.findings:
            if finding.entity_type != "QUASI":
                self._covered[finding.start:finding.end] = b"\1" * (finding.end - finding.start)
        self._settings: set[int] = set()
        for finding in recognition.findings:
            if finding.entity_type in {"ORGANISATION", "LOCATION"}:
                first, stop = text.words_in(finding.start, finding.end)
                self._settings |= {token.start for token in text.words[first:stop]}

    def read(self) -> Recognition:
        mentions = list(self._mentions())
        return self._merged(mentions)

    def _mentions(self) -> Iterator[_Mention]:
        index, words = 0, self._words
        while index < len(words):
            step = 1
            if (found := self._phrase(index)) is not None:
                stop, form = found
                # "St Wilfrid's" is the whole name of a school.
                end = words[stop - 1].stop if form.entity == "ORGANISATION" else words[stop - 1].end
                yield _Mention(words[index].start, end, form)
                step = stop - index
            elif not self._is_covered(index):
                if (initials := self._initials(index)) is not None:
                    stop, score = initials
                    end = words[stop - 1].end
                    if stop - index > 1 and self._source[end:end + 1] == ".":
                        end += 1
                    yield _Mention(words[index].start, end, Form("PERSON", score, "initials of a person of this case"))
                    step = stop - index
                elif (lone := self._lone(index)) is not None:
                    yield _Mention(words[index].start, words[index].end, lone)
            index += step

    def _is_covered(self, index: int) -> bool:
        token = self._words[index]
        return 0 not in self._covered[token.start:token.end]

    def _gap(self, index: int) -> str:
        """What stands between a word and the next; a newline when there is none."""
        if 0 <= index < len(self._words) - 1:
            return self._source[self._words[index].end:self._words[index + 1].start]
        return "\n"

    def _phrase(self, index: int) -> tuple[int, Form] | None:
        for names, form in self._lexicon.phrases.get(self._words[index].plain, ()):
            stop = index + len(names)
            if stop > len(self._words):
                continue
            words = self._words[index:stop]
            if any(token.plain != name for token, name in zip(words, names, strict=True)):
                continue
            if any(len(self._gap(place)) > 3 or "\n" in self._gap(place) for place in range(index, stop - 1)):
                continue
            if any(token.possessive for token in words[:-1]) and form.entity == "PERSON":
                continue
            if form.exact and not all(token.word[0].isupper() or len(token.word) < 4 for token in words):
                continue
            sure = form.score >= _SURE_OF_WORDS  # such a form is a name in small letters too
            if form.entity == "PERSON" and not sure and all(is_ordinary(name) for name in names) and not all(
                token.word[0].isupper() for token in words
            ):
                continue
            if any(self._phrases_kept[token.start] for token in words):
                continue
            return stop, form
        return None

    # Single words

    def _lone(self, index: int) -> Form | None:
        token = self._words[index]
        if len(token.plain) == 1:
            return self._letter(index)
        if self._phrases_kept[token.start]:
            return None
        form = self._lexicon.single(token) or self._family(index)
        if form is None:
            return None
        if form.exact and not token.word.isupper():
            return None
        if index in self._kept and form.entity != "PERSON":
            return None
        if not form.word:
            if index in self._kept and not token.word[0].isupper():
                return None
            if len(token.plain) < 4 and token.word.islower() and not self._stands_as_name(index):
                return None
            return form
        if index in self._kept and token.word.islower():
            return None
        return form if self._stands_as_name(index, organisation=form.entity != "PERSON") else None

    def _family(self, index: int) -> Form | None:
        """A surname of the case in the plural, which is an ordinary word too: "fell out with the Wards"."""
        token = self._words[index]
        if not index or self._words[index - 1].word != "the" or self._gap(index - 1) != " " or not (
            token.word[0].isupper() and token.word[1:].islower() and token.plain.endswith("s")
        ):
            return None
        form = self._lexicon.singles.get(token.plain[:-1])
        return replace(form, word=False) if form is not None and form.entity == "PERSON" else None

    def _stands_as_name(self, index: int, *, organisation: bool = False) -> bool:
        """Whether a word's place shows that it is a name here."""
        token = self._words[index]
        gap_before = self._gap(index - 1) if index else "\n"
        gap_after = self._gap(index)
        previous = self._words[index - 1] if index and gap_before in {" ", ". ", "-", " (", ": ", " - "} else None
        following = self._words[index + 1] if gap_after == " " else None
        capital = token.word[0].isupper()
        shouted = token.word.isupper() and len(token.word) > 1
        if previous is not None and gap_before in {" ", ". "} and previous.plain in STRICT_TITLES:
            return True
        if previous is not None and gap_before == " " and previous.plain in DETERMINERS and not organisation:
            # "chaired by A Hope"
            return previous.word == "A" and index > 1 and self._gap(index - 2) == " "
        head = index == 0 or "\n" in gap_before
        if capital and gap_before[-1:] in _QUOTES and gap_after[:1] in _QUOTES:
            return True
        if head and gap_after.startswith(":"):
            return True
        acts = following is not None and following.word.islower() and following.plain in _SURE_ACTS
        if not capital:
            called = previous is not None and gap_before == " " and previous.plain in _CALLS
            return (called and (following is None or following.plain not in _TO)) or (
                acts and following is not None and following.plain in _SPEECH and len(token.plain) > 2)
        if shouted and self._is_shouted_line(index):
            return previous is not None and gap_before == " " and previous.plain in BEFORE_NAMES
        if previous is not None and gap_before == " ":
            if previous.word[0].isupper() and self._covered[previous.start] and not previous.possessive:
                return True
            if previous.word.islower() or previous.word[0].isdigit():
                return True
            if previous.plain in BEFORE_NAMES:
                return True
        if following is not None and self._covered[following.start] and following.word[0].isupper():
            return True
        if token.possessive or gap_after[:1] in "/&" or gap_before[-1:] in "/&":
            return True
        if gap_before[-1:] in ("(", ",") or gap_before in {", ", "; ", " & "}:
            return following is None or following.plain in ACTS or not following.word.islower()
        if following is not None and not shouted and not organisation and following.word.islower():
            if following.plain == "to" and token.plain not in _WISHES and self._gap(index + 1) == " ":
                return True  # "Will to chase housing"
            known = token.plain in self._lexicon.singles
            if known and following.plain in _AFTER_A_NAME and token.plain not in _HEADINGS:
                return True  # "Bell on bail"
        return acts

    def _is_shouted_line(self, index: int) -> bool:
        near = self._words[max(0, index - 3):index + 4]
        return sum(token.word.isupper() and len(token.word) > 1 for token in near) > len(near) // 2 + 1

    def _letter(self, index: int) -> Form | None:
        """A single letter that stands for a name: "K told me"."""
        token = self._words[index]
        if token.word not in _LETTERS or token.plain not in self._lexicon.letters:
            return None
        previous = self._words[index - 1] if index else None
        gap_before, gap_after = (self._gap(index - 1) if index else "\n"), self._gap(index)
        following = self._words[index + 1] if gap_after == " " else None
        if previous is not None and gap_before in {"&", "-", "'", "/"}:
            return None
        if gap_before == " & " and previous is not None and len(previous.word) == 1 and self._is_covered(index - 1):
            return Form("PERSON", 0.6, "first letter of a name known in this case")  # "father of O & M"
        acts = following is not None and following.plain in _SURE_ACTS and following.word.islower()
        if token.word == "A" and not (acts and following is not None and following.plain in _SPEECH
                                        and self._acts(index)):
            return None
        called = (
            previous is not None and gap_before == " " and previous.word.islower() and previous.plain in BEFORE_NAMES
        )
        if acts or token.possessive or (called and (following is None or following.word.islower())):
            return Form("PERSON", 0.4, "first letter of a name known in this case")
        return None

    # Initials

    def _initials(self, index: int) -> tuple[int, float] | None:
        """Initials that begin at a word: number of the word after them, and the score."""
        token, words = self._words[index], self._words
        stop = index + 1
        letters = token.word.replace("’", "'")
        if len(letters) == 1:
            while stop < min(len(words), index + 6) and len(words[stop].word) == 1 and (
                self._gap(stop - 1) in {".", ". ", "-"}
            ):
                letters += words[stop].word
                stop += 1
        if not 2 <= len(letters) <= 5:
            return None
        dotted = stop > index + 1
        spelling = self._lexicon.initials.get(letters.lower())
        if spelling is None and letters.endswith("s") and letters[:-1].isupper():
            letters = letters[:-1]  # "JMs view"
            spelling = self._lexicon.initials.get(letters.lower())
        if spelling is None:
            return None
        defined = bool(spelling) and (dotted or letters in spelling)
        if not (defined or letters.isupper() or dotted):
            return None
        if self._phrases_kept[token.start] and "'" not in letters:
            return None
        plain_word = letters.lower()
        common = "'" not in letters and (
            index in self._kept or plain_word in NOT_NAMES or is_ordinary(plain_word))
        if common and not dotted:
            # Three letters that a name of three words implies are hardly a term by chance: "drafted by LPM".
            told = defined or (len(letters) > 2 and letters.isupper() and plain_word not in _ROLE_LETTERS)
            if not (self._acts(index) if told else self._is_assigned(index)):
                return None
        elif not defined and self._is_shouted_line(index) and not dotted:
            return None
        return stop, 0.75 if defined else 0.5

    def _is_assigned(self, index: int) -> bool:
        """Whether letters that only imply a person stand where a task or a score is given to one: "– VS by Fri"."""
        token, words = self._words[index], self._words
        if token.plain in _ROLE_LETTERS or not token.word.isupper() or self._is_shouted_line(index):
            return False
        before, after = (self._gap(index - 1) if index else "\n"), self._gap(index)
        following = words[index + 1] if index + 1 < len(words) else None
        ends = "\n" in after or after[:1] in {".", ",", ";", ")"}
        if index and words[index - 1].plain in _WITH | {"w"} and before in {" ", "/ ", "/"}:
            return ends or following is None or following.word.islower()
        if before in {" - ", " – ", " — ", "- ", "– "}:
            return ends or following is None or (after == " " and following.plain in _ASSIGNED)
        if following is not None and following.word.isdigit() and after == " " and index + 2 < len(words):
            return self._gap(index + 1) in {", ", "; "} and (
                words[index + 2].plain in self._lexicon.initials or self._is_covered(index + 2))
        return False

    def _acts(self, index: int) -> bool:
        """Whether letters that may be a professional term stand as a person does."""
        before, after = (self._gap(index - 1) if index else "\n"), self._gap(index)
        previous = self._words[index - 1] if index else None
        following = self._words[index + 1] if index + 1 < len(self._words) else None
        if previous is not None and before == " " and (
            previous.plain in DETERMINERS or previous.plain in _ROLE_BEFORE
        ):
            return False
        if after == " " and following is not None and following.word[0].isupper() and (
            self._words[index].plain in TITLES
        ):
            return False
        if self._words[index].possessive:
            return True
        if after.startswith(":") or before in {": ", ":  "} or before[-1:] in "(/[" or "–" in before or before == " - ":
            return True
        if "\n" in after and before[-1:] in (",", "|", "\t"):
            return True
        if "\n" in before or before[-1:] in ("|", "\t") or before in {". ", "; ", ", ", "! ", '. "'} or (
            len(before) > 1 and not before.strip()
        ):
            listed = ("\n" in before or before == "; ") and self._text.document.id in self._lexicon.defined_in.get(
                self._words[index].word, ())
            return following is None or after != " " or _is_act(following) or following.plain in {"also", "later"} or (
                listed and following.word.islower())
        if before == ") " and after[:1] in (";", ",", "\n"):
            return True
        return (following is not None and after == " " and _is_act(following)) or (
            previous is not None and before == " " and previous.plain in _WITH and previous.word.islower()
        )

    # Joining

    def _merged(self, mentions: Sequence[_Mention]) -> Recognition:
        """Findings and mentions in one row: a mention widens a finding of its kind and fills between others."""
        document = self._text.document
        added: list[Finding] = []
        for mention in mentions:
            if 0 not in self._covered[mention.start:mention.end]:
                continue
            for index, low, high in document.pieces(mention.start, mention.end):
                base = document.start_of(index)
                added.append(Finding(
                    document_id=document.id, start=base + low, end=base + high, entity_type=mention.form.entity,
                    score=mention.form.score, recogniser=RECOGNISER, reason=mention.form.reason))
        kept, doubtful = self._weighed()
        added += self._promoted(added)
        widened = [self._widened(finding) for finding in (*kept, *added)]
        return settle(document, widened, self._policy, [*doubtful, *(
            miss for miss in self._recognition.near_misses
            if not any(f.start <= miss.finding.start and miss.finding.end <= f.end for f in added)
        )])

    def _weighed(self) -> tuple[list[Finding], list[NearMiss]]:
        """Findings that stand, and those that the case shows to be ordinary words."""
        stands: list[Finding] = []
        doubtful: list[NearMiss] = []
        for finding in map(self._retyped, chain.from_iterable(map(self._parted, self._recognition.findings))):
            if finding.recogniser != "structure" and not self._reads_as_name(finding) and self._is_plain(finding):
                doubtful.append(NearMiss(finding=finding, why="an ordinary word here"))
            else:
                stands.append(finding)
        return stands, doubtful

    def _parted(self, finding: Finding) -> Iterator[Finding]:
        """A finding that the network drew over somebody of the case as well, in two: initials that the document
        explains behind a team ("…, Anytown Police IK"), a name before a reference ("UBB Dobson / 7730912")."""
        first, stop = self._text.words_in(finding.start, finding.end)
        words = self._words[first:stop]
        if finding.recogniser != STATISTICAL or finding.entity_type not in _SWALLOWING or not words:
            yield finding
            return
        reference = finding.entity_type == "OTHER_REF"
        last, known = words[-1], self._lexicon.single(words[0])
        if not reference and last.end == finding.end and self._is_defined(last) and (
            len(words) == 1 or self._gap(stop - 2) in {" ", ", ", " ("}
        ):
            person = replace(
                finding, start=last.start, entity_type="PERSON", reason="initials of a person of this case")
            if len(words) > 1:
                yield replace(finding, end=words[-2].end)
            yield person
        elif reference and len(words) == 1 and last.end == finding.end and self._is_defined(last):
            yield replace(finding, entity_type="PERSON", reason="initials of a person of this case")
        elif (
            reference and len(words) > 1 and known is not None and known.entity == "PERSON" and not known.word
            and words[0].start == finding.start and self._gap(first) in _PARTING
        ):
            yield replace(finding, end=words[0].end, entity_type="PERSON", reason=known.reason)
            yield replace(finding, start=words[1].start)
        else:
            yield finding

    def _is_defined(self, token: Token) -> bool:
        """Whether a word is initials that the document itself gives somebody."""
        return token.word.isupper() and len(token.word) in _INITIALS and (
            self._text.document.id in self._lexicon.defined_in.get(token.word, ())
        )

    def _retyped(self, finding: Finding) -> Finding:
        """A surname of the case after an initial is a person, whatever it was taken for: "chaired by A Hope"."""
        first, stop = self._text.words_in(finding.start, finding.end)
        if finding.entity_type not in {"ORGANISATION", "LOCATION"} or stop - first != 1 or not first:
            return finding
        form, letter = self._lexicon.single(self._words[first]), self._words[first - 1]
        if form is None or form.entity != "PERSON" or letter.word not in _LETTERS or (
            self._gap(first - 1) not in {" ", ". ", "."} or letter.plain not in self._lexicon.letters
        ):
            return finding
        return replace(finding, entity_type="PERSON", reason="surname of this case after an initial")

    def _reads_as_name(self, finding: Finding) -> bool:
        """Whether it stands where a name stands, beyond doubt, and with a capital: "with June & Mark"."""
        word = self._text.document.text[finding.start:finding.end]
        return finding.score >= _SURE_OF_NAME and word[:1].isupper() and word[1:].islower()

    def _is_plain(self, finding: Finding) -> bool:
        """Whether a finding holds only ordinary words, none of which is a name by all that the case knows."""
        first, stop = self._text.words_in(finding.start, finding.end)
        if finding.entity_type == "PERSON" and stop - first == 1:
            return self._is_plain_word(first, finding.score)
        words = self._words[first:stop]
        if finding.entity_type == "PERSON":
            return bool(words) and all(
                self._text.kept[token.start] or (is_ordinary(token.plain) and token.plain not in NAME_WORDS)
                for token in words) and words[0].plain not in TITLES
        return finding.entity_type == "LOCATION" and finding.score < _SURE_OF_WORDS and all(
            token.word.islower() and is_ordinary(token.plain) and self._lexicon.single(token) is None
            for token in words)

    def _is_plain_word(self, index: int, score: float) -> bool:
        """Whether a word that was taken for a whole name is none by all that the case knows."""
        token = self._words[index]
        if len(token.plain) == 1:
            after = self._gap(index)
            if token.plain in "ia":
                return token.plain == "i" or (after == " " and not self._acts(index))
            if after[:1] in (".", ":") or self._gap(index - 1)[-1:] == "(" or self._acts(index):
                return False
            # "R" the right side, "u" in a text message.
            return score < (0.95 if token.word.islower() else 0.9) and (
                token.word.islower() or token.plain not in self._lexicon.letters)
        if token.word.isupper() and len(token.word) < 5:
            return False
        before = self._gap(index - 1) if index else "\n"
        previous = self._words[index - 1] if before == " " or (
            before == ". " and (self._words[index - 1].plain in TITLES or len(self._words[index - 1].plain) == 1)
        ) else None
        if previous is not None and previous.plain in TITLES:
            return False
        if token.plain in STRICT_TITLES:
            return True
        if not is_ordinary(token.plain) or self._gap(index).startswith(":"):
            return False
        following = self._words[index + 1] if self._gap(index) == " " and index + 1 < len(self._words) else None
        if token.word[0].isupper() and previous is None and following is not None and following.word in _NO_NAME_BEFORE:
            return True
        if token.plain in NAME_WORDS or self._lexicon.single(token) is not None:
            return False
        return token.word.islower() or token.plain in NOT_NAMES

    def _is_beside_setting(self, finding: Finding) -> bool:
        """Whether a term is part of a local name: "Wearmouth MASH"."""
        first, stop = self._text.words_in(finding.start, finding.end)
        beside = [index for index, gap in ((first - 1, first - 1), (stop, stop - 1))
                  if 0 <= index < len(self._words) and self._gap(gap) == " "]
        return any(
            self._words[index].start in self._settings and self._words[index].word[0].isupper() for index in beside)

    def _is_name_after_all(self, finding: Finding) -> bool:
        """Whether a word that is a term too is a name where it stands: "PR rang", "nan Pat"."""
        first, stop = self._text.words_in(finding.start, finding.end)
        if stop - first != 1:
            return False
        token = self._words[first]
        if first and self._words[first - 1].plain in STRICT_TITLES and self._gap(first - 1) in {" ", ". "} and (
            token.word[0].isupper() and token.word[1:].islower()
        ):
            return True
        if token.word.isupper() and 1 < len(token.word) < 4:
            known = token.plain in self._lexicon.initials and token.plain not in _ROLE_LETTERS
            if finding.score >= _CERTAIN and token.plain not in _ROLE_LETTERS:
                return first == 0 or self._words[first - 1].plain not in DETERMINERS
            return (known or finding.score >= _SURE_OF_LETTERS) and self._acts(first)
        if finding.score < _SURE_OF_LETTERS or token.plain not in NAME_WORDS:
            return False
        following = self._words[first + 1] if self._gap(first) == " " and first + 1 < len(self._words) else None
        return self._stands_as_name(first) or self._is_alone(first) or (
            following is not None and following.word.islower() and following.plain in _SURE_ACTS)

    def _is_alone(self, index: int) -> bool:
        """Whether a word fills its line or ends it as a signature does."""
        before = self._gap(index - 1) if index else "\n"
        return "\n" in self._gap(index) and ("\n" in before or before in {". ", "? ", "! "})

    def _promoted(self, added: Sequence[Finding]) -> list[Finding]:
        """Near misses that look like names and nothing else."""
        taken = {finding.start for finding in added}
        promoted = []
        for miss in self._recognition.near_misses:
            finding = miss.finding
            if finding.entity_type not in _SPREAD or finding.score < _FAINT:
                continue
            if miss.why.startswith(KEPT):
                if (finding.entity_type == "PERSON" and self._is_name_after_all(finding)) or (
                    finding.entity_type == "ORGANISATION" and self._is_beside_setting(finding)
                ):
                    promoted.append(finding)
                continue
            if finding.start in taken or 1 in self._covered[finding.start:finding.end]:
                continue
            if 1 in self._text.kept[finding.start:finding.end]:
                continue
            first, stop = self._text.words_in(finding.start, finding.end)
            words = self._words[first:stop]
            if not words or any(
                not token.word[0].isupper() or len(token.plain) < 3 or is_ordinary(token.plain) for token in words
            ) or self._is_shouted_line(first):
                continue
            score = max(finding.score, self._policy.rule_for(finding.entity_type).review)
            promoted.append(replace(finding, score=score, reason="near miss in the shape of a name"))
        return promoted

    def _whole_setting(self, finding: Finding) -> Finding:
        """An organisation's finding with the words of its kind beside it: "Hopton Lane" is a "Primary School"."""
        first, stop = self._text.words_in(finding.start, finding.end)
        words = self._words
        if stop <= first:
            return finding
        small = words[first].word.islower()
        start, end = finding.start, finding.end
        while stop < len(words) and self._gap(stop - 1) in _WITHIN_SETTINGS and self._belongs(stop, small=small):
            end = words[stop].end
            stop += 1
        while not small and first and self._gap(first - 1) in _WITHIN_SETTINGS and self._belongs(first - 1) and (
            not is_ordinary(words[first - 1].plain) or words[first - 1].plain in SETTING_WORDS
            or (first > 1 and self._gap(first - 2) == " " and words[first - 2].word.islower())
        ):
            first -= 1
            start = words[first].start
        return self._in_block(finding, start, max(end, finding.end))

    def _of_its_kind(self, finding: Finding) -> Finding:
        """A place with the word behind it that makes it a setting or a house: "Teesside Uni", "Morley Street clinic".

        "The" before it that was taken for a setting by itself belongs to it too.
        """
        if finding.entity_type not in {"LOCATION", "ORGANISATION", "ADDRESS"}:
            return finding
        first, stop = self._text.words_in(finding.start, finding.end)
        if 0 < first < stop and self._words[first - 1].word == "The" and self._gap(first - 1) == " " and (
            self._words[first - 1].start in self._settings
        ):
            finding = self._in_block(finding, self._words[first - 1].start, finding.end)
        if stop <= first or stop >= len(self._words) or self._gap(stop - 1) != " ":
            return finding
        last, behind = self._words[stop - 1], self._words[stop]
        if not last.word[0].isupper() or last.word.isupper() != behind.word.isupper():
            return finding
        if behind.word[0].isupper() and behind.plain in _HOUSES:
            return self._in_block(finding, finding.start, behind.end)
        if finding.entity_type != "ADDRESS" and behind.plain in _KINDS and (
            behind.word[0].isupper() or last.plain in _STREETS
        ):
            return replace(
                self._in_block(finding, finding.start, behind.end), entity_type="ORGANISATION",
                reason="a place and a kind of setting")
        return finding

    def _belongs(self, index: int, *, small: bool = False) -> bool:
        """Whether a word beside a setting's name is part of it."""
        token = self._words[index]
        if token.plain in TITLES or not token.word[0].isalpha():
            return False
        if self._phrases_kept[token.start] and not (
            # "Londonderry Family Proceedings" is a court's name with the word.
            token.plain in SETTING_WORDS and index and self._words[index - 1].start in self._settings
            and self._phrases_kept[self._words[index - 1].start]
        ):
            return False
        if token.plain in SETTING_WORDS:
            return small or token.word[0].isupper()
        return token.word[0].isupper() and not token.word.isupper() and (
            token.plain not in NOT_NAMES and not self._text.kept[token.start])

    def _is_alias(self, index: int, stop: int) -> bool:
        """Whether a title is part of the name somebody goes by: "calls himself Father Oak", "Papa Chidi" in quotes."""
        token = self._words[index]
        if not (token.word[0].isupper() and token.plain in TITLES | _BYNAMES):
            return False
        before = self._gap(index - 1) if index else "\n"
        if before[-1:] in _QUOTES and self._gap(stop - 1)[:1] in _QUOTES:
            return True
        return before == " " and self._words[index - 1].plain in _CALLED

    def _in_block(self, finding: Finding, start: int, end: int) -> Finding:
        """A finding with new ends, kept within its block."""
        document = self._text.document
        block = document.block_index(finding.start)
        base = document.start_of(block)
        return replace(finding, start=max(start, base), end=min(end, base + len(document.blocks[block].text)))

    def _widened(self, finding: Finding) -> Finding:
        """A person's finding with the single letters that belong to the name; a setting's with its kind."""
        if finding.entity_type == "ORGANISATION":
            return self._of_its_kind(self._whole_setting(finding))
        if finding.entity_type != "PERSON":
            return self._of_its_kind(finding)
        first, stop = self._text.words_in(finding.start, finding.end)
        if stop <= first:
            return finding
        start, end = finding.start, finding.end
        words = self._words
        if stop - first > 1 and words[stop - 1].word in _NO_NAME_AFTER:
            stop -= 1
            end = words[stop - 1].end
        if words[first].word[0].isupper() and len(words[first].word) > 1:
            if first and self._gap(first - 1) == " " and (
                words[first - 1].word in _TEKNONYMS or self._is_alias(first - 1, stop)
            ):
                first -= 1
                start = min(start, words[first].start)
            leftmost = max(0, first - 3)
            while first > leftmost and words[first - 1].word in _LETTERS and self._gap(
                first - 1
            ) in {" ", ". ", "."} and not self._phrases_kept[words[first - 1].start]:
                first -= 1
                start = min(start, words[first].start)
        if stop < len(words) and len(words[stop].word) == 1 and words[stop].word.isupper() and (
            self._gap(stop - 1) == ", " and self._source[words[stop].stop:words[stop].stop + 1] in _AFTER_INITIAL
        ):
            end = max(end, words[stop].end)
        if stop < len(words) and words[stop].word in _LAST_NAMES and self._gap(stop - 1) == " ":
            stop += 1
            end = max(end, words[stop - 1].end)
        if (
            stop < len(words) and len(words[stop].word) == 1 and words[stop].word in _LETTERS - {"A"}
            and self._gap(stop - 1) == " " and words[stop - 1].word[0].isupper() and len(words[stop - 1].word) > 1
            and not self._source[words[stop].stop:words[stop].stop + 1].isdigit()
            and self._source[words[stop].stop:words[stop].stop + 1] not in {"'", "’", "-", "&"}
        ):
            end = max(end, words[stop].end)
        return self._in_block(finding, start, end)


def _is_act(token: Token) -> bool:
    """Whether a word tells what somebody does or did."""
    return token.plain in _AGENT_ACTS or (token.word.islower() and len(token.plain) > 4 and token.plain.endswith("ed"))


#: Types of what the network may have drawn over a name beside it, and what stands between the two.
_SWALLOWING = frozenset({"ORGANISATION", "LOCATION", "OTHER_REF"})
_PARTING = frozenset({" / ", "/", " - ", " – ", " | "})
_WITHIN_SETTINGS = frozenset({" ", "-", " & ", "'s ", "’s "})
_QUOTES = frozenset("\"“”‘’'")
#: Words that wish for something, before what is wished for.
_WISHES = word_set("hope love wish wishes hopes likely able due")
#: At the head of a sentence, after a name and seldom after an ordinary word.
_AFTER_A_NAME = word_set("on in at with off into back again")
#: Ordinary words that stand before these at the head of a note or a list.
_HEADINGS = word_set("hope will may mark case page care home church school ward street day week court love child")
_SPEECH = word_set(
    "said says told tells asked asks rang rings phoned texted emailed wrote replied reported stated added agreed"
    " thinks thought felt knows wants wanted")
_SURE_ACTS = (ACTS | {"ok"}) - word_set(
    "have do will would could can cannot cant should may might must to not also then and need want hope look open ring"
    " call visit run read like set still fine present absent born aged who whose whom")
#: Before a child's name these make the name by which a parent is known: "Mama Seun", "Umm Yusuf".
_TEKNONYMS = frozenset({"Mama", "Baba", "Iya", "Umm", "Um", "Abu", "Ummu", "Oum"})
#: Before a name, these make a nickname.
_BYNAMES = frozenset({"big", "lil", "little", "papa", "mama", "king", "queen", "young", "old"})
#: Before the name somebody goes by.
_CALLED = frozenset({"himself", "herself", "themselves", "aka", "nicknamed"})
#: Kinds of setting that take the name of the place or street before them.
_KINDS = word_set(
    "uni university respite clinic surgery hostel refuge nursery school college academy practice hospital fostering"
    " centre church mosque library")
_STREETS = word_set("street road lane avenue st rd ave close way")
_HOUSES = word_set("house cottage lodge farm barn villa bungalow grange manor")
#: What follows the initial of a name turned round: "an entry for 'Ibeji, I'".
_AFTER_INITIAL = frozenset({"", "\n", ")", ";", "|", "\t", '"', "”", "’", "'"})
#: Last names of women and men of South Asia that are words of kinship or titles elsewhere.
_LAST_NAMES = frozenset({"Bibi", "Begum", "Khatun", "Khatoon", "Bano", "Khanum", "Devi", "Kaur", "Singh", "Mai"})
#: After these a name follows in small letters too.
_CALLS = word_set("mum mam nan nana aunt auntie aunty uncle mr mrs miss ms dr called bf gf tell")
_GREETINGS = word_set("dear hi hello hiya hey")
_TO = word_set("to the that a i me him her them us you")
#: Letters that name a role, which acts as a person does.
_ROLE_LETTERS = word_set(
    "sw hv gp tm pm pc dc ds ot pa ta ht sn dn mw iro cpn ewo ssw fsw dsl yw sk gm hos cpc lsa pt su yp mo fa")
_AGENT_ACTS = ACTS - frozenset({"and", "also", "then", "not"}) | frozenset({"to"})
_WITH = word_set("told asked with met rang tell ask chase chased chasing informed thanked")
#: After the one to whom a task is given.
_ASSIGNED = word_set("by w with to asap today tomorrow and mon tue tues wed weds thu thur thurs fri")
#: Words of the sentence that a name may have been taken with.
_NO_NAME_AFTER = word_set("a an the to is was has had")
#: A word at the head of a sentence is a verb before these.
_NO_NAME_BEFORE = word_set(
    "you he she they we i it the this that these those to all be not have your her his their our my a an")
_LETTERS = frozenset("ABCDEFGHJKLMNOPQRSTUVWXYZ")
_ROLE_BEFORE = word_set(
    "allocated previous new named duty senior his her their social of former our by-the local school")


