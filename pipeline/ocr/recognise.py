"""What stands in a piece of a line: from its pixels to words with their places (connectionist temporal classification)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pipeline.ocr.networks import Network

if TYPE_CHECKING:
    from pipeline.ocr.engine import Image

HEIGHT_PX = 48  # what the network was trained on
BATCH = 2  # pieces at a time; on 8 receipts the processor's seconds a page were 0.51 at 1 and 2, 0.59 at 6, 0.72 at 12
_WIDTH_STEP_PX = 32
_WIDTH_MIN_PX, _WIDTH_MAX_PX = 64, 4_800
# A step between letters this many times the usual one is a space the network left out. Word F1 of 20 receipts: 0.935 without
# the rule, 0.936 at 2.6, 0.938 at 2.0; no better at 1.7.
_GAP = 2.0
_STEPS_AFTER = 2  # of padding that are still decoded: the last letter may show there


@dataclass(frozen=True, slots=True)
class Piece:
    """A word within its piece of line.

    Attributes:
        text: without white space.
        left, right: where it begins and ends, as shares of the piece's width, in [0, 1].
        confidence: mean over its letters, in [0, 1].
        least: that of the least certain letter, in [0, 1].
    """

    text: str
    left: float
    right: float
    confidence: float
    least: float


def recognise(crops: Sequence[Image], network: Network, characters: Sequence[str]) -> list[list[Piece]]:
    """The words of each crop, left to right; empty where the network saw none.

    Crops of like width run together, so that little is padding.

    Args:
        network: from a batch, (n, 3, HEIGHT_PX, width) float32, to probabilities, (n, steps, characters).
    """
    order = sorted(range(len(crops)), key=lambda index: crops[index].shape[1] / crops[index].shape[0])
    found: list[list[Piece]] = [[] for _ in crops]
    for first in range(0, len(order), BATCH):
        chosen = order[first : first + BATCH]
        batch, widths = batch_of([crops[index] for index in chosen])
        scores = network(batch)
        best = scores.argmax(2)
        sure = np.take_along_axis(scores, best[..., None], 2)[..., 0]
        for row, index in enumerate(chosen):
            steps = scores.shape[1] * widths[row] / batch.shape[3]
            shown = ceil(steps) + _STEPS_AFTER
            found[index] = _words(best[row, :shown], sure[row, :shown], characters, max(1.0, steps))
    return found


def mean_confidence(pieces: Sequence[Sequence[Piece]]) -> float:
    """The mean over the letters of pieces, in [0, 1]; 0 when they have none."""
    letters = sum(len(word.text) for words in pieces for word in words)
    return sum(word.confidence * len(word.text) for words in pieces for word in words) / letters if letters else 0.0


def batch_of(crops: Sequence[Image]) -> tuple[NDArray[np.float32], list[int]]:
    """(n, 3, HEIGHT_PX, width) in [-1, 1], blue first, padded with 0 on the right; and the widths before padding."""
    import cv2

    widths = [min(_WIDTH_MAX_PX, max(1, ceil(HEIGHT_PX * crop.shape[1] / crop.shape[0]))) for crop in crops]
    full = max(_WIDTH_MIN_PX, ceil(max(widths) / _WIDTH_STEP_PX) * _WIDTH_STEP_PX)
    batch = np.zeros((len(crops), 3, HEIGHT_PX, full), np.float32)
    for row, (crop, width) in enumerate(zip(crops, widths, strict=True)):
        level = cv2.resize(crop, (width, HEIGHT_PX))
        batch[row, :, :, :width] = level[:, :, ::-1].transpose(2, 0, 1) / np.float32(127.5) - 1
    return batch, widths


def _words(best: NDArray[np.int64], sure: NDArray[np.float32], characters: Sequence[str], steps: float) -> list[Piece]:
    """Letters are where the best class changes and is not the blank (0); words end at spaces and wide gaps.

    Args:
        best, sure: (steps,) the likeliest class of each step, and how likely.
        steps: that show the crop, at least 1; the rest is padding.
    """
    change = np.flatnonzero((best != 0) & np.concatenate(([True], best[1:] != best[:-1])))
    if not len(change):
        return []
    gaps = np.diff(change)
    usual = float(np.median(gaps)) if len(gaps) else 2.0
    words: list[list[int]] = [[]]
    for position, step in enumerate(change):
        blank = characters[best[step]].isspace()
        if words[-1] and (blank or (position and gaps[position - 1] > max(_GAP * usual, 5))):
            words.append([])
        if not blank:
            words[-1].append(int(step))
    half = usual / 2
    return [
        Piece(
            text="".join(characters[best[step]] for step in word),
            left=min(1.0, max(0.0, (word[0] + 0.5 - half) / steps)),
            right=min(1.0, max(0.0, (word[-1] + 0.5 + half) / steps)),
            confidence=float(sure[word].mean()),
            least=float(sure[word].min()),
        )
        for word in words
        if word
    ]
