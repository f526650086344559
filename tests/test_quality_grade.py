from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.quality.grade import grade_of, stored_score


@pytest.mark.parametrize(
    ("score", "grade"),
    [
        (1.0, "A"),
        (0.90, "A"),
        (0.8967, "A"),
        (0.89, "B"),
        (0.75, "B"),
        (0.74, "C"),
        (0.50, "C"),
        (0.49, "D"),
        (0.0, "D"),
        (-1.0, "D"),
        (math.nan, "D"),
        (math.inf, "D"),
        (-math.inf, "D"),
    ],
)
def test_grade_follows_the_table_at_every_border(score: float, grade: str) -> None:
    assert grade_of(score) == grade


@given(st.floats())
def test_grade_of_the_stored_score_is_the_grade(raw: float) -> None:
    stored = stored_score(raw)
    assert 0.0 <= stored <= 1.0
    assert stored == round(stored, 2)
    assert grade_of(stored) == grade_of(raw)
