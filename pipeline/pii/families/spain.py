"""Numbers of Spain and Portugal."""

from __future__ import annotations

from pipeline.pii.checks import digits, stdnum
from pipeline.pii.detector import Pattern, bounded

_is_dni, _is_nie = stdnum("es.dni"), stdnum("es.nie")


def is_portuguese_tax_number(value: str) -> bool:
    """Portuguese NIF: 11 − Σ(9..2)·d mod 11, 10 and 11 counting as 0."""
    number = digits(value)
    if len(number) != 9 or number[0] == 0:
        return False
    check = 11 - sum(weight * digit for weight, digit in zip(range(9, 1, -1), number, strict=False)) % 11
    return (0 if check >= 10 else check) == number[8]


DETECTORS = (
    Pattern(
        type="national_id_es",
        pattern=bounded(
            r"[\dXYZxyz]",
            r"(?<=\d)\d{7}[ \-]?[A-Za-z]|(?<=\d)\d?\.\d{3}\.\d{3}[ \-]?[A-Za-z]|(?<=[XYZxyz])[ \-]?\d{7}[ \-]?[A-Za-z]",
        ),
        letters=(0, 1),
        runs=(1, 2, 7, 8),
        forms=("99999999A", "A9999999A"),
        rule="checksum:mod23",
        confidence=0.9,
        countries=("es",),
        check=lambda value: _is_dni(value) or _is_nie(value),
        labels=("DNI", "NIE", "NIF", "D.N.I.", "N.I.E.", "N.I.F.", "documento nacional", "documento de identidad"),
        fake="0#######?",
    ),
    Pattern(
        type="tax_id_es",
        pattern=bounded("[ABCDEFGHJNPQRSUVW]", r"[ \-]?\d{7}[ \-]?[0-9A-J]"),
        letters=(1,),
        runs=(7, 8),
        forms=("A99999999", "A9999999A"),
        rule="checksum:cif",
        confidence=0.75,
        countries=("es",),
        check=stdnum("es.cif"),
        labels=("CIF", "NIF", "C.I.F.", "N.I.F.", "VAT", "VAT number"),
        fake="B0000####",
    ),
    Pattern(
        type="tax_id_pt",
        pattern=bounded("[1-9]", r"\d{8}|\d\d[ \u00a0]\d{3}[ \u00a0]\d{3}"),
        runs=(3, 9),
        forms=("9" * 9,),
        rule="checksum:mod11",
        confidence=0.8,
        countries=("pt",),
        check=is_portuguese_tax_number,
        labels=(
            "NIF",
            "NIPC",
            "Contribuinte",
            "N.º de contribuinte",
            "número fiscal",
            "número de contribuinte",
            "número de identificação fiscal",
        ),
        needs_label="always",
        fake="2########",
    ),
    Pattern(
        type="national_id_pt",
        pattern=bounded(r"\d", r"\d{7}[ \u00a0]?\d[ \u00a0]?[A-Z0-9]{2}\d"),
        runs=(8, 9),
        forms=("999999999AA9",),
        rule="checksum:cc",
        confidence=0.85,
        countries=("pt",),
        check=stdnum("pt.cc"),
        labels=("Cartão de Cidadão", "Cartão do Cidadão", "CC", "número de documento", "bilhete de identidade"),
        needs_label="und",
        fake="0####### # ZZ#",
    ),
)
