"""What isolation costs and what it buys: overhead a job, throughput of two children, deadlines that end, faults that cost one.

    python scripts/bench_reliability.py [--limit N]

Budgets: < 5 ms a small job once warm; two children >= 1.8 x one on text PDFs; overrun of the deadline p99 < 1 s; after every
kind of fault all jobs are final and the others completed.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline import FlexOrch  # noqa: E402
from tests.faults import FaultStage, TextStage  # noqa: E402

FAULTS = ("crash", "exit", "hang", "hang-in-c", "raise", "connect", "print")
FINE = "fine"


def row(what: str, value: str, budget: str) -> None:
    print(f"{what:<62} {value:>22}   budget {budget}")


def seconds_for(count: int, isolation: str) -> float:
    """Wall seconds of small jobs, one at a time, on a warm engine without a cache."""
    chain = [TextStage(), FaultStage()]
    with (
        tempfile.TemporaryDirectory() as folder,
        FlexOrch(workspace=folder, pipeline=chain, workers=1, isolation=isolation, cache=False) as client,
    ):
        client.jobs.upload_bytes(FINE.encode(), "a.txt").wait_until_done()
        begin = time.perf_counter()
        for _ in range(count):
            client.jobs.upload_bytes(FINE.encode(), "a.txt").wait_until_done()
        return time.perf_counter() - begin


def bench_overhead(count: int) -> None:
    costs = [
        1000 * (seconds_for(count, "process") - seconds_for(count, "thread")) / count for _ in range(3)
    ]  # A B A B A B: the machine's speed drifts
    row(f"isolation, per small job, {count} jobs, median of 3 pairs", f"{statistics.median(costs):.2f} ms", "< 5 ms")


def rate(workers: int, count: int) -> float:
    """Documents a second through the default chain, the children warm, no cache."""
    with (
        tempfile.TemporaryDirectory() as folder,
        FlexOrch(workspace=folder, workers=workers, isolation="process", cache=False) as client,
    ):
        warm = [client.documents.upload(ROOT / "fixtures" / "letter.pdf") for _ in range(2 * workers)]
        for job in warm:
            job.wait_until_done()
        begin = time.perf_counter()
        for job in [client.documents.upload(ROOT / "fixtures" / "letter.pdf") for _ in range(count)]:
            assert job.wait_until_done().status == "completed"
        return count / (time.perf_counter() - begin)


def bench_throughput(count: int) -> None:
    ratios = [rate(2, count) / rate(1, count) for _ in range(3)]
    row(f"two children against one, {count} text PDFs, median of 3", f"{statistics.median(ratios):.2f} x", ">= 1.8 x")


def bench_deadline(count: int) -> None:
    limit, overruns = 0.5, []
    with (
        tempfile.TemporaryDirectory() as folder,
        FlexOrch(
            workspace=folder, pipeline=[TextStage(), FaultStage()], workers=1, isolation="process", stage_timeout_s=limit
        ) as client,
    ):
        for number in range(count):
            client.jobs.upload_bytes(f"{FINE} {number}".encode(), "a.txt").wait_until_done()  # a warm child
            begin = time.perf_counter()
            job = client.jobs.upload_bytes(b"hang-in-c", "a.txt").wait_until_done()
            assert job.failure_code == "job.deadline"
            overruns.append(time.perf_counter() - begin - limit)
    worst = sorted(overruns)[int(0.99 * (count - 1))]
    row(f"overrun of a {limit} s deadline in native code, {count} jobs, p99", f"{worst:.3f} s", "< 1 s")


def bench_faults(rounds: int) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        FlexOrch(
            workspace=folder, pipeline=[TextStage(), FaultStage()], workers=2, isolation="process", stage_timeout_s=1
        ) as client,
    ):
        jobs, good = [], []
        for number in range(rounds):
            for fault in FAULTS:
                jobs.append(client.jobs.upload_bytes(fault.encode(), "a.txt"))
                good.append(client.jobs.upload_bytes(f"{FINE} {number} {fault}".encode(), "a.txt"))
        final = sum(job.wait_until_done(600).status.is_final for job in jobs + good)
        unharmed = sum(job.status == "completed" for job in good)
    row(f"jobs final after {len(jobs)} faults of {len(FAULTS)} kinds", f"{final} of {len(jobs + good)}", "all")
    row("other jobs unharmed", f"{unharmed} of {len(good)}", "all")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=int, help="a quick run: at most N jobs a measurement")
    parser.add_argument("--data", help="not used; every bench script takes it")
    few = parser.parse_args().limit
    bench_overhead(few or 300)
    bench_throughput(few or 100)
    bench_deadline(few or 30)
    bench_faults(1 if few else 5)


if __name__ == "__main__":
    main()
