"""Fields a user has declared, as specs and candidates like those of the built-in schemas."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pipeline.doctypes import DocumentField, DocumentType
from pipeline.fields.amounts import find_currencies, parse_amount, plain
from pipeline.fields.candidates import Candidate, Reading, find_labels, values_of
from pipeline.fields.dates import parse_date
from pipeline.fields.phrases import Phrases
from pipeline.fields.schema import SCHEMAS, FieldSpec
from pipeline.fields.text import fold, squeeze

MATCHED = 0.9  # belief in a value beside its label that matches the pattern
ALONE = 0.75  # the same without a label


def schema_of(document_type: str, types: Iterable[DocumentType]) -> tuple[FieldSpec, ...]:
    """The fields of a type, built in or declared, each with its own in the place of one of the same name."""
    specs = {spec.name: spec for spec in SCHEMAS.get(document_type, ())}
    for declared in types:
        if declared.name == document_type:
            specs |= {field.name: _spec(field) for field in declared.fields}
    return tuple(specs.values())


def declared_of(document_type: str, types: Iterable[DocumentType]) -> dict[str, DocumentField]:
    """The declared fields of a type by name."""
    return {field.name: field for declared in types if declared.name == document_type for field in declared.fields}


@lru_cache(maxsize=64)
def words_of(declared: DocumentType) -> Phrases:
    """The words that name a declared type."""
    return Phrases(fold(squeeze(word)) for word in declared.words)


def matches(reading: Reading, spec: FieldSpec, field: DocumentField) -> Iterator[Candidate]:
    """The values that match a field's pattern, beside its labels or, where it has none, anywhere."""
    pattern = re.compile(field.pattern)
    if not field.labels:
        for cell in reading.layout.cells:
            yield from _found(reading, field, pattern, cell.text, cell.start, ALONE)
        return
    for hit in find_labels(reading.layout, spec.labels):
        for cell, offset, trust in values_of(reading.layout, hit):
            found = list(_found(reading, field, pattern, cell.text[offset:], cell.start + offset, MATCHED * hit.weight * trust))
            if found:
                yield found[0]
                break


def _found(
    reading: Reading, field: DocumentField, pattern: re.Pattern[str], text: str, offset: int, score: float
) -> Iterator[Candidate]:
    for match in pattern.finditer(text):
        group = "value" if "value" in pattern.groupindex else 0
        value = _typed(reading, field, match[group] or "")
        if value:
            yield Candidate(value, offset + match.start(group), offset + match.end(group), score)


def _typed(reading: Reading, field: DocumentField, text: str) -> str:
    """The text as a value of the field's kind; "" when it is none."""
    if field.kind == "date":
        day = parse_date(text, reading.order)
        return "" if day is None else day.isoformat()
    if field.kind == "amount":
        amount = parse_amount(text, reading.decimal)
        return "" if amount is None else plain(amount)
    if field.kind == "currency":
        return next((code for code, *_ in find_currencies(text)), "")
    return squeeze(text)


def _spec(field: DocumentField) -> FieldSpec:
    labels = tuple(fold(squeeze(label)) for label in field.labels)
    return FieldSpec(field.name, field.kind, field.required, {"own": labels} if labels else {})
