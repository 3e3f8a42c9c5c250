"""Forenames that tell: the list in ``rules/names/forenames.yaml``."""

from __future__ import annotations

from functools import cache

from redactor.rulebook.loader import packaged_rules
from redactor.rulebook.source import read_yaml


@cache
def _gendered() -> dict[str, str]:
    data = read_yaml(packaged_rules() / "names" / "forenames.yaml", "rules/names/forenames.yaml").data
    return {name: key[:1] for key in ("female", "male") for name in data.get(key) or ()}


def gender_of(forename: str) -> str:
    """ "f" or "m" for a forename in plain letters that tells, else empty."""
    return _gendered().get(forename, "")
