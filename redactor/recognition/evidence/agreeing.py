"""The documents of a case agree on what is a place and who is somebody."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from redactor.casefile import CastEntry, Finding, Recognition
from redactor.recognition.evidence.standing import CALLS, GREETINGS, is_act
from redactor.recognition.evidence.text import SPREAD, SURE, Text
from redactor.recognition.forenames import gender_of
from redactor.recognition.lexicon import SETTING_WORDS, name_words
from redactor.recognition.sense import STATISTICAL
from redactor.recognition.vocabulary import NAME_WORDS, TITLES, word_set

#: How many times more often a place may be taken for a person and still be a place.
_FEW = 3


def each_by_forename(texts: Sequence[Text], recognitions: Sequence[Recognition]) -> list[Recognition]:
    """"Seen: Lenka, Tilly and the baby" as two people, where both are forenames of the case and neither a surname."""
    firsts: set[str] = set()
    lasts: set[str] = set()
    pairs: list[set[Finding]] = []
    for text, recognition in zip(texts, recognitions, strict=True):
        pairs.append(set())
        for finding in recognition.findings:
            first, stop = text.words_in(finding.start, finding.end)
            if finding.entity_type != "PERSON" or stop - first < 2:
                continue
            words = text.words[first:stop]
            if text.text[words[0].stop:words[1].start] == ", ":
                if stop - first == 2 and not words[0].word.isupper():
                    pairs[-1].add(finding)
                    continue
                words = [*words[1:], words[0]]
            elif words[0].word.isupper() and not words[-1].word.isupper():
                words = [*words[1:], words[0]]
            firsts.add(words[0].plain)
            lasts.add(words[-1].plain)
    alone = firsts - lasts
    found = []
    for text, recognition, own in zip(texts, recognitions, pairs, strict=True):
        findings: list[Finding] = []
        for finding in recognition.findings:
            first, _ = text.words_in(finding.start, finding.end)
            if finding in own and {text.words[first].plain, text.words[first + 1].plain} <= alone:
                findings += (
                    replace(finding, end=text.words[first].end), replace(finding, start=text.words[first + 1].start))
            else:
                findings.append(finding)
        found.append(replace(recognition, findings=tuple(findings)))
    return found


def agreed(
    texts: Sequence[Text], recognitions: Sequence[Recognition], cast: Sequence[CastEntry],
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
            if finding.entity_type not in SPREAD:
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
    settled = {
        word: kinds.most_common(1)[0][0] for word, kinds in places.items()
        if len(word) > 2 and word not in people and not gender_of(word) and kinds.total() * _FEW >= persons[word]
        and (kinds.total() > 1 or (persons[word] == 1 and word not in NAME_WORDS))
    }
    how_often = {word: sum(kinds.values()) for word, kinds in places.items()}
    return [
        replace(recognition, findings=tuple(
            replace(
                finding, entity_type=settled[word], score=max(finding.score, SURE),
                reason="a place or an organisation elsewhere in this case",
            ) if (word := own.get(finding, "")) in settled
            else replace(finding, entity_type="PERSON", reason="a person elsewhere in this case")
            if _is_named(text, finding, named, how_often) else finding
            for finding in recognition.findings
        ))
        for text, recognition, own in zip(texts, recognitions, lone, strict=True)
    ]


def _is_named(text: Text, finding: Finding, named: Counter[str], places: Mapping[str, int]) -> bool:
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


def _is_somebody(text: Text, index: int) -> bool:
    """Whether a word stands where only a person's name does: after a title or kinship, before what somebody does."""
    words, source = text.words, text.text
    token = words[index]
    if index and source[words[index - 1].stop:token.start] in {" ", ". "} and (
        words[index - 1].plain in TITLES or words[index - 1].plain in CALLS | GREETINGS
    ):
        return True
    following = words[index + 1] if index + 1 < len(words) else None
    return following is not None and not token.possessive and source[token.stop:following.start] == " " and (
        following.plain != "to" and is_act(following))


def settings_in_short(texts: Sequence[Text], recognitions: Sequence[Recognition]) -> list[Recognition]:
    """"Settled at Fernhurst" is the school where the case knows of Fernhurst Primary School and of no such place.

    A place of the name of a setting is that setting if it stands in the case only where one goes to a setting: behind
    "at", "attends", "starts".
    """
    heads: set[tuple[str, ...]] = set()
    told: dict[tuple[str, ...], list[bool]] = defaultdict(list)
    short: list[dict[Finding, tuple[str, ...]]] = []
    for text, recognition in zip(texts, recognitions, strict=True):
        short.append({})
        for finding in recognition.findings:
            first, stop = text.words_in(finding.start, finding.end)
            words = tuple(token.plain for token in text.words[first:stop])
            if finding.entity_type == "ORGANISATION" and len(words) > 1 and words[-1] in SETTING_WORDS:
                heads |= {words[:length] for length in range(1, len(words)) if words[length] in _GONE_TO}
            elif finding.entity_type == "LOCATION" and words:
                short[-1][finding] = words
                told[words].append(
                    first > 0 and text.words[first - 1].plain in _GOES
                    and text.text[text.words[first - 1].stop:text.words[first].start] == " ")
    settled = {words for words, going in told.items() if words in heads and all(going)}
    return [
        replace(recognition, findings=tuple(
            replace(finding, entity_type="ORGANISATION", reason="short for a setting of this case")
            if own.get(finding) in settled else finding
            for finding in recognition.findings
        ))
        for recognition, own in zip(recognitions, short, strict=True)
    ]


#: Kinds of setting that people go to and call by the rest of its name.
_GONE_TO = SETTING_WORDS - word_set(
    "council police county city borough street road lane court royal district rc ce c of and")
#: Before a setting rather than a town.
_GOES = word_set("at attends attend attending attended starts started starting joins joined into")
