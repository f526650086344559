from __future__ import annotations

import numpy as np
import pytest

from pipeline.quality.signals import is_odd, noise_ratio, ocr_signals, odd_glyph_ratio, weighted_quantile
from tests.field_records import record_of


@pytest.mark.parametrize(
    ("text", "ratio"),
    [
        ("clean\n@@@x\n\nclean", 0.5),
        ("", 0.0),
        ("clean", 0.0),
        ("\n", 1.0),
        ("a\n   \nb", 0.3333),
        ("a @@ b", 0.0),
        ("a @#! b", 1.0),
        ("===\nTotal", 0.5),
        ("---\nTotal", 0.0),
    ],
)
def test_noise_is_blank_lines_and_runs_of_marks(text: str, ratio: float) -> None:
    assert noise_ratio(text) == ratio


@pytest.mark.parametrize(
    "word",
    [
        "invoice",
        "Rechnung,",
        "(2024)",
        "RE-2024/017",
        "12PCS",
        "don't",
        "www.example.com",
        "a@b.org",
        "GmbH",
        "Ünlü",
        "1.234,56",
        "Angstschweiß",
        "Москва",
        "東京",
        "€9.90",
    ],
)
def test_ordinary_words_are_not_odd(word: str) -> None:
    assert not is_odd(word)


@pytest.mark.parametrize("word", ["t0tal", "a$bc", "qwrtzpsdfgh", "hElLoW", "x" * 40, "||||", "ln¬oice"])
def test_misread_words_are_odd(word: str) -> None:
    assert is_odd(word)


@pytest.mark.parametrize(
    ("text", "ratio"), [("", 0.0), ("abc", 0.0), ("ab\ufffd\ufffd", 0.5), ("\ue000", 1.0), ("a\n\tb", 0.0)]
)
def test_odd_glyphs_are_unmapped_ones(text: str, ratio: float) -> None:
    assert odd_glyph_ratio(text) == ratio


def test_quantile_is_weighted() -> None:
    values = np.array([0.9, 0.1, 0.5])
    assert weighted_quantile(values, np.array([1.0, 1.0, 1.0]), 0.05) == 0.1
    assert weighted_quantile(values, np.array([98.0, 1.0, 1.0]), 0.05) == 0.9


def test_signals_are_of_recognised_words_only() -> None:
    typed, scanned = record_of(["Total 12"]), record_of(["Total 12"], confidence=0.75, source="ocr")
    assert ocr_signals(typed, typed.pages[0]) is None
    found = ocr_signals(scanned, scanned.pages[0])
    assert found is not None
    assert (found.mean, found.low, found.quartile, found.doubtful, found.odd, found.words) == (0.75, 0.75, 0.75, 1.0, 0.0, 2)
    assert found.height_px == pytest.approx(10 * 200 / 72, abs=0.1)
