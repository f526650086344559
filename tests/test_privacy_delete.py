"""Deleting: afterwards nobody who reads every byte of the workspace finds a word, a name or a byte of the document."""

from __future__ import annotations

import hashlib
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from msgspec import structs

from pipeline import Deadline, FlexOrch, FlexOrchError, InUseError, Job, NotFoundError, Record, Stage
from pipeline.backups import Backups
from tests.conftest import FIXTURES, CallStage, EchoStage
from tests.workspace_bytes import traces

BODY = "Kowalczyk owes Ferreira 9,871.15 zloty"
OTHER = "Szymborska writes to Achebe"


class CopyStage(Stage):
    """Writes the text many times over, so that results are of every size a database treats in its own way."""

    name = "copy"
    reads = frozenset({"text"})
    writes = frozenset({"extras.copies"})

    def run(self, record: Record, deadline: Deadline) -> Record:
        return structs.replace(record, extras={"copies": [record.text] * 2_000})


def client_on(workspace: Path, **options) -> FlexOrch:
    return FlexOrch(workspace=workspace, pipeline=[EchoStage(), CopyStage()], workers=1, **options)


def secrets_of(text: str, name: str) -> list[str]:
    return [*(word for word in text.split() if len(word) > 5), name, hashlib.sha256(text.encode()).hexdigest()]


@pytest.mark.parametrize("cache", [True, False])
def test_nothing_is_left_of_a_deleted_document(workspace: Path, cache: bool):
    with client_on(workspace) as before:
        before.jobs.upload_bytes(BODY.encode(), "kowalczyk.txt").wait_until_done(30)
    with client_on(workspace, cache=cache) as client:
        kept = client.jobs.upload_bytes(OTHER.encode(), "szymborska.txt").wait_until_done(30)
        job = client.jobs.upload_bytes(BODY.encode(), "ferreira.txt").wait_until_done(30)
        job.feedback("negative", "wrong_fields", notes="Pani Kowalczyk is not the vendor")
        secrets = [*secrets_of(BODY, "ferreira.txt"), "kowalczyk", "Pani"]
        assert {secret for _, secret in traces(workspace, secrets)} == {repr(secret)[:40] for secret in secrets}
        deleted = client.documents.delete(job.document_id)
        assert (deleted.jobs, deleted.documents, deleted.stored_bytes, deleted.is_scrubbed) == (2, 1, len(BODY), True)
        assert traces(workspace, secrets) == []  # the log of the ledger and of the cache included
        assert (kept.text, client.jobs.get(kept.id).record.extras["copies"][0]) == (OTHER, OTHER)
        assert [one.id for one in client.jobs.list()] == [kept.id]
    assert traces(workspace, secrets) == []


def test_a_shared_document_stays_until_its_last_job_goes(workspace: Path):
    with client_on(workspace) as client:
        first = client.jobs.upload_bytes(BODY.encode(), "first-name.txt").wait_until_done(30)
        second = client.jobs.upload_bytes(BODY.encode(), "second-name.txt").wait_until_done(30)
        assert first.document_id == second.document_id
        assert client.jobs.delete(first.id).documents == 0
        assert traces(workspace, ["first-name"]) == []
        assert client.jobs.get(second.id).text == BODY
        assert second.wait_until_done().cached == ("echo", "copy")
        assert client.jobs.delete(second.id).documents == 1
        assert traces(workspace, [*secrets_of(BODY, "second-name")]) == []


def test_uploading_again_after_deletion_starts_anew(workspace: Path):
    with client_on(workspace) as client:
        gone = client.jobs.upload_bytes(BODY.encode(), "a.txt").wait_until_done(30)
        client.documents.delete(gone.document_id)
        again = client.jobs.upload_bytes(BODY.encode(), "a.txt").wait_until_done(30)
        assert (again.text, again.cached) == (BODY, ())
        assert (again.id, again.document_id) != (gone.id, gone.document_id)


def test_what_remains_says_that_something_was_deleted_and_no_more(workspace: Path):
    with client_on(workspace) as client:
        job = client.jobs.upload_bytes(BODY.encode(), "a.txt").wait_until_done(30)
        client.jobs.delete(job.id)
        for call, code in (
            (lambda: client.jobs.get(job.id), "job.deleted"),
            (lambda: client.jobs.delete(job.id), "job.deleted"),
            (lambda: client.jobs.submit_feedback(job.id, "positive"), "job.deleted"),
            (lambda: client.documents.delete(job.document_id), "document.deleted"),
            (lambda: client.jobs.get("job_000777"), "job.not_found"),
            (lambda: client.documents.delete("doc_000777"), "document.not_found"),
        ):
            with pytest.raises(NotFoundError) as caught:
                call()
            assert caught.value.code == code
        stones = client.deletions()
        assert [(stone.kind, stone.key, stone.cause) for stone in stones] == [("document", 1, "user"), ("job", 1, "user")]
        assert stones[1].created_at == job.created_at


def test_a_queued_job_is_deleted_without_ever_running(workspace: Path):
    ran: list[str] = []
    with FlexOrch(
        workspace=workspace, pipeline=[EchoStage(), CallStage(lambda record: ran.append(record.text))], workers=0
    ) as other:
        job = other.jobs.upload_bytes(BODY.encode(), "a.txt")
        other.jobs.delete(job.id)
    with FlexOrch(workspace=workspace, pipeline=[EchoStage(), CallStage(lambda record: ran.append(record.text))], workers=1):
        pass
    assert ran == []
    assert traces(workspace, secrets_of(BODY, "a.txt")) == []


@contextmanager
def at_work(workspace: Path) -> Iterator[tuple[FlexOrch, Job, threading.Event]]:
    """A job that runs until the event is set."""
    running, go_on = threading.Event(), threading.Event()

    def wait(record: Record) -> None:
        running.set()
        go_on.wait(30)

    with FlexOrch(workspace=workspace, pipeline=[EchoStage(), CallStage(wait)], workers=1) as client:
        job = client.jobs.upload_bytes(BODY.encode(), "a.txt")
        assert running.wait(30)
        yield client, job, go_on
        go_on.set()


def test_a_running_job_is_cancelled_first(workspace: Path):
    with at_work(workspace) as (client, job, go_on):
        threading.Timer(0.3, go_on.set).start()
        assert client.jobs.delete(job.id).jobs == 1
        assert traces(workspace, secrets_of(BODY, "a.txt")) == []
    assert traces(workspace, secrets_of(BODY, "a.txt")) == []


def test_a_job_that_does_not_end_is_refused_with_a_remedy(workspace: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("pipeline.engine.STOP_S", 0.2)
    with at_work(workspace) as (client, job, _):
        with pytest.raises(InUseError) as caught:
            client.jobs.delete(job.id)
        assert (caught.value.code, bool(caught.value.remedy)) == ("job.running", True)
        assert client.jobs.get(job.id).status == "running"


def test_deletion_is_told_and_counted(workspace: Path):
    with client_on(workspace) as client:
        events = client.events(kinds=["job.deleted"])
        job = client.jobs.upload_bytes(BODY.encode(), "a.txt").wait_until_done(30)
        client.jobs.delete(job.id)
        metrics = client.metrics()
    assert [(event.job_id, event.cause) for event in events] == [(job.id, "user")]
    assert 'pipeline_jobs_deleted_total{cause="user"} 1' in metrics
    assert 'pipeline_jobs_finished_total{status="completed"' in metrics.replace('code="",document_type="",grade="",', "")


@pytest.mark.slow
def test_half_of_many_documents_leave_no_trace_and_the_rest_is_whole(workspace: Path):
    """Rows of many sizes, deleted in any order: what `secure_delete` alone does not achieve."""
    chance = random.Random(7)
    with FlexOrch(workspace=workspace, pipeline=[EchoStage()], workers=2) as client:
        texts = [f"<<word{number:05d}>>" * chance.choice((1, 9, 60, 400, 3_000)) for number in range(300)]
        jobs = [client.jobs.upload_bytes(text.encode(), f"name{number:05d}.txt") for number, text in enumerate(texts)]
        for job in jobs:
            job.wait_until_done(60)
        chosen = set(chance.sample(range(300), 150))
        for number in chosen:
            client._engine.custodian._erase([number + 1], "user", is_patient=True)
        client._engine.custodian.scrub()
        data = b"".join(path.read_bytes() for path in workspace.rglob("*") if path.is_file())
        for number in chosen:
            assert f"<<word{number:05d}>>".encode() not in data
            assert f"name{number:05d}".encode() not in data
        assert [job.text for number, job in enumerate(jobs) if number not in chosen] == [
            text for number, text in enumerate(texts) if number not in chosen
        ]


def test_a_damaged_cache_that_was_set_aside_goes_too(workspace: Path):
    with client_on(workspace) as client:
        client.jobs.upload_bytes(BODY.encode(), "a.txt").wait_until_done(30)
    (workspace / "cache" / "cache.db").write_bytes(b"no database" * 100)
    with client_on(workspace) as client:
        assert (workspace / "cache.damaged").exists()
        client.documents.delete("doc_000001")
        assert traces(workspace, secrets_of(BODY, "a.txt")) == []


def test_copies_of_the_ledger_go_too(workspace: Path):
    with client_on(workspace) as client:
        client.jobs.upload_bytes(BODY.encode(), "a.txt").wait_until_done(30)
        assert Backups(workspace / "ledger.sqlite").make() is not None
        (workspace / "damaged").mkdir()
        (workspace / "damaged" / "ledger.sqlite").write_text(BODY)
        client.jobs.delete(1)
        assert traces(workspace, secrets_of(BODY, "a.txt")) == []


def test_traces_of_a_deletion_whose_process_died_go_at_the_next_start(workspace: Path):
    with client_on(workspace) as client:
        client.jobs.upload_bytes(BODY.encode(), "a.txt").wait_until_done(30)
        Backups(workspace / "ledger.sqlite").make()
        client._engine.custodian._erase([1], "user", is_patient=True)
        assert traces(workspace, secrets_of(BODY, "a.txt")) != []
    with client_on(workspace) as client:
        end = time.monotonic() + 30
        while traces(workspace, secrets_of(BODY, "a.txt")) and time.monotonic() < end:
            time.sleep(0.05)
        assert traces(workspace, secrets_of(BODY, "a.txt")) == []


@pytest.mark.slow
@pytest.mark.parametrize("isolation", ["thread", "process"])
def test_a_real_document_leaves_no_trace(workspace: Path, isolation: str):
    letter = FIXTURES / "letter.pdf"
    with FlexOrch(workspace=workspace, workers=1, isolation=isolation) as client:
        client.documents.upload(FIXTURES / "note.txt").wait_until_done(120)
        note = client.jobs.get(1)
        job = client.documents.upload(letter).wait_until_done(120)
        ours = set((note.text or "").split())
        words = {word for word in (job.text or "").split() if len(word) > 7} - ours
        values = {finding.text for finding in job.pii_findings if len(finding.text) > 5}
        data = letter.read_bytes()
        parts = [data[start : start + 64] for start in range(0, len(data) - 64, 4096)]
        assert len(words) > 20
        assert len({secret for _, secret in traces(workspace, words)}) > 10
        client.documents.delete(job.document_id)
        assert traces(workspace, [*words, *values, *parts, "letter.pdf", hashlib.sha256(data).hexdigest()]) == []


def test_uploads_while_the_same_document_is_deleted_all_end(workspace: Path):
    """Taken, or refused with a code: an upload at the very moment of a deletion must never hang or be half there."""
    refused: list[str] = []

    def delete(client: FlexOrch, stop: threading.Event) -> None:
        while not stop.is_set():
            for job in client.jobs.list(limit=5):
                with suppress(NotFoundError, InUseError):
                    client.jobs.delete(job.id)

    with client_on(workspace) as client:
        stop = threading.Event()
        thread = threading.Thread(target=delete, args=(client, stop))
        thread.start()
        for _ in range(40):
            try:
                client.jobs.upload_bytes(BODY.encode(), "a.txt").wait_until_done(60)
            except FlexOrchError as error:
                refused.append(error.code)
        stop.set()
        thread.join()
        for job in client.jobs.list(limit=100):
            assert job.wait_until_done(30).status == "completed" or job.failure_code in (
                "workspace.document_lost",
                "job.cancelled",
            )
    assert set(refused) <= {"job.deleted", "workspace.document_lost"}
