"""Copies of the ledger, kept beside it: one an hour while there is work, the last three.

A copy is made by SQLite itself while everybody goes on working, checked, and only then takes its name. A copy holds what the
ledger held, so whoever deletes for good deletes copies too (:meth:`Backups.clear`).
"""

from __future__ import annotations

import logging
import shutil
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from pipeline.store import private_folder, sync

_log = logging.getLogger(__name__)
PERIOD_S = 3600.0
KEPT = 3
_NAME = "ledger-%Y%m%dT%H%M%S%fZ.sqlite"


class Backups:
    """The copies of one ledger.

    Args:
        ledger: its file; copies are in the folder ``backups`` beside it.
    """

    def __init__(self, ledger: Path) -> None:
        self._ledger = ledger
        self._folder = ledger.parent / "backups"

    def files(self) -> list[Path]:
        """The copies, newest first."""
        return sorted(self._folder.glob("ledger-*.sqlite"), reverse=True)

    def make_if_due(self) -> Path | None:
        """Make a copy when the last one, or the first job of a ledger without any, is an hour old.

        Trouble is logged, never raised.
        """
        try:
            newest = next(iter(self.files()), None)
            since = newest.stat().st_mtime if newest else _begun(self._ledger)
        except (sqlite3.Error, OSError):  # a ledger that cannot be read is told of by those who work on it
            return None
        return self.make() if since is not None and time.time() - since > PERIOD_S else None

    def make(self) -> Path | None:
        """Make a copy now; None when it cannot be: no room, another process is at it, or the ledger is damaged."""
        try:
            if shutil.disk_usage(self._ledger.parent).free < 2 * self._ledger.stat().st_size:
                _log.warning("no backup of the ledger is made: there is too little room on the disk")
                return None
            private_folder(self._folder)
            with FileLock(self._folder / "backup.lock", timeout=0, mode=0o600):
                return self._make()
        except Timeout:
            return None
        except (sqlite3.Error, OSError) as error:
            _log.error("no backup of the ledger is made (%s)", type(error).__name__)
            return None

    def clear(self) -> int:
        """Delete every copy and return how many there were."""
        if not self._folder.exists():
            return 0
        with FileLock(self._folder / "backup.lock", mode=0o600):  # one that is being made has begun with the old contents
            files = self.files()
            for file in files:
                file.unlink(missing_ok=True)
        return len(files)

    def _make(self) -> Path | None:
        draft = self._folder / "draft.sqlite"
        draft.unlink(missing_ok=True)  # of a process that died
        draft.touch(mode=0o600)
        try:
            copy(self._ledger, draft)
            if trouble := damage(draft):
                _log.error("the ledger is damaged (%s): no backup is made, and the last good ones are kept", trouble)
                return None
            sync(draft)
            file = self._folder / datetime.now(UTC).strftime(_NAME)
            draft.replace(file)
            sync(self._folder)
        finally:
            draft.unlink(missing_ok=True)
        for old in self.files()[KEPT:]:
            old.unlink(missing_ok=True)
        return file


def copy(source: Path, target: Path) -> None:
    """Copy an SQLite file as of now, others at work on it or not.

    Raises:
        sqlite3.Error, OSError: it cannot be read, or not be written.
    """
    with closing(sqlite3.connect(source, timeout=30)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
        new.execute("PRAGMA journal_mode = DELETE")  # all in the one file


def damage(file: Path) -> str:
    """What SQLite finds wrong with a file, in a word; empty for a sound one."""
    try:
        with closing(sqlite3.connect(file)) as connection:
            (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        return str(getattr(error, "sqlite_errorname", type(error).__name__))
    return "" if verdict == "ok" else "quick_check"


def _begun(ledger: Path) -> float | None:
    """When its first job was queued, in seconds since 1970; None without any."""
    with closing(sqlite3.connect(ledger)) as connection:
        row = connection.execute("SELECT created_at FROM jobs ORDER BY key LIMIT 1").fetchone()
    return datetime.fromisoformat(row[0]).timestamp() if row else None
