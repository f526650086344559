"""The fields stage: typed values with their place on the page; of an e-invoice, what its XML says."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version
from typing import ClassVar

from msgspec import structs

from pipeline.doctypes import DocumentType
from pipeline.exceptions import UnreadableError
from pipeline.fields.einvoice.dialects import read_einvoice
from pipeline.fields.einvoice.fill import fill
from pipeline.fields.einvoice.model import EInvoice
from pipeline.fields.extract import extract
from pipeline.fields.own import schema_of
from pipeline.fields.schema import GENERAL
from pipeline.readers.einvoice import invoice_xml
from pipeline.readers.sniff import XML
from pipeline.record import FieldSet, Record
from pipeline.stage import Deadline, Stage


@dataclass(frozen=True, slots=True)
class FieldsOptions:
    """What is extracted.

    Attributes:
        types: types and fields of your own, beside those built in.
    """

    types: tuple[DocumentType, ...] = ()


class FieldsStage(Stage):
    """Fills the fields that the schema of the document's type expects; ``general`` documents have none.

    An invoice that is XML (UBL, CII, FatturaPA) or carries it (Factur-X, ZUGFeRD) gets its fields from there, and a warning
    where the page shows something else.
    """

    name: ClassVar[str] = "fields"
    version: ClassVar[int] = 3
    reads: ClassVar[frozenset[str]] = frozenset({"text", "pages", "language", "classification"})
    writes: ClassVar[frozenset[str]] = frozenset({"fields"})

    def __init__(self, options: FieldsOptions = FieldsOptions()) -> None:
        self.options = options
        self.engines = (f"python-stdnum {version('python-stdnum')}",)

    def run(self, record: Record, deadline: Deadline) -> Record:
        """The record with its fields."""
        deadline.check()
        document_type = record.classification.document_type if record.classification else GENERAL
        types = self.options.types
        if document_type != "invoice":
            return structs.replace(record, fields=extract(record, document_type, types))
        return structs.replace(record, fields=_invoice(record, types))


def _invoice(record: Record, types: tuple[DocumentType, ...]) -> FieldSet:
    try:
        found = _native(record)
    except UnreadableError:
        page = extract(record, "invoice", types)
        return structs.replace(page, warnings=(*page.warnings, "The embedded e-invoice is damaged; the page was read instead."))
    if found is None:
        return extract(record, "invoice", types)
    expected = tuple(spec.name for spec in schema_of("invoice", types))
    return fill(record, found, None if record.document.media_type == XML else extract(record, "invoice", types), expected)


def _native(record: Record) -> EInvoice | None:
    """The e-invoice a document is or carries.

    Raises:
        UnreadableError: it carries XML that cannot be parsed.
    """
    found = map(read_einvoice, invoice_xml(record.source, record.document.media_type))
    return next((invoice for invoice in found if invoice is not None), None)
