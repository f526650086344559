"""The ledger against a model of a dozen lines: any order of calls, by any process, and both always say the same."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from pipeline.database import Database
from pipeline.estates import Estates
from pipeline.exceptions import NotFoundError, WorkspaceError
from pipeline.ledger import Ledger
from pipeline.moves import MAX_LOSSES
from pipeline.record import Document, Record, encode
from pipeline.rows import Failure, NewJob
from pipeline.status import JobStatus

PROCESSES = st.sampled_from(["ann", "ben", "cem"])
CHAINS = st.sampled_from(["new", "old"])
RECORD = Record(Document("00", "text/plain", 1), text="x")
FAILURE = Failure("a.code", "words")


@dataclass
class Job:
    """What a job should be."""

    submitter: str
    chain: str
    priority: int
    status: JobStatus = JobStatus.QUEUED
    owner: str | None = None
    losses: int = 0
    stage: str | None = None
    is_cancelled: bool = False
    code: str | None = None

    def put_back(self, losses: int) -> None:
        self.losses = losses
        if losses >= MAX_LOSSES:
            self.status, self.code = JobStatus.FAILED, "worker.lost"
        else:
            self.status, self.owner, self.stage = JobStatus.QUEUED, None, None


class LedgerModel(RuleBasedStateMachine):
    """Each rule does the same to the ledger and to the model."""

    def __init__(self) -> None:
        super().__init__()
        self.database = Database(Path(":memory:"))
        self.ledger, self.estates = Ledger(self.database), Estates(self.database)
        self.jobs: dict[int, Job] = {}

    def teardown(self) -> None:
        self.database.close()

    def some(self, number: int) -> int:
        """One of the jobs, or a key that none has."""
        keys = [*self.jobs, max(self.jobs, default=0) + 1]
        return keys[number % len(keys)]

    @rule(submitter=PROCESSES, chain=CHAINS, priorities=st.lists(st.integers(-1, 1), min_size=1, max_size=3))
    def submit(self, submitter: str, chain: str, priorities: list[int]) -> None:
        new = [
            NewJob(("ab" * 32, 3), "a.txt", "text/plain", 3, {}, chain, "echo", submitter, priority) for priority in priorities
        ]
        for row, priority in zip(self.ledger.add(new), priorities, strict=True):
            assert row.key not in self.jobs
            self.jobs[row.key] = Job(submitter, chain, priority)

    @rule(owner=PROCESSES, chain=CHAINS)
    def claim(self, owner: str, chain: str) -> None:
        waiting = [key for key, job in self.jobs.items() if job.status == JobStatus.QUEUED and job.chain == chain]
        first = min(waiting, key=lambda key: (-self.jobs[key].priority, key), default=None)
        row = self.ledger.claim(chain, owner)
        assert (row.key if row else None) == first
        if first is not None:
            self.jobs[first].status, self.jobs[first].owner = JobStatus.RUNNING, owner

    @rule(number=st.integers(0), stage=st.sampled_from(["read", "pii"]))
    def enter(self, number: int, stage: str) -> None:
        key = self.some(number)
        self.ledger.enter(key, stage)
        if key in self.jobs and self.jobs[key].status == JobStatus.RUNNING:
            self.jobs[key].stage = stage

    @rule(number=st.integers(0))
    def complete(self, number: int) -> None:
        key = self.some(number)
        if key in self.jobs and self.jobs[key].status == JobStatus.RUNNING:
            self.ledger.complete(key, RECORD, encode(RECORD), {"read": 0.1}, ())
            self.jobs[key].status, self.jobs[key].stage = JobStatus.COMPLETED, None
        else:
            with pytest.raises(WorkspaceError):
                self.ledger.complete(key, RECORD, encode(RECORD), {}, ())

    @rule(number=st.integers(0), source=st.sampled_from([JobStatus.QUEUED, JobStatus.RUNNING]))
    def fail(self, number: int, source: JobStatus) -> None:
        key = self.some(number)
        if key in self.jobs and self.jobs[key].status == source:
            self.ledger.fail(key, FAILURE, source=source)
            self.jobs[key].status, self.jobs[key].code = JobStatus.FAILED, FAILURE.code
        else:
            with pytest.raises(WorkspaceError):
                self.ledger.fail(key, FAILURE, source=source)

    @rule(number=st.integers(0))
    def cancel(self, number: int) -> None:
        key = self.some(number)
        if key not in self.jobs:
            with pytest.raises(NotFoundError):
                self.ledger.cancel(key, FAILURE)
            return
        job = self.jobs[key]
        assert self.ledger.cancel(key, FAILURE) is (job.status == JobStatus.QUEUED)
        if job.status == JobStatus.QUEUED:
            job.status, job.code = JobStatus.FAILED, FAILURE.code
        elif job.status == JobStatus.RUNNING:
            job.is_cancelled = True

    @rule(number=st.integers(0), is_suspect=st.booleans())
    def release(self, number: int, is_suspect: bool) -> None:
        running = [key for key, job in self.jobs.items() if job.status == JobStatus.RUNNING]
        if running:
            key = running[number % len(running)]
            self.ledger.release(key, is_suspect=is_suspect)
            self.jobs[key].put_back(self.jobs[key].losses + is_suspect)

    @rule(dead=PROCESSES, heir=PROCESSES, chain=CHAINS)
    def die(self, dead: str, heir: str, chain: str) -> None:
        again = []
        for key, job in self.jobs.items():
            if job.submitter == dead and not job.status.is_final:
                job.submitter, job.chain = heir, chain
            if job.owner == dead and job.status == JobStatus.RUNNING:
                if job.is_cancelled:
                    job.status, job.code = JobStatus.FAILED, "job.cancelled"
                else:
                    job.put_back(job.losses + 1)
                    again += [key] if job.status == JobStatus.QUEUED else []
        assert self.estates.recover(dead, heir, chain, "echo") == again

    @invariant()
    def both_say_the_same(self) -> None:
        rows = {row.key: row for row in self.ledger.rows(10_000, 0, {})}
        assert list(rows) == sorted(self.jobs, reverse=True)
        for key, job in self.jobs.items():
            row = rows[key]
            assert (row.status, row.losses) == (job.status, job.losses)
            assert (row.failure.code if row.failure else None) == job.code
            assert bool(row.completed_at) is job.status.is_final
            assert (self.ledger.result(key) is not None) is (job.status == JobStatus.COMPLETED)
            if job.status == JobStatus.RUNNING:
                assert row.stage == job.stage

    @invariant()
    def nobody_is_forgotten(self) -> None:
        """Whoever has a job that is not final is named, so that its death is noticed."""
        waiting = [job for job in self.jobs.values() if not job.status.is_final]
        assert {job.submitter for job in waiting} <= self.estates.parties()
        assert {job.owner for job in waiting if job.status == JobStatus.RUNNING} <= self.estates.parties()


LedgerModel.TestCase.settings = hypothesis_settings(max_examples=60, stateful_step_count=30, deadline=None)
test_ledger_and_model_agree = LedgerModel.TestCase
