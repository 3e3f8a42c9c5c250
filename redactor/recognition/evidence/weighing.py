"""Findings weighed by what the case knows: ordinary words go, names that looked like terms come back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from redactor.casefile import Finding, NearMiss
from redactor.recognition.evidence.standing import (
    INITIALS,
    LETTERS,
    PARTIES,
    ROLE_LETTERS,
    SURE_ACTS,
    SURE_OF_LETTERS,
    SURE_OF_WORDS,
    Standing,
)
from redactor.recognition.evidence.text import SPREAD
from redactor.recognition.keeping import KEPT
from redactor.recognition.sense import STATISTICAL
from redactor.recognition.vocabulary import (
    DETERMINERS,
    NAME_WORDS,
    NOT_NAMES,
    STRICT_TITLES,
    TITLES,
    Token,
    is_ordinary,
    word_set,
)
from redactor.rulebook import Policy

#: Score from which a near miss in the shape of a name is taken after all.
_FAINT = 0.05
_CERTAIN = 0.97
#: Score from which a word in small letters is a name that the case knows, or that stands among names with capitals.
_LIKELY = 0.6
#: Score from which an ordinary word with a capital is a name whatever the case knows of it.
_SURE_OF_NAME = 0.9
#: Score from which letters that are a term as well are somebody's who is named in full: "Dilys Example … DC wants".
_SPELT = 0.3
#: The same for small letters that are a word as well, and for those that end an entry.
_SURE_OF_SMALL, _LIKELY_SIGNED = 0.8, 0.5
#: Types of what the network may have drawn over a name beside it, and what stands between the two.
_SWALLOWING = frozenset({"ORGANISATION", "LOCATION", "OTHER_REF"})
_PARTING = frozenset({" / ", "/", " - ", " – ", " | "})
#: Every hospital has them.
_DEPARTMENTS = frozenset({"ED", "A&E"})
#: A word at the head of a sentence is a verb before these.
_NO_NAME_BEFORE = word_set(
    "you he she they we i it the this that these those to all be not have your her his their our my a an")


def weighed(at: Standing, findings: Sequence[Finding]) -> tuple[list[Finding], list[NearMiss]]:
    """Findings that stand, and those that the case shows to be ordinary words."""
    stands: list[Finding] = []
    doubtful: list[NearMiss] = []
    for finding in (_retyped(at, part) for found in findings for part in _parted(at, found)):
        if finding.recogniser != "structure" and not _reads_as_name(at, finding) and _is_plain(at, finding):
            doubtful.append(NearMiss(finding=finding, why="an ordinary word here"))
        else:
            stands.append(finding)
    return stands, doubtful


def _parted(at: Standing, finding: Finding) -> Iterator[Finding]:
    """A finding that the network drew over somebody of the case as well, in two: initials that the document
    explains behind a team ("…, Anytown Police IK"), a name before a reference ("UBB Dobson / 7730912")."""
    first, stop = at.text.words_in(finding.start, finding.end)
    words = at.words[first:stop]
    if finding.recogniser != STATISTICAL or finding.entity_type not in _SWALLOWING or not words:
        yield finding
        return
    reference = finding.entity_type == "OTHER_REF"
    last, known = words[-1], at.lexicon.single(words[0])
    if not reference and last.end == finding.end and _is_defined(at, last) and (
        len(words) == 1 or at.gap(stop - 2) in {" ", ", ", " ("}
    ):
        person = replace(
            finding, start=last.start, entity_type="PERSON", reason="initials of a person of this case")
        if len(words) > 1:
            yield replace(finding, end=words[-2].end)
        yield person
    elif reference and len(words) == 1 and last.end == finding.end and _is_defined(at, last):
        yield replace(finding, entity_type="PERSON", reason="initials of a person of this case")
    elif (
        reference and len(words) > 1 and known is not None and known.entity == "PERSON" and not known.word
        and words[0].start == finding.start and at.gap(first) in _PARTING
    ):
        yield replace(finding, end=words[0].end, entity_type="PERSON", reason=known.reason)
        yield replace(finding, start=words[1].start)
    else:
        yield finding


def _is_defined(at: Standing, token: Token) -> bool:
    """Whether a word is initials that the document itself gives somebody."""
    return token.word.isupper() and len(token.word) in INITIALS and (
        at.text.document.id in at.lexicon.defined_in.get(token.word, ())
    )


def _retyped(at: Standing, finding: Finding) -> Finding:
    """A surname of the case after an initial is a person, whatever it was taken for: "chaired by A Hope"."""
    first, stop = at.text.words_in(finding.start, finding.end)
    if finding.entity_type not in {"ORGANISATION", "LOCATION"} or stop - first != 1 or not first:
        return finding
    form, letter = at.lexicon.single(at.words[first]), at.words[first - 1]
    if form is None or form.entity != "PERSON" or letter.word not in LETTERS or (
        at.gap(first - 1) not in {" ", ". ", "."} or letter.plain not in at.lexicon.letters
    ):
        return finding
    return replace(finding, entity_type="PERSON", reason="surname of this case after an initial")


def _reads_as_name(at: Standing, finding: Finding) -> bool:
    """Whether it stands where a name stands, beyond doubt, and with a capital: "with June & Mark"."""
    word = at.text.document.text[finding.start:finding.end]
    return finding.score >= _SURE_OF_NAME and all(
        part[0].isupper() and part[1:].islower() for part in re.findall(r"[^\W\d_]+", word))


def _is_plain(at: Standing, finding: Finding) -> bool:
    """Whether a finding holds only ordinary words, none of which is a name by all that the case knows."""
    first, stop = at.text.words_in(finding.start, finding.end)
    if finding.entity_type == "PERSON" and stop - first == 1:
        return _is_plain_word(at, first, finding.score)
    words = at.words[first:stop]
    if finding.entity_type == "PERSON" and words and _is_small_among_capitals(at, words, finding.score):
        return True  # "may shorten"
    if finding.entity_type == "PERSON":
        return bool(words) and all(
            at.text.kept[token.start] or (is_ordinary(token.plain) and token.plain not in NAME_WORDS)
            for token in words) and words[0].plain not in TITLES
    return finding.entity_type == "LOCATION" and finding.score < SURE_OF_WORDS and all(
        token.word.islower() and is_ordinary(token.plain) and at.lexicon.single(token) is None
        for token in words)


def _is_plain_word(at: Standing, index: int, score: float) -> bool:
    """Whether a word that was taken for a whole name is none by all that the case knows."""
    token = at.words[index]
    if len(token.plain) == 1:
        after = at.gap(index)
        if token.plain in "ia":
            return token.plain == "i" or (after == " " and not at.acts(index))
        if at.has_parties and token.word in PARTIES and after[:1] not in (".", ":"):
            return score < SURE_OF_LETTERS  # "M says he drove at her; F says he reversed"
        if after[:1] in (".", ":") or at.gap(index - 1)[-1:] == "(" or at.acts(index):
            return False
        # "R" the right side, "u" in a text message.
        return score < (0.95 if token.word.islower() else 0.9) and (
            token.word.islower() or token.plain not in at.lexicon.letters)
    if token.word.isupper() and len(token.word) < 5:
        # "NO", "SEEN": a word that is nobody's name, unless these are somebody's initials; "SO'N" is no word.
        word = token.plain in NOT_NAMES and token.word.isalpha()
        return word and score < SURE_OF_LETTERS and token.plain not in at.lexicon.initials
    before = at.gap(index - 1) if index else "\n"
    previous = at.words[index - 1] if before == " " or (
        before == ". " and (at.words[index - 1].plain in TITLES or len(at.words[index - 1].plain) == 1)
    ) else None
    if previous is not None and previous.plain in TITLES:
        return False
    if token.plain in STRICT_TITLES:
        return True
    if not is_ordinary(token.plain) or at.gap(index).startswith(":") or _signs(at, index, score):
        return False
    following = at.words[index + 1] if at.gap(index) == " " and index + 1 < len(at.words) else None
    if token.word[0].isupper() and previous is None and following is not None and following.word in _NO_NAME_BEFORE:
        return True
    if _is_small_among_capitals(at, [token], score):
        return True  # "from dawn til dusk", where Dawn has her capital
    if token.plain in NAME_WORDS or at.lexicon.single(token) is not None:
        return False
    return token.word.islower() or token.plain in NOT_NAMES


def _is_small_among_capitals(at: Standing, words: Sequence[Token], score: float) -> bool:
    """Whether doubtful words are ordinary ones in small letters where names have their capitals."""
    return score < _LIKELY and not at.writes_small and all(
        token.word.islower() and is_ordinary(token.plain) for token in words)


def _signs(at: Standing, index: int, score: float) -> bool:
    """Whether small letters are those of somebody named in full: "ended 16.02. – gx", who wrote it, "ch cried"."""
    token = at.words[index]
    ends = index + 1 == len(at.words) or "\n" in at.gap(index)
    return len(token.plain) in INITIALS and token.plain in at.lexicon.initials and (
        score >= _SURE_OF_SMALL or (ends and score >= _LIKELY_SIGNED))


def promoted(
    at: Standing, near_misses: Sequence[NearMiss], added: Sequence[Finding], policy: Policy,
) -> Iterator[Finding]:
    """Near misses that look like names and nothing else.

    Args:
        at: the document.
        near_misses: what was turned down in it.
        added: what the case adds there.
        policy: a promoted finding is at least as sure as its review band begins.
    """
    taken = {finding.start for finding in added}
    for miss in near_misses:
        finding = miss.finding
        if finding.entity_type not in SPREAD or finding.score < _FAINT:
            continue
        if miss.why.startswith(KEPT):
            if (finding.entity_type == "PERSON" and _is_name_after_all(at, finding)) or (
                finding.entity_type == "ORGANISATION" and _is_beside_setting(at, finding)
            ):
                yield finding
            continue
        if finding.start in taken or 1 in at.covered[finding.start:finding.end]:
            continue
        if 1 in at.text.kept[finding.start:finding.end]:
            continue
        first, stop = at.text.words_in(finding.start, finding.end)
        words = at.words[first:stop]
        if not words or any(
            not token.word[0].isupper() or len(token.plain) < 3 or is_ordinary(token.plain) for token in words
        ) or at.is_shouted_line(first):
            continue
        score = max(finding.score, policy.rule_for(finding.entity_type).review)
        yield replace(finding, score=score, reason="near miss in the shape of a name")


def _is_beside_setting(at: Standing, finding: Finding) -> bool:
    """Whether a term is part of a local name: "Wearmouth MASH"; the department that every hospital has is none."""
    first, stop = at.text.words_in(finding.start, finding.end)
    if at.source[finding.start:finding.end] in _DEPARTMENTS:
        return False
    beside = [index for index, gap in ((first - 1, first - 1), (stop, stop - 1))
              if 0 <= index < len(at.words) and at.gap(gap) == " "]
    return any(
        at.words[index].start in at.settings and at.words[index].word[0].isupper() for index in beside)


def _is_name_after_all(at: Standing, finding: Finding) -> bool:
    """Whether a word that is a term too is a name where it stands: "PR rang", "nan Pat"."""
    first, stop = at.text.words_in(finding.start, finding.end)
    if stop - first != 1:
        return False
    token = at.words[first]
    if first and at.words[first - 1].plain in STRICT_TITLES and at.gap(first - 1) in {" ", ". "} and (
        token.word[0].isupper() and token.word[1:].islower()
    ):
        # "Mr Tumble" is a term with his title.
        return not all(at.phrases_kept[at.words[first - 1].start:token.end])
    if token.word.isupper() and 1 < len(token.word) < 4:
        spelt, role = token.plain in at.lexicon.initials, token.plain in ROLE_LETTERS
        if (spelt and finding.score >= _SPELT) or (finding.score >= _CERTAIN and not role):
            return first == 0 or at.words[first - 1].plain not in DETERMINERS
        return ((spelt and not role) or finding.score >= SURE_OF_LETTERS) and at.acts(first)
    likely = finding.score >= _LIKELY and token.word.islower() and not at.phrases_kept[token.start]
    if likely and (form := at.lexicon.single(token)) is not None and form.entity == "PERSON":
        return True  # "dont let art come", where the case knows an Art
    if finding.score < SURE_OF_LETTERS or token.plain not in NAME_WORDS:
        return False
    following = at.words[first + 1] if at.gap(first) == " " and first + 1 < len(at.words) else None
    return at.stands_as_name(first) or at.is_alone(first) or (
        following is not None and following.word.islower() and following.plain in SURE_ACTS)
