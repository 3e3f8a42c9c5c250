"""What a file really is, told by its first bytes, so that a renamed file is refused and not misread."""

from __future__ import annotations

import io
import zipfile

#: First bytes and the kind they stand for; "zip" and "ole" are looked into further.
_MAGIC = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"{\\rtf", "rtf"),
    (b"GIF8", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!", "rar"),
    (b"SQLite format 3\x00", "sqlite"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
)
_OPENDOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
_OOXML_FOLDERS = (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"))
_EMBEDDED_MARKS = ("EncryptedPackage", "__properties_version1.0")


def kind_of(data: bytes) -> str:
    """Kind of file the bytes are.

    Args:
        data: the whole file.

    Returns:
        "docx", "xlsx", "pptx", "odt", "ods", "odp", "zip", "msg", "encrypted office", "old office", "pdf",
        "png", "jpg", "rtf", another binary kind, or "" when the bytes carry no signature (text).
    """
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n") if data[:4] != b"PK\x03\x04" else data[:1024]
    # A PDF may start up to 1024 bytes into the file (ISO 32000-1, annex H, note 13).
    if b"%PDF-" in data[:1024] and not head.startswith((b"PK", b"\xd0\xcf")) and _is_pdf(data):
        return "pdf"
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            if magic == b"MZ" and b"\x00" not in data[:512]:
                return ""  # plain text may well begin with the letters MZ
            if kind == "zip":
                return _zip_kind(data)
            return _ole_kind(data) if kind == "ole" else kind
    return ""


def _is_pdf(data: bytes) -> bool:
    return data.lstrip().startswith(b"%PDF-") or b"\nendobj" in data or b"\rendobj" in data


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                return _OPENDOCUMENT.get(archive.read("mimetype").strip(), "zip")
            if "[Content_Types].xml" in names:
                for folder, kind in _OOXML_FOLDERS:
                    if any(name.startswith(folder) for name in names):
                        return kind
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, ValueError, OSError, EOFError):
        return "zip"
    return "zip"


def _ole_kind(data: bytes) -> str:
    encrypted, message = (mark.encode("utf-16-le") in data for mark in _EMBEDDED_MARKS)
    if encrypted and not message:
        return "encrypted office"
    return "msg" if message else "old office"
