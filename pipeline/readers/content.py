"""What a reader hands to the read stage: one page at a time, as words with places, or as a picture to recognise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.record import Box

if TYPE_CHECKING:
    from pipeline.ocr.engine import Image

BeforePage = Callable[[int], None]  # called with the page number, from 1, before a page is read; may raise to stop


@dataclass(frozen=True, slots=True)
class TextWord:
    """A word of a text layer: its text without white space, and its box in points on the upright page."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as pixels.

    Attributes:
        pixels: (height, width, 3) uint8 RGB, upright.
        dpi: pixels an inch.
    """

    pixels: Image
    dpi: float


@dataclass(frozen=True, slots=True)
class PageContent:
    """One page as its reader sees it.

    Attributes:
        width_pt, height_pt: of the upright page; 0 without geometry.
        lines: words of the text layer, line by line, in reading order; an empty line parts paragraphs.
        picture: set when the page has to be recognised; its words then replace ``lines``.
        text: the text of a page without geometry, such as a text file's, as it stands; None otherwise.
        warnings: what a reader should know, never with document text.
        failed: the page could not be read at all.
    """

    width_pt: float = 0.0
    height_pt: float = 0.0
    lines: tuple[tuple[TextWord, ...], ...] = ()
    picture: Picture | None = None
    text: str | None = None
    warnings: tuple[str, ...] = ()
    failed: bool = False
