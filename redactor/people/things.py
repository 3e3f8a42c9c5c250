"""Organisations and places: the same school, surgery or town keeps one label, short forms included."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from redactor.casefile import Document, Finding, Kind, Recognition
from redactor.people.mentions import plain_text
from redactor.people.names import word_set
from redactor.recognition.vocabulary import plain
from redactor.rulebook.tables import of_the_tables, table

#: Characters looked at on either side for the kind of setting.
_REACH = 40
#: A council that signs nothing works the case if it is named as often as this, and oftener than any other.
_OFTEN = 3
_SMALL = word_set("the of and for at in on st saint saints our s")


@dataclass(kw_only=True, eq=False)
class Thing:
    """An organisation or a place with its mentions."""

    kind: Kind
    number: int
    words: set[tuple[str, ...]] = field(default_factory=set, repr=False)
    findings: list[Finding] = field(default_factory=list)
    texts: list[str] = field(default_factory=list, repr=False)
    type: str = ""


@of_the_tables()
def _kinds() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str], str], ...]:
    rows: dict[str, Any] = table("kinds", "settings")["kinds"]
    return tuple(
        (kind, _any_of([*row["words"], *row.get("within_names", ())]), _any_of(row["words"]), row["label"])
        for kind, row in rows.items()
    )


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{longest_first})(?!\w)", re.IGNORECASE)


def setting_kind(text: str, *, beside: bool = False) -> str:
    """Kind of setting that words tell of.

    Args:
        text: the name of a setting.
        beside: the text is what stands beside the name instead, where words that tell a kind only within names
            ("Times") are everyday ones.

    Returns:
        A kind of ``rules/settings/kinds.yaml`` ("primary school"); empty when the words tell none.
    """
    found = [
        (match.end(), -index, kind)
        for index, (kind, within, outside, _) in enumerate(_kinds())
        if (match := _last(outside if beside else within, text))
    ]
    return max(found)[2] if found else ""


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    match = None
    for match in pattern.finditer(text):  # noqa: B007
        pass
    return match


def kind_label(kind: str) -> str:
    """What the audience reads for a kind of setting, or for a place."""
    return next((label for name, _, _, label in _kinds() if name == kind), "")


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for part in re.split(r"[^\w'’&]+", text) if (word := plain(part)))


def _core(words: Sequence[str]) -> tuple[str, ...]:
    """The words that point at one of its kind: "hopton lane" of "Hopton Lane Primary School"."""
    core = tuple(word for word in words if word not in _SMALL and word not in _generic())
    return core or tuple(words)


@of_the_tables()
def _generic() -> frozenset[str]:
    known = table("kinds", "settings")
    words = {plain(part) for row in known["kinds"].values()
             for word in (*row["words"], *row.get("within_names", ())) for part in word.split()}
    return frozenset(words | {plain(word) for word in known["generic"]})


def find_things(documents: Sequence[Document], recognitions: Sequence[Recognition]) -> list[Thing]:
    """The organisations and places of a case, in the order of their first mention.

    A short form is tied to a longer one where only one begins with the same words ("Hopton Lane" and "Hopton
    Lane Primary"), an abbreviation where only one has its initials.

    Args:
        documents: in case order.
        recognitions: one for each document.
    """
    texts = {document.id: document.text for document in documents}
    order = {document.id: place for place, document in enumerate(documents)}
    findings = [
        finding
        for recognition in recognitions
        for finding in recognition.findings
        if finding.entity_type in {"ORGANISATION", "LOCATION"}
    ]
    findings.sort(key=lambda finding: (order[finding.document_id], finding.start))
    things: list[Thing] = []
    for kind, entity in ((Kind.ORGANISATION, "ORGANISATION"), (Kind.PLACE, "LOCATION")):
        things += _cluster(kind, [finding for finding in findings if finding.entity_type == entity], texts)
    first = {id(thing): (order[thing.findings[0].document_id], thing.findings[0].start) for thing in things}
    things.sort(key=lambda thing: first[id(thing)])
    return things


#: After the office of whoever signs: "Social Worker, Anytown Council".
_SIGNED = re.compile(
    r"\b(?:worker|manager|team|services?|officer|practitioner|department|directorate|chair|IRO)"
    r"(?:,| \||:| at| of| for| –| -)\s*$",
    re.IGNORECASE,
)
#: Before a letterhead.
_HEADS = re.compile(r"(?:^|[|>])\s*$")


def _signs(text: str, start: int, end: int) -> bool:
    """Whether a council at these offsets heads a letter or stands behind whoever signs it."""
    before = text[max(0, start - _REACH) : start].rpartition("\n")[2]
    if _SIGNED.search(before):
        return True
    # A department or an address may follow in the line or cell, but no sentence.
    after = re.findall(r"[\w'’]+", text[end : end + 2 * _REACH].partition("\n")[0].partition("|")[0])
    return bool(_HEADS.search(before)) and all(not word[0].islower() or word in _SMALL for word in after)


def home_council(documents: Sequence[Document], things: Sequence[Thing]) -> Thing | None:
    """The council that works the case: it heads or signs documents, or is the one that is named most.

    Args:
        documents: in case order.
        things: organisations and places of the case, as :func:`find_things` gives them.

    Returns:
        None where two councils are equally likely, or one is only named in passing.
    """
    texts = {document.id: document.text for document in documents}
    likely: list[tuple[int, int, Thing]] = []
    for thing in things:
        if thing.kind is Kind.ORGANISATION and thing.type == "council":
            signed = sum(
                _signs(texts[finding.document_id], finding.start, finding.end) for finding in thing.findings
            )
            likely.append((signed, len(thing.findings), thing))
    likely.sort(key=lambda one: (-one[0], -one[1]))
    if not likely or (likely[0][0] == 0 and likely[0][1] < _OFTEN):
        return None
    return likely[0][2] if len(likely) == 1 or likely[0][:2] > likely[1][:2] else None


def _cluster(kind: Kind, findings: Iterable[Finding], texts: dict[str, str]) -> list[Thing]:
    forms: dict[tuple[str, ...], list[tuple[Finding, str]]] = defaultdict(list)
    for finding in findings:
        text = texts[finding.document_id][finding.start : finding.end]
        forms[_words(text) or (plain_text(text),)].append((finding, text))
    things: list[Thing] = []
    by_core: dict[tuple[str, ...], Thing] = {}
    by_start: dict[str, list[Thing]] = defaultdict(list)
    by_letters: dict[str, list[Thing]] = defaultdict(list)
    for words in sorted(forms, key=lambda words: (-len(words), words)):
        core = _core(words) if kind is Kind.ORGANISATION else tuple(word for word in words if word != "the")
        own = " ".join(text for _, text in forms[words][:1])
        type_ = setting_kind(own) if kind is Kind.ORGANISATION else ""
        thing = by_core.get(core)
        if thing is not None and type_ and thing.type and type_ != thing.type and not _akin(type_, thing.type):
            thing = None
        if thing is None and kind is Kind.ORGANISATION:
            thing = _shortened(words, core, type_, by_start, by_letters, own)
        if thing is None:
            thing = Thing(kind=kind, number=len(things))
            things.append(thing)
            by_start[core[0] if core else words[0]].append(thing)
            if len(words) > 1:
                by_letters["".join(word[0] for word in words if word not in {"of", "and", "the", "for"})].append(
                    thing
                )
        by_core.setdefault(core, thing)
        thing.words.add(core)
        thing.type = thing.type or type_
        for finding, text in forms[words]:
            thing.findings.append(finding)
            thing.texts.append(text)
    for thing in things:
        pairs = sorted(zip(thing.findings, thing.texts, strict=True), key=lambda pair: pair[0].key)
        thing.findings, thing.texts = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
        if not thing.type and kind is Kind.ORGANISATION:
            thing.type = _by_context(thing, texts)
    return things


def _akin(one: str, other: str) -> bool:
    """A general kind and a special one: "school" and "primary school"."""
    return one.endswith(f" {other}") or other.endswith(f" {one}")


def _shortened(
    words: tuple[str, ...],
    core: tuple[str, ...],
    type_: str,
    by_start: dict[str, list[Thing]],
    by_letters: dict[str, list[Thing]],
    written: str,
) -> Thing | None:
    if len(words) == 1 and written.isupper() and 2 <= len(written) <= 6:
        found = by_letters.get(words[0], [])
        return found[0] if len(found) == 1 else None
    fits = [
        thing
        for thing in by_start.get(core[0], ())
        if core
        and any(own[: len(core)] == core or core[: len(own)] == own for own in thing.words)
        # "Anytown Police" is no short form of "Anytown Bakeries".
        and not (type_ and not thing.type and all(len(own) > len(core) for own in thing.words))
        and not (thing.type and not type_ and all(len(core) > len(own) for own in thing.words))
        and (not type_ or not thing.type or type_ == thing.type or _akin(type_, thing.type))
    ]
    return fits[0] if len(fits) == 1 else None


def _by_context(thing: Thing, texts: dict[str, str]) -> str:
    votes: dict[str, int] = defaultdict(int)
    for finding in thing.findings:
        text = texts[finding.document_id]
        before = text[max(0, finding.start - _REACH) : finding.start].rpartition("\n")[2]
        after = text[finding.end : finding.end + _REACH].partition("\n")[0]
        for words in (before.rpartition(".")[2][-24:], after.partition(".")[0][:16]):
            if kind := setting_kind(words, beside=True):
                votes[kind] += 1
    return min(votes, key=lambda kind: (-votes[kind], kind)) if votes else ""


#: What a place is called by whose name's last word tells, beside towns, which most are. Hill, row, bridge, market,
#: wood, forest and common end names of towns as well (Burgess Hill, Forest Row).
_PLACES = {
    "Street": word_set("street road lane avenue close drive crescent way terrace parade st rd ave"),
    "Park": word_set("park gardens playground rec recreation woods"),
    "Station": word_set("station"),
    "Estate": word_set("estate estates flats"),
    "Place": word_set("square pier beach canal river quay harbour docks lake roundabout"),
}


def place_label(text: str) -> str:
    """What the audience reads for a place: "Street", "Park", and "Town" where its name tells nothing."""
    words = _words(text)
    last = words[-1] if len(words) > 1 else ""
    return next((label for label, known in _PLACES.items() if last in known), "Town")
