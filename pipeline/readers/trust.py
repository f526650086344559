"""Whether a page's text layer can be believed, and what has to be recognised beside it or instead of it.

Cheap tests come first: on a page of 2,000 characters the verdict takes 0.1 ms, so that good layers do not pay for bad ones.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from string import ascii_lowercase
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

COVERED = 0.5  # share of the page under one picture from which on the page may be a scan
_THIN = 40  # word characters: a scan carries at most a stamped page number or a Bates number
_UNMAPPED_MAX = 0.1  # share of characters the fonts could not name
_PARTIAL_MAX = 0.5  # up to this share, the lines of these characters are recognised and the others kept
_LETTERS_MIN = 0.3  # share of letters and digits among visible characters; below it is ornament or a broken encoding
_COMMON_MIN = 0.8  # of 132 pages in 12 languages the worst has 0.906; shifted by 1 to 31 places, the best of 522 has 0.721
_PAIRS_MIN = 60  # pairs of letters below which the share above is chance
_SAMPLE = 1_200  # characters looked at for pairs
_WORD_MAX = 24.0  # mean letters of a word; German legal text has 7
_SINGLE_MAX = 0.7  # share of one-letter words where letters were set one by one
_MISTAKEN_MAX = 0.004  # share of pairs that UTF-8 read as Windows-1252 leaves behind; German text has one umlaut in 60 letters
_BACKWARDS_MIN = 5  # small words that stand backwards on a page where none stands forwards
_MANY = 40  # words from which on these two shares mean something

# For each letter a to z, the letters that follow it at least 2.5 times in 1,000 pairs in one of 24 languages written in Latin
# letters; from the example sentences and stop words in spacy.lang (MIT), accents removed.
_FOLLOWERS = (
    *(0x37FFFEF, 0x11A4913, 0x2184595, 0x37E6311, 0x3FEBFFF, 0x1A4931, 0x11E4FD9, 0x13A691D, 0x3BEFFFF, 0x146511, 0x33E6F19),
    *(0x17C4F3F, 0x1CF913, 0x31D6FDD, 0x37EFFFF, 0x16C911, 0x100000, 0x33EFD3F, 0x23DD795, 0x17E6791, 0x3FEFF5B, 0x1164911),
    *(0x1046191, 0x100, 0x245995, 0x1586519),
)

Code = Literal[
    "layer.unmapped",
    "layer.partial",
    "layer.marks",
    "layer.shifted",
    "layer.reversed",
    "layer.mistaken",
    "layer.thin",
    "layer.spacing",
    "layer.invisible",
    "layer.misplaced",
    "layer.kept",
]

REASONS: dict[Code, str] = {
    "layer.unmapped": "names too few of its characters; the page was recognised instead",
    "layer.partial": "does not name the characters of some words; their lines were recognised instead",
    "layer.marks": "holds few letters; the page was recognised instead",
    "layer.shifted": "has letters in an order no language has; the page was recognised instead",
    "layer.reversed": "has its words written backwards; the page was recognised instead",
    "layer.mistaken": "was decoded with the wrong character set; the page was recognised instead",
    "layer.thin": "is too thin for a scan; the page was recognised instead",
    "layer.spacing": "does not part its words; the page was recognised instead",
    "layer.invisible": "is invisible and reads badly; the page was recognised instead",
    "layer.misplaced": "is invisible and does not lie on the words of the scan; the page was recognised instead",
    "layer.kept": "is invisible text of another program over a scan; it reads well and was kept",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do with a text layer.

    Attributes:
        is_trusted: its words are used.
        code: why not, or what else is to be known; None for an ordinary layer.
    """

    is_trusted: bool
    code: Code | None = None

    def warning(self, number: int) -> tuple[str, ...]:
        """What the page's reader should know, with the code in brackets at its end."""
        return () if self.code is None else (f"Page {number}: its text layer {REASONS[self.code]}. [{self.code}]",)


def verdict(texts: Sequence[str], covered: float, is_invisible: Callable[[], bool]) -> Verdict:
    """Judge a text layer that has at least one word.

    Args:
        texts: its words.
        covered: share of the page under its largest picture, in [0, 1].
        is_invisible: whether most of the layer is drawn in no ink; asked only when a picture covers most of the page.
    """
    joined = "".join(texts)
    count = len(joined)
    letters = _alphanumeric(joined)
    unmapped = _unmapped(joined)
    if unmapped > _UNMAPPED_MAX * count:
        is_part = unmapped <= _PARTIAL_MAX * count and covered < COVERED
        return Verdict(True, "layer.partial") if is_part else Verdict(False, "layer.unmapped")
    if letters < _LETTERS_MIN * count and count >= _THIN:
        return Verdict(False, "layer.marks")
    is_scan = covered >= COVERED
    if letters < _THIN and is_scan:
        return Verdict(False, "layer.thin")
    if _is_mistaken(joined):
        return Verdict(False, "layer.mistaken")
    share = common_pairs(texts)
    if is_scan and is_invisible():
        return Verdict(False, "layer.invisible") if share is not None and share < 0.9 else Verdict(True, "layer.kept")
    if count < 2 * len(texts) and len(texts) >= _MANY:
        singles = sum(len(text) == 1 and text.isascii() and text.isalpha() for text in texts)
        if singles > _SINGLE_MAX * len(texts):
            return Verdict(False, "layer.spacing")
    good = Verdict(True, "layer.partial") if unmapped and covered < COVERED and garbled(texts) else Verdict(True)
    if share is None:
        return good
    if share < _COMMON_MIN:
        return Verdict(False, "layer.shifted")
    if _SMALL_WORDS.isdisjoint(texts) and len(texts) >= _MANY and sum([text in _BACKWARDS for text in texts]) >= _BACKWARDS_MIN:
        return Verdict(False, "layer.reversed")
    if count / len(texts) > _WORD_MAX and letters > 4 * _WORD_MAX and letters > 0.8 * count:
        return Verdict(False, "layer.spacing")
    return good


def common_pairs(texts: Sequence[str]) -> float | None:
    """Share of the pairs of letters within words that are common in some language, in [0, 1].

    None when there are too few, or most letters are of another script.
    """
    import numpy as np

    sample = " ".join(texts)[:_SAMPLE]
    plain = sample.encode() if sample.isascii() else unicodedata.normalize("NFKD", sample).encode("ascii", "ignore")
    letters = np.frombuffer(plain.translate(_LETTERS), np.uint8).astype(np.intp)
    _, rare, common = np.bincount(_followers()[letters[:-1] * 27 + letters[1:]], minlength=3).tolist()
    pairs = rare + common
    if pairs < _PAIRS_MIN or len(sample) - len(plain) > pairs:
        return None
    return float(common / pairs)


_LETTERS = bytes(ord(letter) - ord("a") if (letter := chr(code).lower()) in ascii_lowercase else 26 for code in range(256))


@cache
def _followers() -> NDArray[np.intp]:
    """For each two of the 26 letters and what is none: 0 for no pair of letters, 1 for a rare and 2 for a common one."""
    import numpy as np

    table = np.zeros((27, 27), np.intp)
    table[:26, :26] = [[1 + (row >> letter & 1) for letter in range(26)] for row in _FOLLOWERS]
    return table.reshape(-1)


_SMALL_WORDS = frozenset(
    str.split(
        "the of and to in for is on that with der die und den das von zu mit ist für le la les et des de du en est pour el los"
        " por que y un il che per di del nie na się jest ve bir için ile van het een voor og att och som"
    )
)
_BACKWARDS = frozenset(word[::-1] for word in _SMALL_WORDS if len(word) > 1) - _SMALL_WORDS
_SECOND = "\u0080-\u00bf\u0152-\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122"  # bytes 80 to BF as Windows-1252
_MISTAKEN = re.compile(f"[\u00c2-\u00c5][{_SECOND}]|\u00e2\u20ac")
_MEANINGLESS = re.compile("[\x00-\x1f\ufffd\ue000-\uf8ff]")
_ASCII_MARKS = bytes(code for code in range(128) if not chr(code).isalnum())


def _alphanumeric(text: str) -> int:
    """Letters and digits; what is not ASCII counts as a letter."""
    plain = text.encode("utf-8", "ignore").translate(None, _ASCII_MARKS)
    return len(plain) if text.isascii() else len(plain.decode("utf-8"))


def _is_mistaken(text: str) -> bool:
    """UTF-8 that was read as Windows-1252: pairs that no language writes."""
    if text.isascii():
        return False
    found = len(_MISTAKEN.findall(text))
    return found >= 3 and found > _MISTAKEN_MAX * len(text)


def garbled(texts: Sequence[str]) -> list[int]:
    """The words most of whose characters have no meaning; a single sign may be a bullet or an icon."""
    return [
        place
        for place, text in enumerate(texts)
        if not text.isascii() and len(text) > 1 and 2 * len(_MEANINGLESS.findall(text)) > len(text)
    ]


def _unmapped(text: str) -> int:
    """Characters without a meaning: replacement, private use and control characters."""
    return 0 if text.isascii() and text.isprintable() else len(_MEANINGLESS.findall(text))
