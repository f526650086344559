"""Pictures: PNG, JPEG, TIFF of any number of pages, BMP, WebP."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from pipeline.exceptions import EmptyDocumentError, LimitExceededError, UnreadableError
from pipeline.options import Limits
from pipeline.readers.content import BeforePage, PageContent, Picture

FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP")
DPI_DEFAULT = 96.0  # CSS's reference pixel: what browsers and office programs take a picture without a resolution for
_DPI_RANGE = (50.0, 1200.0)  # outside, the metadata is a placeholder: cameras write 1, screen shots 72 and more
_TOO_LARGE = (Image.DecompressionBombError, Image.DecompressionBombWarning)  # Pillow's own limit, the default of Limits
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, ArithmeticError)


def read_image(data: bytes, limits: Limits, before_page: BeforePage) -> Iterator[PageContent]:
    """The pictures of a file, upright by their EXIF orientation, each decoded when it is asked for.

    Sizes in points are pixels * 72 / dpi, with the dpi of the file, else :data:`DPI_DEFAULT`.

    Raises:
        EmptyDocumentError: zero bytes.
        UnreadableError: no picture, or damaged; from the second picture on that page alone is ``failed``.
        LimitExceededError: more pictures or pixels than the limits allow, known before a picture is decoded. Beyond
            178,956,970 pixels Pillow refuses a picture whatever the limits say.
    """
    if not data:
        raise EmptyDocumentError("The file is empty.")
    try:
        image = _open(data)
        count = _frames(image, limits.max_pages) if image.format == "TIFF" else 1  # the frames of a moving picture are no pages
    except (UnidentifiedImageError, *_BROKEN) as error:
        raise UnreadableError("The picture cannot be opened.") from error
    if count > limits.max_pages:
        raise LimitExceededError(f"The document has more than {limits.max_pages} pages.")
    for index in range(count):
        before_page(index + 1)
        yield _page(image, index, limits)


def _open(data: bytes) -> Image.Image:
    try:
        return Image.open(io.BytesIO(data), formats=FORMATS)
    except _TOO_LARGE as error:
        raise LimitExceededError("Page 1 has more pixels than can be read safely.", page=1) from error


def _frames(image: Any, most: int) -> int:
    """How many pictures a TIFF holds; of more than ``most`` only the next one is looked for."""
    count = 1
    with suppress(EOFError):
        while count <= most:
            image.seek(count)
            count += 1
    image.seek(0)
    return count


def _page(image: Image.Image, index: int, limits: Limits) -> PageContent:
    try:
        if index:
            image.seek(index)
        width, height = image.size
        if width * height > limits.max_pixels:
            message = f"Page {index + 1} has {width * height:,} pixels; the limit is {limits.max_pixels:,}."
            raise LimitExceededError(message, page=index + 1)
        return _content(image)
    except _TOO_LARGE as error:
        raise LimitExceededError(f"Page {index + 1} has more pixels than can be read safely.", page=index + 1) from error
    except _BROKEN:
        return PageContent(warnings=(f"Page {index + 1} is damaged and could not be read.",), failed=True)


def _content(image: Image.Image) -> PageContent:
    turned = ImageOps.exif_transpose(image)
    dpi = _dpi(image)
    pixels = np.ascontiguousarray(np.asarray(_rgb(turned), dtype=np.uint8))
    height, width = pixels.shape[:2]
    return PageContent(width_pt=width * 72 / dpi, height_pt=height * 72 / dpi, pictures=(Picture(pixels, dpi),))


def _dpi(image: Image.Image) -> float:
    """Of the picture; the lesser of two that differ, as faxes have."""
    given: Any = image.info.get("dpi")
    low, high = _DPI_RANGE
    try:
        value = float(min(given))
    except (TypeError, ValueError, ZeroDivisionError):
        return DPI_DEFAULT
    return round(value, 4) if low <= value <= high else DPI_DEFAULT


def _rgb(image: Image.Image) -> Image.Image:
    """RGB on white paper; 16-bit grey keeps its upper 8 bits."""
    if image.mode.startswith("I"):
        grey = np.asarray(image).astype(np.int64)
        return Image.fromarray(np.clip(grey >> 8 if grey.max() > 255 else grey, 0, 255).astype(np.uint8)).convert("RGB")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        paper = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(paper, image.convert("RGBA")).convert("RGB")
    return image.convert("RGB")
