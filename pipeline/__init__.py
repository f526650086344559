"""A local, offline document pipeline with the Job API of the FlexOrch SDK.

    from pipeline import FlexOrch

    with FlexOrch() as client:
        job = client.documents.upload("invoice.pdf").wait_until_done()
        print(job.status, job.quality_grade, job.masked_text)

Names are loaded when they are first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

import logging
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.client import FlexOrch
    from pipeline.doctypes import DocumentField, DocumentType
    from pipeline.exceptions import (
        AuthError,
        ChainError,
        ConfigError,
        DocumentError,
        EmptyDocumentError,
        EncryptedError,
        EngineClosedError,
        ExecutorError,
        FlexOrchError,
        InUseError,
        JobCancelledError,
        JobDeadlineError,
        JobFailedError,
        JobTimeoutError,
        LimitExceededError,
        MissingFileError,
        ModelError,
        ModelHashError,
        ModelMissingError,
        NotAFileError,
        NotFoundError,
        QuotaError,
        RateLimitError,
        RedactionError,
        ServerError,
        StageError,
        StageLimitError,
        UnknownStageError,
        UnreadableError,
        UnsealableError,
        UnsupportedFormatError,
        ValidationError,
        WorkerLostError,
        WorkerMismatchError,
        WorkspaceError,
        WorkspaceFullError,
    )
    from pipeline.job import Job
    from pipeline.options import Limits
    from pipeline.pii.detect import detect_pii
    from pipeline.pii.mask import mask
    from pipeline.record import Field, PIIFinding, Record
    from pipeline.stage import Deadline, Pipeline, Stage
    from pipeline.status import JobStatus

__version__ = "0.1.0"

__all__ = [
    "AuthError",
    "ChainError",
    "ConfigError",
    "Deadline",
    "DocumentError",
    "DocumentField",
    "DocumentType",
    "EmptyDocumentError",
    "EncryptedError",
    "EngineClosedError",
    "ExecutorError",
    "Field",
    "FlexOrch",
    "FlexOrchError",
    "InUseError",
    "Job",
    "JobCancelledError",
    "JobDeadlineError",
    "JobFailedError",
    "JobStatus",
    "JobTimeoutError",
    "LimitExceededError",
    "Limits",
    "MissingFileError",
    "ModelError",
    "ModelHashError",
    "ModelMissingError",
    "NotAFileError",
    "NotFoundError",
    "PIIFinding",
    "Pipeline",
    "QuotaError",
    "RateLimitError",
    "Record",
    "RedactionError",
    "ServerError",
    "Stage",
    "StageError",
    "StageLimitError",
    "UnknownStageError",
    "UnreadableError",
    "UnsealableError",
    "UnsupportedFormatError",
    "ValidationError",
    "WorkerLostError",
    "WorkerMismatchError",
    "WorkspaceError",
    "WorkspaceFullError",
    "detect_pii",
    "mask",
]

_HOMES = {
    "DocumentField": "doctypes",
    "DocumentType": "doctypes",
    "FlexOrch": "client",
    "Job": "job",
    "JobStatus": "status",
    "Limits": "options",
    "detect_pii": "pii.detect",
    "mask": "pii.mask",
    "Field": "record",
    "PIIFinding": "record",
    "Record": "record",
    "Deadline": "stage",
    "Pipeline": "stage",
    "Stage": "stage",
}


logging.getLogger(__name__).addHandler(logging.NullHandler())  # say nothing unless the program asks for it


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'exceptions')}"), name)


def __dir__() -> list[str]:
    return [*globals(), *__all__]
