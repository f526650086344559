"""Jobs that are cancelled, that come first, and that are left for the next engine."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from pipeline import FlexOrch, Job, NotFoundError
from pipeline.stage import Deadline
from tests.conftest import CallStage, EchoStage
from tests.faults import FaultStage, TextStage


class PagesStage(EchoStage):
    """Looks at the deadline again and again, as a reader does at page borders."""

    def run(self, record, deadline: Deadline):
        for page in range(1, 1000):
            deadline.check(page)
            time.sleep(0.02)
        return super().run(record, deadline)


def upload(client: FlexOrch, text: str = "words", **options) -> Job:
    return client.jobs.upload_bytes(text.encode(), "a.txt", **options)


def until_running(job: Job) -> None:
    end = time.monotonic() + 30
    while job.status == "queued" and time.monotonic() < end:
        time.sleep(0.01)
    assert job.status == "running"


@pytest.fixture
def held(workspace: Path):
    """An engine whose one worker is busy until the event is set."""
    hold = threading.Event()
    stage = CallStage(lambda record: hold.wait(30))
    with FlexOrch(workspace=workspace, pipeline=[EchoStage(), stage], workers=1) as client:
        until_running(upload(client, "first"))
        yield client, hold
        hold.set()


def test_queued_job_that_is_cancelled_fails_at_once_and_never_runs(held):
    client, hold = held
    job, other = upload(client, "one"), upload(client, "two")
    assert job.cancel() is True
    assert (job.status, job.failure_code, bool(job.remedy)) == ("failed", "job.cancelled", True)
    assert job.timings == {}
    hold.set()
    assert other.wait_until_done(30).status == "completed"
    assert job.cancel() is False
    assert other.cancel() is False


def test_running_job_in_a_thread_ends_at_the_next_page(workspace: Path):
    with FlexOrch(workspace=workspace, pipeline=[PagesStage()], workers=1) as client:
        job = upload(client)
        until_running(job)
        begin = time.monotonic()
        assert job.cancel() is True
        assert job.wait_until_done(30).failure_code == "job.cancelled"
        assert time.monotonic() - begin < 5


@pytest.mark.parametrize("fault", ["hang", "hang-in-c"])
def test_running_job_in_a_child_ends_at_once_and_others_go_on(workspace: Path, fault: str):
    chain = [TextStage(), FaultStage()]
    with FlexOrch(workspace=workspace, pipeline=chain, workers=1, isolation="process", cache=False) as client:
        upload(client, "fine").wait_until_done(60)
        job, good = upload(client, fault), upload(client, "fine too")
        end = time.monotonic() + 30
        while job.stage != "fault" and time.monotonic() < end:
            time.sleep(0.01)
        begin = time.monotonic()
        job.cancel()
        assert (job.wait_until_done(60).failure_code, job.stage) == ("job.cancelled", "fault")
        assert time.monotonic() - begin < 5
        assert good.wait_until_done(60).status == "completed"


def test_job_that_another_engine_runs_is_cancelled_there(workspace: Path):
    with (
        FlexOrch(workspace=workspace, pipeline=[PagesStage()], workers=1) as worker,
        FlexOrch(workspace=workspace, pipeline=[PagesStage()], workers=0) as onlooker,
    ):
        job = onlooker.jobs.get(upload(worker).id)
        until_running(job)
        assert job.cancel() is True
        assert job.wait_until_done(30).failure_code == "job.cancelled"


def test_cancelled_job_whose_process_died_is_not_run_again(workspace: Path):
    with FlexOrch(workspace=workspace, pipeline=[EchoStage()], workers=0) as client:
        job = upload(client)
        ledger = client._engine.ledger
        ledger.claim(client.pipeline.fingerprint, "dead")
        assert job.cancel() is True
    with FlexOrch(workspace=workspace, pipeline=[EchoStage()], workers=1) as client:
        assert client.jobs.get(job.id).wait_until_done(30).failure_code == "job.cancelled"


def test_unknown_job_cannot_be_cancelled(echo: FlexOrch):
    with pytest.raises(NotFoundError):
        echo._engine.cancel(99)


def test_many_cancelled_at_once_all_end_and_the_workers_live(workspace: Path):
    with FlexOrch(workspace=workspace, pipeline=[PagesStage()], workers=2) as client:
        jobs = [upload(client, str(number)) for number in range(40)]
        for job in jobs:
            job.cancel()
        assert {job.wait_until_done(30).failure_code for job in jobs} == {"job.cancelled"}


def test_higher_priority_is_begun_first_and_equals_oldest_first(workspace: Path):
    begun = []
    hold = threading.Event()

    def act(record):
        begun.append(record.text)
        hold.wait(30)

    with FlexOrch(workspace=workspace, pipeline=[EchoStage(), CallStage(act)], workers=1) as client:
        until_running(upload(client, "first"))
        for text, priority in (("low", -1), ("a", 0), ("high", 5), ("b", 0), ("higher", 6)):
            upload(client, text, priority=priority)
        hold.set()
    assert begun == ["first", "higher", "high", "a", "b", "low"]


def test_closing_may_keep_what_has_not_begun(workspace: Path):
    hold = threading.Event()
    stage = CallStage(lambda record: hold.wait(30))
    client = FlexOrch(workspace=workspace, pipeline=[EchoStage(), stage], workers=1)
    jobs = [upload(client, str(number)) for number in range(5)]
    until_running(jobs[0])
    threading.Timer(0.3, hold.set).start()
    client.close(keep=True)
    assert [job.status for job in jobs] == ["completed", *["queued"] * 4]
    with FlexOrch(workspace=workspace, pipeline=[EchoStage(), stage], workers=1) as client:
        assert {client.jobs.get(job.id).wait_until_done(30).status for job in jobs} == {"completed"}


def test_abandoned_jobs_are_queued_again_without_blame(workspace: Path):
    chain = [TextStage(), FaultStage()]
    client = FlexOrch(workspace=workspace, pipeline=chain, workers=1, isolation="process")
    job = upload(client, "hang")
    until_running(job)
    client.abandon()
    assert job.status == "queued"
    assert client._engine.row(1).losses == 0
    client.close(keep=True)


def test_batch_is_queued_up_to_the_path_that_is_refused(echo: FlexOrch, tmp_path: Path):
    for name in ("a", "b"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    with pytest.raises(FileNotFoundError):
        echo.jobs.upload_many([tmp_path / "a", tmp_path / "b", tmp_path / "nothing", tmp_path / "a"])
    assert [job.filename for job in echo.jobs.list()] == ["b", "a"]


def test_bytes_may_stand_among_paths(echo: FlexOrch, tmp_path: Path):
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    jobs = echo.jobs.upload_many([tmp_path / "a.txt", (b"b", "folder/b.txt")])
    assert [(job.wait_until_done(30).text, job.filename) for job in jobs] == [("a", "a.txt"), ("b", "b.txt")]


def test_find_knows_a_file_by_its_bytes_and_options(echo: FlexOrch, tmp_path: Path):
    file, twin = tmp_path / "a.txt", tmp_path / "b.txt"
    file.write_text("words", encoding="utf-8")
    twin.write_text("words", encoding="utf-8")
    assert echo.jobs.find(file) is None
    job = echo.jobs.upload(file)
    assert echo.jobs.find(twin) == job
    assert echo.jobs.find(file, pipeline_config={"suffix": "!"}) is None
    twin.write_text("other words", encoding="utf-8")
    assert echo.jobs.find(twin) is None


def test_find_takes_a_cancelled_job_for_none(held, tmp_path: Path):
    client, _ = held
    (tmp_path / "a.txt").write_text("words", encoding="utf-8")
    client.jobs.upload(tmp_path / "a.txt").cancel()
    assert client.jobs.find(tmp_path / "a.txt") is None
