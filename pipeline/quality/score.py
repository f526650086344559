"""The score: the word F1 to expect of the document's text, over its pages weighted by their words.

It promises nothing about the fields: a text read without fault may leave every field empty, so ``field_fill_rate`` is reported
beside the score and does not move it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from pipeline.quality.grade import grade_of, stored_score
from pipeline.quality.signals import OcrSignals, noise_ratio, ocr_signals, odd_glyph_ratio, odd_word_ratio, page_words
from pipeline.quality.weights import COEFFICIENTS, CURVE, INTERCEPT
from pipeline.record import Page, Quality, Record

OCR_FLOOR, OCR_CAP = 0.70, 0.74  # contract: below this confidence no better than C
FAILED_CAP = 0.49  # a page that could not be read: D
NOISE_PENALTY, NOISE_WARNING = 0.20, 0.50  # contract: where noise lowers the score, and where it warns
NOISE_SLOPE = 0.5  # a text that is all noise beyond the penalty loses 0.4: such a line has few right words, or none
TEXT_LAYER = 0.99  # a text layer without a sign of damage: ligatures and soft hyphens cost about a word in a hundred
GLYPH_SLOPE = 4.0  # an unmapped glyph spoils the word it stands in, about five letters long, and some words hold two
ODD_FREE, ODD_SLOPE = 0.06, 1.2  # clean texts hold up to 6 % odd words (names, units, codes)
SMALL_PX = 14.0  # height of a word below which a better scan helps; median of the receipts with a word F1 under 0.5 is 19

FEATURES = tuple(COEFFICIENTS)


@dataclass(frozen=True, slots=True)
class PageScore:
    """What is expected of a page.

    Attributes:
        number: from 1.
        score: expected word F1 in [0, 1].
        words: its weight.
        reason: why the score is not higher; empty when there is none.
    """

    number: int
    score: float
    words: int
    reason: str


def features(signals: OcrSignals) -> list[float]:
    """The columns of the fitted model, in the order of ``FEATURES``; each grows with the quality."""
    clipped = min(max(signals.mean, 0.005), 0.995)
    return [math.log(clipped / (1 - clipped)), signals.quartile, 1 - signals.doubtful]


def ocr_page_score(signals: OcrSignals) -> float:
    """Expected word F1 of recognised words, in [0, 1]."""
    raw = INTERCEPT + sum(weight * value for weight, value in zip(COEFFICIENTS.values(), features(signals), strict=True))
    below, above = zip(*CURVE, strict=True)
    return float(np.interp(raw, below, above))


def text_page_score(text: str, words: list[str]) -> float:
    """Expected word F1 of a text layer, in [0, 1]: unmapped glyphs and words that look like none lower it."""
    odd = max(0.0, odd_word_ratio(words) - ODD_FREE)
    return max(0.0, TEXT_LAYER - GLYPH_SLOPE * odd_glyph_ratio(text) - ODD_SLOPE * odd)


def page_score(record: Record, page: Page) -> PageScore | None:
    """What to expect of a page; None for a blank one."""
    words = page_words(record, page)
    if page.source == "failed":
        return PageScore(page.number, 0.0, max(1, len(words)), "could not be read")
    if not words:
        return None
    signals = ocr_signals(record, page)
    if signals is None:
        score = text_page_score(record.text[page.start : page.end], words)
        return PageScore(page.number, score, len(words), "its text layer looks damaged" if score < 0.9 else "")
    recognised = ocr_page_score(signals)
    own = len(words) - signals.words
    typed = text_page_score(record.text[page.start : page.end], words) if own else 0.0
    score = (recognised * signals.words + typed * own) / len(words)
    return PageScore(page.number, score, len(words), _ocr_reason(signals) if score < 0.9 else "")


def assess(record: Record) -> Quality:
    """The quality of a record: score, grade, the signals and the reasons in words."""
    pages = [found for page in record.pages if (found := page_score(record, page)) is not None]
    noise, confidence = noise_ratio(record.text), record.ocr_confidence
    fill = record.fields.fill_rate if record.fields else None
    factors = {
        "field_fill_rate": None if fill is None else round(fill, 4),
        "noise_ratio": noise,
        "ocr_confidence": None if confidence is None else round(confidence, 4),
    }
    weight = sum(page.words for page in pages)
    if not weight or not record.text.strip():
        return Quality(0.0, "D", factors, ("The document holds no text.",), ())
    score = sum(page.score * page.words for page in pages) / weight
    factors |= {"expected_word_f1": round(score, 4), "worst_page": round(min(page.score for page in pages), 4)}
    marked = noise_ratio("\n".join(line for line in record.text.splitlines() if line.strip()))
    if marked:  # blank lines are noise by the contract's count, but spoil no word
        score -= NOISE_SLOPE * max(0.0, noise - NOISE_PENALTY)
    reasons = list(_reasons(pages, noise if marked else 0.0))
    if confidence is not None and confidence < OCR_FLOOR:
        score = min(score, OCR_CAP)
        reasons.append(f"OCR confidence is below {OCR_FLOOR:.2f}: C at best.")
    if any(page.source == "failed" for page in record.pages):
        score = min(score, FAILED_CAP)
        reasons.append("A page could not be read: D.")
    stored = stored_score(score)
    return Quality(stored, grade_of(stored), factors, tuple(reasons), tuple(_warnings(noise, fill)))


def _reasons(pages: list[PageScore], noise: float) -> list[str]:
    told = [
        f"Page {page.number}: {page.reason}."
        for page in sorted(pages, key=lambda page: (page.score, page.number))
        if page.reason
    ]
    if len(told) > 3:
        told = [*told[:3], f"{len(told) - 3} more pages like these."]
    if noise > NOISE_PENALTY:
        told.append(f"{noise:.0%} of the lines are noise.")
    return told


def _warnings(noise: float, fill: float | None) -> list[str]:
    told = [f"{noise:.0%} of the lines are noise."] if noise > NOISE_WARNING else []
    if fill is not None and fill < 0.5:
        told.append("Less than half of the expected fields were found. The score is about the text, not about the fields.")
    return told


def _ocr_reason(signals: OcrSignals) -> str:
    if 0 < signals.height_px < SMALL_PX:
        return "the letters are small; scan at 300 dpi"
    if signals.doubtful > 0.3:
        return "much of it was hard to read"
    if signals.odd > 0.15:
        return "many words look misread"
    return "some words were hard to read"
