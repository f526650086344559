"""Stage results on disk. It can be deleted at any time; only time is lost.

diskcache keeps them, with a Disk of our own: keys are str, values are bytes, and a row of any other kind is refused, because
diskcache itself would unpickle whatever it finds there (CVE-2025-69872). Each value carries a digest, so a damaged one is a
miss. So is any other trouble with the cache: a job never fails for it.
"""

from __future__ import annotations

import hashlib
import logging
import re
import shutil
import sqlite3
import threading
import time
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import diskcache
from filelock import FileLock

from pipeline.backups import damage
from pipeline.privacy.scrub import scrub
from pipeline.privacy.seal import PLAIN, Seal
from pipeline.record import Record, decode, encode
from pipeline.store import private_folder

_log = logging.getLogger(__name__)
_MODE_RAW, _MODE_BINARY = 1, 2  # of diskcache.core: value in the row, or in a file of its own
_FILENAME = re.compile(r"[0-9a-f]{2}[/\\][0-9a-f]{2}[/\\][0-9a-f]{28}\.val")
_DIGEST_SIZE = 16
_RESULT = "cached result"  # what is sealed
_SWEEP_S = 3600.0  # younger files may belong to a process that is about to name them
_DAMAGED = frozenset({"SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_CORRUPT_VTAB", "SQLITE_CORRUPT_INDEX"})
_TROUBLE = (diskcache.Timeout, sqlite3.Error, OSError, ValueError)  # msgspec's errors are ValueErrors


class BytesDisk(diskcache.Disk):  # type: ignore[misc]  # diskcache has no type hints
    """A Disk that stores str keys and bytes values and reads nothing else."""

    def put(self, key: object) -> tuple[str, bool]:
        """Refuse every key that diskcache would pickle."""
        if type(key) is not str:
            raise TypeError("cache keys are str")
        return key, True

    def get(self, key: object, raw: object) -> str:
        """Refuse every stored key that diskcache would unpickle."""
        if type(key) is not str or not raw:
            raise ValueError("a cache row with a key of another kind")
        return key

    def store(self, value: object, read: bool, key: object = None) -> Any:
        """Refuse every value that diskcache would pickle."""
        if type(value) is not bytes or read:
            raise TypeError("cache values are bytes")
        return super().store(value, read, key=key)

    def fetch(self, mode: int, filename: str | None, value: object, read: bool) -> bytes:
        """Refuse every row that diskcache would unpickle, and every path that leads out of the folder."""
        if mode == _MODE_RAW and type(value) is bytes:
            return value
        if mode == _MODE_BINARY and not read and _FILENAME.fullmatch(filename or ""):
            data: bytes = super().fetch(mode, filename, value, read)
            return data
        raise ValueError("a cache row of another kind")


class StageCache:
    """Results of stages by their chain key.

    Args:
        folder: made with mode 0700. A damaged cache is set aside and a new one begun.
        size_limit: bytes; beyond it what was stored longest ago goes first.
        seal: how keys and results are written.
    """

    def __init__(self, folder: Path, size_limit: int, seal: Seal = PLAIN) -> None:
        self._seal = seal
        private_folder(folder.parent)
        self._folder = folder
        self._size_limit = size_limit
        self._lock = threading.Lock()
        self._retired: list[diskcache.Cache] = []  # their threads close them when they next let go
        self._aside = folder.with_name(folder.name + ".damaged")
        self._cache = self._open()

    def _open(self, *, is_suspect: bool = False) -> diskcache.Cache:
        database = self._folder / "cache.db"
        with FileLock(self._folder.parent / "cache.lock"):  # first opens race otherwise
            if _is_damaged(database) or (is_suspect and damage(database)):
                self._set_aside("no sound database")
            try:
                return self._connect()
            except (*_TROUBLE, TypeError, KeyError) as error:
                self._set_aside(type(error).__name__)
                return self._connect()

    def _renew(self, broken: diskcache.Cache) -> None:
        """Open it again after it turned out damaged at work; another thread or process may have been quicker."""
        with self._lock:
            if self._cache is not broken:
                return
            self.release()
            try:
                self._cache = self._open(is_suspect=True)
            except _TROUBLE as error:
                _log.warning("the cache cannot be opened again (%s)", type(error).__name__)
                return
            self._retired.append(broken)

    def _set_aside(self, why: str) -> None:
        _log.warning("the cache is damaged (%s): set aside", why)
        shutil.rmtree(self._aside, ignore_errors=True)
        self._folder.rename(self._aside)

    def _connect(self) -> diskcache.Cache:
        private_folder(self._folder)
        return diskcache.Cache(
            str(self._folder),
            disk=BytesDisk,
            size_limit=self._size_limit,
            eviction_policy="least-recently-stored",
            tag_index=True,
            sqlite_secure_delete=1,
        )

    def get(self, key: str) -> Record | None:
        """The partial record under a key; None for a miss, and for anything that cannot be read."""
        cache = self._cache
        try:
            data = cache.get(self._seal.name(key))
            if data is None:
                return None
            digest, payload = data[:_DIGEST_SIZE], data[_DIGEST_SIZE:]
            if _digest(payload) != digest:
                raise ValueError("digest differs")
            return decode(self._seal.unseal(payload, _RESULT))
        except _TROUBLE as error:
            _log.warning("a cache entry cannot be read (%s): taken for a miss", type(error).__name__)
            self._look_into(error, cache)
            return None

    def set(self, key: str, partial: Record) -> None:
        """Keep a partial record; trouble is logged, never raised."""
        payload, cache = self._seal.seal(encode(partial), _RESULT), self._cache
        try:
            tag = self._seal.name(partial.document.sha256)
            cache.set(self._seal.name(key), _digest(payload) + payload, tag=tag)
        except _TROUBLE as error:
            _log.warning("a result cannot be cached (%s)", type(error).__name__)
            self._look_into(error, cache)

    def _look_into(self, error: Exception, cache: diskcache.Cache) -> None:
        if getattr(error, "sqlite_errorname", "") in _DAMAGED:
            self._renew(cache)

    @property
    def size_bytes(self) -> int:
        """What it takes on disk."""
        return int(self._cache.volume())

    def __len__(self) -> int:
        return len(self._cache)

    def clear(self) -> int:
        """Delete every entry and return how many there were."""
        return int(self._cache.clear())

    def forget(self, documents: Iterable[str]) -> None:
        """Delete every result of these documents, told by their names in the store."""
        for name in documents:
            self._cache.evict(name, retry=True)
        shutil.rmtree(self._aside, ignore_errors=True)  # nobody can tell what is in a damaged one

    def scrub(self) -> None:
        """Leave no trace of deleted results in the cache's own files; a cache too large for that is emptied."""
        self.release()
        with closing(sqlite3.connect(self._folder / "cache.db", timeout=30, isolation_level=None)) as connection:
            if not scrub(connection):
                self.clear()
                scrub(connection, whatever_size=True)

    def sweep(self) -> None:
        """Delete files of values that no row names: a process was killed between writing the one and the other."""
        limit = time.time() - _SWEEP_S
        with suppress(*_TROUBLE), closing(sqlite3.connect(self._folder / "cache.db", timeout=30)) as connection:
            named = {name for (name,) in connection.execute("SELECT filename FROM Cache WHERE filename IS NOT NULL")}
            for file in self._folder.glob("??/??/*.val"):
                if str(file.relative_to(self._folder)) not in named and file.stat().st_mtime < limit:
                    file.unlink(missing_ok=True)

    def release(self) -> None:
        """Close this thread's connection; it opens again when needed."""
        for cache in (*self._retired, self._cache):
            cache.close()


def _is_damaged(file: Path) -> bool:
    """Told before diskcache opens it, which would leave its connection behind. Its pages are looked through when a use has
    failed on them, not at every start: a cache of 4 GB would take seconds.
    """
    if not file.exists():
        return False
    with closing(sqlite3.connect(file)) as connection:
        try:
            connection.execute("PRAGMA schema_version").fetchone()
        except sqlite3.DatabaseError:
            return True
    return False


def _digest(payload: bytes) -> bytes:
    return hashlib.blake2b(payload, digest_size=_DIGEST_SIZE).digest()
