"""Comma- and tab-separated tables: dialects, exact quoting, headings, formulas made harmless."""

from __future__ import annotations

import csv
import io

import pandas as pd
import pytest
from canaries import edits_for, read, replaced, text_of, write
from hypothesis import given
from hypothesis import strategies as st

from redactor.formats import BANNER

TABLE = (
    'Date,Name,Note\r\n12/09/2023,"Smith, Ann","She said ""no"",\r\nthen left"\r\n,,\r\n13/09/2023,"Tom" , calm \r\n'
)


def test_cells_are_blocks_under_their_headings() -> None:
    blocks = {block.text: block for block in read(".csv", TABLE.encode()).blocks}
    assert blocks["Smith, Ann"].column == "Name"
    assert blocks['She said "no",\r\nthen left'].column == "Note"
    assert blocks["Name"].column == ""
    assert str(blocks["Smith, Ann"].location) == "table!row 2, column 2"


def test_rows_are_lines_and_columns_line_up() -> None:
    assert text_of(".csv", b"a,b,c\n,x,\n,,y\n") == "a\tb\tc\n\tx\t\n\t\ty\n"


def test_bytes_outside_the_edits_stay_quotes_included() -> None:
    output = replaced(".csv", TABLE.encode(), {"Ann": "[Mother]"})
    assert output.decode() == f"{BANNER}\r\n" + TABLE.replace("Ann", "[Mother]")


def test_an_edit_brings_the_quotes_it_needs() -> None:
    output = replaced(".csv", b"a,b\nx,y\n", {"x": 'one, "two"', "y": '"'})
    assert list(csv.reader(io.StringIO(output.decode())))[2] == ['one, "two"', '"']


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_told_by_the_rows(delimiter: str) -> None:
    rows = [["Date", "Name", "Note"], ["1", "Ann", "a, b; c"], ["2", "Tom", "d"]]
    data = "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows).encode()
    assert [block.text for block in read(".csv", data).blocks] == [cell for row in rows for cell in row]


def test_excels_separator_line_stays_first() -> None:
    output = write(".csv", b"sep=;\r\nName;Note\r\nAnn;x\r\n").decode()
    assert output == f"sep=;\r\n{BANNER}\r\nName;Note\r\nAnn;x\r\n"


def test_a_table_of_one_column_is_a_table() -> None:
    assert [block.text for block in read(".csv", b"Name\nAnn, Tom\nSue\n").blocks][-1] == "Sue"


@pytest.mark.parametrize("formula", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "＝1", " =1"])
def test_formulas_are_made_harmless(formula: str) -> None:
    data = io.StringIO()
    csv.writer(data).writerows([["Name", "Note"], ["Ann", formula]])
    output = replaced(".csv", data.getvalue().encode(), {"Ann": "=HYPERLINK(1)"}).decode()
    assert list(csv.reader(io.StringIO(output)))[2] == ["'=HYPERLINK(1)", f"'{formula}"]


@pytest.mark.parametrize("harmless", ["-3.5", "+4 %", "+44 7700 900123", "--", "-", "1,234", "(1)"])
def test_numbers_and_phones_are_no_formulas(harmless: str) -> None:
    data = f'Name,Note\nAnn,"{harmless}"\n'.encode()
    assert write(".csv", data).endswith(data)


def test_a_row_of_data_is_not_taken_for_headings() -> None:
    assert {block.column for block in read(".csv", b"12/09/2023,Ann\n13/09/2023,Tom\n").blocks} == {""}
    titled = read(".csv", b"Chronology,,\nDate,Name,Note\n1,Ann,x\n").blocks
    assert [block.column for block in titled][-2:] == ["Name", "Note"]


def test_an_open_quote_hides_nothing() -> None:
    assert "Ann" in text_of(".csv", b'Name,Note\n"Tom,x\nAnn,y\n')
    assert b"Ann" not in replaced(".csv", b'Name,Note\n"Tom,x\nAnn,y\n', {"Ann": "[Mother]"})


def test_pandas_reads_the_result_below_the_banner() -> None:
    frame = pd.read_csv(io.BytesIO(replaced(".csv", TABLE.encode(), {"Ann": "[Mother]"})), skiprows=1)
    assert list(frame.columns) == ["Date", "Name", "Note"]
    assert frame["Name"][0] == "Smith, [Mother]"


def test_a_second_run_changes_nothing() -> None:
    once = write(".csv", b"Name,Note\nAnn,=1\n")
    assert write(".csv", once) == once


@pytest.mark.usefixtures("bounded")
def test_thirty_thousand_rows_in_bounded_time() -> None:
    data = b"Date,Name,Note\n" + b'12/09/2023,Ann Smith,"Seen, calm"\n' * 30_000
    assert len(read(".csv", data).blocks) == 90_003


@pytest.mark.usefixtures("bounded")
def test_quotes_without_end_take_linear_time() -> None:
    read(".csv", b'"' * 400_001 + b',"' * 100_000)
    read(".csv", b"a,b\nx" + b"," * 500_000)


cell_text = st.text(st.characters(codec="cp1252", exclude_categories=("Cc", "Cs")), max_size=12).map(
    lambda text: text.lstrip("=+-@ \xa0'")) | st.sampled_from(['"', 'a"b', "x,y", "l1\nl2", ""])


@given(st.lists(st.lists(cell_text, min_size=2, max_size=4), min_size=1, max_size=6), st.booleans())
def test_tables_survive_as_they_were(rows: list[list[str]], quote_all: bool) -> None:
    stream = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
    csv.writer(stream, quoting=quoting).writerows([["k", "v", "w", "x"], *rows])
    data = stream.getvalue().encode("utf-8-sig")
    assert write(".csv", data).decode("utf-8-sig") == f"{BANNER}\r\n{stream.getvalue()}"
    assert edits_for(".csv", data, {"k": "[Key]"})["1.1"]
