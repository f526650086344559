"""The engine: submit a document, conduct its job through the chain, finish it. A thread pool conducts.

Uploads wait in the ledger, not in memory. A conductor claims the oldest queued job, runs it, and goes on until none is left;
as many run at a time as there are workers. Whatever a stage does, the job ends ``completed`` or ``failed``. Engines of several
processes may share a workspace: a job is claimed by exactly one, and what a process that died has left is taken over.
"""

from __future__ import annotations

import io
import logging
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, BinaryIO

from pipeline.cache import StageCache
from pipeline.children import ChildRunner
from pipeline.database import Database
from pipeline.exceptions import (
    DocumentError,
    EngineClosedError,
    FlexOrchError,
    StageError,
)
from pipeline.feedback import Feedback, FeedbackBook
from pipeline.intake import Intake
from pipeline.ledger import Failure, JobRow, Ledger
from pipeline.options import Settings, core_count
from pipeline.portable import pack
from pipeline.presence import Presence
from pipeline.record import Record, decode, encode
from pipeline.stage import Deadline, Pipeline
from pipeline.status import JobStatus, job_id_of
from pipeline.store import DocumentStore, private_folder
from pipeline.waiting import LONGEST_POLL_S, Bell
from pipeline.workers import InlineRunner, run_chain

_log = logging.getLogger(__name__)
SCOUT_PERIOD_S = 2.0  # how soon an idle engine sees jobs of another process, and one that died


class Engine:
    """One workspace, one chain, and the threads that bring the two together.

    Args:
        settings: workspace, workers, limits.
        pipeline: the chain every job runs through.
    """

    def __init__(self, settings: Settings, pipeline: Pipeline) -> None:
        self.settings = settings
        self.pipeline = pipeline
        self._runner = self._make_runner()  # refuses a chain before anything is written
        self._chain = pipeline.fingerprint
        private_folder(settings.workspace)
        self._database = Database(settings.workspace / "ledger.sqlite")
        self.ledger = Ledger(self._database)
        self._intake = Intake(DocumentStore(settings.workspace / "documents"), self.ledger, settings.limits)
        self.feedback = FeedbackBook(self._database)
        self.cache = StageCache(settings.workspace / "cache", settings.cache_bytes) if settings.cache else None
        self._presence = Presence(settings.workspace / "engines")
        self._stages = ",".join(stage.name for stage in pipeline)
        self._only_looks = settings.worker_count == 0
        self._pool = ThreadPoolExecutor(settings.worker_count or 1, thread_name_prefix="pipeline")
        self._lock = threading.Lock()
        self._conductors = 0
        self._calls = 0  # grows with every call for a conductor, so that none is missed
        self._bell = Bell()
        self._unsaved: dict[int, Failure] = {}  # verdicts the full disk did not take
        self._closed = threading.Event()
        self._scout = threading.Thread(target=self._watch, name="pipeline-scout", daemon=True)
        if not self._only_looks:
            self._recover()
            self._scout.start()

    def submit(self, source: BinaryIO | bytes, filename: str, settings: Mapping[str, Any]) -> JobRow:
        """Store a document and queue its job.

        Args:
            source: the bytes, or a stream of them.
            filename: as shown to the user, without folders; the media type is told from the content first.
            settings: the job's own options, by name (``locale``, ``mask_pii``, ``document_type_hint``).

        Raises:
            ConfigError: a setting no stage has.
            EngineClosedError: the engine is closed.
            WorkspaceFullError: there is no room to keep the document.
        """
        if self._closed.is_set():
            raise EngineClosedError("The engine is closed.")
        self.pipeline.with_settings(settings)
        kept = self._intake.keep(io.BytesIO(source) if isinstance(source, bytes) else source, filename)
        row = self.ledger.add(
            document=kept.document,
            filename=filename,
            media_type=kept.media_type,
            size_bytes=kept.size_bytes,
            settings=settings,
            chain=self._chain,
            stages=self._stages,
            submitter=self._presence.name,
        )
        self._call_conductor()
        return row

    def row(self, key: int) -> JobRow:
        """The job as it is now.

        Raises:
            NotFoundError: no job has this key.
        """
        return self._with_verdict(self.ledger.row(key))

    def result(self, key: int) -> Record | None:
        """The record of a completed job."""
        data = self.ledger.result(key)
        return None if data is None else decode(data)

    def document_bytes(self, key: int) -> bytes:
        """The bytes that were uploaded for a job.

        Raises:
            WorkspaceError: they were not kept, are gone, or are damaged.
        """
        return self._intake.bytes_of(self.ledger.row(key))

    def wait(self, key: int, timeout_s: float | None, poll_s: float | None) -> JobRow:
        """Block until the job is final: at once for a job of this process, polling ever slower for another's.

        Raises:
            JobTimeoutError: not final in time.
        """
        return self._bell.wait(lambda: self.row(key), timeout_s, poll_s or LONGEST_POLL_S)

    def give_feedback(self, key: int, rating: str, issue: str | None, notes: str | None) -> Feedback:
        """Store what a user thinks of a job's result.

        Raises:
            ValidationError: see :meth:`FeedbackBook.set`.
            NotFoundError: no job has this key.
        """
        self.ledger.row(key)
        return self.feedback.set(key, rating, issue, notes)

    def close(self, *, cancel: bool = False) -> None:
        """Finish every job this engine was given or has taken over, then let go of the workspace. Jobs can be looked at
        afterwards. An engine with 0 workers leaves its jobs to the others.

        Args:
            cancel: fail what has not begun as ``engine.closed`` instead of running it; what runs is finished either way.
        """
        if self._closed.is_set():
            return
        if cancel:
            self._cancel_queued()
        while not self._only_looks and (unfinished := self.ledger.unfinished(self._presence.name)):
            for key, _ in unfinished:
                self.wait(key, None, None)
        self._closed.set()
        if self._scout.is_alive():
            self._scout.join()
        self._pool.shutdown(wait=True)
        self._save_verdicts()
        if isinstance(self._runner, ChildRunner):
            self._runner.close()
        self._presence.leave()
        if self.cache is not None:
            self.cache.release()
        self._database.close()

    def _make_runner(self) -> InlineRunner | ChildRunner:
        """Where stages run, as the settings say.

        Raises:
            ChainError: the chain cannot be built again in a child.
        """
        settings = self.settings
        if settings.isolation == "thread":
            return InlineRunner()
        pack(self.pipeline)
        threads = max(1, core_count() // max(1, settings.worker_count))
        return ChildRunner(settings.stage_timeout_s, settings.jobs_per_child, settings.child_memory_bytes, threads)

    def _call_conductor(self) -> None:
        with self._lock:
            self._calls += 1
            if self._closed.is_set() or self._conductors >= self.settings.worker_count:
                return
            self._conductors += 1
        self._pool.submit(self._conduct_all)

    def _conduct_all(self) -> None:
        """Claim and run jobs until none is left. The body of every thread of the pool."""
        try:
            while True:
                seen = self._calls
                row = None if self._closed.is_set() else self._claim()
                if row is not None:
                    self._conduct(row)
                    continue
                with self._lock:
                    if seen == self._calls:
                        self._conductors -= 1
                        return
        except BaseException:
            with self._lock:
                self._conductors -= 1
            raise
        finally:
            if self.cache is not None:
                self.cache.release()

    def _claim(self) -> JobRow | None:
        try:
            self._save_verdicts()
            return self.ledger.claim(self._chain, self._presence.name)
        except FlexOrchError as error:  # the scout calls again
            _log.error("no job can be claimed: %s", error.code)
            return None

    def _conduct(self, row: JobRow) -> None:
        """Run one claimed job to its end; nothing but the death of the process keeps it from being final."""
        try:
            record = self._intake.admit(row)
            chain = self.pipeline.with_settings(row.settings)
            outcome = run_chain(
                chain,
                record,
                Deadline(self.settings.job_timeout_s),
                self._runner,
                self.cache,
                lambda stage: self.ledger.enter(row.key, stage),
            )
            data = encode(outcome.record)
            self.ledger.complete(row.key, outcome.record, data, outcome.timings, outcome.cached)
        except FlexOrchError as error:
            self._fail(row.key, error)
        except Exception as error:  # noqa: BLE001  # such as a user's extras that do not encode; the job must end all the same
            _log.error("%s: %s while finishing", job_id_of(row.key), type(error).__name__)
            self._fail(row.key, StageError(f"The result could not be kept ({type(error).__name__})."))
        self._bell.ring()

    def _fail(self, key: int, error: FlexOrchError) -> None:
        failure = Failure.of(error)
        level = logging.INFO if isinstance(error, DocumentError) else logging.WARNING
        _log.log(level, "%s failed: %s in %s", job_id_of(key), error.code, error.stage)
        try:
            self.ledger.fail(key, failure, error.stage)
        except FlexOrchError as trouble:
            _log.error("%s: the ledger does not take the verdict (%s)", job_id_of(key), trouble.code)
            self._unsaved[key] = failure

    def _save_verdicts(self) -> None:
        """Write down the verdicts that found the disk full."""
        for key, failure in list(self._unsaved.items()):
            try:
                self.ledger.fail(key, failure)
            except FlexOrchError as error:
                _log.error("%s: the ledger still does not take the verdict (%s)", job_id_of(key), error.code)
                return
            del self._unsaved[key]

    def _with_verdict(self, row: JobRow) -> JobRow:
        failure = self._unsaved.get(row.key)
        if failure is None or row.status.is_final:
            return row
        return row.with_failure(failure)

    def _cancel_queued(self) -> None:
        failure = Failure.of(EngineClosedError("The engine was closed before this job began."))
        for key, status in self.ledger.unfinished(self._presence.name):
            if status is JobStatus.QUEUED:
                try:
                    self.ledger.fail(key, failure, source=JobStatus.QUEUED)
                except FlexOrchError as error:  # a conductor was quicker: the job runs to its end
                    _log.info("%s was not cancelled: %s", job_id_of(key), error.code)

    def _recover(self) -> None:
        """Take over what processes that died have left, and wake conductors when there is anything to do."""
        for name in sorted(self.ledger.parties() | set(self._presence.others())):
            if not self._presence.is_alive(name):
                again = self.ledger.recover(name, self._presence.name, self._chain, self._stages)
                if again:
                    _log.warning("queued again, as their process died: %s", ", ".join(map(job_id_of, again)))
        if self.ledger.has_queued(self._chain):
            self._call_conductor()

    def _watch(self) -> None:
        """The body of the scout."""
        while not self._closed.wait(SCOUT_PERIOD_S):
            try:
                self._recover()
            except FlexOrchError as error:
                _log.error("the workspace cannot be looked through: %s", error.code)
