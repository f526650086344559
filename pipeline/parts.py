"""What each stage after the read stage adds to a Record: type, fields, personal data, quality.

Spans are (start, end) offsets in ``record.text``. Pages count from 0 as ``page_index``, from 1 as ``page``.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from msgspec import Struct, structs

from pipeline.pages import Box, union

FieldKind = Literal["text", "identifier", "date", "amount", "currency", "items", "taxes"]
FieldValue = str | Decimal | list[dict[str, Any]]


class Classification(Struct, frozen=True):
    """The document's type, how sure that is (0–1) and how it was found: ``deterministic`` | ``hint`` | ``fallback``."""

    document_type: str
    confidence: float
    method: str


class LineItem(Struct, frozen=True):
    """One row of an invoice, receipt or statement. Absent cells are None, never guessed."""

    description: str
    quantity: Decimal | None = None
    unit_price: Decimal | None = None
    total: Decimal | None = None


class TaxLine(Struct, frozen=True):
    """One line of a tax breakdown: category (UNTDID 5305, such as ``S``, or the dialect's own), rate in per cent, base, tax."""

    category: str
    rate: Decimal | None = None
    base: Decimal | None = None
    amount: Decimal | None = None


class Field(Struct, frozen=True):
    """One extracted value, typed, with the text it came from.

    Attributes:
        name: as in the contract, such as ``total_amount``.
        kind: decides the type of :attr:`value`.
        canonical: the value as text: ISO date, plain decimal, ISO 4217 code, or cleaned text.
        text: as it stands in the document.
        confidence: in [0, 1].
        method: ``deterministic`` | ``native_xml`` | ``table``.
        start, end: its span of ``record.text``; None when it comes from embedded data.
        page_index, bbox: where it stands; ``page`` counts from 1. None where the format has no geometry.
        items: the rows, when ``kind`` is ``items``.
        taxes: the rows, when ``kind`` is ``taxes``.
    """

    name: str
    kind: FieldKind
    canonical: str
    text: str
    confidence: float
    method: str
    start: int | None = None
    end: int | None = None
    page_index: int | None = None
    bbox: Box | None = None
    items: tuple[LineItem, ...] = ()
    taxes: tuple[TaxLine, ...] = ()

    @property
    def value(self) -> FieldValue:
        """Decimal for amounts, a list of dicts for items and taxes, else text (dates as YYYY-MM-DD)."""
        if self.kind == "amount":
            return Decimal(self.canonical)
        if self.kind in ("items", "taxes"):
            return [structs.asdict(row) for row in self.items or self.taxes]
        return self.canonical

    @property
    def page(self) -> int | None:
        """The page number, from 1."""
        return None if self.page_index is None else self.page_index + 1


class FieldSet(Struct, frozen=True):
    """The fields of a document, and which ones its type expects.

    Attributes:
        expected: names in schema order; empty for types without a schema.
        found: at most one Field a name: those expected in schema order, then what an e-invoice says beyond them.
        warnings: failed checks, such as "net and tax do not add up to the total".
    """

    expected: tuple[str, ...] = ()
    found: tuple[Field, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def by_name(self) -> dict[str, Field]:
        """Name to Field, for the fields that were found."""
        return {field.name: field for field in self.found}

    @property
    def fill_rate(self) -> float | None:
        """Share of the expected fields that were found, in [0, 1]; None without a schema."""
        if not self.expected:
            return None
        return sum(field.name in self.expected for field in self.found) / len(self.expected)

    @property
    def methods(self) -> dict[str, str | None]:
        """Every expected name to the method that filled it; None when it is empty."""
        found = {field.name: field.method for field in self.found}
        return {name: found.get(name) for name in self.expected}


class PIIFinding(Struct, frozen=True):
    """One piece of personal data, with the reason it was taken for one.

    Attributes:
        type: canonical name, such as ``iban_de``.
        text, start, end: the words found and their span.
        confidence: in [0, 1].
        rule: what found it, such as ``checksum:mod97`` or ``ner:PERSON``.
        page_index, boxes: where it stands, one box a line; empty where the format has no geometry.
        replacement: what masking puts in its place; None when masking is off.
        entity: canonical form that all mentions of the same person or number share: "Ms Kowalska" and "ANNA KOWALSKA" have
            one, and so have a number with and without spaces. Empty where nothing linked it; then the text stands for itself.
    """

    type: str
    text: str
    start: int
    end: int
    confidence: float
    rule: str
    page_index: int | None = None
    boxes: tuple[Box, ...] = ()
    replacement: str | None = None
    entity: str = ""

    @property
    def page(self) -> int | None:
        """The page number, from 1."""
        return None if self.page_index is None else self.page_index + 1

    @property
    def bbox(self) -> Box | None:
        """The box around all its boxes."""
        return union(self.boxes)


class Privacy(Struct, frozen=True):
    """What the PII stage found and did.

    Attributes:
        findings: disjoint, in order of their start.
        masked_text: the text with every finding replaced; equal to the text when masking is off.
        applied: masking was on and at least one finding was replaced.
        masked_values: field values that stand nowhere in the text (those of an e-invoice) and hold personal data: value to
            masked value; empty when masking is off.
    """

    findings: tuple[PIIFinding, ...]
    masked_text: str
    applied: bool
    masked_values: dict[str, str] = {}


class Quality(Struct, frozen=True):
    """The grade and what it rests on.

    Attributes:
        score: in [0, 1], two decimals.
        grade: A ≥ 0.90, B ≥ 0.75, C ≥ 0.50, else D, read off the rounded score.
        factors: name to measured signal; None where a signal does not apply (no OCR ran).
        reasons: why the score is not 1, in words.
        warnings: what a reader should know.
    """

    score: float
    grade: str
    factors: dict[str, float | None]
    reasons: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
