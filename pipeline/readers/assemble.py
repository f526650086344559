"""Pages put together: one text, and for every word its exact span in it."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from pipeline.readers.blocks import Laid, Span
from pipeline.readers.content import PageContent, PageWords
from pipeline.readers.layout import lay_out as lay_out_words
from pipeline.readers.pieces import lay_out as lay_out_pieces
from pipeline.readers.repeated import Edges, carried_on, edge_lines, marked
from pipeline.readers.tables import Grid
from pipeline.record import PAGE_BREAK, SOURCES, Block, Cell, Page, PageSource, Table, Words

if TYPE_CHECKING:
    from numpy.typing import NDArray

_OCR = SOURCES.index("ocr")


class Assembly:
    """Builds ``record.text`` and its pages, one page after the other.

    Words of a line are joined by one space, cells and pieces far apart on one line by a tab, lines by a line feed, blocks by
    an empty line, pages by ``PAGE_BREAK``.
    """

    def __init__(self) -> None:
        self.pages: list[Page] = []
        self._blocks: list[Block] = []
        self._edges: list[Edges] = []
        self._columns: dict[int, tuple[float, ...]] = {}
        self._parts: list[str] = []
        self._length = 0

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    def blocks(self) -> tuple[Block, ...]:
        """The blocks so far; lines that repeat at the top or bottom of pages are headers and footers."""
        return carried_on(marked(self._blocks, self._edges), self._columns)

    def add(self, content: PageContent) -> None:
        """Append a page: its pieces, its text as it stands, or its words in reading order."""
        if self.pages:
            self._append(PAGE_BREAK)
        start, index, words = self._length, len(self.pages), Words()
        if content.pieces is not None:
            text, blocks = lay_out_pieces(content.pieces, start, index)
            self._append(text)
            self._blocks += blocks
        elif content.text is not None:
            self._append(content.text)
        elif content.words is not None:
            words = self._words(content, content.words)
        self.pages.append(
            Page(
                index=index,
                width_pt=round(content.width_pt, 2),
                height_pt=round(content.height_pt, 2),
                start=start,
                end=self._length,
                source=_source(content, self._length > start),
                words=words,
                ocr_confidence=_mean_confidence(content.words) if content.pictures else None,
                dpi=content.pictures[0].dpi if content.pictures else None,
                turn=content.turn,
                warnings=content.warnings,
            )
        )

    def _words(self, content: PageContent, words: PageWords) -> Words:
        """Append the words of a page; their columns."""
        laid = lay_out_words(words, content.rules)
        texts = [words.texts[place] for place in laid.order]
        offset = self._length
        parts = [part for pair in zip(laid.before, texts, strict=True) for part in pair]
        reach = list(accumulate(map(len, parts), initial=offset))
        starts, ends = reach[1:-1:2], reach[2::2]
        self._append("".join(parts))
        order = np.array(laid.order, np.int64)
        boxes = words.boxes[order]
        self._add_blocks(laid, starts, ends, boxes)
        self._edges.append(edge_lines(laid, texts, boxes, starts, ends, len(self.pages), content.height_pt))
        return Words.of(starts, ends, boxes, words.confidences[order], words.sources[order])

    def _add_blocks(self, laid: Laid, starts: list[int], ends: list[int], boxes: NDArray[np.float64]) -> None:
        if not laid.blocks:
            return
        firsts = [span.first for span in laid.blocks]
        low = np.minimum.reduceat(boxes, firsts)[:, :2].tolist()
        high = np.maximum.reduceat(boxes, firsts)[:, 2:].tolist()
        for span, (x0, y0), (x1, y1) in zip(laid.blocks, low, high, strict=True):
            begin, end = starts[span.first], ends[span.last - 1]
            table = None
            if span.grid is not None:
                table = _table(span, span.grid, starts, ends)
                self._columns[begin] = span.grid.edges
            self._blocks.append(Block(span.kind, begin, end, len(self.pages), span.level, (x0, y0, x1, y1), table))

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def _table(span: Span, grid: Grid, starts: list[int], ends: list[int]) -> Table:
    """The cells of a table with their spans; an empty cell is an empty span between its neighbours."""
    cells: list[Cell] = []
    position, row, at = span.first, 0, starts[span.first]
    lead = True
    for cell in grid.cells:
        if cell.row != row:
            row, lead = cell.row, True
        count = sum(run.words for run in cell.runs)
        if count:
            begin, end = starts[position], ends[position + count - 1]
            position += count
            at, lead = end, False
        else:
            ahead = starts[position] if lead and position < span.last else at
            begin = end = ahead
        cells.append(Cell(cell.row, cell.column, begin, end, 1, cell.column_span, cell.header))
    return Table(grid.rows, grid.columns, tuple(cells))


def _mean_confidence(words: PageWords | None) -> float | None:
    """Over recognised words, weighted by their length; 0 for a page without a word, None when all are of the text layer."""
    if words is None:
        return 0.0
    if not words.sources.any():
        return None
    lengths = np.array([len(text) for text in words.texts]) * (words.sources == _OCR)
    weight = float(lengths.sum())
    return round(float((words.confidences * lengths).sum()) / weight, 4) if weight else 0.0


def _source(content: PageContent, has_text: bool) -> PageSource:
    if content.failed:
        return "failed"
    if not has_text:
        return "blank"
    if not content.pictures or content.words is None:
        return "text"
    found = content.words.sources
    if not found.all():
        return "mixed" if found.any() else "text"
    return "ocr"
