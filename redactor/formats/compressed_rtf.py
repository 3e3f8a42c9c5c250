"""Compressed Rich Text, as Outlook stores the body of a message.

[MS-OXRTFCP]: Rich Text Format (RTF) Compression Algorithm.
"""

from __future__ import annotations

from redactor.errors import ReadError

_COMPRESSED, _PLAIN = b"LZFu", b"MELA"
_HEADER = 16
_WINDOW = 4096
#: What the dictionary begins with, [MS-OXRTFCP] 2.1.3.1.4.
_START = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans "
    rb"SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0" + b"\r\n" + rb"\par "
    rb"\pard\plain\f0\fs20\b\i\u\tab\tx"
)


def decompressed(data: bytes) -> bytes:
    """The Rich Text in a compressed stream.

    Args:
        data: the stream with its header.

    Raises:
        ReadError: cut off or damaged.
    """
    if len(data) < _HEADER:
        raise _damaged()
    size = int.from_bytes(data[4:8], "little")
    if data[8:12] == _PLAIN:
        return data[_HEADER:_HEADER + size]
    if data[8:12] != _COMPRESSED:
        raise _damaged()
    window = bytearray(_START.ljust(_WINDOW, b"\x00"))
    write = len(_START)
    output = bytearray()
    position = _HEADER
    try:
        while True:
            control = data[position]
            position += 1
            for bit in range(8):
                if not control >> bit & 1:
                    run = data[position:position + 1]
                    run[0]  # a stream that ends here is cut off
                    position += 1
                else:
                    reference = data[position] << 8 | data[position + 1]
                    position += 2
                    offset, length = reference >> 4, (reference & 0xF) + 2
                    if offset == write:
                        return bytes(output)
                    run = _copied(window, offset, length, write)
                for byte in run:
                    window[write] = byte
                    write = (write + 1) % _WINDOW
                output += run
    except IndexError:
        raise _damaged() from None


def _copied(window: bytearray, offset: int, length: int, write: int) -> bytes:
    # A reference may reach into what it is itself writing.
    run = bytearray()
    for step in range(length):
        place = (offset + step) % _WINDOW
        ahead = (place - write) % _WINDOW
        run.append(run[ahead] if ahead < step else window[place])
    return bytes(run)


def _damaged() -> ReadError:
    return ReadError("the message's text is damaged.", remedy="Save the message again from Outlook.")
