"""What a reader hands to the read stage: one page at a time, as words with places, or as a picture to recognise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.record import BlockKind, Box

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from pipeline.ocr.engine import Image

BeforePage = Callable[[int], None]  # called with the page number, from 1, before a page is read; may raise to stop


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of a page in columns of equal length, in the order their source gives them.

    Attributes:
        texts: without white space, never empty.
        boxes: (n, 4) points, upright page.
        lines: (n,) words that follow each other with one number stand on one line, as far as the source knows.
        confidences: (n,) in [0, 1]; 1 for words of a text layer.
        sources: (n,) indices into ``SOURCES``.
        bold: (n,) whether each stands in a line of bold type, on a page of running text; None where it tells nothing.
    """

    texts: Sequence[str]
    boxes: NDArray[np.float64]
    lines: NDArray[np.int64]
    confidences: NDArray[np.float64]
    sources: NDArray[np.uint8]
    bold: NDArray[np.bool_] | None = None

    def __len__(self) -> int:
        return len(self.texts)


@dataclass(frozen=True, slots=True)
class Picture:
    """A page, or a part of one, as pixels.

    Attributes:
        pixels: (height, width, 3) uint8 RGB, upright.
        dpi: pixels an inch.
        left_pt, top_pt: where on the page it stands; 0 for a whole page.
    """

    pixels: Image
    dpi: float
    left_pt: float = 0.0
    top_pt: float = 0.0


@dataclass(frozen=True, slots=True)
class CellText:
    """One cell of a row, and how far it spreads; cells find their columns as in HTML, past those a span above still covers."""

    text: str = ""
    row_span: int = 1
    column_span: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of a page without geometry, in reading order.

    Attributes:
        kind: what it is.
        text: as it stands, lines parted by ``\\n``; empty for a table.
        level: 1 to 6 for headings, depth from 1 for list items, else 0.
        rows: the cells of a table, row by row.
    """

    kind: BlockKind
    text: str = ""
    level: int = 0
    rows: tuple[tuple[CellText, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class PageContent:
    """One page as its reader sees it.

    Attributes:
        width_pt, height_pt: of the upright page; 0 without geometry.
        words: of the text layer; None where there is none to be used.
        rules: boxes of drawn lines and filled areas, in points.
        pictures: what has to be recognised: the page, or parts of it whose words are added to ``words``.
        turn: degrees clockwise by which the page, as a viewer shows it, was turned to be upright.
        text: the text of a page without geometry, such as a text file's, as it stands; None otherwise.
        pieces: the blocks of a page without geometry, such as an office file's; None otherwise.
        warnings: what a reader should know, never with document text.
        failed: the page could not be read at all.
    """

    width_pt: float = 0.0
    height_pt: float = 0.0
    words: PageWords | None = None
    rules: tuple[Box, ...] = ()
    pictures: tuple[Picture, ...] = ()
    turn: int = 0
    text: str | None = None
    pieces: tuple[Piece, ...] | None = None
    warnings: tuple[str, ...] = ()
    failed: bool = False

    @property
    def picture(self) -> Picture | None:
        """The first thing to recognise."""
        return self.pictures[0] if self.pictures else None
