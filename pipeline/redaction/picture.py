"""Pictures: pixels painted, and a new file made of pixels alone. EXIF, thumbnails, text chunks and comments stay behind."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from pipeline.exceptions import UnreadableError
from pipeline.options import Limits
from pipeline.readers.image import read_image
from pipeline.readers.sniff import BMP, JPEG, PNG, TIFF, WEBP
from pipeline.redaction.plan import Plan
from pipeline.redaction.survivors import Survivor, bytes_hold, recognised

if TYPE_CHECKING:
    from pipeline.ocr.engine import Image as Pixels
    from pipeline.ocr.engine import OcrEngine

_FORMATS: dict[str, tuple[str, dict[str, Any]]] = {
    PNG: ("PNG", {}),
    JPEG: ("JPEG", {"quality": 95, "subsampling": 0}),
    TIFF: ("TIFF", {"compression": "tiff_deflate"}),
    BMP: ("BMP", {}),
    WEBP: ("WEBP", {"lossless": True}),
}
_TECHNICAL = frozenset(
    {"dpi", "jfif", "jfif_version", "jfif_unit", "jfif_density", "compression", "resolution", "loop", "background"}
    | {"timestamp", "duration", "adobe", "adobe_transform"}
)
_EDGE_PX = 8  # JPEG works in squares of 8 pixels: at the border of a mark its paint and the paper mix
_ALIKE_MAX = 24


def redact_picture(source: bytes, media_type: str, plan: Plan, limits: Limits) -> tuple[bytes, tuple[str, ...]]:
    """The redacted file, upright, of the same kind and resolution, not yet verified, and what else was removed.

    Raises:
        UnreadableError: a page is damaged.
        LimitExceededError: more pages or pixels than the limits allow.
    """
    pictures, dpi = [], 96.0
    for index, (pixels, dpi) in enumerate(_pages(source, limits)):
        for x0, y0, x1, y1 in (_area(mark.box, dpi, pixels) for mark in plan.marks_on(index)):
            pixels[y0:y1, x0:x1] = 0
        is_grey = bool((pixels[..., 0] == pixels[..., 1]).all() and (pixels[..., 1] == pixels[..., 2]).all())
        pictures.append(Image.fromarray(pixels[..., 0].copy() if is_grey else pixels))
    name, options = _FORMATS[media_type]
    more = {"save_all": True, "append_images": pictures[1:]} if media_type == TIFF else {}
    resolution = {} if media_type == WEBP else {"dpi": (dpi, dpi)}
    stream = io.BytesIO()
    pictures[0].save(stream, name, **options, **more, **resolution)
    return stream.getvalue(), _extras(source)


def check_picture(data: bytes, plan: Plan, engine: OcrEngine | None, limits: Limits) -> list[Survivor]:
    """What should be gone and is not: metadata, pixels under the marks, values in the bytes, values that OCR can read."""
    found = [Survivor("metadata") for _ in _extras(data)]
    found += [Survivor("object", needle.type) for needle in bytes_hold(data, plan.needles)]
    pages = list(_pages(data, limits))
    if len(pages) != plan.page_count:
        found.append(Survivor("structure"))
    for index, (pixels, dpi) in enumerate(pages):
        for mark in plan.marks_on(index):
            x0, y0, x1, y1 = _area(mark.box, dpi, pixels)
            edge = min(_EDGE_PX, (x1 - x0) // 4, (y1 - y0) // 4)
            inner = pixels[y0 + edge : y1 - edge, x0 + edge : x1 - edge].reshape(-1, 3)
            if len(inner) and int(np.ptp(inner, axis=0).max()) > _ALIKE_MAX:
                found.append(Survivor("picture", mark.type, index, mark.box))
    if found or engine is None:
        return found
    for index, (pixels, dpi) in enumerate(pages):
        found += recognised(pixels, 72 / dpi, index, plan.needles, engine)
    return found


def _pages(data: bytes, limits: Limits) -> list[tuple[Pixels, float]]:
    pages: list[tuple[Pixels, float]] = []
    for content in read_image(data, limits, lambda _number: None):
        if not content.pictures:
            raise UnreadableError(f"Page {len(pages) + 1} is damaged and could not be read.")
        picture = content.pictures[0]
        pages.append((picture.pixels.copy(), picture.dpi))
    return pages


def _area(box: tuple[float, ...], dpi: float, pixels: Pixels) -> tuple[int, int, int, int]:
    """A box as whole pixels, outwards, within the picture."""
    scale, (height, width) = dpi / 72, pixels.shape[:2]
    x0, y0, x1, y1 = (value * scale for value in box)
    return max(0, int(x0)), max(0, int(y0)), min(width, int(x1) + 1), min(height, int(y1) + 1)


def _extras(data: bytes) -> tuple[str, ...]:
    """What a picture says about itself, as words."""
    with Image.open(io.BytesIO(data)) as image:
        keys = {str(key).lower() for key in image.info} - _TECHNICAL
        tags = set(dict(image.getexif())) - {
            256,
            257,
            258,
            259,
            262,
            273,
            274,
            277,
            278,
            279,
            282,
            283,
            284,
            296,
            317,
            322,
            323,
        }
        tags -= {324, 325, 338, 339, 254, 305} if image.format == "TIFF" else set()
        described = getattr(image, "applist", [])
        segments = [name for name, _ in described if name not in ("APP0", "APP14")]
        return ("metadata",) if keys or tags or segments else ()
