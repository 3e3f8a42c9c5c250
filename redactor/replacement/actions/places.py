"""Places and settings: what kind of place, never which."""

from __future__ import annotations

import re

from redactor.casefile import Kind
from redactor.people.things import kind_label, setting_kind
from redactor.replacement.actions.base import Action
from redactor.replacement.actions.labels import title
from redactor.replacement.context import Occurrence
from redactor.rulebook.models import SAFE_ACCOMMODATION
from redactor.rulebook.tables import of_the_tables, table


class SettingType(Action):
    """An organisation as its kind: "[Primary School 1]", "[Safe accommodation]", "[Another Authority]"."""

    name = "setting_type"

    def write(self, occurrence: Occurrence) -> str:
        subject = occurrence.subject if occurrence.subject and occurrence.subject.kind is Kind.ORGANISATION else None
        named = setting_kind(occurrence.text)
        kind = (subject.role.lower() if subject is not None else "") or named
        if is_refuge(occurrence):
            return f"[{SAFE_ACCOMMODATION}]"
        if not kind:
            kind = setting_kind(f"{occurrence.before[-30:]} {occurrence.after[:30]}", beside=True)
        if kind == "council" and not _own(occurrence):
            return f"[{occurrence.policy.places.other_council}]"
        label = occurrence.policy.settings.labels.get(kind) or kind_label(kind) or title(kind)
        if subject is None:
            return f"[{label or 'Organisation'}]"
        number = re.search(r" (?:\d+|[A-Z]{1,2})$", subject.label)
        base = subject.label[:number.start()] if number else subject.label
        if not occurrence.policy.settings.numbered:
            return f"[{label or base or 'Organisation'}]"
        # Numbers were given among subjects of one base label: they hold only with it.
        if not label or base.casefold() in {label.casefold(), kind_label(kind).casefold()}:
            return f"[{label or base or 'Organisation'}{number[0] if number else ''}]"
        return f"[{label}]"


def is_refuge(occurrence: Occurrence) -> bool:
    """Whether a setting is a refuge, by any of its names or the words beside it."""
    subject = occurrence.subject
    names = [occurrence.text, *(subject.names if subject is not None else ())]
    before, after = occurrence.before[-20:], occurrence.after[:14]
    return (
        (subject is not None and subject.role.lower() == "refuge")
        or any(setting_kind(name) == "refuge" for name in names)
        or bool(re.search(r"\brefuge(?:\s*[(:,\-–]|\s+(?:at|in|called))?\s*$", before, re.IGNORECASE))
        or bool(re.match(r"\s*[(,]?\s*(?:a |the )?refuge\b", after, re.IGNORECASE))
    )


def _own(occurrence: Occurrence) -> bool:
    if not occurrence.policy.own_council:
        return occurrence.subject is not None and occurrence.subject.id == occurrence.home
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


@of_the_tables()
def _regions() -> dict[str, str]:
    data = table("heritage")
    return {
        str(name).casefold(): data["region_names"][region]
        for region, entry in data["regions"].items()
        for name in entry["places"]
    }


def world_region(place: str) -> str:
    """World region of a country or a city abroad ("East Africa"), empty when it is none."""
    return _regions().get(place.casefold().removeprefix("the "), "")
