"""The documents of a workspace, stored once by the sha256 of their bytes."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from pipeline.exceptions import WorkspaceError, WorkspaceFullError

_CHUNK = 1024 * 1024


class DocumentStore:
    """Files under ``documents/ab/abcdef…``; a name is a digest, so nothing of the upload shows in it.

    Raises:
        WorkspaceFullError: any write when the disk is full.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        private_folder(folder)

    def put(self, stream: BinaryIO) -> tuple[str, int, bytes]:
        """Copy a stream into the store; equal bytes are stored once.

        Returns:
            The sha256, the size in bytes and the first 64 KiB, which is what the media type is told from.
        """
        digest, size, head = hashlib.sha256(), 0, b""
        with _disk_errors():
            handle, name = tempfile.mkstemp(prefix="incoming-", dir=self._folder)
            try:
                with os.fdopen(handle, "wb") as target:
                    while chunk := stream.read(_CHUNK):
                        head = head or chunk[: 64 * 1024]
                        digest.update(chunk)
                        size += len(chunk)
                        target.write(chunk)
                path = self._path(digest.hexdigest())
                if not path.exists():
                    private_folder(path.parent)
                    Path(name).replace(path)
            finally:
                with suppress(FileNotFoundError):  # it was moved
                    Path(name).unlink()
        return digest.hexdigest(), size, head

    def read(self, sha256: str) -> bytes:
        """The bytes of a stored document.

        Raises:
            WorkspaceError: they are gone, or are not the bytes that were stored (``workspace.document_lost``).
        """
        path = self._path(sha256)
        data = path.read_bytes() if path.is_file() else b""
        if hashlib.sha256(data).hexdigest() != sha256:
            message = "The stored document is missing or damaged."
            raise WorkspaceError(message, code="workspace.document_lost", remedy="Upload it again.")
        return data

    def _path(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256


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
