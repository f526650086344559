"""The engine: n documents in, n final jobs out, whatever the stages do."""

from __future__ import annotations

import inspect
import itertools
import logging
import stat
import threading
import time
from pathlib import Path

import pytest
from msgspec import structs

from pipeline import FlexOrch, Job, JobStatus, Limits, Stage
from pipeline.exceptions import (
    ConfigError,
    EngineClosedError,
    FlexOrchError,
    JobFailedError,
    JobTimeoutError,
    MissingFileError,
    NotAFileError,
    NotFoundError,
    ValidationError,
    WorkspaceFullError,
)
from pipeline.waiting import back_off
from tests.conftest import CallStage, EchoStage

WORDS = b"the quick brown fox"


def upload(client: FlexOrch, data: bytes = WORDS) -> Job:
    return client.jobs.upload_bytes(data, "note.txt")


def engine(workspace: Path, *stages: Stage, **options) -> FlexOrch:
    return FlexOrch(workspace=workspace, pipeline=[EchoStage(), *stages], workers=2, **options)


def test_upload_returns_at_once_and_the_job_completes(workspace: Path):
    hold = threading.Event()
    with engine(workspace, CallStage(lambda record: hold.wait(30))) as client:
        job = upload(client)
        assert job.status in ("queued", "running")
        assert job.id.startswith("job_")
        assert job.quality_grade is None
        assert job.quality_score is None
        assert job.pii_findings_count == 0
        assert job.privacy_applied is False
        assert job.processing_summary == {}
        hold.set()
        done = job.wait_until_done()
        assert (done.status, done.text) == ("completed", WORDS.decode())
        assert job.status == "completed"  # the reference held before sees it too
        assert job.stage is None


def test_states_only_move_forward(workspace: Path):
    seen = []
    with engine(workspace, CallStage(lambda record: time.sleep(0.05))) as client:
        job = upload(client)
        while not seen or not seen[-1].is_final:
            seen.append(job.status)
    assert [status for status, _ in itertools.groupby(seen)] in (
        ["queued", "running", "completed"],
        ["running", "completed"],
    )


def test_running_job_names_its_stage(workspace: Path):
    inside, hold = threading.Event(), threading.Event()

    def wait_inside(record):
        inside.set()
        hold.wait(30)

    with engine(workspace, CallStage(wait_inside, name="slow")) as client:
        job = upload(client)
        assert inside.wait(30)
        assert (job.status, job.stage) == ("running", "slow")
        hold.set()


def test_every_one_of_many_uploads_becomes_final_in_order(echo: FlexOrch):
    jobs: list[Job] = []
    lock = threading.Lock()

    def upload_some(name: int) -> None:
        for number in range(10):
            job = upload(echo, f"{name}/{number}".encode())
            with lock:
                jobs.append(job)

    threads = [threading.Thread(target=upload_some, args=(name,)) for name in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {job.wait_until_done().status for job in jobs} == {"completed"}
    assert len({job.id for job in jobs}) == 100
    listed = echo.jobs.list(limit=100)
    assert [job.id for job in listed] == sorted((job.id for job in jobs), reverse=True)


def test_wait_gives_up_and_the_job_goes_on(workspace: Path):
    hold = threading.Event()
    with engine(workspace, CallStage(lambda record: hold.wait(30))) as client:
        job = upload(client)
        with pytest.raises(JobTimeoutError) as caught:
            job.wait_until_done(timeout=0.05)
        assert isinstance(caught.value, TimeoutError)
        assert isinstance(caught.value, FlexOrchError)
        assert (caught.value.job_id, caught.value.timeout) == (job.id, 0.05)
        hold.set()
        assert job.wait_until_done().status == "completed"


def test_wait_waits_five_minutes_unless_told_otherwise():
    assert inspect.signature(Job.wait_until_done).parameters["timeout"].default == 300


def test_pauses_between_looks_grow():
    pauses = list(itertools.islice(back_off(1.0), 20))
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (0.01, 1.0)
    assert pauses[1] > pauses[0]


class UserError(Exception):
    pass


@pytest.mark.parametrize("error", [UserError("the quick brown fox"), ValueError(), KeyError("fox")])
def test_exception_in_a_stage_fails_that_job_alone(workspace: Path, error: Exception, caplog):
    def fault(record):
        if "bad" in record.text:
            raise error

    with caplog.at_level(logging.DEBUG), engine(workspace, CallStage(fault, name="mine")) as client:
        bad = upload(client, b"bad fox")
        good = [upload(client, f"good {number}".encode()) for number in range(5)]
        assert bad.wait_until_done().status == "failed"
        assert (bad.failure_code, bad.stage) == ("stage.failed", "mine")
        assert type(error).__name__ in bad.failure_reason
        assert "fox" not in str(bad.to_dict())
        assert {job.wait_until_done().status for job in good} == {"completed"}
    assert "fox" not in caplog.text


def test_failed_job_says_why_and_wait_raises(workspace: Path):
    with engine(workspace) as client:
        job = upload(client, b"").wait_until_done()
        assert job.status is JobStatus.FAILED
        assert job.failure_code == "document.empty"
        assert job.failure_reason in str(job.processing_summary)
        assert job.processing_summary["failure_code"] == "document.empty"
        assert job.remedy
        with pytest.raises(JobFailedError) as caught:
            job.wait()
        assert caught.value.failure_reason == caught.value.reason == job.failure_reason
        assert (caught.value.code, caught.value.job_id) == ("document.empty", job.id)
        with pytest.raises(JobFailedError):
            job.wait_until_done(raise_on_failed=True)


def test_stage_that_changes_what_it_does_not_declare_fails_the_job(workspace: Path):
    class Sly(CallStage):
        def run(self, record, deadline):
            return structs.replace(record, text="other")

    with engine(workspace, Sly(print)) as client:
        assert upload(client).wait_until_done().failure_code == "stage.failed"


@pytest.mark.parametrize("result", [None, "text", 7])
def test_stage_that_returns_no_record_fails_the_job(workspace: Path, result):
    class Broken(CallStage):
        def run(self, record, deadline):
            return result

    with engine(workspace, Broken(print)) as client:
        assert upload(client).wait_until_done().failure_code == "stage.failed"


def test_extras_that_do_not_encode_fail_the_job(workspace: Path):
    class Odd(CallStage):
        def run(self, record, deadline):
            return structs.replace(record, extras={"called": object()})

    with engine(workspace, Odd(print), cache=False) as client:
        assert upload(client).wait_until_done().failure_code == "stage.failed"


def test_missing_path_raises_before_any_job(echo: FlexOrch, tmp_path: Path):
    with pytest.raises(MissingFileError) as caught:
        echo.documents.upload(tmp_path / "nothing.pdf")
    assert isinstance(caught.value, FileNotFoundError)
    assert caught.value.code == "upload.missing"
    with pytest.raises(NotAFileError) as caught:
        echo.documents.upload(tmp_path)
    assert isinstance(caught.value, IsADirectoryError)
    assert echo.jobs.list() == []


def test_document_over_the_byte_limit_fails_and_is_not_kept(workspace: Path):
    with engine(workspace, limits=Limits(max_bytes=10)) as client:
        job = upload(client, b"x" * 11).wait_until_done()
        assert (job.failure_code, job.document_id) == ("document.too_large", None)
        assert job.remedy
        assert upload(client, b"x" * 10).wait_until_done().status == "completed"
    assert len([path for path in (workspace / "documents").rglob("*") if path.is_file()]) == 1


def test_soft_deadline_ends_the_job(workspace: Path):
    stages = [CallStage(lambda record: time.sleep(1.5), name="slow"), CallStage(print, name="never")]
    with engine(workspace, *stages, job_timeout_s=1.0) as client:
        job = upload(client).wait_until_done()
        assert (job.failure_code, job.stage) == ("job.deadline", "never")


def test_full_disk_at_upload_raises_its_own_error(echo: FlexOrch, monkeypatch: pytest.MonkeyPatch):
    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("pipeline.store.tempfile.mkstemp", full)
        with pytest.raises(WorkspaceFullError) as caught:
            upload(echo)
    assert (caught.value.code, bool(caught.value.remedy)) == ("workspace.full", True)
    assert upload(echo).wait_until_done().status == "completed"


def test_full_disk_while_running_fails_the_job_and_spares_the_next(workspace: Path):
    """SQLite's own limit on pages stands in for the disk: the error is the real one."""
    with engine(workspace, CallStage(lambda record: None)) as client:
        upload(client).wait_until_done()
        database = client._engine._database
        with database.open() as connection:
            (before,) = connection.execute("PRAGMA max_page_count").fetchone()
            (pages,) = connection.execute("PRAGMA page_count").fetchone()
            connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        big = upload(client, b"big " * 100_000).wait_until_done(timeout=30)
        assert (big.status, big.failure_code) == ("failed", "workspace.full")
        with database.open() as connection:
            connection.execute(f"PRAGMA max_page_count = {before}")
        assert upload(client, b"next").wait_until_done(timeout=30).status == "completed"
    assert client.jobs.get(big.id).failure_code == "workspace.full"  # and it is written down


def test_closing_finishes_every_job(workspace: Path):
    with engine(workspace, CallStage(lambda record: time.sleep(0.02))) as client:
        jobs = [upload(client, str(number).encode()) for number in range(20)]
    assert {job.status for job in jobs} == {"completed"}
    assert jobs[0].text == "0"
    with pytest.raises(EngineClosedError):
        upload(client)


def test_leaving_by_an_exception_fails_what_has_not_begun(workspace: Path):
    jobs = []

    def interrupted() -> None:
        with engine(workspace, CallStage(lambda record: time.sleep(0.1))) as client:
            jobs.extend(upload(client, str(number).encode()) for number in range(20))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    codes = [job.failure_code for job in jobs]
    assert all(job.status.is_final for job in jobs)
    assert "engine.closed" in codes


def test_same_bytes_again_come_from_the_cache(echo: FlexOrch):
    first = upload(echo).wait_until_done()
    again = echo.jobs.upload_bytes(WORDS, "other-name.txt").wait_until_done()
    assert (first.cached, again.cached) == ((), ("echo",))
    assert again.text == first.text
    assert again.document_id == first.document_id
    assert again.id != first.id


def test_failures_are_not_cached(workspace: Path):
    calls = []

    def fail_once(record):
        calls.append(1)
        if len(calls) == 1:
            raise UserError

    with engine(workspace, CallStage(fail_once)) as client:
        assert upload(client).wait_until_done().status == "failed"
        again = upload(client).wait_until_done()
    assert (again.status, again.cached) == ("completed", ("echo",))


def test_cache_switched_off_touches_no_disk(workspace: Path):
    with engine(workspace, cache=False) as client:
        upload(client).wait_until_done()
        assert upload(client).wait_until_done().cached == ()
        assert client.cache is None
    assert not (workspace / "cache").exists()


def test_lost_document_fails_with_its_code(workspace: Path):
    hold = threading.Event()
    stage = CallStage(lambda record: hold.wait(30))
    with FlexOrch(workspace=workspace, pipeline=[EchoStage(), stage], workers=1) as client:
        upload(client, b"first")
        second = upload(client, b"second")
        for path in (workspace / "documents").rglob("*"):
            if path.is_file() and path.read_bytes() == b"second":
                path.write_bytes(b"tampered")
        hold.set()
        assert second.wait_until_done().failure_code == "workspace.document_lost"


def test_workspace_folders_are_private(workspace: Path, echo: FlexOrch):
    upload(echo).wait_until_done()
    for folder in (workspace, *(path for path in workspace.rglob("*") if path.is_dir() and "cache/" not in str(path))):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700, folder


def test_results_survive_a_restart(workspace: Path):
    with engine(workspace) as client:
        job = upload(client).wait_until_done()
        client.jobs.submit_feedback(job_id=job.id, rating="negative", issue="wrong_fields")
    with engine(workspace) as client:
        again = client.jobs.get(job.id)
        assert (again.status, again.text) == ("completed", WORDS.decode())
        assert client.jobs.get_feedback(job.id).issue == "wrong_fields"


def test_two_engines_on_one_workspace_share_the_work(workspace: Path):
    """Each sees the other's jobs; none is run twice."""
    runs = []
    stage = CallStage(lambda record: runs.append(record.text))
    with engine(workspace, stage, cache=False) as one, engine(workspace, stage, cache=False) as other:
        both = (("a", one), ("b", other))
        jobs = [upload(client, f"{name}{number}".encode()) for number in range(20) for name, client in both]
        for job in jobs:
            assert other.jobs.get(job.id).wait_until_done(timeout=30).status == "completed"
    assert sorted(runs) == sorted({job.text for job in jobs})


def test_engine_without_workers_only_looks(workspace: Path):
    with FlexOrch(workspace=workspace, pipeline=[EchoStage()], workers=0) as onlooker:
        job = upload(onlooker)
        with pytest.raises(JobTimeoutError):
            job.wait_until_done(timeout=0.1)
    assert job.status == "queued"
    with FlexOrch(workspace=workspace, pipeline=[EchoStage()], workers=1):
        pass  # takes over what the other left, and finishes it
    assert job.status == "completed"


def test_job_options_reach_the_stages(echo: FlexOrch):
    job = echo.jobs.upload_bytes(WORDS, "a.txt", pipeline_config={"suffix": "!"}).wait_until_done()
    assert job.text == WORDS.decode() + "!"
    with pytest.raises(ConfigError):
        echo.jobs.upload_bytes(WORDS, "a.txt", locale="de")


def test_unknown_job_is_not_found(echo: FlexOrch):
    for identifier in ("job_999999", "nonsense", 0):
        with pytest.raises(NotFoundError) as caught:
            echo.jobs.get(identifier)
        assert caught.value.code == "job.not_found"


def test_listing_filters_and_pages(echo: FlexOrch):
    jobs = [upload(echo, str(number).encode()) for number in range(5)] + [upload(echo, b"")]
    for job in jobs:
        job.wait_until_done()
    assert type(echo.jobs.list()) is list
    assert [job.id for job in echo.jobs.list(status="failed")] == [jobs[-1].id]
    assert len(echo.jobs.list(limit=100, status="completed")) == 5
    listed = echo.jobs.list(limit=2, offset=0) + echo.jobs.list(limit=2, offset=2)
    assert [job.id for job in listed] == [job.id for job in jobs[:1:-1]]
    for wrong in ({"limit": -1}, {"offset": -1}, {"status": "done"}, {"grade": "E"}):
        with pytest.raises(ValidationError):
            echo.jobs.list(**wrong)


def test_script_that_forgets_to_close_still_finishes_its_jobs(workspace: Path):
    import subprocess
    import sys

    script = (
        "from tests.conftest import EchoStage; from pipeline import FlexOrch; import sys\n"
        "client = FlexOrch(workspace=sys.argv[1], pipeline=[EchoStage()])\n"
        "for number in range(20): client.jobs.upload_bytes(str(number).encode(), 'a.txt')\n"
    )
    subprocess.run([sys.executable, "-c", script, str(workspace)], check=True, timeout=60)
    with engine(workspace) as client:
        assert len(client.jobs.list(limit=100, status="completed")) == 20
