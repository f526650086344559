"""Numbers of Germany and Austria."""

from __future__ import annotations

from collections import Counter

from pipeline.pii.checks import compact, digits, is_date, weighted
from pipeline.pii.detector import Pattern, bounded

_WEIGHTS = (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1)


def is_tax_number(value: str) -> bool:
    """Steuer-IdNr: ISO 7064 MOD 11,10, and among the first ten digits one or two that repeat (once or twice)."""
    number = digits(value)
    if len(number) != 11 or number[0] == 0:
        return False
    product = 10
    for digit in number[:10]:
        product = 2 * ((digit + product) % 10 or 10) % 11
    if (11 - product) % 10 != number[10]:
        return False
    repeats = sorted(count for count in Counter(number[:10]).values() if count > 1)
    return repeats in ([2], [3])


def is_pension_number(value: str) -> bool:
    """Rentenversicherungsnummer: area, birth date, initial, serial, and a check digit over digit sums (§ 4 VKVV)."""
    plain = compact(value)
    expanded = [int(digit) for digit in plain[:8] + f"{ord(plain[8]) - 64:02d}" + plain[9:11]]
    total = sum(sum(divmod(weight * digit, 10)) for weight, digit in zip(_WEIGHTS, expanded, strict=True))
    # Days above 31 mark people who share birth date and initial: 50 is added.
    return total % 10 == int(plain[11]) and is_date(int(plain[6:8]), int(plain[4:6]), int(plain[2:4]) % 50 or 1)


def is_identity_card(value: str) -> bool:
    """Personalausweis: nine characters and a check digit, weights 7 3 1 (ICAO 9303)."""
    plain = compact(value)
    return sum(int(char, 36) * (7, 3, 1)[place % 3] for place, char in enumerate(plain[:9])) % 10 == int(plain[9])


_austrian_sum = weighted((3, 7, 9, -1, 5, 8, 4, 2, 1, 6), 11)


def is_austrian_number(value: str) -> bool:
    """Austrian Sozialversicherungsnummer: Σ mod 11 is the fourth digit; the last six are a birth date (months 13–15 too)."""
    number = digits(value)
    if len(number) != 10 or number[0] == 0 or not _austrian_sum(value):
        return False
    day, month, year = (10 * number[place] + number[place + 1] for place in (4, 6, 8))
    return 13 <= month <= 15 or is_date(year, month, day)


DETECTORS = (
    Pattern(
        type="tax_id_de",
        pattern=bounded("[1-9]", r"\d{10}|\d[ \u00a0/]\d{3}[ \u00a0/]\d{3}[ \u00a0/]\d{3}"),
        runs=(2, 11),
        forms=("9" * 11,),
        rule="checksum:mod11_10",
        confidence=0.75,
        countries=("de",),
        check=is_tax_number,
        labels=(
            "IdNr", "Id-Nr", "Steuer-ID", "Steuer-IdNr", "Steuer-Identifikationsnummer", "Steueridentifikationsnummer",
            "Steuernummer", "Steuer-Nr", "Identifikationsnummer", "Tax ID", "TIN",
        ),
        fake="1##########",
    ),
    Pattern(
        type="social_id_de",
        pattern=bounded(r"\d", r"\d[ \u00a0]?\d{6}[ \u00a0]?[A-Z][ \u00a0]?\d{3}"),
        runs=(2, 8),
        forms=("99999999A999",),
        rule="checksum:vsnr",
        confidence=0.9,
        countries=("de",),
        check=is_pension_number,
        labels=(
            "Sozialversicherungsnummer", "SV-Nummer", "SVNR", "Rentenversicherungsnummer", "RVNR", "Versicherungsnummer",
            "VSNR",
        ),
        fake="65010180?###",
    ),
    Pattern(
        type="national_id_de",
        pattern=bounded("[CFGHJKLMNPRTVWXYZ]", r"[0-9CFGHJKLMNPRTVWXYZ]{8}\d"),
        forms=("SSSSSSSSS9",),
        rule="checksum:731",
        confidence=0.7,
        countries=("de",),
        check=is_identity_card,
        labels=(
            "Personalausweis", "Personalausweisnummer", "Personalausweis-Nr", "Ausweisnummer", "Ausweis-Nr", "Ausweis",
            "ID card",
        ),
        needs_label="und",
        fake="L01X00####",
    ),
    Pattern(
        type="social_id_at",
        pattern=bounded("[1-9]", r"\d{3}[ \u00a0]?\d{6}"),
        runs=(4, 10),
        forms=("9" * 10,),
        rule="checksum:mod11",
        confidence=0.75,
        countries=("at", "de"),
        check=is_austrian_number,
        labels=(
            "SVNR", "SV-Nr", "SV-Nummer", "Sozialversicherungsnummer", "Sozialversicherung", "Versicherungsnummer", "VSNR",
            "social security",
        ),
        needs_label="und",
        fake="####010180",
    ),
    Pattern(
        type="national_id_at",
        pattern=bounded(r"\d", r"\d{11}"),
        runs=(12,),
        rule="label",
        confidence=0.7,
        countries=("at",),
        labels=("ZMR", "ZMR-Zahl", "Melderegisterzahl"),
        needs_label="always",
    ),
)  # fmt: skip
