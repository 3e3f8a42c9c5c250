"""Generalisations a person accepted: words that recognition left readable and that singled somebody out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from redactor.casefile import Document, Finding, Replacement
from redactor.replacement.spans import Occupied

#: In front of the first word of a sentence, a line or a cell.
_HEAD = re.compile(r"(?:\A|[.!?]\s|[\n\t|:] ?)[\"“‘'(*>-]? ?\Z")


def _as_sentence(text: str) -> str:
    return re.sub(r"[a-z]", lambda match: match[0].upper(), text, count=1)


@dataclass(frozen=True, kw_only=True)
class Generalisation:
    """Words and what the audience reads instead, throughout the case.

    Attributes:
        id: of the survivor it answers.
        words: as they stand in the documents; letter case and spacing make no difference.
        text: what is read instead, brackets included.
    """

    id: str
    words: str = field(repr=False)
    text: str

    def __post_init__(self) -> None:
        if not self.words.split():
            raise ValueError("a generalisation needs words to replace")


def generalised(
    document: Document, taken: Iterable[Finding], accepted: Sequence[Generalisation]
) -> list[Replacement]:
    """Replacements for accepted generalisations.

    Args:
        document: the document.
        taken: spans that are replaced already; they are left alone.
        accepted: what was accepted.

    Returns:
        Replacements sorted by start, none overlapping one another or ``taken``, none crossing a block border.
    """
    occupied = Occupied((finding.start, finding.end) for finding in taken)
    found: list[Replacement] = []
    for item in sorted(accepted, key=lambda item: (-len(item.words), item.id)):
        words = r"\s+".join(re.escape(word) for word in item.words.split())
        for match in re.finditer(rf"(?<!\w){words}(?!\w)", document.text, re.IGNORECASE):
            start, end = match.span()
            if len(document.pieces(start, end)) != 1 or not occupied.take(start, end):
                continue
            finding = Finding(
                document_id=document.id, start=start, end=end, entity_type="QUASI", score=1.0, recogniser="accepted",
                reason="a generalisation that a person accepted",
            )
            begins = match[0][0].isupper() and _HEAD.search(document.text[max(0, start - 4):start])
            text = _as_sentence(item.text) if begins else item.text
            found.append(Replacement(finding=finding, text=text, rule_id=f"accepted/{item.id}"))
    return sorted(found, key=lambda item: item.finding.start)
