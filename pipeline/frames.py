"""What a parent and its child process say to each other: msgpack structs, each behind its length."""

from __future__ import annotations

from typing import BinaryIO

import msgspec
from msgspec import Struct

from pipeline.exceptions import FlexOrchError
from pipeline.progress import PageDone

_LENGTH_BYTES = 4


class Task(Struct, frozen=True, tag=True):
    """To the child: run the stages of a packed chain from number ``first`` on over an encoded record."""

    chain: bytes
    first: int
    record: bytes
    timeout_s: float | None


class Entered(Struct, frozen=True, tag=True):
    """From the child: a stage has begun."""

    stage: str


class Wrote(Struct, frozen=True, tag=True):
    """From the child: what the stage wrote, as an encoded partial record, and its seconds."""

    partial: bytes
    seconds: float


class Failed(Struct, frozen=True, tag=True):
    """From the child: the task is over, with an error."""

    code: str
    message: str
    remedy: str
    stage: str | None
    page: int | None

    @classmethod
    def of(cls, error: FlexOrchError) -> Failed:
        """An error as plain values."""
        return cls(error.code, error.message, error.remedy, error.stage, error.page)

    def error(self) -> FlexOrchError:
        """The error again, to be raised on this side."""
        return FlexOrchError(self.message, code=self.code, remedy=self.remedy, stage=self.stage, page=self.page)


Message = Task | Entered | PageDone | Wrote | Failed
_decoder: msgspec.msgpack.Decoder[Message] = msgspec.msgpack.Decoder(Message)


def write(stream: BinaryIO, message: Message) -> None:
    """Send one message."""
    payload = msgspec.msgpack.encode(message)
    stream.write(len(payload).to_bytes(_LENGTH_BYTES, "big"))
    stream.write(payload)
    stream.flush()


def read(stream: BinaryIO) -> Message | None:
    """The next message; None when the other side is gone.

    Raises:
        ValueError: what came is no message: msgspec's errors are ValueErrors, and so is a text that is no UTF-8.
    """
    head = stream.read(_LENGTH_BYTES)
    if len(head) < _LENGTH_BYTES:
        return None
    length = int.from_bytes(head, "big")
    payload = stream.read(length)
    return _decoder.decode(payload) if len(payload) == length else None
