"""Checks that talk: arithmetic and order between fields, as warnings without document text."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from stdnum import iban

from pipeline.fields import labels as named
from pipeline.fields.candidates import Reading, best
from pipeline.fields.totals import labelled_amounts
from pipeline.record import Field

CENT = Decimal("0.02")  # rounding of a net and a tax, a cent each
ROUNDING = Decimal("0.05")  # tills round to five cents


def warnings(reading: Reading, fields: dict[str, Field]) -> Iterator[str]:
    """What does not fit together."""
    total = _amount(fields, "total_amount")
    if total is not None:
        yield from _net_and_tax(reading, total, fields)
        yield from _items(fields, total)
    account = fields.get("iban")
    if account is not None and not iban.is_valid(account.canonical):
        yield "The check digits of the IBAN are wrong."
    issued, due = fields.get("document_date"), fields.get("due_date")
    if issued is not None and due is not None and due.canonical < issued.canonical:
        yield "The due date is before the document date."
    first, last = fields.get("period_start"), fields.get("period_end")
    if first is not None and last is not None and last.canonical < first.canonical:
        yield "The period ends before it begins."


def _net_and_tax(reading: Reading, total: Decimal, fields: dict[str, Field]) -> Iterator[str]:
    net = best(labelled_amounts(reading, named.NET))
    tax = best(labelled_amounts(reading, named.TAX)) if "tax_amount" not in fields else None
    tax_value = _amount(fields, "tax_amount") if tax is None else tax.amount
    if net is None or tax_value is None or net.amount == total:
        return
    if abs(net.amount + tax_value - total) > ROUNDING:
        yield "Net and tax do not add up to the total."


def _items(fields: dict[str, Field], total: Decimal) -> Iterator[str]:
    items = fields.get("line_items")
    if items is None or any(item.total is None for item in items.items):
        return
    lines = sum((item.total for item in items.items if item.total is not None), Decimal(0))
    if lines > total + ROUNDING or lines * 2 < total:
        yield "The line items do not fit the total."


def _amount(fields: dict[str, Field], name: str) -> Decimal | None:
    return Decimal(fields[name].canonical) if name in fields else None
