"""From findings to replacements: what the audience reads instead of each span."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from redactor.casefile import Document, Finding, Group, Kind, Replacement, Resolution, Subject
from redactor.replacement.actions import operator
from redactor.replacement.actions.ages import band_at, years_between
from redactor.replacement.context import Occurrence
from redactor.replacement.engine import operate
from redactor.replacement.grammar import fit
from redactor.replacement.timeline import Timeline
from redactor.rulebook.actions import Action, GroupAction
from redactor.rulebook.models import Policy

_CHILD = re.compile(r"\b(?:child|baby|brother|sister|sibling|son|daughter|twin|young person|half-\w+)\b", re.IGNORECASE)


def plan(
    document: Document,
    findings: Iterable[Finding],
    resolution: Resolution,
    timeline: Timeline,
    policy: Policy,
    *,
    secret: bytes = b"",
) -> list[Replacement]:
    """Decide what stands in place of each finding of one document.

    The finding of a replacement may be wider than the one it answers: a title goes with its name, an article
    with the word it belongs to, a nickname in brackets with the name before it.

    Args:
        document: the document.
        findings: its findings, none overlapping; those of other documents are passed over.
        resolution: who is who in the case.
        timeline: the case's clock.
        policy: what the audience may know.
        secret: the workspace's secret, for policies with keyed actions.

    Returns:
        Replacements sorted by start, none overlapping; findings the policy keeps have none.

    Raises:
        UsageError: the policy needs the secret and there is none.
        VerificationError: findings overlap.
    """
    shown: set[str] = set()
    chosen: list[tuple[Occurrence, str]] = []
    own = sorted((finding for finding in findings if finding.document_id == document.id), key=lambda f: f.start)
    for index, finding in enumerate(own):
        rule = policy.rule_for(finding.entity_type)
        subject = resolution.subject_of(finding.key)
        if _kept(finding, subject, policy, document):
            continue
        following = own[index + 1] if index + 1 < len(own) else None
        occurrence = Occurrence(
            document=document, finding=finding, subject=subject, timeline=timeline, policy=policy,
            options=rule.options, secret=secret, age=_age(document, finding, following, subject, timeline, policy, shown),
        )
        chosen.append((occurrence, rule.action))
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
    ]
    return fit(document, replacements, own)


def _kept(finding: Finding, subject: Subject | None, policy: Policy, document: Document) -> bool:
    action = policy.rule_for(finding.entity_type).action
    if action in {Action.KEEP, Action.FLAG}:
        return True
    if finding.entity_type == "PERSON" and subject is not None and action is Action.LABEL:
        return policy.groups[subject.group].action is GroupAction.KEEP
    if finding.entity_type == "ORGANISATION" and policy.keep_own_council:
        text = " ".join(document.text[finding.start:finding.end].split()).casefold()
        return any(name.casefold() in text for name in policy.own_council)
    return False


def _rule_id(occurrence: Occurrence) -> str:
    parts = [occurrence.policy.name, occurrence.finding.entity_type]
    if occurrence.subject is not None and occurrence.subject.kind is Kind.PERSON:
        parts.append(occurrence.subject.group.value)
    return "/".join(parts)


def _age(
    document: Document, finding: Finding, following: Finding | None, subject: Subject | None,
    timeline: Timeline, policy: Policy, shown: set[str],
) -> str:
    """Age band for a child's first mention in the document, empty otherwise."""
    if (
        finding.entity_type != "PERSON" or subject is None or subject.id in shown or not policy.ages.first_mention
        or subject.group is not Group.FAMILY or policy.groups[subject.group].action is not GroupAction.PSEUDONYM
    ):
        return ""
    shown.add(subject.id)
    if following is not None and following.entity_type in {"AGE", "DATE_OF_BIRTH"} \
            and re.fullmatch(r"[\s,(]*(?:aged?|who is|is)?[\s:]*", document.text[finding.end:following.start]):
        # "Tyler (8)": the age stands there itself.
        return ""
    born, at = subject.date_of_birth, timeline.document_dates.get(document.id, timeline.anchor)
    if born is None or at is None or not _minor(subject, born, at):
        return ""
    return "unborn" if born > at else band_at(born, at, policy)


def _minor(subject: Subject, born: date, at: date) -> bool:
    return years_between(born, at) < 18 and bool(_CHILD.search(f"{subject.role} {subject.label}"))


def moved(replacement: Replacement, *, start: int, end: int, text: str) -> Replacement:
    """A replacement with other bounds and text."""
    return replace(replacement, finding=replace(replacement.finding, start=start, end=end), text=text)


__all__: Sequence[str] = ["plan"]
