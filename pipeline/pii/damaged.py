"""Numbers a recogniser left characters out of, so that no checksum can prove them: known by their label or their country.

Looked for only in text that was recognised. There most errors are lost characters, and what stands behind "IBAN" or "Steuer-ID"
is worth hiding although it is a digit short; in text that was typed it is no valid number, and left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from pipeline.pii.chains import Chain, damaged_chains
from pipeline.pii.context import Context
from pipeline.pii.detector import Candidate, Pattern
from pipeline.pii.families.iban import ACCOUNT_LABELS, LENGTHS, iban_type
from pipeline.pii.locales import Countries
from pipeline.pii.misread import is_misread_label
from pipeline.pii.registry import forms

MISREAD = "+misread"
SHARE = 0.15  # of a number's letters and digits that may be lost or added; at most two where no letter tells it from others
CLOSE = 40  # characters before a number in which its label has to stand
_ACCOUNT = (*ACCOUNT_LABELS, "BAN", "IAN", "IBA", "IBN")
_DIGITS = 0.6  # share of digits at least,
_LETTERED = 16  # and two thirds of it in numbers as long as a tax code of Italy
MOST = 5_000  # numbers of a text that are looked at, at some 0.1 ms each
_WORD = re.compile(r"[^\W\d_]{3}")


def damaged(context: Context, recognised: Sequence[tuple[int, int]]) -> Iterator[Candidate]:
    """Candidates within the recognised parts of a text.

    Args:
        recognised: spans of it, in order.
    """
    lengths = _lengths(context.countries)
    seen = 0
    for first, last in recognised:
        for chain in damaged_chains(context, first, last):
            seen += 1
            if seen > MOST:
                return
            window = context.before(chain.start)[-CLOSE:]
            account = _account(chain, window)
            if account is not None:
                yield account
            if not _WORD.search(window) or context.counted(chain.start):
                continue
            fitting = [
                (abs(size - length), size, pattern)
                for (length, is_number), patterns in lengths.items()
                if (size := _size(chain, length)) and (not is_number or size <= chain.run)
                for pattern in patterns
            ]
            for _, size, pattern in sorted(fitting, key=lambda item: item[0]):
                if is_misread_label(window, pattern.labels):
                    yield Candidate(pattern.type, chain.start, chain.end(size), 0.5, "label" + MISREAD, True)
                    break


@lru_cache(maxsize=64)
def _lengths(countries: Countries | None) -> Mapping[tuple[int, bool], tuple[Pattern, ...]]:
    """How long numbers are, and whether they are digits alone, to the patterns of such."""
    table = forms(countries)
    found = {(length, True): list(patterns) for length, patterns in table.digits.items()}
    for parts, length, pattern in table.mixed:
        found.setdefault((length, all(kind in "9-" for kind, _, _ in parts)), []).append(pattern)
    return MappingProxyType({key: tuple(patterns) for key, patterns in found.items()})


def _size(chain: Chain, length: int) -> int:
    """How many letters and digits of a chain are a damaged number of that length: whole groups; 0 for none."""
    slack = max(1, round(SHARE * length))
    sizes = [size for size in chain.groups if length - slack <= size <= length + slack]
    if not sizes:
        return 0
    size = min(sizes, key=lambda size: (abs(size - length), -size))
    least = _DIGITS if length < _LETTERED else _DIGITS / 1.5
    return size if sum(map(str.isdigit, chain.digits[:size])) >= least * size else 0


def _account(chain: Chain, window: str) -> Candidate | None:
    """An IBAN with characters lost: behind its label, or as two letters of a country, two digits and about as many more."""
    country = chain.plain[:2].upper()
    length = LENGTHS.get(country, 0)
    if length and chain.digits[2:4].isdigit() and (size := _size(chain, length)):
        return Candidate(iban_type(country), chain.start, chain.end(size), 0.6, "shape:iban" + MISREAD)
    if is_misread_label(window[-12:], _ACCOUNT):
        size = max((size for size in chain.groups if 11 <= size <= 32), default=0)
        if size and sum(map(str.isdigit, chain.digits[:size])) >= _DIGITS * size:
            return Candidate(
                iban_type(country) if length else "iban_intl", chain.start, chain.end(size), 0.5, "label" + MISREAD, True
            )
    return None
