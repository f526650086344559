"""Numbers of Poland."""

from __future__ import annotations

from pipeline.pii.checks import digits, is_date, weighted
from pipeline.pii.detector import Pattern, bounded

_pesel_sum = weighted((1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1), 10)
_CENTURIES = (1900, 2000, 2100, 2200, 1800)
_is_nip = weighted((6, 5, 7, 2, 3, 4, 5, 6, 7, -1), 11)
_NIP_LABELS = ("NIP", "numer identyfikacji podatkowej", "nr identyfikacji podatkowej", "VAT", "PL VAT")


def is_pesel(value: str) -> bool:
    """PESEL: weights 1 3 7 9, and a birth date whose century is in the month."""
    if not _pesel_sum(value):
        return False
    number = digits(value)
    year, month, day = (10 * number[place] + number[place + 1] for place in (0, 2, 4))
    return is_date(_CENTURIES[month // 20] + year, month % 20, day)


DETECTORS = (
    Pattern(
        type="national_id_pl",
        pattern=bounded(r"\d", r"\d{10}"),
        runs=(11,),
        forms=("9" * 11,),
        rule="checksum:pesel",
        confidence=0.88,
        countries=("pl",),
        check=is_pesel,
        labels=("PESEL", "nr PESEL", "numer PESEL"),
        fake="800101#####",
    ),
    Pattern(
        type="tax_id_pl",
        pattern=bounded("[1-9]", r"\d{9}"),
        runs=(10,),
        forms=("9" * 10,),
        rule="checksum:nip",
        confidence=0.8,
        countries=("pl",),
        check=_is_nip,
        labels=_NIP_LABELS,
        needs_label="always",
        fake="5##-###-##-##",
    ),
    Pattern(
        type="tax_id_pl",
        pattern=bounded("[1-9P]", r"(?<=\d)\d\d-(?:\d{3}-\d\d-\d\d|\d\d-\d\d-\d{3})|(?<=P)L[ \u00a0]?\d{10}"),
        letters=(0, 2),
        runs=(3, 10),
        forms=("AA9999999999",),
        rule="checksum:nip",
        confidence=0.92,
        countries=("pl",),
        check=lambda value: _is_nip(value.removeprefix("PL").strip()),
        labels=_NIP_LABELS,
    ),
)
