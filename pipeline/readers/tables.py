"""Tables without drawn columns: rows of a region whose pieces stand under one another, as grids of cells.

Columns are found by white that runs through the rows, rows by their base lines and by drawn lines between them. A line that
only carries on cells of the row above is joined to it. Tables with drawn columns are found before (see ``lattice``). Against
PyMuPDF's finder see scripts/bench_pages.py.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.readers.runs import Row, Rule, Run

_APART = 2.2  # white between two rows, in heights of a line, that ends a table without drawn lines
_TIGHT = 0.55  # white above a line that may carry on the row above it
_STRAY = 0.1  # share of the rows that may cross a gutter: cells over several columns
_COLUMNS_MAX = 40
_LINES_MAX = 4  # lines between two drawn lines that are still one row
_THIN = 4.0  # points; what is higher is a filled area
_BAND = 120.0  # points; what is higher is no ground of a row
_WIDER = 0.35  # heights of a line by which the white between rows exceeds that within them, where white alone parts rows
_NEAR = 2.5  # points by which a line may lie inside the letters above or below it


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: where it stands, how far it spreads, and its runs in reading order."""

    row: int
    column: int
    column_span: int
    header: bool
    runs: tuple[Run, ...]
    row_span: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows ``start`` to ``end`` (exclusive) of a region as a table; cells by row, then by column, empty ones too."""

    start: int
    end: int
    rows: int
    columns: int
    cells: tuple[GridCell, ...]
    edges: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """What is drawn across a page: (y, x0, x1) of thin lines and of the edges of filled areas, and of the middles of both."""

    thin: list[tuple[float, float, float]]
    marks: list[tuple[float, float, float]]

    @classmethod
    def of(cls, rules: Sequence[Rule]) -> Lines:
        """The lines among boxes of drawn things."""
        marks = sorted([((y0 + y1) / 2, x0, x1) for x0, y0, x1, y1 in rules])
        thin = [((y0 + y1) / 2, x0, x1) for x0, y0, x1, y1 in rules if y1 - y0 < _THIN]
        thin += [(y, x0, x1) for x0, y0, x1, y1 in rules if _THIN <= y1 - y0 < _BAND for y in (y0, y1)]
        thin.sort()
        return cls(thin, marks)

    def part(self, above: Row, below: Row) -> bool:
        """A line lies between two rows and over most of their width."""
        thin = self.thin
        if not thin:
            return False
        lowest, end = _top(below) + _NEAR, len(thin)
        position = bisect_left(thin, (_bottom(above) - _NEAR,))
        left, right = min(above[0].x0, below[0].x0), max(above[-1].x1, below[-1].x1)
        while position < end and thin[position][0] <= lowest:
            _, x0, x1 = thin[position]
            if min(x1, right) - max(x0, left) > 0.5 * (right - left):
                return True
            position += 1
        return False

    def across(self, rows: Sequence[Row]) -> int:
        """How many lines or bands lie across some rows."""
        if not self.marks:
            return 0
        top, bottom = _top(rows[0]) - 8, _bottom(rows[-1]) + 8
        left, right = min([row[0].x0 for row in rows]), max([row[-1].x1 for row in rows])
        near = self.marks[bisect_left(self.marks, (top,)) : bisect_left(self.marks, (bottom,))]
        return len({round(y) for y, x0, x1 in near if min(x1, right) - max(x0, left) > 0.5 * (right - left)})


def find_tables(rows: Sequence[Row], height: float, lines: Lines) -> Iterator[Grid]:
    """The tables of a region, from top to bottom.

    Args:
        rows: of the region, each from left to right.
        height: of a usual line, in points.
        lines: drawn on the page.
    """
    position, last = 0, len(rows) - 1
    while position < last:
        if len(rows[position]) < 2:
            position += 1
            continue
        end = _stretch(rows, position, height, lines)
        grid = _grid(rows, position, end, height, lines) if end > position + 1 else None
        if grid is not None:
            yield grid
        position = end


def _stretch(rows: Sequence[Row], start: int, height: float, lines: Lines) -> int:
    """Where the rows that could be one table end: at wide white, or at a second line of running text."""
    end = last = start + 1
    most, bottom = len(rows[start]), _bottom(rows[start])
    while end < len(rows):
        row = rows[end]
        gap = _top(row) - bottom
        if gap > _APART * height and not lines.part(rows[end - 1], row):
            break
        if len(row) < 2:
            if end - last >= 3 or row[0].words == 0:
                break
            above = rows[last - 1]
            if row[0].x1 - row[0].x0 > 0.6 * (max([run.x1 for run in above]) - min([run.x0 for run in above])):
                break
        else:
            if abs(len(row) - most) > 2 and gap > height:
                break
            most = max(most, len(row))
            last = end + 1
        bottom = _bottom(row)
        end += 1
    # cells of the last row may have wrapped
    while last < end and _top(rows[last]) - _bottom(rows[last - 1]) <= _TIGHT * height and _under(rows[last], rows[last - 1]):
        last += 1
    return last


def _grid(rows: Sequence[Row], start: int, end: int, height: float, lines: Lines) -> Grid | None:
    chosen = rows[start:end]
    full = [row for row in chosen if len(row) > 1]
    if len(full) < 2:
        return None
    edges = _edges(full, height)
    columns = len(edges) + 1
    if columns < 2 or columns > _COLUMNS_MAX or not _convincing(full, columns, edges, lines, chosen):
        return None
    return grid_of(start, end, joined_rows(chosen, edges, height, lines), edges)


def grid_of(start: int, end: int, joined: list[list[Row]], edges: tuple[float, ...]) -> Grid:
    """A grid of rows that are joined already.

    Args:
        start, end: the rows of the region it is made of.
        joined: the lines of each row.
        edges: between the columns, from left to right.
    """
    header = _header(joined)
    cells = [cell for number, lines in enumerate(joined) for cell in _cells(lines, number, edges, number < header)]
    return Grid(start, end, len(joined), len(edges) + 1, tuple(cells), edges)


def _edges(rows: Sequence[Row], height: float) -> tuple[float, ...]:
    """The middle of each white strip that all rows but stray ones leave free."""
    marks = sorted([(run.x0, 1) for row in rows for run in row] + [(run.x1, -1) for row in rows for run in row])
    allowed = _STRAY * len(rows)
    depth, free_from, edges = 0, None, list[float]()
    for x, step in marks:
        was_free = depth <= allowed
        depth += step
        if was_free and depth > allowed:
            if free_from is not None and x - free_from >= 0.3 * height:
                edges.append((free_from + x) / 2)
            free_from = None
        elif not was_free and depth <= allowed:
            free_from = x
    return tuple(edges)


def _convincing(full: Sequence[Row], columns: int, edges: Sequence[float], lines: Lines, rows: Sequence[Row]) -> bool:
    """Whether rows are a table: enough of them fill most columns, or drawn lines say so. Two columns need figures or lines."""
    least = max(2, 0.6 * columns)
    most = [len({_column(run, edges) for run in row}) >= least for row in full if len(row) >= least].count(True)
    if most < 2:
        return False
    if (columns >= 3 and most >= 3 and most >= 0.6 * len(full)) or lines.across(rows) >= 2:
        return True
    figures = [row[-1].is_figure for row in full].count(True)
    return columns == 2 and len(full) >= 3 and most >= 0.8 * len(full) and figures >= 0.6 * len(full)


def joined_rows(rows: Sequence[Row], edges: Sequence[float], height: float, lines: Lines) -> list[list[Row]]:
    """Rows with the lines that carry on their cells; in a table ruled row by row, lines right below each other are one row."""
    ruled = [lines.part(above, below) for above, below in pairwise(rows)]
    is_ruled = ruled.count(True) >= 2 and all(
        is_parted or _top(below) - _bottom(above) > _TIGHT * height or not any(run.is_figure for run in below)
        for is_parted, (above, below) in zip(ruled, pairwise(rows), strict=True)
    )
    inner = float("-inf") if is_ruled else _inner_white(rows, height)
    joined: list[list[Row]] = [[rows[0]]]
    for is_parted, (above, row) in zip(ruled, pairwise(rows), strict=True):
        gap = _top(row) - _bottom(above)
        if is_parted or gap > _TIGHT * height:
            joined.append([row])
        elif (is_ruled and len(joined[-1]) < _LINES_MAX) or _carries_on(joined[-1], row, edges, height, gap <= inner):
            joined[-1].append(row)
        else:
            joined.append([row])
    return joined


def _inner_white(rows: Sequence[Row], height: float) -> float:
    """The widest white within rows, where that between them is clearly wider and no line after the narrow one has figures."""
    gaps = sorted([(_top(row) - _bottom(above), any(run.is_figure for run in row)) for above, row in pairwise(rows)])
    for (narrow, has_figures), (wide, _) in pairwise(gaps):
        if has_figures:
            break
        if wide - narrow > _WIDER * height:
            return narrow + 0.01
    return float("-inf")


def _carries_on(above: list[Row], row: Row, edges: Sequence[float], height: float, is_close: bool) -> bool:
    """Whether a line right below a row fills fewer of its columns, none of them anew; as many, if it is close to it."""
    if any(run.is_figure for run in row) or _top(row) - max(map(_bottom, above)) > _TIGHT * height:
        return False
    have = {_column(run, edges) for line in above for run in line}
    mine = {_column(run, edges) for run in row}
    return mine <= have and (is_close or (mine != have and len(mine) <= max(1, len(have) // 2)))


def _header(joined: list[list[Row]]) -> int:
    """1 when the first row has no figures and a later one has, else 0."""
    first = [run.is_figure for line in joined[0] for run in line]
    if len(first) < 2 or True in first:
        return 0
    return int(any(run.is_figure for lines in joined[1:] for line in lines for run in line))


def _cells(lines: list[Row], number: int, edges: Sequence[float], header: bool) -> Iterator[GridCell]:
    """The cells of a row, empty ones too; a run that lies over several columns spreads over them."""
    found: dict[int, tuple[int, list[Run]]] = {}
    for line in lines:
        for run in line:
            first = bisect_left(edges, run.x0)
            last = max(first, bisect_left(edges, run.x1))
            at = first if first in found else _met(found, first, last)
            if at is None:
                found[first] = (last, [run])
            else:
                end, runs = found.pop(at)
                found[min(at, first)] = (max(end, last), [*runs, run])
    column = 0
    while column <= len(edges):
        if column in found:
            last, runs = found[column]
            yield GridCell(number, column, last - column + 1, header, tuple(runs))
            column = last + 1
        else:
            yield GridCell(number, column, 1, header, ())
            column += 1


def _met(found: dict[int, tuple[int, list[Run]]], first: int, last: int) -> int | None:
    """The first of the cells found that lies over one of these columns."""
    return next((column for column in sorted(found) if column <= last and first <= found[column][0]), None)


def _column(run: Run, edges: Sequence[float]) -> int:
    return bisect_left(edges, (run.x0 + run.x1) / 2)


def _under(row: Row, above: Row) -> bool:
    """Each run of a row begins within a run of the row above."""
    return all(any(run.x0 < other.x1 and other.x0 < run.x1 for other in above) for run in row)


def _top(row: Row) -> float:
    return row[0].y0 if len(row) == 1 else min([run.y0 for run in row])


def _bottom(row: Row) -> float:
    return row[0].y1 if len(row) == 1 else max([run.y1 for run in row])
