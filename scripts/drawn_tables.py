"""Tables drawn by seed with a written-down truth, and how many of their cells and spans a reader finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import pymupdf
from fixture_order import WORDS
from fixture_sheet import font

STYLES = ("grid", "boxes", "columns", "lines", "bands", "plain")
SPANNING = ("grid", "boxes")  # without drawn columns nothing tells how far a cell spreads
SIZE, LEAD, PAD = 9.0, 11.5, 4.0
LEFT, RIGHT, TOP, BOTTOM = 60.0, 535.0, 150.0, 770.0
Box = tuple[float, float, float, float]


@dataclass(frozen=True, order=True)
class TrueCell:
    """A cell that holds text: its place, how far it spreads, and its letters and digits, sorted.

    Sorted, because PyMuPDF's ``extract`` loses blanks and changes the order of characters within a cell, which says nothing
    about how it finds tables.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    text: str

    @classmethod
    def of(cls, row: int, column: int, row_span: int, column_span: int, text: str) -> TrueCell:
        """A cell with this text."""
        return cls(row, column, row_span, column_span, "".join(sorted(filter(str.isalnum, text))))


@dataclass
class Drawing:
    """A table under construction: cells with their lines, and the truth."""

    style: str
    xs: list[float]
    numeric: set[int]
    truth: list[TrueCell] = field(default_factory=list)
    lines: dict[tuple[int, int], list[str]] = field(default_factory=dict)
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    def put(self, row: int, column: int, lines: list[str], row_span: int = 1, column_span: int = 1) -> None:
        self.lines[row, column] = lines
        self.spans[row, column] = (row_span, column_span)
        if lines:
            self.truth.append(TrueCell.of(row, column, row_span, column_span, "".join(lines)))


def draw(seed: int, document: pymupdf.Document) -> tuple[str, list[TrueCell]]:
    """One table on a page of its own, or on two: its style, and its cells in order."""
    random = np.random.default_rng(seed)
    style = STYLES[seed % len(STYLES)]
    table, rows = _content(random, style)
    heights = [_height(table, row) for row in range(rows)]
    is_long = seed % 5 == 4
    page = _page(document, random)
    y, top = (BOTTOM - sum(heights[: rows // 2]) - 1 if is_long else TOP), 0
    for row in range(rows + 1):
        if row == rows or (is_long and row == rows // 2):
            _ink(page, table, range(top, row), heights, y - sum(heights[top:row]))
            if row < rows:
                page, y, top = _page(document, random), TOP - 60, row
        if row < rows:
            y += heights[row]
    return style, sorted(table.truth)


def _content(random: np.random.Generator, style: str) -> tuple[Drawing, int]:
    columns = int(random.integers(3, 7))
    widths = random.uniform(1, 2, columns)
    widths[0] += 1.2
    xs = [LEFT, *(LEFT + (RIGHT - LEFT) * np.cumsum(widths) / widths.sum()).tolist()]
    numeric = {column for column in range(1, columns) if column == columns - 1 or random.random() < 0.5}
    table, rows = Drawing(style, xs, numeric), int(random.integers(5, 11))
    head = 1
    if style in SPANNING and random.random() < 0.5:
        head = 2
        first = int(random.integers(1, columns - 1))
        wide = int(random.integers(2, columns - first + 1))
        for column in range(columns):
            if column == first:
                table.put(0, column, [_words(random, 2)], 1, wide)
            if first <= column < first + wide:
                table.put(1, column, [_words(random, 1)])
            else:
                table.put(0, column, [_words(random, 1)], 2, 1)
    else:
        for column in range(columns):
            table.put(0, column, [_words(random, 1)])
    row = head
    while row < head + rows:
        group = int(random.integers(2, 4)) if style in SPANNING and random.random() < 0.25 else 1
        group = min(group, head + rows - row)
        table.put(row, 0, _cell(random, xs[1] - xs[0]), group, 1)
        for below in range(row, row + group):
            for column in range(1, columns):
                if column in numeric:
                    table.put(below, column, [f"{random.integers(1, 900)}.{random.integers(0, 99):02}"])
                elif random.random() < 0.12:
                    table.put(below, column, [])
                else:
                    table.put(below, column, _cell(random, xs[column + 1] - xs[column]))
        row += group
    return table, head + rows


def _words(random: np.random.Generator, count: int) -> str:
    return " ".join(random.choice(WORDS, count).tolist())


def _cell(random: np.random.Generator, width: float) -> list[str]:
    """One to three lines that fit."""
    lines = [_words(random, 1).title()]
    for _ in range(int(random.integers(0, 5))):
        word = _words(random, 1)
        if font("helv").text_length(f"{lines[-1]} {word}", SIZE) <= width - 2 * PAD:
            lines[-1] += f" {word}"
        elif len(lines) < 3:
            lines.append(word)
    return lines


def _height(table: Drawing, row: int) -> float:
    mine = [
        len(lines) / table.spans[place][0]
        for place, lines in table.lines.items()
        if place[0] <= row < place[0] + table.spans[place][0]
    ]
    return LEAD * max([1.0, *mine]) + 2 * PAD


def _page(document: pymupdf.Document, random: np.random.Generator) -> pymupdf.Page:
    page = document.new_page(width=595, height=842)
    if document.page_count % 2:
        text = " ".join(random.choice(WORDS, 14).tolist())
        page.insert_text((LEFT, 70), text[:95], fontsize=10)
    return page


def _ink(page: pymupdf.Page, table: Drawing, rows: range, heights: list[float], top: float) -> None:
    """Draw some rows from a height on."""
    ys = [top + sum(heights[rows.start : row]) for row in (*rows, rows.stop)]
    shape = page.new_shape()
    for (row, column), lines in table.lines.items():
        if row not in rows:
            continue
        down, right = table.spans[row, column]
        end = min(row + down, rows.stop) - rows.start
        box = (table.xs[column], ys[row - rows.start], table.xs[column + right], ys[end])
        if table.style in SPANNING:
            _frame(shape, box, table.style)
        for number, text in enumerate(lines):
            is_right = column in table.numeric and right == 1
            x = box[2] - PAD - font("helv").text_length(text, SIZE) if is_right else box[0] + PAD
            page.insert_text((x, box[1] + PAD + SIZE + LEAD * number), text, fontsize=SIZE)
    levels = {"lines": ys, "columns": [ys[0], ys[1], ys[-1]]}.get(table.style, [])
    for y in levels:
        shape.draw_line((LEFT, y), (RIGHT, y))
    if table.style == "columns":
        for x in table.xs:
            shape.draw_line((x, ys[0]), (x, ys[-1]))
    shape.finish(width=0.6)
    shape.commit()
    if table.style == "bands":
        for y0, y1 in list(pairwise(ys))[::2]:
            page.draw_rect((LEFT, y0, RIGHT, y1), color=None, fill=(0.88, 0.9, 0.95), overlay=False)


def _frame(shape: pymupdf.Shape, box: Box, style: str) -> None:
    if style == "boxes":
        shape.draw_rect(box)
        return
    x0, y0, x1, y1 = box
    for one, other in (((x0, y0), (x1, y0)), ((x0, y1), (x1, y1)), ((x0, y0), (x0, y1)), ((x1, y0), (x1, y1))):
        shape.draw_line(one, other)


def theirs(document: pymupdf.Document, pages: range) -> list[TrueCell]:
    """What PyMuPDF's finder sees on some pages, the rows of a later page after those of the first."""
    found, offset = [], 0
    for index in pages:
        for table in document[index].find_tables().tables:
            boxes = [box for row in table.rows for box in row.cells if box is not None]
            lefts = sorted({round(box[0]) for box in boxes} | {round(box[2]) for box in boxes})
            tops = sorted({round(box[1]) for box in boxes} | {round(box[3]) for box in boxes})
            for row, (cells, texts) in enumerate(zip(table.rows, table.extract(), strict=True)):
                for column, (box, text) in enumerate(zip(cells.cells, texts, strict=True)):
                    if box is None or not (text or "").strip():
                        continue
                    down = tops.index(round(box[3])) - tops.index(round(box[1]))
                    right = lefts.index(round(box[2])) - lefts.index(round(box[0]))
                    found.append(TrueCell.of(row + offset, column, down, right, text))
            offset += table.row_count
    return sorted(found)
