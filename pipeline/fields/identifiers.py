"""Document numbers beside their labels, and IBANs that pass their checksum."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum import iban

from pipeline.fields import labels as named
from pipeline.fields.candidates import Candidate, Reading, find_labels, values_of
from pipeline.fields.dates import find_dates
from pipeline.fields.labels import Labels

_TOKEN = re.compile(r"^[\s:.#№°nNoOrR]{0,8}?[\s:.#]*(?P<value>[A-Z0-9][A-Z0-9\-/._]*[A-Z0-9]|\d)(?![\w])", re.IGNORECASE)
# Looked ahead, so that a run that begins too early ("DE123456789 IBAN DE89 ...") does not swallow the right one.
_IBAN = re.compile(r"(?<![A-Z0-9])(?=([A-Z]{2}[ \u00a0]?\d{2}(?:[ \u00a0]?[A-Z0-9]){11,30}))", re.IGNORECASE)
_GROUPS = re.compile(r"[A-Z]{2}\d{2}(?:[ \u00a0]?[A-Z0-9]{4}){2,7}(?:[ \u00a0]?[A-Z0-9]{1,3}(?![A-Z0-9]))?")
_LABEL = re.compile(r"iban\b[^\n\d]{0,8}\n?[ .:]*$", re.IGNORECASE)
# A document's word, up to four others, and a word for "number".
_TITLE = re.compile(
    r"^\W*(?:invoice|credit note|\w*rechnung|\w*gutschrift|facture|avoir|fattura|factura|factuur|faktura|fatura)"
    r"(?:\s+[^\W\d_]+){1,4}?\s+(?:no|nr|num|number|nummer|numero|n°|numer)\b[\s.:]*"
)
TITLE_ROWS = 15  # titles stand above the first table
TITLED = 0.7
UNCHECKED = 0.45  # belief in a number called IBAN whose check digits are wrong: misread, or made up
OTHER_NUMBERS: Labels = named.table(
    en="customer no|customer number|account no|order no|order number|tax no|vat no|invoice date|invoice address|invoice total|"
    "invoice amount|invoice to|tax invoice|invoice period",
    de="kundennummer|kunden nr|bestellnummer|bestell nr|lieferschein nr|lieferscheinnummer|steuernummer|steuer nr|vertrags nr|"
    "rechnungsdatum|rechnungsbetrag|rechnungsempfanger|ursprungsbeleg nr|lief nr|art nr",
    fr="numero client|date de facture|date facture|facture a",
    it="data fattura|totale fattura|codice cliente",
    es="fecha de factura|fecha factura|total factura|numero de cliente",
    nl="factuurdatum|factuurbedrag|klantnummer",
    pl="data faktury|numer klienta",
    tr="fatura tarihi|musteri no",
)


def labelled_identifiers(reading: Reading, labels: Labels) -> Iterator[Candidate]:
    """Tokens with a digit beside these labels; dates are none."""
    for hit in find_labels(reading.layout, labels, OTHER_NUMBERS):
        for cell, offset, trust in values_of(reading.layout, hit, below=1):
            match = _TOKEN.match(cell.text[offset:])
            if match is None or not any(char.isdigit() for char in match["value"]):
                continue
            if any(day.start <= match.start("value") < day.end for day in find_dates(cell.text[offset:], reading.order)):
                continue
            start = cell.start + offset + match.start("value")
            alone = 0.9 if cell is not hit.cell and len(match["value"]) < 3 else 1.0
            yield Candidate(match["value"], start, start + len(match["value"]), hit.weight * trust * alone)
            break


def titled_identifiers(reading: Reading) -> Iterator[Candidate]:
    """The number in a title that says more between its word and its number: "Rechnung des Versicherers Nr. 12"."""
    for cell in reading.layout.cells:
        if cell.page_index or cell.row >= TITLE_ROWS:
            return
        title = _TITLE.match(cell.folded)
        match = _TOKEN.match(cell.text[title.end() :]) if title else None
        if title is None or match is None or not any(char.isdigit() for char in match["value"]):
            continue
        start = cell.start + title.end() + match.start("value")
        yield Candidate(match["value"], start, start + len(match["value"]), TITLED)


def ibans(reading: Reading) -> Iterator[Candidate]:
    """IBANs in compact form: those whose check digits, length and country are right, and, far behind, those only called so."""
    text = reading.record.text
    for match in _IBAN.finditer(text):
        labelled = bool(_LABEL.search(text[max(0, match.start() - 24) : match.start()]))
        for end in _ends(match.group(1)):
            compact = _compact(match.group(1)[:end])
            if iban.is_valid(compact):
                yield Candidate(compact, match.start(), match.start() + end, 0.98 if labelled else 0.95)
                break
        else:
            run = _GROUPS.match(match.group(1)) if labelled else None
            if run is not None:
                yield Candidate(_compact(run.group()), match.start(), match.start() + run.end(), UNCHECKED)


def _compact(text: str) -> str:
    return re.sub(r"\s", "", text).upper()


def _ends(text: str) -> Iterator[int]:
    """Ends to try: the whole run first, then every shorter one, as a word may follow an IBAN without a stop."""
    for end in range(len(text), 14, -1):
        if not text[end - 1].isspace():
            yield end
