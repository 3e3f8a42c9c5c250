"""Rule files, layered: the packaged rules, then ``rules/local``, then a council's own folder.

A folder of rules holds ``policies/*.yaml``, ``recognisers/*.yaml``, ``terms/keep/*`` and ``terms/redact/*``
(YAML or CSV), and the tables of :mod:`redactor.rulebook.tables`. A later layer's policy, recogniser or term
replaces an earlier one of the same name, others are added. Every mistake is found before anything is refused, so
that one look repairs a file.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from types import UnionType
from typing import Any, NamedTuple, TypedDict, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from redactor.errors import RuleError
from redactor.rulebook.building import collection_paused
from redactor.rulebook.examples import failed_examples
from redactor.rulebook.layers import RULE_FOLDERS, SCHEMA, TABLE_FOLDERS, YAML, Layer, counts, layers
from redactor.rulebook.models import (
    Category,
    Condition,
    EntityRule,
    KeepTerm,
    Model,
    PatternRule,
    Policy,
    RedactTerm,
    Requirement,
    Rulebook,
    RuleValueError,
    compile_pattern,
)
from redactor.rulebook.source import Place, Source, Tree, read_text, read_yaml
from redactor.rulebook.suggestions import did_you_mean
from redactor.rulebook.tables import put_in_force, table_digest, table_problems

_FOLDERS = (*RULE_FOLDERS, *TABLE_FOLDERS)
_M = TypeVar("_M", bound=Model)


@collection_paused()
def load_rulebook(extra: Path | None = None) -> Rulebook:
    """Load the effective rules, and put their tables in force.

    Args:
        extra: a council's own folder of rules, layered over the packaged ones.

    Raises:
        RuleError: anything is wrong; the message lists every mistake with file, line and remedy.
    """
    draft = _read(extra, probe_all=False)
    policies = _policies(draft)
    problems = _once(draft.problems)
    if not problems:
        put_in_force(extra)
        return Rulebook(
            policies=policies, recognisers=tuple(draft.recognisers.values()),
            keep_terms=tuple(draft.keep.values()), redact_terms=tuple(draft.redact.values()),
            tables=table_digest(layers(extra)),
        )
    if len(problems) == 1:
        raise problems[0]
    listing = "\n".join(f"  {problem}" for problem in problems)
    raise RuleError(f"{len(problems)} mistakes in the rules:\n{listing}")


def find_problems(extra: Path | None = None) -> tuple[RuleError, ...]:
    """Every mistake in the effective rules, recognisers' examples included; none when they are sound."""
    draft = _read(extra, probe_all=True)
    _policies(draft)
    for rule in draft.recognisers.values():
        draft.problems += [
            RuleError(what, where=str(rule.source), remedy=remedy) for what, remedy in failed_examples(rule)
        ]
    return tuple(_once(draft.problems))


# Layers


@dataclass(kw_only=True)
class _Draft:
    """What has been read so far, by name; a later entry of a name replaces an earlier one."""

    policies: list[dict[str, Tree]] = field(default_factory=list)
    recognisers: dict[str, PatternRule] = field(default_factory=dict)
    keep: dict[str, KeepTerm] = field(default_factory=dict)
    redact: dict[str, RedactTerm] = field(default_factory=dict)
    problems: list[RuleError] = field(default_factory=list)


def _read(extra: Path | None, *, probe_all: bool) -> _Draft:
    """Read every layer; the patterns of the packaged one are probed only with ``probe_all``."""
    draft = _Draft()
    found = layers(extra)
    if extra is not None:
        draft.problems += _misplaced(found[-1])
    for layer in found:
        _read_layer(layer, draft, probe=probe_all or layer is not found[0])
    draft.problems += table_problems(found)
    return draft


def _once(problems: Sequence[RuleError]) -> list[RuleError]:
    # A mistake in a policy is found again in every policy that extends it.
    return list({(str(problem)): problem for problem in problems}.values())


def _misplaced(layer: Layer) -> list[RuleError]:
    """Files that would be passed over in silence."""
    if not layer.folder.is_dir():
        return [RuleError(
            "there is no such folder of rules.", where=layer.shown, remedy="Check the path given to --rules.",
        )]
    known = {path for _, path, _ in layer.files(_FOLDERS)}
    stray = [path for path in sorted(layer.folder.rglob("*")) if counts(path) and path not in known]
    if not known and not stray:
        return [RuleError(
            "this folder holds no rules.", where=layer.shown,
            remedy=f"Rules lie in the folders {', '.join(_FOLDERS)}; see rules/local/README.md.",
        )]
    return [
        RuleError(
            "this file is not in a folder that holds rules.",
            where=f"{layer.shown}/{path.relative_to(layer.folder).as_posix()}",
            remedy=f"Move it into {', '.join(_FOLDERS[:-1])} or {_FOLDERS[-1]}, or out of the rules.",
        )
        for path in stray
    ]


def _read_layer(layer: Layer, draft: _Draft, *, probe: bool) -> None:
    policies: dict[str, Tree] = {}
    draft.policies.append(policies)
    seen: dict[tuple[str, str], Source] = {}
    for kind, path, shown in layer.files(RULE_FOLDERS):
        suffix = path.suffix.lower()
        terms = kind.startswith("terms/")
        if suffix not in YAML and not (terms and suffix == ".csv"):
            draft.problems.append(RuleError(
                f"rules are not read from '{suffix}' files.", where=shown,
                remedy="Save the list as YAML or CSV." if terms else "Save it as YAML (.yaml).",
            ))
            continue
        reader = _Reader(draft=draft, seen=seen, kind=kind, probe=probe)
        try:
            if suffix == ".csv":
                reader.csv(path, shown)
            elif (tree := _checked(read_yaml(path, shown), draft.problems)) is None:
                continue
            elif kind == "policies":
                reader.policy(tree, policies)
            elif kind == "recognisers":
                reader.recognisers(tree)
            else:
                reader.terms(tree)
        except RuleError as error:
            draft.problems.append(error)


def _checked(tree: Tree, problems: list[RuleError]) -> Tree | None:
    """The tree without its schema key, or None when it is of another version."""
    version = tree.data.get("schema")
    if version != SCHEMA:
        problems.append(RuleError(
            "the line 'schema: 1' is missing." if version is None
            else f"this file is written for schema {version}; this redactor reads schema {SCHEMA}.",
            where=str(tree.source(("schema",))),
            remedy="Put 'schema: 1' at the top of the file." if version is None
            else "Use the redactor the file was written for, or bring the file up to date.",
        ))
        return None
    rest = {key: value for key, value in tree.data.items() if key != "schema"}
    return Tree(file=tree.file, data=rest, sources=tree.sources)


# Files as their authors write them


class _Pattern(Model):
    regex: str
    score: float = 0.5


class _Recogniser(Model):
    name: str
    entity_type: str
    description: str
    patterns: tuple[_Pattern, ...]
    context: tuple[str, ...] = ()
    context_required: bool = False
    checksum: str | None = None
    case: str = "insensitive"
    examples: Mapping[str, tuple[str, ...]] = {}


class _RecogniserFile(Model):
    recognisers: tuple[_Recogniser, ...] = ()
    remove: tuple[str, ...] = ()


class _KeepEntry(Model):
    term: str | None = None
    regex: str | None = None
    case: str | None = None
    category: str | None = None
    unless: tuple[str, ...] | None = None
    only: tuple[str, ...] | None = None
    note: str = ""


class _KeepGroup(Model):
    about: str = ""
    category: str | None = None
    case: str | None = None
    unless: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    terms: tuple[_KeepEntry, ...]


class _KeepFile(Model):
    groups: tuple[_KeepGroup, ...] = ()
    remove: tuple[str, ...] = ()


class _RedactEntry(Model):
    term: str
    entity_type: str | None = None
    label: str | None = None
    case: str | None = None
    note: str = ""


class _RedactGroup(Model):
    about: str = ""
    entity_type: str | None = None
    label: str = ""
    case: str | None = None
    terms: tuple[_RedactEntry, ...]


class _RedactFile(Model):
    groups: tuple[_RedactGroup, ...] = ()
    remove: tuple[str, ...] = ()


_COLUMNS: Mapping[str, type[Model]] = {"terms/keep": _KeepEntry, "terms/redact": _RedactEntry}


@dataclass(frozen=True, kw_only=True)
class _Reader:
    """Reads the files of one layer into the draft."""

    draft: _Draft
    seen: dict[tuple[str, str], Source]
    """Where each name of this layer was first given."""
    kind: str
    probe: bool
    """Whether patterns are measured for the time they take."""

    def policy(self, tree: Tree, policies: dict[str, Tree]) -> None:
        name = tree.data.get("name")
        if not isinstance(name, str):
            self._problem("the policy has no name.", "Add 'name: my-policy'.", tree.source(()))
        elif self._first(name, tree.source(("name",)), f"a policy named '{name}'"):
            policies[name] = _expanded(tree)

    def recognisers(self, tree: Tree) -> None:
        file = self._file(tree, tree.data, _RecogniserFile)
        if file is None:
            return
        for index, entry in enumerate(file.recognisers):
            place: Place = ("recognisers", index)
            what = f"a recogniser named '{entry.name}'"
            if not self._first(entry.name, tree.source((*place, "name")), what):
                continue
            rule = self._build(tree, place, partial(_pattern_rule, entry, tree, place, probe=self.probe))
            if rule is not None:
                self.draft.recognisers[rule.name] = rule
        self._remove(tree, file.remove, self.draft.recognisers)

    def terms(self, tree: Tree) -> None:
        data = dict(tree.data)
        groups = data.get("groups")
        if isinstance(groups, list):  # a bare word is short for {term: word}
            data["groups"] = [
                {**group, "terms": [{"term": t} if isinstance(t, str) else t for t in group["terms"]]}
                if isinstance(group, dict) and isinstance(group.get("terms"), list) else group
                for group in groups
            ]
        file: _KeepFile | _RedactFile | None = (
            self._file(tree, data, _KeepFile) if self.kind == "terms/keep" else self._file(tree, data, _RedactFile))
        if file is None:
            return
        written: Sequence[_KeepGroup | _RedactGroup] = file.groups
        for g, group in enumerate(written):
            if not group.terms:
                self._problem("this list is empty.", "Add a term or take the group out.",
                              tree.source(("groups", g, "terms")))
            entries: Sequence[_KeepEntry | _RedactEntry] = group.terms
            for t, entry in enumerate(entries):
                self._term(tree, ("groups", g, "terms", t), entry, group)
        self._remove(tree, file.remove, self.draft.keep if self.kind == "terms/keep" else self.draft.redact)

    def csv(self, path: Path, shown: str) -> None:
        rows = csv.reader(io.StringIO(read_text(path, shown), newline=""))
        model = _COLUMNS[self.kind]
        header = [name.strip().lower() for name in next(rows, [])]
        known = [name for name in model.model_fields if name not in {"regex", "unless", "only"}]
        for name in header:
            if name not in known:
                raise RuleError(
                    f"unknown column '{name}'.", where=f"{shown}:1", remedy=did_you_mean(name, known),
                )
        if "term" not in header:
            raise RuleError(
                "the column 'term' is missing.", where=f"{shown}:1",
                remedy=f"The first line names the columns: {', '.join(known)}.",
            )
        for row in rows:
            if not any(cell.strip() for cell in row) or row[0].lstrip().startswith("#"):
                continue
            source = Source(file=shown, line=rows.line_num)
            if len(row) > len(header):
                self._problem("this line has more cells than the first.",
                              "Put quotes round a cell that holds a comma.", source)
                continue
            cells = {name: cell.strip() for name, cell in zip(header, row, strict=False) if cell.strip()}
            tree = Tree(file=shown, data=cells, sources={(): source})
            entry = self._file(tree, cells, model)
            if isinstance(entry, _KeepEntry | _RedactEntry):
                self._term(tree, (), entry, None)

    def _term(
        self, tree: Tree, place: Place, entry: _KeepEntry | _RedactEntry,
        group: _KeepGroup | _RedactGroup | None,
    ) -> None:
        source = tree.source(place)
        if isinstance(entry, _KeepEntry):
            assert not isinstance(group, _RedactGroup)
            keep = self._build(tree, place, lambda: _keep_term(entry, group, source, probe=self.probe))
            if keep is not None and self._first(_key(keep), source, f"the term '{keep.name}'"):
                self.draft.keep[_key(keep)] = keep
        else:
            assert not isinstance(group, _KeepGroup)
            redact = self._build(tree, place, lambda: _redact_term(entry, group, source))
            if redact is not None and self._first(_key(redact), source, "this term"):
                self.draft.redact[_key(redact)] = redact

    def _file(self, tree: Tree, data: Mapping[str, Any], model: type[_M]) -> _M | None:
        return self._build(tree, (), lambda: model.model_validate(data), model)

    def _build(
        self, tree: Tree, place: Place, build: Callable[[], _M], model: type[Model] | None = None,
    ) -> _M | None:
        """What ``build`` makes, or None and the problems noted."""
        try:
            return build()
        except _PlacedError as error:
            self._problem(str(error.wrong), error.wrong.remedy, tree.source((*place, *error.place)))
        except RuleValueError as error:
            self._problem(str(error), error.remedy, tree.source(place))
        except ValidationError as error:
            self.draft.problems += [_explained(detail, tree, place, model) for detail in error.errors()]
        return None

    def _first(self, name: str, source: Source, what: str) -> bool:
        """Whether this layer gives the name for the first time; a second time is a problem."""
        first = self.seen.setdefault((self.kind, name), source)
        if first != source:
            self._problem(f"{what} is given twice.", f"Keep one; the first stands at {first}.", source)
        return first == source

    def _remove(self, tree: Tree, names: Sequence[str], rules: dict[str, Any]) -> None:
        for index, name in enumerate(names):
            key = next((key for key in (name, name.casefold()) if key in rules), None)
            if key is None:
                self._problem("there is nothing of this name to remove.", did_you_mean(name, rules)
                              if len(rules) < 50 else "Check its spelling with 'redactor rules show'.",
                              tree.source(("remove", index)))
            else:
                del rules[key]

    def _problem(self, message: str, remedy: str, source: Source) -> None:
        self.draft.problems.append(RuleError(message, where=str(source), remedy=remedy))


class _PlacedError(Exception):
    """A wrong value below the place that is being built."""

    def __init__(self, wrong: RuleValueError, place: Place) -> None:
        self.wrong = wrong
        self.place = place
        super().__init__(str(wrong))


def _key(term: KeepTerm | RedactTerm) -> str:
    if isinstance(term, KeepTerm) and term.regex is not None:
        return term.regex.pattern
    return term.text if term.case_sensitive else term.text.casefold()


def _choice(value: str, known: Sequence[str], what: str) -> str:
    if value not in known:
        raise RuleValueError(f"'{value}' is not a {what}.", did_you_mean(value, known))
    return value


@cache
def _case_sensitive(case: str | None) -> bool:
    chosen = _choice(case or "insensitive", ("sensitive", "insensitive"), "way to treat capitals")
    return chosen == "sensitive"


def _pattern_rule(entry: _Recogniser, tree: Tree, place: Place, *, probe: bool) -> PatternRule:
    case_sensitive = _case_sensitive(entry.case)
    if unknown := [key for key in entry.examples if key not in {"match", "not_match"}]:
        raise _PlacedError(
            RuleValueError(f"unknown key '{unknown[0]}'.", did_you_mean(unknown[0], ("match", "not_match"))),
            ("examples", unknown[0]),
        )
    patterns = []
    for index, pattern in enumerate(entry.patterns):
        try:
            regex = compile_pattern(pattern.regex, case_sensitive=case_sensitive, probe=probe)
        except RuleValueError as wrong:
            raise _PlacedError(wrong, ("patterns", index, "regex")) from None
        patterns.append({"regex": regex, "score": pattern.score})
    return PatternRule.model_validate({
        **entry.model_dump(exclude={"patterns", "case"}), "patterns": patterns, "source": tree.source(place),
    })


def _keep_term(entry: _KeepEntry, group: _KeepGroup | None, source: Source, *, probe: bool) -> KeepTerm:
    if (entry.term is None) == (entry.regex is None):
        raise RuleValueError("a term to keep is words or a pattern.", "Give one of 'term' and 'regex'.")
    category = entry.category or (group.category if group else None) or Category.PROFESSION
    unless = entry.unless if entry.unless is not None else (group.unless if group else ())
    only = entry.only if entry.only is not None else (group.only if group else ())
    case_sensitive = _case_sensitive(entry.case or (group.case if group else None))
    return KeepTerm(
        text=_words(entry.term) if entry.term is not None else "",
        regex=compile_pattern(entry.regex, case_sensitive=case_sensitive, probe=probe) if entry.regex else None,
        case_sensitive=case_sensitive,
        **_limits(category, unless, only),
        source=source,
    )


class _Limits(TypedDict):
    category: Category
    unless: frozenset[Condition]
    only: frozenset[Requirement]


@cache  # thousands of terms share a few
def _limits(category: str, unless: tuple[str, ...], only: tuple[str, ...]) -> _Limits:
    return {
        "category": Category(_choice(category, list(Category), "category")),
        "unless": frozenset(Condition(_choice(name, list(Condition), "condition")) for name in unless),
        "only": frozenset(Requirement(_choice(name, list(Requirement), "requirement")) for name in only),
    }


def _redact_term(entry: _RedactEntry, group: _RedactGroup | None, source: Source) -> RedactTerm:
    entity_type = entry.entity_type or (group.entity_type if group else None)
    if entity_type is None:
        raise RuleValueError("the entity type is missing.", "Add 'entity_type', such as LOCATION.")
    return RedactTerm(
        text=_words(entry.term), entity_type=entity_type,
        label=entry.label or (group.label if group else ""),
        case_sensitive=_case_sensitive(entry.case or (group.case if group else None)), source=source,
    )


def _words(text: str) -> str:
    if not any(c.isalnum() for c in text):
        raise RuleValueError("a term needs a letter or a digit.", "Write the term or take the line out.")
    return " ".join(text.split())


# Policies


def _expanded(tree: Tree) -> Tree:
    """A bare action is short for {action: …}."""
    data = dict(tree.data)
    for section in ("entities", "groups"):
        if isinstance(rules := data.get(section), dict):
            data[section] = {
                name: {"action": rule} if isinstance(rule, str) else rule for name, rule in rules.items()
            }
    return Tree(file=tree.file, data=data, sources=tree.sources)


def _policies(draft: _Draft) -> dict[str, Policy]:
    found = {}
    for name in {name: None for layer in draft.policies for name in layer}:
        try:
            level = max(i for i, layer in enumerate(draft.policies) if name in layer)
            tree = _inherited(name, level, draft.policies, ())
            defaults = tree.data.get("defaults", {})
            draft.problems += _wrong_defaults(defaults, tree)
            data = {key: value for key, value in tree.data.items() if key != "defaults"}
            if isinstance(defaults, dict) and isinstance(entities := data.get("entities"), dict):
                data["entities"] = {
                    key: {**defaults, **rule} if isinstance(rule, dict) else rule
                    for key, rule in entities.items()
                }
            found[name] = Policy.model_validate({**data, "source": tree.source(())})
        except ValidationError as error:
            draft.problems += [_explained(detail, tree, (), Policy) for detail in error.errors()]
        except RuleError as error:
            draft.problems.append(error)
    return found


def _wrong_defaults(defaults: Any, tree: Tree) -> list[RuleError]:
    known = ("threshold", "review")
    given = list(defaults) if isinstance(defaults, dict) else ["defaults"]
    unknown = [str(key) for key in given if key not in known]
    return [
        RuleError(f"unknown key '{key}' in 'defaults'.", where=str(tree.source(("defaults", key))),
                  remedy=did_you_mean(key, known))
        for key in unknown
    ]


def _inherited(
    name: str, level: int, layers: Sequence[Mapping[str, Tree]], children: tuple[tuple[str, int], ...],
) -> Tree:
    """A policy with everything it takes over from those it extends.

    A policy that extends its own name builds on the policy of that name in an earlier layer.
    """
    tree = layers[level][name]
    parent = tree.data.get("extends")
    if parent is None:
        return tree
    source = tree.source(("extends",))
    reach = level if parent == name else len(layers)
    found = next((i for i in range(reach - 1, -1, -1) if parent in layers[i]), None)
    if found is None:
        names = {known for layer in layers[:reach] for known in layer}
        raise RuleError(
            f"there is no policy '{parent}' to extend.", where=str(source),
            remedy=did_you_mean(str(parent), names - {name}),
        )
    if (parent, found) in children or (parent, found) == (name, level):
        raise RuleError(
            f"'{name}' and '{parent}' extend each other.", where=str(source),
            remedy="Take 'extends' out of one of them.",
        )
    below = _inherited(str(parent), found, layers, (*children, (name, level)))
    merged = _merged(below.data, tree.data)
    # The parent's lines answer for what the child does not say.
    return Tree(file=tree.file, data=merged, sources={**below.sources, **tree.sources})


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        earlier = merged.get(key)
        if isinstance(earlier, dict) and isinstance(value, dict):
            # Options belong to an action: a new action does not inherit the old one's.
            changed = "action" in value and value["action"] != earlier.get("action")
            kept = {k: v for k, v in earlier.items() if k != "options"} if changed else earlier
            merged[key] = _merged(kept, value)
        else:
            merged[key] = value
    return merged


# Errors in plain words


class _Said(NamedTuple):
    message: str
    remedy: str


_PLAIN: Mapping[str, _Said] = {
    "missing": _Said("the key '{key}' is missing.", "Add it."),
    "string_type": _Said("'{key}' must be text.", "Write one word or sentence here."),
    "float_parsing": _Said("'{key}' must be a number.", "Write a number such as 0.35."),
    "float_type": _Said("'{key}' must be a number.", "Write a number such as 0.35."),
    "int_parsing": _Said("'{key}' must be a whole number.", "Write a number such as 12."),
    "int_type": _Said("'{key}' must be a whole number.", "Write a number such as 12."),
    "bool_parsing": _Said("'{key}' must be true or false.", "Write true or false."),
    "bool_type": _Said("'{key}' must be true or false.", "Write true or false."),
    "tuple_type": _Said("'{key}' must be a list.", "Write one '- item' per line, or [a, b]."),
    "mapping_type": _Said("'{key}' must be a list of 'key: value' lines.", "Indent them below '{key}:'."),
    "dict_type": _Said("'{key}' must be a list of 'key: value' lines.", "Indent them below '{key}:'."),
    "model_type": _Said("'{key}' must be a list of 'key: value' lines.", "Indent them below '{key}:'."),
    "model_attributes_type": _Said("'{key}' must be a list of 'key: value' lines.", "Indent them below it."),
    "too_short": _Said("the list '{key}' is empty.", "Add an entry or take the key out."),
    "string_pattern_mismatch": _Said(
        "'{value}' cannot be a name.", "Use small letters, digits and hyphens, beginning with a letter.",
    ),
}


def _explained(detail: ErrorDetails, tree: Tree, base: Place, model: type[Model] | None) -> RuleError:
    """One of pydantic's complaints in the words of the person who wrote the file."""
    place = (*base, *(part for part in detail["loc"] if part != "[key]"))
    key = next((str(part) for part in reversed(place) if isinstance(part, str)), "file")
    value = detail["input"]
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        known = _keys_at(model, detail["loc"][:-1]) if model else ()
        said = _Said(f"unknown key '{key}'.", did_you_mean(key, known) if known else "Take it out.")
    elif kind == "value_error" and isinstance(wrong := context.get("error"), RuleValueError):
        said = _Said(str(wrong), wrong.remedy)
    elif kind in {"enum", "literal_error"}:
        choices = [name.strip(" '") for name in str(context["expected"]).replace(" or ", ",").split(",")]
        said = _Said(f"'{value}' cannot stand for '{key}'.", did_you_mean(str(value), choices))
    elif kind in _PLAIN:
        plain = _PLAIN[kind]
        said = _Said(plain.message.format(key=key, value=value), plain.remedy.format(key=key))
    else:  # limits: "Input should be less than or equal to 1"
        said = _Said(f"'{key}' is wrong: {detail['msg'].lower()}.", "Correct the value.")
    return RuleError(said.message, where=str(tree.source(place)), remedy=said.remedy)


def _keys_at(model: type[BaseModel], place: Sequence[str | int]) -> tuple[str, ...]:
    """Keys that may stand at a place of a file."""
    kind: Any = model
    for part in place:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            kind = kind.model_fields[str(part)].annotation
        else:  # an item of a list or mapping: its last type argument that is a model
            kind = next((arg for arg in reversed(get_args(kind)) if arg is not Ellipsis), None)
        while get_origin(kind) in (Union, UnionType):
            kind = next(arg for arg in get_args(kind) if arg is not type(None))
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        set_by_us = {"source", "entity_type"} if kind is EntityRule else {"source"}
        also = {"defaults"} if kind is Policy else set()
        return tuple({*kind.model_fields, *also} - set_by_us)
    return ()
