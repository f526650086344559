"""The threads that claim queued jobs and take each through the chain to its end.

A conductor claims the next queued job, runs it, and goes on until none is left; as many run at a time as there are workers.
Whatever a stage does, the job ends ``completed`` or ``failed``.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from pipeline import telling
from pipeline.bus import EventBus
from pipeline.cache import StageCache
from pipeline.exceptions import DocumentError, ExecutorError, FlexOrchError, JobCancelledError, StageError
from pipeline.intake import Intake
from pipeline.ledger import Ledger
from pipeline.logs import facts
from pipeline.options import Settings
from pipeline.progress import listening
from pipeline.record import encode
from pipeline.rows import Failure, JobRow
from pipeline.stage import Deadline, Pipeline
from pipeline.status import JobStatus, job_id_of
from pipeline.waiting import Bell
from pipeline.workers import Runner, run_chain

_log = logging.getLogger(__name__)
ABANDON_S = 2.0


class Conductors:
    """A pool of threads over one ledger and one chain.

    Args:
        settings: how many, and how long a job may take.
        pipeline: the chain every job runs through.
        ledger: where jobs are claimed and finished.
        intake: where their documents are.
        cache: stage results on disk; None for none.
        runner: where stages run.
        owner: the name jobs are claimed under.
        bell: rung whenever a job has become final.
        bus: told of everything that happens to a job.
    """

    def __init__(
        self,
        settings: Settings,
        pipeline: Pipeline,
        ledger: Ledger,
        intake: Intake,
        cache: StageCache | None,
        runner: Runner,
        owner: str,
        bell: Bell,
        bus: EventBus,
    ) -> None:
        self._settings = settings
        self._pipeline = pipeline
        self._chain = pipeline.fingerprint
        self._ledger = ledger
        self._intake = intake
        self._cache = cache
        self._runner = runner
        self._owner = owner
        self._bell = bell
        self._bus = bus
        self._pool = ThreadPoolExecutor(settings.worker_count or 1, thread_name_prefix="pipeline")
        self._lock = threading.Lock()
        self._at_work = 0
        self._calls = 0  # grows with every call for a conductor, so that none is missed
        self._stopped = threading.Event()
        self._running: dict[int, Deadline] = {}
        self._abandoned = False
        self._unsaved: dict[int, Failure] = {}  # verdicts the full disk did not take
        self.stalled: ExecutorError | None = None  # why nothing is claimed any more: the workers are gone, the jobs stay queued

    def call(self) -> None:
        """There is something to do."""
        with self._lock:
            self._calls += 1
            if self._stopped.is_set() or self.stalled or self._at_work >= self._settings.worker_count:
                return
            self._at_work += 1
        self._pool.submit(self._conduct_all)

    def close(self) -> None:
        """Claim nothing more, finish what runs, and let the runner's processes go."""
        self._stopped.set()
        self._pool.shutdown(wait=True)
        self._save_verdicts()
        self._runner.close()

    def sweep(self) -> None:
        """Clear away what a process that died has left half-written in the cache."""
        if self._cache is not None:
            self._cache.sweep()

    def cancel(self, key: int) -> None:
        """Stop a job that runs here: at once in a child process, at its next look at the deadline in a thread."""
        with self._lock:
            deadline = self._running.get(key)
        if deadline is not None:
            deadline.cancel()

    def abandon(self) -> None:
        """Claim nothing more, stop what runs and queue it again. Waits two seconds for stages that stop of themselves."""
        self._stopped.set()
        self._abandoned = True
        end = time.monotonic() + ABANDON_S
        while (keys := list(self._running)) and time.monotonic() < end:
            for key in keys:
                self.cancel(key)
            time.sleep(0.01)
        for key in list(self._running):
            self._put_back(key)

    def with_verdict(self, row: JobRow) -> JobRow:
        """The row with the verdict that the full disk did not take."""
        failure = self._unsaved.get(row.key)
        return row if failure is None or row.status.is_final else row.with_failure(failure)

    def _conduct_all(self) -> None:
        """Claim and run jobs until none is left. The body of every thread of the pool."""
        try:
            while True:
                seen = self._calls
                row = None if self._stopped.is_set() or self.stalled else self._claim()
                if row is not None:
                    self._conduct(row)
                    continue
                with self._lock:
                    if seen == self._calls:
                        self._at_work -= 1
                        return
        except BaseException:
            with self._lock:
                self._at_work -= 1
            raise
        finally:
            if self._cache is not None:
                self._cache.release()

    def _claim(self) -> JobRow | None:
        try:
            self._save_verdicts()
            return self._ledger.claim(self._chain, self._owner)
        except FlexOrchError as error:  # the scout calls again
            _log.error("no job can be claimed: %s", error.code)
            return None

    def _conduct(self, row: JobRow) -> None:
        """Run one claimed job to its end; nothing but the death of the process keeps it from being final."""
        with self._bus.order:
            self._bus.publish(telling.started(row))
        deadline = Deadline(self._settings.job_timeout_s)
        with self._lock:
            self._running[row.key] = deadline
        try:
            record = self._intake.admit(row)
            chain = self._pipeline.with_settings(row.settings)
            with listening(lambda step: self._bus.publish(telling.step_of(row.key, step))):
                outcome = run_chain(
                    chain,
                    record,
                    deadline,
                    self._runner,
                    self._cache,
                    lambda stage: self._ledger.enter(row.key, stage),
                )
            data = encode(outcome.record)
            self._ledger.complete(row.key, outcome.record, data, outcome.timings, outcome.cached)
            self._bus.publish(telling.completed(row.key, outcome.record))
        except ExecutorError as error:
            self._stall(row.key, error)
        except FlexOrchError as error:
            if self._abandoned and isinstance(error, JobCancelledError):
                self._put_back(row.key)
            else:
                self._fail(row.key, error)
        except Exception as error:  # noqa: BLE001  # such as a user's extras that do not encode; the job must end all the same
            _log.error("%s: %s while finishing", job_id_of(row.key), type(error).__name__)
            self._fail(row.key, StageError(f"The result could not be kept ({type(error).__name__})."))
        finally:
            with self._lock:
                del self._running[row.key]
        self._bell.ring()

    def _put_back(self, key: int) -> None:
        """Queue a job of this process again, through no fault of its own."""
        try:
            self._bus.publish(telling.queued(self._ledger.release(key, is_suspect=False)))
        except FlexOrchError as trouble:  # it became final after all, or the next start finds it
            _log.info("%s is not queued again: %s", job_id_of(key), trouble.code)

    @contextmanager
    def telling(self, keys: Iterable[int]) -> Iterator[None]:
        """After the block, tell of jobs that were running elsewhere: they are queued again, or failed."""
        with self._bus.order:
            yield
            for key in keys:
                row = self._ledger.row(key)
                if row.failure is not None:
                    self._bus.publish(telling.failed(key, row.failure, row.stage, row.completed_at))
                elif row.status is JobStatus.QUEUED:
                    self._bus.publish(telling.queued(row))

    def _stall(self, key: int, error: ExecutorError) -> None:
        """Put the job back and claim no more: without workers every other would only come to the same."""
        self.stalled = error
        _log.error("%s is queued again and no job is begun any more: %s", job_id_of(key), error.code)
        try:
            row = self._ledger.release(key, is_suspect=error.code == "executor.broken")
        except FlexOrchError as trouble:
            _log.error("%s: the ledger does not take it back (%s)", job_id_of(key), trouble.code)
            return
        self._bus.publish(telling.queued(row) if row.failure is None else telling.failed(key, row.failure, row.stage))

    def _fail(self, key: int, error: FlexOrchError) -> None:
        failure = Failure.of(error)
        level = logging.INFO if isinstance(error, DocumentError) else logging.WARNING
        told = facts(job_id=job_id_of(key), event="job.failed", code=error.code, stage=error.stage, page=error.page)
        _log.log(level, "%s failed: %s in %s", job_id_of(key), error.code, error.stage, extra=told)
        try:
            self._ledger.fail(key, failure, error.stage)
        except FlexOrchError as trouble:
            _log.error("%s: the ledger does not take the verdict (%s)", job_id_of(key), trouble.code)
            self._unsaved[key] = failure
        self._bus.publish(telling.failed(key, failure, error.stage))

    def _save_verdicts(self) -> None:
        """Write down the verdicts that found the disk full."""
        for key, failure in list(self._unsaved.items()):
            try:
                self._ledger.fail(key, failure)
            except FlexOrchError as error:
                _log.error("%s: the ledger still does not take the verdict (%s)", job_id_of(key), error.code)
                return
            del self._unsaved[key]
