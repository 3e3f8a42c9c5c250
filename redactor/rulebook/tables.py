"""The tables that recognising, naming and generalising work by, layered like all rules.

They lie in ``rules/roles``, ``names``, ``settings``, ``generalise`` and ``risk``. A file of a council's own folder
adds to the packaged file of its name (in ``roles`` every file counts): an entry of the same name replaces the
packaged one, others are added, and the words of a plain list are added to it.

One process works by one set of tables: :func:`put_in_force` says which. What is computed from them is remembered
by :func:`of_the_tables` and forgotten when they change.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar, cast

import yaml

from redactor.errors import RuleError
from redactor.rulebook.layers import SCHEMA, TABLE_FOLDERS, YAML, Layer, layers
from redactor.rulebook.models import RuleValueError, compile_pattern
from redactor.rulebook.source import Place, Tree, read_text, read_yaml
from redactor.rulebook.suggestions import did_you_mean

#: The C parser is ten times faster; both are safe and build the same values.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Made = TypeVar("_Made", bound=Callable[..., Any])

_extra: Path | None = None
_forget: list[Callable[[], None]] = []


def put_in_force(extra: Path | None) -> None:
    """Work by the packaged tables with these layered over them, from now on and in the whole process.

    Args:
        extra: a council's own folder of rules.
    """
    global _extra
    if extra != _extra:
        _extra = extra
        for forget in _forget:
            forget()


def of_the_tables(*, size: int | None = None) -> Callable[[_Made], _Made]:
    """Remember what a function makes of the tables in force, until others are put in force.

    Args:
        size: results kept at most; None keeps all.
    """

    def remember(function: _Made) -> _Made:
        kept = lru_cache(maxsize=size)(function)
        _forget.append(kept.cache_clear)
        return cast(_Made, kept)

    return remember


@of_the_tables()
def table(name: str, folder: str = "generalise") -> Mapping[str, Any]:
    """A table in force.

    Args:
        name: file name without ".yaml".
        folder: folder within ``rules/``.

    Raises:
        RuleError: a file is missing or is not a YAML mapping.
    """
    merged: dict[str, Any] = {}
    for layer in layers(_extra):
        path = layer.folder / folder / f"{name}.yaml"
        if path.exists() or not merged:
            try:
                data = yaml.load(read_text(path, f"{layer.shown}/{folder}/{name}.yaml"), Loader=_LOADER)
            except yaml.YAMLError as error:
                raise RuleError("the table cannot be read.", where=path.name, remedy="Check it.") from error
            if not isinstance(data, dict):
                raise RuleError("the table is not a mapping.", where=path.name, remedy="Check it.")
            data.pop("schema", None)
            merged = _over(merged, data)
    return merged


def _over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for section, value in above.items():
        earlier = merged.get(section)
        if isinstance(earlier, dict) and isinstance(value, dict):
            merged[section] = {**earlier, **value}
        elif isinstance(earlier, list) and isinstance(value, list):
            merged[section] = list(dict.fromkeys([*earlier, *value]))
        else:
            merged[section] = value
    return merged


def trees_by_layer(folder: str) -> tuple[tuple[Tree, ...], ...]:
    """Every file of a folder of tables in force, the files of each layer together, lowest layer first.

    Raises:
        RuleError: one cannot be read.
    """
    return tuple(
        tuple(read_yaml(path, shown) for _, path, shown in layer.files((folder,)) if path.suffix.lower() in YAML)
        for layer in layers(_extra)
    )


def table_digest(all_layers: Sequence[Layer]) -> str:
    """SHA-256 of all files of tables, so that a change of any of them is seen."""
    files = [path.read_bytes() for layer in all_layers for _, path, _ in layer.files(TABLE_FOLDERS)]
    return hashlib.sha256(b"".join(hashlib.sha256(file).digest() for file in files)).hexdigest()


# Checks


def table_problems(all_layers: Sequence[Layer]) -> list[RuleError]:
    """Mistakes in the tables that are layered over the packaged ones: the packaged entries show what may stand.

    Args:
        all_layers: lowest first.
    """
    problems: list[RuleError] = []
    packaged, *others = all_layers
    for layer in others:
        for folder, path, shown in layer.files(TABLE_FOLDERS):
            try:
                problems += _file_problems(folder, path, shown, packaged)
            except RuleError as error:
                problems.append(error)
    if not problems and any(kind == "roles" for layer in others for kind, _, _ in layer.files(("roles",))):
        problems = _role_problems(all_layers)
    return problems


def _file_problems(folder: str, path: Path, shown: str, packaged: Layer) -> Iterator[RuleError]:
    examples = {file.stem: file for _, file, _ in packaged.files((folder,))}
    if path.suffix.lower() not in YAML:
        yield RuleError(
            f"rules are not read from '{path.suffix.lower()}' files.", where=shown, remedy="Save it as YAML (.yaml).")
        return
    if folder != "roles" and (path.stem not in examples or path.suffix != ".yaml"):
        yield RuleError(
            f"there is no table '{path.name}' to add to.", where=shown,
            remedy=did_you_mean(path.stem, examples) if path.stem not in examples else "Name it '.yaml'.")
        return
    tree = read_yaml(path, shown)
    if tree.data.get("schema") != SCHEMA:
        yield RuleError(
            "the line 'schema: 1' is missing.", where=str(tree.source(("schema",))),
            remedy="Put 'schema: 1' at the top of the file.")
    shapes = [
        read_yaml(file, stem).data for stem, file in examples.items() if folder == "roles" or stem == path.stem
    ]
    for place, message, remedy in _unlike({**tree.data, "schema": SCHEMA}, [{**s, "schema": SCHEMA} for s in shapes]):
        yield RuleError(message, where=str(tree.source(place)), remedy=remedy)
    if path.stem == "sectors":
        for place, regex in _patterns(tree):
            try:
                compile_pattern(regex, case_sensitive=False)
            except RuleValueError as error:
                yield RuleError(str(error), where=str(tree.source(place)), remedy=error.remedy)


def _unlike(value: Any, examples: Sequence[Any], place: Place = ()) -> Iterator[tuple[Place, str, str]]:
    """Where a value is built otherwise than the packaged ones at its place: (place, what is wrong, remedy).

    Files and entries have keys that the code knows; the sections between them have names.
    """
    key = place[-1] if place else "file"
    alike = [example for example in examples if type(example) is type(value)]
    if not alike:
        yield place, f"'{key}' is not written as the others are.", f"Write {_called(examples[0])} here."
    elif isinstance(value, dict):
        known: dict[str, list[Any]] = {}
        for example in alike:
            for name, part in example.items():
                known.setdefault(name, []).append(part)
        named = len(place) % 2 == 1
        for name, part in value.items():
            if named:
                yield from _unlike(part, [part for parts in known.values() for part in parts], (*place, name))
            elif name in known:
                yield from _unlike(part, known[name], (*place, name))
            else:
                yield (*place, name), f"unknown key '{name}'.", did_you_mean(name, known)
        for name, parts in known.items():
            if place and not named and name not in value and len(parts) == len(examples):
                yield place, f"'{key}' has no '{name}'.", "Add it; compare the packaged file."
    elif isinstance(value, list):
        if not all(isinstance(item, str) and item.strip() for item in value):
            yield place, f"'{key}' holds something that is not text.", "Write one word or phrase per item."
    elif all(map(_is_number, alike)) and not _is_number(value):
        yield place, f"'{key}' must be a number.", "Write a number such as 0.05."


def _called(example: Any) -> str:
    if isinstance(example, dict):
        return "a list of 'key: value' lines"
    return "a list of words" if isinstance(example, list) else "one word or number"


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _patterns(tree: Tree) -> Iterator[tuple[Place, str]]:
    for section, value in tree.data.items():
        lists = value.items() if isinstance(value, dict) else [(None, value)]
        for name, items in lists:
            if section != "everyday" and isinstance(items, list):
                for index, item in enumerate(items):
                    yield (section, index) if name is None else (section, name, index), str(item)


def _role_problems(all_layers: Sequence[Layer]) -> list[RuleError]:
    """Roles that speak of roles, groups or genders that do not exist."""
    found = [[read_yaml(path, shown) for _, path, shown in layer.files(("roles",))] for layer in all_layers]
    names = {name for files in found for tree in files for name in tree.data.get("roles") or ()}
    problems: list[RuleError] = []

    def wrong(tree: Tree, place: Place, value: str, choices: Sequence[str], what: str) -> None:
        if value not in choices:
            problems.append(RuleError(
                f"'{value}' is not a {what}.", where=str(tree.source(place)), remedy=did_you_mean(value, choices)))

    groups, genders = ("family", "professional", "other"), ("f", "m")
    for tree in chain.from_iterable(found):
        wrong(tree, ("group",), str(tree.data.get("group")), groups, "group")
        for name, entry in (tree.data.get("roles") or {}).items():
            place: Place = ("roles", name)
            wrong(tree, (*place, "group"), entry.get("group", groups[0]), groups, "group")
            wrong(tree, (*place, "gender"), entry.get("gender", genders[0]), genders, "gender")
            wrong(tree, (*place, "as"), entry.get("as", name), sorted(names), "role")
            for owner, target in (entry.get("of") or {}).items():
                wrong(tree, (*place, "of", owner), target, sorted(names), "role")
    for files in found:
        given = Counter(name for tree in files for name in tree.data.get("roles") or ())
        problems += [
            RuleError(f"the role '{name}' is given twice.", where=str(tree.source(("roles", name))), remedy="Keep one.")
            for tree in files for name in tree.data.get("roles") or () if given[name] > 1
        ]
    return problems
