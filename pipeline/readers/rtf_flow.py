"""The paragraphs and tables of an RTF file as they come: what its control words do to them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pipeline.readers.content import CellText, Piece
from pipeline.record import BlockKind

REACH_MAX = 200  # rows that one merged cell covers; each row looks for its beginning
LEVELS = 6


@dataclass(slots=True)
class Flow:
    """A stream of paragraphs: the body, a header, a note.

    Attributes:
        kind: of its paragraphs.
        pieces: finished; None for a page break.
        buffer, label: of the paragraph or cell that is being read, and what stands before it in a list.
        row, rows, merges, pending: of the table that is being read: its last row, those before, and how cells are merged.
    """

    kind: BlockKind = "paragraph"
    pieces: list[Piece | None] = field(default_factory=list)
    buffer: list[str] = field(default_factory=list)
    label: list[str] = field(default_factory=list)
    row: list[str] = field(default_factory=list)
    rows: list[list[CellText]] = field(default_factory=list)
    merges: list[frozenset[str]] = field(default_factory=list)
    pending: frozenset[str] = frozenset()
    in_table: bool = False
    level: int = 0
    depth: int = 0

    def paragraph(self) -> None:
        """End a paragraph."""
        if self.in_table:
            self.buffer.append("\n")
            return
        self.end_table()
        text, label = joined_text(self.buffer).strip(" \n"), joined_text(self.label).strip()
        self.buffer, listed, self.label = [], bool(self.label), []
        if not text.strip():
            return
        text = f"{label} {text}" if any(letter.isalnum() for letter in label) else text
        if self.kind != "paragraph":
            self.pieces.append(Piece(self.kind, text))
        elif self.level:
            self.pieces.append(Piece("heading", text, min(self.level, LEVELS)))
        else:
            self.pieces.append(Piece("list_item", text, self.depth + 1) if listed else Piece("paragraph", text))

    def cell(self) -> None:
        """End a cell."""
        self.row.append(joined_text(self.buffer).strip())
        self.buffer, self.label = [], []

    def end_row(self) -> None:
        """End a row; merged cells become one."""
        cells: list[CellText] = []
        for index, text in enumerate(self.row):
            merge = self.merges[index] if index < len(self.merges) else frozenset()
            if "clmrg" in merge and cells:
                cells[-1] = replace(cells[-1], column_span=cells[-1].column_span + 1)
            elif not ("clvmrg" in merge and self._spread(index)):
                cells.append(CellText(text))
        if self.row:
            self.rows.append(cells)
        self.row, self.buffer = [], []

    def _spread(self, column: int) -> bool:
        """Let the cell above reach down into this row; whether there is one."""
        for above in range(len(self.rows) - 1, max(-1, len(self.rows) - 1 - REACH_MAX), -1):
            at = 0
            for position, cell in enumerate(self.rows[above]):
                if at == column:
                    self.rows[above][position] = replace(cell, row_span=len(self.rows) - above + 1)
                    return True
                at += cell.column_span
        return False

    def end_table(self) -> None:
        """End the table, if one is being read."""
        if self.row:
            self.end_row()
        if self.rows:
            self.pieces.append(Piece("table", rows=tuple(tuple(row) for row in self.rows)))
        self.rows = []


def joined_text(parts: list[str]) -> str:
    """One text; characters beyond U+FFFF come as two halves."""
    return "".join(parts).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def obey(flow: Flow, word: str, number: int | None) -> None:
    """What a control word does to the paragraphs and tables of a flow."""
    if word == "par":
        flow.paragraph()
    elif word == "pard":
        flow.in_table, flow.level, flow.depth = False, 0, 0
    elif word == "intbl":
        if not flow.in_table and not flow.row and flow.buffer:
            flow.paragraph()
        flow.in_table = True
    elif word == "cell":
        flow.cell()
    elif word == "row":
        flow.end_row()
    elif word == "trowd":
        flow.merges, flow.pending = [], frozenset()
    elif word in ("clmrg", "clvmrg"):
        flow.pending |= {word}
    elif word == "cellx":
        flow.merges.append(flow.pending)
        flow.pending = frozenset()
    elif word == "outlinelevel":
        flow.level = number + 1 if number is not None and number < LEVELS else flow.level
    elif word == "ilvl":
        flow.depth = min(number or 0, 8)
    elif word == "page":
        flow.in_table = False
        flow.paragraph()
        flow.end_table()
        flow.pieces.append(None)
    elif word == "sect":
        flow.paragraph()
