"""Labels and tags of the embedded recogniser, and how a word's casing is told to an uncased encoder."""

from __future__ import annotations

from functools import lru_cache

from redactor.casefile import GOLD_LABELS

#: Name of the span group and of the spaCy component.
CANDIDATES = "case_ner"

LABELS: tuple[str, ...] = GOLD_LABELS
#: Tag 0 is outside; tag 1 + 2 i begins label i, tag 2 + 2 i continues it.
TAGS: tuple[str, ...] = ("O", *(f"{mark}-{label}" for label in LABELS for mark in "BI"))

#: Token types handed to the encoder in place of BERT's sentence A/B.
SHAPES = ("lower", "title", "upper", "mixed", "digits", "other")
#: Shape of what is no word: signs, and the pieces that say where lines and windows end.
OTHER = SHAPES.index("other")


@lru_cache(maxsize=50_000)
def shape(word: str) -> int:
    """Index into :data:`SHAPES` of a word as it was written."""
    if any(character.isdigit() for character in word):
        return 4
    if not any(character.isalpha() for character in word):
        return OTHER
    if word.islower():
        return 0
    if word.isupper():
        return 2 if len(word) > 1 else 1
    if word[0].isupper() and word[1:].islower():
        return 1
    return 3
