"""What the confidential box keeps of a run: the manifest, who is who, and every finding. None quotes a document.

The formats are stable; each JSON file carries a ``schema`` number that changes when a reader would have to.
"""

from __future__ import annotations

import csv
import io
import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from redactor.casefile import Document, Finding, Kind, Outcome, Recognition, Replacement, Resolution

SCHEMA = 1
PEOPLE_COLUMNS = ("label", "kind", "role", "group", "mentions", "documents", "confidence", "from_cast", "undecided")


def manifest(outcomes: Iterable[Outcome], *, version: str, policy: str, leftovers: int = 0) -> dict[str, Any]:
    """Every document with what became of it.

    Args:
        outcomes: in case order.
        version: of redactor.
        policy: its name.
        leftovers: files of the operating system that were left aside.
    """
    return {
        "schema": SCHEMA,
        "redactor": version,
        "policy": policy,
        "leftovers": leftovers,
        "documents": [
            {
                "id": outcome.document_id,
                "source": outcome.source,
                "output": outcome.output,
                "status": outcome.status.value,
                "sha256_in": outcome.sha256_in,
                "sha256_out": outcome.sha256_out,
                "error": outcome.error,
                "replaced": dict(sorted(outcome.counts.items())),
                "review": [
                    {"kind": flag.kind, "start": flag.start, "end": flag.end, "message": flag.message}
                    for flag in outcome.flags
                ],
                "unread": [
                    {"part": part.part, "kind": part.kind, "dropped": part.dropped} for part in outcome.unread
                ],
                "pictures": outcome.pictures,
                "parts": [{"part": portion.part, "fate": portion.fate.value} for portion in outcome.inventory],
            }
            for outcome in outcomes
        ],
    }


def people_table(resolution: Resolution, recognitions: Sequence[Recognition]) -> bytes:
    """The labels of the case as CSV: who they stand for is told by role and place, not by name.

    Names are left out on purpose: ``redactor people CASE`` reads them from the case whenever they are needed.
    """
    mentions: dict[str, list[str]] = defaultdict(list)
    for recognition in recognitions:
        for finding in recognition.findings:
            if identity := resolution.subject_by_span.get(finding.key):
                mentions[identity].append(recognition.document_id)
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(PEOPLE_COLUMNS)
    for kind in Kind:
        for subject in resolution.subjects.values():
            found = mentions.get(subject.id, [])
            if subject.kind is not kind or not found:
                continue
            writer.writerow([
                subject.label, kind.value, subject.role, subject.group.value if kind is Kind.PERSON else "", len(found),
                " ".join(sorted(set(found))), f"{subject.confidence:.2f}", "yes" if subject.from_cast else "",
                "yes" if subject.undecided else "",
            ])
    return table.getvalue().encode("utf-8-sig")


def findings_lines(
    documents: Sequence[Document], recognitions: Sequence[Recognition], replaced: Mapping[str, Sequence[Replacement]],
) -> bytes:
    """Every finding and near miss as JSON Lines: where, what, how sure, why, and what stands there now.

    Args:
        documents, recognitions: in the same order.
        replaced: replacements by document id; a withheld document has none.
    """
    lines = []
    for document, recognition in zip(documents, recognitions, strict=True):
        own = sorted(replaced.get(document.id, ()), key=lambda item: item.finding.start)
        starts = [item.finding.start for item in own]
        for finding in recognition.findings:
            # A replacement may be wider than its finding: a title goes with the name.
            index = bisect_right(starts, finding.start) - 1
            match = own[index] if index >= 0 and finding.end <= own[index].finding.end else None
            lines.append({
                **_where(document, finding),
                "replacement": match.text if match else None,
                "rule": match.rule_id if match else "",
                "accepted": True,
            })
        for miss in recognition.near_misses:
            lines.append({**_where(document, miss.finding), "accepted": False, "why": miss.why})
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()


def _where(document: Document, finding: Finding) -> dict[str, Any]:
    return {
        "document": document.id,
        "location": str(document.location(finding.start)),
        "start": finding.start,
        "end": finding.end,
        "entity_type": finding.entity_type,
        "score": round(finding.score, 3),
        "recogniser": finding.recogniser,
        "reason": finding.reason,
    }
