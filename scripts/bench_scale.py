"""Many machines: Dask with two workers against one and against the thread pool, bytes on the wire, cost of a job, startup.

    python scripts/bench_scale.py [--limit N] [--figures FILE]

Budgets: two workers >= 1.7 x one, on text PDFs and on scans; each document crosses the wire once. A worker here is a process
held to one core (``taskset``), as a machine of one core would be; scheduler, workers and this process share the same cores.
Processor seconds do not grow as wall seconds do when others use the machine: ``--figures pipeline/cluster/figures.json`` writes
those for pipeline/cluster/README.md to reckon with. Without the extra ``dask`` it says so and ends.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline import FlexOrch  # noqa: E402
from pipeline.cluster.plan import Kind  # noqa: E402
from tests.clusters import free_port  # noqa: E402
from tests.faults import FaultStage, TextStage  # noqa: E402
from tests.wire import CountingWire  # noqa: E402

KINDS = {"text PDF": "letter.pdf", "scan": "invoice_scan.pdf"}
START_S, IDLE_S = 120.0, 3.0
SMALL_CHAIN = (TextStage, FaultStage)


def row(what: str, value: str, budget: str = "–") -> None:
    print(f"{what:<62} {value:>26}   budget {budget}", flush=True)


@dataclass(frozen=True)
class Spent:
    """Seconds of processor time: of this process, of the scheduler, of the workers."""

    engine: float
    scheduler: float
    workers: float

    def since(self, before: Spent) -> Spent:
        """What was spent meanwhile."""
        return Spent(self.engine - before.engine, self.scheduler - before.scheduler, self.workers - before.workers)

    def for_each(self, count: int, wall_s: float, idle: Spent) -> Spent:
        """What was spent a document, without what is spent in a second of doing nothing."""
        return Spent(
            max(0.0, self.engine - wall_s * idle.engine) / count,
            max(0.0, self.scheduler - wall_s * idle.scheduler) / count,
            max(0.0, self.workers - wall_s * idle.workers) / count,
        )


class Machines:
    """A scheduler and two workers of one core and one thread each, by the commands of pipeline/cluster/README.md."""

    def __init__(self, folder: Path) -> None:
        from distributed import Client

        self.port = free_port()
        self._folder = folder
        self._scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", str(self.port), "--no-dashboard")
        cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else [0, 1]
        self._workers = [self._start_worker(cores[number % len(cores)]) for number in range(2)]
        self.client = Client(f"tcp://127.0.0.1:{self.port}", timeout=START_S, set_as_default=False)
        self.client.wait_for_workers(2, timeout=START_S)
        self._first = min(self.client.nthreads())
        time.sleep(2)  # the workers' own start is over
        before = self.spent()
        time.sleep(IDLE_S)
        spent = self.spent().since(before)
        self.idle = Spent(spent.engine / IDLE_S, spent.scheduler / IDLE_S, spent.workers / IDLE_S)

    def executor(self, workers: int) -> Executor:
        """One or both of the workers."""
        executor: Executor = self.client.get_executor(pure=False, workers=None if workers == 2 else [self._first])
        return executor

    def spent(self) -> Spent:
        """Processor time so far."""
        return Spent(time.process_time(), _cpu_s([self._scheduler]), _cpu_s(self._workers))

    def close(self) -> None:
        self.client.close()
        processes = [*self._workers, self._scheduler]
        for process in processes:
            process.terminate()
        for process in processes:
            with suppress(subprocess.TimeoutExpired):
                process.wait(20)
            process.kill()

    def _start_worker(self, core: int) -> subprocess.Popen[bytes]:
        held = ("taskset", "-c", str(core)) if shutil.which("taskset") else ()
        options = ("--host", "127.0.0.1", "--nworkers", "1", "--nthreads", "1", "--memory-limit", "0", "--no-dashboard")
        return self._start("worker", f"tcp://127.0.0.1:{self.port}", *options, held=held)

    def _start(self, *arguments: str, held: tuple[str, ...] = ()) -> subprocess.Popen[bytes]:
        command = [*held, sys.executable, "-m", "dask", *arguments]
        environ = {**os.environ, "PYTHONPATH": str(ROOT)}
        return subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=environ, cwd=self._folder)


def _cpu_s(processes: Iterable[subprocess.Popen[bytes]]) -> float:
    """Processor seconds of processes and of all that they started."""
    import psutil  # of distributed

    total = 0.0
    for process in processes:
        first = psutil.Process(process.pid)
        for one in (first, *first.children(recursive=True)):
            times = one.cpu_times()
            total += times.user + times.system
    return total


@contextmanager
def machines() -> Iterator[Machines]:
    with tempfile.TemporaryDirectory() as folder:
        made = Machines(Path(folder))
        try:
            yield made
        finally:
            made.close()


@contextmanager
def engine(**options: Any) -> Iterator[FlexOrch]:
    """An engine on a workspace of its own, without a cache."""
    with tempfile.TemporaryDirectory() as folder, FlexOrch(workspace=folder, **{"cache": False, **options}) as client:
        yield client


def run(client: FlexOrch, file: Path, count: int) -> float:
    """Wall seconds of so many copies of a document."""
    begin = time.perf_counter()
    for job in [client.documents.upload(file) for _ in range(count)]:
        assert job.wait_until_done().status == "completed", job.failure_reason
    return time.perf_counter() - begin


def bench_throughput(made: Machines, kind: str, count: int, rounds: int) -> Spent:
    """Rounds of every way in turn (A B C A B C), as the machine's speed drifts.

    Returns:
        Processor seconds a document, in the rounds with two workers.
    """
    file = ROOT / "fixtures" / KINDS[kind]
    ways: dict[str, Callable[[], dict[str, Any]]] = {
        "one": lambda: {"executor": made.executor(1), "workers": 1},
        "two": lambda: {"executor": made.executor(2), "workers": 2},
        "threads": lambda: {"workers": 2},
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    spent: list[Spent] = []
    for number in range(rounds + 1):
        for name, options in ways.items():
            with engine(**options()) as client:
                if number == 0:  # models load
                    run(client, file, 2)
                    continue
                before = made.spent()
                taken[name].append(run(client, file, count))
                if name == "two":
                    spent.append(made.spent().since(before).for_each(count, taken[name][-1], made.idle))
    row(f"Dask, 2 workers against 1, {count} x {kind}, {rounds} round(s)", _spread(taken["one"], taken["two"]), ">= 1.7 x")
    row(f"Dask, 2 workers against 2 threads here, {kind}", _spread(taken["threads"], taken["two"]))
    row(f"seconds a {kind} on one worker, with its way there and back", f"{statistics.median(taken['one']) / count:.3f} s")
    middle = Spent(*(statistics.median(getattr(s, part) for s in spent) for part in ("engine", "scheduler", "workers")))
    row(
        f"processor ms a {kind}: worker / scheduler / engine",
        f"{1000 * middle.workers:.0f} / {1000 * middle.scheduler:.1f} / {1000 * middle.engine:.1f}",
    )
    return middle


def _spread(times: list[float], of: list[float]) -> str:
    ratios = [time / other for time, other in zip(times, of, strict=True)]
    return f"{statistics.median(ratios):.2f} x ({min(ratios):.2f}–{max(ratios):.2f})"


def bench_small_jobs(made: Machines, count: int) -> None:
    """What sending costs where there is next to nothing to do: one after another, and as fast as they go."""

    def seconds(executor: Executor | None, in_flight: int) -> float:
        with engine(pipeline=[stage() for stage in SMALL_CHAIN], executor=executor, workers=in_flight) as client:
            client.jobs.upload_bytes(b"warm", "a.txt").wait_until_done()
            begin = time.perf_counter()
            jobs = []
            for number in range(count):
                jobs.append(client.jobs.upload_bytes(f"{number}".encode(), "a.txt"))
                if in_flight == 1:
                    jobs[-1].wait_until_done()
            for job in jobs:
                job.wait_until_done()
            return time.perf_counter() - begin

    alone, fed = [], []
    for _ in range(3):  # A B A B A B
        alone.append(1000 * (seconds(made.executor(2), 1) - seconds(None, 1)) / count)
        fed.append(count / seconds(made.executor(2), 16))
    row(f"a small job, one after another, more than in a thread, {count}", f"{statistics.median(alone):.1f} ms")
    row("small jobs a second, 16 in flight", f"{statistics.median(fed):.0f}")


def bench_wire(made: Machines, kind: str, count: int) -> tuple[int, int]:
    """Bytes a document from this process to the scheduler, and back, with what Dask itself says between."""
    file = ROOT / "fixtures" / KINDS[kind]
    with CountingWire(made.port) as wire, engine(executor=f"dask://127.0.0.1:{wire.port}", workers=1) as client:
        run(client, file, 1)
        before = (wire.sent, wire.received)
        run(client, file, count)
        sent, received = (wire.sent - before[0]) // count, (wire.received - before[1]) // count
    size = file.stat().st_size
    row(f"bytes sent a {kind} of {size:,} bytes", f"{sent:,} (+{sent - size:,})", "once: < 2 x its size")
    row(f"bytes received a {kind}", f"{received:,}")
    return sent, received


def bench_workspace(kind: str, count: int) -> tuple[int, int, int]:
    """What a document leaves on disk beside itself: in the ledger, and once for each different one in the cache; its pages."""
    file = ROOT / "fixtures" / KINDS[kind]
    with tempfile.TemporaryDirectory() as folder:
        sizes = []
        for copies in (1, count):
            with FlexOrch(workspace=folder) as client:
                run(client, file, copies)
                pages = len(client.jobs.list(limit=1)[0].record.pages)
                cached = client.cache.size_bytes if client.cache else 0
            sizes.append((Path(folder) / "ledger.sqlite").stat().st_size)
    ledger = (sizes[1] - sizes[0]) // count
    row(f"bytes a {kind} of {pages} page(s) leaves in ledger / cache", f"{ledger:,} / {cached:,}")
    return ledger, cached, pages


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=int, help="a quick run: at most N documents and one round a measurement")
    parser.add_argument("--data", help="not used; every bench script takes it")
    parser.add_argument("--figures", type=Path, help="write what the page reckons with, as JSON")
    arguments = parser.parse_args()
    if importlib.util.find_spec("distributed") is None:
        print("Dask distributed is not installed (extra dask): nothing is measured.")
        return
    few, kinds = arguments.limit, []
    begin = time.perf_counter()
    with machines() as made:
        row("scheduler and two workers started and joined", f"{time.perf_counter() - begin:.1f} s")
        bench_small_jobs(made, 10 * few if few else 300)
        for kind, count in (("text PDF", 60), ("scan", 12)):
            spent = bench_throughput(made, kind, min(few or count, count), 1 if few else 5)
            sent, received = bench_wire(made, kind, 1 if few else 10)
            ledger, cached, pages = bench_workspace(kind, few or 20)
            size = (ROOT / "fixtures" / KINDS[kind]).stat().st_size
            kinds.append(
                Kind(
                    kind,
                    pages,
                    size,
                    round(spent.workers, 4),
                    round(spent.scheduler, 4),
                    round(spent.engine, 4),
                    sent,
                    received,
                    ledger,
                    cached,
                )
            )
    if arguments.figures:
        arguments.figures.write_bytes(msgspec.json.format(msgspec.json.encode(kinds), indent=1) + b"\n")


if __name__ == "__main__":
    main()
