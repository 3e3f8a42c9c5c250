"""The tables that recognising and generalising work by: editable YAML in ``rules/generalise/`` and ``rules/risk/``."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml

from redactor.errors import RuleError
from redactor.rulebook.loader import packaged_rules

#: The C parser is ten times faster; both are safe and build the same values.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def table(name: str, folder: str = "generalise") -> dict[str, Any]:
    """Read a table.

    Args:
        name: file name without ".yaml".
        folder: folder within ``rules/``.

    Raises:
        RuleError: the file is missing or is not a YAML mapping.
    """
    path = packaged_rules() / folder / f"{name}.yaml"
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
    except (OSError, yaml.YAMLError) as error:
        raise RuleError("the table cannot be read", where=path.name, remedy="Reinstall redactor.") from error
    if not isinstance(data, dict):
        raise RuleError("the table is not a mapping", where=path.name, remedy="Reinstall redactor.")
    return data
