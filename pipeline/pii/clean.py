"""Text without what hides words from a pattern: invisible characters, full-width forms, letters of other alphabets."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

# Zero-width and joining marks, directional marks and overrides, soft hyphen, byte-order mark, variation selectors.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]+"
)
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x2007: 0xA0, 0x2009: 0xA0, 0x200A: 0xA0}
_CYRILLIC = "АВЕЅІЈКМНОРСТУХабеіјорсухѕԁһ"
_LATIN = "ABESIJKMHOPCTYXaбeijopcyxsdh".replace("б", "b")
_GREEK = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοιανκρτυχ"
_GREEK_LATIN = "ABEZHIKMNOPTYXoiavkptux"
_HOMOGLYPHS = str.maketrans(_CYRILLIC + _GREEK, _LATIN + _GREEK_LATIN)
_FOREIGN = re.compile(f"[{_CYRILLIC}{_GREEK}]")
# A word of letters that look Latin among Latin ones or digits; a word wholly of another alphabet is left as it is.
_MIXED = re.compile(r"[\w.@\-]{1,128}")
_ASCII = re.compile(r"[A-Za-z0-9@]")


class Cleaned:
    """A text as it is looked at, and the way back.

    Attributes:
        text: without invisible characters, look-alikes folded.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts: list[int] = []
        self._shifts: list[int] = []
        if not text.isascii():
            self._fold(text)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text, with the invisible characters inside it."""
        return self._back(start), self._back(end - 1) + 1 if end > start else self._back(end)

    def place(self, position: int) -> int:
        """Where an offset of the original text lies in this one."""
        return position - max(
            (gone for start, gone in zip(self._starts, self._shifts, strict=True) if start + gone <= position), default=0
        )

    def _fold(self, text: str) -> None:
        gaps = [match.span() for match in _INVISIBLE.finditer(text)]
        if gaps:
            removed = list(accumulate(end - start for start, end in gaps))
            self._starts = [start - before for (start, _), before in zip(gaps, [0, *removed], strict=False)]
            self._shifts = removed
            text = _INVISIBLE.sub("", text)
        text = text.translate(_WIDE)
        if _FOREIGN.search(text):
            text = _MIXED.sub(lambda word: word[0].translate(_HOMOGLYPHS) if _ASCII.search(word[0]) else word[0], text)
        self.text = text

    def _back(self, position: int) -> int:
        gap = bisect_right(self._starts, position) - 1
        return position if gap < 0 else position + self._shifts[gap]
