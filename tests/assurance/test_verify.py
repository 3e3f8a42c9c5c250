"""An independent reader finds what was left anywhere in a file; a clean file is clean."""

from __future__ import annotations

import base64
import email.message
import gzip
import io
import json
import shutil
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo
from reportlab.pdfgen.canvas import Canvas

from redactor.assurance import Traces, reader, recheck, verify_file, verify_share
from redactor.assurance.reader import MAX_DEPTH, views
from redactor.casefile import Document, Finding, Location, Recognition, Replacement, TextBlock
from redactor.errors import ReadError
from redactor.rulebook import load_rulebook

RULEBOOK = load_rulebook(None)
POLICY = RULEBOOK.policy("success-review")
NAME = "Zofia Brzeńska"


def document(text: str, identity: str = "d1") -> Document:
    return Document(id=identity, path="a.txt", format="txt", sha256="", blocks=(
        TextBlock(id="1", text=text, location=Location(part="body")),))


@pytest.fixture(scope="module")
def traces() -> Traces:
    replacement = Replacement(
        finding=Finding(document_id="d1", start=0, end=len(NAME), entity_type="PERSON", score=0.9, recogniser="test"),
        text="[Mother]", rule_id="test")
    return Traces.of([document(NAME)], {"d1": [replacement]}, policy=POLICY, secret=b"s" * 32)


def _reference(text: str) -> Traces:
    """Traces of a case reference."""
    replacement = Replacement(
        finding=Finding(document_id="d1", start=0, end=len(text), entity_type="OTHER_REF", score=0.9,
                        recogniser="test"), text="[ref]", rule_id="test")
    return Traces.of([document(text)], {"d1": [replacement]}, policy=POLICY, secret=b"s" * 32)


def _docx(**places: str) -> bytes:
    made = docx.Document()
    paragraph = made.add_paragraph("Seen by ")
    for letter in places.get("runs", ""):
        paragraph.add_run(letter).bold = letter in "oz"
    made.core_properties.author = places.get("author", "")
    made.sections[0].footer.paragraphs[0].text = places.get("footer", "")
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def _xlsx() -> bytes:
    book = openpyxl.Workbook()
    book.active["C7"] = "calm"
    book.create_sheet("Brzenska").sheet_state = "veryHidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _zip(name: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, content)
    return stream.getvalue()


def _mail(transfer: str) -> bytes:
    message = email.message.EmailMessage()
    message["Subject"] = "Visit"
    message.set_content(f"I met {NAME} at the school.\n", cte=transfer)
    message.add_attachment(_docx(footer=NAME), maintype="application", subtype="octet-stream", filename="note.docx")
    return bytes(message)


def _png() -> bytes:
    info = PngInfo()
    info.add_text("Comment", f"taken by {NAME}", zip=True)
    stream = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(stream, "PNG", pnginfo=info)
    return stream.getvalue()


def _pdf(where: str) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream)
    canvas.drawString(72, 700, "The visit went well.")
    if where == "text":
        canvas.drawString(72, 650, "met Zofia Brzenska")
    elif where == "white text":
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(72, 650, "met Zofia Brzenska")
    elif where == "title":
        canvas.setTitle("Zofia Brzenska")
    elif where == "bookmark":
        canvas.bookmarkPage("a")
        canvas.addOutlineEntry("Zofia Brzenska", "a")
    elif where == "annotation":
        canvas.textAnnotation("ask Zofia Brzenska", (72, 600, 90, 620))
    canvas.save()
    return stream.getvalue()


DIRTY = {
    "plain.txt": f"met {NAME} today".encode(),
    "latin.txt": f"zażółć {NAME}".encode("iso-8859-2", "replace") + b" Zofia",
    "wide.txt": f"met {NAME}".encode("utf-16-le"),
    "wide_be.txt": b"\xfe\xff" + f"met {NAME}".encode("utf-16-be"),
    "escaped.json": json.dumps({"who": "Zofia\u00a0Brze\u0144ska"}).encode(),
    "part.csv": b"a,b\r\nBrzenska,1\r\n",
    "runs.docx": _docx(runs=NAME),
    "author.docx": _docx(author=NAME),
    "footer.docx": _docx(footer=NAME),
    "sheet.xlsx": _xlsx(),
    "entities.html": b"<p>Z&#111;fia <b>Brz</b><i>e</i>nska</p>",
    "attribute.html": b"<p>Hello <a href='mailto:Zofia%20Brzenska'>write</a></p>",
    "data.html": b"<img src='data:text/plain;base64," + base64.b64encode(b"a note about Zofia and others") + b"'>",
    "letter.rtf": rb"{\rtf1\ansi Zof{\b ia} Brze\u324?ska\par}",
    "quoted.eml": _mail("quoted-printable"),
    "base64.eml": _mail("base64"),
    "subject.eml": b"Subject: =?utf-8?b?%b?=\r\nMIME-Version: 1.0\r\n\r\nHi\r\n" % base64.b64encode(NAME.encode()),
    "bare.eml": b"Subject: =?utf-8?q?Zofia_Brze=C5=84ska?=\r\n\r\nHi\r\n",
    "packed.csv": gzip.compress(b"Zofia"),
    "deep.zip": _zip("a.zip", _zip("b.docx", _docx(author=NAME))),
    "names.zip": _zip("Zofia.txt", b"calm"),
    "picture.png": _png(),
    **{f"{where}.pdf": _pdf(where) for where in ("text", "white text", "title", "bookmark", "annotation")},
    "Zofia.txt": b"calm",
}
CLEAN = {
    "plain.txt": "REDACTED DRAFT – human check required\nThe worker met [Mother] at school.".encode(),
    "calm.docx": _docx(runs="[Mother]", author="redactor"),
    "calm.pdf": _pdf("nowhere"),
    "calm.zip": _zip("a.txt", b"calm"),
    "calm.eml": b"Subject: Visit\r\nMIME-Version: 1.0\r\n\r\nWe met [Mother].\r\n",
}


@pytest.mark.parametrize("name", DIRTY)
def test_what_was_left_is_found(name: str, traces: Traces, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(DIRTY[name])
    residuals = verify_file(path, traces, ocr=False)
    assert any(item.certain for item in residuals)
    assert not any("zofia" in repr(item).lower() or "brze" in repr(item).lower() for item in residuals)


@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_file_is_clean(name: str, traces: Traces, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(CLEAN[name])
    assert verify_file(path, traces, ocr=False) == []


@pytest.mark.parametrize(("markup", "found"), [
    ('<a:theme xmlns:a="x"><a:lumMod val="105000"/></a:theme>', False),
    ('<a:theme xmlns:a="x"><a:fillToRect l="50000" t="-80000" r="50000" b="105000"/></a:theme>', False),
    ('<styleSheet><color rgb="FF105000"/></styleSheet>', False),
    ('<sheetData><row r="105000"><c r="A105000" t="s"><v>105000</v></c></row></sheetData>', False),
    ('<x:sheetData><x:row r="105000"><x:c r="A105000" t="s"><x:v>105000</x:v></x:c></x:row></x:sheetData>', False),
    ('<sheetData><row r="1"><c r="A1"><v>105000</v></c></row></sheetData>', True),
    ('<w:p xmlns:w="x"><w:color w:val="105000"/><w:tag w:val="LCS105000"/></w:p>', True),
    ('<a:p xmlns:a="x"><a:t>105000</a:t></a:p>', True),
    ('<a:p xmlns:a="x"><a:cNvPr name="105000 b"/></a:p>', True),
])
def test_measures_of_a_drawing_are_no_references(markup: str, found: bool, tmp_path: Path) -> None:
    path = tmp_path / "theme1.xml"
    path.write_text(markup, "utf-8")
    assert any(item.certain for item in verify_file(path, _reference("LCS105000"))) is found


def test_places_on_a_page_are_no_references(tmp_path: Path) -> None:
    def page(text: str) -> Path:
        path = tmp_path / "a.pdf"
        canvas = Canvas(str(path), pageCompression=1, pagesize=(20_000, 20_000))
        canvas.drawString(10, 12_345, text)
        canvas.rect(10, 12_345, 70, 50)
        canvas.save()
        return path

    traces = _reference("LCS 1012345")
    assert verify_file(page("The visit went well (at last)."), traces, ocr=False) == []
    for text in ("Ref 1012345", "(1012345)", "1012345 \\)"):
        assert any(item.certain for item in verify_file(page(text), traces, ocr=False)), text


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
@pytest.mark.parametrize("form", ["PNG", "PDF"])
def test_what_can_only_be_seen_is_found(form: str, traces: Traces, tmp_path: Path) -> None:
    page = Image.new("L", (900, 300), "white")
    ImageDraw.Draw(page).text((60, 100), "We met Zofia at home", font=ImageFont.load_default(40), fill="black")
    path = tmp_path / f"a.{form.lower()}"
    page.save(path, form)
    assert verify_file(path, traces, ocr=False) == []
    assert any(item.certain for item in verify_file(path, traces))


def test_an_author_property_asks_a_human(traces: Traces, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(_docx(author="Somebody Else"))
    assert [(item.kind, item.certain) for item in verify_file(path, traces)] == [("author property", False)]
    path.write_bytes(_docx(author="Reviewer 12"))
    assert verify_file(path, traces) == []


def test_the_bounds_hold(traces: Traces, tmp_path: Path) -> None:
    nested = b"calm"
    for _ in range(MAX_DEPTH + 2):
        nested = _zip("a.zip", nested)
    path = tmp_path / "deep.zip"
    path.write_bytes(nested)
    with pytest.raises(ReadError, match="deep"):
        verify_file(path, traces)
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.txt", "w") as member:
        for _ in range(1100):
            member.write(b"\0" * 1024 * 1024)
    path.write_bytes(bomb.getvalue())
    with pytest.raises(ReadError, match="more than can be searched"):
        verify_file(path, traces)


@pytest.mark.parametrize("content", [b"PK\x03\x04broken", b"%PDF-1.7 broken", b"\x1f\x8bbroken"])
def test_a_damaged_file_is_never_called_clean(content: bytes, traces: Traces, tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(content)
    with pytest.raises(ReadError):
        verify_file(path, traces)


def test_hostile_text_takes_bounded_time(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    for hostile in (
        b"<" * 300_000, b"<p " * 100_000, b"{\\rtf1" + b"\\a" * 100_000, b"QUJD\n" * 60_000, b"&" * 300_000,
    ):
        path.write_bytes(hostile)
        assert sum(1 for _ in views(path)) < 100


def test_the_reader_shares_no_code_with_the_writers() -> None:
    folder = Path(reader.__file__).parent
    for name in ("reader", "traces", "verify"):
        assert "redactor.formats" not in (folder / f"{name}.py").read_text("utf-8")


def _found(text: str, value: str, entity_type: str = "PERSON", score: float = 0.99) -> Finding:
    start = text.index(value)
    return Finding(document_id="d1", start=start, end=start + len(value), entity_type=entity_type, score=score,
                   recogniser="test")


def test_recognition_again_asks_a_human_about_new_identifiers_only() -> None:
    text = "[Mother Jones] met Ines Quill and Dr Ash on Monday, age 7, perhaps Bea."
    findings = (
        _found(text, "Mother Jones"), _found(text, "Ines Quill"), _found(text, "Dr Ash"),
        _found(text, "Monday", "DATE"), _found(text, "Bea", score=0.01),
    )
    residuals = recheck(
        document(text), lambda given: Recognition(document_id=given.id, findings=findings), POLICY, kept=["Dr  ash"])
    assert [(item.kind, item.count, item.certain) for item in residuals] == [("recognised again: PERSON", 1, False)]


def test_a_share_box_is_held_against_its_manifest(traces: Traces, tmp_path: Path) -> None:
    import hashlib

    share = tmp_path / "share"
    share.mkdir()
    (share / "case_01.txt").write_text("calm")
    (share / "case_02.txt").write_text("was changed")
    (share / "SUMMARY.md").write_text("# summary")
    (share / "Zofia notes.txt").write_text("calm")
    (share / "link.txt").symlink_to(tmp_path)
    manifest = {"documents": [
        {"output": "case_01.txt", "sha256_out": hashlib.sha256(b"calm").hexdigest()},
        {"output": "case_02.txt", "sha256_out": hashlib.sha256(b"other").hexdigest()},
        {"output": "case_03.txt", "sha256_out": "00"},
        {"output": "", "sha256_out": ""},
    ]}
    verdicts = {verdict.name: verdict for verdict in verify_share(share, traces, manifest)}
    assert verdicts["case_01.txt"].clean
    assert verdicts["SUMMARY.md"].clean
    assert verdicts["case_02.txt"].problem.startswith("changed")
    assert verdicts["case_03.txt"].problem == "missing"
    assert verdicts["link.txt"].unreadable
    named = [verdict for name, verdict in verdicts.items() if name.startswith("file ")]
    assert len(named) == 1
    assert named[0].residuals
    assert named[0].problem == "not in the manifest"
    assert not any("Zofia" in repr(verdict) for verdict in verdicts.values())
    with pytest.raises(ReadError, match="manifest"):
        verify_share(share, traces, {"documents": 3})
