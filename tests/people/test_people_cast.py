"""The cast list: read in the forms workers write it, refused with a remedy where it contradicts itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from redactor.casefile import Group
from redactor.errors import CastError
from redactor.people import find_cast, read_cast

SAMPLE = Path(__file__).parents[2] / "sample_data" / "Case - Tamsin Okoro-Reed"


def test_the_sample_is_found_and_read() -> None:
    path = find_cast(SAMPLE)
    assert path is not None and path.name == "cast.csv"
    entries = read_cast(path)
    assert len(entries) == 35
    assert (
        entries[0].role == "mother" and entries[0].date_of_birth == date(1992, 5, 14) and "Tams" in entries[0].aliases
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";"])
def test_encodings_and_separators(written: Callable, encoding: str, separator: str) -> None:
    rows = [
        ["Name ", " DATE OF BIRTH", "aliases", "Group"],
        ["Siân Jones", "1/2/2015", '"Sha; Shân"', "FAMILY"],
        ["", "", "", ""],
    ]
    text = "\r\n".join(separator.join(row) for row in rows)
    (entry,) = read_cast(written("cast.csv", text.encode(encoding)))
    assert entry.name == "Siân Jones" and entry.aliases == ("Sha", "Shân")
    assert entry.date_of_birth == date(2015, 2, 1) and entry.group is Group.FAMILY


def test_a_workbook(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["name", "role", "date_of_birth", "keep", "label"])
    book.active.append(["Liz Hart", "mother", datetime(1990, 5, 3), True, "[Mum]"])
    book.save(tmp_path / "cast.xlsx")
    (entry,) = read_cast(tmp_path / "cast.xlsx")
    assert (entry.date_of_birth, entry.keep, entry.label) == (date(1990, 5, 3), True, "Mum")


def test_what_a_draft_adds_is_passed_over(written: Callable) -> None:
    path = written(
        "cast.csv", "name,mentions,documents,confidence,note,shown_as\nLiz Hart,3,1,0.9,role not told,Person 1\n"
    )
    (entry,) = read_cast(path)
    assert (entry.name, entry.role, entry.label) == ("Liz Hart", "", "")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("name,alises\nLiz Hart,L\n", "aliases"),
        ("role,group\nmother,family\n", "name"),
        ("name,name\nLiz Hart,L\n", "twice"),
        ("name,group\nLiz Hart,kin\n", "row 2"),
        ("name,date_of_birth\nLiz Hart,soon\n", "row 2"),
        ("name,keep\nLiz Hart,perhaps\n", "row 2"),
        ("name,role\nLiz Hart,mother\nliz HART,aunt\n", "row 3"),
        ("name,aliases\nLiz Hart,Lizzie Moor\nAda Moor,Lizzie Moor\n", "row 3"),
        ("name,aliases\nLiz Hart,\nAda Moor,Liz Hart\n", "row 3"),
        ("name,label\nLiz Hart,Mum\nAda Moor,mum\n", "row 3"),
        ("name,role\n,mother\n", "row 2"),
        ("", "empty"),
        (bytes(range(256)) * 4, "text"),
    ],
)
def test_mistakes_name_file_row_and_remedy_but_nobody(written: Callable, content: str | bytes, says: str) -> None:
    with pytest.raises(CastError) as caught:
        read_cast(written("cast.csv", content))
    shown = str(caught.value)
    assert says in shown and "cast.csv" in shown and caught.value.remedy
    assert not any(name in shown for name in ("Hart", "Moor", "Liz", "HART"))


def test_a_shared_surname_may_be_an_alias_of_two(written: Callable) -> None:
    assert len(read_cast(written("cast.csv", "name,aliases\nLiz Hart,Hart\nAda Hart,Hart\n"))) == 2


@pytest.mark.parametrize("name", ["cast.xlsx", "cast.docx"])
def test_files_of_another_kind(written: Callable, name: str) -> None:
    with pytest.raises(CastError):
        read_cast(written(name, b"not a workbook"))


def test_two_cast_lists_are_a_question(written: Callable, tmp_path: Path) -> None:
    written("cast.csv", "name\nLiz Hart\n")
    written("Cast.xlsx", b"")
    with pytest.raises(CastError):
        find_cast(tmp_path)
    assert find_cast(tmp_path / "none") is None
