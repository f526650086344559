# ruff: noqa: E501 - a pattern or a list of labels reads best one idea a line
"""Accounts that are no IBAN: behind their label, with sort code or routing number."""

from __future__ import annotations

from pipeline.pii.checks import digits, weighted
from pipeline.pii.detector import Pattern, bounded

_ACCOUNT = (
    "account", "account no", "account number", "acct", "a/c", "sort code", "Kontonummer", "Konto-Nr", "Kto", "Kto-Nr", "Konto", "compte", "n° de compte",
    "numéro de compte", "conto", "conto corrente", "c/c", "cuenta", "número de cuenta", "rekeningnummer", "rekening", "rachunek", "numer rachunku",
    "nr rachunku", "nr konta", "hesap no", "hesap numarası", "conta",
)  # fmt: skip

ACCOUNT = Pattern(
    type="bank_account",
    pattern=bounded(r"\d", r"\d-\d\d-\d\d[ /,]{1,3}\d{8}|\d{6,17}|\d{1,4}(?:[ \-]\d{2,4}){2,6}"),
    runs=tuple(range(2, 19)),
    rule="label",
    confidence=0.75,
    labels=_ACCOUNT,
    needs_label="always",
    fake="00######",
)
SORT_CODE = Pattern(
    type="bank_account",
    pattern=bounded(r"\d", r"\d-\d\d-\d\d|\d{5}"),
    runs=(2, 6),
    rule="label",
    confidence=0.7,
    countries=("uk",),
    labels=("sort code", "sort code no", "s/c"),
    needs_label="always",
)
_is_routing = weighted((3, 7, 1, 3, 7, 1, 3, 7, 1), 10)
ROUTING = Pattern(
    type="bank_account",
    pattern=bounded("[0-3]", r"\d{8}"),
    runs=(9,),
    forms=("9" * 9,),
    rule="checksum:aba",
    confidence=0.85,
    countries=("us",),
    check=lambda value: _is_routing(value) and len(digits(value)) == 9,
    labels=("routing", "routing number", "ABA", "RTN", "routing no"),
    needs_label="always",
)

DETECTORS = (ACCOUNT, SORT_CODE, ROUTING)
