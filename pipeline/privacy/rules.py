"""Which jobs a purge takes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec import Struct

from pipeline.exceptions import ValidationError
from pipeline.status import JobStatus

_BATCH = 500


class Rules(Struct, frozen=True, kw_only=True):
    """Jobs all of these hold for are purged. Without any rule none is.

    Attributes:
        older_than: final for longer than this.
        status: of this state.
        keep_last: the newest so many jobs of the workspace stay, whatever else holds.
        everything: every job, queued ones too; those that run are cancelled first.
    """

    older_than: timedelta | None = None
    status: JobStatus | None = None
    keep_last: int = 0
    everything: bool = False

    def __post_init__(self) -> None:
        if self.keep_last < 0 or (self.older_than is not None and self.older_than < timedelta(0)):
            raise ValidationError("keep_last and older_than must be 0 or more.")
        if not (self.everything or self.older_than is not None or self.status is not None or self.keep_last):
            raise ValidationError(
                "Say which jobs to purge.", remedy="Give older_than, status or keep_last, or everything (--all)."
            )

    def batches(self, connection: sqlite3.Connection) -> Iterator[list[int]]:
        """The keys of the jobs, oldest first, in batches; each batch is looked up when asked for."""
        condition, values = self._condition()
        last = 0
        while True:
            query = f"SELECT key FROM jobs WHERE key > ?{condition} ORDER BY key LIMIT {_BATCH}"  # noqa: S608  # our own words
            keys = [key for (key,) in connection.execute(query, (last, *values)).fetchall()]
            if not keys:
                return
            yield keys
            last = keys[-1]

    def _condition(self) -> tuple[str, list[Any]]:
        parts: list[str] = []
        values: list[Any] = []
        if not self.everything:
            parts.append("status IN ('completed', 'failed')")
        if self.older_than is not None:
            parts.append("completed_at < ?")
            values.append((datetime.now(UTC) - self.older_than).isoformat(timespec="milliseconds"))
        if self.status is not None:
            parts.append("status = ?")
            values.append(str(self.status))
        if self.keep_last:
            parts.append("key <= COALESCE((SELECT key FROM jobs ORDER BY key DESC LIMIT 1 OFFSET ?), 0)")
            values.append(self.keep_last)
        return "".join(f" AND {part}" for part in parts), values
