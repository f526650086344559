"""Runs stages in child processes that can be killed: at the deadline, after a crash, or when they have served long enough.

Each conducting thread borrows one child for the length of a job. The parent never runs a stage itself; it hands over the bytes
and gets back what each stage wrote, so that a job whose child died goes on from the stage that was running.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from functools import lru_cache

from pipeline.child import Child, CrashedError
from pipeline.exceptions import FlexOrchError, JobCancelledError, JobDeadlineError, StageLimitError, WorkerLostError
from pipeline.frames import Entered, Task
from pipeline.limits import ChildLimits, death_error, oom_kills
from pipeline.portable import pack
from pipeline.progress import PageDone, report
from pipeline.record import Record, decode, encode
from pipeline.scratch import Scratch
from pipeline.stage import Deadline, Pipeline
from pipeline.workers import OnStage, merged

MAX_CRASHES = 2  # of children over one job: once may be bad luck
_FATAL = (  # what a child is not used any further after: it is still at work, or has memory in pieces
    JobDeadlineError.default_code,
    JobCancelledError.default_code,
    StageLimitError.default_code,
)


class ChildRunner:
    """A :class:`pipeline.workers.Runner` that keeps idle children for the next job.

    Args:
        limits: what a child may use. It is replaced after so many jobs, which keeps memory flat whatever libraries leak.
        threads: how many threads a child's linear algebra may use, so that children do not fight over the cores: two of them
            with two threads each do 0.8 times the work of one on two cores, with one thread each 1.7 times
            (scripts/bench_reliability.py --limit 60).
        scratch: where children have their temporary files; None for the system's own folder.
    """

    def __init__(self, limits: ChildLimits, threads: int, scratch: Scratch | None = None) -> None:
        self._limits = limits
        self._threads = threads
        self._scratch = scratch
        self._count = 0
        self._idle: list[Child] = []
        self._lock = threading.Lock()

    def steps(
        self, chain: Pipeline, first: int, record: Record, deadline: Deadline, on_stage: OnStage
    ) -> Iterator[tuple[Record, float]]:
        """See :class:`pipeline.workers.Runner`.

        Raises:
            JobDeadlineError: the job's or the stage's time was up; the child was killed.
            JobCancelledError: somebody cancelled the job; the child was killed.
            StageLimitError: the stage wanted more than a child may have.
            WorkerLostError: two children died over this job.
        """
        crashes, stage = 0, chain.stages[first].name
        while first < len(chain):
            kills = oom_kills()
            child = self._borrow()
            deadline.watch(child.interrupt)
            try:
                child.send(Task(_packed(chain), first, encode(record), deadline.remaining_s))
                while first < len(chain):
                    message = child.receive(self._patience(deadline, child.busy_since), stage)
                    if isinstance(message, Entered):
                        stage = message.stage
                        on_stage(stage)
                        continue
                    if isinstance(message, PageDone):
                        report(message)
                        continue
                    partial = decode(message.partial)
                    record = merged(record, partial, chain.stages[first])
                    first += 1
                    yield partial, message.seconds
                self._give_back(child, deadline)
            except CrashedError as crash:
                crashes += 1
                if (limited := death_error(crash.exit_code, kills, stage)) is not None:
                    raise limited from crash
                if crashes == MAX_CRASHES:
                    reason = f"The process that ran the stage {stage!r} died {crashes} times ({crash})."
                    raise WorkerLostError(reason, stage=stage) from crash
            except FlexOrchError as error:
                error.stage = error.stage or stage
                if error.code in _FATAL or not child.is_alive:
                    child.kill()
                else:
                    self._give_back(child, deadline)
                raise
            except BaseException:
                child.kill()
                raise
            finally:
                deadline.watch(None)

    def close(self) -> None:
        """Let the idle children leave."""
        with self._lock:
            children, self._idle = self._idle, []
        for child in children:
            child.leave()

    def _patience(self, deadline: Deadline, since: float) -> float | None:
        """Seconds until the job's or the stage's time is up."""
        left = [deadline.remaining_s]
        if self._limits.stage_timeout_s is not None:
            left.append(since + self._limits.stage_timeout_s - time.monotonic())
        known = [seconds for seconds in left if seconds is not None]
        return max(0.0, min(known)) if known else None

    def _borrow(self) -> Child:
        with self._lock:
            while self._idle:
                child = self._idle.pop()
                if child.is_alive:
                    return child
                child.kill()  # it died while idle: its pipes are still open here
            self._count += 1
            name = f"child-{self._count}"
        return Child(self._limits, self._threads, self._scratch.room(name) if self._scratch else None)

    def _give_back(self, child: Child, deadline: Deadline) -> None:
        deadline.watch(None)  # from here on nobody interrupts it
        child.jobs += 1
        if deadline.cancelled:  # it may have been interrupted just before
            child.kill()
        elif child.jobs >= self._limits.jobs:
            child.leave()
        else:
            with self._lock:
                self._idle.append(child)


@lru_cache(maxsize=16)
def _packed(chain: Pipeline) -> bytes:
    return pack(chain)
