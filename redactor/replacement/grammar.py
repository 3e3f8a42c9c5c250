"""What the sentence around a replacement asks for: titles, articles, repeated names.

Only words that lose their sense with the replaced ones are taken along; everything else stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from redactor.casefile import Document, Finding, Replacement

_TITLE = re.compile(
    r"(?<![\w'’])(?:(?:mr|mrs|ms|miss|mx|mstr|dr|prof|professor|revd?|sir|dame|lord|lady)\b\.?(?:\s*(?:and|&|/)\s*)?[ \u00a0]*)+$",
    re.IGNORECASE,
)
_CAPITAL_TITLE = re.compile(r"(?:Mr|MR|mr|Mrs|MRS|mrs|Ms|MS|ms|Miss|MISS|miss|Mx|Mstr|Dr|DR|dr|Prof|Professor|Rev|Revd|"
                            r"Sir|Dame|Lord|Lady)\b")
_ARTICLE = re.compile(r"\b(an?)([ \u00a0])$", re.IGNORECASE)
#: How a word sounds that begins with a digit: only eight, eleven, eighteen and eighty take "an".
_VOWEL = re.compile(r"^\[?\(?(?:[aeiou](?!ne\b)|8|11\b|18\b|11–|18–)", re.IGNORECASE)
_NOT_VOWEL = re.compile(r"^\[?(?:uni|use|eu|one\b|UK\b)", re.IGNORECASE)
_LETTERS_VOWEL = re.compile(r"^\[(?:[AEFHILMNORSX][A-Z]+)\b")


def fit(document: Document, replacements: Sequence[Replacement], findings: Iterable[Finding] = ()) -> list[Replacement]:
    """Widen replacements over the words that belong to them.

    Args:
        document: the document.
        replacements: sorted by start, none overlapping.
        findings: all findings of the document, those kept included; their text is not touched.

    Returns:
        Replacements sorted by start, none overlapping, none crossing a block border it did not cross before.
    """
    text = document.text
    edges = {finding.end for finding in findings} | {item.finding.end for item in replacements}
    fitted: list[Replacement] = []
    for item in replacements:
        floor = max([edge for edge in edges if edge <= item.finding.start], default=0)
        floor = max(floor, document.start_of(document.block_index(item.finding.start)))
        item = _article(text, floor, _title(text, floor, item))
        previous = fitted[-1] if fitted else None
        if previous is not None and (merged := _repeated(document, previous, item)) is not None:
            fitted.append(merged)
        else:
            fitted.append(item)
    return fitted


def _widened(item: Replacement, start: int, end: int, text: str) -> Replacement:
    return replace(item, finding=replace(item.finding, start=start, end=end), text=text)


def _title(text: str, floor: int, item: Replacement) -> Replacement:
    if item.finding.entity_type != "PERSON" or not item.text:
        return item
    before = text[floor:item.finding.start]
    match = _TITLE.search(before)
    if match is None or not _CAPITAL_TITLE.match(match[0]) or "\n" in match[0]:
        return item
    return _widened(item, floor + match.start(), item.finding.end, item.text)


def _article(text: str, floor: int, item: Replacement) -> Replacement:
    match = _ARTICLE.search(text[floor:item.finding.start])
    if match is None or not item.text:
        return item
    wanted = "an" if takes_an(item.text) else "a"
    written = match[1]
    if written.lower() == wanted:
        return item
    wanted = wanted.upper() if written.isupper() and len(written) > 1 else wanted
    wanted = wanted.capitalize() if written[0].isupper() and not (written.isupper() and len(written) > 1) else wanted
    return _widened(item, floor + match.start(), item.finding.end, f"{wanted}{match[2]}{item.text}")


def takes_an(words: str) -> bool:
    """Whether "an" goes before a word, brackets passed over."""
    if _NOT_VOWEL.match(words):
        return False
    return bool(_VOWEL.match(words) or _LETTERS_VOWEL.match(words))


def _repeated(document: Document, previous: Replacement, item: Replacement) -> Replacement | None:
    """"[Mother] ([Mother])" said once: the second goes, with the punctuation that set it off."""
    if not item.subject_id or item.subject_id != previous.subject_id or item.finding.entity_type != "PERSON":
        return None
    if not item.text.startswith("[") or not item.text.endswith("]"):
        return None
    text = document.text
    start, end = previous.finding.end, item.finding.end
    gap = text[start:item.finding.start]
    if document.block_index(start) != document.block_index(item.finding.start) or "\n" in gap or "\t" in gap:
        return None
    closing = {"(": ")", '"': '"', "“": "”", "'": "'", "‘": "’", "[": "]"}.get(gap.strip()) if gap.strip() else ""
    if closing is None:
        return None
    if closing:
        if not text.startswith(closing, end):
            return None
        end += len(closing)
    elif gap not in {" ", "\u00a0"}:
        return None
    return _widened(item, start, end, "")
