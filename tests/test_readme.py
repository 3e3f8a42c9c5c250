"""The README tells the truth: its commands, options, files, formats and its example are those of the program.

``python tests/test_readme.py`` writes the command reference anew; the test says when that is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import redactor
from redactor.assurance import records
from redactor.casefile import Fate, Outcome, Portion, Status
from redactor.cli import COMMANDS, cli
from redactor.formats import format_for
from redactor.formats.registry import supported_extensions

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
COMMAND_REFERENCE = re.compile(r"(?<=`python tests/test_readme\.py` -->\n)[^<]*(?=<!-- /commands -->)")
#: Options that every command has, or that say nothing of what it does.
USUAL = {"--help", "--quiet"}
CODE = [match.group(1) for match in re.finditer(r"`([^`\n]+)`", README)]
#: Inline code and lines of code.
TYPED = [*CODE, *(line.strip() for line in README.splitlines() if line.startswith("    "))]


def commands(group: click.Group = cli, above: str = "redactor") -> Iterator[tuple[str, click.Command]]:
    """Every command with its full name, those of a group after it."""
    with click.Context(group) as context:
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            assert command is not None
            if isinstance(command, click.Group):
                yield from commands(command, f"{above} {name}")
            else:
                yield f"{above} {name}", command


def options(command: click.Command) -> list[str]:
    return [name for option in command.params if isinstance(option, click.Option)
            for name in option.opts if name.startswith("--") and name not in USUAL]


def arguments(command: click.Command) -> str:
    with click.Context(command) as context:
        return " ".join(
            argument.make_metavar(context) for argument in command.params if isinstance(argument, click.Argument))


def reference() -> str:
    """The command reference, as Markdown."""
    rows = ["| command | what it does | options |", "|---|---|---|"]
    for name, command in commands():
        first = name.split()[1]
        said = COMMANDS[first][1] if name == f"redactor {first}" else f"{(command.help or '').split('.')[0]}."
        usage = f"{name} {arguments(command)}".strip().replace("|", "\\|")
        own = " ".join(f"`{option}`" for option in options(command))
        rows.append(f"| `{usage}` | {' '.join(said.split())} | {own or '–'} |")
    return "\n".join(rows) + "\n"


def section(heading: str) -> str:
    return README.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def test_the_command_reference_is_that_of_the_program() -> None:
    written = COMMAND_REFERENCE.search(README)
    assert written is not None
    assert written.group() == reference(), "say: python tests/test_readme.py"
    assert {row.split()[2].strip("`") for row in reference().splitlines()[2:]} == set(COMMANDS)


@pytest.mark.parametrize("line", sorted({code for code in TYPED if re.match(r"redactor [a-z]", code)}))
def test_a_command_line_can_be_typed(line: str) -> None:
    command, = [command for name, command in commands() if f"{line} ".startswith(f"{name} ")]
    assert set(re.findall(r"--[a-z-]+", line)) <= {*options(command), *USUAL}


def test_every_option_that_is_named_exists() -> None:
    known = {option for _, command in commands() for option in options(command)} | USUAL
    foreign = {"--user"}  # pip's
    named = {option for code in TYPED for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", code)}
    assert named - known <= foreign


def test_every_file_that_is_named_exists() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    paths = [code for code in CODE if re.match(r"(?:redactor|rules|tests|sample_data|\.ci)/", code)]
    tests = [code for code in CODE if re.fullmatch(r"test_\w+\.py", code)]
    assert links and paths and len(tests) > 10
    assert [path for path in (*links, *paths) if not (ROOT / path).exists()] == []
    assert [name for name in tests if not any((ROOT / "tests").rglob(name))] == []


def test_make_has_the_targets_and_ci_calls_the_test_command() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE))
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony is not None and set(phony.group(1).split()) == targets, "make help lists every target"
    typed = [line.split("#")[0].strip() for line in TYPED if line.startswith("make ")]
    assert {line.split()[1] for line in typed} <= targets
    assert "make test" in typed
    assert (ROOT / ".ci/run").read_text("utf-8").splitlines()[-1] == "make test"


def test_the_formats_are_those_of_the_registry() -> None:
    rows = re.findall(r"^\| (`\.[^|]*) \| `(\.\w+)` \|", section("Formats"), re.MULTILINE)
    table = {extension: out for read, out in rows for extension in re.findall(r"`(\.\w+)`", read)}
    assert set(table) == set(supported_extensions())
    assert all(format_for(Path(f"x{extension}")).output_extension == out for extension, out in table.items())


def test_the_keys_of_the_records_are_told() -> None:
    def keys(start: str) -> set[str]:
        row = next(line for line in section("Commands").splitlines() if line.startswith(f"| `{start}"))
        return set(re.findall(r"`(\w+)`", row.split("|")[3]))

    outcome = Outcome(document_id="d1", source="a.txt", status=Status.WITHHELD,
                      inventory=(Portion(part="body", fate=Fate.REDACTED),))
    document, = records.manifest([outcome], version="1", policy="p")["documents"]
    assert keys("manifest.json") == {*document, *document["parts"][0], "documents"}
    assert keys("people.csv") == set(records.PEOPLE_COLUMNS)
    scan = dict(commands())["redactor scan"].help or ""
    assert all(re.search(rf"\b{key}\b", scan) for key in keys("redactor scan"))


def test_the_example_is_what_redactor_prints(tmp_path: Path) -> None:
    before, after, cast = [
        "".join(f"{line.strip()}\n" for line in block.splitlines())
        for block in re.findall(r"(?:^ {4}.*\n)+", README, re.MULTILINE)[:3]
    ]
    case = tmp_path / "case"
    case.mkdir()
    (case / "note.txt").write_text(before, "utf-8")
    (case / "cast.csv").write_text(cast, "utf-8")
    report = redactor.redact_case(case, tmp_path / "share")
    output, = report.outcomes
    assert (report.share / output.output).read_text("utf-8").split("\n\n", 1)[1] == after


if __name__ == "__main__":
    (ROOT / "README.md").write_text(COMMAND_REFERENCE.sub(lambda _: reference(), README), "utf-8")
