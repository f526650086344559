"""A child process that runs stages, as its parent sees it: its pipes, its messages, its end."""

from __future__ import annotations

import os
import queue
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import msgspec

from pipeline.exceptions import JobCancelledError, JobDeadlineError
from pipeline.frames import Entered, Failed, Message, Task, Wrote, read, write
from pipeline.limits import ChildLimits
from pipeline.privacy.vault import KEY_VARIABLE
from pipeline.progress import PageDone

_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_FAREWELL_S = 5.0  # how long an idle child may take to leave


class CrashedError(Exception):
    """The child is gone; the text says how.

    Attributes:
        exit_code: of its process, -N for signal N.
    """

    def __init__(self, exit_code: int) -> None:
        super().__init__(f"signal {-exit_code}" if exit_code < 0 else f"exit code {exit_code}")
        self.exit_code = exit_code


class Child:
    """One ``python -m pipeline.worker`` and its pipes.

    Args:
        limits: what it may use.
        threads: of its linear algebra.
        folder: for its temporary files, deleted when it is gone; None for the system's.

    Attributes:
        jobs: how many it has served.
        busy_since: when it was last heard of, on the monotonic clock: the begin of the stage it is in.
    """

    def __init__(self, limits: ChildLimits, threads: int, folder: Path | None = None) -> None:
        environ = dict.fromkeys(_THREADS, str(threads)) | os.environ  # what the user has set stays
        environ.pop(KEY_VARIABLE, None)  # it reads what nobody trusts, and needs no key
        environ["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
        if folder is not None:
            environ |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))
        self._folder = folder
        self._process = subprocess.Popen(  # noqa: S603  # our own module, by the interpreter that runs us
            [sys.executable, "-P", "-m", "pipeline.worker", msgspec.json.encode(limits).decode()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environ,
        )
        self._messages: queue.SimpleQueue[Message | JobCancelledError | None] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, name="pipeline-child", daemon=True)
        self._reader.start()
        self.jobs = 0
        self.busy_since = time.monotonic()

    @property
    def is_alive(self) -> bool:
        """It still runs."""
        return self._process.poll() is None

    def send(self, task: Task) -> None:
        """Give it a task.

        Raises:
            CrashedError: it is gone.
        """
        self.busy_since = time.monotonic()
        try:
            write(self._process.stdin, task)  # type: ignore[arg-type]  # a pipe was asked for
        except OSError as error:
            raise self._crashed() from error

    def receive(self, timeout_s: float | None, stage: str) -> Entered | PageDone | Wrote:
        """Its next message.

        Raises:
            JobDeadlineError: nothing came in time.
            JobCancelledError: it was interrupted.
            FlexOrchError: the stage failed, with the code it failed with.
            CrashedError: it is gone.
        """
        try:
            message = self._messages.get(timeout=timeout_s)
        except queue.Empty:
            raise JobDeadlineError(f"The stage {stage!r} ran past the deadline; its process was killed.", stage=stage) from None
        if isinstance(message, PageDone):
            return message
        if isinstance(message, JobCancelledError):
            raise message
        self.busy_since = time.monotonic()
        if isinstance(message, Failed):
            raise message.error()
        if not isinstance(message, (Entered, Wrote)):
            raise self._crashed()
        return message

    def interrupt(self) -> None:
        """Have whoever waits for its next message hear that the job is cancelled."""
        self._messages.put(JobCancelledError("The job was cancelled; its process was killed."))

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()
        self._end()

    def leave(self) -> None:
        """Ask it to go, and see it off."""
        try:
            self._process.stdin.close()  # type: ignore[union-attr]
            self._process.wait(_FAREWELL_S)
        except (OSError, subprocess.TimeoutExpired):
            self._process.kill()
        self._end()

    def _crashed(self) -> CrashedError:
        self._process.kill()
        code = self._process.wait()
        self._end()
        return CrashedError(code)

    def _end(self) -> None:
        self._process.wait()
        self._reader.join()
        for pipe in (self._process.stdin, self._process.stdout):
            try:
                if pipe is not None:
                    pipe.close()
            except OSError:  # the rest of a task that nobody will read
                continue
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _read(self) -> None:
        """The body of the reading thread: every message, then None when the child is gone or talks nonsense."""
        message: Message | None = None
        while True:
            try:
                message = read(self._process.stdout)  # type: ignore[arg-type]
            except (OSError, ValueError):  # msgspec's DecodeError is a ValueError
                message = None
            self._messages.put(message)
            if message is None:
                return
