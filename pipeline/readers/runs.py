"""The pieces reading order is found from: runs of words, rows of runs, gutters between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

Relation = Literal["columns", "stacks", "side", "rows", "one"]
Rule = tuple[float, float, float, float]


class Run(NamedTuple):
    """Words of one line without a wide gap.

    Attributes:
        x0, y0, x1, y1: its box; level, whatever the skew of the page.
        first, last: its words, as a range of positions in the page's words.
        words, chars: how many it has.
        is_figure: digits are at least two fifths of it, as in amounts and dates.
        is_label: it ends in a colon.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    first: int
    last: int
    chars: int
    is_figure: bool
    is_label: bool

    @property
    def words(self) -> int:
        """How many words it has."""
        return self.last - self.first


Row = list[Run]


@dataclass(slots=True)
class Gutter:
    """A white strip through rows ``start`` to ``end`` (exclusive)."""

    left: float
    right: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class View:
    """Rows with what is looked up often: their tops and bottoms, and the lines drawn below each."""

    rows: list[Row]
    tops: list[float]
    bottoms: list[float]
    height: float
    rules: Sequence[Rule]

    @classmethod
    def of(cls, rows: list[Row], height: float, rules: Sequence[Rule]) -> View:
        """A view of these rows."""
        tops = [row[0].y0 if len(row) == 1 else min([run.y0 for run in row]) for row in rows]
        bottoms = [row[0].y1 if len(row) == 1 else max([run.y1 for run in row]) for row in rows]
        return cls(rows, tops, bottoms, height, rules)
