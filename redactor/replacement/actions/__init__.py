"""What may be done with a finding: Presidio operators, ours where Presidio has none.

Each module holds one family of actions. A policy names an action; :func:`operator` says how Presidio is to
carry it out.
"""

from __future__ import annotations

from presidio_anonymizer.entities import OperatorConfig

from redactor.errors import UsageError
from redactor.replacement.actions.ages import AgeBand
from redactor.replacement.actions.attributes import ConditionKind, FamilySizeBand, HeritageGroup, Magnitude, Sector
from redactor.replacement.actions.base import OCCURRENCE, Action
from redactor.replacement.actions.keyed import KeyedHash, encryption_key
from redactor.replacement.actions.labels import Label, TypeLabel
from redactor.replacement.actions.places import RegionType, SettingType
from redactor.replacement.actions.times import DateShift, RelativeDate, TimeOfDay
from redactor.replacement.context import Occurrence

__all__ = ["ACTIONS", "Action", "operator"]

#: Our operators, to be added to Presidio's own.
ACTIONS: tuple[type[Action], ...] = (
    AgeBand, ConditionKind, DateShift, FamilySizeBand, HeritageGroup, KeyedHash, Label, Magnitude, RegionType,
    RelativeDate, Sector, SettingType, TimeOfDay, TypeLabel,
)
_OURS = {action().operator_name() for action in ACTIONS}


def operator(action: str, occurrence: Occurrence) -> OperatorConfig:
    """How Presidio carries out an action of a policy on one span.

    Args:
        action: name of the action, a value of :class:`redactor.rulebook.actions.Action`.
        occurrence: the span and what is known of it.

    Raises:
        UsageError: the action needs the workspace's secret and there is none.
    """
    if action in _OURS:
        return OperatorConfig(action, {OCCURRENCE: occurrence})
    if action == "drop":
        return OperatorConfig("redact", {})
    if action == "mask":
        keep = min(int(occurrence.options.get("keep_last", 0)), len(occurrence.text) // 2)
        return OperatorConfig("mask", {
            "masking_char": occurrence.options.get("masking_char", "*"), "from_end": False,
            "chars_to_mask": len(occurrence.text) - keep,
        })
    if action == "encrypt":
        return OperatorConfig("encrypt", {"key": encryption_key(occurrence.secret)})
    raise UsageError(f"there is no action '{action}'", remedy="Run 'redactor rules check'.")
