"""``redactor run``: a case folder in, a folder that can be shared out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from redactor.cli import console, options, passphrase


@click.command()
@click.argument("inputs", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="INPUT...")
@click.option("--out", "share", required=True, type=click.Path(path_type=Path), metavar="SHARE",
              help="Folder for the redacted documents.")
@click.option("--workspace", type=click.Path(path_type=Path), metavar="DIR",
              help="Confidential folder for who is who and evidence [default: beside SHARE].")
@options.policy
@options.rules
@options.cast
@options.spacy_model
@click.option("--allow-unread", multiple=True, metavar="KIND",
              help="Do not hold a document back for parts of this kind that cannot be examined (repeatable).")
@click.option("--keep-pictures", multiple=True, metavar="FILE",
              help="You have looked at every picture in FILE, a document of the case: let them stay (repeatable).")
@click.option("--force", is_flag=True, help="Write over what an earlier run left in SHARE.")
@click.option("--keep-map", is_flag=True,
              help="Keep the original words, encrypted with a passphrase, for 'redactor restore'.")
@passphrase.option
@options.quiet
@click.pass_context
def command(
    ctx: click.Context,
    inputs: Sequence[Path],
    share: Path,
    workspace: Path | None,
    policy: str,
    rules: Path | None,
    cast: Path | None,
    spacy_model: str,
    allow_unread: Sequence[str],
    keep_pictures: Sequence[str],
    force: bool,
    keep_map: bool,
    passphrase_file: Path | None,
    quiet: bool,
) -> None:
    """Turn a case (INPUT: its folder or files) into a folder that can be shared.

    Every file is read, what identifies is replaced, the result is written to SHARE under a neutral name and
    searched again. A cast list (cast.csv or cast.xlsx) in the case folder is used without being asked.
    The originals are never changed.

    \b
    Exit codes: 0 all released, 1 a person must look at something, 2 wrong use, 3 a document was withheld.
    """
    from redactor.casefile import Status
    from redactor.pipeline import Redactor

    secret = passphrase.obtain(passphrase_file, confirm=True) if keep_map else ""
    with console.progress(quiet=quiet) as report:
        report("Starting", 0, 1)
        result = Redactor(rules=rules, policy=policy, spacy_model=spacy_model).redact(
            inputs, share, workspace=workspace, cast=cast, force=force, passphrase=secret, report=report,
            allow_unread=[kind.replace("-", " ") for kind in allow_unread],
            keep_pictures=keep_pictures,
        )
    for outcome in result.outcomes:
        if outcome.status is Status.WITHHELD:
            console.error(f"withheld: {outcome.source}: {outcome.error}")
    if not quiet:
        ready, review, withheld = (result.count(status) for status in Status)
        console.note(
            f"{ready + review} of {len(result.outcomes)} documents are in {share}"
            f" ({review} with something a person must look at, {withheld} withheld)."
        )
        console.note(f"Read {share / 'SUMMARY.md'} first. Never share {result.workspace}.")
    ctx.exit(result.exit_code)
