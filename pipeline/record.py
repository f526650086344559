"""What flows through a chain: one immutable Record, with one text and one coordinate system.

Every word, field and finding is a span (start, end) of ``record.text``, so its page and boxes follow from the span and are
never searched for again. Boxes are (x0, y0, x1, y1) in points (1/72 inch), origin top left, on the upright page. Words are kept
as columns, not as objects. A Record encodes to msgpack and back; equal records give equal bytes. Times, paths and file names
are not part of it.
"""

from __future__ import annotations

from bisect import bisect_right
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

import msgspec
from msgspec import Struct, structs

if TYPE_CHECKING:  # numpy takes 0.1 s to import; `import pipeline` must not pay for it
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

Box = tuple[float, float, float, float]
FieldKind = Literal["text", "identifier", "date", "amount", "currency", "items"]
FieldValue = str | Decimal | list[dict[str, Any]]
PageSource = Literal["text", "ocr", "mixed", "blank", "failed"]

PAGE_BREAK = "\f"  # between the pages of record.text, as pdftotext writes it
SOURCES = ("text", "ocr")  # what Words.sources counts


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


class Words(Struct, frozen=True):
    """The words of a page as little-endian columns of equal length; build them with :meth:`of`.

    A column is stored as bytes, so that equal words are equal bytes and decoding copies nothing.
    """

    starts: bytes = b""
    ends: bytes = b""
    boxes: bytes = b""
    confidences: bytes = b""
    sources: bytes = b""

    @classmethod
    def of(cls, starts: ArrayLike, ends: ArrayLike, boxes: ArrayLike, confidences: ArrayLike, sources: ArrayLike) -> Words:
        """Pack columns of n words.

        Args:
            starts, ends: (n,) offsets in ``record.text``, ascending, not overlapping.
            boxes: (n, 4) points, upright page.
            confidences: (n,) in [0, 1]; 1 for words of a text layer.
            sources: (n,) indices into ``SOURCES``.
        """
        import numpy as np

        return cls(
            np.asarray(starts, "<i4").tobytes(),
            np.asarray(ends, "<i4").tobytes(),
            np.asarray(boxes, "<f4").tobytes(),
            np.asarray(confidences, "<f4").tobytes(),
            np.asarray(sources, "u1").tobytes(),
        )

    def __post_init__(self) -> None:
        count = len(self.sources)
        lengths = (len(self.starts), len(self.ends), len(self.boxes), len(self.confidences))
        if lengths != (4 * count, 4 * count, 16 * count, 4 * count):
            raise ValueError("word columns differ in length")

    def __len__(self) -> int:
        return len(self.sources)

    @property
    def start(self) -> NDArray[np.int32]:
        """(n,) first offset of each word in ``record.text``."""
        import numpy as np

        return np.frombuffer(self.starts, "<i4")

    @property
    def end(self) -> NDArray[np.int32]:
        """(n,) offset after the last character of each word."""
        import numpy as np

        return np.frombuffer(self.ends, "<i4")

    @property
    def box(self) -> NDArray[np.float32]:
        """(n, 4) boxes in points."""
        import numpy as np

        return np.frombuffer(self.boxes, "<f4").reshape(-1, 4)

    @property
    def confidence(self) -> NDArray[np.float32]:
        """(n,) in [0, 1]."""
        import numpy as np

        return np.frombuffer(self.confidences, "<f4")

    @property
    def source(self) -> NDArray[np.uint8]:
        """(n,) indices into ``SOURCES``."""
        import numpy as np

        return np.frombuffer(self.sources, "u1")


class Page(Struct, frozen=True):
    """One page, and the span of ``record.text`` it fills.

    Attributes:
        index: counts from 0; ``number`` counts from 1.
        width_pt, height_pt: size of the upright page; 0 where a format has no pages (plain text).
        start, end: its span of ``record.text``.
        source: where its words come from; ``failed`` marks a hole.
        ocr_confidence: mean over its OCR words, weighted by their length, in [0, 1]; None when OCR did not run.
        dpi: resolution the page was recognised at; None when OCR did not run.
        warnings: what a reader should know, never with document text.
    """

    index: int
    width_pt: float
    height_pt: float
    start: int
    end: int
    source: PageSource
    words: Words = Words()
    ocr_confidence: float | None = None
    dpi: float | None = None
    warnings: tuple[str, ...] = ()

    @property
    def number(self) -> int:
        """The page number as people count, from 1."""
        return self.index + 1


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

    @property
    def value(self) -> FieldValue:
        """Decimal for amounts, a list of dicts for items, else text (dates as YYYY-MM-DD)."""
        if self.kind == "amount":
            return Decimal(self.canonical)
        if self.kind == "items":
            return [structs.asdict(item) for item in self.items]
        return self.canonical

    @property
    def page(self) -> int | None:
        """The page number, from 1."""
        return None if self.page_index is None else self.page_index + 1


class FieldSet(Struct, frozen=True):
    """The fields of a document, and which ones its type expects.

    Attributes:
        expected: names in schema order; empty for types without a schema.
        found: at most one Field a name, in schema order.
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
    """

    findings: tuple[PIIFinding, ...]
    masked_text: str
    applied: bool


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


class Record(Struct, frozen=True):
    """Everything known about a document so far. A stage takes one and returns a new one with its own part filled in.

    Attributes:
        document: what was uploaded.
        source: its bytes, while the chain runs; dropped from the result, so that results stay small.
        text: the whole text, written once by the read stage; lines end in ``\\n``, pages are parted by ``PAGE_BREAK``.
        pages: in order.
        language: ISO 639-1, or None when the text is too short to tell.
        classification, fields, privacy, quality: one stage's part each; None until it has run.
        extras: parts of stages outside this package: name to any JSON-like value.
    """

    document: Document
    source: bytes = b""
    text: str = ""
    pages: tuple[Page, ...] = ()
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
            if not lines or "\n" in self.text[previous_end : words.start[index]]:
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


def union(boxes: tuple[Box, ...] | list[Box]) -> Box | None:
    """The smallest box around all of them; None for none."""
    if not boxes:
        return None
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return min(x0), min(y0), max(x1), max(y1)


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
        msgspec.ValidationError, msgspec.DecodeError: the bytes are not a Record.
    """
    return _decoder.decode(data)
