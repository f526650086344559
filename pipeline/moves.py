"""How a job's state moves: only along :data:`pipeline.status.MOVES`, counted when it is final."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from pipeline import tallies
from pipeline.exceptions import WorkerLostError, WorkspaceError
from pipeline.rows import DECODERS, Failure, as_json, now
from pipeline.status import MOVES, JobStatus, job_id_of

MAX_LOSSES = 2  # a job that took its process down this often is not tried again


def put_back(connection: sqlite3.Connection, key: int, losses: int) -> None:
    """Queue a running job again, or fail it when it took its process down too often."""
    if losses >= MAX_LOSSES:
        failure = Failure.of(WorkerLostError(f"The process that ran the job died {MAX_LOSSES} times while running it."))
        lost = {"losses": losses, "failure": as_json(failure), "completed_at": now()}
        move(connection, key, JobStatus.RUNNING, JobStatus.FAILED, lost)
    else:
        again = {"losses": losses, "owner": None, "stage": None, "started_at": None}
        move(connection, key, JobStatus.RUNNING, JobStatus.QUEUED, again)


def move(
    connection: sqlite3.Connection,
    key: int,
    source: JobStatus,
    target: JobStatus,
    values: Mapping[str, Any],
    page_sources: Iterable[str] = (),
) -> None:
    """Move a job, and set columns with it.

    Args:
        page_sources: where each page of a completed job came from, to be counted.

    Raises:
        WorkspaceError: no such move, or the job is not ``source`` any more (``ledger.illegal_move``).
    """
    if target not in MOVES[source]:
        raise WorkspaceError(f"A job never moves from {source} to {target}.", code="ledger.illegal_move")
    columns = "".join(f", {column} = ?" for column in values)
    changed = connection.execute(
        f"UPDATE jobs SET status = ?{columns} WHERE key = ? AND status = ?",  # noqa: S608  # columns are names of our own
        (target, *values.values(), key, source),
    ).rowcount
    if changed != 1:
        raise WorkspaceError(f"{job_id_of(key)} is not {source} any more.", code="ledger.illegal_move")
    if target.is_final:
        _count(connection, target, values, page_sources)


def _count(connection: sqlite3.Connection, status: JobStatus, values: Mapping[str, Any], page_sources: Iterable[str]) -> None:
    failure = values.get("failure")
    sums = tallies.finished(
        status,
        document_type=values.get("document_type"),
        grade=values.get("grade"),
        code=DECODERS["failure"].decode(failure).code if failure else None,
        timings=DECODERS["timings"].decode(values.get("timings", "{}")),
        cached=DECODERS["cached"].decode(values.get("cached", "[]")),
        page_sources=page_sources,
    )
    tallies.add(connection, sums)
