"""``redactor scan``: list what would be replaced, without writing documents."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from redactor.cli import console, options

if TYPE_CHECKING:
    from redactor.cli.detection import Hit

_HEAD = ("File", "Place", "Type", "Score", "Found by")


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
@click.option("--show-text", is_flag=True, help="Show the words themselves, which are case material.")
@options.policy
@options.rules
@options.cast
@options.spacy_model
@options.quiet
@click.pass_context
def command(
    ctx: click.Context,
    paths: Sequence[Path],
    form: str,
    show_text: bool,
    policy: str,
    rules: Path | None,
    cast: Path | None,
    spacy_model: str,
    quiet: bool,
) -> None:
    """List what identifies in files and folders (PATH) without writing any document.

    All of them are taken as one case: what one document explains is found in the others. Properties of a file
    (author, title) are searched too.

    \b
    Each line of --format jsonl has path, location, start, end, block, block_start, block_end, entity_type,
    score, recogniser and action (what the policy does with it). start and end count characters of the
    document's reading text, in which paragraphs are joined by newlines and cells by tabs; block_start and
    block_end those of the paragraph or cell. Ends are exclusive. "text" is there with --show-text only.

    \b
    Exit codes: 0 nothing found, 1 something found, 2 wrong use, 3 something could not be read.
    """
    from redactor.cli.detection import detect

    found = detect(paths, policy=policy, rules=rules, cast=cast, spacy_model=spacy_model, quiet=quiet)
    if form == "jsonl":
        for hit in found.hits:
            click.echo(json.dumps(_row(hit, show_text), ensure_ascii=False))
    elif found.hits:
        _print_table([_cells(hit, show_text) for hit in found.hits], (*_HEAD, "Text") if show_text else _HEAD)
    if not quiet:
        files = len(found.intake.documents)
        console.note(f"{len(found.hits)} found in {files} {'file' if files == 1 else 'files'}.")
    ctx.exit(3 if found.unread else 1 if found.hits else 0)


def _row(hit: Hit, show_text: bool) -> dict[str, Any]:
    block, start, end = hit.block
    row: dict[str, Any] = {
        "path": hit.path.as_posix(), "location": str(hit.location),
        "start": hit.finding.start, "end": hit.finding.end,
        "block": block.id, "block_start": start, "block_end": end,
        "entity_type": hit.finding.entity_type, "score": round(hit.finding.score, 4),
        "recogniser": hit.finding.recogniser, "action": "replace" if hit.replacement else "show to a human",
    }
    if show_text:
        row["text"] = hit.text
    return row


def _cells(hit: Hit, show_text: bool) -> tuple[str, ...]:
    cells = (
        hit.path.as_posix(), str(hit.location), hit.finding.entity_type, f"{hit.finding.score:.2f}",
        hit.finding.recogniser,
    )
    return (*cells, " ".join(hit.text.split())) if show_text else cells


def _print_table(rows: Sequence[tuple[str, ...]], head: tuple[str, ...]) -> None:
    """A table that fits the window on a terminal; plain aligned columns elsewhere."""
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table(*head, header_style="bold")
        for row in rows:
            table.add_row(*map(Text, row))
        Console().print(table)
        return
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    for row in (head, *rows):
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
