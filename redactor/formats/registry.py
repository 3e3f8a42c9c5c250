"""The registry: which format answers for a file, and reading a file safely.

Formats are loaded when first used, so that the command line starts without lxml, pdfium and the rest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from redactor.casefile import Document, TextEdit
from redactor.errors import ReadError, RedactorError, WriteError
from redactor.formats.protocol import Codec, Reading
from redactor.formats.signatures import kind_of

#: Bytes of the largest file that is read; a case file of this size is an export that wants splitting.
MAX_FILE_BYTES = 200 * 1024 * 1024

_Result = TypeVar("_Result")


@dataclass(frozen=True, kw_only=True)
class RegisteredFormat:
    """A format of the registry: what it is called, and where its codec lives.

    Attributes:
        name: short name, also the key in the module's ``CODECS``.
        module: module below ``redactor.formats``.
        kind: what :func:`redactor.formats.signatures.kind_of` must say; empty for text formats.
        extensions, output_extension: see :class:`redactor.formats.protocol.Format`.
    """

    name: str
    module: str
    extensions: tuple[str, ...]
    output_extension: str
    kind: str = ""

    def codec(self) -> Codec:
        """The codec, imported on first use."""
        codecs: Mapping[str, Codec] = import_module(f"redactor.formats.{self.module}").CODECS
        return codecs[self.name]

    def read(self, path: Path) -> Reading:
        """See :meth:`redactor.formats.protocol.Format.read`."""
        return self.read_bytes(load(path))

    def read_bytes(self, data: bytes) -> Reading:
        """Read bytes; every failure is a :class:`ReadError` without case text."""
        self.check_kind(data)
        return _guarded(lambda: self.codec().read(data), ReadError(
            f"the file is damaged or is not a proper {self.name} file.",
            remedy="Open it in the program it came from, save it again and retry.",
        ))

    def write(self, source: Path, target: Path, edits: Mapping[str, Sequence[TextEdit]]) -> None:
        """See :meth:`redactor.formats.protocol.Format.write`."""
        output = self.write_bytes(load(source), edits)
        try:
            target.write_bytes(output)
        except OSError as error:
            target.unlink(missing_ok=True)
            raise WriteError(
                f"the redacted copy cannot be written ({error.strerror}).", remedy="Check space and permissions.",
            ) from None

    def write_bytes(self, data: bytes, edits: Mapping[str, Sequence[TextEdit]]) -> bytes:
        """The redacted file; every failure is a :class:`WriteError` or :class:`ReadError` without case text."""
        return _guarded(lambda: self.codec().write(data, edits), WriteError(
            f"the redacted {self.name} file could not be made.",
            remedy="Save the original in another format (for example .docx or .txt) and retry.",
        ))

    def check_kind(self, data: bytes) -> None:
        """Refuse an empty file and one whose content is not what its extension says.

        Raises:
            ReadError: with what to do instead.
        """
        if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
            raise ReadError("the file is empty.", remedy="Remove it, or export it again if it should not be.")
        kind = kind_of(data)
        if kind == self.kind:
            return
        if kind == "encrypted office":
            raise ReadError("the file is password-protected.", remedy="Save a copy without a password and retry.")
        if not kind or kind in ("zip", "old office"):
            raise ReadError(
                f"the file is damaged or is not a {self.name} file.",
                remedy="Open it in the program it came from, save it again and retry.",
            )
        raise ReadError(
            f"the extension says {self.extensions[0]} but the content is of another kind ({kind}).",
            remedy="Give it the extension that fits its content and retry.",
        )


def _formats() -> tuple[RegisteredFormat, ...]:
    def text(name: str, module: str, *extensions: str) -> RegisteredFormat:
        return RegisteredFormat(
            name=name, module=module, extensions=extensions, output_extension=extensions[0])

    def binary(name: str, module: str, kind: str, output: str = "", *more: str) -> RegisteredFormat:
        extensions = (f".{name}", *more)
        return RegisteredFormat(
            name=name, module=module, extensions=extensions, output_extension=output or extensions[0], kind=kind)

    return (
        text("txt", "plain", ".txt", ".text"),
        text("md", "plain", ".md", ".markdown"),
        text("csv", "delimited", ".csv"),
        text("tsv", "delimited", ".tsv", ".tab"),
        text("json", "json_text", ".json"),
        text("jsonl", "json_text", ".jsonl", ".ndjson"),
        text("html", "hypertext", ".html", ".htm"),
        text("eml", "mail", ".eml"),
        binary("rtf", "rtf", "rtf"),
        binary("msg", "outlook", "msg", ".eml"),
        binary("docx", "docx", "docx"),
        binary("docm", "docx", "docx", ".docx"),
        binary("xlsx", "xlsx", "xlsx"),
        binary("xlsm", "xlsx", "xlsx", ".xlsx"),
        binary("pptx", "pptx", "pptx"),
        binary("odt", "odf", "odt"),
        binary("ods", "odf", "ods"),
        binary("odp", "odf", "odp"),
        binary("pdf", "pdf", "pdf"),
        binary("png", "picture", "png"),
        binary("jpg", "picture", "jpg", ".jpg", ".jpeg"),
        binary("zip", "archive", "zip"),
    )


_BY_EXTENSION = MappingProxyType({
    extension: form for form in _formats() for extension in form.extensions
})
#: What to do about well-known files that have no format here.
_REMEDIES = MappingProxyType({
    **dict.fromkeys((".doc", ".dot", ".wps", ".pages"), "Open it and save it as .docx."),
    **dict.fromkeys((".xls", ".xlsb", ".numbers"), "Open it and save it as .xlsx."),
    **dict.fromkeys((".ppt", ".pps", ".key"), "Open it and save it as .pptx."),
    **dict.fromkeys((".heic", ".tif", ".tiff", ".gif", ".bmp", ".webp"), "Save it as .png or .pdf."),
    **dict.fromkeys((".pst", ".ost", ".mbox"), "Save the messages you need one by one (.eml or .msg)."),
    **dict.fromkeys((".7z", ".rar", ".gz", ".tar"), "Unpack it, or pack it as .zip."),
})


def supported_extensions() -> tuple[str, ...]:
    """Every extension with a format, lower case with dot, sorted."""
    return tuple(sorted(_BY_EXTENSION))


def format_for(path: Path) -> RegisteredFormat:
    """Format that answers for a file, told by its extension; the content is looked at when it is read.

    Args:
        path: the file; it need not exist.

    Raises:
        ReadError: no format has this extension; the remedy says what to save it as.
    """
    extension = path.suffix.lower()
    if extension in _BY_EXTENSION:
        return _BY_EXTENSION[extension]
    shown = extension if extension.isascii() and extension[1:].isalnum() and len(extension) <= 6 else ""
    raise ReadError(
        f"files of this kind ({shown or 'no known extension'}) cannot be read.",
        remedy=_REMEDIES.get(extension, "Save it in a supported format, for example .docx, .pdf or .txt."),
    )


def load(path: Path) -> bytes:
    """Bytes of a file that is safe to open.

    Raises:
        ReadError: a link, a device, too large, or not readable.
    """
    try:
        if path.is_symlink():
            raise ReadError("the file is a link.", remedy="Put the file itself into the case folder.")
        if not path.is_file():
            raise ReadError("there is no such file, or it is not a plain file.", remedy="Check the path.")
        if path.stat().st_size > MAX_FILE_BYTES:
            raise ReadError(
                f"the file is larger than {MAX_FILE_BYTES // 1024**2} MB.", remedy="Split it and retry.")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "bad file name"
        raise ReadError(f"the file cannot be opened ({reason}).", remedy="Check its permissions.") from None


def read_document(path: Path, *, document_id: str, relative_path: str) -> Document:
    """Read one document of a case.

    Args:
        path: the file.
        document_id: its id within the case.
        relative_path: its path in the case folder, with "/"; kept in the document and named in errors.

    Raises:
        ReadError: unsupported, broken, empty, encrypted, a link, too large; never holds case text.
    """
    try:
        data = load(path)  # first: a link is refused as one, whatever its name
        form = format_for(path)
        reading = form.read_bytes(data)
        if not any(block.text.strip() for block in reading.blocks) and not reading.unread:
            raise ReadError("the file holds no text.", remedy="Remove it, or export it again.")
        return Document(
            id=document_id, path=relative_path, format=form.name, sha256=hashlib.sha256(data).hexdigest(),
            blocks=reading.blocks, metadata=reading.metadata, unread=reading.unread,
            cleared=reading.cleared,
        )
    except ReadError as error:
        raise ReadError(error.message, where=error.where or relative_path, remedy=error.remedy) from None


def _guarded(action: Callable[[], _Result], failure: RedactorError) -> _Result:
    # Libraries quote the document in their messages, so nothing of theirs is let through.
    try:
        return action()
    except RedactorError:
        raise
    except Exception:
        raise failure from None
