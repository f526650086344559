"""What encryption costs, and what it costs to delete for good.

    python scripts/bench_privacy.py [--limit N]

Plain and encrypted workspaces take turns (A B A B …) on the same documents; medians of the rounds, and their spread. Budget:
encryption costs less than 10 % of a real document's job, and deleting one document of a workspace of 1,000 less than 1 s.
Peer for the arithmetic: none of the peers encrypts what it keeps.
"""

from __future__ import annotations

import argparse
import io
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from bench_engine import FIXTURES, NoOpStage

from pipeline import FlexOrch
from pipeline.privacy.sealed import Sealed
from pipeline.privacy.vault import write_key


def paired(what: str, rounds: int, measure: Callable[[Path | None], float]) -> None:
    """Measure without and with a key in turns, and say what the key adds."""
    with tempfile.TemporaryDirectory() as folder:
        key = Path(folder) / "key"
        write_key(key)
        times: dict[bool, list[float]] = {False: [], True: []}
        for number in range(2 * rounds):
            times[number % 2 == 1].append(measure(key if number % 2 else None))
    plain, sealed = (statistics.median(times[one]) for one in (False, True))
    spread = " ".join(f"{1000 * min(times[one]):.2f}-{1000 * max(times[one]):.2f}" for one in (False, True))
    print(f"{what:<46} plain {1000 * plain:8.2f} ms   encrypted {1000 * sealed:8.2f} ms   x {sealed / plain:.2f}   ({spread})")


def small_jobs(count: int) -> Callable[[Path | None], float]:
    """Seconds for each job of 1 KB documents that nothing is done with."""

    def measure(key: Path | None) -> float:
        with (
            tempfile.TemporaryDirectory() as folder,
            FlexOrch(workspace=folder, pipeline=[NoOpStage()], key_file=key) as client,
        ):
            begin = time.perf_counter()
            for number in range(count):
                client.jobs.upload_bytes(b"%06d" % number * 170, "a.txt").wait_until_done()
            return (time.perf_counter() - begin) / count

    return measure


def large_document(megabytes: int) -> Callable[[Path | None], float]:
    """Seconds to take in and read back a large document."""
    data = os.urandom(megabytes * 1024 * 1024)

    def measure(key: Path | None) -> float:
        with (
            tempfile.TemporaryDirectory() as folder,
            FlexOrch(workspace=folder, pipeline=[NoOpStage()], key_file=key) as client,
        ):
            begin = time.perf_counter()
            client.jobs.upload_bytes(data, "a.bin").wait_until_done()
            return time.perf_counter() - begin

    return measure


def real_document(key: Path | None) -> float:
    """Seconds of the invoice through the default chain, models loaded."""
    with tempfile.TemporaryDirectory() as folder, FlexOrch(workspace=folder, workers=1, key_file=key) as client:
        client.documents.upload(FIXTURES / "letter.pdf").wait_until_done(None)
        begin = time.perf_counter()
        client.documents.upload(FIXTURES / "invoice.pdf").wait_until_done(None)
        return time.perf_counter() - begin


def ciphers(megabytes: int) -> None:
    """Processor time of encryption alone, which no other load on the machine can blur."""
    seal, data = Sealed(os.urandom(32)), os.urandom(megabytes * 1024 * 1024)
    sealing, opening = [], []
    for _ in range(7):
        target, begin = io.BytesIO(), time.process_time()
        writer = seal.writer(target)
        for start in range(0, len(data), 1024 * 1024):
            writer.write(data[start : start + 1024 * 1024])
        writer.finish()
        sealing.append(time.process_time() - begin)
        begin = time.process_time()
        assert seal.document(target.getvalue()) == data
        opening.append(time.process_time() - begin)
    times = (f"{1000 * statistics.median(one):.1f} ms" for one in (sealing, opening))
    print(f"a document of {megabytes} MB, processor time to seal and to open: {' and '.join(times)}")


def deletions(count: int) -> None:
    """Delete one, then all but a few, of a workspace of so many documents."""
    with tempfile.TemporaryDirectory() as folder, FlexOrch(workspace=folder, pipeline=[NoOpStage()]) as client:
        jobs = [client.jobs.upload_bytes(b"%06d" % number * 500, "a.txt") for number in range(count)]
        for job in jobs:
            job.wait_until_done()
        times = []
        for job in jobs[: min(10, count - 1)]:
            begin = time.perf_counter()
            client.documents.delete(job.document_id or "")
            times.append(time.perf_counter() - begin)
        print(f"delete one document of {count:,}: {1000 * statistics.median(times):.0f} ms (of {len(times)})")
        begin = time.perf_counter()
        gone = client.purge(older_than=timedelta(0))
        print(f"purge the other {gone.jobs:,}: {time.perf_counter() - begin:.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=int, help="a quick run: at most N jobs and one round a measurement")
    parser.add_argument("--data", help="not used; every bench script takes it")
    limit = parser.parse_args().limit
    rounds = 1 if limit else 5
    ciphers(20)
    paired("a 1 KB document, nothing done with it", rounds, small_jobs(limit or 100))
    paired("a 20 MB document, nothing done with it", rounds, large_document(20))
    paired("invoice.pdf through the default chain", rounds, real_document)
    deletions(max(2, limit) if limit else 1_000)


if __name__ == "__main__":
    main()
