"""Pages of PDFs: speed beside PyMuPDF's words, broken files, reading order, tables and memory.

python scripts/bench_pages.py speed|wild|order|tables|memory [--data ../shared/data] [--limit N]

speed   the read stage against PyMuPDF's own words extraction, turn by turn, on born-digital invoices
wild    every PDF of wild/pdf through the read stage, each in a process of its own; the table of outcomes
order   the pages of fixtures/order whose order is written down
tables  our tables against PyMuPDF's finder, on invoices: which table rows hold a line's net amount together with its text
memory  a PDF of 2,000 pages, then 1,000 documents one after the other: peak and growth of the process
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pymupdf
from metrics import DATA, spread

from pipeline.exceptions import FlexOrchError
from pipeline.ocr.engine import OcrLine
from pipeline.record import Document, Record
from pipeline.stage import Deadline
from pipeline.stages.read import ReadStage

ROOT = Path(__file__).resolve().parent.parent
_ROUNDS = 5
_SECONDS = 120.0  # a wild file may take at most


class BlindEngine:
    """Recognises nothing: for what has no pixels to read."""

    name, engines = "blind", ("blind 1",)

    def recognise(self, image: object) -> list[OcrLine]:
        return []


def read(data: bytes, stage: ReadStage) -> Record:
    return stage.run(Record(Document("", "application/pdf", len(data)), data), Deadline())


def peer(data: bytes) -> int:
    with pymupdf.open(stream=data, filetype="pdf") as document:
        return sum(len(page.get_text("words")) for page in document)


def invoices(data: Path, limit: int) -> list[Path]:
    files = sorted((data / "invoices").glob("*.pdf"))
    return files[:: max(1, len(files) // limit)][:limit] if limit else files


def speed(options: argparse.Namespace) -> int:
    stage = ReadStage()
    ratios, mine, theirs = [], [], []
    for file in invoices(options.data, options.limit):
        data = file.read_bytes()
        record = read(data, stage)
        if any(page.source != "text" for page in record.pages):
            continue
        times: dict[Callable[[], object], list[float]] = {
            lambda data=data: read(data, stage): [],
            lambda data=data: peer(data): [],
        }
        for _ in range(_ROUNDS):
            for run, seconds in times.items():
                begin = time.perf_counter()
                run()
                seconds.append((time.perf_counter() - begin) / len(record.pages))
        ours, other = (statistics.median(seconds) for seconds in times.values())
        mine.append(ours)
        theirs.append(other)
        ratios.append(ours / other)
    if not ratios:
        print(f"No invoices in {options.data / 'invoices'}: there is nothing to measure on. Give their folder with --data.")
        return 0
    middle, least, most = spread(ratios)
    print(
        f"{len(ratios)} invoices, {_ROUNDS} rounds in turn; ms a page: read stage {1000 * statistics.median(mine):.2f}, ",
        end="",
    )
    print(f"PyMuPDF words {1000 * statistics.median(theirs):.2f}; ratio {middle:.2f} ({least:.2f} to {most:.2f})")
    return 0


def outcome(file: Path, queue: multiprocessing.Queue) -> None:
    begin = time.perf_counter()
    try:
        record = read(file.read_bytes(), ReadStage())
    except FlexOrchError as error:
        queue.put((error.code, "", time.perf_counter() - begin))
        return
    counts = Counter(page.source for page in record.pages)
    warnings = Counter(warning.rsplit("[", 1)[-1].rstrip("]") for page in record.pages for warning in page.warnings)
    detail = ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items()))
    notes = ", ".join(
        f"{count}x {kind if kind.startswith('layer') else 'page damaged'}" for kind, count in sorted(warnings.items())
    )
    queue.put(("completed", f"{detail}{'; ' if notes else ''}{notes}", time.perf_counter() - begin))


def wild(options: argparse.Namespace) -> int:
    files = sorted((options.data / "wild" / "pdf").glob("*.pdf"))[options.skip :][: options.limit or None]
    if not files:
        print(f"No PDFs in {options.data / 'wild' / 'pdf'}: there is nothing to measure on. Give their folder with --data.")
        return 0
    context = multiprocessing.get_context("fork")
    ends: Counter[str] = Counter()
    for file in files:
        queue = context.Queue()
        process = context.Process(target=outcome, args=(file, queue))
        process.start()
        process.join(_SECONDS)
        if process.is_alive():
            process.kill()
            end = ("TIMEOUT", "", _SECONDS)
        elif process.exitcode:
            end = (f"PROCESS LOST ({process.exitcode})", "", 0.0)
        else:
            end = queue.get()
        ends[end[0]] += 1
        print(f"{file.name:60} {end[0]:24} {end[2]:6.2f} s  {end[1]}", flush=True)
    print(", ".join(f"{count} {kind}" for kind, count in ends.most_common()))
    return int(any(kind.isupper() or kind.startswith("PROCESS") for kind in ends))


def order(_: argparse.Namespace) -> int:
    folder = ROOT / "fixtures" / "order"
    truth = json.loads((folder / "reading_order.json").read_text(encoding="utf-8"))
    record = read((folder / "pages.pdf").read_bytes(), ReadStage())
    right = 0
    for page, wanted in zip(record.pages, truth, strict=True):
        is_right = [line for line in record.text[page.start : page.end].split("\n") if line] == wanted["lines"]
        right += is_right
        print(f"{'right' if is_right else 'WRONG'}  page {wanted['page']:2}, /Rotate {wanted['rotate']:3}: {wanted['what']}")
    print(f"{right} of {len(truth)} pages in the order written down")
    return int(right < len(truth))


def tables(options: argparse.Namespace) -> int:
    """Rows of at least three cells that hold letters and an amount: what a line item needs. No truth, so agreement and cost."""
    stage, lines = ReadStage(), []
    seconds, counts = [0.0, 0.0], [0, 0]
    for file in invoices(options.data, options.limit):
        data = file.read_bytes()
        begin = time.perf_counter()
        record = read(data, stage)
        middle = time.perf_counter()
        with pymupdf.open(stream=data, filetype="pdf") as document:
            theirs = [row for page in document for table in page.find_tables().tables for row in table.extract()]
        seconds[0] += middle - begin
        seconds[1] += time.perf_counter() - middle
        ours = [
            line.split("\t")
            for block in record.blocks
            if block.table
            for line in record.text[block.start : block.end].split("\n")
        ]
        found = [sum(is_item(row) for row in rows) for rows in (ours, theirs)]
        counts = [count + more for count, more in zip(counts, found, strict=True)]
        lines.append((file.name, *found))
    if not lines:
        print(f"No invoices in {options.data / 'invoices'}: there is nothing to measure on. Give their folder with --data.")
        return 1
    for name, mine, other in lines:
        print(f"{name[-70:]:70} {mine:4} {other:4}")
    print(
        f"rows with text and an amount: ours {counts[0]}, find_tables {counts[1]}; seconds: {seconds[0]:.2f}, {seconds[1]:.2f}"
    )
    return 0


def is_item(row: list[str | None]) -> bool:
    cells = [cell.strip() for cell in row if cell and cell.strip()]
    has_text = any(sum(letter.isalpha() for letter in cell) >= 4 for cell in cells)
    has_amount = any(len(cell) < 16 and cell[-1:].isdigit() and cell[-3:-2] in (",", ".") for cell in cells)
    return len(cells) >= 3 and has_text and has_amount


def resident_mb() -> float:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize() / 2**20


def memory(options: argparse.Namespace) -> int:
    stage = ReadStage(engine=BlindEngine())
    data = many_pages(options.limit or 2_000)
    marks: list[float] = []
    from pipeline.options import Limits
    from pipeline.readers.assemble import Assembly
    from pipeline.readers.pdf import read_pdf
    from pipeline.readers.recognise import with_pictures

    assembly = Assembly()
    for number, content in enumerate(read_pdf(data, Limits(), lambda _: None), 1):
        assembly.add(with_pictures(content, stage.engine.recognise))
        if number % 100 == 0:
            marks.append(resident_mb())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(assembly.pages)} pages: resident after 100 {marks[0]:.0f} MB, at the end {marks[-1]:.0f} MB, ", end="")
    print(f"peak {peak:.0f} MB", flush=True)
    small = (ROOT / "fixtures" / "invoice.pdf").read_bytes(), (ROOT / "fixtures" / "invoice_scan.pdf").read_bytes()
    sizes = []
    for number in range(1_000):
        read(small[number % 2], stage)
        if number % 100 == 99:
            sizes.append(resident_mb())
    growth = sizes[-1] / sizes[0] - 1
    print(f"1,000 documents: resident after 100 {sizes[0]:.0f} MB, after 1,000 {sizes[-1]:.0f} MB, growth {100 * growth:.1f} %")
    return int(peak > 1024 or growth > 0.05)


def many_pages(count: int) -> bytes:
    """Pages of text, every tenth of them a picture."""
    with tempfile.TemporaryDirectory() as folder, pymupdf.open() as document:
        picture = pymupdf.open(ROOT / "fixtures" / "letter.pdf")[0].get_pixmap(dpi=100).tobytes("jpeg")
        for number in range(count):
            page = document.new_page()
            if number % 10 == 9:
                page.insert_image(page.rect, stream=picture)
                continue
            lines = [f"line {line} of page {number}: the lantern over the quiet harbour was lit" for line in range(45)]
            page.insert_text((60, 60), lines, fontsize=10)
        file = Path(folder) / "many.pdf"
        document.save(file, garbage=3, deflate=True)
        return file.read_bytes()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="?", default="speed", choices=("speed", "wild", "order", "tables", "memory"))
    parser.add_argument("--data", type=Path, default=DATA, help="folder with invoices/ and wild/pdf/")
    parser.add_argument("--limit", type=int, default=0, help="files (memory: pages); 0 for all")
    parser.add_argument("--skip", type=int, default=0, help="wild: files to leave out at the beginning")
    options = parser.parse_args()
    runs: dict[str, Callable[[argparse.Namespace], int]] = {
        "speed": speed,
        "wild": wild,
        "order": order,
        "tables": tables,
        "memory": memory,
    }
    return runs[options.what](options)


if __name__ == "__main__":
    sys.exit(main())
