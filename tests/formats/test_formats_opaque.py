"""Base64 within a text is a file nobody can examine: it is taken out and told, and prose is left alone."""

from __future__ import annotations

import base64

import pytest
from canaries import read, text_of, write

from redactor.formats.opaque import without_opaque

SCAN = base64.b64encode(b"Ann Tarn, 12 Example Street. " * 20)
WRAPPED = base64.encodebytes(b"Ann Tarn, 12 Example Street. " * 20)


@pytest.mark.parametrize(("extension", "data"), [
    (".txt", b"before " + SCAN + b" after"), (".txt", b"before\n\n" + WRAPPED + b"\nafter\n"),
    (".md", b"before ![scan](data:image/png;base64,QW5u) after"), (".csv", b"a,b\nbefore," + SCAN + b" after\n"),
    (".json", b'{"a": "before ' + SCAN + b' after"}'), (".html", b"<p>before " + SCAN + b" after"),
    (".eml", b"From: x@example.org\n\nbefore\n" + WRAPPED + b"\nafter\n"),
])
def test_files_in_disguise_are_dropped_and_told(extension: str, data: bytes) -> None:
    assert [(part.kind, part.dropped) for part in read(extension, data).unread] == [("embedded data", True)]
    output = write(extension, data)
    assert b"QW5u" not in output
    assert SCAN[20:60] not in output
    assert "before" in text_of(extension, output)
    assert "after" in text_of(extension, output)


@pytest.mark.parametrize("prose", [
    "-" * 500, "=" * 300 + "\n" + "_" * 300, "Mum was calm. " * 50, "https://example.org/" + "a-b_c?d=" * 60,
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch\n" * 10, "." * 1000, "1, 2, 3, " * 200, "x|" * 300,
    ("a" * 70 + "\n") * 3,
])
def test_prose_and_rules_stay(prose: str) -> None:
    assert without_opaque(prose) == (prose, 0)


@pytest.mark.parametrize("hostile", [
    ("a" * 199 + " ") * 50_000, "data:" * 500_000, "a" * 5_000_000, ("a" * 70 + "\n.\n") * 50_000,
])
@pytest.mark.usefixtures("bounded")
def test_in_linear_time(hostile: str) -> None:
    without_opaque(hostile)
