"""The draft of a cast list, written from the documents, and corrections to it: merge, split, rename."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from redactor.casefile import Group, Kind, Resolution, Subject
from redactor.errors import CastError, UsageError
from redactor.people.cast import (
    COLUMNS,
    DRAFT_COLUMNS,
    FORMULA_STARTS,
    column_name,
    columns_of,
    plain_cell,
    read_rows,
)
from redactor.people.mentions import plain_text
from redactor.workspace import write_atomically

#: Below this confidence the worker is asked to look.
_SURE = 0.8
_TITLED = re.compile(r"^(?:mr|mrs|ms|miss|dr)\b", re.IGNORECASE)


class CastSheet:
    """A cast list as a sheet that is corrected and written back, columns of its own kept.

    Args:
        header: titles of the columns.
        rows: cells, as wide as the header.
    """

    def __init__(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self.header = list(header)
        self.rows = [[*row, *[""] * (len(self.header) - len(row))] for row in rows]

    @classmethod
    def load(cls, path: Path) -> CastSheet:
        """Read a cast list for correction.

        Raises:
            CastError: it cannot be read or has wrong columns.
        """
        rows = read_rows(path)
        if not rows:
            raise CastError(
                "the cast list is empty.", where=path.name, remedy="Write a draft with 'redactor people'."
            )
        columns_of(rows[0][1], path)
        return cls([cell.strip() for cell in rows[0][1]], [[plain_cell(cell) for cell in row] for _, row in rows[1:]])

    def merge(self, one: str, other: str) -> None:
        """Two rows are one person: the second's names become aliases of the first.

        Args:
            one, other: a name, alias or label.

        Raises:
            UsageError: one of them is not in the list, or both are the same row.
        """
        first, second = self._find(one), self._find(other)
        if first == second:
            raise UsageError(
                "both are the same person already.", remedy="Name two different people of the cast list."
            )
        kept, gone = self.rows[first], self.rows[second]
        names = [
            *_aliases(self._cell(kept, "aliases")),
            self._cell(gone, "name"),
            *_aliases(self._cell(gone, "aliases")),
        ]
        own = plain_text(self._cell(kept, "name"))
        self._set(kept, "aliases", "; ".join(dict.fromkeys(name for name in names if plain_text(name) != own)))
        for column in ("role", "group", "label", "date_of_birth", "keep"):
            if not self._cell(kept, column) and self._cell(gone, column):
                self._set(kept, column, self._cell(gone, column))
        for column in ("mentions", "documents"):
            counts = [self._cell(row, column) for row in (kept, gone)]
            if all(count.isdigit() for count in counts):
                # The documents of both may be the same ones; at least so many.
                both = (sum if column == "mentions" else max)(int(count) for count in counts)
                self._set(kept, column, str(both))
        del self.rows[second]

    def split(self, who: str) -> int:
        """Names that were taken for one person become people of their own.

        Args:
            who: an alias, which alone is split off; or a name or label, of whose row every alias is.

        Returns:
            How many rows were added.

        Raises:
            UsageError: it is not in the list, or there is nothing to split off.
        """
        index = self._find(who)
        row = self.rows[index]
        aliases = _aliases(self._cell(row, "aliases"))
        one = [alias for alias in aliases if plain_text(alias) == plain_text(who)]
        apart = one or aliases
        if not apart:
            raise UsageError("there is only one name in that row.", remedy="Nothing can be split off.")
        self._set(row, "aliases", "; ".join(alias for alias in aliases if alias not in apart))
        for offset, alias in enumerate(apart, start=1):
            fresh = [""] * len(self.header)
            self._set(fresh, "name", alias)
            self._set(fresh, "group", self._cell(row, "group"))
            self.rows.insert(index + offset, fresh)
        return len(apart)

    def rename(self, who: str, label: str) -> None:
        """Give a person another label.

        Args:
            who: a name, alias or label.
            label: what the audience is to read, brackets or not.

        Raises:
            UsageError: it is not in the list, the label is empty, or somebody else has it.
        """
        row = self.rows[self._find(who)]
        label = " ".join(label.strip("[] ").split())
        if not label:
            raise UsageError("the label is empty.", remedy='Write what the audience is to read, for instance "Aunt".')
        if any(
            other is not row
            and label.casefold() in {self._cell(other, column).casefold() for column in ("label", "shown_as")}
            for other in self.rows
        ):
            raise UsageError(
                "somebody else has that label.", remedy='Number them, for instance "Aunt 1" and "Aunt 2".'
            )
        self._set(row, "label", label)

    def save(self, path: Path) -> None:
        """Write the sheet as CSV or XLSX by the file's extension, readable by its owner only, whole or not at all.

        Raises:
            UsageError: another extension.
            WriteError: no space or no permission.
        """
        suffix = path.suffix.lower()
        rows = [self.header, *([_safe(cell) for cell in row] for row in self.rows)]
        if suffix == ".csv":
            text = io.StringIO(newline="")
            csv.writer(text).writerows(rows)
            write_atomically(path, text.getvalue().encode("utf-8-sig"))  # Excel takes it for UTF-8 only with the mark
        elif suffix == ".xlsx":
            write_atomically(path, _workbook(rows))
        else:
            raise UsageError(
                "a cast list is written as .csv or .xlsx.", where=path.name, remedy="Choose one of these."
            )

    def _find(self, who: str) -> int:
        wanted = plain_text(who.strip("[] "))
        for columns in (("name",), ("label", "shown_as"), ("aliases",)):
            found = [
                index
                for index, row in enumerate(self.rows)
                if any(plain_text(text) == wanted for column in columns for text in _aliases(self._cell(row, column)))
            ]
            if len(found) == 1:
                return found[0]
            if found:
                raise UsageError(
                    "several rows of the cast list go by that.", remedy="Give the name in the row's first column."
                )
        raise UsageError(
            "nobody in the cast list goes by that.",
            remedy="Give a name, an alias or a label as it stands in the list.",
        )

    def _at(self, column: str) -> int | None:
        return next((at for at, title in enumerate(self.header) if column_name(title) == column), None)

    def _cell(self, row: Sequence[str], column: str) -> str:
        at = self._at(column)
        return row[at].strip() if at is not None else ""

    def _set(self, row: list[str], column: str, value: str) -> None:
        at = self._at(column)
        if at is None:
            at = len(self.header)
            self.header.append(column)
            for other in self.rows:
                other.append("")
            if len(row) < len(self.header):
                row.append("")
        row[at] = value


def draft(resolution: Resolution) -> CastSheet:
    """A cast list from what was found, for the worker to correct.

    Args:
        resolution: who is who.
    """
    texts: dict[str, Counter[str]] = defaultdict(Counter)
    places: dict[str, set[str]] = defaultdict(set)
    for (document, _, _), identity in resolution.subject_by_span.items():
        texts[identity][document] += 1
        places[identity].add(document)
    people = [
        subject
        for subject in resolution.subjects.values()
        if subject.kind is Kind.PERSON and not subject.undecided and not _household(subject)
    ]
    owners = Counter(plain_text(name) for subject in people for name in set(subject.names))
    # "Hart" after Mrs is the grandmother's, but as an alias it would give her whatever is said of the Harts.
    for surname, count in Counter(surname for subject in people if (surname := _surname(subject))).items():
        if count > 1:
            owners[surname] += count
    rows = []
    taken: set[str] = set()
    for subject in people:
        name = _best_name(subject, taken)
        taken.add(plain_text(name))
        values = {
            "name": name,
            "aliases": "; ".join(_own_forms(subject, name, owners)),
            "role": subject.role,
            "group": "" if subject.group is Group.UNKNOWN else subject.group.value,
            "shown_as": subject.label,
            "date_of_birth": subject.date_of_birth.strftime("%d/%m/%Y") if subject.date_of_birth else "",
            "mentions": str(sum(texts[subject.id].values())),
            "documents": str(len(places[subject.id])),
            "confidence": f"{subject.confidence:.2f}",
            "note": _note(subject),
        }
        rows.append([values.get(column, "") for column in (*COLUMNS, *DRAFT_COLUMNS)])
    return CastSheet((*COLUMNS, *DRAFT_COLUMNS), rows)


def _surname(subject: Subject) -> str:
    """The surname in somebody's best name, plain; empty where it is a single word."""
    last, comma, _ = _best_name(subject, set()).partition(",")
    words = plain_text(last).split()
    return " ".join(words) if comma else words[-1] if len(words) > 1 else ""


def _household(subject: Subject) -> bool:
    return subject.label == "Family" or bool(re.fullmatch(r"Family \d+", subject.label))


def _best_name(subject: Subject, taken: set[str]) -> str:
    def worth(name: str) -> tuple[bool, int, bool, bool]:
        words = plain_text(name).split()
        whole = len(words) > 1 and all(len(word) > 1 for word in words)
        return whole, len(words) if whole else len(name), not name.isupper(), "," not in name

    forms = sorted(subject.names, key=worth, reverse=True)
    free = [form for form in forms if plain_text(form) not in taken]
    if free and worth(free[0])[0] == worth(forms[0])[0]:
        return free[0]
    number = 2
    while f"{plain_text(forms[0])} {number}" in taken:
        number += 1
    return f"{forms[0]} {number}"


def _own_forms(subject: Subject, name: str, owners: Mapping[str, int]) -> list[str]:
    """Forms that belong to nobody else; single letters decide nothing."""
    forms: dict[str, str] = {}
    for form in subject.names:
        key = plain_text(form)
        if key != plain_text(name) and owners[key] < 2 and len(key.replace(" ", "")) > 1:
            forms.setdefault(key, _TITLED.sub("", form).strip())
    return list(forms.values())


def _note(subject: Subject) -> str:
    notes = []
    if not subject.role:
        notes.append("role not told")
    if subject.confidence < _SURE:
        notes.append("not sure that all these names are one person")
    return "; ".join(notes)


def _aliases(cell: str) -> list[str]:
    return [alias for part in cell.split(";") if (alias := " ".join(part.split()))]


def _safe(cell: str) -> str:
    return f"'{cell}" if cell[:1] in FORMULA_STARTS else cell


def _workbook(rows: Sequence[Sequence[str]]) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "Cast list CONFIDENTIAL"
    for row in rows:
        sheet.append(list(row))
    for line in sheet.iter_rows():
        for cell in line:
            cell.number_format = "@"  # text: a date stays as it is written
    sheet.freeze_panes = "A2"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
