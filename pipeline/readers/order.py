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
from operator import itemgetter

from pipeline.readers.runs import Gutter, Relation, Row, Rule, Run, View
from pipeline.readers.sides import belongs, is_note, relation, trails

WIDE = 1.0  # gap between two words, in heights of their line, that parts two pieces; blanks are about 0.3 wide
_GUTTER = 0.6  # least width of a gutter, in heights of a line: newspapers set 9 points apart under 10-point type
_SAME_ROW = 0.5  # share of the lower piece's height two pieces must have in common to stand in one row
_BREAK = 0.9  # white above a row, in heights of a line, that begins a new band of a gutter

_BY_PLACE = itemgetter(1, 2)  # left end, then first word
_DEEPEST = 12  # nesting of gutters; newspapers have 3

_GOES_ON: dict[Relation, tuple[Relation, ...]] = {
    "columns": ("columns", "stacks", "one"),
    "side": ("side", "one"),
    "stacks": (),
}


@dataclass(frozen=True, slots=True)
class Region:
    """Rows that are read one after the other, each from left to right.

    Attributes:
        rows: from top to bottom.
        height: of a usual line on the page, in points.
        is_sure: no other order of the page's regions is as likely as theirs.
    """

    rows: list[Row]
    height: float
    is_sure: bool = True


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
    doubts: list[Gutter] = []
    found = list(_read(rows_of(runs), height, level, 0, doubts))
    return [Region(rows, height, not doubts) for rows in found]


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
    reach = float("-inf")
    for run in sorted(runs):
        top, bottom = run.y0, run.y1
        back = len(rows) - 1 if top <= reach else -1  # below all rows so far it begins one
        least_back = max(-1, back - 5)
        while back > least_back:
            over, under = bands[back]
            least = min(bottom - top, under - over)
            shared = (bottom if bottom < under else under) - (top if top > over else over)
            if shared >= _SAME_ROW * least and not _collides(run, rows[back], 0.3 * least):
                rows[back].append(run)
                break
            back -= 1
        else:
            rows.append([run])
            bands.append((top, bottom))
            reach = max(reach, bottom)
    for row in rows:
        if len(row) > 1:
            row.sort(key=_BY_PLACE)
    return rows


def _collides(run: Run, row: Row, most: float) -> bool:
    x0, x1 = run.x0, run.x1
    return any((x1 if x1 < other.x1 else other.x1) - (x0 if x0 > other.x0 else other.x0) > most for other in row)


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


def _read(rows: list[Row], height: float, rules: Sequence[Rule], depth: int, doubts: list[Gutter]) -> Iterator[list[Row]]:
    """Regions of some rows, in order; gutters that might mean another order are added to the doubts."""
    if not rows:
        return
    several = depth < _DEEPEST and sum(len(row) > 1 for row in rows)
    chosen, has_rest = _chosen(View.of(rows, height, rules, doubts)) if several else ([], False)
    position = 0
    for stretch in chosen:
        start, end = stretch.bands[0][0], stretch.bands[-1][1]
        yield from _rest(rows[position:start], height, rules, depth, has_rest, doubts)
        for first, last in stretch.bands if stretch.relation == "side" else [(start, end)]:
            for side in _sides(rows[first:last], stretch):
                yield from _read(rows_of(side), height, rules, depth + 1, doubts)
        position = end
    yield from _rest(rows[position:], height, rules, depth, has_rest, doubts)


def _rest(
    rows: list[Row], height: float, rules: Sequence[Rule], depth: int, has_more: bool, doubts: list[Gutter]
) -> Iterator[list[Row]]:
    """Rows between stretches; read again only where a stretch was passed over for a better one."""
    if has_more:
        yield from _read(rows, height, rules, depth + 1, doubts)
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
    seen: list[tuple[int, int, float, float]] = []
    for number, row in enumerate(rows):
        if len(row) < 2:
            continue
        for place, (one, other) in enumerate(pairwise(row), 1):
            left, right = one.x1, other.x0
            if right - left < least or other.is_figure or one.is_label or _leads_figures(rows, number, other):
                continue
            middle = (left + right) / 2
            if _was_seen(seen, number, middle):
                continue
            gutter = _followed(rows, Gutter(left, right, number, [place]), least)
            found = (gutter.start, gutter.end, gutter.left, gutter.right)
            if len(gutter.splits) > 1 and found not in seen:
                yield gutter
            seen.append(found)


def _was_seen(seen: list[tuple[int, int, float, float]], number: int, middle: float) -> bool:
    return any(left < middle < right and start <= number < end for start, end, left, right in seen)


def _leads_figures(rows: list[Row], number: int, run: Run) -> bool:
    """A figure stands right under the run: the gap before it parts cells."""
    if number + 1 < len(rows):
        for below in rows[number + 1]:
            if below.is_figure and below.x0 < run.x1 and run.x0 < below.x1:
                return True
    return False


def _followed(rows: list[Row], gutter: Gutter, least: float) -> Gutter:
    """The gutter down and up through all rows it passes; it becomes as narrow as they demand."""
    number = gutter.start + 1
    while number < len(rows) and (split := _split(gutter, rows[number], least)) is not None:
        gutter.splits.append(split)
        number += 1
    above = []
    number = gutter.start - 1
    while number >= 0 and (split := _split(gutter, rows[number], least)) is not None:
        above.append(split)
        number -= 1
    gutter.splits[:0] = reversed(above)
    gutter.start -= len(above)
    return gutter


def _split(gutter: Gutter, row: Row, least: float) -> int | None:
    """How many runs of a row stand left of the strip, narrowed to pass between them; None where a run blocks it."""
    left, right = gutter.left, gutter.right
    count = 0
    for run in row:
        if run.x1 <= left:
            count += 1
        elif run.x0 < right:
            if run.x0 - left >= max(least, right - run.x1):
                right = run.x0
            elif right - run.x1 >= least:
                left = run.x1
                count += 1
            else:
                return None
    gutter.left, gutter.right = left, right
    return count


def _stretches(view: View, gutter: Gutter) -> Iterator[_Stretch]:
    """The stretches of a gutter whose sides are read apart."""
    bands = _bands(view, gutter)
    kinds = [relation(view, band, gutter) for band in bands]
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
            count = sum([len(row) > 1 for row in view.rows[bands[start][0] : bands[end - 1][1]]])
            yield _Stretch(gutter, kind, bands[start:end], count)
        position = following


def _bands(view: View, gutter: Gutter) -> list[tuple[int, int]]:
    """The gutter's rows, parted where white or a drawn line crosses both sides."""
    crossing = [
        (y0 + y1) / 2 for x0, y0, x1, y1 in view.rules if x0 < gutter.left and x1 > gutter.right and y1 - y0 < view.height / 2
    ]
    crossing.sort()
    bands = []
    tops, bottoms = view.tops, view.bottoms
    start, bottom, wide = gutter.start, bottoms[gutter.start], _BREAK * view.height
    for number in range(gutter.start + 1, gutter.end):
        top = tops[number]
        if top - bottom > wide or (crossing and bisect_right(crossing, bottom - 2) < bisect_left(crossing, top + 2)):
            bands.append((start, number))
            start, bottom = number, top
        if bottoms[number] > bottom:
            bottom = bottoms[number]
    bands.append((start, gutter.end))
    return bands
