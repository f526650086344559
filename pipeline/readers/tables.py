"""Tables: rows of a region whose pieces stand under one another, or between drawn lines, as grids of cells.

Columns are found by white that runs through the rows, rows by their base lines and by drawn lines between them. A line that
only carries on cells of the row above is joined to it. Against PyMuPDF's finder see scripts/bench_pages.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.readers.runs import Row, Rule, Run

_APART = 2.2  # white between two rows, in heights of a line, that ends a table without drawn lines
_TIGHT = 0.55  # white above a line that may carry on the row above it
_STRAY = 0.1  # share of the rows that may cross a gutter: cells over several columns
_COLUMNS_MAX = 40
_LINES_MAX = 4  # lines between two drawn lines that are still one row


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: where it stands, how far it spreads, and its runs in reading order."""

    row: int
    column: int
    column_span: int
    header: bool
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows ``start`` to ``end`` (exclusive) of a region as a table; cells by row, then by column, empty ones too."""

    start: int
    end: int
    rows: int
    columns: int
    cells: tuple[GridCell, ...]
    edges: tuple[float, ...]
    height: float


def find_tables(rows: Sequence[Row], height: float, rules: Sequence[Rule]) -> Iterator[Grid]:
    """The tables of a region, from top to bottom.

    Args:
        rows: of the region, each from left to right.
        height: of a usual line, in points.
        rules: boxes of drawn lines and filled areas of the page.
    """
    position = 0
    while position < len(rows):
        if len(rows[position]) < 2:
            position += 1
            continue
        end = _stretch(rows, position, height, rules)
        grid = _grid(rows, position, end, height, rules)
        if grid is not None:
            yield grid
        position = end


def _stretch(rows: Sequence[Row], start: int, height: float, rules: Sequence[Rule]) -> int:
    """Where the rows that could be one table end: at wide white, or at a second line of running text."""
    end = last = start + 1
    columns = [len(rows[start])]
    while end < len(rows):
        row, before = rows[end], rows[end - 1]
        gap = _top(row) - _bottom(before)
        if gap > _APART * height and not _ruled(rules, _bottom(before), _top(row), row[0].x0, row[-1].x1):
            break
        if len(row) < 2:
            wide = row[0].x1 - row[0].x0 > 0.6 * (max(run.x1 for run in rows[last - 1]) - min(run.x0 for run in rows[last - 1]))
            if wide or end - last >= 3:
                break
        else:
            if abs(len(row) - max(columns)) > 2 and gap > height:
                break
            columns.append(len(row))
            last = end + 1
        end += 1
    # cells of the last row may have wrapped
    while last < end and _top(rows[last]) - _bottom(rows[last - 1]) <= _TIGHT * height and _under(rows[last], rows[last - 1]):
        last += 1
    return last


def _grid(rows: Sequence[Row], start: int, end: int, height: float, rules: Sequence[Rule]) -> Grid | None:
    chosen = rows[start:end]
    full = [row for row in chosen if len(row) > 1]
    if len(full) < 2:
        return None
    edges = _edges(full, height)
    columns = len(edges) + 1
    if columns < 2 or columns > _COLUMNS_MAX:
        return None
    lines = _drawn(rules, chosen)
    if not _convincing(full, columns, edges, lines):
        return None
    joined = _joined(chosen, edges, height, rules)
    cells: list[GridCell] = []
    header = _header(joined)
    for number, lines_of_row in enumerate(joined):
        cells += _cells(lines_of_row, number, edges, number < header)
    return Grid(start, end, len(joined), columns, tuple(cells), edges, height)


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


def _convincing(rows: Sequence[Row], columns: int, edges: Sequence[float], lines: int) -> bool:
    """Whether rows are a table: enough rows fill most columns, or drawn lines say so. Two columns need figures or lines."""
    filled = [len({_column(run, edges) for run in row}) for row in rows]
    most = sum(count >= max(2, 0.6 * columns) for count in filled)
    if lines >= 2 and most >= 2:
        return True
    if columns >= 3:
        return most >= 3 and most >= 0.6 * len(rows)
    figures = sum(row[-1].is_figure for row in rows)
    return len(rows) >= 3 and most >= 0.8 * len(rows) and figures >= 0.6 * len(rows)


def _drawn(rules: Sequence[Rule], rows: Sequence[Row]) -> int:
    """How many drawn lines or bands lie across the rows."""
    top, bottom = _top(rows[0]), _bottom(rows[-1])
    left, right = min(run.x0 for row in rows for run in row), max(run.x1 for row in rows for run in row)
    found = {
        round((rule[1] + rule[3]) / 2)
        for rule in rules
        if min(rule[2], right) - max(rule[0], left) > 0.5 * (right - left) and top - 8 < (rule[1] + rule[3]) / 2 < bottom + 8
    }
    return len(found)


def _joined(rows: Sequence[Row], edges: Sequence[float], height: float, rules: Sequence[Rule]) -> list[list[Row]]:
    """Rows with the lines that carry on their cells; in a table ruled row by row, lines right below each other are one row."""
    ruled = [_line_between(above, below, rules) for above, below in pairwise(rows)]
    is_ruled = sum(ruled) >= 2 and all(
        is_parted or _top(below) - _bottom(above) > _TIGHT * height or not any(run.is_figure for run in below)
        for is_parted, (above, below) in zip(ruled, pairwise(rows), strict=True)
    )
    joined: list[list[Row]] = [[rows[0]]]
    for is_parted, (above, row) in zip(ruled, pairwise(rows), strict=True):
        is_tight = _top(row) - _bottom(above) <= _TIGHT * height
        goes_on = is_ruled and not is_parted and is_tight and len(joined[-1]) < _LINES_MAX
        if goes_on or (not is_parted and _carries_on(joined, row, edges, height)):
            joined[-1].append(row)
        else:
            joined.append([row])
    return joined


def _line_between(above: Row, below: Row, rules: Sequence[Rule]) -> bool:
    return _ruled(rules, _bottom(above), _top(below), min(above[0].x0, below[0].x0), max(above[-1].x1, below[-1].x1))


def _carries_on(joined: list[list[Row]], row: Row, edges: Sequence[float], height: float) -> bool:
    """Whether a line fills fewer columns than its row, none of them anew, right below it."""
    above = joined[-1]
    if _top(row) - max(_bottom(line) for line in above) > _TIGHT * height:
        return False
    have = {_column(run, edges) for line in above for run in line}
    mine = {_column(run, edges) for run in row}
    return mine < have and 0 < len(mine) <= max(1, len(have) // 2) and not any(run.is_figure for run in row)


def _header(joined: list[list[Row]]) -> int:
    """1 when the first row has no figures and a later one has, else 0."""
    first = [run for line in joined[0] for run in line]
    later = [run for lines in joined[1:] for line in lines for run in line]
    return int(len(first) > 1 and not any(run.is_figure for run in first) and any(run.is_figure for run in later))


def _cells(lines: list[Row], number: int, edges: Sequence[float], header: bool) -> Iterator[GridCell]:
    """The cells of a row, empty ones too; a run that lies over several columns spreads over them."""
    found: dict[int, tuple[int, list[Run]]] = {}
    for line in lines:
        for run in line:
            first = sum(edge < run.x0 for edge in edges)
            last = max(first, sum(edge < run.x1 for edge in edges))
            at = next((column for column, (end, _) in sorted(found.items()) if column <= last and first <= end), None)
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


def _column(run: Run, edges: Sequence[float]) -> int:
    middle = (run.x0 + run.x1) / 2
    return sum(edge < middle for edge in edges)


def _under(row: Row, above: Row) -> bool:
    """Each run of a row begins within a run of the row above."""
    return all(any(run.x0 < other.x1 and other.x0 < run.x1 for other in above) for run in row)


def _ruled(rules: Sequence[Rule], above: float, below: float, left: float, right: float) -> bool:
    """A drawn line lies between two heights and over most of a width."""
    return any(
        above - 2.5 <= (rule[1] + rule[3]) / 2 <= below + 2.5
        and min(rule[2], right) - max(rule[0], left) > 0.5 * (right - left)
        for rule in rules
        if rule[3] - rule[1] < 4
    )


def _top(row: Row) -> float:
    return min(run.y0 for run in row)


def _bottom(row: Row) -> float:
    return max(run.y1 for run in row)
