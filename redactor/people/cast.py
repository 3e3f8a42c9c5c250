"""The cast list: who is in the case, as the worker wrote it. CSV or XLSX.

Columns: name, aliases (separated by ";"), role, group, label, date_of_birth, keep. Only name is needed. The
columns that a draft adds for the worker's eyes (shown_as, mentions, documents, confidence, note) are passed over.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from redactor.casefile import CastEntry, Group
from redactor.errors import CastError, ReadError
from redactor.formats.encoding import decode
from redactor.people.mentions import plain_text, read_date
from redactor.people.names import word_set
from redactor.rulebook.suggestions import did_you_mean

COLUMNS = ("name", "aliases", "role", "group", "label", "date_of_birth", "keep")
#: Columns a draft shows besides; they say nothing to the tool.
DRAFT_COLUMNS = ("shown_as", "mentions", "documents", "confidence", "note")
#: What people call the columns.
_OTHER_NAMES = {
    "alias": "aliases",
    "also_known_as": "aliases",
    "aka": "aliases",
    "nicknames": "aliases",
    "other_names": "aliases",
    "dob": "date_of_birth",
    "d.o.b": "date_of_birth",
    "d.o.b.": "date_of_birth",
    "born": "date_of_birth",
    "birth_date": "date_of_birth",
    "full_name": "name",
    "person": "name",
    "names": "name",
    "relationship": "role",
}
#: Names under which a cast list is picked up without being asked.
CAST_FILES = ("cast.csv", "cast.xlsx")
#: What makes a spreadsheet take a cell for a formula.
FORMULA_STARTS = frozenset("=+-@\t")
_YES = word_set("yes y true 1 x keep ✓")
_NO = frozenset(("", "no", "n", "false", "0", "-"))
_LARGEST = 10_000


def find_cast(folder: Path) -> Path | None:
    """The cast list that lies in a case folder: "cast.csv" or "cast.xlsx" in any case of letters.

    Raises:
        CastError: there is more than one.
    """
    if not folder.is_dir():
        return None
    found = sorted(path for path in folder.iterdir() if path.name.lower() in CAST_FILES and path.is_file())
    if len(found) > 1:
        raise CastError("there are two cast lists.", where=folder.name, remedy="Keep one of cast.csv and cast.xlsx.")
    return found[0] if found else None


def read_cast(path: Path) -> tuple[CastEntry, ...]:
    """Read a cast list.

    Args:
        path: a CSV file in any usual encoding, with commas or semicolons, or an XLSX workbook (first sheet).

    Raises:
        CastError: it cannot be read, a column is unknown, or a row is wrong; names file and row, never a name.
    """
    rows = read_rows(path)
    if not rows:
        raise CastError(
            "the cast list is empty.", where=path.name, remedy="Give it a first row with the column 'name'."
        )
    columns = columns_of(rows[0][1], path)
    entries: list[tuple[int, CastEntry]] = []
    for number, row in rows[1:]:
        values = {column: plain_cell(row[at]) if at < len(row) else "" for at, column in columns.items()}
        if any(values.values()):
            entries.append((number, _entry(values, f"{path.name}, row {number}")))
    _contradictions(entries, path)
    return tuple(entry for _, entry in entries)


def read_rows(path: Path) -> list[tuple[int, list[str]]]:
    """Rows of a CSV or XLSX file as text with their numbers as a spreadsheet shows them, empty ones left out.

    Raises:
        CastError: the file cannot be read.
    """
    suffix = path.suffix.lower()
    if suffix not in {".csv", ".xlsx"}:
        raise CastError("a cast list is a .csv or .xlsx file.", where=path.name, remedy="Save it as one of these.")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CastError(
            f"the cast list cannot be opened ({error.strerror}).", where=path.name, remedy="Check the path."
        ) from None
    rows = list(_sheet(data, path)) if suffix == ".xlsx" else list(_csv(data, path))
    if len(rows) > _LARGEST:
        raise CastError(
            f"the cast list has more than {_LARGEST} rows.", where=path.name, remedy="Is this the right file?"
        )
    return [(number, row) for number, row in enumerate(rows, start=1) if any(cell.strip() for cell in row)]


def plain_cell(cell: str) -> str:
    """A cell's text without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    cell = cell.strip()
    return cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA_STARTS else cell


def _csv(data: bytes, path: Path) -> Iterator[list[str]]:
    text = _decoded(data, path)
    head = text.lstrip("\n").partition("\n")[0]
    # Excel writes semicolons where the comma is the decimal sign; aliases hold semicolons, headers do not.
    separator = max((",", ";", "\t"), key=head.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    except csv.Error:
        raise CastError(
            "this is not a proper CSV file.", where=path.name, remedy="Open it in Excel and save it as 'CSV UTF-8'."
        ) from None


def _decoded(data: bytes, path: Path) -> str:
    if not data.strip():
        return ""
    try:
        return decode(data)[0]
    except ReadError:
        raise CastError(
            "the cast list is not text in a known encoding.",
            where=path.name,
            remedy="Save it as 'CSV UTF-8' and retry.",
        ) from None


def _sheet(data: bytes, path: Path) -> Iterator[list[str]]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        for number, row in enumerate(sheet.iter_rows(values_only=True)):
            if number > _LARGEST:
                break
            yield [_cell(value) for value in row]
    except Exception:
        # openpyxl raises what its parsers raise; the message may quote cells.
        raise CastError(
            "the workbook is damaged or protected.",
            where=path.name,
            remedy="Save it again in Excel without a password.",
        ) from None


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def columns_of(header: Sequence[str], path: Path) -> dict[int, str]:
    """Which cell of a row holds which column, those of a draft left out.

    Raises:
        CastError: a column is unknown, given twice, or "name" is missing.
    """
    columns: dict[int, str] = {}
    for at, title in enumerate(header):
        column = column_name(title)
        if column in DRAFT_COLUMNS or not column:
            continue
        if column not in COLUMNS:
            raise CastError(
                f"column {at + 1} is not a column of a cast list.", where=path.name, remedy=_advice(column)
            )
        if column in columns.values():
            raise CastError(f"the column '{column}' is given twice.", where=path.name, remedy="Keep one.")
        columns[at] = column
    if "name" not in columns.values():
        raise CastError(
            "there is no column 'name'.",
            where=path.name,
            remedy=f"The first row names the columns: {', '.join(COLUMNS)}.",
        )
    return columns


def column_name(title: str) -> str:
    """A column's name as it is known, whatever its case, spaces and usual synonyms."""
    column = "_".join(title.strip().lower().replace("-", " ").replace("_", " ").split())
    return _OTHER_NAMES.get(column, column)


def _advice(column: str) -> str:
    advice = did_you_mean(column, COLUMNS)
    return advice if advice else f"The columns are {', '.join(COLUMNS)}."


def _entry(values: dict[str, str], where: str) -> CastEntry:
    if not values["name"]:
        raise CastError("there is no name.", where=where, remedy="Write one, or take the row out.")
    return CastEntry(
        name=" ".join(values["name"].split()),
        aliases=tuple(alias for part in values.get("aliases", "").split(";") if (alias := " ".join(part.split()))),
        role=" ".join(values.get("role", "").split()),
        group=_group(values.get("group", ""), where),
        label=" ".join(values.get("label", "").split()).strip("[]"),
        date_of_birth=_date(values.get("date_of_birth", ""), where),
        keep=_keep(values.get("keep", ""), where),
    )


def _group(text: str, where: str) -> Group:
    if not text:
        return Group.UNKNOWN
    try:
        return Group(text.lower())
    except ValueError:
        raise CastError(
            "the group is not one of the known ones.",
            where=where,
            remedy=f"Write one of {', '.join(group.value for group in Group)}, or leave it empty.",
        ) from None


def _date(text: str, where: str) -> date | None:
    if not text:
        return None
    if (day := read_date(text)) is None:
        raise CastError(
            "the date of birth is not a date.",
            where=where,
            remedy="Write it as 31/12/2015 or 2015-12-31, or leave it empty.",
        )
    return day


def _keep(text: str, where: str) -> bool:
    if text.lower() in _YES:
        return True
    if text.lower() in _NO:
        return False
    raise CastError("'keep' is neither yes nor no.", where=where, remedy="Write yes or no, or leave it empty.")


def _contradictions(entries: Sequence[tuple[int, CastEntry]], path: Path) -> None:
    """A name may stand once. A single word may be an alias of several (a shared surname or forename): mentions
    of it are then tied by the text, or left undecided. A full name may not."""
    owners: dict[str, int] = {}
    for number, entry in entries:
        key = plain_text(entry.name)
        if key in owners:
            raise CastError(
                f"row {number} and row {owners[key]} have the same name.",
                where=f"{path.name}, row {number}",
                remedy="Put what belongs to one person into one row; tell two people of one name apart by full names.",
            )
        owners[key] = number
    for number, entry in entries:
        for alias in entry.aliases:
            key = plain_text(alias)
            if " " not in key:
                continue
            if owners.setdefault(key, number) != number:
                raise CastError(
                    f"an alias in row {number} also belongs to row {owners[key]}.",
                    where=f"{path.name}, row {number}",
                    remedy="A full name can belong to one person only. Take it out of one of the rows.",
                )
    labels: dict[str, int] = {}
    for number, entry in entries:
        if entry.label and labels.setdefault(entry.label.casefold(), number) != number:
            raise CastError(
                f"row {number} and row {labels[entry.label.casefold()]} have the same label.",
                where=f"{path.name}, row {number}",
                remedy="Two people must not share a label; number them, for instance 'Aunt 1' and 'Aunt 2'.",
            )
