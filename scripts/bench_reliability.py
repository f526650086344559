"""What isolation and durability cost, and what they buy: throughput, deadlines that end, faults that cost one job, kills that
cost none, flat memory.

    python scripts/bench_reliability.py [--limit N] [--only NAME ...]

Budgets: < 5 ms a small job once warm; two children >= 1.8 x one, on text PDFs and on scans; overrun of the deadline p99 < 1 s;
every kind of fault in every stage: all jobs final, the others completed; 50 x kill -9 in 1,000 jobs: none lost, none done
twice; 10,000 documents: memory grows < 5 %; a queue of 100,000 costs no memory to speak of. ``soak`` takes ten minutes.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "fixtures"
sys.path.insert(0, str(ROOT))

from pipeline import FlexOrch  # noqa: E402
from pipeline.record import encode  # noqa: E402
from tests.faults import FaultStage, TextStage  # noqa: E402
from tests.faulty_stages import FAULTS, STAGES, faulty_chain  # noqa: E402

FEW = 10  # jobs: a quick run, whose figures mean little
SMALL = (TextStage, FaultStage)
KINDS = {"text PDFs": "letter.pdf", "scans": "invoice_scan.pdf"}


def row(what: str, value: str, budget: str = "–") -> None:
    print(f"{what:<66} {value:>24}   budget {budget}", flush=True)


@contextmanager
def engine(**settings: Any) -> Iterator[FlexOrch]:
    """On a workspace of its own; without a cache, so that everything is done."""
    with tempfile.TemporaryDirectory() as folder, FlexOrch(workspace=folder, **{"cache": False, **settings}) as client:
        yield client


def small(**settings: Any) -> Any:
    return engine(pipeline=[stage() for stage in SMALL], workers=1, **settings)


def bench_overhead(count: int) -> None:
    def seconds(isolation: str) -> float:
        with small(isolation=isolation) as client:
            client.jobs.upload_bytes(b"fine", "a.txt").wait_until_done()
            begin = time.perf_counter()
            for _ in range(count):
                client.jobs.upload_bytes(b"fine", "a.txt").wait_until_done()
            return time.perf_counter() - begin

    costs = [1000 * (seconds("process") - seconds("thread")) / count for _ in range(3)]  # A B A B: the machine's speed drifts
    row(f"isolation, per small job, {count} jobs, median of 3 pairs", f"{statistics.median(costs):.2f} ms", "< 5 ms")


def bench_durable(count: int) -> None:
    """Uploads alone: what it costs to have them safe from a power cut."""
    for durable in (True, False):
        with tempfile.TemporaryDirectory() as folder:
            os.environ["FLEXORCH_CONFIG"] = str(Path(folder) / "settings.toml")
            Path(os.environ["FLEXORCH_CONFIG"]).write_text(f"durable = {str(durable).lower()}\n", encoding="utf-8")
            with small() as client:
                client.close(keep=True)
            with FlexOrch(workspace=Path(folder) / "w", pipeline=[TextStage()], workers=0) as client:
                begin = time.perf_counter()
                for number in range(count):
                    client.jobs.upload_bytes(b"%d" % number, "a.txt")
                one = (time.perf_counter() - begin) / count
                begin = time.perf_counter()
                client.jobs.upload_many((b"many %d" % number, "a.txt") for number in range(count))
                many = (time.perf_counter() - begin) / count
            del os.environ["FLEXORCH_CONFIG"]
        what = "safe from a power cut" if durable else "left to the system"
        row(f"upload, {what}, one by one / in bulk, {count}", f"{1000 * one:.2f} / {1000 * many:.2f} ms")


def bench_throughput(count: int) -> None:
    def rate(workers: int, name: str, number: int) -> float:
        with engine(workers=workers, isolation="process") as client:
            for job in [client.documents.upload(FIXTURES / name) for _ in range(2 * workers)]:
                job.wait_until_done()
            begin = time.perf_counter()
            jobs = client.jobs.upload_many([FIXTURES / name] * number)
            assert {job.wait_until_done(None).status for job in jobs} == {"completed"}
            return number / (time.perf_counter() - begin)

    for kind, name in KINDS.items():
        number = count if kind == "text PDFs" else max(2, count // 10)
        pairs = [(rate(1, name, number), rate(2, name, number)) for _ in range(3 if count > FEW else 1)]
        ratios = sorted(two / one for one, two in pairs)
        what = f"two children against one, {number} {kind}, median of {len(pairs)} (spread)"
        row(what, f"{statistics.median(ratios):.2f} x ({ratios[0]:.2f}-{ratios[-1]:.2f})", ">= 1.8 x")
        row(f"one child, {kind}", f"{statistics.median(one for one, _ in pairs):.1f} documents/s")


def bench_deadline(count: int) -> None:
    limit, overruns = 0.5, []
    with small(isolation="process", stage_timeout_s=limit) as client:
        for number in range(count):
            client.jobs.upload_bytes(b"fine %d" % number, "a.txt").wait_until_done()  # a warm child
            begin = time.perf_counter()
            job = client.jobs.upload_bytes(b"hang-in-c", "a.txt").wait_until_done()
            assert job.failure_code == "job.deadline", job.failure_code
            overruns.append(time.perf_counter() - begin - limit)
    worst = sorted(overruns)[int(0.99 * (count - 1))]
    row(f"overrun of a {limit} s deadline in native code, {count} jobs, p99", f"{worst:.3f} s", "< 1 s")


def bench_faults(rounds: int) -> None:
    """Every fault in every stage of the default chain, among good documents, with a listener that sleeps; another raises."""
    note = (FIXTURES / "note.txt").read_bytes()
    with engine(pipeline=faulty_chain(), workers=1) as client:
        expected = encode(client.jobs.upload_bytes(note, "note.txt").wait_until_done().record)
    os.environ["FLEXORCH_CHILD_MEMORY_BYTES"] = str(3 * 1024**3)
    settings = {"pipeline": faulty_chain(), "workers": 2, "isolation": "process", "stage_timeout_s": 5.0}
    with engine(**settings) as client:
        client.events.subscribe(lambda _: time.sleep(0.05))
        client.events.subscribe(lambda _: 1 / 0)
        for job in client.jobs.upload_many([(note, "note.txt")] * 2):
            job.wait_until_done(None)  # models are loaded before a stage has 5 s
        bad, good = [], []
        for stage in STAGES:
            for fault in FAULTS[:rounds]:
                bad.append(client.jobs.upload_bytes(note + f"\nfault:{stage}:{fault} ".encode(), "note.txt"))
                good.append(client.jobs.upload_bytes(note, "note.txt"))
        final = sum(job.wait_until_done(1800).status.is_final for job in bad + good)
        unharmed = sum(job.record is not None and encode(job.record) == expected for job in good)
        codes = sorted({job.failure_code for job in bad if job.failure_code})
        failed = sum(job.status == "failed" for job in bad)
    del os.environ["FLEXORCH_CHILD_MEMORY_BYTES"]
    row(f"jobs final, {len(FAULTS[:rounds])} faults in each of {len(STAGES)} stages", f"{final} of {len(bad + good)}", "all")
    row("other jobs unharmed, byte for byte", f"{unharmed} of {len(good)}", "all")
    row(f"faults that failed their job: {failed} of {len(bad)}, as", ", ".join(codes))


KILLED = """
import sys
from pipeline import FlexOrch
from tests.faults import FaultStage, TextStage
with FlexOrch(workspace=sys.argv[1], pipeline=[TextStage(), FaultStage()], workers=2, isolation=sys.argv[2]) as client:
    for number in range(int(sys.argv[3]), int(sys.argv[4])):
        job = client.jobs.upload_bytes(b"document %d" % number, "a.txt")
        print(number, job.id, flush=True)
"""
_TRIGGER = "CREATE TRIGGER watch AFTER UPDATE OF status ON jobs WHEN NEW.status IN ('completed', 'failed')"


def bench_kills(count: int) -> None:
    kills, moment = max(1, count // 20), random.Random(7)
    with tempfile.TemporaryDirectory() as folder:
        with (
            FlexOrch(workspace=folder, pipeline=[stage() for stage in SMALL], workers=0) as client,
            client._engine._database.open() as connection,
        ):
            connection.execute("CREATE TABLE ends (key INTEGER)")
            connection.execute(f"{_TRIGGER} BEGIN INSERT INTO ends VALUES (NEW.key); END")
        promised: dict[int, str] = {}
        done = 0
        for attempt in range(kills + 1):
            isolation = "process" if attempt % 2 else "thread"
            arguments = [sys.executable, "-c", KILLED, folder, isolation, str(len(promised)), str(count)]
            run = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, cwd=ROOT)
            assert run.stdout is not None
            quota = count if attempt == kills else moment.randint(0, 2 * count // (kills + 1))
            for line in run.stdout:
                number, job_id = line.split()
                promised[int(number)] = job_id
                if len(promised) >= done + quota and attempt < kills:
                    break
            done = len(promised)
            if attempt < kills:
                time.sleep(moment.random() * 0.05)
                run.kill()
            rest = run.stdout.read()  # what was said before it died
            promised |= {int(number): job_id for number, job_id in (line.split() for line in rest.splitlines())}
            done = len(promised)
            run.wait()
        with FlexOrch(workspace=folder, pipeline=[stage() for stage in SMALL], workers=2) as client:
            found = {number: client.jobs.get(job_id).wait_until_done(60) for number, job_id in promised.items()}
            lost = sum(job.text != f"document {number}" for number, job in found.items())
            with client._engine._database.open() as connection:
                rows, twice = connection.execute("SELECT count(*), count(*) - count(DISTINCT key) FROM ends").fetchone()
                (open_,) = connection.execute("SELECT count(*) FROM jobs WHERE status IN ('queued', 'running')").fetchone()
            codes = {job.failure_code for job in found.values() if job.failure_code}
        left = [path for path in Path(folder, "scratch").rglob("*") if path.is_file()]
    said = f" ({', '.join(sorted(codes))})" if codes else ""
    row(f"{kills} x kill -9 during {len(promised)} jobs: lost{said}", str(lost), "0")
    row(f"done twice in the ledger, of {rows} ends; never ended", f"{twice}; {open_}", "0; 0")
    row("files left in folders for temporary files", str(len(left)), "0")


def rss(pid: int) -> int:
    """Kilobytes of memory a process holds."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


def bench_soak(count: int) -> None:
    """Different documents, the default chain, two children that are never replaced: memory after a tenth and at the end."""
    letter, note = (FIXTURES / "letter.pdf").read_bytes(), (FIXTURES / "note.txt").read_bytes()
    os.environ["FLEXORCH_JOBS_PER_CHILD"] = str(10 * count)
    curve = []
    with engine(workers=2, isolation="process") as client:
        for start in range(0, count, max(1, count // 20)):
            documents = (
                (letter + b"\n%% %d" % number, "letter.pdf") if number % 4 == 0 else (note + b"\n%d" % number, "note.txt")
                for number in range(start, min(count, start + max(1, count // 20)))
            )
            for job in client.jobs.upload_many(documents):
                assert job.wait_until_done(None).status == "completed"
            gc.collect()
            children = [child._process.pid for child in client._engine._conductors._runner._idle]
            curve.append((rss(os.getpid()), max(rss(pid) for pid in children)))
    del os.environ["FLEXORCH_JOBS_PER_CHILD"]
    warm, end = curve[min(1, len(curve) - 1)], curve[-1]
    for who, before, after in zip(("parent", "child"), warm, end, strict=True):
        what = f"memory of the {who}, after {count // 10:,} and {count:,} documents"
        row(what, f"{before / 1024:.0f} -> {after / 1024:.0f} MB, {100 * (after / before - 1):+.1f} %", "< 5 %")
    row("curve, parent/child MB", " ".join(f"{a // 1024}/{b // 1024}" for a, b in curve[:: max(1, len(curve) // 5)]))


def bench_queue(count: int) -> None:
    """Uploads that wait: memory of the process, and what the first and the last of them cost."""
    with tempfile.TemporaryDirectory() as folder, FlexOrch(workspace=folder, pipeline=[TextStage()], workers=0) as client:
        documents = ((b"document %d" % number, f"{number}.txt") for number in range(count))
        marks, begin = [], time.perf_counter()
        for number, _ in enumerate(client.jobs.upload_each(documents), 1):
            if number in (min(1000, count), count):
                marks.append((rss(os.getpid()), time.perf_counter() - begin))
        ledger, chain = client._engine.ledger, client.pipeline.fingerprint
        times = []
        for _ in range(min(100, count)):
            begin = time.perf_counter()
            ledger.claim(chain, "bench")
            times.append(1000 * (time.perf_counter() - begin))
        size = sum(file.stat().st_size for file in Path(folder).glob("ledger*"))
    before, after = marks[0], marks[-1]
    row(f"memory with 1,000 and {count:,} queued", f"{before[0] / 1024:.1f} -> {after[0] / 1024:.1f} MB", "< 5 % more")
    row("an upload in bulk; its row in the ledger", f"{1000 * after[1] / count:.2f} ms; {size / count:.0f} bytes")
    row(f"claiming one of {count:,}, median", f"{statistics.median(times):.2f} ms")


BENCHES: dict[str, tuple[Callable[[int], None], int, int]] = {  # function, size, size with --limit 3
    "overhead": (bench_overhead, 300, 3),
    "durable": (bench_durable, 300, 10),
    "throughput": (bench_throughput, 100, 4),
    "deadline": (bench_deadline, 30, 3),
    "faults": (bench_faults, len(FAULTS), 1),
    "kills": (bench_kills, 1000, 20),
    "queue": (bench_queue, 100_000, 2000),
    "soak": (bench_soak, 10_000, 20),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=int, help="a quick run: at most N jobs a measurement, or as few as make sense")
    parser.add_argument("--only", nargs="+", choices=list(BENCHES), help="only these; without it all but soak are run")
    parser.add_argument("--data", help="not used; every bench script takes it")
    arguments = parser.parse_args()
    for name, (bench, full, few) in BENCHES.items():
        if name in (arguments.only or BENCHES) and (arguments.only or arguments.limit or name != "soak"):
            bench(min(full, max(few, arguments.limit)) if arguments.limit else full)


if __name__ == "__main__":
    main()
