"""Numbers of France."""

from __future__ import annotations

from pipeline.pii.checks import compact, luhn, stdnum
from pipeline.pii.detector import Pattern, bounded

_FR = ("fr",)
_is_nir, _is_siret = stdnum("fr.nir"), stdnum("fr.siret")


def is_social_number(value: str) -> bool:
    """NIR: 97 − (first thirteen mod 97); with the letters of Corsica, as python-stdnum has it."""
    plain = compact(value)
    return 97 - int(plain[:13]) % 97 == int(plain[13:]) if plain.isdigit() else _is_nir(value)


def is_establishment(value: str) -> bool:
    """SIRET: Luhn; those of the post office by python-stdnum."""
    return luhn(value) or (compact(value).startswith("356000000") and _is_siret(value))


DETECTORS = (
    Pattern(
        type="national_id_fr",
        pattern=bounded(
            "[1-478]", r"[ \u00a0]?\d\d[ \u00a0]?\d\d[ \u00a0]?(?:\d\d|2[AB])[ \u00a0]?\d{3}[ \u00a0]?\d{3}[ \u00a0]?\d\d"
        ),
        runs=(1, 3, 5, 6, 7, 10, 13, 15),
        forms=("9" * 15, "999999A99999999"),
        rule="checksum:mod97",
        confidence=0.95,
        countries=_FR,
        check=is_social_number,
        labels=("NIR", "sécurité sociale", "numéro de sécurité sociale", "N° sécu", "assuré social", "INSEE"),
        fake="1 80 01 75 ### ### ##",
    ),
    Pattern(
        type="siret_fr",
        pattern=bounded(r"\d", r"\d{2}[ \u00a0]?\d{3}[ \u00a0]?\d{3}[ \u00a0]?\d{5}"),
        runs=(3, 6, 9, 14),
        forms=("9" * 14,),
        rule="checksum:luhn",
        confidence=0.9,
        countries=_FR,
        check=is_establishment,
        labels=("SIRET", "RCS", "R.C.S."),
        needs_label="always",
        fake="000 0## ### 000##",
    ),
    Pattern(
        type="company_id_fr",
        pattern=bounded(r"\d", r"\d{2}[ \u00a0]?\d{3}[ \u00a0]?\d{3}"),
        runs=(3, 6, 9),
        forms=("9" * 9,),
        rule="checksum:luhn",
        confidence=0.85,
        countries=_FR,
        check=luhn,
        labels=("SIREN", "RCS", "R.C.S."),
        needs_label="always",
        fake="000 ### ###",
    ),
    Pattern(
        type="tax_id_fr",
        pattern=bounded("[0-3]", r"\d{12}|\d[ \u00a0]\d\d[ \u00a0]\d{3}[ \u00a0]\d{3}[ \u00a0]\d{3}"),
        runs=(2, 13),
        forms=("9" * 13,),
        rule="checksum:mod511",
        confidence=0.9,
        countries=_FR,
        check=stdnum("fr.nif"),
        labels=("SPI", "numéro fiscal", "N° fiscal", "identifiant fiscal", "référence fiscale", "déclarant"),
        fake="30 23 ### ### ###",
    ),
)
