"""A recogniser without its last layer: its ONNX file, cut before the matrix that scores 18,708 characters.

That layer is a third of the recogniser's work, and nearly all of its characters are on no page at hand. The file is edited in
memory by its fields (pipeline.ocr.wire), so that every runtime can load what comes of it.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pipeline.exceptions import ModelError
from pipeline.ocr.wire import VARINT, Field, field, fields, number_field

_MODEL_GRAPH, _MODEL_METADATA = 7, 14
_GRAPH_NODE, _GRAPH_INITIALISER, _GRAPH_OUTPUT = 1, 5, 12
_NODE_INPUT, _NODE_OUTPUT, _NODE_OPERATOR, _NODE_ATTRIBUTE = 1, 2, 4, 5
_ATTRIBUTE_NAME, _ATTRIBUTE_INT, _ATTRIBUTE_INTS, _ATTRIBUTE_TYPE = 1, 3, 8, 20
_INT, _INTS = 2, 7  # types of attributes
_TENSOR_DIMENSION, _TENSOR_TYPE, _TENSOR_NAME, _TENSOR_DATA = 1, 2, 8, 9
_FLOAT = 1  # type of tensors


@dataclass(frozen=True, slots=True)
class Node:
    """One operation to append to a graph.

    Attributes:
        operator: as ONNX calls it.
        inputs: names of values or tensors.
        output: the name of what it makes.
        attributes: integers, or lists of them.
    """

    operator: str
    inputs: tuple[str, ...]
    output: str
    attributes: Mapping[str, int | tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Headless:
    """What is left of a recogniser, and what was cut off.

    Attributes:
        model: an ONNX file whose output are features, (n, steps, width) float32.
        output: the name of that output.
        weights: (width, classes) float32; the scores of the classes are features @ weights + bias.
        bias: (classes,) float32.
        characters: of the classes; class 0 is the blank of CTC (""), the last a space.
    """

    model: bytes
    output: str
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    characters: tuple[str, ...]


def beheaded(model: bytes) -> Headless:
    """Cut the last product, the sum and the softmax after it.

    Args:
        model: an ONNX file that ends in MatMul, Add and Softmax and names its characters in its metadata.

    Raises:
        ModelError: it ends otherwise.
    """
    parts = list(fields(model))
    graph = list(fields(next(_bytes(value) for number, _, value, _ in parts if number == _MODEL_GRAPH)))
    places = [place for place, part in enumerate(graph) if part[0] == _GRAPH_NODE]
    last = next((place for place in reversed(places) if _texts(graph[place], _NODE_OPERATOR) == ["MatMul"]), None)
    tail = [_texts(graph[place], _NODE_OPERATOR)[0] for place in places if last is not None and place > last]
    if last is None or [name for name in tail if name != "Identity"] != ["Add", "Softmax"]:
        raise ModelError("The recogniser does not end in MatMul, Add and Softmax.")
    features, weights = _texts(graph[last], _NODE_INPUT)
    add = next(place for place in places if place > last and _texts(graph[place], _NODE_OPERATOR) == ["Add"])
    tensors = {weights, *_texts(graph[add], _NODE_INPUT)}
    cut = {name: array for part in graph if part[0] == _GRAPH_INITIALISER for name, array in _tensor(part, tensors)}
    kept = b"".join(
        part[3]
        for place, part in enumerate(graph)
        if not (
            (part[0] == _GRAPH_NODE and place >= last)
            or part[0] == _GRAPH_OUTPUT
            or (part[0] == _GRAPH_INITIALISER and any(_tensor(part, tensors)))
        )
    )
    kept += _output(features)
    bias = next(array for name, array in cut.items() if name != weights)
    return Headless(
        output=features,
        model=b"".join(field(_MODEL_GRAPH, kept) if number == _MODEL_GRAPH else raw for number, _, _, raw in parts),
        weights=cut[weights],
        bias=bias,
        characters=("", *_characters(parts), " "),
    )


def extended(network: Headless, nodes: Sequence[Node], tensors: Mapping[str, NDArray[np.float32]]) -> bytes:
    """The ONNX file with operations after its features; the output of the last one is the model's.

    Args:
        tensors: constants the nodes take, by name.
    """
    parts = list(fields(network.model))
    graph = next(_bytes(value) for number, _, value, _ in parts if number == _MODEL_GRAPH)
    kept = b"".join(raw for number, _, _, raw in fields(graph) if number != _GRAPH_OUTPUT)
    kept += b"".join(field(_GRAPH_INITIALISER, _tensor_bytes(name, array)) for name, array in tensors.items())
    kept += b"".join(field(_GRAPH_NODE, _node_bytes(node)) for node in nodes) + _output(nodes[-1].output)
    return b"".join(field(_MODEL_GRAPH, kept) if number == _MODEL_GRAPH else raw for number, _, _, raw in parts)


def shifted(network: Headless, shifts: Mapping[str, NDArray[np.float32]]) -> Headless:
    """The same network with something added to some of its tensors.

    Args:
        shifts: by the tensors' names, of their shapes.

    Raises:
        ModelError: the network has no such tensor.
    """
    parts = list(fields(network.model))
    graph = list(fields(next(_bytes(value) for number, _, value, _ in parts if number == _MODEL_GRAPH)))
    found: dict[str, bytes] = {}
    for place, part in enumerate(graph):
        for name, array in _tensor(part, shifts) if part[0] == _GRAPH_INITIALISER else ():
            if array.shape != shifts[name].shape:
                break
            found[name] = field(_GRAPH_INITIALISER, _tensor_bytes(name, array + shifts[name]))
            graph[place] = (*part[:3], found[name])
    if set(found) != set(shifts):
        raise ModelError("The layers of the OCR recogniser were trained for other weights.")
    kept = b"".join(raw for *_, raw in graph)
    return replace(
        network, model=b"".join(field(_MODEL_GRAPH, kept) if number == _MODEL_GRAPH else raw for number, _, _, raw in parts)
    )


def _output(name: str) -> bytes:
    return field(_GRAPH_OUTPUT, field(1, name.encode()))


def _tensor_bytes(name: str, array: NDArray[np.float32]) -> bytes:
    shape = b"".join(number_field(_TENSOR_DIMENSION, size) for size in array.shape)
    data = np.ascontiguousarray(array, "<f4").tobytes()
    return shape + number_field(_TENSOR_TYPE, _FLOAT) + field(_TENSOR_NAME, name.encode()) + field(_TENSOR_DATA, data)


def _node_bytes(node: Node) -> bytes:
    names = b"".join(field(_NODE_INPUT, name.encode()) for name in node.inputs) + field(_NODE_OUTPUT, node.output.encode())
    attributes = b"".join(field(_NODE_ATTRIBUTE, _attribute_bytes(name, value)) for name, value in node.attributes.items())
    return names + field(_NODE_OPERATOR, node.operator.encode()) + attributes


def _attribute_bytes(name: str, value: int | tuple[int, ...]) -> bytes:
    if isinstance(value, int):
        given = number_field(_ATTRIBUTE_INT, value) + number_field(_ATTRIBUTE_TYPE, _INT)
    else:
        given = b"".join(number_field(_ATTRIBUTE_INTS, each) for each in value) + number_field(_ATTRIBUTE_TYPE, _INTS)
    return field(_ATTRIBUTE_NAME, name.encode()) + given


def _characters(parts: list[Field]) -> list[str]:
    for number, _, value, _ in parts:
        if number == _MODEL_METADATA:
            key, text = (_bytes(value) for _, _, value, _ in fields(_bytes(value)))
            if key == b"character":
                return text.decode().splitlines()
    raise ModelError("The recogniser does not name its characters.")


def _tensor(part: Field, names: Container[str]) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """The tensor of an initialiser, if it is one of those named."""
    parts = list(fields(_bytes(part[2])))
    name = next((_bytes(value).decode() for number, _, value, _ in parts if number == _TENSOR_NAME), "")
    if name in names:
        shape = [value for number, kind, value, _ in parts if number == _TENSOR_DIMENSION and kind == VARINT]
        data = next(_bytes(value) for number, _, value, _ in parts if number == _TENSOR_DATA)
        yield name, np.frombuffer(data, "<f4").reshape([int(size) for size in shape])


def _texts(part: Field, number: int) -> list[str]:
    return [_bytes(value).decode() for found, _, value, _ in fields(_bytes(part[2])) if found == number]


def _bytes(value: int | bytes) -> bytes:
    if not isinstance(value, bytes):
        raise ModelError("The recogniser's file is not laid out as ONNX.")
    return value
