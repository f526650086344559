"""The pieces reading order is found from: runs of words, rows of runs, gutters between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

Relation = Literal["columns", "stacks", "side", "rows", "one"]
Rule = tuple[float, float, float, float]


class Run(NamedTuple):
    """Words of one line without a wide gap; a sorted list of them goes down the page, from left to right.

    Attributes:
        centre: the sum of its top and bottom, which sorts it; a page has hundreds of runs, and tuples compare fast.
        x0, first: its left end, and its first word as a position in the page's words.
        y0, x1, y1: the rest of its box; level, whatever the skew of the page.
        last: the position after its last word.
        chars: how many characters it has.
        is_figure: digits are at least two fifths of it, as in amounts and dates.
        is_label: it ends in a colon.
        words: how many words it has; none stands for a drawn table, whose number is ``first``.
        is_bold: all of it is set in bold type, on a page whose text is not.
        is_lower: it begins with a small letter, as most lines of running text do and few cells.
    """

    centre: float
    x0: float
    first: int
    y0: float
    x1: float
    y1: float
    last: int
    chars: int
    is_figure: bool
    is_label: bool
    words: int
    is_bold: bool = False
    is_lower: bool = False

    @classmethod
    def of(cls, box: Rule, first: int, last: int, chars: int, is_figure: bool = False, is_label: bool = False) -> Run:
        """A run of the words ``first`` to ``last`` (exclusive) in a box."""
        x0, y0, x1, y1 = box
        return cls(y0 + y1, x0, first, y0, x1, y1, last, chars, is_figure, is_label, last - first)


Row = list[Run]


@dataclass(slots=True)
class Gutter:
    """A white strip through rows ``start`` to ``start + len(splits)`` (exclusive).

    Attributes:
        left, right: its sides.
        start: the first row it passes through.
        splits: for each of its rows, how many runs stand on its left.
    """

    left: float
    right: float
    start: int
    splits: list[int]

    @property
    def end(self) -> int:
        """The row after its last one."""
        return self.start + len(self.splits)


@dataclass(frozen=True, slots=True)
class View:
    """Rows with what is looked up often: their tops and bottoms, and the rules drawn behind or between them."""

    rows: list[Row]
    tops: list[float]
    bottoms: list[float]
    height: float
    rules: Sequence[Rule]
    doubts: list[Gutter]

    @classmethod
    def of(cls, rows: list[Row], height: float, rules: Sequence[Rule], doubts: list[Gutter]) -> View:
        """A view of these rows; gutters of which nothing tells whether they part stacks or cells are added to the doubts."""
        tops = [row[0].y0 if len(row) == 1 else min([run.y0 for run in row]) for row in rows]
        bottoms = [row[0].y1 if len(row) == 1 else max([run.y1 for run in row]) for row in rows]
        return cls(rows, tops, bottoms, height, rules, doubts)
