"""How likely a word is right: the recogniser's own certainty, calibrated on words whose truth is known.

A network is surer than it is right, and its mean over letters hides the one letter it guessed. A logistic model over what the
word shows gives a probability one can count on; scripts/train_confidence.py fits it, models/ocr_confidence.json keeps it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import msgspec
import numpy as np
from numpy.typing import NDArray

from pipeline.artefacts import verified

if TYPE_CHECKING:
    from pipeline.ocr.recognise import Piece

MODEL = "ocr-confidence"
_NEAR = 1e-4  # probabilities closer to 0 and 1 say no more


class Calibration(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A logistic model.

    Attributes:
        weights: of the columns of :func:`evidence`.
        bias: added to their sum.
    """

    weights: tuple[float, ...]
    bias: float


def evidence(words: Sequence[Piece]) -> NDArray[np.float64]:
    """What the words of a piece of line show of their being right.

    Returns:
        (n, 6) float64: log odds of the mean, of the least certain letter and of the piece's mean; logarithm of the number of
        letters; the share of digits; whether digits and letters mix.
    """
    letters = sum(len(word.text) for word in words)
    mean = sum(word.confidence * len(word.text) for word in words) / max(1, letters)
    rows = []
    for word in words:
        digits = sum(letter.isdigit() for letter in word.text)
        mixed = bool(digits) and any(letter.isalpha() for letter in word.text)
        odds = (_log_odds(word.confidence), _log_odds(word.least), _log_odds(mean))
        rows.append((*odds, float(np.log(len(word.text))), digits / len(word.text), float(mixed)))
    return np.array(rows, np.float64).reshape(-1, 6)


def probabilities(words: Sequence[Piece], model: Calibration) -> list[float]:
    """How likely each word of a piece is right, in [0, 1]."""
    scores = evidence(words) @ np.array(model.weights) + model.bias
    return [round(float(value), 4) for value in 1 / (1 + np.exp(-scores))]


@cache
def calibration() -> Calibration:
    """The numbers of models/ocr_confidence.json.

    Raises:
        ModelError: the file is missing or another one than the manifest describes.
    """
    return msgspec.json.decode(verified(MODEL).read_bytes(), type=Calibration)


def _log_odds(value: float) -> float:
    within = min(1 - _NEAR, max(_NEAR, value))
    return float(np.log(within / (1 - within)))
