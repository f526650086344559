"""A stage that misbehaves on purpose; importable by a child process, unlike one inside a test."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from msgspec import structs

from pipeline.record import Record
from pipeline.stage import Deadline, Stage


@dataclass(frozen=True)
class FaultOptions:
    only_once: str = ""  # a file; the fault happens only while it does not exist


class TextStage(Stage):
    """The document as UTF-8."""

    name = "text"
    reads = frozenset({"source"})
    writes = frozenset({"text"})

    def run(self, record: Record, deadline: Deadline) -> Record:
        return structs.replace(record, text=record.source.decode())


class FaultStage(Stage):
    """Does what the document says: `crash`, `hang`, `hang-in-c`, `oom` and so on; see :meth:`_act`."""

    name = "fault"
    reads = frozenset({"text"})
    writes = frozenset({"extras.note"})

    def __init__(self, options: FaultOptions = FaultOptions()) -> None:
        self.options = options

    def run(self, record: Record, deadline: Deadline) -> Record:
        note = "fine"
        once = Path(self.options.only_once) if self.options.only_once else None
        if once is None or not once.exists():
            if once is not None:
                once.touch()
            note = self._act(record.text)
        return structs.replace(record, extras={"note": note})

    def _act(self, what: str) -> str:
        if what == "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        elif what == "hang":
            while True:
                time.sleep(1)
        elif what == "doze":
            time.sleep(2)
        elif what == "hang-in-c":  # holds the GIL: no thread of this process runs any more
            ctypes.PyDLL(None).sleep(3600)
        elif what == "oom":
            bytearray(4 * 1024**3)
        elif what == "exit":
            os._exit(3)
        elif what == "print":
            print("a library that talks", flush=True)
            os.write(1, b"\xff" * 10_000)
        elif what == "connect":
            socket.create_connection(("192.0.2.1", 80), timeout=1)
        elif what == "raise":
            raise RuntimeError("secret words")
        elif what == "pid":
            return str(os.getpid())
        elif what.startswith("nap"):
            time.sleep(0.3)
        elif what.startswith("burn"):
            end = time.process_time() + 0.5
            while time.process_time() < end:
                pass
            return str(os.getpid())
        elif what == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        elif what == "spin":
            while True:
                pass
        elif what == "big-file":
            with tempfile.TemporaryFile() as file:
                file.write(b"x" * 4 * 1024**2)
                file.flush()
        elif what == "many-files":
            open_files = [tempfile.TemporaryFile() for _ in range(1000)]  # noqa: SIM115
            return str(len(open_files))
        elif what.startswith("leave-file"):
            Path(tempfile.mkstemp()[1]).write_text("secret words", encoding="utf-8")
            if what == "leave-file-and-crash":
                os.kill(os.getpid(), signal.SIGSEGV)
            return tempfile.gettempdir()
        elif what == "interface":
            return " ".join(name for _, name in socket.if_nameindex()) + f" {sys.platform}"
        return "fine"
