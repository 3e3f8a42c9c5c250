"""The nouns everyone speaks. Frozen, keyword-only; fields that hold case text never show in a repr."""

from redactor.casefile.document import Document, Fate, Location, Portion, TextBlock, UnreadPart
from redactor.casefile.entities import (
    DIRECT_GOLD_LABELS,
    ENTITY_TYPES,
    GOLD_LABELS,
    EntityType,
    gold_label,
)
from redactor.casefile.finding import Finding, NearMiss, Recognition
from redactor.casefile.outcome import Outcome, Replacement, Status, TextEdit
from redactor.casefile.subjects import CastEntry, Flag, Group, Kind, Resolution, Subject

__all__ = [
    "DIRECT_GOLD_LABELS", "ENTITY_TYPES", "GOLD_LABELS", "CastEntry", "Document", "EntityType", "Fate",
    "Finding", "Flag", "Group", "Kind", "Location", "NearMiss", "Outcome", "Portion", "Recognition", "Replacement",
    "Resolution", "Status", "Subject", "TextBlock", "TextEdit", "UnreadPart", "gold_label",
]
