"""What tests of people share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from people_cases import Case, documents_of

from redactor.casefile import CastEntry
from redactor.people import Memory, resolve
from redactor.rulebook import Policy, load_rulebook


@pytest.fixture(scope="session")
def policy() -> Policy:
    return load_rulebook().policy("success-review")


@pytest.fixture
def case(policy: Policy) -> Callable[..., Case]:
    """Resolve texts as one case."""

    def build(
        *texts: str, cast: Sequence[CastEntry] = (), memory: Memory | None = None, names: Sequence[str] = ()
    ) -> Case:
        documents, recognitions, marks = documents_of(texts, names)
        resolution = resolve(documents, recognitions, cast, policy, memory)
        return Case(tuple(documents), tuple(recognitions), resolution, tuple(marks))

    return build


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Write a text file."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write
