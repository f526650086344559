"""Word F1, seconds per page and calibrated confidence on scanned receipts, beside RapidOCR as it comes, in turns in one run.

python scripts/bench_reading.py --data ../shared/data --split report --workers 2 --limit 32

models/ocr_head.npz and models/ocr_confidence.json were fitted on receipts with even numbers (``tune``), never on those with odd
numbers (``report``). With --levers each choice of the OCR chain is undone alone, on receipts of the half it was made on. In any
case a receipt is read in the eight ways it can lie: its picture turned, and its page turned back by the PDF's /Rotate.
"""

from __future__ import annotations

import argparse
import io
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from threading import local
from types import ModuleType
from unittest.mock import patch

import numpy as np
import pymupdf
from metrics import DATA, Receipt, WordCheck, receipts, reliability, spread, word_checks, word_f1
from numpy.typing import NDArray
from PIL import Image

from pipeline.ocr import detect, recognise
from pipeline.ocr.rapid import Alphabet, RapidEngine
from pipeline.ocr.registry import load_engine
from pipeline.record import Document, Record
from pipeline.stage import Deadline
from pipeline.stages.read import ReadOptions, ReadStage

FIXTURE = Path(__file__).resolve().parents[1] / "fixtures" / "receipt.png"
_SAME = 0.95  # word F1 against the upright page from which on a turned one is read right; scaling may cost a letter
Change = tuple[ModuleType, str, float]
LEVERS: tuple[tuple[str, Alphabet, tuple[Change, ...]], ...] = (
    ("as it is", "latin", ()),
    ("all 18,708 characters, layers as published", "all", ()),
    ("detection at 960 pixels", "latin", ((detect, "SIDE_MAX_PX", 960),)),
    ("detection at 1,920 pixels", "latin", ((detect, "SIDE_MAX_PX", 1920),)),
    ("boxes from a mean probability of 0.5", "latin", ((detect, "_BOX", 0.5),)),
    ("boxes grown by 1.4", "latin", ((detect, "_GROWTH", 1.4),)),
    ("boxes grown by 1.8", "latin", ((detect, "_GROWTH", 1.8),)),
    ("no spaces from wide gaps", "latin", ((recognise, "_GAP", 1e9),)),
    ("six lines at a time", "latin", ((recognise, "BATCH", 6),)),
)

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
    parser.add_argument(
        "--levers", type=int, default=0, metavar="N", help="also measure each choice on N receipts of the tune half"
    )
    options = parser.parse_args()
    print(rotations(options.ocr))
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
    if options.levers:
        print(levers(receipts(options.data, options.levers, "tune")))
    return 0


def rotations(ocr: str) -> str:
    """The receipt of fixtures/ on each side, as a picture and as a PDF page; right where it reads as it does upright."""
    pixels = np.asarray(Image.open(FIXTURE).convert("RGB"))
    stage, found = ReadStage(ReadOptions(ocr=ocr)), []
    truth = _text(stage, _png(pixels), "image/png")
    for turn in range(4):
        picture = _png(np.rot90(pixels, turn))
        found.append(word_f1(_text(stage, picture, "image/png"), truth))
        found.append(word_f1(_text(stage, _pdf(picture, 90 * turn), "application/pdf"), truth))
    right = sum(score > _SAME for score in found)
    return f"rotation: {right} of {len(found)} right, least word F1 against upright {min(found):.3f}"


def _png(pixels: NDArray[np.uint8]) -> bytes:
    data = io.BytesIO()
    Image.fromarray(pixels).save(data, "PNG")
    return data.getvalue()


def _pdf(picture: bytes, rotate: int) -> bytes:
    """A page that is the picture, turned back by /Rotate."""
    with pymupdf.open() as document, pymupdf.open(stream=picture, filetype="png") as image:
        rect = image[0].rect
        page = document.new_page(width=rect.width, height=rect.height)
        page.insert_image(rect, stream=picture)
        page.set_rotation(rotate)
        data: bytes = document.tobytes()
    return data


def _text(stage: ReadStage, data: bytes, media_type: str) -> str:
    return stage.run(Record(Document("", media_type, len(data)), data), Deadline()).text


def levers(chosen: Sequence[Receipt]) -> str:
    """A table: word F1 and the processor's seconds a page as it is, and with one choice undone at a time."""
    pages = [(np.asarray(Image.open(receipt.image_path).convert("RGB")), receipt.words_text) for receipt in chosen]
    rows = [f"{'choice':44} {'word F1':>8} {'CPU s/page':>11}   ({len(chosen)} receipts)"]
    for name, alphabet, changes in LEVERS:
        with ExitStack() as stack:
            for module, constant, value in changes:
                stack.enter_context(patch.object(module, constant, value))
            engine = RapidEngine(alphabet)
            engine.recognise(pages[0][0])
            begin = time.process_time()
            texts = ["\n".join(line.text for line in engine.recognise(pixels)) for pixels, _ in pages]
            seconds = (time.process_time() - begin) / len(pages)
        scores = [word_f1(text, truth) for text, (_, truth) in zip(texts, pages, strict=True)]
        rows.append(f"{name:44} {statistics.mean(scores):8.4f} {seconds:11.2f}")
    return "\n".join(rows)


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
