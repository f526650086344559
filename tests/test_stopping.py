"""Whole processes: signals, ``--resume``, two of them on one workspace, and what a killed one leaves behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline import FlexOrch, Job
from tests.conftest import ROOT
from tests.faults import FaultStage, TextStage

CHAIN = "import pipeline.client as c; from pipeline import Pipeline; from tests.faults import *\n"
COMMAND = CHAIN + (
    "c.default_chain = lambda settings: Pipeline([TextStage(), FaultStage()])\n"
    "import sys; from pipeline.cli import app; app(sys.argv[1:])"
)
WORKING = CHAIN + (
    "import sys\n"
    "with c.FlexOrch(workspace=sys.argv[1], pipeline=[TextStage(), FaultStage()], workers=1, cache=False) as client:\n"
    "    print('ready', flush=True); sys.stdin.readline()\n"
    "    for number in range(20): client.jobs.upload_bytes(f'{sys.argv[2]} {number}'.encode(), sys.argv[2])\n"
)


def start(code: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "letters"
    folder.mkdir()
    for number in range(8):
        (folder / f"{number}.txt").write_text(f"nap {number}", encoding="utf-8")
    return folder


def jobs_of(workspace: Path) -> list[Job]:
    with looker(workspace) as client:
        return client.jobs.list(limit=100)[::-1]


def looker(workspace: Path) -> FlexOrch:
    return FlexOrch(workspace=workspace, pipeline=[TextStage(), FaultStage()], workers=0)


def until(workspace: Path, done: int) -> None:
    end = time.monotonic() + 60
    while not (workspace / "ledger.sqlite").exists() and time.monotonic() < end:
        time.sleep(0.05)
    with looker(workspace) as client:
        while len(client.jobs.list(limit=100, status="completed")) < done and time.monotonic() < end:
            time.sleep(0.05)


def process(workspace: Path, *arguments: object) -> subprocess.Popen[str]:
    return start(COMMAND, "process", *arguments, "--workspace", workspace, "--workers", 1)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("isolation", ["thread", "process"])
def test_first_signal_finishes_what_runs_and_resume_does_the_rest(
    workspace: Path, folder: Path, number: signal.Signals, code: int, isolation: str
):
    run = process(workspace, folder, "--isolation", isolation)
    until(workspace, 2)
    run.send_signal(number)
    _, told = run.communicate(timeout=60)
    assert run.returncode == code
    assert "--resume" in told
    before = jobs_of(workspace)
    kinds = {str(job.status) for job in before}
    assert kinds == {"completed", "queued"}
    assert len(before) == 8
    again = process(workspace, folder, "--resume", "--isolation", isolation)
    said, _ = again.communicate(timeout=60)
    assert again.returncode == 0
    after = jobs_of(workspace)
    assert [job.id for job in after] == [job.id for job in before]  # none was uploaded twice
    assert {str(job.status) for job in after} == {"completed"}
    assert len(said.splitlines()) == 8
    assert list((workspace / "scratch").iterdir()) == []


def test_resume_without_paths_goes_on_with_what_is_queued(workspace: Path, folder: Path):
    run = process(workspace, folder)
    until(workspace, 1)
    run.send_signal(signal.SIGINT)
    run.communicate(timeout=60)
    left = sum(job.status == "queued" for job in jobs_of(workspace))
    again = process(workspace, "--resume")
    said, _ = again.communicate(timeout=60)
    assert (again.returncode, len(said.splitlines())) == (0, left)
    assert {str(job.status) for job in jobs_of(workspace)} == {"completed"}


@pytest.mark.parametrize("isolation", ["thread", "process"])
def test_second_signal_stops_at_once_and_loses_nothing(workspace: Path, tmp_path: Path, isolation: str):
    (tmp_path / "a.txt").write_text("hang", encoding="utf-8")
    run = process(workspace, tmp_path / "a.txt", "--isolation", isolation)
    end = time.monotonic() + 60
    until(workspace, 0)
    while [str(job.status) for job in jobs_of(workspace)] != ["running"] and time.monotonic() < end:
        time.sleep(0.05)
    run.send_signal(signal.SIGINT)
    time.sleep(0.5)
    assert run.poll() is None
    begin = time.monotonic()
    run.send_signal(signal.SIGINT)
    run.communicate(timeout=60)
    assert time.monotonic() - begin < 6
    assert run.returncode == 130
    (job,) = jobs_of(workspace)
    assert (job.status, job._now.losses) == ("queued", 0)


def test_two_processes_share_the_work_of_one_workspace(workspace: Path):
    both = [start(WORKING, workspace, name) for name in ("one", "two")]
    for run in both:
        assert run.stdout.readline() == "ready\n"
    for run in both:
        run.stdin.write("go\n")
        run.stdin.flush()
    for run in both:
        assert run.communicate(timeout=60)[1] == ""
        assert run.returncode == 0
    with looker(workspace) as client:
        jobs = client.jobs.list(limit=100)
        assert sorted(job.text for job in jobs) == sorted(f"{name} {number}" for name in ("one", "two") for number in range(20))
        with client._engine._database.open() as connection:
            owners = dict(connection.execute("SELECT owner, count(*) FROM jobs GROUP BY owner").fetchall())
    assert len(owners) == 2
    assert min(owners.values()) > 0


def test_killed_process_leaves_nothing_in_folders_for_temporary_files(workspace: Path, folder: Path):
    run = process(workspace, folder)
    until(workspace, 2)
    (workspace / "scratch").mkdir(exist_ok=True)
    (workspace / "scratch" / "of-a-process-long-gone").mkdir()
    run.kill()
    run.communicate()
    with FlexOrch(workspace=workspace, pipeline=[TextStage(), FaultStage()], workers=2) as client:
        jobs = client.jobs.list(limit=100)
        assert {job.wait_until_done(60).status for job in jobs} == {"completed"}
        names = {path.name for path in (workspace / "scratch").iterdir()}
        assert names <= {client._engine._presence.name}
    assert [path.name for path in workspace.iterdir() if path.name in ("scratch", "engines") and list(path.iterdir())] == []
