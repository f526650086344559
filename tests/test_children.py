"""Stages in child processes: whatever a child does, its job ends in time with its own code, and the others never notice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from pipeline import FlexOrch, Job, Pipeline
from pipeline.exceptions import ChainError, ConfigError
from pipeline.limits import limits_of
from pipeline.options import Settings
from pipeline.portable import pack, unpack
from pipeline.record import encode
from pipeline.stages import default_chain
from tests.conftest import FIXTURES, CallStage, EchoOptions, EchoStage
from tests.faults import FaultOptions, FaultStage, TextStage


def engine(workspace: Path, fault: FaultStage | None = None, workers: int = 1, **options) -> FlexOrch:
    chain = [TextStage(), fault or FaultStage()]
    return FlexOrch(workspace=workspace, pipeline=chain, workers=workers, isolation="process", **options)


def upload(client: FlexOrch, text: str) -> Job:
    return client.jobs.upload_bytes(text.encode(), "a.txt")


@pytest.mark.parametrize("fault", ["crash", "exit"])
def test_crash_costs_one_job(workspace: Path, fault: str):
    with engine(workspace) as client:
        bad, good = upload(client, fault), upload(client, "fine")
        assert bad.wait_until_done(60).failure_code == "worker.lost"
        assert (bad.stage, bool(bad.remedy)) == ("fault", True)
        assert good.wait_until_done(60).status == "completed"


def test_job_survives_one_crash(workspace: Path, tmp_path: Path):
    stage = FaultStage(FaultOptions(only_once=str(tmp_path / "crashed")))
    with engine(workspace, stage) as client:
        job = upload(client, "crash").wait_until_done(60)
    assert (job.status, job.text) == ("completed", "crash")


@pytest.mark.parametrize("fault", ["hang", "hang-in-c"])
@pytest.mark.parametrize("limit", ["job_timeout_s", "stage_timeout_s"])
def test_hang_ends_at_the_deadline(workspace: Path, fault: str, limit: str):
    with engine(workspace, **{limit: 2.0}) as client:
        upload(client, "fine").wait_until_done(60)  # the child is warm
        begin = time.monotonic()
        bad, good = upload(client, fault), upload(client, "fine too")
        assert bad.wait_until_done(60).failure_code == "job.deadline"
        assert time.monotonic() - begin < 3.0  # within 1 s of the limit
        assert bad.stage == "fault"
        assert good.wait_until_done(60).status == "completed"


@pytest.mark.skipif(sys.platform != "linux", reason="memory can be limited on Linux only")
def test_memory_hog_fails_alone(workspace: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FLEXORCH_CHILD_MEMORY_BYTES", str(1024**3))
    with engine(workspace) as client:
        bad, good = upload(client, "oom"), upload(client, "fine")
        assert bad.wait_until_done(60).failure_code == "stage.out_of_memory"
        assert bad.remedy
        assert good.wait_until_done(60).status == "completed"


@pytest.mark.skipif(sys.platform != "linux", reason="limits are enforced by Linux")
@pytest.mark.parametrize(
    ("fault", "setting", "limit", "code"),
    [
        ("spin", "child_cpu_s", 1, "stage.out_of_cpu"),
        ("big-file", "child_file_bytes", 1024**2, "stage.out_of_files"),
        ("many-files", "child_files", 100, "stage.out_of_files"),
    ],
)
def test_limit_costs_one_job_and_has_its_code(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, fault: str, setting: str, limit: int, code: str
):
    monkeypatch.setenv(f"FLEXORCH_{setting.upper()}", str(limit))
    with engine(workspace) as client:
        bad, good = upload(client, fault), upload(client, "fine")
        assert (bad.wait_until_done(60).failure_code, bad.stage) == (code, "fault")
        assert good.wait_until_done(60).status == "completed"


@pytest.mark.skipif(sys.platform != "linux", reason="limits are enforced by Linux")
def test_processor_time_is_counted_for_each_job(workspace: Path, monkeypatch: pytest.MonkeyPatch):
    """A child that served many jobs has used more than one job may."""
    monkeypatch.setenv("FLEXORCH_CHILD_CPU_S", "1")
    with engine(workspace, cache=False) as client:
        pids = {upload(client, f"burn {number}").wait_until_done(60).record.extras["note"] for number in range(5)}
    assert len(pids) == 1


def test_kernel_kill_for_want_of_memory_has_its_code(workspace: Path, monkeypatch: pytest.MonkeyPatch):
    """The kernel's own count stands in for a machine that ran out: the kill is a real one."""
    counts = iter([0, 1])
    monkeypatch.setattr("pipeline.children.oom_kills", lambda: 0)
    monkeypatch.setattr("pipeline.limits.oom_kills", lambda: next(counts) + 1)
    with engine(workspace) as client:
        assert upload(client, "killed").wait_until_done(60).failure_code == "stage.out_of_memory"


def test_memory_left_open_is_a_share_of_the_machine():
    assert limits_of(Settings(workers=1)).memory_bytes >= limits_of(Settings(workers=1000)).memory_bytes == 4 * 1024**3
    assert limits_of(Settings(child_memory_bytes=0)).memory_bytes == 0


@pytest.mark.parametrize("what", ["leave-file", "leave-file-and-crash"])
def test_temporary_files_of_children_go_with_them(workspace: Path, what: str):
    before = set(Path(tempfile.gettempdir()).iterdir())
    with engine(workspace) as client:
        job = upload(client, what).wait_until_done(60)
        if what == "leave-file":
            assert job.record.extras["note"].startswith(str(workspace))
        else:
            assert [file for file in (workspace / "scratch").rglob("*") if file.is_file()] == []
    assert list((workspace / "scratch").iterdir()) == []
    new = set(Path(tempfile.gettempdir()).iterdir()) - before
    assert [path for path in new if path.is_file() and b"secret" in path.read_bytes()] == []


def test_what_a_library_prints_disturbs_nothing(workspace: Path):
    with engine(workspace) as client:
        assert upload(client, "print").wait_until_done(60).record.extras["note"] == "fine"


def test_child_can_reach_no_network(workspace: Path):
    with engine(workspace) as client:
        job = upload(client, "connect").wait_until_done(60)
    assert job.failure_code == "stage.failed"
    assert "PermissionError" in job.failure_reason


def test_exception_in_a_child_keeps_code_and_hides_its_text(workspace: Path):
    with engine(workspace) as client:
        job = upload(client, "raise").wait_until_done(60)
    assert (job.failure_code, job.stage) == ("stage.failed", "fault")
    assert "secret" not in str(job.to_dict())


def test_child_serves_many_jobs_and_is_then_replaced(workspace: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FLEXORCH_JOBS_PER_CHILD", "3")
    with engine(workspace, cache=False) as client:
        pids = [upload(client, "pid").wait_until_done(60).record.extras["note"] for _ in range(6)]
    assert len(set(pids)) == 2
    assert pids[0] == pids[2] != pids[3]
    assert str(os.getpid()) not in pids


def test_killed_child_is_replaced(workspace: Path):
    with engine(workspace, cache=False) as client:
        pid = int(upload(client, "pid").wait_until_done(60).record.extras["note"])
        os.kill(pid, signal.SIGKILL)
        again = upload(client, "pid").wait_until_done(60)
    assert int(again.record.extras["note"]) != pid


def test_children_leave_with_the_engine(workspace: Path):
    with engine(workspace) as client:
        pid = int(upload(client, "pid").wait_until_done(60).record.extras["note"])
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_children_die_with_a_killed_parent(workspace: Path):
    script = (
        "import os, signal, sys; from tests.test_children import engine, upload\n"
        "client = engine(sys.argv[1]); pid = upload(client, 'pid').wait_until_done(60).record.extras['note']\n"
        "print(pid, flush=True); os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    command = [sys.executable, "-c", script, str(workspace)]
    pid = int(subprocess.run(command, capture_output=True, text=True, timeout=60, check=False).stdout)
    end = time.monotonic() + 10
    while Path(f"/proc/{pid}/stat").exists() and _state(pid) != "Z" and time.monotonic() < end:
        time.sleep(0.05)
    assert not Path(f"/proc/{pid}/stat").exists() or _state(pid) == "Z"


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return "Z"


def test_results_are_the_same_bytes_as_in_a_thread(workspace: Path, tmp_path: Path):
    names = ("invoice.pdf", "note.txt")
    records = []
    for isolation in ("thread", "process"):
        with FlexOrch(workspace=tmp_path / isolation, isolation=isolation, workers=1) as client:
            records.append(
                [encode(job.wait_until_done(120).record) for job in client.jobs.upload_many(FIXTURES / n for n in names)]
            )
    assert records[0] == records[1]


def test_cache_is_shared_with_threads(workspace: Path):
    with FlexOrch(workspace=workspace, workers=1) as client:
        client.documents.upload(FIXTURES / "note.txt").wait_until_done()
    with FlexOrch(workspace=workspace, workers=1, isolation="process") as client:
        job = client.documents.upload(FIXTURES / "note.txt").wait_until_done()
    assert job.cached == ("read", "classify", "fields", "pii", "quality")


def test_chain_is_the_same_on_the_other_side():
    chain = default_chain(Settings()).with_settings({"locale": "de", "document_type_hint": "invoice"})
    assert unpack(pack(chain)).fingerprint == chain.fingerprint
    assert [stage.options for stage in unpack(pack(chain))] == [stage.options for stage in chain]


def test_stage_no_other_process_can_build_is_refused(workspace: Path):
    class Inside(EchoStage):
        pass

    for stage in (Inside(), EchoStage(EchoOptions(suffix=object()))):
        with pytest.raises(ChainError):
            pack(Pipeline([stage]))
    with pytest.raises(ChainError):
        FlexOrch(workspace=workspace, pipeline=[EchoStage(), CallStage(print)], isolation="process")


@pytest.mark.parametrize(
    "wrong", [{"isolation": "fork"}, {"stage_timeout_s": 1.0}, {"isolation": "process", "stage_timeout_s": 0}]
)
def test_wrong_settings_are_refused(workspace: Path, wrong: dict):
    with pytest.raises(ConfigError):
        FlexOrch(workspace=workspace, **wrong)
