# ruff: noqa: E501 - a pattern or a list of labels reads best one idea a line
"""Numbers of patients: NHS, German health insurance, European card, and whatever a label calls one."""

from __future__ import annotations

from pipeline.pii.checks import compact, weighted
from pipeline.pii.detector import Pattern, bounded


def is_insurance_number(value: str) -> bool:
    """Krankenversichertennummer: a letter as two digits, eight digits, weights 1 and 2 with digit sums, mod 10 (§ 290 SGB V)."""
    plain = compact(value)
    expanded = f"{ord(plain[0]) - 64:02d}{plain[1:9]}"
    return sum(sum(divmod((1, 2)[place % 2] * int(char), 10)) for place, char in enumerate(expanded)) % 10 == int(plain[9])


_is_nhs = weighted((10, 9, 8, 7, 6, 5, 4, 3, 2, 1), 11)

NHS = Pattern(
    type="medical_id",
    pattern=bounded(r"\d", r"\d{9}|\d{2}[ \-]\d{3}[ \-]\d{4}"),
    runs=(3, 10),
    forms=("9" * 10,),
    rule="checksum:nhs",
    confidence=0.85,
    countries=("uk",),
    check=_is_nhs,
    labels=("NHS", "NHS No", "NHS number", "CHI", "H&C number"),
    needs_label="always",
    fake="999 ### ####",
)
KVNR = Pattern(
    type="medical_id",
    pattern=bounded("[A-Z]", r"\d{9}"),
    letters=(1,),
    runs=(9,),
    forms=("A999999999",),
    rule="checksum:kvnr",
    confidence=0.85,
    countries=("de",),
    check=is_insurance_number,
    labels=(
        "Versichertennummer",
        "Versicherten-Nr",
        "Krankenversichertennummer",
        "KVNR",
        "Krankenkasse",
        "Versichertennr",
        "Mitgliedsnummer",
    ),
)
LABELLED = Pattern(
    type="medical_id",
    pattern=bounded(r"[A-Z0-9]", r"(?=[A-Z0-9\-]{0,12}\d)(?:[A-Z0-9\-]{4,18})(?<!-)"),
    rule="label",
    confidence=0.75,
    labels=(
        "MRN", "medical record", "medical record number", "patient id", "patient no", "patient number", "health insurance number", "Medicare",
        "Medicaid", "member id", "Versichertennummer", "Patientennummer", "Patienten-Nr", "Patienten-ID", "Fallnummer", "numéro de patient",
        "IPP", "tessera sanitaria", "número de paciente", "tarjeta sanitaria", "patiëntnummer", "numer pacjenta", "hasta no", "protokol no",
        "dosya no", "NHS number", "NHS No",
    ),
    needs_label="always",
)  # fmt: skip

DETECTORS = (NHS, KVNR, LABELLED)
