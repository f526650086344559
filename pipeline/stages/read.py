"""The read stage: bytes in, one text with words and boxes out, by OCR where a page has no usable text of its own."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import ClassVar

from msgspec import structs

from pipeline.artefacts import manifest
from pipeline.exceptions import ConfigError, EmptyDocumentError, UnreadableError
from pipeline.ocr.engine import OcrEngine
from pipeline.ocr.registry import load_engine
from pipeline.options import OCR_NAMES, Limits, OcrName
from pipeline.progress import PageDone, report
from pipeline.readers.registry import reader_for
from pipeline.readers.sniff import settled
from pipeline.record import Record
from pipeline.stage import Deadline, Stage

_LIBRARIES = ("pymupdf", "pillow", "lxml", "selectolax", "markdown-it-py", "olefile")


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How documents are read.

    Attributes:
        ocr: the engine for pages without usable text.
        limits: pages and pixels at most.
    """

    ocr: OcrName = "rapidocr"
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        if self.ocr not in OCR_NAMES:
            raise ConfigError(f"ocr must be one of {', '.join(OCR_NAMES)}, not {self.ocr!r}.")


class ReadStage(Stage):
    """Reads documents of every kind into one text with words, boxes, blocks and a language.

    Args:
        options: engine and limits.
        engine: an engine of one's own, in place of the one the options name.
    """

    name: ClassVar[str] = "read"
    version: ClassVar[int] = 3
    reads: ClassVar[frozenset[str]] = frozenset({"source"})
    writes: ClassVar[frozenset[str]] = frozenset({"text", "pages", "blocks", "language"})

    def __init__(self, options: ReadOptions = ReadOptions(), engine: OcrEngine | None = None) -> None:
        self.options = options
        self._given = engine

    @property
    def engine(self) -> OcrEngine:
        """What recognises pages; its models load with the first one."""
        return self._given or load_engine(self.options.ocr)

    @property
    def engines(self) -> tuple[str, ...]:  # type: ignore[override]
        """Readers, OCR and language model, for the cache key."""
        return (
            *(f"{name} {version(name)}" for name in _LIBRARIES),
            manifest()["language"].sha256,
            self.engine.name,
            *self.engine.engines,
        )

    def run(self, record: Record, deadline: Deadline) -> Record:
        """Fill in ``text``, ``pages`` and ``language``.

        Raises:
            DocumentError: empty, unsupported, encrypted, damaged, beyond the limits, or no page could be read.
            JobDeadlineError: the deadline passed before a page was begun.
        """
        from pipeline.readers.assemble import Assembly
        from pipeline.readers.language import detect
        from pipeline.readers.recognise import with_pictures

        if not record.source:
            raise EmptyDocumentError("The file is empty.")
        assembly = Assembly()
        read = reader_for(settled(record.source, record.document.media_type))
        begin = time.perf_counter()
        for content in read(record.source, self.options.limits, deadline.check):
            assembly.add(with_pictures(content, self.engine.recognise) if content.pictures else content)
            page, end = assembly.pages[-1], time.perf_counter()
            report(PageDone(page.number, page.source, end - begin))
            begin = end
        if all(page.source == "failed" for page in assembly.pages):
            raise UnreadableError("No page of the document could be read.")
        text = assembly.text
        parts = {"text": text, "pages": tuple(assembly.pages), "blocks": assembly.blocks(), "language": detect(text)}
        return structs.replace(record, **parts)
