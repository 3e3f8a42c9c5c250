"""Coverage-guided fuzzing of every format, reading and writing: ``make fuzz``, or with the ``fuzz`` extra installed

    python tests/fuzzing/fuzz_readers.py --seconds 60 docx eml

Small files made by LibreOffice, Word's features written out and Python's libraries are damaged, guided by the edges
of ``redactor.formats`` that they reach. A find is

- any outcome but a reading and a written file, or a RedactorError,
- more than 10 seconds, or more than a gigabyte,
- a word that was replaced wherever it was read and still stands in the written file,
- a written package or PDF that cannot be read again.

What is found lies in the folder of finds; ``--replay FILE...`` shows it again. Every find belongs into a test of its
format, as small as it can be made.
"""

from __future__ import annotations

import argparse
import codecs
import email
import email.policy
import io
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
SEEDS = HERE / "seeds"
sys.path.insert(0, str(HERE.parent / "formats"))

from redactor.casefile import TextEdit  # noqa: E402
from redactor.errors import RedactorError  # noqa: E402

#: Formats by extension, each with the modules whose edges guide the search.
FORMATS = {
    "txt": "plain", "csv": "delimited", "json": "json_text", "jsonl": "json_text", "html": "hypertext", "eml": "mail",
    "rtf": "rtf", "msg": "outlook", "docx": "docx", "xlsx": "xlsx", "pptx": "pptx", "odt": "odf", "ods": "odf",
    "odp": "odf", "pdf": "pdf", "png": "picture", "jpg": "picture", "zip": "archive",
}
SECONDS, MEGABYTES = 10, 1024
#: Seeds from this size on, in bytes, take so long that hardly anything is tried; smaller ones stand for them.
LARGE = 8_000
#: What rich text is made of, in little.
RICH_TEXTS = (
    rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss\fcharset238 Arial;}}{\info{\author Quill}}\pard\b Qui\b0 ll"
    rb" came{\*\annotation Quill}.\par{\header Quill}{\footnote\u81?\u117?ill}{\v Quill}\'51uill\par}",
    rb"{\rtf1{\field{\*\fldinst HYPERLINK \"quill\"}{\fldrslt Quill}}{\deleted Quill}\trowd\cellx900\cellx1800\intbl"
    rb" Name\cell Quill\cell\row{\pict\pngblip 5175696c6c}{\shp{\*\shpinst{\shptxt Quill\par}}}\bin5 Quill\par}",
)
#: The word that is replaced wherever it is read.
WORD = re.compile(rb"quill", re.IGNORECASE)


class FindError(Exception):
    """Something that must not be."""


def seeds(name: str) -> list[bytes]:
    """Small files of a format."""
    from test_formats_hostile_text import SEEDS as TEXTS

    found = [data for extension, data in TEXTS if extension == f".{name}"]
    found += [path.read_bytes() for path in sorted(SEEDS.glob(f"*.{name}"))]
    if name in ("docx", "xlsx", "pptx", "odt"):
        from test_formats_office_fuzz import FILES

        found += [data.replace(b"Quillfeather", b"Quill") for data in FILES[name]]
    if name == "txt":
        found += [b"Quill came.\r\n\r\nTel 01632 960123\r\n", "Quill\n".encode("utf-16"), b"\xef\xbb\xbfQuill \xa3"]
    if name == "rtf":
        found = [data for data in found if len(data) < LARGE]
        found += RICH_TEXTS
    if name == "pdf":
        found = [data for data in found if len(data) < LARGE] + [small_page()]
    if name == "jsonl":
        found += [b'{"a": "Quill"}\n{"a": ["Quill", 1.5]}\n']
    if name in ("png", "jpg"):
        from PIL import Image

        for mode in ("RGB", "L", "P") if name == "png" else ("RGB", "L"):
            buffer = io.BytesIO()
            Image.new(mode, (9, 7)).save(buffer, "PNG" if name == "png" else "JPEG")
            found.append(buffer.getvalue())
    if name == "zip":
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("Quill/notes.txt", "Quill came")
            archive.writestr("letter.html", "<p>Quill")
            archive.writestr("inner.zip", _zipped({"a.csv": b"Quill,1\n"}))
        found.append(buffer.getvalue())
    return found


def small_page() -> bytes:
    """A PDF of one page that is rendered in no time, with a title, a bookmark, a form field and a link."""
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(110, 50), pageCompression=0, invariant=1)
    canvas.setTitle("Quill")
    canvas.bookmarkPage("here")
    canvas.addOutlineEntry("Quill", "here")
    canvas.setFont("Helvetica", 9)
    canvas.drawString(4, 36, "Quill came")
    canvas.linkURL("http://example.org/quill", (4, 30, 60, 44))
    canvas.acroForm.textfield(name="quill", value="Quill", x=4, y=6, width=60, height=14, fontSize=8)
    canvas.save()
    return buffer.getvalue()


def _zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return buffer.getvalue()


def check(name: str, data: bytes) -> None:
    """Read a file, replace the word and write it.

    Raises:
        FindError: what was written holds the word or is damaged.
    """
    from redactor.formats import format_for

    form = format_for(Path(f"x.{name}"))
    try:
        reading = form.read_bytes(data)
        edits = {
            block.id: [TextEdit(start=match.start(), end=match.end(), text="[X]")
                       for match in re.finditer("quill", block.text, re.IGNORECASE)]
            for block in reading.blocks
        }
        output = form.write_bytes(data, {block: own for block, own in edits.items() if own})
    except RedactorError as error:
        if WORD.search(str(error).encode()):
            raise FindError("a message quotes the file") from None
        return
    if any(not part.dropped for part in reading.unread):
        return  # it is withheld
    if any(WORD.search(piece) for piece in pieces(form.output_extension, output)):
        raise FindError("the word survived")
    try:
        format_for(Path(f"x{form.output_extension}")).read_bytes(output)
    except RedactorError as error:
        if output.startswith((b"PK", b"%PDF")):  # a text may become doubtful by what was taken out; it is withheld
            raise FindError(f"what was written cannot be read: {error.message}") from None


def pieces(extension: str, data: bytes) -> list[bytes]:
    """A written file and what lies within it."""
    if extension in (".pdf", ".png", ".jpg"):
        return []  # pixels and packed streams, in which five letters may stand by chance
    if data[:2] == b"PK":
        found = []
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.namelist():
                found += [member.encode(), *pieces(Path(member).suffix, archive.read(member))]
        return found
    if extension == ".eml":
        message = email.message_from_bytes(data, policy=email.policy.default)
        return [re.sub(rb"(?m)^[\w+/=]{40,}\s*$", b"", data), *(
            part.get_payload(decode=True) or b"" for part in message.walk() if not part.is_multipart())]
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return [data.decode(encoding, "replace").encode()]
    return [data]


def fuzz(name: str, corpus: Path, arguments: list[str]) -> None:
    """Fuzz one format in this process; does not return."""
    import atheris

    with atheris.instrument_imports(include=["redactor.formats"]):
        import redactor.formats.container
        import redactor.formats.registry  # noqa: F401

        __import__(f"redactor.formats.{FORMATS[name]}")

    def mutate(data: bytes, longest: int, seed: int) -> bytes:
        """Damage within a member of a package, which damage to packed bytes would never reach."""
        dice = random.Random(seed)
        if data[:2] == b"PK" and dice.random() < 0.9:
            try:
                with zipfile.ZipFile(io.BytesIO(data)) as archive:
                    members = {item: archive.read(item) for item in archive.namelist()}
                chosen = dice.choice(list(members))
                members[chosen] = damage(members[chosen], dice, atheris.Mutate)
                packed = _zipped(members)
            except Exception:
                packed = b""
            if 0 < len(packed) <= longest:
                return packed
        return bytes(damage(data, dice, atheris.Mutate)[:longest])

    atheris.Setup([sys.argv[0], *arguments, str(corpus)], lambda data: check(name, data), custom_mutator=mutate)
    atheris.Fuzz()


def damage(data: bytes, dice: random.Random, mutate: Callable[[bytes, int], bytes]) -> bytes:
    """A piece moved or repeated, or what libFuzzer makes of it."""
    kind = dice.randrange(4)
    if kind < 2 or not data:
        return mutate(data, len(data) + 200)
    # Markup is cut where its tags begin, so that elements stay whole.
    edges = [match.start() for match in re.finditer(rb"[<{,\n]", data)] or [0]
    low, high = sorted((dice.choice(edges), dice.choice(edges)))
    high = min(high, low + 4_000)
    if kind == 2:
        return data[:low] + data[high:]
    place = dice.choice(edges)
    return data[:place] + data[low:high] + data[place:]


def campaign(name: str, seconds: int, finds: Path) -> tuple[int, int]:
    """Fuzz one format in processes of their own for so long; gives executions and finds."""
    finds.mkdir(parents=True, exist_ok=True)
    before = set(finds.iterdir())
    executions = 0
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        for number, data in enumerate(seeds(name)):
            (corpus / str(number)).write_bytes(data)
        longest = 2 * max(path.stat().st_size for path in corpus.iterdir())
        end = time.monotonic() + seconds
        while (left := int(end - time.monotonic())) > 0:
            done = subprocess.run(
                [sys.executable, __file__, "--child", str(corpus), name, "--",
                 f"-max_total_time={left}", f"-timeout={SECONDS}", f"-rss_limit_mb={MEGABYTES}", f"-max_len={longest}",
                 f"-artifact_prefix={finds}/{name}-", "-print_final_stats=1", "-close_fd_mask=1", "-verbosity=1"],
                capture_output=True, check=False,
                # Without Tesseract, which would take all the time.
                env={**os.environ, "PATH": ""},
            )
            said = done.stderr.decode("utf-8", "replace")
            counts = re.findall(r"stat::number_of_executed_units:\s*(\d+)", said) or re.findall(r"(?m)^#(\d+)\s", said)
            executions += int(counts[-1]) if counts else 0
            if done.returncode and set(finds.iterdir()) == before and not counts:
                sys.exit(f"{name}: the fuzzer failed:\n{said[-2000:]}")
    return executions, len(set(finds.iterdir()) - before)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("formats", nargs="*", metavar="FORMAT", help=f"which: {', '.join(FORMATS)} [default: all]")
    parser.add_argument("--seconds", type=int, default=20, help="for each format [default: 20]")
    parser.add_argument("--finds", type=Path, default=Path(".fuzz"), help="folder of finds [default: .fuzz]")
    parser.add_argument("--replay", action="store_true", help="check files instead; the formats are their names")
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    own, fuzzers = sys.argv[1:], []
    if "--" in own:
        own, fuzzers = own[:own.index("--")], own[own.index("--") + 1:]
    options = parser.parse_args(own)
    if options.child:
        fuzz(options.formats[0], options.child, fuzzers)
    if options.replay:
        for path in map(Path, options.formats):
            start = time.monotonic()
            check(path.name.split("-")[0], path.read_bytes())
            print(f"{path.name}: nothing ({time.monotonic() - start:.1f} s)")
        return
    total = 0
    for name in options.formats or FORMATS:
        executions, found = campaign(name, options.seconds, options.finds.absolute())
        total += found
        print(f"{name:6} {executions:>9,} executions  {found} finds", flush=True)
    sys.exit(1 if total else 0)


if __name__ == "__main__":
    main()
