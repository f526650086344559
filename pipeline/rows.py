"""A job as the ledger keeps it: what is put in, what is read out, and how values become columns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec import Struct, structs

from pipeline.exceptions import FlexOrchError
from pipeline.privacy.seal import Seal
from pipeline.status import JobStatus


class Failure(Struct, frozen=True):
    """Why a job failed: stable code, words, what can be done, and the page (from 1) where known."""

    code: str
    message: str
    remedy: str = ""
    page: int | None = None

    @classmethod
    def of(cls, error: FlexOrchError) -> Failure:
        """What the ledger keeps of an error."""
        return cls(error.code, error.message, error.remedy, error.page)


class JobRow(Struct, frozen=True):
    """A job as the ledger has it."""

    key: int
    document_key: int | None
    filename: str
    media_type: str
    size_bytes: int
    settings: dict[str, Any]
    losses: int
    status: JobStatus
    stage: str | None
    created_at: str
    started_at: str | None
    completed_at: str | None
    failure: Failure | None
    document_type: str | None
    language: str | None
    grade: str | None
    score: float | None
    page_count: int
    pii_count: int
    pii_types: dict[str, int]
    privacy_applied: bool
    timings: dict[str, float]
    cached: tuple[str, ...]

    def with_failure(self, failure: Failure) -> JobRow:
        """The same job, failed: what a full disk kept from being written."""
        return structs.replace(self, status=JobStatus.FAILED, failure=failure, completed_at=now())


class NewJob(Struct, frozen=True):
    """What an upload becomes.

    ``document`` is its name in the store and its size; None for one too large to store. ``origin`` is where it came from, as
    its source knows it again; no two jobs have the same.
    """

    document: tuple[str, int] | None
    filename: str
    media_type: str
    size_bytes: int
    settings: Mapping[str, Any]
    chain: str
    stages: str
    submitter: str
    priority: int = 0
    origin: str | None = None


TYPE = "document_type"  # jobs are looked up by it, so it is kept under an alias
RESULT = "record"
COLUMNS = ", ".join(JobRow.__struct_fields__)
DECODERS: dict[str, msgspec.json.Decoder[Any]] = {
    "settings": msgspec.json.Decoder(dict[str, Any]),
    "failure": msgspec.json.Decoder(Failure),
    "pii_types": msgspec.json.Decoder(dict[str, int]),
    "timings": msgspec.json.Decoder(dict[str, float]),
    "cached": msgspec.json.Decoder(tuple[str, ...]),
}


_SEALED = ("filename", "settings", "language", "pii_types")  # what tells of a document, besides its type


def row_of(values: tuple[Any, ...], seal: Seal) -> JobRow:
    """A row of the columns above."""
    row = dict(zip(JobRow.__struct_fields__, values, strict=True))
    if not seal.is_plain:
        row |= {name: seal.unseal_text(row[name], name) for name in _SEALED if row[name] is not None}
        row["document_type"] = row["document_type"] and seal.word(row["document_type"], TYPE)
    for name, decoder in DECODERS.items():
        row[name] = None if row[name] is None else decoder.decode(row[name])
    row["status"] = JobStatus(row["status"])
    row["privacy_applied"] = bool(row["privacy_applied"])
    return JobRow(**row)


def as_json(value: object) -> str:
    """JSON text, as the ledger keeps it."""
    return msgspec.json.encode(value).decode()


def now() -> str:
    """This moment, ISO 8601, UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")
