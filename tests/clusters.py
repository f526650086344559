"""A real Dask cluster on this machine, by the commands the page on many machines gives, and stages to run on it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from msgspec import structs

from pipeline.record import Record
from pipeline.stage import Deadline, Stage
from tests.conftest import ROOT

_START_S = 90.0


@dataclass(frozen=True)
class LogOptions:
    log: str = ""  # a file that gets one line for every model loaded


class ModelStage(Stage):
    """Loads a model with its first document, and logs that it did."""

    name = "model"
    reads = frozenset({"text"})
    writes = frozenset({"extras.pid"})

    def __init__(self, options: LogOptions = LogOptions()) -> None:
        self.options = options
        self._lock = threading.Lock()
        self._is_loaded = False

    def run(self, record: Record, deadline: Deadline) -> Record:
        with self._lock:
            if not self._is_loaded:
                with Path(self.options.log).open("a", encoding="utf-8") as log:
                    log.write(f"{os.getpid()}\n")
                self._is_loaded = True
        return structs.replace(record, extras={"pid": os.getpid()})


class NapStage(Stage):
    """A document ``nap FILE`` has the first process that runs it write its id to FILE and sleep; the next one goes on."""

    name = "nap"
    reads = frozenset({"text"})
    writes = frozenset({"extras.pid"})

    def run(self, record: Record, deadline: Deadline) -> Record:
        word, _, file = record.text.partition(" ")
        if word == "nap" and not Path(file).exists():
            Path(file).write_text(str(os.getpid()), encoding="utf-8")
            time.sleep(120)
        return structs.replace(record, extras={"pid": os.getpid()})


class PlaceStage(Stage):
    """Its engines name the place it runs at: equal chains on two places are not the same."""

    name = "place"
    reads = frozenset({"source"})
    writes = frozenset({"text"})

    def __init__(self) -> None:
        self.engines = (f"library {os.environ.get('TEST_PLACE', '1.0')}",)

    def run(self, record: Record, deadline: Deadline) -> Record:
        return structs.replace(record, text="x")


def free_port() -> int:
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_for(condition, timeout_s: float = _START_S) -> None:
    end = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


class Cluster:
    """One scheduler and its workers.

    Attributes:
        address: for ``executor=``.
        folder: of all it writes, logs included.
    """

    def __init__(self, folder: Path, scheme: str = "tcp", **environ: str) -> None:
        self.folder = folder
        ours = {"PYTHONPATH": str(ROOT), "FLEXORCH_WORKSPACE": str(folder / "workers"), "DASK_TEMPORARY_DIRECTORY": str(folder)}
        self._environ = {**os.environ, **ours, **environ}
        self._processes: list[subprocess.Popen[bytes]] = []
        self._scheme = scheme
        self.port = free_port()
        self.scheduler = self.start_scheduler()

    @property
    def address(self) -> str:
        return f"{'dask' if self._scheme == 'tcp' else 'dask+tls'}://127.0.0.1:{self.port}"

    def start_scheduler(self, *options: str) -> subprocess.Popen[bytes]:
        address = ("--host", f"{self._scheme}://127.0.0.1", "--port", str(self.port))
        return self._start("scheduler", *address, "--no-dashboard", *options)

    def start_workers(self, count: int, *options: str) -> subprocess.Popen[bytes]:
        address = ("--nworkers", str(count), "--nthreads", "1", "--memory-limit", "0", "--no-dashboard")
        return self._start("worker", f"{self._scheme}://127.0.0.1:{self.port}", "--host", "127.0.0.1", *address, *options)

    def close(self) -> None:
        for process in reversed(self._processes):
            process.terminate()
        for process in self._processes:
            with suppress(subprocess.TimeoutExpired):
                process.wait(20)
            process.kill()
            process.wait()

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        log = (self.folder / f"{arguments[0]}-{len(self._processes)}.log").open("wb")
        with log:
            command = [sys.executable, "-m", "dask", *arguments]
            process = subprocess.Popen(command, stdout=log, stderr=log, env=self._environ, cwd=self.folder)
        self._processes.append(process)
        return process


@contextmanager
def cluster(folder: Path, workers: int = 2, **environ: str) -> Iterator[Cluster]:
    """A scheduler with so many workers of one thread each, all of them there."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Cluster(folder, **environ)
    try:
        made.start_workers(workers)
        wait_for_workers(made, workers)
        yield made
    finally:
        made.close()


def wait_for_workers(made: Cluster, count: int) -> None:
    from distributed import Client

    client = Client(f"tcp://127.0.0.1:{made.port}", timeout=_START_S, set_as_default=False)
    try:
        client.wait_for_workers(count, timeout=_START_S)
    finally:
        client.close()
