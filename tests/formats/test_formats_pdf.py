"""PDF: what was replaced is gone from the file, what was not is still there, and the page looks as it did.

``files/minutes_libreoffice.pdf`` was made by LibreOffice Writer from a document with a header, a footer, a table, a
list, a picture and two columns. The others are made here, with the corners that PDFs have.
"""

from __future__ import annotations

import io
import resource
import shutil
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from canaries import assert_gone, edits_for, read, replaced, text_of, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from redactor.casefile import TextEdit
from redactor.errors import ReadError, RedactorError, WriteError
from redactor.formats import ocr
from redactor.formats.painting import FONT_FILE
from redactor.formats.protocol import BANNER

FILES = Path(__file__).parent / "files"
MINUTES = (FILES / "minutes_libreoffice.pdf").read_bytes()
LABEL = "[Mother]"
NAMES = dict.fromkeys((
    "Xantheheader Quillfeather", "Xanthewrapped Quillfeather", "Xanthecell Quillfeather", "Xanthebold",
    "Xantheleft Quillfeather", "Xantheright Quillfeather", "Xanthefooter Pell",
), LABEL)

needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")


def decoded(data: bytes) -> str:
    """Everything a curious reader gets out of a PDF: page text, strings, streams."""
    found = []
    with pikepdf.open(io.BytesIO(data)) as document:
        for item in document.objects:
            found.append(repr(item))
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") != "/Image":
                found.append(item.read_bytes().decode("latin-1"))
    return "\n".join([*found, extracted(data)])


def extracted(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(text.split())


def rendered(data: bytes, page: int = 0) -> Image.Image:
    document = pypdfium2.PdfDocument(data)
    picture = document[page].render(scale=150 / 72).to_pil().convert("L")
    document.close()
    return picture


def made() -> tuple[io.BytesIO, Canvas]:
    stream = io.BytesIO()
    return stream, Canvas(stream, pagesize=A4)


def corners() -> bytes:
    """One page with a canary in every corner that reportlab and pikepdf can write."""
    stream, canvas = made()
    canvas.setTitle("Canarytitle")
    canvas.setAuthor("Canaryauthor")
    canvas.setSubject("Canarysubject")
    canvas.bookmarkPage("a")
    canvas.addOutlineEntry("Canarybookmark", "a")
    canvas.setFont("Helvetica", 12)
    canvas.drawString(72, 760, "The visit went well and Zofia Brzenska was there.")
    canvas.drawString(72, 744, "She was accompanied by her aunt, Marga-")
    canvas.drawString(72, 728, "retha, and by Okoro-")
    canvas.drawString(72, 712, "Reed, who had come by the step-")
    canvas.drawString(72, 696, "by-step route of the early morn-")
    canvas.drawString(72, 680, "ing bus.")
    canvas.saveState()
    canvas.translate(40, 300)
    canvas.rotate(90)
    canvas.drawString(0, 0, "Sideways Zofia stands here")
    canvas.restoreState()
    canvas.saveState()
    canvas.translate(300, 300)
    canvas.rotate(35)
    canvas.drawString(0, 0, "Slanted Zofia stands here")
    canvas.restoreState()
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(72, 640, "Canarywhite")
    canvas.setFillColorRGB(0, 0, 0)
    canvas.drawString(72, 600, "Canaryboxed")
    canvas.rect(60, 590, 200, 30, fill=1)
    canvas.drawString(-500, 600, "Canaryoutside")
    canvas.textAnnotation("Canarynote", (300, 600, 320, 620))
    canvas.linkURL("https://example.org/Canarylink", (72, 755, 200, 770))
    canvas.acroForm.textfield(name="Canaryfield", value="Fieldvalue Zofia", x=300, y=500, width=200, height=24)
    canvas.showPage()
    canvas.save()
    with pikepdf.open(io.BytesIO(stream.getvalue())) as document:
        document.attachments["Canaryfile.txt"] = pikepdf.AttachedFileSpec(document, b"Canaryattached")
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('Canaryscript')")
        with document.open_metadata() as xmp:
            xmp["dc:creator"] = ["Canaryxmp"]
        layer = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="Canarylayer"))
        document.Root.OCProperties = pikepdf.Dictionary(
            OCGs=[layer], D=pikepdf.Dictionary(OFF=[layer], Order=[layer]))
        page = document.pages[0]
        page.Resources.Properties = pikepdf.Dictionary(L=layer)
        font = next(iter(page.Resources.Font.keys()))
        page.contents_add(
            f"/OC /L BDC BT {font} 12 Tf 72 560 Td (Canaryhidden) Tj ET EMC".encode(), prepend=False)
        saved = io.BytesIO()
        document.save(saved)
    return saved.getvalue()


CORNERS = corners()


# Reading


def test_text_is_read_as_paragraphs_cells_and_list_items() -> None:
    blocks = read(".pdf", MINUTES).blocks
    texts = [block.text for block in blocks]
    assert "• Agreed by Xanthebold and her aunt." in texts
    assert "The affected office will file the final flat plan." in texts
    wrapped = next(text for text in texts if "Xanthewrapped" in text)
    assert wrapped.startswith("The group met")
    assert wrapped.endswith("glad of the tea.")
    assert "Xanthecell Quillfeather\tMother of the two children who are the subject of the plan agreed in March\t" \
        "07700 900123\n" in text_of(".pdf", MINUTES)
    columns = {block.text: block.column for block in blocks}
    assert columns["Xanthecell Quillfeather"] == "Name"
    assert columns["Health visitor"] == "Role"
    assert columns["01632 960456"] == "Telephone"
    left = next(text for text in texts if text.startswith("In the left column"))
    assert "Xantheleft Quillfeather has kept every appointment." in left
    assert "right" not in left


def test_words_broken_over_lines_are_whole_and_true_hyphens_stay() -> None:
    text = text_of(".pdf", CORNERS)
    assert "her aunt, Margaretha, and by Okoro-Reed, who had come by the step-by-step route" in text
    assert "early morning bus." in text


def test_a_line_stretched_to_the_margin_is_one_line_and_entries_of_a_list_are_apart() -> None:
    stream, canvas = made()
    canvas.setFont("Helvetica", 12)
    position = 72.0
    for word in ("forms", "for", "the", "nursery", "and", "the", "considerable"):
        canvas.drawString(position, 700, word)
        position += canvas.stringWidth(word, "Helvetica", 12) + 25
    canvas.drawString(72, 685, "requirements which accompany them in each and every case of which we know.")
    for height, left, words in ((600, 72, "Date of birth"), (585, 100, "03/04/2019"), (570, 72, "NHS number"),
                                (555, 100, "999 000 0018")):
        canvas.drawString(left, height, words)
    canvas.save()
    text = text_of(".pdf", stream.getvalue())
    assert "forms for the nursery and the considerable requirements which" in text
    assert "Date of birth\n03/04/2019\nNHS number\n999 000 0018\n" in text


def test_letters_set_wide_apart_are_words() -> None:
    stream, canvas = made()
    text = canvas.beginText(72, 700)
    text.setFont("Helvetica", 12)
    text.setCharSpace(6)
    text.textLine("Zofia came")
    text.textLine("9990000018")
    canvas.drawText(text)
    canvas.save()
    words = text_of(".pdf", stream.getvalue()).split()
    assert words == ["Zofia", "came", "9990000018"]


def test_text_in_any_direction_is_read() -> None:
    text = text_of(".pdf", CORNERS)
    assert "Sideways Zofia stands here" in text
    assert "Slanted Zofia stands here" in text


def test_what_is_no_text_is_told() -> None:
    kinds = {part.kind for part in read(".pdf", CORNERS).unread}
    assert {"comment", "attachment"} <= kinds
    assert [(part.kind, part.dropped) for part in read(".pdf", MINUTES).unread] == [("picture", True)]
    metadata = read(".pdf", CORNERS).metadata
    assert metadata["Author"] == "Canaryxmp"


def test_reading_twice_gives_the_same() -> None:
    assert read(".pdf", MINUTES) == read(".pdf", MINUTES)
    assert write(".pdf", MINUTES) == write(".pdf", MINUTES)


# Writing


def test_found_words_are_gone_and_all_others_stay() -> None:
    output = replaced(".pdf", MINUTES, NAMES)
    everything = decoded(output)
    assert "Xanthe" not in everything
    assert "Quillfeather" not in everything
    assert_gone(output, "Xanthe", "Quillfeather", "Writer", "LibreOffice")
    text = extracted(output)
    for kept in (
        BANNER, "the first to speak was [Mother], who had walked there with the pram",
        "Agreed by [Mother] and her aunt",
        "The affected office will file the final flat plan", "Orlapell Marrowby Health visitor 01632 960456",
        "how [Mother] has kept every appointment", "Minutes by [Mother]",
    ):
        assert kept in text


def test_nothing_of_the_original_file_is_left_in_any_corner() -> None:
    output = replaced(".pdf", CORNERS, {
        "Zofia": LABEL, "Brzenska": "", "Margaretha": "[Aunt]", "Okoro-Reed": "[Worker]"})
    everything = decoded(output)
    for word in ("Canary", "Zofia", "Brzenska", "Margaretha", "retha", "Okoro", "JavaScript", "ReportLab"):
        assert word not in everything, word
    assert_gone(output, "Canary", "Zofia", "Brzenska", "Okoro")
    with pikepdf.open(io.BytesIO(output)) as document:
        assert set(document.Root.keys()) <= {"/Pages", "/Type", "/PageMode", "/Outlines", "/Lang"}
        assert not document.attachments
        assert "/Annots" not in document.pages[0]
        assert str(document.docinfo["/Title"]) == BANNER
    text = extracted(output).replace(" ,", ",")
    assert "her aunt, [Aunt], and by [Worker], who had come by the step-by-step route of the early morning bus." in text
    assert "Fieldvalue [Mother]" in text


def test_no_canary_can_be_seen_on_the_page() -> None:
    """What is painted over is gone from the pixels too: the same page with another name gives the same picture."""

    def page(name: str) -> bytes:
        stream, canvas = made()
        canvas.setFont("Courier", 14)
        canvas.drawString(72, 700, f"Seen at home by {name} today.")
        canvas.save()
        return replaced(".pdf", stream.getvalue(), {name: LABEL})

    first, second = rendered(page("Zofia")), rendered(page("Marty"))
    assert ImageChops.difference(first, second).getbbox() is None


def test_the_page_looks_the_same_outside_the_found_words() -> None:
    before, after = rendered(MINUTES), rendered(replaced(".pdf", MINUTES, {"Xanthecell Quillfeather": LABEL}))
    strip = after.height - before.height
    assert strip == 30
    after = after.crop((0, strip, after.width, after.height))
    difference = ImageChops.difference(before, after).point(lambda value: 255 * (value > 110))
    draw = ImageDraw.Draw(difference)
    scale = 150 / 72
    # The cell that was painted over and the picture that was left out.
    draw.rectangle((70 * scale, 185 * scale, 230 * scale, 235 * scale), fill=0)
    draw.rectangle((80 * scale, 320 * scale, 250 * scale, 400 * scale), fill=0)
    changed = sum(difference.histogram()[1:]) / (before.width * before.height)
    assert changed < 0.0005
    kept = sum(before.point(lambda value: 255 * (value < 128)).histogram()[1:])
    assert kept > 5_000


def test_pictures_are_left_out() -> None:
    stream, canvas = made()
    canvas.drawString(72, 760, "A page with a photograph on it, and a good deal of text besides.")
    canvas.drawImage(ImageReader(Image.new("RGB", (60, 60), "red")), 100, 300, 200, 200)
    canvas.save()
    output = write(".pdf", stream.getvalue())
    document = pypdfium2.PdfDocument(output)
    picture = document[0].render(scale=1).to_pil().convert("RGB")
    document.close()
    assert picture.getpixel((200, (842 + 16 - 400))) == (255, 255, 255)


def test_writing_that_is_drawn_is_left_out() -> None:
    stream, canvas = made()
    canvas.drawString(72, 760, "A page with a logo on it, and a good deal of text besides.")
    canvas.circle(100, 650, 20)
    for number in range(120):
        path = canvas.beginPath()
        path.moveTo(300 + number, 300)
        for step in range(6):
            path.curveTo(310 + number, 300 + step, 320, 340, 300 + number, 340 + step)
        canvas.drawPath(path, fill=1)
    canvas.save()
    assert [(part.kind, part.dropped) for part in read(".pdf", stream.getvalue()).unread] == [("drawing", True)]
    page = rendered(write(".pdf", stream.getvalue()))
    scale, strip = 150 / 72, 30
    drawn = page.crop((int(290 * scale), int(480 * scale), int(450 * scale), int(560 * scale) + strip))
    assert drawn.getextrema()[0] == 255
    circle = page.crop((int(70 * scale), int(160 * scale), int(130 * scale), int(230 * scale) + strip))
    assert circle.getextrema()[0] < 128


def test_accents_and_other_scripts_can_be_searched() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont("Test", str(FONT_FILE)))
    stream, canvas = made()
    canvas.setFont("Test", 12)
    canvas.drawString(72, 700, "Zażółć café naïve – “quoted” £20")
    canvas.save()
    assert "café naïve – “quoted” £20" in extracted(write(".pdf", stream.getvalue()))


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_turned_and_cropped_pages_are_painted_where_the_words_are(rotation: int) -> None:
    stream, canvas = made()
    canvas.setFont("Helvetica", 20)
    canvas.drawString(200, 500, "Zofia")
    canvas.save()
    with pikepdf.open(io.BytesIO(stream.getvalue())) as document:
        document.pages[0].Rotate = rotation
        document.pages[0].CropBox = [100, 200, 500, 700]
        saved = io.BytesIO()
        document.save(saved)
    output = replaced(".pdf", saved.getvalue(), {"Zofia": ""})
    assert "Zofia" not in extracted(output)
    page = rendered(output)
    body = page.crop((0, 30, page.width, page.height))
    # A pale box and no ink at all: the one word of the page was hit exactly.
    assert body.getextrema()[0] > 200
    assert body.point(lambda value: 255 * (value < 250)).getbbox() is not None


def test_edits_that_do_not_fit_are_refused() -> None:
    with pytest.raises(WriteError):
        write(".pdf", MINUTES, {"p9.1": [TextEdit(start=0, end=1, text="")]})
    with pytest.raises(WriteError):
        write(".pdf", MINUTES, {"p1.1": [TextEdit(start=0, end=9_999, text="")]})


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_span_can_be_replaced(data: st.DataObject) -> None:
    blocks = [block for block in read(".pdf", CORNERS).blocks if len(block.text) > 3]
    block = data.draw(st.sampled_from(blocks))
    start = data.draw(st.integers(0, len(block.text) - 1))
    end = data.draw(st.integers(start + 1, len(block.text)))
    output = write(".pdf", CORNERS, {block.id: [TextEdit(start=start, end=end, text="[Quux]")]})
    assert extracted(output).count("[Quux]") == 1


@pytest.mark.parametrize("length", [1, 4])
def test_what_replaces_a_break_between_lines_is_read(length: int) -> None:
    text = next(block.text for block in read(".pdf", CORNERS).blocks if block.id == "p1.1")
    start = text.index(". She") + 1
    output = write(".pdf", CORNERS, {"p1.1": [TextEdit(start=start, end=start + length, text="[Quux]")]})
    assert extracted(output).count("[Quux]") == 1


# Pages that are pictures


def scan(*, invisible_text: str = "") -> bytes:
    picture = Image.new("RGB", (1240, 1754), "white")
    draw = ImageDraw.Draw(picture)
    font = ImageFont.truetype(str(FONT_FILE), 34)
    draw.text((120, 200), "Dear Zofia Brzenska,\n\nThank you for coming to the meeting on Monday\nwith both "
              "of the children.", font=font, fill="black", spacing=16)
    draw.ellipse((700, 900, 1000, 1300), fill=(200, 150, 120))
    stream, canvas = made()
    canvas.drawImage(ImageReader(picture), 0, 0, *A4)
    if invisible_text:
        text = canvas.beginText(60, 700)
        text.setTextRenderMode(3)
        text.textOut(invisible_text)
        canvas.drawText(text)
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize("invisible", ["", "Dear Zotla Bruenska, thank you for coming to the meeting"])
def test_without_tesseract_a_scan_is_refused_loudly(invisible: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    with pytest.raises(ReadError, match="page 1 is a picture"):
        read(".pdf", scan(invisible_text=invisible))


@needs_tesseract
def test_a_scan_is_read_and_shows_only_what_was_read() -> None:
    source = scan(invisible_text="Dear Zotla Bruenska, thank you for coming to the meeting")
    text = text_of(".pdf", source)
    assert "Thank you for coming to the meeting on Monday with both of the children." in text
    assert "Zotla" not in text
    assert [part.kind for part in read(".pdf", source).unread] == ["scanned page"]
    output = replaced(".pdf", source, {"Zofia": LABEL, "Brzenska": ""})
    assert "Dear [Mother]" in extracted(output)
    assert "Zofia" not in decoded(output)
    again = text_of(".pdf", scan_of(output))
    assert "Zofia" not in again
    assert "Thank you for coming" in again
    page = rendered(output)
    face = page.crop((round(700 / 1240 * page.width), round(950 / 1770 * page.height), page.width, page.height))
    assert face.getextrema()[0] > 250


def scan_of(data: bytes) -> bytes:
    """A PDF printed and scanned again: only what can be seen."""
    document = pypdfium2.PdfDocument(data)
    picture = document[0].render(scale=150 / 72).to_pil()
    document.close()
    stream, canvas = made()
    canvas.drawImage(ImageReader(picture), 0, 0, *A4)
    canvas.save()
    return stream.getvalue()


def test_fonts_that_lie_about_their_letters_are_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    stream, canvas = made()
    shifted = "".join(chr(ord(c) - 29) if c.isalpha() else c for c in "the worker met the mother at home and " * 8)
    for line in range(8):
        canvas.drawString(72, 700 - 20 * line, shifted[line * 38:line * 38 + 38])
    canvas.save()
    with pytest.raises(ReadError, match="fonts do not say what they show"):
        read(".pdf", stream.getvalue())


def test_a_scan_within_a_form_is_a_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    stream, canvas = made()
    canvas.beginForm("page")
    canvas.drawImage(ImageReader(Image.new("RGB", (60, 60), "white")), 0, 0, 1, 1)
    canvas.endForm()
    canvas.scale(*A4)
    canvas.doForm("page")
    canvas.save()
    with pytest.raises(ReadError, match="page 1 is a picture"):
        read(".pdf", stream.getvalue())


@needs_tesseract
def test_a_file_of_photographs_is_refused() -> None:
    stream, canvas = made()
    canvas.drawImage(ImageReader(Image.effect_noise((600, 600), 80).convert("RGB")), 0, 0, *A4)
    canvas.save()
    with pytest.raises(ReadError, match="no text"):
        read(".pdf", stream.getvalue())


# Broken and hostile


def test_password_protected_files_are_refused() -> None:
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(MINUTES)) as document:
        document.save(locked, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(ReadError, match="password"):
        read(".pdf", locked.getvalue())


def test_a_file_without_pages_is_refused() -> None:
    empty = io.BytesIO()
    pikepdf.new().save(empty)
    with pytest.raises(ReadError, match="no pages"):
        read(".pdf", empty.getvalue())


@pytest.mark.parametrize("size", [9, 600, 5_000, 30_000])
def test_a_truncated_file_is_refused_or_read_without_a_crash(size: int) -> None:
    try:
        read(".pdf", MINUTES[:size])
    except ReadError as error:
        assert "Xanthe" not in str(error)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, len(CORNERS) - 1), st.integers(0, 255)), min_size=1, max_size=30))
def test_a_damaged_file_never_crashes(damage: list[tuple[int, int]]) -> None:
    broken = bytearray(CORNERS)
    for position, value in damage:
        broken[position] = value
    try:
        write(".pdf", bytes(broken), edits_for(".pdf", bytes(broken), {"Zofia": LABEL}))
    except RedactorError as error:
        assert "Zofia" not in str(error)


def test_a_page_of_absurd_size_takes_bounded_memory() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(14_400, 14_400))
    canvas.setFont("Helvetica", 200)
    canvas.drawString(500, 500, "Large plan of the estate")
    canvas.save()
    output = write(".pdf", stream.getvalue())
    assert "Large plan of the estate" in extracted(output)
    assert len(output) < 5_000_000


@pytest.mark.usefixtures("bounded")
def test_many_pages_take_time_and_memory_in_proportion() -> None:
    def many(pages: int) -> bytes:
        stream, canvas = made()
        for number in range(pages):
            canvas.drawString(72, 700, f"Page {number} about Zofia and nobody else.")
            canvas.showPage()
        canvas.save()
        return stream.getvalue()

    data = many(60)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    output = replaced(".pdf", data, {"Zofia": LABEL})
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000  # kilobytes
    assert extracted(output).count(LABEL) == 60
