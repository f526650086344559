"""Presentations (PPTX): a page a slide, its title first, tables with spans, the speaker's notes last.

Of a slide without text its largest picture is read.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.exceptions import EmptyDocumentError, LimitExceededError, UnreadableError
from pipeline.options import Limits
from pipeline.readers.content import BeforePage, CellText, PageContent, Piece
from pipeline.readers.embedded import area, pictures, unread
from pipeline.readers.package import Package, attribute, child, local, open_package

_TITLES = {"title": 1, "ctrTitle": 1, "subTitle": 2}
_MARGINS = frozenset({"ftr", "sldNum", "dt"})
_BULLETS = frozenset({"buChar", "buAutoNum", "buBlip"})


def read_pptx(data: bytes, limits: Limits, before_page: BeforePage) -> Iterator[PageContent]:
    """The slides of a presentation in their order, hidden ones too, with a warning; comments are left out.

    Raises:
        EmptyDocumentError, EncryptedError, UnreadableError, LimitExceededError: see :func:`open_package`; more slides than
            ``max_pages``.
    """
    with open_package(data, limits) as package:
        slides = _slides(package)
        if len(slides) > limits.max_pages:
            raise LimitExceededError(f"The presentation has {len(slides)} slides; the limit is {limits.max_pages}.")
        found = False
        for number, part in enumerate(slides, 1):
            before_page(number)
            root = package.tree(part)
            if root is None:
                yield PageContent(warnings=(f"Slide {number} is missing from the file.",), failed=True)
                continue
            pieces = (*_pieces(root, package, part), *_notes(package, part))
            warnings: tuple[str, ...] = (f"Slide {number} is hidden.",) if root.get("show") in ("0", "false") else ()
            if pieces and (count := unread(package, part)):
                warnings += (f"Slide {number} shows {count} pictures beside its text, which are not read.",)
            content = PageContent(pieces=pieces, warnings=warnings)
            if not pieces:
                content = max(pictures(package, part, limits, number), key=area, default=content)
            found = found or bool(pieces) or content.pieces is None
            yield content
        if not found:
            raise EmptyDocumentError("The presentation holds no text.")


def _slides(package: Package) -> list[str]:
    part = package.main_part("ppt/presentation.xml")
    root = package.tree(part)
    if root is None:
        raise UnreadableError("The presentation has no list of its slides.")
    relations = package.relations(part)
    listed = child(root, "sldIdLst")
    # a slide's own id stands beside the relation's and has no namespace
    keys = (
        [next((str(v) for k, v in item.attrib.items() if str(k).endswith("}id")), "") for item in listed]
        if listed is not None
        else []
    )
    return [relations[key][1] for key in keys if key in relations]


def _pieces(root: etree._Element, package: Package, part: str) -> list[Piece]:
    tree = child(root, "cSld", "spTree")
    found = list(_shapes(tree, package, part)) if tree is not None else []
    title = next((index for index, piece in enumerate(found) if piece.kind == "heading" and piece.level == 1), 0)
    ordered = [*found[title : title + 1], *found[:title], *found[title + 1 :]]
    margins = [piece for piece in ordered if piece.kind == "footer"]
    return [piece for piece in ordered if piece.kind != "footer"] + margins


def _shapes(parent: etree._Element, package: Package, part: str) -> Iterator[Piece]:
    for shape in parent:
        name = local(shape)
        if name == "sp":
            yield from _shape(shape)
        elif name == "graphicFrame":
            yield from _graphic(shape, package, part)
        elif name in ("grpSp", "AlternateContent", "Choice"):
            yield from _shapes(shape, package, part)


def _shape(shape: etree._Element) -> Iterator[Piece]:
    place = child(shape, "nvSpPr", "nvPr", "ph")
    kind = attribute(place, "type") or "body" if place is not None else None
    body = child(shape, "txBody")
    if body is None:
        return
    if kind in _TITLES or kind in _MARGINS:
        text = "\n".join(_text(item) for item in body if local(item) == "p").strip()
        if text:
            yield Piece("heading", text.replace("\n", " "), _TITLES[kind]) if kind in _TITLES else Piece("footer", text)
        return
    for item in body:
        if local(item) == "p" and (text := _text(item).strip()):
            properties = child(item, "pPr")
            marks = {local(mark) for mark in properties} if properties is not None else set()
            listed = bool(marks & _BULLETS) or (kind == "body" and "buNone" not in marks)
            level = int(attribute(properties, "lvl") or 0) + 1 if properties is not None else 1
            yield Piece("list_item", text, level) if listed else Piece("paragraph", text)


def _text(paragraph: etree._Element) -> str:
    parts = []
    for item in paragraph:
        name = local(item)
        if name in ("r", "fld"):
            parts += [text.text or "" for text in item if local(text) == "t"]
        elif name == "br":
            parts.append("\n")
    return "".join(parts).replace("\v", "\n")


def _graphic(shape: etree._Element, package: Package, part: str) -> Iterator[Piece]:
    for table in shape.iter("{*}tbl"):
        first = child(table, "tblPr")
        has_header = first is not None and first.get("firstRow") in ("1", "true")
        rows = [row for row in table if local(row) == "tr"]
        yield Piece("table", rows=tuple(_row(row, has_header and not index) for index, row in enumerate(rows)))
    for diagram in shape.iter("{*}relIds"):
        _, target = package.relations(part).get(attribute(diagram, "dm") or "", ("", ""))
        root = package.tree(target)
        for paragraph in root.iter("{*}p") if root is not None else ():
            if text := _text(paragraph).strip():
                yield Piece("list_item", text, 1)


def _row(row: etree._Element, is_header: bool) -> tuple[CellText, ...]:
    cells = []
    for cell in row:
        if local(cell) != "tc" or cell.get("hMerge") in ("1", "true") or cell.get("vMerge") in ("1", "true"):
            continue
        text = "\n".join(_text(item) for item in cell.iter("{*}p"))
        cells.append(CellText(text, _span(cell, "rowSpan"), _span(cell, "gridSpan"), is_header))
    return tuple(cells)


def _span(cell: etree._Element, name: str) -> int:
    value = cell.get(name, "1")
    return min(max(int(value), 1), 1_000) if value.isdecimal() else 1


def _notes(package: Package, part: str) -> Iterator[Piece]:
    for kind, target in package.relations(part).values():
        root = package.tree(target) if kind == "notesSlide" else None
        tree = child(root, "cSld", "spTree")
        for shape in tree if tree is not None else ():
            place = child(shape, "nvSpPr", "nvPr", "ph") if local(shape) == "sp" else None
            body = child(shape, "txBody")
            if place is not None and attribute(place, "type") == "body" and body is not None:
                for item in body:
                    if local(item) == "p" and (text := _text(item).strip()):
                        yield Piece("paragraph", text)
