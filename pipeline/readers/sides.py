"""What the two sides of a white gutter are to each other: columns, stacks of short lines, side headings, or cells of rows."""

from __future__ import annotations

from pipeline.readers.runs import Gutter, Relation, Row, Run, View

_FULL = 0.75  # share of its side's width that a line of prose fills, but for the last of a paragraph
_NARROW = 0.38  # share of the region's width that side headings and side notes take at most


def relation(view: View, band: tuple[int, int], one: list[Row], other: list[Row], gutter: Gutter) -> Relation:
    """What a gutter is to one band of rows."""
    if not one or not other:
        return "one"
    if len(one) == 1 and len(other) == 1:
        is_text = other[0][0].words >= 5 and len(other[0]) == 1
        return "side" if is_text and _is_side(one, other, gutter, view.height) else "rows"
    if band[1] - band[0] <= 3 and _boxed(view, band, gutter):
        return "rows"
    figures = sum([row[0].is_figure for row in other]) / len(other)
    if figures >= 0.5:
        return "rows"
    labels = sum([row[-1].is_label for row in one]) / len(one)
    prose = _is_prose([row[-1] for row in one]), _is_prose([row[0] for row in other])
    if prose == (True, True) and labels < 0.5:
        return "columns"
    if _is_side(one, other, gutter, view.height):
        return "side"
    if labels >= 0.5:
        return "rows"
    fewer = min(len(one), len(other))
    shared = _shared(one, other, view.height)
    if fewer >= 3 and shared < 0.6:
        return "columns" if any(prose) else "stacks"
    if sum([len(row) > 1 for row in (*one, *other)]) >= 0.5 * fewer:
        return "stacks" if fewer >= 3 and _is_small_print(one, other, view.height) else "rows"
    if any(prose) and fewer >= 2 and shared < 0.8:
        return "columns"
    return "stacks" if fewer >= 3 and gutter.right - gutter.left >= 2.5 * view.height else "rows"


def _boxed(view: View, band: tuple[int, int], gutter: Gutter) -> bool:
    """A filled area reaches across the gutter behind a few rows: it is a table's head or sum."""
    top, bottom = view.tops[band[0]], view.bottoms[band[1] - 1]
    return any(
        rule[0] < gutter.left and rule[2] > gutter.right and rule[1] <= top + 2 and rule[3] >= bottom - 2
        for rule in view.rules
        if rule[3] - rule[1] < 4 * view.height
    )


def _is_prose(runs: list[Run]) -> bool:
    """Lines of several words that fill their column, but for the last of each paragraph."""
    count = len(runs)
    if count < 2 or sum([run.chars for run in runs]) < 14 * count or sum([run.words for run in runs]) < 2.5 * count:
        return False
    least = _FULL * (max([run.x1 for run in runs]) - min([run.x0 for run in runs]))
    return sum([run.x1 - run.x0 >= least for run in runs]) >= 0.55 * count


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
    few, many = sorted((one, other), key=len)
    lines = [max(run.y1 for run in row) for row in many]
    matched = sum(any(abs(max(run.y1 for run in row) - line) < 0.2 * height for line in lines) for row in few)
    return matched / len(few)


def _is_side(one: list[Row], other: list[Row], gutter: Gutter, height: float) -> bool:
    """A short heading on the left, level with the first line of its longer text on the right."""
    left, right = one[0][0].x0, max(row[-1].x1 for row in other)
    narrow = gutter.left - left <= _NARROW * (right - left)
    level = abs(max(run.y1 for run in one[0]) - max(run.y1 for run in other[0])) < 0.5 * height
    prose = sum(run.words for row in other for run in row) >= 5 * len(other) and all(len(row) == 1 for row in other)
    return narrow and level and prose and len(one) <= min(3, len(other)) and (len(other) > 1 or len(one) == 1)


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
