"""The training loop."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from redactor.recognition.ner.component import OVERLAP
from redactor.recognition.ner.encoding import END, START, Encoded, Encoder, windows
from redactor.recognition.ner.labels import LABELS, OTHER, TAGS
from redactor.training.corpora import Passage
from redactor.training.network import Tagger

TRAP_WEIGHT = 3.0
#: How much teachers count beside the marks.
_TAUGHT = 0.5
#: Whether the processor multiplies numbers of sixteen bits itself; one that does not takes twenty times as long.
_HALVES = any(has for name, has in torch.cpu.get_capabilities().items() if name.endswith("_bf16"))


@dataclass(frozen=True, kw_only=True)
class Example:
    """One window ready for the network: ids, shapes, allowed tags (length × tags) and weights (length)."""

    pieces: np.ndarray
    shapes: np.ndarray
    allowed: np.ndarray
    weights: np.ndarray


def targets(passage: Passage, encoded: Encoded) -> tuple[np.ndarray, np.ndarray]:
    """Which tags each piece may have, and how much it counts.

    Returns:
        (allowed: bool array pieces × tags, weights: float array pieces).
    """
    count = len(encoded)
    allowed = np.zeros((count, len(TAGS)), dtype=bool)
    allowed[:, 0] = True
    for number, label in enumerate(LABELS):
        if label not in passage.known:
            allowed[:, 1 + 2 * number : 3 + 2 * number] = True
    weights = np.full(count, passage.weight, dtype=np.float32)
    for start, end in passage.traps:
        weights[(encoded.starts < end) & (encoded.ends > start)] *= TRAP_WEIGHT
    for span in passage.spans:
        inside = np.flatnonzero((encoded.starts < span.end) & (encoded.ends > span.start))
        if not len(inside):
            continue
        allowed[inside] = False
        for label in span.labels:
            tag = 1 + 2 * LABELS.index(label)
            allowed[inside[0], tag] = True
            allowed[inside[1:], tag + 1] = True
        if span.optional:
            allowed[inside, 0] = True
    return allowed, weights


def examples(passage: Passage, encoder: Encoder, *, size: int) -> Iterator[Example]:
    """The windows of a passage, each between the encoder's start and end pieces."""
    encoded = encoder.encode(passage.text)
    allowed, weights = targets(passage, encoded)
    edge = np.zeros((1, len(TAGS)), dtype=bool)
    edge[0, 0] = True
    for start, end, _, _ in windows(encoded, size=size - 2, overlap=OVERLAP):
        cut = slice(start, end)
        yield Example(
            pieces=np.concatenate([[START], encoded.pieces[cut], [END]]),
            shapes=np.concatenate([[OTHER], encoded.shapes[cut], [OTHER]]),
            allowed=np.concatenate([edge, allowed[cut], edge]),
            weights=np.concatenate([[0.0], weights[cut], [0.0]]).astype(np.float32),
        )


def batches(pool: Sequence[Example], chance: random.Random, *, pieces: int) -> Iterator[list[Example]]:
    """Batches of windows of like length holding about ``pieces`` word pieces, in random order."""
    order = sorted(pool, key=lambda example: len(example.pieces) + chance.random() * 16)
    made: list[list[Example]] = []
    batch: list[Example] = []
    for example in order:
        if batch and len(example.pieces) * (len(batch) + 1) > pieces:
            made.append(batch)
            batch = []
        batch.append(example)
    if batch:
        made.append(batch)
    chance.shuffle(made)
    yield from made


def collate(batch: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Pad a batch: pieces, shapes, mask, allowed, weights."""
    # Few different widths: each new one makes oneDNN keep another set of kernels.
    longest = -(-max(len(example.pieces) for example in batch) // 32) * 32
    pieces = torch.zeros(len(batch), longest, dtype=torch.int64)
    shapes = torch.full((len(batch), longest), OTHER, dtype=torch.int64)
    mask = torch.zeros(len(batch), longest, dtype=torch.int64)
    allowed = torch.ones(len(batch), longest, len(TAGS), dtype=torch.bool)
    weights = torch.zeros(len(batch), longest)
    for row, example in enumerate(batch):
        length = len(example.pieces)
        pieces[row, :length] = torch.from_numpy(example.pieces)
        shapes[row, :length] = torch.from_numpy(example.shapes)
        mask[row, :length] = 1
        allowed[row, :length] = torch.from_numpy(example.allowed)
        weights[row, :length] = torch.from_numpy(example.weights)
    return pieces, shapes, mask, allowed, weights


def unlike(logits: Tensor, taught: Tensor, weights: Tensor) -> Tensor:
    """Cross-entropy to the chances that teachers give the tags, weighted mean over pieces.

    What other networks hold likely tells more than the marks do: how doubtful a word is, and what else it might be (G.
    Hinton et al., "Distilling the knowledge in a neural network", 2015).
    """
    each = -(taught * logits.log_softmax(-1)).sum(-1)
    return _mean(each, weights)


def loss_of(logits: Tensor, allowed: Tensor, weights: Tensor) -> Tensor:
    """−log of the probability given to any allowed tag, weighted mean over pieces."""
    whole = torch.logsumexp(logits, -1)
    right = torch.logsumexp(logits.masked_fill(~allowed, -1e9), -1)
    return _mean(whole - right, weights)


def _mean(each: Tensor, weights: Tensor) -> Tensor:
    return (each * weights).sum() / weights.sum().clamp(min=1.0)


def train(
    tagger: Tagger,
    epochs: Sequence[Callable[[], Sequence[Passage]]],
    encoder: Encoder,
    *,
    seed: int,
    rate: float,
    size: int = 160,
    pieces: int = 2560,
    report: Callable[[str], None] = print,
    checkpoint: Callable[[Tagger, int], None] = lambda tagger, epoch: None,
    teachers: Sequence[Tagger] = (),
) -> None:
    """Train in place.

    Args:
        tagger: the network; its word embeddings stay frozen.
        epochs: one function per epoch that gives that epoch's passages (freshly varied).
        encoder: word pieces.
        seed: order of batches and dropout.
        rate: peak learning rate; one tenth warms up, then it falls linearly to zero.
        size: pieces in a window.
        pieces: pieces in a batch.
        report: told about progress.
        checkpoint: called after each epoch.
        teachers: trained networks, from the mean of whose chances half is learnt.
    """
    torch.manual_seed(seed)
    for teacher in teachers:
        teacher.eval()
    chance = random.Random(seed)
    tagger.words.weight.requires_grad = False
    head = [parameter for name, parameter in tagger.named_parameters() if name.startswith(("head", "shapes"))]
    body = [
        parameter
        for name, parameter in tagger.named_parameters()
        if parameter.requires_grad and not name.startswith(("head", "shapes"))
    ]
    optimiser = torch.optim.AdamW(
        [{"params": body, "scale": 1.0}, {"params": head, "scale": 5.0}], lr=rate, weight_decay=0.01, fused=True
    )
    began = time.monotonic()
    step = 0
    for epoch, passages in enumerate(epochs):
        tagger.train()
        pool = [example for passage in passages() for example in examples(passage, encoder, size=size)]
        todo = list(batches(pool, chance, pieces=pieces))
        total = 0.0
        for number, batch in enumerate(todo):
            done = (epoch + number / len(todo)) / len(epochs)
            factor = min(1.0, (step + 1) / 100) * (1 - done)
            for group in optimiser.param_groups:
                group["lr"] = rate * factor * group["scale"]
            ids, shapes, mask, allowed, weights = collate(batch)
            with torch.autocast("cpu", torch.bfloat16, enabled=_HALVES):
                logits = tagger(ids, shapes, mask)
            loss = loss_of(logits.float(), allowed, weights)
            if teachers:
                with torch.no_grad(), torch.autocast("cpu", torch.bfloat16, enabled=_HALVES):
                    chances = [teacher(ids, shapes, mask).float().softmax(-1) for teacher in teachers]
                taught = torch.stack(chances).mean(0)
                loss = (1 - _TAUGHT) * loss + _TAUGHT * unlike(logits.float(), taught, weights)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_([*body, *head], 1.0)
            optimiser.step()
            total += float(loss.detach())
            step += 1
            if not math.isfinite(total):
                raise FloatingPointError("the loss is no longer a number; lower the rate")
        report(
            f"epoch {epoch + 1}/{len(epochs)} loss {total / max(len(todo), 1):.4f} "
            f"{(time.monotonic() - began) / 60:.1f} min"
        )
        checkpoint(tagger, epoch)
