"""Rules from files: policies, recognisers, terms to keep and terms to redact, layered and checked."""

from redactor.rulebook.actions import Action, Attribute, GroupAction, actions_for, actions_for_attribute
from redactor.rulebook.keep import KeepMatcher, TermMatcher
from redactor.rulebook.layers import packaged_rules
from redactor.rulebook.loader import find_problems, load_rulebook
from redactor.rulebook.models import (
    CHECKSUMS,
    SAFE_ACCOMMODATION,
    AgeBand,
    Ages,
    Category,
    Condition,
    Dates,
    EntityRule,
    Families,
    GroupRule,
    KeepTerm,
    PatternRule,
    Places,
    Policy,
    RedactTerm,
    Requirement,
    Rulebook,
    Settings,
    Unread,
)
from redactor.rulebook.source import Source
from redactor.rulebook.wording import in_plain_words

__all__ = [
    "CHECKSUMS", "SAFE_ACCOMMODATION", "Action", "AgeBand", "Ages", "Attribute", "Category", "Condition",
    "Dates", "EntityRule", "Families", "GroupAction", "GroupRule", "KeepMatcher", "KeepTerm", "PatternRule",
    "Places", "Policy", "RedactTerm", "Requirement", "Rulebook", "Settings", "Source", "TermMatcher",
    "Unread", "actions_for", "actions_for_attribute", "find_problems", "in_plain_words", "load_rulebook",
    "packaged_rules",
]
