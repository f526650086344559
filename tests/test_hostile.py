"""Files made to take all memory or time, and files that fuzzing has found: each ends soon, in a child, in its own code."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import FlexOrch, Job
from tests.bombs import BOMBS
from tests.conftest import FIXTURES, ROOT

sys.path.insert(0, str(ROOT / "scripts"))

from fuzzing import BlindReadStage

HOSTILE = FIXTURES / "hostile"
EXPECTED = json.loads((HOSTILE / "expected.json").read_text(encoding="utf-8"))
MEMORY = 2 * 1024**3
PATIENCE_S = 60.0  # on a machine with other things to do; alone each takes under five
SHORT_S = 4.0


def _client(folder: Path, timeout_s: float) -> FlexOrch:
    os.environ["FLEXORCH_CHILD_MEMORY_BYTES"] = str(MEMORY)
    try:
        return FlexOrch(
            workspace=folder,
            pipeline=[BlindReadStage()],
            isolation="process",
            workers=1,
            cache=False,
            job_timeout_s=timeout_s,
        )
    finally:
        del os.environ["FLEXORCH_CHILD_MEMORY_BYTES"]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlexOrch]:
    with _client(tmp_path_factory.mktemp("hostile"), PATIENCE_S) as client:
        yield client


def _outcome(job: Job) -> str:
    return job.failure_code or str(job.status)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name, (*_, outcome) in BOMBS.items() if outcome != "job.deadline"])
def test_bomb_ends_in_its_own_code(client: FlexOrch, name: str) -> None:
    filename, build, outcome = BOMBS[name]
    job = client.jobs.upload_bytes(build(), filename).wait_until_done(2 * PATIENCE_S)
    assert _outcome(job) == outcome
    assert job.status == "completed" or job.failure_reason


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name, (*_, outcome) in BOMBS.items() if outcome == "job.deadline"])
def test_bomb_without_a_limit_of_its_own_ends_at_the_deadline(tmp_path: Path, name: str) -> None:
    filename, build, _ = BOMBS[name]
    data = build()
    with _client(tmp_path / "workspace", SHORT_S) as client:
        begin = time.monotonic()
        bomb = client.jobs.upload_bytes(data, filename).wait_until_done(PATIENCE_S)
        seconds = time.monotonic() - begin
        after = client.jobs.upload_bytes(b"a note", "a.txt").wait_until_done(PATIENCE_S)
    assert (_outcome(bomb), _outcome(after)) == ("job.deadline", "completed")
    assert seconds < PATIENCE_S / 2  # how exactly it ends is measured by scripts/bench_reliability.py


@pytest.mark.slow
def test_parent_looks_at_no_bomb_for_long(tmp_path: Path) -> None:
    """An upload tells the kind of a file in the caller's own thread, before any child can be killed for it."""
    with FlexOrch(workspace=tmp_path / "workspace", pipeline=[BlindReadStage()], workers=0) as client:
        for name, (filename, build, _) in BOMBS.items():
            data = build()
            begin = time.thread_time()
            client.jobs.upload_bytes(data, filename)
            assert time.thread_time() - begin < 2.0, name


def test_every_found_file_has_its_expectation() -> None:
    assert {path.name for path in HOSTILE.iterdir()} - {"expected.json", "README.md"} == set(EXPECTED)
    readme = (HOSTILE / "README.md").read_text(encoding="utf-8")
    assert [name for name in EXPECTED if f"| {name} |" not in readme] == []


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_found_file_ends_as_expected(client: FlexOrch, name: str) -> None:
    job = client.documents.upload(HOSTILE / name).wait_until_done(PATIENCE_S)
    assert _outcome(job) == EXPECTED[name]["outcome"]
    assert sum(job.timings.values()) < 20.0
    if "text" in EXPECTED[name]:
        assert (job.text or "").strip() == EXPECTED[name]["text"]
