"""A process that is killed: its jobs are found again, and one that kills twice is given up."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from pipeline import FlexOrch
from tests.conftest import EchoStage

DYING = """
import os, signal, sys, time
from tests.conftest import CallStage, EchoStage
from pipeline import FlexOrch

def act(record):
    if "deadly" in record.text:
        os.kill(os.getpid(), signal.SIGKILL)

def engine(workers):
    return FlexOrch(workspace=sys.argv[1], pipeline=[EchoStage(), CallStage(act)], workers=workers, cache=False)

with engine(0) as client:  # so that all are uploaded before the first one runs
    for text in sys.argv[2:]:
        client.jobs.upload_bytes(text.encode(), "a.txt")
with engine(1):
    pass
"""


def run(workspace: Path, *texts: str) -> int:
    return subprocess.run([sys.executable, "-c", DYING, str(workspace), *texts], timeout=60, check=False).returncode


def survivor(workspace: Path) -> FlexOrch:
    from tests.conftest import CallStage

    return FlexOrch(workspace=workspace, pipeline=[EchoStage(), CallStage(lambda record: None)], workers=1, cache=False)


def test_jobs_of_a_killed_process_are_run_at_the_next_start(workspace: Path):
    assert run(workspace, "one", "deadly", "two", "three") == -signal.SIGKILL
    with survivor(workspace) as client:
        jobs = client.jobs.list(limit=100)
        assert {job.wait_until_done(timeout=30).status for job in jobs} == {"completed"}
        assert [job.text for job in jobs] == ["three", "two", "deadly", "one"]


def test_document_that_kills_twice_is_given_up(workspace: Path):
    assert run(workspace, "deadly", "harmless") == -signal.SIGKILL
    assert run(workspace) == -signal.SIGKILL
    with survivor(workspace) as client:
        deadly = client.jobs.get(1).wait_until_done(timeout=30)
        assert (deadly.status, deadly.failure_code) == ("failed", "worker.lost")
        assert deadly.remedy
        assert client.jobs.get(2).wait_until_done(timeout=30).status == "completed"


def test_living_engine_takes_over_from_one_that_dies(workspace: Path):
    with survivor(workspace) as client:
        assert run(workspace, "deadly", "two") == -signal.SIGKILL
        jobs = client.jobs.list()
        assert {job.wait_until_done(timeout=30).status for job in jobs} == {"completed"}
        assert len(jobs) == 2


def test_dead_engines_leave_no_files_behind(workspace: Path):
    run(workspace, "deadly")
    with survivor(workspace):
        assert len(list((workspace / "engines").iterdir())) == 1
    assert list((workspace / "engines").iterdir()) == []


def test_forked_child_does_not_speak_for_its_parent(workspace: Path):
    with survivor(workspace) as client:
        child = os.fork()
        if child == 0:
            client._engine._presence.leave()
            os._exit(0)
        os.waitpid(child, 0)
        assert len(list((workspace / "engines").iterdir())) == 1
