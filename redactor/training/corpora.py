"""Annotated text to learn from: our passages and the public corpora, in one form.

A corpus may know only some of our labels. ``known`` says which: elsewhere a token outside every span may
be anything the corpus does not know, and training neither punishes nor teaches it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from redactor.casefile import GOLD_LABELS

ALL = frozenset(GOLD_LABELS)
#: Loss weight of the court judgments; by it they are told from the other public corpora.
COURT_WEIGHT = 0.7
#: Our own passages, a folder to a volume: those written at one time.
PASSAGES = Path(__file__).parent / "passages"
_MARK = re.compile(
    r"\[\[(?P<label>[A-Z]+)(?:#(?P<person>[^|\]]*))?\|(?P<text>[^\]]+)\]\]|\{\{(?P<trap>.+?)\}\}"
)


@dataclass(frozen=True, kw_only=True)
class Span:
    """An annotated span; ``labels`` holds more than one where the corpus' type maps to several of ours.

    ``optional`` means the corpus leaves open whether the span must go.
    """

    start: int
    end: int
    labels: tuple[str, ...]
    person: str = ""
    optional: bool = False


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A text with its spans, sorted by start, and traps that must stay readable."""

    id: str
    text: str = field(repr=False)
    spans: tuple[Span, ...] = field(repr=False)
    traps: tuple[tuple[int, int], ...] = field(default=(), repr=False)
    known: frozenset[str] = ALL
    weight: float = 1.0


def parse_marked(identity: str, marked: str) -> Passage:
    """Read the inline marks described in ``sample_data/gold/README.md``."""
    pieces: list[str] = []
    spans: list[Span] = []
    traps: list[tuple[int, int]] = []
    length = position = 0
    for found in _MARK.finditer(marked):
        before = marked[position : found.start()]
        inner = found["trap"] or found["text"]
        start = length + len(before)
        length = start + len(inner)
        pieces += [before, inner]
        if found["trap"]:
            traps.append((start, length))
        else:
            spans.append(
                Span(start=start, end=length, labels=(found["label"],), person=found["person"] or "")
            )
        position = found.end()
    pieces.append(marked[position:])
    return Passage(id=identity, text="".join(pieces), spans=tuple(spans), traps=tuple(traps))


def own_volumes() -> list[list[Passage]]:
    """Our own annotated passages, volume by volume, each in the order of their names."""
    return [
        [parse_marked(path.stem, path.read_text("utf-8")) for path in sorted(volume.glob("*.txt"))]
        for volume in sorted(PASSAGES.iterdir())
    ]


def own_passages() -> list[Passage]:
    """The passages of all volumes."""
    return [passage for volume in own_volumes() for passage in volume]


def _rows(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _convert(
    row: dict[str, object], mapping: Mapping[str, tuple[str, ...]], known: frozenset[str], weight: float
) -> Passage:
    spans = []
    edge = 0
    for span in sorted(row["spans"], key=lambda item: (item["start"], -item["end"])):  # type: ignore[call-overload]
        if span["start"] < edge or span["label"] not in mapping:
            continue
        edge = span["end"]
        spans.append(
            Span(
                start=span["start"],
                end=span["end"],
                labels=mapping[span["label"]],
                optional=span.get("identifier_type") == "NO_MASK"
                or span["label"] in {"MISC", "QUANTITY", "TITLE"},
            )
        )
    return Passage(id=str(row["id"]), text=str(row["text"]), spans=tuple(spans), known=known, weight=weight)


def public_corpora(folder: Path) -> list[Passage]:
    """The public corpora (see the model card for origin and licence); TAB's gold_dev is left out.

    Args:
        folder: holds ``ner_open_mix``, ``tab`` and ``presidio_research`` as JSONL.
    """
    mix = {
        "PERSON": ("PERSON",),
        "LOC": ("LOCATION", "ADDRESS", "ORGANISATION"),
        "ORG": ("ORGANISATION", "LOCATION"),
        "USERNAME": ("URL", "PERSON"),
    }
    passages = []
    for number, row in enumerate(_rows(folder / "ner_open_mix" / "train.jsonl")):
        # CrossNER is encyclopaedic and gives a third of the names; a third of it is enough.
        if "crossner" in str(row["id"]) and number % 3:
            continue
        passages.append(_convert(row, mix, frozenset({"PERSON", "LOCATION", "ORGANISATION"}), 0.5))
    court = {
        "PERSON": ("PERSON",),
        "CODE": ("ID",),
        "LOC": ("LOCATION", "ADDRESS"),
        "ORG": ("ORGANISATION",),
        "DEM": ("QUASI",),
        "DATETIME": ("DATE",),
        "QUANTITY": ("QUASI", "AGE"),
        "MISC": ("QUASI",),
    }
    for name in ("gold_train", "dev_typed"):
        for row in _rows(folder / "tab" / f"{name}.jsonl"):
            meta = row.get("meta")
            if name == "dev_typed" and isinstance(meta, dict) and meta.get("has_gold144"):
                continue  # these are the documents of gold_dev
            passages.append(_convert(row, court, ALL, COURT_WEIGHT))
    invented = {
        "PERSON": ("PERSON",),
        "STREET_ADDRESS": ("ADDRESS",),
        "ADDRESS": ("ADDRESS",),
        "ZIP_CODE": ("ADDRESS",),
        "GPE": ("LOCATION",),
        "LOCATION": ("LOCATION",),
        "ORGANIZATION": ("ORGANISATION",),
        "CREDIT_CARD": ("ID",),
        "US_SSN": ("ID",),
        "IBAN_CODE": ("ID",),
        "US_DRIVER_LICENSE": ("ID",),
        "IP_ADDRESS": ("ID",),
        "DATE_TIME": ("DATE",),
        "PHONE_NUMBER": ("PHONE",),
        "AGE": ("AGE",),
        "NRP": ("QUASI",),
        "EMAIL_ADDRESS": ("EMAIL",),
        "DOMAIN_NAME": ("URL",),
        "TITLE": ("PERSON",),
    }
    known = frozenset({"PERSON", "PHONE", "EMAIL", "ID"})
    passages += [
        _convert(row, invented, known, 0.3) for row in _rows(folder / "presidio_research" / "synth_v2.jsonl")
    ]
    return passages
