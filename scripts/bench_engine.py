"""What the engine itself costs: import, a no-op job, a deep page of a long list, a cache hit, and the same bytes every time.

    python scripts/bench_engine.py [--limit N]

Budgets: import < 0.3 s; < 3 ms a no-op job (10,000 jobs); jobs.list(limit=25, offset=50_000) of 100,000 jobs < 10 ms; the same
file again, through the default chain, > 200 documents/s; equal bytes for 1, 2 and 4 workers and two hash seeds.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from msgspec import structs

from pipeline import Deadline, FlexOrch, Record, Stage
from pipeline.record import encode

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
HEAVY = ("pymupdf", "rapidocr", "easyocr", "torch", "spacy", "sklearn", "numpy", "diskcache", "onnxruntime", "cv2", "PIL")
DOCUMENTS = ("invoice.pdf", "receipt.png", "letter.pdf", "mixed.pdf", "note.txt")


class NoOpStage(Stage):
    """Does nothing: what is left is the engine's own cost."""

    name = "no-op"
    reads = frozenset({"source"})
    writes = frozenset({"text"})

    def run(self, record: Record, deadline: Deadline) -> Record:
        return structs.replace(record, text="x")


def row(what: str, value: str, budget: str) -> None:
    print(f"{what:<58} {value:>16}   budget {budget}")


def bench_import() -> None:
    code = "import time; b = time.perf_counter(); import pipeline; a = time.perf_counter() - b; import sys; print(a); " + (
        f"print([m for m in {HEAVY} if m in sys.modules])"
    )
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout for _ in range(5)]
    row("import pipeline, median of 5", f"{statistics.median(float(r.split()[0]) for r in runs):.3f} s", "< 0.3 s")
    row("heavy libraries it imports", runs[0].splitlines()[1], "[]")


def bench_no_op(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        client = FlexOrch(workspace=folder, pipeline=[NoOpStage()])
        begin = time.perf_counter()
        for number in range(count):
            client.jobs.upload_bytes(str(number).encode(), "a.txt")
        client.close()
        seconds = time.perf_counter() - begin
        final = len(client.jobs.list(limit=count + 1, status="completed"))
    row(f"a no-op job, {count:,} different documents, {final:,} completed", f"{1000 * seconds / count:.2f} ms", "< 3 ms")


def bench_list(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder, FlexOrch(workspace=folder, pipeline=[NoOpStage()]) as client:
        client.jobs.upload_bytes(b"x", "a.txt").wait_until_done()
        database = client._engine._database
        columns = "document_key, filename, media_type, size_bytes, settings, chain, stages, submitter, status, created_at"
        with database.transaction() as connection:  # 100,000 copies of one finished row: only the listing is measured
            connection.execute(
                f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count - 1})"
                f" INSERT INTO jobs ({columns}) SELECT {columns} FROM jobs, n"
            )
        times = []
        for _ in range(20):
            begin = time.perf_counter()
            jobs = client.jobs.list(limit=25, offset=count // 2)
            times.append(1000 * (time.perf_counter() - begin))
        assert len(jobs) == 25
    row(f"jobs.list(limit=25, offset={count // 2:_}) of {count:,}", f"{statistics.median(times):.2f} ms", "< 10 ms")


def bench_cached(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder, FlexOrch(workspace=folder) as client:
        client.documents.upload(FIXTURES / "invoice.pdf").wait_until_done()
        begin = time.perf_counter()
        jobs = [client.documents.upload(FIXTURES / "invoice.pdf") for _ in range(count)]
        for job in jobs:
            job.wait_until_done()
        seconds = time.perf_counter() - begin
        assert all(len(job.cached) == 5 for job in jobs)
    row(f"the same file again, from the cache, {count:,} times", f"{count / seconds:.0f} documents/s", "> 200")


def digest_of_results(workers: int) -> str:
    """sha256 over the records of the fixture documents, in order, without a cache."""
    digest = hashlib.sha256()
    with tempfile.TemporaryDirectory() as folder, FlexOrch(workspace=folder, workers=workers, cache=False) as client:
        for job in client.jobs.upload_many(FIXTURES / name for name in DOCUMENTS):
            record = job.wait_until_done().record
            assert record is not None, job.processing_summary
            digest.update(encode(record))
    return digest.hexdigest()


def bench_bytes() -> None:
    digests = set()
    for workers, seed in ((1, "1"), (2, "1"), (4, "1"), (2, "2")):
        command = [sys.executable, __file__, "--digest", str(workers)]
        environ = {**os.environ, "PYTHONHASHSEED": seed}
        digests.add(subprocess.run(command, env=environ, capture_output=True, text=True, check=True).stdout.strip())
    row("results for 1, 2, 4 workers and 2 hash seeds", "equal" if len(digests) == 1 else "DIFFERENT", "equal")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=int, help="a quick run: at most N jobs a measurement")
    parser.add_argument("--data", help="not used; every bench script takes it")
    parser.add_argument("--digest", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.digest:
        print(digest_of_results(arguments.digest))
        return
    few = arguments.limit
    bench_import()
    bench_no_op(few or 10_000)
    bench_list(max(100, few * 10) if few else 100_000)
    bench_cached(few or 1_000)
    bench_bytes()


if __name__ == "__main__":
    main()
