"""The end of an ONNX network as a torch module with its published weights, so that it can be trained on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from pipeline.ocr.wire import VARINT, field, fields

_GRAPH, _NODE, _INITIALISER, _OUTPUT = 7, 1, 5, 12  # numbers of onnx.proto, as those below
_TYPES = {1: "<f4", 6: "<i4", 7: "<i8"}
_TRAINED_MIN = 50  # numbers in a tensor; smaller ones are constants of the graph

Attributes = Mapping[str, Any]
Node = tuple[str, list[str], str, Attributes]  # operator, inputs, output, attributes


class End(torch.nn.Module):
    """What stands between a value of the graph and its output.

    Args:
        model: an ONNX file with one output.
        start: the name of the value that is given.
    """

    def __init__(self, model: bytes, start: str) -> None:
        super().__init__()
        nodes, tensors, self.output = graph(model)
        self.start, needed, kept = start, {self.output}, []
        for node in reversed(nodes):
            if node[2] in needed and node[2] != start:
                kept.append(node)
                needed.update(node[1])
        self.nodes = kept[::-1]
        still = {name for operator, inputs, _, _ in kept if operator == "BatchNormalization" for name in inputs[3:]}
        chosen = {name: torch.tensor(tensors[name]) for name in sorted(needed) if name in tensors}
        learnt = {n: t for n, t in chosen.items() if t.is_floating_point() and t.numel() >= _TRAINED_MIN and n not in still}
        self.constants = {name: tensor for name, tensor in chosen.items() if name not in learnt}
        self.learnt = torch.nn.ParameterDict({name.replace(".", "/"): torch.nn.Parameter(t) for name, t in learnt.items()})
        self.published = {name: tensor.clone() for name, tensor in learnt.items()}

    def forward(self, given: Any) -> Any:
        values = self.constants | {name: self.learnt[name.replace(".", "/")] for name in self.published} | {self.start: given}
        for operator, inputs, output, attributes in self.nodes:
            values[output] = _OPERATORS[operator]([values[name] for name in inputs], attributes)
        return values[self.output]

    def shifts(self) -> dict[str, Any]:
        """What training added to each tensor, by its name."""
        return {name: self.learnt[name.replace(".", "/")].detach() - before for name, before in self.published.items()}


def output_of(model: bytes, operator: str) -> str:
    """The name of what the last node of that operator makes."""
    return [output for found, _, output, _ in graph(model)[0] if found == operator][-1]


def ended_at(model: bytes, name: str) -> bytes:
    """The ONNX file with that value as its output."""
    whole = list(fields(model))
    kept = b"".join(raw for number, _, _, raw in fields(_one(model, _GRAPH)) if number != _OUTPUT)
    kept += field(_OUTPUT, field(1, name.encode()))
    return b"".join(field(_GRAPH, kept) if number == _GRAPH else raw for number, _, _, raw in whole)


def graph(model: bytes) -> tuple[list[Node], dict[str, Any], str]:
    """Nodes in their order, constants by name, and the name of the output."""
    parts = list(fields(_one(model, _GRAPH)))
    tensors = dict(_tensor(value) for number, _, value, _ in parts if number == _INITIALISER)
    nodes = []
    for number, _, value, _ in parts:
        if number == _NODE:
            inside = list(fields(value))
            inputs = [text.decode() for place, _, text, _ in inside if place == 1]
            attributes = dict(_attribute(part) for place, _, part, _ in inside if place == 5)
            nodes.append((_one(value, 4).decode(), inputs, _one(value, 2).decode(), attributes))
    return nodes, tensors, _one(next(value for number, _, value, _ in parts if number == _OUTPUT), 1).decode()


def _one(message: bytes, number: int) -> Any:
    return next(value for found, _, value, _ in fields(message) if found == number)


def _tensor(message: bytes) -> tuple[str, Any]:
    parts = list(fields(message))
    shape = [number for place, kind, value, _ in parts if place == 1 for number in _numbers(kind, value)]
    data = next((value for place, _, value, _ in parts if place == 9), b"")  # an empty list of axes has none
    return _one(message, 8).decode(), np.frombuffer(data, _TYPES[_one(message, 2)]).reshape(shape).copy()


def _attribute(message: bytes) -> tuple[str, Any]:
    """A number or a list of numbers; fractions as such, the rest whole."""
    parts, name, kind = list(fields(message)), _one(message, 1).decode(), _one(message, 20)
    if kind == 1:
        return name, float(np.frombuffer(_one(message, 2), "<f4")[0])
    found = [number for place, wire, value, _ in parts if place in (3, 8) for number in _numbers(wire, value)]
    return name, found[0] if kind == 2 else found


def _numbers(kind: int, value: Any) -> list[int]:
    """Whole numbers of a field, one alone or packed; negative ones are written as their complement of 64 bits."""
    if kind == VARINT:
        return [value - (1 << 64) if value >> 63 else value]
    found, number, shift = [], 0, 0
    for byte in value:
        number, shift = number | (byte & 0x7F) << shift, shift + 7
        if not byte & 0x80:
            found.append(number - (1 << 64) if number >> 63 else number)
            number = shift = 0
    return found


def _sliced(inputs: Sequence[Any], _: Attributes) -> Any:
    found, *bounds = inputs
    for begin, end, axis in zip(*(bound.tolist() for bound in bounds[:3]), strict=True):
        size = found.shape[axis]
        found = found.narrow(axis, begin, (min(end, size) if end >= 0 else size + end) - begin)
    return found


def _shaped(inputs: Sequence[Any], _: Attributes) -> Any:
    found, sizes = inputs[0], [int(size) for size in inputs[1].reshape(-1)]
    return found.reshape([found.shape[place] if size == 0 else size for place, size in enumerate(sizes)])


def _convolved(inputs: Sequence[Any], attributes: Attributes) -> Any:
    bias = inputs[2] if len(inputs) > 2 else None
    pads = attributes.get("pads", (0, 0, 0, 0))
    return functional.conv2d(inputs[0], inputs[1], bias, attributes["strides"], pads[:2], 1, attributes["group"])


def _normalised(inputs: Sequence[Any], attributes: Attributes) -> Any:
    found, scale, bias, mean, variance = inputs
    return functional.batch_norm(found, mean, variance, scale, bias, False, 0.0, attributes["epsilon"])


_OPERATORS: dict[str, Callable[[Sequence[Any], Attributes], Any]] = {
    "Add": lambda inputs, _: inputs[0] + inputs[1],
    "BatchNormalization": _normalised,
    "Concat": lambda inputs, _: torch.cat([each.reshape(-1) for each in inputs]),
    "Conv": _convolved,
    "Div": lambda inputs, _: inputs[0] / inputs[1],
    "Identity": lambda inputs, _: inputs[0],
    "MatMul": lambda inputs, _: inputs[0] @ inputs[1],
    "Mul": lambda inputs, _: inputs[0] * inputs[1],
    "Pow": lambda inputs, _: inputs[0] ** inputs[1],
    "ReduceMean": lambda inputs, given: inputs[0].mean(tuple(given["axes"]), keepdim=bool(given.get("keepdims", 1))),
    "Reshape": _shaped,
    "Shape": lambda inputs, _: torch.tensor(inputs[0].shape),
    "Sigmoid": lambda inputs, _: inputs[0].sigmoid(),
    "Slice": _sliced,
    "Softmax": lambda inputs, given: inputs[0].softmax(given["axis"]),
    "Sqrt": lambda inputs, _: inputs[0].sqrt(),
    "Squeeze": lambda inputs, given: inputs[0].squeeze(tuple(given["axes"])),
    "Sub": lambda inputs, _: inputs[0] - inputs[1],
    "Transpose": lambda inputs, given: inputs[0].permute(given["perm"]),
    "Unsqueeze": lambda inputs, given: inputs[0].unsqueeze(given["axes"][0]),
}
