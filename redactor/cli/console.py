"""Streams and progress. Results go to stdout, everything else to stderr; colours only on a terminal."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import click


class Progress(Protocol):
    """Told about each step of long work."""

    def __call__(self, stage: str, done: int, total: int) -> None: ...


def use_utf8() -> None:
    """Write UTF-8 whatever the console's code page is: a Windows console must not fail on a dash."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def error(message: str) -> None:
    """Say what went wrong, on stderr."""
    click.secho(f"redactor: {message}", fg="red", err=True)


def note(message: str) -> None:
    """Say something by the way, on stderr."""
    click.secho(message, err=True)


def where_raised(error: BaseException) -> str:
    """Type and innermost place of an exception, without its message, which may quote a document."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "redactor" in Path(frame.filename).parts]
    place = ours[-1] if ours else (frames[-1] if frames else None)
    at = f" at {Path(place.filename).name}:{place.lineno}" if place else ""
    return f"{type(error).__name__}{at}"


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[Progress]:
    """Show one line of progress on stderr while it is a terminal; silent otherwise.

    Args:
        quiet: show nothing.

    Yields:
        A function called as ``report(stage, done, total)``.
    """
    shown = not quiet and sys.stderr.isatty()

    def report(stage: str, done: int, total: int) -> None:
        if shown:
            width = 24
            filled = width * done // max(total, 1)
            sys.stderr.write(f"\r\x1b[K{stage:<12} [{'█' * filled}{'·' * (width - filled)}] {done}/{total}")
            sys.stderr.flush()

    try:
        yield report
    finally:
        if shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
