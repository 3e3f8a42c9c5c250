"""An independent reader: every text that can be got out of a written file, by whatever means.

It shares no code with the formats that wrote the file, knows no format well and understands nothing: it unpacks,
decodes and strips tags, so that what a careful writer forgot is seen all the same. Formats are told by their bytes.
"""

from __future__ import annotations

import base64
import binascii
import email
import email.policy
import html
import io
import os
import re
import shutil
import struct
import subprocess
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from redactor.assurance.markup import (
    is_pdf_name,
    part_name,
    without_media_type,
    without_settings,
    written_by_people,
)
from redactor.assurance.traces import Manner
from redactor.errors import ReadError

#: How deep files may lie within files, how many there may be, and how large they may be together, unpacked.
MAX_DEPTH = 8
MAX_PARTS = 20_000
MAX_BYTES = 1024 * 1024 * 1024
#: Pages of one file that are also read as pictures; a longer one is read at its beginning and its end.
MAX_OCR_PAGES = 20
_OCR_DPI = 150
_OCR_SECONDS = 60

#: Elements that end a word; all others may stand within one, as runs do.
_BREAKING = (
    "p|tr|tc|td|th|li|ul|ol|dl|dt|dd|div|br|tab|h[1-6]|row|c|si|is|v|f|t[rc]Pr|cell|table|table-row|table-cell|tbl"
    "|line-break|s|title|head|body|hr|option|blockquote|section|article|header|footer|comment|author|text|cr|sectPr"
    "|keywords|creator|subject|description|lastModifiedBy|lpwstr|lpstr|Company|Manager|Template|property|list-item"
)
_BREAKING_TAG = re.compile(rf"</?(?:[\w.-]{{1,40}}:)?(?:{_BREAKING})(?=[\s/>])[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_LOOKS_LIKE_MARKUP = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<[?!a-zA-Z]")
#: Measures of a drawing ("105000" is 105 %), colours, and the places of rows and cells: six digits, as many a reference
#: has.
_MEASURES = re.compile(
    r'(?<=<a:)[A-Za-z]{1,40}(?: [A-Za-z]{1,20}="-?\d{1,8}"){1,8}(?=[\s/>])'
    r'|(?: rgb="FF| w:fill="|<w:color w:val=")\d{6}"'
    r'|(?<=[<:]row) r="\d{1,7}"|(?<=[<:]c) r="[A-Z]{1,3}\d{1,7}"| ref="[A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7}"')
#: The number of a cell's text among the shared strings of a workbook.
_SHARED_STRING = re.compile(r'(?<= t="s">)<((?:\w{1,20}:)?v)>\d{1,9}</\1>')
#: Strings of a PDF's page description, and the numbers between them, which say where something is drawn.
_DRAWN = re.compile(rb"\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f\s]*>|(?<![\w(])-?\d[\d.]*", re.DOTALL)
_PDF_NAME = re.compile(rb"/[A-Za-z0-9+-]{1,60}|\([A-Z]{6}\+[A-Za-z-]{1,60}\)")
_STRINGS = re.compile(rb"[\x20-\x7e\xc3-\xc5\x80-\xbf]{6,}")
_WIDE_STRINGS = re.compile(rb"(?:[\x20-\x7e\xa0-\xff]\x00){4,}|(?:\x00[\x20-\x7e\xa0-\xff]){4,}")
_BASE64 = re.compile(rb"[A-Za-z0-9+/]{24,}={0,2}(?:\r?\n[A-Za-z0-9+/]{4,}={0,2})*")
#: First bytes of what is packed and no text.
_BINARY = (b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b", b"PK\x03\x04", b"%PDF")
#: Base64 as mails have it, the short line at its end too, and a line that goes on in quoted-printable.
_BASE64_LINES = re.compile(
    rb"(?m)^[A-Za-z0-9+/]{60,}={0,2}\r?$"
    rb"(?:\n(?:[A-Za-z0-9+/]{4}){0,18}(?:[A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)\r?$(?=\n(?:\r?\n|--)|\n?\Z))?")
_SOFT_BREAK = re.compile(rb"(?<=[a-z])=\r?\n(?=[a-z])")
_UNICODE_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])[-‐\u00ad]\s{0,3}\n\s{0,3}(?=[^\W\d_])")
_MAIL_HEADER = re.compile(rb"(?:^|\n)(?:mime-version|content-type|content-transfer-encoding):", re.IGNORECASE)
_ENCODED_WORD = re.compile(r"=\?[\w-]{1,40}\?[bBqQ]\?[^?\s]{0,400}\?=")
_RTF_TOKEN = re.compile(
    r"\\u(-?\d{1,6})\s?\??|\\'([0-9a-fA-F]{2})"
    r"|\\(?:par|line|tab|cell|row)\b ?|\\[a-zA-Z]{1,32}-?\d{0,10} ?|\\.|[{}\r\n]")
#: Media types of a mail's text with tags.
_HYPERTEXT = frozenset(("text/html", "application/xhtml+xml"))
#: A member's name that can stand in a table.
_PLAIN_NAME = re.compile(r"[\w .!\[\]()/-]{1,120}")


@dataclass(frozen=True)
class Place:
    """A piece of a file.

    Attributes:
        name: what the file calls it; may hold case text (a member's name).
        masked: the same without anything that comes from the file.
    """

    name: str = field(default="", repr=False)
    masked: str = ""

    def within(self, name: str, masked: str = "") -> Place:
        """A piece of this piece; ``masked`` where the name comes from the file."""
        join = "/" if self.name else ""
        return Place(f"{self.name}{join}{name}", f"{self.masked}{join}{masked or name}")


@dataclass(frozen=True, kw_only=True)
class View:
    """One text got out of a file.

    Attributes:
        place: which piece of the file.
        text: what was found.
        manner: how it was found.
    """

    place: Place
    text: str = field(repr=False)
    manner: Manner = Manner.TEXT


class _Budget:
    """What may still be unpacked."""

    def __init__(self) -> None:
        self.parts, self.bytes = MAX_PARTS, MAX_BYTES

    def take(self, size: int) -> None:
        self.parts -= 1
        self.bytes -= size
        if self.parts < 0 or self.bytes < 0:
            raise ReadError(
                "the file holds more than can be searched.", remedy="Split the document into smaller ones.")


def views(path: Path, *, ocr: bool = True) -> Iterator[View]:
    """Every text of a file, its name first.

    Args:
        path: the file.
        ocr: also read pages and pictures with Tesseract, where that is installed.

    Raises:
        ReadError: it cannot be opened, or goes beyond the limits.
    """
    yield View(place=Place().within("file name"), text=path.name)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(f"the file cannot be opened ({error.strerror}).", where=path.name) from None
    yield from _Reader(ocr=ocr and shutil.which("tesseract") is not None).open(data, Place(), depth=0)


class _Reader:
    def __init__(self, *, ocr: bool) -> None:
        self._budget = _Budget()
        self._ocr = ocr
        self._number = 0

    def _member(self, place: Place, name: str) -> Place:
        self._number += 1
        calm = name if _PLAIN_NAME.fullmatch(name) else f"piece {self._number}"
        return place.within(calm, f"piece {self._number}")

    def open(self, data: bytes, place: Place, *, depth: int) -> Iterator[View]:
        """Every text of some bytes, whatever they are."""
        if depth > MAX_DEPTH:
            raise ReadError("files lie too deep within files.", remedy="Unpack the document.")
        self._budget.take(len(data))
        if data[:4] == b"PK\x03\x04":
            yield from self._zip(data, place, depth=depth)
            yield from _noise(_without_part_names(data), place)
        elif b"%PDF-" in data[:1024]:
            yield from self._pdf(data, place, depth=depth)
            yield from _noise(_without_pdf_names(data), place)
        elif data[:2] == b"\x1f\x8b":
            yield from self.open(_gunzip(data, self._budget), place.within("unpacked"), depth=depth + 1)
        elif data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
            yield from self._ole(data, place, depth=depth)
            yield from _noise(data, place)
        elif data[:8] == b"\x89PNG\r\n\x1a\n" or data[:3] == b"\xff\xd8\xff" or data[:4] in (b"GIF8", b"RIFF"):
            yield from self._picture(data, place)
            yield from _noise(data, place)
        elif _is_packed(data):
            yield from _noise(data, place)
        else:
            yield from self._text(data, place, depth=depth)

    # Text

    def _text(self, data: bytes, place: Place, *, depth: int) -> Iterator[View]:
        markup = bool(_LOOKS_LIKE_MARKUP.match(data))
        rtf = data.lstrip()[:5] == b"{\\rtf"
        mail = not markup and _MAIL_HEADER.search(data[:8192]) is not None
        seen: set[str] = set()
        packed = [(match, content) for match in _BASE64.finditer(data)
                  if (content := _base64(match.group())) is not None]
        for text in _decodings(_unpacked(data, packed, mail=mail)):
            if markup:
                text = _SHARED_STRING.sub("", text)
            forms = [without_media_type(text)]
            if markup or rtf:
                # Attributes and keywords go with their tags, so the whole is searched as well. A backslash of RTF is
                # no escape of JSON's.
                yield from (
                    View(text=_MEASURES.sub("", variant), place=place, manner=Manner.MARKUP)
                    for variant in (_unescaped(text) if markup else (text,)))
                text = without_settings(text)
                forms = [*_without_tags(text)] if markup else [_rtf_text(text)]
            elif mail:
                forms = [written_by_people(text)]
            for form in forms:
                for variant in _unescaped(form):
                    if variant not in seen:
                        seen.add(variant)
                        yield View(text=variant, place=place)
        if mail:
            yield from self._mail(email.message_from_bytes(data, policy=email.policy.compat32), place, depth)
        for _, content in packed:
            yield from self.open(content, place.within("encoded piece"), depth=depth + 1)

    def _mail(self, message: Message, place: Place, depth: int) -> Iterator[View]:
        for index, item in enumerate(message.walk()):
            self._budget.take(0)
            headers = [_words_decoded(f"{name}: {value}") for name, value in item.items()]
            headers.append(item.get_filename() or "")
            yield View(place=place.within("headers"), text="\n".join(headers))
            payload = item.get_payload(decode=True)
            kind = item.get_content_type()
            if isinstance(payload, bytes) and index + message.is_multipart() > 0:
                if kind == "text/plain" and not item.get_filename():
                    # What stands between "<" and ">" in it is no tag, even where it begins like markup.
                    yield from _body(payload, place.within(f"mail part {index + 1}"), Manner.TEXT)
                yield from self.open(payload, place.within(f"mail part {index + 1}"), depth=depth + 1)
            elif isinstance(payload, bytes):
                manner = Manner.MARKUP if kind in _HYPERTEXT else Manner.TEXT
                yield from _body(payload, place.within("body"), manner)

    # Containers

    def _zip(self, data: bytes, place: Place, *, depth: int) -> Iterator[View]:
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise ReadError(f"the written file is a damaged archive ({type(error).__name__}).") from None
        with archive:
            comment = archive.comment.decode("utf-8", "replace")
            listing = archive.namelist()
            if "[Content_Types].xml" in listing or "mimetype" in listing:
                listing = [part_name(name) for name in listing]
            listing.append(comment)
            listing += [info.comment.decode("utf-8", "replace") for info in archive.infolist() if info.comment]
            yield View(place=place.within("names"), text="\n".join(listing))
            for info in archive.infolist():
                if info.is_dir():
                    continue
                if info.file_size > self._budget.bytes:
                    self._budget.take(info.file_size)
                try:
                    content = archive.read(info)
                except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error, EOFError, OSError) as error:
                    raise ReadError(
                        f"a part of the written file cannot be unpacked ({type(error).__name__}).") from None
                yield from self.open(content, self._member(place, info.filename), depth=depth + 1)

    def _ole(self, data: bytes, place: Place, *, depth: int) -> Iterator[View]:
        import olefile

        try:
            with olefile.OleFileIO(io.BytesIO(data)) as container:
                for entry in container.listdir():
                    content = container.openstream(entry).read()
                    yield from self.open(content, self._member(place, "/".join(entry)), depth=depth + 1)
        except OSError:
            raise ReadError("an embedded object of the written file is damaged.") from None

    def _pdf(self, data: bytes, place: Place, *, depth: int) -> Iterator[View]:
        import pikepdf

        try:
            with pikepdf.open(io.BytesIO(data)) as document:
                pages = {stream.objgen for page in document.pages for stream in _contents(page.get("/Contents"))}
                for number, item in enumerate(document.objects):
                    # Pixels are read as pictures below; everything else may carry text.
                    texts = "\n".join(_pdf_strings(item))
                    if texts:
                        yield View(place=place.within(f"object {number}"), text=texts)
                    if isinstance(item, pikepdf.Stream) and item.get("/Subtype") != "/Image":
                        try:
                            content = item.read_bytes()
                        except pikepdf.PdfError:
                            content = item.read_raw_bytes()
                        if item.objgen in pages or item.get("/Subtype") == "/Form":
                            # "72 10.5" is a place, not a number of six digits in two groups.
                            content = _DRAWN.sub(lambda match: match[0] if match[0][:1] in b"(<" else b"#", content)
                        content = _without_pdf_names(content)
                        yield from self.open(content, place.within(f"stream {number}"), depth=depth + 1)
        except pikepdf.PdfError:
            raise ReadError("the written PDF cannot be opened again.") from None
        yield from self._pdf_pages(data, place)

    def _pdf_pages(self, data: bytes, place: Place) -> Iterator[View]:
        import pypdfium2

        document = pypdfium2.PdfDocument(data)
        try:
            pages = len(document)
            half = MAX_OCR_PAGES // 2
            for number in range(pages):
                page = document[number]
                here = place.within(f"page {number + 1}")
                words = page.get_textpage()
                text = words.get_text_range()
                words.close()
                yield from (View(text=variant, place=here) for variant in _unescaped(text.replace("\r", "")))
                if self._ocr and (number < half or number >= pages - half):
                    picture = io.BytesIO()
                    page.render(scale=_OCR_DPI / 72, grayscale=True).to_pil().save(picture, "PNG")
                    yield View(text=_recognised(picture.getvalue()), place=here)
                page.close()
        finally:
            document.close()

    def _picture(self, data: bytes, place: Place) -> Iterator[View]:
        yield View(place=place, text="\n".join(_png_texts(data)))
        if self._ocr:
            yield View(place=place, text=_recognised(data))


def _contents(contents: Any) -> list[Any]:
    """Streams of a page: none, one or several."""
    import pikepdf

    several = contents if isinstance(contents, pikepdf.Array) else [contents]
    return [item for item in several if isinstance(item, pikepdf.Stream)]


def _body(payload: bytes, place: Place, manner: Manner) -> Iterator[View]:
    # The body of a simple mail may itself look like a mail ("From:" at a line's start); it is not opened as one.
    for text in _decodings(payload):
        yield from (View(text=variant, place=place, manner=manner) for variant in _unescaped(text))
        for form in _without_tags(without_settings(text)):
            yield from (View(text=variant, place=place) for variant in _unescaped(form))


def _decodings(data: bytes) -> list[str]:
    """The bytes as text in every encoding they may be in, each different text once."""
    texts = [data.decode("utf-8-sig", "replace")]
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data.count(0) * 5 > len(data):
        texts += [data.decode(name, "replace") for name in ("utf-16-le", "utf-16-be")]
        texts += [data[1:].decode(name, "replace") for name in ("utf-16-le", "utf-16-be")]
    if not texts[0].isascii():
        texts.append(data.decode("latin-1"))
    if data.startswith(b"+") or b"+AC" in data or b"=3D" in data or b"=\n" in data or b"=\r\n" in data:
        texts.append(binascii.a2b_qp(data).decode("utf-8", "replace"))
    return list(dict.fromkeys(texts))


def _without_tags(text: str) -> Iterator[str]:
    """Markup as text: with words joined over runs, and with every tag a break."""
    yield _TAG.sub("", _BREAKING_TAG.sub("\n", text))
    yield _TAG.sub(" ", text)


def _unescaped(text: str) -> Iterator[str]:
    """A text as it is, and without the escapes of HTML, URLs and JSON, and the line breaks within words."""
    yield text
    plain = text
    if "&" in plain:
        plain = html.unescape(html.unescape(plain))
    if "%" in plain:
        plain = unquote(plain)
    if "\\" in plain:
        plain = _UNICODE_ESCAPE.sub(lambda match: chr(int(match[1], 16)), plain)
        plain = plain.replace("\\n", "\n").replace("\\t", "\t").replace("\\r", "\n").replace("\\/", "/")
    plain = _words_decoded(_BROKEN_WORD.sub("", plain))
    if plain != text:
        yield plain


def _words_decoded(text: str) -> str:
    """A text with the encoded words of mail headers (RFC 2047) written out."""
    def plain(match: re.Match[str]) -> str:
        try:
            return str(make_header(decode_header(match[0])))
        except (ValueError, LookupError, HeaderParseError):
            return match[0]

    return _ENCODED_WORD.sub(plain, text) if "=?" in text else text


def _noise(data: bytes, place: Place) -> Iterator[View]:
    """Readable stretches of bytes that are no text, as ``strings`` would list them, in UTF-8 and UTF-16."""
    text = b"\n".join(_STRINGS.findall(data)).decode("utf-8", "replace")
    yield View(place=place, text=text, manner=Manner.NOISE)
    wide = b"\n".join(match.replace(b"\x00", b"") for match in _WIDE_STRINGS.findall(data)).decode("latin-1")
    if wide:
        yield View(place=place, text=wide, manner=Manner.NOISE)


def _without_pdf_names(data: bytes) -> bytes:
    """Bytes of a PDF without the names its standard gives ("/Catalog")."""
    return _PDF_NAME.sub(lambda match: b"#" if is_pdf_name(match[0].decode("ascii")) else match[0], data)


def _without_part_names(data: bytes) -> bytes:
    """Bytes of a package, its parts' names less the words every package has: they stand before each and at the end.

    The bytes of other archives, and of what cannot be opened, stay as they are.
    """
    out = bytearray(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if not {"[Content_Types].xml", "mimetype"} & {info.filename for info in members}:
                return data
            listed = archive.start_dir
    except (zipfile.BadZipFile, ValueError, OSError):
        return data
    for info in members:
        name = info.orig_filename.encode("ascii", "replace")
        calm = part_name(info.orig_filename).encode("ascii", "replace").ljust(len(name), b"_")[:len(name)]
        found = data.find(name, listed)
        for place in (info.header_offset + 30, found):
            if place >= 0 and data[place:place + len(name)] == name:
                out[place:place + len(name)] = calm
        listed = max(listed, found)
        if info.filename == "mimetype" and info.compress_type == zipfile.ZIP_STORED and info.file_size < 100:
            start = info.header_offset + 30 + len(name)
            kind = data[start:start + info.file_size].decode("latin-1")
            out[start:start + info.file_size] = without_media_type(kind).ljust(info.file_size, "_").encode("latin-1")
    return bytes(out)


def _is_packed(data: bytes) -> bool:
    """Whether bytes are neither text nor UTF-16: many control characters."""
    sample = data[:65_536]
    control = sum(sample.count(code) for code in range(1, 32) if code not in (9, 10, 12, 13, 27))
    return control * 20 > len(sample)


def _unpacked(data: bytes, packed: Sequence[tuple[re.Match[bytes], bytes]], *, mail: bool) -> bytes:
    """A text without the packed pieces in it, whose letters say nothing and spell a short name by chance.

    Args:
        data: the text.
        packed: stretches of base64 and what they hold, which is searched by itself.
        mail: whether it is a mail, each part of which is decoded and searched by itself; then lines of base64 go
            whatever they hold, and words broken by soft line ends are made whole.
    """
    out = bytearray(data)
    for match, content in packed:
        if content.startswith(_BINARY):
            out[match.start():match.end()] = b"#" * (match.end() - match.start())
    return _SOFT_BREAK.sub(b"", _BASE64_LINES.sub(b"#", out)) if mail else bytes(out)


def _base64(run: bytes) -> bytes | None:
    """What a stretch of base64 holds, if that is text or a known container; long words decode to neither."""
    try:
        data = base64.b64decode(run, validate=False)
    except (binascii.Error, ValueError):
        return None
    if data[:4] in (b"PK\x03\x04", b"%PDF", b"\x89PNG") or data[:3] == b"\xff\xd8\xff" or data[:2] == b"\x1f\x8b":
        return data
    for name in ("utf-8", "utf-16-le"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if text and sum(character.isprintable() or character.isspace() for character in text) > 0.97 * len(text):
            return text.encode()
    return None


def _gunzip(data: bytes, budget: _Budget) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(data, budget.bytes)
    except zlib.error:
        raise ReadError("a packed piece of the written file is damaged.") from None


def _rtf_text(text: str) -> str:
    def plain(match: re.Match[str]) -> str:
        if match[1]:
            code = int(match[1]) % 65_536
            return chr(code) if not 0xD800 <= code < 0xE000 else ""
        if match[2]:
            return bytes.fromhex(match[2]).decode("cp1252", "replace")
        token = match[0]
        if token.startswith(("\\par", "\\line", "\\tab", "\\cell", "\\row")):
            return "\n"
        return token[1] if token in ("\\{", "\\}", "\\\\", "\\-", "\\~") else ""

    return _RTF_TOKEN.sub(plain, text)


def _pdf_strings(item: object, depth: int = 0) -> Iterator[str]:
    """Every string of an object, and every name that no standard gives, without following references."""
    import pikepdf

    if depth > 20:
        return
    if isinstance(item, pikepdf.String):
        yield str(item)
        return
    if isinstance(item, pikepdf.Name):
        if not is_pdf_name(str(item)):
            yield str(item)
    elif isinstance(item, pikepdf.Array):
        for value in item:
            if not getattr(value, "is_indirect", False):
                yield from _pdf_strings(value, depth + 1)
    elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        for name, value in item.items():
            if not is_pdf_name(str(name)):
                yield str(name)
            if not getattr(value, "is_indirect", False):
                yield from _pdf_strings(value, depth + 1)


def _png_texts(data: bytes) -> Iterator[str]:
    """Texts of a PNG's chunks, the packed ones too (PNG specification, tEXt, zTXt, iTXt)."""
    position = 8 if data[:8] == b"\x89PNG\r\n\x1a\n" else len(data)
    while position + 8 <= len(data):
        size, kind = struct.unpack(">I4s", data[position:position + 8])
        chunk = data[position + 8:position + 8 + size]
        if kind in (b"tEXt", b"zTXt", b"iTXt", b"eXIf"):
            yield chunk.decode("utf-8", "replace")
            for offset in (chunk.find(b"\x00\x00") + 2, chunk.find(b"\x78")):
                try:
                    yield zlib.decompressobj().decompress(chunk[offset:], 1_000_000).decode("utf-8", "replace")
                except zlib.error:
                    continue
        position += 12 + size


def _recognised(picture: bytes) -> str:
    """What Tesseract reads on a picture."""
    try:
        done = subprocess.run(
            ["tesseract", "stdin", "stdout", "--psm", "3"], input=picture, capture_output=True,
            timeout=_OCR_SECONDS, check=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except (OSError, subprocess.SubprocessError):
        raise ReadError("the written file could not be read as a picture.", remedy="Check Tesseract.") from None
    return done.stdout.decode("utf-8", "replace")
