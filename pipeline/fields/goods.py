"""Line items from a table with a head: every row with an amount under "total" is one, its other cells read by their columns."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from pipeline.fields.amounts import parse_amount
from pipeline.fields.candidates import Candidate, Reading
from pipeline.fields.columns import DESCRIPTION, PRICE, QUANTITY, TOTAL, Head, Roles, heads, is_heading, roles_of
from pipeline.fields.described import Line, is_remark, name_of, width_of
from pipeline.fields.lines import Cell, Layout
from pipeline.fields.phrases import Phrases, Text
from pipeline.fields.text import fold
from pipeline.record import Box, LineItem

CENT = Decimal("0.01")
BLANK = 0.5  # gap between two words beyond which it may be one between columns, in heights of the line
_DIGITS = re.compile(
    r"(?<![^\W_])[-+]?\d[\d.,'\u00a0\u202f]*(?: \d{3}(?!\d)[\d.,]*)*-?(?![^\W_]|\s?%)"
)  # no part of a word, no percentage
_DISCOUNTS = "discount|less|*rabatt|abzgl|abzuglich|*nachlass|*abschlag|remise|sconto|descuento|korting|rabat|iskonto"
_SUMS = (
    "sub total|subtotal|total|grand total|amount due|balance due|shipping|freight|*summe|*betrag|gesamt|netto|zuzuglich|zzgl|"
)
_SUMS += (
    "ubertrag|versandkosten|transportkosten|total ht|sous total|totale|imponibile|base imponible|totaal|subtotaal|razem|suma|"
)
_SUMS += "toplam|ara toplam|kdv|vat|tax|mwst|ust|tva|iva|btw"


@dataclass
class _Item:
    """An item under construction."""

    start: int
    end: int
    quantity: Decimal | None
    price: Decimal | None
    total: Decimal
    lines: list[Line] = field(default_factory=list)


def goods(reading: Reading) -> Candidate | None:
    """The line items of the tables with a head, up to the first sum; None when there are none."""
    layout = reading.layout
    with_money = frozenset(
        index for index, row in enumerate(layout.rows) if any(amount.money for cell in row for amount in reading.amounts(cell))
    )
    roles = roles_of(layout)
    found = heads(layout, with_money, roles)
    items: list[tuple[_Item, LineItem]] = []
    for place, head in enumerate(found):
        stop = found[place + 1].first_row if place + 1 < len(found) else len(layout.rows)
        rows, summed = _rows(reading, head, stop, with_money, roles)
        items += _made(rows, head)
        if summed:
            break
    if not items:
        return None
    fitting = sum(_fits(made) for _, made in items) / len(items)
    text = "; ".join(made.description for _, made in items)
    made = tuple(made for _, made in items)
    return Candidate(text, items[0][0].start, items[-1][0].end, 0.5 + 0.45 * fitting, items=made)


def _rows(reading: Reading, head: Head, stop: int, with_money: frozenset[int], roles: Roles) -> tuple[list[_Item], bool]:
    """The items between a head and a row, and whether a sum ended them."""
    found: list[_Item] = []
    counted = bool(head.of(QUANTITY) or head.of(PRICE))
    for index in range(head.last_row + 1, stop):
        row = reading.layout.rows[index]
        if index not in with_money and is_heading(row, roles):
            return found, True
        parts = _parts(reading.layout, head, row)
        total = _number(parts, head.of(TOTAL)[-1:] or head.of(PRICE)[-1:], reading)
        quantity, price = _number(parts, head.of(QUANTITY), reading), _number(parts, head.of(PRICE), reading)
        lines = [Line(text, box) for column, text, box in parts if column in head.of(DESCRIPTION)]
        words = " ".join(text for _, text, _ in parts)
        is_sum = index in with_money and quantity is None and _has(_sums(), words)
        if is_sum and (not lines or not counted or price is None):
            return found, True
        if total is not None and price is None and found and _has(_discounts(), words):
            found[-1].total += min(total, Decimal(0))  # a discount on the line before; what is not negative only explains one
            continue
        if total is not None and (quantity is not None or price is not None or not counted):
            found.append(_Item(row[0].start, row[-1].end, quantity, price, total))
        if found and lines:
            found[-1].lines += lines
            found[-1].end = max(found[-1].end, row[-1].end)
    return found, False


def _made(found: list[_Item], head: Head) -> list[tuple[_Item, LineItem]]:
    """The items with a name of letters."""
    described = head.columns[head.of(DESCRIPTION)[0]]
    edge = min((column.box[0] for column in head.columns if column.box[0] > described.box[2]), default=float("inf"))
    width = width_of((line for item in found for line in item.lines[described.line :]), edge)
    made = [
        (item, LineItem(name_of(item.lines[described.line :] or item.lines, width), item.quantity, item.price, item.total))
        for item in found
    ]
    return [(item, line) for item, line in made if any(map(str.isalpha, line.description))]


_Part = tuple[int, str, Box]


def _parts(layout: Layout, head: Head, row: tuple[Cell, ...]) -> list[_Part]:
    """A row's words by column: column, text, box. A cell that goes over into a column is taken apart where it enters it."""
    found: list[_Part] = []
    for cell in row:
        words = layout.words_of(cell)
        if is_remark(cell.text):
            found.append((head.column_of(words[0][1]), cell.text, cell.box))
            continue
        column, end = head.column_of(words[0][1]), words[0][1][2]
        found.append((column, *words[0]))
        for text, box in words[1:]:
            under = head.under(box)
            apart = box[0] - end > BLANK * cell.height or any(map(str.isdigit, text))
            end = box[2]
            if under is not None and under != column and apart:
                column = under
                found.append((column, text, box))
            else:
                _, before, whole = found[-1]
                found[-1] = (column, f"{before} {text}", (whole[0], min(whole[1], box[1]), box[2], max(whole[3], box[3])))
    return found


def _number(parts: list[_Part], columns: tuple[int, ...], reading: Reading) -> Decimal | None:
    """The last number in the first of these columns that has one: a neighbour's may have slipped in before it."""
    for column in columns:
        words = [match.group() for place, text, _ in parts if place == column for match in _DIGITS.finditer(text)]
        found = [value for word in words if (value := parse_amount(word, reading.decimal)) is not None]
        if found:
            return found[-1]
    return None


@cache
def _discounts() -> Phrases:
    return Phrases(_DISCOUNTS.split("|"))


@cache
def _sums() -> Phrases:
    return Phrases(_SUMS.split("|"))


def _has(phrases: Phrases, text: str) -> bool:
    return next(phrases.find(Text(fold(text))), None) is not None


def _fits(item: LineItem) -> bool:
    if item.quantity is None or item.unit_price is None or item.total is None:
        return False
    return abs(item.quantity * item.unit_price - item.total) <= CENT
