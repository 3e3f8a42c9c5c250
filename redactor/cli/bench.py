"""``redactor bench``: speed and memory beside plain Presidio."""

from __future__ import annotations

import json

import click

from redactor.cli import console, options


@click.command()
@click.option("--quick", is_flag=True, help="Stop at 100,000 characters instead of 10 million.")
@click.option("--threads", type=click.IntRange(min=0), default=0, show_default=True,
              help="Cores redactor uses for one text; 0 means all.")
@click.option("--beside-model", metavar="NAME", default="",
              help="spaCy pipeline of plain Presidio [default: the smallest English one that is installed].")
@click.option("--json", "as_json", is_flag=True, help="Print numbers as JSON.")
@options.quiet
def command(quick: bool, threads: int, beside_model: str, as_json: bool, quiet: bool) -> None:
    """Measure speed, peak memory, load time and cold start beside plain Presidio, in one run.

    Both read the same invented case notes, each in processes of its own; then the texts grow, to show that time
    grows with the length of a text and no faster. Plain Presidio is asked up to 100,000 characters, for its time
    grows with the square of the length. Give the machine nothing else to do meanwhile.

    \b
    Exit codes: 0 measured, 2 wrong use, 3 a measurement failed.
    """
    from redactor.evaluation.presidio import plain_presidio
    from redactor.evaluation.speed import LENGTHS, QUICK, bench

    with console.progress(quiet=quiet) as report:
        result = bench(
            plain_presidio(beside_model), QUICK if quick else LENGTHS, threads=threads,
            report=lambda done, total: report("Measuring", done, total),
        )
    click.echo(json.dumps(result.as_json(), indent=2) if as_json else "\n".join(result.lines()))
