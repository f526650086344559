"""Reading order: words with places in, regions of rows out, in the order a person reads them.

Runs of words without a wide gap are the pieces. A white gutter through rows of pieces is one of three things: it parts columns
of prose or stacks of short lines (an address beside another), which are read one after the other; it parts side headings from
their text, which are read in pairs; or it parts the cells of rows (labels and values, tables), which stay together. What it is
follows from how the lines on its two sides fill their width, share their base lines, and end in figures. Nothing is random and
nothing is ordered by a set, so equal pages give equal orders.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.readers.runs import Gutter, Relation, Row, Rule, Run, View
from pipeline.readers.sides import belongs, is_note, relation, trails

WIDE = 1.0  # gap between two words, in heights of their line, that parts two pieces; blanks are about 0.3 wide
_GUTTER = 0.6  # least width of a gutter, in heights of a line: newspapers set 9 points apart under 10-point type
_SAME_ROW = 0.5  # share of the lower piece's height two pieces must have in common to stand in one row
_BREAK = 0.9  # white above a row, in heights of a line, that begins a new band of a gutter

_DEEPEST = 12  # nesting of gutters; newspapers have 3

_GOES_ON: dict[Relation, tuple[Relation, ...]] = {
    "columns": ("columns", "stacks", "one"),
    "side": ("side", "one"),
    "stacks": (),
}


@dataclass(frozen=True, slots=True)
class Region:
    """Rows that are read one after the other, each from left to right."""

    rows: list[Row]
    height: float


def regions(runs: Sequence[Run], rules: Sequence[Rule] = ()) -> list[Region]:
    """Runs of a page as regions in reading order.

    Args:
        runs: of level text.
        rules: boxes of drawn lines and filled areas; those that cross a gutter tell that it parts cells.
    """
    if not runs:
        return []
    height = _usual(runs)
    level = [rule for rule in rules if rule[2] - rule[0] > 3 * height]
    return [Region(rows, height) for rows in _read(rows_of(runs), height, level, 0)]


def _usual(runs: Sequence[Run]) -> float:
    """The height of the line the middle letter stands in, at least a point."""
    heights = sorted([(run.y1 - run.y0, run.chars) for run in runs])
    half = sum([chars for _, chars in heights]) / 2
    for height, chars in heights:
        half -= chars
        if half <= 0:
            return max(1.0, height)
    return 1.0


def rows_of(runs: Sequence[Run]) -> list[Row]:
    """Runs grouped by height, rows from top to bottom, each from left to right."""
    rows: list[Row] = []
    bands: list[tuple[float, float]] = []
    for run in sorted(runs, key=lambda run: (run.y0 + run.y1, run.x0, run.first)):
        top, bottom = run.y0, run.y1
        for back in range(len(rows) - 1, max(-1, len(rows) - 6), -1):
            over, under = bands[back]
            least = min(bottom - top, under - over)
            shared = (bottom if bottom < under else under) - (top if top > over else over)
            if shared >= _SAME_ROW * least and not any(
                min(run.x1, other.x1) - max(run.x0, other.x0) > 0.3 * least for other in rows[back]
            ):
                rows[back].append(run)
                break
        else:
            rows.append([run])
            bands.append((top, bottom))
    for row in rows:
        if len(row) > 1:
            row.sort(key=lambda run: (run.x0, run.first))
    return rows


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Part of a gutter whose sides are read apart: what it is, its bands (ranges of rows), and how many rows it parts."""

    gutter: Gutter
    relation: Relation
    bands: list[tuple[int, int]]
    count: int

    @property
    def rank(self) -> tuple[bool, int]:
        """Columns go before stacks, then those that part more rows."""
        return self.relation != "stacks", self.count


def _read(rows: list[Row], height: float, rules: Sequence[Rule], depth: int) -> Iterator[list[Row]]:
    """Regions of some rows, in order."""
    if not rows:
        return
    several = depth < _DEEPEST and sum(len(row) > 1 for row in rows)
    chosen, has_rest = _chosen(View.of(rows, height, rules)) if several else ([], False)
    position = 0
    for stretch in chosen:
        start, end = stretch.bands[0][0], stretch.bands[-1][1]
        yield from _rest(rows[position:start], height, rules, depth, has_rest)
        for first, last in stretch.bands if stretch.relation == "side" else [(start, end)]:
            for side in _sides(rows[first:last], stretch):
                yield from _read(rows_of(side), height, rules, depth + 1)
        position = end
    yield from _rest(rows[position:], height, rules, depth, has_rest)


def _rest(rows: list[Row], height: float, rules: Sequence[Rule], depth: int, has_more: bool) -> Iterator[list[Row]]:
    """Rows between stretches; read again only where a stretch was passed over for a better one."""
    if has_more:
        yield from _read(rows, height, rules, depth + 1)
    elif rows:
        yield rows


def _chosen(view: View) -> tuple[list[_Stretch], bool]:
    """The best stretches that share no row, from top to bottom, and whether others had to give way."""
    found = [stretch for gutter in _gutters(view.rows, _GUTTER * view.height) for stretch in _stretches(view, gutter)]
    if not found:
        return [], False
    kept: list[_Stretch] = []
    for stretch in sorted(found, key=lambda stretch: stretch.rank, reverse=True):
        start, end = stretch.bands[0][0], stretch.bands[-1][1]
        if all(end <= other.bands[0][0] or start >= other.bands[-1][1] for other in kept):
            kept.append(stretch)
    taken = {number for stretch in kept for number in range(stretch.bands[0][0], stretch.bands[-1][1])}
    has_rest = any(not taken.issuperset(range(stretch.bands[0][0], stretch.bands[-1][1])) for stretch in found)
    return sorted(kept, key=lambda stretch: stretch.bands[0][0]), has_rest


def _sides(rows: list[Row], stretch: _Stretch) -> list[list[Run]]:
    """The runs of each side, the one to be read first first."""
    middle = (stretch.gutter.left + stretch.gutter.right) / 2
    left = [run for row in rows for run in row if run.x1 <= middle]
    right = [run for row in rows for run in row if run.x1 > middle]
    sides = [right, left] if stretch.relation == "columns" and is_note(left, right) else [left, right]
    return [side for side in sides if side]


def _gutters(rows: list[Row], least: float) -> Iterator[Gutter]:
    """White strips with text on both sides, each followed up and down from the gap it was found in."""
    seen: list[Gutter] = []
    for number, row in enumerate(rows):
        for one, other in pairwise(row):
            if other.x0 - one.x1 < least or other.is_figure or one.is_label or _leads_figures(rows, number, other):
                continue
            middle = (one.x1 + other.x0) / 2
            if any(g.start <= number < g.end and g.left < middle < g.right for g in seen):
                continue
            gutter = Gutter(one.x1, other.x0, number, number + 1)
            while gutter.end < len(rows) and _passes(gutter, rows[gutter.end], least):
                gutter.end += 1
            while gutter.start and _passes(gutter, rows[gutter.start - 1], least):
                gutter.start -= 1
            seen.append(gutter)
            if gutter.end - gutter.start > 1:
                yield gutter


def _leads_figures(rows: list[Row], number: int, run: Run) -> bool:
    """A figure stands right under the run: the gap before it parts cells."""
    return number + 1 < len(rows) and any(
        below.is_figure and below.x0 < run.x1 and run.x0 < below.x1 for below in rows[number + 1]
    )


def _passes(gutter: Gutter, row: Row, least: float) -> bool:
    """Whether the strip goes on through a row; it becomes as narrow as the row demands."""
    left, right = gutter.left, gutter.right
    for run in row:
        if run.x1 <= left or run.x0 >= right:
            continue
        if run.x0 - left >= max(least, right - run.x1):
            right = run.x0
        elif right - run.x1 >= least:
            left = run.x1
        else:
            return False
    gutter.left, gutter.right = left, right
    return True


def _stretches(view: View, gutter: Gutter) -> Iterator[_Stretch]:
    """The stretches of a gutter whose sides are read apart."""
    bands = _bands(view, gutter)
    parts = [_parts(view.rows[first:last], gutter) for first, last in bands]
    kinds = [relation(view, band, *part, gutter) for band, part in zip(bands, parts, strict=True)]
    position = 0
    while position < len(bands):
        kind = kinds[position]
        if kind in ("rows", "one"):
            position += 1
            continue
        end = position + 1
        goes_on = _GOES_ON[kind]
        while end < len(bands) and kinds[end] in goes_on:
            end += 1
        start, following = position, end
        if kind == "columns":
            while start and kinds[start - 1] == "one" and belongs(view, bands[start - 1], bands[start], gutter):
                start -= 1
        while kinds[end - 1] == "one" and not trails(view, bands[end - 2], bands[end - 1], gutter):
            end -= 1
        if kind != "side" or kinds[start:end].count("side") > 1:
            count = sum(len(row) > 1 for row in view.rows[bands[start][0] : bands[end - 1][1]])
            yield _Stretch(gutter, kind, bands[start:end], count)
        position = following


def _bands(view: View, gutter: Gutter) -> list[tuple[int, int]]:
    """The gutter's rows, parted where white or a drawn line crosses both sides."""
    crossing = [
        (rule[1] + rule[3]) / 2
        for rule in view.rules
        if rule[0] < gutter.left and rule[2] > gutter.right and rule[3] - rule[1] < view.height / 2
    ]
    crossing.sort()
    bands = []
    start, bottom, wide = gutter.start, view.bottoms[gutter.start], _BREAK * view.height
    for number in range(gutter.start + 1, gutter.end):
        top = view.tops[number]
        is_crossed = crossing and bisect_right(crossing, bottom - 2) < bisect_left(crossing, top + 2)
        if top - bottom > wide or is_crossed:
            bands.append((start, number))
            start, bottom = number, top
        bottom = max(bottom, view.bottoms[number])
    bands.append((start, gutter.end))
    return bands


def _parts(band: list[Row], gutter: Gutter) -> tuple[list[Row], list[Row]]:
    """The rows left and right of a gutter."""
    middle = (gutter.left + gutter.right) / 2
    left: list[Row] = []
    right: list[Row] = []
    for row in band:
        if len(row) == 1:
            (left if row[0].x1 <= middle else right).append(row)
            continue
        one, other = [run for run in row if run.x1 <= middle], [run for run in row if run.x1 > middle]
        if one:
            left.append(one)
        if other:
            right.append(other)
    return left, right
