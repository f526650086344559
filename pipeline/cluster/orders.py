"""What this process and a worker say to each other: one order a job, one answer, msgpack both ways."""

from __future__ import annotations

import sys

import msgspec
from msgspec import Struct, structs

from pipeline import __version__
from pipeline.frames import Failed, Wrote
from pipeline.limits import ChildLimits, limits_of
from pipeline.options import Settings
from pipeline.progress import PageDone
from pipeline.stage import Pipeline

RELEASE = f"flexorch-local {__version__}, Python {sys.version_info.major}.{sys.version_info.minor}"


class Terms(Struct, frozen=True):
    """How a worker is to run stages.

    Attributes:
        isolation: ``thread``, in the worker's own threads; ``process``, in child processes of the worker.
        limits: of those children.
    """

    isolation: str
    limits: ChildLimits


def terms_of(settings: Settings) -> Terms:
    """What an engine's settings ask of a worker; memory left open is without limit, as this is not the worker's machine."""
    memory = settings.child_memory_bytes or 0
    return Terms(settings.isolation, structs.replace(limits_of(settings), memory_bytes=memory))


class Order(Struct, frozen=True):
    """To a worker: run the stages of a packed chain from number ``first`` on over an encoded record.

    Attributes:
        release: of the sender; a worker of another release refuses.
        number: different in every order, so that a scheduler that knows tasks by their content takes no two for one.
        fingerprint: what the chain must come to once it is built, models and engines included.
        timeout_s: until the job's deadline; None for none.
    """

    release: str
    number: str
    chain: bytes
    fingerprint: str
    terms: Terms
    first: int
    record: bytes
    timeout_s: float | None


class Answer(Struct, frozen=True, omit_defaults=True):
    """From a worker.

    Attributes:
        said: what each stage wrote, and before it the pages it was done with, in order, as far as the chain came.
        failed: why it came no further.
        refused: why the worker did not even begin: it would not give the same bytes.
        parts: with a refusal, what the worker's own chain is made of.
    """

    said: tuple[PageDone | Wrote, ...] = ()
    failed: Failed | None = None
    refused: str = ""
    parts: tuple[str, ...] = ()


class _Release(Struct):
    release: str


_encoder = msgspec.msgpack.Encoder()
_order_decoder = msgspec.msgpack.Decoder(Order)
_answer_decoder = msgspec.msgpack.Decoder(Answer)
_release_decoder = msgspec.msgpack.Decoder(_Release)


def encode(message: Order | Answer) -> bytes:
    """The message as msgpack."""
    return _encoder.encode(message)


def decode_order(data: bytes) -> Order:
    """The order in msgpack bytes.

    Raises:
        msgspec.ValidationError, msgspec.DecodeError: the bytes are no order of this release.
    """
    return _order_decoder.decode(data)


def decode_answer(data: bytes) -> Answer:
    """The answer in msgpack bytes.

    Raises:
        msgspec.ValidationError, msgspec.DecodeError: the bytes are no answer of this release.
    """
    return _answer_decoder.decode(data)


def release_of(data: bytes) -> str:
    """The release an order came from, whatever else that release puts into its orders.

    Raises:
        msgspec.ValidationError, msgspec.DecodeError: the bytes are no order at all.
    """
    return _release_decoder.decode(data).release


def parts_of(chain: Pipeline) -> tuple[str, ...]:
    """What the results of a chain depend on, one line a part, for saying in what two chains differ."""
    return tuple(f"{stage.name}: {part}" for stage in chain for part in (f"version {stage.version}", *stage.engines))
