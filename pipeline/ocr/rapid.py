"""RapidOCR's networks (PP-OCRv6 small; all Latin scripts and more) with a chain of our own around them.

The weights are those inside the wheel of ``rapidocr``. Unlike RapidOCR as it comes, pages are not scaled up for detection,
lines are cut from the full picture, no network guesses whether a line is upside down (on 16 receipts it cost 0.015 of word F1),
and nothing is shared between calls, so that one engine serves many threads. scripts/bench_reading.py compares the two.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from pipeline.artefacts import manifest, verified
from pipeline.ocr.confidence import Calibration, calibration, probabilities
from pipeline.ocr.detect import crop, text_boxes
from pipeline.ocr.engine import OcrLine, OcrWord
from pipeline.ocr.head import latin_recogniser
from pipeline.ocr.headless import beheaded
from pipeline.ocr.lines import rows, slope
from pipeline.ocr.networks import Network, load_network, runtime_version
from pipeline.ocr.orientation import is_sideways, is_upside_down, turned_back, turned_boxes
from pipeline.ocr.recognise import Piece, mean_confidence, recognise
from pipeline.record import Box

if TYPE_CHECKING:
    from pipeline.ocr.engine import Image

DETECTOR, RECOGNISER, HEAD, CONFIDENCE = "ocr-detector", "ocr-recogniser", "ocr-head", "ocr-confidence"
Alphabet = Literal["latin", "all"]
_DOUBT = 0.85  # mean confidence under which a picture may stand upside down
_TALL = 1.4  # height over width from which text may run down or up; a lone 1 is as tall
_MARGIN = 0.1  # by which another direction has to be surer
CONFIDENCE_MIN = 0.5  # RapidOCR's own: pieces below are marks, not words


class RapidEngine:
    """The default engine. See :class:`pipeline.ocr.engine.OcrEngine`."""

    name = "rapidocr"

    def __init__(self, alphabet: Alphabet = "latin") -> None:
        self.alphabet: Alphabet = alphabet
        self._lock = Lock()
        self._networks: tuple[Network, Network, tuple[str, ...]] | None = None

    @cached_property
    def engines(self) -> tuple[str, ...]:
        """The runtime with its version and precision, the alphabet, and the weights."""
        models = manifest()
        names = (DETECTOR, RECOGNISER, HEAD, CONFIDENCE)
        return (runtime_version(), self.alphabet, *(models[name].sha256 for name in names))

    def recognise(self, image: Image) -> list[OcrLine]:
        """The lines of an image, in reading order; boxes are on the image as given, whichever way its text stands."""
        height, width = image.shape[:2]
        boxes, pieces, turn = self._read(image)
        lines = _lines(boxes, pieces, calibration())
        return [_turned_back(line, turn, width, height) for line in lines] if turn else lines

    def pieces(self, image: Image) -> list[list[Piece]]:
        """The words of each piece of text, with the network's own confidences; in no particular order."""
        return self._read(image)[1]

    def _read(self, image: Image) -> tuple[NDArray[np.float32], list[list[Piece]], int]:
        """Boxes on the upright picture, the words in each, and the quarters of a circle that set the picture upright."""
        detector, recogniser, characters = self._loaded()
        image = np.ascontiguousarray(image)  # OpenCV would copy anything else once a line
        boxes = text_boxes(image, detector)
        if not len(boxes):
            return boxes, [], 0
        turn = int(is_sideways(boxes))
        if turn:
            boxes = turned_boxes(boxes, turn, image.shape[1], image.shape[0])
            image = np.ascontiguousarray(np.rot90(image))
        crops = [crop(image, box) for box in boxes]

        def read(chosen: Sequence[Image]) -> list[list[Piece]]:
            return recognise(chosen, recogniser, characters)

        pieces = read(crops)
        if mean_confidence(pieces) < _DOUBT and is_upside_down(crops, lambda sample: mean_confidence(read(sample))):
            boxes = turned_boxes(boxes, 2, image.shape[1], image.shape[0])
            image = np.ascontiguousarray(image[::-1, ::-1])
            pieces = read([np.ascontiguousarray(level[::-1, ::-1]) for level in crops])
            turn += 2
        for index in [index for index, box in enumerate(boxes) if _may_run_otherwise(box, pieces[index])]:
            others = [np.roll(boxes[index], quarters, axis=0) for quarters in (1, 2, 3)]
            for box, words in zip(others, read([crop(image, box) for box in others]), strict=True):
                if mean_confidence([words]) > mean_confidence([pieces[index]]) + _MARGIN:
                    boxes[index], pieces[index] = box, words
        return boxes, pieces, turn

    def _loaded(self) -> tuple[Network, Network, tuple[str, ...]]:
        with self._lock:
            if self._networks is None:
                whole = verified(RECOGNISER).read_bytes()
                cut = beheaded(whole)
                model, characters = (whole, cut.characters) if self.alphabet == "all" else latin_recogniser(cut, verified(HEAD))
                self._networks = load_network(verified(DETECTOR)), load_network(model), characters
            return self._networks


def _may_run_otherwise(box: NDArray[np.float32], words: list[Piece]) -> bool:
    """A tall box, read with doubt: beside a level page's own text, some runs down or up."""
    wide, tall = np.ptp(box, axis=0)
    return bool(tall > _TALL * wide) and mean_confidence([words]) < _DOUBT


def _lines(boxes: NDArray[np.float32], pieces: Sequence[list[Piece]], model: Calibration) -> list[OcrLine]:
    """The lines of a picture that stands upright."""
    kept = [(box, words) for box, words in zip(boxes, pieces, strict=True) if mean_confidence([words]) >= CONFIDENCE_MIN]
    if not kept:
        return []
    placed = [
        [OcrWord(word.text, _place(box, word), sure) for word, sure in zip(words, probabilities(words, model), strict=True)]
        for box, words in kept
    ]
    around = [
        (float(x0), float(y0), float(x1), float(y1)) for box, _ in kept for (x0, y0), (x1, y1) in [(box.min(0), box.max(0))]
    ]
    grouped = rows(around, slope(np.stack([box for box, _ in kept])))
    return [OcrLine(tuple(word for index in row for word in placed[index])) for row in grouped]


def _turned_back(line: OcrLine, turn: int, width: int, height: int) -> OcrLine:
    words = [OcrWord(word.text, turned_back(word.box, turn, width, height), word.confidence) for word in line.words]
    return OcrLine(tuple(words), turn)


def _place(box: NDArray[np.float32], word: Piece) -> Box:
    """The upright box around a word, from its share of an oriented box."""
    above, below = box[1] - box[0], box[2] - box[3]
    corners = np.stack(
        [start + side * share for start, side in ((box[0], above), (box[3], below)) for share in (word.left, word.right)]
    )
    (x0, y0), (x1, y1) = corners.min(0).tolist(), corners.max(0).tolist()
    return (round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2))
