"""The wire format of Protocol Buffers, as much of it as it takes to edit an ONNX file.

See protobuf.dev/programming-guides/encoding; onnx.proto of github.com/onnx/onnx numbers the fields.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.exceptions import ModelError

VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5  # wire types

Field = tuple[int, int, int | bytes, bytes]  # number, wire type, value, all its bytes


def fields(message: bytes) -> Iterator[Field]:
    """The fields of a message, in their order.

    Raises:
        ModelError: it ends within one.
    """
    position = 0
    while position < len(message):
        begin = position
        tag, position = _varint(message, position)
        kind = tag & 7
        value: int | bytes
        if kind == VARINT:
            value, position = _varint(message, position)
        else:
            size, position = _varint(message, position) if kind == BYTES else ({FIXED64: 8, FIXED32: 4}.get(kind, 0), position)
            value, position = message[position : position + size], position + size
        yield tag >> 3, kind, value, message[begin:position]


def _varint(message: bytes, position: int) -> tuple[int, int]:
    value = shift = 0
    while position < len(message):
        byte = message[position]
        value, shift, position = value | (byte & 0x7F) << shift, shift + 7, position + 1
        if not byte & 0x80:
            return value, position
    raise ModelError("The recogniser's file ends early.")


def field(number: int, value: bytes) -> bytes:
    """A field of bytes: a text, a message, raw data."""
    return _written(number << 3 | BYTES) + _written(len(value)) + value


def number_field(number: int, value: int) -> bytes:
    """A field of an integer, not negative."""
    return _written(number << 3 | VARINT) + _written(value)


def _written(value: int) -> bytes:
    written = bytearray()
    while value > 0x7F:
        written.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes(written) + bytes([value])
