"""Documents with known fields: receipts and their annotation, invoices' visible pages and their embedded XML."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path

from lxml import etree
from msgspec import structs
from native_truth import Row, dialect, truth

from pipeline.fields.amounts import find_amounts
from pipeline.fields.dates import find_dates, parse_date
from pipeline.record import Box, Document, Page, Record, Words
from pipeline.stage import Deadline, Stage

RECEIPT_FIELDS = {"company": "vendor", "date": "document_date", "address": "vendor_address", "total": "total_amount"}
MEDIA = {".pdf": "application/pdf", ".jpg": "image/jpeg", ".xml": "application/xml"}
_CORNERS = 8


@dataclass
class Case:
    """A document: its name, how to read it, its fields and its line items."""

    name: str
    read: Callable[[], Record]
    truth: dict[str, str]
    rows: list[Row] = field(default_factory=list)


def kept(text: str) -> str:
    """Letters and digits, upper-cased."""
    return "".join(char for char in text.upper() if char.isalnum())


def same(name: str, found: str | None, truth: str) -> bool:
    """Whether a value counts as right."""
    if found is None:
        return False
    if name.endswith("date"):
        wanted = re.fullmatch(r"\d{8}", truth)
        day = parse_date(f"{truth[:4]}-{truth[4:6]}-{truth[6:]}" if wanted else truth)
        return day is not None and found == day.isoformat()
    if name.endswith("amount"):
        try:
            return Decimal(found) == Decimal(re.sub(r"[^\d.\-]", "", truth)).quantize(Decimal("0.01"))
        except InvalidOperation:
            return False
    return kept(found) == kept(truth)


def shown(text: str, name: str, truth: str) -> bool:
    """Whether the page shows a value at all: some samples embed the data of another invoice."""
    if name.endswith("date"):
        return any(same(name, found.iso, truth) for order in ("dmy", "mdy") for found in find_dates(text, order))
    if name.endswith("amount"):
        return any(same(name, str(found.value), truth) for decimal in (".", ",") for found in find_amounts(text, decimal))
    return name == "currency" or kept(truth) in kept(text)


def record_from_lines(lines: list[tuple[str, Box]]) -> Record:
    """A one-page record of text lines with boxes, in rows from top to bottom; words share a line's box by their length."""
    rows: list[list[tuple[str, Box]]] = []
    for text, box in sorted(lines, key=lambda line: line[1][1] + line[1][3]):
        last = rows[-1][-1][1] if rows else None
        if last is not None and (box[1] + box[3]) / 2 < last[1] + 0.6 * (last[3] - last[1]):
            rows[-1].append((text, box))
        else:
            rows.append([(text, box)])
    written, spans, boxes = "", [], []
    for row in rows:
        for place, (text, (x0, y0, x1, y1)) in enumerate(sorted(row, key=lambda line: line[1][0])):
            written += " " if place else ""
            for word in re.finditer(r"\S+", text):
                spans.append((len(written) + word.start(), len(written) + word.end()))
                width = (x1 - x0) / len(text)
                boxes.append((x0 + width * word.start(), y0, x0 + width * word.end(), y1))
            written += text
        written += "\n"
    starts, ends = zip(*spans, strict=True)
    words = Words.of(starts, ends, boxes, [1.0] * len(spans), [1] * len(spans))
    right, bottom = max(box[2] for box in boxes) + 20, max(box[3] for box in boxes) + 20
    page = Page(0, right, bottom, 0, len(written), "ocr", words, ocr_confidence=1.0, dpi=200.0)
    return Record(Document("0" * 64, "image/jpeg", 1), text=written, pages=(page,), language="en")


def annotated(file: Path) -> Record:
    """The record of a receipt's annotation: eight corner coordinates and the text a line."""
    lines = []
    for row in file.read_text(encoding="utf-8", errors="replace").splitlines():
        parts = row.split(",", _CORNERS)
        if len(parts) > _CORNERS and parts[_CORNERS].strip():
            corners = [float(part) for part in parts[:_CORNERS]]
            lines.append((parts[_CORNERS], (min(corners[::2]), min(corners[1::2]), max(corners[::2]), max(corners[1::2]))))
    return record_from_lines(lines)


def read_with(stage: Stage, file: Path) -> Record:
    """The record of a file, through the read stage; embedded files are not looked at."""
    from hashlib import sha256

    data = file.read_bytes()
    document = Document(sha256(data).hexdigest(), MEDIA[file.suffix.lower()], len(data))
    return stage.run(Record(document, source=data), Deadline())


def page_of(stage: Stage, file: Path) -> Record:
    """What a page shows, without the file it is in: so no embedded XML can help."""
    return structs.replace(read_with(stage, file), source=b"")


def receipt_cases(data: Path, from_truth: bool) -> Iterator[Case]:
    """The receipts, whose rows nobody has written down."""
    folder = data / "receipts"
    read = None if from_truth else read_stage()
    for key in sorted((folder / "key").glob("*.json")):
        image, box = folder / "img" / f"{key.stem}.jpg", folder / "box" / f"{key.stem}.csv"
        truth = json.loads(key.read_text(encoding="utf-8", errors="replace"))
        wanted = {ours: truth.get(theirs, "") for theirs, ours in RECEIPT_FIELDS.items()}
        if read is None and box.is_file():
            yield Case(key.stem, partial(annotated, box), wanted)
        elif read is not None and image.is_file():
            yield Case(key.stem, partial(read_with, read, image), wanted)


def invoice_cases(data: Path) -> Iterator[Case]:
    """The PDFs with an embedded invoice."""
    import pymupdf

    read = read_stage()
    for file in sorted((data / "invoices").glob("*.pdf")):
        with pymupdf.open(file) as pdf:
            names = [name for name in pdf.embfile_names() if re.search(r"(?:zugferd|factur-x)[^/]*\.xml$", name, re.IGNORECASE)]
            xml = pdf.embfile_get(names[0]) if names else b""
        if xml:
            root = etree.fromstring(xml.lstrip(b"\xef\xbb\xbf"))
            rows = truth(root)[1] if dialect(root) else []
            yield Case(file.stem, partial(page_of, read, file), invoice_truth(xml), rows)


def invoice_truth(xml: bytes) -> dict[str, str]:
    """The fields of a Cross Industry Invoice, both generations; absent ones are left out."""
    root = ET.fromstring(xml.lstrip(b"\xef\xbb\xbf"))
    paths = {
        "document_no": ("ExchangedDocument/ID", "HeaderExchangedDocument/ID"),
        "document_date": (
            "ExchangedDocument/IssueDateTime/DateTimeString",
            "HeaderExchangedDocument/IssueDateTime/DateTimeString",
        ),
        "vendor": ("SellerTradeParty/Name",),
        "total_amount": ("GrandTotalAmount",),
        "currency": ("InvoiceCurrencyCode",),
        "iban": ("PayeePartyCreditorFinancialAccount/IBANID",),
    }
    truth: dict[str, str] = {}
    for path, text in _leaves(root, ""):
        for name, ends in paths.items():
            if name not in truth and text and any(path.endswith("/" + end) for end in ends):
                truth[name] = text
    return truth


def _leaves(node: ET.Element, path: str) -> Iterator[tuple[str, str]]:
    path = f"{path}/{node.tag.rsplit('}', 1)[-1]}"
    yield path, (node.text or "").strip()
    for child in node:
        yield from _leaves(child, path)


def read_stage() -> Stage:
    """The read stage, with its default OCR."""
    from pipeline.stages.read import ReadStage

    return ReadStage()
