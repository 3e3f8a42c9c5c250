"""What a workspace remembers of who is who, so that labels stay the same when documents are added.

No name is kept: a subject is known again by fingerprints, HMAC-SHA256 of its normalised names under the
workspace's secret, so that the same name has another fingerprint in every other case.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from redactor.casefile import Kind
from redactor.errors import UsageError
from redactor.workspace import write_atomically

#: Version of the file's layout.
SCHEMA = 1
_REMEDY = "Use the workspace this case was begun with, or remove its 'memory.json' to number everybody afresh."


@dataclass(frozen=True, kw_only=True)
class Remembered:
    """A subject of an earlier run.

    Attributes:
        id: its id ("p3").
        kind: person, organisation or place.
        label: its label, which never changes.
        prints: fingerprints of its distinctive names.
        born: fingerprint of its date of birth, empty where unknown.
    """

    id: str
    kind: Kind
    label: str
    prints: frozenset[str] = field(repr=False)
    born: str = field(default="", repr=False)


@dataclass(kw_only=True)
class Memory:
    """Labels of earlier runs of one case.

    Attributes:
        secret: the workspace's secret, which the fingerprints are made with.
        subjects: what is remembered, replaced by :meth:`keep` after a run.
    """

    secret: bytes = field(repr=False)
    subjects: tuple[Remembered, ...] = ()

    def fingerprint(self, kind: Kind, text: str) -> str:
        """Fingerprint of a normalised name, the same for the same name in this workspace only."""
        return hmac.new(self.secret, f"{kind.value}\0{text}".encode(), hashlib.sha256).hexdigest()[:32]

    def birth_print(self, born: date | None) -> str:
        """Fingerprint of a date of birth, empty for none."""
        return (
            ""
            if born is None
            else hmac.new(self.secret, b"born\0" + born.isoformat().encode(), hashlib.sha256).hexdigest()[:32]
        )

    def recognise(
        self, kind: Kind, names: Sequence[Iterable[str]], births: Sequence[date | None]
    ) -> list[Remembered | None]:
        """Which remembered subject each of several new ones is.

        A pair needs a fingerprint in common; who shares most goes first, and each is taken once. A different
        date of birth rules a pair out.

        Args:
            kind: what all of them are.
            names: normalised distinctive names of each.
            births: date of birth of each, None where unknown.
        """
        known = [subject for subject in self.subjects if subject.kind is kind]
        by_print: dict[str, list[int]] = {}
        for index, subject in enumerate(known):
            for print_ in subject.prints:
                by_print.setdefault(print_, []).append(index)
        pairs = []
        for number, (own, born) in enumerate(zip(names, births, strict=True)):
            shared: dict[int, int] = {}
            for text in set(own):
                for index in by_print.get(self.fingerprint(kind, text), ()):
                    shared[index] = shared.get(index, 0) + 1
            birth = self.birth_print(born)
            for index, count in shared.items():
                other = known[index].born
                if not (birth and other and birth != other):
                    pairs.append((-count, known[index].id, number, index))
        found: list[Remembered | None] = [None] * len(names)
        taken: set[int] = set()
        for _, _, number, index in sorted(pairs):
            if found[number] is None and index not in taken:
                found[number] = known[index]
                taken.add(index)
        return found

    def keep(self, subjects: Iterable[Remembered]) -> None:
        """Remember the subjects of a run; those it did not meet stay remembered."""
        fresh = {subject.id: subject for subject in subjects}
        self.subjects = tuple(
            [subject for subject in self.subjects if subject.id not in fresh] + list(fresh.values())
        )

    @classmethod
    def load(cls, path: Path, secret: bytes) -> Memory:
        """Read a memory; an empty one where the file does not exist.

        Raises:
            UsageError: the file is damaged, of a later version, or was made with another secret.
        """
        if not path.exists():
            return cls(secret=secret)
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            version = data["schema"]
            if version != SCHEMA:
                raise UsageError(
                    f"the memory is of version {version}, this redactor knows version {SCHEMA}.",
                    where=path.name,
                    remedy="Use the redactor it was made with, or a newer one.",
                )
            memory = cls(secret=secret, subjects=tuple(_remembered(entry) for entry in data["subjects"]))
            seal = data["seal"]
        except UsageError:
            raise
        except OSError as error:
            raise UsageError(
                f"the memory cannot be opened ({error.strerror}).", where=path.name, remedy="Check its permissions."
            ) from None
        except (ValueError, KeyError, TypeError, AttributeError):
            raise UsageError("the memory of this workspace is damaged.", where=path.name, remedy=_REMEDY) from None
        if not isinstance(seal, str) or not hmac.compare_digest(seal, memory._seal()):
            raise UsageError(
                "the memory was changed by hand or belongs to another workspace.", where=path.name, remedy=_REMEDY
            )
        return memory

    def save(self, path: Path) -> None:
        """Write the memory, readable by its owner only, all of it or nothing.

        Raises:
            WriteError: no space or no permission.
        """
        data = {"schema": SCHEMA, "subjects": [_entry(subject) for subject in self.subjects], "seal": self._seal()}
        write_atomically(path, json.dumps(data, indent=1).encode())

    def _seal(self) -> str:
        content = json.dumps([_entry(subject) for subject in self.subjects], sort_keys=True).encode()
        return hmac.new(self.secret, b"seal\0" + content, hashlib.sha256).hexdigest()


def _entry(subject: Remembered) -> dict[str, Any]:
    return {
        "id": subject.id,
        "kind": subject.kind.value,
        "label": subject.label,
        "prints": sorted(subject.prints),
        "born": subject.born,
    }


def _remembered(entry: dict[str, Any]) -> Remembered:
    if not all(isinstance(entry[key], str) for key in ("id", "label", "born")):
        raise TypeError
    return Remembered(
        id=entry["id"],
        kind=Kind(entry["kind"]),
        label=entry["label"],
        prints=frozenset(str(print_) for print_ in entry["prints"]),
        born=entry["born"],
    )
