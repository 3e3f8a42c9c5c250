"""The confidential box: a folder of its owner's only, where everything lies that must never be shared.

Its files are written whole or not at all, and readable by nobody else (mode 0600 in a folder of mode 0700; on
Windows the folder inherits the owner's profile). It holds the secret that keyed fingerprints are made with.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from redactor.errors import ReadError, UsageError, WriteError

MANIFEST = "manifest.json"
PEOPLE = "people.csv"
FINDINGS = "findings.jsonl"
TRACES = "traces.json"
MEMORY = "memory.json"
RISK = "risk.json"
KEY_MAP = "keymap.bin"
DECISIONS = "decisions.json"
_SECRET = "secret.key"
_STAGING = "staging"
_SECRET_BYTES = 32


def default_workspace(share: Path) -> Path:
    """Where the confidential box of a share box lies: beside it, under a name that nobody mails by mistake."""
    return share.with_name(f"{share.name}_CONFIDENTIAL_do_not_share")


class Workspace:
    """An open confidential box.

    Args:
        folder: the folder; it exists.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def create(cls, folder: Path) -> Workspace:
        """Open a box, making it where there is none.

        Raises:
            UsageError: the folder holds something else.
            WriteError: it cannot be made.
        """
        try:
            if folder.is_dir() and any(folder.iterdir()) and not (folder / _SECRET).is_file():
                raise UsageError(
                    "the folder is no workspace of redactor and is not empty.", where=folder.name,
                    remedy="Choose a new folder with --workspace.",
                )
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.chmod(0o700)
            box = cls(folder)
            if not (folder / _SECRET).is_file():
                box.write(_SECRET, secrets.token_bytes(_SECRET_BYTES))
        except OSError as error:
            raise _cannot_write(folder, error) from None
        return box

    @classmethod
    def open(cls, folder: Path) -> Workspace:
        """Open a box that an earlier run made.

        Raises:
            UsageError: there is none.
        """
        if not (folder / _SECRET).is_file():
            raise UsageError(
                "this is no workspace of redactor.", where=folder.name,
                remedy="Give the confidential folder that 'redactor run' made, with --workspace.",
            )
        return cls(folder)

    @property
    def secret(self) -> bytes:
        """32 bytes that keyed fingerprints, hashes and shifts of this case are made with.

        Raises:
            ReadError: the file is damaged.
        """
        value = self.read(_SECRET)
        if len(value) != _SECRET_BYTES:
            raise ReadError(
                "the workspace's key is damaged.", where=_SECRET, remedy="Restore the workspace from a backup.")
        return value

    def path(self, name: str) -> Path:
        """Path of a file of the box."""
        return self.folder / name

    def has(self, name: str) -> bool:
        """Whether the box holds the file."""
        return self.path(name).is_file()

    def read(self, name: str) -> bytes:
        """Bytes of a file of the box.

        Raises:
            ReadError: it is missing or cannot be opened.
        """
        try:
            return self.path(name).read_bytes()
        except OSError as error:
            raise ReadError(
                f"the workspace's file cannot be opened ({error.strerror}).", where=name,
                remedy="Run 'redactor run' again.",
            ) from None

    def read_json(self, name: str) -> Any:
        """A JSON file of the box.

        Raises:
            ReadError: it is missing or damaged.
        """
        try:
            return json.loads(self.read(name))
        except ValueError:
            raise ReadError(
                "the workspace's file is damaged.", where=name, remedy="Run 'redactor run' again.") from None

    def write(self, name: str, data: bytes) -> None:
        """Write a file whole or not at all, for its owner only.

        Raises:
            WriteError: disk full, no permission.
        """
        write_atomically(self.path(name), data)

    def write_json(self, name: str, value: Mapping[str, Any]) -> None:
        """Write a JSON file; see :meth:`write`."""
        self.write(name, (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode())

    def staging(self) -> Path:
        """An empty folder in the box in which documents wait until they are proved clean."""
        self.clear_staging()
        folder = self.path(_STAGING)
        try:
            folder.mkdir(mode=0o700)
        except OSError as error:
            raise _cannot_write(folder, error) from None
        return folder

    def clear_staging(self) -> None:
        """Remove what waited."""
        shutil.rmtree(self.path(_STAGING), ignore_errors=True)


def write_atomically(path: Path, data: bytes, *, mode: int = 0o600) -> None:
    """Write a file whole or not at all.

    Args:
        path: the file; its folder exists.
        data: its bytes.
        mode: permissions; by default for the owner only.

    Raises:
        WriteError: disk full, no permission.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".part-")
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            part.chmod(mode)
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _cannot_write(path, error) from None


def _cannot_write(path: Path, error: OSError) -> WriteError:
    return WriteError(
        f"it cannot be written ({error.strerror}).", where=path.name, remedy="Check space and permissions.")
