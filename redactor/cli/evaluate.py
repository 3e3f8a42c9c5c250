"""``redactor evaluate``: leaks and over-redaction on annotated texts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from redactor.cli import console, options

if TYPE_CHECKING:
    from redactor.evaluation.predict import System
    from redactor.evaluation.report import Report

_FILE = click.Path(path_type=Path)
PUBLISHED = "publication"


@click.command()
@click.argument("gold", required=False, type=_FILE, metavar="[GOLD.jsonl]")
@click.option("--cases", type=_FILE, metavar="DIR",
              help="Whole cases (caseN.jsonl and caseN/people.json): leaks, who is who, roles.")
@click.option("--tab", type=_FILE, metavar="FILE", help="Court judgments of the Text Anonymization Benchmark.")
@click.option("--portraits", type=_FILE, metavar="FILE", help="Texts that name hardly anybody: over-redaction.")
@click.option("--predictions", type=_FILE, metavar="FILE",
              help="Write what is taken out, one JSON object for each text of GOLD.jsonl and of --cases.")
@click.option("--beside", type=click.Choice(["presidio"]), help="Measure this beside redactor, on the same texts.")
@click.option("--beside-model", metavar="NAME", default="",
              help="spaCy pipeline for it [default: the smallest English one that is installed].")
@click.option("--json", "as_json", is_flag=True, help="Print numbers as JSON.")
@click.option(
    "--policy", metavar="NAME",
    help="Whose eyes it is for; 'redactor rules show' lists the policies.  "
         f"[default: {options.DEFAULT_POLICY}; {PUBLISHED} for --tab, since judgments are published]",
)
@options.rules
@options.spacy_model
@options.quiet
def command(
    gold: Path | None,
    cases: Path | None,
    tab: Path | None,
    portraits: Path | None,
    predictions: Path | None,
    beside: str | None,
    beside_model: str,
    as_json: bool,
    policy: str | None,
    rules: Path | None,
    spacy_model: str,
    quiet: bool,
) -> None:
    """Measure leaks and over-redaction on annotated texts.

    The whole recognition runs, people resolution included, with each text of GOLD.jsonl as a case of its own.
    A marked span leaks when any letter or digit of it stays readable; labels are not compared; QUASI, the
    indirect identifiers, is neutral and reported by itself. No text is printed.

    \b
    GOLD.jsonl: {"id","text","spans":[{"start","end","label"}],"keep":[{"start","end"}]} on each line.
    Exit codes: 0 measured, 2 wrong use, 3 a file could not be read.
    """
    if not (gold or cases or tab or portraits):
        raise click.UsageError("Give GOLD.jsonl, --cases, --tab or --portraits: there is nothing to measure.")
    if predictions and not (gold or cases):
        raise click.UsageError("--predictions goes with GOLD.jsonl or --cases.")
    if beside_model and not beside:
        raise click.UsageError("--beside-model goes with --beside.")
    from redactor.evaluation.measure import Measure
    from redactor.evaluation.predict import of_redactor
    from redactor.pipeline import Redactor

    with console.progress(quiet=quiet) as report:
        report("Starting", 0, 1)
        others: dict[str, System] = {}
        note = ""
        if beside:
            from redactor.evaluation.presidio import plain_presidio

            plain = plain_presidio(beside_model)
            others, note = {"Presidio": plain.system()}, plain.note

        def under(name: str) -> Measure:
            own = of_redactor(Redactor(rules=rules, policy=name, spacy_model=spacy_model))
            return Measure({"redactor": own, **others}, report)

        measure = under(policy or options.DEFAULT_POLICY)
        reports: dict[str, Report] = {}
        if gold:
            reports["gold"] = measure.texts(gold)
        if cases:
            reports["cases"] = measure.cases(cases)
        if tab:
            reports["tab"] = (measure if policy else under(PUBLISHED)).tab(tab)
        if portraits:
            reports["portraits"] = measure.portraits(portraits)
    if predictions:
        from redactor.workspace import write_atomically

        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in measure.rows)
        write_atomically(predictions, lines.encode())
    if as_json:
        settings = {"policy": policy or options.DEFAULT_POLICY, "tab_policy": policy or PUBLISHED, "beside": note}
        click.echo(json.dumps(
            settings | {name: own.as_json() for name, own in reports.items()}, ensure_ascii=False, indent=2))
        return
    if note:
        click.echo(f"Beside redactor: {note}.\n")
    click.echo("\n\n".join("\n".join(own.lines()) for own in reports.values()))
