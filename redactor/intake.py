"""Opening a case: which files belong to it, in which order, and what could not be read.

Nothing is skipped in silence. Every file below the inputs becomes a document, a failure, the cast list, or is
named among the leftovers of the operating system (``.DS_Store``, lock files) that hold no case material.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from redactor.casefile import CastEntry, Document
from redactor.errors import CastError, ReadError, UsageError
from redactor.formats import USUAL, Handling, handled, read_document
from redactor.people import CAST_FILES, read_cast

#: What operating systems and word processors leave behind.
_LEFTOVERS = re.compile(r"^(?:\.DS_Store|\._.*|Thumbs\.db|desktop\.ini|~\$.*|\.~lock\..*#|\.directory)$", re.IGNORECASE)
_DIGITS = re.compile(r"(\d+)")

Report = Callable[[str, int, int], None]


@dataclass(frozen=True, kw_only=True)
class Failure:
    """A file that could not be read; the whole document is withheld.

    Attributes:
        document_id: id it would have had.
        source: path relative to the case folder (confidential: may hold names).
        error: what happened and what to do, without case text.
        sha256: hex digest of its bytes, empty where not even those could be read.
    """

    document_id: str
    source: str = field(repr=False)
    error: str
    sha256: str = ""


@dataclass(frozen=True, kw_only=True)
class Intake:
    """A case as it was found.

    Attributes:
        documents: those that could be read, in case order.
        paths: the file of each document, by document id.
        handlings: how each was read and is to be written, by document id.
        failures: those that could not.
        leftovers: how many files of the operating system were left aside.
        cast: the cast list, empty when there is none.
    """

    documents: tuple[Document, ...]
    paths: dict[str, Path] = field(repr=False)
    handlings: dict[str, Handling]
    failures: tuple[Failure, ...]
    leftovers: int
    cast: tuple[CastEntry, ...] = field(repr=False)


def open_case(
    inputs: Sequence[Path],
    *,
    cast: Path | None = None,
    outside: Sequence[Path] = (),
    handling: Handling = USUAL,
    keep_pictures: Sequence[str] = (),
    report: Report = lambda stage, done, total: None,
) -> Intake:
    """Read every file of a case.

    Args:
        inputs: files and folders; folders are read with everything below them.
        cast: the cast list; otherwise a ``cast.csv`` or ``cast.xlsx`` found in the folders is used.
        outside: folders that must not lie within the inputs (where results are written).
        handling: how files are read.
        keep_pictures: documents, as paths within the case, whose pictures a person has looked at and lets stay.
        report: told about progress.

    Raises:
        UsageError: an input is missing, there is nothing to read, results would land among the inputs, or a document
            whose pictures are to stay is not there.
        CastError: the cast list is wrong, or there are several.
    """
    for path in inputs:
        if not path.exists():
            raise UsageError("there is no such file or folder.", where=path.name or str(path), remedy="Check the path.")
    for folder in outside:
        _keep_apart(folder, inputs)
    found = list(_files(inputs))
    casts = [path for path, _ in found if path.name.lower() in CAST_FILES]
    if cast is None and len(casts) > 1:
        raise CastError(
            f"there are {len(casts)} cast lists in the case.", remedy="Name the one that counts with --cast FILE.")
    given = cast if cast is not None else casts[0] if casts else None
    entries = read_cast(given) if given is not None else ()
    lists = {path.resolve() for path in [*casts, *([given] if given is not None else [])]}
    files = [(path, name) for path, name in found if path.resolve() not in lists]
    leftovers = sum(1 for path, _ in files if _LEFTOVERS.match(path.name))
    files = [(path, name) for path, name in files if not _LEFTOVERS.match(path.name)]
    if not files:
        raise UsageError(
            "there is nothing to read.", where=inputs[0].name or str(inputs[0]),
            remedy="Give a folder that holds documents, or the documents themselves.",
        )
    for name in keep_pictures:
        if name not in {there for _, there in files}:
            raise UsageError(
                "there is no document of that name in the case.", where=name,
                remedy="Give its path within the case folder, as in 'letters/plan.docx'.",
            )
    documents, failures, paths, handlings = [], [], {}, {}
    width = max(2, len(str(len(files))))
    for number, (path, name) in enumerate(files, 1):
        report("Reading", number - 1, len(files))
        identity = f"d{number:0{width}}"
        own = replace(handling, pictures="keep") if name in keep_pictures else handling
        try:
            with handled(own):
                documents.append(read_document(path, document_id=identity, relative_path=name))
            paths[identity], handlings[identity] = path, own
        except ReadError as error:
            advice = f" {error.remedy}" if error.remedy else ""
            failures.append(Failure(
                document_id=identity, source=name, error=f"{error.message}{advice}", sha256=_digest(path)))
    report("Reading", len(files), len(files))
    return Intake(
        documents=tuple(documents), paths=paths, handlings=handlings, failures=tuple(failures), leftovers=leftovers,
        cast=entries,
    )


def _keep_apart(folder: Path, inputs: Sequence[Path]) -> None:
    there = folder.resolve()
    for path in inputs:
        own = path.resolve()
        if there == own or own in there.parents or there in own.parents:
            raise UsageError(
                "results must lie outside the case folder, and the case outside the results.",
                where=folder.name, remedy="Choose another folder with --out or --workspace.",
            )


def _natural(name: str) -> list[tuple[int, int, str]]:
    """Sorts "2 visit" before "10 visit", as people and file managers do."""
    return [
        (0, int(part), "") if part.isdigit() and part.isascii() else (1, 0, part.casefold())
        for part in _DIGITS.split(name) if part
    ]


def _files(inputs: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Every file once, with its path relative to the case folder, in case order."""
    seen: set[Path] = set()
    for path in inputs:
        for file in _below(path) if path.is_dir() else [path]:
            key = file.absolute()
            if key not in seen:
                seen.add(key)
                yield file, (file.relative_to(path) if path.is_dir() else Path(file.name)).as_posix()


def _below(folder: Path) -> Iterator[Path]:
    def unreadable(error: OSError) -> None:
        raise UsageError(
            "a folder of the case cannot be opened.", where=Path(str(error.filename)).name,
            remedy="Check its permissions.",
        ) from None

    # Links to folders are not followed, they would lead out of the case; as files they are refused by name.
    for root, folders, files in os.walk(folder, onerror=unreadable):
        here = Path(root)
        linked = [name for name in folders if (here / name).is_symlink()]
        folders[:] = sorted((name for name in folders if name not in linked), key=_natural)
        for name in sorted([*files, *linked], key=_natural):
            yield here / name


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""
