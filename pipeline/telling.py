"""Events made of what happens: of ledger rows, of the steps of a running chain, and of a finished job told once more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from pipeline.events import (
    Event,
    JobCancelled,
    JobCompleted,
    JobFailed,
    JobQueued,
    JobStarted,
    PageRead,
    StageCached,
    StageFinished,
    StageStarted,
)
from pipeline.progress import PageDone, StageAnswered, StageEntered, Step
from pipeline.rows import Failure, JobRow, now
from pipeline.status import JobStatus, job_id_of

if TYPE_CHECKING:
    from pipeline.bus import Subscription
    from pipeline.record import Record

CANCELLED = "job.cancelled"  # the code of a failure that somebody asked for


def queued(row: JobRow) -> Event:
    """An upload was taken, or the job waits again."""
    at = now() if row.losses else row.created_at
    return JobQueued(job_id=job_id_of(row.key), at=at, attempt=row.losses + 1)


def started(row: JobRow) -> Event:
    """A conductor has claimed the job."""
    return JobStarted(job_id=job_id_of(row.key), at=row.started_at, attempt=row.losses + 1)


def step_of(key: int, step: Step) -> Event:
    """A step of the chain that runs for a job."""
    job_id, at = job_id_of(key), now()
    if isinstance(step, StageEntered):
        return StageStarted(job_id=job_id, at=at, stage=step.stage)
    if isinstance(step, StageAnswered):
        return StageCached(job_id=job_id, at=at, stage=step.stage)
    if isinstance(step, PageDone):
        return PageRead(job_id=job_id, at=at, page=step.number, source=step.source, seconds=round(step.seconds, 6))
    return StageFinished(job_id=job_id, at=at, stage=step.stage, seconds=round(step.seconds, 6))


def completed(key: int, record: Record) -> Event:
    """The result is kept."""
    return JobCompleted(
        job_id=job_id_of(key),
        at=now(),
        document_type=record.classification.document_type if record.classification else None,
        grade=record.quality.grade if record.quality else None,
        pages=len(record.pages),
        pii_findings=len(record.privacy.findings) if record.privacy else 0,
    )


def failed(key: int, failure: Failure, stage: str | None, at: str | None = None) -> Event:
    """The job failed, or was cancelled."""
    job_id, at = job_id_of(key), at or now()
    if failure.code == CANCELLED:
        return JobCancelled(job_id=job_id, at=at, stage=stage)
    return JobFailed(job_id=job_id, at=at, code=failure.code, stage=stage, page=failure.page)


def retold(row: JobRow, record: Record | None) -> Iterator[Event]:
    """What a final job would have told after ``job.queued``, from what the ledger keeps.

    It keeps no time and no duration of pages, and of a failed job no stages before the one that failed.
    """
    job_id = job_id_of(row.key)
    if row.started_at is not None:
        yield started(row)
    for stage, seconds in row.timings.items():
        if stage in row.cached:
            yield StageCached(job_id=job_id, at=None, stage=stage)
            continue
        yield StageStarted(job_id=job_id, at=None, stage=stage)
        if stage == "read" and record is not None:
            for page in record.pages:
                yield PageRead(job_id=job_id, at=None, page=page.number, source=page.source, seconds=None)
        yield StageFinished(job_id=job_id, at=None, stage=stage, seconds=seconds)
    if row.failure is not None:
        yield failed(row.key, row.failure, row.stage, row.completed_at)
    elif row.status is JobStatus.COMPLETED:
        yield JobCompleted(
            job_id=job_id,
            at=row.completed_at,
            document_type=row.document_type,
            grade=row.grade,
            pages=row.page_count,
            pii_findings=row.pii_count,
        )


def of_job(
    subscription: Subscription, look: Callable[[], JobRow], result: Callable[[], Record | None], pauses: Iterator[float]
) -> Iterator[Event]:
    """Every event of one job, from the beginning to the final one, wherever it runs.

    A job of this process is told of as it goes; one of another process is looked at, ever more rarely, and told of when it is
    final.

    Args:
        subscription: to this job, with replay; closed in the end.
        look: the job's row as it is now.
        result: its record, once completed.
        pauses: seconds between looks.
    """
    with subscription:
        row = look()
        yield JobQueued(job_id=job_id_of(row.key), at=row.created_at)
        is_live = False
        while is_live or not row.status.is_final:
            event = subscription.take(next(pauses))
            if event is None:
                row = look()
                if subscription.is_closed and (is_live or not row.status.is_final):
                    return
            elif not (isinstance(event, JobQueued) and event.attempt == 1):
                is_live = True
                yield event
                if event.is_final:
                    return
        yield from retold(row, result())
