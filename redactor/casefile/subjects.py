"""Who and what a case is about: persons, organisations and places, each with one label."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Group(StrEnum):
    """How a person stands to the case; each is a switch in the policy."""

    FAMILY = "family"
    PROFESSIONAL = "professional"
    OTHER = "other"
    UNKNOWN = "unknown"


class Kind(StrEnum):
    """What a subject is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A person, organisation or place with one identity across the case.

    Attributes:
        id: unique within the case ("p3", "o1", "l2").
        kind: person, organisation or place.
        label: what the audience reads, without brackets ("Mother", "Child A", "Primary School 1").
        role: canonical role or setting type in lower case ("mother", "social worker", "primary school");
            empty when nothing tells.
        group: for persons, how they stand to the case.
        names: every form found, confidential.
        date_of_birth: where known, confidential.
        confidence: 0 to 1 that the mentions tied to the subject are one and the same.
        from_cast: named in the cast list.
        undecided: evidence was not enough to tie the mention to a person; goes to review.
        keep: the name stays readable, as the cast list says.
    """

    id: str
    kind: Kind
    label: str
    role: str = ""
    group: Group = Group.UNKNOWN
    names: tuple[str, ...] = field(default=(), repr=False)
    date_of_birth: date | None = field(default=None, repr=False)
    confidence: float = 1.0
    from_cast: bool = False
    undecided: bool = False
    keep: bool = False


@dataclass(frozen=True, kw_only=True)
class CastEntry:
    """One line of the cast list (see README: columns name, aliases, role, group, label, date_of_birth, keep).

    Attributes:
        keep: the name stays readable (a public office-holder named on purpose).
    """

    name: str = field(repr=False)
    aliases: tuple[str, ...] = field(default=(), repr=False)
    role: str = ""
    group: Group = Group.UNKNOWN
    label: str = ""
    date_of_birth: date | None = field(default=None, repr=False)
    keep: bool = False


@dataclass(frozen=True, kw_only=True)
class Flag:
    """Something a human must look at.

    Attributes:
        kind: short machine name ("undecided person", "possible other family", "unresolved date").
        document_id, start, end: the span.
        message: plain words without case text.
    """

    kind: str
    document_id: str
    start: int
    end: int
    message: str


@dataclass(frozen=True, kw_only=True)
class Resolution:
    """Who is who in a case.

    Attributes:
        subjects: by id.
        subject_by_span: subject id of each finding's key (document id, start, end).
        flags: what a human must see.
        home: id of the council that works the case, as far as the documents show; empty where they do not.
    """

    subjects: Mapping[str, Subject]
    subject_by_span: Mapping[tuple[str, int, int], str] = field(repr=False)
    flags: tuple[Flag, ...] = ()
    home: str = ""

    def subject_of(self, key: tuple[str, int, int]) -> Subject | None:
        """Subject a finding's key is tied to, or None for findings that are about nobody (a phone)."""
        identity = self.subject_by_span.get(key)
        return None if identity is None else self.subjects[identity]
