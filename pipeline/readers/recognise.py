"""What OCR sees of a page, as words in points, joined to those of the page's text layer: no word twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from pipeline.readers.content import PageContent, PageWords, Picture
from pipeline.readers.layout import turned
from pipeline.readers.repair import chosen
from pipeline.record import SOURCES

if TYPE_CHECKING:
    from pipeline.ocr.engine import Image, OcrLine

_SAME = 0.35  # share of a recognised word under a word of the text layer from which on it is that word
_OCR = SOURCES.index("ocr")


def with_pictures(content: PageContent, recognise: Callable[[Image], Sequence[OcrLine]]) -> PageContent:
    """The page with the words of its pictures, and without the pictures' pixels.

    A page that is one picture whose text stands sideways or upside down is turned upright.
    """
    found, lines, turns = [content.words] if content.words is not None else [], 0, set[int]()
    for picture in content.pictures:
        seen = recognise(picture.pixels)
        words = _words(seen, picture, lines)
        lines -= len(seen)
        turns.update(line.turn for line in seen)
        if words is not None and content.words is not None:
            words = _new(words, content.words)
        if words is not None and len(words):
            found.append(words)
    words = _joined(found) if found else None
    degrees = -90 * turns.pop() % 360 if len(turns) == 1 and content.words is None and len(content.pictures) == 1 else 0
    if not degrees or words is None:
        return replace(content, words=words)
    width, height = content.width_pt, content.height_pt
    words = replace(words, boxes=turned(words.boxes, degrees, width, height).round(2))
    size = (height, width) if degrees % 180 else (width, height)
    return replace(content, width_pt=size[0], height_pt=size[1], words=words, turn=degrees)


def _words(lines: Sequence[OcrLine], picture: Picture, number: int) -> PageWords | None:
    """Recognised words in points; lines are numbered downwards from -1, so that they never join those of a text layer."""
    words = [(word, number - 1 - place) for place, line in enumerate(lines) for word in line.words]
    if not words:
        return None
    boxes = np.array([word.box for word, _ in words], np.float64) * (72 / picture.dpi)
    corner = (picture.left_pt, picture.top_pt)
    return PageWords(
        [word.text for word, _ in words],
        (boxes + np.array([*corner, *corner])).round(2),
        np.array([line for _, line in words], np.int64),
        np.array([round(word.confidence, 4) for word, _ in words]),
        np.full(len(words), _OCR, np.uint8),
    )


def _new(words: PageWords, layer: PageWords) -> PageWords:
    """Recognised words that do not lie on a word of the layer."""
    one, other = words.boxes[:, None, :], layer.boxes[None, :, :]
    shared = np.minimum(one[..., 2:], other[..., 2:]) - np.maximum(one[..., :2], other[..., :2])
    under = shared.clip(0).prod(-1).sum(1)
    sizes = (words.boxes[:, 2:] - words.boxes[:, :2]).prod(-1)
    kept = np.flatnonzero(under < _SAME * np.maximum(sizes, 1e-6))
    return chosen(words, kept)


def _joined(found: Sequence[PageWords]) -> PageWords:
    if len(found) == 1:
        return found[0]
    return PageWords(
        [text for words in found for text in words.texts],
        np.concatenate([words.boxes for words in found]),
        np.concatenate([words.lines for words in found]),
        np.concatenate([words.confidences for words in found]),
        np.concatenate([words.sources for words in found]),
    )
