"""The only place that knows Presidio's AnonymizerEngine.

Presidio merges touching spans of one entity type and drops contained ones without a word. Every span is
therefore handed over under an entity type of its own, and what comes back is checked: one result for each
span, and not one character changed outside them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

from presidio_anonymizer import AnonymizerEngine
from presidio_anonymizer.entities import OperatorConfig, RecognizerResult

from redactor.casefile import Document, Replacement, TextEdit
from redactor.errors import VerificationError
from redactor.replacement.actions import ACTIONS

#: Spans handled in one call: Presidio copies the whole text for every span.
_BATCH = 64

Span = tuple[int, int, OperatorConfig]


@cache
def _engine() -> AnonymizerEngine:
    engine = AnonymizerEngine()  # type: ignore[no-untyped-call]
    for action in ACTIONS:
        engine.add_anonymizer(action)
    return engine


def operate(text: str, spans: Sequence[Span]) -> list[str]:
    """Run Presidio operators over spans of a text.

    Args:
        text: the text.
        spans: (start, end, operator) sorted by start, none empty or overlapping; offsets in characters.

    Returns:
        What each span becomes, in the order of ``spans``.

    Raises:
        VerificationError: spans overlap, or Presidio changed anything but the spans.
    """
    if any(first[1] > second[0] for first, second in pairwise(spans)):
        raise VerificationError("two replacements overlap")
    results: list[str] = []
    for low in range(0, len(spans), _BATCH):
        batch = spans[low:low + _BATCH]
        begin, end = batch[0][0], batch[-1][1]
        results.extend(_batch(text[begin:end], [(s - begin, e - begin, config) for s, e, config in batch]))
    return results


def _batch(text: str, spans: Sequence[Span]) -> list[str]:
    names = [f"SPAN_{index}" for index in range(len(spans))]
    outcome = _engine().anonymize(
        text=text,
        analyzer_results=[
            RecognizerResult(entity_type=name, start=start, end=end, score=1.0)
            for name, (start, end, _) in zip(names, spans, strict=True)
        ],
        operators={name: config for name, (_, _, config) in zip(names, spans, strict=True)},
        merge_entities_with_spaces=False,
    )
    written = {item.entity_type: item.text for item in outcome.items}
    if sorted(written) != sorted(names) or len(outcome.items) != len(names):
        raise VerificationError("the anonymiser left a span out or merged two")
    results = [written[name] for name in names]
    if outcome.text != _spliced(text, [(s, e, new) for (s, e, _), new in zip(spans, results, strict=True)]):
        raise VerificationError("the anonymiser changed text outside the spans it was given")
    return results


def _spliced(text: str, edits: Sequence[tuple[int, int, str]]) -> str:
    parts, position = [], 0
    for start, end, new in edits:
        parts += [text[position:start], new]
        position = end
    return "".join([*parts, text[position:]])


def _literal(text: str) -> OperatorConfig:
    # Presidio's "replace" writes "<TYPE>" for an empty value; "redact" is its way to leave nothing.
    return OperatorConfig("replace", {"new_value": text}) if text else OperatorConfig("redact", {})


def apply(document: Document, replacements: Sequence[Replacement]) -> Mapping[str, tuple[TextEdit, ...]]:
    """Turn replacements into edits of a document's blocks.

    Args:
        document: the document the replacements are for.
        replacements: in any order, none overlapping. One that crosses a block border is written in the
            first block it covers and removed from the others.

    Returns:
        Edits by block id, sorted by start, offsets within the block's text; blocks without edits are absent.

    Raises:
        VerificationError: replacements overlap, belong elsewhere, or the text outside them would change.
    """
    if any(item.finding.document_id != document.id for item in replacements):
        raise VerificationError("a replacement belongs to another document", where=document.id)
    by_block: dict[int, list[tuple[int, int, str]]] = {}
    for item in sorted(replacements, key=lambda item: item.finding.start):
        for part, (index, start, end) in enumerate(document.pieces(item.finding.start, item.finding.end)):
            by_block.setdefault(index, []).append((start, end, item.text if part == 0 else ""))
    edits = {}
    for index, pieces in by_block.items():
        block = document.blocks[index]
        written = operate(block.text, [(start, end, _literal(text)) for start, end, text in pieces])
        edits[block.id] = tuple(
            TextEdit(start=start, end=end, text=text)
            for (start, end, _), text in zip(pieces, written, strict=True)
        )
    return edits


def redacted_text(document: Document, replacements: Sequence[Replacement]) -> str:
    """The reading text of a document after its replacements, as the audience will read it.

    Raises:
        VerificationError: as :func:`apply`.
    """
    edits = apply(document, replacements)
    parts = []
    for block in document.blocks:
        changes = [(edit.start, edit.end, edit.text) for edit in edits.get(block.id, ())]
        parts += [_spliced(block.text, changes), block.separator]
    return "".join(parts[:-1])
