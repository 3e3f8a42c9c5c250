"""Small Office packages written out part by part, and a brute search through what the writers made of them."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from redactor.casefile import TextEdit
from redactor.formats import Reading, format_for

CANARY = "Quillfeather"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A zip of members as they are."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in members.items():
            target.writestr(name, data)
    return buffer.getvalue()


def relationships(lines: Sequence[tuple[str, str, str]]) -> str:
    """A .rels part. Lines are (id, type or its last segment, target); a target with a colon is external."""
    items = "".join(
        f'<Relationship Id="{identity}" Type="{kind if ":" in kind else f"{OFFICE}/{kind}"}" Target="{target}"'
        + (' TargetMode="External"' if ":" in target else "") + "/>"
        for identity, kind, target in lines
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{items}</Relationships>'


def content_types(types: Mapping[str, str]) -> str:
    """[Content_Types].xml for the given parts."""
    items = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in types.items())
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        '<Default Extension="bin" ContentType="application/octet-stream"/>'
        f"{items}</Types>"
    )


def read(data: bytes, name: str) -> Reading:
    """Read bytes as a file of that extension."""
    return format_for(Path(f"x.{name}")).read_bytes(data)


def text_of(reading: Reading) -> str:
    """The reading text."""
    return "".join(block.text + block.separator for block in reading.blocks)


def redacted(data: bytes, name: str, canary: str = CANARY, by: str = "[Person]") -> bytes:
    """The file with every canary in its blocks replaced."""
    edits = {
        block.id: [TextEdit(start=hit.start(), end=hit.end(), text=by) for hit in re.finditer(canary, block.text)]
        for block in read(data, name).blocks
    }
    return format_for(Path(f"x.{name}")).write_bytes(data, {key: value for key, value in edits.items() if value})


def survivors(data: bytes, canary: str = CANARY) -> list[str]:
    """Members in which the canary is found in any decoding, with markup, without markup, or by name."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            plain = content.decode("utf-8", "replace")
            forms = [name, plain, content.decode("utf-16-le", "replace"), re.sub(r"<[^>]*>", "", plain)]
            if any(canary.casefold() in form.casefold() for form in forms):
                found.append(name)
            if content[:2] == b"PK":
                found += survivors(content, canary)
    return found


def part(data: bytes, name: str) -> str:
    """Text of a member."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode("utf-8")


needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None or shutil.which("pdftoppm") is None, reason="LibreOffice or poppler is missing")


def converted(folder: Path, source: Path, target: str) -> Path:
    """A file converted by LibreOffice, run apart from any other one."""
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", target,
         "--outdir", str(folder), str(source)],
        check=True, capture_output=True, timeout=120,
    )
    return folder / f"{source.stem}.{target.split(':')[0]}"


def rendered(folder: Path, data: bytes, name: str, *, dpi: int = 60) -> list[bytes]:
    """Pages of a file as LibreOffice shows them, as PNG."""
    folder.mkdir(exist_ok=True)
    source = folder / f"page.{name}"
    source.write_bytes(data)
    pdf = converted(folder, source, "pdf")
    subprocess.run(["pdftoppm", "-r", str(dpi), "-png", str(pdf), str(folder / "page")], check=True, timeout=60)
    return [path.read_bytes() for path in sorted(folder.glob("page-*.png"))]
