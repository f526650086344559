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
from contextlib import closing
from pathlib import Path
from typing import Any

import diskcache
from filelock import FileLock

from pipeline.record import Record, decode, encode
from pipeline.store import private_folder

_log = logging.getLogger(__name__)
_MODE_RAW, _MODE_BINARY = 1, 2  # of diskcache.core: value in the row, or in a file of its own
_FILENAME = re.compile(r"[0-9a-f]{2}[/\\][0-9a-f]{2}[/\\][0-9a-f]{28}\.val")
_DIGEST_SIZE = 16
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
    """

    def __init__(self, folder: Path, size_limit: int) -> None:
        private_folder(folder.parent)
        self._folder = folder
        with FileLock(folder.parent / "cache.lock"):  # first opens race otherwise
            if _is_damaged(folder / "cache.db"):
                self._set_aside("no database")
            try:
                self._cache = self._connect(size_limit)
            except (*_TROUBLE, TypeError, KeyError) as error:
                self._set_aside(type(error).__name__)
                self._cache = self._connect(size_limit)

    def _set_aside(self, why: str) -> None:
        _log.warning("the cache is damaged (%s): set aside", why)
        aside = self._folder.with_name(self._folder.name + ".damaged")
        shutil.rmtree(aside, ignore_errors=True)
        self._folder.rename(aside)

    def _connect(self, size_limit: int) -> diskcache.Cache:
        private_folder(self._folder)
        return diskcache.Cache(
            str(self._folder), disk=BytesDisk, size_limit=size_limit, eviction_policy="least-recently-stored"
        )

    def get(self, key: str) -> Record | None:
        """The partial record under a key; None for a miss, and for anything that cannot be read."""
        try:
            data = self._cache.get(key)
            if data is None:
                return None
            digest, payload = data[:_DIGEST_SIZE], data[_DIGEST_SIZE:]
            if _digest(payload) != digest:
                raise ValueError("digest differs")
            return decode(payload)
        except _TROUBLE as error:
            _log.warning("a cache entry cannot be read (%s): taken for a miss", type(error).__name__)
            return None

    def set(self, key: str, partial: Record) -> None:
        """Keep a partial record; trouble is logged, never raised."""
        payload = encode(partial)
        try:
            self._cache.set(key, _digest(payload) + payload)
        except _TROUBLE as error:
            _log.warning("a result cannot be cached (%s)", type(error).__name__)

    @property
    def size_bytes(self) -> int:
        """What it takes on disk."""
        return int(self._cache.volume())

    def __len__(self) -> int:
        return len(self._cache)

    def clear(self) -> int:
        """Delete every entry and return how many there were."""
        return int(self._cache.clear())

    def release(self) -> None:
        """Close this thread's connection; it opens again when needed."""
        self._cache.close()


def _is_damaged(file: Path) -> bool:
    """Told before diskcache opens it, which would leave its connection behind."""
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
