"""Files in disguise: base64 within a text, which shows as letters and says nothing to a reader.

A picture in a data URI (RFC 2397), the source of a mail pasted into a note, an export with a scan in a field:
nobody can examine them there, so they are taken out and told.
"""

from __future__ import annotations

import re

#: Letters without a space between them that no prose has.
_LONGEST_WORD = 200
_RUN = re.compile(
    r"data:[\w.+/;=-]{0,100};base64,[A-Za-z0-9+/=_%-]*+|(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{200,}+={0,2}", re.ASCII)
#: A line of wrapped base64 (RFC 2045, 6.8: 76 characters; PEM: 64), and how many of them in a row make a file.
_LINE = re.compile(r"[A-Za-z0-9+/]{60,100}={0,2}", re.ASCII)
_LAST_LINE = re.compile(r"[A-Za-z0-9+/]{2,100}={0,2}", re.ASCII)
_FEWEST_LINES = 4


def without_opaque(text: str) -> tuple[str, int]:
    """A text without the files in it, and how many there were.

    Args:
        text: any text.
    """
    if len(text) < _LONGEST_WORD and ";base64," not in text:
        return text, 0
    text, count = _RUN.subn("", text)
    lines = text.splitlines(keepends=True)
    kept: list[str] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and _LINE.fullmatch(lines[end].strip()):
            end += 1
        if end - at < _FEWEST_LINES:
            kept += lines[at:end + 1]
            at = end + 1
            continue
        count += 1
        at = end + 1 if end < len(lines) and _LAST_LINE.fullmatch(lines[end].strip()) else end
    return "".join(kept), count
