"""Archives: members go through their own formats, names and dates stay behind, bombs are refused."""

from __future__ import annotations

import contextlib
import io
import stat
import struct
import zipfile
from collections.abc import Mapping

import pytest
from canaries import assert_gone, read, replaced, text_of, write

from redactor.casefile import TextEdit
from redactor.errors import ReadError, WriteError
from redactor.formats import BANNER


def packed(members: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = b"Quill"
        for name, data in members.items():
            info = zipfile.ZipInfo(name, (2024, 1, 9, 17, 52, 0))
            info.comment, info.extra, info.compress_type = b"Quill", struct.pack("<HH5s", 0x7075, 5, b"Quill"), 8
            archive.writestr(info, data)
    return buffer.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {info.filename: archive.read(info) for info in archive.infolist()}


def test_members_are_redacted_and_lose_their_names() -> None:
    data = packed({
        "Quill family/Ann Quill.txt": b"Ann was calm.\n", "Quill family/list.CSV": b"Name,Age\nAnn,30\n",
        "Quill family/": b"", "__MACOSX/Quill": b"Quill", "Thumbs.db": b"Quill", "Quill.txt": b"",
    })
    reading = read(".zip", data)
    assert reading.blocks[0].location.part == "file 1: body"
    assert reading.unread == ()
    assert reading.metadata["file 1 name"] == "Ann Quill.txt"
    output = replaced(".zip", data, {"Ann": "[Mother]"})
    files = unpacked(output)
    assert list(files) == ["doc_01.txt", "doc_02.csv"]
    assert files["doc_01.txt"].decode() == f"{BANNER}\n\n[Mother] was calm.\n"
    assert b"[Mother],30" in files["doc_02.csv"]
    assert_gone(output, "Quill")
    with zipfile.ZipFile(io.BytesIO(output)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not archive.comment
        assert not any(info.comment or info.extra for info in archive.infolist())


def test_the_same_archive_gives_the_same_bytes() -> None:
    data = packed({"a.txt": b"x", "b.txt": b"y"})
    assert write(".zip", data) == write(".zip", data)


def test_archives_within_archives_down_to_the_third_level() -> None:
    data = packed({"deep.txt": b"fourth Ann"})
    for level in ("third", "second", "first"):
        data = packed({"n.txt": f"{level} Ann".encode(), "in.zip": data})
    text = text_of(".zip", data)
    assert all(level in text for level in ("first", "second", "third"))
    assert "fourth" not in text
    assert [part.part for part in read(".zip", data).unread] == ["file 2: file 2: file 2: file 1"]
    output = replaced(".zip", data, {"Ann": "[Mother]"})
    assert text_of(".zip", output).count("[Mother]") == 3
    assert "fourth" not in str(unpacked(unpacked(unpacked(unpacked(output)["doc_02.zip"])["doc_02.zip"])["doc_02.zip"]))


def test_what_cannot_be_read_is_dropped_and_told() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("note.txt", b"readable")
        archive.writestr("Quill.exe", b"MZ\x00\x00Quill")
        archive.writestr("../../Quill.txt", b"Quill")
        archive.writestr("/etc/Quill.txt", b"Quill")
        archive.writestr("C:\\Quill.txt", b"Quill")
        archive.writestr("fake.docx", b"Quill")
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, b"/etc/Quill")
        archive.writestr("photo.heic", b"Quill")
    data = buffer.getvalue()
    unread = read(".zip", data).unread
    assert [part.kind for part in unread] == ["file", "file", "file", "file", "file", "link", "picture"]
    assert all(part.dropped for part in unread)
    output = write(".zip", data)
    assert list(unpacked(output)) == ["doc_01.txt"]
    assert_gone(output, "Quill")


def test_encrypted_members_are_dropped_and_told() -> None:
    data = bytearray(packed({"a.txt": b"plain", "b.txt": b"locked"}))
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    assert [part.kind for part in read(".zip", bytes(data)).unread] == ["encrypted part"]
    assert list(unpacked(write(".zip", bytes(data)))) == ["doc_01.txt"]


def test_a_damaged_member_is_dropped_and_told() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.txt", b"Ann was calm")
        archive.writestr("b.txt", b"readable")
    data = buffer.getvalue().replace(b"Ann was calm", b"Ann was cxlm", 1)
    assert [(part.part, part.kind) for part in read(".zip", data).unread] == [("file 1", "file")]
    assert list(unpacked(write(".zip", data))) == ["doc_02.txt"]


def bomb(size: int) -> bytes:
    return packed({"x.txt": b"0" * size})


@pytest.mark.parametrize("archive", [
    bomb(40_000_000), packed({f"{number}.txt": b"x" for number in range(1100)}),
    packed({f"{number}.zip": packed({f"{inner}.txt": b"x" for inner in range(60)}) for number in range(20)}),
    packed({"in.zip": bomb(30_000_000)}),
])
@pytest.mark.usefixtures("bounded")
def test_bombs_are_refused_quickly(archive: bytes) -> None:
    with pytest.raises(ReadError):
        read(".zip", archive)


def test_members_that_share_their_bytes_are_refused() -> None:
    data = bytearray(packed({"a.txt": b"abcdefgh" * 40, "b.txt": b"abcdefgh" * 40, "c.txt": b"q" * 10}))
    at = data.index(b"PK\x01\x02")
    for place in range(3):
        struct.pack_into("<I", data, at + 20, 10_000)
        at = data.index(b"PK\x01\x02", at + 4) if place < 2 else at
    with pytest.raises(ReadError):
        read(".zip", bytes(data))


def test_every_truncation_is_refused_or_read_in_part() -> None:
    data = packed({"a.txt": b"Ann", "b.csv": b"Name,Age\nAnn,3\n"})
    for cut in range(5, len(data), 13):
        with contextlib.suppress(ReadError):
            assert_gone(replaced(".zip", data[:cut], {"Ann": "[M]"}), "Ann")


def test_edits_for_members_that_are_not_there_are_refused() -> None:
    with pytest.raises(WriteError):
        write(".zip", packed({"a.txt": b"x"}), {"file9/1": [TextEdit(start=0, end=1, text="")]})
