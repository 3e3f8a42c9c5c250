"""A small writer of OLE compound files and of Outlook messages in them, for tests.

[MS-CFB] version 3: sectors of 512 bytes, streams below 4096 bytes in a mini stream of 64-byte sectors.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_END, _FREE, _FAT, _NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF

Tree = Mapping[str, "bytes | Tree"]


@dataclass
class _Entry:
    name: str
    kind: int
    start: int = _END
    size: int = 0
    child: int = _NONE
    right: int = _NONE
    data: bytes = field(default=b"", repr=False)


def compound_file(tree: Tree) -> bytes:
    """The bytes of a compound file with these storages (mappings) and streams (bytes)."""
    entries = [_Entry("Root Entry", 5)]
    _add(entries, 0, tree)
    sectors: list[bytes] = []
    fat: list[int] = []
    mini, mini_fat = bytearray(), []

    def store(data: bytes) -> int:
        first = len(sectors)
        count = -(-len(data) // _SECTOR)
        for number in range(count):
            sectors.append(data[number * _SECTOR:(number + 1) * _SECTOR].ljust(_SECTOR, b"\x00"))
            fat.append(first + number + 1 if number + 1 < count else _END)
        return first if count else _END

    for entry in entries:
        if entry.kind != 2:
            continue
        entry.size = len(entry.data)
        if entry.size >= _CUTOFF:
            entry.start = store(entry.data)
        elif entry.size:
            entry.start = len(mini) // _MINI
            count = -(-entry.size // _MINI)
            mini += entry.data.ljust(count * _MINI, b"\x00")
            mini_fat += [*range(entry.start + 1, entry.start + count), _END]
    entries[0].start, entries[0].size = store(bytes(mini)), len(mini)
    mini_fat_start = store(b"".join(struct.pack("<I", link) for link in mini_fat))
    mini_fat_count = -(-len(mini_fat) * 4 // _SECTOR)
    directory = b"".join(map(_packed, entries))
    directory_start = store(directory.ljust(-(-len(directory) // _SECTOR) * _SECTOR, b"\x00"))
    fat_count = 1
    while fat_count * _SECTOR // 4 < len(fat) + fat_count:
        fat_count += 1
    first_fat = len(sectors)
    fat += [_FAT] * fat_count
    table = b"".join(struct.pack("<I", link) for link in fat).ljust(fat_count * _SECTOR, b"\xff")
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, fat_count,
        directory_start, 0, _CUTOFF, mini_fat_start, mini_fat_count, _END, 0)
    header += b"".join(struct.pack("<I", first_fat + number) for number in range(fat_count))
    return header.ljust(_SECTOR, b"\xff") + b"".join(sectors) + table


def _add(entries: list[_Entry], parent: int, tree: Tree) -> None:
    # Siblings form a search tree by length and upper case; one that leans to the right is a valid one.
    previous = None
    for name in sorted(tree, key=lambda name: (len(name), name.upper())):
        content = tree[name]
        number = len(entries)
        entries.append(_Entry(name, 2 if isinstance(content, bytes) else 1))
        if previous is None:
            entries[parent].child = number
        else:
            entries[previous].right = number
        previous = number
        if isinstance(content, bytes):
            entries[number].data = content
        else:
            _add(entries, number, content)


def _packed(entry: _Entry) -> bytes:
    name = entry.name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16xI8x8xIII", name, len(name) + 2, entry.kind, 1, _NONE, entry.right, entry.child, 0,
        entry.start if entry.kind != 1 else 0, entry.size, 0)


def properties(header: int, values: Mapping[int, bytes]) -> bytes:
    """A property stream: fixed-length values by tag (with type), after a header of so many bytes."""
    entries = b"".join(struct.pack("<II", tag, 6) + value.ljust(8, b"\x00") for tag, value in values.items())
    return bytes(header) + entries


def strings(values: Mapping[int, str], *, encoding: str = "utf-16-le") -> dict[str, bytes]:
    """Streams of string properties by tag."""
    kind = 0x001F if encoding == "utf-16-le" else 0x001E
    return {f"__substg1.0_{tag:04X}{kind:04X}": text.encode(encoding) for tag, text in values.items()}


def storage(
    streams: Mapping[str, bytes | Tree], *, header: int, fixed: Mapping[int, bytes] | None = None,
    recipients: Sequence[Tree] = (), attachments: Sequence[Tree] = (),
) -> dict[str, bytes | Tree]:
    """A message's, recipient's or attachment's storage."""
    return {
        "__properties_version1.0": properties(header, fixed or {}), **streams,
        **{f"__recip_version1.0_#{number:08X}": one for number, one in enumerate(recipients)},
        **{f"__attach_version1.0_#{number:08X}": one for number, one in enumerate(attachments)},
    }
