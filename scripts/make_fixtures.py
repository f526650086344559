#!/usr/bin/env python3
"""Make fixtures/: small documents of every kind, and expected.json, which says what must come out of each.

Usage: scripts/make_fixtures.py [FOLDER]. With the pinned libraries a second run writes the same bytes. Only encrypted.pdf draws
random bytes by its nature, so the one that is there stays while it holds the same page.
"""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from pathlib import Path

import numpy as np
import pymupdf
from fixture_documents import (
    INVOICE_ITEMS,
    RECEIPT_ITEMS,
    RECHNUNG_ITEMS,
    confirmation,
    contract,
    delivery,
    invoice,
    letter,
    memo,
    order,
    receipt,
    rechnung,
)
from fixture_office import (
    csv,
    docx,
    eml,
    html,
    locked,
    markdown,
    msg,
    ods,
    odt,
    old_word,
    picture,
    pptx,
    rtf,
    saved,
    xlsx,
    xml,
)
from fixture_sheet import Sheet, encoded, scan

PASSWORD = "fixture"
NOTE = """Site visit, Tuesday morning

The roof of the north building is dry again. Two gutters are still loose and the rain
barrel has a crack near the tap. We agreed to look at the fence once the weather is better.

Next visit in two weeks. Bring the long ladder.
"""
PII = {
    "credit_card": 1,
    "email": 3,
    "iban_de": 1,
    "iban_tr": 1,
    "ip": 1,
    "name": 8,
    "national_id_es": 1,
    "national_id_fr": 1,
    "national_id_it": 1,
    "national_id_pl": 1,
    "national_id_tr": 1,
    "phone_de": 1,
    "phone_fr": 1,
    "phone_tr": 1,
    "phone_uk": 2,
    "phone_us": 1,
    "ssn_us": 1,
    "tax_id_de": 1,
}


_OPEN_XML, _OPEN_DOCUMENT = "application/vnd.openxmlformats-officedocument.", "application/vnd.oasis.opendocument."
DOCX, XLSX = _OPEN_XML + "wordprocessingml.document", _OPEN_XML + "spreadsheetml.sheet"
PPTX, ODT, ODS = _OPEN_XML + "presentationml.presentation", _OPEN_DOCUMENT + "text", _OPEN_DOCUMENT + "spreadsheet"
KINDS = {"peppol.xml": "invoice"}
NATIVE = {
    "peppol.xml": {
        "vendor": "Brouwerij Van Doorn",
        "document_no": "BV-2026-88",
        "document_date": "2026-04-02",
        "total_amount": "181.50",
        "currency": "EUR",
        "line_items": [{"description": "Donker bier, krat", "quantity": "6", "unit_price": None, "total": None}],
    }
}
PAGES = {"keys.eml": ["text", "text", "ocr", "text"]}


def items_of(items: tuple[tuple[str, int, str], ...]) -> list[dict[str, str]]:
    """Line items as the engine writes them."""
    return [
        {"description": name, "quantity": str(count), "unit_price": price, "total": str(count * Decimal(price))}
        for name, count, price in items
    ]


INVOICE_FIELDS = {
    "vendor": "Harborlight Marine Supplies Ltd",
    "document_no": "HM-2026-00417",
    "document_date": "2026-03-12",
    "due_date": "2026-04-11",
    "total_amount": "2280.00",
    "currency": "GBP",
    "iban": "GB51HBLB20155500123456",
    "line_items": items_of(INVOICE_ITEMS),
}
RECHNUNG_FIELDS = {
    "vendor": "Rebstock & Söhne Weinhandel GmbH",
    "document_no": "RE-2026-0318",
    "document_date": "2026-02-05",
    "due_date": "2026-02-19",
    "total_amount": "1956.00",
    "currency": "EUR",
    "iban": "DE73550999000012345678",
    "line_items": items_of(RECHNUNG_ITEMS),
}
RECEIPT_FIELDS = {
    "vendor": "GREENLEAF MARKET LTD",
    "vendor_address": "218 CAMDEN HIGH STREET LONDON NW1 8QR",
    "document_date": "2026-03-27",
    "total_amount": str(sum(Decimal(price) for _, price in RECEIPT_ITEMS)),
    "currency": "GBP",
}


def completed(media_type: str, document_type: str, pages: list[str], text: list[str], **more: object) -> dict[str, object]:
    """What expected.json says of a document that can be read."""
    head = {"outcome": "completed", "media_type": media_type, "document_type": document_type, "pages": pages}
    return head | {"language": "en", "fields": {}, "pii_at_least": {}} | more | {"text": text}


def failed(code: str) -> dict[str, object]:
    """What expected.json says of a document that cannot be read."""
    return {"outcome": "failed", "code": code}


def texts(sheet: Sheet) -> list[str]:
    """The text of each page."""
    return ["\n".join(lines) for lines in sheet.lines]


def encrypted(old: Path) -> bytes:
    """The letter behind a password; the file that is there when it holds the same page."""
    sheet = letter()
    if old.is_file():
        with pymupdf.open(old) as document:
            document.authenticate(PASSWORD)
            if document[0].get_text() == sheet.document[0].get_text():
                return old.read_bytes()
    return sheet.pdf(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw=PASSWORD, owner_pw=PASSWORD)


def office() -> tuple[dict[str, bytes], dict[str, object]]:
    """Files without geometry: office files, mails, marked-up text; and two kinds of picture."""
    paper = memo()
    made = {
        ("minutes.docx", DOCX, "en"): docx(),
        ("stock.xlsx", XLSX, "en"): xlsx(),
        ("birds.pptx", PPTX, "en"): pptx(),
        ("bread.odt", ODT, "en"): odt(),
        ("rain.ods", ODS, "en"): ods(),
        ("putzplan.rtf", "application/rtf", "de"): rtf(),
        ("jardin.html", "text/html", "fr"): html(),
        ("tower.markdown", "text/markdown", "en"): markdown(),
        ("urunler.csv", "text/csv", "tr"): csv(),
        ("peppol.xml", "application/xml", "en"): xml(),
        ("keys.eml", "message/rfc822", "en"): eml(paper.pdf(), texts(paper)[0]),
        ("boats.msg", "application/vnd.ms-outlook", "en"): msg(),
    }
    sign = ("Please ring twice", "The bell is loud")
    pictures = {
        "sign.bmp": saved(picture(*sign).convert("1"), "BMP"),
        "sign.webp": saved(picture(*sign), "WEBP", lossless=True),
    }
    files = {name: file.data for (name, _, _), file in made.items()} | pictures
    expected: dict[str, object] = {
        name: completed(
            kind,
            KINDS.get(name, "general"),
            PAGES.get(name, ["text"] * len(file.text)),
            file.text,
            language=language,
            fields=NATIVE.get(name, {}),
        )
        for (name, kind, language), file in made.items()
    }
    for name in pictures:
        expected[name] = completed(f"image/{name.split('.')[1]}", "general", ["ocr"], ["\n".join(sign)])
    return files, expected


def broken(folder: Path) -> tuple[dict[str, bytes], dict[str, object]]:
    """Files that must fail, each in its own way."""
    whole = invoice().pdf(use_objstms=1)
    files = {
        "encrypted.pdf": encrypted(folder / "encrypted.pdf"),
        "truncated.pdf": whole[: len(whole) * 6 // 10],
        "empty.pdf": b"",
        "locked.xlsx": locked(),
        "old.doc": old_word(),
        "unknown.xyz": np.random.default_rng(7).bytes(2048),
    }
    codes = ("document.encrypted", "document.unreadable", "document.empty", "document.encrypted", *["document.unsupported"] * 2)
    return files, {name: failed(code) for name, code in zip(files, codes, strict=True)}


def born_digital() -> tuple[dict[str, bytes], dict[str, object]]:
    """Files with a text layer, or nothing but text."""
    sheets = {"invoice.pdf": invoice(), "rechnung.pdf": rechnung(), "letter.pdf": letter(), "contract.pdf": contract()}
    titles = ("Invoice HM-2026-00417", "Rechnung RE-2026-0318", "Relocation file", "Service agreement")
    files = {name: sheet.pdf(title) for (name, sheet), title in zip(sheets.items(), titles, strict=True)}
    expected: dict[str, object] = {
        "invoice.pdf": completed("application/pdf", "invoice", ["text"], texts(sheets["invoice.pdf"]), fields=INVOICE_FIELDS),
        "rechnung.pdf": completed(
            "application/pdf", "invoice", ["text"], texts(sheets["rechnung.pdf"]), language="de", fields=RECHNUNG_FIELDS
        ),
        "letter.pdf": completed("application/pdf", "general", ["text"], texts(sheets["letter.pdf"]), pii_at_least=PII),
        "contract.pdf": completed("application/pdf", "contract", ["text", "text"], texts(sheets["contract.pdf"])),
        "note.txt": completed("text/plain", "general", ["text"], [NOTE]),
    }
    return files | {"note.txt": NOTE.encode()}, expected


def scanned() -> tuple[dict[str, bytes], dict[str, object]]:
    """Files that need OCR on at least one page."""
    paper, copy = invoice(), Sheet()
    copy.append_picture(encoded(scan(paper.picture(), 1.5, 5, seed=1), "JPEG", quality=55), texts(paper))
    both, reply = order(), confirmation()
    both.append_picture(encoded(scan(reply.picture(dpi=150), -0.8, 4, seed=2), "JPEG", quality=55), texts(reply))
    till, note, notice = receipt(), delivery(), memo()
    faxes = [
        scan(note.picture(page), 0.4 - page, 3, seed=4 + page).point(lambda grey: 255 * (grey > 150), "1") for page in (0, 1)
    ]
    files = {
        "invoice_scan.pdf": copy.pdf(),
        "mixed.pdf": both.pdf("Purchase order PO-2026-1187"),
        "receipt.png": encoded(scan(till.picture(), 0.7, 2, seed=3).quantize(8), "PNG", optimize=True),
        "pages.tiff": encoded(faxes[0], "TIFF", save_all=True, append_images=faxes[1:], compression="group4", dpi=(200, 200)),
        "renamed.pdf": encoded(notice.picture(), "PNG", optimize=True),
    }
    expected: dict[str, object] = {
        "invoice_scan.pdf": completed("application/pdf", "invoice", ["ocr"], texts(paper), fields=INVOICE_FIELDS),
        "mixed.pdf": completed("application/pdf", "purchase_order", ["text", "ocr"], texts(both)),
        "receipt.png": completed("image/png", "receipt", ["ocr"], texts(till), fields=RECEIPT_FIELDS),
        "pages.tiff": completed("image/tiff", "delivery_note", ["ocr", "ocr"], texts(note)),
        "renamed.pdf": completed("image/png", "general", ["ocr"], texts(notice)),
    }
    return files, expected


def main(folder: Path) -> None:
    """Write every file, and expected.json beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    expected: dict[str, object] = {}
    for files, facts in (born_digital(), scanned(), office(), broken(folder)):
        expected |= facts
        for name, data in files.items():
            (folder / name).write_bytes(data)
    text = json.dumps(dict(sorted(expected.items())), indent=1, ensure_ascii=False)
    (folder / "expected.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent / "fixtures")
