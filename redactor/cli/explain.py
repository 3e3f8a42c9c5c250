"""``redactor explain``: one document with every finding, what found it and why."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import click

from redactor.cli import options

if TYPE_CHECKING:
    from redactor.casefile import Document
    from redactor.cli.detection import Detection


@click.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--format", "form", type=click.Choice(["text", "html", "jsonl"]), default="text", show_default=True)
@options.policy
@options.rules
@options.cast
@options.spacy_model
@options.quiet
@click.pass_context
def command(
    ctx: click.Context,
    file: Path,
    form: str,
    policy: str,
    rules: Path | None,
    cast: Path | None,
    spacy_model: str,
    quiet: bool,
) -> None:
    """Show FILE with every finding: what found it, how sure it is, why, and what stands in its place.

    Near misses, which were considered and left readable, are shown as well. This prints the case text itself:
    keep what it prints as confidential as the file. --format html writes a page to redirect into a file.

    \b
    Exit codes: 0 shown, 2 wrong use, 3 the file or a part of it could not be read.
    """
    from redactor.cli.detection import detect
    from redactor.errors import UsageError

    if file.is_dir():
        raise UsageError("explain shows one document.", where=file, remedy="Give a file, or use 'redactor scan'.")
    found = detect([file], policy=policy, rules=rules, cast=cast, spacy_model=spacy_model, quiet=quiet)
    for line in _FORMATS[form](list(_marked(found))):
        click.echo(line)
    ctx.exit(3 if found.unread else 0)


@dataclass(frozen=True, kw_only=True)
class _Mark:
    """A finding or a near miss, in words.

    Attributes:
        start, end: offsets in the document's text, end-exclusive.
        entity_type, score, recogniser: of the finding.
        why: reason of the finding, or why a near miss was left.
        fate: "replaced", "shown to a human" or "left".
        shown: what stands in its place; empty when it stays.
    """

    start: int
    end: int
    entity_type: str
    score: float
    recogniser: str
    why: str
    fate: str
    shown: str = field(default="", repr=False)

    @property
    def words(self) -> str:
        """Everything about it in one line."""
        fate = f"→ {self.shown}" if self.shown else self.fate
        why = f": {self.why}" if self.why else ""
        return f"{self.entity_type} {self.score:.2f} {fate} ({self.recogniser}{why})"


#: A document, and what is said of it.
_Marked = tuple["Document", Sequence[_Mark]]


def _marked(found: Detection) -> Iterator[_Marked]:
    """Each document, its properties behind it, with its marks in reading order, none overlapping."""
    documents = {hit.document.id: hit.document for hit in found.hits}
    documents |= {document.id: document for document in found.intake.documents}
    for identity in sorted(documents):
        marks = [
            _Mark(
                start=hit.finding.start, end=hit.finding.end, entity_type=hit.finding.entity_type,
                score=hit.finding.score, recogniser=hit.finding.recogniser, why=hit.finding.reason,
                fate="replaced" if hit.replacement else "shown to a human",
                shown=hit.replacement.text if hit.replacement else "",
            )
            for hit in found.hits if hit.document.id == identity
        ]
        marks += [
            _Mark(
                start=miss.finding.start, end=miss.finding.end, entity_type=miss.finding.entity_type,
                score=miss.finding.score, recogniser=miss.finding.recogniser, why=miss.why, fate="left",
            )
            for miss in found.near_misses.get(identity, ())
        ]
        yield documents[identity], _apart(marks)


def _apart(marks: Sequence[_Mark]) -> list[_Mark]:
    """In reading order; of several near misses over the same words the surest is told."""
    kept: list[_Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, mark.fate == "left", -mark.score)):
        if not kept or kept[-1].end <= mark.start:
            kept.append(mark)
    return kept


# Formats

_COLOURS = {"replaced": "red", "shown to a human": "yellow", "left": "cyan"}
_BRACKETS = {"replaced": ("⟦", "⟧"), "shown to a human": ("⟨", "⟩"), "left": ("‹", "›")}


def _text(marked: Sequence[_Marked]) -> Iterator[str]:
    """Each block with numbered marks, and what they mean below it."""
    number = 0
    for document, marks in marked:
        by_block = {
            index: list(own) for index, own in groupby(marks, key=partial(_block_of, document))}
        for index, block in enumerate(document.blocks):
            if not block.text.strip():
                continue
            at = document.start_of(index)
            end = at + len(block.text)
            parts, notes = [], []
            for mark in by_block.get(index, ()):
                number += 1
                left, right = _BRACKETS[mark.fate]
                words = f"{left}{document.text[mark.start:mark.end]}{right}{number}"
                parts += [document.text[at:mark.start], click.style(words, fg=_COLOURS[mark.fate], bold=True)]
                notes.append(f"   {number:>3}  {mark.words}")
                at = mark.end
            yield click.style(f"— {block.location}", dim=True)
            yield "".join([*parts, document.text[at:end]])
            yield from notes
            yield ""


def _block_of(document: Document, mark: _Mark) -> int:
    return document.block_index(mark.start)


def _html(marked: Sequence[_Marked]) -> Iterator[str]:
    """A page by itself; what is known of a mark shows when the mouse rests on it."""
    parts = []
    for document, marks in marked:
        at = 0
        for mark in marks:
            kind = mark.fate.partition(" ")[0]
            parts += [
                html.escape(document.text[at:mark.start]),
                f'<mark class="{kind}" title="{html.escape(mark.words)}">',
                html.escape(document.text[mark.start:mark.end]), "</mark>",
            ]
            at = mark.end
        parts += [html.escape(document.text[at:]), "\n\n"]
    yield _PAGE.format(body="".join(parts))


_PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>CONFIDENTIAL – why redactor decided so</title><style>
body {{ font: 1rem/1.5 sans-serif; max-width: 50rem; margin: 2rem auto; white-space: pre-wrap; }}
.replaced {{ background: #f6b8b8; }} .shown {{ background: #f7e08a; }} .left {{ background: #cfe8f5; }}
</style></head><body><p><b>CONFIDENTIAL: this page holds the original text.</b> <mark class="replaced">replaced</mark>
<mark class="shown">shown to a human</mark> <mark class="left">considered and left</mark></p>
{body}
</body></html>"""


def _jsonl(marked: Sequence[_Marked]) -> Iterator[str]:
    """One mark to a line."""
    for document, marks in marked:
        for mark in marks:
            yield json.dumps({
                "location": str(document.location(mark.start)), "start": mark.start, "end": mark.end,
                "text": document.text[mark.start:mark.end], "entity_type": mark.entity_type,
                "score": round(mark.score, 4), "recogniser": mark.recogniser, "reason": mark.why,
                "fate": mark.fate, "replacement": mark.shown,
            }, ensure_ascii=False)


_FORMATS: Mapping[str, Callable[[Sequence[_Marked]], Iterator[str]]] = MappingProxyType(
    {"text": _text, "html": _html, "jsonl": _jsonl})
