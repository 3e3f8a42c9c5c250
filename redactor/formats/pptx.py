"""PowerPoint presentations (.pptx): PresentationML, ECMA-376 part 1, chapter 19.

Read: every slide in order, hidden ones too, with its notes; layouts and masters; comments; charts, tables and
diagrams; embedded documents of Office formats by their own format. Left out: animations and transitions, recordings,
other objects (their picture becomes a grey box), links, sections, tags, fonts and all properties. Threads become plain
comments, one for each reply.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from lxml import etree

from redactor.casefile import Location, TextEdit
from redactor.formats import drawing
from redactor.formats.attributes import A, Names, P
from redactor.formats.container import Element, damaged
from redactor.formats.lines import Cell, Line, Lines, table_lines, text_of
from redactor.formats.opc import Embedded, Package, Part, R, Shape, without_pictures, written
from redactor.formats.protocol import BANNER, Codec, Reading

_P, _A = f"{{{P}}}", f"{{{A}}}"
#: Threads of comments and their people ([MS-PPTX], 2.6).
_THREADS = "{http://schemas.microsoft.com/office/powerpoint/2018/8/main}"
_TYPE = "application/vnd.openxmlformats-officedocument.presentationml."
_KINDS = (
    "slide", "notesSlide", "slideLayout", "slideMaster", "notesMaster", "handoutMaster", "comments",
    "commentAuthors",
    "tableStyles",
)
_KNOWN = frozenset((*_KINDS, "threadedComments", "authors", "theme", *drawing.KNOWN))
_SHAPES: Mapping[str, Shape] = MappingProxyType({
    "officeDocument": Shape(folder="ppt", stem="presentation", content_type=f"{_TYPE}presentation.main+xml"),
    **{
        kind: Shape(stem=kind, content_type=f"{_TYPE}{kind}+xml",
                    folder="ppt" if kind in ("commentAuthors", "tableStyles") else f"ppt/{kind.rstrip('s')}s")
        for kind in _KINDS
    },
    **drawing.shapes("ppt"),
})
#: Children of the presentation that are kept.
_PRESENTATION = frozenset(_P + name for name in (
    "sldMasterIdLst", "notesMasterIdLst", "handoutMasterIdLst", "sldIdLst", "sldSz", "notesSz", "defaultTextStyle"))
_REMOVED = tuple(_P + name for name in ("timing", "transition", "controls", "custDataLst"))
#: What is read behind the slides, and how its places are called.
_BEHIND: Mapping[str, str] = MappingProxyType({
    "slideLayout": "Layout", "slideMaster": "Master", "notesMaster": "Notes master",
    "handoutMaster": "Handout master",
})


#: What programs write into the empty fields of a layout; no slide shows it, and it would read as a name.
_PROMPTS = frozenset(("Footer", "Header", "<footer>", "<header>", "<date/time>"))


class _Presentation:
    """A presentation prepared for reading or writing.

    Args:
        data: bytes of the file.
    """

    def __init__(self, data: bytes) -> None:
        self._package = Package(data, _KNOWN, embeds=True)
        self._lines = Lines()
        self._authors: dict[str, int] = {}
        _flatten_threads(self._package)
        self._slides = self._listed_slides()
        for part in self._package.parts:
            self._prepare(part)
        for number, slide in enumerate(self._slides, start=1):
            self._read(slide, f"Slide {number}")
            for linked in slide.links.values():
                if isinstance(linked, Part) and linked.kind == "notesSlide":
                    self._read(linked, f"Notes {number}")
                elif isinstance(linked, Part) and linked.kind == "comments":
                    self._read_comments(linked, f"Slide {number}")
        for kind, name in _BEHIND.items():
            same = [part for part in self._package.parts if part.kind == kind]
            for number, part in enumerate(same, start=1):
                self._read(part, f"{name} {number}")
        drawing.read_parts(self._package.parts, self._lines)
        names = Names()
        for part in self._package.parts:
            drawing.scrub(part, self._lines.holders, names)
        self._neutral_authors()

    def reading(self) -> Reading:
        properties = dict(self._package.properties)
        authors = [properties["creator"]] if "creator" in properties else []
        if authors or self._authors:
            properties["author"] = "; ".join(dict.fromkeys([*authors, *self._authors]))
        return self._package.reading(self._lines.blocks(), properties)

    def written(self, edits: Mapping[str, Sequence[TextEdit]]) -> bytes:
        banner = self._lines.first_text != BANNER
        self._lines.apply(edits)
        if banner:
            self._add_banner()
        return written(self._package.main, _SHAPES, edits)

    # Preparation

    def _listed_slides(self) -> list[Part]:
        """Slides in the order they are shown, then those no list names."""
        main = self._package.main
        found: list[Part] = []
        for entry in main.root.iter(_P + "sldId"):
            part = main.links.get(entry.get(f"{{{R}}}id", ""))
            if isinstance(part, Part) and part.kind == "slide" and part not in found:
                found.append(part)
        return found + [part for part in self._package.parts if part.kind == "slide" and part not in found]

    def _prepare(self, part: Part) -> None:
        root = part.root
        drawing.keep_one_copy(root)
        if part is self._package.main:
            for child in list(root):
                if child.tag not in _PRESENTATION:
                    root.remove(child)
        elif part.kind == "tableStyles":
            for number, style in enumerate(root.iter(_A + "tblStyle"), start=1):
                style.set("styleName", f"Style {number}")
        elif part.kind == "commentAuthors":
            for author in root.iter(_P + "cmAuthor"):
                if name := (author.get("name") or "").strip():
                    self._authors.setdefault(name, len(self._authors) + 1)
        for element in list(root.iter(*_REMOVED)):
            _remove(element)
        for frame in list(root.iter(_P + "graphicFrame")):
            embedded = next(frame.iter(_P + "oleObj"), None)
            if embedded is not None:
                picture = next(embedded.iter(_P + "pic"), None)
                if picture is not None:
                    without_pictures(part, picture)  # it shows what the object says
                    if _is_kept(part, embedded, picture):
                        continue
                    frame.addprevious(picture)
                _remove(frame)
        for slide in root.iter(_P + "cSld"):
            slide.attrib.pop("name", None)

    def _neutral_authors(self) -> None:
        for part in self._package.parts:
            if part.kind != "commentAuthors":
                continue
            for number, author in enumerate(part.root.iter(_P + "cmAuthor"), start=1):
                author.set("name", f"Reviewer {number}")
                author.set("initials", f"R{number}")

    # Lines

    def _read(self, part: Part, name: str) -> None:
        tree = part.root.find(f"{_P}cSld/{_P}spTree")
        if tree is None:
            return
        for line in self._shapes(tree, name):
            self._add(line, behind=part.kind in _BEHIND)
        for piece in drawing.described(tree):
            self._add(Line(pieces=[piece], location=Location(part=name, address="description")), behind=False)

    def _add(self, line: Line, *, behind: bool) -> None:
        if behind and line.text.strip() in _PROMPTS:
            return  # it is not read, so it does not stay
        # Layouts repeat the same prompts many times; one block stands for all of them.
        if not behind or not self._lines.echo(line.pieces):
            self._lines.add(line)

    def _shapes(self, tree: Element, name: str) -> Iterator[Line]:
        pending = list(reversed(list(tree)))
        shape = 0
        while pending:
            element = pending.pop()
            if element.tag == _A + "tbl":
                shape += 1
                yield from _table(element, name, f"table {shape}")
            elif element.tag in (_P + "txBody", _A + "txBody"):
                shape += 1
                yield from _paragraphs(element, name, f"shape {shape}")
            else:
                pending += reversed(list(element))

    def _read_comments(self, part: Part, name: str) -> None:
        for number, text in enumerate(part.root.iter(_P + "text"), start=1):
            self._lines.add(Line(pieces=[text_of(text)], location=Location(part=name, address=f"comment {number}")))

    # Writing

    def _add_banner(self) -> None:
        main = self._package.main
        layout = next((part for part in self._package.parts if part.kind == "slideLayout"), None)
        listed = main.root.find(_P + "sldIdLst")
        if layout is None or listed is None:
            raise damaged("it has no slides")
        size = main.root.find(_P + "sldSz")
        width = size.get("cx", "") if size is not None else ""
        root = etree.fromstring(_BANNER_SLIDE.format(width=width if width.isdigit() else "9144000", text=BANNER))
        main.links["banner"] = Part(
            name="", kind="slide", type=f"{R}/slide", root=root, links={"layout": layout})
        numbers = [int(entry.get("id")) for entry in listed if (entry.get("id") or "").isdigit()]
        entry = etree.Element(_P + "sldId", id=str(max([255, *numbers]) + 1))
        entry.set(f"{{{R}}}id", "banner")
        listed.insert(0, entry)


_BANNER_SLIDE = (
    f'<p:sld xmlns:p="{P}" xmlns:a="{A}" showMasterSp="0"><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/>'
    '<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/><p:sp><p:nvSpPr><p:cNvPr id="2" name="Object 1"/>'
    '<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="914400"/>'
    '<a:ext cx="{width}" cy="914400"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
    '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr algn="ctr"/><a:r><a:rPr lang="en-GB" sz="2400" b="1"/>'
    "<a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>"
)


def _is_kept(part: Part, element: Element, picture: Element) -> bool:
    """Whether an object is redacted as a document of its own; its element holds nothing else then."""
    identity = element.get(f"{{{R}}}id", "")
    link = part.links.get(identity)
    if not isinstance(link, Embedded):
        return False
    size = {key: element.get(key) for key in ("imgW", "imgH") if (element.get(key) or "").isdigit()}
    element.clear()
    for key, value in {**size, f"{{{R}}}id": identity, "progId": link.program, "name": "Object"}.items():
        element.set(key, value)
    etree.SubElement(element, _P + "embed")
    element.append(picture)
    return True


def _paragraphs(body: Element, name: str, place: str) -> Iterator[Line]:
    for number, paragraph in enumerate(body.iterchildren(_A + "p"), start=1):
        yield Line(pieces=drawing.pieces(paragraph),
                   location=Location(part=name, address=f"{place}, paragraph {number}"))


def _table(table: Element, name: str, place: str) -> list[Line]:
    rows: list[list[Cell]] = []
    for row in table.iterchildren(_A + "tr"):
        cells: list[Cell] = []
        for column, cell in enumerate(row.iterchildren(_A + "tc")):
            where = f"{place}, row {len(rows) + 1}, cell {column + 1}"
            lines = [line for body in cell.iterchildren(_A + "txBody") for line in _paragraphs(body, name, where)]
            cells.append(Cell(column=column, lines=lines))
        rows.append(cells)
    return table_lines(rows)


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _flatten_threads(package: Package) -> None:
    """Turn threads of comments into plain comments, which every version shows, and their people into authors."""
    numbers: dict[str, int] = {}
    older = next((part.root for part in package.parts if part.kind == "commentAuthors"), None)
    taken = [] if older is None else [int(author.get("id")) for author in older if author.get("id", "").isdigit()]
    following = max(taken, default=-1) + 1
    for part in package.parts:
        if part.kind == "authors":
            people = list(part.root.iter(_THREADS + "author"))
            listed = etree.Element(_P + "cmAuthorLst", nsmap={"p": P}) if older is None else older
            for number, person in enumerate(people, start=following):
                numbers[person.get("id", "")] = number
                etree.SubElement(listed, _P + "cmAuthor", id=str(number), name=person.get("name", ""), initials="",
                                 lastIdx="1", clrIdx=str(number))
            part.root, part.links = listed, {}
            if older is None:
                part.kind, part.type = "commentAuthors", f"{R}/commentAuthors"
            else:
                package.main.links = {key: link for key, link in package.main.links.items() if link is not part}
    for part in package.parts:
        if part.kind == "threadedComments":
            comments = etree.Element(_P + "cmLst", nsmap={"p": P})
            for number, entry in enumerate(part.root.iter(_THREADS + "cm", _THREADS + "reply"), start=1):
                comment = etree.SubElement(comments, _P + "cm", idx=str(number),
                                           authorId=str(numbers.get(entry.get("authorId", ""), 0)))
                etree.SubElement(comment, _P + "pos", x="10", y=str(10 * number))
                words = [piece.text for body in entry.iterchildren(_THREADS + "txBody")
                         for paragraph in body.iter(_A + "p") for piece in drawing.pieces(paragraph)]
                etree.SubElement(comment, _P + "text").text = " ".join(words)
            part.root, part.kind, part.type, part.links = comments, "comments", f"{R}/comments", {}


class _PptxCodec:
    """PowerPoint presentations."""

    def read(self, data: bytes) -> Reading:
        """See :meth:`redactor.formats.protocol.Codec.read`."""
        return _Presentation(data).reading()

    def write(self, data: bytes, edits: Mapping[str, Sequence[TextEdit]]) -> bytes:
        """See :meth:`redactor.formats.protocol.Codec.write`; the banner is a slide of its own, the first."""
        return _Presentation(data).written(edits)


CODECS: Mapping[str, Codec] = MappingProxyType({"pptx": _PptxCodec()})
