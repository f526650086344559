"""From rows of a region to lines, paragraphs, headings, lists, captions and tables, with what stands between their words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.readers.order import Region
from pipeline.readers.runs import Row, Run
from pipeline.readers.tables import Grid, Lines, find_tables
from pipeline.record import BlockKind

_LEAD = 0.62  # white between two lines, in heights of the lower, that begins a new paragraph; double-spaced type has 0.6
_TAB = 1.4  # gap within a line, in its heights, that becomes a tab; the widest blanks of justified type stay below
_SIZE_STEP = 1.13  # ratio of heights of two lines that cannot be of one paragraph
_HEADING = ((1.65, 1), (1.35, 2), (1.13, 3))  # height against the page's usual one: level
_BOLD_HEADING = 3  # level of a heading that is bold and no larger than the text
_HEADING_WORDS = 14
_BULLETS = frozenset("•◦▪‣●○■□–—-*·»➢✓")
_SURE_BULLETS = frozenset("•◦▪‣●○■□➢✓")
_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]")
_CAPTION = re.compile(
    r"(?:fig(?:ure|\.)?|table|tab\.|abb(?:ildung|\.)?|tabelle|tableau|figura|tabella|photo|chart)$", re.IGNORECASE
)
_CAPTION_NUMBER = re.compile(r"[\dIVX]{1,4}(?:[.\-]\d{1,3})?[.:)]?$")


@dataclass(frozen=True, slots=True)
class Span:
    """A block of runs in reading order: positions ``first`` to ``last`` (exclusive) of :attr:`Laid.runs`."""

    kind: BlockKind
    first: int
    last: int
    level: int = 0
    grid: Grid | None = None


@dataclass(slots=True)
class Laid:
    """A page laid out.

    Attributes:
        runs: its words, as ranges of the page's words, in reading order.
        before: what stands before each run: a blank, a tab (between cells, and over wide gaps), a line feed, or two. Between
            the words of a run stands a blank.
        blocks: headings, paragraphs and so on; together they hold every run once.
        is_sure: nothing on the page leaves more than one order open.
    """

    runs: list[Run] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    blocks: list[Span] = field(default_factory=list)
    is_sure: bool = True


def lay_out_rows(laid: Laid, region: Region, lines: Lines, texts: Sequence[str]) -> None:
    """Append a region's rows: tables as units, other rows as paragraphs.

    Args:
        laid: what the page has so far.
        region: rows in order.
        lines: drawn on the page.
        texts: of the page's words.
    """
    rows, position = region.rows, 0
    for grid in find_tables(rows, region.height, lines):
        _paragraphs(laid, rows[position : grid.start], region.height, texts)
        lay_out_table(laid, grid)
        position = grid.end
    _paragraphs(laid, rows[position:] if position else rows, region.height, texts)


def lay_out_table(laid: Laid, grid: Grid) -> None:
    """Append a table: a line a row, cells parted by tabs."""
    first = len(laid.runs)
    row, column = 0, 0
    separator = "\n\n"
    for cell in grid.cells:
        if cell.row != row:
            separator, row, column = separator if len(laid.runs) == first else "\n", cell.row, 0
        elif column:
            separator += "\t"
        column += 1
        if cell.runs:
            laid.before.append(separator if laid.runs else "")
            laid.runs += cell.runs
            laid.before += [" "] * (len(cell.runs) - 1)
            separator = ""
    laid.blocks.append(Span("table", first, len(laid.runs), 0, grid))


def lay_out_line(laid: Laid, run: Run) -> None:
    """Append a line that runs up or down, as a paragraph of its own."""
    first = len(laid.runs)
    laid.runs.append(run)
    laid.before.append("\n\n" if first else "")
    laid.blocks.append(Span("paragraph", first, first + 1))


def _paragraphs(laid: Laid, rows: Sequence[Row], usual: float, texts: Sequence[str]) -> None:
    """Rows as lines; a block ends where white, another size or weight, a list's mark or a heading begins a new one."""
    group: list[Row] = []
    bottom = pitch = before = 0.0
    for row in rows:
        run = row[0]
        if len(row) == 1:
            top, under, height = run.y0, run.y1, run.y1 - run.y0
        else:
            top, under = min([run.y0 for run in row]), max([run.y1 for run in row])
            height = _height(row)
        gap = top - bottom
        if group and (
            gap > _LEAD * (height if height < before else before)
            or height > _SIZE_STEP * before
            or before > _SIZE_STEP * height
            or (gap > 0.35 * height and len(group) > 1 and gap > pitch + 0.2 * height)
            or run.is_bold != group[-1][0].is_bold
            or _is_item(run, texts)
        ):
            _block(laid, group, usual, texts)
            group = []
        group.append(row)
        bottom, pitch, before = under, gap, height
    if group:
        _block(laid, group, usual, texts)


def _height(row: Row) -> float:
    """Of the row's longest run."""
    longest = row[0]
    if len(row) > 1:
        for run in row:
            if run.chars > longest.chars:
                longest = run
    return longest.y1 - longest.y0


def _is_item(run: Run, texts: Sequence[str]) -> bool:
    mark = texts[run.first]
    if len(mark) > 5:
        return False
    if mark in _BULLETS:
        return run.words > 1 or mark in _SURE_BULLETS
    return run.words > 1 and mark[-1] in ".)" and _NUMBER.fullmatch(mark) is not None


def _block(laid: Laid, group: list[Row], usual: float, texts: Sequence[str]) -> None:
    runs, before = laid.runs, laid.before
    first = len(runs)
    kind, level = _kind(group, usual, texts)
    tight = kind == "list_item" and bool(laid.blocks) and laid.blocks[-1].kind == "list_item"
    lead = "" if not first else "\n" if tight else "\n\n"
    for row in group:
        runs.append(row[0])
        before.append(lead)
        lead = "\n"
        for place in range(1, len(row)):
            run = row[place]
            runs.append(run)
            before.append("\t" if run.x0 - row[place - 1].x1 > _TAB * (run.y1 - run.y0) else " ")
    laid.blocks.append(Span(kind, first, len(runs), level))


def _kind(group: list[Row], usual: float, texts: Sequence[str]) -> tuple[BlockKind, int]:
    first = group[0][0]
    if not first.is_bold and _is_item(first, texts) and not (len(group) == 1 and len(group[0]) > 1):
        return "list_item", 1
    if len(group) > 3 and not _CAPTION.match(texts[first.first]):
        return "paragraph", 0
    words = sum([run.words for row in group for run in row])
    if first.words > 1 and _CAPTION.match(texts[first.first]) and _CAPTION_NUMBER.match(texts[first.first + 1]) and words <= 60:
        return "caption", 0
    if words > _HEADING_WORDS or len(group) > 3 or any(len(row) > 1 for row in group):
        return "paragraph", 0
    ratio = _height(group[0]) / usual
    if ratio < _HEADING[-1][0] and not (first.is_bold and ratio > 0.9):
        return "paragraph", 0
    text = texts[group[-1][-1].last - 1]
    has_letters = any(letter.isalpha() for word in texts[first.first : first.last] for letter in word)
    if has_letters and (not text.endswith((".", ",", ";", ":")) or ratio >= _HEADING[0][0]):
        return "heading", next((level for least, level in _HEADING if ratio >= least), _BOLD_HEADING)
    return "paragraph", 0
