"""What grows in a process that reads long documents, or many: called by bench_pages.py memory."""

from __future__ import annotations

import argparse
import resource
import tempfile
from pathlib import Path

import msgspec
import pymupdf
from bench_pages import ROOT, BlindEngine, read

from pipeline.options import Limits
from pipeline.readers.assemble import Assembly
from pipeline.readers.pdf import read_pdf
from pipeline.readers.recognise import with_pictures
from pipeline.stages.read import ReadStage


def resident_mb() -> float:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize() / 2**20


def memory(options: argparse.Namespace) -> int:
    """What grows while a long document is read, less the record itself, which has to: its words, boxes and blocks."""
    data, count = many_pages(options.limit or 2_000), options.limit or 2_000
    marks = resident_while_read(data, ReadStage(engine=BlindEngine()), max(1, min(100, count // 2)))
    print(growth(f"{count} pages, every tenth a picture no engine reads", marks))
    scans = ROOT / "fixtures" / "invoice_scan.pdf"
    with pymupdf.open(scans) as one, pymupdf.open() as many:
        for _ in range(min(60, 4 * count)):
            many.insert_pdf(one)
        seen = resident_while_read(many.tobytes(), ReadStage(), 10)
    print(growth("scans recognised", seen))
    stage = ReadStage(engine=BlindEngine())
    small = (ROOT / "fixtures" / "invoice.pdf").read_bytes(), scans.read_bytes()
    sizes = []
    for number in range(1_000 if count >= 100 else 100):
        read(small[number % 2], stage)
        if number % 50 == 49:
            sizes.append(resident_mb())
    share = sizes[-1] / sizes[1 if len(sizes) > 2 else 0] - 1
    print(f"{number + 1} documents one after the other: resident at the end {sizes[-1]:.0f} MB, growth {100 * share:.1f} %")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak of all this {peak:.0f} MB")
    return int(peak > 1024 or share > 0.05)


def resident_while_read(data: bytes, stage: ReadStage, step: int) -> list[tuple[float, float]]:
    """MB resident, and MB of the record so far, every so many pages."""
    assembly, marks, columns = Assembly(), [], 0
    for number, content in enumerate(read_pdf(data, Limits(), lambda _: None), 1):
        assembly.add(with_pictures(content, stage.engine.recognise))
        words = assembly.pages[-1].words
        columns += sum(map(len, (words.starts, words.ends, words.boxes, words.confidences, words.sources)))
        if number % step == 0:
            blocks = len(msgspec.msgpack.encode(assembly.blocks()))
            marks.append((resident_mb(), (columns + len(assembly.text.encode()) + blocks) / 2**20))
    return marks


def growth(what: str, marks: list[tuple[float, float]]) -> str:
    (first, small), (last, large) = marks[0], marks[-1]
    rest = (last - large) - (first - small)
    return (
        f"{what}: resident {first:.0f} MB at the first mark, {last:.0f} MB at the end; "
        f"the record grew by {large - small:.1f} MB, all else by {rest:.1f} MB ({100 * rest / first:.1f} %)"
    )


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
