"""``redactor completion SHELL``."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the completion script for SHELL.

    \b
    bash:  redactor completion bash > ~/.redactor-complete.bash, then source it from ~/.bashrc
    """
    from redactor.cli import cli

    kind = get_completion_class(shell)
    assert kind is not None  # the choices above are all known to click
    click.echo(kind(cli, {}, "redactor", "_REDACTOR_COMPLETE").source())
