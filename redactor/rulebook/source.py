"""Rule files as plain data that remembers which line every value stands on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from redactor.errors import RuleError

#: The C parser is ten times faster; both build the same nodes.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

#: Keys and list positions from the top of a file to a value.
Place = tuple[str | int, ...]


@dataclass(frozen=True, kw_only=True, order=True)
class Source:
    """Where a rule was written.

    Attributes:
        file: path as shown to the user.
        line: counted from 1.
    """

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, kw_only=True)
class Tree:
    """A rule file: nested mappings and lists of strings, and the line of each value.

    Scalars stay text, so that ``no``, ``1:1`` and ``0101`` mean what the author typed; the models turn
    them into numbers and switches. An empty scalar is None.
    """

    file: str
    data: Mapping[str, Any]
    sources: Mapping[Place, Source] = field(repr=False)

    def source(self, place: Place) -> Source:
        """Line of a value, or of the nearest value around it."""
        for length in range(len(place), -1, -1):
            if (known := self.sources.get(place[:length])) is not None:
                return known
        return Source(file=self.file, line=1)


def read_text(path: Path, shown: str) -> str:
    """Text of a rule file.

    Raises:
        RuleError: it cannot be opened or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise RuleError(
            "this file is not UTF-8 text.", where=shown,
            remedy="Save it again as UTF-8 (in Excel: 'CSV UTF-8').",
        ) from error
    except OSError as error:
        raise RuleError(
            f"this file cannot be opened ({error.strerror}).", where=shown, remedy="Check its permissions.",
        ) from error


def read_yaml(path: Path, shown: str) -> Tree:
    """Read a YAML rule file.

    Args:
        path: the file.
        shown: how errors name it.

    Raises:
        RuleError: not YAML, not a mapping, a key given twice, or a YAML alias.
    """
    text = read_text(path, shown)
    sources: dict[Place, Source] = {}
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise RuleError(
            f"this is not valid YAML: {error.problem}.", where=f"{shown}:{line}",
            remedy="Check indentation, quotes and brackets around this line; put quotes round text that "
                   "holds a colon, a bracket or a '#'.",
        ) from None
    except yaml.YAMLError as error:
        raise RuleError(
            "this file holds characters that YAML does not allow.", where=shown, remedy="Remove them.",
        ) from error
    if not isinstance(root, yaml.MappingNode):
        raise RuleError(
            "a rule file is a list of 'key: value' lines.", where=f"{shown}:1",
            remedy="Begin it with 'schema: 1'.",
        )
    return Tree(file=shown, data=_plain(root, (), shown, sources, set()), sources=sources)


def _plain(node: Any, place: Place, shown: str, sources: dict[Place, Source], seen: set[int]) -> Any:
    sources.setdefault(place, Source(file=shown, line=node.start_mark.line + 1))
    if isinstance(node, yaml.ScalarNode):
        return None if node.tag == "tag:yaml.org,2002:null" else node.value
    if id(node) in seen:
        raise RuleError(
            "YAML aliases ('*name') are not used in rule files.", where=str(sources[place]),
            remedy="Write the value out, or use 'extends'.",
        )
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*place, i), shown, sources, seen) for i, child in enumerate(node.value)]
    plain: dict[str, Any] = {}
    for key, value in node.value:
        where = Source(file=shown, line=key.start_mark.line + 1)
        if not isinstance(key, yaml.ScalarNode):
            raise RuleError("a key must be plain text.", where=str(where), remedy="Put quotes round it.")
        if key.value in plain:
            raise RuleError(
                f"the key '{key.value}' is given twice.", where=str(where),
                remedy=f"Keep one; the first is on line {sources[(*place, key.value)].line}.",
            )
        sources[(*place, key.value)] = where
        plain[key.value] = _plain(value, (*place, key.value), shown, sources, seen)
    return plain
