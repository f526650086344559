"""Any executor: a thread pool, a process pool, one that counts and one that loses what it is given."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path

import msgspec
import pytest

from pipeline import FlexOrch
from pipeline.cluster import crew, site
from pipeline.cluster.orders import decode_answer, decode_order
from pipeline.cluster.plan import Kind, Wish, kinds_of, plan, table
from pipeline.exceptions import ChainError, ConfigError, ExecutorError, WorkerMismatchError
from pipeline.record import encode
from tests.clusters import LogOptions, ModelStage, PlaceStage, free_port, wait_for
from tests.conftest import FIXTURES, ROOT, CallStage, EchoOptions, EchoStage
from tests.faults import FaultOptions, FaultStage, TextStage

CHAIN = (TextStage, FaultStage)
FEW_BYTES = 4_000  # what an order may have beside the document


class CountingPool(ThreadPoolExecutor):
    """Notes what it is sent, and answers nothing while its gate is shut."""

    def __init__(self, workers: int) -> None:
        super().__init__(workers)
        self.sent: list[bytes] = []
        self.gate = threading.Event()
        self.gate.set()

    def submit(self, function, order):
        self.sent.append(order)
        return super().submit(self._answer, function, order)

    def _answer(self, function, order):
        self.gate.wait(60)
        return function(order)


class LosingPool(ThreadPoolExecutor):
    """Cancels the first orders, as a client does that has lost its scheduler."""

    def __init__(self, losses: int) -> None:
        super().__init__(2)
        self.losses = losses

    def submit(self, function, order):
        if self.losses == 0:
            return super().submit(function, order)
        self.losses -= 1
        lost: Future = Future()
        lost.cancel()
        lost.set_running_or_notify_cancel()
        return lost


@pytest.fixture
def threads() -> Iterator[CountingPool]:
    with CountingPool(2) as pool:
        yield pool


def processes(place: str = "1.0") -> ProcessPoolExecutor:
    return ProcessPoolExecutor(2, mp_context=get_context("spawn"), initializer=_settle, initargs=(place,))


def _settle(place: str) -> None:
    os.environ["TEST_PLACE"] = place


def engine(workspace: Path, executor: Executor | str, chain=CHAIN, **options) -> FlexOrch:
    return FlexOrch(workspace=workspace, pipeline=[stage() for stage in chain], executor=executor, **options)


def upload(client: FlexOrch, text: str):
    return client.jobs.upload_bytes(text.encode(), "a.txt")


@pytest.mark.parametrize("isolation", ["thread", pytest.param("process", marks=pytest.mark.slow)])
@pytest.mark.parametrize("make", [lambda: ThreadPoolExecutor(2), pytest.param(lambda: processes(), marks=pytest.mark.slow)])
def test_results_are_the_same_bytes_as_without_an_executor(tmp_path: Path, make, isolation: str):
    names = ("note.txt", "urunler.csv", "unknown.xyz")
    outcomes = []
    with make() as pool:
        for executor in (None, pool):
            with FlexOrch(workspace=tmp_path / str(executor is None), executor=executor, isolation=isolation) as client:
                jobs = [job.wait_until_done(100) for job in client.jobs.upload_many(FIXTURES / name for name in names)]
            outcomes.append([(job.failure_code, job.record and encode(job.record)) for job in jobs])
    assert outcomes[0] == outcomes[1]


def test_models_load_once_a_process(workspace: Path, tmp_path: Path):
    log = tmp_path / "loads"
    chain = [TextStage(), ModelStage(LogOptions(str(log)))]
    with processes() as pool, FlexOrch(workspace=workspace, pipeline=chain, executor=pool) as client:
        jobs = [upload(client, f"{number}") for number in range(30)]
        pids = {job.wait_until_done(60).record.extras["pid"] for job in jobs}
    assert sorted(map(int, log.read_text().split())) == sorted(pids)


def test_document_travels_once_and_without_company(workspace: Path, threads: CountingPool):
    with engine(workspace, threads) as client:
        assert upload(client, "x" * 1_000_000).wait_until_done(60).status == "completed"
    assert 1_000_000 < sum(map(len, threads.sent)) < 1_000_000 + FEW_BYTES


def test_what_the_cache_has_is_not_sent(workspace: Path, threads: CountingPool):
    text = "x" * 100_000
    with engine(workspace, threads) as client:
        upload(client, text).wait_until_done(60)
        upload(client, text).wait_until_done(60)
    assert len(threads.sent) == 1
    with FlexOrch(
        workspace=workspace, pipeline=[TextStage(), FaultStage(FaultOptions("no such file"))], executor=threads
    ) as client:
        assert upload(client, text).wait_until_done(60).cached == ("text",)
    order = decode_order(threads.sent[1])
    assert (order.first, len(order.record) < 100_000 + FEW_BYTES) == (1, True)  # the text went, the document did not


def test_stages_before_a_failure_are_cached(workspace: Path, threads: CountingPool):
    with engine(workspace, threads) as client:
        assert upload(client, "raise").wait_until_done(60).failure_code == "stage.failed"
        assert upload(client, "raise").wait_until_done(60).cached == ()  # of a failed job nothing is said
    assert [decode_order(order).first for order in threads.sent] == [0, 1]


def test_failure_keeps_its_code_and_hides_its_text(workspace: Path, threads: CountingPool):
    with engine(workspace, threads) as client:
        job = upload(client, "raise").wait_until_done(60)
    assert (job.failure_code, job.stage) == ("stage.failed", "fault")
    assert "secret" not in str(job.to_dict())


@pytest.mark.parametrize(("asked", "out"), [(None, 2), ("1", 1), ("3", 3)])
def test_no_more_orders_are_out_than_the_executor_takes_or_workers_says(
    workspace: Path, threads: CountingPool, monkeypatch: pytest.MonkeyPatch, asked: str | None, out: int
):
    monkeypatch.setenv("FLEXORCH_WORKERS", asked or "")
    threads.gate.clear()
    with engine(workspace, threads, cache=False) as client:
        assert client.settings.workers == out
        jobs = [upload(client, f"{number}") for number in range(20)]
        wait_for(lambda: len(threads.sent) == out)
        time.sleep(0.2)
        assert len(threads.sent) == out
        threads.gate.set()
        assert {job.wait_until_done(60).status for job in jobs} == {"completed"}


def test_deadline_abandons_what_a_thread_cannot_stop(workspace: Path, tmp_path: Path):
    pool = ThreadPoolExecutor(2)
    with engine(workspace, pool, (TextStage, FaultStage), job_timeout_s=0.5) as client:
        begin = time.monotonic()
        job = upload(client, "doze").wait_until_done(60)
        assert (job.failure_code, time.monotonic() - begin < 1.5) == ("job.deadline", True)
        assert upload(client, "fine").wait_until_done(60).status == "completed"
    pool.shutdown()


def test_children_of_a_worker_keep_hard_deadlines_and_no_network(workspace: Path, threads: CountingPool):
    with engine(workspace, threads, isolation="process", job_timeout_s=5.0) as client:
        assert upload(client, "fine").wait_until_done(60).status == "completed"
        begin = time.monotonic()
        assert upload(client, "hang-in-c").wait_until_done(60).failure_code == "job.deadline"
        assert time.monotonic() - begin < 6.0  # within 1 s of the limit
        jobs = [upload(client, text).wait_until_done(60) for text in ("connect", "crash", "fine too")]
    assert [job.failure_code for job in jobs] == ["stage.failed", "worker.lost", None]
    assert "PermissionError" in jobs[0].failure_reason


def test_children_nobody_needs_are_sent_home(workspace: Path, threads: CountingPool, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(site, "IDLE_S", 0.2)
    with engine(workspace, threads, isolation="process", cache=False) as client:
        pid = int(upload(client, "pid").wait_until_done(60).record.extras["note"])
        end = time.monotonic() + 20
        while Path(f"/proc/{pid}").exists() and time.monotonic() < end:
            time.sleep(0.05)
        assert not Path(f"/proc/{pid}").exists()
        assert upload(client, "fine").wait_until_done(60).status == "completed"


def test_lost_order_is_sent_again(workspace: Path):
    with LosingPool(2) as pool, engine(workspace, pool, workers=1) as client:
        assert upload(client, "fine").wait_until_done(60).status == "completed"
        assert pool.losses == 0


def test_orders_that_always_get_lost_stop_the_engine_and_keep_its_jobs(workspace: Path):
    with LosingPool(1000) as pool:
        client = engine(workspace, pool, workers=1)
        jobs = [upload(client, "fine"), upload(client, "fine too")]
        with pytest.raises(ExecutorError) as caught:
            client.close()
        assert (caught.value.code, bool(caught.value.remedy), pool.losses) == ("executor.unreachable", True, 997)
    with engine(workspace, ThreadPoolExecutor(1)) as client:
        assert [client.jobs.get(job.id).wait_until_done(60).status for job in jobs] == ["completed", "completed"]


def test_closed_executor_keeps_the_jobs_queued(workspace: Path):
    pool = ThreadPoolExecutor(1)
    pool.shutdown()
    client = engine(workspace, pool)
    job = upload(client, "fine")
    with pytest.raises(ExecutorError) as caught:
        job.wait_until_done(60)
    assert (caught.value.code, client.jobs.get(job.id).status) == ("executor.closed", "queued")
    with pytest.raises(ExecutorError):
        client.close()  # says so again, and lets go of the workspace all the same
    with engine(workspace, ThreadPoolExecutor(1)) as client:
        assert client.jobs.get(job.id).wait_until_done(60).status == "completed"


def test_document_that_breaks_its_pool_twice_is_lost_and_no_other(workspace: Path):
    with processes() as pool:
        client = engine(workspace, pool)
        jobs = [upload(client, text) for text in ("crash", "fine")]
        with pytest.raises(ExecutorError) as caught:
            client.close()
    assert caught.value.code == "executor.broken"
    with processes() as pool, suppress(ExecutorError):  # raised where the other job still waits
        engine(workspace, pool).close()
    with processes() as pool, engine(workspace, pool) as client:
        ends = [client.jobs.get(job.id).wait_until_done(60) for job in jobs]
    assert ends[0].failure_code == "worker.lost"
    assert ends[1].status == "completed" or ends[1].failure_code == "worker.lost"  # it may have been at work both times


def test_worker_with_other_libraries_is_refused(workspace: Path):
    with (
        processes("2.0") as pool,
        pytest.raises(WorkerMismatchError) as caught,
        engine(workspace, pool, (PlaceStage,)) as client,
    ):
        upload(client, "x").wait_until_done(60)
    assert (caught.value.code, bool(caught.value.remedy)) == ("worker.mismatch", True)
    assert "here place: library 1.0; there place: library 2.0" in caught.value.message


def test_worker_of_another_release_is_refused(workspace: Path, threads: CountingPool, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("pipeline.cluster.runner.RELEASE", "flexorch-local 0.0.9, Python 3.11")
    with pytest.raises(WorkerMismatchError, match=r"0\.0\.9") as caught, engine(workspace, threads) as client:
        upload(client, "x").wait_until_done(60)
    assert caught.value.code == "worker.mismatch"


def test_worker_without_this_package_is_told(workspace: Path):
    class ForeignPool(ThreadPoolExecutor):
        def submit(self, function, order):
            return super().submit(__import__, "no_such_package")  # what comes of a function the worker cannot import

    with ForeignPool(1) as pool:
        client = engine(workspace, pool)
        upload(client, "x")
        with pytest.raises(WorkerMismatchError, match="ModuleNotFoundError") as caught:
            client.close()
    assert caught.value.code == "worker.mismatch"


@pytest.mark.parametrize("garbage", [b"", b"\xc1", b"document text", msgspec.msgpack.encode({"release": site.RELEASE})])
def test_worker_answers_whatever_it_is_sent(garbage: bytes):
    answer = decode_answer(site.conduct(garbage))
    assert answer.refused
    assert b"document" not in site.conduct(garbage)


def test_chain_no_other_process_can_build_is_refused(workspace: Path, threads: CountingPool):
    for chain in ([EchoStage(), CallStage(print)], [EchoStage(EchoOptions(suffix=object()))]):
        with pytest.raises(ChainError):
            FlexOrch(workspace=workspace, pipeline=chain, executor=threads)


@pytest.mark.parametrize("wrong", ["127.0.0.1:8786", "http://127.0.0.1", "dask://", 3])
def test_wrong_executors_are_refused(workspace: Path, wrong):
    with pytest.raises(ConfigError):
        engine(workspace, wrong)


def test_scheduler_that_is_not_there_is_told(workspace: Path, monkeypatch: pytest.MonkeyPatch):
    pytest.importorskip("distributed", reason="needs the extra dask")
    monkeypatch.setattr(crew, "REACH_S", 0.5)
    with pytest.raises(ExecutorError) as caught:
        engine(workspace, f"dask://127.0.0.1:{free_port()}")
    assert (caught.value.code, "dask scheduler" in caught.value.remedy or bool(caught.value.remedy)) == (
        "executor.unreachable",
        True,
    )


def test_engine_that_only_looks_calls_nobody(workspace: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FLEXORCH_EXECUTOR", f"dask://127.0.0.1:{free_port()}")
    with FlexOrch(workspace=workspace, workers=0) as client:
        assert client.jobs.list() == []


def test_pages_are_told_of(workspace: Path, threads: CountingPool):
    with FlexOrch(workspace=workspace, executor=threads) as client:
        told = []
        with client.events.subscribe(told.append):
            client.documents.upload(FIXTURES / "note.txt").wait_until_done(100)
        kinds = [event.kind for event in told]
    assert kinds.count("page.read") == 1
    assert kinds.index("stage.started") < kinds.index("page.read") < kinds.index("stage.finished")


def test_cancelled_job_ends_at_once(workspace: Path):
    with ThreadPoolExecutor(1) as pool, engine(workspace, pool) as client:
        job, other = upload(client, "doze"), upload(client, "fine")
        while job.stage is None:
            time.sleep(0.01)
        begin = time.monotonic()
        job.cancel()
        assert job.wait_until_done(60).failure_code == "job.cancelled"
        assert time.monotonic() - begin < 2.0
        assert other.wait_until_done(60).status == "completed"


def test_plan_follows_from_its_figures():
    kind = Kind("scan", 2, 1_000_000, 1.0, 0.01, 0.02, 1_000_000, 50_000, 20_000, 60_000)
    made = plan(kind, Wish(pages=2_000_000, days=1, cores=8, core_hour=0.1, failures=365))
    assert (round(made.core_hours, 3), round(made.cost, 3)) == (round(1e6 / 2 / 3600, 3), round(1e5 / 2 / 3600 * 1.03, 3))
    assert (made.machines, made.fed, made.shards) == (2, 35, 1)  # 11.9 cores at work; an engine is busy for 0.02 s of each
    assert (made.document_tb, made.ledger_tb, made.cache_tb) == (1.0, 0.02, 0.06)
    assert round(made.wire_mb_s, 3) == round(2 * 35 * 1.05, 3)
    assert (made.losses, made.redone) == (2.0, 16)


def test_page_on_a_billion_pages_shows_the_table_of_its_figures():
    page = (ROOT / "pipeline" / "cluster" / "README.md").read_text(encoding="utf-8")
    assert table(kinds_of()) in page
