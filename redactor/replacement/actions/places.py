"""Places and settings: what kind of place, never which."""

from __future__ import annotations

import re
from functools import cache

from redactor.casefile import Kind
from redactor.replacement.actions.base import Action
from redactor.replacement.actions.labels import title
from redactor.replacement.context import Occurrence
from redactor.rulebook.tables import table
from redactor.rulebook.models import SAFE_ACCOMMODATION


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (kind, re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE))
        for kind, words in table("settings")["kinds"].items()
    )


def setting_kind(name: str, context: str = "") -> str:
    """Kind of setting a name, or failing that the words around it, tells of; empty when neither does.

    Args:
        name: the organisation's name as written.
        context: words around it.
    """
    for text in (name, context):
        for kind, pattern in _kinds():
            if pattern.search(text):
                return kind
    return ""


class SettingType(Action):
    """An organisation as its kind: "[Primary School]", "[Safe accommodation]", "[Another Authority]"."""

    name = "setting_type"

    def write(self, occurrence: Occurrence) -> str:
        subject = occurrence.subject
        role = subject.role if subject is not None and subject.kind is Kind.ORGANISATION else ""
        kind = setting_kind(occurrence.text) or role.lower()
        if "refuge" in (kind, role.lower()):
            return f"[{SAFE_ACCOMMODATION}]"
        if not kind:
            kind = setting_kind("", f"{occurrence.before[-30:]} {occurrence.after[:30]}")
        if "council" in kind and not _own(occurrence):
            return f"[{occurrence.policy.places.other_council}]"
        label = occurrence.policy.settings.labels.get(kind) or title(kind)
        if not label:
            label = subject.label if subject is not None and subject.label else "Organisation"
        elif occurrence.policy.settings.numbered and subject is not None:
            label += number[0] if (number := re.search(r" \d+$", subject.label)) else ""
        return f"[{label}]"


def _own(occurrence: Occurrence) -> bool:
    text = occurrence.text.casefold()
    return any(name.casefold() in text for name in occurrence.policy.own_council)


class RegionType(Action):
    """A place as the kind of region it is; a country as its world region."""

    name = "region_type"

    def write(self, occurrence: Occurrence) -> str:
        places = occurrence.policy.places
        text = " ".join(occurrence.text.split()).casefold()
        for name, kind in places.region_types.items():
            if name.casefold() == text:
                return f"[{kind}]"
        if region := world_region(text):
            return f"[{region}]"
        if occurrence.subject is not None and occurrence.subject.label and places.otherwise == "Place":
            return f"[{occurrence.subject.label}]"
        return f"[{places.otherwise}]"


@cache
def _regions() -> dict[str, str]:
    return {
        str(name).casefold(): region
        for region, entry in table("heritage")["regions"].items()
        for name in entry["places"]
    }


def world_region(place: str) -> str:
    """World region of a country or its capital, empty when it is none abroad."""
    return _regions().get(place.casefold().removeprefix("the "), "")
