"""Tables whose columns are drawn: the lattice says what a cell is, and the words lie in it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.readers.lattice import Lattice
from pipeline.readers.order import rows_of
from pipeline.readers.runs import Row, Run
from pipeline.readers.tables import Grid, GridCell, Lines, grid_of, joined_rows

_CELLS_MIN = 4  # with words in them; fewer are a letterhead or a box for a stamp
_STRADDLING = 0.1  # share of the runs that may reach out of their cells
_TORN = 0.15  # share of the cells that may hold pieces far apart on one line; more, and the frames are a form's
_LINES_MAX = 15  # lines in one cell; a frame around running text is no table
_FIGURES_MIN = 2  # figures below each other in two cells of a band that tell that it holds several rows; in one, one more

Cells = dict[tuple[int, int], list[Run]]


def drawn_tables(found: Sequence[Lattice], runs: list[Run], height: float, lines: Lines) -> tuple[dict[int, Grid], list[Run]]:
    """The lattices that are tables, by their number, and the runs of the page with one stand-in for each table.

    A stand-in has no words, and the lattice's number as its ``first``.

    Args:
        found: lattices, the smallest first.
        runs: of the page.
        height: of a usual line, in points.
        lines: drawn on the page.
    """
    grids: dict[int, Grid] = {}
    for number, lattice in enumerate(found):
        inside = [run for run in runs if _middle(lattice, run) is not None]
        if not inside or not all(run.words for run in inside):  # it frames a table found before
            continue
        cells: Cells = {}
        for run in inside:
            corner = _middle(lattice, run)
            if corner is not None:
                cells.setdefault(corner, []).append(run)
        grid = _grid(lattice, cells, len(inside), height, lines)
        if grid is None:
            continue
        taken = {run.first for run in inside}
        box = (lattice.xs[0], lattice.ys[0], lattice.xs[-1], lattice.ys[-1])
        runs = [run for run in runs if run.first not in taken or not run.words]
        runs.append(Run.of(box, number, number, 0))
        grids[number] = grid
    return grids, runs


def _middle(lattice: Lattice, run: Run) -> tuple[int, int] | None:
    return lattice.place((run.x0 + run.x1) / 2, run.centre / 2)


def _grid(lattice: Lattice, cells: Cells, count: int, height: float, lines: Lines) -> Grid | None:
    if len(cells) < _CELLS_MIN or len({column for _, column in cells}) < 2:
        return None
    if sum(_reaches_out(lattice, corner, run) for corner, runs in cells.items() for run in runs) > _STRADDLING * count:
        return None
    in_rows = {corner: rows_of(runs) for corner, runs in cells.items()}
    if sum([any(len(row) > 1 for row in rows) for rows in in_rows.values()]) > _TORN * len(cells):
        return None
    if len(lattice.ys) == 2 or any(_is_several(in_rows, band) for band in range(len(lattice.ys) - 1)):
        return _parted_by_white(lattice, cells, in_rows, height, lines)
    filled = [row for row, _ in cells]
    if sum([filled.count(row) > 1 for row in set(filled)]) < 2 or any(len(rows) > _LINES_MAX for rows in in_rows.values()):
        return None
    made = []
    header = _header_rows(lattice, cells)
    for row in range(len(lattice.ys) - 1):
        for column in range(len(lattice.xs) - 1):
            corner = (row, column)
            if lattice.corners[row][column] == corner:
                down, right = lattice.spans(corner)
                words = tuple(run for line in in_rows.get(corner, ()) for run in line)
                made.append(GridCell(row, column, right, row < header, words, down))
    return Grid(0, 0, len(lattice.ys) - 1, len(lattice.xs) - 1, tuple(made), tuple(lattice.xs[1:-1]))


def _reaches_out(lattice: Lattice, corner: tuple[int, int], run: Run) -> bool:
    _, right = lattice.spans(corner)
    start, end = lattice.xs[corner[1]], lattice.xs[corner[1] + right]
    return max(start - run.x0, run.x1 - end) > max(4.0, 0.2 * (run.x1 - run.x0))


def _header_rows(lattice: Lattice, cells: Cells) -> int:
    """How many rows the cells of the first one reach down, when none of them holds a figure and a later one does."""
    first = [corner for corner in cells if corner[0] == 0]
    rows = max([lattice.spans(corner)[0] for corner in first], default=0)
    if rows == 1 and any(lattice.spans(corner)[1] > 1 for corner in first) and len(lattice.ys) > 3:
        rows = 2  # a title over several columns has their names below it
    head = [run.is_figure for corner, runs in cells.items() if corner[0] < rows for run in runs]
    later = [run.is_figure for corner, runs in cells.items() if corner[0] >= rows for run in runs]
    if len(head) > 1 and True not in head and True in later:
        return rows
    return int(len(first) > 1 and not any(run.is_figure for corner in first for run in cells[corner]) and True in later)


def _is_several(in_rows: dict[tuple[int, int], list[Row]], band: int) -> bool:
    """A band of the lattice holds several rows, parted by white alone: figures stand below each other in its cells."""
    counts = [
        [row[0].is_figure for row in rows].count(True) for (row, _), rows in in_rows.items() if row == band and len(rows) > 1
    ]
    return max(counts, default=0) >= _FIGURES_MIN + 1 or sum([count >= _FIGURES_MIN for count in counts]) >= 2


def _parted_by_white(
    lattice: Lattice, cells: Cells, in_rows: dict[tuple[int, int], list[Row]], height: float, lines: Lines
) -> Grid | None:
    """A table whose columns are drawn and whose rows are not all: rows by their base lines, band by band."""
    edges = tuple(lattice.xs[1:-1])
    joined: list[list[Row]] = []
    for band in range(len(lattice.ys) - 1):
        runs = [run for (row, _), found in cells.items() if row == band for run in found]
        if runs:
            rows = rows_of(runs)
            is_one = len(lattice.ys) > 2 and not _is_several(in_rows, band)
            joined += [rows] if is_one else joined_rows(rows, edges, height, lines)
    if len(joined) < 2 or any(len(rows) > _LINES_MAX for rows in joined):
        return None
    return grid_of(0, 0, joined, edges)
