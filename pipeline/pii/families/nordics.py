"""Numbers of Sweden, Denmark and Finland."""

from __future__ import annotations

from pipeline.pii.checks import digits, is_date, is_day_month_year, luhn, raw_stdnum
from pipeline.pii.detector import Pattern, bounded


def is_swedish_number(value: str) -> bool:
    """Personnummer: a birth date (its day plus 60 for people who are not registered), and Luhn over the last ten digits."""
    number = digits(value.replace("+", "-"))[-10:]
    year, month, day = (10 * number[place] + number[place + 1] for place in (0, 2, 4))
    return luhn("".join(map(str, number))) and is_date(year, month, day - 60 if day > 60 else day)


DETECTORS = (
    Pattern(
        type="national_id_se",
        pattern=bounded(r"\d", r"(?:\d\d)?\d{5}[\-+]\d{4}"),
        runs=(6, 8),
        forms=("9" * 10, "9" * 12),
        rule="checksum:luhn",
        confidence=0.92,
        countries=("se",),
        check=is_swedish_number,
        labels=("personnummer", "pers.nr", "personnr", "samordningsnummer", "personal number"),
        fake="800101-####",
    ),
    Pattern(
        type="national_id_dk",
        # The check digit of Danish numbers was given up in 2007: only the date proves anything.
        pattern=bounded(r"\d", r"\d{5}-\d{4}"),
        runs=(6,),
        forms=("999999-9999",),
        rule="shape:birth_date",
        confidence=0.7,
        countries=("dk",),
        check=is_day_month_year,
        labels=("CPR", "CPR-nr", "CPR-nummer", "personnummer"),
        fake="010180-####",
    ),
    Pattern(
        type="national_id_fi",
        pattern=bounded("[0-3]", r"\d[01]\d\d\d[+\-A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y]"),
        runs=(6,),
        forms=("999999-999X", "999999A999X"),
        rule="checksum:mod31",
        confidence=0.93,
        countries=("fi",),
        check=raw_stdnum("fi.hetu"),
        labels=("henkilötunnus", "hetu", "HETU", "personbeteckning", "sotu"),
        fake="010180-####",
    ),
)
