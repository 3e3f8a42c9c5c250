"""Entity types: the one list that recognisers, policies, labels and the evaluation speak.

Presidio's entity names are kept where they exist. ``gold`` is the label of the gold annotation
(``sample_data/gold/README.md``) that spans of the type are measured under.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

GOLD_LABELS = (
    "PERSON", "LOCATION", "ADDRESS", "ORGANISATION", "DATE", "AGE", "PHONE", "EMAIL", "URL", "ID", "QUASI",
)
#: Labels whose leak identifies at once (issue targets "documents without any direct leak").
DIRECT_GOLD_LABELS = ("PERSON", "ADDRESS", "PHONE", "EMAIL", "ID", "URL")


@dataclass(frozen=True, kw_only=True)
class EntityType:
    """What a finding is about.

    Attributes:
        name: identifier used in rule files and findings, upper case.
        gold: one of :data:`GOLD_LABELS`.
        label: what replaces it when nothing more is known, without brackets ("NHS number").
    """

    name: str
    gold: str
    label: str


def _types(gold: str, **labels: str) -> list[EntityType]:
    return [EntityType(name=name, gold=gold, label=label) for name, label in labels.items()]


ENTITY_TYPES = MappingProxyType({
    entity.name: entity
    for entity in [
        *_types("PERSON", PERSON="Person"),
        *_types("LOCATION", LOCATION="Place"),
        *_types("ADDRESS", ADDRESS="Address", UK_POSTCODE="Postcode"),
        *_types("ORGANISATION", ORGANISATION="Organisation"),
        *_types("DATE", DATE="Date", DATE_OF_BIRTH="Date of birth"),
        *_types("AGE", AGE="Age"),
        *_types("PHONE", PHONE_NUMBER="Phone"),
        *_types("EMAIL", EMAIL_ADDRESS="Email"),
        *_types("URL", URL="Web address", SOCIAL_HANDLE="Online name"),
        *_types(
            "ID",
            UK_NHS="NHS number", UK_CHI="CHI number", UK_HC_NUMBER="H&C number",
            UK_NINO="NI number", UK_UPN="UPN", UK_ULN="ULN", UK_UTR="Tax reference",
            UK_PASSPORT="Passport number", FOREIGN_ID="Foreign ID number",
            UK_DRIVING_LICENCE="Driving licence", UPRN="Property reference",
            UK_VEHICLE_REGISTRATION="Vehicle registration", BANK_ACCOUNT="Bank details",
            IBAN_CODE="Bank details", CREDIT_CARD="Card number", CASE_SYSTEM_ID="Case ref",
            COURT_CASE="Court ref", HMCTS_CCD_ID="Court ref", NEUTRAL_CITATION="Court ref",
            LEGAL_AID_REF="Legal aid ref", POLICE_REF="Police ref", CPS_URN="Police ref", PNC_ID="Police ref",
            CRO_NUMBER="Police ref", PRISON_NUMBER="Prison number", PROBATION_CRN="Probation ref",
            HOME_OFFICE_REF="Home Office ref", PROF_REGISTRATION="Professional registration",
            SETTING_REF="Setting ref", IP_ADDRESS="Device address", OTHER_REF="Ref",
        ),
        *_types("QUASI", QUASI="Detail"),
    ]
})


def gold_label(entity_type: str) -> str:
    """Gold label an entity type is measured under.

    Raises:
        KeyError: the type is not in :data:`ENTITY_TYPES`.
    """
    return ENTITY_TYPES[entity_type].gold
