"""Options that several commands share, so that they are called and explained the same everywhere."""

from __future__ import annotations

from pathlib import Path

import click

#: As in :mod:`redactor.pipeline`, which takes too long to load before it is known what is asked for.
DEFAULT_POLICY = "success-review"

policy = click.option(
    "--policy", metavar="NAME", default=DEFAULT_POLICY, show_default=True,
    help="Whose eyes it is for; 'redactor rules show' lists the policies.",
)
rules = click.option(
    "--rules", metavar="DIR", type=click.Path(path_type=Path),
    help="A council's own rules, layered over the packaged ones.",
)
cast = click.option(
    "--cast", metavar="FILE", type=click.Path(path_type=Path),
    help="Who is in the case (CSV or XLSX) [default: cast.csv or cast.xlsx in the case folder].",
)
spacy_model = click.option(
    "--spacy-model", metavar="NAME", default="",
    help="An installed spaCy pipeline to use instead of the embedded recogniser.",
)
quiet = click.option("--quiet", "-q", is_flag=True, help="Show no progress and no remarks.")
