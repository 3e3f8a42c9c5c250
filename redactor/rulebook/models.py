"""The rules as the other rooms read them. Frozen; every rule knows the line it was written on.

A rule that cannot hold refuses to be built: the models raise :class:`RuleValueError`, which the loader turns
into a :class:`~redactor.errors.RuleError` that names file and line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from redactor.casefile import ENTITY_TYPES, Group
from redactor.errors import RuleError
from redactor.rulebook.actions import Action, Attribute, GroupAction, actions_for, actions_for_attribute
from redactor.rulebook.regexes import why_unsafe
from redactor.rulebook.scanning import find_all
from redactor.rulebook.source import Source
from redactor.rulebook.suggestions import did_you_mean

#: Checksum routines a pattern rule may name. They live in ``redactor/recognition/uk/checksums.py``, a room
#: above this one, which asserts that it offers exactly these.
CHECKSUMS = frozenset({"nhs", "chi", "hc_number", "upn", "uln", "utr", "luhn", "mod97", "pnc"})


class RuleValueError(ValueError):
    """A value that cannot hold; carries the advice the user reads."""

    def __init__(self, message: str, remedy: str) -> None:
        self.remedy = remedy
        super().__init__(message)


class Model(BaseModel):
    """Base of all rules: frozen, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _known_type(name: str) -> str:
    if name not in ENTITY_TYPES:
        raise RuleValueError(f"'{name}' is not an entity type.", did_you_mean(name, ENTITY_TYPES))
    return name


def _not_blank(text: str) -> str:
    if not text.strip():
        raise RuleValueError("this is empty.", "Write something here or take the line out.")
    return " ".join(text.split())


EntityName = Annotated[str, BeforeValidator(_known_type)]
Text = Annotated[str, BeforeValidator(lambda value: _not_blank(value) if isinstance(value, str) else value)]
Score = Annotated[float, Field(ge=0.0, le=1.0)]


# Policies


class _MaskOptions(Model):
    masking_char: Annotated[str, Field(min_length=1, max_length=1)] = "*"
    keep_last: int = Field(default=0, ge=0, le=3)


class _HashOptions(Model):
    length: int = Field(default=12, ge=8, le=64)


class _LabelOptions(Model):
    text: Text


#: What an entity rule's ``options`` may hold, by action. Actions that are not listed take none.
OPTIONS: Mapping[Action, type[Model]] = {
    Action.MASK: _MaskOptions,
    Action.KEYED_HASH: _HashOptions,
    Action.TYPE_LABEL: _LabelOptions,
}


class EntityRule(Model):
    """What happens to findings of one entity type.

    Attributes:
        entity_type: what the rule is for.
        action: what replaces the span.
        threshold: score from which a finding is replaced without asking, 0 to 1.
        review: score from which a finding is replaced and shown to a human; below it, it is left alone.
        options: settings of the action, see :data:`OPTIONS`.
    """

    entity_type: EntityName
    action: Action
    threshold: Score
    review: Score
    options: Mapping[str, Any] = Field(default_factory=dict)

    @field_validator("options")
    @classmethod
    def _typed(cls, options: Mapping[str, Any], info: ValidationInfo) -> Mapping[str, Any]:
        action = info.data.get("action")
        if not options or action is None:  # a wrong action is reported by itself
            return options
        if (model := OPTIONS.get(action)) is None:
            raise RuleValueError(f"the action '{action}' takes no options.", "Take 'options' out.")
        return model.model_validate(options).model_dump()

    @model_validator(mode="after")
    def _consistent(self) -> EntityRule:
        if self.action not in (possible := actions_for(self.entity_type)):
            raise RuleValueError(
                f"the action '{self.action}' makes no sense for {self.entity_type}.",
                f"Use one of: {', '.join(sorted(possible))}.",
            )
        if self.review > self.threshold:
            raise RuleValueError(
                f"review ({self.review}) lies above threshold ({self.threshold}).",
                "The review band runs from 'review' up to 'threshold': lower the first or raise the second.",
            )
        return self


class GroupRule(Model):
    """What is shown instead of the names of one group of people.

    Attributes:
        action: ``pseudonym`` "[Mother]", "[Child A]"; ``role`` "[Social Worker]"; ``kind``
            "[Professional]"; ``label`` "[Person 3]"; ``drop`` nothing; ``keep`` the name itself.
    """

    action: GroupAction


class Dates(Model):
    """How dates keep the story's order and clocks.

    Attributes:
        weeks_until: last week counted in weeks; after it months are counted ("Week 12", then "Month 4").
        before_case: history as "years" ("3 years before") or as one "label" ("[before the case]").
        festivals: ``generalise`` what fixes a date without naming it ("Eid", "results day"), or ``keep``.
        clock_times: ``part_of_day`` ("afternoon") or ``keep``.
    """

    weeks_until: int = Field(default=12, ge=0, le=520)
    before_case: Literal["years", "label"] = "years"
    festivals: Literal["generalise", "keep"] = "generalise"
    clock_times: Literal["part_of_day", "keep"] = "keep"


class AgeBand(Model):
    """An age band.

    Attributes:
        up_to: last whole year of age that falls into the band; None for the open band at the end.
        label: what the audience reads ("5–9").
    """

    up_to: int | None = Field(default=None, ge=0, le=130)
    label: Text


class Ages(Model):
    """How ages are shown.

    Attributes:
        bands: youngest first; the last is open.
        unborn: label of an unborn baby's age.
        first_mention: show a child's band beside the label on first mention ("[Child A, aged 5–9]").
        gestation: ``trimester`` or ``keep`` ("14/40").
        school_years: ``key_stage`` or ``keep`` ("Year 4").
    """

    bands: tuple[AgeBand, ...] = Field(min_length=1)
    unborn: Text = "unborn"
    first_mention: bool = True
    gestation: Literal["trimester", "keep"] = "keep"
    school_years: Literal["key_stage", "keep"] = "key_stage"

    @field_validator("bands")
    @classmethod
    def _ascending(cls, bands: tuple[AgeBand, ...]) -> tuple[AgeBand, ...]:
        limits = [band.up_to for band in bands]
        if limits[-1] is not None or None in limits[:-1]:
            raise RuleValueError(
                "the last age band, and only the last, is open.",
                "Leave 'up_to' out of the last band and give it to all others.",
            )
        closed = [limit for limit in limits if limit is not None]
        if sorted(set(closed)) != closed:
            raise RuleValueError("age bands must run upwards.", "Order them by 'up_to', youngest first.")
        return bands


class Families(Model):
    """How the size of a family is shown.

    Attributes:
        large_from: number of children from which only "large sibling group" is said.
        large: what is said instead of the number.
    """

    large_from: int = Field(default=4, ge=2, le=20)
    large: Text = "large sibling group"


class Places(Model):
    """How places are generalised.

    Attributes:
        region_types: place name → what the audience reads ("Welling: outer-urban area"); any case.
        otherwise: what is read for a place that is not listed.
        other_council: what is read for any council but one's own.
    """

    region_types: Mapping[str, str] = Field(default_factory=dict)
    otherwise: Text = "Place"
    other_council: Text = "Another Authority"


class Settings(Model):
    """How settings (schools, surgeries, homes) are named.

    Attributes:
        labels: kind of setting in lower case → what the audience reads. A refuge is always
            "Safe accommodation": no policy may show that it is one, for the harm is the highest there is.
        numbered: tell two of a kind apart ("Primary School 1", "Primary School 2").
    """

    labels: Mapping[str, str] = Field(default_factory=dict)
    numbered: bool = True

    @field_validator("labels")
    @classmethod
    def _refuge(cls, labels: Mapping[str, str]) -> Mapping[str, str]:
        if labels.get("refuge", SAFE_ACCOMMODATION) != SAFE_ACCOMMODATION:
            raise RuleValueError(
                f"a refuge is always shown as '{SAFE_ACCOMMODATION}'.", "Take the line 'refuge' out.",
            )
        return {kind.lower(): label for kind, label in {**labels, "refuge": SAFE_ACCOMMODATION}.items()}


SAFE_ACCOMMODATION = "Safe accommodation"


class Documents(Model):
    """What becomes of what a document holds besides its plain text.

    Attributes:
        tracked_insertions: ``accept`` reads them like any text, ``remove`` leaves them out. Tracked deletions are
            always gone.
        pictures: ``drop`` leaves pictures within documents out, ``blur`` shows their few main colours. They stay
            only where a person who has looked at them says so for one run.
    """

    tracked_insertions: Literal["accept", "remove"] = "accept"
    pictures: Literal["drop", "blur"] = "drop"


class Unread(Model):
    """What is done about parts that can be seen but not examined.

    Attributes:
        allowed: kinds of part that may be dropped without holding the document back for review.
    """

    allowed: tuple[Text, ...] = ()


class Policy(Model):
    """What an audience may know.

    Attributes:
        name: as given to ``--policy``.
        description: one paragraph for the person who chooses.
        extends: name of the policy it was built on.
        entities: rule of every entity type.
        groups: rule of every group of people.
        attributes: action for each kind of indirect identifier that is recognised as such; the rule of
            QUASI decides for all others.
        keep_own_council: the names in ``own_council`` stay readable.
        own_council: names of one's own council; set in a council's own rules.
        source: the line the policy starts on.
    """

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    description: Text
    extends: str | None = None
    entities: Mapping[EntityName, EntityRule]
    groups: Mapping[Group, GroupRule]
    dates: Dates = Dates()
    ages: Ages
    families: Families = Families()
    places: Places = Places()
    settings: Settings = Field(default_factory=lambda: Settings(labels={}), validate_default=True)
    attributes: Mapping[Attribute, Action] = Field(default_factory=dict)
    keep_own_council: bool = False
    own_council: tuple[Text, ...] = ()
    documents: Documents = Documents()
    unread: Unread = Unread()
    source: Source

    @field_validator("entities", mode="before")
    @classmethod
    def _name_entities(cls, entities: Any) -> Any:
        # The key names the type; the rule needs it to judge whether its action makes sense.
        if not isinstance(entities, Mapping):
            return entities
        return {
            name: {**rule, "entity_type": name} if isinstance(rule, Mapping) else rule
            for name, rule in entities.items()
        }

    @field_validator("attributes")
    @classmethod
    def _attributes(cls, attributes: Mapping[Attribute, Action]) -> Mapping[Attribute, Action]:
        for attribute, action in attributes.items():
            if action not in (possible := actions_for_attribute(attribute)):
                raise RuleValueError(
                    f"the action '{action}' makes no sense for {attribute}.",
                    f"Use one of: {', '.join(sorted(possible))}.",
                )
        return attributes

    @field_validator("entities")
    @classmethod
    def _entities(cls, entities: Mapping[str, EntityRule]) -> Mapping[str, EntityRule]:
        if missing := [name for name in ENTITY_TYPES if name not in entities]:
            raise RuleValueError(
                f"no rule for {', '.join(missing)}.",
                "Give each an action, or build on a complete policy with 'extends: success-review'.",
            )
        return entities

    @field_validator("groups")
    @classmethod
    def _groups(cls, groups: Mapping[Group, GroupRule]) -> Mapping[Group, GroupRule]:
        if missing := [group.value for group in Group if group not in groups]:
            raise RuleValueError(
                f"no rule for the group {', '.join(missing)}.",
                "Give each an action, or build on a complete policy with 'extends: success-review'.",
            )
        return groups

    def rule_for(self, entity_type: str) -> EntityRule:
        """Rule of an entity type, with the policy's settings for its action among the options.

        Raises:
            KeyError: the type is not in :data:`redactor.casefile.ENTITY_TYPES`.
        """
        rule = self.entities[entity_type]
        section = _SECTIONS.get(rule.action)
        if section is None:
            return rule
        settings = getattr(self, section).model_dump()
        return rule.model_copy(update={"options": {**settings, **rule.options}})

    def action_for(self, attribute: Attribute) -> Action:
        """What is done with an indirect identifier of a known kind."""
        return self.attributes.get(attribute, self.entities["QUASI"].action)


#: Section of a policy that holds the settings of an action.
_SECTIONS: Mapping[Action, str] = {
    Action.RELATIVE_DATE: "dates",
    Action.TIME_OF_DAY: "dates",
    Action.DATE_SHIFT: "dates",
    Action.AGE_BAND: "ages",
    Action.FAMILY_SIZE_BAND: "families",
    Action.REGION_TYPE: "places",
    Action.SETTING_TYPE: "settings",
}


# Recognisers


class ScoredPattern(Model):
    """A regular expression and how sure a match is.

    Attributes:
        regex: compiled, ignoring case unless the rule says otherwise. A group named ``value`` narrows the
            finding to it.
        score: probability that a match is an identifier, 0 to 1, before context and checksum.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    regex: re.Pattern[str]
    score: Score = 0.5


class Examples(Model):
    """Texts a pattern rule is checked against. ``<`` and ``>`` mark the span that must be found."""

    match: tuple[str, ...] = ()
    not_match: tuple[str, ...] = ()


class PatternRule(Model):
    """A recogniser written as patterns.

    Attributes:
        name: unique, lower case with hyphens.
        entity_type: what a match is.
        patterns: tried in order.
        context: words that raise a match when they stand near it.
        context_required: without a context word there is no match.
        checksum: name in :data:`CHECKSUMS`; raises the score when it fits, never suppresses.
        description: what the format is and where it comes from.
        examples: what it must and must not find.
        source: line it was written on.
    """

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    entity_type: EntityName
    patterns: tuple[ScoredPattern, ...] = Field(min_length=1)
    context: tuple[Text, ...] = ()
    context_required: bool = False
    checksum: str | None = None
    description: Text
    examples: Examples = Examples()
    source: Source

    @field_validator("checksum")
    @classmethod
    def _known_checksum(cls, name: str | None) -> str | None:
        if name is not None and name not in CHECKSUMS:
            raise RuleValueError(f"there is no checksum '{name}'.", did_you_mean(name, CHECKSUMS))
        return name

    @model_validator(mode="after")
    def _context_to_require(self) -> PatternRule:
        if self.context_required and not self.context:
            raise RuleValueError(
                "a context word is required but none is given.",
                "List the words under 'context', or take 'context_required' out.",
            )
        return self

    def has_context(self, text: str) -> bool:
        """Whether one of the context words stands in a text (a sentence, a line, a cell), in any case."""
        return any(
            re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) for word in self.context
        )

    def matches(self, text: str) -> Iterator[tuple[int, int, float]]:
        """Every match, context not considered: (start, end, score), offsets in characters, end-exclusive."""
        for pattern in self.patterns:
            group = "value" if "value" in pattern.regex.groupindex else 0
            for match in find_all(pattern.regex, text):
                if match.start(group) < match.end(group):
                    yield match.start(group), match.end(group), pattern.score


def compile_pattern(regex: str, *, case_sensitive: bool, probe: bool = True) -> re.Pattern[str]:
    """Compile a rule's pattern.

    Args:
        regex: the pattern.
        case_sensitive: whether capitals matter.
        probe: measure that it takes linear time; the packaged patterns were probed when they were written.

    Raises:
        RuleValueError: it does not compile, matches nothing at all, or may take more than linear time.
    """
    flags = re.NOFLAG if case_sensitive else re.IGNORECASE
    try:
        compiled = re.compile(regex, flags)
    except (re.error, OverflowError, RecursionError) as error:
        raise RuleValueError(
            f"this pattern is not a regular expression: {error}.",
            "Put single quotes round it in YAML, and a backslash before a bracket or dot that stands "
            "for itself.",
        ) from None
    if probe and (reason := why_unsafe(compiled)) is not None:
        raise RuleValueError(reason.what, reason.remedy)
    return compiled


# Terms


class Category(StrEnum):
    """Why a term is kept."""

    PROFESSION = "profession"
    LEGISLATION = "legislation"
    BODY = "body"
    TOOL = "tool"
    EPONYM = "eponym"
    KINSHIP = "kinship"
    HEALTH = "health"
    BENEFIT = "benefit"
    WORD = "word"


class Condition(StrEnum):
    """When a term to keep is not kept after all, because it stands where a name stands."""

    NAMED_IN_CASE = "named_in_case"
    AFTER_TITLE = "after_title"
    AFTER_NAME = "after_name"
    BEFORE_NAME = "before_name"
    BESIDE_NUMBER = "beside_number"


class Requirement(StrEnum):
    """What must stand beside a term to keep, for words that are more often somebody's name.

    ``cited``: a sign that an author, a theory or an instrument is meant, not somebody of the case: a year, "et
    al", "research by", "'s model", "score", "argues that".
    """

    CITED = "cited"


class KeepTerm(Model):
    """Words that stay readable.

    Attributes:
        text: the words; empty when ``regex`` is given. Plural, possessive, hyphens for spaces and curly
            apostrophes are understood.
        regex: a pattern that must match from the start of a word.
        case_sensitive: only as written.
        category: why it is kept.
        unless: when it is not.
        only: what must stand beside it for it to be kept at all.
        source: line it was written on.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    text: str = ""
    regex: re.Pattern[str] | None = None
    case_sensitive: bool = False
    category: Category
    unless: frozenset[Condition] = frozenset()
    only: frozenset[Requirement] = frozenset()
    source: Source

    @property
    def name(self) -> str:
        """The words or the pattern, for messages."""
        return self.text or (self.regex.pattern if self.regex else "")


class RedactTerm(Model):
    """Words that are always replaced: local places, schools, teams.

    Attributes:
        text: the words, understood as in :class:`KeepTerm`.
        entity_type: what they are.
        label: what the audience reads, without brackets; empty for the policy's choice.
        case_sensitive: only as written.
        source: line it was written on.
    """

    text: str = Field(repr=False)
    entity_type: EntityName
    label: str = ""
    case_sensitive: bool = False
    source: Source

    @property
    def name(self) -> str:
        """The words, for listings."""
        return self.text


class Rulebook(Model):
    """All effective rules.

    Attributes:
        policies: by name.
        recognisers: packaged ones first.
        keep_terms, redact_terms: likewise.
        tables: digest of the tables of roles, names, settings and the like.
    """

    policies: Mapping[str, Policy]
    recognisers: tuple[PatternRule, ...]
    keep_terms: tuple[KeepTerm, ...]
    redact_terms: tuple[RedactTerm, ...]
    tables: str = ""

    def policy(self, name: str) -> Policy:
        """A policy by name.

        Raises:
            RuleError: there is none of that name.
        """
        if name not in self.policies:
            raise RuleError(
                f"there is no policy '{name}'.", remedy=did_you_mean(name, self.policies),
            )
        return self.policies[name]
