"""Exactness and precision of fields: receipts against their annotation, invoices' visible pages against their embedded XML.

    python scripts/bench_fields.py [--data ../shared/data] [--limit N] [--from-truth] [--show]

Metrics are those of the project: text equal after keeping letters and digits upper-cased, dates as dates, amounts to the cent;
a missing value is wrong. Precision counts only what was filled. ``--from-truth`` takes the receipts' text and boxes from their
annotation instead of reading their pixels.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

import native_truth
from metrics import DATA
from msgspec import structs

from pipeline.exceptions import UnreadableError
from pipeline.fields.amounts import find_amounts
from pipeline.fields.dates import find_dates, parse_date
from pipeline.readers.einvoice import invoice_xml
from pipeline.record import Box, Document, Page, Record, Words
from pipeline.stage import Deadline, Stage
from pipeline.stages.classify import ClassifyStage
from pipeline.stages.fields import FieldsStage

RECEIPT_FIELDS = {"company": "vendor", "date": "document_date", "address": "vendor_address", "total": "total_amount"}
INVOICE_FIELDS = ("document_no", "document_date", "vendor", "total_amount", "currency", "iban")
MEDIA = {".pdf": "application/pdf", ".jpg": "image/jpeg", ".xml": "application/xml"}
_CORNERS = 8


@dataclass
class Tally:
    """Counts of one field."""

    asked: int = 0
    filled: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)


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


def receipt_cases(data: Path, from_truth: bool) -> Iterator[tuple[str, Callable[[], Record], dict[str, str]]]:
    """Name, how to get the record, and the truth of each receipt."""
    folder = data / "receipts"
    read = None if from_truth else read_stage()
    for key in sorted((folder / "key").glob("*.json")):
        image, box = folder / "img" / f"{key.stem}.jpg", folder / "box" / f"{key.stem}.csv"
        truth = json.loads(key.read_text(encoding="utf-8", errors="replace"))
        wanted = {ours: truth.get(theirs, "") for theirs, ours in RECEIPT_FIELDS.items()}
        if read is None and box.is_file():
            yield key.stem, lambda box=box: annotated(box), wanted
        elif read is not None and image.is_file():
            yield key.stem, lambda image=image: read_with(read, image), wanted


def invoice_cases(data: Path) -> Iterator[tuple[str, Callable[[], Record], dict[str, str]]]:
    """Name, how to get the record, and the truth of each PDF with an embedded invoice."""
    import pymupdf

    read = read_stage()
    for file in sorted((data / "invoices").glob("*.pdf")):
        with pymupdf.open(file) as pdf:
            names = [name for name in pdf.embfile_names() if re.search(r"(?:zugferd|factur-x)[^/]*\.xml$", name, re.IGNORECASE)]
            xml = pdf.embfile_get(names[0]) if names else b""
        if xml:
            yield file.stem, lambda file=file: page_of(read, file), invoice_truth(xml)


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


def native(data: Path, limit: int | None, show: bool) -> None:
    """E-invoices, as XML files and embedded in PDFs: every field and every row against the XML, looked up by XPath."""
    tallies: dict[str, Tally] = {}
    spent, done, unknown = 0.0, 0, 0
    read = read_stage()
    for file in sorted(path for path in (data / "invoices").rglob("*") if path.suffix in MEDIA):
        if limit is not None and done >= limit:
            break
        try:
            roots = [root for root in invoice_xml(file.read_bytes(), MEDIA[file.suffix]) if native_truth.dialect(root)]
        except UnreadableError:
            roots = []
        if not roots:
            unknown += 1
            continue
        record = read_with(read, file)
        began = time.perf_counter()
        record = FieldsStage().run(ClassifyStage().run(record, Deadline()), Deadline())
        spent += time.perf_counter() - began
        done += 1
        found = record.fields.by_name if record.fields else {}
        values, rows = native_truth.truth(roots[0])
        for name, wanted in values.items():
            value = found[name].canonical if name in found else None
            right = value == wanted or (name.endswith("amount") and value is not None and Decimal(value) == Decimal(wanted))
            note(tallies, name, value is not None, right, f"{file.name[-60:]}: {value!r}, wanted {wanted!r}")
        if rows:
            items = found["line_items"].items if "line_items" in found else ()
            ours = [(item.description, item.quantity, item.total) for item in items]
            note(tallies, "line_items", bool(ours), ours == rows, f"{file.name[-60:]}: {len(ours)} rows, wanted {len(rows)}")
    out = sys.stdout.write
    report("E-invoices, native XML", tallies, {}, 1000 * spent / max(1, done), done, show)
    out(f"  {unknown} files hold no e-invoice of a known dialect\n")


def note(tallies: dict[str, Tally], name: str, filled: bool, right: bool, line: str) -> None:
    """Count one value."""
    tally = tallies.setdefault(name, Tally())
    tally.asked, tally.filled, tally.right = tally.asked + 1, tally.filled + filled, tally.right + right
    if not right:
        tally.wrong.append(line)


def read_stage() -> Stage:
    """The read stage, with its default OCR."""
    from pipeline.stages.read import ReadStage

    return ReadStage()


def measure(
    title: str,
    cases: Iterator[tuple[str, Callable[[], Record], dict[str, str]]],
    limit: int | None,
    show: bool,
    *,
    only_shown: bool,
) -> None:
    """Run the cases and write the table."""
    tallies: dict[str, Tally] = {}
    types: dict[str, int] = {}
    spent, done = 0.0, 0
    for name, get, truth in cases:
        if limit is not None and done >= limit:
            break
        record = get()
        began = time.perf_counter()
        record = FieldsStage().run(ClassifyStage().run(record, Deadline()), Deadline())
        spent += time.perf_counter() - began
        done += 1
        found_type = record.classification.document_type if record.classification else "none"
        types[found_type] = types.get(found_type, 0) + 1
        fields = record.fields.by_name if record.fields else {}
        for field_name, wanted in truth.items():
            if only_shown and not shown(record.text, field_name, wanted):
                continue
            tally = tallies.setdefault(field_name, Tally())
            value = fields[field_name].canonical if field_name in fields else None
            right = same(field_name, value, wanted)
            tally.asked, tally.filled, tally.right = tally.asked + 1, tally.filled + (value is not None), tally.right + right
            if not right:
                tally.wrong.append(f"{name[-60:]}: {value!r}, wanted {wanted!r}")
    report(title, tallies, types, 1000 * spent / max(1, done), done, show)


def report(title: str, tallies: dict[str, Tally], types: dict[str, int], ms: float, done: int, show: bool) -> None:
    """The table of one kind of documents."""
    out = sys.stdout.write
    out(f"\n{title}: {done} documents, {ms:.1f} ms each for classification and fields, types {types}\n")
    for name, tally in tallies.items():
        precision = tally.right / tally.filled if tally.filled else 0.0
        out(f"  {name:16} exact {tally.right / tally.asked:.3f}  precision {precision:.3f}  of {tally.asked}\n")
        for line in tally.wrong if show else ():
            out(f"      {line}\n")
    if tallies:
        out(f"  {'mean':16} exact {sum(tally.right / tally.asked for tally in tallies.values()) / len(tallies):.3f}\n")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--from-truth", action="store_true", help="receipts from their annotated text, without OCR")
    parser.add_argument("--show", action="store_true", help="list what is wrong")
    parser.add_argument("--only", choices=("receipts", "invoices", "native"))
    arguments = parser.parse_args()
    if not arguments.data.is_dir():
        sys.stdout.write(f"No data at {arguments.data}: nothing to measure. Give its folder with --data.\n")
        return 0
    if arguments.only in (None, "receipts"):
        source = "annotated text" if arguments.from_truth else "pixels"
        measure(
            f"Receipts from {source}",
            receipt_cases(arguments.data, arguments.from_truth),
            arguments.limit,
            arguments.show,
            only_shown=False,
        )
    if arguments.only in (None, "native"):
        native(arguments.data, arguments.limit, arguments.show)
    if arguments.only in (None, "invoices"):
        measure("Invoices, visible pages", invoice_cases(arguments.data), arguments.limit, arguments.show, only_shown=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
