"""The quality stage: how far the text can be trusted."""

from __future__ import annotations

from typing import ClassVar

from msgspec import structs

from pipeline.record import Record
from pipeline.stage import Deadline, Stage


class QualityStage(Stage):
    """Grades a document A–D by the word F1 to expect of its text."""

    name: ClassVar[str] = "quality"
    version: ClassVar[int] = 2
    reads: ClassVar[frozenset[str]] = frozenset({"text", "pages", "language", "fields"})
    writes: ClassVar[frozenset[str]] = frozenset({"quality"})
    options: None = None
    engines: tuple[str, ...] = ()

    def run(self, record: Record, deadline: Deadline) -> Record:
        """The record with its quality."""
        from pipeline.quality.score import assess  # numpy

        deadline.check()
        return structs.replace(record, quality=assess(record))
