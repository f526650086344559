"""From rows of a region to lines, paragraphs, headings, lists, captions and tables, with what stands between their words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.readers.order import Region
from pipeline.readers.runs import Row, Rule, Run
from pipeline.readers.tables import Grid, find_tables
from pipeline.record import BlockKind

_LEAD = 0.62  # white between two lines, in heights of the lower, that begins a new paragraph; double-spaced type has 0.6
_TAB = 1.4  # gap within a line, in its heights, that becomes a tab; the widest blanks of justified type stay below
_SIZE_STEP = 1.13  # ratio of heights of two lines that cannot be of one paragraph
_HEADING = ((1.65, 1), (1.35, 2), (1.13, 3))  # height against the page's usual one: level
_HEADING_WORDS = 14
_BULLETS = frozenset("•◦▪‣●○■□–—-*·»➢✓")
_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]")
_CAPTION = re.compile(
    r"(?:fig(?:ure|\.)?|table|tab\.|abb(?:ildung|\.)?|tabelle|tableau|figura|tabella|photo|chart)$", re.IGNORECASE
)
_CAPTION_NUMBER = re.compile(r"[\dIVX]{1,4}(?:[.\-]\d{1,3})?[.:)]?$")


@dataclass(frozen=True, slots=True)
class Span:
    """A block of words in reading order: positions ``first`` to ``last`` (exclusive) of :attr:`Laid.order`."""

    kind: BlockKind
    first: int
    last: int
    level: int = 0
    grid: Grid | None = None


@dataclass(slots=True)
class Laid:
    """A page laid out.

    Attributes:
        order: its words, as positions in the page's words, in reading order.
        before: what stands before each of them: a blank, a tab (between cells, and over wide gaps), a line feed, or two.
        blocks: headings, paragraphs and so on; together they hold every word once.
        heights: of the line each block begins with, in points.
    """

    order: list[int] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    blocks: list[Span] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)

    def add(self, run: Run, before: str) -> None:
        """Append the words of a run."""
        self.order += range(run.first, run.last)
        self.before.append(before if self.before else "")
        self.before += [" "] * (run.last - run.first - 1)

    def close(self, kind: BlockKind, first: int, level: int, height: float, grid: Grid | None = None) -> None:
        """End a block that began at this position."""
        self.blocks.append(Span(kind, first, len(self.order), level, grid))
        self.heights.append(height)


def lay_out_rows(laid: Laid, region: Region | list[Row], rules: Sequence[Rule], texts: Sequence[str]) -> None:
    """Append a region's rows: tables as units, other rows as paragraphs.

    Args:
        laid: what the page has so far.
        region: rows in order, or rows of one line that runs up or down.
        rules: boxes of drawn lines and filled areas of the page.
        texts: of the page's words.
    """
    if isinstance(region, list):
        _paragraphs(laid, region, region[0][0].y1 - region[0][0].y0, texts)
        return
    rows, position = region.rows, 0
    for grid in find_tables(rows, region.height, rules):
        _paragraphs(laid, rows[position : grid.start], region.height, texts)
        _table(laid, grid)
        position = grid.end
    _paragraphs(laid, rows[position:], region.height, texts)


def _table(laid: Laid, grid: Grid) -> None:
    first = len(laid.order)
    row, column = 0, 0
    separator = "\n\n"
    for cell in grid.cells:
        if cell.row != row:
            separator, row, column = separator if len(laid.order) == first else "\n", cell.row, 0
        elif column:
            separator += "\t"
        column += 1
        for number, run in enumerate(cell.runs):
            laid.add(run, " " if number else separator)
        if cell.runs:
            separator = ""
    laid.close("table", first, 0, grid.height, grid)


def _paragraphs(laid: Laid, rows: Sequence[Row], usual: float, texts: Sequence[str]) -> None:
    """Rows as lines; a block ends where white, another size, a list's mark or a heading begins a new one."""
    group: list[Row] = []
    for row in rows:
        if group and _begins(group, row, texts):
            _block(laid, group, usual, texts)
            group = []
        group.append(row)
    if group:
        _block(laid, group, usual, texts)


def _begins(group: list[Row], row: Row, texts: Sequence[str]) -> bool:
    last, first = group[-1], row[0]
    height, before = _height(row), _height(last)
    is_plain = len(row) == len(last) == 1
    gap = first.y0 - last[0].y1 if is_plain else min(run.y0 for run in row) - max(run.y1 for run in last)
    if gap > _LEAD * min(height, before) or max(height, before) > _SIZE_STEP * min(height, before):
        return True
    return _is_item(first, texts) or (gap > 0.35 * height and len(group) > 1 and gap > _pitch(group) + 0.2 * height)


def _pitch(group: list[Row]) -> float:
    """White between the group's last two rows."""
    return min(run.y0 for run in group[-1]) - max(run.y1 for run in group[-2])


def _height(row: Row) -> float:
    """Of the row's longest run."""
    longest = row[0]
    for run in row:
        if run.chars > longest.chars:
            longest = run
    return longest.y1 - longest.y0


def _is_item(run: Run, texts: Sequence[str]) -> bool:
    mark = texts[run.first]
    if mark in _BULLETS:
        return run.words > 1 or mark in "•◦▪‣●○■□➢✓"
    return run.words > 1 and len(mark) <= 5 and _NUMBER.fullmatch(mark) is not None


def _block(laid: Laid, group: list[Row], usual: float, texts: Sequence[str]) -> None:
    first, last = len(laid.order), ""
    kind, level = _kind(group, usual, texts)
    tight = kind == "list_item" and bool(laid.blocks) and laid.blocks[-1].kind == "list_item"
    for number, row in enumerate(group):
        for place, run in enumerate(row):
            last = "\t" if place else "\n" if number or tight else "\n\n"
            laid.add(run, last if not place or run.x0 - row[place - 1].x1 > _TAB * (run.y1 - run.y0) else " ")
    laid.close(kind, first, level, _height(group[0]))


def _kind(group: list[Row], usual: float, texts: Sequence[str]) -> tuple[BlockKind, int]:
    first = group[0][0]
    words = sum(run.words for row in group for run in row)
    if _is_item(first, texts) and not (len(group) == 1 and len(group[0]) > 1):
        return "list_item", 1
    if first.words > 1 and _CAPTION.match(texts[first.first]) and _CAPTION_NUMBER.match(texts[first.first + 1]) and words <= 60:
        return "caption", 0
    ratio = _height(group[0]) / usual
    if ratio >= _HEADING[-1][0] and words <= _HEADING_WORDS and len(group) <= 3 and all(len(row) == 1 for row in group):
        text = texts[group[-1][-1].last - 1]
        has_letters = any(letter.isalpha() for run in group[0] for word in texts[run.first : run.last] for letter in word)
        if has_letters and (not text.endswith((".", ",", ";", ":")) or ratio >= _HEADING[0][0]):
            return "heading", next(level for least, level in _HEADING if ratio >= least)
    return "paragraph", 0
