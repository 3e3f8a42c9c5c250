"""Style sheets of HTML pages, cut down to what shapes a page and can neither fetch nor say anything.

Comments, imports, conditional rules, identifiers and strings that show go; classes are given neutral names.
Grammar: CSS Syntax Module Level 3 (https://www.w3.org/TR/css-syntax-3/).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_COMMENT = re.compile(r"/\*.*?\*/|/\*.*|<!--|-->", re.DOTALL)
#: Pieces a sheet is cut into: strings whole, braces alone.
_PIECE = re.compile(r"""[^{}"']+|"[^"\n]*"?|'[^'\n]*'?|[{}]""")
_SELECTOR = re.compile(r"[\w\s.,:@>+~*-]{1,400}", re.ASCII)
_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_DECLARATION = re.compile(r"\s*([\w-]{1,60})\s*:\s*([\w\s#%.,()!'\"/+*-]{0,300})\s*", re.ASCII)
_FETCH = re.compile(r"url\s*\(|@import", re.IGNORECASE)
#: Properties whose value is shown or fetched, or that name something instead of shaping it.
_UNSAFE = re.compile(
    r"content|behaviou?r|src|counter|quotes|string|grid-area|grid-template|animation|mso-(?!hide|element)|-moz-binding",
    re.IGNORECASE)
_UNSAFE_VALUE = re.compile(r"url|expression|attr\s*\(|image-set|element\s*\(", re.IGNORECASE)


class Styles:
    """The style sheets of one page.

    Args:
        sheets: the text of each ``style`` element.

    Attributes:
        text: one harmless sheet; may be empty.
        fetches: whether a sheet asked for a picture or another sheet.
    """

    def __init__(self, sheets: Sequence[str]) -> None:
        self._classes: dict[str, str] = {}
        self.fetches = any(_FETCH.search(sheet) for sheet in sheets)
        rules = [rule for sheet in sheets for rule in self._rules(_COMMENT.sub(" ", sheet))]
        self.text = "\n".join(rules)

    def classes(self, names: str) -> str:
        """Neutral names of an element's classes; those no sheet speaks of are left out."""
        return " ".join(self._classes[name] for name in names.split() if name in self._classes)

    def _rules(self, sheet: str) -> list[str]:
        found, depth, selector, body = [], 0, "", ""
        for piece in _PIECE.findall(sheet):
            if piece == "{":
                depth += 1
            elif piece == "}":
                if depth == 1 and (rule := self._rule(selector, body)):
                    found.append(rule)
                depth = max(depth - 1, 0)
                if depth == 0:
                    selector = body = ""
            elif depth == 0:
                selector += piece
            elif depth == 1:
                body += piece
        return found

    def _rule(self, selector: str, body: str) -> str:
        selector = selector.rpartition(";")[2]
        kept = declarations(body)
        if not kept or not _SELECTOR.fullmatch(selector):
            return ""
        return f"{_CLASS.sub(self._renamed, ' '.join(selector.split()))} {{ {kept} }}"

    def _renamed(self, match: re.Match[str]) -> str:
        return "." + self._classes.setdefault(match[1], f"c{len(self._classes) + 1}")


def declarations(style: str) -> str:
    """The harmless declarations of a ``style`` attribute or of a rule's body."""
    kept = []
    for part in _COMMENT.sub(" ", style).split(";"):
        match = _DECLARATION.fullmatch(part)
        if match and not _UNSAFE.match(match[1]) and not _UNSAFE_VALUE.search(match[2]):
            kept.append(f"{match[1].lower()}: {' '.join(match[2].split())}")
    return "; ".join(kept)
