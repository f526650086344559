"""RapidOCR's networks (PP-OCRv6 small; all Latin scripts and more) with a chain of our own around them.

The weights are those inside the wheel of ``rapidocr``. Unlike RapidOCR as it comes, pages are not scaled up for detection,
lines are cut from the full picture, no network guesses whether a line is upside down (on 16 receipts it cost 0.015 of word F1),
and nothing is shared between calls, so that one engine serves many threads. scripts/bench_reading.py compares the two.
"""

from __future__ import annotations

from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pipeline.artefacts import manifest, verified
from pipeline.ocr.detect import crop, is_upright, text_boxes
from pipeline.ocr.engine import OcrLine, OcrWord
from pipeline.ocr.lines import rows, slope
from pipeline.ocr.networks import Network, load_network, runtime_version
from pipeline.ocr.recognise import Piece, recognise
from pipeline.record import Box

if TYPE_CHECKING:
    from pipeline.ocr.engine import Image

DETECTOR, RECOGNISER = "ocr-detector", "ocr-recogniser"
_CONFIDENCE_MIN = 0.5  # RapidOCR's own: pieces below are marks, not words


class RapidEngine:
    """The default engine. See :class:`pipeline.ocr.engine.OcrEngine`."""

    name = "rapidocr"

    def __init__(self) -> None:
        self._lock = Lock()
        self._networks: tuple[Network, Network, list[str]] | None = None

    @cached_property
    def engines(self) -> tuple[str, ...]:
        """The runtime with its version and precision, and the weights."""
        models = manifest()
        return (runtime_version(), models[DETECTOR].sha256, models[RECOGNISER].sha256)

    def recognise(self, image: Image) -> list[OcrLine]:
        """The lines of an image, top to bottom."""
        detector, recogniser, characters = self._loaded()
        image = np.ascontiguousarray(image)  # OpenCV would copy anything else once a line
        boxes = text_boxes(image, detector)
        if not len(boxes):
            return []
        pieces = recognise([crop(image, box) for box in boxes], recogniser, characters)
        kept = [(box, words) for box, words in zip(boxes, pieces, strict=True) if _confidence(words) >= _CONFIDENCE_MIN]
        if not kept:
            return []
        placed = [[OcrWord(word.text, _place(box, word), round(word.confidence, 4)) for word in words] for box, words in kept]
        around = [
            (float(x0), float(y0), float(x1), float(y1)) for box, _ in kept for (x0, y0), (x1, y1) in [(box.min(0), box.max(0))]
        ]
        grouped = rows(around, slope(np.stack([box for box, _ in kept])))
        return [OcrLine(tuple(word for index in row for word in placed[index])) for row in grouped]

    def _loaded(self) -> tuple[Network, Network, list[str]]:
        with self._lock:
            if self._networks is None:
                detector, _ = load_network(verified(DETECTOR))
                recogniser, characters = load_network(verified(RECOGNISER))
                self._networks = detector, recogniser, ["", *characters, " "]
            return self._networks


def _confidence(words: list[Piece]) -> float:
    """Mean over the letters of a piece; 0 when it has none."""
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0


def _place(box: NDArray[np.float32], word: Piece) -> Box:
    """The upright box around a word, from its share of an oriented box."""
    start, end = (box[3], box[0]) if is_upright(box) else (box[0], box[1])
    other_start, other_end = (box[2], box[1]) if is_upright(box) else (box[3], box[2])
    corners = np.stack(
        [a + (b - a) * share for a, b in ((start, end), (other_start, other_end)) for share in (word.left, word.right)]
    )
    (x0, y0), (x1, y1) = corners.min(0).tolist(), corners.max(0).tolist()
    return (round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2))
