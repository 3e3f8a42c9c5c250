"""From trained weights to what is shipped: an ONNX graph, eight-bit, checked against the original.

The graph is written node by node rather than traced: attention is one node that ONNX Runtime computes as a whole, and
a window comes alone, so that no padding needs masking and nothing that stands elsewhere changes how it is rounded.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import torch
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper, save
from onnxruntime.quantization import QuantType, quantize_dynamic

from redactor.training.network import Tagger

_CONTRIB = "com.microsoft"
_OPSET = 18
#: The tag head is tiny and decides thresholds: it stays in full precision.
_HEAD = "head"
#: Most that a logit of the full-precision graph may differ from the network's.
_TOLERANCE = 1e-3


def export(tagger: Tagger, path: Path) -> None:
    """Write ``tagger`` as a dynamically quantised ONNX model for one window at a time.

    Args:
        tagger: the trained network.
        path: target ``.onnx`` file; a full-precision copy beside it is removed again.

    Raises:
        ValueError: the graph does not compute what the network does.
    """
    tagger = tagger.eval().float()
    whole = path.with_suffix(".float.onnx")
    save(_Graph(tagger).model(), str(whole))
    _check(tagger, whole)
    quantize_dynamic(
        str(whole),
        str(path),
        weight_type=QuantType.QInt8,
        per_channel=True,
        # Seven bits: with eight, processors without VNNI instructions overflow where two products are summed.
        reduce_range=True,
        nodes_to_exclude=[_HEAD],
        # It cannot tell the type of what the fused nodes give.
        extra_options={"DefaultTensorType": TensorProto.FLOAT},
    )
    whole.unlink()


def _check(tagger: Tagger, path: Path) -> None:
    size = tagger.size
    chance = torch.Generator().manual_seed(1)
    pieces = torch.randint(size.vocabulary, (1, 40), generator=chance)
    shapes = torch.randint(6, (1, 40), generator=chance)
    with torch.no_grad():
        wanted = tagger(pieces, shapes, torch.ones_like(pieces)).numpy()
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    (given,) = session.run(None, {"pieces": pieces.numpy(), "shapes": shapes.numpy()})
    if np.abs(given - wanted).max() > _TOLERANCE:
        raise ValueError("the exported graph does not compute what the network does")


class _Graph:
    """The graph of :class:`Tagger`, with its weights."""

    def __init__(self, tagger: Tagger) -> None:
        self._size = tagger.size
        self._weights = {name: value.numpy() for name, value in tagger.state_dict().items()}
        self._nodes: list[NodeProto] = []
        self._constants: list[TensorProto] = []

    def model(self) -> ModelProto:
        """Inputs ``pieces`` and ``shapes`` of shape (1, length), output ``logits`` of shape (1, length, tags)."""
        states = self._embedded()
        for number in range(self._size.layers):
            states = self._layer(states, f"layers.{number}")
        self._linear(states, _HEAD, "logits")
        tags = len(self._weights[f"{_HEAD}.bias"])
        graph = helper.make_graph(
            self._nodes, "tagger",
            [helper.make_tensor_value_info(name, TensorProto.INT64, [1, "length"]) for name in ("pieces", "shapes")],
            [helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, "length", tags])],
            self._constants,
        )
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_CONTRIB, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=9)

    def _embedded(self) -> str:
        words = self._node("Gather", [self._weight("words.weight"), "pieces"], "words")
        shapes = self._node("Gather", [self._weight("shapes.weight"), "shapes"], "shaped")
        length = self._node("Shape", ["pieces"], "length", start=1, end=2)
        zero = self._constant("zero", np.zeros(1, np.int64))
        places = self._node("Slice", [self._weight("places.weight"), zero, length, zero], "placed")
        both = self._node("Add", [words, places], "words_placed")
        return self._normed(both, shapes, "norm")

    def _layer(self, states: str, name: str) -> str:
        attention = self._node(
            "Attention",
            [states, self._weight(f"{name}.query_key_value.weight", turned=True),
             self._weight(f"{name}.query_key_value.bias")],
            f"{name}.mixed", domain=_CONTRIB, num_heads=self._size.heads,
        )
        states = self._normed(states, self._linear(attention, f"{name}.attended"), f"{name}.norm1")
        wide = self._node("Gelu", [self._linear(states, f"{name}.widen")], f"{name}.gelu", domain=_CONTRIB)
        return self._normed(states, self._linear(wide, f"{name}.narrow"), f"{name}.norm2")

    def _linear(self, states: str, name: str, out: str = "") -> str:
        product = self._node("MatMul", [states, self._weight(f"{name}.weight", turned=True)], f"{name}.product", name)
        return self._node("Add", [product, self._weight(f"{name}.bias")], out or f"{name}.out")

    def _normed(self, states: str, other: str, name: str) -> str:
        total = self._node("Add", [states, other], f"{name}.sum")
        parts = [total, self._weight(f"{name}.weight"), self._weight(f"{name}.bias")]
        return self._node("LayerNormalization", parts, f"{name}.out", epsilon=1e-12)

    def _node(self, kind: str, inputs: list[str], out: str, name: str = "", **attributes: object) -> str:
        self._nodes.append(helper.make_node(kind, inputs, [out], name=name or out, **attributes))
        return out

    def _weight(self, name: str, *, turned: bool = False) -> str:
        value = self._weights[name]
        return self._constant(name, value.T if turned else value)

    def _constant(self, name: str, value: NDArray[np.generic]) -> str:
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name
