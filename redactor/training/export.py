"""From trained weights to what is shipped: ONNX, eight-bit, checked against the original."""

from __future__ import annotations

import warnings
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from redactor.training.network import Tagger


def export(tagger: Tagger, path: Path) -> None:
    """Write ``tagger`` as a dynamically quantised ONNX model.

    Args:
        tagger: the trained network.
        path: target ``.onnx`` file; a full-precision copy beside it is removed again.
    """
    tagger = tagger.eval().float()
    whole = path.with_suffix(".float.onnx")
    example = torch.ones(2, 16, dtype=torch.int64)
    names = ["pieces", "shapes", "mask"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            tagger,
            (example, torch.zeros_like(example), example),
            str(whole),
            input_names=names,
            output_names=["logits"],
            opset_version=17,
            dynamo=False,
            dynamic_axes={name: {0: "batch", 1: "length"} for name in [*names, "logits"]},
        )
    quantize_dynamic(
        str(whole),
        str(path),
        weight_type=QuantType.QInt8,
        per_channel=True,
        # The tag head is tiny and decides thresholds: it stays in full precision.
        nodes_to_exclude=_head_nodes(whole),
    )
    whole.unlink()


def _head_nodes(path: Path) -> list[str]:
    import onnx

    graph = onnx.load(str(path)).graph
    return [node.name for node in graph.node if node.name.startswith("/head/")]
