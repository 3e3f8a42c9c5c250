"""``redactor check``: are files free of identifiers? For people before they send, and for CI."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import click

from redactor import __version__
from redactor.cli import console, options

if TYPE_CHECKING:
    from redactor.cli.detection import Hit


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option("--format", "form", type=click.Choice(["text", "json", "sarif"]), default="text", show_default=True)
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
    policy: str,
    rules: Path | None,
    cast: Path | None,
    spacy_model: str,
    quiet: bool,
) -> None:
    """Tell whether files and folders (PATH) are free of what the policy would replace.

    Prints type and place of each finding, never the words. Labels that redactor wrote ("[Mother]", "[Week 3]")
    and its banner are no findings. A part that cannot be examined, such as a picture, counts as unread.

    \b
    Exit codes: 0 clean, 1 something found, 2 wrong use, 3 something could not be read.
    """
    from redactor.cli.detection import detect

    found = detect(paths, policy=policy, rules=rules, cast=cast, spacy_model=spacy_model, quiet=quiet)
    hits = [hit for hit in found.hits if hit.replacement is not None]
    for line in _FORMATS[form](hits):
        click.echo(line)
    if not quiet:
        kinds = ", ".join(f"{kind} {count}" for kind, count in Counter(_type(hit) for hit in hits).most_common())
        files = len(found.intake.documents)
        console.note(
            f"{len(hits)} found ({kinds})." if hits else
            f"Nothing found in {files} {'file' if files == 1 else 'files'}. A person must still look."
        )
    ctx.exit(3 if found.unread else 1 if hits else 0)


def _type(hit: Hit) -> str:
    return hit.finding.entity_type


def _text(hits: Sequence[Hit]) -> Iterator[str]:
    for hit in hits:
        yield f"{hit.path.as_posix()}: {hit.location}: {_type(hit)}"


def _json(hits: Sequence[Hit]) -> Iterator[str]:
    yield json.dumps([
        {"path": hit.path.as_posix(), "location": str(hit.location), "entity_type": _type(hit),
         "score": round(hit.finding.score, 4)}
        for hit in hits
    ], ensure_ascii=False, indent=2)


def _sarif(hits: Sequence[Hit]) -> Iterator[str]:
    """SARIF 2.1.0 (OASIS), which code hosts show beside the files."""
    results: list[dict[str, Any]] = [
        {
            "ruleId": _type(hit), "level": "error", "message": {"text": f"{_type(hit)} at {hit.location}"},
            "locations": [{
                "physicalLocation": {"artifactLocation": {"uri": hit.path.as_posix()}},
                "logicalLocations": [{"fullyQualifiedName": str(hit.location)}],
            }],
        }
        for hit in hits
    ]
    driver = {
        "name": "redactor", "version": __version__,
        "rules": [{"id": kind} for kind in sorted({_type(hit) for hit in hits})],
    }
    yield json.dumps({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }, ensure_ascii=False, indent=2)


_FORMATS: Mapping[str, Callable[[Sequence[Hit]], Iterator[str]]] = MappingProxyType(
    {"text": _text, "json": _json, "sarif": _sarif})
