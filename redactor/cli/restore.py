"""``redactor restore``: an authorised person gets the original names back, in one chosen document."""

from __future__ import annotations

from pathlib import Path

import click

from redactor.cli import console, passphrase


@click.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option(
    "--workspace",
    required=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Confidential folder of the run that kept the map (redactor run --keep-map).",
)
@click.option(
    "--out",
    "target",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE2",
    help="File to write; it holds the original names.",
)
@passphrase.option
@click.option("--force", is_flag=True, help="Write over FILE2.")
@click.pass_context
def command(
    ctx: click.Context,
    file: Path,
    workspace: Path,
    target: Path,
    passphrase_file: Path | None,
    force: bool,
) -> None:
    """Write the redacted document FILE with its original names as FILE2, for a person who may read them.

    \b
    Exit codes: 0 all names are back, 1 some are not because FILE was changed, 2 wrong use or passphrase.
    """
    from redactor.errors import UsageError
    from redactor.formats import format_for, read_document
    from redactor.formats.registry import load
    from redactor.people.keymap import match_key, read_map, restoring_edits
    from redactor.workspace import KEY_MAP, Workspace, write_atomically

    if target.exists() and (not force or target.resolve() == file.resolve()):
        raise UsageError(
            "the file to be written is already there.", where=target.name, remedy="Choose another with --out."
        )
    box = Workspace.open(workspace)
    document = read_document(file, document_id="d1", relative_path=file.name)
    if not box.has(KEY_MAP):
        raise UsageError(
            "no map was kept of this case.", where=workspace.name, remedy="Only 'redactor run --keep-map' keeps one."
        )
    keys = read_map(box.path(KEY_MAP), passphrase.obtain(passphrase_file, confirm=False))
    key = match_key(keys, document)
    if key is None:
        raise UsageError(
            "the map knows nothing of this document.",
            where=file.name,
            remedy="Give a document of the share box that belongs to this workspace.",
        )
    edits, missed = restoring_edits(key, document)
    write_atomically(target, format_for(file).write_bytes(load(file), edits))
    count = sum(len(changes) for changes in edits.values())
    console.note(f"{count} places have their original words back. {target} is CONFIDENTIAL.")
    if missed:
        console.error(f"{missed} places were not found, because the document was changed since it was written.")
        ctx.exit(1)
