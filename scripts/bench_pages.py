"""Pages of PDFs: speed beside PyMuPDF's words, broken files, reading order, tables and memory.

python scripts/bench_pages.py speed|wild|order|tables|memory [--data ../shared/data] [--limit N]

speed   the read stage against PyMuPDF's own words extraction, turn by turn, on born-digital invoices
wild    every PDF of wild/pdf through the read stage, each in a process of its own; the table of outcomes
order   the pages of fixtures/order whose order is written down, and pages drawn by seeds that were never looked at
tables  our tables against PyMuPDF's finder: cells and spans of tables drawn by seed, and rows of invoices that hold an item
memory  a PDF of 2,000 pages, 60 scans, then 1,000 documents one after the other: what grows, and how much of it is the record
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import drawn_orders
import drawn_tables
import pymupdf
from metrics import DATA, spread

from pipeline.exceptions import FlexOrchError
from pipeline.ocr.engine import OcrLine
from pipeline.record import Document, Record
from pipeline.stage import Deadline
from pipeline.stages.read import ReadStage

ROOT = Path(__file__).resolve().parent.parent
_ROUNDS = 5
_HELD_OUT = 1_000  # seeds from here on were never looked at; --skip gives another first seed
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


def memory(options: argparse.Namespace) -> int:
    import page_memory  # which reads as this file does

    return page_memory.memory(options)


def order(options: argparse.Namespace) -> int:
    """The pages of fixtures/order, then pages drawn by seeds never looked at: what is right, and what was marked unsure."""
    folder = ROOT / "fixtures" / "order"
    truth = json.loads((folder / "reading_order.json").read_text(encoding="utf-8"))
    record = read((folder / "pages.pdf").read_bytes(), ReadStage())
    right = 0
    for page, wanted in zip(record.pages, truth, strict=True):
        is_right = [line for line in record.text[page.start : page.end].split("\n") if line] == wanted["lines"]
        right += is_right
        print(f"{'right' if is_right else 'WRONG'}  page {wanted['page']:2}, /Rotate {wanted['rotate']:3}: {wanted['what']}")
    print(f"{right} of {len(truth)} pages in the order written down")
    drawn_by_seed(options.skip or _HELD_OUT, options.limit or 100)
    return int(right < len(truth))


def drawn_by_seed(first: int, count: int) -> None:
    stage, marks = ReadStage(engine=BlindEngine()), Counter[tuple[bool, bool]]()
    pairs = followed = 0
    for seed in range(first, first + count):
        with pymupdf.open() as document:
            _, truth = drawn_orders.draw(seed, document)
            record = read(document.tobytes(), stage)
        found = [line for line in record.text.split("\n") if line]
        marks[found == truth, any("[order.unsure]" in warning for warning in record.pages[0].warnings)] += 1
        pairs += len(truth) - 1
        followed += len(set(pairwise(found)) & set(pairwise(truth)))
    wrong = marks[False, False] + marks[False, True]
    print(
        f"{count} pages drawn by seeds from {first}: {marks[True, False] + marks[True, True]} right as a whole, "
        f"{followed / pairs:.3f} of the lines followed by the right one; of {wrong} wrong pages "
        f"{marks[False, True]} are marked unsure, of the right ones {marks[True, True]}"
    )


def tables(options: argparse.Namespace) -> int:
    """Cells right: place, spans and text; spans right: of the cells that spread. Then rows of invoices, where no truth is."""
    right: dict[str, Counter[str]] = {}
    seconds = [0.0, 0.0]
    stage = ReadStage(engine=BlindEngine())
    first = options.skip or _HELD_OUT
    for seed in range(first, first + (6 * options.limit or 120)):
        with pymupdf.open() as document:
            style, truth = drawn_tables.draw(seed, document)
            begin = time.perf_counter()
            ours = cells_of(read(document.tobytes(), stage))
            middle = time.perf_counter()
            other = drawn_tables.theirs(document, range(document.page_count))
            seconds[0] += middle - begin
            seconds[1] += time.perf_counter() - middle
        counts = right.setdefault(style, Counter())
        wide = {cell for cell in truth if cell.row_span > 1 or cell.column_span > 1}
        counts.update(tables=1, cells=len(truth), spans=len(wide))
        for name, found in (("ours", ours), ("theirs", other)):
            counts.update({name: len(set(found) & set(truth)), f"{name} spans": len(set(found) & wide)})
            counts.update({f"{name} whole": sorted(found) == truth, f"{name} more": len(set(found) - set(truth))})
    print(
        f"{'tables drawn by seed':21} {'number':>6}  ours: cells  spans  whole tables   find_tables: cells  spans  whole tables"
    )
    for style, counts in [*right.items(), ("all", sum(right.values(), Counter()))]:
        shares = [
            f"{counts[who] / counts['cells']:10.3f} {counts[f'{who} spans']:4}/{counts['spans']:<4} {counts[f'{who} whole']:4}"
            for who in ("ours", "theirs")
        ]
        print(f"{style:21} {counts['tables']:6} {shares[0]}       {shares[1]}")
    print(f"seconds: {seconds[0]:.2f} (reading, all of it), {seconds[1]:.2f} (find_tables)")
    return invoice_rows(options)


def cells_of(record: Record) -> list[drawn_tables.TrueCell]:
    """The cells with text of all tables; those of a table that goes on come after those before."""
    found, offset, rows = [], 0, 0
    for block in record.blocks:
        if block.table is None:
            continue
        offset, rows = offset + rows, block.table.rows
        for cell in block.table.cells:
            if text := record.text[cell.start : cell.end]:
                place = (cell.row + offset, cell.column, cell.row_span, cell.column_span)
                found.append(drawn_tables.TrueCell.of(*place, text))
    return sorted(found)


def invoice_rows(options: argparse.Namespace) -> int:
    """Rows of at least three cells that hold letters and an amount: what a line item needs. No truth, so agreement and cost."""
    stage, names = ReadStage(), 0
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
        names += 1
    if not names:
        print(f"No invoices in {options.data / 'invoices'}: there is nothing to measure on. Give their folder with --data.")
        return 0
    print(
        f"{names} invoices, rows with text and an amount: ours {counts[0]}, find_tables {counts[1]}; "
        f"seconds: {seconds[0]:.2f}, {seconds[1]:.2f}"
    )
    return 0


def is_item(row: list[str | None]) -> bool:
    cells = [cell.strip() for cell in row if cell and cell.strip()]
    has_text = any(sum(letter.isalpha() for letter in cell) >= 4 for cell in cells)
    has_amount = any(len(cell) < 16 and cell[-1:].isdigit() and cell[-3:-2] in (",", ".") for cell in cells)
    return len(cells) >= 3 and has_text and has_amount


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
