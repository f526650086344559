"""The classify stage: which kind of document this is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from msgspec import structs

from pipeline.doctypes import DocumentType
from pipeline.exceptions import ConfigError, UnreadableError
from pipeline.fields.einvoice.dialects import is_einvoice
from pipeline.fields.schema import DOCUMENT_TYPES
from pipeline.fields.types import AUTO, classify
from pipeline.readers.einvoice import invoice_xml
from pipeline.record import Classification, Record
from pipeline.stage import Deadline, Stage


@dataclass(frozen=True, slots=True)
class ClassifyOptions:
    """How documents are classified.

    Attributes:
        document_type_hint: the type, when the caller knows it; None or ``auto`` to find out.
        types: types of your own, beside those built in.
    """

    document_type_hint: str | None = None
    types: tuple[DocumentType, ...] = ()

    def __post_init__(self) -> None:
        known = dict.fromkeys((*DOCUMENT_TYPES, *(declared.name for declared in self.types)))
        if self.document_type_hint not in (None, AUTO, *known):
            raise ConfigError(f"document_type_hint must be {AUTO} or one of {', '.join(known)}.")


class ClassifyStage(Stage):
    """Decides the document type, which decides the fields. What is an e-invoice, or carries one, is an invoice."""

    name: ClassVar[str] = "classify"
    version: ClassVar[int] = 2
    reads: ClassVar[frozenset[str]] = frozenset({"text", "pages"})
    writes: ClassVar[frozenset[str]] = frozenset({"classification"})
    engines: tuple[str, ...] = ()

    def __init__(self, options: ClassifyOptions = ClassifyOptions()) -> None:
        self.options = options

    def run(self, record: Record, deadline: Deadline) -> Record:
        """The record with its classification."""
        deadline.check()
        hint = self.options.document_type_hint
        if hint in (None, AUTO) and _is_einvoice(record):
            return structs.replace(record, classification=Classification("invoice", 1.0, "deterministic"))
        return structs.replace(record, classification=classify(record, hint, self.options.types))


def _is_einvoice(record: Record) -> bool:
    """Whether the document is an e-invoice or carries one; damaged XML is none."""
    try:
        return any(map(is_einvoice, invoice_xml(record.source, record.document.media_type)))
    except UnreadableError:
        return False
