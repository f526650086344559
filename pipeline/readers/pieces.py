"""Pieces of a page without geometry, turned into text and the blocks whose spans lie in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pipeline.exceptions import LimitExceededError
from pipeline.readers.content import CellText, Piece
from pipeline.record import Block, Cell, Table

PLACES_MAX = 1_000_000  # of one table, spans counted in full: as many as a workbook may fill
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_TIGHT = frozenset({"list_item"})  # items of a list follow each other without an empty line


@dataclass(slots=True)
class _Writer:
    """Text that knows where it ends."""

    length: int
    parts: list[str] = field(default_factory=list)

    def append(self, text: str) -> tuple[int, int]:
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return start, self.length


def lay_out(pieces: Sequence[Piece], start: int, page_index: int) -> tuple[str, tuple[Block, ...]]:
    """The text of a page and its blocks.

    Pieces are parted by an empty line, items of a list by a line feed. A row of a table is a line, its cells are parted by
    tabs; white space inside a cell becomes one space. Pieces without a word are left out.

    Raises:
        LimitExceededError: a table of more than :data:`PLACES_MAX` places.

    Args:
        pieces: in reading order.
        start: where the page begins in ``record.text``.
        page_index: of the page, from 0.
    """
    writer, blocks = _Writer(start), list[Block]()
    before: Piece | None = None
    for piece in pieces:
        write = _table if piece.kind == "table" else _plain
        if not (any(cell.text.strip() for row in piece.rows for cell in row) if piece.rows else piece.text.strip()):
            continue
        if before is not None:
            writer.append("\n" if before.kind == piece.kind and piece.kind in _TIGHT else "\n\n")
        blocks.append(write(piece, writer.append, page_index))
        before = piece
    return "".join(writer.parts), tuple(blocks)


def _plain(piece: Piece, append: Callable[[str], tuple[int, int]], page_index: int) -> Block:
    start, end = append(_clean(piece.text).strip("\n" if piece.kind == "code" else None))
    return Block(piece.kind, start, end, page_index, piece.level)


def _table(piece: Piece, append: Callable[[str], tuple[int, int]], page_index: int) -> Block:
    if sum(cell.row_span * cell.column_span for row in piece.rows for cell in row) > PLACES_MAX:
        raise LimitExceededError(f"A table has more than {PLACES_MAX:,} places.", page=page_index + 1)
    cells: list[Cell] = []
    covered: dict[int, tuple[int, int]] = {}  # column to the row its span from above ends before, and the column after it
    start = end = append("")[0]
    width = 0
    for row, texts in enumerate(piece.rows):
        if row:
            append("\n")
        column = 0
        for number, cell in enumerate(texts):
            while (above := covered.get(column, (0, 0)))[0] > row:
                column = above[1]
            if number:
                append("\t")
            begin, end = append(" ".join(_clean(cell.text).split()))
            cells.append(Cell(row, column, begin, end, cell.row_span, cell.column_span, cell.header))
            if cell.row_span > 1:
                span = row + cell.row_span, column + cell.column_span
                covered |= dict.fromkeys(range(column, span[1]), span)
            column += cell.column_span
            width = max(width, column)
    end = append("")[1]
    return Block("table", start, end, page_index, table=Table(len(piece.rows), width, tuple(cells)))


def _clean(text: str) -> str:
    """Without what would break the text's own marks or no encoding can carry."""
    if text.isascii() and text.isprintable():
        return text
    kept = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return kept.encode("utf-8", "ignore").decode("utf-8")


def row(*texts: str, header: bool = False) -> tuple[CellText, ...]:
    """A row of plain cells."""
    return tuple(CellText(text, header=header) for text in texts)
