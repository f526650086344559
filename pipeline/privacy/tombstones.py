"""What remains of something deleted: its key, when and why it went. Nothing of its content, nor of its name."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from pipeline.exceptions import NotFoundError
from pipeline.rows import now

Kind = Literal["job", "document"]
Cause = Literal["user", "retention"]


class Tombstone(Struct, frozen=True):
    """A job or a document that was deleted.

    Attributes:
        kind: ``job`` or ``document``.
        key: the number in its id; never given to another.
        cause: ``user``, or ``retention`` for the rule in the settings.
        created_at, deleted_at: when it was uploaded and when it was deleted, ISO 8601, UTC.
    """

    kind: Kind
    key: int
    cause: Cause
    created_at: str
    deleted_at: str


def bury(connection: sqlite3.Connection, kind: Kind, dead: Iterable[tuple[int, str, str | None]], cause: Cause) -> None:
    """Set tombstones, within the caller's transaction, for (key, created_at, origin)."""
    deleted_at = now()
    connection.executemany(
        "INSERT OR IGNORE INTO tombstones (kind, key, cause, origin, created_at, deleted_at) VALUES (?, ?, ?, ?, ?, ?)",
        [(kind, key, cause, origin, created_at, deleted_at) for key, created_at, origin in dead],
    )


def tombstone(connection: sqlite3.Connection, kind: Kind, key: int) -> Tombstone | None:
    """What remains of it; None when it was never deleted."""
    query = "SELECT kind, key, cause, created_at, deleted_at FROM tombstones WHERE kind = ? AND key = ?"
    row = connection.execute(query, (kind, key)).fetchone()
    return None if row is None else Tombstone(*row)


def missing(connection: sqlite3.Connection, kind: Kind, key: int) -> NotFoundError:
    """The error for something that is not there (``job.not_found``), or not there any more (``job.deleted``)."""
    found = tombstone(connection, kind, key)
    if found is None:
        return NotFoundError(f"This workspace has no {kind} with that id.", code=f"{kind}.not_found")
    by = "the retention rule" if found.cause == "retention" else "a user"
    return NotFoundError(f"This {kind} was deleted by {by} at {found.deleted_at}.", code=f"{kind}.deleted")


def tombstones(connection: sqlite3.Connection, limit: int, offset: int) -> list[Tombstone]:
    """What was deleted, newest first."""
    rows = connection.execute(
        "SELECT kind, key, cause, created_at, deleted_at FROM tombstones ORDER BY deleted_at DESC, kind, key LIMIT ? OFFSET ?",
        (limit, offset),
    ).fetchall()
    return [Tombstone(*row) for row in rows]
