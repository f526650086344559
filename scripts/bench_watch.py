"""What watching a folder costs: processor time of one look at it, by the number of files that lie in it.

    python scripts/bench_watch.py [--limit N]

Budget: a look at 10,000 files < 100 ms, so that a look a second costs less than a tenth of one core. Peer: watchfiles, where it
is installed, polling as it must on a network drive (``force_polling``); it reports changes, but not whether a file is whole.
"""

from __future__ import annotations

import argparse
import importlib.util
import statistics
import tempfile
import threading
import time
from pathlib import Path

from pipeline.folder import Folder


def filled(folder: Path, count: int) -> None:
    for number in range(count):
        (folder / f"{number:06d}.pdf").write_bytes(b"x")


def looks(folder: Path, rounds: int) -> list[float]:
    """Processor seconds a look takes when everything was taken before: the steady state of files that are left in place."""
    watched = Folder(folder, settle_s=0)
    for arrival in watched.ready():
        watched.take(arrival)
    times = []
    for _ in range(rounds):
        begin = time.process_time()
        assert list(watched.ready()) == []
        times.append(time.process_time() - begin)
    return times


def peer_cpu_s(folder: Path, seconds: float) -> float:
    """Processor seconds of the peer for each second of polling, once a second."""
    from watchfiles import watch

    stop = threading.Event()
    threading.Timer(seconds, stop.set).start()
    begin, wall = time.process_time(), time.perf_counter()
    for _ in watch(folder, stop_event=stop, force_polling=True, poll_delay_ms=1000, rust_timeout=200):
        pass
    return (time.process_time() - begin) / (time.perf_counter() - wall)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=int, help="a quick run: at most N hundred files")
    parser.add_argument("--data", help="not used; every bench script takes it")
    limit = parser.parse_args().limit
    counts = (100 * limit,) if limit else (100, 1_000, 10_000, 50_000)
    for count in counts:
        with tempfile.TemporaryDirectory() as name:
            filled(Path(name), count)
            times = looks(Path(name), 5 if limit else 9)
            spread = f"{1000 * min(times):.1f}-{1000 * max(times):.1f}"
            print(f"a look at {count:>6,} files: {1000 * statistics.median(times):7.1f} ms (of {len(times)}: {spread})")
            if importlib.util.find_spec("watchfiles") and not limit:
                print(f"  watchfiles, polling once a second: {1000 * peer_cpu_s(Path(name), 5):7.1f} ms of processor a second")


if __name__ == "__main__":
    main()
