"""``redactor verify``: search a share box again for anything that was replaced."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from redactor.cli import console, options

if TYPE_CHECKING:
    from redactor.assurance import FileVerdict


@click.command()
@click.argument("share", type=click.Path(path_type=Path), metavar="SHARE")
@click.option("--workspace", type=click.Path(path_type=Path), metavar="DIR",
              help="The confidential folder of the run [default: beside SHARE].")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True,
              help="How the result is printed.")
@click.option("--no-ocr", is_flag=True, help="Do not read pages and pictures with Tesseract as well.")
@options.quiet
@click.pass_context
def command(
    ctx: click.Context, share: Path, workspace: Path | None, form: str, no_ocr: bool, quiet: bool,
) -> None:
    """Search a share box (SHARE) again for anything that was replaced.

    Every file is opened in every way a curious reader might, and compared with the fingerprints that the run kept.
    Files that were changed, added or taken away since are told as well. No value is ever printed.

    \b
    Exit codes: 0 clean, 1 something was found or changed, 2 wrong use, 3 a file could not be searched.
    """
    from redactor.assurance import Traces, verify_share
    from redactor.errors import UsageError
    from redactor.workspace import MANIFEST, Workspace, default_workspace

    if not share.is_dir():
        raise UsageError("there is no such folder.", where=share.name, remedy="Give the folder that was shared.")
    box = Workspace.open(workspace or default_workspace(share))
    with console.progress(quiet=quiet) as report:
        verdicts = verify_share(
            share, Traces.load(box), box.read_json(MANIFEST), ocr=not no_ocr, report=report)
    click.echo(_as_json(verdicts) if form == "json" else _as_table(verdicts))
    ctx.exit(3 if any(v.unreadable for v in verdicts) else 1 if any(not v.clean for v in verdicts) else 0)


def _as_json(verdicts: list[FileVerdict]) -> str:
    return json.dumps({"files": [
        {
            "name": verdict.name, "clean": verdict.clean, "problem": verdict.problem,
            "residuals": [
                {"part": item.part, "kind": item.kind, "count": item.count, "certain": item.certain}
                for item in verdict.residuals
            ],
        }
        for verdict in verdicts
    ]}, ensure_ascii=False, indent=1)


def _as_table(verdicts: list[FileVerdict]) -> str:
    lines = []
    for verdict in verdicts:
        lines.append(f"{verdict.name}: {verdict.problem or ('clean' if verdict.clean else 'not clean')}")
        lines += [
            f"    {item.part}: {item.kind}, {item.count} time{'s' if item.count > 1 else ''}"
            f"{'' if item.certain else ' (doubtful: look at it)'}"
            for item in verdict.residuals
        ]
    dirty = sum(not verdict.clean for verdict in verdicts)
    lines.append(f"{len(verdicts)} files searched, {dirty or 'none'} with something found.")
    return "\n".join(lines)
