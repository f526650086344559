"""Exactness and precision of fields: receipts against their annotation, invoices' visible pages against their embedded XML.

    python scripts/bench_fields.py [--data ../shared/data] [--limit N] [--from-truth] [--show]

Metrics are those of the project: text equal after keeping letters and digits upper-cased, dates as dates, amounts to the cent;
a missing value is wrong. Precision counts only what was filled. ``--from-truth`` takes the receipts' text and boxes from their
annotation instead of reading their pixels.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from pathlib import Path

import native_truth
from field_cases import MEDIA, Case, invoice_cases, kept, read_stage, read_with, receipt_cases, same, shown
from metrics import DATA

from pipeline.exceptions import UnreadableError
from pipeline.readers.einvoice import invoice_xml
from pipeline.stage import Deadline
from pipeline.stages.classify import ClassifyStage
from pipeline.stages.fields import FieldsStage


@dataclass
class Tally:
    """Counts of one field."""

    asked: int = 0
    filled: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)


def native(data: Path, limit: int | None, show: bool) -> None:
    """E-invoices, as XML files and embedded in PDFs: every field and every row against the XML, looked up by XPath."""
    tallies: dict[str, Tally] = {}
    spent, done, unknown = 0.0, 0, 0
    read, classify, extract = read_stage(), ClassifyStage(), FieldsStage()
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
        record = extract.run(classify.run(record, Deadline()), Deadline())
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


def measure(title: str, cases: Iterable[Case], limit: int | None, show: bool, *, only_shown: bool) -> None:
    """Run the cases and write the table."""
    tallies: dict[str, Tally] = {}
    types: dict[str, int] = {}
    rows, ours, right_rows = 0, 0, 0
    spent, done = 0.0, 0
    classify, extract = ClassifyStage(), FieldsStage()
    for case in islice(cases, limit):
        record = case.read()
        began = time.perf_counter()
        record = extract.run(classify.run(record, Deadline()), Deadline())
        spent += time.perf_counter() - began
        done += 1
        found_type = record.classification.document_type if record.classification else "none"
        types[found_type] = types.get(found_type, 0) + 1
        fields = record.fields.by_name if record.fields else {}
        for name, wanted in case.truth.items():
            if only_shown and not shown(record.text, name, wanted):
                continue
            value = fields[name].canonical if name in fields else None
            line = f"{case.name[-60:]}: {value!r}, wanted {wanted!r}"
            note(tallies, name, value is not None, same(name, value, wanted), line)
        if wanted_rows := Counter((kept(row[0]), *row[1:]) for row in case.rows if shown(record.text, "description", row[0])):
            items = fields["line_items"].items if "line_items" in fields else ()
            found_rows = Counter((kept(item.description), item.quantity, item.total) for item in items)
            rows, ours = rows + wanted_rows.total(), ours + found_rows.total()
            right_rows += (wanted_rows & found_rows).total()
    report(title, tallies, types, 1000 * spent / max(1, done), done, show)
    if rows:
        f1, precision = 2 * right_rows / (rows + ours), right_rows / max(1, ours)
        sys.stdout.write(f"  {'line items':16} F1    {f1:.3f}  precision {precision:.3f}  of {rows} rows the pages show\n")


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
