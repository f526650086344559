"""Looking values up in an e-invoice by their path. Namespaces differ by version and country; local names do not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from lxml import etree

_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_PLAIN = re.compile(r"[+-]?\d+(?:\.\d*)?|[+-]?\.\d+")  # xsd:decimal; no exponent, no NaN
_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")  # xsd:date, and UNTDID 2379 format 102


class Node:
    """An element, asked by paths of local names such as ``LegalMonetaryTotal/PayableAmount``; "" is the element itself."""

    __slots__ = ("_element",)

    def __init__(self, element: etree._Element) -> None:
        self._element = element

    @property
    def name(self) -> str:
        """The local name."""
        return etree.QName(self._element).localname

    def all(self, *paths: str) -> Iterator[Node]:
        """Every element under the first path that leads anywhere, in the file's order."""
        for path in paths:
            found = list(_under(self._element, _steps(path)))
            if found:
                yield from map(Node, found)
                return

    def first(self, *paths: str) -> Node | None:
        """The first element under the first path that leads anywhere."""
        return next(self.all(*paths), None)

    def text(self, *paths: str) -> str:
        """The first value under the paths that is not empty, its white space squeezed; "" for none."""
        for path in paths:
            for element in _under(self._element, _steps(path)):
                if value := " ".join("".join(map(str, element.itertext())).split()):
                    return value
        return ""

    def joined(self, *paths: str, by: str = ", ") -> str:
        """The values of several paths, empty ones left out."""
        return by.join(value for path in paths if (value := self.text(path)))

    def attribute(self, path: str, name: str) -> str:
        """An attribute of the first element under a path."""
        found = self.first(path)
        return "" if found is None else found._element.get(name, "").strip()

    def amount(self, *paths: str) -> Decimal | None:
        """A number; None where there is none or it is no ``xsd:decimal``."""
        return number(self.text(*paths))

    def day(self, *paths: str) -> str:
        """An ISO date; "" where there is none or it is no day of the calendar."""
        match = _DAY.match(self.text(*paths))
        if match is None:
            return ""
        try:
            return date(*map(int, match.groups())).isoformat()
        except ValueError:
            return ""

    def account(self, *paths: str) -> str:
        """The first account number under the paths that has the form of an IBAN, without spaces."""
        for found in self.all(*paths):
            compact = re.sub(r"\s", "", "".join(map(str, found._element.itertext()))).upper()
            if _IBAN.fullmatch(compact):
                return compact
        return ""


def number(text: str) -> Decimal | None:
    """An ``xsd:decimal`` of at most 28 digits; None for anything else."""
    if not _PLAIN.fullmatch(text) or len(text) > 30:
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def ratio(price: Decimal | None, base: Decimal | None) -> Decimal | None:
    """The price of one, to six places, where it is given for ``base`` of them."""
    return price if price is None or not base or base == 1 else round(price / base, 6)


def _steps(path: str) -> list[str]:
    return path.split("/") if path else []


def _under(element: etree._Element, path: list[str]) -> Iterator[etree._Element]:
    if not path:
        yield element
        return
    for child in element:
        if isinstance(child.tag, str) and etree.QName(child).localname == path[0]:
            yield from _under(child, path[1:])
