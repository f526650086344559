"""Words as the names model sees them: tokens, where they stand, and hashed features that scans and capitals leave alone."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

WORD_ROWS = 65_536  # of the table of whole words
GRAM_ROWS = 32_768  # of the table of their parts
SHAPES = 8 * 7 * 2  # case, length, marks
LAYOUTS = 5 * 5 * 2  # the gap before, the gap after, a line of capitals
LONGEST_WORD = 64  # longer runs are no names; their first letters stand for them
_TOKEN = re.compile(r"\d+|[^\W_]+|[^\w\s]|_")
_LOWER = "a-zß-öø-ÿāăąćčďđēėęěğģīįıķłńņňōőœŕřśşšťūůűųźżž"
_JOINED = re.compile(rf"(?<=[{_LOWER}]{{3}})(?=[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶŁŃŅŇŌŐŒŔŘŚŞŠŤŪŮŰŲŹŻŽ])")
_FOLDED = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "’": "'"})
_MISREAD = str.maketrans("015868", "olsbgb")  # a digit among letters is a letter misread
_LENGTHS = (0, 1, 2, 3, 4, 5, 5, 6, 6, 6)


def spans(text: str) -> list[tuple[int, int]]:
    """Tokens as (start, end): runs of letters and digits, and every other sign by itself.

    Letters that a scan has joined at a capital ("AnnaKowalska") are two tokens.
    """
    found: list[tuple[int, int]] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        value = match[0]
        if end - start > 5 and value.isalpha() and not (value.islower() or value.istitle() or value.isupper()):
            cuts = [start, *(start + joint.start() for joint in _JOINED.finditer(value)), end]
            found += pairwise(cuts)
        else:
            found.append((start, end))
    return found


def layouts(text: str, tokens: list[tuple[int, int]]) -> Ints:
    """Where each token stands: row of the table of layouts, shape (n,)."""
    gaps = [1]
    for (_, end), (start, _) in pairwise(tokens):
        gaps.append(_gap(text[end:start]) if start > end else 2)
    gaps.append(1)
    capitals = _capitals(text, tokens)
    return np.array([(gaps[place] * 5 + gaps[place + 1]) * 2 + capitals[place] for place in range(len(tokens))], dtype=np.int64)


def _gap(between: str) -> int:
    """0 a line end, 1 an empty line or page end, 2 nothing, 3 a space, 4 a tab or more spaces."""
    if "\n" in between or "\r" in between or "\f" in between:
        return 1 if "\f" in between or between.count("\n") > 1 else 0
    return 3 if between in (" ", "\u00a0") else 4


def _capitals(text: str, tokens: list[tuple[int, int]]) -> list[bool]:
    """Whether nine letters in ten on the token's line are capitals, on lines with more than a word or two."""
    marks: list[bool] = []
    line: list[str] = []

    def close() -> None:
        letters = "".join(word for word in line if word.isalpha())
        upper = sum(map(str.isupper, letters))
        marks.extend([len(letters) > 11 and upper >= 0.9 * len(letters)] * len(line))

    before = 0
    for start, end in tokens:
        if start > before and "\n" in text[before:start]:
            close()
            line = []
        line.append(text[start:end])
        before = end
    close()
    return marks


def fold(word: str) -> str:
    """A word without case and marks.

    Digits among letters are the letters they are misread for; of numbers only the length stays, and what looks like a year.
    """
    if word.isdigit():
        return f"#4{word[:2]}" if len(word) == 4 and word[:2] in ("19", "20") else f"#{min(len(word), 12)}"
    plain = word[:LONGEST_WORD].lower().translate(_FOLDED)
    if not plain.isascii():
        plain = "".join(char for char in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(char)) or plain
    return plain if plain.isalpha() else plain.translate(_MISREAD)


def shape(word: str) -> int:
    """Case, length and marks: row of the table of shapes."""
    if word.isdigit():
        case = 5
    elif not word[0].isalnum():
        case = 7
    elif not word.isalpha():
        case = 6
    elif word.islower():
        case = 0
    elif len(word) == 1:
        case = 3
    elif word.istitle():
        case = 1
    else:
        case = 2 if word.isupper() else 4
    return (case * 7 + _LENGTHS[min(len(word), 9)]) * 2 + (not word.isascii())


def rows(word: str) -> tuple[tuple[int, int], tuple[int, ...]]:
    """A folded word as two rows of the table of words, and rows of the table of parts: its runs of three and four letters."""
    code = word.encode()
    whole = crc32(code) % WORD_ROWS, crc32(b"~" + code) % WORD_ROWS
    if word[0] == "#" or len(word) == 1:
        return whole, (whole[0] % GRAM_ROWS,)
    framed = f"<{word[:24]}>"
    parts = [framed[place : place + size] for size in (3, 4) for place in range(len(framed) - size + 1)]
    return whole, tuple(crc32(part.encode()) % GRAM_ROWS for part in parts)
