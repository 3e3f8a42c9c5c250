"""``redactor bench``: speed and memory beside plain Presidio."""

from __future__ import annotations

import json

import click

from redactor.cli import console, options


@click.command()
@click.option("--quick", is_flag=True, help="Stop at 100,000 characters instead of 10 million, and at small files.")
@click.option("--files", is_flag=True, help="Only files: a PDF of 300 pages, 40 pages of Word, 100,000 rows of Excel.")
@click.option("--threads", type=click.IntRange(min=0), default=0, show_default=True,
              help="Cores redactor uses for one text; 0 means all.")
@click.option("--beside-model", metavar="NAME", default="",
              help="spaCy pipeline of plain Presidio [default: the smallest English one that is installed].")
@click.option("--json", "as_json", is_flag=True, help="Print numbers as JSON.")
@options.quiet
def command(quick: bool, files: bool, threads: int, beside_model: str, as_json: bool, quiet: bool) -> None:
    """Measure speed, peak memory, load time and cold start beside plain Presidio, in one run.

    Both read the same invented case notes, each in processes of its own; then the texts grow, to show that time
    grows with the length of a text and no faster. Plain Presidio is asked up to 100,000 characters, for its time
    grows with the square of the length. At last whole files are read, redacted, written and proved: a PDF of 300 pages,
    40 pages of Word and 100,000 rows of Excel. Give the machine nothing else to do meanwhile.

    \b
    Exit codes: 0 measured, 2 wrong use, 3 a measurement failed.
    """
    from redactor.evaluation.presidio import plain_presidio
    from redactor.evaluation.speed import AMOUNTS, LENGTHS, QUICK, QUICK_AMOUNTS, bench, bench_files, file_lines

    with console.progress(quiet=quiet) as report:
        texts = None if files else bench(
            plain_presidio(beside_model), QUICK if quick else LENGTHS, threads=threads,
            report=lambda done, total: report("Measuring texts", done, total),
        )
        timings = bench_files(
            QUICK_AMOUNTS if quick else AMOUNTS, threads=threads,
            report=lambda done, total: report("Measuring files", done, total),
        )
    if as_json:
        numbers = {} if texts is None else texts.as_json()
        click.echo(json.dumps({**numbers, "files": [timing.as_json() for timing in timings]}, indent=2))
    else:
        click.echo("\n".join([*([] if texts is None else [*texts.lines(), ""]), *file_lines(timings)]))
