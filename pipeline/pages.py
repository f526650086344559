"""The pages of a document: their words as columns, and their structure.

Boxes are (x0, y0, x1, y1) in points (1/72 inch), origin top left, on the upright page. Spans are (start, end) offsets in
``record.text``. Pages count from 0 as ``index`` and ``page_index``, from 1 as ``number``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

if TYPE_CHECKING:  # numpy takes 0.1 s to import; `from pipeline import FlexOrch` must not pay for it
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

Box = tuple[float, float, float, float]
BlockKind = Literal["heading", "paragraph", "list_item", "table", "header", "footer", "caption", "code"]
PageSource = Literal["text", "ocr", "mixed", "blank", "failed"]

SOURCES = ("text", "ocr")  # what Words.sources counts


class Words(Struct, frozen=True):
    """The words of a page as little-endian columns of equal length; build them with :meth:`of`.

    A column is stored as bytes, so that equal words are equal bytes and decoding copies nothing.
    """

    starts: bytes = b""
    ends: bytes = b""
    boxes: bytes = b""
    confidences: bytes = b""
    sources: bytes = b""

    @classmethod
    def of(cls, starts: ArrayLike, ends: ArrayLike, boxes: ArrayLike, confidences: ArrayLike, sources: ArrayLike) -> Words:
        """Pack columns of n words.

        Args:
            starts, ends: (n,) offsets in ``record.text``, ascending, not overlapping.
            boxes: (n, 4) points, upright page.
            confidences: (n,) in [0, 1]; 1 for words of a text layer.
            sources: (n,) indices into ``SOURCES``.
        """
        import numpy as np

        return cls(
            np.asarray(starts, "<i4").tobytes(),
            np.asarray(ends, "<i4").tobytes(),
            np.asarray(boxes, "<f4").tobytes(),
            np.asarray(confidences, "<f4").tobytes(),
            np.asarray(sources, "u1").tobytes(),
        )

    def __post_init__(self) -> None:
        count = len(self.sources)
        lengths = (len(self.starts), len(self.ends), len(self.boxes), len(self.confidences))
        if lengths != (4 * count, 4 * count, 16 * count, 4 * count):
            raise ValueError("word columns differ in length")

    def __len__(self) -> int:
        return len(self.sources)

    @property
    def start(self) -> NDArray[np.int32]:
        """(n,) first offset of each word in ``record.text``."""
        import numpy as np

        return np.frombuffer(self.starts, "<i4")

    @property
    def end(self) -> NDArray[np.int32]:
        """(n,) offset after the last character of each word."""
        import numpy as np

        return np.frombuffer(self.ends, "<i4")

    @property
    def box(self) -> NDArray[np.float32]:
        """(n, 4) boxes in points."""
        import numpy as np

        return np.frombuffer(self.boxes, "<f4").reshape(-1, 4)

    @property
    def confidence(self) -> NDArray[np.float32]:
        """(n,) in [0, 1]."""
        import numpy as np

        return np.frombuffer(self.confidences, "<f4")

    @property
    def source(self) -> NDArray[np.uint8]:
        """(n,) indices into ``SOURCES``."""
        import numpy as np

        return np.frombuffer(self.sources, "u1")


class Page(Struct, frozen=True):
    """One page, and the span of ``record.text`` it fills.

    Attributes:
        index: counts from 0; ``number`` counts from 1.
        width_pt, height_pt: size of the upright page; 0 where a format has no pages (plain text).
        start, end: its span of ``record.text``.
        source: where its words come from; ``failed`` marks a hole.
        ocr_confidence: mean over its OCR words, weighted by their length, in [0, 1]; None when OCR did not run.
        dpi: resolution the page was recognised at; None when OCR did not run.
        turn: degrees clockwise (0, 90, 180, 270) by which the page, as a viewer shows it, was turned to be upright;
            :meth:`as_shown` leads boxes back.
        warnings: what a reader should know, never with document text.
    """

    index: int
    width_pt: float
    height_pt: float
    start: int
    end: int
    source: PageSource
    words: Words = Words()
    ocr_confidence: float | None = None
    dpi: float | None = None
    warnings: tuple[str, ...] = ()
    turn: int = 0

    @property
    def number(self) -> int:
        """The page number as people count, from 1."""
        return self.index + 1

    def as_shown(self, box: Box) -> Box:
        """A box of the upright page, on the page as a viewer shows it: where to draw, and what to redact."""
        x0, y0, x1, y1 = box
        if self.turn == 90:
            return (y0, self.width_pt - x1, y1, self.width_pt - x0)
        if self.turn == 180:
            return (self.width_pt - x1, self.height_pt - y1, self.width_pt - x0, self.height_pt - y0)
        if self.turn == 270:
            return (self.height_pt - y1, x0, self.height_pt - y0, x1)
        return box


class Cell(Struct, frozen=True):
    """One cell of a table: where it stands in the grid, and its span of ``record.text`` (empty when start equals end)."""

    row: int
    column: int
    start: int
    end: int
    row_span: int = 1
    column_span: int = 1
    header: bool = False


class Table(Struct, frozen=True):
    """A grid of cells, in row order. ``continued`` marks rows that carry on the table before, from the last page."""

    rows: int
    columns: int
    cells: tuple[Cell, ...]
    continued: bool = False


class Block(Struct, frozen=True):
    """One piece of structure, in reading order; blocks do not overlap.

    Attributes:
        kind: what it is.
        start, end: its span of ``record.text``.
        page_index: counts from 0.
        level: 1 to 6 for headings, depth from 1 for list items, else 0.
        box: around its words, in points; None where the format has no geometry.
        table: the cells, when ``kind`` is ``table``.
    """

    kind: BlockKind
    start: int
    end: int
    page_index: int = 0
    level: int = 0
    box: Box | None = None
    table: Table | None = None


def union(boxes: tuple[Box, ...] | list[Box]) -> Box | None:
    """The smallest box around all of them; None for none."""
    if not boxes:
        return None
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return min(x0), min(y0), max(x1), max(y1)
