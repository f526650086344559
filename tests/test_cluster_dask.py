"""Many machines, on a real scheduler with real worker processes on this one."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import FlexOrch
from pipeline.cluster import crew
from pipeline.exceptions import ExecutorError
from pipeline.record import encode
from tests.clusters import Cluster, LogOptions, ModelStage, NapStage, cluster, wait_for
from tests.conftest import FIXTURES
from tests.faults import FaultStage, TextStage
from tests.wire import CountingWire

pytest.importorskip("distributed", reason="needs the extra dask")
pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with cluster(tmp_path_factory.mktemp("dask"), DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="1") as made:
        yield made


@pytest.mark.timeout(900)
def test_results_are_the_same_bytes_as_on_one_machine(dask: Cluster, tmp_path: Path):
    files = sorted(path for path in FIXTURES.iterdir() if path.is_file() and path.name not in ("expected.json", "README.md"))
    outcomes = []
    for executor in (None, dask.address):
        with FlexOrch(workspace=tmp_path / str(executor is None), executor=executor, workers=2) as client:
            jobs = [job.wait_until_done(400) for job in client.jobs.upload_many(files)]
            outcomes.append([(job.failure_code, encode(job.record) if job.record else None) for job in jobs])
    assert outcomes[0] == outcomes[1]
    assert sum(record is not None for _, record in outcomes[0]) > 20


def test_models_load_once_a_worker(dask: Cluster, workspace: Path, tmp_path: Path):
    log = tmp_path / "loads"
    chain = [TextStage(), ModelStage(LogOptions(str(log)))]
    with FlexOrch(workspace=workspace, pipeline=chain, executor=dask.address) as client:
        assert client.settings.workers == 2
        jobs = [client.jobs.upload_bytes(f"{number}".encode(), "a.txt") for number in range(40)]
        pids = {job.wait_until_done(60).record.extras["pid"] for job in jobs}
    assert len(pids) == 2
    assert sorted(log.read_text().split()) == sorted(map(str, pids))


def test_killed_worker_costs_nothing(dask: Cluster, workspace: Path, tmp_path: Path):
    nap = tmp_path / "napping"
    with FlexOrch(workspace=workspace, pipeline=[TextStage(), NapStage()], executor=dask.address) as client:
        job = client.jobs.upload_bytes(f"nap {nap}".encode(), "a.txt")
        others = [client.jobs.upload_bytes(f"{number}".encode(), "a.txt") for number in range(20)]
        wait_for(lambda: nap.exists() and nap.read_text())
        os.kill(int(nap.read_text()), signal.SIGKILL)
        job = job.wait_until_done(60)
        assert (job.status, job.failure_reason) == ("completed", None)
        assert job.record.extras["pid"] != int(nap.read_text())
        assert {other.wait_until_done(60).status for other in others} == {"completed"}


def test_document_that_kills_its_workers_fails_alone(dask: Cluster, workspace: Path):
    with FlexOrch(workspace=workspace, pipeline=[TextStage(), FaultStage()], executor=dask.address) as client:
        bad = client.jobs.upload_bytes(b"crash", "a.txt")
        good = [client.jobs.upload_bytes(f"{number}".encode(), "a.txt") for number in range(5)]
        assert bad.wait_until_done(120).failure_code == "worker.lost"
        assert {job.wait_until_done(60).status for job in good} == {"completed"}


def test_children_of_the_workers_keep_hard_deadlines_and_no_network(dask: Cluster, workspace: Path):
    chain = [TextStage(), FaultStage()]
    with FlexOrch(
        workspace=workspace, pipeline=chain, executor=dask.address, isolation="process", job_timeout_s=8.0, workers=1
    ) as client:
        for text, code in (("fine", None), ("connect", "stage.failed"), ("crash", "worker.lost"), ("fine 2", None)):
            assert client.jobs.upload_bytes(text.encode(), "a.txt").wait_until_done(60).failure_code == code
        begin = time.monotonic()
        job = client.jobs.upload_bytes(b"hang-in-c", "a.txt").wait_until_done(60)
        assert (job.failure_code, job.stage) == ("job.deadline", "fault")
        assert time.monotonic() - begin < 10.0
        assert client.jobs.upload_bytes(b"fine 3", "a.txt").wait_until_done(60).status == "completed"


def test_document_travels_once_over_the_wire(dask: Cluster, workspace: Path):
    with CountingWire(dask.port) as wire:
        address = f"dask://127.0.0.1:{wire.port}"
        with FlexOrch(workspace=workspace, pipeline=[TextStage(), FaultStage()], executor=address, workers=1) as client:
            client.jobs.upload_bytes(b"fine", "a.txt").wait_until_done(60)
            before = wire.sent
            document = bytes(range(32, 127)) * 20_000
            assert client.jobs.upload_bytes(document, "a.txt").wait_until_done(60).status == "completed"
            assert len(document) < wire.sent - before < len(document) + 20_000
            before = wire.sent
            assert client.jobs.upload_bytes(document, "b.txt").wait_until_done(60).cached == ("text", "fault")
            assert wire.sent - before < 20_000  # heartbeats; no order


def test_scheduler_and_workers_write_no_document_text(dask: Cluster, workspace: Path):
    words = b"Ottilie Quellwasser"
    with FlexOrch(workspace=workspace, pipeline=[TextStage(), NapStage()], executor=dask.address) as client:
        assert client.jobs.upload_bytes(words * 1000, "a.txt").wait_until_done(60).status == "completed"
        assert client.jobs.upload_bytes(words + b"\xff", "b.txt").wait_until_done(60).failure_code == "stage.failed"
    written = [path for path in dask.folder.rglob("*") if path.is_file()]
    assert {"scheduler-0.log", "worker-1.log"} <= {path.name for path in written}
    assert not [path for path in written if words in path.read_bytes()]


def test_queue_stays_here_and_not_in_the_scheduler(dask: Cluster, workspace: Path):
    from distributed import Client

    with Client(f"tcp://127.0.0.1:{dask.port}", set_as_default=False) as watcher:
        chain = [TextStage(), FaultStage()]
        with FlexOrch(workspace=workspace, pipeline=chain, executor=dask.address, cache=False) as client:
            jobs = [client.jobs.upload_bytes(f"{number}".encode(), "a.txt") for number in range(300)]
            most = 0
            while jobs[-1].status not in ("completed", "failed"):
                most = max(most, watcher.run_on_scheduler(_task_count))
    assert 0 < most <= 4  # two at work, and two whose answer is just being fetched


def _task_count(dask_scheduler=None) -> int:
    return len(dask_scheduler.tasks)


def test_scheduler_that_dies_leaves_every_job_queued(tmp_path: Path, workspace: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(crew, "REACH_S", 2.0)
    chain = [TextStage(), NapStage()]
    nap = tmp_path / "napping"
    with cluster(tmp_path / "dask", workers=1) as made:
        client = FlexOrch(workspace=workspace, pipeline=chain, executor=made.address)
        jobs = [client.jobs.upload_bytes(text.encode(), "a.txt") for text in (f"nap {nap}", "fine", "fine too")]
        wait_for(lambda: nap.exists() and nap.read_text())
        made.scheduler.kill()
        with pytest.raises(ExecutorError) as caught:
            jobs[0].wait_until_done(60)
        assert caught.value.code in ("executor.unreachable", "executor.closed")
        assert [client.jobs.get(job.id).status for job in jobs] == ["queued"] * 3
        with pytest.raises(ExecutorError):
            client.close()
    with FlexOrch(workspace=workspace, pipeline=chain) as client:
        assert {client.jobs.get(job.id).wait_until_done(60).status for job in jobs} == {"completed"}


def test_scheduler_that_comes_back_costs_nothing(tmp_path: Path, workspace: Path):
    nap = tmp_path / "napping"
    chain = [TextStage(), NapStage()]
    with (
        cluster(tmp_path / "dask", workers=1) as made,
        FlexOrch(workspace=workspace, pipeline=chain, executor=made.address) as client,
    ):
        job = client.jobs.upload_bytes(f"nap {nap}".encode(), "a.txt")
        wait_for(lambda: nap.exists() and nap.read_text())
        made.scheduler.kill()
        made.scheduler.wait()
        made.start_scheduler()
        made.start_workers(1)
        assert job.wait_until_done(120).status == "completed"


def test_scheduler_without_workers_is_told(tmp_path: Path, workspace: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(crew, "EMPTY_S", 1.0)
    monkeypatch.setattr(crew, "LOOK_S", 0.2)
    (tmp_path / "dask").mkdir()
    made = Cluster(tmp_path / "dask")
    try:
        client = FlexOrch(workspace=workspace, pipeline=[TextStage()], executor=made.address)
        job = client.jobs.upload_bytes(b"fine", "a.txt")
        with pytest.raises(ExecutorError) as caught:
            job.wait_until_done(60)
        assert caught.value.code == "executor.unmanned"
        with pytest.raises(ExecutorError):
            client.close()
    finally:
        made.close()


def test_command_line_takes_a_scheduler(dask: Cluster, tmp_path: Path):
    command = [
        sys.executable,
        "-m",
        "pipeline.cli",
        "process",
        str(FIXTURES / "note.txt"),
        "--executor",
        dask.address,
        "--json",
    ]
    result = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, cwd=tmp_path)
    assert (result.returncode, '"status":"completed"' in result.stdout.replace(" ", "")) == (0, True), result.stderr
    environ = {**os.environ, "FLEXORCH_EXECUTOR": "http://127.0.0.1:8786"}
    wrong = subprocess.run(command[:5], capture_output=True, text=True, timeout=120, check=False, cwd=tmp_path, env=environ)
    assert (wrong.returncode, "dask://HOST:PORT" in wrong.stderr) == (2, True), wrong.stderr


@pytest.mark.skipif(shutil.which("openssl") is None, reason="certificates are made with openssl")
def test_documents_travel_encrypted_where_the_scheduler_asks_for_it(tmp_path: Path):
    key, certificate = str(tmp_path / "key.pem"), str(tmp_path / "certificate.pem")
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"]
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", key, "-out", certificate]
    subprocess.run([*make, *names], check=True, capture_output=True, timeout=60)
    tls = {"DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION": "True", "DASK_DISTRIBUTED__COMM__TLS__CA_FILE": certificate}
    for role in ("SCHEDULER", "WORKER", "CLIENT"):
        tls |= {f"DASK_DISTRIBUTED__COMM__TLS__{role}__CERT": certificate, f"DASK_DISTRIBUTED__COMM__TLS__{role}__KEY": key}
    made = Cluster(tmp_path, scheme="tls", **tls)
    try:
        made.start_workers(1)
        file = FIXTURES / "note.txt"
        command = [sys.executable, "-m", "pipeline.cli", "process", str(file), "--executor", made.address, "--json"]
        environ = {**os.environ, **tls}
        result = subprocess.run(command, capture_output=True, text=True, timeout=150, check=False, env=environ, cwd=tmp_path)
        assert (result.returncode, "completed" in result.stdout) == (0, True), result.stderr
        plain = [part.replace("dask+tls", "dask") for part in command]
        assert subprocess.run(plain, capture_output=True, timeout=150, check=False, env=environ, cwd=tmp_path).returncode == 1
    finally:
        made.close()
