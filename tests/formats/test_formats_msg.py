"""Outlook messages: properties read from the compound file, written as a new .eml."""

from __future__ import annotations

import contextlib
import email
import email.policy
import random
import re
import struct
from datetime import UTC, datetime
from pathlib import Path

import pytest
from canaries import assert_gone, read, replaced, text_of, write
from compound_file import Tree, compound_file, storage, strings
from hypothesis import given, settings
from hypothesis import strategies as st

from redactor.casefile import TextEdit
from redactor.errors import ReadError, WriteError
from redactor.formats import BANNER
from redactor.formats.compressed_rtf import decompressed

FILES = Path(__file__).parent / "files"
NAMED: Tree = {"__nameid_version1.0": {f"__substg1.0_000{number}0102": b"" for number in (2, 3, 4)}}
SENT = struct.pack("<Q", (datetime(2024, 1, 9, tzinfo=UTC) - datetime(1601, 1, 1, tzinfo=UTC)).days * 86400 * 10**7)


def person(name: str, address: str, kind: int) -> Tree:
    return storage(strings({0x3001: name, 0x39FE: address, 0x3003: "/O=QUILL"}), header=8,
                   fixed={0x0C150003: struct.pack("<I", kind)})


def file(name: str, data: bytes, **more: str) -> Tree:
    return storage({
        **strings({0x3707: name, 0x3704: "QUILL~1.TXT", **{int(tag[1:], 16): text for tag, text in more.items()}}),
        "__substg1.0_37010102": data,
    }, header=8)


def message(*, encoding: str = "utf-16-le", html: bytes = b"", rtf: bytes = b"", body: str = "Ann Tarn was calm.\r\n",
            attachments: tuple[Tree, ...] = (), header: int = 32) -> dict[str, bytes | Tree]:
    streams = strings({
        0x0037: "Visit to Ann Tarn", 0x0C1A: "Zoë Quarry", 0x5D01: "zoe.quarry@example.org", 0x0042: "Zoë Quarry",
        0x5D02: "zoe.quarry@example.org", 0x1000: body, 0x0E04: "Ann Tarn", 0x007D: "Received: from Quill",
        0x001A: "IPM.Note", 0x1035: "<Quill@example.org>", 0x0070: "Quill", 0x8000: "Quill",
    }, encoding=encoding)
    if html:
        streams["__substg1.0_10130102"] = html
    if rtf:
        streams["__substg1.0_10090102"] = rtf
    return storage(
        streams, header=header,
        fixed={0x00390040: SENT, 0x3FFD0003: struct.pack("<I", 1252), 0x3FDE0003: struct.pack("<I", 28591)},
        recipients=[person("Ann Tarn", "ann.tarn@example.org", 1), person("Tom Tarn", "tom.tarn@example.org", 2)],
        attachments=attachments,
    )


def msg(**parts: object) -> bytes:
    return compound_file({**NAMED, **message(**parts)})  # type: ignore[arg-type]


NAMES = {
    "zoe.quarry@example.org": "[Email]", "ann.tarn@example.org": "[Email]", "tom.tarn@example.org": "[Email]",
    "Zoë Quarry": "[Social Worker]", "Ann Tarn": "[Mother]", "Tom Tarn": "[Father]",
    "9 January 2024 00:00": "[Week 3]",
}


@pytest.mark.parametrize("encoding", ["utf-16-le", "cp1252"])
def test_a_message_becomes_an_eml(encoding: str) -> None:
    data = msg(encoding=encoding)
    assert [block.text for block in read(".msg", data).blocks] == [
        "From: Zoë Quarry <zoe.quarry@example.org>", "To: Ann Tarn <ann.tarn@example.org>",
        "Cc: Tom Tarn <tom.tarn@example.org>", "Date: 9 January 2024 00:00", "Subject: Visit to Ann Tarn",
        "Ann Tarn was calm."]
    output = replaced(".msg", data, NAMES)
    assert_gone(output, "Quill", "Quarry", "Tarn", "Zo=C3", "2024")
    opened = email.message_from_bytes(output, policy=email.policy.default)
    assert opened["Subject"] == "Visit to [Mother]"
    assert opened.get_content().splitlines() == [  # type: ignore[attr-defined]
        BANNER, "From: [Social Worker] <[Email]>", "To: [Mother] <[Email]>", "Cc: [Father] <[Email]>",
        "Date: [Week 3]", "Subject: Visit to [Mother]", "", "[Mother] was calm."]


def test_html_is_read_in_its_code_page_and_kept_in_step() -> None:
    data = msg(html="<html><p><b>Ann</b> Tarn, café</p><!-- Quill --></html>".encode("cp1252"))
    assert "café" in text_of(".msg", data)
    output = replaced(".msg", data, NAMES)
    opened = email.message_from_bytes(output, policy=email.policy.default)
    plain, html = opened.iter_parts()  # type: ignore[attr-defined]
    assert "[Mother] was calm." in plain.get_content()
    assert "<p><b>[Mother]</b>, café</p>" in html.get_content()


RTF = (rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\info{\author Quill}}"
       rb"\pard Ann {\b Tarn} was calm.\par She ate.\par}")


def test_rich_text_is_read_when_there_is_nothing_else() -> None:
    stored = struct.pack("<IIII", len(RTF) + 12, len(RTF), 0x414C454D, 0) + RTF
    data = msg(body="", rtf=stored)
    assert text_of(".msg", data).endswith("Ann Tarn was calm.\nShe ate.\n")
    assert_gone(replaced(".msg", data, NAMES), "Quill", "Tarn")


def compressed(data: bytes) -> bytes:
    """Literal bytes only, with the end mark: the simplest stream the algorithm allows."""
    write, output = 207, bytearray()
    for at in range(0, len(data), 8):
        chunk = data[at:at + 8]
        if len(chunk) == 8:
            output += b"\x00" + chunk
        else:
            output += bytes([1 << len(chunk)]) + chunk + struct.pack(">H", ((write + len(data)) % 4096) << 4)
    if len(data) % 8 == 0:
        output += b"\x01" + struct.pack(">H", ((write + len(data)) % 4096) << 4)
    return struct.pack("<IIII", len(output) + 12, len(data), 0x75465A4C, 0) + bytes(output)


def test_compressed_rich_text() -> None:
    # The worked examples of [MS-OXRTFCP] 3.1 and 3.2.
    first = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a00726370673132354232" "0af32068656c090020627705b06c647d0a800fa0")
    assert decompressed(first) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    second = bytes.fromhex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0")
    assert decompressed(second) == b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"
    assert decompressed(compressed(RTF * 50)) == RTF * 50


@pytest.mark.parametrize("damaged", [b"", b"x" * 16, compressed(RTF)[:-4], compressed(RTF)[:20]])
def test_damaged_rich_text_is_refused(damaged: bytes) -> None:
    with pytest.raises(ReadError):
        decompressed(damaged)


def test_attachments_pictures_and_messages_within() -> None:
    inner = message(header=24, body="Ann Tarn rang.\r\n", attachments=(file("Quill.txt", b"Ann Tarn wrote"),))
    data = msg(attachments=(
        file("Ann Quill.csv", b"Name,Age\nAnn Tarn,30\n"),
        file("logo.png", b"\x89PNG\r\n\x1a\nQuill", x3712="Quill", x370E="image/png"),
        storage({"__substg1.0_3701000D": inner}, header=8),
        storage({"__substg1.0_3701000D": {"Quill": b"Quill"}}, header=8),
        storage(strings({0x3707: "Quill.docx"}), header=8),
    ))
    reading = read(".msg", data)
    assert [(part.part, part.kind, part.dropped) for part in reading.unread] == [
        ("attachment 2", "picture", True), ("attachment 4", "embedded object", True),
        ("attachment 5", "attachment", True)]
    parts = {block.location.part for block in reading.blocks}
    assert {"attachment 1: table", "attachment 3: body", "attachment 3: attachment 1: body"} <= parts
    output = replaced(".msg", data, NAMES)
    assert text_of(".eml", output).count("[Mother]") == text_of(".msg", data).count("Ann Tarn") + 2
    opened = email.message_from_bytes(output, policy=email.policy.default)
    everything = b"".join(part.get_payload(decode=True) or b"" for part in opened.walk())
    assert_gone(output + everything, "Quill", "Tarn", "PNG")


def test_particulars_of_an_appointment_are_told_as_left_out() -> None:
    made = {**message(), **strings({0x001A: "IPM.Appointment", 0x8208: "Quill House"})}
    data = compound_file({**NAMED, **made})
    assert [(part.kind, part.dropped) for part in read(".msg", data).unread] == [("calendar", True)]
    assert_gone(write(".msg", data), "Quill")


def test_messages_nested_too_deeply_are_dropped_and_told() -> None:
    made = message(header=24, body="innermost")
    for _ in range(5):
        made = message(header=24, attachments=(storage({"__substg1.0_3701000D": made}, header=8),))
    data = compound_file({**NAMED, **made})
    assert len(read(".msg", data).unread) == 1
    assert "innermost" not in text_of(".msg", data)


def test_edits_for_blocks_that_are_not_there_are_refused() -> None:
    with pytest.raises(WriteError):
        write(".msg", msg(), {"body9/1": [TextEdit(start=0, end=1, text="")]})


def test_truncated_messages_are_refused_or_read_in_part() -> None:
    data = msg(attachments=(file("a.txt", b"Ann Tarn"),))
    for cut in range(600, len(data), 512):
        with contextlib.suppress(ReadError):
            assert_gone(replaced(".msg", data[:cut], NAMES), "Ann Tarn")


@settings(max_examples=60)
@given(st.integers(0, 2**32))
def test_damaged_messages_end_in_an_error_or_a_safe_copy(seed: int) -> None:
    dice = random.Random(seed)
    data = bytearray(msg())
    for _ in range(8):
        data[dice.randrange(len(data))] = dice.randrange(256)
    with contextlib.suppress(ReadError):
        read(".msg", bytes(data))
        write(".msg", bytes(data))


def test_a_message_of_another_program() -> None:
    """Written by aspose-email-foss, with both bodies, a table and a message attached."""
    data = (FILES / "letter_aspose.msg").read_bytes()
    text = text_of(".msg", data)
    words = sorted(set(re.findall(r"(?i)quill[a-z]*", text)), key=len, reverse=True)
    assert {word.casefold() for word in words} == {
        "quillsender", "quillreceiver", "quillcopy", "quillfeather", "quillcell", "quillmother", "quillinner"}
    output = replaced(".msg", data, dict.fromkeys(words, "[Name]"))
    assert_gone(output, "Quill")
    assert "quill" not in text_of(".eml", output).casefold()
    assert "settled well. The kitchen was warm." in text_of(".eml", output)
    assert "felt heard" in text_of(".eml", output) and "We will come on Friday." in text_of(".eml", output)
