"""What an OCR engine is.

An engine turns pixels into lines of words. It knows no pages, points or documents; the read stage places its words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from pipeline.record import Box

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Image = NDArray[np.uint8]  # (height, width, 3) RGB


@dataclass(frozen=True, slots=True)
class OcrWord:
    """One word as seen.

    Attributes:
        text: without white space, never empty.
        box: (x0, y0, x1, y1) pixels, origin top left, upright.
        confidence: in [0, 1].
    """

    text: str
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class OcrLine:
    """The words of one line of text, as it is read; never empty.

    Attributes:
        words: boxes are on the picture as given.
        turn: quarters of a circle by which the picture has to be turned counter-clockwise to stand upright, 0 to 3. A page
            scanned sideways or upside down has the same for all its lines.
    """

    words: tuple[OcrWord, ...]
    turn: int = 0

    @property
    def text(self) -> str:
        """The words joined by one space."""
        return " ".join(word.text for word in self.words)


class OcrEngine(Protocol):
    """Reads one image at a time; serves many threads at once.

    Attributes:
        name: as in ``Settings.ocr``.
        engines: versions and model hashes its results depend on; no model is loaded for it.
    """

    name: str

    @property
    def engines(self) -> tuple[str, ...]:
        """Versions and hashes, for the cache key."""
        ...

    def recognise(self, image: Image) -> list[OcrLine]:
        """The lines of an image, top to bottom as its text stands; equal pixels give equal lines.

        Args:
            image: (height, width, 3) uint8 RGB.

        Raises:
            ModelError: a model is missing or is another file than the manifest describes.
        """
        ...
