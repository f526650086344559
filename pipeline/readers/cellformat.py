"""How a workbook shows a value: dates, percentages, decimals and currency signs by the cell's number format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

_BUILT_IN = dict(  # ECMA-376 part 1, 18.8.30
    zip(
        (1, 2, 3, 4, 9, 10, 14, 15, 16, 17, 18, 19, 20, 21, 22, 37, 38, 39, 40, 45, 46, 47),
        (
            *("0", "0.00", "#,##0", "#,##0.00", "0%", "0.00%", "yyyy-mm-dd", "d-mmm-yy", "d-mmm", "mmm-yy", "h:mm", "h:mm:ss"),
            *("h:mm", "h:mm:ss", "yyyy-mm-dd h:mm", "#,##0", "#,##0", "#,##0.00", "#,##0.00", "mm:ss", "[h]:mm:ss", "mm:ss.0"),
        ),
        strict=True,
    )
)
_AS_IT_IS = re.compile(r"general|@|e[+-]|\?/", re.I)  # text, exponents and fractions
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|_.|\*.|([$€£¥₺])')
_CODE_MAX = 255  # characters, as in Excel
_NUMBER = re.compile(r"[#0?,. ]*[0#?][#0?,. ]*")
_DATE = re.compile(r"[ymdhs]", re.I)
_FIRST = 60  # serial 60 is the 29th of February 1900, which never was
_SECONDS = 24 * 60 * 60
_DAYS_MAX = 2_958_466  # the year 10000
_DECIMALS_MAX = 15


@dataclass(frozen=True, slots=True)
class CellFormat:
    """A number format, read.

    Attributes:
        shows_date, shows_time: what of a serial number it shows.
        decimals: digits after the point; None for as many as there are.
        is_percent: multiplied by 100, with the sign.
        before, after: literal text around the number.
    """

    shows_date: bool = False
    shows_time: bool = False
    decimals: int | None = None
    is_percent: bool = False
    before: str = ""
    after: str = ""

    @classmethod
    def of(cls, key: int, codes: dict[int, str]) -> CellFormat:
        """The format with this id, among those of the workbook and the built-in ones."""
        code = (codes.get(key) or _BUILT_IN.get(key, "General"))[:_CODE_MAX]
        first = re.split(r";(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", code)[0]
        bare = _LITERAL.sub("", first)
        if _AS_IT_IS.search(bare):
            return GENERAL
        if _DATE.search(bare):
            lower = bare.lower()
            elapsed = re.search(r"\[[hms]+\]", first, re.I) is not None
            return cls(not elapsed and bool(re.search(r"[yd]|mmm", lower)), bool(re.search(r"[hs]", lower)) or elapsed)
        match = _NUMBER.search(_LITERAL.sub(lambda found: "\x00" * len(found[0]), first))
        if match is None:
            return GENERAL
        _, point, digits = match[0].partition(".")
        decimals = min(sum(sign in "0#?" for sign in digits), _DECIMALS_MAX) if point else 0
        if match[0].rstrip().endswith(","):  # shown in thousands; the value itself says more
            return GENERAL
        before, after = _words(first[: match.start()]), _words(first[match.end() :])
        before = f"{before} " if before[-1:].isalpha() else before
        return cls(decimals=decimals, is_percent="%" in bare, before=before, after=f" {after}" if after else "")

    def shown(self, raw: str, *, from_1904: bool = False) -> str:
        """The value as a reader of the workbook sees it, dates as ISO 8601, without grouping of thousands."""
        if self is GENERAL and raw.isdecimal() and len(raw) <= _DECIMALS_MAX:
            return raw
        try:
            value = Decimal(raw)
        except InvalidOperation:
            return raw
        if not value.is_finite():
            return raw
        if self.shows_date or self.shows_time:
            return _moment(float(value), self, from_1904) or _general(value)
        if self.decimals is None:
            return _general(value)
        value = value * 100 if self.is_percent else value
        if value.adjusted() > 2 * _DECIMALS_MAX:
            return _general(value)
        number = f"{Decimal(_general(value)).quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP):f}"
        sign, number = ("-", number[1:]) if number.startswith("-") else ("", number)
        sign = sign if number.strip("0.") else ""
        return f"{sign}{self.before}{number}{'%' if self.is_percent else ''}{self.after}".strip()


def _words(part: str) -> str:
    """The literal text in a part of a format code: currency signs and quoted words, without brackets and signs."""
    joined = "".join(next(filter(None, match.groups()), "") for match in _LITERAL.finditer(part))
    return re.sub(r"[()+-]", "", joined).strip()


def _general(value: Decimal) -> str:
    """At most 15 digits, as spreadsheets count: 19.990000000000002 is shown as 19.99."""
    digits = f"{float(value):.15g}"
    return f"{Decimal(digits):f}" if "e" in digits and abs(Decimal(digits).adjusted()) <= 20 else digits


def _moment(serial: float, shape: CellFormat, from_1904: bool) -> str | None:
    if not 0 <= serial < _DAYS_MAX:
        return None
    days, fraction = divmod(serial, 1)
    seconds = round(fraction * _SECONDS)
    if not shape.shows_date:
        hours, rest = divmod(int(days) * _SECONDS + seconds, 3600)
        return f"{hours:02d}:{rest // 60:02d}" + (f":{rest % 60:02d}" if rest % 60 else "")
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30 if serial >= _FIRST else 31)
    moment = start + timedelta(days=days, seconds=seconds)
    if shape.shows_time and seconds:
        return f"{moment:%Y-%m-%d %H:%M}" + (f":{moment:%S}" if moment.second else "")
    return f"{moment.date().isoformat()}"


GENERAL = CellFormat()  # shown as it is
