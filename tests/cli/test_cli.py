"""The command line as a whole: instant help, clear words for wrong commands, nothing of a library let through."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

from redactor import __version__
from redactor.cli import COMMANDS

Run = Callable[..., subprocess.CompletedProcess[str]]
HEAVY = ("spacy", "presidio_analyzer", "pandas", "numpy", "onnxruntime", "pydantic", "lxml", "yaml")


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys\nfrom redactor.cli import cli\n"
        "try: cli.main(['--help'], prog_name='redactor')\nexcept SystemExit: pass\n"
        f"sys.exit(1 if set(sys.modules) & set({HEAVY!r}) else 0)"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=False)
    assert result.returncode == 0, result.stderr
    assert all(name in result.stdout for name in COMMANDS)


def test_version(run_cli: Run) -> None:
    result = run_cli("--version")
    assert result.returncode == 0 and __version__ in result.stdout


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_explains_itself(run_cli: Run, name: str) -> None:
    result = run_cli(name, "--help")
    assert result.returncode == 0 and "Usage: redactor" in result.stdout and result.stderr == ""


def test_a_mistyped_command_is_corrected(run_cli: Run) -> None:
    result = run_cli("rum")
    assert result.returncode == 2 and "Did you mean 'run'?" in result.stderr and result.stdout == ""


def test_a_wrong_option_is_wrong_use(run_cli: Run) -> None:
    result = run_cli("run", "--colour")
    assert result.returncode == 2 and "Usage:" in result.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(run_cli: Run, shell: str) -> None:
    result = run_cli("completion", shell)
    assert result.returncode == 0 and "_REDACTOR_COMPLETE" in result.stdout


def test_what_was_not_foreseen_says_where_and_never_what(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    from redactor import cli

    def quoting(**_: object) -> None:
        raise ValueError("Jolene Hartwell, 12 Example Street")

    monkeypatch.setattr(cli.cli, "main", quoting)
    with pytest.raises(SystemExit) as stop:
        cli.main()
    assert stop.value.code == 3
    shown = capsys.readouterr()
    assert "ValueError" in shown.err and "Hartwell" not in shown.err + shown.out
