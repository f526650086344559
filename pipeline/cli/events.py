"""``--events``: what happens, as JSON lines in a file or on standard output, while a command runs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import typer

from pipeline.events import Event, as_line
from pipeline.exceptions import ValidationError

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from pipeline.bus import Subscription
    from pipeline.client import FlexOrch

STDOUT = "-"
CAPACITY = 100_000  # lines a slow disk may be behind before any is lost: about 30 MB


class EventLines:
    """Writes the events of a client to a stream, one line each."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._subscriptions: list[Subscription] = []

    def follow(self, client: FlexOrch) -> None:
        """Write what this client tells from now on."""
        self._subscriptions.append(client.events.subscribe(self._write, capacity=CAPACITY))

    @property
    def lost(self) -> int:
        """Events that could not be written."""
        return sum(one.missed + one.failures for one in self._subscriptions)

    def _write(self, event: Event) -> None:
        self._stream.write(as_line(event))
        self._stream.flush()


@contextmanager
def event_lines(target: str | None) -> Iterator[EventLines | None]:
    """Events to a file (made anew), or ``-`` for standard output; None for none.

    Leave the block only after the client is closed: it brings the last events.

    Raises:
        ValidationError: the file cannot be written to.
    """
    if target is None:
        yield None
        return
    with _opened(target) as stream:
        lines = EventLines(stream)
        yield lines
        if lines.lost:
            typer.echo(f"{lines.lost} events could not be written", err=True)


def _opened(target: str) -> AbstractContextManager[BinaryIO]:
    if target == STDOUT:
        return nullcontext(sys.stdout.buffer)
    try:
        return Path(target).open("wb")
    except OSError as error:
        raise ValidationError(f"Events cannot be written to {target} ({type(error).__name__}).") from error
