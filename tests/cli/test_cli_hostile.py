"""A case folder full of traps through the real command: each withheld with its reason, in bounded time and memory."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import docx
import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

CANARY = "Quillfeather"
#: Seconds and megabytes for the whole folder.
SECONDS, MEGABYTES = 150, 1_500
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zipped(members: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def word(text: str = f"{CANARY} came.", rows: int = 0) -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    if rows:
        # Written at once: python-docx takes quadratic time for rows.
        table = document.add_table(rows=1, cols=2)
        table.cell(0, 0).text, table.cell(0, 1).text = "Name", CANARY
        row = table.rows[0]._tr
        row.getparent().extend([deepcopy(row) for _ in range(rows)])
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def with_part(package: bytes, name: str, data: bytes) -> bytes:
    """The package with a member put in, or in the place of its own."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        members = {item: archive.read(item) for item in archive.namelist()}
    return zipped({**members, name: data})


def pdf(pages: int = 1) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pageCompression=1)
    for number in range(pages):
        canvas.drawString(72, 700, f"{CANARY} came, page {number}")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def saved(document: pikepdf.Pdf, **options: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer, **options)
    return buffer.getvalue()


def locked_pdf() -> bytes:
    with pikepdf.open(io.BytesIO(pdf())) as document:
        return saved(document, encryption=pikepdf.Encryption(owner="o", user="u"))


def locked_office() -> bytes:
    """What Word makes of a file with a password: a compound file with an encrypted package ([MS-OFFCRYPTO] 2.3)."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "formats"))
    from compound_file import compound_file

    return compound_file({"EncryptionInfo": b"\x04\x00\x04\x00" + b"x" * 60, "EncryptedPackage": b"y" * 5_000})


def locked_zip() -> bytes:
    data = bytearray(zipped({"a.txt": CANARY.encode()}))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    data[6] |= 1
    return bytes(data)


LAUGHS = "<!DOCTYPE a [<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)) + "]>"
SECRET = '<!DOCTYPE a [<!ENTITY a11 SYSTEM "file:///etc/passwd">]>'
BODY = f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>&a11;</w:t></w:r></w:p></w:body></w:document>'
#: What is refused when it is read, and a word of the reason.
REFUSED: dict[str, tuple[bytes, str]] = {
    "bomb.zip": (zipped({"a.txt": b"0" * 300_000_000}), "unpack"),
    "bomb in a bomb.zip": (zipped({f"{n}.zip": zipped({"a.txt": b"0" * 30_000_000}) for n in range(9)}), "unpack"),
    "bomb.docx": (with_part(word(), "word/document.xml", b"<a>" + b" " * 300_000_000), "too large"),
    "laughs.docx": (with_part(word(), "word/document.xml", (LAUGHS + BODY).encode()), "not proper XML"),
    "outside.docx": (with_part(word(), "word/document.xml", (SECRET + BODY).encode()), "entit"),
    "traversal.docx": (with_part(word(), "../../got_out.txt", CANARY.encode()), ""),
    "half.docx": (word()[:9_000], "damaged"),
    "half.pdf": (pdf()[:300], ""),
    "half.png": (b"\x89PNG\r\n\x1a\n" + b"\0" * 30, ""),
    "word.pdf": (word(), "another kind"),
    "pdf.docx": (pdf(), "another kind"),
    "program.txt": (b"MZ\x90\x00\x03\x00\x00\x00\x04" + bytes(range(256)) * 20, ""),
    "locked.docx": (locked_office(), "password"),
    "locked.xlsx": (locked_office(), "password"),
    "locked.pdf": (locked_pdf(), "password"),
    "no pages.pdf": (saved(pikepdf.new()), "no pages"),
    "many pages.pdf": (pdf(3_001), "pages"),
    "deep.html": (b"<div>" * 200_000 + CANARY.encode(), ""),
    "deep.json": (b"[" * 200_000 + b'"Quillfeather"', ""),
    "empty.txt": (b"", "empty"),
}
#: What is read and written without the trap.
READ: dict[str, bytes] = {
    "line\nbreak.txt": f"{CANARY} came.\n".encode(),
    "right\u202etxt.left.txt": f"{CANARY} came.\n".encode(),
    "long table.docx": word(rows=4_000),
    "long table.html": f"<table>{f'<tr><td>Name</td><td>{CANARY}</td></tr>' * 2_000}</table>".encode(),
    "traversal.zip": zipped({"a.txt": f"{CANARY} came.".encode(), "../../got_out.txt": CANARY.encode()}),
    "locked.zip": zipped({"a.txt": f"{CANARY} came.".encode(), "in.zip": locked_zip()}),
}


@dataclass
class Ended:
    """How the run ended."""

    folder: Path
    code: int
    said: str
    seconds: float
    megabytes: float

    def entries(self) -> dict[str, dict[str, str]]:
        manifest = json.loads((self.folder / "share_CONFIDENTIAL_do_not_share" / "manifest.json").read_text("utf-8"))
        return {entry["source"]: entry for entry in manifest["documents"]}


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Ended:
    folder = tmp_path_factory.mktemp("hostile") / "a" / "b" / "c"
    case = folder / "case"
    case.mkdir(parents=True)
    for name, data in {**READ, **{name: data for name, (data, _) in REFUSED.items()}}.items():
        (case / name).write_bytes(data)
    (case / "cast.csv").write_text(f"name,role\n{CANARY},mother\n", "utf-8")
    (folder / "outside.txt").write_text(f"{CANARY} lives outside.\n", "utf-8")
    (case / "link.txt").symlink_to(folder / "outside.txt")
    (case / "linked folder").symlink_to("/etc")
    start = time.monotonic()
    with (folder.parent / "said").open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "redactor", "run", "case", "--out", "share"], cwd=folder, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return Ended(
        folder=folder, code=process.returncode, said=(folder.parent / "said").read_text("utf-8"),
        seconds=time.monotonic() - start, megabytes=usage.ru_maxrss / 1024)


def test_it_takes_bounded_time_and_memory(ended: Ended) -> None:
    assert ended.code == 3, ended.said
    assert "Traceback" not in ended.said
    assert ended.seconds < SECONDS
    assert ended.megabytes < MEGABYTES


@pytest.mark.parametrize("name", [*REFUSED, "link.txt", "linked folder"])
def test_a_trap_is_withheld_with_its_reason(name: str, ended: Ended) -> None:
    entry = ended.entries()[name]
    assert (entry["status"], entry["output"]) == ("withheld", "")
    assert entry["error"] and CANARY not in entry["error"]
    assert (REFUSED[name][1] if name in REFUSED else "link") in entry["error"]


@pytest.mark.parametrize("name", READ)
def test_what_can_be_made_safe_is_read(name: str, ended: Ended) -> None:
    entry = ended.entries()[name]
    assert entry["status"] != "withheld", entry["error"]
    assert (ended.folder / "share" / entry["output"]).is_file()


def test_nothing_is_written_elsewhere(ended: Ended) -> None:
    assert sorted(path.name for path in ended.folder.iterdir()) == [
        "case", "outside.txt", "share", "share_CONFIDENTIAL_do_not_share"]
    assert sorted(path.name for path in ended.folder.parent.iterdir()) == ["c", "said"]
    assert list(ended.folder.parents[3].rglob("got_out*")) == []
    names = {path.name for path in (ended.folder / "share").iterdir()}
    assert all(name == "SUMMARY.md" or name.startswith("case_") for name in names)
    assert len(names) == len(READ) + 1


def test_no_value_and_no_foreign_sign_reaches_anybody(ended: Ended) -> None:
    assert CANARY not in ended.said
    assert "\u202e" not in ended.said, "a name could turn a line of the terminal round"
    for path in (ended.folder / "share").iterdir():
        data = path.read_bytes()
        pieces = [data]
        if data[:2] == b"PK":
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                pieces += [archive.read(name) for name in archive.namelist()]
        assert not any(CANARY.encode() in piece or b"root:" in piece for piece in pieces), path.name
