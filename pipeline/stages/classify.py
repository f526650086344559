"""The classify stage: which kind of document this is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from msgspec import structs

from pipeline.exceptions import ConfigError
from pipeline.fields.schema import DOCUMENT_TYPES
from pipeline.fields.types import AUTO, classify
from pipeline.record import Record
from pipeline.stage import Deadline, Stage


@dataclass(frozen=True, slots=True)
class ClassifyOptions:
    """How documents are classified.

    Attributes:
        document_type_hint: the type, when the caller knows it; None or ``auto`` to find out.
    """

    document_type_hint: str | None = None

    def __post_init__(self) -> None:
        if self.document_type_hint not in (None, AUTO, *DOCUMENT_TYPES):
            raise ConfigError(f"document_type_hint must be {AUTO} or one of {', '.join(DOCUMENT_TYPES)}.")


class ClassifyStage(Stage):
    """Decides the document type, which decides the fields."""

    name: ClassVar[str] = "classify"
    version: ClassVar[int] = 1
    reads: ClassVar[frozenset[str]] = frozenset({"text", "pages"})
    writes: ClassVar[frozenset[str]] = frozenset({"classification"})
    engines: tuple[str, ...] = ()

    def __init__(self, options: ClassifyOptions = ClassifyOptions()) -> None:
        self.options = options

    def run(self, record: Record, deadline: Deadline) -> Record:
        """The record with its classification."""
        deadline.check()
        return structs.replace(record, classification=classify(record, self.options.document_type_hint))
