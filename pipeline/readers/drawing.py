"""Pages and parts of pages of a PDF as pixels: what has to be recognised, and whether it is worth it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.exceptions import LimitExceededError
from pipeline.options import Limits
from pipeline.readers.content import PageWords, Picture
from pipeline.record import Box

if TYPE_CHECKING:
    from numpy.typing import NDArray

DPI = 200.0  # 10-point letters become 28 pixels high: word F1 of eight invoices drawn so and recognised is 0.988
_DPI_MIN = 36.0  # a page that has to be drawn more coarsely than this to stay within the limit is refused
_FIGURE_MIN = 0.05  # share of the page from which on a picture beside a good text layer is looked at; logos are smaller
_FIGURE_SIDE = 40.0  # points; what is lower or narrower is a rule or an ornament
_INK_MIN = 0.004  # share of a picture's pixels that stand out from their neighbours where it holds a word
_CHECK_DPI = 150  # at which a layer is laid over its scan: a blank is five pixels wide
_ON_INK, _FREE = 0.7, 0.6  # least share of words that lie on ink, and of blanks that do not; a layer of another page has 0.3
_BLANKS_MIN = 10  # blanks from which on their share means something


def share(box: Box, width: float, height: float) -> float:
    """Share of a page of this size that a box covers, in [0, 1]."""
    wide = min(box[2], width) - max(box[0], 0.0)
    high = min(box[3], height) - max(box[1], 0.0)
    return max(0.0, wide) * max(0.0, high) / (width * height or 1.0)


def figures(page: Any, pictures: Sequence[Box], words: PageWords | None, index: int, limits: Limits) -> tuple[Picture, ...]:
    """Pictures beside a good text layer that may hold words, cut from the drawn page."""
    if not pictures:
        return ()
    width, height = page.rect.width, page.rect.height
    areas: list[Box] = []
    for box in pictures:
        x0, y0, x1, y1 = max(box[0], 0.0), max(box[1], 0.0), min(box[2], width), min(box[3], height)
        if share(box, width, height) >= _FIGURE_MIN and min(x1 - x0, y1 - y0) >= _FIGURE_SIDE:
            areas.append((x0, y0, x1, y1))
    inside = [area for area in areas if not any(area != other and _holds(other, area) for other in areas)]
    return tuple(picture(page, index, limits, area) for area in dict.fromkeys(inside) if _has_ink(page, area, words))


def picture(page: Any, index: int, limits: Limits, area: Box | None = None) -> Picture:
    """The page as it is shown, or a part of it.

    Raises:
        LimitExceededError: more pixels than the limits allow, even drawn coarsely.
    """
    inches = page.rect.width * page.rect.height / 72**2
    if inches * _DPI_MIN**2 > limits.max_pixels:
        message = f"Page {index + 1} is larger than {limits.max_pixels:,} pixels."
        raise LimitExceededError(message, page=index + 1)
    dpi = min(DPI, (limits.max_pixels / max(inches, 1e-9)) ** 0.5 * 0.99)
    pixmap = page.get_pixmap(matrix=(dpi / 72, 0, 0, dpi / 72, 0, 0), clip=area, colorspace="rgb", alpha=False)
    pixels = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.stride)[:, : pixmap.width * 3]
    corner = (0.0, 0.0) if area is None else (pixmap.x * 72 / dpi, pixmap.y * 72 / dpi)
    return Picture(pixels.reshape(pixmap.height, pixmap.width, 3).copy(), round(dpi, 4), *corner)


def lies_on_ink(page: Any, words: PageWords) -> bool:
    """Whether the words of an invisible layer lie where the scan below them has words, and their blanks where it has none.

    The layer of another page, or of the page before it was turned or cut, does not.
    """
    pixels, _ = _grey(page, _CHECK_DPI, None)
    dark = pixels < (int(pixels.min()) + int(pixels.max())) / 2
    boxes = (words.boxes * (_CHECK_DPI / 72)).round().astype(int).clip(0)
    on_ink = [bool(dark[y0:y1, x0:x1].any()) for x0, y0, x1, y1 in boxes.tolist()]
    if np.mean(on_ink) < _ON_INK:
        return False
    free = []
    for same, (x0, y0, x1, y1), (start, top, _, bottom) in zip(
        (words.lines[1:] == words.lines[:-1]).tolist(), boxes[:-1].tolist(), boxes[1:].tolist(), strict=True
    ):
        if same and start - x1 >= 2 and x1 > x0:
            quarter = (min(y1, bottom) - max(y0, top)) // 4
            free.append(not dark[max(y0, top) + quarter : min(y1, bottom) - quarter, (x1 + start) // 2].any())
    return len(free) < _BLANKS_MIN or bool(np.mean(free) >= _FREE)


def _holds(outer: Box, inner: Box) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]


def _has_ink(page: Any, area: Box, words: PageWords | None) -> bool:
    """Whether a coarse drawing of an area has edges where the text layer has no words."""
    pixels, (left, top) = _grey(page, 72, area)
    edges = np.abs(np.diff(pixels.astype(np.int16), axis=1)) > 48
    if words is not None:
        for x0, y0, x1, y1 in (words.boxes - (left, top, left, top)).astype(int).tolist():
            edges[max(0, y0) : max(0, y1 + 1), max(0, x0 - 1) : max(0, x1 + 1)] = False
    return bool(edges.mean() > _INK_MIN)


def _grey(page: Any, dpi: int, area: Box | None) -> tuple[NDArray[np.uint8], tuple[int, int]]:
    """(height, width) grey values of the page as it is shown, or of a part of it, and where this begins in pixels."""
    pixmap = page.get_pixmap(dpi=dpi, clip=area, colorspace="gray", alpha=False)
    pixels = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.stride)[:, : pixmap.width]
    return pixels, (pixmap.x, pixmap.y)
