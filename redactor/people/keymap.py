"""The map back: which words stood where a label stands now. Encrypted, and kept only when asked for.

The file is a line that names the format, a line of JSON with the parameters, and the ciphertext. The key comes
from the passphrase by scrypt (RFC 7914, memory-hard), the cipher is ChaCha20-Poly1305 (RFC 8439); both lines
before the ciphertext are authenticated with it, so that any change is noticed.
"""

from __future__ import annotations

import base64
import json
import secrets
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from redactor.casefile import Document, TextEdit
from redactor.errors import ReadError, UsageError
from redactor.workspace import write_atomically

#: Version of the layout.
VERSION = 1
_MAGIC = b"redactor key map\n"
#: scrypt with N=2^17, r=8, p=1 takes 128 MiB and about half a second: OWASP's advice for passwords.
_COST, _BLOCK, _LANES = 2**17, 8, 1
#: A header may not ask for more than this; a forged one must not exhaust the machine.
_MAX_COST = 2**20
_SALT, _NONCE, _KEY = 16, 12, 32
SHORTEST_PASSPHRASE = 12


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A block of a redacted document and what stood in it.

    Attributes:
        text: the block's text after redaction.
        originals: (start, end, original words) of each replacement, sorted, offsets within ``text``.
    """

    text: str = field(repr=False)
    originals: tuple[tuple[int, int, str], ...] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class DocumentKey:
    """How one redacted document is turned back.

    Attributes:
        output: its name in the share box.
        sha256: hex digest of its bytes as they were written.
        passages: in reading order.
    """

    output: str
    sha256: str
    passages: tuple[Passage, ...] = field(repr=False)


def passages_of(document: Document, edits: Mapping[str, Sequence[TextEdit]]) -> tuple[Passage, ...]:
    """What must be kept to turn a document back.

    Args:
        document: the original.
        edits: by block id, as they are handed to the format's writer.
    """
    found = []
    for block in document.blocks:
        if not (changes := sorted(edits.get(block.id, ()))):
            continue
        parts, originals = [], []
        position = length = 0
        for edit in changes:
            kept = block.text[position : edit.start]
            start = length + len(kept)
            length = start + len(edit.text)
            originals.append((start, length, block.text[edit.start : edit.end]))
            parts += [kept, edit.text]
            position = edit.end
        found.append(Passage(text="".join([*parts, block.text[position:]]), originals=tuple(originals)))
    return tuple(found)


def restoring_edits(key: DocumentKey, output: Document) -> tuple[dict[str, list[TextEdit]], int]:
    """The edits that give a redacted document its original words back.

    Blocks are found by their text, white space aside, in order: a banner on top, another line break or a part
    that was cut off later do no harm.

    Args:
        key: what was kept of it.
        output: the redacted document as read again.

    Returns:
        Edits by block id, and how many replacements were not found because the text was changed since.
    """
    text = _Squeezed.of(output.text)
    edits: dict[str, list[TextEdit]] = {}
    cursor = missed = 0
    for passage in key.passages:
        wanted = _Squeezed.of(passage.text)
        at = text.text.find(wanted.text, cursor) if wanted.text else -1
        if at < 0 and wanted.text and text.text.count(wanted.text) == 1:
            at = text.text.find(wanted.text)
        if at < 0:
            missed += len(passage.originals)
            continue
        cursor = at + len(wanted.text)
        for start, end, original in passage.originals:
            low, high = wanted.span(start, end)
            if low == high:
                # The replacement left nothing: the words go in before what follows it.
                place = text.places[at + low] if at + low < len(text.places) else len(output.text)
                spans = output.pieces(place, place + 1) or output.pieces(place - 1, place)
                spans = [(index, min(begin, stop), min(begin, stop)) for index, begin, stop in spans]
            else:
                spans = output.pieces(text.places[at + low], text.places[at + high - 1] + 1)
            for part, (index, begin, stop) in enumerate(spans):
                edits.setdefault(output.blocks[index].id, []).append(
                    TextEdit(start=begin, end=stop, text=original if part == 0 else "")
                )
    return {block: sorted(changes) for block, changes in edits.items()}, missed


@dataclass(frozen=True)
class _Squeezed:
    """A text without its white space, and where each character stood."""

    text: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> _Squeezed:
        places = tuple(index for index, character in enumerate(text) if not character.isspace())
        return cls("".join(text[index] for index in places), places)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a span of the text lies in the squeezed one."""
        return bisect_left(self.places, start), bisect_left(self.places, end)


def match_key(keys: Sequence[DocumentKey], document: Document) -> DocumentKey | None:
    """Which kept document a file is: by its bytes, its name, or the passages it still holds.

    Args:
        keys: what was kept of a case.
        document: the file as read.
    """
    for key in keys:
        if key.sha256 == document.sha256:
            return key
    for key in keys:
        if key.output == document.path.rpartition("/")[2]:
            return key
    text = _Squeezed.of(document.text).text
    held = [(sum(_Squeezed.of(passage.text).text in text for passage in key.passages), key) for key in keys]
    best = max(held, key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] else None


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase that is too short to protect anybody.

    Raises:
        UsageError: it is.
    """
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise UsageError(
            f"the passphrase is shorter than {SHORTEST_PASSPHRASE} characters.",
            remedy="Take four or five words that do not belong together.",
        )


def write_map(path: Path, keys: Sequence[DocumentKey], passphrase: str) -> None:
    """Encrypt what was kept of a case and write it, readable by its owner only.

    Args:
        path: the file.
        keys: one for each document.
        passphrase: at least :data:`SHORTEST_PASSPHRASE` characters.

    Raises:
        UsageError: the passphrase is too short.
        WriteError: the file cannot be written.
    """
    check_passphrase(passphrase)
    salt, nonce = secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE)
    header = {
        "version": VERSION,
        "kdf": "scrypt",
        "n": _COST,
        "r": _BLOCK,
        "p": _LANES,
        "salt": _shown(salt),
        "cipher": "chacha20-poly1305",
        "nonce": _shown(nonce),
    }
    head = _MAGIC + json.dumps(header).encode() + b"\n"
    payload = json.dumps({"documents": [_entry(key) for key in keys]}, ensure_ascii=False).encode()
    cipher = ChaCha20Poly1305(_key(passphrase, header))
    write_atomically(path, head + cipher.encrypt(nonce, payload, head))


def read_map(path: Path, passphrase: str) -> tuple[DocumentKey, ...]:
    """Decrypt a map.

    Args:
        path: the file.
        passphrase: the one it was written with.

    Raises:
        UsageError: there is no such file, or the passphrase is wrong or the file was changed.
        ReadError: it is no map, or one of a later version.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise UsageError(
            "no map was kept of this case.", where=path.name, remedy="Only 'redactor run --keep-map' keeps one."
        ) from None
    except OSError as error:
        raise ReadError(
            f"the map cannot be opened ({error.strerror}).", where=path.name, remedy="Check its permissions."
        ) from None
    head, header, nonce = _header(data, path)
    try:
        payload = ChaCha20Poly1305(_key(passphrase, header)).decrypt(nonce, data[len(head) :], head)
    except InvalidTag:
        raise UsageError(
            "the passphrase is wrong, or the map was changed.",
            where=path.name,
            remedy="Try the passphrase again; if it is right, restore the map from a backup.",
        ) from None
    documents = json.loads(payload)["documents"]  # authenticated: it is what we wrote
    return tuple(_document(entry) for entry in documents)


def _header(data: bytes, path: Path) -> tuple[bytes, dict[str, Any], bytes]:
    end = data.find(b"\n", len(_MAGIC))
    try:
        if not data.startswith(_MAGIC) or end < 0:
            raise ValueError
        header = json.loads(data[len(_MAGIC) : end])
        if header["version"] != VERSION:
            raise ReadError(
                "the map is of a version that this redactor does not know.",
                where=path.name,
                remedy="Use a newer redactor.",
            )
        nonce = base64.b64decode(header["nonce"], validate=True)
        cost = header["n"]
        sound = (
            header["kdf"] == "scrypt"
            and header["cipher"] == "chacha20-poly1305"
            and len(nonce) == _NONCE
            and isinstance(cost, int)
            and 2 <= cost <= _MAX_COST
            and cost & (cost - 1) == 0
            and header["r"] in range(1, 33)
            and header["p"] in range(1, 5)
        )
        if not sound:
            raise ValueError
        base64.b64decode(header["salt"], validate=True)
    except (ValueError, KeyError, TypeError):
        raise ReadError(
            "this is no map of redactor, or it is damaged.", where=path.name, remedy="Restore it from a backup."
        ) from None
    return data[: end + 1], header, nonce


def _key(passphrase: str, header: Mapping[str, Any]) -> bytes:
    kdf = Scrypt(salt=base64.b64decode(header["salt"]), length=_KEY, n=header["n"], r=header["r"], p=header["p"])
    return kdf.derive(passphrase.encode())


def _shown(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _entry(key: DocumentKey) -> dict[str, Any]:
    return {
        "output": key.output,
        "sha256": key.sha256,
        "passages": [{"text": passage.text, "originals": passage.originals} for passage in key.passages],
    }


def _document(entry: Mapping[str, Any]) -> DocumentKey:
    return DocumentKey(
        output=entry["output"],
        sha256=entry["sha256"],
        passages=tuple(
            Passage(
                text=passage["text"],
                originals=tuple((start, end, words) for start, end, words in passage["originals"]),
            )
            for passage in entry["passages"]
        ),
    )
