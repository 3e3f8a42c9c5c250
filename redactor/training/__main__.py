"""``python -m redactor.training``: from corpora to the embedded pipeline, in stages that can be resumed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import click

#: Folds of the cross-validation.
FOLDS = 5


@click.command()
@click.option("--data", type=click.Path(path_type=Path, exists=True), required=True, help="Public corpora.")
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="Folder for weights and pipeline."
)
@click.option("--seed", default=20, show_default=True)
@click.option("--layers", default=4, show_default=True)
@click.option("--general", default=2, show_default=True, help="Epochs over the public corpora.")
@click.option("--own", default=10, show_default=True, help="Epochs over our passages less the held-out tenth.")
@click.option("--threads", default=2, show_default=True)
@click.option(
    "--cross-validate", default=0, metavar="EPOCHS",
    help="Instead of a pipeline: measure each fifth of our passages with a network trained so long on the others.",
)
def main(
    data: Path,
    out: Path,
    seed: int,
    layers: int,
    general: int,
    own: int,
    threads: int,
    cross_validate: int,
) -> None:
    """Train the embedded recogniser and write ``OUT/pipeline``.

    general.pt learns names, places and court judgments from the public corpora; own.pt goes on with nine tenths of
    our passages; the last tenth tells how far its scores are to be believed. A stage whose file exists is not
    repeated. Origin and licence of the data are told in ``redactor/recognition/ner/MODEL_CARD.md``.
    """
    import torch

    from redactor.recognition.ner.encoding import Encoder
    from redactor.training import learn, network
    from redactor.training.build import build
    from redactor.training.calibrate import calibrate
    from redactor.training.corpora import Passage
    from redactor.training.recipe import Recipe
    from redactor.training.validate import cross_validation

    torch.set_num_threads(threads)
    out.mkdir(parents=True, exist_ok=True)
    encoder = Encoder(network.minilm_folder() / "tokenizer.json")
    recipe = Recipe(data, seed)

    def say(line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    def stage(
        name: str, tagger: network.Tagger, epochs: Sequence[Callable[[], Sequence[Passage]]], rate: float
    ) -> network.Tagger:
        path = out / f"{name}.pt"
        if path.exists():
            return network.load(path)
        say(name)
        unfinished = path.with_suffix(".part")
        learn.train(
            tagger, epochs, encoder, seed=seed, rate=rate, report=say,
            checkpoint=lambda current, _: network.save(current, unfinished),
        )
        unfinished.rename(path)
        return tagger

    say(f"{len(recipe.passages)} passages of ours, {len(recipe.public)} public, {layers} layers")
    start = stage("general", network.pretrained(layers), [lambda: recipe.public] * general, 3e-4)
    if cross_validate:
        for fold in range(FOLDS):
            kept = [passage for number, passage in enumerate(recipe.passages) if number % FOLDS != fold]
            epochs = [partial(recipe.own_epoch, kept)] * cross_validate
            stage(f"fold{fold}", network.load(out / "general.pt"), epochs, 3e-4)
        folds = [(network.load(out / f"fold{fold}.pt"), recipe.passages[fold::FOLDS]) for fold in range(FOLDS)]
        print(cross_validation(folds, encoder))
        return
    tagger = stage("own", start, [partial(recipe.own_epoch, recipe.kept)] * own, 2.5e-4)
    build(tagger, calibrate(tagger, recipe.held_out, encoder), out / "pipeline")


if __name__ == "__main__":
    main()
