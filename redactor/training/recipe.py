"""What the networks are taught: the same texts in the same measure, whichever of them is trained."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path

from redactor.training.augment import Augmenter
from redactor.training.corpora import COURT_WEIGHT, Passage, own_passages, public_corpora
from redactor.training.gazetteer import Gazetteer

#: One of our passages in so many is held out of training.
_HELD_OUT = 10
#: Public passages and court judgments that go along with every epoch over our own.
_PUBLIC, _COURT = 300, 8


class Recipe:
    """The texts to learn from.

    Args:
        data: folder of the public corpora and gazetteers.
        seed: the same seed gives the same texts in the same order.

    Attributes:
        passages: all of ours.
        kept, held_out: nine tenths of them, and the tenth that is never trained on.
        public: the public corpora.
    """

    def __init__(self, data: Path, seed: int) -> None:
        self._chance = random.Random(seed)
        self._augmenter = Augmenter(Gazetteer.load(data / "gazetteers"), seed)
        self.passages = own_passages()
        self.held_out = self.passages[::_HELD_OUT]
        self.kept = [passage for number, passage in enumerate(self.passages) if number % _HELD_OUT]
        self.public = public_corpora(data)
        self._court = [passage for passage in self.public if passage.weight == COURT_WEIGHT]

    def varied(self, passages: Iterable[Passage]) -> list[Passage]:
        """Passages with other names, places, numbers and casings."""
        return [self._augmenter.vary(passage) for passage in passages]

    def own_epoch(self, passages: Iterable[Passage]) -> list[Passage]:
        """Passages of ours, varied, with a little of everything else, which keeps what came before."""
        return [
            *self.varied(passages), *self._chance.sample(self.public, _PUBLIC),
            *self._chance.sample(self._court, _COURT),
        ]
