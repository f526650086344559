"""Check digits: those of python-stdnum as plain predicates, and arithmetic of our own.

Our own where python-stdnum has none, where it asks for today's date (Belgium, Denmark, Sweden: the same text must give the same
findings tomorrow), and for bare runs of digits, of which a text can have very many: python-stdnum takes 14 µs a number, this 2.
Tests hold the two against each other.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from datetime import date
from functools import cache
from operator import mul
from typing import Any

_SEPARATORS = str.maketrans("", "", " \u00a0\u202f.-/")
_NUMBERS = bytes(max(0, code - 48) for code in range(256))  # the digit an ASCII code stands for
LOOKALIKES = str.maketrans("OoQDlI|i!SsBZzGgq", "00001111155822699")  # what recognisers take digits for


def compact(value: str) -> str:
    """A value without its separators, in capitals."""
    return value.translate(_SEPARATORS).upper()


@cache
def _module(name: str) -> Any:
    return importlib.import_module(f"stdnum.{name}")


def stdnum(name: str) -> Callable[[str], bool]:
    """The check of a module of python-stdnum, such as ``tr.tckimlik``, on values with or without separators.

    The module is imported when the first value is checked.
    """

    def check(value: str) -> bool:
        return value.isascii() and bool(_module(name).is_valid(compact(value)))

    return check


def raw_stdnum(name: str) -> Callable[[str], bool]:
    """The same for numbers whose separators carry meaning, such as the century sign of a Finnish one."""

    def check(value: str) -> bool:
        return value.isascii() and bool(_module(name).is_valid(value.replace(" ", "")))

    return check


def digits(value: str) -> bytes:
    """The digits of a value without its separators, each as a number; empty when anything else is in it."""
    plain = value if value.isdigit() else value.translate(_SEPARATORS)
    return plain.encode().translate(_NUMBERS) if plain.isascii() and plain.isdigit() else b""


def weighted(weights: tuple[int, ...], modulus: int) -> Callable[[str], bool]:
    """Whether Σ weight·digit is above 0 and divisible by the modulus."""

    def check(value: str) -> bool:
        number = digits(value)
        if len(number) != len(weights):
            return False
        total: int = sum(map(mul, weights, number))
        return total > 0 and total % modulus == 0

    return check


def luhn(value: str) -> bool:
    """Whether the last digit is the Luhn check digit (ISO/IEC 7812-1) of the others."""
    number = digits(value)
    doubled = sum((0, 2, 4, 6, 8, 1, 3, 5, 7, 9)[digit] for digit in number[-2::-2])
    return any(number) and (doubled + sum(number[-1::-2])) % 10 == 0


def is_date(year: int, month: int, day: int) -> bool:
    """Whether a day exists; a two-digit year counts from 2000, which differs from 1900 only for 29 February 1900."""
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return False
    try:
        date(2000 + year if year < 100 else year, month, day)
    except ValueError:
        return False
    return True


def is_day_month_year(value: str) -> bool:
    """Whether a value begins with a date DDMMYY."""
    number = value.translate(_SEPARATORS)
    return is_date(int(number[4:6]), int(number[2:4]), int(number[:2]))
