"""Recorded OCR for test suites: the same words in microseconds, without a model.

Record once with a real engine, keep the folder beside the tests, and replay::

    ReadStage(engine=ReplayEngine(folder, record=load_engine("rapidocr")))  # writes what is missing
    ReadStage(ReadOptions(ocr="replay"))  # with FLEXORCH_OCR_RECORDINGS=folder
"""

from __future__ import annotations

import hashlib
import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from pipeline.exceptions import ModelMissingError
from pipeline.ocr.engine import OcrEngine, OcrLine

if TYPE_CHECKING:
    from pipeline.ocr.engine import Image


class ReplayEngine:
    """Answers with what was recorded for the same pixels. See :class:`pipeline.ocr.engine.OcrEngine`.

    Args:
        folder: one JSON file an image, named by the sha256 of its pixels.
        record: recognises and records images that are not there yet; None to refuse them.
    """

    name = "replay"

    def __init__(self, folder: Path, record: OcrEngine | None = None) -> None:
        self.folder = folder
        self._record = record

    @cached_property
    def engines(self) -> tuple[str, ...]:
        """The engine that records, or a hash over all recordings: other recordings, other results."""
        if self._record is not None:
            return (self._record.name, *self._record.engines)
        digest = hashlib.sha256()
        for file in sorted(self.folder.glob("*.json")):
            digest.update(file.name.encode() + file.read_bytes())
        return (digest.hexdigest(),)

    def recognise(self, image: Image) -> list[OcrLine]:
        """The recorded lines of an image.

        Raises:
            ModelMissingError: nothing was recorded for these pixels.
        """
        file = self.folder / f"{fingerprint(image)}.json"
        if file.is_file():
            return msgspec.json.decode(file.read_bytes(), type=list[OcrLine])
        if self._record is None:
            raise ModelMissingError(
                f"No recording {file.name} for a picture of {image.shape[1]} x {image.shape[0]} pixels.",
                remedy="Record it again with ReplayEngine(folder, record=load_engine('rapidocr')).",
            )
        lines = self._record.recognise(image)
        self.folder.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(f".{os.getpid()}.part")
        part.write_bytes(msgspec.json.format(msgspec.json.encode(lines), indent=1))
        part.replace(file)
        return lines


def fingerprint(image: Image) -> str:
    """Hex sha256 of an image's shape and pixels."""
    return hashlib.sha256(repr(image.shape).encode() + np.ascontiguousarray(image).tobytes()).hexdigest()
