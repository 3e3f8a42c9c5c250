"""JSON and JSON Lines: every key, string and number is a block; all else stays character for character.

A number is text to the reader: an NHS number may stand without quotes, and becomes a string when it is
replaced. Duplicate keys and figures of any length are kept, for nothing is parsed into Python's own types.

JSON has no comments, so the banner is data: an object gets a first member ``"_redactor"``, an array a first
element that is such an object, JSON Lines a first line; any other value is wrapped with it.

RFC 8259; JSON Lines (https://jsonlines.org/).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from redactor.casefile import Location, TextBlock, TextEdit, UnreadPart
from redactor.errors import ReadError
from redactor.formats.edits import edited, require_known
from redactor.formats.encoding import decode
from redactor.formats.opaque import without_opaque
from redactor.formats.protocol import BANNER, Codec, Reading

_TOKEN = re.compile(
    r'("(?:[^"\\]|\\.)*+")|(-?[0-9]++(?:\.[0-9]++)?(?:[eE][-+]?[0-9]++)?)|'
    r"(true|false|null|NaN|-?Infinity)|([\[\]{},:])", re.DOTALL)
_SPACE = re.compile(r"[ \t\r\n]*")
_DEEPEST = 500
#: What may come next.
_VALUE, _VALUE_OR_END, _KEY, _KEY_OR_END, _COLON, _COMMA_OR_END, _END = (
    "value", "value or end", "key", "key or end", "colon", "comma or end", "end")
_MARK = "_redactor"
_SURROGATE = re.compile("[\ud800-\udfff]")


class Value(NamedTuple):
    """A key, string or number.

    Attributes:
        start, end: where it stands in the text, quotes included.
        text: what the reader sees.
        key: the key it stands under; for a key, empty.
        is_key: whether it is itself a key.
        hidden: files in disguise in it, which are not in ``text`` and will not be written.
    """

    start: int
    end: int
    text: str
    key: str
    is_key: bool
    hidden: int


class Data:
    """A text of JSON values.

    Args:
        text: the whole text.
        lines: whether it may hold several values, as JSON Lines does.

    Raises:
        ReadError: not JSON, or nested too deeply.
    """

    def __init__(self, text: str, *, lines: bool) -> None:
        self._text = text
        self._lines = lines
        self._values = list(_values(text, lines=lines))

    def reading(self) -> Reading:
        """One block for each key, string and number that is not empty."""
        blocks, unread = [], []
        line, position = 1, 0
        for number, value in enumerate(self._values, 1):
            line += self._text.count("\n", position, value.start)
            position = value.start
            where = Location(part="data", address=f"line {line}, item {number}")
            if value.hidden:
                unread.append(UnreadPart(part=str(where), kind="embedded data"))
            if value.text.strip():
                blocks.append(TextBlock(
                    id=str(number), text=value.text, location=where, column=value.key,
                    separator="\t" if value.is_key else "\n",
                ))
        return Reading(blocks=tuple(blocks), unread=tuple(unread))

    def written(self, edits: Mapping[str, Sequence[TextEdit]]) -> str:
        """The text with edits applied and the banner as its first item.

        Raises:
            WriteError: edits are for blocks that are not there, or do not fit.
        """
        require_known(edits, map(str, range(1, len(self._values) + 1)))
        pieces: list[str] = []
        position = 0
        for number, value in enumerate(self._values, 1):
            if not value.hidden and str(number) not in edits:
                continue
            text = edited(value.text, edits.get(str(number), ()))
            pieces += [self._text[position:value.start], json.dumps(text, ensure_ascii=False)]
            position = value.end
        written = "".join([*pieces, self._text[position:]])
        return written if self._marked() else self._with_banner(written)

    def _marked(self) -> bool:
        first = self._values[:2]
        return len(first) == 2 and first[0].is_key and first[0].text == _MARK and first[1].text == BANNER

    def _with_banner(self, text: str) -> str:
        member = f'"{_MARK}": {json.dumps(BANNER, ensure_ascii=False)}'
        if self._lines:
            return f"{{{member}}}{_line_end(text)}{text}"
        start = _space_end(text, 0)
        if text[start] not in "{[":
            return f'{text[:start]}{{{member}, "value": {text[start:].rstrip()}}}'
        item = member if text[start] == "{" else f"{{{member}}}"
        following = _space_end(text, start + 1)
        gap = text[start + 1:following]
        empty = text[following] in "]}"
        return text[:start + 1] + gap + item + ("" if empty else f",{gap or ' '}") + text[following:]


def _space_end(text: str, start: int) -> int:
    match = _SPACE.match(text, start)
    return match.end() if match else start


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text[:100_000] else "\n"


def _values(text: str, *, lines: bool) -> Iterator[Value]:
    # What closes each open bracket, and the key the bracket itself stands under.
    stack: list[tuple[str, str]] = []
    key, state, position, count = "", _VALUE, 0, 0
    while (position := _space_end(text, position)) < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise _broken(text, position)
        begin, position = position, match.end()
        string, figure, literal, mark = match.groups()
        if string is not None and state in (_KEY, _KEY_OR_END):
            key, hidden = without_opaque(_unquoted(string))
            state = _COLON
            yield Value(begin, position, key, "", True, hidden)
        elif mark is None and state in (_VALUE, _VALUE_OR_END):
            if literal is None:
                shown, hidden = (figure, 0) if string is None else without_opaque(_unquoted(string))
                yield Value(begin, position, shown, key, False, hidden)
            count, state = count + 1, _after(stack, lines)
        elif mark == ":" and state == _COLON:
            state = _VALUE
        elif mark in ("{", "[") and state in (_VALUE, _VALUE_OR_END):
            stack.append(("}" if mark == "{" else "]", key))
            key, state = ("", _KEY_OR_END) if mark == "{" else (key, _VALUE_OR_END)
            if len(stack) > _DEEPEST:
                raise ReadError("the data are nested too deeply.", remedy="Export them in a simpler form and retry.")
        elif mark == "," and state == _COMMA_OR_END:
            state = _KEY if stack[-1][0] == "}" else _VALUE
        elif stack and mark == stack[-1][0] and state in (_COMMA_OR_END, _KEY_OR_END, _VALUE_OR_END):
            _, key = stack.pop()
            count, state = count + 1, _after(stack, lines)
        else:
            raise _broken(text, begin)
    if stack or not count:
        raise _broken(text, len(text))


def _after(stack: Sequence[tuple[str, str]], lines: bool) -> str:
    if stack:
        return _COMMA_OR_END
    return _VALUE if lines else _END


def _unquoted(string: str) -> str:
    # Half a surrogate pair is no character; nothing could be written that holds one.
    text: str = json.loads(string, strict=False)
    return _SURROGATE.sub("\ufffd", text)


def _broken(text: str, position: int) -> ReadError:
    line = text.count("\n", 0, position) + 1
    return ReadError(f"the data are not proper JSON (line {line}).", remedy="Export them again and retry.")


@dataclass(frozen=True, kw_only=True)
class _JsonCodec:
    """JSON in a file.

    Attributes:
        lines: whether the file holds one value a line.
    """

    lines: bool

    def read(self, data: bytes) -> Reading:
        """See :meth:`redactor.formats.protocol.Codec.read`."""
        text, _ = decode(data)
        return Data(text, lines=self.lines).reading()

    def write(self, data: bytes, edits: Mapping[str, Sequence[TextEdit]]) -> bytes:
        """See :meth:`redactor.formats.protocol.Codec.write`."""
        text, encoding = decode(data)
        return encoding.encode(Data(text, lines=self.lines).written(edits))


CODECS: Mapping[str, Codec] = MappingProxyType({
    "json": _JsonCodec(lines=False),
    "jsonl": _JsonCodec(lines=True),
})
