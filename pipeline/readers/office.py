"""Word documents (DOCX): paragraphs, headings, lists, tables with spans, headers, footers, notes and text boxes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from pipeline.exceptions import EmptyDocumentError, LimitExceededError, UnreadableError
from pipeline.options import Limits
from pipeline.readers.content import BeforePage, CellText, PageContent, Piece
from pipeline.readers.embedded import pictures, unread
from pipeline.readers.numbering import Numbering
from pipeline.readers.package import Package, attribute, child, local, open_package
from pipeline.readers.styles import Styles

_DROPPED = frozenset(
    {"del", "moveFrom", "instrText", "delText", "Fallback", "rPr", "pPr", "tblPr", "tcPr", "trPr", "sectPr", "rt"}
)
_BREAK = "\f"  # within the text of a paragraph, until pages are parted


def read_docx(data: bytes, limits: Limits, before_page: BeforePage) -> Iterator[PageContent]:
    """The pages of a Word document, parted where the writer put a page break; deleted text and comments are left out.

    Of a document without text its pictures are the pages.

    Raises:
        EmptyDocumentError, EncryptedError, UnreadableError, LimitExceededError: see :func:`open_package`; more pages than
            the limits allow.
    """
    with open_package(data, limits) as package:
        try:
            pages = _Document(package).pages()
        except RecursionError as error:
            raise LimitExceededError("The document is nested too deep.") from error
        if not any(page for page in pages):
            yield from _scans(package, limits, before_page)
            return
        count = unread(package, package.main_part("word/document.xml"))
    warnings = (f"The document shows {count} pictures beside its text, which are not read.",) if count else ()
    if len(pages) > limits.max_pages:
        raise LimitExceededError(f"The document has {len(pages)} pages; the limit is {limits.max_pages}.")
    for number, pieces in enumerate(pages, 1):
        before_page(number)
        yield PageContent(pieces=tuple(pieces), warnings=warnings if number == 1 else ())


def _scans(package: Package, limits: Limits, before_page: BeforePage) -> Iterator[PageContent]:
    """The pictures of a document without text: it was scanned into Word."""
    number = 0
    for number, content in enumerate(pictures(package, package.main_part("word/document.xml"), limits, 1), 1):
        if number > limits.max_pages:
            raise LimitExceededError(f"The document has more than {limits.max_pages} pictures.")
        before_page(number)
        yield content
    if not number:
        raise EmptyDocumentError("The document holds no text.")


class _Document:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._part = package.main_part("word/document.xml")
        self._relations = package.relations(self._part)
        self._styles = Styles(self._tree_of("styles"))
        self._numbering = Numbering(self._tree_of("numbering"))
        self._notes: list[tuple[str, str]] = []

    def pages(self) -> list[list[Piece]]:
        root = self._package.tree(self._part)
        body = child(root, "body")
        if body is None:
            raise UnreadableError("The document has no body.")
        pages: list[list[Piece]] = [[]]
        for piece in self._blocks(body):
            first, *rest = piece.text.split(_BREAK)
            pages[-1] += [replace(piece, text=first)] if first.strip() or piece.rows else []
            pages += [[replace(piece, text=text)] if text.strip() else [] for text in rest]
        pages[0][:0] = self._margins(body, "header")
        pages[-1] += [*self._noted(), *self._margins(body, "footer")]
        return pages

    def _tree_of(self, kind: str) -> etree._Element | None:
        part = next((path for found, path in self._relations.values() if found == kind), None)
        return None if part is None else self._package.tree(part)

    def _margins(self, body: etree._Element, kind: str) -> list[Piece]:
        """Headers or footers of all sections, each text once."""
        found: dict[str, Piece] = {}
        for reference in body.iter(f"{{*}}{kind}Reference"):
            _, part = self._relations.get(attribute(reference, "id") or "", ("", ""))
            root = self._package.tree(part)
            for piece in self._blocks(root) if root is not None else ():
                text = piece.text.replace(_BREAK, "\n") or "\n".join("\t".join(cell.text for cell in row) for row in piece.rows)
                if text.strip():
                    found.setdefault(text, Piece(kind, text))  # type: ignore[arg-type]
        return list(found.values())

    def _noted(self) -> Iterator[Piece]:
        """Footnotes and endnotes, in the order they are referred to."""
        for kind in ("footnote", "endnote"):
            root = self._tree_of(kind + "s") if any(found == kind for found, _ in self._notes) else None
            notes = {attribute(note, "id"): note for note in root} if root is not None else {}
            for found, key in self._notes:
                if found == kind and key in notes:
                    yield from self._blocks(notes[key])

    def _blocks(self, parent: etree._Element) -> Iterator[Piece]:
        for element in parent:
            name = local(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield Piece("table", rows=self._rows(element))
            elif name not in _DROPPED:  # content controls, insertions, custom XML: what they hold
                yield from self._blocks(element)

    def _paragraph(self, element: etree._Element) -> Iterator[Piece]:
        boxes: list[etree._Element] = []
        parts: list[str] = []
        self._collect(element, parts, boxes)
        text = "".join(parts)
        properties = child(element, "pPr")
        if text.strip():
            style = self._styles.of(child(properties, "pStyle"))
            start = _BREAK if _is_on(child(properties, "pageBreakBefore")) else ""
            given, depth = self._numbering.label(child(properties, "numPr"), style.numbering)
            level = self._styles.outline(properties) or style.level
            label = f"{given} " if given else ""
            if level:
                yield Piece("heading", start + label + text.strip(" \n\t"), level)
            elif depth:
                yield Piece("list_item", start + label + text.strip(" \n\t"), depth)
            else:
                yield Piece("caption" if style.is_caption else "paragraph", start + text.strip(" \n\t"))
        elif _BREAK in text:
            yield Piece("paragraph", text)
        for box in boxes:
            yield from self._blocks(box)

    def _collect(self, element: etree._Element, parts: list[str], boxes: list[etree._Element]) -> None:
        """The text of runs; text boxes are set aside, to follow their paragraph."""
        for item in element:
            name = local(item)
            if name == "t":
                parts.append(item.text or "")
            elif name in ("tab", "ptab"):
                parts.append("\t")
            elif name in ("br", "cr"):
                parts.append(_BREAK if attribute(item, "type") == "page" else "\n")
            elif name == "noBreakHyphen":
                parts.append("-")
            elif name in ("footnoteReference", "endnoteReference"):
                self._notes.append((name.removesuffix("Reference"), attribute(item, "id") or ""))
            elif name == "txbxContent":
                boxes.append(item)
            elif name not in _DROPPED:
                self._collect(item, parts, boxes)

    def _rows(self, table: etree._Element) -> tuple[tuple[CellText, ...], ...]:
        rows: list[list[CellText]] = []
        open_cells: dict[int, tuple[int, int]] = {}  # grid column to where the cell that spreads down over it stands
        for tr in _within(table, "tr"):
            properties = child(tr, "trPr")
            if child(properties, "del") is not None:
                continue
            row: list[CellText] = []
            column = _number(child(properties, "gridBefore"), 0)
            row += [CellText()] * column
            header = _is_on(child(properties, "tblHeader"))
            for tc in _within(tr, "tc"):
                width = max(1, _number(child(tc, "tcPr", "gridSpan"), 1))
                merge = child(tc, "tcPr", "vMerge")
                if merge is not None and attribute(merge, "val") != "restart" and column in open_cells:
                    above, position = open_cells[column]
                    cell = rows[above][position]
                    rows[above][position] = replace(cell, row_span=len(rows) - above + 1)
                else:
                    open_cells.pop(column, None)
                    if merge is not None:
                        open_cells[column] = (len(rows), len(row))
                    row.append(CellText(self._cell_text(tc), column_span=width, header=header))
                column += width
            rows.append(row)
        return tuple(tuple(row) for row in rows)

    def _cell_text(self, cell: etree._Element) -> str:
        texts = [
            piece.text.replace(_BREAK, " ") or " ".join(inner.text for row in piece.rows for inner in row)
            for piece in self._blocks(cell)
        ]
        return "\n".join(text for text in texts if text.strip())


def _within(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Children of a name, also those wrapped in content controls or insertions."""
    for item in parent:
        found = local(item)
        if found == name:
            yield item
        elif found in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
            yield from _within(item, name)


def _is_on(element: etree._Element | None) -> bool:
    """A switch that is there counts as on unless it says otherwise."""
    return element is not None and attribute(element, "val") not in ("0", "false", "off")


def _number(element: etree._Element | None, default: int) -> int:
    value = attribute(element, "val") if element is not None else None
    return min(int(value), _COLUMNS_MAX) if value and value.isdecimal() else default


_COLUMNS_MAX = 1_000  # Word allows 63
