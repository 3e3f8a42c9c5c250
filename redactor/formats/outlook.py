"""Outlook messages (.msg): the properties of a message in an OLE compound file, written as .eml.

Read are sender, recipients, date, subject, the text (plain and HTML; Rich Text when there is neither) and the
attachments, messages within messages included. No other property is looked at, and none is copied; the
particulars of appointments, contacts and tasks are told as left out.

[MS-OXMSG] (the file), [MS-OXPROPS] (property tags), [MS-OXCMAIL] (how mail properties map to MIME).
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

import olefile

from redactor.casefile import TextEdit, UnreadPart
from redactor.errors import ReadError
from redactor.formats.compressed_rtf import decompressed
from redactor.formats.encoding import decode
from redactor.formats.letter import SHOWN_HEADERS, Body, Letter, shown_date
from redactor.formats.nesting import MOST_FILES, MOST_LEVELS, EnclosedFile, Enclosure, own_edits, within
from redactor.formats.protocol import Codec, Reading
from redactor.formats.rtf import RichText

# Property tags, [MS-OXPROPS].
_CLASS, _SUBJECT, _BODY, _HTML, _RTF = 0x001A, 0x0037, 0x1000, 0x1013, 0x1009
_SENDER_NAME, _SENDER_ADDRESS, _SENDER_SMTP = 0x0C1A, 0x0C1F, 0x5D01
_AUTHOR_NAME, _AUTHOR_ADDRESS, _AUTHOR_SMTP = 0x0042, 0x0065, 0x5D02
_SENT, _RECEIVED = 0x0039, 0x0E06
_RECIPIENT_TYPE, _DISPLAY_NAME, _ADDRESS, _SMTP = 0x0C15, 0x3001, 0x3003, 0x39FE
_SHOWN_TO, _SHOWN_CC, _SHOWN_BCC = 0x0E04, 0x0E03, 0x0E02
_CODE_PAGE, _TEXT_CODE_PAGE = 0x3FFD, 0x3FDE
_FILE, _LONG_NAME, _SHORT_NAME, _CONTENT_ID, _MIME_TYPE = 0x3701, 0x3707, 0x3704, 0x3712, 0x370E
# Property types, [MS-OXCDATA] 2.11.1.
_UNICODE, _STRING8, _BINARY, _OBJECT = 0x001F, 0x001E, 0x0102, 0x000D
_PROPERTIES = "__properties_version1.0"
#: Bytes before the first entry of a property stream: message, message within a message, other ([MS-OXMSG] 2.4.1).
_TOP, _WITHIN, _OTHER = 32, 24, 8
_RECIPIENTS = {1: "To", 2: "Cc", 3: "Bcc"}
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class EnclosedLetter:
    """A message within a message.

    Attributes:
        number: its place among the attachments, from 1.
        letter: the message.
    """

    number: int
    letter: Letter = field(repr=False)

    @property
    def part(self) -> str:
        """See :attr:`redactor.formats.nesting.Enclosure.part`."""
        return f"attachment {self.number}"

    @property
    def prefix(self) -> str:
        """See :attr:`redactor.formats.nesting.Enclosure.prefix`."""
        return f"attachment{self.number}/"

    def read(self) -> Reading:
        """See :meth:`redactor.formats.nesting.Enclosure.read`."""
        return within(self, self.letter.reading())

    def written(self, edits: Mapping[str, Sequence[TextEdit]]) -> tuple[str, bytes] | None:
        """See :meth:`redactor.formats.nesting.Enclosure.written`."""
        return ".eml", self.letter.written(own_edits(self, edits))


class _Storage:
    """A storage of the compound file with its properties.

    Args:
        file: the compound file.
        path: names of the storages down to this one.
        header: length of its property stream's header in bytes.
    """

    def __init__(self, file: olefile.OleFileIO, path: tuple[str, ...], header: int) -> None:
        self._file = file
        self._path = path
        self._fixed = self._fixed_properties(header)

    def _stream(self, name: str) -> bytes | None:
        path = [*self._path, name]
        if not self._file.exists(path) or self._file.get_type(path) != olefile.STGTY_STREAM:
            return None
        data: bytes = self._file.openstream(path).read()
        return data

    def _fixed_properties(self, header: int) -> dict[int, bytes]:
        # Entries of 16 bytes: tag, flags, value ([MS-OXMSG] 2.4.2).
        data = (self._stream(_PROPERTIES) or b"")[header:]
        return {
            int.from_bytes(data[at + 2:at + 4], "little"): data[at + 8:at + 16] for at in range(0, len(data) - 15, 16)
        }

    def number(self, tag: int) -> int:
        """An integer property; 0 when there is none."""
        return int.from_bytes(self._fixed.get(tag, b"")[:4], "little")

    def time(self, tag: int) -> datetime | None:
        """A time property."""
        ticks = int.from_bytes(self._fixed.get(tag, b""), "little")
        # Beyond these bounds a date is damage, not a date: 1900 to 2200.
        seconds = ticks // 10_000_000
        return _EPOCH + timedelta(seconds=seconds) if 9_435_484_800 < seconds < 18_902_764_800 else None

    def binary(self, tag: int) -> bytes | None:
        """A binary property."""
        return self._stream(f"__substg1.0_{tag:04X}{_BINARY:04X}")

    def string(self, tag: int, page: str = "") -> str:
        """A string property; empty when there is none."""
        wide = self._stream(f"__substg1.0_{tag:04X}{_UNICODE:04X}")
        if wide is not None:
            return wide.decode("utf-16-le", "replace").replace("\x00", "")
        narrow = self._stream(f"__substg1.0_{tag:04X}{_STRING8:04X}")
        return decode(narrow, page)[0] if narrow else ""

    def inner(self, name: str, header: int) -> _Storage | None:
        """A storage within, if there is one of this name."""
        path = [*self._path, name]
        if not self._file.exists(path) or self._file.get_type(path) != olefile.STGTY_STORAGE:
            return None
        return _Storage(self._file, (*self._path, name), header)

    def numbered(self, kind: str) -> Iterator[_Storage]:
        """The storages of a kind ("recip", "attach"), in order."""
        depth = len(self._path)
        names = {
            entry[depth] for entry in self._file.listdir(streams=True, storages=True)
            if len(entry) > depth and tuple(entry[:depth]) == self._path
            and entry[depth].startswith(f"__{kind}_version1.0_#")
        }
        if len(names) > MOST_FILES:
            raise ReadError("the message has too many parts.", remedy="Save its text from Outlook and retry.")
        for name in sorted(names):
            yield _Storage(self._file, (*self._path, name), _OTHER)


def letter_of(data: bytes) -> Letter:
    """The message in the bytes of a .msg file.

    Raises:
        ReadError: not an Outlook message, damaged, or beyond the limits.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_INCORRECT) as file:
            return _letter(_Storage(file, (), _TOP), 0)
    except (OSError, RecursionError):
        raise ReadError("the message is damaged.", remedy="Save it again from Outlook.") from None


def _letter(message: _Storage, level: int) -> Letter:
    page = _page(message.number(_CODE_PAGE))
    attachments: list[Enclosure] = []
    unread: list[UnreadPart] = []
    kind = message.string(_CLASS, page).upper()
    if kind and not kind.startswith(("IPM.NOTE", "REPORT.IPM.NOTE")):
        named = "contact card" if kind.startswith("IPM.CONTACT") else "calendar"
        unread.append(UnreadPart(part="particulars", kind=named))
    for number, storage in enumerate(message.numbered("attach"), 1):
        found = _attachment(storage, number, level, page)
        if isinstance(found, UnreadPart):
            unread.append(found)
        else:
            attachments.append(found)
    return Letter(
        headers=_headers(message, page), bodies=_bodies(message, page, unread), attachments=tuple(attachments),
        unread=tuple(unread),
    )


def _headers(message: _Storage, page: str) -> tuple[tuple[str, str], ...]:
    values: dict[str, list[str]] = {
        "From": [_person(message, page, _AUTHOR_NAME, _AUTHOR_SMTP, _AUTHOR_ADDRESS)],
        "Sender": [_person(message, page, _SENDER_NAME, _SENDER_SMTP, _SENDER_ADDRESS)],
        "Subject": [message.string(_SUBJECT, page)],
    }
    for recipient in message.numbered("recip"):
        kind = _RECIPIENTS.get(recipient.number(_RECIPIENT_TYPE) & 0xF, "To")
        values.setdefault(kind, []).append(_person(recipient, page, _DISPLAY_NAME, _SMTP, _ADDRESS))
    for kind, tag in (("To", _SHOWN_TO), ("Cc", _SHOWN_CC), ("Bcc", _SHOWN_BCC)):
        values.setdefault(kind, [message.string(tag, page)])
    if sent := message.time(_SENT) or message.time(_RECEIVED):
        values["Date"] = [shown_date(sent)]
    values["From"] = values["From"] if values["From"] != [""] else values["Sender"]
    if values["Sender"] == values["From"]:
        del values["Sender"]
    shown = ((name, "; ".join(filter(None, values.get(name, [])))) for name in SHOWN_HEADERS)
    return tuple((name, " ".join(value.split())) for name, value in shown if value.strip())


def _person(storage: _Storage, page: str, name: int, *addresses: int) -> str:
    shown = storage.string(name, page).strip()
    # Addresses within an organisation ("/O=…/CN=…") end in a user name; they are shown like any other.
    address = next((found for tag in addresses if (found := storage.string(tag, page).strip())), "")
    if not address or address == shown:
        return shown
    return f"{shown} <{address}>" if shown else address


def _bodies(message: _Storage, page: str, unread: list[UnreadPart]) -> tuple[tuple[Body, ...], ...]:
    bodies = []
    if (plain := message.string(_BODY, page)).strip():
        bodies.append(Body(kind="plain", text=plain))
    html = message.binary(_HTML)
    markup = decode(html, _page(message.number(_TEXT_CODE_PAGE)))[0] if html else message.string(_HTML, page)
    if markup.strip():
        bodies.append(Body(kind="html", text=markup))
    if not bodies and (rich := message.binary(_RTF)):
        document = RichText(decompressed(rich))
        reading = document.reading()
        unread += reading.unread
        bodies.append(Body(kind="plain", text="".join(block.text + block.separator for block in reading.blocks)))
    return (tuple(bodies),) if bodies else ()


def _attachment(storage: _Storage, number: int, level: int, page: str) -> Enclosure | UnreadPart:
    def left_out(kind: str) -> UnreadPart:
        return UnreadPart(part=f"attachment {number}", kind=kind)

    inner = storage.inner(f"__substg1.0_{_FILE:04X}{_OBJECT:04X}", _WITHIN)
    if inner is not None:
        is_message = inner.string(_SUBJECT) or inner.string(_BODY) or inner.binary(_HTML) or inner.binary(_RTF)
        if not is_message or level + 1 >= MOST_LEVELS:
            return left_out("attachment" if is_message else "embedded object")
        return EnclosedLetter(number=number, letter=_letter(inner, level + 1))
    data = storage.binary(_FILE)
    if data is None:
        return left_out("attachment")  # a link to a file elsewhere, or damage
    if storage.string(_CONTENT_ID, page) and storage.string(_MIME_TYPE, page).lower().startswith("image/"):
        return left_out("picture")
    name = storage.string(_LONG_NAME, page) or storage.string(_SHORT_NAME, page)
    return EnclosedFile(number=number, kind="attachment", name=name.replace("\\", "/").rpartition("/")[2], data=data)


def _page(number: int) -> str:
    named = {65001: "utf-8", 1200: "utf-16-le", 20127: "ascii", 28591: "latin-1"}
    return named.get(number, f"cp{number}" if number else "")


class _OutlookCodec:
    """A message in a file."""

    def read(self, data: bytes) -> Reading:
        """See :meth:`redactor.formats.protocol.Codec.read`."""
        return letter_of(data).reading()

    def write(self, data: bytes, edits: Mapping[str, Sequence[TextEdit]]) -> bytes:
        """See :meth:`redactor.formats.protocol.Codec.write`; the result is an .eml file."""
        return letter_of(data).written(edits)


CODECS: Mapping[str, Codec] = MappingProxyType({"msg": _OutlookCodec()})
