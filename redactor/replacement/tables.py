"""The tables that generalising works by: editable YAML in ``rules/generalise/``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from redactor.errors import RuleError

_PACKAGE = Path(__file__).resolve().parents[1]


def _folder() -> Path:
    # In the wheel the rules lie inside the package, in a checkout beside it.
    packaged = _PACKAGE / "rules"
    return packaged if packaged.is_dir() else _PACKAGE.parent / "rules"


@cache
def table(name: str, folder: str = "generalise") -> dict[str, Any]:
    """Read a table.

    Args:
        name: file name without ".yaml".
        folder: folder within ``rules/``.

    Raises:
        RuleError: the file is missing or is not a YAML mapping.
    """
    path = _folder() / folder / f"{name}.yaml"
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise RuleError("the table cannot be read", where=path.name, remedy="Reinstall redactor.") from error
    if not isinstance(data, dict):
        raise RuleError("the table is not a mapping", where=path.name, remedy="Reinstall redactor.")
    return data
