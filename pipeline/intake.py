"""What comes in: kept unless it is too large, told by its content, and handed to the chain as its first Record."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import BinaryIO

from msgspec import Struct

from pipeline.exceptions import EmptyDocumentError, LimitExceededError, WorkspaceError
from pipeline.ledger import Ledger
from pipeline.options import Limits
from pipeline.readers.sniff import sniff_head
from pipeline.record import Document, Record
from pipeline.rows import JobRow
from pipeline.store import DocumentStore

_HEAD_BYTES = 64 * 1024  # what the media type of a document too large to keep is told from


class Kept(Struct, frozen=True):
    """An upload: name and size of what is stored (None when it was too large), its media type and its size."""

    document: tuple[str, int] | None
    media_type: str
    size_bytes: int


class Intake:
    """The way from an upload to the record a chain starts from."""

    def __init__(self, store: DocumentStore, ledger: Ledger, limits: Limits) -> None:
        self._store = store
        self._ledger = ledger
        self._limits = limits

    def keep(self, stream: BinaryIO, filename: str) -> Kept:
        """Store the stream unless it is too large. Nothing is opened here: its bytes are hashed and its beginning looked at.

        Raises:
            WorkspaceFullError: there is no room.
        """
        size = stream.seek(0, io.SEEK_END)
        stream.seek(0)
        if size > self._limits.max_bytes:
            return Kept(None, sniff_head(stream.read(_HEAD_BYTES), filename), size)
        name, size, head = self._store.put(stream)
        return Kept((name, size), sniff_head(head, filename), size)

    def settle(self, uploads: Iterable[Kept]) -> None:
        """Return when these uploads are on the disk to stay."""
        self._store.settle({kept.document[0] for kept in uploads if kept.document is not None})

    def bytes_of(self, row: JobRow) -> bytes:
        """The bytes that were uploaded for a job.

        Raises:
            WorkspaceError: they were not kept, are gone, or are damaged (``workspace.document_lost``).
        """
        if row.document_key is None:
            raise WorkspaceError("The document was too large to be kept.", code="workspace.document_lost", remedy="")
        return self._store.read(self._ledger.document_name(row.document_key))

    def admit(self, row: JobRow) -> Record:
        """The record a chain starts from.

        Raises:
            EmptyDocumentError, LimitExceededError: there is nothing to start from, or too much.
            WorkspaceError: see :meth:`bytes_of`.
        """
        limit = self._limits.max_bytes
        if row.document_key is None or row.size_bytes > limit:
            raise LimitExceededError(f"The file has {row.size_bytes:,} bytes; the limit is {limit:,}.")
        if row.size_bytes == 0:
            raise EmptyDocumentError("The file is empty: it has 0 bytes.")
        sha256, data = self._store.load(self._ledger.document_name(row.document_key))
        return Record(Document(sha256, row.media_type, row.size_bytes), data)
