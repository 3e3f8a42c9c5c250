"""Annotated texts: what must not stay readable, and what must.

One JSON object to a line: ``{"id", "text", "spans": [{"start", "end", "label"}], "keep": [{"start", "end"}]}``;
offsets are characters of ``text``, end-exclusive. A span may carry ``entity`` (person id within the case, "?"
where nobody could tell) and ``identifier_type`` (of the Text Anonymization Benchmark).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from redactor.casefile import Document, Location, TextBlock
from redactor.errors import ReadError, UsageError


@dataclass(frozen=True, kw_only=True)
class GoldSpan:
    """A marked span: characters of the document's text, end-exclusive.

    Attributes:
        start, end: offsets.
        label: a gold label, or a type of another corpus.
        entity: who or what it is, unique within the case; empty when the gold does not say.
        identifier_type: DIRECT, QUASI or NO_MASK where the corpus has it.
    """

    start: int
    end: int
    label: str
    entity: str = ""
    identifier_type: str = ""


@dataclass(frozen=True, kw_only=True)
class GoldDocument:
    """An annotated text.

    Attributes:
        id: its name.
        text: the text.
        spans: what must not stay readable.
        keep: (start, end) of text that must stay readable.
        kind: type of document, where the gold tells.
    """

    id: str
    text: str = field(repr=False)
    spans: tuple[GoldSpan, ...]
    keep: tuple[tuple[int, int], ...] = ()
    kind: str = ""


def read_gold(path: Path) -> tuple[GoldDocument, ...]:
    """Read a file of annotated texts.

    Raises:
        UsageError: there is no such file, or it holds nothing.
        ReadError: a line is not as described above; file and line are named, never the text.
    """
    try:
        lines = path.read_text("utf-8").split("\n")
    except FileNotFoundError:
        raise UsageError("there is no such file.", where=path, remedy="Check the path.") from None
    except (OSError, UnicodeDecodeError):
        raise ReadError("the file cannot be read as UTF-8 text.", where=path, remedy="Check file and path.") from None
    documents = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                documents.append(_document(json.loads(line)))
            except (ValueError, KeyError, TypeError, AttributeError):
                raise ReadError(
                    "the line is no annotated text, or one of its spans lies outside the text.",
                    where=f"{path}:{number}", remedy='Each line is {"id","text","spans":[{"start","end","label"}]}.',
                ) from None
    if not documents:
        raise UsageError("the file holds no annotated text.", where=path, remedy="Give a gold file (JSON Lines).")
    if len({document.id for document in documents}) < len(documents):
        raise ReadError("two texts have the same id.", where=path, remedy="Give each text its own id.")
    return tuple(documents)


def _document(row: Mapping[str, Any]) -> GoldDocument:
    text = str(row["text"])
    spans = tuple(
        GoldSpan(
            start=span["start"], end=span["end"], label=str(span["label"]),
            entity=str(span.get("entity") or span.get("entity_id") or ""),
            identifier_type=str(span.get("identifier_type", "")),
        )
        for span in row["spans"]
    )
    keep = tuple((place["start"], place["end"]) for place in row.get("keep", ()))
    for start, end in [*((span.start, span.end) for span in spans), *keep]:
        if not 0 <= start < end <= len(text):
            raise ValueError
    kind = row.get("type") or row.get("doc_type") or (row.get("meta") or {}).get("doc_type") or ""
    return GoldDocument(id=str(row["id"]), text=text, spans=spans, keep=keep, kind=str(kind))


def as_document(gold: GoldDocument) -> Document:
    """The text as a document whose ``Document.text`` is the gold text, character for character.

    Each line is a block, as in a file of running text; offsets therefore need no mapping.
    """
    return Document(
        id=gold.id, path=f"{gold.id}.txt", format="txt",
        sha256=hashlib.sha256(gold.text.encode("utf-8", "surrogatepass")).hexdigest(),
        blocks=tuple(
            TextBlock(id=str(number), text=line, location=Location(part="body", address=f"line {number}"))
            for number, line in enumerate(gold.text.split("\n"), 1)
        ),
    )
