"""The scout: sees jobs that other processes have queued, and takes over what a process that died has left."""

from __future__ import annotations

import logging
import threading

from pipeline.backups import Backups
from pipeline.conductors import Conductors
from pipeline.database import Database
from pipeline.estates import Estates
from pipeline.exceptions import FlexOrchError
from pipeline.ledger import Ledger
from pipeline.presence import Presence
from pipeline.privacy.retention import Retention
from pipeline.scratch import Scratch
from pipeline.stage import Pipeline
from pipeline.status import job_id_of

_log = logging.getLogger(__name__)
PERIOD_S = 2.0  # how soon an idle engine sees jobs of another process, and one that died


class Scout:
    """A thread that looks through the workspace every two seconds.

    Args:
        database: of the workspace.
        ledger: on it.
        presence: who is alive.
        scratch: where engines that died have left their temporary files.
        pipeline: the chain whose jobs are looked for.
        conductors: called when there is something to do, told what somebody wants cancelled.
        retention: deletes what was kept long enough.
    """

    def __init__(
        self,
        database: Database,
        ledger: Ledger,
        presence: Presence,
        scratch: Scratch,
        pipeline: Pipeline,
        conductors: Conductors,
        retention: Retention,
    ) -> None:
        self._estates = Estates(database)
        self._backups = Backups(database.file)
        self._ledger = ledger
        self._presence = presence
        self._scratch = scratch
        self._chain = pipeline.fingerprint
        self._stages = ",".join(stage.name for stage in pipeline)
        self._conductors = conductors
        self._retention = retention
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="pipeline-scout", daemon=True)

    def start(self) -> None:
        """Look through the workspace now, and from now on."""
        self.look()
        self._thread.start()

    def close(self) -> None:
        """Look no more."""
        self._closed.set()
        if self._thread.is_alive():
            self._thread.join()

    def look(self) -> None:
        """Take over what processes that died have left, and call a conductor when there is anything to do."""
        for name in sorted(self._estates.parties() | set(self._presence.others())):
            if not self._presence.is_alive(name):
                with self._conductors.telling(self._estates.running(name)):
                    again = self._estates.recover(name, self._presence.name, self._chain, self._stages)
                if again:
                    _log.warning("queued again, as their process died: %s", ", ".join(map(job_id_of, again)))
                self._presence.forget(name)
                self._conductors.sweep()
        self._scratch.sweep(self._presence.is_alive)
        for key in self._ledger.to_be_cancelled(self._presence.name):
            self._conductors.cancel(key)
        if self._ledger.has_queued(self._chain):
            self._conductors.call()

    def _watch(self) -> None:
        self._retention.tick()
        self._backups.make_if_due()
        while not self._closed.wait(PERIOD_S):
            try:
                self.look()
            except FlexOrchError as error:
                _log.error("the workspace cannot be looked through: %s", error.code)
            self._retention.tick()
            self._backups.make_if_due()
