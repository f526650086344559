"""Companies and addresses: who sent the document, and the other parties by their labels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from pipeline.fields import labels as named
from pipeline.fields.candidates import Candidate, Hit, Reading, find_labels
from pipeline.fields.labels import Labels
from pipeline.fields.lines import Cell, overlap
from pipeline.fields.text import squeeze

BLOCK_ROWS = 7  # an address block under its label is no longer than this

# Legal forms; where OCR loses blanks and dots they still end a name.
LEGAL_FORM = re.compile(
    r"(?=[s5(bpg])(?:[s5][d0o]n\.?\s*\.?b[hn]d|\(m\)\s*bhd|berhad|pte\.?\s*ltd|pvt\.?\s*ltd|gmbh)|"
    r"\b(?:s/b\b|bhd\b|ltd|limited|inc\b|llc|llp|plc|corp\b|corporation|"
    r"co\.\s*kg|mbh\b|ag\b|kg\b|ohg\b|e\.\s?k\.|e\.\s?v\.|v\.?a\.?g\b|a\.\s?g\.|se\b|ug\b|"
    r"s\.?a\.?r\.?l\b|s\.?a\.?s\b|sasu\b|eurl\b|s\.a\b|"
    r"s\.?r\.?l\b|s\.?p\.?a\b|s\.?n\.?c\b|s\.?l\.?u?\b|b\.?v\b|n\.?v\b|v\.?o\.?f\b|"
    r"sp\.?\s*z\s*o\.?\s*o|s\.?\s*c\.|a\.?\s?s\b|lt[di]\.?\s*st[ii]|tic\.|san\.)",
    re.IGNORECASE,
)
_NOT_A_NAME = re.compile(
    r"^\W*(?:tel|fax|phone|e-?mail|www|http|gln|ust|vat|tax|iban|bic|nummer|globale|steuer|kunden|page|seite|date|datum|att|c/o)\b|@|"
    r"^\W*\d|\bstr(?:\.|asse|aße)|^\W*$",
    re.IGNORECASE,
)
_SENDER_PARTS = re.compile(r"\s*[|●•·¦]\s*|\s+[-–]\s+|,\s+")
_POSTCODE_CITY = re.compile(
    r"(?<!\d)(?:[A-Z]{1,2}[- ]?)?\d{4,5}\s+[^\W\d_]{2,}|\b\d{2}-\d{3}\s+[^\W\d_]{2,}|\b\d{4}\s?[A-Z]{2}\s+[^\W\d_]{2,}"
)


def is_company(text: str) -> bool:
    """The text ends, or nearly ends, in a legal form, and has a name before it."""
    return any(match.start() >= 2 and len(text) - match.end() <= 25 for match in LEGAL_FORM.finditer(text))


def labelled_parties(reading: Reading, labels: Labels, others: Labels | None = None) -> Iterator[Candidate]:
    """The names in the blocks that these labels head, or after the label on its line."""
    for hit in find_labels(reading.layout, labels, others):
        colon = hit.cell.text[hit.end : hit.end + 2].strip().startswith(":")
        rest = hit.cell.text[hit.end :]
        heads = not rest.strip(" :.*")
        if not heads and not colon:
            continue
        if not heads:
            start = hit.cell.start + hit.end + len(rest) - len(rest.lstrip(" :"))
            if not _NOT_A_NAME.search(reading.record.text[start : hit.cell.end]):
                yield _name(reading, start, hit.cell.end, hit.weight * 0.9)
            continue
        block = _block(reading, hit)
        names = [cell for cell in block if not _NOT_A_NAME.search(cell.text)]
        companies = [cell for cell in names if is_company(cell.text)]
        for cell in (companies or names)[:1]:
            first = _first_line(block, cell)
            spans = ((first.start, first.end), (cell.start, cell.end)) if first is not cell else ()
            found = _name(reading, cell.start, cell.end, hit.weight * (0.95 if companies else 0.75))
            if spans:
                found = replace(found, canonical=squeeze(f"{first.text} {found.canonical}"), start=first.start, spans=spans)
            yield found


def vendors(reading: Reading) -> Iterator[Candidate]:
    """Who sent an invoice, order or offer: by label, by the line above the window, by legal form at the top or in the foot."""
    yield from labelled_parties(reading, named.VENDOR, named.CUSTOMER)
    buyers = {candidate.canonical for candidate in labelled_parties(reading, named.merged(named.CUSTOMER, named.RECIPIENT))}
    cells = [cell for cell in reading.layout.cells if cell.page_index == 0]
    seen = Counter(name for cell in reading.layout.cells for name in _companies(cell))
    for place, cell in enumerate(cells):
        parts = [part for part in _SENDER_PARTS.split(cell.text) if part]
        if len(parts) >= 3 and _POSTCODE_CITY.search(cell.text) and not _NOT_A_NAME.search(parts[0]):
            yield _name(
                reading, cell.start, cell.start + len(parts[0]), 0.9 if seen[parts[0]] > 1 or is_company(parts[0]) else 0.7
            )
        elif is_company(cell.text) and not _NOT_A_NAME.search(cell.text):
            name = squeeze(cell.text)
            score = 0.68 if place < len(cells) / 3 else 0.5
            score += 0.1 * (seen[name] > 1) - 0.4 * (name in buyers)
            yield _name(reading, cell.start, cell.end, score)


def _companies(cell: Cell) -> list[str]:
    """The company names on a line, alone or as the first part of a sender's line."""
    first = _SENDER_PARTS.split(cell.text)[0]
    return list(dict.fromkeys(squeeze(text) for text in (cell.text, first) if is_company(text)))


def _name(reading: Reading, start: int, end: int, score: float) -> Candidate:
    text = reading.record.text[start:end]
    trimmed = text.rstrip(" ,;:|")
    return Candidate(squeeze(trimmed), start, start + len(trimmed), score)


def _first_line(block: list[Cell], cell: Cell) -> Cell:
    """The line a name in an address block begins with: the one that heads the block, where the legal form is in the second."""
    first = block[0]
    heads = len(block) > 2 and cell is block[1] and is_company(cell.text) and not is_company(first.text)
    return first if heads and not _NOT_A_NAME.search(first.text) else cell


def _block(reading: Reading, hit: Hit) -> list[Cell]:
    """The cells under a label that begin at its left edge, down to the next label."""
    height = max(hit.cell.height, 1.0)
    found: list[Cell] = []
    for cell in reading.layout.below(hit.cell, BLOCK_ROWS):
        aligned = abs(cell.box[0] - hit.cell.box[0]) < 4 * height or overlap(cell.box, hit.cell.box, axis=0) > 0
        if cell.text.rstrip().endswith(":") and found:
            break
        if aligned:
            found.append(cell)
    return found
