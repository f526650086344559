"""From a score to a grade, by the user's table."""

from __future__ import annotations

import math

GRADES = (("A", 0.90), ("B", 0.75), ("C", 0.50))  # lowest score of each; below them D


def stored_score(raw: float) -> float:
    """A score as it is stored: in [0, 1], two decimals; 0 for anything that is no number."""
    return round(min(1.0, max(0.0, raw)), 2) if math.isfinite(raw) else 0.0


def grade_of(score: float) -> str:
    """A–D, read off the stored score; D for anything that is no number."""
    stored = stored_score(score)
    return next((grade for grade, least in GRADES if stored >= least), "D")
