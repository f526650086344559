"""Amounts beside labels, and the currency of a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from pipeline.fields import labels as named
from pipeline.fields.amounts import Amount, find_currencies, plain
from pipeline.fields.candidates import Candidate, Hit, Reading, find_labels
from pipeline.fields.labels import Labels
from pipeline.fields.lines import Cell, overlap

INTEGER = 0.75  # factor for a number without decimals or a currency mark
UNDER = 0.8  # factor for the only amount under its label instead of beside it
UNPROVEN = 0.85  # factor for a total where a net and a tax of the page add up to another one
SUMMED, DOUBTFUL = 0.95, 0.5  # the same for the last of several, when those above add up to it, and when they do not
PARTIAL: Labels = named.table(  # a total of something else than the document
    en="sub total|subtotal|total qty|total quantity|total items|total item|total excl|total excluding|total net|net total|"
    "total tax|total vat|total gst|total discount|total savings|total before tax|total hours|total points|"
    "total pages|total weight",
    de="zwischensumme|nettosumme|summe netto|gesamt netto|netto gesamt|nettobetrag|positionssumme|rechnungssumme netto|"
    "rechnungssumme ohne|gesamtbetrag der zuschlage|gesamtbetrag der abschlage|summe ust|ust gesamt|gesamt ust|summe mwst",
    fr="total ht|sous total|montant ht|total tva",
    it="totale imponibile|totale iva|imponibile|subtotale|totale netto",
    es="subtotal|base imponible|total iva|total neto",
    nl="subtotaal|totaal excl|totaal btw|nettobedrag",
    pl="razem netto|wartosc netto|suma netto|kwota vat|suma ptu",
    tr="ara toplam|toplam kdv|toplam iskonto|mal hizmet toplam tutari|matrah",
)


def labelled_amounts(reading: Reading, labels: Labels, others: Labels | None = None) -> Iterator[Candidate]:
    """The amount that belongs to each of these labels: the last one of its row, else the one under it."""
    for hit in find_labels(reading.layout, labels, others):
        placed = amount_of(reading, hit)
        if placed is not None:
            cell, amount, trust = placed
            score = hit.weight * trust * (1.0 if amount.money else INTEGER)
            yield Candidate(plain(amount.value), cell.start + amount.start, cell.start + amount.end, score)


def amount_of(reading: Reading, hit: Hit) -> tuple[Cell, Amount, float] | None:
    """A label's amount, its cell, and trust in its place."""
    found = [(hit.cell, amount) for amount in reading.amounts(hit.cell) if amount.start >= hit.end]
    for cell in reading.layout.right_of(hit.cell):
        found += [(cell, amount) for amount in reading.amounts(cell)]
    money = [item for item in found if item[1].money] or found
    if money:
        return (*money[-1], 1.0)
    return _column(reading, hit)


def _column(reading: Reading, hit: Hit) -> tuple[Cell, Amount, float] | None:
    """The last amount under a heading; sure when the ones above it add up to it, doubtful when they do not."""
    found: list[tuple[Cell, Amount]] = []
    for row in reading.layout.rows[hit.cell.row + 1 :]:
        under = [cell for cell in row if cell.page_index == hit.cell.page_index and overlap(cell.box, hit.cell.box, axis=0) > 0]
        amounts = [(cell, amount) for cell in under for amount in reading.amounts(cell) if amount.money]
        if not amounts:
            break
        found.append(amounts[-1])
    if not found:
        return None
    above = sum((amount.value for _, amount in found[:-1]), Decimal(0))
    trust = UNDER if len(found) == 1 else SUMMED if above == found[-1][1].value else DOUBTFUL
    return (*found[-1], trust)


def totals(reading: Reading) -> Iterator[Candidate]:
    """Candidates for the total with tax: labelled, later on the page before earlier, no partial sums."""
    rows = max(1, len(reading.layout.rows))
    nets = {candidate.amount for candidate in labelled_amounts(reading, named.NET)}
    taxes = {candidate.amount for candidate in labelled_amounts(reading, named.TAX)}
    sums = {net + tax for net in nets for tax in taxes}
    candidates = list(labelled_amounts(reading, named.TOTAL, PARTIAL))
    proven = any(candidate.amount in sums for candidate in candidates)
    for candidate in candidates:
        place = _row_of(reading, candidate.start) / rows
        trust = UNPROVEN if proven and candidate.amount not in sums else 1.0
        yield Candidate(candidate.canonical, candidate.start, candidate.end, candidate.score * (0.9 + 0.1 * place) * trust)


def currencies(reading: Reading, near: Candidate | None = None) -> Iterator[Candidate]:
    """The currency most often named, those beside a number counting more, and one beside the total most."""
    votes: Counter[str] = Counter()
    places: dict[str, tuple[int, int]] = {}
    for cell in reading.layout.cells:
        for code, start, end, beside in find_currencies(cell.text):
            by_total = near is not None and cell.start <= near.start < cell.end
            votes[code] += 5 if by_total else 2 if beside else 1
            places.setdefault(code, (cell.start + start, cell.start + end))
    total = votes.total()
    for code, count in sorted(votes.items()):
        yield Candidate(code, *places[code], 0.5 + 0.49 * count / total)


def _row_of(reading: Reading, offset: int) -> int:
    return next((cell.row for cell in reading.layout.cells if cell.start <= offset < cell.end), 0)
