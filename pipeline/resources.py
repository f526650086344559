"""What a client offers under the SDK's names: ``client.documents`` and ``client.jobs``."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from hashlib import file_digest
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from pipeline.engine import Engine
from pipeline.exceptions import ValidationError
from pipeline.feedback import Feedback, TypeFeedback
from pipeline.job import Job
from pipeline.privacy.custodian import Deleted
from pipeline.status import JobStatus, key_of
from pipeline.uploads import AnyPath, opened, settings_of

_CUT_SHORT = frozenset({"job.cancelled", "engine.closed", "workspace.full", "workspace.document_lost"})
_BATCH = 64  # uploads that share what the disk takes to keep them


class Documents:
    """``client.documents``."""

    def __init__(self, engine: Engine, jobs: Jobs) -> None:
        self._engine = engine
        self._jobs = jobs

    def delete(self, document_id: str | int) -> Deleted:
        """Delete a document with all its jobs and every byte derived from it; jobs of it that run are cancelled first.

        Nothing of content or names is left in the workspace, neither in free pages of its databases nor in their logs. What
        remains is that something with this id was there: asking for it raises with the code ``document.deleted``.

        Args:
            document_id: ``job.document_id``, such as ``doc_000007``.

        Raises:
            NotFoundError: nobody has this id (``document.not_found``), or has it any more (``document.deleted``).
            InUseError: a job of it was cancelled and does not end.
            WorkspaceError: deleted, but another process keeps the traces from being overwritten (``workspace.busy``).
        """
        return self._engine.custodian.delete_document(key_of(document_id, "doc_"))

    def upload(
        self,
        path: AnyPath,
        locale: str = "und",
        *,
        document_type_hint: str | None = None,
        mask_pii: bool = True,
        pipeline_config: Mapping[str, Any] | None = None,
        priority: int = 0,
    ) -> Job:
        """Queue a document and return its job at once; see :meth:`Jobs.upload`."""
        return self._jobs.upload(
            path,
            locale,
            document_type_hint=document_type_hint,
            mask_pii=mask_pii,
            pipeline_config=pipeline_config,
            priority=priority,
        )


class Jobs:
    """``client.jobs``."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def upload(
        self,
        path: AnyPath,
        locale: str = "und",
        *,
        document_type_hint: str | None = None,
        mask_pii: bool = True,
        pipeline_config: Mapping[str, Any] | None = None,
        priority: int = 0,
    ) -> Job:
        """Queue a document and return its job at once. A bad document does not raise: its job ends ``failed``.

        Args:
            path: of a file; it is copied, and may change or go afterwards.
            locale: which countries' personal data to look for: ``und`` for all, or ``de``, ``tr`` and so on.
            document_type_hint: what the document is, when you know.
            mask_pii: False counts personal data and leaves it in place.
            pipeline_config: the same two options as the SDK passes them, ``{"document_type_hint": …, "mask_pii": …}``, or any
                option of a stage of your own.
            priority: jobs of a higher one are begun first; among equals the oldest.

        Raises:
            MissingFileError: nothing is there (a FileNotFoundError).
            NotAFileError: a folder, a pipe or a device (an IsADirectoryError).
            ConfigError: an option no stage has, or a value it refuses.
        """
        (job,) = self.upload_each(
            [path],
            locale,
            document_type_hint=document_type_hint,
            mask_pii=mask_pii,
            pipeline_config=pipeline_config,
            priority=priority,
        )
        return job

    def upload_many(self, paths: Iterable[AnyPath | tuple[bytes, str]], locale: str = "und", **options: Any) -> list[Job]:
        """Queue several documents, in order; takes the options of :meth:`upload`. Far faster than one by one."""
        return list(self.upload_each(paths, locale, **options))

    def upload_each(
        self,
        paths: Iterable[AnyPath | tuple[bytes, str]],
        locale: str = "und",
        *,
        document_type_hint: str | None = None,
        mask_pii: bool = True,
        pipeline_config: Mapping[str, Any] | None = None,
        priority: int = 0,
    ) -> Iterator[Job]:
        """Queue documents as their jobs are asked for, a few dozen ahead: for more than one would hold in memory.

        Arguments and errors are those of :meth:`upload`; in place of a path may stand a document's bytes and its name. When a
        path is refused, those before it are queued all the same.
        """
        settings = settings_of(locale, document_type_hint, mask_pii, pipeline_config)
        rest = iter(paths)
        while batch := list(islice(rest, _BATCH)):
            for row in self._engine.submit(opened(batch), settings, priority):
                yield Job(self._engine, row)

    def upload_bytes(
        self,
        data: bytes,
        filename: str,
        locale: str = "und",
        *,
        document_type_hint: str | None = None,
        mask_pii: bool = True,
        pipeline_config: Mapping[str, Any] | None = None,
        priority: int = 0,
    ) -> Job:
        """Queue a document that is in memory; ``filename`` is for show and decides the type where the bytes do not."""
        settings = settings_of(locale, document_type_hint, mask_pii, pipeline_config)
        (row,) = self._engine.submit([(data, Path(filename).name)], settings, priority)
        return Job(self._engine, row)

    def find(
        self,
        path: AnyPath,
        locale: str = "und",
        *,
        document_type_hint: str | None = None,
        mask_pii: bool = True,
        pipeline_config: Mapping[str, Any] | None = None,
    ) -> Job | None:
        """The newest job of a file with these bytes, this chain and these options, unless it was cut short: cancelled, or
        failed for want of disk. None when there is none, so that an upload does nothing twice.
        """
        settings = settings_of(locale, document_type_hint, mask_pii, pipeline_config)
        (sha256,) = (file_digest(stream, "sha256").hexdigest() for stream, _ in opened([path]))
        for row in self._engine.ledger.of_document(sha256, self._engine.pipeline.fingerprint):
            if row.settings == settings and (row.failure is None or row.failure.code not in _CUT_SHORT):
                return Job(self._engine, row)
        return None

    def open_since(self, moment: str) -> array[int]:
        """The numbers of all jobs of this chain that are not final, or were not at that moment (ISO 8601, UTC), oldest first.

        :meth:`get` takes them. For going on with what was left.
        """
        return self._engine.ledger.open_since(self._engine.pipeline.fingerprint, moment)

    def upload_stream(
        self,
        stream: BinaryIO,
        filename: str,
        locale: str = "und",
        *,
        document_type_hint: str | None = None,
        mask_pii: bool = True,
        pipeline_config: Mapping[str, Any] | None = None,
        priority: int = 0,
        origin: str | None = None,
    ) -> Job:
        """Queue a document from an open stream that can be rewound; what it raises while it is read, this raises.

        Args:
            stream: read from its beginning.
            filename: for show.
            locale, document_type_hint, mask_pii, pipeline_config, priority: see :meth:`upload`.
            origin: where it comes from, in words of your own (a digest rather than a name: it outlives a deletion). No two jobs
                may have the same, and :meth:`of_origin` finds it, so that nothing is ever taken twice.

        Raises:
            WorkspaceError: a job of this origin is there already, or the document cannot be kept.
        """
        settings = settings_of(locale, document_type_hint, mask_pii, pipeline_config)
        (row,) = self._engine.submit([(stream, Path(filename).name)], settings, priority, origin)
        return Job(self._engine, row)

    def of_origin(self, origin: str) -> Job | None:
        """The job uploaded from there; None when there was none.

        Raises:
            NotFoundError: it was deleted (``job.deleted``).
        """
        key = self._engine.ledger.of_origin(origin)
        return None if key is None else self.get(key)

    def get(self, job_id: str | int) -> Job:
        """The job with this id.

        Raises:
            NotFoundError: no job of this workspace has it (``job.not_found``), or has it any more (``job.deleted``).
        """
        return Job(self._engine, self._engine.row(key_of(job_id)))

    def delete(self, job_id: str | int) -> Deleted:
        """Delete a job and its result, and its document too unless another job has the same; see :meth:`Documents.delete`.

        Raises:
            NotFoundError: nobody has this id (``job.not_found``), or has it any more (``job.deleted``).
            InUseError: it runs, was cancelled, and does not end.
            WorkspaceError: deleted, but another process keeps the traces from being overwritten (``workspace.busy``).
        """
        return self._engine.custodian.delete_job(key_of(job_id))

    def list(
        self,
        limit: int = 20,
        offset: int = 0,
        *,
        status: str | None = None,
        grade: str | None = None,
        document_type: str | None = None,
    ) -> list[Job]:
        """Jobs, newest first, as a plain list.

        Raises:
            ValidationError: limit or offset below 0, or a status or grade that does not exist.
        """
        if limit < 0 or offset < 0:
            raise ValidationError("limit and offset must be 0 or more.")
        if status is not None and status not in set(JobStatus):
            raise ValidationError(f"status must be one of {', '.join(JobStatus)}.")
        if grade is not None and grade not in ("A", "B", "C", "D"):
            raise ValidationError("grade must be A, B, C or D.")
        given = {"status": status, "grade": grade, "document_type": document_type}
        where = {name: value for name, value in given.items() if value is not None}
        return [Job(self._engine, row) for row in self._engine.ledger.rows(limit, offset, where)]

    def submit_feedback(
        self, job_id: str | int, rating: str, issue: str | None = None, *, notes: str | None = None
    ) -> Feedback:
        """Say whether a result was good. Saying it again for the same job replaces what was said.

        Args:
            job_id: of any job.
            rating: ``positive`` or ``negative``.
            issue: a short code for what was wrong, such as ``wrong_fields``, ``missed_pii``, ``poor_extraction``.
            notes: anything else.

        Raises:
            ValidationError: another rating, or an empty issue.
            NotFoundError: no job has this id.
        """
        return self._engine.give_feedback(key_of(job_id), rating, issue, notes)

    def get_feedback(self, job_id: str | int) -> Feedback | None:
        """What was said of a job; None when nothing was."""
        return self._engine.feedback.get(key_of(job_id))

    def feedback_by_type(self) -> tuple[TypeFeedback, ...]:
        """Ratings added up by document type, each with its flag for re-evaluation."""
        return tuple(self._engine.feedback.by_type())
