"""How a caller waits for a job: woken at once by this process, looking ever more rarely at a job of another."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

from pipeline.exceptions import JobTimeoutError
from pipeline.rows import JobRow
from pipeline.stage import Deadline
from pipeline.status import job_id_of

FIRST_POLL_S, POLL_GROWTH, LONGEST_POLL_S = 0.01, 1.5, 1.0


class Bell:
    """Rung whenever a job of this process has become final."""

    def __init__(self) -> None:
        self._condition = threading.Condition()

    def ring(self) -> None:
        """Wake everyone who waits."""
        with self._condition:
            self._condition.notify_all()

    def wait(self, look: Callable[[], JobRow], timeout_s: float | None, longest_poll_s: float) -> JobRow:
        """Look, and look again at every ring and after every pause, until the job is final.

        Raises:
            JobTimeoutError: not final in time.
        """
        deadline = Deadline(timeout_s)
        pauses = back_off(longest_poll_s)
        while True:
            with self._condition:  # held while looking, so that no ring between the look and the wait is missed
                row, left = look(), deadline.remaining_s
                if row.status.is_final:
                    return row
                if timeout_s is not None and left is not None and left <= 0:
                    job_id = job_id_of(row.key)
                    message = f"{job_id} is still {row.status} after {timeout_s:g} s."
                    raise JobTimeoutError(message, job_id=job_id, timeout=timeout_s)
                pause = next(pauses)
                self._condition.wait(pause if left is None else min(pause, left))


def back_off(longest_s: float) -> Iterator[float]:
    """Pauses that begin at 10 ms and grow by half each time, up to the longest."""
    pause = min(FIRST_POLL_S, longest_s)
    while True:
        yield pause
        pause = min(pause * POLL_GROWTH, longest_s)
