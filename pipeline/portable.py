"""A chain as plain values, so that another process can build the same one. Nothing is pickled.

A stage is told by its class and its options: ``module:Class`` and a frozen dataclass of plain values. A stage that needs more
than its options (an object handed to its constructor), or whose class no other process can import, is refused.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from importlib import import_module
from typing import Any

import msgspec

from pipeline.exceptions import ChainError
from pipeline.stage import Pipeline, Stage

_CLASS = "class"


def pack(chain: Pipeline) -> bytes:
    """The chain as msgpack.

    Raises:
        ChainError: a stage cannot be built again from its class and its options.
    """
    packed = msgspec.msgpack.encode([_packed_stage(stage) for stage in chain])
    if unpack(packed).fingerprint != chain.fingerprint:
        raise ChainError("A stage of this chain depends on more than its options; run it with isolation='thread'.")
    return packed


def unpack(data: bytes) -> Pipeline:
    """The chain that was packed. Only for bytes of our own process or its parent: it imports what they name."""
    return Pipeline(_built(kind, options) for kind, options in msgspec.msgpack.decode(data))


def _packed_stage(stage: Stage) -> tuple[str, Any]:
    return _named(type(stage), stage.name), _plain(stage.options, stage.name)


def _built(kind: str, options: Any) -> Stage:
    value = _value(options)
    try:
        stage: Stage = _class(kind)() if value is None else _class(kind)(value)
    except TypeError as error:
        raise ChainError(f"{kind} cannot be built from its options alone; run it with isolation='thread'.") from error
    return stage


def _plain(value: object, stage: str) -> Any:
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, tuple):
        return [_plain(item, stage) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        named = {field.name: _plain(getattr(value, field.name), stage) for field in fields(value)}
        return {_CLASS: _named(type(value), stage), "values": named}
    raise ChainError(f"The options of stage {stage!r} hold a {type(value).__name__}, which another process cannot be told.")


def _value(plain: Any) -> Any:
    if isinstance(plain, list):
        return tuple(_value(item) for item in plain)
    if isinstance(plain, dict):
        return _class(plain[_CLASS])(**{name: _value(value) for name, value in plain["values"].items()})
    return plain


def _named(kind: type, stage: str) -> str:
    if kind.__module__ == "__main__" or "<locals>" in kind.__qualname__:
        message = f"The class of stage {stage!r} must stand at the top of a module that another process can import."
        raise ChainError(message, stage=stage)
    return f"{kind.__module__}:{kind.__qualname__}"


def _class(name: str) -> Any:
    module, _, path = name.partition(":")
    found: Any = import_module(module)
    for part in path.split("."):
        found = getattr(found, part)
    return found
