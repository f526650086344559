"""What a till receipt adds up to: the total among its like, and how it was paid. Its head is in ``shops``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.fields import labels as named
from pipeline.fields.amounts import plain
from pipeline.fields.candidates import Candidate, Reading
from pipeline.fields.text import fold
from pipeline.fields.totals import labelled_amounts

_PAID = {
    "cash": r"cash|bar|bargeld|especes|contanti|contante|efectivo|gotowka|nakit|contant|tunai",
    "card": r"visa|master\s?card|mastercard|amex|credit card|debit card|card|kreditkarte|ec karte|girocard|carte bancaire|"
    r"cb|carta|"
    r"bancomat|tarjeta|karta|kredi karti|kart|pin|maestro|debit",
    "transfer": r"bank transfer|uberweisung|virement|bonifico|transferencia|przelew|havale|eft",
}
_CASH = named.table(
    en="cash tendered|cash received|amount tendered|tendered|cash|paid amount|paid",
    de="bar|gegeben",
    fr="especes",
    it="contanti",
    es="efectivo",
    nl="contant",
    pl="gotowka",
    tr="nakit",
)
_CHANGE = named.table(
    en="change due|change amt|change",
    de="ruckgeld|zuruck",
    fr="rendu|monnaie",
    it="resto",
    es="cambio",
    nl="wisselgeld",
    pl="reszta",
    tr="para ustu",
)
_TOTAL_ROW = re.compile(
    r"total|t0tal|tota1|\bdue\b|amt paid|amount paid|payable|summe|zu zahlen|gesamt|totale|importe|suma|razem|do zaplaty|"
    r"toplam|te betalen|totaal|net amt|nett?\b|round"
)
_ROUNDED = re.compile(
    r"round(?:e\s?d)?\s*(?:d\s*)?total|total\s*\(?round|total\s*(?:amount\s*)?(?:after|rounded)|"
    r"after (?:rounding|adj)|rounded"
)
_WITH_TAX = re.compile(
    r"incl|with gst|nett?\s*total|grand|total\s*(?:amount|sales|due|rm|\(rm\))|amount due|payable|zu zahlen|brutto|ttc|amt paid"
)
_NOT_TOTAL = re.compile(
    r"sub\s?-?total|subtotal|qty|quantity|exc?l|without|before|saving|discount|disc\b|item|gst\s*(?:summary|amount|:)|"
    r"total\s*gst|total\s*tax|tax\s*total|tax\s*amt|points?|zwischensumme|"
    r"netto|change|pcs|taxable|payable gst|gst payable|included in|% |"
    r"iva|mwst|tva|kdv"
)
_ROUNDING = re.compile(r"round")
_SUMMARY = re.compile(r"gst\s*summary|tax\s*(?:code|summary)|gst\s*analysis|summary|steuersatz")
MOST_ROUNDING = Decimal("0.05")  # tills round to five cents
SMALL = Decimal("0.4")  # share of the largest total on the page below which an amount is rather a tax or a part


@dataclass(frozen=True)
class _Sum:
    """An amount in a row that speaks of a total."""

    row: int
    text: str
    start: int
    end: int
    value: Decimal
    trust: float


def receipt_totals(reading: Reading) -> Iterator[Candidate]:
    """Amounts in rows that speak of a total, believed more when rounded, with tax, repeated, or equal to cash less change."""
    sums = list(_sums(reading))
    paid = _cash_less_change(reading)
    repeats = Counter(amount.value for cell in reading.layout.cells for amount in reading.amounts(cell) if amount.money)
    summary = next(
        (index for index in range(len(reading.layout.rows)) if _SUMMARY.search(fold(reading.layout.row_text(index)))), None
    )
    largest = max((one.value for one in sums), default=Decimal(0))
    rounded = any(_ROUNDING.search(one.text) and abs(one.value) <= MOST_ROUNDING for one in sums)
    for one in sums:
        score = _total_score(one.text) * one.trust
        score -= 0.35 * (summary is not None and one.row > summary) + 0.3 * (one.value < SMALL * largest)
        score += 0.25 * (paid is not None and one.value == paid) + 0.03 * min(3, repeats[one.value] - 1)
        score += 0.05 * one.row / len(reading.layout.rows)
        if (
            rounded
            and one.value % MOST_ROUNDING == 0
            and any(0 < abs(one.value - other.value) <= MOST_ROUNDING for other in sums)
        ):
            score += 0.2  # the one of two near totals that the rounding leads to
        if one.value > MOST_ROUNDING and score > 0:
            yield Candidate(plain(one.value), one.start, one.end, min(score, 0.98))


def _sums(reading: Reading) -> Iterator[_Sum]:
    for index in range(len(reading.layout.rows)):
        text = fold(reading.layout.row_text(index))
        money = _money_of_row(reading, index) if _TOTAL_ROW.search(text) else None
        if money is not None:
            yield _Sum(index, text, *money)


def _total_score(text: str) -> float:
    if _ROUNDED.search(text) and not re.search(r"rounding\s*(?:adj|:|$)", text):
        return 0.8
    if _NOT_TOTAL.search(text):
        return 0.25 if not _WITH_TAX.search(text) else 0.45
    if _ROUNDING.search(text):
        return 0.4
    return 0.7 if _WITH_TAX.search(text) else 0.62


def _money_of_row(reading: Reading, index: int) -> tuple[int, int, Decimal, float] | None:
    """The last amount of a row, or of the row below when it has none."""
    for row, trust in ((index, 1.0), (index + 1, 0.75)):
        if row >= len(reading.layout.rows):
            return None
        found = [
            (cell.start + amount.start, cell.start + amount.end, amount.value)
            for cell in reading.layout.rows[row]
            for amount in reading.amounts(cell)
            if amount.money
        ]
        if found:
            return (*found[-1], trust)
        if row == index and re.search(r"\d", reading.layout.row_text(index)):
            return None
    return None


def _cash_less_change(reading: Reading) -> Decimal | None:
    cash = next((candidate.amount for candidate in labelled_amounts(reading, _CASH)), None)
    change = next((candidate.amount for candidate in labelled_amounts(reading, _CHANGE)), None)
    return None if cash is None or change is None else cash - abs(change)


def payment_methods(reading: Reading) -> Iterator[Candidate]:
    """``cash``, ``card`` or ``transfer``, from a word in a row with an amount, below the first third."""
    for name, words in _PAID.items():
        pattern = re.compile(rf"(?<![^\W_])(?:{words})(?![^\W_])")
        for cell in reading.layout.cells:
            match = pattern.search(cell.folded)
            if match is None or cell.row < len(reading.layout.rows) // 3:
                continue
            amount = _money_of_row(reading, cell.row)
            score = 0.8 if amount is not None and amount[3] == 1.0 else 0.4
            yield Candidate(name, cell.start + match.start(), cell.start + match.end(), score)
