"""Text folded so that a value is recognised however it is written: case, accents, spaces, punctuation, look-alikes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

SEARCHED_MIN = 4  # letters and digits; shorter values occur by chance, so only their places are redacted and checked
_ANYWHERE_MIN = 8  # letters and digits from which on a value is also looked for within longer words
# What OCR takes for one another, and Cyrillic and Greek letters that look Latin.
_ALIKE = str.maketrans("oilsbzаеорсухіѕԁοαεικτυ", "011582ae0pcyx15d0ae1kty")


@dataclass(frozen=True, slots=True)
class Needle:
    """A value to look for: its type, its text as found, and the text folded."""

    type: str
    text: str
    folded: str

    @classmethod
    def of(cls, type_name: str, text: str) -> Needle:
        """Fold a value."""
        return cls(type_name, text, folded(text)[0])

    @property
    def is_searched(self) -> bool:
        """Long enough not to occur by chance."""
        return len(self.folded) >= SEARCHED_MIN

    def counts(self, text: str, start: int, end: int) -> bool:
        """Whether a span of a text that folds to the value is the value, and not an everyday word or a part of one."""
        if self.text.isalpha() and not self.text.islower() and text[start:end].islower():
            return False  # Reading is a town, reading is not
        if len(self.folded) >= _ANYWHERE_MIN:
            return True
        return not (text[start - 1 : start].isalnum() if start else False) and not text[end : end + 1].isalnum()


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    plain = unicodedata.normalize("NFKD", letter).casefold()
    return "".join(part for part in plain if part.isalnum()).replace("ı", "i").translate(_ALIKE)


def folded(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its letters the offset in ``text`` it comes from."""
    letters: list[str] = []
    offsets: list[int] = []
    for offset, letter in enumerate(text):
        for part in _fold_letter(letter):
            letters.append(part)
            offsets.append(offset)
    return "".join(letters), offsets


def occurrences(text: str, needles: Sequence[Needle]) -> Iterator[tuple[int, int, Needle]]:
    """Where values stand in a text: (start, end, needle), needle by needle, left to right, also across line ends."""
    plain, offsets = folded(text)
    for needle in needles:
        if not needle.is_searched:
            continue
        position = plain.find(needle.folded)
        while position >= 0:
            start, end = offsets[position], offsets[position + len(needle.folded) - 1] + 1
            if needle.counts(text, start, end):
                yield start, end, needle
            position = plain.find(needle.folded, position + 1)
