"""Rich Text: what the reader sees is read, what hides is gone, tables and formatting survive the rebuilding."""

from __future__ import annotations

import contextlib
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from canaries import assert_gone, edits_for, read, replaced, text_of, write
from hypothesis import given
from hypothesis import strategies as st

from redactor.casefile import TextEdit
from redactor.errors import ReadError
from redactor.formats import BANNER

FILES = Path(__file__).parent / "files"


def rtf(body: str) -> bytes:
    fonts = r"{\fonttbl{\f0 Arial;}{\f1\fcharset238 Arial CE;}}"
    return (r"{\rtf1\ansi\ansicpg1252\deff0" + fonts + body + "}").encode("cp1252")


def test_text_over_groups_and_formatting_is_one_paragraph() -> None:
    assert text_of(".rtf", rtf(r"\pard Mum, {\b Jo}an{\i na} O\'92N\u233?il\~x\par a\line b\par ")) == (
        "Mum, Joanna O’Néil\xa0x\na\nb\n")
    output = replaced(".rtf", rtf(r"\pard Mum, {\b Jo}an{\i na} calm\par "), {"Joanna": "[Mother]"})
    assert rb"Mum, {\b [Mother]}" in output


@pytest.mark.parametrize(("source", "shown"), [
    (r"\u-10179?\u-8704?", "\U0001f600"), (r"{\f1 \'b3ukasz}", "łukasz"), (r"\uc2\u322xxukasz", "łukasz"),
    (r"\uc0\u322 ukasz", "łukasz"), (r"{\uc0 a}\u322?ukasz", "ałukasz"), (r"a\-b", "ab"), (r"a\_b", "a\u2011b"),
    (r"\{x\}\\", "{x}\\"), ("a\\\nb", "a\nb"), (r"a\tab b", "a\tb"), (r"\ldblquote x\rdblquote ", "“x”"),
    (r"a\bin5 12{}5b", "ab"), ("Jo\nhn", "John"), ("Jo\x00hn", "John"), (r"\'c9\'e9", "Éé"), (r"Jo{}hn", "John"),
    (r"Jo{\*\bkmkstart Q}hn", "John"), (r"{\field{\*\fldinst HYPERLINK Q}{\fldrslt Jo}}hn", "John"),
    (r"{\listtext 1.\tab}John", "1.\tJohn"), (r"\b0 x\b1 y\plain z", "xyz"), (r"Jo\v0 hn", "John"),
])
def test_characters(source: str, shown: str) -> None:
    assert "".join(block.text for block in read(".rtf", rtf(rf"\pard {source}\par ")).blocks).replace("\n", "") == (
        shown.replace("\n", ""))


@pytest.mark.parametrize("corner", [
    r"{\info{\author Quill}{\title Quill}{\*\company Quill}}", r"{\v Quill}", r"\v Quill\v0 ", r"{\deleted Quill}",
    r"{\*\atnid Quill}{\*\atnauthor Quill}{\*\annotation{\*\atndate Quill}why?}",
    r"{\field{\*\fldinst HYPERLINK Quill}{\fldrslt x}}",
    r"{\*\bkmkstart Quill}", r"{\*\unknown{\b Quill}}", r"{\stylesheet{\s1 Quill;}}", r"{\fonttbl{\f3 Quill;}}",
    r"{\*\generator Quill}", r"{\*\userprops{\propname Quill}{\staticval Quill}}", r"{\*\revtbl{Quill;}}",
    r"{\xe Quill}",
    r"{\pict\pngblip Quill}", r"{\object{\*\objdata Quill}{\result x}}", r"{\*\xmlopen Quill}", r"{\*\template Quill}",
    r"{\shp{\*\shpinst{\sp{\sn Quill}{\sv Quill}}}}", r"{\bin5 Quill}", r"{\*\docvar{Quill}{Quill}}",
    r"{\nonshppict Quill}",
])
def test_what_hides_is_gone(corner: str) -> None:
    output = write(".rtf", rtf(rf"\pard Visit one.\par {corner}\pard Visit two.\par "))
    assert_gone(output, "Quill")
    assert "Visit one." in text_of(".rtf", output)


def test_what_follows_the_end_is_gone() -> None:
    assert_gone(write(".rtf", rtf(r"\pard x\par ") + b"Quill"), "Quill")


@pytest.mark.parametrize(("body", "part"), [
    (r"{\header Ann}", "header"), (r"{\headerf\pard Ann\par}", "header"), (r"{\footerl Ann}", "footer"),
    (r"\pard a{\footnote Ann}b\par ", "footnote"),
    (r"{\shp{\*\shpinst{\sp{\sn x}}{\shptxt\pard Ann\par}}}", "text box"),
    (r"{\*\do{\dptxbx{\dptxbxtext\pard Ann\par}}}", "text box"),
    (r"{\shp{\*\shpinst{\sp{\sn gtextUNICODE}{\sv Ann}}{\sp{\sn wzName}{\sv Quill}}}}", "text box"),
])
def test_margins_notes_and_boxes_are_read_and_kept(body: str, part: str) -> None:
    data = rtf(rf"\pard x\par {body}\pard y\par ")
    assert [block.location.part for block in read(".rtf", data).blocks if block.text == "Ann"] == [part]
    output = replaced(".rtf", data, {"Ann": "[Mother]"})
    assert_gone(output, "Ann")
    assert "[Mother]" in text_of(".rtf", output)


def test_comments_stay_comments_without_their_authors() -> None:
    data = rtf(r"\pard x{\*\atnid Q}{\*\atnauthor Quill}\chatn"
               r"{\*\annotation{\*\atndate 7}\pard\plain Joan asked\par why}y\par ")
    assert [(block.text, block.location.part) for block in read(".rtf", data).blocks] == [
        ("xy", "body"), ("Joan asked", "comment"), ("why", "comment")]
    output = replaced(".rtf", data, {"Joan": "[Mother]"})
    assert_gone(output, "Joan")
    assert_gone(output, "Quill")
    assert rb"xy{\*\atnid R}{\*\atnauthor Reviewer}\chatn {\*\annotation \pard\plain\f0\fs20 [Mother] asked}" in output


TABLE = (
    r"\trowd\cellx3000\cellx6000\cellx9000\pard\intbl Name\cell Role\cell Said\cell\row"
    r"\trowd\cellx3000\cellx6000\cellx9000\pard\intbl Ann\cell\cell felt heard\par wants the cot\cell\row"
    r"\pard after\par "
)


def test_tables_line_up_under_their_headings_and_stay_tables() -> None:
    data = rtf(TABLE)
    columns = {block.text: block.column for block in read(".rtf", data).blocks}
    assert [columns[text] for text in ("Ann", "felt heard", "wants the cot", "after")] == ["Name", "Said", "Said", ""]
    assert text_of(".rtf", data) == "Name\tRole\tSaid\nAnn\t\tfelt heard\nwants the cot\nafter\n"
    output = replaced(".rtf", data, {"Ann": "[Mother]"})
    assert output.count(rb"\row") == 2
    assert text_of(".rtf", output) == f"{BANNER}\n" + text_of(".rtf", data).replace("Ann", "[Mother]")


def test_pictures_and_objects_are_told_once() -> None:
    data = rtf(r"\pard x{\*\shppict{\pict\pngblip 00}}{\nonshppict{\pict\wmetafile8 00}}"
               r"{\object{\*\objdata 00}{\result y}}"
               r"{\shp{\*\shpinst{\sp{\sn pib}{\sv{\pict 00}}}}{\shprslt{\pict 00}}}\par ")
    assert [(part.kind, part.dropped) for part in read(".rtf", data).unread] == [
        ("picture", True), ("embedded object", True), ("picture", True)]
    assert text_of(".rtf", data) == "xy\n"


def test_a_second_run_changes_nothing() -> None:
    comment = r"\pard seen{\*\annotation by whom?}\par "
    once = write(".rtf", rtf(TABLE + r"{\header h}\pard {\b x}{\i\ul y}\par " + comment))
    assert write(".rtf", once) == once


def test_a_document_made_by_libreoffice() -> None:
    data = (FILES / "corners_libreoffice.rtf").read_bytes()
    text = text_of(".rtf", data)
    words = sorted(set(re.findall(r"Quill[a-z]*", text)), key=len, reverse=True)
    assert {"Quillheader", "Quillfooter", "Quillfeather", "Quillcell", "Quilllink", "Quillinserted",
            "Quillcomment"} == set(words)
    output = replaced(".rtf", data, dict.fromkeys(words, "[Gone]"))
    assert_gone(output, "Quill")
    for phrase in ("Core group minutes", "the health visitor agreed the plan.", "felt heard", "End of the minutes.",
                   "[Gone] Wójcik-Łoś"):
        assert phrase in text_of(".rtf", output)
    assert [part.kind for part in read(".rtf", data).unread] == ["picture"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_result(tmp_path: Path) -> None:
    source = tmp_path / "out.rtf"
    source.write_bytes(write(".rtf", rtf(TABLE + r"{\header Top \u322?}\pard {\b x}\'e9\par ")))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to",
         "txt:Text (encoded):UTF8", "--outdir", str(tmp_path), str(source)],
        check=True, capture_output=True, timeout=120)
    text = (tmp_path / "out.txt").read_text("utf-8-sig")
    assert text.split() == f"{BANNER} Name Role Said Ann felt heard wants the cot after xé".split()


@pytest.mark.parametrize("broken", [rb"{\rtf1 x", rb"{\rtf1 {x}", b"{\\rtf1 " + b"{" * 1000 + b"}" * 1000 + b"}"])
def test_damaged_documents_are_refused(broken: bytes) -> None:
    with pytest.raises(ReadError):
        read(".rtf", broken)


@pytest.mark.parametrize("hostile", [
    rb"{\rtf1 " + rb"\b\b0" * 50_000 + b"}", rb"{\rtf1 " + b"{}" * 100_000 + b"}",
    rb"{\rtf1 " + rb"\cell" * 30_000 + b"}", rb"{\rtf1 " + rb"\u-10179?" * 50_000 + b"}",
    rb"{\rtf1 " + rb"{\footnote x}" * 15_000 + b"}",
    rb"{\rtf1 x" + rb"\par" * 50_000 + b"}", rb"{\rtf1 \bin2000000000 x}",
    rb"{\rtf1 " + b"x{\\b y}" * 20_000 + rb"\par}",
    rb"{\rtf1 {\pict " + b"0" * 10_000_000 + b"}}", rb"{\rtf1 " + rb"\intbl x\cell\row" * 15_000 + b"}",
])
@pytest.mark.usefixtures("bounded")
def test_hostile_documents_take_bounded_time(hostile: bytes) -> None:
    with contextlib.suppress(ReadError):
        write(".rtf", hostile, edits_for(".rtf", hostile, {"x": "[X]"}))


shown = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"))


@given(st.lists(st.text(shown, min_size=1, max_size=12).filter(str.strip), min_size=1, max_size=5), st.data())
def test_any_text_survives_and_edits_change_only_their_span(texts: list[str], data: st.DataObject) -> None:
    escaped = "".join(
        "".join(rf"\u{int.from_bytes(c.encode('utf-16-le')[at:at + 2], 'little')}?" for c in text
                for at in range(0, len(c.encode("utf-16-le")), 2)) + r"\par "
        for text in texts)
    source = rtf(rf"\pard {escaped}")
    blocks = read(".rtf", source).blocks
    assert [block.text for block in blocks] == texts
    block = data.draw(st.sampled_from(blocks))
    start = data.draw(st.integers(0, len(block.text) - 1))
    output = write(".rtf", source, {block.id: [TextEdit(start=start, end=len(block.text), text="[X]")]})
    expected = [f"{text[:start]}[X]" if one is block else text for one, text in zip(blocks, texts, strict=True)]
    assert [one.text for one in read(".rtf", output).blocks] == [BANNER, *expected]
