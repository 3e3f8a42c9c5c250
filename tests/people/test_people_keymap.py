"""The map back: locked with a passphrase, and enough to restore a document even after small changes."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redactor.casefile import Document, Location, TextBlock, TextEdit
from redactor.errors import ReadError, UsageError
from redactor.people import keymap
from redactor.people.keymap import DocumentKey, match_key, passages_of, read_map, restoring_edits, write_map

PASSPHRASE = "correct horse battery"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cost that suits tests."""
    monkeypatch.setattr(keymap, "_COST", 2**8)


def _document(*texts: str, separators: str = "\n") -> Document:
    return Document(
        id="d1",
        path="case_01_redacted.txt",
        format="txt",
        sha256="",
        blocks=tuple(
            TextBlock(id=f"b{number}", text=text, location=Location(part="body"), separator=separators)
            for number, text in enumerate(texts)
        ),
    )


def _edited(document: Document, edits: dict[str, list[TextEdit]]) -> list[str]:
    found = []
    for block in document.blocks:
        text = block.text
        for edit in sorted(edits.get(block.id, ()), reverse=True):
            text = text[: edit.start] + edit.text + text[edit.end :]
        found.append(text)
    return found


ORIGINAL = _document("Kelly rang Tyler.", "Seen at home, Elm Road.", "Kelly left.")
EDITS = {
    "b0": [TextEdit(start=0, end=5, text="[Mother]"), TextEdit(start=11, end=16, text="[Child A]")],
    "b1": [TextEdit(start=14, end=22, text="")],
    "b2": [TextEdit(start=0, end=5, text="[Mother]")],
}


def _key() -> DocumentKey:
    return DocumentKey(output="case_01_redacted.txt", sha256="aa", passages=passages_of(ORIGINAL, EDITS))


def test_there_and_back(tmp_path: Path) -> None:
    path = tmp_path / "keymap.bin"
    write_map(path, [_key()], PASSPHRASE)
    (key,) = read_map(path, PASSPHRASE)
    output = _document("REDACTED DRAFT", *_edited(ORIGINAL, EDITS))
    edits, missed = restoring_edits(key, output)
    assert missed == 0
    assert _edited(output, edits)[1:] == [block.text for block in ORIGINAL.blocks]


def test_the_file_is_private_and_shows_nothing(tmp_path: Path) -> None:
    path = tmp_path / "keymap.bin"
    write_map(path, [_key()], PASSPHRASE)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert b"Kelly" not in path.read_bytes() and b"Mother" not in path.read_bytes()


def test_a_wrong_passphrase(tmp_path: Path) -> None:
    write_map(tmp_path / "m", [_key()], PASSPHRASE)
    with pytest.raises(UsageError, match="passphrase is wrong"):
        read_map(tmp_path / "m", "another passphrase")


@pytest.mark.parametrize("place", [-1, -40, 60, 90])
def test_any_change_is_noticed(tmp_path: Path, place: int) -> None:
    path = tmp_path / "m"
    write_map(path, [_key()], PASSPHRASE)
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)
    with pytest.raises((UsageError, ReadError)) as caught:
        read_map(path, PASSPHRASE)
    assert caught.value.remedy


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"something else",
        b"redactor key map\n{}\n",
        b"redactor key map\nnot json\n",
        b'redactor key map\n{"version": 2}\nx',
        b'redactor key map\n{"version": 1, "kdf": "scrypt", "n": 1073741824, "r": 8, "p": 1, "salt": "", '
        b'"cipher": "chacha20-poly1305", "nonce": "AAAAAAAAAAAAAAAA"}\nx',
    ],
)
def test_what_is_no_map(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "m").write_bytes(data)
    with pytest.raises(ReadError):
        read_map(tmp_path / "m", PASSPHRASE)


def test_no_map_was_kept(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--keep-map"):
        read_map(tmp_path / "m", PASSPHRASE)


def test_a_short_passphrase_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        write_map(tmp_path / "m", [_key()], "short")
    assert not (tmp_path / "m").exists()


def test_lines_broken_elsewhere_are_found_and_changed_ones_counted() -> None:
    output = _document("[Mother] rang\n[Child A].", "Seen at\nhome, .", "[Mother] went away.")
    edits, missed = restoring_edits(_key(), output)
    assert missed == 1
    assert _edited(output, edits) == ["Kelly rang\nTyler.", "Seen at\nhome, Elm Road.", "[Mother] went away."]


def test_a_document_is_known_by_bytes_by_name_and_by_what_it_holds() -> None:
    other = DocumentKey(output="case_02_redacted.txt", sha256="bb", passages=())
    output = _document("[Mother] left.")
    assert match_key([other, _key()], output) == _key()
    renamed = Document(id="d1", path="copy.txt", format="txt", sha256="", blocks=output.blocks)
    assert match_key([other, _key()], renamed) == _key()
    stranger = Document(id="d1", path="x.txt", format="txt", sha256="", blocks=_document("Other words.").blocks)
    assert match_key([other, _key()], stranger) is None


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("ab ,.\n", min_size=1, max_size=12), min_size=1, max_size=4), st.data())
def test_every_edited_document_is_restored(texts: list[str], data: st.DataObject) -> None:
    document = _document(*(f"{text}|{number}" for number, text in enumerate(texts)))
    edits = {}
    for block in document.blocks:
        start = data.draw(st.integers(0, len(block.text) - 2))
        end = data.draw(st.integers(start + 1, len(block.text) - 1))
        edits[block.id] = [TextEdit(start=start, end=end, text=f"[X{block.id}]")]
    key = DocumentKey(output="o", sha256="", passages=passages_of(document, edits))
    output = _document(*_edited(document, edits))
    back, missed = restoring_edits(key, output)
    assert missed == 0
    assert _edited(output, back) == [block.text for block in document.blocks]
