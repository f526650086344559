"""The retention rule of the settings: jobs that have been final for so many days are deleted, at start and once a day."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import timedelta

from pipeline.exceptions import FlexOrchError
from pipeline.logs import facts
from pipeline.privacy.custodian import Custodian
from pipeline.privacy.rules import Rules

_log = logging.getLogger(__name__)
PERIOD_S = 24 * 3600.0


class Retention:
    """Applies the rule when it is due.

    Args:
        custodian: deletes.
        days: how long jobs are kept; None for ever.
        clock: seconds, monotonic; tests pass their own.
    """

    def __init__(self, custodian: Custodian, days: float | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._custodian = custodian
        self._days = days
        self._clock = clock
        self._due = clock()

    def tick(self) -> None:
        """Delete what is too old, unless that was done within the last day. Trouble is logged, and tried again in a day.

        Once a day, and so at every start, the traces of a deletion are removed whose process died before it could.
        """
        if self._clock() < self._due:
            return
        self._due = self._clock() + PERIOD_S
        try:
            self._custodian.catch_up()
            if self._days is None:
                return
            deleted = self._custodian.purge(Rules(older_than=timedelta(days=self._days)), "retention")
        except FlexOrchError as error:
            _log.error("the retention rule could not be applied: %s", error.code, extra=facts(code=error.code))
            return
        if deleted.jobs:
            told = facts(event="retention", jobs=deleted.jobs, documents=deleted.documents)
            _log.info("the retention rule deleted %d jobs and %d documents", deleted.jobs, deleted.documents, extra=told)
