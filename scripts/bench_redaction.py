"""Redact generated documents, prove each result, and show that the proof notices when something is left in.

    python scripts/bench_redaction.py --limit 200

Half of the documents are born digital, half are scans; fonts, layouts, rotations, skew, grain and what hides beside the pages
(metadata, notes, attachments, form values, older revisions) vary with the seed. Some results are spoilt in each of six ways;
the check must notice. Detection is the default chain's; what it misses is counted apart, as it is no matter of redaction.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import statistics
import time
from collections import Counter
from dataclasses import replace

import pymupdf
from fixture_sheet import Sheet, encoded, scan

from pipeline.exceptions import FlexOrchError
from pipeline.ocr.registry import load_engine
from pipeline.readers.sniff import JPEG, PDF, PNG, TIFF
from pipeline.record import Document, Record
from pipeline.redaction.fold import Needle, occurrences
from pipeline.redaction.plan import Plan, plan_of
from pipeline.redaction.redact import redact_document, redacted, verify
from pipeline.stage import Deadline
from pipeline.stages.pii import PIIStage
from pipeline.stages.read import ReadStage

FIRST = (
    "Anna",
    "Marek",
    "Sofia",
    "Jonas",
    "Claire",
    "Pietro",
    "Ingrid",
    "Hannah",
    "Lucas",
    "Elena",
    "Victor",
    "Oskar",
    "Nadia",
)
LAST = [
    "Kowalska",
    "Brandt",
    "Moreau",
    "Lindqvist",
    "Ferrari",
    "Whitfield",
    "Novak",
    "Castellano",
    "Hartmann",
    "Dubois",
    "Okafor",
    "Jansen",
    "Petrov",
    "Sandoval",
]
FACES = ("helv", "heit", "hebo", "tiro", "tiit", "tibo", "cour", "figo", "figbo")
SIZE = (420.0, 595.0)  # A5: pages of half the pixels take half the time to recognise
KINDS = ("pdf", "pdf", "pdf", "scan pdf", "scan pdf", "mixed pdf", "png", "jpeg", "tiff")
TYPES = {"png": PNG, "jpeg": JPEG, "tiff": TIFF}


def person(rng: random.Random) -> dict[str, str]:
    """An invented person; check digits are right, so that the numbers are found."""
    first, last = rng.choice(FIRST), rng.choice(LAST)
    account = "".join(str(rng.randrange(10)) for _ in range(18))
    iban = f"DE{98 - int(account + '131400') % 97:02d}{account}"
    return {
        "Name": f"{first} {last}",
        "E-mail": f"{first.lower()}.{last.lower()}{rng.randrange(10, 99)}@example.org",
        "IBAN": " ".join(iban[i : i + 4] for i in range(0, 22, 4)),
        "Phone": f"+49 30 {rng.randrange(1000000, 9999999)}",
        "SSN": f"{rng.randrange(100, 665)}-{rng.randrange(10, 99)}-{rng.randrange(1000, 9999)}",
    }


def page(sheet: Sheet, who: dict[str, str], rng: random.Random, face: str) -> None:
    """One page in one of three layouts."""
    sheet.page()
    size, y = rng.choice((9.0, 10.0, 11.5)), 60.0
    layout = rng.choice(("form", "prose", "table"))
    sheet.text(40, y, rng.choice(("Customer record", "Notice of change", "Confirmation of order")), 14, "hebo")
    if layout == "form":
        for label, value in who.items():
            y += rng.choice((16, 22, 30))
            sheet.text(40, y, f"{label}: {value}", size, face)
    elif layout == "prose":
        text = (
            f"Dear {who['Name']}, thank you for your message from {who['E-mail']} of last week. We will pay the sum to your "
            f"account {who['IBAN']} within ten days. Should this be wrong, call us or let us call you at {who['Phone']}. Your "
            f"file is kept under SSN {who['SSN']} until the end of the year, and is then destroyed."
        )
        y = sheet.paragraph(40, y + 30, text, 340, size, face)
    else:
        y = 100
        for label, value in who.items():
            sheet.rule(40, y + 5, 380)
            sheet.text(44, y, label, size, "hebo")
            sheet.text(376, y, value, size, face, "right")
            y += 24
    sheet.text(40, y + 40, "This sheet was printed by machine and needs no stamp.", 9, face)


def hide(document: pymupdf.Document, who: dict[str, str], rng: random.Random) -> bytes:
    """The file with the person's data in one of the places beside the pages."""
    place = rng.choice(("none", "metadata", "note", "attachment", "form", "outline", "revision"))
    first = document[0]
    if place == "metadata":
        document.set_metadata({"author": who["Name"], "keywords": who["E-mail"]})
    elif place == "note":
        first.add_text_annot((300, 40), f"Call {who['Name']} at {who['Phone']}")
    elif place == "attachment":
        document.embfile_add("customer.txt", who["IBAN"].encode(), desc=who["Name"])
    elif place == "outline":
        document.set_toc([[1, who["Name"], 1]])
    elif place == "form":
        field = pymupdf.Widget()
        field.field_name, field.field_type, field.field_value = "mail", pymupdf.PDF_WIDGET_TYPE_TEXT, who["E-mail"]
        field.rect = pymupdf.Rect(40, 500, 300, 520)
        first.add_widget(field)
    if place != "revision":
        return bytes(document.tobytes(no_new_id=True))
    first.insert_text((40, 560), who["SSN"], fontsize=9)
    old = pymupdf.open(stream=document.tobytes(no_new_id=True))
    before = old.tobytes()
    del old
    return before + b"\n% " + who["IBAN"].encode() + b"\n" + before[before.rfind(b"startxref") :]


def make(index: int, seed: int) -> tuple[str, bytes, str, list[str]]:
    """Kind, bytes, media type and the values written on a document."""
    rng = random.Random(seed * 100_003 + index)
    who, kind = person(rng), KINDS[index % len(KINDS)]
    sheet = Sheet(SIZE)
    page(sheet, who, rng, rng.choice(FACES[:7]))
    if kind == "pdf":
        sheet.document[0].set_rotation(rng.choice((0, 0, 90, 180, 270)))
        return kind, hide(sheet.document, who, rng), PDF, list(who.values())
    picture = scan(sheet.picture(0, 200), rng.uniform(-1.5, 1.5), rng.uniform(2, 7), index)
    if kind in TYPES:
        return kind, encoded(picture, kind.upper(), dpi=(200, 200)), TYPES[kind], list(who.values())
    turn = rng.choice((0, 90, 180, 270)) if kind == "scan pdf" else 0  # a scanner's way: pixels one way, /Rotate the other
    paper = Sheet(SIZE[::-1] if turn % 180 else SIZE)
    if kind == "mixed pdf":
        page(paper, who, rng, rng.choice(FACES[:7]))
    paper.append_picture(encoded(picture.rotate(turn, expand=True), "JPEG", quality=rng.choice((60, 80, 92))), [])
    paper.document[-1].set_rotation(turn)
    return kind, hide(paper.document, who, rng), PDF, list(who.values())


def spoilt(result: bytes, source: bytes, media_type: str, plan: Plan) -> dict[str, bytes]:
    """The redacted file with something left in, in several ways."""
    place = pymupdf.Rect(plan.marks[-1].box)  # two findings may share a place: all of its marks are left out
    kept = tuple(mark for mark in plan.marks if not place.intersects(mark.box) or mark.page_index != plan.marks[-1].page_index)
    less = replace(plan, marks=kept)
    ways = {"a place left out": redact_document(source, media_type, less)[0]}
    if media_type != PDF:
        return ways
    needle = max(plan.needles, key=lambda needle: len(needle.text)).text
    for way in ("metadata", "attachment", "note", "revision", "painted over"):
        document = pymupdf.open(stream=source if way == "painted over" else result)
        if way == "metadata":
            document.set_metadata({"title": needle})
        elif way == "attachment":
            document.embfile_add("left.txt", needle.encode())
        elif way == "note":
            document[0].add_text_annot((50, 50), needle)
        elif way == "painted over":
            for mark in plan.marks:
                sheet = document[mark.page_index]
                sheet.draw_rect(pymupdf.Rect(mark.box) * sheet.derotation_matrix, color=(1, 1, 1), fill=(1, 1, 1))
            clean = pymupdf.open()
            clean.insert_pdf(document, links=False, annots=False, widgets=False)
            clean.xref_set_key(clean.pdf_catalog(), "Info", "null")
            document = clean
        data = bytes(document.tobytes(garbage=4, deflate=True))
        ways[way] = result + source if way == "revision" else data
    return ways


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--limit", type=int, default=200)
    parser.add_argument("--data", help="not used; every bench script takes it")
    parser.add_argument("--first", type=int, default=0, help="index of the first document")
    parser.add_argument("--seed", type=int, default=5)
    options = parser.parse_args()
    read, pii, engine = ReadStage(), PIIStage(), load_engine("rapidocr")
    passed, tried, caught, planted = Counter(), Counter(), Counter(), Counter()
    times, rounds, missed, written = [], Counter(), 0, 0
    for index in range(options.first, options.first + options.limit):
        kind, source, media_type, values = make(index, options.seed)
        record = Record(Document(hashlib.sha256(source).hexdigest(), media_type, len(source)), source=source)
        record = pii.run(read.run(record, Deadline()), Deadline())
        tried[kind] += 1
        written += len(values)
        began = time.perf_counter()
        try:
            result, report = redacted(source, record, engine)
        except FlexOrchError as error:
            print(f"document {index} ({kind}): {error.code} {error.message}", flush=True)
            continue
        times.append(time.perf_counter() - began)
        passed[kind] += 1
        rounds[report.rounds] += 1
        found = " ".join(finding.text for finding in record.privacy.findings)
        missed += sum(not any(occurrences(found, [Needle.of("", value)])) for value in values)
        plan = plan_of(record)
        if index % 20 in (0, 3, 6) and plan.marks:
            for way, data in spoilt(result, source, media_type, plan).items():
                planted[way] += 1
                caught[way] += bool(verify(data, media_type, plan, engine))
    for kind in sorted(tried):
        print(f"{kind:10} {passed[kind]}/{tried[kind]} redacted and verified")
    print(f"all        {passed.total()}/{tried.total()}; rounds needed: {dict(sorted(rounds.items()))}")
    for way in sorted(planted):
        print(f"planted: {way:18} {caught[way]}/{planted[way]} noticed")
    if times:
        print(f"redaction with verification: median {statistics.median(times):.2f} s, longest {max(times):.2f} s a document")
    print(f"values the detection did not find: {missed} of {written}")


if __name__ == "__main__":
    main()
