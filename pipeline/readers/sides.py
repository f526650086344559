"""What the two sides of a white gutter are to each other: columns, stacks of short lines, side headings, or cells of rows."""

from __future__ import annotations

from bisect import bisect_right

from pipeline.readers.runs import Gutter, Relation, Row, Run, View

_FULL = 0.75  # share of its side's width that a line of prose fills, but for the last of a paragraph
_RAGGED = 0.55  # the same for lines that mostly begin with a small letter, set ragged in a narrow column
_RAGGED_MIN = 5  # such lines
_NARROW = 0.38  # share of the region's width that side headings and side notes take at most


def relation(view: View, band: tuple[int, int], gutter: Gutter) -> Relation:
    """What a gutter is to one band of its rows."""
    first, last = band
    rows = view.rows[first:last]
    splits = gutter.splits[first - gutter.start : last - gutter.start]
    if len(rows) == 1:
        row, split = rows[0], splits[0]
        if not 0 < split < len(row):
            return "one"
        if len(row) > split + 1 or row[split].words < 5:
            return "rows"
    other = [row[split:] if split else row for row, split in zip(rows, splits, strict=True) if len(row) > split]
    left = len(rows) - splits.count(0)
    if not other or not left:
        return "one"
    if left == len(other) == 1:
        if other[0][0].words < 5 or len(other[0]) > 1:
            return "rows"
        return "side" if _is_side(_left(rows, splits), other, gutter, view.height) else "rows"
    if 2 * [row[0].is_figure for row in other].count(True) >= len(other):
        return "rows"
    if len(rows) <= 3 and view.rules and _boxed(view, band, gutter):
        return "rows"
    return _relation(_left(rows, splits), other, gutter, view)


def _left(rows: list[Row], splits: list[int]) -> list[Row]:
    """What stands left of a gutter."""
    return [row[:split] for row, split in zip(rows, splits, strict=True) if split]


def _relation(one: list[Row], other: list[Row], gutter: Gutter, view: View) -> Relation:
    """What the sides of a gutter are to each other, with several rows on one of them and few figures on the right."""
    height = view.height
    labels = [row[-1].is_label for row in one].count(True) / len(one)
    fewer = min(len(one), len(other))
    prose = _is_prose(_column([row[-1] for row in one], height)), _is_prose(_column([row[0] for row in other], height))
    if prose[0] and prose[1] and labels < 0.5:
        return "columns"
    if _is_side(one, other, gutter, height):
        return "side"
    is_prose = prose[0] or prose[1]
    if labels >= 0.5 or fewer < 2 or (fewer == 2 and not is_prose):
        return "rows"
    shared = _shared(one, other, height)
    if fewer >= 3 and shared < 0.6:
        return "columns" if is_prose else "stacks"
    if sum([len(row) > 1 for row in one]) + sum([len(row) > 1 for row in other]) >= 0.5 * fewer:
        return "stacks" if fewer >= 3 and _is_small_print(one, other, height) else "rows"
    if is_prose and shared < 0.8:
        return "columns"
    if fewer < 3:
        return "rows"
    view.doubts.append(gutter)
    return "stacks" if gutter.right - gutter.left >= 2.5 * height else "rows"


def _column(runs: list[Run], height: float) -> list[Run]:
    """The runs that begin where most do: where the next column has no line, the row's neighbour is of the one after."""
    if len(runs) < _RAGGED_MIN:
        return runs
    usual = sorted([run.x0 for run in runs])[len(runs) // 2]
    return [run for run in runs if abs(run.x0 - usual) <= 2 * height]


def _boxed(view: View, band: tuple[int, int], gutter: Gutter) -> bool:
    """A filled area reaches across the gutter behind a few rows: it is a table's head or sum."""
    top, bottom = view.tops[band[0]] + 2, view.bottoms[band[1] - 1] - 2
    left, right, most = gutter.left, gutter.right, 4 * view.height
    return any(y0 <= top and y1 >= bottom and x0 < left and x1 > right and y1 - y0 < most for x0, y0, x1, y1 in view.rules)


def _is_prose(runs: list[Run]) -> bool:
    """Lines of several words that fill their column, but for the last of each paragraph; less full ones begin small."""
    count = len(runs)
    if count < 2 or sum([run.words for run in runs]) < 2.5 * count or sum([run.chars for run in runs]) < 14 * count:
        return False
    wide = max([run.x1 for run in runs]) - min([run.x0 for run in runs])
    if [run.x1 - run.x0 >= _FULL * wide for run in runs].count(True) >= 0.55 * count:
        return True
    is_running = count >= _RAGGED_MIN and [run.is_lower for run in runs].count(True) >= 0.6 * count
    return is_running and [run.x1 - run.x0 >= _RAGGED * wide for run in runs].count(True) >= 0.55 * count


def _is_small_print(one: list[Row], other: list[Row], height: float) -> bool:
    """Small type that begins at one place on each side: the stacks at the foot of a letterhead, and no table."""
    sides = [row[-1] for row in one], [row[0] for row in other]
    return all(
        max([run.x0 for run in side]) - min([run.x0 for run in side]) < 2
        and all(run.y1 - run.y0 <= 0.9 * height for run in side)
        for side in sides
    )


def _shared(one: list[Row], other: list[Row], height: float) -> float:
    """Share of the side with fewer rows whose rows have a base line in common with the other side."""
    few, many = (one, other) if len(one) <= len(other) else (other, one)
    lines = sorted([_bottom(row) for row in many])
    lines.append(float("inf"))
    matched = 0
    for row in few:
        bottom = _bottom(row)
        matched += lines[bisect_right(lines, bottom - 0.2 * height)] < bottom + 0.2 * height
    return matched / len(few)


def _bottom(row: Row) -> float:
    return row[0].y1 if len(row) == 1 else max([run.y1 for run in row])


def _is_side(one: list[Row], other: list[Row], gutter: Gutter, height: float) -> bool:
    """A short heading on the left, level with the first line of its longer text on the right."""
    if len(one) > min(3, len(other)) or (len(other) == 1 and len(one) > 1):
        return False
    if abs(_bottom(one[0]) - _bottom(other[0])) >= 0.5 * height:
        return False
    if any(len(row) > 1 for row in other) or sum([row[0].words for row in other]) < 5 * len(other):
        return False
    left = one[0][0].x0
    return gutter.left - left <= _NARROW * (max([row[0].x1 for row in other]) - left)


def is_note(left: list[Run], right: list[Run]) -> bool:
    """Small type in a narrow strip on the left of the text: it is read after it."""
    if not left or not right:
        return False
    start, end = min(run.x0 for run in left), max(run.x1 for run in right)
    wide = max(run.x1 for run in left) - start
    size = [sorted(run.y1 - run.y0 for run in side)[len(side) // 2] for side in (left, right)]
    return wide <= _NARROW * (end - start) and size[0] <= 0.92 * size[1] and len(left) < len(right)


def belongs(view: View, above: tuple[int, int], below: tuple[int, int], gutter: Gutter) -> bool:
    """Whether lines on one side, above columns, are the beginning of one of them and not a title over both."""
    runs = [run for row in view.rows[above[0] : above[1]] for run in row]
    sizes = sorted(run.y1 - run.y0 for row in view.rows[below[0] : below[1]] for run in row)
    gap = view.tops[below[0]] - max(view.bottoms[above[0] : above[1]])
    on_left = runs[0].x1 <= gutter.left + 0.01
    usual = sizes[len(sizes) // 2]
    return max(run.y1 - run.y0 for run in runs) < 1.15 * usual and gap < 2 * view.height and (on_left or len(runs) > 1)


def trails(view: View, above: tuple[int, int], below: tuple[int, int], gutter: Gutter) -> bool:
    """Whether lines on one side, below columns, carry on one of them and are not a note under both."""
    runs = [run for row in view.rows[below[0] : below[1]] for run in row]
    sizes = sorted(run.y1 - run.y0 for row in view.rows[above[0] : above[1]] for run in row)
    gap = view.tops[below[0]] - max(view.bottoms[above[0] : above[1]])
    is_small = max(run.y1 - run.y0 for run in runs) < 0.92 * sizes[len(sizes) // 2]
    on_right = runs[0].x0 >= gutter.right - 0.01
    return not is_small and gap < (3 if on_right else 2) * view.height
