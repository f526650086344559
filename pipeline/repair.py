"""Puts a workspace in order: a damaged ledger from its backup and from what can still be read of it, documents nobody knows of.

Only with nobody else at work. A damaged file is kept aside, in ``damaged``; a repair that is interrupted is begun anew.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from pipeline.backups import Backups, copy, damage
from pipeline.database import Database
from pipeline.estates import ANY_STAGES
from pipeline.exceptions import WorkspaceError
from pipeline.presence import Presence
from pipeline.privacy.seal import Seal
from pipeline.privacy.vault import is_encrypted, open_seal
from pipeline.readers.sniff import sniff
from pipeline.record import decode
from pipeline.rows import RESULT, Failure, as_json, now
from pipeline.salvage import salvage
from pipeline.scratch import Scratch
from pipeline.store import DocumentStore, private_folder, sync

_LOST = "The document itself is kept, and queued again under the name recovered-…."
_NOBODY = "repair"  # submitter of what is queued here: the next engine takes it over, as from any process that is gone
_PARTS = ("", "-wal", "-shm")  # of an SQLite database in WAL mode
_MEND = (
    # what was running has no process any more, and a result that is gone is made anew
    "UPDATE jobs SET status = 'queued', owner = NULL, stage = NULL, started_at = NULL WHERE status = 'running'",
    "UPDATE jobs SET status = 'queued', owner = NULL, stage = NULL, started_at = NULL, completed_at = NULL"
    " WHERE status = 'completed' AND key NOT IN (SELECT job_key FROM results)",
    # what was deleted on purpose stays deleted
    "DELETE FROM jobs WHERE key IN (SELECT key FROM tombstones WHERE kind = 'job')",
    "DELETE FROM documents WHERE key IN (SELECT key FROM tombstones WHERE kind = 'document')",
    "DELETE FROM results WHERE job_key NOT IN (SELECT key FROM jobs)",
    "DELETE FROM feedback WHERE job_key NOT IN (SELECT key FROM jobs)",
)


class Repaired(Struct, frozen=True):
    """What was found, and done about it.

    Attributes:
        damage: what was wrong with the ledger, in a word; empty when it was sound, and then nothing of it was changed.
        backup: the name of the backup it was restored from; empty for none.
        rows: how many rows were read from the damaged file.
        kept: where the damaged file is now; None for a sound one.
        queued: documents without any job that were queued.
        lost: stored documents that are not what was stored; their jobs will fail as ``workspace.document_lost``.
        removed: documents that were never promised to anybody, deleted.
    """

    damage: str = ""
    backup: str = ""
    rows: int = 0
    kept: Path | None = None
    queued: int = 0
    lost: int = 0
    removed: int = 0


def repair(workspace: Path, key: bytes | None = None) -> Repaired:
    """Look through a workspace and put it in order; an encrypted one needs its key.

    Raises:
        WorkspaceError: there is none, or another process works on it (``workspace.in_use``).
    """
    ledger = workspace / "ledger.sqlite"
    if not (workspace / "documents").is_dir():
        raise WorkspaceError("There is no workspace in this folder.", code="workspace.missing", remedy="Check the path.")
    seal = open_seal(workspace, key if is_encrypted(workspace) else None)
    presence = Presence(workspace / "engines", f"{_NOBODY}-{os.getpid()}")
    try:
        _insist_alone(presence)
        Scratch(workspace / "scratch", presence.name).sweep(presence.is_alive)
        trouble = damage(ledger) if ledger.is_file() else "missing"
        done = _restored(ledger, trouble, seal) if trouble else Repaired()
        return _rescan(workspace, done, seal)
    finally:
        presence.leave()


def _insist_alone(presence: Presence) -> None:
    for name in presence.others():
        if presence.is_alive(name):
            remedy = "Let it finish, or end it, and repair again."
            raise WorkspaceError("Another process works on this workspace.", code="workspace.in_use", remedy=remedy)


def _restored(ledger: Path, trouble: str, seal: Seal) -> Repaired:
    """A sound ledger in the place of a damaged one, from the newest sound backup and all that can be read."""
    draft = ledger.with_name("ledger.draft.sqlite")
    _remove(draft)
    backup = next((file for file in Backups(ledger).files() if not damage(file)), None)
    if backup is not None:
        copy(backup, draft)
    database = Database(draft)  # a backup of an older version is brought up to this one
    with database.transaction() as connection:
        rows = salvage(ledger, connection) if ledger.is_file() else 0
        _drop_unreadable(connection, seal)
        _rebuild_documents(connection, seal)
        for statement in _MEND:
            connection.execute(statement)
    database.close()
    with closing(sqlite3.connect(draft)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")  # all in the one file that takes the other's place
    sync(draft)
    kept = _set_aside(ledger)
    for part in _PARTS[1:]:  # a log of the old file must not be taken for one of the new
        ledger.with_name(ledger.name + part).unlink(missing_ok=True)
    draft.replace(ledger)
    sync(ledger.parent)
    return Repaired(trouble, backup.name if backup else "", rows, kept)


def _drop_unreadable(connection: sqlite3.Connection, seal: Seal) -> None:
    """Delete results that hold no record any more: SQLite cannot tell, and their jobs are done again."""
    for (key,) in connection.execute("SELECT job_key FROM results").fetchall():
        (data,) = connection.execute("SELECT record FROM results WHERE job_key = ?", (key,)).fetchone()
        try:
            decode(seal.unseal(data, RESULT))
        except (ValueError, TypeError):  # msgspec's errors, and UnsealableError, are ValueErrors
            connection.execute("DELETE FROM results WHERE job_key = ?", (key,))


def _rebuild_documents(connection: sqlite3.Connection, seal: Seal) -> None:
    """Rows of documents that are gone, from the results, which name their document; jobs whose document nobody names fail."""
    dangling = "document_key NOT IN (SELECT key FROM documents)"
    query = f"SELECT document_key, created_at, record FROM jobs JOIN results ON job_key = key WHERE {dangling}"  # noqa: S608
    for key, created_at, record in connection.execute(query).fetchall():
        document = decode(seal.unseal(record, RESULT)).document
        values = (key, seal.name(document.sha256), document.size_bytes, created_at)
        connection.execute("INSERT OR IGNORE INTO documents (key, sha256, size_bytes, created_at) VALUES (?, ?, ?, ?)", values)
    lost = Failure.of(WorkspaceError("Which document it was is lost.", code="workspace.document_lost", remedy=_LOST))
    fail = f"UPDATE jobs SET status = 'failed', failure = ?, completed_at = ? WHERE {dangling}"  # noqa: S608
    connection.execute(f"{fail} AND status IN ('queued', 'running')", (as_json(lost), now()))
    connection.execute(f"UPDATE jobs SET document_key = NULL WHERE {dangling}")  # noqa: S608


def _set_aside(ledger: Path) -> Path:
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    kept = ledger.parent / "damaged" / moment
    private_folder(kept.parent)
    private_folder(kept)
    for part in _PARTS:
        file = ledger.with_name(ledger.name + part)
        if file.is_file():
            shutil.copy2(file, kept / file.name)
            sync(kept / file.name)
    sync(kept)
    return kept


def _rescan(workspace: Path, done: Repaired, seal: Seal) -> Repaired:
    """Compare documents and ledger. Of a restored ledger, a document nobody knows of may have been promised: it is queued."""
    store = DocumentStore(workspace / "documents", lambda: workspace, seal=seal)
    queued = lost = removed = 0
    database = Database(workspace / "ledger.sqlite")
    with database.transaction(durable=True) as connection:
        known = "SELECT 1 FROM documents JOIN jobs ON jobs.document_key = documents.key WHERE sha256 = ?"
        for name in list(store.names()):
            is_whole = store.is_whole(name)
            lost += not is_whole
            if connection.execute(known, (name,)).fetchone() is not None:
                continue
            if done.damage and is_whole:
                _queue(connection, name, store.read(name), seal)
                queued += 1
            else:
                store.remove(name)
                removed += 1
    database.close()
    return Repaired(done.damage, done.backup, done.rows, done.kept, queued, lost, removed)


def _queue(connection: sqlite3.Connection, name: str, data: bytes, seal: Seal) -> None:
    """A job for a document whose own is gone; its name went with it."""
    media_type, moment = sniff(data, ""), now()
    filename = seal.seal_text(f"recovered-{name[:12]}", "filename")
    row = connection.execute("SELECT chain, stages FROM jobs ORDER BY key DESC LIMIT 1").fetchone()
    chain, stages = row or ("", ANY_STAGES)
    connection.execute(
        "INSERT OR IGNORE INTO documents (sha256, size_bytes, created_at) VALUES (?, ?, ?)", (name, len(data), moment)
    )
    connection.execute(
        "INSERT INTO jobs (document_key, filename, media_type, size_bytes, settings, chain, stages, submitter, created_at,"
        " status) SELECT key, ?, ?, ?, '{}', ?, ?, ?, ?, 'queued' FROM documents WHERE sha256 = ?",
        (filename, media_type, len(data), chain, stages, _NOBODY, moment, name),
    )


def _remove(file: Path) -> None:
    for part in _PARTS:
        file.with_name(file.name + part).unlink(missing_ok=True)
