"""What may be done with a finding or a person, and where it makes sense."""

from __future__ import annotations

from enum import StrEnum

from redactor.casefile import ENTITY_TYPES


class Action(StrEnum):
    """What is done with a finding."""

    LABEL = "label"
    TYPE_LABEL = "type_label"
    AGE_BAND = "age_band"
    RELATIVE_DATE = "relative_date"
    TIME_OF_DAY = "time_of_day"
    REGION_TYPE = "region_type"
    SETTING_TYPE = "setting_type"
    FAMILY_SIZE_BAND = "family_size_band"
    HERITAGE_GROUP = "heritage_group"
    SECTOR = "sector"
    CONDITION_KIND = "condition_kind"
    MAGNITUDE = "magnitude"
    MASK = "mask"
    DROP = "drop"
    KEEP = "keep"
    KEYED_HASH = "keyed_hash"
    ENCRYPT = "encrypt"
    DATE_SHIFT = "date_shift"
    FLAG = "flag"


class GroupAction(StrEnum):
    """What is shown instead of the name of a person of one group."""

    PSEUDONYM = "pseudonym"
    ROLE = "role"
    KIND = "kind"
    LABEL = "label"
    DROP = "drop"
    KEEP = "keep"


class Attribute(StrEnum):
    """Kinds of indirect identifier a policy may treat each in its own way."""

    NATIONALITY = "nationality"
    ETHNICITY = "ethnicity"
    FAITH = "faith"
    LANGUAGE = "language"
    OCCUPATION = "occupation"
    DIAGNOSIS = "diagnosis"
    FAMILY_SIZE = "family_size"
    MONEY = "money"
    SENTENCE = "sentence"
    COURT = "court"
    EVENT = "event"
    OFFICE = "office"
    MEDIA = "media"
    PRAISE = "praise"
    QUOTATION = "quotation"


#: What an indirect identifier of a known kind is called where only its kind is told.
ATTRIBUTE_LABELS = {
    Attribute.NATIONALITY: "nationality", Attribute.ETHNICITY: "ethnicity", Attribute.FAITH: "faith",
    Attribute.LANGUAGE: "language", Attribute.OCCUPATION: "occupation", Attribute.DIAGNOSIS: "condition",
    Attribute.FAMILY_SIZE: "family detail", Attribute.EVENT: "event", Attribute.OFFICE: "public office",
    Attribute.MEDIA: "media coverage", Attribute.SENTENCE: "length of sentence", Attribute.COURT: "court",
}

_ANYWHERE = frozenset({
    Action.LABEL, Action.TYPE_LABEL, Action.MASK, Action.DROP, Action.KEEP, Action.KEYED_HASH,
    Action.ENCRYPT, Action.FLAG,
})
_ONLY_FOR = {
    Action.AGE_BAND: {"AGE", "DATE_OF_BIRTH"},
    Action.RELATIVE_DATE: {"DATE", "DATE_OF_BIRTH"},
    Action.DATE_SHIFT: {"DATE", "DATE_OF_BIRTH"},
    Action.TIME_OF_DAY: {"DATE"},
    Action.REGION_TYPE: {"LOCATION", "ADDRESS", "UK_POSTCODE"},
    Action.SETTING_TYPE: {"ORGANISATION"},
    Action.SECTOR: {"ORGANISATION", "QUASI"},
    Action.FAMILY_SIZE_BAND: {"QUASI"},
    Action.HERITAGE_GROUP: {"QUASI"},
    Action.CONDITION_KIND: {"QUASI"},
    Action.MAGNITUDE: {"QUASI"},
}
_SOFT = frozenset({Action.KEEP, Action.DROP, Action.FLAG, Action.LABEL, Action.TYPE_LABEL})
_FOR_ATTRIBUTE = {
    Attribute.NATIONALITY: {Action.HERITAGE_GROUP},
    Attribute.ETHNICITY: {Action.HERITAGE_GROUP},
    Attribute.FAITH: {Action.HERITAGE_GROUP},
    Attribute.LANGUAGE: {Action.HERITAGE_GROUP},
    Attribute.OCCUPATION: {Action.SECTOR},
    Attribute.DIAGNOSIS: {Action.CONDITION_KIND},
    Attribute.FAMILY_SIZE: {Action.FAMILY_SIZE_BAND},
    Attribute.MONEY: {Action.MAGNITUDE},
}
#: Whole sentences: they may be shown to a human, but what replaces them is for a human to write.
_JUDGED = frozenset({Attribute.PRAISE, Attribute.QUOTATION})


def actions_for(entity_type: str) -> frozenset[Action]:
    """Actions that make sense for an entity type.

    Raises:
        KeyError: the type is not in :data:`redactor.casefile.ENTITY_TYPES`.
    """
    if entity_type not in ENTITY_TYPES:
        raise KeyError(entity_type)
    return _ANYWHERE | {action for action, types in _ONLY_FOR.items() if entity_type in types}


def actions_for_attribute(attribute: Attribute) -> frozenset[Action]:
    """Actions that make sense for a kind of indirect identifier."""
    if attribute in _JUDGED:
        return frozenset({Action.KEEP, Action.FLAG})
    return _SOFT | _FOR_ATTRIBUTE.get(attribute, set())
