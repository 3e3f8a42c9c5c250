"""The share box's own page: what was done, what a person must still do, and what the labels mean. It names nobody."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from redactor.casefile import ENTITY_TYPES, Fate, Kind, Outcome, Replacement, Resolution, Status
from redactor.formats import BANNER

SUMMARY = "SUMMARY.md"
_BAR = 24
_STATUS_WORDS = {
    Status.RELEASED: "ready for a human check",
    Status.NEEDS_REVIEW: "a person must look at something first",
    Status.WITHHELD: "withheld",
}
_FATE_WORDS = {Fate.DROPPED: "not shown", Fate.BLURRED: "blurred", Fate.UNREAD: "**still there: look at it**"}
_KIND_WORDS = {Kind.PERSON: "a person", Kind.ORGANISATION: "an organisation or setting", Kind.PLACE: "a place"}


def summary(
    outcomes: Sequence[Outcome],
    resolution: Resolution,
    replacements: Mapping[str, Sequence[Replacement]],
    *,
    policy: str,
    versions: Mapping[str, str],
) -> str:
    """The text of ``SUMMARY.md``.

    Args:
        outcomes: how each document ended, in case order.
        resolution: who is who; only labels and roles are taken from it.
        replacements: what stands in the documents now, by document id; withheld documents are passed over.
        policy: its name.
        versions: what produced the result ("redactor" → "1.0.0", "rules" → a digest …).

    Counts are written with commas: six digits in a row would read as a case reference to whoever searches this page.

    Returns:
        Markdown without any identifier and without the names of the source files.
    """
    written = [outcome for outcome in outcomes if outcome.status is not Status.WITHHELD]
    lines = [
        f"# {BANNER}", "",
        f"{len(written)} of {len(outcomes)} documents are in this folder. They were redacted by a program, which "
        "overlooks things: somebody who knows the case must read every page before it is shown to anybody else.",
        "",
        "## Documents", "",
        *_table(
            ("Document", "State", "Replaced", "To look at"),
            [(
                f"`{outcome.output}`" if outcome.output else f"document {number}",
                _STATUS_WORDS[outcome.status],
                f"{sum(outcome.counts.values()):,}" if outcome.output else "–",
                outcome.error or _reasons(outcome) or "–",
            ) for number, outcome in enumerate(outcomes, 1)],
        ),
        *_counts(written),
        *_unread(written),
        *_inventory(written),
        *_legend(resolution, [item for outcome in written for item in replacements.get(outcome.document_id, ())]),
        "## How it was made", "",
        # "3.8.18" alone would read as the third of August to whoever searches this page for dates of the case.
        *_table(("What", "Which"), [
            ("policy", policy), *((name, f"{name}-{number}") for name, number in versions.items())]),
    ]
    return "\n".join(lines) + "\n"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    cells = [[cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows]
    return [
        f"| {' | '.join(head)} |", "|" + "---|" * len(head), *(f"| {' | '.join(row)} |" for row in cells), "",
    ]


def _reasons(outcome: Outcome) -> str:
    kinds = Counter(flag.kind for flag in outcome.flags)
    return ", ".join(f"{count:,} × {kind}" if count > 1 else kind for kind, count in sorted(kinds.items()))


def _counts(written: Sequence[Outcome]) -> list[str]:
    totals: Counter[str] = Counter()
    for outcome in written:
        for entity_type, count in outcome.counts.items():
            totals[ENTITY_TYPES[entity_type].label.lower()] += count
    if not totals:
        return []
    most, wide = max(totals.values()), max(map(len, totals))
    ranked = sorted(totals.items(), key=lambda item: (-item[1], item[0]))
    return [
        "## What was replaced", "", "```",
        *(f"{label:<{wide}}  {'█' * max(1, _BAR * count // most):<{_BAR}} {count:>5,}" for label, count in ranked),
        "```", "",
    ]


def _unread(written: Sequence[Outcome]) -> list[str]:
    parts = Counter((outcome.output, part.kind, part.fate) for outcome in written for part in outcome.unread)
    if not parts:
        return []
    return [
        "## What could not be examined", "",
        *_table(("Document", "What", "How many", "What became of it"), [
            (f"`{output}`", kind, f"{count:,}", _FATE_WORDS[fate])
            for (output, kind, fate), count in sorted(parts.items())
        ]),
    ]


def _inventory(written: Sequence[Outcome]) -> list[str]:
    """What each document is made of; parts of a sort are counted, so that a book is a line like a note."""
    if not any(outcome.inventory for outcome in written):
        return []
    fates = [fate for fate in Fate if fate in (Fate.REDACTED, Fate.DROPPED) or any(
        portion.fate is fate for outcome in written for portion in outcome.inventory)]
    rows = []
    for outcome in written:
        sorts = Counter((portion.fate, portion.sort) for portion in outcome.inventory)
        cells = [
            ", ".join(f"{sort} × {count:,}" if count > 1 else sort for (of, sort), count in sorts.items() if of is fate)
            for fate in fates
        ]
        rows.append((f"`{outcome.output}`", *(cell or "–" for cell in cells)))
    return ["## What they are made of", "", *_table(("Document", *(fate.value for fate in fates)), rows)]


def _legend(resolution: Resolution, used: Sequence[Replacement]) -> list[str]:
    used_of = Counter(item.subject_id for item in used if item.subject_id)
    times: Counter[tuple[str, str]] = Counter()
    for subject in resolution.subjects.values():
        # Mentions that are left undecided share their label.
        meaning = "the text does not tell who is meant" if subject.undecided else (
            subject.role or _KIND_WORDS[subject.kind])
        times[subject.label, meaning] += used_of[subject.id]
    rows = [
        (f"[{label}]", meaning, f"{count:,}")
        for (label, meaning), count in sorted(times.items(), key=lambda row: _natural(row[0][0])) if count
    ]
    if not rows:
        return []
    return [
        "## What the labels mean", "",
        "The same label is the same person, setting or place in every document; one with a question mark may be any "
        "of several people.", "",
        *_table(("Label", "Stands for", "Times"), rows),
    ]


def _natural(label: str) -> list[tuple[int, str]]:
    """Sorts "Person 9" before "Person 10"."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"(\d+)", label)]
