"""Dates as ISO 8601, in eight languages. Whether 03/04 is in March or April is decided once for the whole document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pipeline.fields.text import fold

Order = Literal["dmy", "mdy"]
YEARS = range(1950, 2100)  # plausible on a business document
PIVOT = 69  # two-digit years up to 69 are 20xx, as POSIX has it

_MONTHS = (
    "january jan januar janvier janv gennaio gen enero ene januari stycznia styczen sty ocak oca",
    "february feb februar fevrier fevr fev febbraio febrero februari lutego luty lut subat sub",
    "march mar marz mrz maerz mars marzo maart mrt marca marzec mart",
    "april apr avril avr aprile abril abr kwietnia kwiecien kwi nisan nis",
    "may mai maggio mag mayo mei maja maj mayis",
    "june jun juni juin giugno giu junio czerwca czerwiec cze haziran haz",
    "july jul juli juillet juil luglio lug julio lipca lipiec lip temmuz tem",
    "august aug aout agosto ago augustus sierpnia sierpien sie agustos agu",
    "september sep sept septembre settembre set septiembre wrzesnia wrzesien wrz eylul eyl",
    "october oct oktober okt octobre ottobre ott octubre oktobre pazdziernika pazdziernik paz ekim eki",
    "november nov novembre noviembre listopada listopad lis kasim kas",
    "december dec dezember dez decembre dicembre dic diciembre grudnia grudzien gru aralik ara",
)
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_NAME = "|".join(sorted(MONTHS, key=lambda name: (-len(name), name)))
_YEAR = r"(?:19|20)\d\d"
_END = r"(?=\d{1,2}:\d\d|\D|$)"  # a clock time may touch the year where OCR lost the blank

_YMD = re.compile(rf"(?<!\d)(?P<y>{_YEAR})\s?(?P<s>[-/.])\s?(?P<m>\d{{1,2}})\s?(?P=s)\s?(?P<d>\d{{1,2}})(?!\d)")
_NUMERIC = re.compile(
    rf"(?<![\d.,])(?P<a>\d{{1,2}})\s?(?P<s>[-/.])\s?(?P<b>\d{{1,2}})\s?(?P=s)\s?(?:(?P<y>{_YEAR}){_END}|(?P<yy>\d\d)(?![\d.,]\d|\d|[-/]\d))"
)
_DAY_NAME = re.compile(
    rf"(?<![\d.,])(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|\.|°)?(?:\s+(?:de|del|of))?[\s\-/.,']*(?P<m>{_NAME})\.?,?"
    rf"(?:\s+(?:de|del))?[\s\-/.,']*(?P<y>{_YEAR}|\d\d(?![\d:.]))"
)
_NAME_DAY = re.compile(rf"(?<![^\W\d_])(?P<m>{_NAME})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>{_YEAR})(?!\d)")
_AMERICAN = re.compile(r"\b[A-Z][A-Za-z .]+,\s[A-Z]{2}\s\d{5}(?:-\d{4})?\b|\bUSD\b|\bEIN\b")

_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date on the page.

    Attributes:
        value: the calendar day.
        start, end: where it stands in the text given.
        sure: the order of day and month follows from the date itself; False when the document or a habit decided.
    """

    value: date
    start: int
    end: int
    sure: bool

    @property
    def iso(self) -> str:
        """YYYY-MM-DD."""
        return self.value.isoformat()


def day_month_order(text: str, language: str | None = None) -> Order:
    """The order of a document's numeric dates.

    A day above 12 settles it. Silent documents are day first, but month first when they are in English and look American
    (a state with a ZIP code, ``USD``, ``EIN``).
    """
    first = second = 0
    for match in _NUMERIC.finditer(text):
        first += int(match["a"]) > 12 >= int(match["b"])
        second += int(match["b"]) > 12 >= int(match["a"])
    if first != second:
        return "dmy" if first > second else "mdy"
    return "mdy" if language == "en" and _AMERICAN.search(text) else "dmy"


def find_dates(text: str, order: Order = "dmy") -> Iterator[FoundDate]:
    """Every plausible date of a text, left to right, none overlapping another."""
    if _DIGIT.search(text) is None:
        return
    folded = fold(text)
    found = [made for pattern in (_YMD, _NUMERIC, _DAY_NAME, _NAME_DAY) for made in _matches(pattern, folded, order)]
    end = -1
    for item in sorted(found, key=lambda made: (made.start, -made.end)):
        if item.start >= end:
            yield item
            end = item.end


def parse_date(text: str, order: Order = "dmy") -> date | None:
    """The first plausible date of a text."""
    found = next(find_dates(text, order), None)
    return None if found is None else found.value


def _matches(pattern: re.Pattern[str], folded: str, order: Order) -> Iterator[FoundDate]:
    for match in pattern.finditer(folded):
        groups = match.groupdict()
        if "a" in groups:
            one, two = int(match["a"]), int(match["b"])
            day, month = (two, one) if (two > 12 or (order == "mdy" and one <= 12 and match["s"] == "/")) else (one, two)
            year, sure = _year(match["y"] or match["yy"]), max(one, two) > 12 or one == two
        else:
            month = MONTHS[match["m"]] if not match["m"].isdigit() else int(match["m"])
            day, year, sure = int(match["d"]), _year(match["y"]), True
        made = _calendar_day(year, month, day)
        if made is not None:
            yield FoundDate(made, match.start(), match.end(), sure)


def _year(digits: str) -> int:
    number = int(digits)
    return number if len(digits) == 4 else number + (2000 if number <= PIVOT else 1900)


def _calendar_day(year: int, month: int, day: int) -> date | None:
    if year not in YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
