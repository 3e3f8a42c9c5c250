"""Text and Markdown: encodings, line ends, banner, and nothing changed outside the edits."""

from __future__ import annotations

import codecs

import pytest
from canaries import assert_gone, read, replaced, text_of, write
from hypothesis import given
from hypothesis import strategies as st

from redactor.casefile import TextEdit
from redactor.errors import ReadError, WriteError
from redactor.formats import BANNER

TEXT = "Visit to Siân O’Brien – £20 given\r\n12 Example Street\r\nRipon\r\n\r\n\r\nMum calm.\r\n"


@pytest.mark.parametrize(("encoding", "mark"), [
    ("utf-8", b""), ("utf-8", codecs.BOM_UTF8), ("utf-16-le", codecs.BOM_UTF16_LE), ("utf-16-be", codecs.BOM_UTF16_BE),
    ("utf-16-le", b""), ("utf-16-be", b""), ("utf-32-le", codecs.BOM_UTF32_LE), ("cp1252", b""),
])
def test_encoding_mark_and_line_ends_are_kept(encoding: str, mark: bytes) -> None:
    data = mark + TEXT.encode(encoding)
    assert text_of(".txt", data) == TEXT.replace("\r\n", "\n").rstrip("\n") + "\n"
    output = replaced(".txt", data, {"Siân O’Brien": "[Mother]"})
    expected = f"{BANNER}\r\n\r\n" + TEXT.replace("Siân O’Brien", "[Mother]")
    assert output == mark + expected.encode(encoding)


def test_paragraphs_are_blocks_and_say_where_they_stand() -> None:
    first, second = read(".txt", TEXT.encode()).blocks
    assert first.text.split("\n")[1:] == ["12 Example Street", "Ripon"]
    assert first.separator == "\n\n\n"
    assert (str(first.location), str(second.location)) == ("body!lines 1–3", "body!line 6")


def test_an_edit_over_a_line_end_takes_the_line_end_with_it() -> None:
    output = replaced(".txt", TEXT.encode(), {"12 Example Street\nRipon": "[Address]"})
    assert "given\r\n[Address]\r\n\r\n\r\nMum" in output.decode()


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_mixed_and_old_line_ends_stay(end: str) -> None:
    data = f"a{end}b\nc\r\nd\re".encode()
    assert write(".txt", data).endswith(data)
    assert write(".txt", data).startswith(f"{BANNER}{end}{end}".encode())


def test_markdown_shows_its_banner_and_its_comments_are_text() -> None:
    data = b"# Note\n\n[call](mailto:ann@example.org) <!-- Ann -->\n"
    output = replaced(".md", data, {"ann@example.org": "[Email]", "Ann": "[Mother]"}).decode()
    assert output == f"> **{BANNER}**\n\n# Note\n\n[call](mailto:[Email]) <!-- [Mother] -->\n"


@pytest.mark.parametrize("extension", [".txt", ".md"])
def test_a_second_run_adds_no_second_banner(extension: str) -> None:
    once = write(extension, b"Note\n")
    assert write(extension, once) == once


def test_what_an_encoding_lacks_turns_the_file_into_utf8() -> None:
    russian = "Мама сказала, что всё хорошо. Ребёнок спал спокойно всю ночь, бабушка помогала. " * 20
    assert write(".txt", russian.encode("cp1251")).decode("cp1251").startswith(BANNER)
    output = replaced(".txt", "Café note".encode("cp1252"), {"note": "Łódź"})
    assert output.startswith(codecs.BOM_UTF8)
    assert output.decode("utf-8-sig").endswith("Café Łódź")


@pytest.mark.parametrize("data", [
    b"Si\xc3\xa2n met J\xc3\xb6rg; th\xe9 rest is cp1252",  # two encodings
    "Siân met Jörg".encode()[:-6] + b"\xc3",  # cut within a character
    b"\xff\xfeA\x00\x00\xd8",  # half a surrogate pair
    bytes(range(1, 32)) * 20,  # not text
    "Łukasz Wąsowski came with his mum.".encode("cp1250"),
    "Siân O’Brien came with her mum.".encode("mac_roman"),
    b"\x81\x8d\x8f\x90\x9d" * 40,  # no encoding has these
    "Ann came.\r\n".encode("utf-16") + b"Then Quill rang.\r\n",  # a line of single bytes, appended to a 16-bit file
    "Ann came, and she came again.\r\n".encode("utf-16-le") + b"Quill too\n",
    b"Quil" + "l came.".encode("utf-16-le"),  # the same at its beginning, and short
    "Quill, 李明, came.".encode("utf-16-le") + b"01614960",
    b"\x00" * 5 + b"\x89" + b"\x00" * 20 + b"\xff\xef\xbbl\x00l\x00\n\x00",  # hardly anything but NUL characters
])
def test_doubtful_bytes_are_refused_with_a_remedy(data: bytes) -> None:
    with pytest.raises(ReadError) as refused:
        read(".txt", data)
    assert refused.value.remedy


@pytest.mark.parametrize("data", [
    b"\x00l\x00lQuill\n\n\n\x00l\n\n\x00\n", b"Quill\n\n\n\n\n\n\n\n\x00l\x00\n\x00l\x00\n\x00\xff",
])
def test_some_nul_characters_make_no_16_bit_file(data: bytes) -> None:
    assert_gone(replaced(".txt", data, {"Quill": "[M]"}), "Quill")  # found by fuzzing


@pytest.mark.parametrize("text", [
    "Mother said 慢慢解释清楚 and left.\r\n", "Interpreter wrote: 慢慢来，不要着急。\r\nAnn came.\r\n",
])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_chinese_words_among_latin_ones_are_no_line_of_bytes(text: str, encoding: str) -> None:
    data = ("\ufeff" + text).encode(encoding)
    assert text_of(".txt", data) == text.replace("\r\n", "\n")


def test_nul_characters_are_left_out() -> None:
    assert text_of(".txt", b"Jo\x00anna came\x00\x00\n") == "Joanna came\n"
    assert b"\x00" not in write(".txt", b"Jo\x00anna came\x00\x00\n")


def test_edits_for_another_file_are_refused() -> None:
    with pytest.raises(WriteError):
        write(".txt", b"short", {"1": [TextEdit(start=3, end=99, text="")]})
    with pytest.raises(WriteError):
        write(".txt", b"short", {"7": [TextEdit(start=0, end=1, text="")]})


@pytest.mark.usefixtures("bounded")
def test_twenty_megabytes_in_one_line() -> None:
    data = b"Ann came and went. " * 1_100_000
    output = write(".txt", data, {"1": [TextEdit(start=0, end=3, text="[Mother]")]})
    assert output.endswith(b"[Mother]" + data[3:])


@given(st.lists(
    st.text(st.characters(codec="utf-8", exclude_characters="\x00\ufeff", exclude_categories=("Cc", "Cs")), max_size=9)
    | st.sampled_from(["\n", "\r\n", "\r", " ", "\t"]), max_size=40).map("".join), st.data())
def test_only_the_span_changes(text: str, data: st.DataObject) -> None:
    if not text.strip():
        return
    source = codecs.BOM_UTF8 + text.encode()
    blocks = read(".txt", source).blocks
    assert "".join(b.text + b.separator for b in blocks).split() == text.split()
    block = data.draw(st.sampled_from(blocks)) if blocks else None
    if block is None:
        return
    start = data.draw(st.integers(0, len(block.text)))
    end = data.draw(st.integers(start, len(block.text)))
    output = write(".txt", source, {block.id: [TextEdit(start=start, end=end, text="[X]")]}).decode("utf-8-sig")
    flat = text.replace("\r\n", "\n").replace("\r", "\n")
    result = output.replace("\r\n", "\n").replace("\r", "\n").partition("\n\n")[2]
    at = flat.index(block.text)
    before = [b.text for b in blocks[:blocks.index(block)]]
    if block.text not in before and flat.count(block.text) == 1:
        assert result == flat[:at + start] + "[X]" + flat[at + end:]
    else:
        assert "[X]" in result
