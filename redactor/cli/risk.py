"""``redactor risk``: the indirect identifiers that survive, and what they add up to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from redactor.cli import console, options

if TYPE_CHECKING:
    from redactor.assurance.risk import PersonRisk
    from redactor.workspace import Workspace


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option("--area", metavar="AREA", default="",
              help="Where the reader is: village, town, district, unitary authority, london borough, county, or a "
                   "number of inhabitants [default: unitary authority].")
@click.option("--accept", "accepted", multiple=True, metavar="ID",
              help="Accept the suggestion of a survivor, or of 'all'; the next run applies it (repeatable).")
@click.option("--workspace", "folder", type=click.Path(path_type=Path), metavar="DIR",
              help="Confidential folder of the case [default: beside a share box].")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
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
    area: str,
    accepted: Sequence[str],
    folder: Path | None,
    form: str,
    show_text: bool,
    policy: str,
    rules: Path | None,
    cast: Path | None,
    spacy_model: str,
    quiet: bool,
) -> None:
    """List, for each person, what still singles them out once a case (PATH) is redacted.

    PATH is a folder that 'redactor run' wrote, which is read as it is, or a case, which is redacted in memory
    first. A person is warned of when three kinds of fact survive, or one that singles out by itself. How many
    people the facts fit is a guess from census-like figures in rules/risk, off by ten times either way.

    With a workspace, the whole list goes there too (risk.md), with what somebody could search for.

    \b
    Exit codes: 0 nobody is warned of, 1 somebody is, 2 wrong use, 3 something could not be read.
    """
    from redactor.assurance.risk import accept, area_size, as_json, jigsaw, save_risk
    from redactor.errors import UsageError

    area_size(area)
    box = _workspace(paths, folder)
    outputs, unread = _outputs(paths, box, policy, rules, cast, spacy_model, quiet)
    risks = jigsaw(outputs, area=area)
    if box is not None:
        save_risk(risks, box)
    if accepted:
        if box is None:
            raise UsageError(
                "there is no workspace to remember in what was accepted.",
                remedy="Name the confidential folder of the case with --workspace.",
            )
        count = len(accept(risks, accepted, box))
        console.note(f"{count} generalisations are accepted; 'redactor run' with this workspace applies them.")
    if form == "json":
        click.echo(json.dumps(as_json(risks, confidential=show_text), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_table(risks, show_text)))
    for line in unread:
        console.error(line)
    ctx.exit(3 if unread else 1 if any(risk.warned for risk in risks) else 0)


def _is_share(paths: Sequence[Path]) -> bool:
    from redactor.assurance.summary import SUMMARY

    return len(paths) == 1 and (paths[0] / SUMMARY).is_file()


def _workspace(paths: Sequence[Path], folder: Path | None) -> Workspace | None:
    from redactor.workspace import Workspace, default_workspace

    if folder is not None:
        return Workspace.open(folder)
    if _is_share(paths) and (beside := default_workspace(paths[0])).is_dir():
        return Workspace.open(beside)
    return None


def _outputs(
    paths: Sequence[Path], box: Workspace | None, policy: str, rules: Path | None, cast: Path | None,
    spacy_model: str, quiet: bool,
) -> tuple[dict[str, str], list[str]]:
    """What the audience reads by document id, and what could not be read."""
    from redactor.assurance.risk import load_accepted
    from redactor.assurance.summary import SUMMARY
    from redactor.intake import open_case
    from redactor.pipeline import Redactor
    from redactor.replacement import plan, redacted_text

    with console.progress(quiet=quiet) as report:
        if _is_share(paths):
            written = sorted(path for path in paths[0].iterdir() if path.name != SUMMARY)
            case = open_case(written, report=report)
            outputs = {document.path: document.text for document in case.documents}
        else:
            case = open_case(paths, cast=cast, report=report)
            redactor = Redactor(rules=rules, policy=policy, spacy_model=spacy_model)
            analysis = redactor.analyse(case.documents, cast=case.cast, report=report)
            accepted = load_accepted(box) if box is not None else ()
            outputs = {
                document.id: redacted_text(document, plan(
                    document, recognition.findings, analysis.resolution, analysis.timeline, redactor.policy,
                    # Nothing that is written with it leaves the process.
                    secret=box.secret if box is not None else bytes(32), accepted=accepted,
                ))
                for document, recognition in zip(analysis.documents, analysis.recognitions, strict=True)
            }
    return outputs, [f"{failure.source}: {failure.error}" for failure in case.failures]


def _table(risks: Sequence[PersonRisk], show_text: bool) -> Iterator[str]:
    from redactor.assurance.risk import fits_in_words

    if not risks:
        yield "No indirect identifier was found. The program overlooks things: read the text with this question too."
        return
    for risk in risks:
        kinds = "1 kind of fact" if len(risk.kinds) == 1 else f"{len(risk.kinds)} kinds of fact"
        kinds += ", the family's among them" if risk.shared else ""
        yield f"{risk.person}: {'LOOK AT THIS: ' if risk.warned else ''}{kinds}, fits {fits_in_words(risk)}"
        for survivor in risk.survivors:
            words = f" “{survivor.words}”" if show_text else ""
            alone = ", singles out" if survivor.unique else ""
            become = survivor.suggestion or "rewrite by hand"
            yield f"  {survivor.id}  {survivor.kind}{alone}{words} in {', '.join(survivor.documents)} → {become}"
