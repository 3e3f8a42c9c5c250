"""Writes the list of ordinary words that case evidence reads: small-letter words of our own texts.

``python -m redactor.training.ordinary DATA``, after passages were written. Words that were ordinary before stay so; of
the new ones those that are a forename, a surname or a place somewhere are left out, since what is ordinary is taken for
a name more seldom.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Collection
from pathlib import Path

import click

from redactor.recognition import vocabulary
from redactor.rulebook import load_rulebook
from redactor.training.corpora import own_passages

TARGET = Path(vocabulary.__file__).parent / "ordinary_words.txt"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_TERM_WORD = re.compile(r"(?<![^\W_])[a-z]{3,}(?![A-Z])(?:'[a-z]+)?")


#: Lists of the gazetteers that hold what people and places are called.
_OF_NAMES = re.compile("forename|surname|nickname|places|streets")
#: Letters of the shortest word that is added, and passages in which it must stand: a name for a nan stands in one.
_SHORTEST, _PASSAGES = 3, 2


def ordinary_words(known: Collection[str], names: Collection[str]) -> list[str]:
    """Words written in small letters in our passages or keep terms, more often outside names than in them.

    Args:
        known: words that are ordinary whatever they name.
        names: words that are ordinary only if they are known.
    """
    outside: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    passages: Counter[str] = Counter()
    for passage in own_passages():
        once: set[str] = set()
        covered = {place for span in passage.spans for place in range(span.start, span.end)}
        for match in _WORD.finditer(passage.text):
            word = match.group()
            if word.islower() and word.isascii():
                word = word.replace("'", "")
                (inside if match.start() in covered else outside)[word] += 1
                once.add(word)
        passages.update(once)
    for term in load_rulebook(None).keep_terms:
        if not term.case_sensitive:
            outside.update(word.replace("'", "") for word in _TERM_WORD.findall(term.text))
    common = (word for word in outside if len(word) >= _SHORTEST and passages[word] >= _PASSAGES)
    return sorted({*known, *(word for word in common if outside[word] > inside[word] and word not in names)})


@click.command()
@click.argument("data", type=click.Path(path_type=Path, exists=True))
def main(data: Path) -> None:
    """Write the list, one word a line.

    DATA: folder of the gazetteers.
    """
    names: set[str] = set()
    for path in sorted((data / "gazetteers").glob("*.csv")):
        if _OF_NAMES.search(path.stem):
            with path.open(encoding="utf-8", newline="") as rows:
                names.update(cell.lower().replace("'", "") for row in csv.reader(rows) for cell in row)
    words = ordinary_words(TARGET.read_text("utf-8").split(), names)
    TARGET.write_text("\n".join(words) + "\n", "utf-8")


if __name__ == "__main__":
    main()
