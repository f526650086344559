"""What can be told of jobs, stages and pages: frozen values with ids, codes, counts and seconds; never a word of a document.

For one job the order and the content are the same on every run, apart from times: queued, started, each stage (cached, or
started, its pages, finished), then one final event.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import msgspec
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Event(Struct, frozen=True, kw_only=True, tag_field="event"):
    """Base of all events.

    Attributes:
        job_id: such as ``job_000042``.
        at: when, ISO 8601, UTC; None for a step of which the ledger kept no time, told afterwards.
    """

    job_id: str
    at: str | None

    is_final: ClassVar[bool] = False  # nothing follows for this job

    @property
    def kind(self) -> str:
        """Such as ``stage.finished``: the same name as ``event`` in JSON."""
        return str(self.__struct_config__.tag)


class JobQueued(Event, frozen=True, kw_only=True, tag="job.queued"):
    """An upload was taken, or a job whose process died waits again: then ``attempt`` is above 1."""

    attempt: int = 1


class JobStarted(Event, frozen=True, kw_only=True, tag="job.started"):
    """A worker has taken the job."""

    attempt: int = 1


class JobCompleted(Event, frozen=True, kw_only=True, tag="job.completed"):
    """The result is kept. ``document_type`` and ``grade`` are None where no stage tells them."""

    document_type: str | None
    grade: str | None
    pages: int
    pii_findings: int

    is_final: ClassVar[bool] = True


class JobFailed(Event, frozen=True, kw_only=True, tag="job.failed"):
    """The job failed, with a stable code; ``stage`` and ``page`` (from 1) where known."""

    code: str
    stage: str | None = None
    page: int | None = None

    is_final: ClassVar[bool] = True


class JobCancelled(Event, frozen=True, kw_only=True, tag="job.cancelled"):
    """Somebody cancelled the job."""

    stage: str | None = None

    is_final: ClassVar[bool] = True


class JobDeleted(Event, frozen=True, kw_only=True, tag="job.deleted"):
    """The job and everything derived from its document were deleted: by a ``user`` or by the ``retention`` rule."""

    cause: str

    is_final: ClassVar[bool] = True


class StageStarted(Event, frozen=True, kw_only=True, tag="stage.started"):
    """A stage has begun."""

    stage: str


class StageFinished(Event, frozen=True, kw_only=True, tag="stage.finished"):
    """A stage is done."""

    stage: str
    seconds: float


class StageCached(Event, frozen=True, kw_only=True, tag="stage.cached"):
    """The cache had the stage's result."""

    stage: str


class PageRead(Event, frozen=True, kw_only=True, tag="page.read"):
    """A page was read.

    Attributes:
        page: its number, from 1.
        source: where its words came from: ``text``, ``ocr``, ``mixed``, ``blank`` or ``failed``.
        seconds: what it took; None when told afterwards.
    """

    page: int
    source: str
    seconds: float | None


class EventsMissed(Event, frozen=True, kw_only=True, tag="events.missed"):
    """So many events were dropped here, as the subscriber was slower than they came. ``job_id`` is empty."""

    count: int


AnyEvent = (
    JobQueued
    | JobStarted
    | JobCompleted
    | JobFailed
    | JobCancelled
    | JobDeleted
    | StageStarted
    | StageFinished
    | StageCached
    | PageRead
    | EventsMissed
)
KINDS = tuple(str(kind.__struct_config__.tag) for kind in AnyEvent.__args__)

_decoder: msgspec.json.Decoder[AnyEvent] = msgspec.json.Decoder(AnyEvent)


def as_line(event: Event) -> bytes:
    """An event as one line of JSON, with its line feed."""
    return msgspec.json.encode(event) + b"\n"


def from_lines(lines: Iterable[bytes]) -> Iterator[AnyEvent]:
    """The events of a file of JSON lines.

    Raises:
        msgspec.DecodeError: a line that is no event.
    """
    return (_decoder.decode(line) for line in lines)
