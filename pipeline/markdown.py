"""A record as Markdown (CommonMark with GitHub's tables), in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from pipeline.record import Block, Record, Table

_INLINE = re.compile(
    r"[*`\\]"  # emphasis, code, escapes
    r"|(?<!\w)_|_(?!\w)"  # inside a word an underscore is one
    r"|<(?=[A-Za-z/!?])|&(?=#?\w+;)|~~|\](?=[\[(:])"  # tags, entities, strike-through, links
)
_LINE_START = re.compile(r"(?:#{1,6}(?=\s|$)|[-+](?=\s|$)|>|=+\s*$|-{2,}\s*$|~{3,})")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_BULLET = re.compile(r"[•◦▪‣·●○■□–*\-\uf0b7]\s+")
_DIGITS = re.compile(r"\d+")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n|\f")
_TICKS = re.compile(r"`+")
_HARD_BREAK = "  \n"


def markdown(record: Record, *, masked: bool = False) -> str:
    """The document as Markdown: headings, lists, code and tables from its blocks, all else as paragraphs.

    Headers and footers that are the same on several pages, but for numbers, are given once. A table that a page break
    divides is one table again. A table with cells over several rows or columns is an HTML table, as CommonMark allows.

    Args:
        record: read; empty text gives an empty string.
        masked: with every finding replaced, as in ``job.masked_text``.
    """
    writer = _Writer(record, masked)
    position = 0
    for block in record.blocks:
        writer.plain(position, block.start)
        writer.block(block)
        position = max(position, block.end)
    writer.plain(position, len(record.text))
    return "\n\n".join(item.text for item in writer.items) + ("\n" if writer.items else "")


@dataclass(slots=True)
class _Item:
    kind: str
    text: str


@dataclass(slots=True)
class _Writer:
    record: Record
    masked: bool
    items: list[_Item] = field(default_factory=list)
    margins: set[str] = field(default_factory=set)

    def plain(self, start: int, end: int) -> None:
        """What no block holds, paragraph by paragraph."""
        for paragraph in _PARAGRAPHS.split(self._text(start, end)):
            if paragraph.strip():
                self.items.append(_Item("paragraph", _prose(paragraph, "\n")))

    def block(self, block: Block) -> None:
        if block.table is not None:
            self._table(block.table)
            return
        text = self._text(block.start, block.end)
        if not text.strip():
            return
        if block.kind in ("header", "footer"):
            key = _DIGITS.sub("0", " ".join(text.split()))
            if key in self.margins:
                return
            self.margins.add(key)
        if block.kind == "list_item" and self.items and self.items[-1].kind == "list_item":
            self.items[-1].text += "\n" + _list_item(text, block.level)
        else:
            self.items.append(_Item(block.kind, self._shaped(block, text)))

    def _shaped(self, block: Block, text: str) -> str:
        if block.kind == "heading":
            return f"{'#' * min(max(block.level, 1), 6)} {_escaped(' '.join(text.split()))}"
        if block.kind == "list_item":
            return _list_item(text, block.level)
        if block.kind == "code":
            fence = "`" * max(3, *(len(ticks) + 1 for ticks in _TICKS.findall(text)), 3)
            return f"{fence}\n{text}\n{fence}"
        return _prose(text, "\n" if self._has_geometry(block) else _HARD_BREAK)

    def _has_geometry(self, block: Block) -> bool:
        """Lines end where the paper did; without geometry, where the writer ended them."""
        return block.page_index < len(self.record.pages) and len(self.record.pages[block.page_index].words) > 0

    def _table(self, table: Table) -> None:
        if any(cell.start < cell.end and (cell.row_span > 1 or cell.column_span > 1) for cell in table.cells):
            self._spread_table(table)
            return
        rows = list(self._grid(table))
        last = next((item for item in reversed(self.items) if item.kind not in ("header", "footer")), None)
        if not rows:
            return
        lines = [f"| {' | '.join(row)} |" for row in rows]
        if table.continued and last is not None and last.kind == "table":
            lines = lines[1:] if last.text.startswith(lines[0] + "\n") else lines  # its head is printed on every page
            last.text = "\n".join([last.text, *lines])
        else:
            rule = "|" + " --- |" * max(table.columns, 1)
            self.items.append(_Item("table", "\n".join([lines[0], rule, *lines[1:]])))

    def _spread_table(self, table: Table) -> None:
        """A table with cells over several rows or columns, as HTML: Markdown's own tables cannot say so."""
        lines = self._html_rows(table)
        last = next((item for item in reversed(self.items) if item.kind not in ("header", "footer")), None)
        if table.continued and last is not None and last.kind == "spread table":
            lines = lines[1:] if last.text.startswith(f"<table>\n{lines[0]}\n") else lines
            last.text = "\n".join([last.text.removesuffix("\n</table>"), *lines, "</table>"])
        else:
            self.items.append(_Item("spread table", "\n".join(["<table>", *lines, "</table>"])))

    def _html_rows(self, table: Table) -> list[str]:
        rows: list[list[str]] = [[] for _ in range(table.rows)]
        for cell in table.cells:
            if cell.row < table.rows:
                tag = "th" if cell.header else "td"
                down = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
                right = f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
                text = escape(" ".join(self._text(cell.start, cell.end).split()), quote=False)
                rows[cell.row].append(f"<{tag}{down}{right}>{text}</{tag}>")
        return [f"<tr>{''.join(row)}</tr>" for row in rows]

    def _grid(self, table: Table) -> Iterator[list[str]]:
        """The rows of a table whose cells each fill one place."""
        rows = [[""] * max(table.columns, 1) for _ in range(table.rows)]
        for cell in table.cells:
            if cell.row < table.rows and cell.column < table.columns:
                text = _escaped(" ".join(self._text(cell.start, cell.end).split()))
                rows[cell.row][cell.column] = text.replace("|", "\\|")
        yield from rows

    def _text(self, start: int, end: int) -> str:
        return self.record.masked(start, end) if self.masked else self.record.text[start:end]


def _prose(text: str, line_break: str) -> str:
    lines = [_guarded(_escaped(line.strip())) for line in text.splitlines()]
    return line_break.join(line for line in lines if line)


def _list_item(text: str, level: int) -> str:
    indent = "   " * (max(level, 1) - 1)
    first, *rest = [line.strip() for line in text.splitlines() if line.strip()]
    number = _NUMBERED.match(first)
    mark = f"{number[1]}{number[2]}" if number else "-"
    bare = first[number.end() :].strip() if number else _BULLET.sub("", first, count=1)
    under = indent + " " * (len(mark) + 1)
    return "\n".join([f"{indent}{mark} {_guarded(_escaped(bare))}", *(under + _guarded(_escaped(line)) for line in rest)])


def _escaped(text: str) -> str:
    """With a backslash before what Markdown would take for its own."""
    return _INLINE.sub(lambda match: "\\" + match[0], text)


def _guarded(line: str) -> str:
    """A line that does not begin like a heading, list, quote or rule."""
    if _LINE_START.match(line):
        return "\\" + line
    return _NUMBERED.sub(r"\1\\\2", line, count=1) if _NUMBERED.match(line) else line
