"""Workbooks (XLSX): a page a sheet, a table for every run of rows, values as they are shown.

Sheets are streamed cell by cell rather than through python-calamine, which lays the rectangle between the first and the last
cell out in memory: two cells in opposite corners ask it for 17 billion.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from lxml import etree

from pipeline.exceptions import EmptyDocumentError, LimitExceededError, UnreadableError
from pipeline.options import Limits
from pipeline.readers.cellformat import GENERAL, CellFormat
from pipeline.readers.content import BeforePage, CellText, PageContent, Piece
from pipeline.readers.package import BROKEN, Package, attribute, child, local, open_package

CELLS_MAX = 1_000_000  # filled cells of a workbook, and places of one table
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CHUNK = 64 * 1024

Place = tuple[int, int]  # row and column, from 0


def read_xlsx(data: bytes, limits: Limits, before_page: BeforePage) -> Iterator[PageContent]:
    """The sheets of a workbook, hidden ones too, with a warning; chart sheets are left out.

    Raises:
        EmptyDocumentError, EncryptedError, UnreadableError, LimitExceededError: see :func:`open_package`; more sheets than
            ``max_pages``, or more cells than :data:`CELLS_MAX`.
    """
    with open_package(data, limits) as package:
        book = _Book.of(package)
        if len(book.sheets) > limits.max_pages:
            raise LimitExceededError(f"The workbook has {len(book.sheets)} sheets; the limit is {limits.max_pages}.")
        left, found = CELLS_MAX, False
        for number, (name, part, is_hidden) in enumerate(book.sheets, 1):
            before_page(number)
            with package.stream(part) as stream:
                cells, merged = _cells(stream, book, left)
            left -= len(cells)
            pieces = tables_of(cells, merged)
            found = found or bool(pieces)
            warnings = (f"Sheet {number} is hidden.",) if is_hidden else ()
            yield PageContent(pieces=(Piece("heading", name, 2), *pieces) if pieces else (), warnings=warnings)
        if not found:
            raise EmptyDocumentError("The workbook holds no value.")


@dataclass(frozen=True, slots=True)
class _Book:
    sheets: tuple[tuple[str, str, bool], ...]  # name, part, hidden
    strings: tuple[str, ...]
    formats: tuple[CellFormat, ...]
    from_1904: bool

    @classmethod
    def of(cls, package: Package) -> _Book:
        part = package.main_part("xl/workbook.xml")
        root = package.tree(part)
        if root is None:
            raise UnreadableError("The workbook has no list of its sheets.")
        relations = package.relations(part)
        parts = dict(relations.values())
        sheets = child(root, "sheets")
        listed = [
            (sheet, relations.get(attribute(sheet, "id") or "", ("", ""))) for sheet in (() if sheets is None else sheets)
        ]
        properties = child(root, "workbookPr")
        return cls(
            tuple(
                (sheet.get("name", ""), target, sheet.get("state", "visible") != "visible")
                for sheet, (kind, target) in listed
                if kind == "worksheet" and target in package.names
            ),
            _strings(package.tree(parts.get("sharedStrings", ""))),
            _formats(package.tree(parts.get("styles", ""))),
            properties is not None and properties.get("date1904") in ("1", "true"),
        )


def _strings(root: etree._Element | None) -> tuple[str, ...]:
    return tuple(_rich(item) for item in root if local(item) == "si") if root is not None else ()


def _rich(item: etree._Element) -> str:
    """The text of a string, without its reading aids."""
    parts = []
    for element in item:
        name = local(element)
        if name == "t":
            parts.append(element.text or "")
        elif name == "r":
            parts += [text.text or "" for text in element if local(text) == "t"]
    text = "".join(parts)
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _formats(root: etree._Element | None) -> tuple[CellFormat, ...]:
    codes: dict[int, str] = {}
    listed, used = child(root, "numFmts"), child(root, "cellXfs")
    for item in listed if listed is not None else ():
        codes[_int(item.get("numFmtId"))] = item.get("formatCode", "")
    known: dict[int, CellFormat] = {}
    keys = [_int(item.get("numFmtId")) for item in used] if used is not None else []
    return tuple(known.setdefault(key, CellFormat.of(key, codes)) for key in keys)


def _cells(stream: IO[bytes], book: _Book, limit: int) -> tuple[dict[Place, str], dict[Place, Place]]:
    """The filled cells of a sheet, and for merged ones their first place to how many rows and columns they cover."""
    cells: dict[Place, str] = {}
    merged: dict[Place, Place] = {}
    parser = etree.XMLPullParser(
        ("end",),
        tag=("{*}row", "{*}mergeCell"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    row = 0
    try:
        while chunk := stream.read(_CHUNK):
            if b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk:
                raise UnreadableError("A sheet declares a document type or entities, which are not accepted.")
            parser.feed(chunk)
            for _, element in parser.read_events():
                if not isinstance(element, etree._Element):
                    continue
                if local(element) == "row":
                    row = _row(element, row, book, cells)
                    if len(cells) > limit:
                        raise LimitExceededError(f"The workbook has more than {CELLS_MAX:,} filled cells.")
                elif span := _span(element.get("ref", "")):
                    merged[span[0]] = (span[1][0] - span[0][0] + 1, span[1][1] - span[0][1] + 1)
                element.clear()
                while element.getprevious() is not None and (parent := element.getparent()) is not None:
                    del parent[0]
        parser.close()
    except (etree.XMLSyntaxError, *BROKEN) as error:
        raise UnreadableError("The workbook is damaged: one of its sheets cannot be read.") from error
    return cells, merged


def _row(element: etree._Element, before: int, book: _Book, cells: dict[Place, str]) -> int:
    """Take over the cells of a row; rows and cells may leave out where they stand."""
    number = _int(element.get("r")) or before + 1
    column = -1
    for item in element:
        place = _place(item.get("r", ""))
        column = place[1] if place else column + 1
        if text := _value(item, book):
            cells[number - 1, column] = text
    return number


def _value(item: etree._Element, book: _Book) -> str:
    kind, raw, inline = item.get("t", "n"), "", None
    for element in item:
        name = local(element)
        if name == "v":
            raw = element.text or ""
        elif name == "is":
            inline = element
    if kind == "s":
        index = _int(raw)
        return book.strings[index].strip() if raw.isdecimal() and index < len(book.strings) else ""
    if inline is not None:
        return _rich(inline).strip()
    if kind == "b":
        return "TRUE" if raw == "1" else "FALSE"
    if kind == "n" and raw:
        style = _int(item.get("s"))
        shape = book.formats[style] if style < len(book.formats) else GENERAL
        return shape.shown(raw, from_1904=book.from_1904)
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), raw).strip()


def tables_of(cells: dict[Place, str], merged: dict[Place, Place]) -> list[Piece]:
    """One table for every run of filled rows, without its empty columns; a row of one cell alone is a paragraph.

    Raises:
        LimitExceededError: a table of more than :data:`CELLS_MAX` places.
    """
    runs: list[dict[int, dict[int, str]]] = []
    last = -2
    for (row, column), text in sorted(cells.items()):
        if row > last + 1:
            runs.append({})
        runs[-1].setdefault(row, {})[column] = text
        last = row
    return [_piece(run, merged) for run in runs]


def _piece(run: dict[int, dict[int, str]], merged: dict[Place, Place]) -> Piece:
    columns = sorted({column for row in run.values() for column in row})
    if len(run) == 1 and len(columns) == 1:
        return Piece("paragraph", next(iter(run.values()))[columns[0]])
    if len(run) * len(columns) > CELLS_MAX:
        raise LimitExceededError(f"A table of the workbook has more than {CELLS_MAX:,} places.")
    covered: set[Place] = set()
    rows = []
    for number, row in run.items():
        cells = []
        for column in columns:
            if (number, column) in covered:
                continue
            down, right = merged.get((number, column), (1, 1))
            height = sum(number <= other < number + down for other in run) if down > 1 else 1
            inside = [other for other in columns if column <= other < column + right] if right > 1 else [column]
            if down > 1 or right > 1:
                covered |= {(other, at) for other in run if number <= other < number + down for at in inside}
            cells.append(CellText(row.get(column, ""), height, len(inside)))
        rows.append(tuple(cells))
    return Piece("table", rows=tuple(rows))


def _place(reference: str) -> Place | None:
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def _span(reference: str) -> tuple[Place, Place] | None:
    first, _, last = reference.partition(":")
    start, end = _place(first), _place(last)
    return (start, end) if start and end and start <= end and start[1] <= end[1] else None


def _int(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and text.isascii() else 0
