"""``python -m redactor.training``: from corpora to the embedded pipeline, in stages that can be resumed."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click

#: One passage in so many is held out of the rehearsal.
FOLDS = 5


@click.command()
@click.option("--data", type=click.Path(path_type=Path, exists=True), required=True, help="Public corpora.")
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="Folder for weights and pipeline."
)
@click.option("--seed", default=20, show_default=True)
@click.option("--layers", default=6, show_default=True)
@click.option("--general", default=2, show_default=True, help="Epochs over the public corpora.")
@click.option(
    "--rehearsal", default=8, show_default=True, help="Epochs over our passages less the held-out fifth."
)
@click.option("--final", default=27, show_default=True, help="Epochs over all our passages.")
@click.option("--minutes", default=1e9, help="End each stage by the clock, its learning rate fitted to it.")
@click.option("--threads", default=2, show_default=True)
@click.option(
    "--stages", default=3, show_default=True, type=click.IntRange(1, 3), help="Stop after so many stages."
)
def main(
    data: Path,
    out: Path,
    seed: int,
    layers: int,
    general: int,
    rehearsal: int,
    final: int,
    minutes: float,
    threads: int,
    stages: int,
) -> None:
    """Train the embedded recogniser and write ``OUT/pipeline``.

    general.pt learns names, places and court judgments from the public corpora, beside four fifths of our
    passages; rehearsal.pt goes on with these, so that the last fifth can tell how far its scores are to be
    believed; final.pt goes on with all of them. A stage whose file exists is not repeated. Origin and licence
    of the data are told in ``redactor/recognition/ner/MODEL_CARD.md``.
    """
    import torch

    from redactor.recognition.ner.encoding import Encoder
    from redactor.training import corpora, learn, network
    from redactor.training.augment import Augmenter
    from redactor.training.build import build
    from redactor.training.calibrate import calibrate
    from redactor.training.gazetteer import Gazetteer

    torch.set_num_threads(threads)
    out.mkdir(parents=True, exist_ok=True)
    chance = random.Random(seed)
    encoder = Encoder(network.minilm_folder() / "tokenizer.json")
    augmenter = Augmenter(Gazetteer.load(data / "gazetteers"), seed)
    passages = corpora.own_passages()
    held_out = passages[::FOLDS]
    kept = [passage for number, passage in enumerate(passages) if number % FOLDS]
    public = corpora.public_corpora(data)
    court = [passage for passage in public if passage.weight == corpora.COURT_WEIGHT]

    def say(line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    def general_epoch() -> Sequence[corpora.Passage]:
        return [*public, *map(augmenter.vary, kept), *map(augmenter.vary, kept)]

    def own_epoch(ours: Sequence[corpora.Passage]) -> Callable[[], Sequence[corpora.Passage]]:
        # A little of everything else keeps what the first stage taught, court judgments above all.
        return lambda: [*map(augmenter.vary, ours), *chance.sample(public, 300), *chance.sample(court, 8)]

    plan = (
        ("general", [general_epoch] * general, 3e-4),
        ("rehearsal", [own_epoch(kept)] * rehearsal, 3e-4),
        ("final", [own_epoch(passages)] * final, 2e-4),
    )
    tagger = network.pretrained(layers)
    say(f"{len(passages)} passages of ours, {len(public)} public, {layers} layers")
    for name, epochs, rate in plan[:stages]:
        path = out / f"{name}.pt"
        if path.exists():
            tagger = network.load(path)
            continue
        say(name)
        partial = path.with_suffix(".part")
        learn.train(
            tagger,
            epochs,
            encoder,
            seed=seed,
            rate=rate,
            minutes=minutes,
            report=say,
            checkpoint=lambda current, _, partial=partial: network.save(current, partial),  # type: ignore[misc]
        )
        partial.rename(path)
    if stages == len(plan):
        calibration = calibrate(network.load(out / "rehearsal.pt"), held_out, encoder)
        build(tagger, calibration, out / "pipeline")


if __name__ == "__main__":
    main()
