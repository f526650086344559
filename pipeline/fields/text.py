"""Folding: text as labels and keywords are compared, with every offset kept."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_SPECIAL = {
    "ß": "s",
    "ı": "i",
    "İ": "i",
    "ł": "l",
    "Ł": "l",
    "ø": "o",
    "Ø": "o",
    "º": "°",
    "’": "'",
    "`": "'",
    "\u00a0": " ",
    "\u202f": " ",
}


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    if char in _SPECIAL:
        return _SPECIAL[char]
    base = unicodedata.normalize("NFKD", char)[0].lower()
    return base if len(base) == 1 else char


def fold(text: str) -> str:
    """Lower case without accents; one character for one, so that offsets in the result are offsets in the text.

    ``ß`` becomes ``s`` and the Turkish ``İ`` and ``ı`` both become ``i``.
    """
    if text.isascii():
        return text.lower()
    return "".join(map(_fold_char, text))


def squeeze(text: str) -> str:
    """Runs of white space as one blank, none at the ends."""
    return " ".join(text.split())
