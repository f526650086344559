"""SIGINT and SIGTERM: the first ends a run gently, the second at once. Nothing is lost by either.

A handler only sets a flag, which the run looks at: an exception out of a handler could come anywhere, within a transaction too.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

import typer

AT_ONCE_S = 3.0  # what stopping at once may take: children are killed and their jobs queued again
_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_T = TypeVar("_T")


class Stop:
    """Whether somebody wants the run to end.

    Args:
        finish: ends gently: begins nothing more, and returns when what runs is done.
        abandon: ends at once what still runs.
    """

    def __init__(self, finish: Callable[[], None], abandon: Callable[[], None]) -> None:
        self._finish = finish
        self._abandon = abandon
        self._signal = 0
        self._is_closed = False

    @property
    def is_asked(self) -> bool:
        """A signal has come."""
        return self._signal != 0

    @property
    def exit_code(self) -> int:
        """As shells have it: 130 after SIGINT, 143 after SIGTERM."""
        return 128 + self._signal

    def close(self) -> None:
        """After a signal, wait for what runs; once."""
        if self.is_asked and not self._is_closed:
            self._is_closed = True
            self._finish()

    def until_asked(self, items: Iterable[_T]) -> Iterator[_T]:
        """The items up to the moment of the signal."""
        for item in items:
            yield item
            if self.is_asked:
                return

    @contextmanager
    def listening(self) -> Iterator[Stop]:
        """Hear signals while the block runs; in the main thread only, where Python hears them at all."""
        if threading.current_thread() is not threading.main_thread():
            yield self
            return
        before = {number: signal.signal(number, self._hear) for number in _SIGNALS}
        try:
            yield self
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _hear(self, number: int, frame: FrameType | None) -> None:
        del frame
        if not self.is_asked:
            self._signal = number
            typer.echo("stopping: what runs is finished, the rest stays queued; once more to stop at once", err=True)
            return
        last = threading.Thread(target=self._abandon, daemon=True)  # not here: the interrupted code may hold a lock it needs
        last.start()
        last.join(AT_ONCE_S)
        os._exit(128 + number)
