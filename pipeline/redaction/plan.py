"""What has to go: the places of the findings, of every other occurrence of their values, and the values themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.exceptions import RedactionError
from pipeline.record import SOURCES, Box, Page, Record
from pipeline.redaction.fold import Needle, occurrences

_PAD_OCR = 0.15  # of the line's height: boxes of recognised words hug the ink, and blur reaches past it
_PAD_PT = 0.5


@dataclass(frozen=True, slots=True)
class Mark:
    """A place to be redacted.

    Attributes:
        page_index: counts from 0.
        box: points, upright page, padded; whole words.
        type: of the finding.
        is_recognised: its words come from OCR, so that it shows pixels or drawn lettering.
    """

    page_index: int
    box: Box
    type: str
    is_recognised: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What has to go from a document.

    Attributes:
        marks: places, in page order.
        needles: values, one each, in order of their first finding.
        page_count: pages of the document.
        drawn: indices of pages that are to be replaced by a picture of themselves.
        recognised: indices of pages that were read by OCR: the text layer under their pictures was not believed.
    """

    marks: tuple[Mark, ...]
    needles: tuple[Needle, ...]
    page_count: int
    drawn: frozenset[int] = frozenset()
    recognised: frozenset[int] = frozenset()

    def marks_on(self, page_index: int) -> tuple[Mark, ...]:
        """The marks of a page."""
        return tuple(mark for mark in self.marks if mark.page_index == page_index)

    def and_also(self, marks: tuple[Mark, ...], drawn: frozenset[int] = frozenset()) -> Plan:
        """The plan with more marks and more pages to draw."""
        return replace(self, marks=(*self.marks, *marks), drawn=self.drawn | drawn)


def plan_of(record: Record, *, has_places: bool = True) -> Plan:
    """The plan for a record's findings, whether masking was on or not.

    Args:
        record: of a whole chain.
        has_places: the format has pages and boxes.

    Raises:
        RedactionError: no personal data was looked for (``redaction.unsearched``), a page could not be read
            (``redaction.unread``), or a finding has no place (``redaction.unplaced``).
    """
    if record.privacy is None:
        message = "No stage has looked for personal data in this document."
        raise RedactionError(message, code="redaction.unsearched", remedy="Run a chain with the stage 'pii'.")
    for page in record.pages:
        if page.source == "failed":
            message = f"Page {page.number} could not be read, so nobody knows what it holds."
            raise RedactionError(message, code="redaction.unread", remedy="Repair or drop that page.", page=page.number)
    findings = record.privacy.findings
    needles = tuple({(item.type, item.text): Needle.of(item.type, item.text) for item in findings}.values())
    spans = [(item.start, item.end, item.type) for item in findings]
    spans += [(start, end, needle.type) for start, end, needle in occurrences(record.text, needles)]
    marks: dict[Mark, None] = {}
    for start, end, type_name in sorted(set(spans)) if has_places else ():
        found = list(_marks(record, start, end, type_name))
        if not found:
            page_number = page_number_of(record, start)
            message = f"A finding on page {page_number} has no place on it."
            raise RedactionError(message, code="redaction.unplaced", page=page_number, types=(type_name,))
        marks |= dict.fromkeys(found)
    return Plan(
        marks=tuple(sorted(marks, key=lambda mark: (mark.page_index, mark.box, mark.type))),
        needles=needles,
        page_count=len(record.pages),
        recognised=frozenset(page.index for page in record.pages if page.source == "ocr"),
    )


def page_number_of(record: Record, offset: int) -> int | None:
    """The number of the page an offset lies on."""
    page = record.page_at(offset)
    return None if page is None else page.number


def padded(box: Box, *, is_recognised: bool) -> Box:
    """A box with room for what reaches past it."""
    x0, y0, x1, y1 = box
    pad = _PAD_PT + (_PAD_OCR * min(x1 - x0, y1 - y0) if is_recognised else 0.0)
    return (round(x0 - pad, 2), round(y0 - pad, 2), round(x1 + pad, 2), round(y1 + pad, 2))


def _marks(record: Record, start: int, end: int, type_name: str) -> Iterator[Mark]:
    """One mark a line of a span, page by page."""
    for page in record.pages:
        first, last = max(start, page.start), min(end, page.end)
        if first >= last:
            continue
        recognised = _is_recognised(page, first, last)
        for box in record.boxes_of(first, last):
            yield Mark(page.index, padded(page.as_shown(box), is_recognised=recognised), type_name, recognised)


def _is_recognised(page: Page, start: int, end: int) -> bool:
    words = page.words
    if not len(words):
        return False
    touched = (words.end > start) & (words.start < end)
    return bool((words.source[touched] == SOURCES.index("ocr")).any())
