"""Where a passphrase comes from: a file, the environment, or the terminal; never an argument, which others see."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from redactor.errors import UsageError

VARIABLE = "REDACTOR_PASSPHRASE"

option = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=f"Read the passphrase from the first line of FILE [default: ${VARIABLE}, or asked for].",
)


def obtain(file: Path | None, *, confirm: bool) -> str:
    """The passphrase.

    Args:
        file: file whose first line it is.
        confirm: ask for it twice, because something is to be locked with it.

    Raises:
        UsageError: the file cannot be read or is empty, or there is nobody to ask.
    """
    if file is not None:
        try:
            first = file.read_text(encoding="utf-8-sig").partition("\n")[0].rstrip("\r")
        except (OSError, ValueError):
            raise UsageError(
                "the file with the passphrase cannot be read.", where=file.name, remedy="Check the path."
            ) from None
        if not first:
            raise UsageError(
                "the file with the passphrase is empty.", where=file.name, remedy="Write it on the first line."
            )
        return first
    if value := os.environ.get(VARIABLE):
        return value
    if not sys.stdin.isatty():
        raise UsageError(
            "a passphrase is needed and there is no terminal to ask on.",
            remedy=f"Give --passphrase-file FILE or set {VARIABLE}.",
        )
    answer: str = click.prompt("Passphrase", hide_input=True, confirmation_prompt=confirm, err=True)
    return answer
