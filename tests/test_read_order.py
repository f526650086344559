"""Reading order on pages whose order is written down, and its promises on any page."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from pipeline.readers.content import PageWords
from pipeline.readers.layout import lay_out, turn, turned
from pipeline.readers.order import regions
from pipeline.readers.runs import Run
from pipeline.record import Document, Record, encode
from pipeline.stage import Deadline
from pipeline.stages.read import ReadStage

ROOT = Path(__file__).resolve().parent.parent
ORDER = ROOT / "fixtures" / "order"
TRUTH = json.loads((ORDER / "reading_order.json").read_text(encoding="utf-8"))


def read(data: bytes) -> Record:
    return ReadStage().run(Record(Document("", "application/pdf", len(data)), data), Deadline())


@pytest.fixture(scope="module")
def pages() -> Record:
    return read((ORDER / "pages.pdf").read_bytes())


def test_at_least_twenty_pages_have_an_order_written_down() -> None:
    assert len(TRUTH) >= 20


@pytest.mark.parametrize("number", range(len(TRUTH)), ids=lambda number: f"{TRUTH[number]['page']}: {TRUTH[number]['what']}")
def test_page_is_read_in_the_order_written_down(pages: Record, number: int) -> None:
    page = pages.pages[number]
    assert [line for line in pages.text[page.start : page.end].split("\n") if line] == TRUTH[number]["lines"]


def kinds(record: Record, number: int) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for block in record.blocks:
        if block.page_index == number:
            found.setdefault(block.kind, []).append(record.text[block.start : block.end])
    return found


def page_about(what: str) -> int:
    return next(number for number, truth in enumerate(TRUTH) if what in truth["what"] and not truth["rotate"])


@pytest.mark.parametrize(
    ("what", "kind", "count"),
    [
        ("title over both", "heading", 1),
        ("a heading across both", "heading", 2),
        ("bulleted and a numbered", "list_item", 8),
        ("bulleted and a numbered", "heading", 2),
        ("its caption", "caption", 1),
        ("filled head", "table", 1),
        ("drawn lines", "table", 1),
        ("second line", "table", 1),
        ("Two addresses", "table", 0),
        ("do not share base lines", "table", 0),
        ("do not share base lines", "heading", 0),
    ],
)
def test_blocks_have_their_kind(pages: Record, what: str, kind: str, count: int) -> None:
    assert len(kinds(pages, page_about(what)).get(kind, [])) == count


def test_order_does_not_depend_on_the_order_of_the_file(pages: Record) -> None:
    assert encode(read((ORDER / "pages.pdf").read_bytes())) == encode(pages)


@pytest.mark.slow
def test_script_writes_the_same_bytes_again(tmp_path: Path) -> None:
    subprocess.run([sys.executable, ROOT / "scripts" / "fixture_order.py", tmp_path], check=True)
    assert [path.name for path in sorted(tmp_path.iterdir())] == [path.name for path in sorted(ORDER.iterdir())]
    assert all(path.read_bytes() == (ORDER / path.name).read_bytes() for path in tmp_path.iterdir())


def words(*found: tuple[str, float, float, float, float], lines: list[int] | None = None, source: int = 0) -> PageWords:
    """Words as (text, x0, y0, x1, y1), each on a line of its own unless told."""
    count = len(found)
    return PageWords(
        [text for text, *_ in found],
        np.array([box for _, *box in found], np.float64).reshape(-1, 4),
        np.array(range(count) if lines is None else lines, np.int64),
        np.ones(count),
        np.full(count, source, np.uint8),
    )


def text_of(found: PageWords) -> str:
    laid = lay_out(found)
    lines = [" ".join(found.texts[run.first : run.last]) for run in laid.runs]
    return "".join(before + line for before, line in zip(laid.before, lines, strict=True))


boxes = st.tuples(st.floats(0, 500), st.floats(0, 700), st.floats(0.1, 200), st.floats(0.1, 60))


@given(st.lists(boxes, max_size=30))
def test_every_run_is_read_once(found: list[tuple[float, float, float, float]]) -> None:
    runs = [Run.of((x, y, x + wide, y + high), place, place + 1, 3) for place, (x, y, wide, high) in enumerate(found)]
    seen = [run.first for region in regions(runs) for row in region.rows for run in row]
    assert sorted(seen) == list(range(len(runs)))


@given(st.lists(boxes, max_size=20), st.randoms())
def test_order_of_runs_that_lie_apart_does_not_depend_on_the_file(found: list, random) -> None:
    runs = []
    for place, (_, _, wide, high) in enumerate(found):
        x, y = 40.0 * (place % 4), 30.0 * (place // 4)
        runs.append(Run.of((x, y, x + wide % 30 + 1, y + high % 12 + 1), place, place + 1, 3))
    shuffled = list(runs)
    random.shuffle(shuffled)
    assert regions(shuffled) == regions(runs)


def grid(
    rows: int, columns: int, step: float, lead: float, width: float, fall: float = 0.0
) -> list[tuple[str, float, float, float, float]]:
    """Words 10 points high, in rows that fall to the right by ``fall``."""
    return [
        (f"w{row}.{column}", 50 + step * column, y, 50 + step * column + width, y + 10 + fall * width)
        for row in range(rows)
        for column in range(columns)
        for y in [50 + lead * row + fall * step * column]
    ]


def grid_text(rows: int, columns: int) -> list[str]:
    return [" ".join(f"w{row}.{column}" for column in range(columns)) for row in range(rows)]


def test_label_and_value_come_on_one_line() -> None:
    found = words(("Invoice", 50, 10, 80, 20), ("No.", 83, 10, 95, 20), ("HM-2026", 300, 10, 350, 20), lines=[0, 0, 1])
    assert text_of(found) == "Invoice No.\tHM-2026"


def test_words_set_one_by_one_form_lines() -> None:
    assert text_of(words(*grid(3, 9, 30, 14, 26))).split("\n") == grid_text(3, 9)


def test_skewed_recognised_lines_stay_whole() -> None:
    lines = [row for row in range(6) for _ in range(8)]
    found = words(*grid(6, 8, 60, 16, 52, fall=0.03), lines=lines, source=1)
    assert text_of(found).replace("\n\n", "\n").split("\n") == grid_text(6, 8)


def test_line_that_runs_up_the_margin_comes_last() -> None:
    up = ("up", 10, 300, 20, 330), ("wards", 10, 250, 20, 297)
    found = words(*up, ("level", 60, 100, 90, 110), ("text", 93, 100, 120, 110), lines=[0, 0, 1, 1])
    assert text_of(found) == "level text\n\nup wards"


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_turned_text_is_told_and_undone(degrees: int) -> None:
    level = words(*grid(4, 5, 40, 20, 35), lines=[place // 5 for place in range(20)])
    back = turned(level.boxes, -degrees % 360, 300, 400)
    shown = PageWords(level.texts, back, level.lines, level.confidences, level.sources)
    assert turn(shown) == degrees
    size = (400, 300) if degrees % 180 else (300, 400)
    assert np.allclose(turned(back, degrees, *size), level.boxes)


def test_hebrew_from_right_to_left_is_not_taken_for_upside_down() -> None:
    found = words(("שלום", 100, 10, 130, 20), ("עולם", 60, 10, 95, 20), lines=[0, 0])
    assert turn(found) == 0


@pytest.mark.slow
@pytest.mark.parametrize("by_flag", [True, False])
@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_scan_is_read_upright_whichever_way_it_lies(degrees: int, by_flag: bool) -> None:
    """Turned back by /Rotate, or lying so in the file: eight cases."""
    with pymupdf.open(ROOT / "fixtures" / "invoice_scan.pdf") as scan, pymupdf.open() as document:
        pixmap = scan[0].get_pixmap(dpi=150)
        picture = Image.frombytes("RGB", (pixmap.width, pixmap.height), pixmap.samples).rotate(degrees, expand=True)
        stream = io.BytesIO()
        picture.save(stream, "PNG")
        page = document.new_page(width=picture.width * 0.48, height=picture.height * 0.48)
        page.insert_image(page.rect, stream=stream.getvalue())
        page.set_rotation(degrees if by_flag else 0)
        record = read(document.tobytes())
    (shown,) = record.pages
    assert shown.turn == (0 if by_flag else degrees)
    assert shown.width_pt < shown.height_pt
    assert "Invoice No.\tHM-2026-00417" in record.text
    assert "Total due\t£2,280.00" in record.text
