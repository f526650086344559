"""The SQLite file under the ledger: its schema, its one connection, and its errors in our words.

WAL mode, one connection a process, guarded by a lock; several processes may use one file at once. ``synchronous=NORMAL``: a
killed process loses nothing; after a power cut the last commits may be missing, never damaged.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.exceptions import WorkspaceError, WorkspaceFullError

SCHEMA_VERSION = 1
_SCHEMA = """
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


class Database:
    """One SQLite file.

    Raises:
        WorkspaceError: the file is not a ledger (``ledger.unreadable``), or one of a newer version (``ledger.newer``).
        WorkspaceFullError: any write when the disk is full.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
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
                    self._connection = _connect(self._file)
                yield self._connection
            except sqlite3.Error as error:
                raise _translated(error) from error
            finally:
                if self._closed and self._connection is not None:
                    self._connection.close()
                    self._connection = None

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """The connection in one write transaction: all of the block, or nothing of it."""
        with self.open() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                if connection.in_transaction:  # SQLite has rolled back by itself when the disk was full
                    connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")


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
        if version < SCHEMA_VERSION:
            _create(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _create(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")  # of two processes that start together, one creates and the other sees it
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version == 0:
        for statement in _SCHEMA.split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    connection.execute("COMMIT")


def _translated(error: sqlite3.Error) -> WorkspaceError:
    name = getattr(error, "sqlite_errorname", type(error).__name__)
    if name == "SQLITE_FULL":
        return WorkspaceFullError("The disk that holds the workspace is full.")
    if name in ("SQLITE_NOTADB", "SQLITE_CORRUPT"):
        remedy = "Move ledger.sqlite away and start anew, or restore it from a backup."
        return WorkspaceError("The ledger is damaged.", code="ledger.unreadable", remedy=remedy)
    return WorkspaceError(f"The ledger cannot be used ({name}).", code="ledger.unusable")
