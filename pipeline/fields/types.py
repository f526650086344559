"""The document's type: keywords weighted by how telling they are and where they stand, and the shape of till receipts.

Confidence is the margin of the best type over the next, tempered by how much evidence there is; it is not calibrated.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from functools import cache

from pipeline.doctypes import DocumentType
from pipeline.fields.amounts import find_amounts
from pipeline.fields.keywords import KEYWORDS
from pipeline.fields.lines import Layout
from pipeline.fields.own import words_of
from pipeline.fields.phrases import Phrases, phrases
from pipeline.fields.schema import DOCUMENT_TYPES, GENERAL
from pipeline.record import Classification, Record

TITLE_ROWS = 12  # of the first page: where a title stands
TITLE_FACTOR = 2.5
SHORT_ROW = 45  # a title is no sentence: letters of a row at most
REPEATS = 2  # a word counts this often at most; a page full of "total" proves no more than two
LEAST_SCORE = 4.0  # less evidence than one title word (3 x 2.5), or two words of the body: unsure
LEAST_CONFIDENCE = 0.45  # below it the type is ``general``
NARROW = 0.62  # width / height of a receipt at most; A4 is 0.71
AUTO = "auto"
NAMING = 3  # weight of words that name a type, as in ``keywords``

_LONG_WORD = re.compile(r"[^\W\d_]{2,}")


def classify(record: Record, hint: str | None = None, types: tuple[DocumentType, ...] = ()) -> Classification:
    """The type of a document; ``general`` when unsure.

    Args:
        record: with text and pages.
        hint: overrules the evidence; None or ``auto`` for none.
        types: declared by the user, beside those built in.
    """
    if hint not in (None, AUTO):
        return Classification(str(hint), 1.0, "hint")
    scores = type_scores(record, types)
    names = [*DOCUMENT_TYPES, *(declared.name for declared in types)]
    ranked = sorted(scores.items(), key=lambda item: (-item[1], names.index(item[0])))
    if not ranked or ranked[0][1] < LEAST_SCORE:
        return Classification(GENERAL, 0.5, "fallback")
    confidence = _confidence(ranked[0][1], ranked[1][1] if len(ranked) > 1 else 0.0)
    if confidence < LEAST_CONFIDENCE:
        return Classification(GENERAL, round(1 - confidence, 4), "fallback")
    return Classification(ranked[0][0], round(confidence, 4), "deterministic")


def type_scores(record: Record, types: tuple[DocumentType, ...] = ()) -> dict[str, float]:
    """Evidence for each type, 0 and up; types without any are left out. The words of declared types name them."""
    if len(_LONG_WORD.findall(record.text)) < 3:
        return {}
    layout = Layout.of(record)
    scores: dict[str, float] = defaultdict(float)
    for document_type, words in _words().items():
        for weight, wanted in words:
            scores[document_type] += weight * _occurrences(layout, wanted, titles=weight == 3)
    for declared in types:
        scores[declared.name] += NAMING * _occurrences(layout, words_of(declared), titles=True)
    if scores["receipt"] > 0:
        scores["receipt"] += _receipt_shape(record, layout)
    return {name: score for name, score in scores.items() if score > 0}


@cache
def _words() -> dict[str, tuple[tuple[int, Phrases], ...]]:
    return {
        name: tuple((weight, phrases(tuple(words.split("|")))) for weight, words in by_weight.items())
        for name, by_weight in KEYWORDS.items()
    }


def _occurrences(layout: Layout, wanted: Phrases, *, titles: bool) -> float:
    """How often phrases occur, each counted ``REPEATS`` times at most, title rows counting more."""
    counts: dict[str, float] = defaultdict(float)
    first_page = layout.cells[0].page_index if layout.cells else 0
    for cell, start, end in layout.find(wanted):
        title = titles and cell.row < TITLE_ROWS and cell.page_index == first_page and len(cell.text) <= SHORT_ROW
        starts = not cell.folded[:start].strip()
        found = TITLE_FACTOR if title and starts else 1.5 if title else 1.0
        limit = TITLE_FACTOR if title else REPEATS
        word = cell.folded[start:end]
        counts[word] = min(max(limit, counts[word]), counts[word] + found)
    return sum(counts.values())


def _receipt_shape(record: Record, layout: Layout) -> float:
    """Evidence from the page: narrow, few words a row, amounts down the right edge."""
    page = record.pages[0]
    if not page.width_pt or not page.height_pt or len(record.pages) > 2:
        return 0.0
    narrow = page.width_pt / page.height_pt <= NARROW
    rows = max(1, len(layout.rows))
    short = sum(len(row) for row in layout.rows) / rows <= 3.5
    money = sum(any(amount.money for amount in find_amounts(row[-1].text, ".")) for row in layout.rows) / rows
    return 4.0 * (narrow and short) + 3.0 * (short and money > 0.15)


def _confidence(best: float, second: float) -> float:
    """In [0, 1): the best type's share of the two best, less where evidence is thin."""
    share = best / (best + second)
    return share * (1 - math.exp(-best / 6))
