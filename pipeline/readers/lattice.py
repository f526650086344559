"""Drawn lines of a page as lattices: columns, rows, and which places of the grid are one cell.

Only what crosses belongs together. A border counts as drawn where lines cover most of it; places without a border between them
are one cell, which so may spread over rows and columns. Sides that are left open are closed where the other lines end.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from pipeline.readers.runs import Rule

Segment = tuple[float, float, float]  # where it lies across its direction, and from where to where it runs

_THIN = 4.0  # points; what is thicker is a box with four sides
_TALLEST = 25  # lines of text; what is taller is the page's ground or a frame, and its inner lines end where it does
_SNAP = 2.5  # points by which lines that are meant to be one, or to meet, lie apart
_DRAWN = 0.6  # share of a border that lines must cover
_BOXES_MIN = 4  # boxes that make a table by themselves, one a cell
_SEGMENTS_MAX = 400  # in one direction; more are a chart, a map or squared paper
_PLACES_MAX = 4_000


@dataclass(frozen=True, slots=True)
class Lattice:
    """A grid of drawn lines.

    Attributes:
        xs, ys: its lines from left to right and from top to bottom, in points; one more than it has columns and rows.
        corners: for each place, row by row, the first row and column of the cell it belongs to.
        walls: the vertical lines drawn in it.
    """

    xs: list[float]
    ys: list[float]
    corners: list[list[tuple[int, int]]]
    walls: list[Segment]

    @property
    def area(self) -> float:
        """In square points."""
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])

    def place(self, x: float, y: float) -> tuple[int, int] | None:
        """The row and column of the cell a point lies in; None outside."""
        row, column = bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1
        if not (0 <= row < len(self.ys) - 1 and 0 <= column < len(self.xs) - 1):
            return None
        return self.corners[row][column]

    def spans(self, corner: tuple[int, int]) -> tuple[int, int]:
        """Over how many rows and columns the cell at a corner spreads."""
        row, column = corner
        down, right = row + 1, column + 1
        while down < len(self.corners) and self.corners[down][column] == corner:
            down += 1
        while right < len(self.xs) - 1 and self.corners[row][right] == corner:
            right += 1
        return down - row, right - column


def lattices(rules: Sequence[Rule], height: float) -> list[Lattice]:
    """The lattices of a page, the smallest first.

    Args:
        rules: boxes of drawn lines and areas, in points.
        height: of a usual line of text; shorter lines are no borders.
    """
    upright, level, boxes = list[Segment](), list[Segment](), 0
    for x0, y0, x1, y1 in rules:
        wide, high = x1 - x0, y1 - y0
        if wide < _THIN and high >= 0.8 * height:
            upright.append(((x0 + x1) / 2, y0, y1))
        elif high < _THIN and wide >= 0.8 * height:
            level.append(((y0 + y1) / 2, x0, x1))
        elif wide >= 0.8 * height and 0.8 * height <= high < _TALLEST * height:
            upright += [(x0, y0, y1), (x1, y0, y1)]
            level += [(y0, x0, x1), (y1, x0, x1)]
            boxes += 1
    if len(level) < 2 or (len(upright) == 2 * boxes and boxes < _BOXES_MIN):
        return []
    upright, level = _merged(upright), _merged(level)
    if len(level) < 2 or max(len(upright), len(level)) > _SEGMENTS_MAX:
        return []
    found = [_lattice(ups, levels, height) for ups, levels in _crossing(upright, level)]
    return sorted([lattice for lattice in found if lattice is not None], key=lambda lattice: lattice.area)


def _merged(segments: list[Segment]) -> list[Segment]:
    """Segments on one line that touch, as one; those that lie next to each other lie on one line."""
    segments.sort()
    lines: list[list[Segment]] = []
    for segment in segments:
        if lines and segment[0] - lines[-1][0][0] <= _SNAP:
            lines[-1].append(segment)
        else:
            lines.append([segment])
    merged = []
    for line in lines:
        at = line[len(line) // 2][0]
        start, end = None, 0.0
        for _, first, last in sorted(line, key=lambda segment: segment[1:]):
            if start is not None and first <= end + _SNAP:
                end = max(end, last)
                continue
            if start is not None:
                merged.append((at, start, end))
            start, end = first, last
        if start is not None:
            merged.append((at, start, end))
    return merged


def _crossing(upright: list[Segment], level: list[Segment]) -> list[tuple[list[Segment], list[Segment]]]:
    """Segments in groups that hang together by crossing or touching."""
    ups, levels = np.array(upright), np.array(level)
    x, top, bottom = ups.T[:, :, None]
    y, left, right = levels.T[:, None, :]
    meets = (left - _SNAP <= x) & (x <= right + _SNAP) & (top - _SNAP <= y) & (y <= bottom + _SNAP)
    groups = []
    free = np.ones(len(upright), bool)
    for first in range(len(upright)):
        if not free[first]:
            continue
        mine = np.zeros(len(upright), bool)
        mine[first] = True
        count = 0
        while count != (count := int(mine.sum())):
            theirs = meets[mine].any(0)
            mine |= meets[:, theirs].any(1)
        free &= ~mine
        if theirs.any():
            chosen = [upright[place] for place in np.flatnonzero(mine).tolist()]
            groups.append((chosen, [level[place] for place in np.flatnonzero(theirs).tolist()]))
    return groups


def _lattice(upright: list[Segment], level: list[Segment], height: float) -> Lattice | None:
    xs = _closed([x for x, _, _ in upright], level, height)
    ys = _closed([y for y, _, _ in level], upright, height)
    rows, columns = len(ys) - 1, len(xs) - 1
    if columns < 2 or rows < 1 or rows * columns > _PLACES_MAX:
        return None
    right = [_covered(upright, x, ys) for x in xs]
    below = [_covered(level, y, xs) for y in ys]
    owner = [[(row, column) for column in range(columns)] for row in range(rows)]
    for row in range(rows):  # first along the rows, then down where whole cells have no border between them
        for column in range(1, columns):
            if not right[column][row]:
                owner[row][column] = owner[row][column - 1]
    for row in range(1, rows):
        for column in range(columns):
            if owner[row][column] != (row, column):
                continue
            end = column + 1
            while end < columns and owner[row][end] == (row, column):
                end += 1
            above = owner[row - 1][column]
            is_same = above[1] == column and all(owner[row - 1][place] == above for place in range(column, end))
            is_same = is_same and (end == columns or owner[row - 1][end] != above)
            if is_same and not any(below[row][place] for place in range(column, end)):
                owner[row][column:end] = [above] * (end - column)
    return Lattice(xs, ys, owner, upright)


def _closed(places: list[float], across: list[Segment], height: float) -> list[float]:
    """The places of lines in one direction, and where the lines across them end."""
    found = sorted(places)
    kept = [found[0]]
    kept += [place for before, place in pairwise(found) if place - before > _SNAP]
    start, end = min(first for _, first, _ in across), max(last for _, _, last in across)
    if kept[0] - start > 0.8 * height:
        kept.insert(0, start)
    if end - kept[-1] > 0.8 * height:
        kept.append(end)
    return kept


def _covered(segments: list[Segment], at: float, marks: list[float]) -> list[bool]:
    """For each stretch between two marks, whether segments at a place cover most of it."""
    near = [(first, last) for place, first, last in segments if abs(place - at) <= _SNAP]
    return [
        sum([max(0.0, min(last, high) - max(first, low)) for first, last in near]) >= _DRAWN * (high - low)
        for low, high in pairwise(marks)
    ]
