"""What verification finds: a value, or a place where one could be, that is still in the redacted file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from pipeline.record import Box
from pipeline.redaction.fold import Needle, occurrences
from pipeline.redaction.plan import padded

if TYPE_CHECKING:
    from pipeline.ocr.engine import Image, OcrEngine


class Survivor(Struct, frozen=True):
    """Something that should be gone. It never holds the value.

    Attributes:
        where: ``text`` | ``place`` | ``picture`` | ``ocr`` | ``object`` | ``metadata`` | ``structure``.
        type: of the finding; empty where there is no telling.
        page_index: counts from 0; None for what belongs to no page.
        box: points, upright page; None without geometry.
    """

    where: str
    type: str = ""
    page_index: int | None = None
    box: Box | None = None


def bytes_hold(data: bytes, needles: tuple[Needle, ...]) -> Iterator[Needle]:
    """The values that stand in some bytes as they are, in any of the encodings a file would use, in any case of ASCII."""
    lowered = data.lower()
    for needle in needles:
        if needle.is_searched and len(needle.text) > 4 and any(form in lowered for form in _forms(needle.text)):
            yield needle


def _forms(value: str) -> Iterator[bytes]:
    for text in dict.fromkeys((value, value.replace(" ", ""))):
        for codec in ("utf-8", "utf-16-be", "utf-16-le", "latin-1"):
            coded = text.encode(codec, "ignore").lower()
            if len(coded) > 4:
                yield coded
                if codec != "latin-1":
                    yield coded.hex().encode()


def recognised(pixels: Image, scale: float, page_index: int, needles: tuple[Needle, ...], engine: OcrEngine) -> list[Survivor]:
    """The values that can be read in a picture of a page.

    Args:
        pixels: (height, width, 3) uint8 RGB, upright.
        scale: points a pixel.
    """
    text = ""
    spans: list[tuple[int, int, Box]] = []
    for line in engine.recognise(pixels):
        for word in line.words:
            x0, y0, x1, y1 = (value * scale for value in word.box)
            spans.append((len(text), len(text) + len(word.text), (x0, y0, x1, y1)))
            text += word.text + " "
        text = text[:-1] + "\n"
    survivors = []
    for start, end, needle in occurrences(text, needles):
        boxes = [box for first, last, box in spans if last > start and first < end]
        survivors += [Survivor("ocr", needle.type, page_index, padded(box, is_recognised=True)) for box in boxes]
    return survivors
