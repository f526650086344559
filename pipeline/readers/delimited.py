"""Tables in text files: CSV and its kin, whatever parts their columns."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator

from pipeline.exceptions import EmptyDocumentError, LimitExceededError, UnreadableError
from pipeline.options import Limits
from pipeline.readers.content import BeforePage, CellText, PageContent, Piece
from pipeline.readers.encoding import decoded
from pipeline.readers.sheets import CELLS_MAX

_DELIMITERS = (",", ";", "\t", "|")
_LOOKED_AT = 100  # rows
_NUMBER_SIGNS = frozenset("0123456789.,+-%€$£ ")


def read_csv(data: bytes, _limits: Limits, before_page: BeforePage) -> Iterator[PageContent]:
    """One page with one table, its first row the header unless it holds a number or an empty cell.

    Raises:
        EmptyDocumentError: no value.
        UnreadableError: no usual encoding fits, or a value longer than 131,072 characters.
        LimitExceededError: more than :data:`CELLS_MAX` cells.
    """
    text = decoded(data) if data.strip() else ""
    if text is None:
        raise UnreadableError("The text is in no encoding this reader knows.")
    first, _, rest = text.partition("\n")
    given = first[4:5] if first.lower().startswith("sep=") else ""  # how Excel is told
    before_page(1)
    rows = _rows(rest if given else text, given or _delimiter(text))
    if not rows:
        raise EmptyDocumentError("The file holds no value.")
    has_header = len(rows) > 1 and all(cell.strip() and not set(cell) <= _NUMBER_SIGNS for cell in rows[0])
    table = tuple(tuple(CellText(cell, header=has_header and not index) for cell in row) for index, row in enumerate(rows))
    yield PageContent(pieces=(Piece("table", rows=table),))


def _rows(text: str, delimiter: str) -> list[list[str]]:
    rows, left = [], CELLS_MAX
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True):
            if any(cell.strip() for cell in row):
                rows.append(row)
                left -= len(row)
            if left < 0:
                raise LimitExceededError(f"The file has more than {CELLS_MAX:,} cells.")
    except csv.Error as error:
        raise UnreadableError("The file is no table: one of its values does not end.") from error
    return rows


def _delimiter(text: str) -> str:
    """The sign that parts most rows into the same number of columns, more than one; a comma when none does."""
    best, best_score = ",", 0.0
    sample = "\n".join(text.split("\n", _LOOKED_AT)[:_LOOKED_AT])
    for delimiter in _DELIMITERS:
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if row]
        except csv.Error:
            continue
        width, count = max(Counter(widths).items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        score = count / len(widths) if width > 1 else 0.0
        if score > best_score:
            best, best_score = delimiter, score
    return best
