"""The read stage: bytes in, one text with words and boxes out, by OCR where a page has no usable text of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import TYPE_CHECKING, ClassVar

from msgspec import structs

from pipeline.artefacts import manifest
from pipeline.exceptions import ConfigError, EmptyDocumentError, UnreadableError, UnsupportedFormatError
from pipeline.ocr.engine import OcrEngine, OcrLine, load_engine
from pipeline.options import OCR_NAMES, Limits, OcrName
from pipeline.readers.assemble import Assembly, Token
from pipeline.readers.content import PageContent
from pipeline.readers.sniff import IMAGES, PDF, TEXT
from pipeline.record import Record
from pipeline.stage import Deadline, Stage

if TYPE_CHECKING:
    from pipeline.readers.content import BeforePage, Picture


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
    """Reads PDF, pictures and plain text into one text with words, boxes and a language.

    Args:
        options: engine and limits.
        engine: an engine of one's own, in place of the one the options name.
    """

    name: ClassVar[str] = "read"
    version: ClassVar[int] = 1
    reads: ClassVar[frozenset[str]] = frozenset({"source"})
    writes: ClassVar[frozenset[str]] = frozenset({"text", "pages", "language"})

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
            f"pymupdf {version('pymupdf')}",
            f"pillow {version('pillow')}",
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
        from pipeline.readers.language import detect

        if not record.source:
            raise EmptyDocumentError("The file is empty.")
        assembly = Assembly()
        for content in _contents(record, self.options.limits, deadline.check):
            self._add(assembly, content)
        if all(page.source == "failed" for page in assembly.pages):
            raise UnreadableError("No page of the document could be read.")
        text = assembly.text
        return structs.replace(record, text=text, pages=tuple(assembly.pages), language=detect(text))

    def _add(self, assembly: Assembly, content: PageContent) -> None:
        if content.failed or content.text is not None:
            assembly.add(content, content.text or "")
        elif content.picture is not None:
            lines = self.engine.recognise(content.picture.pixels)
            assembly.add(content, [_tokens(line, content.picture) for line in lines])
        else:
            assembly.add(content, [[Token(word.text, word.box) for word in line] for line in content.lines])


def _contents(record: Record, limits: Limits, before_page: BeforePage) -> Iterator[PageContent]:
    """The pages of a document, from the reader for its media type."""
    media_type = record.document.media_type
    if media_type == PDF:
        from pipeline.readers.pdf import read_pdf

        return read_pdf(record.source, limits, before_page)
    if media_type in IMAGES:
        from pipeline.readers.image import read_image

        return read_image(record.source, limits, before_page)
    if media_type == TEXT:
        from pipeline.readers.text import read_text

        return read_text(record.source, limits, before_page)
    raise UnsupportedFormatError(f"No reader handles {media_type}.")


def _tokens(line: OcrLine, picture: Picture) -> list[Token]:
    """The words of a recognised line with their boxes in points."""
    scale = 72 / picture.dpi
    return [
        Token(word.text, tuple(round(value * scale, 2) for value in word.box), word.confidence)  # type: ignore[arg-type]
        for word in line.words
    ]
