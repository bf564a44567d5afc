"""Torch module -> the two ONNX graphs that are shipped, and their int8 form.

The graphs are written node by node: no exporter's version decides what they look like, and a window is a plain matrix
of pieces by width, without a batch (see the tagger on why windows are run one by one).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from training.attribution.model import HEADS, WIDTH, Layer, TaggerModel

from onrecord.reading.en.windows import AT_CUE

_OPSET, _IR = 20, 9
_MASKED = -1e4


class Graph:
    """A graph in the making: nodes and constants, each result named by its number."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, value: NDArray[Any]) -> str:
        """Add a constant; its name comes back."""
        name = f"constant_{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, kind: str, *inputs: str, out: str | None = None, **attributes: Any) -> str:
        """Add a node; the name of its result comes back."""
        out = out or f"value_{len(self.nodes)}"
        name = f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [out], name=name, **attributes))
        return out

    def linear(self, x: str, layer: nn.Linear, out: str | None = None) -> str:
        """Add a linear map."""
        product = self.add("MatMul", x, self.constant(layer.weight.detach().numpy().T))
        return self.add("Add", product, self.constant(layer.bias.detach().numpy()), out=out)

    def norm(self, x: str, layer: nn.LayerNorm) -> str:
        """Add a normalisation over the width."""
        weight, bias = (self.constant(part.detach().numpy()) for part in (layer.weight, layer.bias))
        return self.add("LayerNormalization", x, weight, bias, axis=-1, epsilon=layer.eps)

    def embedding(self, table: nn.Embedding, at: str, *, int8: bool = False) -> str:
        """Add a look-up. In int8 each row has its own scale: the rows of rare and common words differ in size."""
        rows = table.weight.detach().numpy()
        if not int8:
            return self.add("Gather", self.constant(rows), at)
        scale = np.abs(rows).max(axis=1, keepdims=True).astype(np.float32) / 127
        scale[scale == 0] = 1
        small = self.constant(np.round(rows / scale).astype(np.int8))
        value = self.add("Cast", self.add("Gather", small, at), to=TensorProto.FLOAT)
        return self.add("Mul", value, self.add("Gather", self.constant(scale), at))

    def layer(self, x: str, layer: Layer, *, batched: bool, bias: str | None = None) -> str:
        """Add a layer of BERT. ``x``: length by WIDTH, after cues when ``batched``; ``bias`` is added to attention."""
        parts = [f"{name}s_{len(self.nodes)}" for name in ("query", "key", "value")]
        joint = self.linear(x, layer.qkv)
        self.nodes.append(
            helper.make_node("Split", [joint], parts, name=f"Split_{len(self.nodes)}", axis=-1, num_outputs=3)
        )
        kept = [0] * (2 if batched else 1)
        apart = self.constant(np.array([*kept, HEADS, WIDTH // HEADS]))
        order, turned = ([0, 2, 1, 3], [0, 2, 3, 1]) if batched else ([1, 0, 2], [1, 2, 0])
        query, key, value = (
            self.add("Transpose", self.add("Reshape", part, apart), perm=turned if i == 1 else order)
            for i, part in enumerate(parts)
        )
        scale = self.constant(np.array((WIDTH // HEADS) ** -0.5, np.float32))
        weight = self.add("Mul", self.add("MatMul", query, key), scale)
        if bias:
            weight = self.add("Add", weight, bias)
        seen = self.add("Transpose", self.add("MatMul", self.add("Softmax", weight, axis=-1), value), perm=order)
        seen = self.add("Reshape", seen, self.constant(np.array([*kept, WIDTH])))
        x = self.norm(self.add("Add", self.linear(seen, layer.out), x), layer.norm1)
        inner = self.linear(self.add("Gelu", self.linear(x, layer.up)), layer.down)
        return self.norm(self.add("Add", inner, x), layer.norm2)

    def save(self, inputs: list[onnx.ValueInfoProto], outputs: list[onnx.ValueInfoProto], path: Path) -> None:
        """Check and write the graph."""
        graph = helper.make_graph(self.nodes, path.stem, inputs, outputs, self.constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=_IR)
        onnx.checker.check_model(model)
        onnx.save(model, str(path))


def _value(name: str, *shape: str | int, whole: bool = False) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.INT64 if whole else TensorProto.FLOAT, shape)


def write_encoder(model: TaggerModel, path: Path, *, int8: bool) -> None:
    """Write the graph from word pieces to the states of tokens and their tags. The model must be in eval mode."""
    graph = Graph()
    x = graph.add("Add", graph.embedding(model.word, "ids", int8=int8), graph.embedding(model.mark, "features"))
    positions = graph.constant(model.position.weight.detach().numpy())
    positions = graph.add("Slice", positions, graph.constant(np.array([0])), graph.add("Shape", "ids"))
    x = graph.norm(graph.add("Add", x, positions), model.norm)
    for layer in model.layers:
        x = graph.layer(x, layer, batched=False)
    graph.linear(graph.add("Gather", x, "first", out="states"), model.tags, out="tags")
    inputs = [_value("ids", "pieces", whole=True), _value("features", "pieces", whole=True)]
    inputs.append(_value("first", "tokens", whole=True))
    graph.save(inputs, [_value("states", "tokens", WIDTH), _value("tags", "tokens", 9)], path)


def write_top(model: TaggerModel, path: Path) -> None:
    """Write the graph from states, and the tokens around each cue, to roles and validity: TaggerModel.ask()."""
    graph = Graph()
    axis1 = graph.constant(np.array([1]))
    at_cue = graph.add("Equal", "distance", graph.constant(np.array(AT_CUE)))
    weight = graph.add("Mul", graph.add("Cast", at_cue, to=TensorProto.FLOAT), "mask")
    weight = graph.add("Div", weight, graph.add("ReduceSum", weight, axis1, keepdims=1))
    weight = graph.add("Unsqueeze", weight, axis1)
    x = graph.add("Gather", "states", "index")
    cue = graph.linear(graph.add("MatMul", weight, x), model.pair_cue)
    token = graph.add("Gather", graph.linear("states", model.pair_token), "index")
    pair = graph.add("Add", graph.add("Add", cue, token), graph.embedding(model.pair_distance, "distance"))
    pair = graph.add("Gelu", pair)
    x = graph.norm(graph.add("Add", graph.linear(pair, model.pair_in), x), model.top_norm)
    hidden = graph.add("Sub", graph.constant(np.array(1, np.float32)), "mask")
    bias = graph.add("Mul", hidden, graph.constant(np.array(_MASKED, np.float32)))
    bias = graph.add("Unsqueeze", bias, graph.constant(np.array([1, 2])))
    for layer in model.top:
        x = graph.layer(x, layer, batched=True, bias=bias)
    graph.add("Add", graph.linear(x, model.roles), graph.linear(pair, model.pair_roles), out="roles")
    at = graph.add("Squeeze", graph.add("MatMul", weight, x), axis1)
    graph.linear(at, model.valid, out="valid")
    inputs = [_value("states", "tokens", WIDTH)]
    inputs += [_value(name, "cues", "context", whole=True) for name in ("index", "distance")]
    inputs.append(_value("mask", "cues", "context"))
    graph.save(inputs, [_value("roles", "cues", "context", 4), _value("valid", "cues", 1)], path)


def write(model: TaggerModel, folder: Path, *, int8: bool) -> None:
    """Write both graphs, as int8 with one scale for each column of weights."""
    model.eval()
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("encoder", "top"):
        path = folder / f"{name}.onnx"
        whole = folder / f"{name}.float.onnx" if int8 else path
        if name == "encoder":
            write_encoder(model, whole, int8=int8)
        else:
            write_top(model, whole)
        if int8:
            quantize_dynamic(
                whole, path, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul"], per_channel=True
            )
            whole.unlink()
