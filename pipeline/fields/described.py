"""The name of a thing sold, out of the lines beneath each other in the description's column: names wrap, remarks follow."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from pipeline.fields.text import squeeze
from pipeline.record import Box

FAR = 2.5  # gap between two lines of one name at most, in heights of the line
# "Packing: box", "GTIN 4012345", "Incl. 19 % VAT = 3.80": lines of a description that are no part of a name.
_REMARK = re.compile(r"^\W{0,2}[^\W\d_][^:]{0,30}\s?:(?:\s|\d)|=|^\W*(?:gtin|ean|art|sku|ref|s/?n|upc)\b", re.IGNORECASE)
_TAIL = re.compile(r"\s+[^\W\d_]\S*\s?:\s?[-+]?\d[\d.,]*.*$")  # a remark that shares its line with the end of a name


@dataclass(frozen=True)
class Line:
    """A line of a description: its text and box."""

    text: str
    box: Box

    @property
    def width(self) -> float:
        """In points."""
        return self.box[2] - self.box[0]

    @property
    def height(self) -> float:
        """In points."""
        return self.box[3] - self.box[1]


def is_remark(text: str) -> bool:
    """Whether a line says "label: value", or ends so."""
    return bool(_REMARK.search(text) or _TAIL.search(text))


def width_of(lines: Iterable[Line], edge: float) -> float:
    """How wide a column of descriptions is: its widest line that is no remark and keeps left of the next column's ``edge``."""
    return max((line.width for line in lines if line.box[2] <= edge and not _REMARK.search(line.text)), default=0.0)


def name_of(lines: list[Line], width: float) -> str:
    """The first line, and those after it that are there only because the line before was full."""
    if not lines:
        return ""
    name = [_TAIL.sub("", lines[0].text)]
    for before, line in pairwise(lines):
        text = _TAIL.sub("", line.text)
        far = line.box[1] <= before.box[1] or line.box[1] - before.box[3] > FAR * before.height
        if far or _REMARK.search(text) or not _is_full(before, text, width):
            break
        name.append(text)
        if text != line.text:
            break
    return squeeze(" ".join(name))


def _is_full(line: Line, following: str, width: float) -> bool:
    """Whether the first word of the following line would not have gone into this one."""
    if line.text.endswith(("-", "/", ",", "&")):
        return True
    word = next(iter(following.split()), "")
    return line.width + (len(word) + 1) * line.width / max(1, len(line.text)) > width
