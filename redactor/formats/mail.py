"""Mail messages (.eml): the parts of a MIME message, decoded, into a :class:`redactor.formats.letter.Letter`.

RFC 5322 (messages), RFC 2045–2047 (MIME), RFC 2231 (parameters).
"""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from email.policy import compat32
from email.utils import parsedate_to_datetime
from pathlib import PurePath
from types import MappingProxyType

from redactor.casefile import TextEdit, UnreadPart
from redactor.errors import ReadError
from redactor.formats.encoding import decode
from redactor.formats.letter import NEUTRAL_DATE, NEUTRAL_SENDER, SHOWN_HEADERS, Body, Letter, shown_date
from redactor.formats.nesting import EnclosedFile, Enclosure
from redactor.formats.protocol import BANNER, Codec, Reading
from redactor.formats.signatures import kind_of

#: Beyond these no mail program goes, but a hostile file may.
_MOST_PARTS, _MOST_BOUNDARIES, _LONGEST_HEADER = 500, 500, 256 * 1024
_ENCODED_WORD = re.compile(r"=\?([\w:.-]{1,40})(?:\*[\w-]{0,20})?\?([bBqQ])\?([^?]{0,4000})\?=")
_TRANSFER = frozenset({
    "", "7bit", "8bit", "binary", "quoted-printable", "base64", "x-uuencode", "uuencode", "uue", "x-uue",
})
#: Kinds of part that are left out whatever they hold, and what they are called.
_LEFT_OUT: Mapping[str, str] = MappingProxyType({
    "text/calendar": "calendar", "application/ics": "calendar", "text/x-vcard": "contact card",
    "text/vcard": "contact card", "application/ms-tnef": "attachment", "application/vnd.ms-tnef": "attachment",
    "message/delivery-status": "attachment", "message/disposition-notification": "attachment",
    "message/partial": "attachment", "message/external-body": "attachment",
    "text/rfc822-headers": "attachment", "text/enriched": "attachment", "text/x-amp-html": "attachment",
    "application/pkcs7-mime": "encrypted part", "application/x-pkcs7-mime": "encrypted part",
    "application/pgp-encrypted": "encrypted part",
})
#: Signatures hold certificates with names and nothing to read; they no longer fit the redacted text.
_SIGNATURES = frozenset({"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"})
_EXTENSIONS: Mapping[str, str] = MappingProxyType({
    "message/rfc822": ".eml", "application/pdf": ".pdf", "text/csv": ".csv", "text/html": ".html",
    "text/markdown": ".md", "text/rtf": ".rtf", "application/rtf": ".rtf", "application/json": ".json",
    "text/plain": ".txt", "application/zip": ".zip",
})
#: Files that older programs write into the text itself (POSIX uuencode), and encrypted text (RFC 4880, 6.2):
#: how they begin, and the line they end with.
_BURIED = (
    (re.compile(r"begin [0-7]{3} \S.*"), "end"),
    (re.compile(r"-----BEGIN PGP MESSAGE-----"), "-----END PGP MESSAGE-----"),
)


@dataclass(kw_only=True)
class _Parts:
    """What is gathered on the way through the parts of a message."""

    bodies: list[list[Body]] = field(default_factory=list)
    attachments: list[Enclosure] = field(default_factory=list)
    unread: list[UnreadPart] = field(default_factory=list)
    alternative: int = 0

    def leave_out(self, kind: str) -> None:
        self.unread.append(UnreadPart(part=f"{kind} {len(self.unread) + 1}", kind=kind))


def letter_of(data: bytes) -> Letter:
    """The message in the bytes of an .eml file.

    Raises:
        ReadError: not a message, damaged, or beyond the limits.
    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    if data.lower().count(b"boundary=") > _MOST_BOUNDARIES:
        raise ReadError("the message has too many parts.", remedy="Save its text from the mail program and retry.")
    message = message_from_bytes(data, policy=compat32)
    headers = tuple(_headers(message))
    if not headers and not any(name.lower() == "mime-version" for name in message):
        raise ReadError("the file is not a mail message.", remedy="Save the message again from the mail program.")
    parts = _Parts()
    for part, alternative in _leaves(message):
        _sort(part, alternative, parts)
    return Letter(
        headers=headers, bodies=tuple(tuple(group) for group in parts.bodies),
        attachments=tuple(parts.attachments), unread=tuple(parts.unread),
    )


def _headers(message: Message) -> Iterator[tuple[str, str]]:
    values: dict[str, list[str]] = {}
    for name, value in message.items():
        values.setdefault(name.lower(), []).append(str(value))
    for name in SHOWN_HEADERS:
        for value in values.get(name.lower(), []):
            if len(value) > _LONGEST_HEADER:
                raise ReadError("a header of the message is too long.", remedy="Save its text and retry.")
            shown = " ".join(decoded_header(value).split())
            ours = shown == {"From": NEUTRAL_SENDER, "Date": NEUTRAL_DATE, "Subject": BANNER}.get(name)
            if shown and not ours:
                yield name, _date(shown) if name == "Date" else shown


def _date(value: str) -> str:
    try:
        return shown_date(parsedate_to_datetime(value))
    except (ValueError, TypeError, OverflowError, IndexError):
        return value


def decoded_header(value: str) -> str:
    """A header's value with its encoded words decoded (RFC 2047) and stray 8-bit bytes made readable."""
    pieces: list[str] = []
    run: list[tuple[str, bytes]] = []
    position = 0

    def finish() -> None:
        # A character may be cut between two words of the same charset.
        while run:
            charset = run[0][0]
            data = b""
            while run and run[0][0] == charset:
                data += run.pop(0)[1]
            pieces.append(_characters(data, charset))

    for match in _ENCODED_WORD.finditer(value):
        between = value[position:match.start()]
        if not run or between.strip():
            finish()
            pieces.append(_plain(between))
        run.append((match[1].lower(), _word(match[2], match[3])))
        position = match.end()
    finish()
    pieces.append(_plain(value[position:]))
    return "".join(pieces)


def _word(kind: str, text: str) -> bytes:
    raw = text.encode("utf-8", "surrogateescape")
    if kind in "qQ":
        return quopri.decodestring(raw, header=True)
    try:
        return base64.b64decode(raw + b"=" * (-len(raw) % 4))
    except binascii.Error:
        return raw


def _plain(text: str) -> str:
    return text if text.isascii() else _characters(text.encode("utf-8", "surrogateescape"))


def _characters(data: bytes, charset: str = "utf-8") -> str:
    # A header is shown somehow by every mail program, whatever is wrong with it.
    for name in (charset, "utf-8"):
        with suppress(UnicodeError, LookupError):
            return data.decode(name)
    return data.decode("cp1252", "replace")


def _leaves(message: Message) -> Iterator[tuple[Message, int]]:
    # Parts that hold no parts, each with a number shared by the parts of one multipart/alternative (0: none).
    waiting = [(message, 0)]
    count = alternatives = 0
    while waiting:
        part, alternative = waiting.pop()
        count += 1
        if count > _MOST_PARTS:
            raise ReadError("the message has too many parts.", remedy="Save its text and retry.")
        kind = part.get_content_type()
        if not kind.startswith("multipart/"):
            yield part, alternative
            continue
        inner = part.get_payload()
        if not isinstance(inner, list):
            raise ReadError("the parts of the message cannot be told apart.", remedy="Save the message again.")
        if kind == "multipart/alternative" and not alternative:
            alternatives += 1
            alternative = alternatives
        waiting += [(child, alternative) for child in reversed(inner) if isinstance(child, Message)]


def _sort(part: Message, alternative: int, parts: _Parts) -> None:
    kind = part.get_content_type()
    name = _file_name(part)
    if kind in _SIGNATURES:
        return
    if kind in _LEFT_OUT:
        parts.leave_out(_LEFT_OUT[kind])
    elif kind.startswith("image/") and (part.get("Content-ID") or part.get_content_disposition() != "attachment"):
        parts.leave_out("picture")
    elif kind in ("text/plain", "text/html") and part.get_content_disposition() != "attachment" and not name:
        _add_body(part, kind, alternative, parts)
    else:
        _add_attachment(part, kind, name, parts)


def _add_body(part: Message, kind: str, alternative: int, parts: _Parts) -> None:
    text, _ = decode(_content(part), part.get_content_charset() or "")
    if kind == "text/plain":
        text, buried = _without_buried(text)
        for _ in range(buried):
            parts.leave_out("attachment")
    if not text.strip():
        return
    body = Body(kind="html" if kind == "text/html" else "plain", text=text)
    if alternative and parts.bodies and parts.alternative == alternative:
        parts.bodies[-1].append(body)
    else:
        parts.bodies.append([body])
    parts.alternative = alternative


def _without_buried(text: str) -> tuple[str, int]:
    # By lines and with their ends known, so that many beginnings cannot make it slow.
    lines = text.splitlines(keepends=True)
    last = {line.strip(): number for number, line in enumerate(lines)}
    kept: list[str] = []
    count, awaited = 0, ""
    for number, line in enumerate(lines):
        shown = line.strip()
        if awaited:
            awaited = "" if shown == awaited else awaited
            continue
        awaited = next((end for begin, end in _BURIED if begin.fullmatch(shown) and last.get(end, -1) > number), "")
        if awaited:
            count += 1
        else:
            kept.append(line)
    return "".join(kept), count


def _add_attachment(part: Message, kind: str, name: str, parts: _Parts) -> None:
    if kind == "message/rfc822":
        data, name = _message(part), ".eml"
    else:
        data = _content(part)
    if not PurePath(name).suffix:
        found = kind_of(data)
        name += _EXTENSIONS.get(kind, f".{found}" if found else "")
    if not data.strip():
        return
    if kind.startswith("text/") and (charset := part.get_content_charset()):
        # The file loses its charset parameter, so it is given a byte-order mark.
        data = decode(data, charset)[0].encode("utf-8-sig")
    parts.attachments.append(EnclosedFile(
        number=len(parts.attachments) + 1, kind="attachment", name=name, data=data))


def _file_name(part: Message) -> str:
    # Only the extension is used, but the name is evidence; RFC 2231 and encoded words both occur.
    name = part.get_filename() or ""
    return PurePath(decoded_header(name).replace("\\", "/")).name


def _content(part: Message) -> bytes:
    transfer = str(part.get("Content-Transfer-Encoding") or "").strip().lower()
    if transfer not in _TRANSFER:
        raise ReadError("a part of the message is encoded in an unknown way.", remedy="Save the message again.")
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        raise ReadError("a part of the message is damaged.", remedy="Save the message again.")
    # Python hands base64 that it cannot decode back as it is; it would pass as text and be read by nobody.
    raw = str(part.get_payload()).encode("utf-8", "surrogateescape")
    if transfer == "base64" and data and b"".join(data.split()) == b"".join(raw.split()):
        raise ReadError("a part of the message is damaged.", remedy="Save the message again.")
    return data


def _message(part: Message) -> bytes:
    inner = part.get_payload()
    if not isinstance(inner, list) or len(inner) != 1 or not isinstance(inner[0], Message):
        raise ReadError("a message within the message is damaged.", remedy="Save it by itself and retry.")
    data = inner[0].as_bytes()
    transfer = str(part.get("Content-Transfer-Encoding") or "").strip().lower()
    # Against RFC 2046 (5.2.1), some programs encode a whole enclosed message.
    if transfer == "base64":
        return base64.b64decode(data)
    return quopri.decodestring(data) if transfer == "quoted-printable" else data


class _MailCodec:
    """A message in a file."""

    def read(self, data: bytes) -> Reading:
        """See :meth:`redactor.formats.protocol.Codec.read`."""
        return letter_of(data).reading()

    def write(self, data: bytes, edits: Mapping[str, Sequence[TextEdit]]) -> bytes:
        """See :meth:`redactor.formats.protocol.Codec.write`."""
        return letter_of(data).written(edits)


CODECS: Mapping[str, Codec] = MappingProxyType({"eml": _MailCodec()})
