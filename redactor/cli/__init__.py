"""The command line: one thin command per file, loaded only when it is called.

Click alone is imported here, so that ``redactor --help`` answers at once. Exit codes are a contract:
0 clean, 1 findings or review needed, 2 usage or rule error, 3 something withheld or unread.
"""

from __future__ import annotations

import importlib
import sys

import click

from redactor import __version__
from redactor.cli import console
from redactor.errors import RedactorError

#: Command name → (module, one-line help). The help stands here so that listing commands imports none.
COMMANDS: dict[str, tuple[str, str]] = {
    "run": ("redactor.cli.run", "Turn a case folder into a folder that can be shared."),
    "scan": ("redactor.cli.scan", "List what would be replaced, without writing documents."),
    "check": ("redactor.cli.check", "Tell whether files are free of identifiers (for CI)."),
    "explain": ("redactor.cli.explain", "Show one document with every finding and its reason."),
    "people": ("redactor.cli.people", "Write or correct the cast list of a case."),
    "restore": ("redactor.cli.restore", "Give an authorised person the original names back."),
    "risk": ("redactor.cli.risk", "List the indirect identifiers that survive (jigsaw risk)."),
    "verify": ("redactor.cli.verify", "Search a share box again for anything that was replaced."),
    "rules": ("redactor.cli.rules", "Check and show the effective rules."),
    "evaluate": ("redactor.cli.evaluate", "Measure leaks and over-redaction on annotated texts."),
    "bench": ("redactor.cli.bench", "Measure speed and memory beside plain Presidio."),
    "completion": ("redactor.cli.completion", "Print the script that completes commands in your shell."),
}


class LazyGroup(click.Group):
    """A group that imports a command's module only when that command is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in COMMANDS:
            import difflib

            close = difflib.get_close_matches(name, COMMANDS, n=1)
            hint = f" Did you mean '{close[0]}'?" if close else " See 'redactor --help'."
            raise click.UsageError(f"There is no command '{name}'.{hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="redactor")
def cli() -> None:
    """Strips identifying details from social-work case material before it is shared.

    The result is a draft: a person who knows the case must check it. Nothing is sent over the network.

    \b
    Start here:   redactor run "My case folder" --out share
    """


def main() -> None:
    """Run the command line and leave with the exit code of the contract.

    Anything unexpected is reported by its type and place only: a library's message may quote the document.
    """
    console.use_utf8()
    try:
        code = cli.main(prog_name="redactor", standalone_mode=False)
    except click.exceptions.Exit as stop:
        code = stop.exit_code
    except click.ClickException as error:
        error.show()
        code = 2
    except (click.Abort, KeyboardInterrupt):
        console.note("Stopped. What was already written is complete; the rest was not started.")
        code = 130
    except RedactorError as error:
        console.error(str(error))
        code = error.exit_code
    except BrokenPipeError:
        # The reader of our output went away (`| head`); Python would complain again while closing stdout.
        sys.stderr.close()
        code = 0
    except Exception as error:
        console.error(
            f"something unexpected went wrong ({console.where_raised(error)}). Nothing was released. "
            "Please report this place and what you did, without any case text."
        )
        code = 3
    sys.exit(code if isinstance(code, int) else 0)
