"""The date fields: by their labels, and for the document's own date by where dates stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.fields import labels as named
from pipeline.fields.candidates import Candidate, Reading, find_labels, values_of
from pipeline.fields.dates import FoundDate, find_dates
from pipeline.fields.labels import Labels
from pipeline.fields.lines import Cell

UNSURE = 0.9  # factor for a date whose day and month were told apart by the rest of the document
TITLE = 0.85  # "Rechnung Nr. 7 vom 5.3.2024": the date in the heading
NEAR, FAR = 10, 0.3  # letters between a label and its date at most, and the factor beyond, where another date may be meant
SENTENCE = 0.8  # "payable without deduction by 19.02.2026"
LONE = 0.55  # a date without a label, first of its page

_CLOCK = re.compile(r"\d{1,2}:\d\d")
_OF = re.compile(r"\b(?:vom|von|dated|of|from|du|del|van|z dnia|dnia)\s*$")
_PAY_BY = re.compile(
    r"\b(?:zahlbar|uberweisen|begleichen|fallig|pay|payable|payment|remit|payer|payable|regler|pagare|pagamento|pagar|pago|betalen|"
    r"voldoen|zaplaty|platne|odenmesi|odeme)\b[^.!?]{0,60}?"
    r"\b(?:bis|by|before|until|no later than|avant le|d'ici le|entro il|entro|"
    r"antes del|hasta el|voor|do dnia|do|tarihine kadar)\b"
)
_PERIOD = re.compile(r"^\s*(?:-|–|bis|to|until|au|al|t/m|do)\s*\d")
OTHER_DATES: Labels = named.table(
    en="delivery date|order date|ship date|date of birth|expiry date|member since|valid until|due date|period|payment date",
    de="leistungsdatum|lieferdatum|bestelldatum|liefertermin|lieferschein datum|bestell datum|leistungs datum|auftrag datum|"
    "gebucht am|gultig bis|druckdatum|vertrags datum",
    fr="date de livraison|date de commande|date d'echeance|date de naissance",
    it="data di consegna|data ordine|data scadenza|data di nascita|data consegna",
    es="fecha de entrega|fecha de vencimiento|fecha de pedido|fecha de nacimiento",
    nl="leverdatum|vervaldatum|orderdatum|geboortedatum",
    pl="data sprzedazy|data dostawy|termin platnosci|data urodzenia|data platnosci",
    tr="vade tarihi|sevk tarihi|siparis tarihi|teslim tarihi|dogum tarihi|son odeme tarihi|bitis tarihi|baslangic tarihi",
)


def labelled_dates(reading: Reading, labels: Labels, others: Labels | None = None) -> Iterator[Candidate]:
    """Dates beside these labels."""
    for hit in find_labels(reading.layout, labels, others):
        for cell, offset, trust in values_of(reading.layout, hit):
            found = next(find_dates(cell.text[offset:], reading.order), None)
            if found is not None:
                between = sum(char.isalpha() for char in cell.text[offset : offset + found.start])
                yield _candidate(cell, offset, found, hit.weight * trust * (1.0 if between <= NEAR else FAR))
                break


def due_dates(reading: Reading, labels: Labels) -> Iterator[Candidate]:
    """Dates beside the labels of the due date, and in sentences that ask to pay by a day."""
    yield from labelled_dates(reading, labels)
    for cell in reading.layout.cells:
        match = _PAY_BY.search(cell.folded)
        found = next(find_dates(cell.text[match.end() :], reading.order), None) if match else None
        if match is not None and found is not None and found.start <= NEAR:
            yield _candidate(cell, match.end(), found, SENTENCE)


def document_dates(reading: Reading) -> Iterator[Candidate]:
    """The date of the document: labelled, in the heading, else the first one that nothing else claims."""
    blocked = named.merged(OTHER_DATES, named.DUE)
    yield from labelled_dates(reading, named.ISSUED, blocked)
    claimed = {candidate.start for candidate in labelled_dates(reading, blocked)}
    first = True
    for cell in reading.layout.cells:
        for found in find_dates(cell.text, reading.order):
            if cell.start + found.start in claimed or _PERIOD.match(cell.text[found.end :]):
                continue
            score = (LONE if first else LONE - 0.15) - 0.1 * min(2, cell.page_index)
            if _CLOCK.search(cell.text[found.end : found.end + 12]):
                score += 0.1  # a time beside it is how tills stamp
            if _OF.search(cell.folded[: found.start]) and cell.row < len(reading.layout.rows) // 3:
                score = TITLE
            yield _candidate(cell, 0, found, score)
            first = False


def _candidate(cell: Cell, offset: int, found: FoundDate, score: float) -> Candidate:
    start, end = cell.start + offset + found.start, cell.start + offset + found.end
    return Candidate(found.iso, start, end, score if found.sure else score * UNSURE)
