"""Numbers of Italy."""

from __future__ import annotations

import re

from pipeline.pii.checks import luhn, stdnum
from pipeline.pii.detector import Pattern, bounded

_IT = ("it",)
# The digits may be letters (L M N P Q R S T U V) where two people would have the same code.
_D = "[0-9LMNP-Vlmnp-v]"

DETECTORS = (
    Pattern(
        type="national_id_it",
        pattern=re.compile(
            rf"[A-Za-z](?<!\w.)[A-Za-z]{{5}}{_D}{{2}}[A-EHLMPR-Ta-ehlmpr-t]{_D}{{2}}[A-Za-z]{_D}{{3}}[A-Za-z](?!\w)"
        ),
        letters=(6, 7, 9, 10, 12, 13, 14),
        runs=(1, 2, 3),
        forms=("AAAAAA99A99A999A",),
        rule="checksum:mod26",
        confidence=0.97,
        countries=_IT,
        check=stdnum("it.codicefiscale"),
        labels=("codice fiscale", "C.F.", "cod. fisc."),
        fake="RSSMRA80A01H###?",
    ),
    Pattern(
        type="tax_id_it",
        pattern=bounded(r"\d", r"\d{10}"),
        runs=(11,),
        forms=("9" * 11,),
        rule="checksum:luhn",
        confidence=0.7,
        countries=_IT,
        check=luhn,
        labels=("partita IVA", "P.IVA", "P. IVA", "P.I.", "IVA", "codice fiscale", "C.F.", "VAT", "VAT number"),
        needs_label="und",
        fake="0#########0",
    ),
    Pattern(
        type="tax_id_it",
        pattern=bounded("I", r"T[ \u00a0]?\d{11}"),
        letters=(2,),
        runs=(11,),
        forms=("AA99999999999",),
        rule="checksum:luhn",
        confidence=0.93,
        countries=_IT,
        check=lambda value: luhn(value[2:]),
        labels=("partita IVA", "P.IVA", "IVA", "VAT", "VAT number"),
    ),
)
