"""The draft of a cast list, and corrections to it."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from redactor.errors import UsageError
from redactor.people import read_cast
from redactor.people.draft import CastSheet, draft

TEXT = (
    "Mother: [[PERSON#p1|Liz Hart]] ([[PERSON#p1|LH]])\n[[PERSON#p1|Lizzie]] met [[PERSON#p2|Ann Orr]], social "
    "worker.\n"
    "[[PERSON#p3|=cmd Moor]] hid. PC [[PERSON#p4|Sarah Holt]] and neighbour [[PERSON#p5|Sarah Ward]]. "
    "[[PERSON#?|Sarah]] left."
)


@pytest.mark.parametrize("name", ["draft.csv", "draft.xlsx"])
def test_a_draft_is_a_cast_list(case: Callable, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    draft(case(TEXT).resolution).save(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    entries = {entry.name: entry for entry in read_cast(path)}
    assert {"Liz Hart", "Ann Orr", "Sarah Holt", "Sarah Ward"} <= set(entries)
    assert entries["Liz Hart"].aliases == ("LH", "Lizzie") and entries["Liz Hart"].role == "mother"
    assert "Sarah" not in {alias for entry in entries.values() for alias in entry.aliases}
    again = case(TEXT, cast=list(entries.values()))
    assert again.one("p1").from_cast and again.one("p1").label == "Mother"


def test_the_name_of_a_family_is_no_alias_of_one(case: Callable) -> None:
    found = case(
        "Child: [[PERSON#p1|HART, Jago]]. Mother: [[PERSON#p2|Liz Hart]]. MGM: [[PERSON#p3|Pat Hart]], "
        "Mrs [[PERSON#p3|Hart]] snr. SW: [[PERSON#p4|Ann Orr]] came. Ms [[PERSON#p4|Orr]] rang."
    )
    rows = {row[0]: row[1] for row in draft(found.resolution).rows}
    assert rows["Pat Hart"] == "" and rows["Ann Orr"] == "Orr"


def test_no_cell_is_a_formula(case: Callable, tmp_path: Path) -> None:
    draft(case("[[PERSON#p1|=HYPERLINK Moor]] left.").resolution).save(tmp_path / "draft.csv")
    assert ",=" not in "," + (tmp_path / "draft.csv").read_text("utf-8-sig").replace("\n", "\n,")
    assert read_cast(tmp_path / "draft.csv")[0].name == "=HYPERLINK Moor"


def _sheet() -> CastSheet:
    return CastSheet(
        ["name", "aliases", "role", "note", "shown_as", "mentions", "documents"],
        [
            ["Liz Hart", "Lizzie; LH", "mother", "x", "Mother", "5", "2"],
            ["E. Hart", "EH", "", "y", "Person 3", "2", "2"],
            ["Ann Orr", "", "social worker", "", "Social Worker", "1", "1"],
        ],
    )


def test_merge(tmp_path: Path) -> None:
    sheet = _sheet()
    sheet.merge("liz hart", "[Person 3]")
    sheet.save(tmp_path / "cast.csv")
    sheet = CastSheet.load(tmp_path / "cast.csv")
    assert sheet.rows[0] == ["Liz Hart", "Lizzie; LH; E. Hart; EH", "mother", "x", "Mother", "7", "2"]
    assert len(sheet.rows) == 2


def test_split_one_alias_or_all() -> None:
    sheet = _sheet()
    assert sheet.split("LH") == 1
    assert [row[0] for row in sheet.rows] == ["Liz Hart", "LH", "E. Hart", "Ann Orr"]
    sheet = _sheet()
    assert sheet.split("Liz Hart") == 2
    assert [row[0] for row in sheet.rows][:3] == ["Liz Hart", "Lizzie", "LH"] and sheet.rows[0][1] == ""


def test_rename_adds_the_column() -> None:
    sheet = _sheet()
    sheet.rename("Ann Orr", "[Lead Worker]")
    assert sheet.header[-1] == "label" and sheet.rows[2][-1] == "Lead Worker"
    assert all(len(row) == len(sheet.header) for row in sheet.rows)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda sheet: sheet.merge("Liz Hart", "Nobody Known"),
        lambda sheet: sheet.merge("Liz Hart", "Lizzie"),
        lambda sheet: sheet.split("Ann Orr"),
        lambda sheet: sheet.rename("Ann Orr", "Mother"),
        lambda sheet: sheet.rename("Ann Orr", "[]"),
        lambda sheet: sheet.save(Path("cast.docx")),
    ],
)
def test_what_cannot_be_done_says_so_without_names(wrong: Callable) -> None:
    with pytest.raises(UsageError) as caught:
        wrong(_sheet())
    assert caught.value.remedy and "Hart" not in str(caught.value) and "Nobody" not in str(caught.value)
