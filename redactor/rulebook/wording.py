"""A policy in plain words: what will happen to what."""

from __future__ import annotations

from collections.abc import Iterator

from redactor.casefile import ENTITY_TYPES, Group
from redactor.rulebook.actions import ATTRIBUTE_LABELS, Action, Attribute, GroupAction
from redactor.rulebook.models import SAFE_ACCOMMODATION, Policy

_GROUPS = {
    Group.FAMILY: "Family members",
    Group.PROFESSIONAL: "Professionals",
    Group.OTHER: "Other people",
    Group.UNKNOWN: "People of whom nothing more is known",
}
_GROUP_ACTIONS = {
    GroupAction.PSEUDONYM: "become who they are to the case: [Mother], [Child A]",
    GroupAction.ROLE: "become what they do or are: {role}",
    GroupAction.KIND: "become the kind of person they are: {kind}",
    GroupAction.LABEL: "become numbered: [Person 3]",
    GroupAction.DROP: "are left out",
    GroupAction.KEEP: "keep their names",
}
#: Group → examples of a role and of a kind.
_EXAMPLES = {
    Group.FAMILY: ("[Mother], [Uncle]", "[Family Member]"),
    Group.PROFESSIONAL: ("[Social Worker], [Police Officer 2]", "[Professional]"),
    Group.OTHER: ("[Neighbour], [Friend of Child A]", "[Person]"),
    Group.UNKNOWN: ("[Person]", "[Person]"),
}
_ACTIONS = {
    Action.LABEL: "replaced by the label of the person, place or setting: [Mother], [Primary School 1]",
    Action.TYPE_LABEL: "replaced by what it is: [{label}]",
    Action.AGE_BAND: "replaced by an age band",
    Action.RELATIVE_DATE: "replaced by the time since the case's first event",
    Action.TIME_OF_DAY: "replaced by the part of the day",
    Action.REGION_TYPE: "replaced by the kind of place it is, as told at Places below",
    Action.SETTING_TYPE: "replaced by the kind of setting it is: [Hospital], [Primary School 1]",
    Action.FAMILY_SIZE_BAND: "told roughly from {large_from} children on: [a {large}]",
    Action.HERITAGE_GROUP: "told as a broad group",
    Action.SECTOR: "replaced by the sector of work",
    Action.CONDITION_KIND: "replaced by the kind of condition it is",
    Action.MAGNITUDE: "told by the number of its figures: [a five-figure sum]",
    Action.MASK: "masked with signs of the same length",
    Action.DROP: "left out",
    Action.KEEP: "kept",
    Action.KEYED_HASH: "replaced by a code that only the holder of the key can make again",
    Action.ENCRYPT: "encrypted; the holder of the key can read it",
    Action.DATE_SHIFT: "moved by the same number of days throughout the case",
    Action.FLAG: "kept, and shown to a human who decides",
}
_ATTRIBUTES = {
    Attribute.NATIONALITY: "Nationality",
    Attribute.ETHNICITY: "Ethnicity",
    Attribute.FAITH: "Faith",
    Attribute.LANGUAGE: "Language",
    Attribute.OCCUPATION: "Occupation",
    Attribute.DIAGNOSIS: "Diagnosis",
    Attribute.FAMILY_SIZE: "Size and make-up of the family",
    Attribute.MONEY: "Exact sums and quantities of a thousand and more, and other countries' money",
    Attribute.SENTENCE: "Lengths of prison sentences",
    Attribute.COURT: "Higher courts and tribunals",
    Attribute.EVENT: "Events that people remember",
    Attribute.OFFICE: "Offices only one person holds",
    Attribute.MEDIA: "Media coverage",
    Attribute.PRAISE: "Praise and awards",
    Attribute.QUOTATION: "Messages quoted word for word",
}


#: What a broad group looks like for each attribute that has one.
_BROAD = {
    Attribute.NATIONALITY: "told as a part of the world: [East African]",
    Attribute.ETHNICITY: "told as a broad group of the census: [White minority ethnic]",
    Attribute.FAITH: "told as a broad group: [Christian], [member of a small faith group]",
    Attribute.LANGUAGE: "told as [a community language]; that an interpreter was needed stays",
}


def in_plain_words(policy: Policy) -> Iterator[tuple[str, str]]:
    """Tell what a policy does.

    Yields:
        (what, what happens to it), people first.
    """
    for group in Group:
        role, kind = _EXAMPLES[group]
        yield _GROUPS[group], f"{_GROUP_ACTIONS[policy.groups[group].action].format(role=role, kind=kind)}."
    yield from _entities(policy)
    for attribute, action in policy.attributes.items():
        if action is Action.HERITAGE_GROUP and attribute in _BROAD:
            yield _ATTRIBUTES[attribute], f"{_BROAD[attribute]}."
        else:
            yield _ATTRIBUTES[attribute], f"{_said(policy, action, ATTRIBUTE_LABELS.get(attribute, 'detail'))}."
    yield from _settings(policy)


def _entities(policy: Policy) -> Iterator[tuple[str, str]]:
    """One line for all types that are treated alike, the rarest treatments first."""
    alike: dict[str, list[str]] = {}
    for name, entity in ENTITY_TYPES.items():
        rule = policy.entities[name]
        label = rule.options.get("text", "NHS number, Phone … as the case may be")
        if name == "PERSON" and rule.action is Action.LABEL:
            what = "replaced as told above for each group"
        elif name == "QUASI":
            what = f"{_said(policy, rule.action, entity.label)}, unless a line below says otherwise"
        else:
            what = _said(policy, rule.action, label)
        if rule.action not in {Action.KEEP, Action.FLAG}:
            what += f" (certain from {rule.threshold:g} on; from {rule.review:g} on replaced too, and shown to a human)"
        alike.setdefault(what, []).append(f"{entity.label} ({name})")
    for what, types in alike.items():
        yield ", ".join(types), f"{what}."


def _said(policy: Policy, action: Action, label: str) -> str:
    return _ACTIONS[action].format(
        label=label, large_from=policy.families.large_from, large=policy.families.large,
    )


def _settings(policy: Policy) -> Iterator[tuple[str, str]]:
    dates, ages, places = policy.dates, policy.ages, policy.places
    yield "Clock", (
        f"weeks up to Week {dates.weeks_until}, months after it; "
        + ("history in weeks, months or years before the case." if dates.before_case == "years"
           else "all history is [before the case].")
    )
    yield "Dates that are expected", "told on the same clock, as in [due Week 20] for a baby."
    yield "Festivals and other days that fix a date", (
        "generalised." if dates.festivals == "generalise" else "kept."
    )
    yield "Times of day", "morning, afternoon, evening, overnight." if dates.clock_times == "part_of_day" else "kept."
    yield "Age bands", f"{ages.unborn}, {', '.join(band.label for band in ages.bands)}."
    yield "Age of a child beside its label", (
        "told where a document first mentions the child, as in [Child A, aged 5–9]." if ages.first_mention
        else "told only where the text tells it.")
    yield "Stage of pregnancy", "told by trimester." if ages.gestation == "trimester" else "kept."
    yield "School years", "told by key stage." if ages.school_years == "key_stage" else "kept."
    listed = f"{len(places.region_types)} described by the kind of place; " if places.region_types else ""
    # The default word is no description: places are told apart by their own labels then.
    other = "told apart by a letter, as in [Town A]" if places.otherwise == "Place" else f"[{places.otherwise}]"
    if policy.entities["LOCATION"].action is Action.REGION_TYPE:
        yield "Places", f"{listed}a country is told as its part of the world; any other is {other}."
    yield "Councils", f"another council is [{places.other_council}]."
    yield "Refuges", f"always [{SAFE_ACCOMMODATION}]."
    yield "Own council", "kept." if policy.keep_own_council else "replaced like any other."
    yield "Tracked changes", (
        "insertions are read like any text; what was deleted is gone."
        if policy.documents.tracked_insertions == "accept" else "insertions are left out; what was deleted is gone too."
    )
    yield "Pictures within documents", (
        "left out." if policy.documents.pictures == "drop" else "blurred to a few patches of colour."
    )
    allowed = ", ".join(policy.unread.allowed)
    yield "Parts that cannot be examined", (
        (f"{allowed}: left out without asking; " if allowed else "")
        + "others are left out and shown to a human; one that has to stay in holds its document back."
    )
