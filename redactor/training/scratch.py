"""``python -m redactor.training.scratch``: the variant the encoder is compared with, a spaCy network from scratch.

A convolutional tok2vec and a transition-based entity recogniser with spaCy's default sizes, taught the same texts.
It is measured on the held-out tenth of our passages and not kept.
"""

from __future__ import annotations

import random
import sys
import warnings
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import click
import spacy
from spacy.language import Language
from spacy.training import Example, offsets_to_biluo_tags
from thinc.api import fix_random_seed

from redactor.training.corpora import COURT_WEIGHT, Passage
from redactor.training.recipe import Recipe
from redactor.training.validate import Row, rows_of, table

BATCH = 16


@click.command()
@click.option("--data", type=click.Path(path_type=Path, exists=True), required=True, help="Public corpora.")
@click.option("--seed", default=20, show_default=True)
@click.option("--general", default=1, show_default=True, help="Epochs over the public corpora.")
@click.option("--own", default=12, show_default=True, help="Epochs over our passages less the held-out tenth.")
def main(data: Path, seed: int, general: int, own: int) -> None:
    """Train the spaCy network and print its table."""
    warnings.filterwarnings("ignore", message=r"\[W030\]")  # a mark that ends within a token is left open
    fix_random_seed(seed)
    chance = random.Random(seed)
    recipe = Recipe(data, seed)
    court = [passage for passage in recipe.public if passage.weight == COURT_WEIGHT]
    nlp = spacy.blank("en")
    nlp.add_pipe("ner")
    optimiser = nlp.initialize(lambda: list(_examples(nlp, [*recipe.learnt, *court])))
    for epoch, texts in enumerate(recipe.own(recipe.learnt, general + own)):
        pool = [*texts(), *(recipe.public if epoch < general else ())]
        chance.shuffle(pool)
        losses: dict[str, float] = {}
        examples = _examples(nlp, pool)
        while batch := list(islice(examples, BATCH)):
            nlp.update(batch, sgd=optimiser, drop=0.2, losses=losses)
        print(f"epoch {epoch + 1}/{general + own} loss {losses['ner']:.0f}", file=sys.stderr, flush=True)
    rows: list[Row] = []
    for passage in recipe.held_out:
        doc = nlp(passage.text)
        rows += rows_of(passage, 0.5, [(token.idx, token.idx + len(token)) for token in doc if token.ent_type_])
    print(table(rows))


def _examples(nlp: Language, passages: Sequence[Passage]) -> Iterator[Example]:
    """Passages as spaCy examples; what a corpus does not know or leaves open is a missing value."""
    for passage in passages:
        doc = nlp.make_doc(passage.text)
        if not len(doc):
            continue
        spans = [(span.start, span.end, span.labels[0]) for span in passage.spans if not span.optional]
        try:
            tags = offsets_to_biluo_tags(doc, spans, missing="O")
        except ValueError:
            continue  # two marks meet in one token
        for span in passage.spans:
            if span.optional:
                for token in doc.char_span(span.start, span.end, alignment_mode="expand") or ():
                    tags[token.i] = "-"
        yield Example.from_dict(doc, {"entities": tags})


if __name__ == "__main__":
    main()
