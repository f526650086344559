"""What can be measured about a text without knowing the right one."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.record import SOURCES, Page, Record

_NOISE_RUN = re.compile(r"[@#!~*=]{3,}")
_VOWELS = frozenset("aeiouyäöüáéíóúàèìòùâêîôûåæøœãõąęıAEIOUYÄÖÜÁÉÍÓÚÀÈÌÒÙÂÊÎÔÛÅÆØŒÃÕĄĘİI")
_ODD_CATEGORIES = ("Cc", "Cs", "Co", "Cn")
_LETTERS_AND_DIGITS = re.compile(r"^(?=.*[^\W\d_])(?=.*\d)")
_CODE = re.compile(r"^[A-Z0-9]+(?:[-/.:][A-Z0-9]+)*$|^[^\W\d_]{1,3}\d+$|^\d+[^\W\d_]{1,3}$")
_EDGES = ".,;:!?()[]{}<>\"'`´’‘“”„«»*#@&%+-–—/\\|=_~^$€£°•·…"
LONG_WORD = 30  # letters; longer runs are joined words or no words at all
LONG_CONSONANTS = 8  # in a row, without a vowel: "Angstschweiß" has 8

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class OcrSignals:
    """Signals of recognised words, each weighted by its length; the columns the score is fitted on.

    Attributes:
        mean, low, quartile: mean, 5th and 25th percentile of the confidences, in [0, 1].
        doubtful: share of the text under 0.8.
        odd: share of words that look like none, in [0, 1].
        height_px: median height of a word at the resolution it was read at; 0 when unknown.
        words: how many.
    """

    mean: float
    low: float
    quartile: float
    doubtful: float
    odd: float
    height_px: float
    words: int


def noise_ratio(text: str) -> float:
    """Share of noisy lines: blank ones, and those with a run of three or more of ``@ # ! ~ * =``.

    Returns:
        In [0, 1], four decimals; 0 for an empty text.
    """
    if not text:
        return 0.0
    lines = text.splitlines()
    noisy = sum(not line.strip() or bool(_NOISE_RUN.search(line)) for line in lines)
    return round(noisy / len(lines), 4) if lines else 0.0


def odd_glyph_ratio(text: str) -> float:
    """Share of characters that no document holds on purpose: U+FFFD, private, unassigned, control; in [0, 1]."""
    visible = [char for char in text if not char.isspace()]
    if not visible:
        return 0.0
    odd = sum(char == "\ufffd" or unicodedata.category(char) in _ODD_CATEGORIES for char in visible)
    return odd / len(visible)


def is_odd(word: str) -> bool:
    """Whether a word looks like none in any of the Latin languages: no dictionary, only its characters.

    Numbers, codes in capitals and words of other scripts are not odd.
    """
    core = word.strip(_EDGES)
    if not core:
        return len(word) > 3
    if any(ord(char) > 0x24F and char.isalpha() for char in core):
        return False
    if len(core) > LONG_WORD and not any(mark in core for mark in "@/.-_"):
        return True
    letters = [char for char in core if char.isalpha()]
    if not letters:
        return False
    if _LETTERS_AND_DIGITS.match(core) and not _CODE.match(core):
        return True
    inner = sum(not char.isalnum() and char not in ".-'’/@&:,_+()" for char in core)
    return inner > 0 or _case_jumps(core) > 1 or _consonant_run(core) > LONG_CONSONANTS


def _case_jumps(word: str) -> int:
    return sum(before.islower() and after.isupper() for before, after in pairwise(word))


def _consonant_run(word: str) -> int:
    longest = run = 0
    for char in word:
        run = run + 1 if char.isalpha() and char not in _VOWELS else 0
        longest = max(longest, run)
    return longest


def odd_word_ratio(words: list[str]) -> float:
    """Share of odd words, by length, among those with letters; 0 when there are none."""
    lettered = [word for word in words if any(char.isalpha() for char in word) or len(word) > 3]
    total = sum(map(len, lettered))
    return sum(len(word) for word in lettered if is_odd(word)) / total if total else 0.0


def page_words(record: Record, page: Page) -> list[str]:
    """The words of a page: its columns, or its text split at blanks where it has none."""
    if len(page.words):
        return [record.text[start:end] for start, end in zip(page.words.start.tolist(), page.words.end.tolist(), strict=True)]
    return record.text[page.start : page.end].split()


def ocr_signals(record: Record, page: Page) -> OcrSignals | None:
    """Signals of a page's recognised words; None when it has none."""
    columns = page.words
    read = np.flatnonzero(columns.source == SOURCES.index("ocr"))
    if not len(read):
        return None
    lengths = (columns.end - columns.start)[read].astype(float)
    confidences = columns.confidence[read].astype(float)
    texts = [record.text[columns.start[index] : columns.end[index]] for index in read.tolist()]
    heights = (columns.box[read, 3] - columns.box[read, 1]) * (page.dpi or 0.0) / 72
    return OcrSignals(
        mean=float(np.average(confidences, weights=lengths)),
        low=weighted_quantile(confidences, lengths, 0.05),
        quartile=weighted_quantile(confidences, lengths, 0.25),
        doubtful=float(lengths[confidences < 0.8].sum() / lengths.sum()),
        odd=odd_word_ratio(texts),
        height_px=float(np.median(heights)),
        words=len(texts),
    )


def weighted_quantile(values: Floats, weights: Floats, share: float) -> float:
    """The value below which this share of the weight lies.

    Args:
        values: (n,), n above 0.
        weights: (n,), not all 0.
        share: in [0, 1].
    """
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order])
    position = int(np.searchsorted(reached, share * reached[-1]))
    return float(values[order][min(position, len(values) - 1)])
