"""``pipeline process --events``: the real command, its event lines, and nothing of the documents in them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.events import from_lines
from tests.conftest import FIXTURES


def process(workspace: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "pipeline.cli", "process", "--workspace", str(workspace), "--workers", "1", *arguments]
    return subprocess.run(command, capture_output=True, timeout=120, check=False)


@pytest.mark.slow
def test_events_tell_of_every_job_in_a_file(workspace: Path, tmp_path: Path):
    target = tmp_path / "events.jsonl"
    files = [str(FIXTURES / name) for name in ("note.txt", "encrypted.pdf")]
    done = process(workspace, *files, "--events", str(target))
    assert (done.returncode, len(done.stdout.splitlines())) == (1, 2)
    events = list(from_lines(target.read_bytes().splitlines()))
    finals = [(event.job_id, event.kind) for event in events if event.is_final]
    assert finals == [("job_000001", "job.completed"), ("job_000002", "job.failed")]
    kinds = [event.kind for event in events if event.job_id == "job_000001"]
    stages = ["stage.started", "stage.finished"]
    assert kinds == ["job.queued", "job.started", "stage.started", "page.read", "stage.finished", *stages * 4, "job.completed"]
    assert [name for name in ("note.txt", "encrypted.pdf") if name in target.read_text()] == []


@pytest.mark.slow
def test_events_on_standard_output_leave_the_results_to_standard_error(workspace: Path):
    done = process(workspace, str(FIXTURES / "note.txt"), "--events", "-")
    assert [event.kind for event in from_lines(done.stdout.splitlines())][-1] == "job.completed"
    assert done.stderr.startswith(b"note.txt: completed")


def test_a_place_that_cannot_be_written_to_is_refused_before_any_work(workspace: Path, tmp_path: Path):
    done = process(workspace, str(FIXTURES / "note.txt"), "--events", str(tmp_path / "nowhere" / "events.jsonl"))
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"argument.invalid" in done.stderr
    assert not workspace.exists()
