"""Where text stands: from a page's pixels to the oriented boxes of its pieces of lines.

The network marks the core of every piece of text (differentiable binarisation, Liao et al. 2020); a box is the least
rectangle around such a core, grown back to the height of the letters.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pipeline.ocr.networks import Network

if TYPE_CHECKING:
    from pipeline.ocr.engine import Image

# Longer sides are scaled down for detection only. Word F1 of 20 receipts: 0.939 at 2000, 0.941 at 1280, 0.943 at 960 pixels;
# of 8 invoices drawn at 200 dpi: 0.988 at each. Small print needs the reserve over 960.
SIDE_MAX_PX = 1280
_STEP_PX = 32  # the network halves its input five times
_CORE = 0.3  # least probability of a core pixel; as the weights were published with
# Least mean probability of a box. The published 0.5 loses single digits, whose cores are small beside their rims: word F1 of 76
# receipts 0.9666 at 0.5, 0.9678 at 0.4 and 0.3.
_BOX = 0.3
_GROWTH = 1.6  # area over perimeter, times this, is added on each side; likewise
_SIDE_MIN_PX = 3
_BOXES_MAX = 3_000
_FAINT = 12  # of 255 by which ink differs from paper at least
_TALL = 2.5  # height over width from which a box holds text that runs down; a lone 1 stays below


def text_boxes(image: Image, network: Network) -> NDArray[np.float32]:
    """Oriented boxes of pieces of text, in no particular order.

    Returns:
        (n, 4, 2) float32 pixels, corners as in :func:`as_read`.
    """
    import cv2

    if is_blank(image):
        return np.empty((0, 4, 2), np.float32)
    height, width = image.shape[:2]
    scale = min(1.0, SIDE_MAX_PX / max(height, width))
    size = tuple(max(_STEP_PX, ceil(side * scale / _STEP_PX - 0.5) * _STEP_PX) for side in (width, height))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    heat = network(_normalised(small))[0, 0]
    core = cv2.dilate((heat > _CORE).astype(np.uint8), np.ones((2, 2), np.uint8))
    contours, _ = cv2.findContours(core, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    boxes = [box for contour in contours[:_BOXES_MAX] if (box := _box(contour, heat)) is not None]
    if not boxes:
        return np.empty((0, 4, 2), np.float32)
    found = np.stack(boxes) * (width / size[0], height / size[1])
    within: NDArray[np.float32] = np.clip(found, 0, (width - 1, height - 1)).astype(np.float32)
    return within


def is_blank(image: Image) -> bool:
    """Nothing stands out from the paper. A scan with shadows or specks is not blank: the network shall look at it."""
    grey = image[:, :, 1]
    paper = int(np.median(grey[:: max(1, grey.shape[0] // 64), :: max(1, grey.shape[1] // 64)]))
    return int(grey.max()) - paper < _FAINT and paper - int(grey.min()) < _FAINT


def crop(image: Image, box: NDArray[np.float32]) -> Image:
    """The pixels of an oriented box, set level: its first side is the upper edge."""
    import cv2

    width = max(1, round(float(max(np.linalg.norm(box[0] - box[1]), np.linalg.norm(box[2] - box[3])))))
    height = max(1, round(float(max(np.linalg.norm(box[0] - box[3]), np.linalg.norm(box[1] - box[2])))))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(box, target)
    level: Image = cv2.warpPerspective(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return level


def as_read(box: NDArray[np.float32]) -> NDArray[np.float32]:
    """The corners of a box from where its text begins, clockwise; the text of tall boxes is taken to run down."""
    left, right = np.split(box[np.argsort(box[:, 0], kind="stable")], 2)
    top_left, bottom_left = left[np.argsort(left[:, 1], kind="stable")]
    top_right, bottom_right = right[np.argsort(right[:, 1], kind="stable")]
    level = np.stack([top_left, top_right, bottom_right, bottom_left])
    tall = np.linalg.norm(top_left - bottom_left) >= _TALL * np.linalg.norm(top_left - top_right)
    return np.roll(level, -1, axis=0) if tall else level


def _normalised(image: Image) -> NDArray[np.float32]:
    """(1, 3, h, w) in [-1, 1], blue first, as the weights were trained."""
    planes = image[:, :, ::-1].transpose(2, 0, 1).astype(np.float32)
    return np.ascontiguousarray(planes[None] / 127.5 - 1)


def _box(contour: NDArray[np.int32], heat: NDArray[np.float32]) -> NDArray[np.float32] | None:
    import cv2

    centre, (width, height), angle = cv2.minAreaRect(contour)
    if min(width, height) < _SIDE_MIN_PX or _probability(cv2.boxPoints((centre, (width, height), angle)), heat) < _BOX:
        return None
    growth = 2 * _GROWTH * width * height / (2 * (width + height))
    return as_read(cv2.boxPoints((centre, (width + growth, height + growth), angle)))


def _probability(box: NDArray[np.float32], heat: NDArray[np.float32]) -> float:
    """Mean of the heat map inside a box."""
    import cv2

    rows, columns = heat.shape
    x0, y0 = np.clip(np.floor(box.min(0)).astype(int), 0, (columns - 1, rows - 1))
    x1, y1 = np.clip(np.ceil(box.max(0)).astype(int), 0, (columns - 1, rows - 1))
    mask = np.zeros((y1 - y0 + 1, x1 - x0 + 1), np.uint8)
    cv2.fillPoly(mask, [(box - (x0, y0)).astype(np.int32)], 1)
    return float(cv2.mean(heat[y0 : y1 + 1, x0 : x1 + 1], mask)[0])
