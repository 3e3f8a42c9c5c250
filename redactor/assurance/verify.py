"""The proof: a written file is opened again by another way and searched for everything that was replaced."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from redactor.assurance.markup import written_by_people
from redactor.assurance.reader import views
from redactor.assurance.summary import SUMMARY
from redactor.assurance.traces import Hit, Manner, Traces
from redactor.casefile import DIRECT_GOLD_LABELS, Document, Recognition, gold_label
from redactor.errors import ReadError
from redactor.rulebook import Policy

_LABEL = re.compile(r"\[[^\[\]\n]{0,120}\]")
#: Properties of Office and OpenDocument files that name somebody.
_AUTHOR = re.compile(
    r"<(?:dc:creator|cp:lastModifiedBy|meta:initial-creator|Manager|Company)(?:\s[^<>]{0,200})?>([^<]{1,200})<")
#: Authors that redactor writes.
_NOBODY = re.compile(r"(?:redactor|Reviewer(?: \d{1,6})?)?", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Residual:
    """Something a written file still holds; never the value.

    Attributes:
        part: which piece of the file ("word/document.xml", "page 3", "file name").
        kind: entity type of the value, "part of …", "recognised again: …", or what is wrong with a file.
        count: how often.
        certain: True withholds the document, False asks a human to look.
    """

    part: str
    kind: str
    count: int
    certain: bool


def verify_file(path: Path, traces: Traces, *, ocr: bool = True) -> list[Residual]:
    """Search a written file in every way for traces.

    Args:
        path: the file, under the name it is shared by.
        traces: what was replaced in the case.
        ocr: also read its pages and pictures with Tesseract, where that is installed.

    Returns:
        What was found, certain ones first; empty when the file is clean.

    Raises:
        ReadError: the file cannot be opened or searched to the end; it must not be shared.
    """
    found: dict[tuple[str, Hit], int] = {}
    for view in views(path, ocr=ocr):
        hits = traces.search(view.text, view.manner)
        if hits and view.manner is Manner.MARKUP:
            hits = traces.search(written_by_people(view.text), view.manner)
        if view.manner is Manner.MARKUP and (authors := _authors(view.text)):
            hits[Hit(kind="author property", certain=False)] = authors
        if not hits:
            continue
        part = (view.place.masked if traces.search(view.place.name) else view.place.name) or "file"
        for hit, count in hits.items():
            # One and the same word is seen in several views; it is counted once.
            found[part, hit] = max(found.get((part, hit), 0), count)
    residuals = [
        Residual(part=part, kind=hit.kind, count=count, certain=hit.certain) for (part, hit), count in found.items()
    ]
    return sorted(residuals, key=lambda item: (not item.certain, item.part, item.kind))


def _authors(markup: str) -> int:
    """Properties that still name an author who is neither this program, a label nor a numbered reviewer."""
    named = (_LABEL.sub("", match[1]).strip() for match in _AUTHOR.finditer(markup))
    return sum(not _NOBODY.fullmatch(name) for name in named)


def recheck(
    output: Document, recognise: Callable[[Document], Recognition], policy: Policy, *, kept: Collection[str] = (),
) -> list[Residual]:
    """Run recognition on what was written.

    What it newly calls an identifier asks a human to look and withholds nothing by itself: beside labels the same
    words may look different to it than they did before.

    Args:
        output: the written file, read again.
        recognise: the recogniser.
        policy: thresholds come from it.
        kept: text of findings that stay on purpose.
    """
    text = output.text
    labels = [match.span() for match in _LABEL.finditer(text)]
    staying = {" ".join(phrase.split()).casefold() for phrase in kept}
    found: Counter[tuple[str, str]] = Counter()
    for finding in recognise(output).findings:
        if gold_label(finding.entity_type) not in DIRECT_GOLD_LABELS:
            continue
        if finding.score < policy.rule_for(finding.entity_type).threshold:
            continue
        if " ".join(text[finding.start:finding.end].split()).casefold() in staying:
            continue
        last = bisect_left(labels, (finding.end, 0)) - 1
        if last >= 0 and finding.start < labels[last][1]:
            continue  # within one of our own labels
        found[str(output.location(finding.start).part), f"recognised again: {finding.entity_type}"] += 1
    return [
        Residual(part=part, kind=kind, count=count, certain=False) for (part, kind), count in sorted(found.items())
    ]


@dataclass(frozen=True, kw_only=True)
class FileVerdict:
    """What was found in one file of a share box.

    Attributes:
        name: its neutral name, or "file N" where the name itself holds something.
        residuals: what it still holds.
        problem: why it does not fit the manifest ("changed", "missing", "not in the manifest") or cannot be read.
        unreadable: whether it could not be searched.
    """

    name: str
    residuals: tuple[Residual, ...] = ()
    problem: str = ""
    unreadable: bool = False

    @property
    def clean(self) -> bool:
        return not self.residuals and not self.problem


def verify_share(
    share: Path, traces: Traces, manifest: Mapping[str, Any], *, ocr: bool = True,
    report: Callable[[str, int, int], None] = lambda stage, done, total: None,
) -> list[FileVerdict]:
    """Check a whole share box against the manifest and search every file of it.

    Args:
        share: the folder.
        traces: what was replaced in the case.
        manifest: the workspace's manifest.
        ocr: see :func:`verify_file`.
        report: told about progress.

    Returns:
        One verdict for each file that is there or should be, by name.

    Raises:
        ReadError: the manifest is damaged.
    """
    try:
        expected = {
            str(entry["output"]): str(entry["sha256_out"]) for entry in manifest["documents"] if entry["output"]
        }
    except (KeyError, TypeError):
        raise ReadError("the manifest is damaged.", remedy="Run 'redactor run' again.") from None
    present = {
        path.relative_to(share).as_posix(): path
        for path in sorted(share.rglob("*")) if path.is_symlink() or not path.is_dir()
    }
    verdicts = [FileVerdict(name=name, problem="missing") for name in sorted(expected.keys() - present.keys())]
    for number, (name, path) in enumerate(present.items(), 1):
        report("Searching", number - 1, len(present))
        shown = f"file {number}" if traces.search(name) else name
        verdicts.append(_verdict(shown, path, expected.get(name, "" if name == SUMMARY else None), traces, ocr=ocr))
    report("Searching", len(present), len(present))
    return sorted(verdicts, key=lambda verdict: verdict.name)


def _verdict(name: str, path: Path, digest: str | None, traces: Traces, *, ocr: bool) -> FileVerdict:
    """``digest`` is "" for a file that may change, None for one that should not be there."""
    try:
        if path.is_symlink():
            return FileVerdict(name=name, problem="a link, which leads out of the folder", unreadable=True)
        problem = "not in the manifest" if digest is None else ""
        if digest and hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            problem = "changed since it was written"
        return FileVerdict(name=name, residuals=tuple(verify_file(path, traces, ocr=ocr)), problem=problem)
    except OSError:
        return FileVerdict(name=name, problem="cannot be opened", unreadable=True)
    except ReadError as error:
        return FileVerdict(name=name, problem=error.message.rstrip("."), unreadable=True)
