"""Mentions in all documents of a case become persons, organisations and places, each with one label."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from redactor.casefile import CastEntry, Document, Flag, Group, Kind, Recognition, Resolution, Subject
from redactor.people.identity import Census, Person
from redactor.people.labels import Labels, find_roles, letter, parents_of
from redactor.people.memory import Memory, Remembered
from redactor.people.mentions import plain_text, read_mentions
from redactor.people.roles import role_table
from redactor.people.things import Thing, find_things, home_council, kind_label, place_label
from redactor.rulebook import Policy

Key = tuple[str, int, int]


def resolve(
    documents: Sequence[Document],
    recognitions: Sequence[Recognition],
    cast: Sequence[CastEntry],
    policy: Policy,
    memory: Memory | None = None,
) -> Resolution:
    """Who is who in a case.

    Args:
        documents: in case order, by which children are lettered and people numbered; nothing else depends on it.
        recognitions: what was found in them, in any order.
        cast: the cast list, which leads: whom it names keeps apart, together and called as it says.
        policy: what the audience may know; how a group is shown is decided by the replacement.
        memory: labels of earlier runs; what this run finds is added to it.

    Returns:
        One subject for each person, organisation and place, and for each mention that could not be tied to
        one person without doubt.
    """
    roles = role_table()
    mentions, words = read_mentions(documents, recognitions, roles, cast)
    census = Census(mentions, words, cast, roles)
    people = [person for person in census.count() if person.mentions]
    people.sort(key=lambda person: min(mention.number for mention in person.mentions))
    find_roles(people, census, roles)
    subjects: dict[str, Subject] = {}
    spans: dict[Key, str] = {}
    ids, remembered = _recalled(people, memory)
    labels = Labels([subject.label for subject in memory.subjects] if memory else ()).give(
        people, remembered, parents_of(people, census), ids
    )
    for person in people:
        subject = _person(person, ids[person.number], labels[person.number])
        subjects[subject.id] = subject
        for mention in person.mentions:
            spans[mention.finding.key] = subject.id
    things = find_things(documents, recognitions)
    _things(things, subjects, spans, memory)
    if memory is not None:
        memory.keep(_to_remember(people, ids, subjects, memory))
    council = home_council(documents, things)
    return Resolution(
        subjects=subjects, subject_by_span=spans, flags=tuple(_flags(people, bool(cast))),
        home=spans[council.findings[0].key] if council is not None else "",
    )


def _distinctive(person: Person) -> set[str]:
    """Forms by which a person is known again: full names, and bare ones where there is nothing fuller."""
    texts = {
        plain_text(mention.text) for mention in person.mentions if not mention.name.initials and not mention.loose
    }
    full = {text for text in texts if " " in text}
    return (full or texts) | {f"{forename} {surname}" for forename in person.forenames for surname in person.surnames}


def _recalled(people: Sequence[Person], memory: Memory | None) -> tuple[dict[int, str], dict[int, str]]:
    """Ids of all persons, and the labels of those met before."""
    ids: dict[int, str] = {}
    labels: dict[int, str] = {}
    used: set[int] = set()
    if memory is not None:
        used = {int(subject.id[1:]) for subject in memory.subjects if subject.kind is Kind.PERSON}
        settled = [person for person in people if not person.undecided]
        found = memory.recognise(
            Kind.PERSON, [_distinctive(person) for person in settled], [_birth(person) for person in settled]
        )
        for person, known in zip(settled, found, strict=True):
            if known is not None:
                ids[person.number] = known.id
                labels[person.number] = known.label
    number = max(used, default=0)
    for person in people:
        if person.number not in ids:
            number += 1
            ids[person.number] = f"p{number}"
    return ids, labels


def _birth(person: Person) -> date | None:
    return next(iter(person.births)) if len(person.births) == 1 else None


def _person(person: Person, identity: str, label: str) -> Subject:
    names = Counter(mention.text for mention in person.mentions)
    entry = person.entry
    listed = (entry.name, *entry.aliases) if entry is not None else ()
    return Subject(
        id=identity,
        kind=Kind.PERSON,
        label=label,
        role=(person.role.known_as or person.role.name) if person.role is not None else "",
        group=person.group,
        names=tuple(dict.fromkeys((*listed, *sorted(names, key=lambda name: (-names[name], name))))),
        date_of_birth=entry.date_of_birth if entry is not None and entry.date_of_birth else _birth(person),
        confidence=round(sum(person.ties) / len(person.ties), 3),
        from_cast=entry is not None,
        undecided=person.undecided,
        keep=entry is not None and entry.keep,
    )


def _things(
    things: Sequence[Thing], subjects: dict[str, Subject], spans: dict[Key, str], memory: Memory | None
) -> None:
    for kind, initial in ((Kind.ORGANISATION, "o"), (Kind.PLACE, "l")):
        own = [thing for thing in things if thing.kind is kind]
        found = (
            memory.recognise(kind, [{" ".join(words) for words in thing.words} for thing in own], [None] * len(own))
            if memory
            else [None] * len(own)
        )
        before = [subject for subject in memory.subjects if subject.kind is kind] if memory else []
        number = max((int(subject.id[1:]) for subject in before), default=0)
        labels = _thing_labels(own, found, {subject.label for subject in before})
        kept = []
        for thing, known, label in zip(own, found, labels, strict=True):
            if known is None:
                number += 1
            identity = known.id if known is not None else f"{initial}{number}"
            names = Counter(thing.texts)
            subjects[identity] = Subject(
                id=identity,
                kind=kind,
                label=label,
                role=thing.type,
                names=tuple(sorted(names, key=lambda name: (-names[name], name))),
            )
            for finding in thing.findings:
                spans[finding.key] = identity
            if memory is not None:
                kept.append(
                    Remembered(
                        id=identity,
                        kind=kind,
                        label=label,
                        prints=frozenset(memory.fingerprint(kind, " ".join(words)) for words in thing.words)
                        | (known.prints if known is not None else frozenset()),
                    )
                )
        if memory is not None:
            memory.keep(kept)


def _thing_labels(things: Sequence[Thing], found: Sequence[Remembered | None], taken: set[str]) -> list[str]:
    """ "Primary School 1", "Primary School 2", or "GP Surgery" where there is one; places are lettered."""
    bases = [
        kind_label(thing.type) or "Organisation" if thing.kind is Kind.ORGANISATION else place_label(thing.texts[0])
        for thing in things
    ]
    many = Counter(base for base, known in zip(bases, found, strict=True) if known is None)
    labels = []
    following: Counter[str] = Counter()
    for thing, base, known in zip(things, bases, found, strict=True):
        if known is not None:
            labels.append(known.label)
            continue
        lettered = thing.kind is Kind.PLACE
        alone = not lettered and many[base] == 1 and not any(label.startswith(base) for label in taken)
        label = base if alone else ""
        place = following[base]
        while not label or (label in taken and not alone):
            label = f"{base} {letter(place) if lettered else place + 1}"
            if label in taken or (place == 0 and not lettered and base in taken):
                label = ""
            place += 1
        following[base] = place
        taken.add(label)
        labels.append(label)
    return labels


def _to_remember(
    people: Iterable[Person],
    ids: dict[int, str],
    subjects: dict[str, Subject],
    memory: Memory,
) -> Iterable[Remembered]:
    before = {subject.id: subject for subject in memory.subjects}
    for person in people:
        if person.undecided:
            continue
        identity = ids[person.number]
        known = before.get(identity)
        yield Remembered(
            id=identity,
            kind=Kind.PERSON,
            label=subjects[identity].label,
            prints=frozenset(memory.fingerprint(Kind.PERSON, text) for text in _distinctive(person))
            | (known.prints if known is not None else frozenset()),
            born=memory.birth_print(_birth(person)) or (known.born if known is not None else ""),
        )


def _flags(people: Sequence[Person], has_cast: bool) -> Iterable[Flag]:
    for person in people:
        first = min(person.mentions, key=lambda mention: mention.number).finding
        if person.undecided:
            count = len(person.candidates)
            why = f"{count} people of this case may be meant" if count > 1 else "it is not clear who is meant"
            yield Flag(
                kind="undecided person",
                document_id=first.document_id,
                start=first.start,
                end=first.end,
                message=f"A name could not be tied to one person: {why}. Decide it in the cast list.",
            )
        elif has_cast and person.entry is None and not person.family and person.group is not Group.PROFESSIONAL:
            yield Flag(
                kind="possible other family",
                document_id=first.document_id,
                start=first.start,
                end=first.end,
                message="Somebody who is not in the cast list: is this text about another family?",
            )
