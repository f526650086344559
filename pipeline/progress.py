"""How a running stage says how far it is, without knowing who listens.

The listener belongs to the thread that runs the chain, so that stages need no further argument and two jobs never mix.
Listening is for show: a report costs about 100 ns when nobody does, and nothing a listener does reaches the stage.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from msgspec import Struct


class StageEntered(Struct, frozen=True, tag=True):
    """A stage has begun."""

    stage: str


class StageLeft(Struct, frozen=True, tag=True):
    """A stage is done, after so many seconds."""

    stage: str
    seconds: float


class StageAnswered(Struct, frozen=True, tag=True):
    """The cache had a stage's result."""

    stage: str


class PageDone(Struct, frozen=True, tag=True):
    """A page was read: its number from 1, where its words came from (``text``, ``ocr`` …), and the seconds it took."""

    number: int
    source: str
    seconds: float


Step = StageEntered | StageLeft | StageAnswered | PageDone
Listener = Callable[[Step], None]

_listener: ContextVar[Listener | None] = ContextVar("pipeline_progress", default=None)


def report(step: Step) -> None:
    """Tell the listener of this thread, if there is one. For stages of your own too."""
    listener = _listener.get()
    if listener is not None:
        listener(step)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """While the block runs, what is reported in this thread goes to ``listener``, which must neither block nor raise."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)
