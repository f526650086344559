"""The ledger: states move only as allowed, jobs are claimed once, what a dead process left is taken over."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from pipeline import FlexOrch
from pipeline.database import _STEPS, Database
from pipeline.estates import Estates
from pipeline.exceptions import NotFoundError, WorkspaceError, WorkspaceFullError
from pipeline.ledger import Ledger
from pipeline.moves import move
from pipeline.record import Document, Record, encode
from pipeline.rows import Failure, JobRow, NewJob
from pipeline.status import MOVES, JobStatus, job_id_of, key_of
from tests.conftest import EchoStage

RECORD = Record(Document("00", "text/plain", 1), text="x")


def add(ledger: Ledger, chain: str = "chain", submitter: str = "me", priority: int = 0) -> JobRow:
    job = NewJob(
        document=("ab" * 32, 3),
        filename="a.txt",
        media_type="text/plain",
        size_bytes=3,
        settings={},
        chain=chain,
        stages="echo",
        submitter=submitter,
        priority=priority,
    )
    return ledger.add([job])[0]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "ledger.sqlite")
    yield database
    database.close()


@pytest.fixture
def ledger(database: Database) -> Ledger:
    return Ledger(database)


@pytest.mark.parametrize(("source", "target"), list(product(JobStatus, JobStatus)))
def test_only_allowed_moves_are_made(database: Database, source: JobStatus, target: JobStatus):
    ledger = Ledger(database)
    key = add(ledger).key
    with database.open() as connection:
        connection.execute("UPDATE jobs SET status = ? WHERE key = ?", (source, key))
    with database.transaction() as connection:
        if target in MOVES[source]:
            move(connection, key, source, target, {})
        else:
            with pytest.raises(WorkspaceError) as caught:
                move(connection, key, source, target, {})
            assert caught.value.code == "ledger.illegal_move"
    assert ledger.row(key).status == (target if target in MOVES[source] else source)


def test_final_states_are_final():
    assert {status for status in JobStatus if status.is_final} == {JobStatus.COMPLETED, JobStatus.FAILED}


def test_finished_job_cannot_be_failed_afterwards(ledger: Ledger):
    key = add(ledger).key
    ledger.claim("chain", "me")
    ledger.complete(key, RECORD, encode(RECORD), {}, ())
    with pytest.raises(WorkspaceError):
        ledger.fail(key, Failure("x", "y"))
    assert ledger.row(key).status is JobStatus.COMPLETED


def test_jobs_are_claimed_oldest_first_and_only_by_their_chain(ledger: Ledger):
    keys = [add(ledger).key, add(ledger, "other").key, add(ledger).key]
    assert [ledger.claim("chain", "me").key for _ in range(2)] == [keys[0], keys[2]]
    assert ledger.claim("chain", "me") is None
    assert ledger.has_queued("other")


def test_no_job_is_claimed_twice_when_two_ledgers_share_a_file(tmp_path: Path):
    databases = [Database(tmp_path / "ledger.sqlite") for _ in range(2)]
    ledgers = [Ledger(database) for database in databases]
    keys = [add(ledgers[0]).key for _ in range(100)]
    claimed: list[int] = []

    def claim_all(ledger: Ledger, owner: str) -> None:
        while (row := ledger.claim("chain", owner)) is not None:
            claimed.append(row.key)

    threads = [threading.Thread(target=claim_all, args=(ledgers[i % 2], str(i))) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for database in databases:
        database.close()
    assert sorted(claimed) == keys


def test_job_of_a_dead_process_is_queued_again_then_failed(ledger: Ledger):
    key = add(ledger, submitter="first").key
    ledger.claim("chain", "dead")
    assert Estates(ledger._database).recover("dead", "heir", "chain", "echo") == [key]
    assert ledger.row(key).status is JobStatus.QUEUED
    ledger.claim("chain", "dead too")
    assert Estates(ledger._database).recover("dead too", "heir", "chain", "echo") == []
    row = ledger.row(key)
    assert (row.status, row.failure.code, row.losses) == (JobStatus.FAILED, "worker.lost", 2)
    assert row.failure.remedy


def test_jobs_of_an_older_version_are_taken_over(ledger: Ledger):
    key = add(ledger, chain="old version", submitter="dead").key
    Estates(ledger._database).recover("dead", "heir", "new version", "echo")
    assert ledger.claim("new version", "me").key == key
    assert ledger.unfinished("heir", 9) == [key]  # so that closing the heir finishes it


def test_jobs_of_another_chain_are_left_alone(ledger: Ledger):
    add(ledger, chain="their chain", submitter="dead")
    Estates(ledger._database).recover("dead", "heir", "my chain", "read,classify")
    assert ledger.claim("my chain", "me") is None


def test_equal_bytes_are_one_document(ledger: Ledger):
    assert add(ledger).document_key == add(ledger).document_key


def test_unknown_job_is_not_found(ledger: Ledger):
    with pytest.raises(NotFoundError):
        ledger.row(7)


@pytest.mark.parametrize("identifier", ["job_000042", "job_42", "42", 42])
def test_ids_are_understood_in_every_form(identifier: str | int):
    assert key_of(identifier) == 42
    assert job_id_of(42) == "job_000042"


@pytest.mark.parametrize("identifier", ["", "job_", "job_x", "-1", "4.2", "job_²", "9" * 40, None])
def test_nonsense_is_nobodys_id(identifier: str | None):
    assert key_of(identifier) == 0


def test_damaged_ledger_is_refused_with_a_remedy(tmp_path: Path):
    file = tmp_path / "ledger.sqlite"
    file.write_bytes(b"this is not a database" * 100)
    with pytest.raises(WorkspaceError) as caught:
        Database(file)
    assert caught.value.code == "ledger.unreadable"
    assert caught.value.remedy


def test_newer_ledger_is_refused(tmp_path: Path):
    file = tmp_path / "ledger.sqlite"
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(WorkspaceError) as caught:
        Database(file)
    assert caught.value.code == "ledger.newer"


def test_full_disk_has_its_own_code_and_nothing_is_half_written(database: Database):
    ledger = Ledger(database)
    key = add(ledger).key
    ledger.claim("chain", "me")
    with database.open() as connection:  # SQLite reports a full file just as it reports a full disk
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(WorkspaceFullError) as caught:
        ledger.complete(key, RECORD, b"x" * 1_000_000, {}, ())
    assert caught.value.code == "workspace.full"
    assert ledger.row(key).status is JobStatus.RUNNING
    assert ledger.result(key) is None
    ledger.fail(key, Failure.of(caught.value))
    assert ledger.row(key).failure.code == "workspace.full"


def test_uploads_wait_for_the_disk_and_progress_does_not(tmp_path: Path):
    """What SQLite is told to wait for, statement by statement."""
    database = Database(tmp_path / "ledger.sqlite")
    ledger = Ledger(database)
    told: list[str] = []
    with database.open() as connection:
        connection.set_trace_callback(told.append)
    key = add(ledger).key
    assert [statement for statement in told if "synchronous" in statement or statement == "COMMIT"] == [
        "PRAGMA synchronous = FULL",
        "COMMIT",
        "PRAGMA synchronous = NORMAL",
    ]
    told.clear()
    ledger.claim("chain", "me")
    ledger.complete(key, RECORD, encode(RECORD), {}, ())
    assert not [statement for statement in told if "FULL" in statement]
    database.close()


def test_documents_are_on_the_disk_before_their_rows(workspace: Path, monkeypatch: pytest.MonkeyPatch):
    order: list[str] = []
    monkeypatch.setenv("FLEXORCH_DURABLE", "true")
    monkeypatch.setattr("pipeline.store.sync", lambda path: order.append("folder" if path.is_dir() else "document"))
    add_rows = Ledger.add
    monkeypatch.setattr(Ledger, "add", lambda ledger, jobs: (order.append("row"), add_rows(ledger, jobs))[1])
    with FlexOrch(workspace=workspace, pipeline=[EchoStage()], workers=0) as client:
        client.jobs.upload_bytes(b"words", "a.txt")
    assert sorted(order[:-1]) == ["document", "folder", "folder"]
    assert order[-1] == "row"


def test_higher_priority_is_claimed_first(ledger: Ledger):
    keys = [add(ledger, priority=priority).key for priority in (0, 2, -1, 2, 1)]
    assert [ledger.claim("chain", "me").key for _ in keys] == [keys[1], keys[3], keys[4], keys[0], keys[2]]


def test_every_party_is_found_in_a_long_queue(database: Database, ledger: Ledger):
    for number in range(30):
        add(ledger, submitter=f"submitter {number % 3}")
    for number in range(4):
        ledger.claim("chain", f"owner {number % 2}")
    assert Estates(database).parties() == {*(f"submitter {n}" for n in range(3)), "owner 0", "owner 1"}


def test_ledger_of_the_first_version_is_brought_up_to_this_one(tmp_path: Path):
    file = tmp_path / "ledger.sqlite"
    with sqlite3.connect(file) as connection:
        connection.executescript(_STEPS[0] + "PRAGMA user_version = 1;")
        connection.execute(
            "INSERT INTO jobs (filename, media_type, size_bytes, settings, chain, stages, submitter, status, created_at)"
            " VALUES ('a.txt', 'text/plain', 3, '{}', 'chain', 'echo', 'me', 'queued', '2026-01-01T00:00:00.000+00:00')"
        )
    connection.close()
    database = Database(file)
    assert Ledger(database).claim("chain", "me").filename == "a.txt"
    database.close()


def test_jobs_can_be_looked_at_after_closing(tmp_path: Path):
    database = Database(tmp_path / "ledger.sqlite")
    ledger = Ledger(database)
    key = add(ledger).key
    database.close()
    assert ledger.row(key).key == key


def test_listing_is_newest_first_and_contiguous(ledger: Ledger):
    keys = [add(ledger).key for _ in range(7)]
    pages = [[row.key for row in ledger.rows(3, offset, {})] for offset in (0, 3, 6)]
    assert [key for page in pages for key in page] == keys[::-1]
    assert ledger.rows(5, 0, {"status": "failed"}) == []


class LedgerMachine(RuleBasedStateMachine):
    """Any order of calls: a job's states only ever move as the table allows, and none is lost."""

    def __init__(self):
        super().__init__()
        self.database = Database(Path(":memory:"))
        self.ledger = Ledger(self.database)
        self.estates = Estates(self.database)
        self.seen: dict[int, JobStatus] = {}

    def teardown(self):
        self.database.close()

    @rule()
    def submit(self):
        self.seen[add(self.ledger).key] = JobStatus.QUEUED

    @rule()
    def claim(self):
        self.ledger.claim("chain", "me")

    @rule()
    def finish(self):
        for key in self.ledger.unfinished("me", 1, JobStatus.RUNNING):
            self.ledger.complete(key, RECORD, b"", {}, ())

    @rule()
    def fail(self):
        for key in self.ledger.unfinished("me", 1):
            self.ledger.fail(key, Failure("c", "m"), source=self.ledger.row(key).status)

    @rule()
    def die(self):
        self.estates.recover("me", "me", "chain", "echo")

    @invariant()
    def moves_are_allowed(self):
        for key, before in self.seen.items():
            after = self.ledger.row(key).status
            two_steps = {step for middle in MOVES[before] for step in MOVES[middle]}
            assert after == before or after in MOVES[before] or after in two_steps
            self.seen[key] = after


LedgerMachine.TestCase.settings = hypothesis_settings(max_examples=30, stateful_step_count=20, deadline=None)
test_any_order_of_calls_keeps_the_table = LedgerMachine.TestCase
