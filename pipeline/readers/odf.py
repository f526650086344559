"""OpenDocument texts, workbooks and presentations (ODT, ODS, ODP): values and text as the program last showed them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipeline.exceptions import EmptyDocumentError, EncryptedError, LimitExceededError, UnreadableError
from pipeline.options import Limits
from pipeline.readers.content import BeforePage, CellText, PageContent, Piece
from pipeline.readers.package import attribute, child, local, open_package
from pipeline.readers.sheets import CELLS_MAX, Place, tables_of

_DROPPED = frozenset(
    {"annotation", "annotation-end", "tracked-changes", "note-citation", "ruby-text", "forms", "desc", "title"}
)
_SPACES_MAX = 1_000
_LEVELS = 6


def read_odf(data: bytes, limits: Limits, before_page: BeforePage) -> Iterator[PageContent]:
    """A text is one page, a workbook a page a sheet, a presentation a page a slide; comments and deletions are left out.

    Raises:
        EmptyDocumentError, EncryptedError, UnreadableError, LimitExceededError: see :func:`open_package`; more pages or
            cells than the limits allow.
    """
    with open_package(data, limits) as package:
        manifest = package.tree("META-INF/manifest.xml") if "META-INF/manifest.xml" in package.names else None
        if manifest is not None and next(manifest.iter("{*}encryption-data"), None) is not None:
            raise EncryptedError("The file is protected by a password.")
        root, styles = package.tree("content.xml"), package.tree("styles.xml")
    body = child(root, "body")
    if body is None or not len(body):
        raise UnreadableError("The file has no content.")
    try:
        pages = _pages(body, styles)
    except RecursionError as error:
        raise LimitExceededError("The document is nested too deep.") from error
    if not any(pages):
        raise EmptyDocumentError("The document holds no text.")
    if len(pages) > limits.max_pages:
        raise LimitExceededError(f"The document has {len(pages)} pages; the limit is {limits.max_pages}.")
    for number, pieces in enumerate(pages, 1):
        before_page(number)
        yield PageContent(pieces=tuple(pieces))


def _pages(body: etree._Element, styles: etree._Element | None) -> list[list[Piece]]:
    content = next((item for item in body if local(item) in ("text", "spreadsheet", "presentation")), None)
    if content is None:
        raise UnreadableError("The file is no text, workbook or presentation.")
    if local(content) == "spreadsheet":
        left = _Left()
        return [_sheet(item, left) for item in content if local(item) == "table"]
    if local(content) == "presentation":
        return [_slide(item) for item in content if local(item) == "page"]
    reader = _Reader()
    pieces = list(reader.blocks(content))
    return [[*_margins(styles, "header"), *pieces, *reader.notes, *_margins(styles, "footer")]]


def _margins(styles: etree._Element | None, kind: str) -> list[Piece]:
    """Headers or footers of all page styles, each text once."""
    found = {}
    for master in styles.iter("{*}master-page") if styles is not None else ():
        for margin in master:
            if local(margin).startswith(kind):
                text = "\n".join(_flat(piece) for piece in _Reader().blocks(margin)).strip()
                found[text] = Piece(kind, text)  # type: ignore[arg-type]
    return [piece for text, piece in found.items() if text]


def _flat(piece: Piece) -> str:
    return piece.text or " ".join(cell.text for row in piece.rows for cell in row)


@dataclass(slots=True)
class _Reader:
    """Walks a text; notes come after it."""

    notes: list[Piece] = field(default_factory=list)

    def blocks(self, parent: etree._Element, depth: int = 0) -> Iterator[Piece]:
        """The pieces under an element; ``depth`` counts the lists around it."""
        for element in parent:
            name = local(element)
            if name == "h":
                level = attribute(element, "outline-level") or "1"
                yield from self._text_piece(element, Piece("heading", "", min(max(_int(level), 1), _LEVELS)))
            elif name == "p":
                yield from self._text_piece(element, Piece("list_item", "", depth) if depth else Piece("paragraph"))
            elif name == "list":
                yield from self.blocks(element, depth + 1)
            elif name == "table":
                yield Piece("table", rows=tuple(self._rows(element)))
            elif name not in _DROPPED and not name.endswith("-source"):
                yield from self.blocks(element, depth)

    def _text_piece(self, element: etree._Element, shape: Piece) -> Iterator[Piece]:
        frames: list[etree._Element] = []
        text = self._text(element, frames).strip()
        if text:
            yield Piece(shape.kind, text, shape.level)
        for frame in frames:
            yield from self.blocks(frame)

    def _text(self, element: etree._Element, frames: list[etree._Element]) -> str:
        parts = [element.text or ""]
        for item in element:
            name = local(item)
            if name == "s":
                parts.append(" " * min(_int(attribute(item, "c") or "1"), _SPACES_MAX))
            elif name == "tab":
                parts.append("\t")
            elif name == "line-break":
                parts.append("\n")
            elif name == "note":
                body = child(item, "note-body")
                self.notes += self.blocks(body) if body is not None else ()
            elif name in ("frame", "custom-shape", "text-box"):
                frames.append(item)
            elif name not in _DROPPED:
                parts.append(self._text(item, frames))
            parts.append(item.tail or "")
        return "".join(parts)

    def _rows(self, table: etree._Element, is_header: bool = False) -> Iterator[tuple[CellText, ...]]:
        for item in table:
            name = local(item)
            if name == "table-row":
                yield tuple(
                    CellText("\n".join(_flat(piece) for piece in self.blocks(cell)), *_spans(cell), is_header)
                    for cell in item
                    if local(cell) == "table-cell"
                )
            elif name in ("table-rows", "table-row-group", "table-header-rows"):
                yield from self._rows(item, name == "table-header-rows")


@dataclass(slots=True)
class _Left:
    """Cells a workbook may still have."""

    cells: int = CELLS_MAX


def _sheet(table: etree._Element, left: _Left) -> list[Piece]:
    cells: dict[Place, str] = {}
    merged: dict[Place, Place] = {}
    row = 0
    for item in table.iter("{*}table-row"):
        values: dict[int, str] = {}
        column = 0
        for cell in item:
            if local(cell) not in ("table-cell", "covered-table-cell"):
                continue
            times = _int(attribute(cell, "number-columns-repeated") or "1")
            text = "\n".join(_flat(piece) for piece in _Reader().blocks(cell)) if len(cell) else ""
            if text.strip():
                _take(left, times)
                values |= dict.fromkeys(range(column, column + times), text)
                if (spans := _spans(cell)) != (1, 1):
                    merged[row, column] = spans
            column += times
        times = _int(attribute(item, "number-rows-repeated") or "1")
        if values:
            _take(left, (times - 1) * len(values))
            cells |= {(row + down, at): text for down in range(times) for at, text in values.items()}
        row += times
    pieces = tables_of(cells, merged)
    return [Piece("heading", attribute(table, "name") or "", 2), *pieces] if pieces else []


def _take(left: _Left, count: int) -> None:
    left.cells -= count
    if left.cells < 0:
        raise LimitExceededError(f"The workbook has more than {CELLS_MAX:,} filled cells.")


def _slide(page: etree._Element) -> list[Piece]:
    pieces: list[Piece] = []
    for frame in page:
        kind = attribute(frame, "class") or ""
        found = list(_Reader().blocks(frame))
        if kind in ("title", "subtitle"):
            text = " ".join(_flat(piece) for piece in found).strip()
            pieces += [Piece("heading", text, 1 if kind == "title" else 2)] if text else []
        elif local(frame) == "notes":
            pieces += [piece for piece in found if piece.text.strip() != "<number>"]
        else:
            pieces += found
    return pieces


def _spans(cell: etree._Element) -> tuple[int, int]:
    """Rows and columns a cell covers."""
    down, right = (_int(attribute(cell, f"number-{name}-spanned") or "1") for name in ("rows", "columns"))
    return max(min(down, 100_000), 1), max(min(right, 1_000), 1)


def _int(text: str) -> int:
    return int(text) if text.isdecimal() and text.isascii() else 1
