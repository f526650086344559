"""Line items: rows that end in an amount, between the table's head and its sums.

A first version: one row of amounts an item, wrapped description lines joined to the item above (invoices) or below (receipts,
where tills print the name first). Rows are told apart by amounts, not by ruled lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.fields.candidates import Candidate, Reading
from pipeline.fields.lines import Cell
from pipeline.fields.text import fold, squeeze
from pipeline.record import LineItem

_HEAD = re.compile(
    r"(?<![^\W_])(?:description|item|items|article|product|qty|quantity|unit price|price|amount|s/price|u/price|total|"
    r"bezeichnung|artikel|artikelbezeichnung|artikelbeschreibung|beschreibung|produkt|menge|preis|einzelpreis|nettopreis|betrag|"
    r"summe|gesamt|gesamtbetrag|nettowert|designation|quantite|prix|montant|descrizione|quantita|prezzo|importo|"
    r"descripcion|cantidad|precio|importe|omschrijving|aantal|prijs|bedrag|nazwa|ilosc|cena|wartosc|kwota|"
    r"aciklama|urun|miktar|birim fiyat|fiyat|tutar)(?![^\W\d_])"
)
_END = re.compile(
    r"(?<![^\W_])(?:sub\s?-?total|total|summe|zwischensumme|rechnungssumme|gesamtbetrag|nettobetrag|belegsummen|zahlungsbedingungen|"
    r"positionssumme|steuerbasisbetrag|"
    r"summe netto|totale|imponibile|base imponible|totaal|subtotaal|razem|suma|toplam|ara toplam|"
    r"amount due|rounding|cash|change|gst|discount total|item count)(?![^\W\d_])"
)
_NOISE = re.compile(r"^[\d\W_]*$")


@dataclass
class _Open:
    """An item under construction."""

    parts: list[str]
    numbers: list[Decimal]
    start: int
    end: int


def line_items(reading: Reading, *, name_first: bool = False) -> Candidate | None:
    """All line items of a document; None when no table was found.

    Args:
        reading: the document.
        name_first: descriptions without amounts belong to the amounts below them, as on till receipts.
    """
    items = [item for item in _collect(reading, name_first) if item.numbers]
    rows = [(_row(item), item) for item in items]
    kept = [(row, item) for row, item in rows if row is not None]
    if not kept:
        return None
    fitting = sum(row.quantity is not None and row.unit_price is not None for row, _ in kept)
    score = 0.4 + 0.5 * fitting / len(kept)
    found = tuple(row for row, _ in kept)
    text = "; ".join(row.description for row in found)
    return Candidate(text, kept[0][1].start, kept[-1][1].end, score, items=found)


def _collect(reading: Reading, name_first: bool) -> Iterator[_Open]:
    inside, current, waiting = False, None, list[Cell]()
    for index, row in enumerate(reading.layout.rows):
        text = fold(reading.layout.row_text(index))
        amounts = [amount for cell in row for amount in reading.amounts(cell)]
        money = any(amount.money for amount in amounts)
        if not inside:
            inside = len(set(_HEAD.findall(text))) >= 2 and not money
            continue
        if _END.search(text) and (money or not name_first):
            break
        names = [cell for cell in row if not _NOISE.match(_named(cell, reading)) and len(_named(cell, reading)) > 1]
        if money:
            if current is not None:
                yield current
            described = waiting + names if name_first else names
            numbers = [amount.value for amount in amounts]
            current = _Open(
                [_named(cell, reading) for cell in described], numbers, (described or list(row))[0].start, row[-1].end
            )
            waiting = []
        elif name_first:
            waiting = names[:1] if names else waiting
        elif current is not None and names and not _HEAD.search(text):
            current.parts += [cell.text for cell in names]
            current.end = max(current.end, names[-1].end)
    if current is not None:
        yield current


def _named(cell: Cell, reading: Reading) -> str:
    """A cell's words before its first amount."""
    first = next((amount for amount in reading.amounts(cell) if amount.money), None)
    return cell.text[: first.start].strip() if first is not None else cell.text


def _row(item: _Open) -> LineItem | None:
    """A row's numbers as quantity, price and total: the pair before the total whose product it is."""
    total = item.numbers[-1]
    description = squeeze(" ".join(item.parts))
    if not any(char.isalpha() for char in description):
        return None
    cent = Decimal("0.01")
    for last in range(len(item.numbers) - 1, 1, -1):
        total = item.numbers[last]
        for first in range(last):
            for second in range(last):
                one, two = item.numbers[first], item.numbers[second]
                if first != second and first < second and abs(one * two - total) <= cent and one:
                    quantity, price = (
                        (one, two) if one == one.to_integral_value() or two != two.to_integral_value() else (two, one)
                    )
                    return LineItem(description, quantity, price, total)
    return LineItem(description, None, None, item.numbers[-1])
