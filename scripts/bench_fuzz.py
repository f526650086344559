"""Damaged files through the real reader, in child processes that can be killed: how many end how.

    python scripts/bench_fuzz.py                       # every fixture and every file of ../shared/data/wild, 6 mutations each
    python scripts/bench_fuzz.py --each 60 --seed 1 --keep finds

Mutations are bit flips, random bytes, truncation, splices with another file, repetition, and numbers where counters turn over;
the same for the same seed. A job may end completed or as ``document.…``. A crash (``worker.lost``), a hang (``job.deadline``)
and an exception that no reader foresaw (``stage.failed``) are finds: counted, kept in --keep, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections import Counter, deque
from pathlib import Path

from fuzzing import BlindReadStage, mutations

from pipeline import FlexOrch, Job

ROOT = Path(__file__).resolve().parent.parent
WAITING = 64  # jobs under way at a time: their documents are held on disk, not here
MEMORY = 3 * 1024**3


def main() -> int:
    """Run them all, and say how they ended."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--each", type=int, default=6, help="mutations of each file")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--limit", type=int, help="files at most of either folder")
    parser.add_argument("--timeout", type=float, default=30.0, help="seconds a file may take")
    parser.add_argument("--keep", type=Path, help="folder for what was found")
    given = parser.parse_args()
    total: Counter[str] = Counter()
    for name, folder in (("fixtures", ROOT / "fixtures"), ("wild", given.data / "wild")):
        files = sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size)[: given.limit]
        if not files:
            print(f"{name}: {folder} is not there")
            continue
        begin = time.monotonic()
        outcomes, slowest = run(files, given.each, given.seed, given.timeout, given.keep)
        seconds = time.monotonic() - begin
        print(f"{name}: {outcomes.total():,} damaged copies of {len(files)} files in {seconds:.0f} s, slowest {slowest:.1f} s")
        for outcome, count in sorted(outcomes.items(), key=lambda item: (-item[1], item[0])):
            print(f"    {count:7,}  {outcome}")
        total += outcomes
    finds = sum(count for outcome, count in total.items() if not is_expected(outcome))
    print(f"{total.total():,} jobs, all of them final; {finds} finds")
    return 1 if finds else 0


def is_expected(outcome: str) -> bool:
    """Whether a damaged file may end so."""
    return outcome == "completed" or outcome.startswith("document.")


def run(files: list[Path], each: int, seed: int, timeout_s: float, keep: Path | None = None) -> tuple[Counter[str], float]:
    """Send the mutations of some files through the reader.

    Returns:
        How many ended how, and the seconds of the slowest.
    """
    os.environ.setdefault("FLEXORCH_CHILD_MEMORY_BYTES", str(MEMORY))
    outcomes: Counter[str] = Counter()
    slowest = 0.0
    waiting: deque[tuple[Job, str, str, bytes]] = deque()

    def take() -> None:
        nonlocal slowest
        job, name, kind, data = waiting.popleft()
        job = job.wait_until_done(timeout_s * 8 * WAITING)
        outcome = job.failure_code or job.status
        outcomes[outcome] += 1
        slowest = max(slowest, sum(job.timings.values()))
        if keep is not None and not is_expected(outcome):
            keep.mkdir(parents=True, exist_ok=True)
            (keep / f"{outcome}-{outcomes[outcome]}-{kind}-{name}").write_bytes(data)

    with (
        tempfile.TemporaryDirectory() as workspace,
        FlexOrch(
            workspace=Path(workspace),
            pipeline=[BlindReadStage()],
            isolation="process",
            workers=2,
            cache=False,
            job_timeout_s=timeout_s,
        ) as client,
    ):
        for name, kind, data in mutations(files, each, seed):
            waiting.append((client.jobs.upload_bytes(data, name), name, kind, data))
            if len(waiting) == WAITING:
                take()
        while waiting:
            take()
    return outcomes, slowest


if __name__ == "__main__":
    sys.exit(main())
