"""What repeats from page to page: headers, footers, page numbers, and tables that go on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from msgspec import structs

from pipeline.readers.blocks import Laid
from pipeline.record import Block, BlockKind, Box

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MARGIN = 0.12  # share of the page's height at its top and bottom where headers and footers stand
_REACH = 2  # pages back in which a line must have stood before: left and right pages differ
_SHIFT = 0.012  # share of the page's height by which its place may differ
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-–—\[(]?\s*(?:(?:page|seite|p\.|s\.|pagina|página|sayfa|strona)\s*)?#"
    r"(?:\s*(?:/|of|von|de|di|van|z)\s*#)?\s*[-–—\])]?"
)
_EDGE_SHIFT = 18.0  # points by which the middle of the white between columns may move: other rows, other widths


@dataclass(frozen=True, slots=True)
class EdgeLine:
    """A line at the top or bottom of a page: its text with numbers as ``#``, height on the page, span and box."""

    key: str
    place: float
    start: int
    end: int
    box: Box
    is_top: bool


@dataclass(frozen=True, slots=True)
class Edges:
    """The lines at the top and bottom of a page."""

    page_index: int
    lines: tuple[EdgeLine, ...]


@dataclass(frozen=True, slots=True)
class LaidWords:
    """A page laid out and written.

    Attributes:
        laid: its runs and blocks.
        texts: of its words, in the order of their source.
        boxes, starts, ends: (n, 4) points and (n,) offsets in the text, of its words in reading order.
        places: of each run's first word in reading order, and n at the end.
    """

    laid: Laid
    texts: Sequence[str]
    boxes: NDArray[np.float64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    places: list[int]


def edge_lines(page: LaidWords, page_index: int, height: float) -> Edges:
    """The lines of a page that could be its header or footer.

    Args:
        page: laid out.
        page_index: of the page, from 0.
        height: of the page, in points.
    """
    low, high = _MARGIN * height, (1 - _MARGIN) * height
    at_edge = (page.boxes[:, 3] < low) | (page.boxes[:, 1] > high)
    if height <= 0 or not at_edge.any():
        return Edges(page_index, ())
    runs = page.laid.runs
    firsts = [number for number, before in enumerate(page.laid.before) if not number or "\n" in before]
    found = []
    for first, last in zip(firsts, [*firsts[1:], len(runs)], strict=True):
        start, end = page.places[first], page.places[last]
        if not at_edge[start]:
            continue
        x0, y0, _, _ = page.boxes[start:end].min(0).tolist()
        _, _, x1, y1 = page.boxes[start:end].max(0).tolist()
        is_top = y1 < low
        if is_top or y0 > high:
            words = " ".join([word for run in runs[first:last] for word in page.texts[run.first : run.last]])
            key, box = _DIGITS.sub("#", words).casefold(), (x0, y0, x1, y1)
            found.append(EdgeLine(key, y0 / height, int(page.starts[start]), int(page.ends[end - 1]), box, is_top))
    return Edges(page_index, tuple(found))


def marked(blocks: Sequence[Block], pages: Sequence[Edges]) -> tuple[Block, ...]:
    """Blocks with headers and footers named as such, cut out of the block they were found in."""
    chosen: dict[int, list[EdgeLine]] = {}
    for number, page in enumerate(pages):
        others = (*pages[max(0, number - _REACH) : number], *pages[number + 1 : number + 1 + _REACH])
        near = [line for other in others for line in other.lines]
        lines = [line for line in page.lines if _repeats(line, near) or _is_page_number(line, page)]
        if lines:
            chosen[page.page_index] = lines
    if not chosen:
        return tuple(blocks)
    return tuple(part for block in blocks for part in _cut(block, chosen.get(block.page_index, ())))


def _repeats(line: EdgeLine, near: Sequence[EdgeLine]) -> bool:
    has_letters = any(letter.isalpha() for letter in line.key)
    return has_letters and any(
        other.key == line.key and other.is_top == line.is_top and abs(other.place - line.place) < _SHIFT for other in near
    )


def _is_page_number(line: EdgeLine, page: Edges) -> bool:
    """A page number by itself, with nothing between it and the edge."""
    if not _PAGE_NUMBER.fullmatch(line.key):
        return False
    same_edge = [other for other in page.lines if other.is_top == line.is_top]
    outermost = min(same_edge, key=lambda other: other.place if line.is_top else -other.place)
    return outermost.place == line.place


def _cut(block: Block, lines: Sequence[EdgeLine]) -> list[Block]:
    """A block, parted where lines of a header or footer stand in it."""
    inside = [line for line in lines if block.start <= line.start and line.end <= block.end]
    if not inside or (block.table is not None and not (len(inside) == 1 and inside[0].end == block.end)):
        return [block]
    if block.table is not None and inside[0].start != block.start:
        return [block]
    parts: list[Block] = []
    position, box = block.start, block.box
    for line in sorted(inside, key=lambda line: line.start):
        kind: BlockKind = "header" if line.is_top else "footer"
        if line.start > position:
            parts.append(structs.replace(block, start=position, end=line.start - 1, box=_clipped(box, line)))
        if parts and parts[-1].kind == kind and line.start - parts[-1].end <= 1 and parts[-1].box is not None:
            joined = _around(parts[-1].box, line.box)
            parts[-1] = structs.replace(parts[-1], end=line.end, box=joined)
        else:
            parts.append(Block(kind, line.start, line.end, block.page_index, 0, line.box))
        position, box = line.end + 1, _clipped(box, line)
    if position < block.end:
        parts.append(structs.replace(block, start=position, box=box))
    return parts


def _clipped(box: Box | None, line: EdgeLine) -> Box | None:
    """A box without the strip at the page's edge that a line takes."""
    if box is None:
        return None
    x0, y0, x1, y1 = box
    return (x0, max(y0, line.box[3]), x1, y1) if line.is_top else (x0, y0, x1, min(y1, line.box[1]))


def _around(one: Box, other: Box) -> Box:
    return (min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3]))


def carried_on(blocks: Sequence[Block], edges: dict[int, tuple[float, ...]]) -> tuple[Block, ...]:
    """Blocks with the tables marked that go on from the page before: last and first on their pages, with equal columns.

    Args:
        blocks: of the document, headers and footers named.
        edges: the borders between columns, in points, by the start of a table's block.
    """
    result = list(blocks)
    body = [number for number, block in enumerate(blocks) if block.kind not in ("header", "footer")]
    for before, number in pairwise(body):
        one, other = blocks[before], blocks[number]
        if one.table is None or other.table is None or other.page_index != one.page_index + 1:
            continue
        here, there = edges.get(one.start), edges.get(other.start)
        if (
            here
            and there
            and len(here) == len(there)
            and all(abs(a - b) <= _EDGE_SHIFT for a, b in zip(here, there, strict=True))
        ):
            result[number] = structs.replace(other, table=structs.replace(other.table, continued=True))
    return tuple(result)
