"""``redactor verify`` through the real command line: exit codes, and never a value on any stream."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from redactor.assurance import Traces
from redactor.casefile import Document, Finding, Location, Replacement, TextBlock
from redactor.rulebook import load_rulebook
from redactor.workspace import MANIFEST, Workspace, default_workspace


@pytest.fixture
def share(tmp_path: Path) -> Path:
    folder = tmp_path / "share"
    folder.mkdir()
    (folder / "case_01.txt").write_text("met [Mother] today")
    box = Workspace.create(default_workspace(folder))
    document = Document(id="d1", path="a.txt", format="txt", sha256="", blocks=(
        TextBlock(id="1", text="Zofia", location=Location(part="body")),))
    finding = Finding(document_id="d1", start=0, end=5, entity_type="PERSON", score=0.9, recogniser="test")
    Traces.of(
        [document], {"d1": [Replacement(finding=finding, text="[Mother]", rule_id="r")]},
        policy=load_rulebook(None).policy("success-review"), secret=box.secret,
    ).save(box)
    digest = hashlib.sha256(b"met [Mother] today").hexdigest()
    box.write_json(MANIFEST, {"documents": [{"output": "case_01.txt", "sha256_out": digest}]})
    return folder


def verify(*args: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "redactor", "verify", *map(str, args)], capture_output=True, text=True, check=False)


def test_a_clean_share_exits_0(share: Path) -> None:
    done = verify(share)
    assert (done.returncode, done.stderr) == (0, "")
    assert "case_01.txt: clean" in done.stdout


def test_a_leak_exits_1_and_is_told_without_the_value(share: Path) -> None:
    (share / "case_01.txt").write_text("met ZOFIA today")
    done = verify(share, "--format", "json")
    assert done.returncode == 1
    [found] = json.loads(done.stdout)["files"]
    assert found["problem"].startswith("changed")
    assert found["residuals"] == [{"part": "file", "kind": "PERSON", "count": 1, "certain": True}]
    assert "zofia" not in (done.stdout + done.stderr).lower()


def test_what_cannot_be_searched_exits_3(share: Path) -> None:
    (share / "more.zip").write_bytes(b"PK\x03\x04broken")
    assert verify(share).returncode == 3


def test_wrong_use_exits_2(share: Path, tmp_path: Path) -> None:
    assert verify(tmp_path / "nothing").returncode == 2
    assert verify(share, "--workspace", tmp_path / "nowhere").returncode == 2
    assert verify(share, "--format", "xml").returncode == 2
