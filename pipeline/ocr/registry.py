"""The OCR engines by name, one of each a process."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from threading import Lock

from pipeline.exceptions import ConfigError
from pipeline.ocr.engine import OcrEngine

RECORDINGS = "FLEXORCH_OCR_RECORDINGS"  # folder of the engine "replay"
_lock = Lock()


def load_engine(name: str) -> OcrEngine:
    """The engine of that name, one a process, so that its models are held once. Models load with the first image.

    Raises:
        ConfigError: no engine has that name, or ``replay`` without a folder in ``$FLEXORCH_OCR_RECORDINGS``.
        ModelMissingError: the engine's package is not installed.
    """
    with _lock:
        return _load(name, os.environ.get(RECORDINGS, "") if name == "replay" else "")


@cache
def _load(name: str, folder: str) -> OcrEngine:
    if name == "rapidocr":
        from pipeline.ocr.rapid import RapidEngine

        return RapidEngine()
    if name == "easyocr":
        from pipeline.ocr.easy import EasyEngine

        return EasyEngine()
    if name == "replay":
        from pipeline.ocr.replay import ReplayEngine

        if not folder:
            raise ConfigError(f"The OCR engine 'replay' needs the folder of its recordings in ${RECORDINGS}.")
        return ReplayEngine(Path(folder))
    raise ConfigError(f"There is no OCR engine called {name!r}.")
