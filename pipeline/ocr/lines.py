"""From words scattered over a page to its lines, top to bottom, left to right."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_SAME = 0.5  # overlap of heights, as a share of the lesser, that puts two pieces on one line


def slope(boxes: NDArray[np.float32]) -> float:
    """How much the page's lines fall to the right, as dy/dx; the median over pieces, weighted by their width.

    Args:
        boxes: (n, 4, 2) oriented boxes from the top left corner, clockwise.
    """
    across = boxes[:, 1] - boxes[:, 0]
    level = across[:, 0] > 2 * np.abs(across[:, 1])
    if not level.any():
        return 0.0
    slopes, widths = across[level, 1] / across[level, 0], across[level, 0]
    order = np.argsort(slopes, kind="stable")
    middle = np.searchsorted(np.cumsum(widths[order]), widths.sum() / 2)
    return float(slopes[order][min(middle, len(order) - 1)])


def rows(boxes: Sequence[tuple[float, float, float, float]], fall: float = 0.0) -> list[list[int]]:
    """Indices of boxes grouped into lines.

    Args:
        boxes: (x0, y0, x1, y1) of each piece.
        fall: from :func:`slope`; lines are taken level after it is taken out.

    Returns:
        Lines by their height on the page, each from left to right.
    """
    spans = {}
    for index, (x0, y0, x1, y1) in enumerate(boxes):
        middle = (x0 + x1) / 2
        lean = abs(fall) * (x1 - x0) / 2  # the upright box around a leaning piece is taller than the piece
        spans[index] = (y0 - middle * fall + lean, y1 - middle * fall - lean)
    found: list[list[int]] = []
    bands: list[tuple[float, float]] = []
    for index in sorted(spans, key=lambda index: (sum(spans[index]), boxes[index][0])):
        top, bottom = spans[index]
        best = max(range(len(bands)), key=lambda row: _overlap(bands[row], (top, bottom)), default=None)
        if best is None or _overlap(bands[best], (top, bottom)) < _SAME or _collides(boxes, found[best], index):
            found.append([index])
            bands.append((top, bottom))
            continue
        count = len(found[best])
        found[best].append(index)
        bands[best] = tuple((old * count + new) / (count + 1) for old, new in zip(bands[best], (top, bottom), strict=True))  # type: ignore[assignment]
    order = sorted(range(len(found)), key=lambda row: sum(bands[row]))
    return [sorted(found[row], key=lambda index: (boxes[index][0], boxes[index][1])) for row in order]


def _overlap(first: tuple[float, float], second: tuple[float, float]) -> float:
    shared = min(first[1], second[1]) - max(first[0], second[0])
    return shared / max(1e-6, min(first[1] - first[0], second[1] - second[0]))


def _collides(boxes: Sequence[tuple[float, float, float, float]], row: list[int], index: int) -> bool:
    """The piece lies over one that is already in the row, by more than half its width: it is the line above or below."""
    x0, _, x1, _ = boxes[index]
    return any(min(x1, boxes[other][2]) - max(x0, boxes[other][0]) > 0.5 * (x1 - x0) for other in row)
