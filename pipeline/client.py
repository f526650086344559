"""FlexOrch: the face of the engine, with the names of the SDK. No logic of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Any

from pipeline.cache import StageCache
from pipeline.engine import Engine
from pipeline.exceptions import MissingFileError, NotAFileError, NotFoundError, ValidationError
from pipeline.feedback import Feedback, TypeFeedback
from pipeline.job import Job
from pipeline.options import Isolation, Limits, OcrName, Settings, load_settings
from pipeline.stage import Pipeline, Stage
from pipeline.stages import default_chain
from pipeline.status import JobStatus, key_of

AnyPath = str | PathLike[str]


class FlexOrch:
    """A local engine with the Job API of the FlexOrch SDK. Nothing leaves the machine.

    Use it as a context manager: leaving the block finishes every job. Each setting left out comes from ``FLEXORCH_*``, a TOML
    file, or the defaults of :class:`pipeline.options.Settings`.

    Args:
        api_key: accepted for code written against the SDK, and not looked at; there is nobody to show it to.
        workspace: folder of ledger, documents and cache.
        pipeline: a chain of your own; default Read → Classify → Fields → PII → Quality.
        workers: jobs at a time; default one a core; 0 only looks, and leaves uploads to other processes.
        ocr: ``rapidocr`` | ``easyocr`` | ``replay``.
        cache: keep stage results on disk.
        isolation: ``thread`` (default), or ``process``: stages run in child processes that can be killed.
        job_timeout_s: deadline of each job; hard with ``isolation="process"``, else soft.
        stage_timeout_s: deadline of each stage, with ``isolation="process"``.
        limits: bytes, pages and pixels a document may have.
        settings_file: TOML with these settings.

    Attributes:
        documents, jobs: the resources of the SDK.
        cache: what is kept of stage results; None when switched off.
        settings: what the above came to.

    Raises:
        ConfigError: a setting or a chain that cannot work.
        WorkspaceError: the workspace cannot be used.
    """

    def __init__(
        self,
        api_key: str | None = None,
        *,
        workspace: AnyPath | None = None,
        pipeline: Pipeline | Iterable[Stage | str] | None = None,
        workers: int | None = None,
        ocr: OcrName | None = None,
        cache: bool | None = None,
        isolation: Isolation | None = None,
        job_timeout_s: float | None = None,
        stage_timeout_s: float | None = None,
        limits: Limits | None = None,
        settings_file: AnyPath | None = None,
    ) -> None:
        del api_key
        given = {
            "workspace": workspace,
            "workers": workers,
            "ocr": ocr,
            "cache": cache,
            "isolation": isolation,
            "job_timeout_s": job_timeout_s,
            "stage_timeout_s": stage_timeout_s,
            "limits": limits,
        }
        self.settings: Settings = load_settings(given, Path(settings_file) if settings_file else None)
        if pipeline is None:
            chain = default_chain(self.settings)
        else:
            chain = pipeline if isinstance(pipeline, Pipeline) else Pipeline(pipeline)
        self._engine = Engine(self.settings, chain)
        self.jobs = Jobs(self._engine)
        self.documents = Documents(self.jobs)

    @property
    def cache(self) -> StageCache | None:
        """The stage results on disk."""
        return self._engine.cache

    @property
    def pipeline(self) -> Pipeline:
        """The chain every job runs through."""
        return self._engine.pipeline

    def close(self, *, cancel: bool = False) -> None:
        """Finish every job and let go of the workspace; with ``cancel``, fail those that have not begun instead."""
        self._engine.close(cancel=cancel)

    def __enter__(self) -> FlexOrch:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        """Leave no job in limbo: finish them, or, when leaving by an exception, fail those that have not begun."""
        self.close(cancel=kind is not None)


class Documents:
    """``client.documents``."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs

    def upload(
        self,
        path: AnyPath,
        locale: str = "und",
        *,
        document_type_hint: str | None = None,
        mask_pii: bool = True,
        pipeline_config: Mapping[str, Any] | None = None,
    ) -> Job:
        """Queue a document and return its job at once; see :meth:`Jobs.upload`."""
        return self._jobs.upload(
            path, locale, document_type_hint=document_type_hint, mask_pii=mask_pii, pipeline_config=pipeline_config
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
    ) -> Job:
        """Queue a document and return its job at once. A bad document does not raise: its job ends ``failed``.

        Args:
            path: of a file; it is copied, and may change or go afterwards.
            locale: which countries' personal data to look for: ``und`` for all, or ``de``, ``tr`` and so on.
            document_type_hint: what the document is, when you know.
            mask_pii: False counts personal data and leaves it in place.
            pipeline_config: the same two options as the SDK passes them, ``{"document_type_hint": …, "mask_pii": …}``, or any
                option of a stage of your own.

        Raises:
            MissingFileError: nothing is there (a FileNotFoundError).
            NotAFileError: a folder, a pipe or a device (an IsADirectoryError).
            ConfigError: an option no stage has, or a value it refuses.
        """
        settings = _settings(locale, document_type_hint, mask_pii, pipeline_config)
        path = Path(path)
        if not path.exists():
            raise MissingFileError(f"There is no file at {path}.")
        if not path.is_file():
            raise NotAFileError(f"{path} is not a file.")
        with path.open("rb") as stream:
            return Job(self._engine, self._engine.submit(stream, path.name, settings))

    def upload_many(self, paths: Iterable[AnyPath], locale: str = "und", **options: Any) -> list[Job]:
        """Queue several documents, in order; takes the options of :meth:`upload`."""
        return [self.upload(path, locale, **options) for path in paths]

    def upload_bytes(
        self,
        data: bytes,
        filename: str,
        locale: str = "und",
        *,
        document_type_hint: str | None = None,
        mask_pii: bool = True,
        pipeline_config: Mapping[str, Any] | None = None,
    ) -> Job:
        """Queue a document that is in memory; ``filename`` is for show and decides the type where the bytes do not."""
        settings = _settings(locale, document_type_hint, mask_pii, pipeline_config)
        return Job(self._engine, self._engine.submit(data, Path(filename).name, settings))

    def get(self, job_id: str | int) -> Job:
        """The job with this id.

        Raises:
            NotFoundError: no job of this workspace has it.
        """
        try:
            return Job(self._engine, self._engine.row(key_of(job_id)))
        except NotFoundError as error:
            raise NotFoundError(f"This workspace has no job {job_id!r}.", code="job.not_found") from error

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


def _settings(
    locale: str, document_type_hint: str | None, mask_pii: bool, pipeline_config: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Only what differs from the defaults, so that a chain without a PII stage takes a plain upload."""
    given = {"locale": locale, "document_type_hint": document_type_hint, "mask_pii": mask_pii, **(pipeline_config or {})}
    defaults = {"locale": "und", "document_type_hint": None, "mask_pii": True}
    return {name: value for name, value in given.items() if name not in defaults or value != defaults[name]}
