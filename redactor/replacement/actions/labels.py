"""Labels: who a person is to the case, or what kind of thing stood there."""

from __future__ import annotations

import re

from redactor.casefile import ENTITY_TYPES, Group, Kind, Subject
from redactor.replacement.actions.attributes import NATIONAL
from redactor.replacement.actions.base import Action
from redactor.replacement.context import Occurrence
from redactor.rulebook.actions import ATTRIBUTE_LABELS, GroupAction

_KINDS = {Group.FAMILY: "Family Member", Group.PROFESSIONAL: "Professional"}
_KIND_OF = {attribute.value: label for attribute, label in ATTRIBUTE_LABELS.items()}
_SMALL = {"of", "and", "the", "in", "to", "for"}


def title(role: str) -> str:
    """A role as a label: "team manager" → "Team Manager", "IRO" stays."""
    words = role.split()
    return " ".join(
        word if (index and word in _SMALL) or not word.islower() else word[0].upper() + word[1:]
        for index, word in enumerate(words)
    )


def person_label(subject: Subject, action: GroupAction) -> str:
    """What the audience reads for a person, without brackets; empty for a name that is dropped."""
    if action is GroupAction.DROP:
        return ""
    if action is GroupAction.KIND:
        return _KINDS.get(subject.group, "Person")
    if action is GroupAction.LABEL and subject.undecided:
        return "Person?"
    if action is GroupAction.LABEL and subject.role:
        # Nothing of what somebody is to the case may show, not even in the label; numbers are all of one kind.
        return f"Person {number[0]}" if (number := re.search(r"\d+$", subject.id)) else "Person"
    return subject.label or title(subject.role) or "Person"


class Label(Action):
    """The label of the subject; for persons what the policy shows of their group."""

    name = "label"

    def write(self, occurrence: Occurrence) -> str:
        subject = occurrence.subject
        if subject is None:
            return f"[{ENTITY_TYPES[occurrence.finding.entity_type].label}]"
        if subject.kind is not Kind.PERSON:
            return f"[{subject.label}]" if subject.label else TypeLabel().write(occurrence)
        words = person_label(subject, occurrence.policy.groups[subject.group].action)
        if not words:
            return ""
        return f"[{words}, {occurrence.age}]" if occurrence.age else f"[{words}]"


class TypeLabel(Action):
    """What kind of thing stood there: "[Phone]", "[Case ref]"."""

    name = "type_label"

    def write(self, occurrence: Occurrence) -> str:
        if occurrence.finding.attribute == "nationality" and (national := NATIONAL.search(occurrence.text)) is not None:
            # "a Turkish national": a nationality is nobody.
            return f"[national{national['several']} of a country]"
        label = (
            occurrence.options.get("text") or _KIND_OF.get(occurrence.finding.attribute)
            or ENTITY_TYPES[occurrence.finding.entity_type].label
        )
        return f"[{label}]"
