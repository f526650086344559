"""Which way up the text of a picture stands, found only when the picture gives reason to doubt it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pipeline.ocr.detect import as_read

if TYPE_CHECKING:
    from pipeline.ocr.engine import Image

_SAMPLE = 8  # lines that are read both ways; the widest ones say most
_MARGIN = 0.05  # by which the other way has to be surer
_ASPECT_MIN = 2.0  # rounder boxes run either way


def is_sideways(boxes: NDArray[np.float32]) -> bool:
    """Most of the text, by its length, runs up or down the picture.

    Args:
        boxes: (n, 4, 2) oriented boxes.
    """
    along, down = np.ptp(boxes, axis=1).T
    return float(down[down > _ASPECT_MIN * along].sum()) > float(along[along > _ASPECT_MIN * down].sum())


def is_upside_down(crops: Sequence[Image], confidence: Callable[[Sequence[Image]], float]) -> bool:
    """The lines are surer when they are turned by 180 degrees.

    Args:
        crops: level lines, as cut.
        confidence: mean confidence in [0, 1] over the letters of some lines.
    """
    widest = sorted(range(len(crops)), key=lambda index: (-crops[index].shape[1] / crops[index].shape[0], index))[:_SAMPLE]
    sample = [crops[index] for index in sorted(widest)]
    return confidence([np.ascontiguousarray(crop[::-1, ::-1]) for crop in sample]) > confidence(sample) + _MARGIN


def turned_boxes(boxes: NDArray[np.float32], turn: int, width: int, height: int) -> NDArray[np.float32]:
    """Oriented boxes of a picture, after the picture is turned counter-clockwise, corners as in ``detect.as_read``.

    Args:
        boxes: (n, 4, 2) float32 pixels.
        turn: quarters of a circle, 0 to 3, as in ``numpy.rot90``.
        width, height: of the picture before.
    """
    x, y = boxes[..., 0], boxes[..., 1]
    moved = [(x, y), (y, width - x), (width - x, height - y), (height - y, x)][turn]
    return np.stack([as_read(box) for box in np.stack(moved, -1).astype(np.float32)])


def turned_back(
    box: tuple[float, float, float, float], turn: int, width: int, height: int
) -> tuple[float, float, float, float]:
    """An upright box of a picture that was turned counter-clockwise, on the picture as it was.

    Args:
        box: (x0, y0, x1, y1) pixels on the turned picture.
        turn: as in :func:`turned_boxes`.
        width, height: of the picture before it was turned.
    """
    x0, y0, x1, y1 = box
    back = [
        (x0, y0, x1, y1),
        (width - y1, x0, width - y0, x1),
        (width - x1, height - y1, width - x0, height - y0),
        (y0, height - x1, y1, height - x0),
    ][turn]
    left, top, right, bottom = (round(value, 2) for value in back)
    return left, top, right, bottom
