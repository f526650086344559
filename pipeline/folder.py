"""A folder that others put files into: which of them are whole, and therefore ready to be taken.

A file is ready when its size and time have not changed for a while and nobody has it open for writing, where the system can
tell. The folder is looked through again and again, instead of waiting for the system to report changes: that works on network
drives too, where no system reports what another machine does, and it costs little (scripts/bench_watch.py).
"""

from __future__ import annotations

import errno
import io
import os
import stat
import sys
import time
from collections.abc import Callable, Collection, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from pipeline.exceptions import ValidationError

# Names that programs give to what they have not finished, and files of the system's own.
_STARTS, _SYSTEM = (".", "~$", "#"), ("thumbs.db", "desktop.ini")
_SUFFIXES = ("tmp", "temp", "part", "partial", "crdownload", "download", "opdownload", "filepart", "swp", "lock", "lck")
_ENDS = ("~", "#", *(f".{suffix}" for suffix in _SUFFIXES))
_UNKNOWN = (errno.EINVAL, errno.EACCES, errno.EPERM, errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS)


class FileState(Struct, frozen=True):
    """What tells one version of a file from another."""

    size: int
    mtime_ns: int


class Arrival(Struct, frozen=True):
    """A whole file of the folder.

    Attributes:
        path: where it is.
        name: its path within the folder, with ``/`` between parts.
        state: which version of it.
        origin: a digest of folder, name and version, by which it is known again after a restart.
    """

    path: Path
    name: str
    state: FileState
    origin: str


class FileChangedError(Exception):
    """The file is not the one that was ready any more."""


class Folder:
    """Looks for whole files.

    Args:
        root: the folder.
        is_deep: go into folders of the folder.
        settle_s: how long a file must not have changed.
        leave_out: folders within it that are not looked into.
        clock: seconds, monotonic; tests pass their own.

    Raises:
        ValidationError: there is no such folder.
    """

    def __init__(
        self,
        root: Path,
        *,
        is_deep: bool = False,
        settle_s: float = 2.0,
        leave_out: Collection[Path] = (),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        if not root.is_dir():
            raise ValidationError(f"There is no folder {root}.", code="watch.no_folder")
        self.root = root.resolve()
        self._is_deep = is_deep
        self._settle_s = settle_s
        self._leave_out = {path.resolve() for path in leave_out}
        self._clock = clock
        self._seen: dict[str, tuple[FileState, float]] = {}
        self._taken: dict[str, FileState] = {}

    def ready(self) -> Iterator[Arrival]:
        """The files that are whole and were not marked as taken, by name."""
        now, seen = self._clock(), {}
        found = sorted(self._files(self.root, ""))
        for name, state in found:
            before = self._seen.get(name)
            seen[name] = before if before is not None and before[0] == state else (state, now)
        self._seen = seen
        self._taken = {name: state for name, state in self._taken.items() if name in seen and seen[name][0] == state}
        for name, state in found:
            if name not in self._taken and now - seen[name][1] >= self._settle_s and not is_being_written(self.root / name):
                yield Arrival(self.root / name, name, state, self._origin(name, state))

    @property
    def rest(self) -> set[str]:
        """The names of what was there at the last look and was not marked as taken."""
        return set(self._seen) - set(self._taken)

    def take(self, arrival: Arrival) -> None:
        """Do not report this version of a file again."""
        self._taken[arrival.name] = arrival.state

    def _files(self, folder: Path, prefix: str) -> Iterator[tuple[str, FileState]]:
        """Files by name, without links, temporary names, and what vanishes meanwhile."""
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if is_temporary(entry.name):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        if self._is_deep and Path(entry.path) not in self._leave_out:
                            yield from self._files(Path(entry.path), f"{prefix}{entry.name}/")
                    elif entry.is_file(follow_symlinks=False):
                        found = entry.stat(follow_symlinks=False)
                        yield f"{prefix}{entry.name}", FileState(found.st_size, found.st_mtime_ns)
        except OSError:  # gone, or not ours to read: looked at again next time
            return

    def _origin(self, name: str, state: FileState) -> str:
        told = "\0".join((str(self.root), name, str(state.size), str(state.mtime_ns)))
        return blake2b(told.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


class Steady(io.RawIOBase):
    """An open file that refuses to end if it is not the one that was ready: whoever reads it gets a whole version or an error.

    Raises:
        FileChangedError: on opening or at the end, when it changed, or when a folder on the way became a link.
        OSError: it cannot be opened.
    """

    def __init__(self, arrival: Arrival) -> None:
        super().__init__()
        if arrival.path.resolve() != arrival.path:
            raise FileChangedError
        self._state = arrival.state
        self._handle = os.open(arrival.path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
        self._file: BinaryIO = os.fdopen(self._handle, "rb")
        try:
            self._check()
        except BaseException:
            self.close()
            raise

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """See :meth:`io.IOBase.seek`."""
        return self._file.seek(offset, whence)

    def read(self, size: int = -1) -> bytes:
        """See :meth:`io.RawIOBase.read`; checks the file at its end."""
        data = self._file.read(size)
        if len(data) < size or size < 0:
            self._check()
        return data

    def close(self) -> None:
        """Let go of the file."""
        if not self.closed:
            self._file.close()
        super().close()

    def _check(self) -> None:
        found = os.fstat(self._handle)
        if not stat.S_ISREG(found.st_mode) or FileState(found.st_size, found.st_mtime_ns) != self._state:
            raise FileChangedError


def is_temporary(name: str) -> bool:
    """Whether a file of this name is hidden, unfinished, or the system's own."""
    small = name.lower()
    return small.startswith(_STARTS) or small.endswith(_ENDS) or small in _SYSTEM


def is_being_written(path: Path) -> bool:
    """Whether somebody has the file open for writing, where the system can tell (Linux, a file of one's own); else False.

    A read lease is granted only while nobody has; it is given back at once. Source: fcntl(2), "Leases".
    """
    if sys.platform != "linux":
        return False
    import fcntl
    import signal

    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        fcntl.fcntl(handle, fcntl.F_SETSIG, signal.SIGURG)  # ignored by default; the signal for leases, SIGIO, would end us
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return error.errno not in _UNKNOWN
    finally:
        os.close(handle)
    return False
