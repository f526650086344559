"""Lines of text to train the OCR's last layers on: cut from annotated receipts, and drawn from texts of 24 languages."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from metrics import Receipt
from numpy.typing import NDArray
from ocr_texts import LANGUAGES, text_of, words_of
from ocr_wear import Pixels, drawn, worn, worn_again
from PIL import Image

from pipeline.ocr.detect import crop, text_boxes
from pipeline.ocr.networks import Network

_CORNERS = 8  # numbers before the text of an annotated line
_LETTERS_MAX = (28, 40, 52)


@dataclass(frozen=True, slots=True)
class Line:
    """A picture of a line and what it says.

    Attributes:
        pixels: (height, width, 3).
        text: the truth.
        cased: whether the truth tells capitals from small letters; receipts are annotated in capitals.
        page: the receipt it is from; "" for drawn ones.
    """

    pixels: Pixels
    text: str
    cased: bool
    page: str = ""


def receipt_lines(receipt: Receipt, data: Path, detector: Network, rng: random.Random) -> Iterator[Line]:
    """The lines of a receipt: as found at work where the annotation agrees, the same a little worse, and as annotated."""
    page = receipt.image_path.stem
    image = np.ascontiguousarray(np.asarray(Image.open(receipt.image_path).convert("RGB")))
    known = list(_annotated(data / "receipts" / "box" / f"{page}.csv"))
    for box in text_boxes(image, detector):
        if text := _said(box, known):
            yield Line(crop(image, box), text, False, page)
            yield Line(worn_again(crop(image, _shaken(box, rng)), rng), text, False, page)
    for x0, y0, x1, y1, text in known:
        height = y1 - y0
        left, right = (rng.uniform(-0.05, 0.5) * height for _ in range(2))
        above, below = (rng.uniform(-0.05, 0.2) * height for _ in range(2))
        part = image[max(0, int(y0 - above)) : int(y1 + below), max(0, int(x0 - left)) : int(x1 + right)]
        if min(part.shape[:2]) >= 4 and part.shape[0] <= 3 * part.shape[1]:
            yield Line(worn_again(part, rng), text, False, page)


def drawn_lines(count: int, characters: Sequence[str], said: Sequence[str], rng: random.Random) -> Iterator[Line]:
    """Lines of words, amounts, dates, numbers, addresses and codes, set in 24 fonts and worn like scans.

    Args:
        characters: that the network knows.
        said: lines that receipts say, to be drawn anew among the others.
    """
    known = set(characters)
    words = {language: words_of(language, known) for language in sorted(set(LANGUAGES))}
    while count:
        text = " ".join(text_of(words[rng.choice(LANGUAGES)], said, rng).split())[: rng.choice(_LETTERS_MAX)].strip()
        if text and set(text) <= known and (grey := drawn(text, rng)) is not None:
            count -= 1
            yield Line(worn(grey, rng), text, True)


def _annotated(file: Path) -> Iterator[tuple[float, float, float, float, str]]:
    for row in file.read_text(encoding="utf-8", errors="replace").splitlines():
        parts = row.split(",", _CORNERS)
        if len(parts) > _CORNERS:
            corners = np.array(parts[:_CORNERS], np.float64).reshape(-1, 2)
            yield (*corners.min(0).tolist(), *corners.max(0).tolist(), parts[_CORNERS].strip())


def _said(box: NDArray[np.float32], known: list[tuple[float, float, float, float, str]]) -> str:
    """The annotated lines that together fill a box, else nothing."""
    (x0, y0), (x1, y1) = box.min(0).tolist(), box.max(0).tolist()
    height = y1 - y0
    inside = sorted(
        line
        for line in known
        if min(y1, line[3]) - max(y0, line[1]) > 0.6 * min(height, line[3] - line[1])
        and min(x1, line[2]) - max(x0, line[0]) > 0.3 * (line[2] - line[0])
    )
    filled = inside and abs(inside[0][0] - x0) < 0.8 * height and abs(inside[-1][2] - x1) < 0.8 * height
    return " ".join(line[4] for line in inside) if filled else ""


def _shaken(box: NDArray[np.float32], rng: random.Random) -> NDArray[np.float32]:
    """The box with its sides moved a little, and leaning a little."""
    height = float(np.linalg.norm(box[3] - box[0]))
    across = (box[1] - box[0]) / max(1.0, float(np.linalg.norm(box[1] - box[0]))) * height
    down = (box[3] - box[0]) / max(1.0, height) * height
    left, right = (rng.uniform(-0.12, 0.4) * across for _ in range(2))
    above, below = (rng.uniform(-0.1, 0.12) * down for _ in range(2))
    fall = rng.uniform(-0.06, 0.06) * down
    corners = [
        box[0] - left - above + fall,
        box[1] + right - above - fall,
        box[2] + right + below - fall,
        box[3] - left + below + fall,
    ]
    return np.array(corners, np.float32)
