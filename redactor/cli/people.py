"""``redactor people``: write a draft of the cast list, or correct one."""

from __future__ import annotations

from pathlib import Path

import click

from redactor.cli import console, options

DRAFT = "cast-draft_CONFIDENTIAL.csv"


@click.command()
@click.argument("case", type=click.Path(path_type=Path), metavar="CASE")
@options.cast
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=f"Where the draft or the corrected list goes (.csv or .xlsx) [default: {DRAFT} beside CASE].",
)
@options.policy
@options.rules
@options.spacy_model
@click.option("--force", is_flag=True, help="Write over an earlier draft.")
@click.option("--merge", nargs=2, multiple=True, metavar="A B", help="A and B are one person (repeatable).")
@click.option(
    "--split",
    multiple=True,
    metavar="A",
    help="The alias A, or every alias of the person A, is somebody else (repeatable).",
)
@click.option("--rename", nargs=2, multiple=True, metavar="A LABEL", help="Show A as LABEL (repeatable).")
@options.quiet
def command(
    case: Path,
    cast: Path | None,
    out: Path | None,
    policy: str,
    rules: Path | None,
    spacy_model: str,
    force: bool,
    merge: tuple[tuple[str, str], ...],
    split: tuple[str, ...],
    rename: tuple[tuple[str, str], ...],
    quiet: bool,
) -> None:
    """Write a draft of who is in CASE, to be corrected and used with 'redactor run CASE --cast FILE'.

    With --merge, --split or --rename nothing is read but the cast list, which is corrected: the one given with
    --cast, else the one in the case folder, else the draft. It is corrected where it lies, or written to --out. A
    and B are names, aliases or labels in it.

    \b
      redactor people "My case"
      redactor people "My case" --merge "Liz Ward" "Child C" --rename "Mo Khan" "Neighbour"
    """
    target = out or case.resolve().parent / DRAFT
    if merge or split or rename:
        source = _cast_list(case, cast, target)
        _correct(source, out or source, merge, split, rename, force=force, quiet=quiet)
    else:
        _write_draft(
            case, cast, target, policy=policy, rules=rules, spacy_model=spacy_model, force=force, quiet=quiet
        )


def _cast_list(case: Path, cast: Path | None, drafted: Path) -> Path:
    from redactor.errors import UsageError
    from redactor.people import find_cast

    found = cast or find_cast(case) or (drafted if drafted.is_file() else None)
    if found is None:
        raise UsageError(
            "there is no cast list to correct.", where=case.name, remedy="Write a draft first: redactor people CASE."
        )
    return found


def _correct(
    source: Path,
    target: Path,
    merge: tuple[tuple[str, str], ...],
    split: tuple[str, ...],
    rename: tuple[tuple[str, str], ...],
    *,
    force: bool,
    quiet: bool,
) -> None:
    from redactor.people.draft import CastSheet

    if target.resolve() != source.resolve():
        _check(target, force=force)
    sheet = CastSheet.load(source)
    for one, other in merge:
        sheet.merge(one, other)
    for who in split:
        sheet.split(who)
    for who, label in rename:
        sheet.rename(who, label)
    sheet.save(target)
    if not quiet:
        console.note(f"{target} is corrected. Use it with: redactor run CASE --cast FILE")


def _check(target: Path, *, force: bool) -> None:
    """Refuse a file that is no cast list, and one that is there already unless it may be written over."""
    from redactor.errors import UsageError

    if target.suffix.lower() not in {".csv", ".xlsx"}:
        raise UsageError("a cast list is written as .csv or .xlsx.", where=target.name, remedy="Choose one of these.")
    if target.exists() and not force:
        raise UsageError(
            "a cast list is already there; you may have corrected it.",
            where=target.name,
            remedy="Choose another file with --out, or write over it with --force.",
        )


def _write_draft(
    case: Path,
    cast: Path | None,
    target: Path,
    *,
    policy: str,
    rules: Path | None,
    spacy_model: str,
    force: bool,
    quiet: bool,
) -> None:
    from redactor.intake import open_case
    from redactor.people.draft import draft
    from redactor.pipeline import Redactor

    _check(target, force=force)
    with console.progress(quiet=quiet) as report:
        intake = open_case([case], cast=cast, report=report)
        analysis = Redactor(rules=rules, policy=policy, spacy_model=spacy_model).analyse(
            intake.documents, cast=intake.cast, report=report
        )
    sheet = draft(analysis.resolution)
    sheet.save(target)
    if quiet:
        return
    undecided = sum(flag.kind == "undecided person" for flag in analysis.resolution.flags)
    console.note(
        f"{len(sheet.rows)} people, and {undecided} mentions that could not be tied to one of them, are in {target}. "
        "It holds names: keep it confidential."
    )
    for failure in intake.failures:
        console.error(f"not read: {failure.source}: {failure.error}")
    console.note("Correct it (in Excel, or with --merge, --split, --rename), then: redactor run CASE --cast FILE")
