"""Runs stages in child processes that can be killed: at the deadline, after a crash, or when they have served long enough.

Each conducting thread borrows one child for the length of a job. The parent never runs a stage itself; it hands over the bytes
and gets back what each stage wrote, so that a job whose child died goes on from the stage that was running.
"""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from functools import lru_cache

from pipeline.exceptions import FlexOrchError, JobDeadlineError, WorkerLostError
from pipeline.frames import Entered, Failed, Message, Task, Wrote, read, write
from pipeline.portable import pack
from pipeline.record import Record, decode, encode
from pipeline.stage import Deadline, Pipeline
from pipeline.workers import OnStage, merged

MAX_CRASHES = 2  # of children over one job: once may be bad luck
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_FAREWELL_S = 5.0  # how long an idle child may take to leave


class ChildRunner:
    """A :class:`pipeline.workers.Runner` that keeps idle children for the next job.

    Args:
        stage_timeout_s: a stage that runs longer has its child killed and its job failed; None for no limit.
        jobs_per_child: a child is replaced after so many jobs, which keeps memory flat whatever libraries leak.
        memory_bytes: what a child may have of its own; 0 for no limit. Beyond it its allocations fail.
        threads: how many threads a child's linear algebra may use, so that children do not fight over the cores: two of them
            with two threads each do 0.8 times the work of one on two cores, with one thread each 1.7 times
            (scripts/bench_reliability.py --limit 60).
    """

    def __init__(self, stage_timeout_s: float | None, jobs_per_child: int, memory_bytes: int, threads: int) -> None:
        self._stage_timeout_s = stage_timeout_s
        self._jobs_per_child = jobs_per_child
        self._memory_bytes = memory_bytes
        self._threads = threads
        self._idle: list[Child] = []
        self._lock = threading.Lock()

    def steps(
        self, chain: Pipeline, first: int, record: Record, deadline: Deadline, on_stage: OnStage
    ) -> Iterator[tuple[Record, float]]:
        """See :class:`pipeline.workers.Runner`.

        Raises:
            JobDeadlineError: the job's or the stage's time was up; the child was killed.
            WorkerLostError: two children died over this job.
        """
        crashes, stage = 0, chain.stages[first].name
        while first < len(chain):
            child = self._borrow()
            try:
                child.send(Task(_packed(chain), first, encode(record), deadline.remaining_s))
                while first < len(chain):
                    message = child.receive(self._patience(deadline, child.busy_since), stage)
                    if isinstance(message, Entered):
                        stage = message.stage
                        on_stage(stage)
                        continue
                    partial = decode(message.partial)
                    record = merged(record, partial, chain.stages[first])
                    first += 1
                    yield partial, message.seconds
                self._give_back(child)
            except _CrashedError as crash:
                crashes += 1
                if crashes == MAX_CRASHES:
                    reason = f"The process that ran the stage {stage!r} died {crashes} times ({crash})."
                    raise WorkerLostError(reason, stage=stage) from crash
            except FlexOrchError as error:
                if isinstance(error, JobDeadlineError) or not child.is_alive:
                    child.kill()
                else:
                    self._give_back(child)
                raise
            except BaseException:
                child.kill()
                raise

    def close(self) -> None:
        """Let the idle children leave."""
        with self._lock:
            children, self._idle = self._idle, []
        for child in children:
            child.leave()

    def _patience(self, deadline: Deadline, since: float) -> float | None:
        """Seconds until the job's or the stage's time is up."""
        left = [deadline.remaining_s]
        if self._stage_timeout_s is not None:
            left.append(since + self._stage_timeout_s - time.monotonic())
        known = [seconds for seconds in left if seconds is not None]
        return max(0.0, min(known)) if known else None

    def _borrow(self) -> Child:
        with self._lock:
            while self._idle:
                child = self._idle.pop()
                if child.is_alive:
                    return child
                child.kill()  # it died while idle: its pipes are still open here
        return Child(self._memory_bytes, self._threads)

    def _give_back(self, child: Child) -> None:
        child.jobs += 1
        if child.jobs >= self._jobs_per_child:
            child.leave()
            return
        with self._lock:
            self._idle.append(child)


class _CrashedError(Exception):
    """The child is gone; the text says how."""


class Child:
    """One ``python -m pipeline.worker`` and its pipes.

    Attributes:
        jobs: how many it has served.
        busy_since: when it was last heard of, on the monotonic clock: the begin of the stage it is in.
    """

    def __init__(self, memory_bytes: int, threads: int) -> None:
        environ = dict.fromkeys(_THREADS, str(threads)) | os.environ  # what the user has set stays
        environ["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
        self._process = subprocess.Popen(  # noqa: S603  # our own module, by the interpreter that runs us
            [sys.executable, "-P", "-m", "pipeline.worker", str(memory_bytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environ,
        )
        self._messages: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
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
            _CrashedError: it is gone.
        """
        self.busy_since = time.monotonic()
        try:
            write(self._process.stdin, task)  # type: ignore[arg-type]  # a pipe was asked for
        except OSError as error:
            raise self._crashed() from error

    def receive(self, timeout_s: float | None, stage: str) -> Entered | Wrote:
        """Its next message.

        Raises:
            JobDeadlineError: nothing came in time.
            FlexOrchError: the stage failed, with the code it failed with.
            _CrashedError: it is gone.
        """
        try:
            message = self._messages.get(timeout=timeout_s)
        except queue.Empty:
            raise JobDeadlineError(f"The stage {stage!r} ran past the deadline; its process was killed.", stage=stage) from None
        self.busy_since = time.monotonic()
        if isinstance(message, Failed):
            raise FlexOrchError(
                message.message, code=message.code, remedy=message.remedy, stage=message.stage, page=message.page
            )
        if not isinstance(message, (Entered, Wrote)):
            raise self._crashed()
        return message

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

    def _crashed(self) -> _CrashedError:
        self._process.kill()
        code = self._process.wait()
        self._end()
        return _CrashedError(f"signal {-code}" if code < 0 else f"exit code {code}")

    def _end(self) -> None:
        self._process.wait()
        self._reader.join()
        for pipe in (self._process.stdin, self._process.stdout):
            try:
                if pipe is not None:
                    pipe.close()
            except OSError:  # the rest of a task that nobody will read
                continue

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


@lru_cache(maxsize=16)
def _packed(chain: Pipeline) -> bytes:
    return pack(chain)
