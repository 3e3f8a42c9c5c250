"""Zip archives: every member is read and redacted by its own format, and gets a neutral name.

Member names, folders, dates, comments and extra fields are never copied; names are evidence only. Members
that cannot be read, links, encrypted members and such as would be unpacked elsewhere are left out and told.
What an archive's packer leaves behind (folders, ``__MACOSX``, thumbnails' indexes, empty files) is left out.

APPNOTE.TXT, the .ZIP file format specification (https://support.pkware.com/pkzip/appnote).
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from types import MappingProxyType

from redactor.casefile import TextEdit, UnreadPart
from redactor.errors import ReadError
from redactor.formats.edits import require_known
from redactor.formats.nesting import MOST_BYTES, MOST_FILES, EnclosedFile, TooMuchError, counting
from redactor.formats.protocol import Codec, Reading

#: A member that unpacks to more than a megabyte and this many times its packed size is a bomb.
_MOST_RATIO, _RATIO_FROM = 200, 1024 * 1024
_LEFT_BEHIND = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_ENCRYPTED = 0x1  # bit 0 of the general purpose flag, APPNOTE 4.4.4
#: Date of every member of what is written: the earliest the format knows.
_NO_DATE = (1980, 1, 1, 0, 0, 0)


def _members(data: bytes) -> Iterator[EnclosedFile | UnreadPart]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
        raise ReadError("the archive is damaged.", remedy="Pack it again and retry.") from None
    with archive:
        infos = [info for info in archive.infolist() if not _is_left_behind(info)]
        _refuse_bombs(infos, len(data))
        for number, info in enumerate(infos, 1):
            yield _member(archive, info, number)


def _is_left_behind(info: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(info.filename)
    return (
        info.is_dir() or info.file_size == 0 or path.parts[:1] == ("__MACOSX",)
        or path.name.lower() in _LEFT_BEHIND
    )


def _refuse_bombs(infos: Sequence[zipfile.ZipInfo], size: int) -> None:
    # Members may lie about their size, but no more than the size they claim is ever unpacked.
    if len(infos) > MOST_FILES or sum(info.file_size for info in infos) > MOST_BYTES:
        raise TooMuchError("the archive holds too many files, or too large ones.", remedy="Unpack it and retry.")
    overlapping = sum(info.compress_size for info in infos) > size
    if overlapping or any(
        info.file_size > max(_RATIO_FROM, info.compress_size * _MOST_RATIO) for info in infos
    ):
        raise TooMuchError("the archive unpacks to far more than it should.", remedy="Pack it again and retry.")


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, number: int) -> EnclosedFile | UnreadPart:
    path = PurePosixPath(info.filename.replace("\\", "/"))

    def left_out(kind: str) -> UnreadPart:
        return UnreadPart(part=f"file {number}", kind=kind)

    if info.flag_bits & _ENCRYPTED:
        return left_out("encrypted part")
    if stat.S_ISLNK(info.external_attr >> 16):
        return left_out("link")
    if path.is_absolute() or ".." in path.parts or ":" in info.filename[:2]:
        return left_out("file")
    try:
        content = archive.read(info)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        return left_out("file")
    return EnclosedFile(number=number, kind="file", name=path.name, data=content)


class _ZipCodec:
    """An archive in a file."""

    def read(self, data: bytes) -> Reading:
        """See :meth:`redactor.formats.protocol.Codec.read`."""
        with counting():
            readings = [
                Reading(blocks=(), unread=(member,)) if isinstance(member, UnreadPart) else member.read()
                for member in _members(data)
            ]
        return Reading(
            blocks=tuple(block for reading in readings for block in reading.blocks),
            metadata=MappingProxyType({k: v for reading in readings for k, v in reading.metadata.items()}),
            unread=tuple(part for reading in readings for part in reading.unread),
            cleared=tuple(part for reading in readings for part in reading.cleared),
        )

    def write(self, data: bytes, edits: Mapping[str, Sequence[TextEdit]]) -> bytes:
        """See :meth:`redactor.formats.protocol.Codec.write`; each member carries its own banner."""
        output = io.BytesIO()
        prefixes = []
        with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
            for member in _members(data):
                if isinstance(member, UnreadPart) or (written := member.written(edits)) is None:
                    continue
                extension, content = written
                info = zipfile.ZipInfo(f"doc_{member.number:02d}{extension}", _NO_DATE)
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, content)
                prefixes.append(member.prefix)
        require_known([key for key in edits if not key.startswith(tuple(prefixes))], ())
        return output.getvalue()


CODECS: Mapping[str, Codec] = MappingProxyType({"zip": _ZipCodec()})
