"""Which row of a table names its columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

#: A heading is a few words; a longer cell is a note.
_LONGEST = 60
#: How far down a table's headings may stand, below a title and the like.
_DEEPEST = 10
_DATA = re.compile(r"\d{3}|\d[./:-]\d|@|:\Z")


def heading_row(rows: Sequence[Sequence[str]]) -> int | None:
    """Number of the row that names the columns, or None.

    That is the first of the widest rows at the top of the table, if each of its cells is a short text of its
    own, without the figures that data have and without the colon of a label that stands before its value.

    Args:
        rows: the table's rows, cells as the reader sees them; only the first ten are looked at.
    """
    top = [[cell.strip() for cell in row] for row in rows[:_DEEPEST]]
    filled = [sum(map(bool, row)) for row in top]
    widest = max(filled, default=0)
    if widest < 2 or len(rows) < 2:
        return None
    number = filled.index(widest)
    cells = [cell for cell in top[number] if cell]
    names = len({cell.casefold() for cell in cells}) == len(cells)
    fitting = all(len(cell) <= _LONGEST and not _DATA.search(cell) for cell in cells)
    return number if names and fitting else None
