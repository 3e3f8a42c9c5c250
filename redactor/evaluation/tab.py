"""The Text Anonymization Benchmark (court judgments): how much of what identifies is out of sight.

I. Pilán et al., "The Text Anonymization Benchmark (TAB)", Computational Linguistics 48(4), 2022. An entity is
protected when every one of its mentions is wholly masked; tokens are runs of letters and digits. Mentions
marked NO_MASK are neutral, so masking one is no gain and no loss; precision is not weighted by information.
One thing differs: a courtesy title at the head of a mention ("Mr") is neutral for every system, since it tells
nobody's name; redactor's own labels take it along.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from redactor.evaluation.gold import GoldDocument
from redactor.evaluation.predict import Prediction
from redactor.evaluation.scores import Share, covered

_TOKEN = re.compile(r"[^\W_]+")
_TITLE = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Lord|Lady|Judge|Justice)\b\.?\s+")
_MASKED = ("DIRECT", "QUASI")


@dataclass(frozen=True, kw_only=True)
class TabScores:
    """Token recall and precision on DIRECT and QUASI mentions; entities protected, by identifier type."""

    documents: int
    recall: Share
    precision: Share
    direct_entities: Share
    quasi_entities: Share


def score_tab(documents: Sequence[GoldDocument], predictions: Iterable[Prediction]) -> TabScores:
    """Score predictions, one for each document and in the same order."""
    found, wanted, masked = 0, 0, 0
    entities: dict[tuple[str, str], tuple[str, bool]] = {}
    for gold, prediction in zip(documents, predictions, strict=True):
        size = len(gold.text)
        hidden = covered(size, prediction.masks)
        heads = {span: _after_title(gold.text, span.start, span.end) for span in gold.spans}
        target = covered(size, [
            replace(span, start=heads[span]) for span in gold.spans if span.identifier_type in _MASKED])
        neutral = covered(size, [span for span in gold.spans if span.identifier_type not in _MASKED])
        titles = covered(size, [replace(span, end=head) for span, head in heads.items() if head > span.start])
        for token in _TOKEN.finditer(gold.text):
            gone = all(hidden[token.start():token.end()])
            if any(target[token.start():token.end()]):
                wanted += 1
                found += gone
            elif any(neutral[token.start():token.end()]) or any(titles[token.start():token.end()]):
                continue
            masked += gone
        for number, span in enumerate(gold.spans):
            if span.identifier_type not in _MASKED:
                continue
            tokens = _TOKEN.finditer(gold.text, heads[span], span.end)
            safe = all(all(hidden[token.start():token.end()]) for token in tokens)
            key = (gold.id, span.entity or str(number))
            # An entity with one direct mention is direct.
            kind, so_far = entities.get(key, (span.identifier_type, True))
            entities[key] = (min(kind, span.identifier_type), so_far and safe)
    return TabScores(
        documents=len(documents),
        recall=Share(part=found, whole=wanted),
        precision=Share(part=found, whole=masked),
        direct_entities=_protected(entities.values(), "DIRECT"),
        quasi_entities=_protected(entities.values(), "QUASI"),
    )


def _after_title(text: str, start: int, end: int) -> int:
    """Where a mention goes on after its courtesy title; ``start`` when it has none."""
    title = _TITLE.match(text, start, end)
    return title.end() if title is not None and title.end() < end else start


def _protected(entities: Iterable[tuple[str, bool]], kind: str) -> Share:
    safe = [protected for own, protected in entities if own == kind]
    return Share(part=sum(safe), whole=len(safe))
