"""Identifiers as they are written in the United Kingdom: formats that need code here, the others in rule files."""

from __future__ import annotations

from presidio_analyzer import EntityRecognizer

from redactor.recognition.patterns import PatternRecogniser
from redactor.recognition.uk.addresses import Addresses
from redactor.recognition.uk.ages import Ages
from redactor.recognition.uk.contact import Online, Phones
from redactor.recognition.uk.dates import Dates
from redactor.rulebook import Rulebook


def recognisers(rulebook: Rulebook) -> list[EntityRecognizer]:
    """All recognisers of formats, those of the rule files included.

    Args:
        rulebook: the effective rules.
    """
    return [Dates(), Ages(), Phones(), Online(), Addresses(), *map(PatternRecogniser, rulebook.recognisers)]
