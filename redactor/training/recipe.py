"""What the networks are taught: the same texts in the same measure, whichever of them is trained."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from redactor.training.augment import Augmenter
from redactor.training.corpora import COURT_WEIGHT, Passage, own_volumes, public_corpora
from redactor.training.gazetteer import Gazetteer

#: One of our passages in so many is held out of training.
_HELD_OUT = 10
#: Public passages and court judgments that go along with every epoch over our own.
_PUBLIC, _COURT = 300, 8


#: An epoch's texts, made afresh each time.
Epoch = Callable[[], Sequence[Passage]]


class Recipe:
    """The texts to learn from.

    Args:
        data: folder of the public corpora and gazetteers.
        seed: the same seed gives the same texts in the same order.

    Attributes:
        learnt: nine tenths of our passages.
        held_out: the last tenth, which is never trained on.
        public: the public corpora.
    """

    def __init__(self, data: Path, seed: int) -> None:
        self._data, self._seed = data, seed
        volumes = own_volumes()
        # Counted within each volume: what is written later changes nothing in what was held out before.
        self.held_out = [passage for volume in volumes for passage in volume[::_HELD_OUT]]
        self.learnt = [passage for volume in volumes for n, passage in enumerate(volume) if n % _HELD_OUT]
        self.public = public_corpora(data)
        self._court = [passage for passage in self.public if passage.weight == COURT_WEIGHT]

    def own(self, passages: Iterable[Passage], epochs: int, *, stage: int = 0) -> list[Epoch]:
        """Passages of ours, varied each time, with a little of everything else, which keeps what came before.

        Args:
            passages: what is learnt.
            epochs: how often.
            stage: number of the stage; each draws by itself, so that leaving out one that is done changes no other.
        """
        chance = random.Random(self._seed + stage)
        augmenter = Augmenter(Gazetteer.load(self._data / "gazetteers"), self._seed + stage)
        learnt = list(passages)

        def texts() -> list[Passage]:
            return [
                *(augmenter.vary(passage) for passage in learnt),
                *chance.sample(self.public, _PUBLIC), *chance.sample(self._court, _COURT),
            ]

        return [texts] * epochs
