"""Numbers of the Netherlands and Belgium."""

from __future__ import annotations

from pipeline.pii.checks import compact, digits, is_date, stdnum, weighted
from pipeline.pii.detector import Pattern, bounded


def is_belgian_number(value: str) -> bool:
    """Rijksregisternummer: 97 − (first nine mod 97), with 2·10⁹ added for births from 2000 on; then a birth date."""
    number = digits(value)
    if len(number) != 11:
        return False
    whole = int(compact(value))
    first, last = whole // 100, whole % 100
    if last not in (97 - first % 97, 97 - (2_000_000_000 + first) % 97):
        return False
    year, month, day = (10 * number[place] + number[place + 1] for place in (0, 2, 4))
    month %= 20  # numbers for people who are not registered: 20 or 40 is added to the month
    return (month == 0 and month <= day <= 31) or is_date(year, month, day or 1)


DETECTORS = (
    Pattern(
        type="national_id_nl",
        pattern=bounded(r"\d", r"\d{8}|\d{3}[. \u00a0]\d{2}[. \u00a0]\d{3}|\d{2}[. \u00a0]\d{3}[. \u00a0]\d{3}"),
        runs=(3, 4, 9),
        forms=("9" * 9,),
        rule="checksum:mod11",
        confidence=0.6,
        countries=("nl",),
        check=weighted((9, 8, 7, 6, 5, 4, 3, 2, -1), 11),
        labels=("BSN", "burgerservicenummer", "sofinummer", "sofi-nummer", "citizen service number", "persoonsnummer"),
        needs_label="und",
        fake="1########",
    ),
    Pattern(
        type="company_id_nl",
        pattern=bounded(r"\d", r"\d{7}"),
        runs=(8,),
        rule="label",
        confidence=0.7,
        countries=("nl",),
        labels=("KvK", "K.v.K.", "KvK-nummer", "KvK-nr", "Kamer van Koophandel", "Handelsregister"),
        needs_label="always",
    ),
    Pattern(
        type="tax_id_nl",
        pattern=bounded("N", r"L[ .]?(?:\d{9}|\d{4}[ .]\d{2}[ .]\d{3}|\d{3}[ .]\d{3}[ .]\d{3})[ .]?B[ .]?\d{2}"),
        letters=(2,),
        runs=(3, 4, 9),
        forms=("AA999999999A99",),
        rule="checksum:btw",
        confidence=0.95,
        countries=("nl",),
        check=stdnum("nl.btw"),
        labels=("BTW", "BTW-nummer", "btw-id", "BTW-nr", "omzetbelastingnummer", "VAT", "VAT number"),
        fake="NL0000####0B##",
    ),
    Pattern(
        type="national_id_be",
        pattern=bounded(r"\d", r"\d{10}|\d\.\d{2}\.\d{2}[\- ]\d{3}[.\- ]\d{2}|\d{5}[ \-]\d{3}[ \-]\d{2}"),
        runs=(2, 6, 11),
        forms=("9" * 11,),
        rule="checksum:mod97",
        confidence=0.9,
        countries=("be", "fr", "nl"),
        check=is_belgian_number,
        labels=(
            "rijksregisternummer", "rijksregister", "registre national", "numéro national", "N° national", "NISS", "INSZ",
            "RRN", "NN", "Nationalregister",
        ),
        fake="80.01.01-###.##",
    ),
)  # fmt: skip
