"""Amounts as Decimal and currencies as ISO 4217; the process locale is never asked.

Which of ``1.234`` and ``1,234`` is a thousand is decided once, from all the numbers of the document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pipeline.fields.text import fold

Separator = Literal[".", ","]

_GROUPS = {
    ".": r",'’\u00a0\u202f",
    ",": r".'’\u00a0\u202f ",
}  # a plain blank groups only beside a decimal comma: "2 500.00" is two numbers


def _number(groups: str) -> re.Pattern[str]:
    return re.compile(
        r"(?<![\w.,/:])(?<![^\W_]-)(?P<open>\()?(?P<sign>[-+−–]\s?)?"
        r"(?P<mark>[€$£¥₺]\s?|(?:RM|EUR|USD|GBP|CHF|TRY|TL|PLN|MYR|SGD|kr|zł|Rs)\.?\s?)?(?P<sign2>[-−–])?"
        rf"(?P<digits>\d{{1,3}}(?:[{groups}]\d{{3}})+(?:[.,]\s?\d{{1,4}})?|\d+(?:[.,]\s?\d{{1,4}})?|[.,]\d{{2}})"
        r"(?P<after>-(?!\w)|\))?(?![\d%]|[.,:/]\d|\s?%|\s?(?:kg|g|l|ml|cl|mm|cm|m|km|m²|lb|oz|kwh|w|v)\b)",
        re.IGNORECASE,
    )


_NUMBERS = {decimal: _number(groups) for decimal, groups in _GROUPS.items()}
_MONEY_END = re.compile(r"[.,]\s?\d{2}$")

CURRENCY_MARKS = {
    "€": "EUR",
    "eur": "EUR",
    "euro": "EUR",
    "£": "GBP",
    "gbp": "GBP",
    "$": "USD",
    "usd": "USD",
    "us$": "USD",
    "¥": "JPY",
    "jpy": "JPY",
    "₺": "TRY",
    "try": "TRY",
    "tl": "TRY",
    "zł": "PLN",
    "pln": "PLN",
    "chf": "CHF",
    "rm": "MYR",
    "myr": "MYR",
    "sgd": "SGD",
    "s$": "SGD",
    "aud": "AUD",
    "a$": "AUD",
    "cad": "CAD",
    "c$": "CAD",
    "sek": "SEK",
    "nok": "NOK",
    "dkk": "DKK",
    "czk": "CZK",
    "kč": "CZK",
    "huf": "HUF",
    "ron": "RON",
    "inr": "INR",
    "₹": "INR",
    "cny": "CNY",
    "rp": "IDR",
    "idr": "IDR",
    "aed": "AED",
}
_WORD_MARKS = sorted((mark for mark in CURRENCY_MARKS if mark[0].isalpha()), key=lambda mark: (-len(mark), mark))
_SIGN_MARKS = sorted((mark for mark in CURRENCY_MARKS if not mark[0].isalpha()), key=lambda mark: (-len(mark), mark))
# Codes of three letters count anywhere; short ones and words only in upper case or beside a number ("rm 5", never "try this").
MARK = re.compile(
    rf"(?<![^\W\d_])(?P<word>{'|'.join(map(re.escape, _WORD_MARKS))})(?![^\W\d_])"
    rf"|(?P<sign>{'|'.join(map(re.escape, _SIGN_MARKS))})",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_BESIDE = re.compile(r"\d\s?$|^[.:)]?\s?[-+]?\d")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number on the page.

    Attributes:
        value: exact.
        start, end: where it stands in the text given, with its sign and mark.
        money: it has two decimals or a currency mark; a bare integer does not.
    """

    value: Decimal
    start: int
    end: int
    money: bool


def decimal_separator(text: str, language: str | None = None) -> Separator:
    """The decimal separator of a document, by vote of its numbers; the language decides when they are silent.

    Both signs in one number settle it (weight 5), two decimals point to it (2), three digits after a single sign point to the
    other (1: ``1,234`` may yet be a weight).
    """
    votes: Counter[str] = Counter()
    for match in re.finditer(r"(?<![\w.,/:-])\d+(?:[.,]\d+)+(?![\w/:-])", text):
        signs = re.findall(r"[.,]", match.group())
        tail = len(match.group()) - max(match.group().rfind("."), match.group().rfind(",")) - 1
        other = "," if signs[-1] == "." else "."
        if len(set(signs)) == 2:
            votes[signs[-1]] += 5
        elif len(signs) > 1:
            votes[other] += 5 if tail == 3 else 0
        elif tail == 3:
            votes[other] += 1
        elif tail <= 2 or tail == 4:
            votes[signs[-1]] += 2
    if votes["."] != votes[","]:
        return "." if votes["."] > votes[","] else ","
    return "." if language in (None, "en") else ","


def parse_amount(text: str, decimal: Separator) -> Decimal | None:
    """The first number in a text; None when there is none. Brackets and a trailing minus make it negative."""
    found = next(find_amounts(text, decimal), None)
    return None if found is None else found.value


def find_amounts(text: str, decimal: Separator) -> Iterator[Amount]:
    """Every number of a text that could be an amount: no percentage, no part of a date, a time or an identifier."""
    if _DIGIT.search(text) is None:
        return
    for match in _NUMBERS[decimal].finditer(text):
        digits = match["digits"]
        value = _value(digits, decimal)
        if value is None:
            continue
        negative = bool(match["sign"] and match["sign"].strip() != "+") or bool(match["sign2"]) or match["after"] == "-"
        negative = negative or bool(match["open"] and match["after"] == ")")
        money = bool(_MONEY_END.search(digits)) or bool(match["mark"])
        yield Amount(-value if negative and value else value, match.start(), match.end(), money)


def _value(digits: str, decimal: Separator) -> Decimal | None:
    compact = re.sub(r"(?<=[.,])\s", "", digits)
    last = max(compact.rfind("."), compact.rfind(","))
    tail = len(compact) - last - 1 if last >= 0 else 0
    grouped = "," if decimal == "." else "."
    is_decimal = last >= 0 and (compact[last] == decimal or tail in (1, 2, 4)) and compact.count(compact[last]) == 1
    if last >= 0 and compact[last] == grouped and tail == 3:
        is_decimal = False
    whole, fraction = (compact[:last], compact[last + 1 :]) if is_decimal else (compact, "")
    whole = re.sub(r"\D", "", whole)
    if not (whole or fraction) or len(whole) > 15:
        return None
    return Decimal(f"{whole or '0'}.{fraction}" if fraction else whole)


def find_currencies(text: str) -> Iterator[tuple[str, int, int, bool]]:
    """Every currency named in a text: ISO code, start, end, and whether a number stands beside it."""
    for match in MARK.finditer(text):
        mark = match.group()
        beside = bool(_BESIDE.search(text[max(0, match.start() - 2) : match.start()])) or bool(
            _BESIDE.match(text[match.end() : match.end() + 4])
        )
        beside = beside or bool(re.match(r"[.:)]?\s?[-+]?\d", text[match.end() : match.end() + 5]))
        if match["word"] and not beside and not mark.isupper() and fold(mark) not in ("euro", "zł", "kč"):
            continue
        if match["word"] and mark.upper() in ("TRY", "TL", "RP") and not beside:
            continue
        yield CURRENCY_MARKS.get(mark.lower(), CURRENCY_MARKS.get(fold(mark), "")), match.start(), match.end(), beside


def plain(value: Decimal) -> str:
    """A Decimal as plain text with at least two decimals, never with an exponent: ``1234.50``."""
    exponent = value.as_tuple().exponent
    places = max(2, -exponent if isinstance(exponent, int) else 2)
    return f"{value:.{places}f}"
