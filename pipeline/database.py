"""The SQLite file under the ledger: its schema, its one connection, and its errors in our words.

WAL mode, one connection a process, guarded by a lock; several processes may use one file at once. A killed process loses
nothing. What was promised to somebody (an upload, a cancellation, feedback) is written with ``durable=True``: it is on the disk
before the call returns (``synchronous=FULL``, one fsync, 2.4-4.7 ms where this was measured). What only tells how far the work
is (``running``, ``completed``) is not waited for (``NORMAL``, 0.04 ms): after a power cut such a job is done once more.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.exceptions import WorkspaceError, WorkspaceFullError
from pipeline.privacy.seal import PLAIN, Seal

_FIRST = """
CREATE TABLE documents (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    sha256 TEXT NOT NULL UNIQUE,
    size_bytes INTEGER NOT NULL,
    created_at TEXT NOT NULL
);
CREATE TABLE jobs (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    document_key INTEGER REFERENCES documents,
    filename TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    settings TEXT NOT NULL,
    chain TEXT NOT NULL,
    stages TEXT NOT NULL,
    submitter TEXT NOT NULL,
    owner TEXT,
    losses INTEGER NOT NULL DEFAULT 0,
    status TEXT NOT NULL CHECK (status IN ('queued', 'running', 'completed', 'failed')),
    stage TEXT,
    created_at TEXT NOT NULL,
    started_at TEXT,
    completed_at TEXT,
    failure TEXT,
    document_type TEXT,
    language TEXT,
    grade TEXT,
    score REAL,
    page_count INTEGER NOT NULL DEFAULT 0,
    pii_count INTEGER NOT NULL DEFAULT 0,
    pii_types TEXT NOT NULL DEFAULT '{}',
    privacy_applied INTEGER NOT NULL DEFAULT 0,
    timings TEXT NOT NULL DEFAULT '{}',
    cached TEXT NOT NULL DEFAULT '[]'
);
CREATE INDEX jobs_queued ON jobs (chain, key) WHERE status = 'queued';
CREATE INDEX jobs_unfinished ON jobs (submitter, owner) WHERE status IN ('queued', 'running');
CREATE INDEX jobs_by_status ON jobs (status, key);
CREATE TABLE results (job_key INTEGER PRIMARY KEY REFERENCES jobs, record BLOB NOT NULL);
CREATE TABLE feedback (
    job_key INTEGER PRIMARY KEY REFERENCES jobs,
    rating TEXT NOT NULL CHECK (rating IN ('positive', 'negative')),
    issue TEXT,
    notes TEXT,
    created_at TEXT NOT NULL
);
"""
_PRIORITIES = """
ALTER TABLE jobs ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN cancelled INTEGER NOT NULL DEFAULT 0;
DROP INDEX jobs_queued;
DROP INDEX jobs_unfinished;
CREATE INDEX jobs_queued ON jobs (chain, priority DESC, key) WHERE status = 'queued';
CREATE INDEX jobs_of_submitter ON jobs (submitter, key) WHERE status IN ('queued', 'running');
CREATE INDEX jobs_of_owner ON jobs (owner, key) WHERE status = 'running';
CREATE INDEX jobs_of_document ON jobs (document_key);
"""
_UPKEEP = """
ALTER TABLE jobs ADD COLUMN origin TEXT;
CREATE UNIQUE INDEX jobs_by_origin ON jobs (origin) WHERE origin IS NOT NULL;
CREATE TABLE tallies (name TEXT NOT NULL, labels TEXT NOT NULL, value REAL NOT NULL, PRIMARY KEY (name, labels)) WITHOUT ROWID;
CREATE TABLE tombstones (
    kind TEXT NOT NULL CHECK (kind IN ('job', 'document')),
    key INTEGER NOT NULL,
    cause TEXT NOT NULL,
    origin TEXT,
    created_at TEXT NOT NULL,
    deleted_at TEXT NOT NULL,
    PRIMARY KEY (kind, key)
) WITHOUT ROWID;
CREATE INDEX tombstones_by_origin ON tombstones (origin) WHERE origin IS NOT NULL;
"""
_STEPS = (_FIRST, _PRIORITIES, _UPKEEP)  # each is run once, in order; how many were is the file's user_version
SCHEMA_VERSION = len(_STEPS)


class Database:
    """One SQLite file.

    Args:
        file: made when it is not there.
        durable: False never waits for the disk; only a power cut can tell the difference.
        seal: how values that tell of a document are written.

    Attributes:
        file: where it is.

    Raises:
        WorkspaceError: the file is not a ledger (``ledger.unreadable``), or one of a newer version (``ledger.newer``).
        WorkspaceFullError: any write when the disk is full.
    """

    def __init__(self, file: Path, *, durable: bool = True, seal: Seal = PLAIN) -> None:
        self.seal = seal
        self.file = file
        self._durable = durable
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._closed = False
        with self.open():
            pass

    def close(self) -> None:
        """Let go of the file. Reading afterwards opens it for just that moment."""
        with self._lock:
            self._closed = True
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    @contextmanager
    def open(self) -> Iterator[sqlite3.Connection]:
        """The connection, for this thread alone while the block runs; each statement is its own transaction."""
        with self._lock:
            try:
                if self._connection is None:
                    self._connection = _connect(self.file)
                yield self._connection
            except sqlite3.Error as error:
                raise _translated(error) from error
            finally:
                if self._closed and self._connection is not None:
                    self._connection.close()
                    self._connection = None

    @contextmanager
    def transaction(self, *, durable: bool = False) -> Iterator[sqlite3.Connection]:
        """The connection in one write transaction: all of the block, or nothing of it.

        Args:
            durable: it outlives a power cut once the block is left.
        """
        with self.open() as connection, _synchronous(connection, durable and self._durable):
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                if connection.in_transaction:  # SQLite has rolled back by itself when the disk was full
                    connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")


@contextmanager
def _synchronous(connection: sqlite3.Connection, durable: bool) -> Iterator[None]:
    """Wait for the disk at the commits of this block; it costs 3 µs to say so."""
    if durable:
        connection.execute("PRAGMA synchronous = FULL")
    try:
        yield
    finally:
        if durable:
            connection.execute("PRAGMA synchronous = NORMAL")


def _connect(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=30, isolation_level=None, check_same_thread=False)
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > SCHEMA_VERSION:
            raise WorkspaceError(
                "The ledger was written by a newer version.", code="ledger.newer", remedy="Upgrade flexorch-local."
            )
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten, not only given up
        if version < SCHEMA_VERSION:
            _create(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _create(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")  # of two processes that start together, one creates and the other sees it
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    for step in _STEPS[version:]:
        for statement in step.split(";"):
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    connection.execute("COMMIT")


def _translated(error: sqlite3.Error) -> WorkspaceError:
    name = getattr(error, "sqlite_errorname", type(error).__name__)
    if name == "SQLITE_FULL":
        return WorkspaceFullError("The disk that holds the workspace is full.")
    if name in ("SQLITE_NOTADB", "SQLITE_CORRUPT"):
        remedy = "Run `pipeline repair`: it keeps the damaged file aside and brings back what can be."
        return WorkspaceError("The ledger is damaged.", code="ledger.unreadable", remedy=remedy)
    return WorkspaceError(f"The ledger cannot be used ({name}).", code="ledger.unusable")
