"""The engine: submit a document, have its job conducted through the chain, find it again. Its face; no thread of its own.

Uploads wait in the ledger, not in memory. Conductors (:mod:`pipeline.conductors`) claim and run them, a scout
(:mod:`pipeline.recovery`) sees what other processes have queued or left. Engines of several processes may share a workspace:
a job is claimed by exactly one, and what a process that died has left is taken over.
"""

from __future__ import annotations

import io
import logging
import threading
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from typing import Any, BinaryIO

from pipeline import metrics, tallies, telling
from pipeline.bus import EventBus
from pipeline.cache import StageCache
from pipeline.cluster.crew import Crew
from pipeline.conductors import Conductors
from pipeline.database import Database
from pipeline.events import Event
from pipeline.exceptions import EngineClosedError, FlexOrchError, InUseError, JobCancelledError, JobTimeoutError
from pipeline.feedback import Feedback, FeedbackBook
from pipeline.intake import Intake, Kept
from pipeline.ledger import Ledger
from pipeline.options import Settings
from pipeline.presence import Presence
from pipeline.privacy.custodian import Custodian
from pipeline.privacy.retention import Retention
from pipeline.privacy.vault import open_seal, read_key
from pipeline.record import Record, decode
from pipeline.recovery import Scout
from pipeline.rows import Failure, JobRow, NewJob
from pipeline.runners import runner_for
from pipeline.scratch import Scratch
from pipeline.stage import Pipeline
from pipeline.status import JobStatus, job_id_of
from pipeline.store import DocumentStore, private_folder
from pipeline.waiting import LONGEST_POLL_S, Bell, back_off

_log = logging.getLogger(__name__)
STOP_S = 30.0  # how long a cancelled job may take to end, when it is to be deleted
_MANY = 1_000  # keys at a time, so that a queue of a million is never held


class Engine:
    """One workspace, one chain, and the threads that bring the two together.

    Args:
        settings: workspace, workers, limits.
        pipeline: the chain every job runs through.
        crew: the workers of an executor; None for this process and its children.
    """

    def __init__(self, settings: Settings, pipeline: Pipeline, crew: Crew | None = None) -> None:
        self.settings = settings
        self.pipeline = pipeline
        name = uuid.uuid4().hex
        scratch = Scratch(settings.workspace / "scratch", name)
        runner = runner_for(settings, pipeline, scratch, crew)  # refuses a chain before anything is written
        private_folder(settings.workspace)
        self._seal = seal = open_seal(settings.workspace, read_key(settings.key_file))
        self._database = Database(settings.workspace / "ledger.sqlite", durable=settings.durable, seal=seal)
        self.ledger = Ledger(self._database)
        documents = settings.workspace / "documents"
        store = DocumentStore(documents, lambda: scratch.room("incoming"), durable=settings.durable, seal=seal)
        self._intake = Intake(store, self.ledger, settings.limits)
        self.feedback = FeedbackBook(self._database)
        self.cache = StageCache(settings.workspace / "cache", settings.cache_bytes, seal) if settings.cache else None
        self._presence = Presence(settings.workspace / "engines", name)
        self._scratch = scratch
        self._chain = pipeline.fingerprint
        self._stages = ",".join(stage.name for stage in pipeline)
        self._bell = Bell()
        self.events = EventBus()
        self._conductors = Conductors(
            settings, pipeline, self.ledger, self._intake, self.cache, runner, self._presence.name, self._bell, self.events
        )
        self.custodian = Custodian(settings.workspace, self._database, store, self._any_cache, self.events, self._stop)
        retention = Retention(self.custodian, settings.retention_days)
        self._scout = Scout(self._database, self.ledger, self._presence, scratch, pipeline, self._conductors, retention)
        self._closed = threading.Event()
        if not self._only_looks:
            self._scout.start()

    def submit(
        self,
        uploads: Iterable[tuple[BinaryIO | bytes, str]],
        settings: Mapping[str, Any],
        priority: int = 0,
        origin: str | None = None,
    ) -> list[JobRow]:
        """Store documents and queue their jobs. All of them are on the disk to stay when this returns.

        When one cannot be taken, those before it are queued all the same.

        Args:
            uploads: of each the bytes, or a stream of them, and its name as shown to the user, without folders. Streams are
                read one after the other, as they come.
            settings: the jobs' own options, by name (``locale``, ``mask_pii``, ``document_type_hint``).
            priority: jobs of a higher one are begun first.
            origin: of a single upload: by what :meth:`Ledger.of_origin` finds it again.

        Raises:
            ConfigError: a setting no stage has.
            EngineClosedError: the engine is closed.
            WorkspaceFullError: there is no room to keep a document.
        """
        if self._closed.is_set():
            raise EngineClosedError("The engine is closed.")
        self.pipeline.with_settings(settings)
        taken: list[tuple[Kept, str]] = []
        try:
            for source, filename in uploads:
                stream = io.BytesIO(source) if isinstance(source, bytes) else source
                name = filename.encode("utf-8", "replace").decode()  # a file system may hold names that are no text
                taken.append((self._intake.keep(stream, name), name))
        finally:
            rows = self._queue(taken, settings, priority, origin) if taken else []
        return rows

    def _queue(
        self, taken: list[tuple[Kept, str]], settings: Mapping[str, Any], priority: int, origin: str | None
    ) -> list[JobRow]:
        self._intake.settle(kept for kept, _ in taken)
        jobs = [
            NewJob(
                document=kept.document,
                filename=filename,
                media_type=kept.media_type,
                size_bytes=kept.size_bytes,
                settings=settings,
                chain=self._chain,
                stages=self._stages,
                submitter=self._presence.name,
                priority=priority,
                origin=origin,
            )
            for kept, filename in taken
        ]
        with self.events.order:
            rows = self.ledger.add(jobs)
            for row in rows:
                self.events.publish(telling.queued(row))
        self._conductors.call()
        return rows

    def cancel(self, key: int) -> bool:
        """Cancel a job: one that waits fails now, one that runs is stopped, by its own process if that is another.

        Returns:
            False when it was final already.

        Raises:
            NotFoundError: no job has this key.
        """
        failure = Failure.of(JobCancelledError("The job was cancelled before it began."))
        if self.ledger.cancel(key, failure):
            self.events.publish(telling.failed(key, failure, None))
            self._bell.ring()
            return True
        if self.row(key).status.is_final:
            return False
        self._conductors.cancel(key)
        return True

    def row(self, key: int) -> JobRow:
        """The job as it is now.

        Raises:
            NotFoundError: no job has this key.
        """
        return self._conductors.with_verdict(self.ledger.row(key))

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
            ExecutorError: it is queued, and the workers of this engine are gone.
        """
        return self._bell.wait(lambda: self._awaited(key), timeout_s, poll_s or LONGEST_POLL_S)

    def _awaited(self, key: int) -> JobRow:
        row = self.row(key)
        if self._conductors.stalled is not None and row.status is JobStatus.QUEUED:
            raise self._conductors.stalled
        return row

    def events_of(self, key: int) -> Iterator[Event]:
        """Every event of one job, from the beginning.

        Raises:
            NotFoundError: no job has this key.
        """
        self.row(key)
        told = self.events.listen(job_id=job_id_of(key), replay=True)
        return telling.of_job(told, lambda: self.row(key), lambda: self.result(key), back_off(LONGEST_POLL_S))

    def metrics(self) -> str:
        """The numbers of the workspace as OpenMetrics text."""
        with self._database.open() as connection:
            sums, gauges = tallies.read(connection, self._seal), tallies.standing(connection)
        if self.cache is not None:
            gauges |= {"cache_entries": [({}, len(self.cache))], "cache_bytes": [({}, self.cache.size_bytes)]}
        return metrics.render(sums, gauges)

    def give_feedback(self, key: int, rating: str, issue: str | None, notes: str | None) -> Feedback:
        """Store what a user thinks of a job's result.

        Raises:
            ValidationError: see :meth:`FeedbackBook.set`.
            NotFoundError: no job has this key.
        """
        self.ledger.row(key)
        return self.feedback.set(key, rating, issue, notes)

    def close(self, *, cancel: bool = False, keep: bool = False) -> None:
        """Finish every job this engine was given or has taken over, then let go of the workspace. Jobs can be looked at
        afterwards. An engine with 0 workers leaves its jobs to the others.

        Args:
            cancel: fail what has not begun as ``engine.closed`` instead of running it; what runs is finished either way.
            keep: leave what has not begun queued, for the next engine on this workspace; what runs is finished.

        Raises:
            ExecutorError: the workers are gone and jobs stay queued; the workspace is let go of all the same.
        """
        if self._closed.is_set():
            return
        with ExitStack() as leaving:  # from the last to the first, whatever happens on the way
            leaving.callback(self._database.close)
            if self.cache is not None:
                leaving.callback(self.cache.release)
            leaving.callback(self._presence.leave)
            leaving.callback(self._scratch.leave)
            leaving.callback(self.events.close)
            leaving.callback(self._conductors.close)
            leaving.callback(self._scout.close)
            leaving.callback(self._closed.set)
            if cancel:
                self._cancel_queued()
            while not keep and not self._only_looks and (keys := self.ledger.unfinished(self._presence.name, _MANY)):
                for key in keys:
                    self.wait(key, None, None)

    def abandon(self) -> None:
        """Stop at once, for a process that is about to end: what runs is stopped and queued again."""
        self._conductors.abandon()

    def _any_cache(self) -> StageCache | None:
        """The cache, or one that other engines of the workspace use."""
        folder = self.settings.workspace / "cache"
        if self.cache is None and folder.exists():
            return StageCache(folder, self.settings.cache_bytes, self._seal)
        return self.cache

    def _stop(self, key: int) -> None:
        """Cancel a running job and wait for its end.

        Raises:
            InUseError: it does not end.
        """
        self.cancel(key)
        try:
            self.wait(key, STOP_S, None)
        except JobTimeoutError as error:
            raise InUseError(f"{job_id_of(key)} was cancelled, and still runs.", job_id=job_id_of(key)) from error

    @property
    def _only_looks(self) -> bool:
        return self.settings.worker_count == 0

    def _cancel_queued(self) -> None:
        failure = Failure.of(EngineClosedError("The engine was closed before this job began."))
        while keys := self.ledger.unfinished(self._presence.name, _MANY, JobStatus.QUEUED):
            for key in keys:
                try:
                    self.ledger.fail(key, failure, source=JobStatus.QUEUED)
                    self.events.publish(telling.failed(key, failure, None))
                except FlexOrchError as error:
                    if error.code != "ledger.illegal_move":
                        raise
                    _log.info("%s was not cancelled: %s", job_id_of(key), error.code)  # a conductor was quicker
