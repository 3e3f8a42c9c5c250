"""From findings to replacements: what the audience reads instead of each span."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from redactor.casefile import Document, Finding, Flag, Group, Kind, Replacement, Resolution, Subject
from redactor.recognition.attributes import attribute_of
from redactor.recognition.labels import OwnLabels
from redactor.replacement.accepted import Generalisation, generalised
from redactor.replacement.actions import operator
from redactor.replacement.actions.ages import band_at, stated_band, years_between
from redactor.replacement.actions.places import is_refuge
from redactor.replacement.context import REACH, Occurrence
from redactor.replacement.dates import parse
from redactor.replacement.engine import operate
from redactor.replacement.grammar import fit
from redactor.replacement.mistaken import is_mistaken, recast
from redactor.replacement.spans import Occupied
from redactor.replacement.stages import coarsened
from redactor.replacement.timeline import Timeline
from redactor.rulebook.actions import Action, Attribute, GroupAction
from redactor.rulebook.models import Policy

_CHILD = re.compile(
    r"\b(?:child|baby|brother|sister|sibling|son|daughter|twin|young person|half-\w+)\b", re.IGNORECASE)
#: What stands between a name and the age or date of birth that is told of it.
_AGE_FOLLOWS = re.compile(
    r"[\s,(\[–-]*(?:(?:aged?|who is|is|now|d\.?o\.?b\.?|date of birth|born)[\s:]*){0,3}", re.IGNORECASE)
_AGE_CLOSES = re.compile(r"\s*(?:years?|yrs?|y/?o|y|months?|mths?|mos?|weeks?|wks?)?(?:[ -]old)?\s*\)", re.IGNORECASE)
_NO_CLOCK = re.compile(r"[, \t\u00a0]*(?:at )?")
#: What stands between a name and a date of birth that nothing calls one.
_BESIDE = re.compile(r"[ \u00a0,(|–-]{1,4}")
_TO = re.compile(r"[ \u00a0]?(?:-|–|to|until)[ \u00a0]?")


def plan(
    document: Document,
    findings: Iterable[Finding],
    resolution: Resolution,
    timeline: Timeline,
    policy: Policy,
    *,
    secret: bytes = b"",
    accepted: Sequence[Generalisation] = (),
) -> list[Replacement]:
    """Decide what stands in place of each finding of one document.

    The finding of a replacement may be wider than the one it answers: a title goes with its name, an age in
    brackets with the child's name before it, an article or preposition with the word it belongs to. Stages of
    pregnancy, school years and times of day that the policy tells more coarsely are replaced as well, though
    nothing was found there.

    Args:
        document: the document.
        findings: its findings, none overlapping; those of other documents are passed over.
        resolution: who is who in the case.
        timeline: the case's clock.
        policy: what the audience may know.
        secret: the workspace's secret, for policies with keyed actions.
        accepted: generalisations a person accepted, applied wherever nothing else is replaced.

    Returns:
        Replacements sorted by start, none overlapping; findings the policy keeps, and those within labels of
        our own, have none.

    Raises:
        UsageError: the policy needs the secret and there is none.
        VerificationError: findings overlap.
    """
    # A label that an earlier run wrote identifies nobody, whatever recognition makes of its words.
    labels = Occupied(OwnLabels([policy]).spans(document.text))
    true = [
        finding for finding in sorted((f for f in findings if f.document_id == document.id), key=lambda f: f.start)
        if not (labels.covers(finding.start, finding.end) or is_mistaken(document, finding))
    ]
    limits = [*(finding.start for finding in true[1:]), len(document.text)]
    own = [classified(document, recast(document, finding, limit))
           for finding, limit in zip(true, limits, strict=False)]
    chosen = _Chooser(document, own, resolution, timeline, policy, secret).choose()
    written = operate(
        document.text,
        [(o.finding.start, o.finding.end, operator(action, o)) for o, action in chosen],
    )
    replacements = [
        Replacement(
            finding=occurrence.finding, text=text, rule_id=_rule_id(occurrence),
            subject_id=occurrence.subject.id if occurrence.subject else "",
        )
        for (occurrence, _), text in zip(chosen, written, strict=True)
        if text != occurrence.text
    ]
    spans = [item.finding for item in replacements]
    replacements += generalised(document, spans, accepted)
    # What is only shown to a human does not keep a clock time or a stage of pregnancy in it readable.
    spans = [*(finding for finding in own if action_of(finding, policy) is not Action.FLAG),
             *(item.finding for item in replacements)]
    replacements += coarsened(document, spans, policy)
    replacements.sort(key=lambda item: item.finding.start)
    return fit(document, _timed(document, replacements), own)


def classified(document: Document, finding: Finding) -> Finding:
    """A finding with the kind of indirect identifier it is, where its words tell."""
    if finding.entity_type != "QUASI" or finding.attribute:
        return finding
    text = document.text
    attribute = attribute_of(
        text[finding.start:finding.end], text[max(0, finding.start - REACH):finding.start],
        text[finding.end:finding.end + REACH])
    return replace(finding, attribute=attribute.value) if attribute else finding


def action_of(finding: Finding, policy: Policy) -> Action:
    """What the policy does with a finding, its attribute considered."""
    if finding.entity_type == "QUASI" and finding.attribute:
        return policy.action_for(Attribute(finding.attribute))
    return policy.rule_for(finding.entity_type).action


def flagged(document: Document, findings: Iterable[Finding], policy: Policy) -> list[Flag]:
    """What the policy leaves readable for a human to judge, one flag for each finding."""
    own = (classified(document, finding) for finding in findings if finding.document_id == document.id)
    return [
        Flag(
            kind="indirect identifier", document_id=document.id, start=finding.start, end=finding.end,
            message=f"An indirect identifier stays readable: {finding.reason or finding.attribute or 'a detail'}.",
        )
        for finding in own
        if action_of(finding, policy) is Action.FLAG
    ]


class _Chooser:
    """Walks through a document's findings and settles what happens to each."""

    def __init__(
        self, document: Document, findings: Sequence[Finding], resolution: Resolution, timeline: Timeline,
        policy: Policy, secret: bytes,
    ) -> None:
        self._document, self._resolution = document, resolution
        self._timeline, self._policy, self._secret = timeline, policy, secret
        self._shown: dict[str, str] = {}
        #: Days long before the case on which somebody of it was born.
        self._births = {
            subject.date_of_birth for subject in resolution.subjects.values()
            if subject.date_of_birth and timeline.anchor and subject.date_of_birth < timeline.anchor}
        self._findings = [
            self._as_told(finding, previous) for previous, finding in zip((None, *findings), findings, strict=False)]

    def choose(self) -> list[tuple[Occurrence, Action]]:
        chosen: list[tuple[Occurrence, Action]] = []
        taken = 0
        for index, finding in enumerate(self._findings):
            if finding.end <= taken:
                continue
            occurrence = Occurrence(
                document=self._document, finding=finding, subject=self._resolution.subject_of(finding.key),
                timeline=self._timeline, policy=self._policy, secret=self._secret,
                options=self._policy.rule_for(finding.entity_type).options, home=self._resolution.home,
            )
            action = action_of(finding, self._policy)
            if finding.entity_type == "ORGANISATION" and action is not Action.DROP and is_refuge(occurrence):
                # The highest harm there is: no policy shows a refuge.
                action = Action.SETTING_TYPE
            elif self._kept(finding, occurrence.subject, action):
                continue
            if occurrence.subject is not None and self._tells_age(finding, occurrence.subject, action):
                following = self._findings[index + 1] if index + 1 < len(self._findings) else None
                age, taken = self._age(finding, following, occurrence.subject)
                occurrence = replace(occurrence, finding=replace(finding, end=taken), age=age)
            chosen.append((occurrence, action))
        return chosen

    def _as_told(self, finding: Finding, previous: Finding | None) -> Finding:
        """A due date is a birth still to come: it is told on the case's clock, not as an age.

        A date beside somebody's name on which somebody of the case was born is a date of birth.
        """
        moment = self._timeline.moment(finding)
        if (
            finding.entity_type == "DATE" and moment is not None and moment.interval.first in self._births
            and previous is not None and previous.entity_type == "PERSON"
            and _BESIDE.fullmatch(self._document.text, previous.end, finding.start)
        ):
            return replace(finding, entity_type="DATE_OF_BIRTH")
        if finding.entity_type == "DATE_OF_BIRTH" and moment is not None and moment.expected:
            return replace(finding, entity_type="DATE")
        return finding

    def _kept(self, finding: Finding, subject: Subject | None, action: Action) -> bool:
        if action in {Action.KEEP, Action.FLAG}:
            return True
        words = self._document.text[finding.start:finding.end]
        if finding.entity_type == "PERSON" and subject is not None and action is Action.LABEL:
            return subject.keep or self._policy.groups[subject.group].action is GroupAction.KEEP
        if finding.entity_type == "ORGANISATION" and self._policy.keep_own_council:
            text = " ".join(words.split()).casefold()
            return any(name.casefold() in text for name in self._policy.own_council)
        if finding.entity_type == "DATE" and self._policy.dates.festivals == "keep":
            return bool((written := parse(words)) and written.festival)
        return False

    def _tells_age(self, finding: Finding, subject: Subject, action: Action) -> bool:
        return (
            finding.entity_type == "PERSON" and action is Action.LABEL and subject.group is Group.FAMILY
            and self._policy.ages.first_mention
            and self._policy.groups[subject.group].action is GroupAction.PSEUDONYM
        )

    def _age(self, finding: Finding, following: Finding | None, subject: Subject) -> tuple[str, int]:
        """Age band to show beside a label, and where the replaced span ends: "Tyler (8)" is one.

        A child's band is shown where the document first mentions the child, and again where a written age
        says another one.
        """
        text, first = self._document.text, subject.id not in self._shown
        end, age = finding.end, ""
        if following is not None and self._is_age(following) \
                and _AGE_FOLLOWS.fullmatch(text, finding.end, following.start):
            closing = _AGE_CLOSES.match(text, following.end)
            if "(" not in text[finding.end:following.start] or closing is None \
                    or action_of(following, self._policy) is Action.KEEP:
                # "Tyler, aged 8": the age stands there itself.
                self._shown.setdefault(subject.id, "")
                return "", finding.end
            end, age = closing.end(), self._stated(following)
        elif first:
            age = self._reckoned(finding, subject)
        if age in {"adult", self._shown.get(subject.id)} or (age == "unborn" and "unborn" in subject.label.casefold()):
            age = ""
        if age or first:
            self._shown[subject.id] = age
        return age, end

    def _is_age(self, finding: Finding) -> bool:
        moment = self._timeline.moment(finding)
        return finding.entity_type in {"AGE", "DATE_OF_BIRTH"} or (moment is not None and moment.birth)

    def _stated(self, finding: Finding) -> str:
        if moment := self._timeline.moment(finding):
            born = moment.interval.first
            at = self._timeline.age_day(self._document.id, finding.start, born)
            return band_at(born, at, self._policy) if at is not None else ""
        return stated_band(self._document.text[finding.start:finding.end], self._policy)

    def _reckoned(self, finding: Finding, subject: Subject) -> str:
        born = subject.date_of_birth
        at = self._timeline.day_at(self._document.id, finding.start)
        if born is None or at is None or not _minor(subject, born, at):
            return ""
        return self._policy.ages.unborn if born > at else band_at(born, at, self._policy)


def _minor(subject: Subject, born: date, at: date) -> bool:
    return years_between(born, at) < 18 and bool(_CHILD.search(f"{subject.role} {subject.label}"))


def _timed(document: Document, replacements: Sequence[Replacement]) -> list[Replacement]:
    """"[Week 1] [afternoon]" as one: "[Week 1, afternoon]"; from morning to morning is said once."""
    joined: list[Replacement] = []
    for item in replacements:
        previous = joined[-1] if joined else None
        part = item.text.strip("[]").removeprefix("in the ")
        if (
            previous is not None and item.finding.attribute == "time of day"
            and previous.text.endswith((f"[{part}]", f", {part}]", f"the {part}]"))
            and _TO.fullmatch(document.text, previous.finding.end, item.finding.start)
        ):
            joined[-1] = replace(previous, finding=replace(previous.finding, end=item.finding.end))
        elif (
            previous is not None
            and item.finding.attribute == "time of day" and previous.finding.entity_type == "DATE"
            and previous.text.endswith("]") and "," not in previous.text
            and _NO_CLOCK.fullmatch(document.text, previous.finding.end, item.finding.start)
            and document.block_index(previous.finding.start) == document.block_index(item.finding.start)
        ):
            text = f"{previous.text[:-1]}, {part}]"
            joined[-1] = replace(previous, finding=replace(previous.finding, end=item.finding.end), text=text)
        else:
            joined.append(item)
    return joined


def _rule_id(occurrence: Occurrence) -> str:
    parts = [occurrence.policy.name, occurrence.finding.entity_type]
    if occurrence.finding.attribute:
        parts.append(occurrence.finding.attribute)
    if occurrence.subject is not None and occurrence.subject.kind is Kind.PERSON:
        parts.append(occurrence.subject.group.value)
    return "/".join(parts)
