"""A mail message whatever file it came in: headers, bodies, attachments; read as blocks, written as .eml.

The redacted message is built anew. Sender, recipients, date and subject stand as redacted text on top of each
body; the header fields proper hold only the redacted subject and fixed values, so no address, date, message
id or route can survive in them. A message must have From and Date (RFC 5322, 3.6): theirs name nobody and no
day. Attachments are redacted through the registry and given neutral names.
"""

from __future__ import annotations

from calendar import month_name
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.charset import QP, Charset
from email.header import Header
from email.message import Message
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.policy import compat32
from types import MappingProxyType
from typing import Literal

from redactor.casefile import Location, TextBlock, TextEdit, UnreadPart
from redactor.formats.edits import edited, require_known
from redactor.formats.hypertext import Page
from redactor.formats.nesting import Enclosure, counting
from redactor.formats.plain import PlainText
from redactor.formats.protocol import BANNER, Reading

#: What stands in the fields every message must have.
NEUTRAL_SENDER = "redacted@redacted.invalid"
NEUTRAL_DATE = "Thu, 01 Jan 1970 00:00:00 +0000"
#: Header fields that are read, in the order in which they are shown.
SHOWN_HEADERS = ("From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Date", "Subject")

#: Characters of a line beyond which it is folded; a line may have 998 (RFC 5322, 2.1.1).
_LONGEST_LINE = 900
_UTF8 = Charset("utf-8")
_UTF8.body_encoding = QP


def shown_date(moment: datetime) -> str:
    """A date as mail programs show it, without the weekday and time zone that would outlive its redaction."""
    return f"{moment.day} {month_name[moment.month]} {moment.year} {moment:%H:%M}"


@dataclass(frozen=True, kw_only=True)
class Body:
    """One text of a message.

    Attributes:
        kind: plain text or HTML.
        text: decoded.
    """

    kind: Literal["plain", "html"]
    text: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A message.

    Attributes:
        headers: (name, decoded value), in the order in which they are shown.
        bodies: groups of texts; the texts of a group say the same in different formats.
        attachments: files, numbered from 1.
        unread: what was left out.
    """

    headers: tuple[tuple[str, str], ...] = field(repr=False)
    bodies: tuple[tuple[Body, ...], ...] = field(repr=False)
    attachments: tuple[Enclosure, ...]
    unread: tuple[UnreadPart, ...] = ()

    def reading(self) -> Reading:
        """Blocks of headers, bodies and attachments, in this order.

        Raises:
            ReadError: a body is damaged.
        """
        readings = [
            Reading(
                blocks=tuple(text.blocks()), unread=text.unread,
                metadata=text.metadata if isinstance(text, Page) else {},
                cleared=text.cleared if isinstance(text, Page) else (),
            )
            for group in self._texts() for text in group
        ]
        with counting():
            readings += [attachment.read() for attachment in self.attachments]
        metadata = {key: value for reading in readings for key, value in reading.metadata.items()}
        return Reading(
            blocks=(*self._header_blocks(), *(block for reading in readings for block in reading.blocks)),
            metadata=MappingProxyType(metadata),
            unread=(*self.unread, *(part for reading in readings for part in reading.unread)),
            cleared=("other headers", *(part for reading in readings for part in reading.cleared)),
        )

    def written(self, edits: Mapping[str, Sequence[TextEdit]]) -> bytes:
        """The redacted message as the bytes of an .eml file.

        Args:
            edits: by block id.

        Raises:
            WriteError: edits are for blocks that are not there, or do not fit.
        """
        texts = self._texts()
        own = [*self._header_blocks(), *(block for group in texts for text in group for block in text.blocks())]
        inner = tuple(attachment.prefix for attachment in self.attachments)
        require_known([key for key in edits if not key.startswith(inner)], [block.id for block in own])
        headers = [edited(block.text, edits.get(block.id, ())) for block in self._header_blocks()]
        lead = [BANNER, *(" ".join(header.split()) for header in headers)]
        groups = [[_part(text, edits, lead) for text in group] for group in texts]
        parts = [_several("alternative", group) if len(group) > 1 else group[0] for group in groups]
        if not parts:
            parts = [_text("plain", "\n".join(lead) + "\n")]
        for number, attachment in enumerate(self.attachments, 1):
            if (file := attachment.written(edits)) is not None:
                extension, data = file
                parts.append(_file(f"attachment_{number}{extension}", data))
        message = parts[0] if len(parts) == 1 else _several("mixed", parts)
        subject = next((line.partition(":")[2].strip() for line, (name, _) in zip(headers, self.headers, strict=True)
                        if name == "Subject"), "")
        message["From"] = NEUTRAL_SENDER
        message["Date"] = NEUTRAL_DATE
        message["Subject"] = _header(" ".join(subject.split()) or BANNER)
        _name_boundaries(message)
        return message.as_bytes(policy=compat32.clone(linesep="\r\n", max_line_length=_LONGEST_LINE))

    def _header_blocks(self) -> list[TextBlock]:
        return [
            TextBlock(id=f"header{number}", text=f"{name}: {value}",
                      location=Location(part="mail header", address=name))
            for number, (name, value) in enumerate(self.headers, 1)
        ]

    def _texts(self) -> list[list[Page | PlainText]]:
        found: list[list[Page | PlainText]] = []
        number = 0
        for group in self.bodies:
            found.append([])
            for body in group:
                number += 1
                prefix = f"body{number}/"
                found[-1].append(
                    Page(body.text, prefix=prefix, part="HTML body") if body.kind == "html"
                    else PlainText(body.text, prefix=prefix, part="body")
                )
        return found


def _header(value: str) -> str:
    charset = "us-ascii" if value.isascii() else _UTF8
    return Header(value, charset, header_name="Subject").encode(maxlinelen=_LONGEST_LINE)


def _part(text: Page | PlainText, edits: Mapping[str, Sequence[TextEdit]], lead: Sequence[str]) -> Message:
    if isinstance(text, Page):
        return _text("html", text.written(edits, lead=lead, charset="utf-8"))
    written = text.written(edits)
    if not (text.lines and text.lines[0].text == BANNER):
        written = "\n".join([*lead, "", written])
    return _text("plain", written)


def _text(subtype: str, text: str) -> Message:
    part = MIMENonMultipart("text", subtype)
    part.set_payload("\n".join(text.splitlines()) + "\n", charset=_UTF8)
    return part


def _file(name: str, data: bytes) -> Message:
    part = MIMEApplication(data)
    part.add_header("Content-Disposition", "attachment", filename=name)
    return part


def _several(subtype: str, parts: Sequence[Message]) -> Message:
    return MIMEMultipart(subtype, _subparts=parts)


def _name_boundaries(message: Message) -> None:
    # A boundary with "=" in it cannot occur in what is encoded as base64 or quoted-printable.
    number = 0
    for part in message.walk():
        if part.is_multipart():
            number += 1
            part.set_boundary(f"=_part_{number}")
