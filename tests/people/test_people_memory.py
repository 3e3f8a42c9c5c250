"""What the workspace remembers: labels stay, names are not kept, damage is noticed."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from redactor.errors import UsageError
from redactor.people import Memory

SECRET = b"s" * 32
FIRST = (
    "Mother: [[PERSON#p1|Liz Hart]]\nSocial worker: [[PERSON#p2|Ann Orr]]\nChild: [[PERSON#p3|Tyler Hart]]\n"
    "At [[ORGANISATION#o1|Elm Primary]]"
)
LATER = (
    "Child: [[PERSON#p5|Abel Hart]]\nSocial worker: [[PERSON#p4|Bob Day]] took over. [[PERSON#p2|Ann Orr]] left.\n"
    "[[PERSON#p3|Tyler Hart]] and [[PERSON#p1|Liz Hart]] at [[ORGANISATION#o1|Elm Primary]], not "
    "[[ORGANISATION#o2|Oak Primary]]"
)


def test_a_document_added_before_the_others_changes_no_label(case: Callable, tmp_path: Path) -> None:
    memory = Memory(secret=SECRET)
    before = case(FIRST, memory=memory)
    memory.save(tmp_path / "memory.json")
    after = case(LATER, FIRST, memory=Memory.load(tmp_path / "memory.json", SECRET))
    for who in ("p1", "p2", "p3", "o1"):
        assert (after.one(who).label, after.one(who).id) == (before.one(who).label, before.one(who).id)
    assert before.one("p2").label == "Social Worker"
    assert after.one("p4").label == "Social Worker 2"
    assert (after.one("p3").label, after.one("p5").label) == ("Child A", "Child B")
    assert (after.one("o1").label, after.one("o2").label) == ("Primary School", "Primary School 2")


def test_a_label_is_not_given_again_when_its_owner_is_absent(case: Callable) -> None:
    memory = Memory(secret=SECRET)
    case("Child: [[PERSON#p1|Tyler Hart]]", memory=memory)
    assert case("Child: [[PERSON#p2|Otto Crane]]", memory=memory).one("p2").label == "Child B"


def test_the_file_holds_no_name_and_is_private(case: Callable, tmp_path: Path) -> None:
    memory = Memory(secret=SECRET)
    case(FIRST, memory=memory)
    path = tmp_path / "memory.json"
    memory.save(path)
    text = path.read_text().lower()
    assert not any(name in text for name in ("hart", "tyler", "orr", "elm"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_same_name_has_another_fingerprint_in_another_case(case: Callable) -> None:
    prints = []
    for secret in (b"a" * 32, b"b" * 32):
        memory = Memory(secret=secret)
        case(FIRST, memory=memory)
        prints.append({print_ for subject in memory.subjects for print_ in subject.prints})
    assert not prints[0] & prints[1]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"not json",
        lambda data: json.dumps({**data, "schema": 99}).encode(),
        lambda data: json.dumps({**data, "seal": "0" * 64}).encode(),
        lambda data: json.dumps({"schema": 1}).encode(),
        lambda data: json.dumps({**data, "subjects": [{"id": 3}]}).encode(),
    ],
)
def test_damage_and_tampering_are_clear_errors(case: Callable, tmp_path: Path, spoil: Callable) -> None:
    memory = Memory(secret=SECRET)
    case(FIRST, memory=memory)
    path = tmp_path / "memory.json"
    memory.save(path)
    path.write_bytes(spoil(json.loads(path.read_text())))
    with pytest.raises(UsageError) as caught:
        Memory.load(path, SECRET)
    assert caught.value.remedy and "hart" not in str(caught.value).lower()


def test_another_workspace_s_memory_is_refused(case: Callable, tmp_path: Path) -> None:
    memory = Memory(secret=SECRET)
    case(FIRST, memory=memory)
    memory.save(tmp_path / "memory.json")
    with pytest.raises(UsageError):
        Memory.load(tmp_path / "memory.json", b"x" * 32)


def test_no_memory_yet(tmp_path: Path) -> None:
    assert Memory.load(tmp_path / "memory.json", SECRET).subjects == ()
