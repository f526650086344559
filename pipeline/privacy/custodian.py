"""Deletes jobs and documents with every byte derived from them: files, ledger rows, results, feedback, cache entries.

Order matters when the process is killed half-way: files go first and rows last, in one transaction, so that what is half
deleted is still listed and can be deleted again. Nothing is ever left that nobody knows of.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct, structs

from pipeline import tallies
from pipeline.backups import Backups
from pipeline.bus import EventBus
from pipeline.cache import StageCache
from pipeline.database import Database
from pipeline.events import JobDeleted
from pipeline.exceptions import InUseError
from pipeline.privacy.rules import Rules
from pipeline.privacy.scrub import scrub
from pipeline.privacy.tombstones import Cause, Tombstone, bury, missing, tombstones
from pipeline.rows import now
from pipeline.status import JobStatus, job_id_of
from pipeline.store import DocumentStore

_TO_SCRUB = "to_scrub"  # a tally that is there from a deletion until its traces are gone
_ATTEMPTS = 3  # a queued job may begin between a look and the deletion


class Deleted(Struct, frozen=True):
    """What a deletion took, or would take.

    Attributes:
        jobs, documents: how many; a document goes with its last job.
        stored_bytes: of the documents.
        in_use: jobs left alone because they run.
        is_scrubbed: False when the ledger is too large to be written anew in passing: ``pipeline purge --compact`` does it.
    """

    jobs: int = 0
    documents: int = 0
    stored_bytes: int = 0
    in_use: int = 0
    is_scrubbed: bool = True

    def plus(self, other: Deleted) -> Deleted:
        """Both together."""
        return Deleted(
            self.jobs + other.jobs,
            self.documents + other.documents,
            self.stored_bytes + other.stored_bytes,
            self.in_use + other.in_use,
            self.is_scrubbed and other.is_scrubbed,
        )


class Custodian:
    """Deletes what a workspace holds.

    Args:
        store: the documents.
        workspace: its folder; copies of the ledger in it are deleted as well, and so is what was damaged and kept aside.
        database: of the ledger.
        open_cache: opens the cache of stage results, also when this engine does not use it; None where there is none.
        bus: told of every deletion.
        stop: cancels a running job and waits for its end; raises InUseError when it does not end.
    """

    def __init__(
        self,
        workspace: Path,
        database: Database,
        store: DocumentStore,
        open_cache: Callable[[], StageCache | None],
        bus: EventBus,
        stop: Callable[[int], None],
    ) -> None:
        self._backups = Backups(workspace / "ledger.sqlite")
        self._aside = workspace / "damaged"
        self._database = database
        self._store = store
        self._open_cache = open_cache
        self._bus = bus
        self._stop = stop

    def delete_job(self, key: int) -> Deleted:
        """Delete a job, and its document unless another job has the same.

        Raises:
            NotFoundError: nobody has this id, or it was deleted before (``job.deleted``).
            InUseError: it runs and does not end when cancelled.
        """
        with self._database.open() as connection:
            if connection.execute("SELECT 1 FROM jobs WHERE key = ?", (key,)).fetchone() is None:
                raise missing(connection, "job", key)
        return self._delete_all([key])

    def delete_document(self, key: int) -> Deleted:
        """Delete a document with all its jobs.

        Raises:
            NotFoundError: nobody has this id, or it was deleted before (``document.deleted``).
            InUseError: one of its jobs runs and does not end when cancelled.
        """
        with self._database.open() as connection:
            if connection.execute("SELECT 1 FROM documents WHERE key = ?", (key,)).fetchone() is None:
                raise missing(connection, "document", key)
            rows = connection.execute("SELECT key FROM jobs WHERE document_key = ? ORDER BY key", (key,)).fetchall()
        return self._delete_all([job for (job,) in rows])

    def purge(self, rules: Rules, cause: Cause = "user", *, dry_run: bool = False, compact: bool = False) -> Deleted:
        """Delete every job the rules name. Jobs that run are left alone, unless the rules say everything.

        Args:
            rules: which.
            cause: what the tombstones say.
            dry_run: only say what would go.
            compact: write the ledger anew, however large it is.

        Raises:
            InUseError: everything is asked for, and a job does not end when cancelled.
        """
        total = Deleted()
        with self._database.open() as connection:
            batches = list(rules.batches(connection))
        if dry_run:
            return self._measure([key for keys in batches for key in keys])
        for keys in batches:
            running = self._running(keys)
            if rules.everything:
                for key in running:
                    self._stop(key)
            chosen = keys if rules.everything else [key for key in keys if key not in running]
            total = total.plus(self._erase(chosen, cause, is_patient=True))
        if not (total.jobs or compact):
            return total
        return structs.replace(total, is_scrubbed=self.scrub(compact=compact))

    def scrub(self, *, compact: bool = False) -> bool:
        """Leave no trace of what was deleted in the files of ledger and cache; see :func:`pipeline.privacy.scrub.scrub`.

        Backups of the ledger hold what it held, so they go; the next is made within the hour.
        """
        self._backups.clear()
        with self._cache() as cache:
            if cache is not None:
                cache.scrub()
        with self._database.open() as connection:
            is_whole = scrub(connection, whatever_size=compact)
            connection.execute("DELETE FROM tallies WHERE name = ?", (_TO_SCRUB,))
        return is_whole

    def catch_up(self) -> None:
        """Scrub after a deletion whose process died before it could."""
        with self._database.open() as connection:
            is_due = connection.execute("SELECT 1 FROM tallies WHERE name = ?", (_TO_SCRUB,)).fetchone() is not None
        if is_due:
            self.scrub()

    def tombstones(self, limit: int = 20, offset: int = 0) -> list[Tombstone]:
        """What was deleted, newest first."""
        with self._database.open() as connection:
            return tombstones(connection, limit, offset)

    def _delete_all(self, keys: Sequence[int]) -> Deleted:
        for attempt in range(_ATTEMPTS):
            for key in self._running(keys):
                self._stop(key)
            try:
                deleted = self._erase(keys, "user", is_patient=attempt == _ATTEMPTS - 1)
            except InUseError:
                continue
            break
        if deleted.in_use:
            raise InUseError("A job of it has just begun to run.")
        return structs.replace(deleted, is_scrubbed=self.scrub())

    def _running(self, keys: Iterable[int]) -> list[int]:
        with self._database.open() as connection:
            query = "SELECT status FROM jobs WHERE key = ?"
            found = [(key, connection.execute(query, (key,)).fetchone()) for key in keys]
        return [key for key, row in found if row is not None and row[0] == JobStatus.RUNNING]

    def _erase(self, keys: Sequence[int], cause: Cause, *, is_patient: bool) -> Deleted:
        """Delete jobs, those documents that have no other, and what the cache has of them.

        Args:
            is_patient: leave jobs alone that have begun to run meanwhile, instead of raising InUseError.
        """
        with self._database.transaction(durable=True) as connection:
            rows = [row for key in keys if (row := connection.execute(_JOB, (key,)).fetchone()) is not None]
            running = [row[0] for row in rows if row[1] == JobStatus.RUNNING]
            if running and not is_patient:
                raise InUseError(f"{job_id_of(running[0])} has just begun to run.", job_id=job_id_of(running[0]))
            rows = [row for row in rows if row[1] != JobStatus.RUNNING]
            bury(connection, "job", [(key, created_at, origin) for key, _, _, created_at, origin in rows], cause)
            for table, column in (("results", "job_key"), ("feedback", "job_key"), ("jobs", "key")):
                connection.executemany(f"DELETE FROM {table} WHERE {column} = ?", [(row[0],) for row in rows])  # noqa: S608
            documents = sorted({row[2] for row in rows if row[2] is not None})
            orphans = [row for key in documents if (row := connection.execute(_ORPHAN, (key,)).fetchone()) is not None]
            bury(connection, "document", [(key, created_at, None) for key, _, _, created_at in orphans], cause)
            connection.executemany("DELETE FROM documents WHERE key = ?", [(row[0],) for row in orphans])
            tallies.add(connection, [tallies.Tally("jobs_deleted", {"cause": cause}, len(rows))] if rows else [])
            self._erase_files([sha256 for _, sha256, _, _ in orphans])
            if rows:
                shutil.rmtree(self._aside, ignore_errors=True)  # nobody can tell what a damaged ledger holds
                tallies.add(connection, [tallies.Tally(_TO_SCRUB, {})])
        for row in rows:
            self._bus.publish(JobDeleted(job_id=job_id_of(row[0]), at=now(), cause=cause))
        return Deleted(len(rows), len(orphans), sum(row[2] for row in orphans), len(running))

    def _erase_files(self, digests: Sequence[str]) -> None:
        for sha256 in digests:
            self._store.remove(sha256)
        with self._cache() as cache:
            if cache is not None and digests:
                cache.forget(digests)

    def _measure(self, keys: Sequence[int]) -> Deleted:
        """What :meth:`_erase` would take."""
        chosen = set(keys)
        with self._database.open() as connection:
            rows = [row for key in keys if (row := connection.execute(_JOB, (key,)).fetchone()) is not None]
            sizes = []
            for key in sorted({row[2] for row in rows if row[2] is not None}):
                jobs = {job for (job,) in connection.execute("SELECT key FROM jobs WHERE document_key = ?", (key,))}
                if jobs <= chosen:
                    sizes += connection.execute("SELECT size_bytes FROM documents WHERE key = ?", (key,)).fetchone()
        return Deleted(len(rows), len(sizes), sum(sizes), sum(row[1] == JobStatus.RUNNING for row in rows))

    @contextmanager
    def _cache(self) -> Iterator[StageCache | None]:
        cache = self._open_cache()
        try:
            yield cache
        finally:
            if cache is not None:
                cache.release()


_JOB = "SELECT key, status, document_key, created_at, origin FROM jobs WHERE key = ?"
_ORPHAN = (
    "SELECT key, sha256, size_bytes, created_at FROM documents WHERE key = ?"
    " AND NOT EXISTS (SELECT 1 FROM jobs WHERE document_key = documents.key)"
)
