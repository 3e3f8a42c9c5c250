"""What becomes of each finding: the replacement that takes it out, or nothing when it stays readable."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from redactor.casefile import Document, Finding, Replacement, Resolution
from redactor.replacement.plan import plan
from redactor.replacement.timeline import Timeline
from redactor.rulebook import Policy


def effects(
    document: Document, findings: Sequence[Finding], resolution: Resolution, timeline: Timeline, policy: Policy,
    *, secret: bytes,
) -> Mapping[tuple[str, int, int], Replacement]:
    """Replacements by the key of the finding they answer; see :func:`redactor.replacement.plan`.

    A replacement may be wider than its finding ("Mrs Hart" for "Hart"). Findings that the policy keeps or only
    shows to a human, and those of which the same words are written again, have none.
    """
    replacements = [
        replacement for replacement in plan(document, findings, resolution, timeline, policy, secret=secret)
        if replacement.text != document.text[replacement.finding.start:replacement.finding.end]
    ]
    starts = [replacement.finding.start for replacement in replacements]
    found = {}
    for finding in findings:
        index = bisect_right(starts, finding.start) - 1
        if index >= 0 and finding.end <= replacements[index].finding.end:
            found[finding.key] = replacements[index]
    return found
