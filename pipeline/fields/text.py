"""Folding: text as labels and keywords are compared, with every offset kept."""

from __future__ import annotations

import re
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


@lru_cache(maxsize=512)
def words_pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern finding any of these folded phrases as whole words, longest first.

    A blank in a phrase stands for up to three blanks, dots, colons, hyphens or closing brackets, or for none: ``invoice no``
    finds ``Invoice-No.`` and ``INVOICENO``. A phrase that begins with ``*`` may begin inside a word: ``*rechnung`` finds the
    end of ``Handelsrechnung``.
    """
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    whole = "|".join(_body(phrase) for phrase in ordered if not phrase.startswith("*"))
    inner = "".join(f"|{_body(phrase[1:])}" for phrase in ordered if phrase.startswith("*"))
    # The look-behind stands before the alternatives, so that the inside of words is passed over at once.
    return re.compile(
        rf"(?:(?<![^\W_])(?<![^\W_]-)(?:{whole}){inner})(?![^\W\d_])" if whole else rf"(?:{inner[1:]})(?![^\W\d_])"
    )


def _body(phrase: str) -> str:
    return r"[\s.:\-)]{0,3}".join(map(re.escape, phrase.split()))


def squeeze(text: str) -> str:
    """Runs of white space as one blank, none at the ends."""
    return " ".join(text.split())
