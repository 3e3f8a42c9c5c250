"""``redactor rules check``, ``redactor rules show`` and ``redactor rules examples``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from redactor.cli import console

if TYPE_CHECKING:
    from redactor.rulebook import Policy, Rulebook


@click.group()
def command() -> None:
    """Check and show the effective rules."""


@command.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.pass_context
def check(ctx: click.Context, folder: Path | None) -> None:
    """Check the packaged rules, with those of FOLDER layered over them.

    Every mistake is listed with file, line and remedy, and every recogniser is tried on its own examples.
    Exit code 0 when all is well, 2 when anything is wrong.
    """
    from redactor.rulebook import find_problems, load_rulebook

    problems = find_problems(folder)
    for problem in problems:
        console.error(str(problem))
    if problems:
        count = "1 mistake" if len(problems) == 1 else f"{len(problems)} mistakes"
        console.note(f"{count} in the rules. Nothing was changed.")
        ctx.exit(2)
    book = load_rulebook(folder)
    click.echo(
        f"The rules are sound: {len(book.policies)} policies, {len(book.recognisers)} recognisers, "
        f"{len(book.keep_terms)} terms to keep, {len(book.redact_terms)} terms to redact."
    )


@command.command()
@click.option("--policy", "policy_name", metavar="NAME", help="Explain what this policy does to what.")
@click.option("--rules", "folder", metavar="DIR", type=click.Path(path_type=Path),
              help="A council's own rules, layered over the packaged ones.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--all", "every", is_flag=True, help="List every term instead of counting them by file.")
def show(policy_name: str | None, folder: Path | None, form: str, every: bool) -> None:
    """Show the effective rules and where each came from."""
    from redactor.rulebook import load_rulebook

    book = load_rulebook(folder)
    policy = book.policy(policy_name) if policy_name is not None else None
    if form == "json":
        shown = book if policy is None else policy
        click.echo(shown.model_dump_json(indent=2))
        return
    lines = _overview(book, every) if policy is None else _policy(policy)
    click.echo("\n".join(lines))


@command.command()
@click.argument("case", type=click.Path(path_type=Path))
@click.option("--policy", "names", metavar="NAME", multiple=True,
              help="A policy to show (repeatable) [default: all].")
@click.option("--rules", "folder", metavar="DIR", type=click.Path(path_type=Path),
              help="A council's own rules, layered over the packaged ones.")
@click.option("--out", "target", required=True, metavar="FILE", type=click.Path(path_type=Path),
              help="HTML page to write; it holds sentences of CASE.")
@click.option("--most", type=click.IntRange(1, 500), default=40, show_default=True, help="Sentences shown at most.")
@click.option("--quiet", "-q", is_flag=True, help="Show no progress and no remarks.")
def examples(case: Path, names: tuple[str, ...], folder: Path | None, target: Path, most: int, quiet: bool) -> None:
    """Write a page that shows sentences of CASE before and after, under each policy.

    Made from the sample case, it helps to choose a policy by looking. Made from a real case, it is as
    confidential as the case itself.
    """
    from redactor.assurance.examples import Treated, examples_page
    from redactor.intake import open_case
    from redactor.pipeline import DEFAULT_POLICY, Redactor
    from redactor.replacement import plan
    from redactor.rulebook import load_rulebook
    from redactor.workspace import write_atomically

    treated = []
    with console.progress(quiet=quiet) as report:
        intake = open_case([case], outside=[target], report=report)
        every = sorted(load_rulebook(folder).policies, key=lambda name: name != DEFAULT_POLICY)
        for name in names or every:
            redactor = Redactor(rules=folder, policy=name)
            analysis = redactor.analyse(intake.documents, cast=intake.cast, report=report)
            treated.append(Treated(
                policy=redactor.policy, documents={document.id: document for document in analysis.documents},
                replacements={
                    document.id: plan(
                        document, recognition.findings, analysis.resolution, analysis.timeline, redactor.policy,
                        # A page of examples needs no key that anybody could keep.
                        secret=bytes(32),
                    )
                    for document, recognition in zip(analysis.documents, analysis.recognitions, strict=True)
                },
            ))
    write_atomically(target, examples_page(treated, most=most).encode())
    if not quiet:
        console.note(f"Written to {target}. It holds sentences of the case.")
    for failure in intake.failures:
        console.error(f"{failure.source}: {failure.error}")


def _overview(book: Rulebook, every: bool) -> Iterator[str]:
    yield "Policies (explain one with --policy NAME)"
    for policy in book.policies.values():
        extends = f", extends {policy.extends}" if policy.extends else ""
        yield f"  {policy.name}{extends}  [{policy.source}]"
        yield f"      {policy.description}"
    yield ""
    yield "Recognisers"
    for rule in book.recognisers:
        yield f"  {rule.name}: {rule.entity_type}  [{rule.source}]"
    for title, terms in (("Terms to keep", book.keep_terms), ("Terms to redact", book.redact_terms)):
        yield ""
        yield f"{title}: {len(terms)}" + ("" if every or not terms else " (list them with --all)")
        if every:
            for term in terms:
                yield f"  {term.name}  [{term.source}]"
        else:
            for file, count in Counter(term.source.file for term in terms).items():
                yield f"  {count:5}  {file}"


def _policy(policy: Policy) -> Iterator[str]:
    from redactor.rulebook import in_plain_words

    extends = f", extends {policy.extends}" if policy.extends else ""
    yield f"{policy.name}{extends}  [{policy.source}]"
    yield policy.description
    yield ""
    for what, happens in in_plain_words(policy):
        yield f"- {what}: {happens}"
