"""``python -m redactor.training``: from corpora to the embedded pipeline, in stages that can be resumed."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click

#: One of our passages in so many is held out of training; by it the scores are calibrated.
HELD_OUT = 10
#: Folds of the cross-validation.
FOLDS = 5


@click.command()
@click.option("--data", type=click.Path(path_type=Path, exists=True), required=True, help="Public corpora.")
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="Folder for weights and pipeline."
)
@click.option("--seed", default=20, show_default=True)
@click.option("--layers", default=6, show_default=True)
@click.option("--general", default=2, show_default=True, help="Epochs over the public corpora.")
@click.option("--own", default=24, show_default=True, help="Epochs over our passages less the held-out tenth.")
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
    from redactor.training import corpora, learn, network
    from redactor.training.augment import Augmenter
    from redactor.training.build import build
    from redactor.training.calibrate import calibrate
    from redactor.training.gazetteer import Gazetteer
    from redactor.training.validate import cross_validation

    torch.set_num_threads(threads)
    out.mkdir(parents=True, exist_ok=True)
    chance = random.Random(seed)
    encoder = Encoder(network.minilm_folder() / "tokenizer.json")
    augmenter = Augmenter(Gazetteer.load(data / "gazetteers"), seed)
    passages = corpora.own_passages()
    public = corpora.public_corpora(data)
    court = [passage for passage in public if passage.weight == corpora.COURT_WEIGHT]

    def say(line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    def own_epoch(ours: Sequence[corpora.Passage]) -> Callable[[], Sequence[corpora.Passage]]:
        # A little of everything else keeps what the first stage taught, court judgments above all.
        return lambda: [*map(augmenter.vary, ours), *chance.sample(public, 300), *chance.sample(court, 8)]

    def stage(
        name: str, tagger: network.Tagger, epochs: Sequence[Callable[[], Sequence[corpora.Passage]]], rate: float
    ) -> network.Tagger:
        path = out / f"{name}.pt"
        if path.exists():
            return network.load(path)
        say(name)
        partial = path.with_suffix(".part")
        learn.train(
            tagger, epochs, encoder, seed=seed, rate=rate, report=say,
            checkpoint=lambda current, _: network.save(current, partial),
        )
        partial.rename(path)
        return tagger

    say(f"{len(passages)} passages of ours, {len(public)} public, {layers} layers")
    start = stage("general", network.pretrained(layers), [lambda: public] * general, 3e-4)
    if cross_validate:
        for fold in range(FOLDS):
            kept = [passage for number, passage in enumerate(passages) if number % FOLDS != fold]
            stage(f"fold{fold}", network.load(out / "general.pt"), [own_epoch(kept)] * cross_validate, 3e-4)
        folds = [(network.load(out / f"fold{fold}.pt"), passages[fold::FOLDS]) for fold in range(FOLDS)]
        print(cross_validation(folds, encoder))
        return
    held_out = passages[::HELD_OUT]
    kept = [passage for number, passage in enumerate(passages) if number % HELD_OUT]
    tagger = stage("own", start, [own_epoch(kept)] * own, 2.5e-4)
    build(tagger, calibrate(tagger, held_out, encoder), out / "pipeline")


if __name__ == "__main__":
    main()
