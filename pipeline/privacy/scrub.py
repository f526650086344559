"""Making a SQLite file forget: what is deleted must not stay in free pages, in gaps between rows, or in the log beside it.

``secure_delete`` overwrites a row where it stands. It does not reach copies that were left behind when pages were split or
merged: of 1,500 deleted rows 8 could still be found. ``VACUUM`` writes the file anew, a truncating checkpoint empties the log.
"""

from __future__ import annotations

import sqlite3
import time

from pipeline.exceptions import WorkspaceError

COMPACT_BELOW_BYTES = 256 * 1024**2  # VACUUM took 6.6 s for 246 MB on a busy machine; above, only when asked for
PATIENCE_S = 20.0  # how long readers and writers of other processes may keep the log from being emptied
_PAUSE_S = 0.05


def scrub(connection: sqlite3.Connection, *, whatever_size: bool = False) -> bool:
    """Leave nothing of deleted rows in the file or in its log.

    Args:
        connection: in autocommit mode, not in a transaction.
        whatever_size: write even a large file anew; nobody else can write meanwhile.

    Returns:
        The file was written anew; False when it is too large for that, so that traces of rows may be left in it.

    Raises:
        WorkspaceError: other processes keep the log in use (``workspace.busy``).
    """
    is_whole = whatever_size or _size(connection) <= COMPACT_BELOW_BYTES
    if is_whole:
        if _size(connection) <= COMPACT_BELOW_BYTES:
            connection.execute("PRAGMA temp_store = MEMORY")  # no copy in the system's folder for temporary files
        connection.execute("VACUUM")
    _empty_log(connection)
    return is_whole


def _empty_log(connection: sqlite3.Connection) -> None:
    (patience_ms,) = connection.execute("PRAGMA busy_timeout").fetchone()
    connection.execute(f"PRAGMA busy_timeout = {int(1000 * _PAUSE_S)}")  # it would be waited out at every attempt
    try:
        end = time.monotonic() + PATIENCE_S
        while connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            if time.monotonic() > end:
                raise WorkspaceError(
                    "The rows are deleted, but another process keeps the ledger's log from being emptied.",
                    code="workspace.busy",
                    remedy="Close other programs that use the workspace and run `pipeline purge --compact`.",
                )
            time.sleep(_PAUSE_S)
    finally:
        connection.execute(f"PRAGMA busy_timeout = {patience_ms}")


def _size(connection: sqlite3.Connection) -> int:
    (pages,), (page_size,) = (connection.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size"))
    return int(pages) * int(page_size)
