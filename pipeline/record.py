"""What flows through a chain: one immutable Record, with one text and one coordinate system.

Every word, field and finding is a span (start, end) of ``record.text``, so its page and boxes follow from the span and are
never searched for again. Words are kept as columns, not as objects. A Record encodes to msgpack and back; equal records give
equal bytes. Times, paths and file names are not part of it.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

import msgspec
from msgspec import Struct

from pipeline.pages import SOURCES, Block, BlockKind, Box, Cell, Page, PageSource, Table, Words, union
from pipeline.parts import (
    Classification,
    Field,
    FieldKind,
    FieldSet,
    FieldValue,
    LineItem,
    PIIFinding,
    Privacy,
    Quality,
    TaxLine,
)

__all__ = [
    "GIVEN",
    "PAGE_BREAK",
    "PARTS",
    "SOURCES",
    "Block",
    "BlockKind",
    "Box",
    "Cell",
    "Classification",
    "Document",
    "Field",
    "FieldKind",
    "FieldSet",
    "FieldValue",
    "LineItem",
    "PIIFinding",
    "Page",
    "PageSource",
    "Privacy",
    "Quality",
    "Record",
    "Table",
    "TaxLine",
    "Words",
    "decode",
    "encode",
    "union",
]

PAGE_BREAK = "\f"  # between the pages of record.text, as pdftotext writes it


class Document(Struct, frozen=True):
    """What was uploaded, known by its content alone.

    Attributes:
        sha256: lower-case hex digest of the bytes.
        media_type: decided by content first, file name second, such as ``application/pdf``.
        size_bytes: length of the bytes.
    """

    sha256: str
    media_type: str
    size_bytes: int


class Record(Struct, frozen=True, omit_defaults=True):
    """Everything known about a document so far. A stage takes one and returns a new one with its own part filled in.

    Attributes:
        document: what was uploaded.
        source: its bytes, while the chain runs; dropped from the result, so that results stay small.
        text: the whole text, written once by the read stage; lines end in ``\\n``, pages are parted by ``PAGE_BREAK``.
        pages: in order.
        blocks: headings, paragraphs, lists, tables, in reading order.
        language: ISO 639-1, or None when the text is too short to tell.
        classification, fields, privacy, quality: one stage's part each; None until it has run.
        extras: parts of stages outside this package: name to any JSON-like value.
    """

    document: Document
    source: bytes = b""
    text: str = ""
    pages: tuple[Page, ...] = ()
    blocks: tuple[Block, ...] = ()
    language: str | None = None
    classification: Classification | None = None
    fields: FieldSet | None = None
    privacy: Privacy | None = None
    quality: Quality | None = None
    extras: dict[str, Any] = {}

    @property
    def ocr_confidence(self) -> float | None:
        """Mean over the pages OCR read, weighted by their text, in [0, 1]; None when OCR ran on none."""
        read = [(page.ocr_confidence, page.end - page.start) for page in self.pages if page.ocr_confidence is not None]
        weight = sum(length for _, length in read)
        if not read:
            return None
        return sum(value * length for value, length in read) / weight if weight else 0.0

    def page_at(self, offset: int) -> Page | None:
        """The page whose span holds this offset of the text."""
        position = bisect_right(self.pages, offset, key=lambda page: page.start) - 1
        return self.pages[position] if position >= 0 and offset <= self.pages[position].end else None

    def boxes_of(self, start: int, end: int) -> tuple[Box, ...]:
        """The boxes that cover a span, one a line of text; empty where there is no geometry."""
        page = self.page_at(start)
        if page is None or not len(page.words):
            return ()
        words = page.words
        first = int(words.end.searchsorted(start, "right"))
        last = int(words.start.searchsorted(end, "left"))
        lines: list[list[Box]] = []
        previous_end = start
        for index in range(first, last):
            x0, y0, x1, y1 = words.box[index].tolist()
            middle = (y0 + y1) / 2
            is_next = not lines or not lines[-1][-1][1] <= middle <= lines[-1][-1][3]  # a cell may go on in a second line
            if is_next or "\n" in self.text[previous_end : words.start[index]]:
                lines.append([])
            lines[-1].append((x0, y0, x1, y1))
            previous_end = int(words.end[index])
        return tuple(box for line in lines if (box := union(line)) is not None)

    def place(self, start: int, end: int) -> tuple[int | None, tuple[Box, ...]]:
        """Page index and boxes of a span: what a Field or PIIFinding says about where it stands."""
        page = self.page_at(start)
        return (None if page is None else page.index), self.boxes_of(start, end)

    def masked(self, start: int, end: int) -> str:
        """A span of the text with every finding in it replaced; a finding that only begins or ends there is replaced too."""
        parts, position = [], start
        for finding in self.privacy.findings if self.privacy else ():
            if finding.end <= start or finding.start >= end or finding.replacement is None:
                continue
            parts += [self.text[position : max(position, finding.start)], finding.replacement]
            position = finding.end
        parts.append(self.text[position:end] if position < end else "")
        return "".join(parts)


GIVEN = ("document", "source")  # there before the first stage
PARTS = tuple(name for name in Record.__struct_fields__ if name not in (*GIVEN, "extras"))  # written by stages

_encoder = msgspec.msgpack.Encoder(order="deterministic")
_decoder = msgspec.msgpack.Decoder(Record)


def encode(record: Record) -> bytes:
    """The record as msgpack; equal records give equal bytes."""
    return _encoder.encode(record)


def decode(data: bytes) -> Record:
    """The record in msgpack bytes.

    Raises:
        ValueError: the bytes are not a Record: msgspec's errors are ValueErrors, and so is a text that is no UTF-8.
    """
    return _decoder.decode(data)
