"""Candidates: typed values with a reason to believe them, found beside labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from pipeline.fields.amounts import Amount, Separator, decimal_separator, find_amounts
from pipeline.fields.dates import Order, day_month_order
from pipeline.fields.labels import Labels
from pipeline.fields.lines import Cell, Layout
from pipeline.fields.phrases import Phrases
from pipeline.record import Box, Field, FieldKind, LineItem, Record, union

GENERIC = 0.7  # weight of the last, least telling label of a language; the first weighs 1
BESIDE, RIGHT, BELOW = 1.0, 0.95, 0.75  # trust in a value after its label, in the next cell of the row, in the row below
_JOINTS = re.compile(r"[\s.:\-)*]+")
FOREIGN = 0.5  # for a label with another word before it: "order date" is not "date"


@dataclass(frozen=True)
class Reading:
    """A document as the rules see it.

    Attributes:
        layout: its cells and rows.
        language: ISO 639-1, or None.
        decimal: how its numbers are written.
        order: how its dates are written.
    """

    layout: Layout
    language: str | None
    decimal: Separator
    order: Order
    _amounts: dict[int, tuple[Amount, ...]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, record: Record) -> Reading:
        """Decide separators and date order once, from the whole document."""
        text, language = record.text, record.language
        return cls(Layout.of(record), language, decimal_separator(text, language), day_month_order(text, language))

    def amounts(self, cell: Cell) -> tuple[Amount, ...]:
        """The numbers of a cell; many rules ask for them."""
        found = self._amounts.get(cell.index)
        if found is None:
            found = self._amounts[cell.index] = tuple(find_amounts(cell.text, self.decimal))
        return found

    @property
    def record(self) -> Record:
        """What is read."""
        return self.layout.record


@dataclass(frozen=True)
class Candidate:
    """A value that could fill a field.

    Attributes:
        canonical: as in :class:`pipeline.record.Field`.
        start, end: its span of ``record.text``.
        score: belief in [0, 1]; becomes the field's confidence.
        spans: its parts, when it is made of several lines.
        items: rows, for a field of that kind.
    """

    canonical: str
    start: int
    end: int
    score: float
    spans: tuple[tuple[int, int], ...] = ()
    items: tuple[LineItem, ...] = field(default=())

    @property
    def amount(self) -> Decimal:
        """The value of an amount."""
        return Decimal(self.canonical)


@dataclass(frozen=True)
class Hit:
    """A label on the page: its cell, its offsets in the cell, and how telling it is (0 to 1)."""

    cell: Cell
    start: int
    end: int
    weight: float


def weights(labels: Labels) -> dict[str, float]:
    """Label to weight: 1 for the first of its language, falling to ``GENERIC`` for the last."""
    found: dict[str, float] = {}
    for names in labels.values():
        for place, name in enumerate(names):
            weight = 1 - (1 - GENERIC) * place / max(1, len(names) - 1)
            found[name] = max(found.get(name, 0.0), weight)
    return found


@dataclass(frozen=True)
class _Finder:
    """What labels are looked for with: all at once, and each label's weight by its letters alone."""

    phrases: Phrases
    weights: dict[str, float]

    def weight(self, found: str) -> float:
        return self.weights.get(_JOINTS.sub("", found), GENERIC)


@lru_cache(maxsize=256)
def _finder(labels: tuple[tuple[str, tuple[str, ...]], ...]) -> _Finder | None:
    by_label = weights(dict(labels))
    if not by_label:
        return None
    letters: dict[str, float] = {}
    for label, weight in by_label.items():
        key = _JOINTS.sub("", label)
        letters[key] = max(weight, letters.get(key, 0.0))
    return _Finder(Phrases(by_label), letters)


def find_labels(layout: Layout, labels: Labels, others: Labels | None = None) -> Iterator[Hit]:
    """Labels on the page, in order.

    Args:
        layout: where to look.
        labels: what to look for.
        others: labels of other fields; a hit inside one of those is none ("due date" holds "date").
    """
    finder = _finder(tuple(labels.items()))
    if finder is None:
        return
    blocked = _finder(tuple(others.items())) if others else None
    taken: dict[int, list[tuple[int, int]]] = {}
    for cell, start, end in layout.find(blocked.phrases) if blocked else ():
        taken.setdefault(cell.index, []).append((start, end))
    for cell, start, end in layout.find(finder.phrases):
        inside = any(first <= start and end <= last and last - first > end - start for first, last in taken.get(cell.index, ()))
        if not inside:
            weight = finder.weight(cell.folded[start:end]) * _standing(cell, _word_start(cell.folded, start))
            yield Hit(cell, start, end, weight)


def values_of(layout: Layout, hit: Hit, *, below: int = 2) -> Iterator[tuple[Cell, int, float]]:
    """Where a label's value may stand: cell, offset in it, and trust in the place; nearest first."""
    if hit.end < len(hit.cell.text.rstrip(" :.")):
        yield hit.cell, hit.end, BESIDE
    for distance, cell in enumerate(layout.right_of(hit.cell)):
        yield cell, 0, RIGHT - 0.1 * distance
    for distance, cell in enumerate(layout.below(hit.cell, below)):
        yield cell, 0, BELOW - 0.05 * distance


def best(candidates: Iterable[Candidate], least: float = 0.3) -> Candidate | None:
    """The most believed candidate, the earlier one of equals; None when none is believed enough."""
    ordered = sorted(candidates, key=lambda candidate: (-candidate.score, candidate.start, candidate.canonical))
    return ordered[0] if ordered and ordered[0].score >= least else None


def to_field(record: Record, name: str, kind: FieldKind, found: Candidate) -> Field:
    """A candidate as the record's Field, with its place on the page."""
    spans = found.spans or ((found.start, found.end),)
    page_index, _ = record.place(found.start, found.end)
    boxes: list[Box] = [box for start, end in spans for box in record.boxes_of(start, end)]
    text = "\n".join(record.text[start:end] for start, end in spans)
    return Field(
        name=name,
        kind=kind,
        canonical=found.canonical,
        text=text,
        confidence=round(min(1.0, max(0.0, found.score)), 4),
        method="deterministic",
        start=found.start,
        end=found.end,
        page_index=page_index,
        bbox=_rounded(union(boxes)),
        items=found.items,
    )


def _rounded(box: Box | None) -> Box | None:
    return None if box is None else (round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2))


def _word_start(text: str, position: int) -> int:
    """The first letter of the word this position is in."""
    while position and text[position - 1].isalpha():
        position -= 1
    return position


def _standing(cell: Cell, start: int) -> float:
    """1 for a label that begins its cell or follows a stop; less when another word leads into it."""
    before = cell.folded[:start].rstrip()
    return 1.0 if not before or before[-1] in ":;,|.()#/-" or before[-1].isdigit() else FOREIGN
