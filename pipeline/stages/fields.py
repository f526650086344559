"""The fields stage: typed values with their place on the page; of an e-invoice, what its XML says."""

from __future__ import annotations

from importlib.metadata import version
from typing import ClassVar

from msgspec import structs

from pipeline.exceptions import UnreadableError
from pipeline.fields.einvoice.dialects import read_einvoice
from pipeline.fields.einvoice.fill import fill
from pipeline.fields.einvoice.model import EInvoice
from pipeline.fields.extract import extract
from pipeline.fields.schema import GENERAL
from pipeline.readers.einvoice import invoice_xml
from pipeline.readers.sniff import XML
from pipeline.record import FieldSet, Record
from pipeline.stage import Deadline, Stage


class FieldsStage(Stage):
    """Fills the fields that the schema of the document's type expects; ``general`` documents have none.

    An invoice that is XML (UBL, CII, FatturaPA) or carries it (Factur-X, ZUGFeRD) gets its fields from there, and a warning
    where the page shows something else.
    """

    name: ClassVar[str] = "fields"
    version: ClassVar[int] = 2
    reads: ClassVar[frozenset[str]] = frozenset({"text", "pages", "language", "classification"})
    writes: ClassVar[frozenset[str]] = frozenset({"fields"})

    def __init__(self) -> None:
        self.options = None
        self.engines = (f"python-stdnum {version('python-stdnum')}",)

    def run(self, record: Record, deadline: Deadline) -> Record:
        """The record with its fields."""
        deadline.check()
        document_type = record.classification.document_type if record.classification else GENERAL
        if document_type != "invoice":
            return structs.replace(record, fields=extract(record, document_type))
        return structs.replace(record, fields=_invoice(record))


def _invoice(record: Record) -> FieldSet:
    try:
        found = _native(record)
    except UnreadableError:
        page = extract(record, "invoice")
        return structs.replace(page, warnings=(*page.warnings, "The embedded e-invoice is damaged; the page was read instead."))
    if found is None:
        return extract(record, "invoice")
    return fill(record, found, None if record.document.media_type == XML else extract(record, "invoice"))


def _native(record: Record) -> EInvoice | None:
    """The e-invoice a document is or carries.

    Raises:
        UnreadableError: it carries XML that cannot be parsed.
    """
    found = map(read_einvoice, invoice_xml(record.source, record.document.media_type))
    return next((invoice for invoice in found if invoice is not None), None)
