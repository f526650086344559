"""What processes that died have left in the ledger, and who takes it over."""

from __future__ import annotations

from pipeline.database import Database
from pipeline.exceptions import JobCancelledError
from pipeline.moves import MAX_LOSSES, move, put_back
from pipeline.rows import Failure, as_json, now
from pipeline.status import JobStatus

ANY_STAGES = ""  # of a job whose chain nobody knows any more: whoever comes takes it
_CANCELLED = Failure.of(JobCancelledError("The job was cancelled."))
_PARTIES = """
WITH RECURSIVE party(name) AS (
    SELECT min({column}) FROM jobs WHERE {where}
    UNION ALL
    SELECT (SELECT min({column}) FROM jobs WHERE {where} AND {column} > party.name) FROM party WHERE party.name IS NOT NULL
)
SELECT name FROM party WHERE name IS NOT NULL
"""  # from name to name in the index: a queue of a million jobs costs as much as one of ten


class Estates:
    """Jobs whose process has died. A view on the ledger's file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def parties(self) -> set[str]:
        """Every process that submitted a job that is not final, or owns one that runs."""
        submitters = _PARTIES.format(column="submitter", where="status IN ('queued', 'running')")
        owners = _PARTIES.format(column="owner", where="status = 'running'")
        with self._database.open() as connection:
            return {name for query in (submitters, owners) for (name,) in connection.execute(query)}

    def running(self, owner: str) -> list[int]:
        """The keys of what a process was running."""
        with self._database.open() as connection:
            query = "SELECT key FROM jobs WHERE owner = ? AND status = 'running' ORDER BY key"
            return [key for (key,) in connection.execute(query, (owner,))]

    def recover(self, dead: str, heir: str, chain: str, stages: str) -> list[int]:
        """Take over what a process that died has left.

        Its running jobs are queued again, or failed as ``worker.lost`` when they took a process down twice, or as
        ``job.cancelled`` when that was asked for. Jobs it submitted
        for a chain of the same stages (of an older version, say) become jobs of ``heir`` and ``chain``, so that none is left
        waiting.

        Returns:
            The keys that are queued again.
        """
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE jobs SET chain = ?, submitter = ? WHERE submitter = ? AND stages IN (?, ?)"
                " AND status IN ('queued', 'running')",
                (chain, heir, dead, stages, ANY_STAGES),
            )
            running = connection.execute(
                "SELECT key, losses + 1, cancelled FROM jobs WHERE owner = ? AND status = 'running' ORDER BY key", (dead,)
            ).fetchall()
            for key, losses, cancelled in running:
                if cancelled:
                    values = {"failure": as_json(_CANCELLED), "completed_at": now()}
                    move(connection, key, JobStatus.RUNNING, JobStatus.FAILED, values)
                else:
                    put_back(connection, key, losses)
        return [key for key, losses, cancelled in running if losses < MAX_LOSSES and not cancelled]
