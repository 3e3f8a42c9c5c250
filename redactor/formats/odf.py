"""OpenDocument texts, spreadsheets and presentations (.odt, .ods, .odp): OASIS OpenDocument 1.3, part 3.

Two parts are kept, content.xml and styles.xml, and of settings.xml what shapes the page. Both are cleaned
before they are read, so the blocks are what is left and the written file holds nothing else:

- tracked insertions are text, or left out where the policy says so; tracked deletions are gone;
- hidden text and hidden sections are removed and told;
- fields and links become their shown text; page numbers stay fields;
- pictures become grey squares of the same size, or what the policy shows;
- embedded texts, spreadsheets and presentations are redacted by their own format;
- other objects, charts among them, and form controls are left out; all these are told;
- macros, variables, bookmarks, validations, ranges, filters, names people gave and all properties are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from lxml import etree

from redactor.casefile import Fate, Location, TextEdit, UnreadPart
from redactor.errors import ReadError, WriteError
from redactor.formats import fonts
from redactor.formats.container import Container, Element, damaged, packed, serialised
from redactor.formats.handling import current
from redactor.formats.illustrations import Illustration, illustration
from redactor.formats.lines import Cell, Line, Lines, Piece, attribute_of, table_lines, tail_of, text_of
from redactor.formats.nesting import EnclosedFile, counting
from redactor.formats.opc import PICTURE
from redactor.formats.protocol import BANNER, Codec, Reading
from redactor.formats.schema import LANGUAGE, schema

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _STYLE, _TEXT, _TABLE, _DRAW, _NUMBER, _PRESENTATION, _SVG, _FO = (
    f"{{{_OASIS}{name}:1.0}}" for name in (
        "office", "style", "text", "table", "drawing", "datastyle", "presentation", "svg-compatible",
        "xsl-fo-compatible"))
_MANIFEST = f"{_OASIS}manifest:1.0"
_MEDIA_TYPE = "application/vnd.oasis.opendocument."
_EXTENSIONS: Mapping[str, str] = MappingProxyType({"text": ".odt", "spreadsheet": ".ods", "presentation": ".odp"})
_CONFIG = f"{{{_OASIS}config:1.0}}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_XLINK = "{http://www.w3.org/1999/xlink}"
#: How LibreOffice writes a comment on a slide, where the standard has no place for one.
_SLIDE_ANNOTATION = "{http://openoffice.org/2009/office}annotation"
_HREF = _XLINK + "href"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_PICTURE_PATH = "Pictures/removed.png"
#: Vocabularies that are kept; elements and attributes of all others are removed.
_VOCABULARIES = frozenset((
    _OFFICE, _STYLE, _TEXT, _TABLE, _DRAW, _NUMBER, _PRESENTATION, _SVG, _FO, f"{{{_OASIS}dr3d:1.0}}", _DC, _XLINK,
    "{http://www.w3.org/XML/1998/namespace}",
))


#: Form controls are of another vocabulary, and told.
_TOLD_SPACES = frozenset((f"{{{_OASIS}form:1.0}}",))


def _names(space: str, words: str) -> frozenset[str]:
    return frozenset(space + word for word in words.split())


_P, _H, _SPAN = _TEXT + "p", _TEXT + "h", _TEXT + "span"
_PARAGRAPHS = frozenset((_P, _H))
#: Elements that go with all they hold.
_REMOVED = (
    _names(_TEXT, "tracked-changes change change-start change-end bookmark bookmark-start bookmark-end "
                  "reference-mark reference-mark-start reference-mark-end variable-decls user-field-decls "
                  "sequence-decls dde-connection-decls alphabetical-index-auto-mark-file section-source "
                  "hidden-text ruby-text soft-page-break toc-mark toc-mark-start toc-mark-end "
                  "alphabetical-index-mark alphabetical-index-mark-start alphabetical-index-mark-end user-index-mark "
                  "user-index-mark-start user-index-mark-end table-of-content-source illustration-index-source "
                  "table-index-source object-index-source user-index-source alphabetical-index-source "
                  "bibliography-source bibliography-configuration meta-field-decls script")
    | _names(_TABLE, "tracked-changes content-validations label-ranges named-expressions database-ranges "
                     "data-pilot-tables consolidation dde-links scenario table-source title desc "
                     "filter database-source-sql database-source-table database-source-query detective "
                     "cell-range-source help-message error-message error-macro")
    | _names(_OFFICE, "scripts event-listeners annotation-end settings binary-data dde-source")
    | _names(_PRESENTATION, "settings sound event-listener")
    | _names(_DRAW, "glue-point contour-polygon contour-path image-map param layer-set")
    | _names(_SVG, "font-face-src font-face-uri")
    | frozenset((_DC + "date",))
)
#: The same, told to the reader under this name.
_TOLD: Mapping[str, str] = MappingProxyType({
    **dict.fromkeys(_names(_DRAW, "object object-ole applet floating-frame"), "embedded object"),
    _DRAW + "plugin": "recording",
    **dict.fromkeys((_OFFICE + "forms", _DRAW + "control"), "form"),
})
#: What may stand in a paragraph; every other element of the text vocabulary gives way to the text it shows.
_INLINE = _names(
    _TEXT, "span s tab line-break note note-citation note-body page-number page-count ruby ruby-base p h list "
           "list-item list-header numbered-paragraph section")
#: Indexes become the paragraphs they are made of.
_UNWRAPPED = _names(
    _TEXT, "table-of-content illustration-index table-index object-index user-index alphabetical-index bibliography "
           "index-body index-title")
#: Attributes people fill with words, that say who and when, or that lead out of the document.
_FILLED = frozenset((
    "name", "id", "display-name", "string-value", "description", "condition", "formula", "title", "author",
    "print-ranges", "protection-key", "content-validation-name", "help-id", "caption-id", "nav-order", "hint",
    "database-name", "table-name", "target-frame-name", "href", "key", "key1", "key2", "connection-name",
    "class-names", "cond-style-name", "label", "hyperlink", "macro-name",
    "user-name", "database-range-name", "scenario-ranges", "filter-name", "last-row-filter", "end-cell-address",
    "cell-range-address", "base-cell-address", "target-range-address", "file-name", "desc",
))
#: Elements that need a name, and what they are called.
_NAMED: Mapping[str, str] = MappingProxyType({
    _TEXT + "section": "Section", _DRAW + "page": "page", _TABLE + "table": "Table",
})
_PICTURES = _names(_DRAW, "image fill-image") | _names(_STYLE, "background-image") | _names(
    _TEXT, "list-level-style-image")
_PAGE_FIELDS = _names(_TEXT, "page-number page-count")
#: Inline elements that stand for one character.
_CHARACTERS: Mapping[str, str] = MappingProxyType({_TEXT + "tab": "\t", _TEXT + "line-break": "\n"})
#: Names of styles that programs give themselves. All others tell where a document comes from.
_KEPT_STYLE = re.compile(
    r"(?:P|T|L|N|a|fr|gr|dp|pr|ce|co|ro|ta|pm|Mgr|Mdp|Mpr|MP|MT|ML|Mpm|Sect|AL1T)\d{1,6}|Table\d{1,5}(?:\.[A-Z]{0,3}\d{0,7})?|Standard|Default|Heading(?:_20_\d{1,2})?|Text_20_body"
    r"|List(?:_20_\d)?|Caption|Index|Title|Subtitle|Footnote|Endnote|Header|Footer|Header_20_and_20_Footer|Graphics|Frame"
    r"|Table_20_(?:Contents|Heading)|Internet_20_link|Footnote_20_(?:Symbol|anchor)|Endnote_20_(?:Symbol|anchor)"
    r"|Numbering_20_Symbols|Bullet_20_Symbols|Frame_20_contents|Contents_20_\d{1,2}|First_20_Page|Outline|default"
    r"|standard|objectwithoutfill|Object_20_with_20_no_20_fill_20_and_20_no_20_line")
_STYLE_SUFFIX = re.compile(r"-(?:title|subtitle|outline\d|notes|background|backgroundobjects)")
_STYLE_REFERENCE = re.compile(
    r".*style-name|style-override|.*-text-style|master-page-name|.*page-layout-name|marker-start|marker-end|stroke-dash|fill-\w{4,8}-name"
    r"|opacity-name|default-style-name")
_FONT = re.compile(r"font-(?:name|family)(?:-asian|-complex)?")
_BORDER = re.compile(
    r"(?:[\d.]{1,12}+(?:pt|in|cm|mm|px)?|none|hidden|solid|double|dotted|dashed|dot-dash|dot-dot-dash|groove|ridge|inset"
    r"|outset|fine-dashed|double-thin|#[0-9A-Fa-f]{6}|transparent|\s){1,12}+")
_PATH = re.compile(r"[MmLlHhVvCcSsQqTtAaZzEe\d.,\s+-]*")
_DATE_TIME = re.compile(r"-?\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)?")
#: Words LibreOffice's names of shapes are made of.
_SHAPE = (
    r"alternate|arrow|bang|block|brace|bracket|can|card|circle|circular|cloud|collate|concave|connector|cross|cube|curve"
    r"|data|decision|delay|diagonal|diamond|direct|access|disk|display|document|double|down|drawing|ellipse|extract|eyes"
    r"|flower|flowchart|fontwork|forbidden|frame|half|heart|hexagon|horizontal|inflate|input|internal|isosceles|left|line"
    r"|magnetic|manual|merge|moon|multidocument|notched|octagon|off|operation|or|page|paper|parallelogram|pentagon|plain"
    r"|plaque|predefined|preparation|process|punched|puzzle|pyramid|quad|rectangle|rectangular|right|ring|round|scroll"
    r"|sequential|signet|smiley|sort|split|square|star\d{0,2}|storage|stored|striped|summing|junction|sun|tape|terminator"
    r"|text|trapezoid|triangle|u|t|up|vertical|wave|callout|col\d?|x|folded|corner|line\d?|\d{1,2}")
#: Attributes whose values no schema lists, and what they may be.
_VALUES_OF: Mapping[str, re.Pattern[str]] = MappingProxyType({
    **dict.fromkeys(("border", "border-left", "border-right", "border-top", "border-bottom", "diagonal-tl-br",
                     "diagonal-bl-tr"), _BORDER),
    **dict.fromkeys(("d", "path"), _PATH),
    **dict.fromkeys(("date-value", "time-value"), _DATE_TIME),
    # Commands of a shape's outline, its guides ("?f3") and handles ("$0").
    **dict.fromkeys(("enhanced-path", "text-areas", "glue-points", "modifiers", "handle-position",
                     "path-stretchpoint-x",
                     "handle-range-x-minimum", "handle-range-x-maximum", "handle-range-y-minimum",
                     "handle-range-y-maximum"),
                    re.compile(r"(?:[A-Z](?![A-Za-z])|\?f\d{1,4}|\$\d{1,3}|left|right|top|bottom|[-+\d.,eE\s])*+")),
    "class": re.compile(r"text|chapter|list|index|extra|html"),
    "clip": re.compile(r"rect\([-\d.a-z, ]{1,80}\)|auto"),
    "font-charset": re.compile(r"x-symbol|utf-8"),
    "layer": re.compile(r"backgroundobjects|background|layout|controls|measurelines"),
    "mime-type": re.compile(r"image/(?:png|jpeg)"),
    "text-position": re.compile(r"(?:super|sub|-?\d{1,3}%)(?: \d{1,3}%)?"),
    "text-rotate-angle": re.compile(r"[-\d.]{1,12}"),
    "position": re.compile(r"(?:top|bottom|left|right|center| ){1,3}"),
    "transform": re.compile(r"(?:(?:rotate|translate|scale|skewX|skewY|matrix)\s?\([-\d.a-z, ]{1,80}\)\s?){1,8}"),
    "bullet-char": re.compile(r"\S"),
    "num-letter-sync": re.compile(r"true|false"),
    **dict.fromkeys(("num-prefix", "num-suffix"), re.compile(r"(?:[^\w]|[^\W\d_]{1,2}(?![^\W_])){0,20}")),
    "font-style-name": re.compile(r"(?:Regular|Bold|Italic|Book|Medium|Roman|Light|Oblique|Standard|Normal| ){1,5}"),
    **dict.fromkeys(("language", "language-asian", "language-complex"), re.compile(rf"{LANGUAGE}|none")),
    **dict.fromkeys(("country", "country-asian", "country-complex"), re.compile(r"[A-Z]{2}|none")),
    **dict.fromkeys(("start-shape", "end-shape"), re.compile(r"id\d{1,6}")),
    **dict.fromkeys(("use-header-name", "use-footer-name", "use-date-time-name"),
                    re.compile(r"(?:hdr|ftr|dtd|f)\d{1,6}")),
    "script": re.compile("[a-z]{4}|Latn"),
    "rfc-language-tag": re.compile(rf"{LANGUAGE}(?:-[A-Z][a-z]{{3}})?(?:-(?:[A-Z]{{2}}|\d{{3}}))?"),
    "currency": re.compile(r"[A-Z]{3}"),
    "version": re.compile(r"\d\.\d"),
    "kind": re.compile(r"object"),
    "href": re.compile(r"Pictures/(?:removed|picture\d{1,6})\.(?:png|jpeg)|\./Object \d{1,6}"),
})
_LETTERS = re.compile(r"[^\W\d_]{3}")
#: Settings that change how a page is set (LibreOffice's DocumentSettings); their values are numbers or yes and no.
_SETTINGS = _names(
    "",
    "AddExternalLeading AddFrameOffsets AddParaLineSpacingToTableCells AddParaSpacingToTableCells AddParaTableSpacing "
    "AddParaTableSpacingAtStart AddVerticalFrameOffsets ClippedPictures CollapseEmptyCellPara ConsiderTextWrapOnObjPos "
    "DisableOffPagePositioning DoNotJustifyLinesWithManualBreak FloattableNomargins IgnoreFirstLineIndentInNumbering "
    "InvertBorderSpacing MsWordCompMinLineHeightByFly MsWordCompTrailingBlanks PropLineSpacingShrinksFirstLine "
    "SubtractFlysAnchoredAtFlys SurroundTextWrapSmall TabAtLeftIndentForParagraphsInList TabOverMargin TabOverSpacing "
    "TabsRelativeToIndent TreatSingleColumnBreakAsPageBreak UnbreakableNumberings UnxForceZeroExtLeading "
    "UseFormerLineSpacing UseFormerObjectPositioning UseFormerTextWrapping UseOldNumbering UseOldPrinterMetrics"
)
#: A formula of references to its own sheet, functions, operators and short numbers; nothing with words in it.
_FORMULA = re.compile(
    r"of:=(?:\[\.\$?[A-Z]{1,3}\$?\d{1,7}(?::\.\$?[A-Z]{1,3}\$?\d{1,7})?\]|[A-Z][A-Z0-9.]{0,30}\(|\d{1,4}(?![\d\w])"
    r"|[-+*/^&=<>();:. %])*+")
_REACHING = re.compile(r"(?:HYPERLINK|WEBSERVICE|DDE|INDIRECT|CELL|INFO|CHAR|UNICHAR|COM\.[A-Z.]{1,40})\(")
_CELLS = _names(_TABLE, "table-cell covered-table-cell")
_VALUES = _names(_OFFICE, "value date-value time-value boolean-value string-value currency") | {_TABLE + "formula"}


class _Odf:
    """A document prepared for reading or writing.

    Args:
        data: bytes of the file.
        kind: "text", "spreadsheet" or "presentation".
    """

    def __init__(self, data: bytes, kind: str) -> None:
        self._kind = kind
        self._container = Container(data)
        self._types = self._media_types()
        self._trees = {"content.xml": self._container.tree("content.xml")}
        if "styles.xml" in self._container.names:
            self._trees["styles.xml"] = self._container.tree("styles.xml")
        body = self._trees["content.xml"].find(f"{_OFFICE}body/{_OFFICE}{kind}")
        if body is None:
            raise damaged("its body is missing")
        self._body = body
        self._lines = Lines()
        self._authors: dict[str, int] = {}
        self._dropped: list[str] = []
        self._cleared: list[str] = []
        self._objects: dict[Element, tuple[EnclosedFile, Reading]] = {}
        self._pictures: dict[str, Illustration | None] = {}
        self._shown: dict[Element, tuple[str, Illustration]] = {}
        hidden = _hidden_styles(self._trees.values())
        with counting():
            for root in self._trees.values():
                self._clean(root, hidden)
        self._tables: list[Element] = []
        self._read_body()
        if "styles.xml" in self._trees:
            self._read_styles(self._trees["styles.xml"])
        self._read_labels()
        _rename_styles(list(self._trees.values()))
        for root in self._trees.values():
            self._scrub(root)

    def _media_types(self) -> dict[str, str]:
        """Media type of each member the manifest names.

        Raises:
            ReadError: a member is encrypted.
        """
        if "META-INF/manifest.xml" not in self._container.names:
            return {}
        manifest = self._container.tree("META-INF/manifest.xml")
        if next(manifest.iter(f"{{{_MANIFEST}}}encryption-data"), None) is not None:
            raise ReadError("the file is password-protected.", remedy="Save a copy without a password and retry.")
        return {
            entry.get(f"{{{_MANIFEST}}}full-path", ""): entry.get(f"{{{_MANIFEST}}}media-type", "")
            for entry in manifest.iter(f"{{{_MANIFEST}}}file-entry")
        }

    # Result

    def reading(self) -> Reading:
        properties = self._properties()
        authors = [properties[key] for key in ("initial-creator", "creator") if key in properties]
        if authors or self._authors:
            properties["author"] = "; ".join(dict.fromkeys([*authors, *self._authors]))
        shown = {
            name: picture.fate for element, (name, picture) in self._shown.items() if _is_within(element, self._trees)}
        kinds = [(kind, shown.get(name, Fate.DROPPED)) for name in self._container.names if (kind := _kind_of(name))]
        kinds += [(kind, Fate.DROPPED) for kind in self._dropped]
        told = [UnreadPart(part=f"{kind} {number}", kind=kind, fate=fate)
                for number, (kind, fate) in enumerate(kinds, start=1)]
        inner = [reading for element, (_, reading) in self._objects.items() if _is_within(element, self._trees)]
        return Reading(
            blocks=(*self._lines.blocks(), *(block for reading in inner for block in reading.blocks)),
            metadata=MappingProxyType(properties),
            unread=(*told, *(part for reading in inner for part in reading.unread)),
            cleared=(*(["properties"] if properties else []), *self._cleared,
                     *(part for reading in inner for part in reading.cleared)),
        )

    def written(self, edits: Mapping[str, Sequence[TextEdit]]) -> bytes:
        banner = self._lines.first_text != BANNER
        self._lines.apply(edits)
        self._name_sheets()
        if banner:
            self._add_banner()
        kind = f"{_MEDIA_TYPE}{self._kind}"
        members = [(name, serialised(root, ("of",))) for name, root in self._trees.items()]
        if (settings := self._settings()) is not None:
            members.append(("settings.xml", serialised(settings)))
        pictures: dict[str, bytes] = {}
        for picture in (element for root in self._trees.values() for element in root.iter(*_PICTURES)):
            _, shown = self._shown.get(picture, ("", None))
            pictures[picture.get(_HREF)] = PICTURE if shown is None else shown.data
        types = {
            "/": kind, **{name: "text/xml" for name, _ in members},
            **{name: f"image/{name.rpartition('.')[2]}" for name in pictures},
        }
        members += pictures.items()
        for element, (file, _) in self._objects.items():
            if _is_within(element, self._trees):
                for name, (media_type, data) in _folder(file, edits).items():
                    types[name] = media_type
                    members += [] if name.endswith("/") else [(name, data)]
        return packed([("mimetype", kind.encode()), *members, ("META-INF/manifest.xml", _manifest(types))])

    def _properties(self) -> dict[str, str]:
        found: dict[str, str] = {}
        try:
            root = self._container.tree("meta.xml")
        except ReadError:
            return found  # evidence only; the part is not written back
        for element in root.iter():
            if len(element) == 0 and element.text and element.text.strip():
                name = element.get(f"{{{_OASIS}meta:1.0}}name") or etree.QName(element).localname
                found.setdefault(name[:60], element.text.strip()[:1000])
        return found

    def _settings(self) -> Element | None:
        if "settings.xml" not in self._container.names:
            return None
        root = self._container.tree("settings.xml")
        space = {"office": _OFFICE[1:-1], "config": _CONFIG[1:-1], "ooo": "http://openoffice.org/2004/office"}
        fresh = etree.Element(_OFFICE + "document-settings", nsmap=space)
        fresh.set(_OFFICE + "version", "1.3")
        holder = etree.SubElement(etree.SubElement(fresh, _OFFICE + "settings"), _CONFIG + "config-item-set")
        holder.set(_CONFIG + "name", "ooo:configuration-settings")
        for item in root.iter(_CONFIG + "config-item"):
            name, value = item.get(_CONFIG + "name", ""), (item.text or "").strip()
            if name in _SETTINGS and re.fullmatch(r"true|false|-?\d{1,9}", value):
                kept = etree.SubElement(holder, _CONFIG + "config-item")
                kept.set(_CONFIG + "name", name)
                kept.set(_CONFIG + "type", "boolean" if value in ("true", "false") else "int")
                kept.text = value
        return fresh

    # Cleaning

    def _clean(self, root: Element, hidden: frozenset[str]) -> None:
        if next(root.iter(_TEXT + "deletion"), None) is not None:
            self._cleared.append("tracked deletions")
        if current().insertions == "remove" and _remove_insertions(root):
            self._cleared.append("tracked insertions")
        for element in list(root.iter(_SLIDE_ANNOTATION)):
            element.tag = _OFFICE + "annotation"
        for element in list(root.iter()):
            if element is not root and element.tag[:element.tag.index("}") + 1] not in _VOCABULARIES | _TOLD_SPACES:
                _remove(element)
        for picture in list(root.iter(*_PICTURES)):
            reference = picture.attrib.pop(_HREF, None)
            self._show(picture, (reference or "").removeprefix("./"))
            if reference is None and not len(picture):
                _remove(picture)  # "no background picture"
            elif not (reference or "").removeprefix("./").startswith(("Pictures/", "ObjectReplacements/")):
                self._dropped.append("picture")  # within the text or outside; the others are told by their files
        for element in list(root.iter(_DRAW + "object")):
            self._embed(element)
        for element in [element for element in root.iter(*_TOLD) if element not in self._objects]:
            self._dropped.append(_TOLD[element.tag])
            _remove(element)
        for element in list(root.iter(*_names(_TEXT, "section span p h hidden-paragraph"))):
            concealed = (
                element.get(_TEXT + "style-name") in hidden
                or (element.tag == _TEXT + "section" and element.get(_TEXT + "display", "true") != "true")
            )
            if concealed or element.tag == _TEXT + "hidden-paragraph":
                if "".join(element.itertext()).strip():
                    self._dropped.append("hidden text")
                _remove(element)
        for element in list(root.iter(*_REMOVED)):
            _remove(element)
        for note in root.iter(_OFFICE + "annotation"):
            for creator in list(note.iterchildren(_DC + "creator")):
                if who := (creator.text or "").strip():
                    self._authors.setdefault(who, len(self._authors) + 1)
                number = self._authors.get(who)
                creator.text = f"Reviewer {number}" if number else "Reviewer"
        for element in list(root.iter(*_UNWRAPPED)):
            _unwrap(element)
        for paragraph in list(root.iter(*_PARAGRAPHS)):
            for element in list(paragraph.iter()):
                if element is paragraph or not element.tag.startswith(_TEXT) or element.tag in _INLINE:
                    continue
                _unwrap(element)
        for element in list(root.iter(*_names(_TEXT, "ruby ruby-base"))):
            _unwrap(element)

    def _embed(self, element: Element) -> None:
        """Read an object that is a document of its own (OpenDocument 1.3, part 2, 2.2.1: a folder of the package)."""
        folder = (element.get(_HREF) or "").removeprefix("./").rstrip("/") + "/"
        kind = self._types.get(folder, "").removeprefix(_MEDIA_TYPE)
        if kind not in _EXTENSIONS or f"{folder}content.xml" not in self._container.names:
            return
        data = packed([("mimetype", f"{_MEDIA_TYPE}{kind}".encode()), *(
            (name.removeprefix(folder), self._container.read(name))
            for name in self._container.names if name.startswith(folder))])
        file = EnclosedFile(
            number=len(self._objects) + 1, kind="embedded object", name=f"x{_EXTENSIONS[kind]}", data=data)
        reading = file.read()
        if reading.blocks:
            self._objects[element] = file, reading

    def _show(self, element: Element, name: str) -> None:
        # The picture of an object shows what the object says.
        beside = element.getparent().iterchildren(*_TOLD)
        if name.startswith("Pictures/") and name in self._container.names and next(beside, None) is None:
            if name not in self._pictures:
                self._pictures[name] = illustration(self._container.read(name))
            if (picture := self._pictures[name]) is not None:
                self._shown[element] = name, picture

    def _scrub(self, root: Element) -> None:
        numbers: dict[str, int] = {}
        read = self._lines.holders
        known = schema("opendocument").elements
        for element in list(root.iter()):
            if element.tag.rpartition("}")[2] not in known:
                element.tag = _SPAN  # text behind it was read where it stands, so it has to stay an element
            if element.tag == _STYLE + "map" and not re.fullmatch(
                    r"value\(\)[<>=!]{1,2}-?\d{1,9}(?:\.\d{1,9})?", element.get(_STYLE + "condition", "")):
                _remove(element)
                continue
            if not re.fullmatch(r"list\d{1,20}", element.get(_TEXT + "continue-list", "")):
                element.attrib.pop(_TEXT + "continue-list", None)
            for name in list(element.attrib):
                value = element.get(name) if (element, name) in read else _allowed(element, name)
                if value is None:
                    del element.attrib[name]
                else:
                    element.set(name, value)
            if element.tag in _NAMED and element not in self._tables:
                numbers[element.tag] = numbers.get(element.tag, 0) + 1
                space, _, _ = element.tag.rpartition("}")
                element.set(f"{space}}}name", f"{_NAMED[element.tag]}{numbers[element.tag]}")
            if element.tag in _PICTURES:
                element.set(_HREF, self._path(element))
            elif element in self._objects:
                element.set(_HREF, f"./Object {self._objects[element][0].number}")
            if element.text and element.text.strip() and (element, "text") not in read and not _is_neutral(element):
                element.text = None
            if element.tail and element.tail.strip() and (element, "tail") not in read:
                element.tail = None

    def _path(self, element: Element) -> str:
        name, picture = self._shown.get(element, ("", None))
        number = list(self._pictures).index(name) + 1 if picture is not None else 0
        return _PICTURE_PATH if picture is None else f"Pictures/picture{number}.{picture.extension}"

    # Lines

    def _read_body(self) -> None:
        if self._kind == "text":
            for line in self._walk(self._body, "body", ""):
                self._lines.add(line)
            return
        sheets = slides = 0
        for child in self._body:
            if child.tag == _TABLE + "table":
                sheets += 1
                self._tables.append(child)
                self._read_sheet(child, f"Sheet {sheets}")
            elif child.tag == _DRAW + "page":
                slides += 1
                for line in self._walk(child, f"Slide {slides}", ""):
                    self._lines.add(line)
        for child in self._body:
            if child.tag.startswith(_PRESENTATION) and (child.text or "").strip():
                self._lines.add(Line(pieces=[text_of(child)], location=Location(part="presentation", address="footer")))

    def _read_styles(self, root: Element) -> None:
        pages = root.iter(_STYLE + "master-page", _STYLE + "handout-master")
        for number, page in enumerate(pages, start=1):
            for line in self._walk(page, f"page style {number}", ""):
                # Pages of one document repeat their prompts and footers; one block stands for all of them.
                if not self._lines.echo(line.pieces):
                    self._lines.add(line)

    def _read_labels(self) -> None:
        for root in self._trees.values():
            for element in root.iter():
                for name in (_STYLE + "num-prefix", _STYLE + "num-suffix"):
                    if _LETTERS.search(element.get(name, "")):
                        self._lines.add(Line(
                            pieces=[attribute_of(element, name)], location=Location(part="lists", address="label")))
                if element.tag in (_NUMBER + "text", _NUMBER + "embedded-text") and _LETTERS.search(element.text or ""):
                    self._lines.add(Line(
                        pieces=[text_of(element)], location=Location(part="number formats", address="text")))

    def _walk(self, holder: Element, part: str, place: str) -> Iterator[Line]:
        paragraph = table = 0
        for child in holder:
            if child.tag in _PARAGRAPHS:
                paragraph += 1
                where = f"{place}, paragraph {paragraph}" if place else f"paragraph {paragraph}"
                yield Line(pieces=list(_pieces(child)), location=Location(part=part, address=where))
                for inner in _inner(child):
                    yield from self._walk(inner, part, f"{where}, {etree.QName(inner).localname}")
            elif child.tag == _TABLE + "table":
                table += 1
                yield from self._table(child, part, f"{place}, table {table}" if place else f"table {table}")
            elif child.tag in (_SVG + "title", _SVG + "desc"):
                yield Line(pieces=[text_of(child)], location=Location(part=part, address="description"))
            elif len(child):
                yield from self._walk(child, part, place)

    def _table(self, table: Element, part: str, place: str) -> list[Line]:
        rows: list[list[Cell]] = []
        header = next(table.iterchildren(_TABLE + "table-header-rows"), None) is not None
        for row in _rows(table):
            cells: list[Cell] = []
            column = 0
            for cell in row.iterchildren(*_CELLS):
                where = f"{place}, row {len(rows) + 1}, cell {len(cells) + 1}"
                cells.append(Cell(column=column, lines=list(self._walk(cell, part, where))))
                for name in _VALUES | {_OFFICE + "value-type"}:
                    cell.attrib.pop(name, None)  # a second copy of the text, for calculating
                column += _repeated(cell, "number-columns-repeated")
            rows.append(cells)
        return table_lines(rows, header=header)

    def _read_sheet(self, table: Element, part: str) -> None:
        name = Line(pieces=[attribute_of(table, _TABLE + "name")], location=Location(part=part, address="name"))
        rows: list[list[Cell]] = []
        number = 0
        for row in _rows(table):
            number += 1
            cells: list[Cell] = []
            column = 0
            for cell in row.iterchildren(*_CELLS):
                place = f"{_letters(column + 1)}{number}"
                lines = list(_touching(self._walk(_with_text(cell), part, place), cell))
                if lines or (cells and column - cells[-1].column <= 8):
                    cells.append(Cell(column=column, lines=lines or [Line(pieces=[], location=Location(part=part))]))
                column += _repeated(cell, "number-columns-repeated")
                cell.attrib.pop(_OFFICE + "string-value", None)
            while cells and not any(line.pieces for line in cells[-1].lines):
                cells.pop()
            number += _repeated(row, "number-rows-repeated") - 1
            rows.append(cells)
        found = table_lines([row for row in rows if row])
        # The banner opens the document; the name of its sheet comes after it.
        for line in [*found, name] if found and found[0].text == BANNER else [name, *found]:
            self._lines.add(line)
        for shapes in table.iterchildren(_TABLE + "shapes"):
            for line in self._walk(shapes, part, "drawing"):
                self._lines.add(line)

    # Writing

    def _name_sheets(self) -> None:
        taken: set[str] = set()
        for table in self._tables:
            stem = re.sub(r"[\\/*?:]", " ", table.get(_TABLE + "name", "").replace("[", "(").replace("]", ")"))
            stem = stem.strip("' ")[:31] or "Sheet"
            name, number = stem, 1
            while name.casefold() in taken:
                number += 1
                name = f"{stem[:26]} {number}"
            taken.add(name.casefold())
            table.set(_TABLE + "name", name)

    def _add_banner(self) -> None:
        paragraph = etree.Element(_P)
        paragraph.text = BANNER
        if self._kind == "text":
            self._body.insert(0, paragraph)
            return
        if self._kind == "spreadsheet":
            table = etree.Element(_TABLE + "table")
            names = {sheet.get(_TABLE + "name", "").casefold() for sheet in self._tables}
            table.set(_TABLE + "name", next(
                name for name in ("Redacted draft", *(f"Redacted draft {n}" for n in range(2, 10_000)))
                if name.casefold() not in names))
            etree.SubElement(table, _TABLE + "table-column")
            cell = etree.SubElement(etree.SubElement(table, _TABLE + "table-row"), _TABLE + "table-cell")
            cell.set(_OFFICE + "value-type", "string")
            cell.append(paragraph)
            first = self._tables[0] if self._tables else None
        else:
            first = next(self._body.iterchildren(_DRAW + "page"), None)
            table = etree.Element(_DRAW + "page")
            table.set(_DRAW + "name", "page0")
            if first is not None:
                table.set(_DRAW + "master-page-name", first.get(_DRAW + "master-page-name", "Default"))
            frame = etree.SubElement(table, _DRAW + "frame")
            for name, value in (("x", "1cm"), ("y", "3cm"), ("width", "22cm"), ("height", "3cm")):
                frame.set(_SVG + name, value)
            etree.SubElement(frame, _DRAW + "text-box").append(paragraph)
        if first is None:
            raise damaged("it has no pages")
        first.addprevious(table)


def _allowed(element: Element, name: str) -> str | None:
    """What an attribute may say: its value, or a neutral one; None when the attribute has to go."""
    space, _, tag = name.rpartition("}")
    value: str = element.get(name)
    if f"{space}}}" not in _VOCABULARIES:
        return None
    if tag in _FILLED:
        if (element.tag, name) == (_STYLE + "font-face", _STYLE + "name"):
            return fonts.nearest(value)
        return value if _keeps(element, name) else None
    if schema("opendocument").allows(tag, value) or _STYLE_REFERENCE.fullmatch(tag):
        return value  # styles were renamed
    if _FONT.fullmatch(tag):
        return fonts.nearest(value)
    if tag == "type" and element.tag.startswith(_DRAW):
        return value if _is_shape(value) else None
    pattern = _VALUES_OF.get(tag)
    return value if pattern is not None and pattern.fullmatch(value) else None


def _is_shape(name: str) -> bool:
    """Whether a name is that of a shape every office program draws ("round-rectangle", "ooxml-rect", "mso-spt24")."""
    preset = name.removeprefix("ooxml-")
    return schema("office").allows("prst", preset) or re.fullmatch(r"mso-spt\d{1,3}", name) is not None or all(
        re.fullmatch(_SHAPE, word) for word in name.split("-"))


def _keeps(element: Element, name: str) -> bool:
    """Whether an attribute that people fill elsewhere is needed here, its value neutral or read."""
    if name in (_STYLE + "name", _DRAW + "name"):
        # Styles, and the fills, lines and markers of drawings; they were renamed.
        return name == _STYLE + "name" or element.getparent().tag == _OFFICE + "styles"
    if name == _TABLE + "name":
        return bool(element.tag == _TABLE + "table")
    if name == _TABLE + "formula":
        value = element.get(name)
        return len(value) < 2000 and bool(_FORMULA.fullmatch(value)) and not _REACHING.search(value)
    if name == _STYLE + "condition":
        return bool(element.tag == _STYLE + "map")
    if name in (_XML_ID, _PRESENTATION + "name"):
        return bool(re.fullmatch(r"(?:list|ftr|hdr|dtd)\d{1,20}", element.get(name)))
    return False


def _is_neutral(element: Element) -> bool:
    """Whether text that is no part of a line is harmless: a note's mark, a format's sign, a reviewer's number."""
    if element.tag == _DC + "creator":
        return bool(re.fullmatch(r"Reviewer(?: \d{1,6})?", element.text))
    if element.tag == _TEXT + "note-citation":
        return len(element.text.strip()) <= 3
    return element.tag in (_NUMBER + "text", _NUMBER + "embedded-text") and not _LETTERS.search(element.text)


def _folder(file: EnclosedFile, edits: Mapping[str, Sequence[TextEdit]]) -> dict[str, tuple[str, bytes]]:
    """Members of an object once it is redacted: by name, their media type and bytes; the folder's own is without any.

    Raises:
        WriteError: no safe copy of it can be made.
    """
    written = file.written(edits)
    if written is None:
        raise WriteError("an embedded document cannot be written.", remedy="Take it out of the document and retry.")
    container = Container(written[1])
    types = {
        entry.get(f"{{{_MANIFEST}}}full-path"): entry.get(f"{{{_MANIFEST}}}media-type")
        for entry in container.tree("META-INF/manifest.xml")
    }
    return {
        f"Object {file.number}/{'' if name == '/' else name}": (kind, b"" if name == "/" else container.read(name))
        for name, kind in types.items()
    }


def _is_within(element: Element, trees: Mapping[str, Element]) -> bool:
    return any(element.getroottree().getroot() is root for root in trees.values())


def _kind_of(name: str) -> str:
    """What the reader is told of a member that is left out; empty for those read or without anything to see."""
    top = name.split("/")[0]
    if top == "Pictures":
        return "picture"
    if top == "Thumbnails":
        return "thumbnail"
    if top in ("Basic", "Scripts", "Dialogs"):
        return "macro"
    if top == "media" or name.lower().endswith((".mp4", ".mp3", ".wav", ".avi", ".ogg")):
        return "recording"
    if top.startswith("Object"):
        return ""  # told where it stands in the text
    quiet = ("content.xml", "styles.xml", "meta.xml", "settings.xml", "mimetype", "manifest.rdf", "layout-cache")
    return "" if name in quiet or top in ("META-INF", "Configurations2", "Fonts") else "unknown part"


def _rows(table: Element) -> Iterator[Element]:
    """Rows of a table, those in groups and headers too, those of inner tables not."""
    for child in table:
        if child.tag == _TABLE + "table-row":
            yield child
        elif child.tag in _names(_TABLE, "table-header-rows table-rows table-row-group"):
            yield from _rows(child)


def _repeated(element: Element, name: str) -> int:
    value = element.get(_TABLE + name, "1")
    return int(value) if value.isascii() and value.isdigit() and 0 < len(value) < 8 else 1


def _with_text(cell: Element) -> Element:
    """A cell whose text stands in a paragraph, as the reader sees it."""
    value = cell.get(_OFFICE + "string-value", "")
    if value and next(cell.iterchildren(_P), None) is None:
        etree.SubElement(cell, _P).text = value
    return cell


def _touching(lines: Iterator[Line], cell: Element) -> Iterator[Line]:
    """Lines that turn their cell into one of text when they are edited."""
    for line in lines:
        if "annotation" not in line.location.address and "description" not in line.location.address:
            line.pieces = [_text_cell(piece, cell) for piece in line.pieces]
        yield line


def _text_cell(piece: Piece, cell: Element) -> Piece:
    def write(text: str) -> None:
        for name in _VALUES:
            cell.attrib.pop(name, None)
        cell.set(_OFFICE + "value-type", "string")
        piece.write(text)

    return replace(piece, write=write)


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _pieces(element: Element) -> Iterator[Piece]:
    """Pieces of a paragraph; what stands in its frames and notes is not part of it."""
    if element.text:
        yield _flat(text_of(element))
    for child in element:
        if child.tag in _CHARACTERS:
            yield _character(child, _CHARACTERS[child.tag])
        elif child.tag == _TEXT + "s":
            yield _character(child, " " * min(_spaces(child), 200))
        elif child.tag == _SPAN or child.tag.startswith(_PRESENTATION):
            yield from _pieces(child)
        elif child.tag in _PAGE_FIELDS and child.text:
            yield text_of(child)
        if child.tail:
            yield _flat(tail_of(child))


def _flat(piece: Piece) -> Piece:
    # A line end in the markup shows as a blank.
    return replace(piece, text=piece.text.replace("\n", " ").replace("\t", " "))


def _spaces(element: Element) -> int:
    value = element.get(_TEXT + "c", "1")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 5 else 1


def _character(element: Element, character: str) -> Piece:
    """An element that stands for a character; an edit turns it into text."""
    def write(text: str) -> None:
        element.tag = _SPAN
        element.attrib.clear()
        text_of(element).write(text)

    return Piece(text=character, write=write)


def _remove_insertions(root: Element) -> bool:
    """Take out what stands between the marks of tracked insertions; returns whether there was any.

    Raises:
        ReadError: an insertion has no end.
    """
    inserted = {
        region.get(name) for region in root.iter(_TEXT + "changed-region") for name in (_TEXT + "id", _XML_ID)
        if region.find(_TEXT + "insertion") is not None
    } - {None}
    pending: set[str] = set()
    times = 0  # how often all insertions begun had ended
    begun: dict[Element, int] = {}
    doomed: list[Element] = []
    paragraphs: list[tuple[Element, bool]] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            identity = element.get(_TEXT + "change-id")
            if element.tag == _TEXT + "change-start" and identity in inserted:
                pending.add(identity)
            elif element.tag == _TEXT + "change-end" and identity in pending:
                pending.discard(identity)
                times += not pending
            elif pending:
                begun[element] = times
                element.text = None
        elif pending:
            element.tail = None
            if begun.get(element) == times:
                doomed.append(element)
            elif element.tag in _PARAGRAPHS:
                paragraphs.append((element, True))
        elif element.tag in _PARAGRAPHS:
            paragraphs.append((element, False))
    if pending:
        raise damaged("a tracked change has no end")
    for element in doomed:
        _remove(element)
    _join(paragraphs)
    return bool(inserted)


def _join(paragraphs: Sequence[tuple[Element, bool]]) -> None:
    """Put paragraphs whose end was taken out together with the one that follows.

    Args:
        paragraphs: in reading order, and whether their end was taken out.
    """
    waiting: dict[int, Element] = {}  # by depth: a paragraph in a frame does not follow the one around it
    for paragraph, is_open in paragraphs:
        depth = sum(1 for _ in paragraph.iterancestors(*_PARAGRAPHS))
        first = waiting.pop(depth, None)
        if first is not None:
            _keep_text(first, first[-1] if len(first) else None, paragraph.text)
            first.extend(list(paragraph))
            _remove_with_list(paragraph)
        if is_open:
            waiting[depth] = paragraph if first is None else first


def _remove_with_list(element: Element) -> None:
    while (parent := element.getparent()) is not None:
        _remove(element)
        if len(parent) or parent.tag not in _names(_TEXT, "list list-item"):
            return
        element = parent


def _inner(element: Element) -> Iterator[Element]:
    """Frames, shapes, notes and comments within a paragraph."""
    for child in element:
        if child.tag == _SPAN:
            yield from _inner(child)
        elif child.tag == _TEXT + "note":
            yield from child.iterchildren(_TEXT + "note-body")
        elif child.tag.startswith(_DRAW) or child.tag in (_OFFICE + "annotation", _TABLE + "table"):
            yield child


def _remove(element: Element) -> None:
    """Take an element out; the text behind it stays."""
    parent = element.getparent()
    if parent is not None:
        _keep_text(parent, element.getprevious(), element.tail)
        element.tail = None
        parent.remove(element)


def _unwrap(element: Element) -> None:
    """Put what an element holds in its place."""
    parent = element.getparent()
    if parent is None:
        return
    _keep_text(parent, element.getprevious(), element.text)
    for child in list(element):
        element.addprevious(child)
    _keep_text(parent, element.getprevious(), element.tail)
    element.tail = None
    parent.remove(element)


def _keep_text(parent: Element, previous: Element | None, text: str | None) -> None:
    if not text:
        return
    if previous is None:
        parent.text = (parent.text or "") + text
    else:
        previous.tail = (previous.tail or "") + text


@dataclass(frozen=True, kw_only=True)
class _Hiding:
    """Whether a style hides its text, and the style it is made from."""

    own: bool | None
    parent: str


def _hidden_styles(roots: Iterable[Element]) -> frozenset[str]:
    styles: dict[str, _Hiding] = {}
    for root in roots:
        for style in root.iter(_STYLE + "style"):
            properties = style.find(_STYLE + "text-properties")
            display = None if properties is None else properties.get(_TEXT + "display")
            styles[style.get(_STYLE + "name", "")] = _Hiding(
                own=None if display is None else display == "none", parent=style.get(_STYLE + "parent-style-name", ""))

    def hides(name: str) -> bool:
        for _ in range(20):
            style = styles.get(name)
            if style is None or style.own is not None:
                return style is not None and bool(style.own)
            name = style.parent
        return False

    return frozenset(name for name in styles if hides(name))


def _rename_styles(roots: Sequence[Element]) -> None:
    renamed: dict[str, str] = {}

    def new(name: str) -> str:
        suffix = _STYLE_SUFFIX.search(name)
        stem = name if suffix is None else name[:suffix.start()]
        if not stem or _KEPT_STYLE.fullmatch(stem):
            return name
        renamed.setdefault(stem, f"Style_20_{len(renamed) + 1}")
        return renamed[stem] + name[len(stem):]

    for root in roots:
        for element in root.iter():
            for attribute, value in element.attrib.items():
                space, _, tag = attribute[1:].rpartition("}")
                definition = attribute == _STYLE + "name" and element.tag != _STYLE + "font-face"
                drawn = attribute == _DRAW + "name" and element.getparent().tag == _OFFICE + "styles"
                if definition or drawn or (space and _STYLE_REFERENCE.fullmatch(tag)):
                    element.set(attribute, new(value))


def _manifest(types: Mapping[str, str]) -> bytes:
    root = etree.Element(f"{{{_MANIFEST}}}manifest", nsmap={"manifest": _MANIFEST})
    root.set(f"{{{_MANIFEST}}}version", "1.3")
    for name, kind in types.items():
        entry = etree.SubElement(root, f"{{{_MANIFEST}}}file-entry")
        entry.set(f"{{{_MANIFEST}}}full-path", name)
        entry.set(f"{{{_MANIFEST}}}media-type", kind)
    return serialised(root)


@dataclass(frozen=True, kw_only=True)
class _OdfCodec:
    """An OpenDocument file.

    Attributes:
        kind: name of its body, also the end of its media type.
    """

    kind: str

    def read(self, data: bytes) -> Reading:
        """See :meth:`redactor.formats.protocol.Codec.read`."""
        return _Odf(data, self.kind).reading()

    def write(self, data: bytes, edits: Mapping[str, Sequence[TextEdit]]) -> bytes:
        """See :meth:`redactor.formats.protocol.Codec.write`; the banner is a paragraph, sheet or slide of its own."""
        return _Odf(data, self.kind).written(edits)


CODECS: Mapping[str, Codec] = MappingProxyType({
    "odt": _OdfCodec(kind="text"), "ods": _OdfCodec(kind="spreadsheet"), "odp": _OdfCodec(kind="presentation"),
})
