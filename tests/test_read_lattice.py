"""Tables whose columns are drawn: spans, cells of several lines, words only a line parts, and frames that are no tables."""

from __future__ import annotations

import sys

import pymupdf
import pytest

from pipeline.readers.lattice import lattices
from pipeline.record import Block, Document, Record
from pipeline.stage import Deadline
from pipeline.stages.read import ReadStage
from tests.conftest import ROOT

Rect = tuple[float, float, float, float]


def read(document: pymupdf.Document) -> Record:
    data = document.tobytes()
    return ReadStage().run(Record(Document("", "application/pdf", len(data)), data), Deadline())


def framed(cells: list[tuple[Rect, str]], *, as_boxes: bool) -> Record:
    """Cells with a border around each, as four lines or as one rectangle; their text, line by line."""
    document = pymupdf.open()
    page = document.new_page(width=600, height=800)
    for (x0, y0, x1, y1), text in cells:
        if as_boxes:
            page.draw_rect((x0, y0, x1, y1))
        else:
            for one, other in (((x0, y0), (x1, y0)), ((x0, y1), (x1, y1)), ((x0, y0), (x0, y1)), ((x1, y0), (x1, y1))):
                page.draw_line(one, other)
        for number, line in enumerate(text.split("\n")):
            page.insert_text((x0 + 3, y0 + 13 + 12 * number), line, fontsize=10)
    return read(document)


def only_table(record: Record) -> Block:
    (block,) = [block for block in record.blocks if block.table is not None]
    return block


def spread(record: Record) -> dict[str, tuple[int, int, int, int]]:
    """Text of each cell: row, column, rows, columns."""
    table = only_table(record).table
    assert table is not None
    return {
        record.text[cell.start : cell.end]: (cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells
    }


@pytest.mark.parametrize("as_boxes", [False, True])
def test_borders_tell_how_far_cells_spread(as_boxes: bool) -> None:
    cells: list[tuple[Rect, str]] = [
        ((60, 100, 160, 140), "Town"),
        ((160, 100, 360, 120), "Ships a year"),
        ((160, 120, 260, 140), "in"),
        ((260, 120, 360, 140), "out"),
        ((60, 140, 160, 180), "Bristol"),
        ((160, 140, 260, 160), "12"),
        ((260, 140, 360, 160), "14"),
        ((160, 160, 260, 180), "9"),
        ((260, 160, 360, 180), "8"),
    ]
    found = spread(framed(cells, as_boxes=as_boxes))
    assert found["Town"] == (0, 0, 2, 1)
    assert found["Ships a year"] == (0, 1, 1, 2)
    assert found["out"] == (1, 2, 1, 1)
    assert found["Bristol"] == (2, 0, 2, 1)
    assert found["8"] == (3, 2, 1, 1)


def test_lines_of_a_cell_are_joined() -> None:
    rows = [[("lantern of copper\nwith a long chain", 60.0, 200.0), ("from the harbour\nof Bristol", 200.0, 340.0)]] * 3
    cells = [((x0, 100.0 + 40 * row, x1, 140.0 + 40 * row), text) for row, parts in enumerate(rows) for text, x0, x1 in parts]
    record = framed(cells, as_boxes=False)
    block = only_table(record)
    assert block.table is not None
    assert (block.table.rows, block.table.columns) == (3, 2)
    line = "lantern of copper with a long chain\tfrom the harbour of Bristol"
    assert record.text[block.start : block.end] == "\n".join([line] * 3)


def test_a_drawn_line_parts_words_that_stand_close() -> None:
    cells = [
        ((60.0 + 33 * column, 100.0 + 20 * row, 93.0 + 33 * column, 120.0 + 20 * row), word)
        for row in range(3)
        for column, word in enumerate(("Brist", "Exete", "Truro"))
    ]
    assert only_table(framed(cells, as_boxes=False)).table.columns == 3


def test_rows_between_drawn_columns_are_parted_by_white() -> None:
    document = pymupdf.open()
    page = document.new_page(width=600, height=800)
    for x in (60, 260, 360, 460):
        page.draw_line((x, 100), (x, 240))
    for y in (100, 120, 240):
        page.draw_line((60, y), (460, y))
    for x, text in ((65, "Article"), (265, "Quantity"), (365, "Price")):
        page.insert_text((x, 114), text, fontsize=10)
    for number in range(5):
        for x, text in ((65, f"lantern {number}"), (265, str(number + 1)), (365, f"{number}.50")):
            page.insert_text((x, 136 + 20 * number), text, fontsize=10)
    table = only_table(read(document)).table
    assert (table.rows, table.columns) == (6, 3)
    assert [cell.header for cell in table.cells][:4] == [True, True, True, False]


@pytest.mark.parametrize(
    "cells",
    [
        [((50.0, 80.0, 550.0, 300.0), "A frame around text\nthat goes on\nfor some lines")],
        [((50.0, 80.0, 300.0, 120.0), "Stamp"), ((300.0, 80.0, 550.0, 120.0), "Date")],
    ],
)
def test_a_frame_is_no_table(cells: list[tuple[Rect, str]]) -> None:
    record = framed(cells, as_boxes=True)
    assert [block for block in record.blocks if block.table is not None] == []
    assert all(word in record.text for _, text in cells for word in text.split())


def test_a_drawing_of_many_lines_is_no_lattice() -> None:
    squared = [(10.0 * n, 0.0, 10.0 * n + 0.5, 5_000.0) for n in range(450)]
    squared += [(0.0, 10.0 * n, 5_000.0, 10.0 * n + 0.5) for n in range(450)]
    assert lattices(squared, 10.0) == []


@pytest.mark.slow
def test_most_tables_drawn_by_seed_are_read_whole() -> None:
    sys.path.insert(0, str(ROOT / "scripts"))
    import bench_pages
    import drawn_tables

    right = 0
    for seed in range(5_000, 5_024):
        document = pymupdf.open()
        _, truth = drawn_tables.draw(seed, document)
        right += bench_pages.cells_of(read(document)) == truth
    assert right >= 20
