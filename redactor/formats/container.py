"""Zip containers with XML in them, opened within limits and written anew with nothing of their history.

Everything here treats the file as hostile: sizes, names and markup are checked before they are used.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from lxml import etree

from redactor.errors import ReadError

#: Members of a container, bytes of all of them unpacked, and bytes of one that is parsed as a tree.
_MOST_MEMBERS = 20_000
_MOST_BYTES = 768 * 1024**2
_MOST_TREE_BYTES = 64 * 1024**2
#: How many times smaller a large member may have been packed; office files stay far below.
_MOST_RATIO, _RATIO_FROM = 400, 8 * 1024**2
#: The earliest date a zip can hold; the real ones tell when the writer worked.
_DATE = (1980, 1, 1, 0, 0, 0)
#: ISO 29500 Strict names its vocabularies otherwise; they are read as Transitional ones.
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w{1,40})/(\w{1,40})")
#: Characters that show as nothing but would break a name in two.
_INVISIBLE = dict.fromkeys([0xAD, 0x200B, 0x2060, 0xFEFF])
#: What XML 1.0 cannot hold.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Element = Any
"""An lxml element; the library has no types of its own."""


def damaged(what: str) -> ReadError:
    """Error for a file that is broken or made to break its reader."""
    return ReadError(
        f"the file is damaged ({what}).",
        remedy="Open it in the program it came from, save it again and retry.",
    )


def oversized(what: str) -> ReadError:
    """Error for a file beyond the limits."""
    return ReadError(f"the file is too large ({what}).", remedy="Split it and retry.")


class Container:
    """A zip file whose members were checked.

    Args:
        data: bytes of the file.

    Raises:
        ReadError: not a zip, encrypted, too large once unpacked, or with names that leave the container.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
            raise damaged("not a proper zip container") from None
        members = [info for info in self._zip.infolist() if not info.is_dir()]
        if len(members) > _MOST_MEMBERS:
            raise oversized("too many parts")
        if sum(info.file_size for info in members) > _MOST_BYTES:
            raise oversized("unpacked, it would not fit the memory")
        for info in members:
            if info.flag_bits & 0x1:
                raise ReadError("the file is password-protected.", remedy="Save a copy without a password and retry.")
            if info.file_size > _RATIO_FROM and info.file_size > _MOST_RATIO * max(info.compress_size, 1):
                raise oversized("a part is packed beyond belief")
            if info.filename.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", info.filename):
                raise damaged("a part's name leaves the container")
        self._by_name = {info.filename: info for info in members}
        if len({name.casefold() for name in self._by_name}) != len(members):
            raise damaged("two parts share a name")

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the members, in the order of the file."""
        return tuple(self._by_name)

    def size(self, name: str) -> int:
        """Bytes of a member once unpacked."""
        return self._by_name[name].file_size

    def read(self, name: str) -> bytes:
        """Bytes of a member.

        Raises:
            ReadError: missing or damaged.
        """
        try:
            return self._zip.read(self._by_name[name])
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError):
            raise damaged("a part is missing or broken") from None

    def tree(self, name: str) -> Element:
        """Root element of a member that holds XML.

        Raises:
            ReadError: missing, damaged or too large.
        """
        if name in self._by_name and self.size(name) > _MOST_TREE_BYTES:
            raise oversized("a part has too much text")
        return parsed(self.read(name))

    def shell(self, name: str, tag: str) -> Element:
        """Root element of a member of any size, with all elements of a tag left out.

        Raises:
            ReadError: as :meth:`tree`.
        """
        rows = self.stream(name, tag)
        for _ in rows:
            pass
        return rows.root

    def stream(self, name: str, tag: str) -> Stream:
        """The elements of a tag one after the other, each gone once the next is asked for.

        Raises:
            ReadError: when iterated, as :meth:`tree`.
        """
        return Stream(self.read(name), tag)


class Stream:
    """Elements of one tag, read without keeping them.

    Attributes:
        root: the root without these elements, once all were read.
    """

    def __init__(self, data: bytes, tag: str) -> None:
        self._data = data
        self._tag = tag
        self.root: Element = None

    def __iter__(self) -> Iterator[Element]:
        events = etree.iterparse(
            io.BytesIO(_transitional(self._data)), tag=self._tag, resolve_entities=False, no_network=True,
            load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True,
        )
        try:
            for _, element in events:
                _check_types(element)
                yield element
                parent = element.getparent()
                if parent is not None:
                    parent.remove(element)
        except etree.XMLSyntaxError:
            raise damaged("a part is not proper XML") from None
        _check_types(events.root)
        self.root = events.root


def parsed(data: bytes) -> Element:
    """Root element of XML without comments and processing instructions.

    Raises:
        ReadError: not well-formed, or with a document type (no office program writes one; entity bombs need it).
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )
    try:
        root = etree.fromstring(_transitional(data), parser)
    except (etree.XMLSyntaxError, ValueError):
        raise damaged("a part is not proper XML") from None
    _check_types(root)
    return root


def _transitional(data: bytes) -> bytes:
    return _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/\2", data)


def _check_types(element: Element) -> None:
    document = element.getroottree().docinfo
    if document.doctype or document.internalDTD is not None:
        raise damaged("a part defines entities")


def serialised(root: Element, prefixes: Sequence[str] = ()) -> bytes:
    """Bytes of a tree, UTF-8 with declaration.

    Args:
        root: the tree.
        prefixes: those that values of attributes use, so that they stay declared.
    """
    etree.cleanup_namespaces(root, keep_ns_prefixes=[*prefixes, *_ignorable(root)])
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _ignorable(root: Element) -> Iterable[str]:
    # Prefixes named in attribute values (mc:Ignorable, mc:Choice/@Requires) must stay declared.
    markup = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
    for element in root.iter():
        for value in (element.get(f"{markup}Ignorable"), element.get("Requires")):
            yield from (value or "").split()


def packed(members: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip with fixed dates and no comments.

    Args:
        members: names and bytes; one named "mimetype" is stored unpacked, as OpenDocument asks.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name, data in members:
            info = zipfile.ZipInfo(name, date_time=_DATE)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            target.writestr(info, data)
    return buffer.getvalue()


def without_invisibles(text: str) -> str:
    """Text without the characters that show as nothing (soft hyphen, zero-width space and the like)."""
    return text if text.isascii() else text.translate(_INVISIBLE)


def writable(text: str) -> str:
    """Text that an XML part may hold."""
    return _FORBIDDEN.sub("", text).replace("\r", " ")
