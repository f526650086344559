"""The fields stage: typed values with their place on the page."""

from __future__ import annotations

from importlib.metadata import version
from typing import ClassVar

from msgspec import structs

from pipeline.fields.extract import extract
from pipeline.fields.schema import GENERAL
from pipeline.record import Record
from pipeline.stage import Deadline, Stage


class FieldsStage(Stage):
    """Fills the fields that the schema of the document's type expects; ``general`` documents have none."""

    name: ClassVar[str] = "fields"
    version: ClassVar[int] = 1
    reads: ClassVar[frozenset[str]] = frozenset({"text", "pages", "language", "classification"})
    writes: ClassVar[frozenset[str]] = frozenset({"fields"})

    def __init__(self) -> None:
        self.options = None
        self.engines = (f"python-stdnum {version('python-stdnum')}",)

    def run(self, record: Record, deadline: Deadline) -> Record:
        """The record with its fields."""
        deadline.check()
        document_type = record.classification.document_type if record.classification else GENERAL
        return structs.replace(record, fields=extract(record, document_type))
