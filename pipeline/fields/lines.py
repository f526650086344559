"""A record as cells in rows: the view that labels, neighbours and columns are looked up in.

A cell is a run of words on one line without a wide gap. Cells at one height form a row, read from left to right, even when
the text lists them apart. Text without geometry gets a grid of characters instead, so that the same rules serve both.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pipeline.fields.phrases import Phrases, Text
from pipeline.fields.text import fold
from pipeline.record import Box, Page, Record, union

WIDE_GAP = 1.4  # gap between two words, in heights of the line, that parts two cells; blanks are about 0.3 heights wide
SAME_ROW = 0.5  # share of the lower cell's height two cells must have in common to stand in one row
TURNED = 2.0  # a run of four letters and more that is so much higher than wide does not lie on its line
GRID_PT = (6.0, 12.0)  # width and height of a character of text without geometry

BETWEEN = "\0"  # between the cells of Layout.folded: no letter, no digit, no white space, so that no phrase goes across

_COLUMNS = re.compile(r"\S+(?: \S+)*")  # two blanks or a tab part columns


@dataclass(frozen=True)
class Cell:
    """A run of words on one line.

    Attributes:
        index: its place in :attr:`Layout.cells`.
        text, start, end: a span of ``record.text``.
        box: points; on a grid of characters where there is no geometry.
        page_index: counts from 0.
        row: index into :attr:`Layout.rows`.
    """

    index: int
    text: str
    start: int
    end: int
    box: Box
    page_index: int
    row: int

    @cached_property
    def folded(self) -> str:
        """The text folded, same length."""
        return fold(self.text)

    @property
    def height(self) -> float:
        """In points."""
        return self.box[3] - self.box[1]


@dataclass(frozen=True)
class Layout:
    """The cells of a record.

    Attributes:
        record: what it shows.
        cells: in order of rows, left to right.
        rows: cells at one height of one page, top to bottom.
    """

    record: Record
    cells: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @classmethod
    def of(cls, record: Record) -> Layout:
        """Build the view; costs about as much as looking at every word once."""
        cells: list[Cell] = []
        rows: list[tuple[Cell, ...]] = []
        for page in record.pages:
            runs = _page_runs(record, page)
            upright = [run for run in runs if not _is_turned(run)]
            for row in [*_rows(upright), *([run] for run in runs if _is_turned(run))]:
                made = tuple(
                    Cell(len(cells) + position, record.text[start:end], start, end, box, page.index, len(rows))
                    for position, (start, end, box) in enumerate(row)
                )
                cells += made
                rows.append(made)
        return cls(record, tuple(cells), tuple(rows))

    @cached_property
    def _text(self) -> Text:
        """The folded texts of all cells, so that a phrase is looked for once and not in every cell."""
        return Text(BETWEEN.join(cell.folded for cell in self.cells))

    @cached_property
    def _starts(self) -> list[int]:
        """Where each cell begins in :attr:`_text`."""
        starts, offset = [], 0
        for cell in self.cells:
            starts.append(offset)
            offset += len(cell.text) + len(BETWEEN)
        return starts

    def find(self, wanted: Phrases) -> Iterator[tuple[Cell, int, int]]:
        """Where phrases stand, in order: cell, start and end in it."""
        starts = self._starts
        for start, end in wanted.find(self._text):
            index = bisect_right(starts, start) - 1
            yield self.cells[index], start - starts[index], end - starts[index]

    def words_of(self, cell: Cell) -> list[tuple[str, Box]]:
        """The words of a cell and their boxes; on text without geometry, by the grid of characters."""
        page = next(page for page in self.record.pages if page.index == cell.page_index)
        words = page.words
        if not len(words):
            wide = (cell.box[2] - cell.box[0]) / max(1, len(cell.text))
            x0, y0, y1 = cell.box[0], cell.box[1], cell.box[3]
            return [
                (match.group(), (x0 + wide * match.start(), y0, x0 + wide * match.end(), y1))
                for match in re.finditer(r"\S+", cell.text)
            ]
        first, last = int(words.start.searchsorted(cell.start)), int(words.start.searchsorted(cell.end))
        spans = zip(
            words.start[first:last].tolist(), words.end[first:last].tolist(), words.box[first:last].tolist(), strict=True
        )
        return [(self.record.text[start:end], (box[0], box[1], box[2], box[3])) for start, end, box in spans]

    def right_of(self, cell: Cell) -> tuple[Cell, ...]:
        """The cells after it in its row."""
        return tuple(other for other in self.rows[cell.row] if other.index > cell.index)

    def below(self, cell: Cell, rows: int = 2) -> Iterator[Cell]:
        """The cells under it in the next rows of its page, nearest first, that share some of its width."""
        for row in self.rows[cell.row + 1 : cell.row + 1 + rows]:
            for other in row:
                if other.page_index == cell.page_index and overlap(other.box, cell.box, axis=0) > 0:
                    yield other

    def row_text(self, index: int) -> str:
        """The row's cells, parted by two blanks."""
        return "  ".join(cell.text for cell in self.rows[index])

    @property
    def page_count(self) -> int:
        """Pages with any text."""
        return len({cell.page_index for cell in self.cells})


def overlap(one: Box, other: Box, axis: int) -> float:
    """Length two boxes share along an axis (0: x, 1: y), in points; below 0 when they are apart."""
    return min(one[axis + 2], other[axis + 2]) - max(one[axis], other[axis])


_Run = tuple[int, int, Box]


def _page_runs(record: Record, page: Page) -> list[_Run]:
    return _word_runs(record, page) if len(page.words) else _grid_runs(record, page)


def _word_runs(record: Record, page: Page) -> list[_Run]:
    words = page.words
    spans = zip(words.start.tolist(), words.end.tolist(), words.box.tolist(), strict=True)
    runs: list[tuple[int, int, list[Box]]] = []
    for start, end, corners in spans:
        box: Box = (corners[0], corners[1], corners[2], corners[3])
        if runs and not _parted(record.text[runs[-1][1] : start], runs[-1][2][-1], box):
            first, _, boxes = runs[-1]
            boxes.append(box)
            runs[-1] = (first, end, boxes)
        else:
            runs.append((start, end, [box]))
    return [(start, end, whole) for start, end, boxes in runs if (whole := union(boxes)) is not None]


def _parted(between: str, left: Box, right: Box) -> bool:
    if "\n" in between or "\t" in between:
        return True
    height = max(left[3] - left[1], right[3] - right[1])
    gap = right[0] - left[2]
    return gap > WIDE_GAP * height or gap < -3 * height


def _is_turned(run: _Run) -> bool:
    """Whether a run goes up or down the page, as remarks on the margin do; its height says nothing of the rows beside it."""
    x0, y0, x1, y1 = run[2]
    return run[1] - run[0] > 3 and y1 - y0 > TURNED * (x1 - x0)


def _grid_runs(record: Record, page: Page) -> list[_Run]:
    wide, high = GRID_PT
    runs, offset = [], page.start
    for number, line in enumerate(record.text[page.start : page.end].split("\n")):
        for match in _COLUMNS.finditer(line):
            box = (match.start() * wide, number * high, match.end() * wide, (number + 1) * high)
            runs.append((offset + match.start(), offset + match.end(), box))
        offset += len(line) + 1
    return runs


def _rows(runs: list[_Run]) -> list[list[_Run]]:
    """Runs grouped by height. A run joins the row whose nearest run to its left it stands beside, so skew does no harm."""
    rows: list[list[_Run]] = []
    lasts: list[Box] = []  # of each row, beside it so that the loop below does nothing but arithmetic
    for run in sorted(runs, key=lambda item: (item[2][0], item[2][1], item[0])):
        left, top, right, bottom = run[2]
        best, best_share = -1, SAME_ROW
        for index, (x0, y0, x1, y1) in enumerate(lasts):
            shared = (y1 if y1 < bottom else bottom) - (y0 if y0 > top else top)
            if shared <= 0:
                continue
            lower = min(y1 - y0, bottom - top) or 1.0
            if shared / lower > best_share and min(x1, right) - max(x0, left) < lower:
                best, best_share = index, shared / lower
        if best < 0:
            rows.append([run])
            lasts.append(run[2])
        else:
            rows[best].append(run)
            lasts[best] = run[2]
    return sorted(rows, key=lambda row: (row[0][2][1] + row[0][2][3], row[0][2][0]))
