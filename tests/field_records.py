"""Small records made by hand for the tests of types, fields and quality."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.record import Box, Document, Page, PageSource, Record, Words

LETTER_PT = 6.0  # width of a letter
LINE_PT = 10.0  # height of a line
PITCH_PT = 14.0  # from one line to the next
A4 = (595.0, 842.0)
DOCUMENT = Document("0" * 64, "application/pdf", 1)

Line = str | Sequence[tuple[float, str]]  # a whole line at the left edge, or cells with their left edge in points


def record_of(
    lines: Sequence[Line],
    *,
    language: str | None = "en",
    size: tuple[float, float] = A4,
    confidence: float | None = None,
    source: PageSource = "text",
) -> Record:
    """A one-page record; with a confidence its words count as recognised."""
    text, spans, boxes = "", [], []
    for number, line in enumerate(lines):
        cells = [(40.0, line)] if isinstance(line, str) else line
        top = 40 + number * PITCH_PT
        for place, (left, cell) in enumerate(cells):
            text += " " if place else ""
            for word in re.finditer(r"\S+", cell):
                spans.append((len(text) + word.start(), len(text) + word.end()))
                boxes.append(_box(left, top, word.start(), word.end()))
            text += cell
        text += "\n"
    words = Words()
    if spans:
        starts, ends = zip(*spans, strict=True)
        count = len(spans)
        kind = 0 if confidence is None else 1
        words = Words.of(starts, ends, boxes, [1.0 if confidence is None else confidence] * count, [kind] * count)
    dpi = None if confidence is None else 200.0
    page = Page(0, *size, 0, len(text), source, words, ocr_confidence=confidence, dpi=dpi)
    return Record(DOCUMENT, text=text, pages=(page,), language=language)


def plain_record(text: str, language: str | None = "en") -> Record:
    """A record without geometry, as a text file gives."""
    return Record(DOCUMENT, text=text, pages=(Page(0, 0, 0, 0, len(text), "text"),), language=language)


def _box(left: float, top: float, first: int, last: int) -> Box:
    return left + first * LETTER_PT, top, left + last * LETTER_PT, top + LINE_PT
