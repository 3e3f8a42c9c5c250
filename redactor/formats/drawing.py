"""What the three Office formats share: drawings, charts and diagrams (DrawingML, ECMA-376 part 1, chapter 20).

:func:`scrub` is the last step for every part: it keeps only known vocabularies, and of their attributes none
that people fill with words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from types import MappingProxyType

from lxml import etree

from redactor.casefile import Location
from redactor.formats.attributes import DGM, MC, VOCABULARIES, A, C, Names, allowed
from redactor.formats.container import Element
from redactor.formats.lines import Line, Lines, Piece, attribute_of, text_of
from redactor.formats.opc import Part, Shape
from redactor.formats.schema import schema

#: Prefixes of those a reader needs to know to show the first copy of a drawing.
_UNDERSTOOD = frozenset(("wps", "wpg", "wpc", "wp14", "w14"))
#: Elements that go with all they hold.
_REMOVED = frozenset((
    "extLst", "hlinkClick", "hlinkHover", "hlinkMouseOver", "custClrLst", "externalData", "pivotSource",
    "userShapes", "sampData", "styleData", "clrData", "catLst", "custDataLst", "docId", "signatureline",
    "videoFile", "audioFile", "wavAudioFile", "quickTimeFile", "audioCd", "contentPart",
))
#: Text that shapes the page ("center", "12700", "0%"), or that the formats themselves put in.
_SHAPING_TEXT = re.compile(
    r"-?\d{1,10}(?:\.\d{1,6})?|left|right|center|inside|outside|top|bottom|[#0.,%; ]{1,20}|General"
    r"|[dmyhs/:., -]{1,30}|\{[0-9A-Fa-f-]{36}\}"
    r"|PAGE|NUMPAGES|SECTIONPAGES|Reviewer(?: \d{1,6})?")

KNOWN = frozenset((
    "chart", "diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors", "diagramDrawing", "themeOverride",
))


def shapes(folder: str) -> Mapping[str, Shape]:
    """How the parts of :data:`KNOWN`, and themes, are written below a folder of the package."""
    drawingml = "application/vnd.openxmlformats-officedocument.drawingml."
    return MappingProxyType({
        "chart": Shape(folder=f"{folder}/charts", stem="chart", content_type=f"{drawingml}chart+xml"),
        "theme": Shape(folder=f"{folder}/theme", stem="theme",
                       content_type="application/vnd.openxmlformats-officedocument.theme+xml"),
        "themeOverride": Shape(folder=f"{folder}/theme", stem="themeOverride",
                               content_type="application/vnd.openxmlformats-officedocument.themeOverride+xml"),
        "diagramDrawing": Shape(folder=f"{folder}/diagrams", stem="drawing",
                                content_type="application/vnd.ms-office.drawingml.diagramDrawing+xml"),
        **{
            f"diagram{name}": Shape(folder=f"{folder}/diagrams", stem=name[0].lower() + name[1:],
                                    content_type=f"{drawingml}diagram{kind}+xml")
            for name, kind in (("Data", "Data"), ("Layout", "Layout"), ("QuickStyle", "Style"), ("Colors", "Colors"))
        },
    })


def local(element: Element) -> str:
    """Tag of an element without its namespace."""
    return str(element.tag).rsplit("}", 1)[-1]


def keep_one_copy(root: Element) -> None:
    """Of content kept in several versions keep the first one that present readers show."""
    for holder in list(root.iter(f"{{{MC}}}AlternateContent")):
        parent = holder.getparent()
        if parent is None:
            continue
        choices = list(holder.iterchildren(f"{{{MC}}}Choice"))
        best = next((choice for choice in choices
                     if set((choice.get("Requires") or "").split()) <= _UNDERSTOOD), None)
        if best is not None:
            for copy in list(holder):
                if copy is not best:
                    holder.remove(copy)
            continue
        fallback = holder.find(f"{{{MC}}}Fallback")
        place = parent.index(holder)
        parent[place:place + 1] = [] if fallback is None else list(fallback)


def pieces(paragraph: Element) -> list[Piece]:
    """Pieces of a DrawingML paragraph (a:p)."""
    found: list[Piece] = []
    for child in paragraph:
        tag = local(child)
        if tag in ("r", "fld"):
            found += [text_of(text) for text in child.iterchildren(f"{{{A}}}t")]
        elif tag == "br":
            found.append(_line_break(child))
    return found


def _line_break(element: Element) -> Piece:
    def write(text: str) -> None:
        if text:
            element.tag = f"{{{A}}}r"
            etree.SubElement(element, f"{{{A}}}t").text = text
        else:
            parent = element.getparent()
            parent.remove(element)

    return Piece(text="\n", write=write)


def described(holder: Element) -> Iterator[Piece]:
    """Descriptions of pictures and shapes ("alt text"), which a screen reader speaks."""
    for element in holder.iter():
        if local(element) in ("docPr", "cNvPr") and (element.get("descr") or "").strip():
            yield attribute_of(element, "descr")


def read_parts(parts: Sequence[Part], lines: Lines) -> None:
    """Read charts and diagrams.

    Args:
        parts: all parts of the package.
        lines: where their lines are added.
    """
    number = 0
    for part in parts:
        if part.kind not in ("chart", "diagramData", "diagramDrawing"):
            continue
        if part.kind != "diagramDrawing":
            number += 1
        name = "chart" if part.kind == "chart" else "diagram"
        for index, line in enumerate(_texts(part.root), start=1):
            if part.kind == "diagramDrawing" and lines.echo(line):
                continue
            lines.add(Line(pieces=line, location=Location(part=f"{name} {number}", address=f"text {index}")))
        for piece in described(part.root):
            lines.add(Line(pieces=[piece], location=Location(part=f"{name} {number}", address="description")))


def _texts(root: Element) -> Iterator[list[Piece]]:
    for element in root.iter(f"{{{A}}}p", f"{{{C}}}v"):
        if element.tag == f"{{{A}}}p":
            yield pieces(element)
        else:
            number = element.getparent().getparent().tag == f"{{{C}}}numCache"
            yield [_number_of(element) if number else text_of(element)]


def _number_of(element: Element) -> Piece:
    # A chart program refuses words among its numbers; a replaced number becomes nought.
    def write(text: str) -> None:
        element.text = text if re.fullmatch(r"-?\d{1,15}(?:\.\d{1,15})?", text) else "0"

    return Piece(text=element.text or "", write=write)


def scrub(
    part: Part, read: Set[tuple[Element, str]], names: Names, formula: Callable[[str], str] = lambda _: "",
) -> None:
    """Take out of a part what no reader sees: unknown vocabularies and elements, links, names, stray text.

    Args:
        part: the part; its lines were read before.
        read: where text stands that was read or made safe (see :attr:`Lines.holders`); all other text goes.
        names: of the document.
        formula: what becomes of the formula a chart takes its data by.
    """
    number = 0
    known = schema("office").elements
    for element in list(part.root.iter()):
        if not isinstance(element.tag, str):
            continue
        space, _, tag = element.tag[1:].rpartition("}")
        parent = element.getparent()
        if parent is not None and (space not in VOCABULARIES or tag in _REMOVED):
            parent.remove(element)
            continue
        if parent is not None and tag not in known:
            for child in list(element):
                element.addprevious(child)
            parent.remove(element)
            continue
        if tag in ("docPr", "cNvPr") and "name" in element.attrib:
            number += 1
            element.set("name", f"Object {number}")
        elif space == A and tag in ("theme", "clrScheme", "fontScheme", "fmtScheme", "themeOverride", "objectDefaults"):
            if "name" in element.attrib:
                element.set("name", "Theme")
        elif space == C and tag == "f":
            element.text = formula(element.text or "") or "Sheet!$A$1"
        elif space == DGM and tag in ("title", "desc"):
            element.set("val", "")
        for name in list(element.attrib):
            if (element, name) in read:
                continue
            value = allowed(element, name, names)
            if value is None:
                del element.attrib[name]
            else:
                element.set(name, value)
        text = (element.text or "").strip()
        known_text = (element, "text") in read or element.tag == f"{{{C}}}f" or _SHAPING_TEXT.fullmatch(text)
        if text and not known_text:
            element.text = None
        if element.tail and element.tail.strip():
            element.tail = None
