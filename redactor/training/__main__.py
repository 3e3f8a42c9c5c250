"""``python -m redactor.training``: from corpora to the embedded pipeline, in stages that can be resumed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from redactor.training import network
    from redactor.training.recipe import Epoch

#: How far the shipped weights lie from those that were shipped first to those of the last stage.
GONE_ON = 0.75
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
@click.option("--own", default=10, show_default=True, help="Epochs over our first passages less the held-out tenth.")
@click.option("--further", default=6, show_default=True, help="Epochs over the later ones and half of the first each.")
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
    further: int,
    threads: int,
    cross_validate: int,
) -> None:
    """Train the embedded recogniser and write ``OUT/pipeline``.

    general.pt learns names, places and court judgments from the public corpora; own.pt goes on with nine tenths of
    our first passages, and is written to OUT/first as it was shipped once; further.pt goes on from there, its eight-bit
    weights read back, with nine tenths of the later passages and, in turns, of the first; a quarter of the weights it
    went on from is kept. The last tenth tells how far its scores are to be believed. A stage whose file exists is not
    repeated, and with a pipeline at OUT/first only the last is done.
    Origin and licence of the data are told in ``redactor/recognition/ner/MODEL_CARD.md``.
    """
    import torch

    from redactor.recognition.ner import CANDIDATES
    from redactor.recognition.ner.encoding import Encoder
    from redactor.training import learn, network
    from redactor.training.build import build
    from redactor.training.calibrate import calibrate
    from redactor.training.export import read_back
    from redactor.training.recipe import Recipe, held_out, kept
    from redactor.training.validate import cross_validation

    torch.set_num_threads(threads)
    out.mkdir(parents=True, exist_ok=True)
    encoder = Encoder(network.minilm_folder() / "tokenizer.json")
    recipe = Recipe(data, seed)

    def say(line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    def stage(
        name: str, start: Callable[[], network.Tagger], epochs: Sequence[Epoch], rate: float
    ) -> network.Tagger:
        path = out / f"{name}.pt"
        if path.exists():
            return network.load(path)
        say(name)
        tagger, unfinished = start(), path.with_suffix(".part")
        learn.train(
            tagger, epochs, encoder, seed=seed, rate=rate, report=say,
            checkpoint=lambda current, _: network.save(current, unfinished),
        )
        unfinished.rename(path)
        return tagger

    def general_stage() -> network.Tagger:
        return stage("general", lambda: network.pretrained(layers), [lambda: recipe.public] * general, 3e-4)

    say(f"{len(recipe.first)} and {len(recipe.later)} passages of ours, {len(recipe.public)} public, {layers} layers")
    everything = [*recipe.first, *recipe.later]
    if cross_validate:
        general_stage()
        folds = []
        for fold in range(FOLDS):
            others = [passage for number, passage in enumerate(everything) if number % FOLDS != fold]
            tagger = stage(f"fold{fold}", general_stage, recipe.own(others, cross_validate, stage=fold), 3e-4)
            folds.append((tagger, everything[fold::FOLDS]))
        print(cross_validation(folds, encoder))
        return
    if not (out / "first").exists():
        tagger = stage("own", general_stage, recipe.own(kept(recipe.first), own), 2.5e-4)
        build(tagger, calibrate(tagger, held_out(recipe.first), encoder), out / "first")
    first = partial(read_back, out / "first" / CANDIDATES / "model.onnx")
    last = stage(
        "further", first, recipe.own(kept(recipe.later), further, stage=1, again=kept(recipe.first)), 2e-4)
    tagger = network.between(first(), last, GONE_ON)
    unseen = [*held_out(recipe.first), *held_out(recipe.later)]
    build(tagger, calibrate(tagger, unseen, encoder), out / "pipeline")


if __name__ == "__main__":
    main()
