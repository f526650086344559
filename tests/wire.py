"""A wire that counts: a TCP proxy on this machine, and how many bytes went each way."""

from __future__ import annotations

import asyncio
import threading
from types import TracebackType

_CHUNK = 256 * 1024


class CountingWire:
    """Passes on every connection to a port of this machine.

    Attributes:
        port: connect here instead.
        sent, received: bytes towards the other side, and back.
    """

    def __init__(self, target_port: int) -> None:
        self._target = target_port
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self.port = 0
        self.sent = self.received = 0

    def __enter__(self) -> CountingWire:
        self._thread.start()
        self._ready.wait(10)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(10)

    def _run(self) -> None:
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self) -> None:
        self._over = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._over.wait()
        server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._target)
        try:
            await asyncio.gather(self._pass(reader, far_writer, "sent"), self._pass(far_reader, writer, "received"))
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            for end in (writer, far_writer):
                end.close()
            self._tasks.discard(task)

    async def _pass(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, name: str) -> None:
        while chunk := await source.read(_CHUNK):
            setattr(self, name, getattr(self, name) + len(chunk))
            target.write(chunk)
            await target.drain()
        if target.can_write_eof():
            target.write_eof()
