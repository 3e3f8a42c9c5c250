"""Formulas of spreadsheets: which may stay, and how they follow a sheet that is renamed.

A formula stays when it is made of cell references, functions, operators and short numbers alone. Text within
it, names that people gave, other files, and whatever starts a program (DDE's "|") make it go; its last result
stays as a plain value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_LONGEST = 4000
_TOKEN = re.compile(
    r"""(?P<sheet>(?:'(?:[^'\[\]]|'')+'|[^\W\d][\w.]*)!)
    |(?P<function>(?:_xlfn\.|_xlws\.)*[A-Z][A-Z0-9.]*\()
    |(?P<cell>\$?[A-Z]{1,3}\$?\d{1,7}|\$?[A-Z]{1,3}:\$?[A-Z]{1,3}|\$?\d{1,7}:\$?\d{1,7})(?![\w.(])
    |(?P<truth>TRUE|FALSE)(?![\w.(])
    |(?P<number>\d{1,4}(?:\.\d{1,4})?)(?![\w.])
    |(?P<text>"[^"\w]{0,3}")
    |(?P<mark>[-+*/^&=<>(),;:%{}\s]|\#REF!|\#N/A)""",
    re.VERBOSE,
)


def kept(formula: str, sheets: Mapping[str, str]) -> str:
    """A formula with its sheets renamed; empty when it must not stay.

    Args:
        formula: without leading equals sign, as files store it.
        sheets: new name of each sheet by its old name, case-folded.
    """
    if len(formula) > _LONGEST:
        return ""
    position = 0
    pieces: list[str] = []
    while position < len(formula):
        match = _TOKEN.match(formula, position)
        if match is None:
            return ""
        piece = match[0]
        if match["sheet"]:
            old = piece[:-1]
            if old.startswith("'"):
                old = old[1:-1].replace("''", "'")
            if old.casefold() not in sheets:
                return ""
            piece = reference(sheets[old.casefold()])
        elif match["function"] and piece.startswith(_REACHING):
            return ""
        pieces.append(piece)
        position = match.end()
    return "".join(pieces)


#: Functions that fetch from outside, or show what is in a name or file.
_REACHING = ("HYPERLINK(", "WEBSERVICE(", "CALL(", "REGISTER", "EXEC(", "INDIRECT(", "CELL(", "INFO(", "RTD(",
             "IMAGE(", "_xlfn.IMAGE(", "_xlfn.WEBSERVICE(", "DDE(", "CUBE", "SQL", "CHAR(", "_xlfn.UNICHAR(")


def reference(sheet: str) -> str:
    """A sheet's name as formulas write it, with the exclamation mark."""
    return "'" + sheet.replace("'", "''") + "'!"
