"""Tables of names and roles that a council layers over the packaged ones, within one process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from redactor.people.names import similar
from redactor.people.roles import role_table
from redactor.recognition.forenames import gender_of
from redactor.rulebook import load_rulebook


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    load_rulebook()


def _put(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(text, "utf-8")


def test_own_names_add_and_are_forgotten_with_their_rules(own: Path) -> None:
    _put(own, "names/short-forms.yaml", "schema: 1\nforms:\n  gwenhwyfar: [jenni]\n")
    _put(own, "names/forenames.yaml", "schema: 1\nfemale: [kofi]\nboth: [alice]\n")
    load_rulebook(own)
    assert (similar("gwenhwyfar", "jenni"), gender_of("kofi"), gender_of("alice")) == (2, "f", "")
    assert similar("siobhan", "shivaun") == 2
    load_rulebook()
    assert (similar("gwenhwyfar", "jenni"), gender_of("kofi"), gender_of("alice")) == (0, "m", "f")


def test_own_roles_claim_words_before_the_packaged_ones(own: Path) -> None:
    _put(
        own, "roles/ours.yaml",
        "schema: 1\ngroup: professional\nroles:\n  key person: {label: Key Person, words: [IRO]}\n")
    load_rulebook(own)
    said = role_table().phrase(["IRO"])
    assert said is not None and said.role.label == "Key Person"
    assert role_table().get("mother") is not None


def test_every_role_that_a_packaged_role_speaks_of_exists() -> None:
    table = role_table()
    for role in table:
        for name in (*role.of.values(), role.known_as):
            assert not name or table.get(name) is not None, name
