"""XML, e-invoices first of all, as a person would copy it down: one "Label: value" a line, groups under headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from pipeline.exceptions import EmptyDocumentError, LimitExceededError, UnreadableError
from pipeline.options import Limits
from pipeline.readers.content import BeforePage, PageContent, Piece
from pipeline.readers.encoding import decoded
from pipeline.readers.package import TREE_MAX, local, parse_xml

_INVOICES = ("oasis:names:specification:ubl", "un:unece:uncefact", "ivaservizi.agenziaentrate", "fatturapa", "ferd:")
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE\s[^<>\[]*>")  # without declarations of its own
_WORDS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[^\W_A-Za-z]+")
_UNITS = ("currencyID", "unitCode", "currencyId")
_FILE = re.compile(r"[A-Za-z0-9+/=\s]+")
_FILE_MIN = 400  # characters of nothing but base64, longer than any number
_LEVELS = 6
_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)")


def read_xml(data: bytes, _limits: Limits, before_page: BeforePage) -> Iterator[PageContent]:
    """One page: every value with the name of its element; embedded files are left out.

    Raises:
        EmptyDocumentError: no value.
        UnreadableError: not well-formed, nested more than 256 deep, or with entities or a document type of its own.
        LimitExceededError: too large to be held as a tree.
    """
    if not data.strip():
        raise EmptyDocumentError("The file is empty.")
    if len(data) > TREE_MAX:
        raise LimitExceededError(f"The file is larger than {TREE_MAX:,} bytes.")
    declared = _DECLARED.search(data[:200])
    text = decoded(data, declared[1].decode("ascii", "ignore") if declared else None)
    if text is None:
        raise UnreadableError("The text is in no encoding this reader knows.")
    root = parse_xml(_DOCTYPE.sub("", _DECLARATION.sub("", text), count=1).strip().encode())
    before_page(1)
    try:
        pieces = tuple(_group(root, 1, _is_invoice(root)))
    except RecursionError as error:
        raise LimitExceededError("The file is nested too deep.") from error
    if not any(piece.kind == "paragraph" for piece in pieces):
        raise EmptyDocumentError("The file holds no value.")
    yield PageContent(pieces=pieces)


def _is_invoice(root: etree._Element) -> bool:
    names = " ".join([str(root.tag), *(str(value) for value in root.nsmap.values())]).lower()
    return any(name in names for name in _INVOICES)


def _group(element: etree._Element, level: int, is_invoice: bool) -> Iterator[Piece]:
    """A heading, the values right below it, then the groups below it, in the file's order."""
    yield Piece("heading", label(element), min(level, _LEVELS))
    if _single(element) is element and len(element):
        yield from _paragraph([_value(element, is_invoice)])
        return
    lines = [] if is_invoice else [f"{_spaced(name)}: {value}" for name, value in _attributes(element)]
    for item in element:
        single = _single(item)
        if single is not None:
            if text := _value(single, is_invoice):
                lines.append(f"{label(item)}: {text}")
        elif len(item):
            yield from _paragraph(lines)
            lines = []
            yield from _group(item, level + 1, is_invoice)
        elif not is_invoice and (values := _attributes(item)):
            lines.append(f"{label(item)}: " + ", ".join(f"{_spaced(name)} {value}" for name, value in values))
    if not len(element) and (text := _value(element, is_invoice)):
        lines.append(text)
    yield from _paragraph(lines)


def _paragraph(lines: list[str]) -> Iterator[Piece]:
    if lines:
        yield Piece("paragraph", "\n".join(lines))


def _single(element: etree._Element) -> etree._Element | None:
    """The element that holds the only value below this one, maybe itself; mixed content counts as one value."""
    while True:
        if (element.text or "").strip() or any((item.tail or "").strip() for item in element):
            return element
        if len(element) != 1 or element.attrib:
            return None
        element = element[0]


def _value(element: etree._Element, is_invoice: bool) -> str:
    text = " ".join("".join(str(part) for part in element.itertext()).split())
    if len(text) >= _FILE_MIN and _FILE.fullmatch(text) and text.count(" ") < len(text) / 40:
        return ""
    if element.get("format") == "102" and (day := _DAY.fullmatch(text)):  # UN/EDIFACT 2379: CCYYMMDD
        return "-".join(day.groups())
    units = [element.get(name, "") for name in _UNITS if element.get(name)]
    others = [] if is_invoice else [f"{_spaced(name)} {value}" for name, value in _attributes(element) if name not in _UNITS]
    return " ".join([text, *units]) + (f" ({', '.join(others)})" if others else "")


def _attributes(element: etree._Element) -> list[tuple[str, str]]:
    """Without those of XML itself and of schemas."""
    return [
        (str(name), str(value))
        for name, value in element.attrib.items()
        if not str(name).startswith("{") and str(value).strip()
    ]


def label(element: etree._Element) -> str:
    """``PayableAmount`` as "Payable Amount"."""
    return _spaced(local(element))


@lru_cache(4096)
def _spaced(name: str) -> str:
    words = _WORDS.findall(name)
    return " ".join([words[0][:1].upper() + words[0][1:], *words[1:]]) if words else name
