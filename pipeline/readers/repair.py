"""Text layers mended before they are used: words that are there twice, and lines whose characters have no meaning."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from pipeline.readers.content import PageWords
from pipeline.readers.trust import garbled
from pipeline.record import Box

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SAME = 0.75  # share of a word that another must cover to be the same one, drawn again: bold type, shadows
_TWICE_MIN = 0.25  # share of the words that have an equal before it is asked whether they lie on each other
_LINE_PAD = 2.0  # points around the line of words that are recognised
_AREAS_MAX = 12  # lines recognised one by one; for more, the whole page is


def without_doubles(words: PageWords) -> PageWords:
    """The words without those that lie on an equal one, as programs draw them twice for bold type or a shadow."""
    texts = words.texts
    if len(texts) - len(set(texts)) < _TWICE_MIN * len(texts):
        return words
    places: dict[str, list[int]] = {}
    kept = []
    boxes = words.boxes.tolist()
    for place, (text, box) in enumerate(zip(texts, boxes, strict=True)):
        equal = places.setdefault(text, [])
        if not any(_covers(boxes[other], box) for other in equal[-64:]):
            kept.append(place)
        equal.append(place)
    return words if len(kept) == len(texts) else chosen(words, np.array(kept))


def _covers(one: list[float], other: list[float]) -> bool:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    size = (other[2] - other[0]) * (other[3] - other[1])
    return wide > 0 and high > 0 and wide * high > _SAME * size


def lines_to_recognise(words: PageWords) -> tuple[PageWords, list[Box]] | None:
    """The words that can be read, and around the others the stretches of lines to recognise; None for too many.

    Neighbours on one line are one stretch.
    """
    bad = garbled(words.texts)
    areas: list[list[float]] = []
    before = -2
    for place in bad:
        x0, y0, x1, y1 = words.boxes[place].tolist()
        if place == before + 1 and words.lines[place] == words.lines[before]:
            last = areas[-1]
            areas[-1] = [min(last[0], x0), min(last[1], y0), max(last[2], x1), max(last[3], y1)]
        else:
            areas.append([x0, y0, x1, y1])
        before = place
    if len(areas) > _AREAS_MAX:
        return None
    kept = np.setdiff1d(np.arange(len(words)), bad)
    pad = _LINE_PAD
    return chosen(words, kept), [(x0 - pad, y0 - pad, x1 + pad, y1 + pad) for x0, y0, x1, y1 in areas]


def chosen(words: PageWords, kept: NDArray[np.int64]) -> PageWords:
    """Some of the words, in their order."""
    texts = [words.texts[place] for place in kept.tolist()]
    bold = None if words.bold is None else words.bold[kept]
    return replace(
        words,
        texts=texts,
        boxes=words.boxes[kept],
        lines=words.lines[kept],
        confidences=words.confidences[kept],
        sources=words.sources[kept],
        bold=bold,
    )
