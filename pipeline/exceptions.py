"""Every error this package raises, in one tree.

FlexOrchError
├── AuthError, QuotaError, RateLimitError, ServerError   the SDK's names, for code written against it
├── NotFoundError                 an id nobody has, or of something deleted
├── InUseError                    what is to be deleted is at work
├── ValidationError (ValueError)  a bad argument
│   ├── ConfigError               settings or a chain that cannot work, raised while the engine is built
│   │   ├── ChainError            a stage reads what no earlier stage writes
│   │   └── UnknownStageError     a stage name no package announces
│   ├── MissingFileError (FileNotFoundError)   upload of a path that is not there
│   └── NotAFileError (IsADirectoryError)      upload of a folder
├── JobFailedError                raised by ``wait``; ``wait_until_done`` returns the failed job instead
├── JobTimeoutError (TimeoutError)
├── ModelError                    raised before the first document
│   ├── ModelMissingError
│   └── ModelHashError
├── DocumentError                 the document cannot be processed: the job ends ``failed``
│   ├── EmptyDocumentError, UnsupportedFormatError, UnreadableError, EncryptedError
│   └── LimitExceededError        bytes, pages, pixels
├── RedactionError                a redacted file could not be made, or not be proved clean: none is written
├── StageError                    any other exception out of a stage; keeps ``__cause__``
│   └── StageLimitError           it wanted more memory, processor time or files than it may have
├── JobDeadlineError              the job ran past its deadline
├── JobCancelledError             somebody cancelled the job
├── WorkerLostError               the process that ran the job died, twice
├── ExecutorError                 the executor or scheduler that runs the stages is gone; what is queued stays queued
│   └── WorkerMismatchError       a worker would not give the same bytes as this machine
├── EngineClosedError             the engine was closed before the job ran
└── WorkspaceError                the workspace cannot be used
    ├── WorkspaceFullError (OSError)
    └── UnsealableError (ValueError)   something stored does not open with the workspace's key

Each carries a stable ``code`` (tests and users match codes, never messages) and, where the reader can do something about it,
a ``remedy``. No message ever contains document text: it says "page 3", never what stands there.
"""

from __future__ import annotations

import builtins
from typing import ClassVar


class FlexOrchError(Exception):
    """Base of every error of this package.

    Attributes:
        code: stable and machine-readable, such as ``document.encrypted``.
        remedy: what the reader can do, one sentence; empty when there is nothing.
        job_id, stage, page: where it happened, as far as known; ``page`` counts from 1.
        status_code, error_code: what the REST surface answers for this error (0 and "" when it has no equivalent).
    """

    default_code: ClassVar[str] = "error"
    default_remedy: ClassVar[str] = ""
    status_code: int = 0
    error_code: str = ""

    def __init__(
        self,
        message: str,
        *,
        code: str | None = None,
        remedy: str | None = None,
        job_id: str | None = None,
        stage: str | None = None,
        page: int | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.default_code
        self.remedy = self.default_remedy if remedy is None else remedy
        self.job_id = job_id
        self.stage = stage
        self.page = page

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".rstrip()


class AuthError(FlexOrchError):
    """The API key was refused. Only a server asks for one."""

    default_code, status_code, error_code = "auth.refused", 401, "UNAUTHORIZED"


class QuotaError(FlexOrchError):
    """A hosted plan's credits are used up. A local engine never raises it; code written against the SDK may catch it."""

    default_code, status_code, error_code = "quota.exceeded", 402, "QUOTA_EXCEEDED"
    remaining_credits = 0
    reset_at = ""


class RateLimitError(FlexOrchError):
    """Too many requests. A local engine never raises it; code written against the SDK may catch it."""

    default_code, status_code, error_code = "rate.limited", 429, "RATE_LIMIT_EXCEEDED"
    retry_after = 60


class ServerError(FlexOrchError):
    """The REST server failed in a way that is not the caller's fault."""

    default_code, status_code, error_code = "server.failed", 500, "PROCESSING_FAILED"


class NotFoundError(FlexOrchError):
    """No job, document or dataset has this id in this workspace."""

    default_code, status_code, error_code = "not_found", 404, "NOT_FOUND"


class InUseError(FlexOrchError):
    """A job runs and does not end, so it cannot be deleted."""

    default_code, status_code, error_code = "job.running", 409, "CONFLICT"
    default_remedy = "Wait for its end, or close the program that runs it; then delete it again."


class ValidationError(FlexOrchError, ValueError):
    """An argument outside its range."""

    default_code, status_code, error_code = "argument.invalid", 422, "VALIDATION_ERROR"


class ConfigError(ValidationError):
    """Settings that cannot work."""

    default_code = "config.invalid"


class ChainError(ConfigError):
    """The chain of stages cannot run: something is read that no earlier stage writes."""

    default_code = "config.chain"


class UnknownStageError(ConfigError):
    """No installed package announces a stage of this name."""

    default_code = "config.unknown_stage"
    default_remedy = "Install the package that provides it, or check the spelling."


class MissingFileError(ValidationError, FileNotFoundError):
    """The path to upload does not exist. No job is made."""

    default_code = "upload.missing"
    default_remedy = "Check the path."


class NotAFileError(ValidationError, IsADirectoryError):
    """The path to upload is a folder or a device. No job is made."""

    default_code = "upload.not_a_file"
    default_remedy = "Upload its files one by one, or run `pipeline process FOLDER`."


class JobFailedError(FlexOrchError):
    """The job ended ``failed``.

    Attributes:
        failure_reason, reason: the job's own words; the same text under the names of both SDK generations.
    """

    default_code = "job.failed"

    def __init__(self, message: str, *, failure_reason: str, code: str, job_id: str) -> None:
        super().__init__(message, code=code, job_id=job_id)
        self.failure_reason = failure_reason
        self.reason = failure_reason


class JobTimeoutError(FlexOrchError, builtins.TimeoutError):
    """The job was not done when the wait ran out. It goes on; wait again or look at it later.

    Attributes:
        timeout: the wait that ran out, in seconds.
    """

    default_code = "job.timeout"
    default_remedy = "The job goes on: wait again, or fetch it later with jobs.get(job_id)."

    def __init__(self, message: str, *, job_id: str, timeout: float) -> None:
        super().__init__(message, job_id=job_id)
        self.timeout = timeout


class ModelError(FlexOrchError):
    """A model cannot be used."""

    default_code = "model.unusable"


class ModelMissingError(ModelError):
    """A model file, or the package that carries it, is not installed."""

    default_code = "model.missing"


class ModelHashError(ModelError):
    """A model file is not the one the manifest describes."""

    default_code = "model.hash"
    default_remedy = "Install the pinned version again; a changed file is never loaded."


class DocumentError(FlexOrchError):
    """The document cannot be processed. The job ends ``failed`` with this code; other jobs never notice."""

    default_code, status_code = "document.unusable", 422


class EmptyDocumentError(DocumentError):
    """Zero bytes, or no page at all."""

    default_code, error_code = "document.empty", "EMPTY_DOCUMENT"
    default_remedy = "Export or scan it again; an upload may have been cut off."


class UnsupportedFormatError(DocumentError):
    """A kind of file no reader handles."""

    default_code, status_code, error_code = "document.unsupported", 415, "UNSUPPORTED_FILE"
    default_remedy = "Convert it to PDF, DOCX, PNG, TIFF or plain text."


class UnreadableError(DocumentError):
    """The right kind of file, but damaged beyond reading."""

    default_code, error_code = "document.unreadable", "PROCESSING_FAILED"
    default_remedy = "Open and save it again with the program that made it, or scan it again."


class EncryptedError(DocumentError):
    """The document needs a password."""

    default_code, error_code = "document.encrypted", "PROCESSING_FAILED"
    default_remedy = "Remove the password and upload it again."


class LimitExceededError(DocumentError):
    """More bytes, pages or pixels than the limits allow."""

    default_code, status_code, error_code = "document.too_large", 413, "FILE_TOO_LARGE"
    default_remedy = "Split the document, or raise the limit in Limits."


class RedactionError(FlexOrchError):
    """A redacted file could not be made, or something survived in it. Nothing was written.

    Attributes:
        types: the types of what survived, sorted; never the values.
    """

    default_code, status_code, error_code = "redaction.survived", 422, "PROCESSING_FAILED"
    default_remedy = "Share the masked text instead, or print the document, scan it and redact the scan."

    def __init__(
        self,
        message: str,
        *,
        code: str | None = None,
        remedy: str | None = None,
        page: int | None = None,
        types: tuple[str, ...] = (),
    ) -> None:
        super().__init__(message, code=code, remedy=remedy, page=page)
        self.types = types


class StageError(FlexOrchError):
    """A stage raised something unexpected. The original is its ``__cause__`` and is never written to a log or ledger."""

    default_code, error_code = "stage.failed", "PROCESSING_FAILED"


class StageLimitError(StageError):
    """A stage wanted more than it may have: memory (``stage.out_of_memory``), seconds of processor time (``stage.out_of_cpu``),
    or size or number of files (``stage.out_of_files``).
    """

    default_code = "stage.out_of_memory"
    default_remedy = "Split the document, raise the child_ limit in the settings, or run fewer workers at a time."


class JobDeadlineError(FlexOrchError):
    """The job ran past its deadline."""

    default_code, error_code = "job.deadline", "PROCESSING_FAILED"
    default_remedy = "Raise job_timeout_s, or split the document."


class JobCancelledError(FlexOrchError):
    """Somebody cancelled the job. What it had done so far is in the cache."""

    default_code = "job.cancelled"
    default_remedy = "Upload the document again to have it processed after all."


class WorkerLostError(FlexOrchError):
    """The process that ran the job died twice while running it."""

    default_code, error_code = "worker.lost", "PROCESSING_FAILED"
    default_remedy = "The document takes its process down; look at it apart from the others."


class ExecutorError(FlexOrchError):
    """The executor that runs the stages is closed, broken or cannot be reached. No job is lost: what is queued stays queued."""

    default_code, error_code = "executor.closed", "PROCESSING_FAILED"
    default_remedy = "Go on with a new executor on the same workspace; what was queued is still queued."


class WorkerMismatchError(ExecutorError):
    """A worker would not give the bytes this machine gives: another release, Python, library, model or kind of processor."""

    default_code = "worker.mismatch"
    default_remedy = "Install the same release and libraries on every machine, then go on; what was queued is still queued."


class EngineClosedError(FlexOrchError):
    """The engine was closed before the job could run, or is used after it was closed."""

    default_code = "engine.closed"
    default_remedy = "Upload the document again with an open engine."


class WorkspaceError(FlexOrchError):
    """The workspace folder cannot be used."""

    default_code = "workspace.unusable"
    default_remedy = "Run `pipeline check` to see what is wrong with it."


class WorkspaceFullError(WorkspaceError, OSError):
    """The disk that holds the workspace is full."""

    default_code = "workspace.full"
    default_remedy = "Free some space (`pipeline cache clear` is always safe) and upload the document again."


class UnsealableError(WorkspaceError, ValueError):
    """Something stored in an encrypted workspace was changed, or belongs elsewhere."""

    default_code = "workspace.unsealable"
    default_remedy = "Run `pipeline repair`, or restore the workspace from a backup."


TimeoutError = JobTimeoutError  # noqa: A001  # the SDK's other name for it; it is the builtin's subclass too
