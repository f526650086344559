"""Word F1, seconds per page and calibrated confidence on scanned receipts, beside RapidOCR as it comes, in turns in one run.

python scripts/bench_reading.py --data ../shared/data --split report --workers 2 --limit 32

models/ocr_head.npz and models/ocr_confidence.json were fitted on receipts with even numbers (``tune``), never on those with odd
numbers (``report``).
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import local

from metrics import DATA, Receipt, WordCheck, receipts, reliability, spread, word_checks, word_f1

from pipeline.ocr.registry import load_engine
from pipeline.record import Document, Record
from pipeline.stage import Deadline
from pipeline.stages.read import ReadOptions, ReadStage

Words = list[tuple[str, float]]  # text and confidence
Reader = Callable[[Path], tuple[str, Words]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="folder with receipts/img and receipts/box")
    parser.add_argument("--limit", type=int, default=24, help="receipts, spread over the set; 0 for all")
    parser.add_argument("--split", choices=("tune", "report", "all"), default="report", help="even numbers, odd ones, both")
    parser.add_argument("--workers", type=int, default=2, help="threads that read at once")
    parser.add_argument("--rounds", type=int, default=4, help="turns of each reader, each over its part of the receipts")
    parser.add_argument("--ocr", default="rapidocr", choices=("rapidocr", "easyocr"))
    parser.add_argument("--alone", action="store_true", help="without the package beside it")
    options = parser.parse_args()
    chosen = receipts(options.data, options.limit or None, options.split)
    if not chosen:
        print(f"No receipts in {options.data / 'receipts'}: there is nothing to measure on. Give their folder with --data.")
        return 0
    readers = {f"read stage, {options.ocr}": read_stage(options.ocr)}
    if not options.alone:
        readers["RapidOCR as it comes"] = rapidocr_as_it_comes()
    report(*measure(readers, chosen, options.workers, min(options.rounds, len(chosen))))
    print(f"{len(chosen)} receipts ({options.split}), {options.workers} workers")
    print(f"engines: {', '.join(load_engine(options.ocr).engines)}")
    return 0


def read_stage(ocr: str) -> Reader:
    """The whole stage, from the file's bytes to text with words, boxes and language; one for all workers."""
    stage = ReadStage(ReadOptions(ocr=ocr))

    def read(path: Path) -> tuple[str, Words]:
        data = path.read_bytes()
        record = stage.run(Record(Document("", "image/jpeg", len(data)), data), Deadline())
        words = [
            (record.text[start:end], float(sure))
            for page in record.pages
            for start, end, sure in zip(page.words.start, page.words.end, page.words.confidence, strict=True)
        ]
        return record.text, words

    return read


def rapidocr_as_it_comes() -> Reader:
    """The package with its defaults, given the path; one for each worker, as it keeps what it is doing in itself."""
    from rapidocr import RapidOCR

    engines = local()

    def read(path: Path) -> tuple[str, Words]:
        if not hasattr(engines, "own"):
            engines.own = RapidOCR(params={"Global.log_level": "error"})
        found = engines.own(str(path))
        lines = list(zip(found.txts or (), found.scores or (), strict=True))
        return "\n".join(text for text, _ in lines), [(word, float(sure)) for text, sure in lines for word in text.split()]

    return read


Result = dict[str, list[tuple[float, list[WordCheck]]]]


def measure(
    readers: dict[str, Reader], chosen: list[Receipt], workers: int, rounds: int
) -> tuple[Result, dict[str, list[float]]]:
    """What each reader read of each receipt, and its seconds a page in each round; who goes first changes with the round."""
    results: Result = {name: [] for name in readers}
    seconds: dict[str, list[float]] = {name: [] for name in readers}
    with ThreadPoolExecutor(workers) as pool:
        for read in readers.values():
            list(pool.map(read, [chosen[0].image_path] * 2 * workers))  # models load with the first page
        for number in range(rounds):
            part = chosen[number::rounds]
            for name in list(readers) if number % 2 else list(readers)[::-1]:
                begin = time.perf_counter()
                texts = list(pool.map(readers[name], [receipt.image_path for receipt in part]))
                seconds[name].append((time.perf_counter() - begin) / len(part))
                for (text, words), receipt in zip(texts, part, strict=True):
                    results[name].append((word_f1(text, receipt.words_text), word_checks(words, receipt.words_text)))
    return results, seconds


def report(results: Result, seconds: dict[str, list[float]]) -> None:
    print(f"{'':24} {'word F1':>8} {'median':>8} {'s/page':>8} {'least':>8} {'most':>8}")
    for name, found in results.items():
        scores = [score for score, _ in found]
        middle, least, most = spread(seconds[name])
        print(
            f"{name:24} {statistics.mean(scores):8.4f} {statistics.median(scores):8.4f} {middle:8.2f} {least:8.2f} {most:8.2f}"
        )
    ours, *others = seconds.values()
    for other in others:
        middle, least, most = spread([mine / theirs for mine, theirs in zip(ours, other, strict=True)])
        print(f"time against RapidOCR as it comes: {middle:.3f} ({least:.3f} to {most:.3f}, {len(ours)} rounds)")
    for name, found in results.items():
        print(f"\nconfidence of words, {name}")
        print(reliability([check for _, checks in found for check in checks]))


if __name__ == "__main__":
    sys.exit(main())
