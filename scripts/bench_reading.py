"""Word F1 and seconds per page on scanned receipts, beside RapidOCR as it comes, turn by turn in one run.

python scripts/bench_reading.py --data ../shared/data --limit 20 --ocr rapidocr
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from metrics import DATA, Receipt, receipts, spread, word_f1

from pipeline.ocr.engine import load_engine
from pipeline.record import Document, Record
from pipeline.stage import Deadline
from pipeline.stages.read import ReadOptions, ReadStage

Reader = Callable[[Path], str]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="folder with receipts/img and receipts/box")
    parser.add_argument("--limit", type=int, default=20, help="receipts, spread over the set; 0 for all")
    parser.add_argument("--ocr", default="rapidocr", choices=("rapidocr", "easyocr"))
    parser.add_argument("--alone", action="store_true", help="without RapidOCR beside it")
    options = parser.parse_args()
    chosen = receipts(options.data, options.limit or None)
    if not chosen:
        print(f"No receipts in {options.data / 'receipts'}: there is nothing to measure on. Give their folder with --data.")
        return 1
    readers = {f"read stage, {options.ocr}": read_stage(options.ocr)}
    if not options.alone:
        readers["RapidOCR as it comes"] = rapidocr_as_it_comes()
    report(measure(readers, chosen))
    print(f"engines: {', '.join(load_engine(options.ocr).engines)}")
    return 0


def read_stage(ocr: str) -> Reader:
    """The whole stage, from the file's bytes to text with words, boxes and language."""
    stage = ReadStage(ReadOptions(ocr=ocr))

    def read(path: Path) -> str:
        data = path.read_bytes()
        return stage.run(Record(Document("", "image/jpeg", len(data)), data), Deadline()).text

    return read


def rapidocr_as_it_comes() -> Reader:
    """The package with its defaults, given the path."""
    from rapidocr import RapidOCR

    engine = RapidOCR(params={"Global.log_level": "error"})
    return lambda path: "\n".join(engine(str(path)).txts or ())


def measure(readers: dict[str, Reader], chosen: list[Receipt]) -> dict[str, list[tuple[float, float]]]:
    """(word F1, seconds) of each reader on each receipt; who goes first changes from one receipt to the next."""
    for read in readers.values():
        read(chosen[0].image_path)  # models load with the first page
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in readers}
    for number, receipt in enumerate(chosen):
        order = list(readers) if number % 2 else list(readers)[::-1]
        for name in order:
            begin = time.perf_counter()
            text = readers[name](receipt.image_path)
            seconds = time.perf_counter() - begin
            found[name].append((word_f1(text, receipt.words_text), seconds))
    return found


def report(found: dict[str, list[tuple[float, float]]]) -> None:
    print(f"{'':24} {'word F1':>8} {'median':>8} {'s/page':>8} {'least':>8} {'most':>8}")
    for name, pairs in found.items():
        scores, seconds = [score for score, _ in pairs], [second for _, second in pairs]
        middle, least, most = spread(seconds)
        print(
            f"{name:24} {statistics.mean(scores):8.4f} {statistics.median(scores):8.4f} {middle:8.2f} {least:8.2f} {most:8.2f}"
        )
    ours, *others = found.values()
    for other in others:
        middle, least, most = spread([mine / theirs for (_, mine), (_, theirs) in zip(ours, other, strict=True)])
        print(f"{len(ours)} receipts; time against RapidOCR: {middle:.2f} ({least:.2f} to {most:.2f})")


if __name__ == "__main__":
    sys.exit(main())
