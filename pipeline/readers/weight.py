"""Which words of a page are set in bold type: headings that are no larger than the text."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.readers.content import PageWords

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BOLD = 16  # bit of MuPDF's font flags
_LONG = 6  # words in a line of running text
_LINES_MIN = 4  # such lines on a page whose headings are worth looking for; forms and invoices have bold labels instead
_MOST = 0.5  # share of the words from which on bold type says nothing


def bold_words(words: PageWords, spans: Callable[[], dict[str, Any]]) -> NDArray[np.bool_] | None:
    """Which words stand in lines that are bold from end to end; None for a page without such lines or without prose.

    Args:
        words: of the page, in the lines their source knows.
        spans: MuPDF's text as a dict, in the coordinates of the words; asked only for pages with running text, as it takes
            as long as all else of their layout.
    """
    breaks = np.flatnonzero(words.lines[1:] != words.lines[:-1])
    if (np.diff(breaks) >= _LONG).sum() < _LINES_MIN:
        return None
    lines = [line for block in spans()["blocks"] for line in block.get("lines", ())]
    boxes = [line["bbox"] for line in lines if all(span["flags"] & _BOLD or not span["text"].strip() for span in line["spans"])]
    if not boxes:
        return None
    x, y = ((words.boxes[:, :2] + words.boxes[:, 2:]) / 2).T[:, None, :]
    x0, y0, x1, y1 = np.array(boxes).T[:, :, None]
    bold: NDArray[np.bool_] = np.logical_or.reduce((x0 <= x) & (x <= x1) & (y0 <= y) & (y <= y1), 0)
    return bold if 0 < bold.mean() < _MOST else None
