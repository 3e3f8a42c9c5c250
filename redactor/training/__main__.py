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

#: Folds of the cross-validation.
FOLDS = 5


@click.command()
@click.option("--data", type=click.Path(path_type=Path, exists=True), required=True, help="Public corpora.")
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="Folder for weights and pipeline."
)
@click.option("--seed", default=20, show_default=True)
@click.option("--layers", default=4, show_default=True, help="Of the network that is shipped.")
@click.option("--teacher-layers", default=6, show_default=True, help="Of the larger one it learns from.")
@click.option("--general", default=2, show_default=True, help="Epochs over the public corpora.")
@click.option("--own", default=10, show_default=True, help="Epochs over our passages less the held-out tenth.")
@click.option("--teacher", default=5, show_default=True, help="Epochs over them of the larger network.")
@click.option("--taught", default=7, show_default=True, help="More epochs over them, taught by both networks.")
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
    teacher_layers: int,
    general: int,
    own: int,
    teacher: int,
    taught: int,
    threads: int,
    cross_validate: int,
) -> None:
    """Train the embedded recogniser and write ``OUT/pipeline``.

    general.pt learns names, places and court judgments from the public corpora; own.pt goes on with nine tenths of
    our passages. teacher.pt does the same with more layers. taught.pt goes on from own.pt: half of what it learns are
    the marks, half is what own.pt and teacher.pt together hold likely. The last tenth of the passages tells how far its
    scores are to be believed. A stage whose file exists is not repeated.
    Origin and licence of the data are told in ``redactor/recognition/ner/MODEL_CARD.md``.
    """
    import torch

    from redactor.recognition.ner.encoding import Encoder
    from redactor.training import learn, network
    from redactor.training.build import build
    from redactor.training.calibrate import calibrate
    from redactor.training.recipe import Recipe
    from redactor.training.validate import cross_validation

    torch.set_num_threads(threads)
    out.mkdir(parents=True, exist_ok=True)
    encoder = Encoder(network.minilm_folder() / "tokenizer.json")
    recipe = Recipe(data, seed)

    def say(line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    def stage(
        name: str, start: Callable[[], network.Tagger], epochs: Sequence[Epoch], rate: float,
        teachers: Sequence[network.Tagger] = (),
    ) -> network.Tagger:
        path = out / f"{name}.pt"
        if path.exists():
            return network.load(path)
        say(name)
        tagger, unfinished = start(), path.with_suffix(".part")
        learn.train(
            tagger, epochs, encoder, seed=seed, rate=rate, report=say, teachers=teachers,
            checkpoint=lambda current, _: network.save(current, unfinished),
        )
        unfinished.rename(path)
        return tagger

    def general_stage(name: str, size: int) -> network.Tagger:
        return stage(name, lambda: network.pretrained(size), [lambda: recipe.public] * general, 3e-4)

    def own_stage() -> network.Tagger:
        return stage("own", lambda: general_stage("general", layers), recipe.own(recipe.learnt, own), 2.5e-4)

    say(f"{len(recipe.learnt)} passages of ours, {len(recipe.public)} public, {layers} layers")
    if cross_validate:
        start = partial(general_stage, "general", layers)
        start()
        everything, folds = [*recipe.held_out, *recipe.learnt], []
        for fold in range(FOLDS):
            others = [passage for number, passage in enumerate(everything) if number % FOLDS != fold]
            tagger = stage(f"fold{fold}", start, recipe.own(others, cross_validate, stage=fold), 3e-4)
            folds.append((tagger, everything[fold::FOLDS]))
        print(cross_validation(folds, encoder))
        return
    larger = stage(
        "teacher", lambda: general_stage("teacher-general", teacher_layers),
        recipe.own(recipe.learnt, teacher, stage=2), 2.5e-4)
    # Two copies of own.pt: the one goes on, the other teaches as it was.
    tagger = stage(
        "taught", own_stage, recipe.own(recipe.learnt, taught, stage=1), 2e-4, [own_stage(), larger])
    build(tagger, calibrate(tagger, recipe.held_out, encoder), out / "pipeline")


if __name__ == "__main__":
    main()
