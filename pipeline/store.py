"""The documents of a workspace, stored once by the sha256 of their bytes (in an encrypted one by a keyed digest of it).

A document is written aside, moved to its name and then, by :meth:`DocumentStore.settle`, brought onto the disk, before anybody
hears of it. So nothing but whole documents is ever found by the ledger, whatever dies when.
"""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from pipeline.exceptions import UnsealableError, WorkspaceError, WorkspaceFullError
from pipeline.privacy.seal import PLAIN, Seal

_CHUNK = 1024 * 1024
_SETTLERS = 4  # threads that wait for the disk; it takes their files together: 0.5 ms a file instead of 8 one after the other


class DocumentStore:
    """Files under ``documents/ab/abcdef…``; a name is a digest, so nothing of the upload shows in it.

    Args:
        folder: made with mode 0700.
        incoming: makes and gives the folder for documents on their way in, on the same disk.
        durable: False never waits for the disk; only a power cut can tell the difference.
        seal: how documents are written.

    Raises:
        WorkspaceFullError: any write when the disk is full.
    """

    def __init__(self, folder: Path, incoming: Callable[[], Path], *, durable: bool = True, seal: Seal = PLAIN) -> None:
        self._seal = seal
        self._folder = folder
        self._incoming = incoming
        self._durable = durable
        private_folder(folder)

    def put(self, stream: BinaryIO) -> tuple[str, int, bytes]:
        """Copy a stream into the store; equal bytes are stored once, and one that is there but damaged is replaced.

        Returns:
            The name it is stored under, the size in bytes and the first 64 KiB, which is what the media type is told from.
        """
        digest, size, head = hashlib.sha256(), 0, b""
        with _disk_errors():
            handle, draft = tempfile.mkstemp(dir=self._incoming())
            try:
                with os.fdopen(handle, "wb") as target:
                    writer = self._seal.writer(target)
                    while chunk := stream.read(_CHUNK):
                        head = head or chunk[: 64 * 1024]
                        digest.update(chunk)
                        size += len(chunk)
                        writer.write(chunk)
                    writer.finish()
                name = self._seal.name(digest.hexdigest())
                if not self.is_whole(name):
                    private_folder(self.path(name).parent)
                    Path(draft).replace(self.path(name))
            finally:
                with suppress(FileNotFoundError):  # it was moved
                    Path(draft).unlink()
        return name, size, head

    def settle(self, names: Iterable[str]) -> None:
        """Return when these documents, and their names, are on the disk to stay.

        Raises:
            WorkspaceError: one is gone (``workspace.document_lost``).
        """
        if not self._durable:
            return
        files = [self.path(name) for name in names]
        places = [*files, *sorted({file.parent for file in files}), self._folder]
        with _disk_errors(), ThreadPoolExecutor(_SETTLERS, thread_name_prefix="pipeline-disk") as threads:
            try:
                list(threads.map(sync, places if files else []))
            except FileNotFoundError as error:  # somebody deletes the same document at this very moment
                raise _lost() from error

    def read(self, name: str) -> bytes:
        """The bytes of a stored document.

        Raises:
            WorkspaceError: they are gone, or are not the bytes that were stored (``workspace.document_lost``).
        """
        return self.load(name)[1]

    def load(self, name: str) -> tuple[str, bytes]:
        """The sha256 of a stored document, and its bytes; see :meth:`read`."""
        stored = self.path(name).read_bytes() if self.path(name).is_file() else b""
        try:
            data = self._seal.document(stored)
        except UnsealableError as error:
            raise _lost() from error
        digest = hashlib.sha256(data).hexdigest()
        if self._seal.name(digest) != name:
            raise _lost()
        return digest, data

    def remove(self, name: str) -> None:
        """Delete a document; nothing happens when it is not there."""
        self.path(name).unlink(missing_ok=True)

    def path(self, name: str) -> Path:
        """Where a document is, or would be."""
        return self._folder / name[:2] / name

    def names(self) -> Iterator[str]:
        """Every document that is stored."""
        for folder in sorted(self._folder.iterdir()):
            yield from sorted(file.name for file in folder.iterdir() if len(file.name) == 64)

    def is_whole(self, name: str) -> bool:
        """It is there, and is what its name says."""
        if not self.path(name).is_file():
            return False
        if not self._seal.is_plain:
            try:
                self.load(name)
            except WorkspaceError:
                return False
            return True
        with self.path(name).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == name


def _lost() -> WorkspaceError:
    message = "The stored document is missing or damaged."
    return WorkspaceError(message, code="workspace.document_lost", remedy="Upload it again.")


def private_folder(folder: Path) -> None:
    """Make a folder only its owner can enter.

    Raises:
        WorkspaceError: it cannot be made, or is not a folder.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise WorkspaceFullError("The disk that holds the workspace is full.") from error
        raise WorkspaceError(f"The folder {folder} cannot be made ({type(error).__name__}).") from error


@contextmanager
def _disk_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise WorkspaceFullError("The disk that holds the workspace is full.") from error
        raise


def sync(path: Path) -> None:
    """Bring a file, or the names in a folder, onto the disk."""
    if os.name == "nt" and path.is_dir():  # which has no such call, and needs none
        return
    handle = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
