"""The head of a table of goods: which columns it names, and which words below stand in which of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from pipeline.fields.lines import Cell, Layout, overlap
from pipeline.fields.phrases import Phrases, Text
from pipeline.fields.text import fold, squeeze
from pipeline.record import Box, union

DESCRIPTION, QUANTITY, PRICE, TOTAL, OTHER = "description", "quantity", "price", "total", "other"
HEAD_ROWS = 4  # rows a head may have above and below the one with most names
NEAR = 1.2  # gap between two rows of one head, in heights of the line
_Name = tuple[str, Box]
_PREPOSITION = re.compile(
    r"\b(?:incl|inkl|excl|exkl|ex|ohne|mit|without|with|before|of|per|je|pro|hors|sans|con|senza|sin|zonder|bez|z)\b"
)
_LONGEST = 40  # letters of a column's name

# Tried in this order, since names hold other names: "total price" is no price, "item code" no item, "unit price" no unit.
_ROLES: tuple[tuple[str, str], ...] = (
    (
        OTHER,
        "mwst betrag|ust betrag|*steuerbetrag|vat amount|tax amount|kdv tutari|montant tva|importo iva|kwota vat|"
        "item no|item code|"
        "product code|product no|art nr|artikel nr|*artikelnummer|artikel code|art no|cod|code|codice|codigo|kod|sku|ean|gtin",
    ),
    (
        TOTAL,
        "total price|line total|total amount|net amount|total ht|montant ht|*gesamtpreis|*gesamtbetrag|prix total|"
        "prezzo totale|"
        "precio total|totaalprijs|wartosc netto|wartosc brutto|mal hizmet tutari|toplam tutar",
    ),
    (
        PRICE,
        "unit price|price|u/price|s/price|unit cost|rate|e preis|preis einheit|*preis|prix unitaire|prix unit|p u|pu ht|prix|"
        "prezzo unitario|prezzo|precio unitario|precio|p unitario|stukprijs|eenheidsprijs|prijs|cena jednostkowa|"
        "cena netto|cena|"
        "birim fiyati|birim fiyat|fiyat",
    ),
    (
        QUANTITY,
        "quantity|qty|quant|hours|menge|anzahl|stuckzahl|quantite|qte|quantita|q ta|cantidad|cant|uds|aantal|ilosc|"
        "miktari|miktar|"
        "adet",
    ),
    (
        TOTAL,
        "amount|total|extended|*betrag|gesamt|*entgelt|*nettowert|*warenwert|summe|montant|importo|totale|importe|"
        "bedrag|totaal|"
        "wartosc|kwota|tutari|tutar|toplam",
    ),
    (
        DESCRIPTION,
        "description|item description|item|items|article|product|service|particulars|details|*bezeichnung|*beschreibung|"
        "produkt|leistung|"
        "artikel|text|ware|designation|libelle|prestation|descrizione|prodotto|descripcion|concepto|omschrijving|"
        "nazwa towaru|nazwa|"
        "opis|aciklama|mal hizmet|urun|hizmet",
    ),
    (
        OTHER,
        "pos|no|nr|line|unit|einheit|*einheit|me|ust|mwst|vat|tax|gst|discount|disc|rabatt|tva|iva|btw|kdv|date|datum|remise|"
        "sconto|descuento|korting|rabat|iskonto|jm|um|udm|birim|ref|vke",
    ),
)


@dataclass(frozen=True)
class Column:
    """A column.

    Attributes:
        role: what it holds.
        box: around its name.
        line: which line of an entry holds what the role says; 1 where the name says "code" above "description".
    """

    role: str
    box: Box
    line: int = 0


@dataclass(frozen=True)
class Head:
    """The head of a table: its columns from left to right, its first row and its last."""

    columns: tuple[Column, ...]
    first_row: int
    last_row: int

    def of(self, role: str) -> tuple[int, ...]:
        """The columns with a role."""
        return tuple(index for index, column in enumerate(self.columns) if column.role == role)

    def under(self, box: Box) -> int | None:
        """The column under whose name a box stands; None for none."""
        shares = [overlap(box, column.box, axis=0) for column in self.columns]
        best = max(range(len(shares)), key=lambda index: (shares[index], -index))
        return best if shares[best] > 0 else None

    def column_of(self, box: Box) -> int:
        """The column a box stands in: the one under whose name it stands, else the one whose edge is nearest."""
        under = self.under(box)
        if under is not None:
            return under
        edges = [min(abs(box[0] - column.box[0]), abs(box[2] - column.box[2])) for column in self.columns]
        return min(range(len(edges)), key=lambda index: (edges[index], index))


Roles = dict[int, str]  # the cells that name a column, by their index


def roles_of(layout: Layout) -> Roles:
    """What the cells of a document would name, were they heads of columns."""
    found: Roles = {}
    for role, names in _names():
        for cell, _, _ in layout.find(names):
            if len(cell.text) <= _LONGEST:
                found.setdefault(cell.index, role)
    return found


def heads(layout: Layout, has_amount: frozenset[int], roles: Roles) -> list[Head]:
    """Every head of a table of goods, top to bottom.

    Args:
        layout: the document.
        has_amount: rows with an amount of money; those are no heads.
        roles: see :func:`roles_of`.
    """
    found: list[Head] = []
    for index, row in enumerate(layout.rows):
        named = [roles.get(cell.index) for cell in row]
        if index in has_amount or (found and index <= found[-1].last_row):
            continue
        if len(set(named) & {QUANTITY, PRICE, TOTAL}) >= 1 and sum(role is not None for role in named) >= 2:
            head = _head(layout, index, has_amount, roles)
            if head is not None:
                found.append(head)
    return found


def is_heading(row: tuple[Cell, ...], roles: Roles) -> bool:
    """Whether a row without amounts names three columns or more: another table begins."""
    return sum(cell.index in roles for cell in row) >= 3


def _head(layout: Layout, main: int, has_amount: frozenset[int], roles: Roles) -> Head | None:
    """The head around its main row; None when it names no goods or no amounts."""
    first = last = main
    while first > 0 and main - first < HEAD_ROWS and _joins(layout, first - 1, first, has_amount, roles):
        first -= 1
    while last + 1 < len(layout.rows) and last - main < HEAD_ROWS and _joins(layout, last + 1, last, has_amount, roles):
        last += 1
    names = [name for row in layout.rows[first : last + 1] for cell in row for name in _parted(layout, cell)]
    groups: list[list[_Name]] = []
    for name in sorted(names, key=lambda name: name[1][0]):
        group = next((group for group in groups if any(overlap(name[1], other[1], axis=0) > 0 for other in group)), None)
        if group is None:
            groups.append([name])
        else:
            group.append(name)
    columns = _counted(tuple(_column(group) for group in groups))
    named = [column.role for column in columns]
    if not {TOTAL, PRICE} & set(named) or len(columns) < 2 or DESCRIPTION not in named:
        return None
    return Head(columns, first, last)


def _counted(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Of two columns called "amount" or the like, where none is called a quantity, the one before the goods counts them."""
    roles = [column.role for column in columns]
    if QUANTITY in roles or roles.count(TOTAL) < 2 or DESCRIPTION not in roles:
        return columns
    first = roles.index(TOTAL)
    if first > roles.index(DESCRIPTION):
        return columns
    return (*columns[:first], replace(columns[first], role=QUANTITY), *columns[first + 1 :])


def _parted(layout: Layout, cell: Cell) -> list[_Name]:
    """The names in one cell of a head, taken apart where another begins: one blank may be all that parts them."""
    words = layout.words_of(cell)
    texts = [text for text, _ in words]
    offsets = [len(" ".join(texts[:index])) + bool(index) for index in range(len(texts))]
    folded = Text(fold(" ".join(texts)))
    spans = sorted(
        (start, -end, role)
        for role, names in _names()
        for start, end in names.find(folded)
        if not folded.folded[:start].endswith("-")
    )
    begins: list[tuple[int, str]] = []
    covered = 0
    for start, end, role in spans:
        if start < covered:
            continue
        covered = -end
        between = folded.folded[begins[-1][0] if begins else 0 : start]
        if start in offsets and (not begins or (role != begins[-1][1] and not _PREPOSITION.search(between))):
            begins.append((start, role))
    cuts = [offsets.index(start) for start, _ in begins[1:]]
    pieces = [words[start:end] for start, end in zip([0, *cuts], [*cuts, len(words)], strict=True)]
    return [(" ".join(text for text, _ in piece), union([box for _, box in piece]) or cell.box) for piece in pieces]


def _joins(layout: Layout, row: int, beside: int, has_amount: frozenset[int], roles: Roles) -> bool:
    """Whether a row belongs to the head that the row beside it is part of: close by, without numbers, short."""
    one, other = layout.rows[row], layout.rows[beside]
    if row in has_amount or one[0].page_index != other[0].page_index:
        return False
    gap = max(one[0].box[1], other[0].box[1]) - min(one[0].box[3], other[0].box[3])
    short = all(len(cell.text) <= _LONGEST and not any(map(str.isdigit, cell.text)) for cell in one)
    under = all(any(overlap(cell.box, named.box, axis=0) > 0 for named in other) or cell.index in roles for cell in one)
    return short and under and gap <= NEAR * other[0].height


def _column(names: list[_Name]) -> Column:
    ordered = sorted(names, key=lambda name: name[1][1])
    box = union([box for _, box in ordered]) or ordered[0][1]
    each = [_role(text) for text, _ in ordered]
    if each[0] == OTHER and DESCRIPTION in each:
        return Column(DESCRIPTION, box, each.index(DESCRIPTION))
    return Column(_role(" ".join(text for text, _ in ordered).replace("- ", "")) or OTHER, box)


def _role(text: str) -> str | None:
    """What a column of this name holds; None for words that name none."""
    if len(text) > 3 * _LONGEST:
        return None
    folded = Text(fold(squeeze(text)))
    return next((role for role, names in _names() if next(names.find(folded), None) is not None), None)


@cache
def _names() -> tuple[tuple[str, Phrases], ...]:
    return tuple((role, Phrases(words.split("|"))) for role, words in _ROLES)
