"""HTML: the markup that shapes the page is kept, the text in it redacted, everything else left out.

The page is parsed once and written anew from a list of known elements and attributes, so nothing that was
not understood can pass through. Read as blocks: the text of block-level elements (a name broken over inline
tags is whole again), the title, and what attributes show (alt, title, placeholder, aria-label, value).
Left out: comments, scripts, link targets, identifiers, unknown attributes, hidden elements, and everything
a browser would fetch; pictures, recordings and embedded pages are named as unread. Pictures that lie in the page
itself may be shown as the handling says.

Vocabulary: HTML Living Standard (https://html.spec.whatwg.org/).
"""

from __future__ import annotations

import base64
import binascii
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from types import MappingProxyType
from urllib.parse import unquote

from lxml import etree
from lxml.html import HTMLParser

from redactor.casefile import Fate, Location, TextBlock, TextEdit, UnreadPart
from redactor.errors import ReadError
from redactor.formats.css import Styles, declarations, fonts, is_harmless
from redactor.formats.edits import distributed, require_known
from redactor.formats.encoding import decode
from redactor.formats.headings import heading_row
from redactor.formats.illustrations import Illustration, illustration
from redactor.formats.opaque import without_opaque
from redactor.formats.protocol import BANNER, Codec, Reading


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BLOCK = _words("""
    address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol
    optgroup option p pre section select summary table tbody td textarea tfoot th thead title tr ul
""")
_INLINE = _words("""
    a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr output q rp rt ruby
    s samp small span strike strong sub sup time tt u var
""")
_VOID = frozenset({"col", "hr", "img", "input"})
_KEPT = _BLOCK | _INLINE | _VOID | {"colgroup"}
#: Elements that go with all they hold, and what they are called when the reader must be told of them.
_DROPPED: Mapping[str, str] = MappingProxyType({
    **dict.fromkeys(("script", "style", "template", "meta", "base", "param", "basefont", "link"), ""),
    **dict.fromkeys(("iframe", "frame", "frameset", "portal"), "embedded page"),
    **dict.fromkeys(("object", "applet"), "embedded object"),
    **dict.fromkeys(("video", "audio"), "recording"),
    **dict.fromkeys(("svg", "canvas", "map"), "picture"),
})
#: Elements without content that are told. The parser does not know them all to be empty and may put what
#: follows into them, so that is looked at.
_EMPTY: Mapping[str, str] = MappingProxyType({"img": "picture", "embed": "embedded object", "bgsound": "recording"})
#: Attributes that only shape the page; their values must be figures, colours or known keywords.
_SHAPE = _words("""
    align bgcolor border cellpadding cellspacing checked clear color colspan cols dir disabled height
    hspace multiple noshade nowrap open readonly reversed rows rowspan rules scope selected size span
    start type valign vspace width
""")
_LANGUAGE = re.compile(r"[A-Za-z]{2}(?:-[A-Za-z]{2})?")
#: Attributes whose value the reader sees or hears.
_SHOWN = frozenset({
    "alt", "title", "placeholder", "aria-label", "aria-description", "summary", "abbr", "label", "value",
})
#: Elements on which "value" is shown and not sent.
_VALUE_TYPES = frozenset({
    "", "text", "button", "submit", "reset", "search", "date", "number", "tel", "email", "url",
})
_SPACE = re.compile(r"[ \t\n\r\f]+")
#: Characters that show as nothing but would break a name in two; parsers stumble over the control characters.
_INVISIBLE = dict.fromkeys([0xAD, 0x200B, 0x2060, 0xFEFF, *range(9), 11, *range(14, 32), 127])
#: Columns beyond which a cell's span is not believed.
_WIDEST = 1000
_CHARSET = re.compile(rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})""", re.IGNORECASE)
_HIDDEN = re.compile(r"display:none|visibility:hidden|font-size:0(?![.\d])|mso-hide:all")


@dataclass(kw_only=True)
class _Run:
    """A block in the making: its pieces, in the order in which they stand in the markup."""

    name: str
    pieces: list[str] = field(default_factory=list)
    separators: list[str] = field(default_factory=lambda: ["\n"])
    cell: tuple[int, int, int] | None = None


@dataclass(frozen=True, kw_only=True)
class _Slot:
    """Where a piece of a run is written."""

    run: _Run
    index: int
    tag: str = ""


@dataclass(kw_only=True)
class _Row:
    """Where the walk stands in a table."""

    table: int
    row: int = -1
    column: int = 0
    span: int = 1
    filled: bool = False


class Page:
    """A page of HTML.

    Args:
        text: the markup.
        prefix: beginning of the blocks' ids, which makes them unique within a larger document.
        part: name of the part the page stands for.

    Raises:
        ReadError: nested too deeply, or not HTML at all.
    """

    def __init__(self, text: str, *, prefix: str = "", part: str = "body") -> None:
        self._prefix = prefix
        self._part = part
        self._runs: list[_Run] = []
        self._out: list[str | _Slot] = []
        self._open: _Run | None = None
        self._waiting: list[_Run] = []
        self._tables: list[list[list[str]]] = []
        self._heads: list[list[list[int]]] = []
        self._rows: list[_Row] = []
        self._pre = 0
        self._naming = False
        self._head_at = self._body_at = 0
        self._has_head = False
        self._metadata: dict[str, str] = {}
        self._unread: list[tuple[str, Fate]] = []
        self._cleared: list[str] = []
        root = _parse(text)
        self._styles = Styles([style.text_content() for style in root.iter("style")])
        if self._styles.fetches:
            self._leave_out("picture")
        self._walk(root)

    # Reading

    @property
    def metadata(self) -> Mapping[str, str]:
        """What the head says of the page: evidence only."""
        return MappingProxyType(self._metadata)

    @property
    def unread(self) -> tuple[UnreadPart, ...]:
        """What could not be read."""
        return tuple(
            UnreadPart(part=f"{self._part}, {kind} {number}", kind=kind, fate=fate)
            for number, (kind, fate) in enumerate(self._unread, 1)
        )

    @property
    def cleared(self) -> tuple[str, ...]:
        """What no reader sees; all of it is left out."""
        return tuple(dict.fromkeys(self._cleared))

    def blocks(self) -> list[TextBlock]:
        """Blocks in reading order."""
        headings = [_heading(rows, heads) for rows, heads in zip(self._tables, self._heads, strict=True)]
        blocks = []
        for number, run in enumerate(self._runs):
            column = "" if run.cell is None else self._column(headings[run.cell[0]], *run.cell)
            blocks.append(TextBlock(
                id=f"{self._prefix}{number + 1}", text="".join(run.pieces).replace("\xa0", " "),
                location=Location(part=self._part, address=f"{run.name} {number + 1}"),
                column=column, separator="".join(run.separators),
            ))
        return blocks

    def _column(self, heading: int | None, table: int, row: int, place: int) -> str:
        rows, heads = self._tables[table], self._heads[table]
        if heading is not None:
            named = row > heading and place < len(rows[heading])
            return rows[heading][place].strip() if named else ""
        # A form: the heading cell before a value says what it is.
        at = bisect_right(heads[row], place) if row >= 0 else 0
        return rows[row][heads[row][at - 1]].strip() if at and heads[row][at - 1] != place else ""

    def _walk(self, root: etree._Element) -> None:
        # With a stack of its own: a page may be nested more deeply than Python can call.
        stack = [(root, iter(root))]
        self._start(root)
        while stack:
            element, children = stack[-1]
            child = next(children, None)
            if child is None:
                stack.pop()
                self._end(element)
                self._text(element.tail if stack else None)
            elif _dropped(child):
                self._note(child)
                self._text(child.tail)
            else:
                self._start(child)
                stack.append((child, iter(child)))
        self._close()

    def _leave_out(self, kind: str) -> None:
        self._unread.append((kind, Fate.DROPPED))

    def _note(self, element: etree._Element) -> None:
        tag = _tag(element)
        if kind := _DROPPED.get(tag, ""):
            self._leave_out(kind)
        elif tag in ("script", "template", "meta"):
            self._cleared.append(f"{self._part}, {tag}")
        if tag == "link" and "stylesheet" in (element.get("rel") or "").lower():
            self._leave_out("linked file")
        if tag == "meta" and (name := (element.get("name") or "").strip().lower()) and element.get("content"):
            self._metadata[name[:40]] = element.get("content") or ""

    def _start(self, element: etree._Element) -> None:
        tag = _tag(element)
        if tag in _BLOCK or tag == "hr":
            self._close()
        self._enter_table(tag, element)
        self._naming = tag == "title"
        picture = _inline_picture(element.get("src") or "") if tag == "img" else None
        if kind := _EMPTY.get(tag):
            self._unread.append((kind, picture.fate if picture else Fate.DROPPED))
        if tag in _KEPT:
            self._out.append(f"<{tag}")
            self._attributes(tag, element)
            if picture:
                data = base64.b64encode(picture.data).decode("ascii")
                self._out.append(f' src="data:image/{picture.extension};base64,{data}"')
            self._out.append(">")
        if tag in ("html", "head"):
            self._head_at = len(self._out)
            self._has_head = tag == "head"
        elif tag == "body":
            self._body_at = len(self._out)
        elif tag == "br":
            self._piece("\n", "br")
        self._pre += _is_pre(tag, element)
        self._text(element.text)

    def _end(self, element: etree._Element) -> None:
        tag = _tag(element)
        self._pre -= _is_pre(tag, element)
        if tag in _BLOCK:
            self._close()
        if tag == "table" and self._rows:
            self._rows.pop()
        if tag in _KEPT and tag not in _VOID:
            self._out.append(f"</{tag}>")

    def _attributes(self, tag: str, element: etree._Element) -> None:
        for name, value in element.attrib.items():
            name, value = str(name).lower(), str(value)
            if name in _SHAPE and (not value or value.lower() == name or is_harmless(value)):
                self._out.append(f' {name}="{escape(value)}"')
            elif name == "lang" and _LANGUAGE.fullmatch(value):
                self._out.append(f' lang="{value}"')
            elif name == "face" and (kept := fonts(value)):
                self._out.append(f' face="{escape(kept)}"')
            elif name == "style" and (kept := declarations(value)):
                self._out.append(f' style="{escape(kept)}"')
            elif name == "class" and (kept := self._styles.classes(value)):
                self._out.append(f' class="{kept}"')
            elif name in _SHOWN and value.strip() and (name != "value" or _shows_value(tag, element)):
                run = _Run(name=name, pieces=[" ".join(value.translate(_INVISIBLE).split())])
                self._waiting.append(run)
                self._out += [f' {name}="', _Slot(run=run, index=0), '"']

    def _text(self, text: str | None) -> None:
        if not text:
            return
        text, hidden = without_opaque(text.translate(_INVISIBLE))
        for _ in range(hidden):
            self._leave_out("embedded data")
        if self._pre:
            self._piece(text.replace("\r\n", "\n").replace("\r", "\n"))
            return
        if self._open is None and self._body_at and not text.strip(" \t\n\r\f"):
            self._out.append("\n" if "\n" in text else "")
            return
        text = _SPACE.sub(" ", text)
        if self._open is None or self._open.pieces[-1][-1:] in " \n":
            text = text.lstrip(" ")
        self._piece(text)

    def _piece(self, text: str, tag: str = "") -> None:
        if self._open is None and not text.strip():
            self._out.append("<br>" if tag else text)
            return
        if not text:
            return
        if self._open is None:
            self._open = _Run(name="page title" if self._naming else "paragraph")
            if self._rows:
                row = self._rows[-1]
                self._open.cell = (row.table, row.row, row.column)
        self._out.append(_Slot(run=self._open, index=len(self._open.pieces), tag=tag))
        self._open.pieces.append(text)

    def _close(self) -> None:
        run, self._open = self._open, None
        if run is not None:
            if run.cell is not None and run.cell[1] >= 0:
                table, row, column = run.cell
                cells = self._tables[table][row]
                cells[column] = f"{cells[column]} {''.join(run.pieces)}".strip()
            self._add(run)
        for waiting in self._waiting:
            self._add(waiting)
        self._waiting.clear()

    def _add(self, run: _Run) -> None:
        self._runs.append(run)
        for row in self._rows:
            row.filled = True

    def _enter_table(self, tag: str, element: etree._Element) -> None:
        # Cells of a row are told apart by tabs; empty ones lie in the separator, so that columns line up.
        if tag == "table":
            self._rows.append(_Row(table=len(self._tables)))
            self._tables.append([])
            self._heads.append([])
        elif tag == "tr" and self._rows:
            row = self._rows[-1]
            row.row, row.column, row.span, row.filled = row.row + 1, -1, 1, False
            self._tables[row.table].append([])
            self._heads[row.table].append([])
        elif tag in ("td", "th") and self._rows and self._rows[-1].row >= 0:
            row = self._rows[-1]
            row.column += row.span
            if row.column and self._runs:
                gaps = self._runs[-1].separators
                if row.filled and gaps == ["\n"]:
                    gaps.clear()
                gaps.append("\t" * row.span)
            row.span = min(_number(element.get("colspan")), max(_WIDEST - row.column, 1))
            if tag == "th":
                self._heads[row.table][row.row].extend(range(row.column, row.column + row.span))
            self._tables[row.table][row.row] += [""] * row.span

    # Writing

    def written(self, edits: Mapping[str, Sequence[TextEdit]], *, lead: Sequence[str], charset: str) -> str:
        """The page with edits applied.

        Args:
            edits: by block id.
            lead: lines written on top of the body; none when the page already begins with the first of them.
            charset: encoding the page will be written in, as browsers name it.
        """
        results = {
            id(run): distributed(run.pieces, edits.get(f"{self._prefix}{number + 1}", ()))
            for number, run in enumerate(self._runs)
        }
        pieces = [_rendered(item, results) if isinstance(item, _Slot) else item for item in self._out]
        first = next((run for run in self._runs if run.name != "page title"), None)
        if lead and (first is None or "".join(first.pieces).strip() != lead[0]):
            told = "".join(f"<p>{escape(line)}</p>\n" for line in lead[1:])
            pieces.insert(self._body_at or self._head_at, f"<p><strong>{escape(lead[0])}</strong></p>\n{told}")
        style = f"<style>\n{self._styles.text}\n</style>\n" if self._styles.text else ""
        head = f'<meta charset="{charset}">\n{style}'
        pieces.insert(self._head_at, head if self._has_head else f"<head>{head}</head>")
        return "<!DOCTYPE html>\n" + "".join(pieces) + "\n"


def _heading(rows: Sequence[Sequence[str]], heads: Sequence[Sequence[int]]) -> int | None:
    if not any(heads):
        return heading_row(rows)
    whole = (number for number, cells in enumerate(rows) if len(cells) > 1 and len(heads[number]) == len(cells))
    return next(whole, None)


def _rendered(slot: _Slot, results: Mapping[int, Sequence[str]]) -> str:
    text = results[id(slot.run)][slot.index]
    if slot.tag == "br":
        return escape(text).replace("\n", "<br>")
    return escape(text)


def _parse(text: str) -> etree._Element:
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    root = etree.fromstring(text.encode("utf-8"), parser)
    if any(error.level == etree.ErrorLevels.FATAL for error in parser.error_log):
        raise ReadError("the page is nested too deeply.", remedy="Open it in a browser and save it as PDF.")
    if root is None:
        raise ReadError("the page is empty or not HTML.", remedy="Open it in a browser and save it again.")
    return root


def _inline_picture(source: str) -> Illustration | None:
    """What is shown for a picture that lies in the page itself (RFC 2397); all others would be fetched."""
    head, _, data = source.strip().partition(",")
    if not re.fullmatch(r"data:image/[\w.+-]{1,40};base64", head.replace(" ", ""), re.IGNORECASE):
        return None
    try:
        return illustration(base64.b64decode(unquote(data)))
    except binascii.Error:
        return None


def _tag(element: etree._Element) -> str:
    return element.tag.lower() if isinstance(element.tag, str) else "#"


def _dropped(element: etree._Element) -> bool:
    tag = _tag(element)
    if tag in _DROPPED or tag == "#":
        return True
    if tag == "input":
        return (element.get("type") or "").strip().lower() in ("hidden", "password", "file", "image")
    # A hidden block is text like any other; hidden inline text would break a name in two.
    return tag not in _BLOCK and (
        element.get("hidden") is not None or _HIDDEN.search(_style(element)) is not None)


def _style(element: etree._Element) -> str:
    return "".join((element.get("style") or "").split()).lower()


def _is_pre(tag: str, element: etree._Element) -> bool:
    return tag in ("pre", "textarea") or "white-space:pre" in _style(element)


def _shows_value(tag: str, element: etree._Element) -> bool:
    return tag == "input" and (element.get("type") or "").strip().lower() in _VALUE_TYPES


def _number(value: str | None) -> int:
    plain = value is not None and re.fullmatch(r"[0-9]{1,4}", value)
    return max(int(plain[0]), 1) if plain else 1


class _HtmlCodec:
    """A page in a file."""

    def read(self, data: bytes) -> Reading:
        """See :meth:`redactor.formats.protocol.Codec.read`."""
        text, _ = decode(data, _declared(data))
        page = Page(text)
        return Reading(blocks=tuple(page.blocks()), metadata=page.metadata, unread=page.unread,
                       cleared=page.cleared)

    def write(self, data: bytes, edits: Mapping[str, Sequence[TextEdit]]) -> bytes:
        """See :meth:`redactor.formats.protocol.Codec.write`; other characters are written as references."""
        text, encoding = decode(data, _declared(data))
        charset = "windows-1252" if encoding.name == "cp1252" else encoding.name.replace("_", "-")
        page = Page(text)
        require_known(edits, (block.id for block in page.blocks()))
        written = page.written(edits, lead=[BANNER], charset=charset)
        return encoding.mark + written.encode(encoding.name, "xmlcharrefreplace")


def _declared(data: bytes) -> str:
    match = _CHARSET.search(data[:4096])
    name = match[1].decode("ascii", "replace") if match else ""
    # A page whose mark could be read as ASCII is not in a 16-bit encoding, whatever the mark says.
    return "utf-8" if name.lower().startswith(("utf-16", "utf-32")) else name


CODECS: Mapping[str, Codec] = MappingProxyType({"html": _HtmlCodec()})
