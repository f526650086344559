"""FlexOrch: the face of the engine, with the names of the SDK. No logic of its own."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Executor
from dataclasses import replace
from datetime import timedelta
from os import PathLike
from pathlib import Path
from types import TracebackType

from pipeline.bus import Events
from pipeline.cache import StageCache
from pipeline.cluster.crew import hire
from pipeline.doctypes import DocumentType
from pipeline.engine import Engine
from pipeline.exceptions import ExecutorError, FlexOrchError, ValidationError
from pipeline.options import Isolation, Limits, OcrName, Settings, load_settings
from pipeline.privacy.custodian import Deleted
from pipeline.privacy.rules import Rules
from pipeline.privacy.tombstones import Tombstone
from pipeline.resources import Documents, Jobs
from pipeline.stage import Pipeline, Stage
from pipeline.stages import default_chain
from pipeline.status import JobStatus

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
        executor: where stages run instead of here: a concurrent.futures.Executor, such as Dask's ``Client.get_executor()``, or
            the address of a scheduler, ``dask://127.0.0.1:8786``. Ledger, documents and cache stay here. ``isolation`` then
            says how each worker runs them, and ``workers`` how many jobs are in flight, by default the executor's own size.
        retention_days: delete jobs that have been final for longer, with everything derived from their documents.
        key_file: the key of an encrypted workspace (else ``$FLEXORCH_KEY``); a new workspace opened with one becomes encrypted.
        limits: bytes, pages and pixels a document may have.
        types: types and fields of your own, beside those built in.
        settings_file: TOML with these settings.

    Attributes:
        documents, jobs: the resources of the SDK.
        events: what happens to jobs, stages and pages, as it happens.
        cache: what is kept of stage results; None when switched off.
        settings: what the above came to.

    Raises:
        ConfigError: a setting or a chain that cannot work.
        ExecutorError: no scheduler answers at the executor's address.
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
        executor: Executor | str | None = None,
        retention_days: float | None = None,
        key_file: AnyPath | None = None,
        limits: Limits | None = None,
        types: Iterable[DocumentType] | None = None,
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
            "executor": executor if isinstance(executor, str) else None,
            "retention_days": retention_days,
            "key_file": key_file,
            "limits": limits,
            "types": None if types is None else tuple(types),
        }
        self.settings: Settings = load_settings(given, Path(settings_file) if settings_file else None)
        if pipeline is None:
            chain = default_chain(self.settings)
        else:
            chain = pipeline if isinstance(pipeline, Pipeline) else Pipeline(pipeline)
        crew = None if self.settings.workers == 0 else hire(executor or self.settings.executor)
        if crew is not None and self.settings.workers is None:
            self.settings = replace(self.settings, workers=crew.size)
        try:
            self._engine = Engine(self.settings, chain, crew)
        except FlexOrchError:
            if crew is not None:
                crew.close()
            raise
        self.jobs = Jobs(self._engine)
        self.documents = Documents(self._engine, self.jobs)
        self.events = Events(self._engine.events)

    @property
    def cache(self) -> StageCache | None:
        """The stage results on disk."""
        return self._engine.cache

    @property
    def pipeline(self) -> Pipeline:
        """The chain every job runs through."""
        return self._engine.pipeline

    def metrics(self) -> str:
        """What the workspace holds and what has happened in it since it was made, as OpenMetrics text.

        All processes of a workspace add to the same numbers; deleting jobs does not take from what was counted. To be served as
        :data:`pipeline.metrics.CONTENT_TYPE`.
        """
        return self._engine.metrics()

    def purge(
        self,
        *,
        older_than: timedelta | None = None,
        status: str | None = None,
        keep_last: int = 0,
        everything: bool = False,
        dry_run: bool = False,
        compact: bool = False,
    ) -> Deleted:
        """Delete all jobs for which every given rule holds, with every byte derived from their documents.

        Args:
            older_than: final for longer than this.
            status: ``completed`` or ``failed``.
            keep_last: the newest so many jobs stay, whatever else holds.
            everything: all jobs, queued ones too; those that run are cancelled first. Otherwise they are left alone.
            dry_run: delete nothing, only say what would go.
            compact: write the ledger anew however large it is, so that no trace is left in it; nobody can write meanwhile.

        Raises:
            ValidationError: no rule, or one that cannot be.
            InUseError: everything was asked for, and a job was cancelled and does not end.
            WorkspaceError: see :meth:`pipeline.resources.Documents.delete`.
        """
        if status is not None and status not in ("completed", "failed"):
            raise ValidationError("status must be completed or failed.")
        given = JobStatus(status) if status else None
        rules = Rules(older_than=older_than, status=given, keep_last=keep_last, everything=everything)
        return self._engine.custodian.purge(rules, dry_run=dry_run, compact=compact)

    def compact(self) -> None:
        """Write the ledger anew, so that no trace of anything deleted is left in it; nobody can write meanwhile."""
        self._engine.custodian.scrub(compact=True)

    def deletions(self, limit: int = 20, offset: int = 0) -> list[Tombstone]:
        """What was deleted from this workspace, newest first: ids, times and causes, and nothing else."""
        return self._engine.custodian.tombstones(limit, offset)

    def close(self, *, cancel: bool = False, keep: bool = False) -> None:
        """Finish every job and let go of the workspace.

        Args:
            cancel: fail those that have not begun instead, as ``engine.closed``.
            keep: leave those that have not begun queued instead, for the next client on this workspace.
        """
        self._engine.close(cancel=cancel, keep=keep)

    def abandon(self) -> None:
        """Stop what runs and queue it again, for a process that is about to end; takes two seconds at most."""
        self._engine.abandon()

    def __enter__(self) -> FlexOrch:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        """Leave no job in limbo: finish them, or, when leaving by an exception, fail those that have not begun.

        When the workers are gone (``ExecutorError``), those stay queued for the next engine.
        """
        self.close(cancel=kind is not None and not issubclass(kind, ExecutorError))
