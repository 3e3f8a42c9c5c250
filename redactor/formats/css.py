"""What shapes a page: style sheets, ``style`` attributes and presentational attributes, cut down to known words.

A value passes only if each of its words is a figure, a colour or a keyword of CSS listed here, so that nothing
can be said, fetched or named in one. Classes are given neutral names; comments, imports, conditional rules,
identifiers and strings go. A page may lose an ornament by it, never its text.

CSS Syntax Module Level 3 (https://www.w3.org/TR/css-syntax-3/).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_COMMENT = re.compile(r"/\*.*?\*/|/\*.*|<!--|-->", re.DOTALL)
#: Pieces a sheet is cut into: strings whole, braces alone.
_PIECE = re.compile(r"""[^{}"']+|"[^"\n]*"?|'[^'\n]*'?|[{}]""")
_SELECTOR = re.compile(r"[\w\s.,:@>+~*-]{1,400}", re.ASCII)
_NAME = re.compile(r"[.:@]?[\w-]+", re.ASCII)
_CLASS = re.compile(r"\.-?[A-Za-z_][\w-]*", re.ASCII)
_FETCH = re.compile(r"url\s*\(|@import", re.IGNORECASE)
_FIGURE = re.compile(r"[-+]?[0-9]{0,5}\.?[0-9]{0,6}(?:px|pt|em|rem|ex|ch|in|cm|mm|pc|vh|vw|%|\*)?|#[0-9a-f]{3,8}")
_WORD = re.compile(r"[\w#.%*+-]+")
_GLUE = re.compile(r"[\s,()!/]*")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PROPERTIES = _words("""
    align-content align-items align-self background background-color border border-bottom border-bottom-color
    border-bottom-style border-bottom-width border-collapse border-color border-left border-left-color
    border-left-style border-left-width border-radius border-right border-right-color border-right-style
    border-right-width border-spacing border-style border-top border-top-color border-top-style border-top-width
    border-width bottom box-sizing break-after break-before break-inside caption-side clear color column-gap
    columns direction display empty-cells flex flex-direction flex-grow flex-wrap float font-size font-style
    font-variant font-weight gap height justify-content left letter-spacing line-height list-style
    list-style-position list-style-type margin margin-bottom margin-left margin-right margin-top max-height
    max-width min-height min-width opacity orphans overflow padding padding-bottom padding-left padding-right
    padding-top page-break-after page-break-before page-break-inside position right size table-layout text-align
    text-decoration text-indent text-transform top vertical-align visibility white-space widows width
    word-break word-spacing word-wrap overflow-wrap hyphens tab-size
""")
_KEYWORDS = _words("""
    a absolute all always auto avoid baseline block bold bolder border-box both bottom box break-all break-word
    button capitalize center checkbox circle col colgroup collapse cols column content-box currentcolor cursive
    dashed date decimal disc dotted double email fixed flex flex-end flex-start grid groove groups hidden hide
    hsides i important inherit initial inline inline-block inline-flex inset inside italic justify keep-all
    landscape large larger left letter lhs lighter line-through list-item lower-alpha lower-latin lower-roman
    lowercase ltr manual medium middle min-content max-content fit-content none normal nowrap number oblique
    outset outside overline portrait pre pre-line pre-wrap radio relative reset revert rgb rgba rhs ridge right
    row rowgroup rows rtl scroll search separate show small small-caps smaller solid space-around space-between
    square static sticky stretch sub submit super table table-cell table-row tel text text-bottom text-top thick
    thin top transparent underline unset upper-alpha upper-latin upper-roman uppercase url visible void vsides
    wrap x-large x-small xx-large xx-small a4 a5 legal
    aqua beige black blue brown cyan darkblue darkgray darkgreen darkgrey darkred fuchsia gold gray green grey
    indigo ivory lavender lightblue lightgray lightgreen lightgrey lightyellow lime magenta maroon navy olive
    orange pink purple red salmon silver steelblue tan teal turquoise violet wheat white whitesmoke windowtext
    yellow
""")
#: What a selector may name, besides classes.
_SELECTABLE = _words("""
    :link :visited :hover :active :focus :first :last :left :right :first-child :last-child @page
    a abbr address article aside b big blockquote body button caption center cite code col dd del dfn div dl dt em
    fieldset font footer form h1 h2 h3 h4 h5 h6 header hr html i img input ins label legend li main nav ol
    optgroup option p pre q s samp section select small span strike strong sub sup table tbody td textarea tfoot th
    thead title tr tt u ul var
""")
_FONTS = frozenset("""
    aptos,arial,arial narrow,book antiqua,calibri,calibri light,cambria,candara,century gothic,comic sans ms,consolas,
    courier,courier new,garamond,georgia,gill sans,helvetica,liberation mono,liberation sans,liberation serif,
    lucida sans unicode,open sans,palatino linotype,roboto,segoe ui,symbol,tahoma,times,times new roman,trebuchet ms,
    verdana,wingdings,serif,sans-serif,monospace,system-ui,inherit
""".replace("\n    ", "").strip().split(","))


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
        found: list[str] = []
        selector: list[str] = []
        body: list[str] = []
        depth = 0
        for piece in _PIECE.findall(sheet):
            if piece == "{":
                depth += 1
            elif piece == "}":
                if depth == 1 and (rule := self._rule("".join(selector), "".join(body))):
                    found.append(rule)
                depth = max(depth - 1, 0)
                if depth == 0:
                    selector.clear()
                    body.clear()
            elif depth < 2:
                (body if depth else selector).append(piece)
        return found

    def _rule(self, selector: str, body: str) -> str:
        shown = " ".join(selector.rpartition(";")[2].split())
        kept = declarations(body)
        if not kept or not _SELECTOR.fullmatch(shown) or not all(map(_is_known, _NAME.findall(shown))):
            return ""
        return f"{_CLASS.sub(self._renamed, shown)} {{ {kept} }}"

    def _renamed(self, match: re.Match[str]) -> str:
        return "." + self._classes.setdefault(match[0][1:], f"c{len(self._classes) + 1}")


def _is_known(name: str) -> bool:
    return name.lower() in _SELECTABLE or _CLASS.fullmatch(name) is not None


def declarations(style: str) -> str:
    """The harmless declarations of a ``style`` attribute or of a rule's body."""
    kept = []
    for part in _COMMENT.sub(" ", style).split(";"):
        name, _, value = part.partition(":")
        name, value = name.strip().lower(), " ".join(value.split())
        if name == "font-family":
            value = fonts(value)
            if value:
                kept.append(f"{name}: {value}")
        elif name in _PROPERTIES and is_harmless(value):
            kept.append(f"{name}: {value}")
    return "; ".join(kept)


def is_harmless(value: str) -> bool:
    """Whether a value consists of figures, colours and known keywords."""
    value = value.lower()
    return (
        0 < len(value) <= 200 and _GLUE.fullmatch(_WORD.sub("", value)) is not None
        and all(word in _KEYWORDS or _FIGURE.fullmatch(word) for word in _WORD.findall(value))
    )


def fonts(value: str) -> str:
    """The well-known fonts of a list of fonts; empty when there is none."""
    names = (" ".join(name.strip(" \"'").lower().split()) for name in value[:500].split(","))
    return ", ".join(f"'{name}'" if " " in name else name for name in names if name in _FONTS)
