"""Numbers of France."""

from __future__ import annotations

from pipeline.pii.checks import stdnum
from pipeline.pii.detector import Pattern, bounded

_FR = ("fr",)

DETECTORS = (
    Pattern(
        type="national_id_fr",
        pattern=bounded(
            "[1-478]", r"[ \u00a0]?\d\d[ \u00a0]?\d\d[ \u00a0]?(?:\d\d|2[AB])[ \u00a0]?\d{3}[ \u00a0]?\d{3}[ \u00a0]?\d\d"
        ),
        rule="checksum:mod97",
        confidence=0.95,
        countries=_FR,
        check=stdnum("fr.nir"),
        labels=("NIR", "sécurité sociale", "numéro de sécurité sociale", "N° sécu", "assuré social", "INSEE"),
        fake="1 80 01 75 ### ### ##",
    ),
    Pattern(
        type="siret_fr",
        pattern=bounded(r"\d", r"\d{2}[ \u00a0]?\d{3}[ \u00a0]?\d{3}[ \u00a0]?\d{5}"),
        rule="checksum:luhn",
        confidence=0.9,
        countries=_FR,
        check=stdnum("fr.siret"),
        labels=("SIRET", "RCS", "R.C.S."),
        needs_label="always",
        fake="000 0## ### 000##",
    ),
    Pattern(
        type="company_id_fr",
        pattern=bounded(r"\d", r"\d{2}[ \u00a0]?\d{3}[ \u00a0]?\d{3}"),
        rule="checksum:luhn",
        confidence=0.85,
        countries=_FR,
        check=stdnum("fr.siren"),
        labels=("SIREN", "RCS", "R.C.S."),
        needs_label="always",
        fake="000 ### ###",
    ),
    Pattern(
        type="tax_id_fr",
        pattern=bounded("[0-3]", r"\d{12}|\d[ \u00a0]\d\d[ \u00a0]\d{3}[ \u00a0]\d{3}[ \u00a0]\d{3}"),
        rule="checksum:mod511",
        confidence=0.9,
        countries=_FR,
        check=stdnum("fr.nif"),
        labels=("SPI", "numéro fiscal", "N° fiscal", "identifiant fiscal", "référence fiscale", "déclarant"),
        fake="30 23 ### ### ###",
    ),
)
