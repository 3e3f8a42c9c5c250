"""What the networks are taught: the same texts in the same measure, whichever of them is trained."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from redactor.training.augment import Augmenter
from redactor.training.corpora import COURT_WEIGHT, LATER, PASSAGES, Passage, own_passages, public_corpora
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
        first, later: our passages, those written before the first shipped weights and those written since.
        public: the public corpora.
    """

    def __init__(self, data: Path, seed: int) -> None:
        self._data, self._seed = data, seed
        self.first, self.later = own_passages(PASSAGES), own_passages(LATER)
        self.public = public_corpora(data)
        self._court = [passage for passage in self.public if passage.weight == COURT_WEIGHT]

    def own(
        self, passages: Iterable[Passage], epochs: int, *, stage: int = 0, again: Sequence[Passage] = (),
    ) -> list[Epoch]:
        """Passages of ours, varied each time, with a little of everything else, which keeps what came before.

        Args:
            passages: what is learnt.
            epochs: how often.
            stage: number of the stage; each draws by itself, so that leaving out one that is done changes no other.
            again: passages learnt before; every epoch goes over another half of them.
        """
        chance = random.Random(self._seed + stage)
        augmenter = Augmenter(Gazetteer.load(self._data / "gazetteers"), self._seed + stage)
        learnt = list(passages)

        def texts() -> list[Passage]:
            return [
                *(augmenter.vary(passage) for passage in (*learnt, *chance.sample(again, len(again) // 2))),
                *chance.sample(self.public, _PUBLIC), *chance.sample(self._court, _COURT),
            ]

        return [texts] * epochs


def held_out(passages: Sequence[Passage]) -> Sequence[Passage]:
    """The tenth of the passages that is never trained on."""
    return passages[::_HELD_OUT]


def kept(passages: Sequence[Passage]) -> list[Passage]:
    """The nine tenths that are."""
    return [passage for number, passage in enumerate(passages) if number % _HELD_OUT]
