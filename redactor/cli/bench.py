"""``redactor bench``: speed and memory beside plain Presidio."""

from __future__ import annotations

import json
from typing import Any

import click

from redactor.cli import console, options


@click.command()
@click.option("--quick", "extent", flag_value="quick", help="Short texts and small files, in a minute or two.")
@click.option("--full", "extent", flag_value="full",
              help="Also 10 million characters and a workbook of 100,000 rows: most of an hour.")
@click.option("--files", "only", flag_value="files", help="Only files.")
@click.option("--people", "only", flag_value="people", help="Only who is who.")
@click.option("--threads", type=click.IntRange(min=0), default=0, show_default=True,
              help="Cores redactor uses for one text; 0 means all.")
@click.option("--beside-model", metavar="NAME", default="",
              help="spaCy pipeline of plain Presidio [default: the smallest English one that is installed].")
@click.option("--json", "as_json", is_flag=True, help="Print numbers as JSON.")
@options.quiet
def command(extent: str | None, only: str | None, threads: int, beside_model: str, as_json: bool, quiet: bool) -> None:
    """Measure speed, peak memory, load time and cold start beside plain Presidio, in one run.

    Both read the same invented case notes, each in processes of its own; then the texts grow, to show that time
    grows with the length of a text and no faster. Plain Presidio is asked up to 100,000 characters, for its time
    grows with the square of the length. At last whole files are read, redacted, written and proved: a PDF of 300 pages,
    40 pages of Word and 10,000 rows of Excel; and people are told apart in cases of up to 100,000 mentions. It takes
    about ten minutes on two cores; give the machine nothing else to do meanwhile.

    \b
    Exit codes: 0 measured, 2 wrong use, 3 a measurement failed.
    """
    from redactor.evaluation import speed
    from redactor.evaluation.presidio import plain_presidio

    lengths, amounts, mentions = {
        "quick": (speed.QUICK_LENGTHS, speed.QUICK_AMOUNTS, speed.QUICK_MENTIONS),
        "full": (speed.FULL_LENGTHS, speed.FULL_AMOUNTS, speed.MENTIONS),
    }.get(extent or "", (speed.LENGTHS, speed.AMOUNTS, speed.MENTIONS))
    numbers: dict[str, Any] = {}
    tables: list[str] = []
    with console.progress(quiet=quiet) as report:
        if only is None:
            texts = speed.bench(
                plain_presidio(beside_model), lengths, threads=threads,
                report=lambda done, total: report("Measuring texts", done, total),
            )
            numbers |= texts.as_json()
            tables.append("\n".join(texts.lines()))
        if only != "people":
            files = speed.bench_files(
                amounts, threads=threads, report=lambda done, total: report("Measuring files", done, total))
            numbers["files"] = [timing.as_json() for timing in files]
            tables.append("\n".join(speed.file_lines(files)))
        if only != "files":
            people = speed.bench_people(
                mentions, report=lambda done, total: report("Measuring who is who", done, total))
            numbers["people"] = [timing.as_json() for timing in people]
            tables.append("\n".join(speed.people_lines(people)))
    click.echo(json.dumps(numbers, indent=2) if as_json else "\n\n".join(tables))
