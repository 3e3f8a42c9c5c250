"""What the tests of the text-like formats share: reading, replacing words, and looking for what must be gone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from redactor.casefile import TextEdit
from redactor.formats import Reading, format_for


def read(extension: str, data: bytes) -> Reading:
    return format_for(Path(f"x{extension}")).read_bytes(data)


def write(extension: str, data: bytes, edits: Mapping[str, list[TextEdit]] | None = None) -> bytes:
    return format_for(Path(f"x{extension}")).write_bytes(data, edits or {})


def text_of(extension: str, data: bytes) -> str:
    """The reading text: blocks and what stands between them."""
    return "".join(block.text + block.separator for block in read(extension, data).blocks)


def edits_for(extension: str, data: bytes, replacements: Mapping[str, str]) -> dict[str, list[TextEdit]]:
    """Edits that replace every occurrence of each word in every block."""
    edits: dict[str, list[TextEdit]] = {}
    for block in read(extension, data).blocks:
        found = []
        for word, replacement in replacements.items():
            start = block.text.find(word)
            while start >= 0:
                found.append(TextEdit(start=start, end=start + len(word), text=replacement))
                start = block.text.find(word, start + len(word))
        if found:
            edits[block.id] = sorted(found)
    return edits


def replaced(extension: str, data: bytes, replacements: Mapping[str, str]) -> bytes:
    """The file with every occurrence of each word replaced."""
    return write(extension, data, edits_for(extension, data, replacements))


def assert_gone(data: bytes, *words: str) -> None:
    """No word stands in the bytes, in any encoding and any case."""
    for word in words:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "cp1252"):
            assert word.lower().encode(encoding) not in data.lower(), word
