"""Which characters the bytes of a text file stand for, told with certainty or not at all.

A wrong guess garbles names, and a garbled name is not found; so doubtful bytes are refused.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from redactor.errors import ReadError

#: Byte-order marks; the 32-bit ones first, since a 16-bit one is the beginning of one of them.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 64 * 1024
#: Share of control characters up to which bytes pass for text (form feeds and the odd stray one).
_MOST_CONTROLS = 0.01
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
_HIGH = re.compile(rb"[\x80-\xff]+")
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
#: Letters byte by byte, which stand in a 16-bit file where a program appended a line of another encoding to it. Read
#: as 16-bit they are rare characters, and a name among them would pass unseen.
_SINGLE_BYTES = re.compile(rb"[A-Za-z \r\n]{6}")
#: The same in a text of Latin letters, every second byte of which is nought: four tell as much there, between noughts
#: and with little else. Chinese words have such bytes by chance, beside others.
_SINGLE_BYTES_AMONG_LATIN = re.compile(rb"[A-Za-z0-9 \r\n]{4}")
_WITHOUT_NOUGHT = re.compile(rb"[^\0]{4,}")
#: Share of printable ASCII from which such a stretch is a line in single bytes.
_LEAST_ASCII = 0.8
_ASCII = frozenset((9, 10, 13, *range(32, 127)))
#: Signs within a word: the letters of Central Europe or of an old Mac, read as Windows-1252.
_SIGN_IN_WORD = re.compile(r"[^\W\d_][¹²³¿¥£¯¼½¾×÷‰†‡¶§¬±¤¦][^\W\d_]")
#: Names under which Windows-1252 travels; browsers read them all alike (WHATWG Encoding, "windows-1252").
_WESTERN = frozenset({"ascii", "iso8859-1", "cp1252"})


@dataclass(frozen=True, kw_only=True)
class Encoding:
    """How a text was encoded.

    Attributes:
        name: Python's name of the codec, without byte-order mark.
        mark: the byte-order mark the file began with; may be empty.
    """

    name: str
    mark: bytes = b""

    def encode(self, text: str) -> bytes:
        """Bytes of a text; UTF-8 with a byte-order mark where the encoding lacks one of its characters."""
        try:
            return self.mark + text.encode(self.name)
        except UnicodeEncodeError:
            return codecs.BOM_UTF8 + text.encode("utf-8")


def decode(data: bytes, declared: str = "") -> tuple[str, Encoding]:
    """Text of a file, without its byte-order mark and without NUL characters, which no reader shows.

    Args:
        data: the bytes.
        declared: encoding the container names ("charset"); a mark in the data outranks it.

    Raises:
        ReadError: the encoding is in doubt, or the bytes are not text.
    """
    encoding = _detect(data, declared)
    if encoding.name.startswith("utf-16"):
        is_latin = data.count(0) * 4 > len(data)
        if _has_line_of_bytes(data) if is_latin else _SINGLE_BYTES.search(data):
            raise _doubtful()
    try:
        text = data[len(encoding.mark):].decode(encoding.name)
    except UnicodeDecodeError:
        raise _doubtful() from None
    text = text.replace("\x00", "")
    if len(_CONTROLS.findall(text)) > max(2, len(text) * _MOST_CONTROLS):
        raise ReadError("the file is not text.", remedy="Save it as text in the program it came from.")
    return text, encoding


def _detect(data: bytes, declared: str) -> Encoding:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return Encoding(name=name, mark=mark)
    name = _codec(declared) if declared else ""
    if name in _WESTERN:
        # Named by programs that do not know better: UTF-8 proves itself, plain ASCII needs no name.
        name = "" if name == "ascii" or _decodes(data, "utf-8") else "cp1252"
    if name and _decodes(data, name):
        return Encoding(name=name)
    if (wide := _wide(data)) and _decodes(data, wide):
        return Encoding(name=wide)
    if _decodes(data, "utf-8"):
        return Encoding(name="utf-8")
    # NUL characters are left out of the text; counted here, they would let bytes pass that without them are no text.
    return Encoding(name=_single_byte(data.replace(b"\0", b"")))


def _has_line_of_bytes(data: bytes) -> bool:
    """Whether a text of Latin letters in 16 bits seems to hold a line in single bytes."""
    return any(
        _SINGLE_BYTES_AMONG_LATIN.search(stretch)
        and sum(map(_ASCII.__contains__, stretch)) >= _LEAST_ASCII * len(stretch)
        for stretch in _WITHOUT_NOUGHT.findall(data))


def _codec(declared: str) -> str:
    try:
        info = codecs.lookup(declared.strip().strip("\"'"))
    except (LookupError, ValueError):
        return ""
    if not getattr(info, "_is_text_encoding", True):
        return ""
    return info.name


def _decodes(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except (UnicodeError, LookupError):
        return False
    return True


def _wide(data: bytes) -> str:
    # Text in a Latin script has a zero in every second byte of UTF-16.
    sample = data[:_SAMPLE]
    half = max(len(sample) // 2, 1)
    even, odd = sample[::2].count(0) / half, sample[1::2].count(0) / half
    if len(data) % 2 or max(even, odd) < 0.6 or min(even, odd) > 0.05:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _single_byte(data: bytes) -> str:
    high = sum(len(run) for run in _HIGH.findall(data))
    if sum(len(run) for run in _UTF8_SEQUENCE.findall(data)) * 4 > high:
        raise _doubtful()  # damaged UTF-8, or two encodings in one file
    if _decodes(data, "cp1252") and (high * 5 < len(data) or high <= 3):
        if _SIGN_IN_WORD.search(data.decode("cp1252")):
            raise _doubtful()
        return "cp1252"
    # Mostly bytes above ASCII: another script, which a frequency count tells apart well.
    best = from_bytes(data[:_SAMPLE]).best()
    if best is None or best.chaos > 0.1 or best.coherence < 0.3 or not _decodes(data, best.encoding):
        raise _doubtful()
    return best.encoding


def _doubtful() -> ReadError:
    return ReadError(
        "its character encoding cannot be told with certainty.",
        remedy="Open it in its program or in Notepad, save it as UTF-8 and retry.",
    )
