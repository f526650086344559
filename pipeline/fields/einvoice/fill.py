"""From an e-invoice to the fields of an invoice, held against the page where there is one.

Values of the XML are taken as they are: a machine wrote them for machines. Where the page shows something else, the field says
so by its confidence and a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from stdnum import iban

from pipeline.fields.amounts import decimal_separator, find_amounts
from pipeline.fields.dates import day_month_order, find_dates
from pipeline.fields.einvoice.model import EInvoice
from pipeline.record import Field, FieldKind, FieldSet, Record, union

METHOD = "native_xml"
DISAGREES = 0.5  # confidence of a value of which the page shows another one
COMPARED = ("document_no", "document_date", "vendor", "total_amount", "iban")
CENT = Decimal("0.01")
_LONGEST = 300  # characters of a value that is looked for on the page
_LEAST = 4  # letters and digits of a value that tell where it stands; "7" stands everywhere


def fill(record: Record, invoice: EInvoice, page: FieldSet | None, expected: tuple[str, ...]) -> FieldSet:
    """The fields of an e-invoice.

    Args:
        record: with its text; values get their place on the page where they stand there.
        invoice: what the XML says.
        page: the fields read off the page, to compare; None when the document is the XML itself.
        expected: the names in the schema.
    """
    places = _Places.of(record)
    found = tuple(_field(record, name, kind, value, places) for name, kind, value in _values(invoice))
    notes = list(_checks(invoice))
    if page is not None:
        differing = list(_differing(found, page))
        found = tuple(_doubted(field) if field.name in differing else field for field in found)
        notes += [f"The page and the embedded e-invoice disagree on {name}." for name in differing]
    rows = (_items(invoice), _taxes(invoice))
    from_page = () if page is None else page.found  # what the XML leaves out; a MINIMUM profile has no lines
    by_name = {field.name: field for field in (*from_page, *found, *(row for row in rows if row is not None))}
    order = [*expected, *(name for name in by_name if name not in expected)]
    return FieldSet(expected, tuple(by_name[name] for name in order if name in by_name), tuple(notes))


def _values(invoice: EInvoice) -> Iterator[tuple[str, FieldKind, str]]:
    """Name, kind and value of every field that has one."""
    values: tuple[tuple[str, FieldKind, str | Decimal | None], ...] = (
        ("vendor", "text", invoice.seller.name),
        ("document_no", "identifier", invoice.number),
        ("document_date", "date", invoice.issued),
        ("due_date", "date", invoice.due),
        ("total_amount", "amount", invoice.total),
        ("currency", "currency", invoice.currency),
        ("iban", "identifier", invoice.iban),
        ("vendor_address", "text", invoice.seller.address),
        ("vendor_tax_id", "identifier", invoice.seller.tax_id),
        ("buyer", "text", invoice.buyer.name),
        ("buyer_address", "text", invoice.buyer.address),
        ("buyer_tax_id", "identifier", invoice.buyer.tax_id),
        ("net_amount", "amount", invoice.net),
        ("tax_amount", "amount", invoice.tax),
        ("type_code", "identifier", invoice.type_code),
    )
    for name, kind, value in values:
        if value not in (None, ""):
            yield name, kind, format(value, "f") if isinstance(value, Decimal) else str(value)


def _field(record: Record, name: str, kind: FieldKind, value: str, places: _Places) -> Field:
    span = places.find(kind, value)
    if span is None:
        return Field(name, kind, value, value, 1.0, METHOD)
    page_index, boxes = record.place(*span)
    box = union(boxes)
    rounded = None if box is None else (round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2))
    return Field(name, kind, value, record.text[span[0] : span[1]], 1.0, METHOD, *span, page_index, rounded)


def _items(invoice: EInvoice) -> Field | None:
    if not invoice.lines:
        return None
    text = "; ".join(line.description for line in invoice.lines)
    return Field("line_items", "items", text, text, 1.0, METHOD, items=invoice.lines)


def _taxes(invoice: EInvoice) -> Field | None:
    if not invoice.taxes:
        return None
    text = "; ".join(" ".join(str(part) for part in (line.category, line.rate, line.amount) if part) for line in invoice.taxes)
    return Field("tax_breakdown", "taxes", text, text, 1.0, METHOD, taxes=invoice.taxes)


def _differing(found: tuple[Field, ...], page: FieldSet) -> Iterator[str]:
    """The names of fields the page does not show, while it shows another value for them."""
    shown = page.by_name
    for field in found:
        other = shown.get(field.name)
        if field.name in COMPARED and field.start is None and other is not None and not _same(field, other):
            yield field.name


def _same(one: Field, other: Field) -> bool:
    if one.kind == "amount":
        return abs(Decimal(one.canonical) - Decimal(other.canonical)) < CENT
    ours, theirs = _letters(one.canonical), _letters(other.canonical)
    if one.kind == "text":  # some put more than the name into the name
        return ours in theirs or theirs in ours
    return ours == theirs


def _doubted(field: Field) -> Field:
    return Field(field.name, field.kind, field.canonical, field.text, DISAGREES, field.method)


def _checks(invoice: EInvoice) -> Iterator[str]:
    """What does not fit together in the XML itself: EN 16931-1 rules BR-CO-14 and BR-CO-15, order of days, check digits."""
    if invoice.others:
        yield f"The file holds {invoice.others + 1} invoices; the fields are those of the first."
    if invoice.net is not None and invoice.total is not None and abs(invoice.net + (invoice.tax or 0) - invoice.total) > CENT:
        yield "Net and tax do not add up to the total."
    amounts = [line.amount for line in invoice.taxes if line.amount is not None]
    if invoice.tax is not None and amounts and abs(sum(amounts) - invoice.tax) > CENT:
        yield "The tax breakdown does not add up to the tax."
    if invoice.issued and invoice.due and invoice.due < invoice.issued:
        yield "The due date is before the document date."
    if invoice.iban and not iban.is_valid(invoice.iban):
        yield "The check digits of the IBAN are wrong."


@dataclass(frozen=True)
class _Places:
    """Where the dates and amounts of a text stand, and the text itself for the rest."""

    text: str
    dates: dict[str, tuple[int, int]]
    amounts: dict[Decimal, tuple[int, int]]

    @classmethod
    def of(cls, record: Record) -> _Places:
        text, language = record.text, record.language
        decimal, order = decimal_separator(text, language), day_month_order(text, language)
        dates = {found.iso: (found.start, found.end) for found in reversed(list(find_dates(text, order)))}
        amounts = {found.value: (found.start, found.end) for found in find_amounts(text, decimal)}  # sums stand last
        return cls(text, dates, amounts)

    def find(self, kind: FieldKind, value: str) -> tuple[int, int] | None:
        if kind == "date":
            return self.dates.get(value)
        if kind == "amount":
            return self.amounts.get(Decimal(value))
        letters = _letters(value)
        if not _LEAST <= len(letters) <= _LONGEST:
            return None
        found = re.search(r"(?<![^\W_])" + r"[\W_]*".join(letters) + r"(?![^\W_])", self.text, re.IGNORECASE)
        return None if found is None else found.span()


def _letters(text: str) -> str:
    """Letters and digits, upper-cased."""
    return "".join(char for char in text.upper() if char.isalnum())
