"""From a record and its type to typed, checked fields. An empty field is better than a wrong one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from pipeline.doctypes import DocumentType
from pipeline.fields import labels
from pipeline.fields.candidates import Candidate, Reading, best, find_labels, to_field, values_of
from pipeline.fields.checks import warnings
from pipeline.fields.dates import find_dates
from pipeline.fields.days import document_dates, due_dates, labelled_dates
from pipeline.fields.goods import goods
from pipeline.fields.identifiers import ibans, labelled_identifiers, titled_identifiers
from pipeline.fields.items import line_items
from pipeline.fields.own import declared_of, matches, schema_of
from pipeline.fields.parties import labelled_parties, vendors
from pipeline.fields.receipts import payment_methods, receipt_totals
from pipeline.fields.schema import FieldSpec
from pipeline.fields.shops import shop_addresses, shops
from pipeline.fields.text import squeeze
from pipeline.fields.totals import currencies, labelled_amounts, totals
from pipeline.record import Field, FieldSet, Record

LEAST = 0.35  # a candidate believed less than this leaves the field empty

Rule = Callable[[Reading, FieldSpec, dict[str, Candidate]], Iterable[Candidate]]
_PERIOD_TEXT = re.compile(r"^[\s:]*(?P<value>[\w./\- ]{2,40}\d{2,4}[\w./\- ]{0,14})")


def extract(record: Record, document_type: str, types: tuple[DocumentType, ...] = ()) -> FieldSet:
    """The fields of a record under the schema of its type, with what the user has declared for it.

    Returns:
        Expected names in schema order, and what was found of them; empty for ``general`` and unknown types.
    """
    specs, declared = schema_of(document_type, types), declared_of(document_type, types)
    expected = tuple(spec.name for spec in specs)
    if not specs or not record.text.strip():
        return FieldSet(expected)
    reading = Reading.of(record)
    rules = _COMMON | _RECEIPT if document_type == "receipt" else _COMMON
    chosen: dict[str, Candidate] = {}
    for spec in sorted(specs, key=lambda spec: spec.kind in ("currency", "items")):  # a currency looks at the total
        own = declared.get(spec.name)
        rule = (rules if own is None else {}).get(spec.name, _BY_KIND[spec.kind])
        found = best(matches(reading, spec, own) if own and own.pattern else rule(reading, spec, chosen), LEAST)
        if found is not None:
            chosen[spec.name] = found
    fields: dict[str, Field] = {
        spec.name: to_field(record, spec.name, spec.kind, chosen[spec.name]) for spec in specs if spec.name in chosen
    }
    return FieldSet(expected, tuple(fields.values()), tuple(warnings(reading, fields)))


def _dates(reading: Reading, spec: FieldSpec, _: dict[str, Candidate]) -> Iterator[Candidate]:
    return labelled_dates(reading, spec.labels)


def _amounts(reading: Reading, spec: FieldSpec, _: dict[str, Candidate]) -> Iterator[Candidate]:
    return labelled_amounts(reading, spec.labels)


def _identifiers(reading: Reading, spec: FieldSpec, _: dict[str, Candidate]) -> Iterator[Candidate]:
    return labelled_identifiers(reading, spec.labels)


def _numbers(reading: Reading, spec: FieldSpec, _: dict[str, Candidate]) -> Iterator[Candidate]:
    yield from labelled_identifiers(reading, spec.labels)
    yield from titled_identifiers(reading)


def _texts(reading: Reading, spec: FieldSpec, _: dict[str, Candidate]) -> Iterator[Candidate]:
    """What follows a label on its line, or stands in the next cell or under it."""
    for hit in find_labels(reading.layout, spec.labels):
        for cell, offset, trust in values_of(reading.layout, hit, below=1):
            rest = cell.text[offset:]
            start = offset + len(rest) - len(rest.lstrip(" :.*"))
            text = cell.text[start:].rstrip(" ,;")
            if (
                len(text) > 1
                and not text.endswith(":")
                and (offset == 0 or rest.lstrip()[:1] == ":" or spec.name == "governing_law")
            ):
                text = text if spec.name != "governing_law" else re.split(r"[.;]", text)[0]
                yield Candidate(squeeze(text), cell.start + start, cell.start + start + len(text), hit.weight * trust * 0.85)
                break


def _periods(reading: Reading, spec: FieldSpec, _: dict[str, Candidate]) -> Iterator[Candidate]:
    """A month, a year or a span of dates after its label."""
    for hit in find_labels(reading.layout, spec.labels):
        for cell, offset, trust in values_of(reading.layout, hit, below=1):
            match = _PERIOD_TEXT.match(cell.text[offset:])
            if match is not None:
                start = cell.start + offset + match.start("value")
                value = match["value"].rstrip()
                yield Candidate(squeeze(value), start, start + len(value), hit.weight * trust * 0.85)
                break


def _ends(reading: Reading, spec: FieldSpec, chosen: dict[str, Candidate]) -> Iterator[Candidate]:
    """The end of a period: the second date after its start on the line, else by label."""
    start = chosen.get("period_start")
    for cell in reading.layout.cells if start is not None else ():
        if start is not None and cell.start <= start.start < cell.end:
            for found in find_dates(cell.text, reading.order):
                if cell.start + found.start >= start.end:
                    yield Candidate(found.iso, cell.start + found.start, cell.start + found.end, start.score)
                    return
    yield from labelled_dates(reading, spec.labels)


def _parties(reading: Reading, spec: FieldSpec, _: dict[str, Candidate]) -> Iterator[Candidate]:
    return labelled_parties(reading, spec.labels)


def _shop_address(reading: Reading, _: FieldSpec, chosen: dict[str, Candidate]) -> Iterator[Candidate]:
    return shop_addresses(reading, chosen.get("vendor"))


def _currency(reading: Reading, _: FieldSpec, chosen: dict[str, Candidate]) -> Iterator[Candidate]:
    near = next((chosen[name] for name in ("total_amount", "closing_balance", "net_pay", "tax_amount") if name in chosen), None)
    return currencies(reading, near)


def _items(reading: Reading, _: FieldSpec, __: dict[str, Candidate]) -> Iterator[Candidate]:
    found = goods(reading) or line_items(reading)
    return iter(() if found is None else (found,))


def _receipt_items(reading: Reading, _: FieldSpec, __: dict[str, Candidate]) -> Iterator[Candidate]:
    found = line_items(reading, name_first=True)
    return iter(() if found is None else (found,))


_BY_KIND: dict[str, Rule] = {
    "text": _texts,
    "identifier": _identifiers,
    "date": _dates,
    "amount": _amounts,
    "currency": _currency,
    "items": _items,
}
_COMMON: dict[str, Rule] = {
    "vendor": lambda reading, _, __: vendors(reading),
    "buyer": _parties,
    "customer": _parties,
    "recipient": _parties,
    "document_no": _numbers,
    "document_date": lambda reading, _, __: document_dates(reading),
    "due_date": lambda reading, spec, _: due_dates(reading, spec.labels),
    "total_amount": lambda reading, _, __: totals(reading),
    "iban": lambda reading, _, __: ibans(reading),
    "period": _periods,
    "period_end": _ends,
}
_RECEIPT: dict[str, Rule] = {
    "vendor": lambda reading, _, __: shops(reading),
    "vendor_address": _shop_address,
    "total_amount": lambda reading, _, __: receipt_totals(reading),
    "payment_method": lambda reading, _, __: payment_methods(reading),
    "tax_amount": lambda reading, spec, _: labelled_amounts(reading, spec.labels, labels.TAX_IDENTITY),
    "line_items": _receipt_items,
}
