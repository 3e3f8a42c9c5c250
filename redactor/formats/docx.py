"""Word documents (.docx, .docm): WordprocessingML, ECMA-376 part 1, chapter 17.

Reading and writing share one preparation, :class:`_Word`: it takes out of the trees all that no reader sees
or that cannot be examined, so the blocks are what is left and the written file holds nothing else.

- Tracked insertions are text, or left out where the policy says so; deletions are gone, with the notes and comments
  that only they led to; moved text stands where it was moved to. Nobody's name or date stays.
- Hidden text is removed and told. Pictures become grey squares of the same size, or what the policy shows; all told.
- Fields, links and content controls become their shown text; page numbers stay fields.
- Embedded documents of Office formats are redacted by their own format; other objects, bookmarks, variables, custom
  XML, macros, glossary and all properties are left out.
- Of a drawing kept twice for old readers the present copy stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from types import MappingProxyType

from lxml import etree

from redactor.casefile import Location, TextEdit, UnreadPart
from redactor.formats import drawing
from redactor.formats.attributes import A, Names
from redactor.formats.container import Element, damaged
from redactor.formats.drawing import local
from redactor.formats.handling import current
from redactor.formats.lines import Cell, Line, Lines, Piece, attribute_of, character_of, table_lines, text_of
from redactor.formats.opc import Embedded, Package, Part, R, Shape, without_pictures, written
from redactor.formats.protocol import BANNER, Codec, Reading

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_V = "urn:schemas-microsoft-com:vml"
_W = f"{{{W}}}"


def _names(words: str) -> frozenset[str]:
    return frozenset(_W + word for word in words.split())


_R_ID = f"{{{R}}}id"
_PARAGRAPH, _RUN, _TEXT, _TABLE = _W + "p", _W + "r", _W + "t", _W + "tbl"
_VAL = _W + "val"
#: Elements that go, leaving what they hold.
_UNWRAPPED = _names("ins moveTo hyperlink smartTag customXml sdtContent fldSimple")
#: Elements that go with all they hold.
_REMOVED = _names(
    "delText delInstrText moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd "
    "customXmlInsRangeStart customXmlInsRangeEnd customXmlDelRangeStart customXmlDelRangeEnd "
    "customXmlMoveFromRangeStart customXmlMoveFromRangeEnd customXmlMoveToRangeStart customXmlMoveToRangeEnd "
    "rPrChange pPrChange sectPrChange tblPrChange tblPrExChange tcPrChange trPrChange tblGridChange "
    "numberingChange cellIns cellMerge bookmarkStart bookmarkEnd permStart permEnd proofErr "
    "lastRenderedPageBreak softHyphen subDoc altChunk sdtPr sdtEndPr smartTagPr customXmlPr fldData ffData rt rubyPr "
    "alias tag placeholder dropDownList comboBox dataBinding docPartObj docPartList listItem docVars mailMerge query "
    "statusText helpText entryMacro exitMacro listEntry attr attachedSchema captions "
    "control movie tblCaption tblDescription printerSettings "
    "embedRegular embedBold embedItalic embedBoldItalic latentStyles aliases rsid"
)
#: Settings that shape the page; all others (variables, mail merge, template, protection …) are left out.
_SETTINGS = _names(
    "zoom mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop "
    "defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps evenAndOddHeaders "
    "bookFoldPrinting bookFoldRevPrinting bookFoldPrintingSheets characterSpacingControl footnotePr endnotePr "
    "compat themeFontLang clrSchemeMapping decimalSymbol listSeparator displayBackgroundShape"
)
#: Fields whose result depends on the page they stand on; they hold no text of their own.
_PAGE_FIELDS = frozenset(("PAGE", "NUMPAGES", "SECTIONPAGES"))
#: How deep fields may lie in fields; each level is looked at for every word inside.
_DEEPEST_FIELDS = 20
#: Elements that stand for one character.
_CHARACTERS: Mapping[str, str] = MappingProxyType({
    _W + "tab": "\t", _W + "ptab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-",
})
#: Properties; "w:tabs/w:tab" among them is no character.
_PROPERTIES = _names("pPr rPr sectPr tblPr trPr tcPr tblPrEx tblGrid")
#: Words drawn along a line, a watermark for instance.
_WORD_ART = f"{{{_V}}}textpath"
#: Stories of their own within a paragraph.
_INNER = frozenset((_W + "txbxContent", f"{{{A}}}p"))
#: What relationships lead to parts that are kept.
_KNOWN = frozenset((
    "header", "footer", "footnotes", "endnotes", "comments", "styles", "numbering", "fontTable", "theme",
    "settings", *drawing.KNOWN,
))
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_SHAPES: Mapping[str, Shape] = MappingProxyType({
    "officeDocument": Shape(folder="word", stem="document", content_type=f"{_TYPE}document.main+xml"),
    **{
        kind: Shape(folder="word", stem=kind, content_type=f"{_TYPE}{kind}+xml")
        for kind in ("header", "footer", "footnotes", "endnotes", "comments", "styles", "numbering",
                     "fontTable", "settings")
    },
    **drawing.shapes("word"),
})
#: Order in which the stories are read.
_STORIES = ("officeDocument", "footnotes", "endnotes", "header", "footer", "comments")
_MARKED = _names("footnote endnote comment")


class _Word:
    """A document prepared for reading or writing: trees without what must not stay, and their lines.

    Args:
        data: bytes of the file.
    """

    def __init__(self, data: bytes) -> None:
        self.package = Package(data, _KNOWN, embeds=True)
        self.lines = Lines()
        self.authors: dict[str, int] = {}
        self.hidden = 0
        self.dropped: list[str] = []
        self.cleared: list[str] = []
        self.objects = 0
        stories = [part for kind in _STORIES for part in self.package.parts if part.kind == kind]
        styles = next((part.root for part in self.package.parts if part.kind == "styles"), None)
        self._hidden_styles = _hidden_styles(styles)
        referenced = _references(stories)
        for part in stories:
            self._prepare(part)
        _remove_notes(stories, referenced - _references(stories))
        for part in self.package.parts:
            if part not in stories:
                self._technical(part)
        named = _neutral_styles([part.root for part in self.package.parts])
        for part in stories:
            same = [other for other in stories if other.kind == part.kind]
            self._read(part, f"{part.kind}{same.index(part) + 1}" if len(same) > 1 else part.kind)
        drawing.read_parts(self.package.parts, self.lines)
        self._numbering()
        comments = [(comment, self.authors.get((comment.get(_W + "author") or "").strip(), 0))
                    for part in stories for comment in part.root.iter(_W + "comment")]
        names, read = Names(), self.lines.holders | named
        for part in self.package.parts:
            drawing.scrub(part, read, names)
        for comment, author in comments:
            comment.set(_W + "author", f"Reviewer {author}" if author else "Reviewer")
            comment.set(_W + "initials", f"R{author}" if author else "R")

    def reading(self) -> Reading:
        properties = dict(self.package.properties)
        authors = [properties[key] for key in ("creator", "author") if key in properties] + list(self.authors)
        if authors:
            properties["author"] = "; ".join(dict.fromkeys(authors))
        told = [UnreadPart(part=f"{kind} {number}", kind=kind)
                for number, kind in enumerate(self.dropped, start=1)]
        if self.hidden:
            told.append(UnreadPart(part=f"hidden text ({self.hidden} runs)", kind="hidden text"))
        return self.package.reading(self.lines.blocks(), properties, told=told, cleared=self.cleared)

    def written(self, edits: Mapping[str, Sequence[TextEdit]]) -> bytes:
        banner = self.lines.first_text != BANNER
        self.lines.apply(edits)
        if banner:
            body = self.package.main.root.find(_W + "body")
            body.insert(0, _banner())
        return written(self.package.main, _SHAPES, edits)

    # Preparation

    def _prepare(self, part: Part) -> None:
        root = part.root
        drawing.keep_one_copy(root)
        self._note_authors(root)
        self._settle_changes(root)
        for element in list(root.iter(_W + "fldSimple")):
            name = (element.get(_W + "instr") or "").split()
            if name and name[0].upper() in _PAGE_FIELDS:
                element.attrib.clear()
                element.set(_W + "instr", f" {name[0].upper()} ")
            else:
                _unwrap(element)
        for kind in ("altChunk", "subDoc"):
            self.dropped += ["embedded document"] * len(list(root.iter(_W + kind)))
        for element in list(root.iter(*_REMOVED, _W + "name")):
            _remove(element)
        for element in list(root.iter(*(_UNWRAPPED - {_W + "fldSimple"}))):
            _unwrap(element)
        for element in list(root.iter(_W + "sdt")):
            _unwrap(element)
        for element in list(root.iter(_W + "ruby")):
            base = element.find(_W + "rubyBase")
            runs = [] if base is None else list(base)
            _replace_run(element, runs)
        _unlink_fields(root)
        for element in list(root.iter(_W + "object")):
            self._prepare_object(part, element)
        self._remove_hidden(root)

    def _prepare_object(self, part: Part, element: Element) -> None:
        """Keep an object that is redacted as a document of its own; of any other only its place stays."""
        without_pictures(part, element)  # they show what the object says
        element.attrib.clear()
        shape = next(element.iter(f"{{{_V}}}shape"), None)
        found = None
        for inner in list(element):
            if local(inner) not in ("OLEObject", "objectEmbed", "objectLink"):
                continue
            link = part.links.get(inner.get(_R_ID, ""))
            if shape is not None and found is None and local(inner) == "OLEObject" and isinstance(link, Embedded):
                found = inner, link
            else:
                element.remove(inner)
        if shape is None or found is None:
            element.tag = _W + "pict"
            return
        self.objects += 1
        name = f"_x0000_i{1024 + self.objects}"
        shape.set("id", name)
        inner, link = found
        identity = inner.get(_R_ID)
        inner.clear()
        for key, value in (
            ("Type", "Embed"), ("ProgID", link.program), ("ShapeID", name), ("DrawAspect", "Content"),
            ("ObjectID", f"_{self.objects}"), (_R_ID, identity),
        ):
            inner.set(key, value)

    def _settle_changes(self, root: Element) -> None:
        """Take out what is tracked as deleted and, where the policy says so, as inserted."""
        gone = {"deletions": "del cellDel moveFrom"}
        if current().insertions == "remove":
            gone["insertions"] = "ins cellIns"
            for element in _moved_insertions(root):
                _remove(element)
        for name, tags in gone.items():
            if next(root.iter(*_names(tags)), None) is not None and f"tracked {name}" not in self.cleared:
                self.cleared.append(f"tracked {name}")
        marks = _names(" ".join(gone.values()))
        _merge_marked_paragraphs(root, marks)
        for element in list(root.iter(*_names("tr tc"))):
            properties = element.find(_W + ("trPr" if element.tag == _W + "tr" else "tcPr"))
            if properties is not None and any(child.tag in marks for child in properties):
                _remove_with_holder(element)
        for element in list(root.iter(*marks)):
            _remove(element)

    def _note_authors(self, root: Element) -> None:
        for element in root.iter():
            if author := (element.get(_W + "author") or "").strip():
                self.authors.setdefault(author, len(self.authors) + 1)

    def _remove_hidden(self, root: Element) -> None:
        for run in list(root.iter(_RUN)):
            properties = run.find(_W + "rPr")
            own = None if properties is None else _vanishes(properties)
            if own is None:
                own = bool(self._hidden_styles & set(self._styles_of(run, properties)))
            if own:
                self.hidden += 1
                _remove(run)
        for element in list(root.iter(*_names("vanish specVanish"))):
            _remove(element)

    def _styles_of(self, run: Element, properties: Element | None) -> Iterator[str]:
        if not self._hidden_styles:
            return
        style = None if properties is None else properties.find(_W + "rStyle")
        if style is not None:
            yield style.get(_VAL, "")
        for paragraph in run.iterancestors(_PARAGRAPH):
            style = paragraph.find(f"{_W}pPr/{_W}pStyle")
            if style is not None:
                yield style.get(_VAL, "")
            return

    def _technical(self, part: Part) -> None:
        if part.kind == "settings":
            for element in list(part.root):
                if element.tag not in _SETTINGS:
                    part.root.remove(element)
        for element in list(part.root.iter(*_REMOVED)):
            _remove(element)
        for element in list(part.root.iter(*_names("tmpl nsid name"))):
            if element.getparent().tag != _W + "style":
                _remove(element)

    # Lines

    def _read(self, part: Part, name: str) -> None:
        root = part.root
        if part is self.package.main:
            name, root = "body", part.root.find(_W + "body")
        if root is None:
            return
        marked = [child for child in root if child.tag in _MARKED]
        for index, child in enumerate(marked, start=1):
            for line in self._story(child, f"{local(child)}:{index}"):
                self.lines.add(line)
        if not marked:
            for line in self._story(root, name):
                self.lines.add(line)

    def _story(self, holder: Element, part: str, place: str = "") -> Iterator[Line]:
        paragraph = table = 0
        for child in holder:
            if child.tag == _PARAGRAPH:
                paragraph += 1
                where = f"{place}, paragraph {paragraph}" if place else f"paragraph {paragraph}"
                yield from self._paragraph(child, part, where)
            elif child.tag == _TABLE:
                table += 1
                yield from self._table(child, part, f"{place}, table {table}" if place else f"table {table}")
            elif child.tag not in _PROPERTIES and len(child):
                yield from self._story(child, part, place)

    def _paragraph(self, paragraph: Element, part: str, where: str) -> Iterator[Line]:
        yield Line(pieces=list(_pieces(paragraph)), location=Location(part=part, address=where))
        for inner in _inner_stories(paragraph):
            if inner.tag == _WORD_ART:
                yield Line(pieces=[attribute_of(inner, "string")],
                           location=Location(part=part, address=f"{where}, drawing"))
            elif inner.tag == f"{{{A}}}p":
                yield Line(pieces=drawing.pieces(inner), location=Location(part=part, address=f"{where}, drawing"))
            else:
                yield from self._story(inner, part, f"{where}, text box")
        for piece in drawing.described(paragraph):
            yield Line(pieces=[piece], location=Location(part=part, address=f"{where}, description"))

    def _table(self, table: Element, part: str, place: str) -> list[Line]:
        rows: list[list[Cell]] = []
        header = False
        for row in table.iter(_W + "tr"):
            if _nearest(row, _TABLE) is not table:
                continue
            number = len(rows) + 1
            if number == 1:
                header = row.find(f"{_W}trPr/{_W}tblHeader") is not None
            cells: list[Cell] = []
            column = 0
            for cell in row.iter(_W + "tc"):
                if _nearest(cell, _W + "tr") is not row:
                    continue
                where = f"{place}, row {number}, cell {len(cells) + 1}"
                cells.append(Cell(column=column, lines=list(self._story(cell, part, where))))
                span = cell.find(f"{_W}tcPr/{_W}gridSpan")
                column += _number(span, 1)
            rows.append(cells)
        return table_lines(rows, header=header)

    def _numbering(self) -> None:
        # "Appendix %1" before a numbered paragraph is text, though it stands in the list's definition.
        for part in self.package.parts:
            for text in part.root.iter(_W + "lvlText"):
                if re.search(r"[^\W\d_]{3}", text.get(_VAL, "")):
                    self.lines.add(Line(
                        pieces=[attribute_of(text, _VAL)], location=Location(part="numbering", address="list label")))


def _number(element: Element | None, default: int) -> int:
    value = "" if element is None else element.get(_VAL, "")
    return min(int(value), 1000) if value.isascii() and value.isdigit() else default


def _nearest(element: Element, tag: str) -> Element | None:
    return next(element.iterancestors(tag), None)


def _pieces(paragraph: Element) -> Iterator[Piece]:
    for child in paragraph:
        if child.tag in _PROPERTIES or child.tag in _INNER:
            continue
        if child.tag == _TEXT or child.tag == f"{{{_M}}}t":
            yield text_of(child, keep_space=True)
        elif child.tag in _CHARACTERS:
            if child.tag == _W + "br" and child.get(_W + "type") in ("page", "column"):
                continue  # an edit must not take a page break for text
            yield character_of(child, _CHARACTERS[child.tag], _TEXT)
        elif child.tag == _W + "sym":
            yield character_of(child, _symbol(child.get(_W + "char", "")), _TEXT)
        elif len(child):
            yield from _pieces(child)


def _symbol(code: str) -> str:
    # Symbol fonts sit in the private use area from F000; what they draw is no letter.
    value = int(code, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,4}", code) else 0xF000
    return chr(value) if 0x20 <= value < 0xD800 else "•"


def _inner_stories(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag in _INNER or (child.tag == _WORD_ART and child.get("string")):
            yield child
        elif len(child):
            yield from _inner_stories(child)


# Taking out


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    for child in list(element):
        if child.tag not in _PROPERTIES:
            element.addprevious(child)
    parent.remove(element)


def _replace_run(ruby: Element, runs: list[Element]) -> None:
    # Ruby stands inside a run and holds runs; those take the place behind it.
    run = ruby.getparent()
    if run is None:
        return
    run.remove(ruby)
    holder = run.getparent()
    if holder is not None and run.tag == _RUN:
        for inner in reversed(runs):
            run.addnext(inner)


def _references(stories: Sequence[Part]) -> set[tuple[str, str]]:
    """Notes and comments the text leads to: (kind, id)."""
    return {
        (local(element).removesuffix("Reference"), element.get(_W + "id", ""))
        for part in stories
        for element in part.root.iter(*_names("footnoteReference endnoteReference commentReference"))
    }


def _remove_notes(stories: Sequence[Part], gone: Set[tuple[str, str]]) -> None:
    for part in stories:
        for note in [child for child in part.root if child.tag in _MARKED]:
            if (local(note), note.get(_W + "id", "")) in gone:
                _remove(note)


def _moved_insertions(root: Element) -> list[Element]:
    """What was inserted first and moved then, at the place it was moved to, where it is no insertion any more."""
    names: set[str] = set()
    found = []
    for start, place in (("moveFromRangeStart", "moveFrom"), ("moveToRangeStart", "moveTo")):
        name = ""
        for element in root.iter(*_names(f"{start} {start.replace('Start', 'End')} {place}")):
            if element.tag == _W + start:
                name = element.get(_W + "name", "")
            elif element.tag != _W + place:
                name = ""
            elif place == "moveFrom":
                if _nearest(element, _W + "ins") is not None or next(element.iter(_W + "ins"), None) is not None:
                    names.add(name)
            elif name in names:
                found.append(element)
    return found


def _remove_with_holder(element: Element) -> None:
    # A row without cells and a table without rows are damage.
    holder = element.getparent()
    _remove(element)
    while holder is not None and holder.tag in (_W + "tr", _TABLE) and not len(list(holder.iter(element.tag))):
        element, holder = holder, holder.getparent()
        _remove(element)


def _merge_marked_paragraphs(root: Element, marks: Set[str]) -> None:
    # A deleted paragraph mark joins the paragraph with the next one.
    # From the end, so that what many marks join is moved once.
    for paragraph in reversed(list(root.iter(_PARAGRAPH))):
        properties = paragraph.find(f"{_W}pPr/{_W}rPr")
        if properties is None or not any(child.tag in marks for child in properties):
            continue
        following = paragraph.getnext()
        if following is None or following.tag != _PARAGRAPH:
            continue
        content = [child for child in paragraph if child.tag != _W + "pPr"]
        place = 1 if len(following) and following[0].tag == _W + "pPr" else 0
        following[place:place] = content
        _remove(paragraph)


def _unlink_fields(root: Element) -> None:
    open_fields: list[dict[str, list[Element]]] = []
    watched = (_W + "fldChar", _W + "instrText", _TEXT, *_CHARACTERS, _W + "sym", _W + "drawing", _W + "pict")
    gone: list[Element] = []
    for element in root.iter(*watched):
        kind = element.get(_W + "fldCharType") if element.tag == _W + "fldChar" else ""
        if element.tag != _W + "fldChar" and element.tag != _W + "instrText":
            # What stands in a field's code, the results of inner fields among it, is not shown.
            field = next((field for field in open_fields if not field["separate"]), None)
            if field is not None and _nearest(element, _RUN) is not None:
                field["code"].append(element)
        elif kind == "begin":
            if len(open_fields) >= _DEEPEST_FIELDS:
                raise damaged("fields within fields without end")
            open_fields.append({"marks": [element], "separate": [], "code": [], "instruction": []})
        elif not open_fields:
            gone.append(element)
        elif kind == "separate":
            open_fields[-1]["separate"].append(element)
            open_fields[-1]["marks"].append(element)
        elif kind == "end":
            field = open_fields.pop()
            field["marks"].append(element)
            gone += _field_leftovers(field, nested=bool(open_fields))
        else:
            open_fields[-1]["instruction"].append(element)
    for field in open_fields:  # never closed: what it shows stays text
        gone += field["marks"] + field["instruction"]
    for element in gone:
        _remove(element)


def _field_leftovers(field: dict[str, list[Element]], *, nested: bool) -> list[Element]:
    words = "".join(element.text or "" for element in field["instruction"]).split()
    name = words[0].upper() if words else ""
    if name in _PAGE_FIELDS and not nested:
        first, *others = field["instruction"]
        first.text = f" {name} "
        return others + field["code"]
    return field["marks"] + field["instruction"] + field["code"]


def _vanishes(properties: Element) -> bool | None:
    marks = [mark for mark in (properties.find(_W + "vanish"), properties.find(_W + "specVanish"))
             if mark is not None]
    if not marks:
        return None
    return any(mark.get(_VAL, "1") not in ("0", "false", "off") for mark in marks)


def _hidden_styles(styles: Element | None) -> frozenset[str]:
    if styles is None:
        return frozenset()
    own: dict[str, bool | None] = {}
    base: dict[str, str] = {}
    for style in styles.iter(_W + "style"):
        identity = style.get(_W + "styleId", "")
        properties = style.find(_W + "rPr")
        own[identity] = None if properties is None else _vanishes(properties)
        parent = style.find(_W + "basedOn")
        base[identity] = "" if parent is None else parent.get(_VAL, "")

    def hidden(identity: str) -> bool:
        for _ in range(20):
            if own.get(identity) is not None or not identity:
                break
            identity = base.get(identity, "")
        return bool(own.get(identity))

    return frozenset(identity for identity in own if hidden(identity))


#: Words the names of Word's own styles are made of.
_STYLE_WORDS = frozenset((
    "a", "accent", "annotation", "article", "balloon", "bibliography", "block", "body", "book", "bullet", "caption",
    "char", "classic", "closing", "colorful", "columns", "contemporary", "contents", "continue", "dark", "date",
    "default", "definition", "description", "document", "e", "elegant", "email", "emphasis", "endnote", "envelope",
    "figures", "first", "followedhyperlink", "font", "footer", "footnote", "grid", "hashtag", "header", "heading",
    "html", "hyperlink", "i", "indent", "index", "intense", "light", "line", "list", "macro", "map", "mail", "medium",
    "mention", "message", "no", "normal", "note", "number", "of", "outline", "page", "paragraph", "placeholder",
    "plain", "preformatted", "professional", "quote", "reference", "return", "salutation", "section", "shading",
    "signature", "simple", "smart", "spacing", "strong", "subject", "subtitle", "subtle", "table", "text", "theme",
    "title", "toa", "toc", "top", "unresolved", "variable", "web", "z",
))
_STYLE_USES = _names("pStyle rStyle tblStyle basedOn next link numStyleLink styleLink")


def _neutral_styles(roots: Sequence[Element]) -> set[tuple[Element, str]]:
    """Rename a template's own styles, which tell where the document comes from; gives where names of styles stand."""
    renamed: dict[str, str] = {}
    named: set[tuple[Element, str]] = set()
    for root in roots:
        for style in root.iter(_W + "style"):
            name = style.find(_W + "name")
            identity = style.get(_W + "styleId", "")
            named |= {(style, _W + "styleId"), (name, _VAL)}
            if name is not None and _is_own_style(name.get(_VAL, "")) and _is_own_id(identity):
                renamed[identity] = identity
                continue
            new = f"Style{len(renamed) + 1}"
            renamed[identity] = new
            style.set(_W + "styleId", new)
            if name is not None:
                name.set(_VAL, f"Style {len(renamed)}")
    for root in roots:
        for use in list(root.iter(*_STYLE_USES)):
            if use.get(_VAL) in renamed:
                use.set(_VAL, renamed[use.get(_VAL)])
                named.add((use, _VAL))
            else:
                _remove(use)
    return named


def _is_own_style(name: str) -> bool:
    return len(name) < 80 and all(word in _STYLE_WORDS for word in re.findall(r"[^\W\d_]+", name.lower()))


def _is_own_id(identity: str) -> bool:
    # "Heading1Char" is made of the words of "heading 1 char"; a program that writes small letters joins them.
    words = re.findall(r"[A-Z]*[a-z]+|[A-Z]+", identity)
    return re.fullmatch(r"[A-Za-z0-9-]{1,60}", identity) is not None and all(
        word.lower() in _STYLE_WORDS or _joined(word.lower()) for word in words)


def _joined(word: str) -> bool:
    """Whether a word is several of a style's words in one."""
    return any(word[:cut] in _STYLE_WORDS and (word[cut:] in _STYLE_WORDS or _joined(word[cut:]))
               for cut in range(3, len(word) - 2))


def _banner() -> Element:
    paragraph = etree.Element(_PARAGRAPH)
    run = etree.SubElement(paragraph, _RUN)
    etree.SubElement(etree.SubElement(run, _W + "rPr"), _W + "b")
    etree.SubElement(run, _TEXT).text = BANNER
    return paragraph


class _DocxCodec:
    """Word documents."""

    def read(self, data: bytes) -> Reading:
        """See :meth:`redactor.formats.protocol.Codec.read`."""
        return _Word(data).reading()

    def write(self, data: bytes, edits: Mapping[str, Sequence[TextEdit]]) -> bytes:
        """See :meth:`redactor.formats.protocol.Codec.write`; macros are left out, so a .docm becomes a .docx."""
        return _Word(data).written(edits)


CODECS: Mapping[str, Codec] = MappingProxyType({"docx": _DocxCodec(), "docm": _DocxCodec()})
