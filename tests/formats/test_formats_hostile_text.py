"""Damaged files of every text-like format: refused, or read so completely that nothing unread is written."""

from __future__ import annotations

import email
import email.policy
import random
import re
from pathlib import Path

import pytest
from canaries import assert_gone, read, write
from compound_file import compound_file, storage, strings

from redactor.casefile import TextEdit
from redactor.errors import ReadError

FILES = Path(__file__).parent / "files"
MAIL = b"""From: Quill <quill@example.org>\r
Received: Quill\r
Subject: =?utf-8?q?Visit_to_Quill?=\r
Content-Type: multipart/mixed; boundary=b\r
\r
--b\r
Content-Type: multipart/alternative; boundary=c\r
\r
--c\r
\r
Quill was calm\r
--c\r
Content-Type: text/html\r
Content-Transfer-Encoding: base64\r
\r
UXVpbGwgPGI+UXVpPC9iPmxsPCEtLSBRdWlsbCAtLT4=\r
--c--\r
--b\r
Content-Type: text/csv; name="Quill.csv"\r
Content-Disposition: attachment\r
\r
Name,Quill\r
--b--\r
"""
SEEDS = [
    (".html", (FILES / "corners_libreoffice.html").read_bytes()),
    (".html", b"<p class=Quill style='color:Quill' title=Quill>Q<b>ui</b>ll<style>.Quill{a:b}</style>"
              b"<script>Quill</script><table><tr><td>Quill"
              b"<textarea>Quill</textarea><!-- Quill --><svg>Quill</svg><a href=Quill>x</a>"),
    (".rtf", (FILES / "corners_libreoffice.rtf").read_bytes()),
    (".rtf", rb"{\rtf1{\info Quill}\pard Qu{\b il}l{\v Quill}{\*\x Quill}{\header Quill}"
             rb"\intbl Quill\cell\row\u81?uill\par}"),
    (".eml", MAIL),
    (".msg", compound_file(storage(strings({0x37: "Quill", 0x1000: "Quill came", 0x8000: "Quill"}), header=32))),
    (".json", b'{"Quill": ["Quill", 1, {"x": "\\u0051uill"}]}'),
    (".csv", b'a,b\r\n"Quill ""x""",=Quill\r\n'),
]
PIECES = [
    b"<!--", b"-->", b"</", b"<script>", b"</script>", b"<title>", b"<textarea>", b"<plaintext>", b"<select>",
    b"&#x51;", b"\\u", b"\\'", b"{\\*", b"}", b"\\bin3 ", b"\\v ", b"\\pard ", b"\\cell ", b"\r\n\r\n", b"--b",
    b"=?utf-8?q?", b"?=",
    b'"', b"\\", b",", b"{", b"[", b"\x00", b"\xff", b"=", b"Content-Type: text/plain\r\n",
]


def damaged(data: bytes, dice: random.Random) -> bytes:
    result = bytearray(data)
    for _ in range(dice.choice([1, 1, 2, 4])):
        at, length = dice.randrange(len(result) + 1), dice.randrange(1, 30)
        kind = dice.randrange(6)
        if kind == 0:
            result[at:at + length] = b""
        elif kind == 1:
            result[at:at] = dice.choice(PIECES)
        elif kind == 2:
            start = dice.randrange(len(result) + 1)
            result[at:at] = result[start:start + length * 3]
        elif kind < 5:
            result[at:at + 1] = bytes([dice.randrange(256)])
        else:
            del result[max(at, 10):]
    return bytes(result)


def everything(data: bytes) -> bytes:
    """A mail with its parts decoded."""
    parts = email.message_from_bytes(data, policy=email.policy.default).walk()
    return data + b"".join(part.get_payload(decode=True) or b"" for part in parts)


@pytest.mark.parametrize("number", range(len(SEEDS)))
def test_what_is_not_read_is_not_written(number: int) -> None:
    extension, seed = SEEDS[number]
    dice = random.Random(number)
    read_at_all = 0
    for _ in range(120):
        data = damaged(seed, dice)
        try:
            reading = read(extension, data)
        except ReadError as refused:
            assert "quill" not in str(refused).lower()
            continue
        read_at_all += 1
        edits = {
            block.id: [TextEdit(start=match.start(), end=match.end(), text="[X]") for match in
                       re.finditer("quill", block.text, re.IGNORECASE)]
            for block in reading.blocks
        }
        output = write(extension, data, edits)
        assert_gone(everything(output) if extension in (".eml", ".msg") else output, "Quill")
        read(".eml" if extension == ".msg" else extension, output)
    assert read_at_all > 5
