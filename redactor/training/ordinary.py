"""Writes the list of ordinary words that case evidence reads: small-letter words of our own texts."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from redactor.recognition import vocabulary
from redactor.rulebook import load_rulebook
from redactor.training.corpora import own_passages

TARGET = Path(vocabulary.__file__).parent / "ordinary_words.txt"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_TERM_WORD = re.compile(r"(?<![^\W_])[a-z]{3,}(?![A-Z])(?:'[a-z]+)?")


def ordinary_words() -> list[str]:
    """Words written in small letters in our passages or keep terms, more often outside names than in them."""
    outside: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for passage in own_passages():
        covered = {place for span in passage.spans for place in range(span.start, span.end)}
        for match in _WORD.finditer(passage.text):
            word = match.group()
            if word.islower() and word.isascii():
                (inside if match.start() in covered else outside)[word.replace("'", "")] += 1
    for term in load_rulebook(None).keep_terms:
        if not term.case_sensitive:
            outside.update(word.replace("'", "") for word in _TERM_WORD.findall(term.text))
    return sorted(word for word in outside if len(word) > 1 and outside[word] > inside[word])


def write(target: Path = TARGET) -> None:
    """Write the list, one word a line."""
    target.write_text("\n".join(ordinary_words()) + "\n", "utf-8")


if __name__ == "__main__":
    write()
