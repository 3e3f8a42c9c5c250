"""What tests of the command line share: the real command in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run_cli(tmp_path: Path) -> Run:
    """Call ``redactor`` with arguments, in an empty folder, as a user would."""
    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "redactor", *map(str, arguments)], cwd=tmp_path, capture_output=True,
            encoding="utf-8", timeout=120, check=False,
        )

    return run
