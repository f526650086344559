"""The states of a job, the moves between them, and the ids jobs are known by."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class JobStatus(StrEnum):
    """Where a job is; the last two are final."""

    QUEUED = "queued"
    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"

    @property
    def is_final(self) -> bool:
        """No move leads out of it."""
        return not MOVES[self]


MOVES: Mapping[JobStatus, frozenset[JobStatus]] = {
    JobStatus.QUEUED: frozenset({JobStatus.RUNNING, JobStatus.FAILED}),  # failed: the engine closed before its turn
    JobStatus.RUNNING: frozenset({JobStatus.COMPLETED, JobStatus.FAILED, JobStatus.QUEUED}),  # queued: its process died
    JobStatus.COMPLETED: frozenset(),
    JobStatus.FAILED: frozenset(),
}


def job_id_of(key: int) -> str:
    """The id users see: ``job_000042`` for key 42."""
    return f"job_{key:06d}"


def key_of(identifier: str | int, prefix: str = "job_") -> int:
    """The key behind an id, in either form: ``job_000042``, ``"42"`` or 42; 0, which nobody has, for anything else."""
    text = str(identifier).removeprefix(prefix)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
