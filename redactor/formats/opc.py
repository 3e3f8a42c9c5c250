"""Packages of Office Open XML: parts and the relationships between them (ECMA-376 part 2).

A package is read as a graph of parts, starting at its main part, and only along relationships a format names
as known. It is written from that graph anew: new part names, new relationship ids, no link to the outside.
So what was not understood cannot be copied, and what was left behind is told.
"""

from __future__ import annotations

import io
import posixpath
import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from types import MappingProxyType
from urllib.parse import unquote

import olefile
from lxml import etree

from redactor.casefile import Fate, TextBlock, TextEdit, UnreadPart
from redactor.errors import ReadError, WriteError
from redactor.formats.container import Container, Element, damaged, packed, serialised
from redactor.formats.illustrations import Illustration, illustration
from redactor.formats.nesting import EnclosedFile, counting
from redactor.formats.protocol import Reading
from redactor.formats.signatures import kind_of

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
#: Attributes that hold the id of a relationship: those of its vocabulary, and a picture's in VML.
_KEPT_ID = (f"{{{R}}}", "{urn:schemas-microsoft-com:office:office}relid")
#: A picture that is not shown is replaced by this grey square, so that the page keeps its layout.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a4944415478da63b8090000db00dac95dc7f50000000049454e44ae426082"
)
#: Parts that hold nothing a reader sees and that are not written back: left out without a word.
_QUIET = frozenset((
    "core-properties", "extended-properties", "custom-properties", "webSettings", "stylesWithEffects",
    "commentsIds", "commentsExtended", "commentsExtensible", "people", "person", "font", "printerSettings",
    "hyperlink", "attachedTemplate", "externalLinkPath", "mailMergeSource", "mailMergeHeaderSource",
    "calcChain", "viewProps", "presProps", "tags", "customXmlProps", "chartStyle",
    "chartColorStyle", "threadedComment", "sheetMetadata", "vmlDrawing", "table",
    "tableSingleCells", "volatileDependencies", "revisionInfo", "slideUpdateInfo",
))
#: What the reader is told of a part that is left out, by the relationship that leads to it.
_TOLD: Mapping[str, str] = MappingProxyType({
    **dict.fromkeys(("image", "hdphoto"), "picture"),
    "thumbnail": "thumbnail",
    **dict.fromkeys(("oleObject", "package", "control", "activeXControlBinary", "ctrlProp"), "embedded object"),
    **dict.fromkeys((
        "vbaProject", "vbaProjectSignature", "wordVbaData", "keyMapCustomizations", "attachedToolbars",
        "xlMacrosheet", "xlIntlMacrosheet", "dialogsheet", "userCustomization", "ui", "extensibility",
    ), "macro"),
    **dict.fromkeys(("aFChunk", "subDocument"), "embedded document"),
    **dict.fromkeys(("video", "audio", "media"), "recording"),
    **dict.fromkeys(("customXml", "customXmlData", "xmlMaps"), "custom data"),
    **dict.fromkeys(("externalLink", "connections", "queryTable"), "linked data"),
    **dict.fromkeys(("pivotTable", "pivotCacheDefinition", "pivotCacheRecords", "slicer", "slicerCache",
                     "timeline", "timelineCache"), "pivot table"),
    "glossaryDocument": "glossary",
    "chartEx": "chart",
})


@dataclass(frozen=True, kw_only=True)
class Embedded:
    """A document within the document, of a format that is redacted.

    Attributes:
        file: the document.
        reading: what reading it gave, as part of the enclosing document.
    """

    file: EnclosedFile
    reading: Reading = field(repr=False)

    @property
    def program(self) -> str:
        """What opens it, as an object names it (ProgID)."""
        return _PROGRAMS[self.file.name]


@dataclass(kw_only=True)
class Part:
    """A part that is kept.

    Attributes:
        name: name in the package it was read from.
        kind: last segment of the type of the relationship that leads to it ("header", "chart").
        type: its relationship's full type.
        root: its tree, changed in place.
        links: what its relationship ids stand for: another part, what is shown in a picture's place, a file within the
            file, or None for a picture that is not shown.
        finish: what is done with its bytes when it is written.
    """

    name: str
    kind: str
    type: str
    root: Element = field(repr=False)
    links: dict[str, Part | Illustration | Embedded | None] = field(default_factory=dict, repr=False)
    finish: Callable[[bytes], bytes] = field(default=bytes, repr=False)


@dataclass(frozen=True, kw_only=True)
class _Relationship:
    id: str
    type: str
    target: str
    external: bool

    @property
    def kind(self) -> str:
        kind = self.type.rsplit("/", 1)[-1]
        # PowerPoint's threads of comments go by the name of the older kind.
        return "threadedComments" if kind == "comments" and "microsoft" in self.type else kind


#: Stream of a compound file that holds a file of any kind ([MS-OLEDS], 2.3.6).
_NATIVE = "\x01Ole10Native"
#: Formats of embedded documents that are redacted, by the name they are read under, and what opens them.
_PROGRAMS: Mapping[str, str] = MappingProxyType({
    "x.docx": "Word.Document.12", "x.xlsx": "Excel.Sheet.12", "x.pptx": "PowerPoint.Show.12",
})


class Package:
    """A package read along the relationships a format knows.

    Args:
        data: bytes of the file.
        known: kinds of relationships whose parts are kept.
        streamed: of these, the kinds that may be very large, each with the tag of the elements that are left
            out of its tree; :meth:`stream` reads them.
        embeds: whether documents within the document are redacted; otherwise they are left out and told.

    Attributes:
        main: the main part.
        parts: every kept part, the main one first, in reading order.
        properties: author, title and the like, evidence only.
        unread: parts that are left out and could hold something a reader sees.
        cleared: kinds of part that are left out and that no reader sees ("core properties").
    """

    def __init__(
        self, data: bytes, known: frozenset[str], streamed: Mapping[str, str] = MappingProxyType({}), *,
        embeds: bool = False,
    ) -> None:
        self._container = Container(data)
        self._names = {name.casefold(): name for name in self._container.names}
        self._known = known
        self._streamed = streamed
        self._parts: dict[str, Part] = {}
        self._left_out: dict[str, str] = {}
        self._quiet: dict[str, str] = {}
        self._pictures: dict[str, Illustration | None] = {}
        self._embeds = embeds
        self._embedded: dict[str, Embedded] = {}
        self.properties: dict[str, str] = {}
        roots = list(self._relationships(""))
        mains = [link for link in roots if link.kind == "officeDocument" and not link.external]
        if len(mains) != 1 or mains[0].target not in self._names.values():
            raise damaged("its main part is missing")
        for link in roots:
            self._properties(link)
            if link.kind != "officeDocument":
                self._leave_out(link)
        with counting():
            self.main = self._part(mains[0])

    @property
    def parts(self) -> tuple[Part, ...]:
        """Every kept part, the main one first."""
        return tuple(self._parts.values())

    @property
    def unread(self) -> tuple[UnreadPart, ...]:
        """What is left out, in the order of the file; neutral names, since a part's name may tell."""
        found = []
        number = count(1)
        shown = self._shown()
        for name in self._container.names:
            if name in self._parts or name == "[Content_Types].xml" or name.endswith(".rels"):
                continue
            kind = self._left_out.get(name, _by_name(name))
            if name in self._embedded and id(self._embedded[name]) in shown:
                continue
            if kind:
                picture = self._pictures.get(name)
                fate = picture.fate if picture is not None and id(picture) in shown else Fate.DROPPED
                found.append(UnreadPart(part=f"{kind} {next(number)}", kind=kind, fate=fate))
        return tuple(found)

    @property
    def embedded(self) -> tuple[Reading, ...]:
        """What the documents within the document say, those alone that are written back."""
        shown = self._shown()
        return tuple(item.reading for item in self._embedded.values() if id(item) in shown)

    def _shown(self) -> set[int]:
        """Identities of the pictures and files that the trees lead to, as they are now."""
        return {
            id(link) for part in self.parts for element in part.root.iter() for name, value in element.attrib.items()
            if name.startswith(_KEPT_ID) and isinstance(link := part.links.get(value), Illustration | Embedded)
        }

    @property
    def cleared(self) -> tuple[str, ...]:
        """What is left out and no reader sees, each kind once, in words."""
        kinds = [kind for name, kind in self._quiet.items() if name in self._container.names]
        return tuple(dict.fromkeys(re.sub(r"(?<=[a-z])-?(?=[A-Z])|-", " ", kind).lower() for kind in kinds))

    def reading(
        self, blocks: Sequence[TextBlock], properties: Mapping[str, str], *, told: Sequence[UnreadPart] = (),
        cleared: Sequence[str] = (),
    ) -> Reading:
        """What the document says, with the documents within it behind its own blocks.

        Args:
            blocks: its own blocks.
            properties: what its metadata says.
            told: further parts that are left out.
            cleared: further parts that no reader sees.
        """
        inner = self.embedded
        return Reading(
            blocks=(*blocks, *(block for reading in inner for block in reading.blocks)),
            metadata=MappingProxyType(
                {**{key: value for reading in inner for key, value in reading.metadata.items()}, **properties}),
            unread=(*self.unread, *told, *(part for reading in inner for part in reading.unread)),
            cleared=(*self.cleared, *cleared, *(part for reading in inner for part in reading.cleared)),
        )

    def stream(self, part: Part) -> Iterator[Element]:
        """The elements of a streamed part that its tree lacks, each gone once the next is asked for."""
        return iter(self._container.stream(part.name, self._streamed[part.kind]))

    def _part(self, link: _Relationship) -> Part:
        tag = self._streamed.get(link.kind)
        root = self._container.shell(link.target, tag) if tag else self._container.tree(link.target)
        part = Part(name=link.target, kind=link.kind, type=link.type, root=root)
        self._parts[link.target] = part
        for inner in self._relationships(link.target):
            if inner.external or inner.target not in self._container.names:
                if inner.kind == "image":
                    part.links[inner.id] = None
            elif inner.kind == "image":
                part.links[inner.id] = self._picture(inner.target)
                self._leave_out(inner)
            elif part.kind != "chart" and (file := self._embed(inner)) is not None:
                part.links[inner.id] = file
                self._leave_out(inner)
            elif inner.target in self._parts:
                part.links[inner.id] = self._parts[inner.target]
            elif inner.kind in self._known:
                if len(self._parts) > 5000:
                    raise damaged("too many parts")
                part.links[inner.id] = self._part(inner)
            else:
                self._leave_out(inner)
        return part

    def _picture(self, name: str) -> Illustration | None:
        if name not in self._pictures:
            self._pictures[name] = illustration(self._container.read(name))
        return self._pictures[name]

    def _embed(self, link: _Relationship) -> Embedded | None:
        if not self._embeds or link.kind not in ("package", "oleObject"):
            return None
        if link.target not in self._embedded:
            data = _unwrapped(self._container.read(link.target))
            name = f"x.{kind_of(data)}"
            if name not in _PROGRAMS:
                return None
            file = EnclosedFile(number=len(self._embedded) + 1, kind="embedded object", name=name, data=data)
            reading = file.read()
            if not reading.blocks:
                return None  # unreadable, or nothing in it
            self._embedded[link.target] = Embedded(file=file, reading=reading)
        return self._embedded[link.target]

    def _leave_out(self, link: _Relationship) -> None:
        if link.external or link.target in self._left_out:
            return
        quiet = link.kind in _QUIET
        self._left_out[link.target] = "" if quiet else _TOLD.get(link.kind, "unknown part")
        if quiet:
            self._quiet[link.target] = link.kind
        if link.target in self._names.values():
            for inner in self._relationships(link.target):
                self._leave_out(inner)

    def _relationships(self, source: str) -> Iterator[_Relationship]:
        folder, name = posixpath.split(source)
        path = self._names.get(posixpath.join(folder, "_rels", f"{name}.rels").casefold())
        if path is None:
            return
        for element in self._container.tree(path).iterchildren(f"{{{_PACKAGE}/relationships}}Relationship"):
            target = element.get("Target", "")
            external = element.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, unquote(target)))[1:]
                target = self._names.get(target.casefold(), target)
            yield _Relationship(
                id=element.get("Id", ""), type=element.get("Type", ""), target=target, external=external)

    def _properties(self, link: _Relationship) -> None:
        if link.kind not in ("core-properties", "extended-properties", "custom-properties"):
            return
        try:
            root = self._container.tree(link.target)
        except ReadError:
            return  # evidence only; the part is not written back
        for element in root.iter():
            if len(element) == 0 and element.text and element.text.strip():
                holder = element if link.kind != "custom-properties" else element.getparent()
                name = holder.get("name") or etree.QName(element).localname
                self.properties.setdefault(name[:60], element.text.strip()[:1000])


def _unwrapped(data: bytes) -> bytes:
    """A document that lies in a compound file, as some programs embed it; other bytes as they are."""
    if not data.startswith(olefile.MAGIC):
        return data
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            if container.exists("Package"):
                return bytes(container.openstream("Package").read())
            return _native(container.openstream(_NATIVE).read()) if container.exists(_NATIVE) else b""
    except Exception:  # a damaged one fails in many ways; whichever it is, the object is left out
        return b""


def _native(data: bytes) -> bytes:
    """The file in a stream that Windows' packager writes: its size, two names, a path, its size again and the file."""
    place = 6
    for _ in range(2):
        place = data.index(b"\0", place) + 1
    place += 4
    place += 4 + int.from_bytes(data[place:place + 4], "little")
    size = int.from_bytes(data[place:place + 4], "little")
    return data[place + 4:place + 4 + size]


def _by_name(name: str) -> str:
    # A part that no relationship leads to: nobody sees it, and it is not copied; told all the same.
    if re.search(r"\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg)$", name, re.IGNORECASE):
        return "picture"
    return "unused part"


def without_pictures(part: Part, holder: Element) -> None:
    """Show none of the pictures an element of a part holds, whatever the handling says.

    Args:
        part: the part.
        holder: the element.
    """
    for element in holder.iter():
        for name, value in element.attrib.items():
            if name.startswith(_KEPT_ID) and isinstance(part.links.get(value), Illustration):
                part.links[value] = None


@dataclass(frozen=True, kw_only=True)
class Shape:
    """How a kept part is named and typed when written.

    Attributes:
        folder: folder of the package ("word").
        stem: beginning of its name; a number is added unless it is the only one of its kind.
        content_type: as in [Content_Types].xml.
        extension: ending of its name, without dot.
    """

    folder: str
    stem: str
    content_type: str
    extension: str = "xml"


def written(main: Part, shapes: Mapping[str, Shape], edits: Mapping[str, Sequence[TextEdit]]) -> bytes:
    """A package made of the parts that are reachable from the main one.

    Relationship ids in the trees are numbered anew; attributes that point to nothing kept are removed.

    Args:
        main: the main part, its tree and those behind it edited and cleaned.
        shapes: by kind of part; the main part's kind is "officeDocument".
        edits: by block id; those of embedded documents are applied here.

    Raises:
        WriteError: no safe copy of an embedded document can be made.
    """
    names: dict[int, str] = {}
    order: list[tuple[Part, dict[str, str]]] = []
    numbers: dict[str, Iterator[int]] = {}
    media: dict[str, bytes] = {}
    files: dict[int, str] = {}
    folder = shapes[main.kind].folder
    waiting = deque([main])
    while waiting:
        part = waiting.popleft()
        if id(part) in names:
            continue
        shape = shapes[part.kind]
        number = next(numbers.setdefault(part.kind, count(1)))
        suffix = "" if number == 1 and part.kind in _ALONE else str(number)
        names[id(part)] = f"{shape.folder}/{shape.stem}{suffix}.{shape.extension}"
        ids = _renumber(part)
        order.append((part, ids))
        waiting += [link for old in ids if isinstance(link := part.links[old], Part)]
    members: list[tuple[str, bytes]] = []
    for part, ids in order:
        own = names[id(part)]
        lines = []
        for old, new in ids.items():
            target = part.links[old]
            if isinstance(target, Part):
                path, kind = names[id(target)], target.type
            elif isinstance(target, Embedded):
                if id(target) not in files:
                    files[id(target)] = _embedded(target, edits, media, f"{folder}/embeddings")
                path, kind = files[id(target)], f"{R}/package"
            else:
                path, kind = _stored(target, media, f"{folder}/media"), f"{R}/image"
            lines.append((new, kind, posixpath.relpath(path, posixpath.dirname(own))))
        members.append((own, part.finish(serialised(part.root))))
        if lines:
            members.append((posixpath.join(posixpath.dirname(own), "_rels", f"{posixpath.basename(own)}.rels"),
                            _relationships_xml(lines)))
    head = [
        ("[Content_Types].xml", _content_types({names[id(p)]: shapes[p.kind].content_type for p, _ in order})),
        ("_rels/.rels", _relationships_xml([("rId1", f"{R}/officeDocument", names[id(main)])])),
    ]
    return packed([*head, *members, *media.items()])


def _embedded(
    item: Embedded, edits: Mapping[str, Sequence[TextEdit]], members: dict[str, bytes], folder: str,
) -> str:
    """Name of the member that holds an embedded document, redacted."""
    file = item.file.written(edits)
    if file is None:
        raise WriteError("an embedded document cannot be written.", remedy="Take it out of the document and retry.")
    extension, data = file
    name = f"{folder}/object{item.file.number}{extension}"
    members[name] = data
    return name


def _stored(picture: Illustration | None, media: dict[str, bytes], folder: str) -> str:
    """Name of the member that holds a picture; each is held once."""
    if picture is None:
        media[f"{folder}/removed.png"] = PICTURE
        return f"{folder}/removed.png"
    known = next((name for name, data in media.items() if data is picture.data), None)
    name = known or f"{folder}/picture{len(media) + 1}.{picture.extension}"
    media[name] = picture.data
    return name


#: Kinds a package has one of, so that their names carry no number.
_ALONE = frozenset((
    "officeDocument", "styles", "settings", "numbering", "fontTable", "footnotes", "endnotes", "comments",
    "sharedStrings", "commentAuthors", "tableStyles",
))
#: Relationships no attribute points at: the part is found by its kind alone.
_IMPLICIT = frozenset((
    "styles", "settings", "numbering", "fontTable", "theme", "footnotes", "endnotes", "comments",
    "sharedStrings", "notesSlide", "slideLayout", "slideMaster", "notesMaster", "slide",
    "tableStyles", "diagramDrawing", "themeOverride", "commentAuthors",
))


def _renumber(part: Part) -> dict[str, str]:
    number = count(1)
    ids: dict[str, str] = {}
    for element in part.root.iter():
        for name, value in element.attrib.items():
            if not name.startswith(_KEPT_ID):
                continue
            if value in part.links:
                if value not in ids:
                    ids[value] = f"rId{next(number)}"
                element.set(name, ids[value])
            else:
                del element.attrib[name]
    for old, target in part.links.items():
        if old not in ids and isinstance(target, Part) and target.kind in _IMPLICIT:
            ids[old] = f"rId{next(number)}"
    return ids


def _relationships_xml(lines: list[tuple[str, str, str]]) -> bytes:
    root = etree.Element(f"{{{_PACKAGE}/relationships}}Relationships", nsmap={None: f"{_PACKAGE}/relationships"})
    for identity, kind, target in lines:
        etree.SubElement(root, f"{{{_PACKAGE}/relationships}}Relationship", Id=identity, Type=kind, Target=target)
    return serialised(root)


def _content_types(types: Mapping[str, str]) -> bytes:
    space = f"{_PACKAGE}/content-types"
    root = etree.Element(f"{{{space}}}Types", nsmap={None: space})
    for extension, kind in (
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"), ("png", "image/png"), ("jpeg", "image/jpeg"),
        *((name, f"application/vnd.openxmlformats-officedocument.{kind}") for name, kind in (
            ("docx", "wordprocessingml.document"), ("xlsx", "spreadsheetml.sheet"),
            ("pptx", "presentationml.presentation"))),
    ):
        etree.SubElement(root, f"{{{space}}}Default", Extension=extension, ContentType=kind)
    for name, kind in types.items():
        etree.SubElement(root, f"{{{space}}}Override", PartName=f"/{name}", ContentType=kind)
    return serialised(root)

