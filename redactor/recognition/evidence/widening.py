"""Findings with the words beside them that belong to them."""

from __future__ import annotations

import re
from dataclasses import replace

from redactor.casefile import Finding
from redactor.recognition.evidence.standing import LETTERS, QUOTES, Standing
from redactor.recognition.forenames import gender_of
from redactor.recognition.lexicon import SETTING_WORDS
from redactor.recognition.vocabulary import NOT_NAMES, TEKNONYMS, TITLES, is_ordinary, word_set

_WITHIN_SETTINGS = frozenset({" ", "-", " & ", "'s ", "’s "})
#: With a capital before a name these are part of it anywhere: "Tall Paul", "Wee Sandra".
_EPITHETS = frozenset({"Big", "Wee", "Lil", "Tall"})
#: Before a name, these make a nickname where it is in quotes or somebody is called so.
_BYNAMES = frozenset({"big", "lil", "little", "papa", "mama", "king", "queen", "young", "old"})
#: Before the name somebody goes by.
_CALLED = frozenset({"himself", "herself", "themselves", "aka", "nicknamed"})
#: What stands before the first word of a sentence or a line.
_SENTENCE_BEFORE = re.compile(r"[.!?:\n]")
#: Kinds of setting that take the name of the place or street before them.
_KINDS = word_set(
    "uni university respite clinic surgery hostel refuge nursery school college academy practice hospital fostering"
    " centre church mosque library")
#: With a capital behind a setting's name these are its last words: "Support Near You".
_LAST_WORDS = frozenset({"You", "Us", "Me", "All", "Together", "Here"})
_STREETS = word_set("street road lane avenue st rd ave close way")
_HOUSES = word_set("house cottage lodge farm barn villa bungalow grange manor")
#: What follows the initial of a name turned round: "an entry for 'Ibeji, I'".
_AFTER_INITIAL = frozenset({"", "\n", ")", ";", "|", "\t", '"', "”", "’", "'"})
#: Last names of women and men of South Asia that are words of kinship or titles elsewhere.
_LAST_NAMES = frozenset({"Bibi", "Begum", "Khatun", "Khatoon", "Bano", "Khanum", "Devi", "Kaur", "Singh", "Mai"})
#: Behind a name they tell father from son.
_GENERATIONS = frozenset({"Snr", "Jnr", "SNR", "JNR"})
#: A surname in which a scanner has read O as 0 or l as 1: "0wolabi", "T0mlinson".
_MISREAD = re.compile(r"(?=.*[01])(?=(?:.*[a-z]){3})[A-Z0][A-Za-z01-]{3,}")
#: In small letters between two parts of a name, so that what follows them with a capital belongs to it.
_JOINING = word_set("bin ibn bint ap ferch verch van von der den ter")
#: Words of the sentence that a name may have been taken with.
_NO_NAME_AFTER = word_set("a an the to is was has had")


def _is_teknonym(word: str) -> bool:
    """Whether a word, with a capital, makes a parent's name of the name behind it."""
    return word[0].isupper() and word.casefold() in TEKNONYMS


def widened(at: Standing, finding: Finding) -> Finding:
    """A person's finding with the single letters that belong to the name; a setting's with its kind."""
    if finding.entity_type == "ORGANISATION":
        return _of_its_kind(at, _whole_setting(at, finding))
    if finding.entity_type != "PERSON":
        return _of_its_kind(at, finding)
    first, stop = at.text.words_in(finding.start, finding.end)
    if stop <= first:
        return finding
    if stop - first == 1 and _is_place_before_kind(at, first):
        return _of_its_kind(at, replace(finding, entity_type="LOCATION"))
    start, end = finding.start, finding.end
    words = at.words
    if stop - first > 1 and words[stop - 1].word in _NO_NAME_AFTER:
        stop -= 1
        end = words[stop - 1].end
    if words[first].word[0].isupper() and len(words[first].word) > 1:
        if first and at.gap(first - 1) == " " and (
            _is_teknonym(words[first - 1].word) or words[first - 1].word in _EPITHETS or _is_alias(at, first - 1, stop)
        ):
            first -= 1
            start = min(start, words[first].start)
        leftmost = max(0, first - 3)
        while first > leftmost and words[first - 1].word in LETTERS and at.gap(
            first - 1
        ) in {" ", ". ", "."} and not at.phrases_kept[words[first - 1].start]:
            first -= 1
            start = min(start, words[first].start)
    if stop < len(words) and len(words[stop].word) == 1 and words[stop].word.isupper() and (
        at.gap(stop - 1) == ", " and at.source[words[stop].stop:words[stop].stop + 1] in _AFTER_INITIAL
    ):
        end = max(end, words[stop].end)
    while stop < len(words) and words[stop].word in _JOINING and at.gap(stop - 1) == " ":
        behind = stop + 1
        while behind < len(words) and words[behind].word in _JOINING and at.gap(behind - 1) == " ":
            behind += 1
        if behind == len(words) or at.gap(behind - 1) not in {" ", "-"} or not words[behind].word[0].isupper():
            break
        stop = behind + 1  # "Mohammed bin Said", whose last word is a verb elsewhere
        end = max(end, words[behind].end)
    while stop < len(words) and at.gap(stop - 1) == "-" and len(words[stop - 1].word) == len(words[stop].word) == 1:
        stop += 1  # "e.h-v"
        end = max(end, words[stop - 1].end)
    if _has_byname(at, stop):
        stop += 2
        end = words[stop - 1].end
    while stop < len(words) and (
        (at.gap(stop - 1) == " " and words[stop].word in _LAST_NAMES | _GENERATIONS)
        or (at.gap(stop - 1) in {" ", "-", ". "} and _MISREAD.fullmatch(words[stop].word))
    ):
        stop += 1
        end = max(end, words[stop - 1].end)
    if (
        stop < len(words) and len(words[stop].word) == 1 and words[stop].word in LETTERS - {"A"}
        and at.gap(stop - 1) == " " and words[stop - 1].word[0].isupper() and len(words[stop - 1].word) > 1
        and not at.source[words[stop].stop:words[stop].stop + 1].isdigit()
        and at.source[words[stop].stop:words[stop].stop + 1] not in {"'", "’", "-", "&"}
    ):
        end = max(end, words[stop].end)
    return _in_block(at, finding, start, end)


def _has_byname(at: Standing, stop: int) -> bool:
    """Whether a forename is told apart by a trade or a place: "Dai the Milk", "Iain the Post"."""
    words = at.words
    return 0 < stop < len(words) - 1 and words[stop].word == "the" and at.gap(stop - 1) == at.gap(stop) == " " and (
        words[stop - 1].word.istitle() and words[stop + 1].word.istitle() and not at.phrases_kept[words[stop + 1].start]
        and stop + 1 not in at.kept and words[stop + 1].plain not in NOT_NAMES and words[stop + 1].plain not in TITLES)


def _whole_setting(at: Standing, finding: Finding) -> Finding:
    """An organisation's finding with the words of its kind beside it: "Hopton Lane" is a "Primary School"."""
    first, stop = at.text.words_in(finding.start, finding.end)
    words = at.words
    if stop <= first:
        return finding
    small = words[first].word.islower()
    start, end, behind = finding.start, finding.end, stop
    while stop < len(words) and at.gap(stop - 1) in _WITHIN_SETTINGS and _belongs(
        at, stop, small=small, follows=stop > behind,
    ):
        end = words[stop].end
        stop += 1
    if stop < len(words) and at.gap(stop - 1) == " " and words[stop].word in _LAST_WORDS:
        end = words[stop].end
    while not small and first and at.gap(first - 1) in _WITHIN_SETTINGS and _belongs(at, first - 1) and (
        not is_ordinary(words[first - 1].plain) or words[first - 1].plain in SETTING_WORDS
        or (first > 1 and at.gap(first - 2) == " " and words[first - 2].word.islower())
    ):
        first -= 1
        start = words[first].start
    return _in_block(at, finding, start, max(end, finding.end))


def _is_place_before_kind(at: Standing, index: int) -> bool:
    """Whether a word by itself that reads like somebody names a setting with the word behind it: "Teesside Uni"."""
    if index + 1 >= len(at.words) or at.gap(index) != " " or gender_of(at.words[index].plain):
        return False
    behind = at.words[index + 1]
    return behind.word[:1].isupper() and behind.word[1:].islower() and behind.plain in _KINDS and (
        at.words[index].word[1:].islower())


def _of_its_kind(at: Standing, finding: Finding) -> Finding:
    """A place with the word behind it that makes it a setting or a house: "Teesside Uni", "Morley Street clinic".

    "The" before it that was taken for a setting by itself belongs to it too.
    """
    if finding.entity_type not in {"LOCATION", "ORGANISATION", "ADDRESS"}:
        return finding
    first, stop = at.text.words_in(finding.start, finding.end)
    if 0 < first < stop and at.words[first - 1].word == "The" and at.gap(first - 1) == " " and (
        at.words[first - 1].start in at.settings or (
            finding.entity_type == "ORGANISATION" and first > 1 and not _SENTENCE_BEFORE.search(at.gap(first - 2)))
    ):
        finding = _in_block(at, finding, at.words[first - 1].start, finding.end)
    if stop <= first or stop >= len(at.words) or at.gap(stop - 1) != " ":
        return finding
    last, behind = at.words[stop - 1], at.words[stop]
    if not last.word[0].isupper() or last.word.isupper() != behind.word.isupper():
        return finding
    if behind.word[0].isupper() and behind.plain in _HOUSES:
        return _in_block(at, finding, finding.start, behind.end)
    if finding.entity_type != "ADDRESS" and behind.plain in _KINDS and (
        behind.word[0].isupper() or last.plain in _STREETS or behind.plain == "hospital"
    ):
        return replace(
            _in_block(at, finding, finding.start, behind.end), entity_type="ORGANISATION",
            reason="a place and a kind of setting")
    return finding


def _belongs(at: Standing, index: int, *, small: bool = False, follows: bool = False) -> bool:
    """Whether a word beside a setting's name is part of it.

    Args:
        at: the document.
        index: number of the word.
        small: the name is written in small letters.
        follows: the word before it was found to be part of the name.
    """
    token = at.words[index]
    if token.plain in TITLES or not token.word[0].isalpha():
        return False
    if at.phrases_kept[token.start] and not (
        # "Londonderry Family Proceedings" is a court's name with the word.
        index and token.word[0].isupper() and (follows or at.words[index - 1].start in at.settings)
        and at.phrases_kept[at.words[index - 1].start]
    ):
        return False
    if token.plain in SETTING_WORDS:
        return small or token.word[0].isupper()
    return token.word[0].isupper() and not token.word.isupper() and (
        token.plain not in NOT_NAMES and not at.text.kept[token.start])


def _is_alias(at: Standing, index: int, stop: int) -> bool:
    """Whether a title is part of the name somebody goes by: "calls himself Father Oak", "Papa Chidi" in quotes."""
    token = at.words[index]
    if not (token.word[0].isupper() and token.plain in TITLES | _BYNAMES):
        return False
    before = at.gap(index - 1) if index else "\n"
    if before[-1:] in QUOTES and at.gap(stop - 1)[:1] in QUOTES:
        return True
    return before == " " and at.words[index - 1].plain in _CALLED


def _in_block(at: Standing, finding: Finding, start: int, end: int) -> Finding:
    """A finding with new ends, kept within its block."""
    document = at.text.document
    block = document.block_index(finding.start)
    base = document.start_of(block)
    return replace(finding, start=max(start, base), end=min(end, base + len(document.blocks[block].text)))
