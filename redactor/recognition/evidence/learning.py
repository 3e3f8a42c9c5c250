"""What a case teaches: names from the cast list and from confident findings, and initials defined beside a name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from redactor.casefile import CastEntry, Finding, Recognition
from redactor.recognition.evidence.standing import (
    INITIALS,
    ROLE_LETTERS,
    ROLE_WORDS,
    SURE_OF_LETTERS,
    SURE_OF_WORDS,
)
from redactor.recognition.evidence.text import SPREAD, SURE, Text
from redactor.recognition.lexicon import SETTING_WORDS, Lexicon, initials_of, name_words
from redactor.recognition.structure import CALLED
from redactor.recognition.vocabulary import (
    ACTS,
    NAME_WORDS,
    NOT_NAMES,
    PARTICLES,
    STRICT_TITLES,
    TITLES,
    Token,
    is_ordinary,
    tokens,
    word_set,
)

#: Longest list of people on one line that is looked at, in characters.
_LONGEST_LIST = 1_000
#: Characters between a name and its initials.
_BESIDE = 40


def learn(texts: Sequence[Text], recognitions: Sequence[Recognition], cast: Sequence[CastEntry]) -> Lexicon:
    """The lexicon of a case.

    Args:
        texts: its documents.
        recognitions: what was found in each, in the same order.
        cast: the cast list; its names count first.
    """
    lexicon = Lexicon()
    for entry in cast:
        if not entry.keep:
            for name in (entry.name, *entry.aliases):
                lexicon.add_person(name_words(name), score=1.0)
                if len(name) in INITIALS and name.isupper() and name.isalpha():
                    lexicon.told.add(name)
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
                    lexicon.add_person(owner, score=SURE)
                continue
            content = text.text[finding.start:finding.end]
            if finding.entity_type not in SPREAD or (finding.score < SURE and not (
                finding.reason == CALLED and _is_name_again(content, lone))):
                continue
            words = name_words(content)
            if finding.entity_type == "PERSON" and finding.score >= SURE_OF_LETTERS and len(words) > 1:
                # Even of a name that teaches none of its words: "grace example", "Ann M".
                lexicon.imply_initials(words)
            if finding.recogniser != "structure" and 1 in text.kept[finding.start:finding.end]:
                continue
            if finding.entity_type != "PERSON":
                words = [token for token in tokens(content) if token.plain != "the"]
                if words and (len(words) > 1 or finding.score > 0.8 or not small[words[0].plain]):
                    lexicon.add_place(finding.entity_type, words, score=finding.score)
                continue
            if _teaches(text, finding, words, lone, small):
                lexicon.add_person(words, score=finding.score)
    _define_initials(texts, recognitions, lexicon)
    heard = {token.plain for text in texts for token in text.words}
    lexicon.unheard = {letters for letters, words in ROLE_WORDS.items() if heard.isdisjoint(words)}
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


def _is_name_again(content: str, lone: Counter[str]) -> bool:
    """Whether what somebody is called, which might be any word, is taken for a name elsewhere as well."""
    words = name_words(content)
    return len(words) == 1 and words[0].word[0].isupper() and lone[words[0].plain] > 1


def _titled(text: Text, finding: Finding) -> bool:
    first, _ = text.words_in(finding.start, finding.end)
    return first > 0 and text.words[first - 1].plain in STRICT_TITLES


def _amid(text: Text, finding: Finding) -> bool:
    """Whether a finding stands within a sentence, so that its capital is its own."""
    first, _ = text.words_in(finding.start, finding.end)
    return first > 0 and text.text[text.words[first - 1].stop:finding.start] == " " and (
        text.words[first - 1].word.islower())


#: "van" is a vehicle elsewhere; "of" joins offices.
_WITHIN_NAMES = PARTICLES - {"of"}


def _teaches(
    text: Text, finding: Finding, words: Sequence[Token], lone: Counter[str], small: Counter[str],
) -> bool:
    """Whether a finding is sure enough that its words are a name."""
    if not words or len(words) > 5:
        return False
    if len(words) > 1:
        return any(not is_ordinary(token.plain) or token.plain in NAME_WORDS for token in words) and all(
            token.word[0].isupper() or not is_ordinary(token.plain) or token.plain in _WITHIN_NAMES for token in words)
    word = words[0]
    if len(word.plain) < 3:
        return False
    if word.word.isupper() and len(word.word) < 5:
        return _titled(text, finding)
    if is_ordinary(word.plain):
        return _titled(text, finding) or finding.recogniser == "structure" or (
            finding.score >= SURE_OF_WORDS and word.word[0].isupper() and _amid(text, finding))
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


_BRACKETS = re.compile(r"\([^()\n]*\)")
_JOINS = word_set("of on at in with for by about after from")


def _in_a_sentence(between: str) -> bool:
    """Whether what stands between a name and letters says something, other than who it is: "disclosed DA"."""
    return any(token.plain in ACTS or token.plain in _JOINS for token in tokens(_BRACKETS.sub(" ", between)))


def _define_initials(texts: Sequence[Text], recognitions: Sequence[Recognition], lexicon: Lexicon) -> None:
    """Initials that stand beside the name they stand for: in brackets, in a column, before or after it."""
    for text, recognition in zip(texts, recognitions, strict=True):
        defining: Counter[int] = Counter()
        for finding in recognition.findings:
            if finding.entity_type != "PERSON":
                continue
            content = text.text[finding.start:finding.end]
            words = name_words(content)
            names = [token.plain for token in words]
            if len(content) in INITIALS and content.isupper() and content.isalpha() and (
                finding.score >= SURE_OF_LETTERS and content.lower() not in ROLE_LETTERS
            ):
                lexicon.define_initials(content, finding.document_id)
            before = text.text[max(0, finding.start - 16):finding.start]
            if (match := _NUMBERED.search(before)):
                lexicon.define_initials(match["letters"], finding.document_id)
            if len(names) < 2 and finding.recogniser != "structure" and not _titled(text, finding):
                continue
            after = text.text[finding.end:finding.end + _BESIDE + 1]
            # To the end of the line; where it is cut before, what ends there does not end the line.
            line = after[:after.find("\n") + 1] or after + "\0" * (len(after) > _BESIDE)
            for match in (_BRACKETED.match(after), _BEFORE.search(before), *_AFTER.finditer(line)):
                if match is None:
                    continue
                if match.re is _AFTER and _in_a_sentence(line[match.start():match.start("letters")]) and (
                    match["letters"].lower() in ROLE_LETTERS
                    or 1 in text.kept[finding.end + match.start("letters"):finding.end + match.end("letters")]
                ):
                    continue  # "Darren Ash disclosed DA"
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


def _title_letters(text: Text, finding: Finding, letters: str) -> bool:
    """"MD" for Miss Dyson."""
    first, stop = text.words_in(finding.start, finding.end)
    if not first or stop <= first:
        return False
    title, name = text.words[first - 1], text.words[stop - 1]
    return title.plain in TITLES and letters.lower() == title.plain[0] + name.plain[0]
