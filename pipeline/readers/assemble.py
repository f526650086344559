"""Pages put together: one text, and for every word its exact span in it."""

from __future__ import annotations

import numpy as np

from pipeline.readers.blocks import Span
from pipeline.readers.content import PageContent, PageWords
from pipeline.readers.layout import lay_out as lay_out_words
from pipeline.readers.pieces import lay_out as lay_out_pieces
from pipeline.readers.repeated import Edges, LaidWords, carried_on, edge_lines, marked
from pipeline.readers.tables import Grid
from pipeline.record import PAGE_BREAK, SOURCES, Block, Cell, Page, PageSource, Table, Words

_OCR = SOURCES.index("ocr")
_UNSURE = "Page {}: lines that stand side by side can be read as stacks or as rows. [order.unsure]"


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
        start, index, words, warnings = self._length, len(self.pages), Words(), content.warnings
        if content.pieces is not None:
            text, blocks = lay_out_pieces(content.pieces, start, index)
            self._append(text)
            self._blocks += blocks
        elif content.text is not None:
            self._append(content.text)
        elif content.words is not None:
            words, is_sure = self._words(content, content.words)
            warnings += () if is_sure else (_UNSURE.format(index + 1),)
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
                warnings=warnings,
            )
        )

    def _words(self, content: PageContent, words: PageWords) -> tuple[Words, bool]:
        """Append the words of a page; their columns, and whether their order is sure."""
        laid = lay_out_words(words, content.rules)
        if not laid.runs:
            return Words(), True
        texts, before = words.texts, laid.before
        self._parts.append(
            "".join(
                [
                    lead + (texts[run.first] if run.words == 1 else " ".join(texts[run.first : run.last]))
                    for lead, run in zip(before, laid.runs, strict=True)
                ]
            )
        )
        firsts = np.array([run.first for run in laid.runs])
        counts = np.array([run.words for run in laid.runs])
        places = np.zeros(len(counts) + 1, np.int64)  # of each run's first word in reading order
        np.cumsum(counts, out=places[1:])
        order = np.arange(places[-1]) + np.repeat(firsts - places[:-1], counts)
        lengths = np.array(list(map(len, texts)))[order]
        reach = lengths + 1  # with the blank before
        reach[places[:-1]] += np.array(list(map(len, before))) - 1
        ends = np.cumsum(reach) + self._length
        starts = ends - lengths
        self._length = int(ends[-1])
        page = LaidWords(laid, texts, words.boxes[order], starts, ends, places.tolist())
        self._add_blocks(page)
        self._edges.append(edge_lines(page, len(self.pages), content.height_pt))
        return Words.of(starts, ends, page.boxes, words.confidences[order], words.sources[order]), laid.is_sure

    def _add_blocks(self, page: LaidWords) -> None:
        blocks, places = page.laid.blocks, page.places
        firsts = [places[span.first] for span in blocks]
        low = np.minimum.reduceat(page.boxes, firsts).tolist()
        high = np.maximum.reduceat(page.boxes, firsts).tolist()
        starts = page.starts[firsts].tolist()
        ends = page.ends[[places[span.last] - 1 for span in blocks]].tolist()
        for span, (x0, y0, _, _), (_, _, x1, y1), start, end in zip(blocks, low, high, starts, ends, strict=True):
            table = None
            if span.grid is not None:
                table = _table(span, span.grid, page)
                self._columns[start] = span.grid.edges
            self._blocks.append(Block(span.kind, start, end, len(self.pages), span.level, (x0, y0, x1, y1), table))

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def _table(span: Span, grid: Grid, page: LaidWords) -> Table:
    """The cells of a table with their spans; an empty cell is an empty span between its neighbours."""
    first, last = page.places[span.first], page.places[span.last]
    starts, ends = page.starts[first:last].tolist(), page.ends[first:last].tolist()
    cells: list[Cell] = []
    position, row, at = 0, 0, starts[0]
    lead = True
    for cell in grid.cells:
        if cell.row != row:
            row, lead = cell.row, True
        count = sum([run.words for run in cell.runs])
        if count:
            begin, end = starts[position], ends[position + count - 1]
            position += count
            at, lead = end, False
        else:
            begin = end = starts[position] if lead and position < len(starts) else at
        cells.append(Cell(cell.row, cell.column, begin, end, cell.row_span, cell.column_span, cell.header))
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
