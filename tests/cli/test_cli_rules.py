"""A council's own roles, names and tables through ``--rules DIR``, and their mistakes told with file and line."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

ROLES = """schema: 1
group: professional
roles:
  family navigator: {label: Family Navigator, words: [family navigator, tide worker]}
  social worker: {label: Link Worker, words: [link worker]}
"""
NOTE = (
    "Tide worker: Perran Uglow\nLink worker: Demelza Angove\n\n"
    "Perran Uglow met Demelza Angove. Perran will call on Friday.\n"
)


def _write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def test_own_roles_replace_and_add(run_cli: Run, tmp_path: Path) -> None:
    _write(tmp_path, "own/roles/ours.yaml", ROLES)
    _write(tmp_path, "case/note.txt", NOTE)
    _write(tmp_path, "cast.csv", "name,role\nPerran Uglow,family navigator\nDemelza Angove,social worker\n")
    done = run_cli(
        "run", "case", "--cast", "cast.csv", "--rules", "own", "--policy", "internal-learning", "--out", "out")
    assert done.returncode in {0, 1}, done.stderr
    (written,) = (tmp_path / "out").rglob("*.txt")
    text = written.read_text("utf-8")
    assert "[Family Navigator]" in text and "[Link Worker]" in text
    assert "Uglow" not in text and "Angove" not in text


def test_sound_tables_pass(run_cli: Run, tmp_path: Path) -> None:
    _write(tmp_path, "own/roles/ours.yaml", ROLES)
    _write(tmp_path, "own/names/short-forms.yaml", "schema: 1\nforms:\n  demelza: [dem, mel]\n")
    _write(tmp_path, "own/names/forenames.yaml", "schema: 1\nfemale: [demelza]\nboth: [jo]\n")
    _write(
        tmp_path, "own/settings/kinds.yaml",
        "schema: 1\nkinds:\n  forest school: {label: Forest School, words: [forest school]}\n")
    _write(tmp_path, "own/generalise/sectors.yaml", "schema: 1\nsectors:\n  tin mining: ['tinners?', wheal]\n")
    _write(tmp_path, "own/risk/marginals.yaml", "schema: 1\nareas:\n  our borough: 184000\n")
    done = run_cli("rules", "check", "own")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("file", "text", "line", "said"), [
    ("roles/ours.yaml", "schema: 1\ngroup: professional\nroles:\n  navigator: {words: [navigator]}\n", 4, "'label'"),
    ("roles/ours.yaml", "schema: 1\ngroup: proffesional\nroles:\n  navigator: {label: Navigator}\n", 2, "professional"),
    ("roles/ours.yaml",
     "schema: 1\ngroup: family\nroles:\n  nain:\n    label: Nain\n    of: {mother: grandmothr}\n", 6, "grandmothr"),
    ("roles/ours.yaml", "schema: 1\ngroup: family\nroles:\n  nain: {label: Nain, word: [nain]}\n", 4, "words"),
    ("roles/ours.yaml", "group: family\nroles:\n  nain: {label: Nain}\n", 1, "schema: 1"),
    ("names/shortforms.yaml", "schema: 1\nforms: {demelza: [dem]}\n", None, "short-forms"),
    ("names/short-forms.yaml", "schema: 1\nforms:\n  demelza: dem\n", 3, "a list of words"),
    ("generalise/sectors.yaml", "schema: 1\nsectors:\n  tin mining: ['(tin+)+er']\n", 3, "pattern"),
    ("risk/marginals.yaml", "schema: 1\nareas:\n  our borough: many\n", 3, "number"),
])
def test_mistakes_are_told_with_line_and_remedy(
    run_cli: Run, tmp_path: Path, file: str, text: str, line: int | None, said: str
) -> None:
    _write(tmp_path, f"own/{file}", text)
    done = run_cli("rules", "check", "own")
    assert done.returncode == 2, done.stdout
    place = f"own/{file}:{line}" if line else f"own/{file}"
    assert any(place in row and said in row for row in done.stderr.splitlines()), done.stderr
