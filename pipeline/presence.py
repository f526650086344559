"""Which processes are alive: each engine holds a locked file, and the system lets go of the lock when its process dies.

A process id could be taken over by another program, and a heartbeat comes late; a lock does neither.
"""

from __future__ import annotations

import os
from pathlib import Path

from filelock import FileLock, Timeout

from pipeline.store import private_folder


class Presence:
    """This engine's proof of life.

    Attributes:
        name: unique to this engine, for ever.
    """

    def __init__(self, folder: Path, name: str) -> None:
        private_folder(folder)
        self._folder = folder
        self._pid = os.getpid()
        self.name = name
        self._lock = self._lock_of(self.name)
        self._lock.acquire(timeout=0)

    def is_alive(self, name: str) -> bool:
        """Whether the engine of that name still runs, in this process or another."""
        if name == self.name:
            return True
        if not self._path(name).exists():
            return False
        lock = self._lock_of(name)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            return True
        lock.release()
        return False

    def forget(self, name: str) -> None:
        """Delete the file of an engine that died, once all it has left is taken over."""
        self._path(name).unlink(missing_ok=True)

    def others(self) -> list[str]:
        """The names of all other engines that have a file, alive or not."""
        return sorted(path.stem for path in self._folder.glob("*.lock") if path.stem != self.name)

    def leave(self) -> None:
        """Say that this engine is gone."""
        if self._pid == os.getpid():  # a forked child must not speak for its parent
            self._lock.release()
            self._path(self.name).unlink(missing_ok=True)

    def _lock_of(self, name: str) -> FileLock:
        return FileLock(self._path(name), thread_local=False, mode=0o600)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.lock"
