"""Numbers of Türkiye: identity, tax, social security, trade register."""

from __future__ import annotations

from pipeline.pii.checks import digits
from pipeline.pii.detector import Pattern, bounded

_TR = ("tr",)


def is_identity_number(value: str) -> bool:
    """T.C. Kimlik No: 7·(odd places) − (even places) gives the tenth digit, the sum of ten the eleventh."""
    number = digits(value)
    if len(number) != 11 or number[0] == 0:
        return False
    tenth = (7 * sum(number[0:9:2]) - sum(number[1:8:2])) % 10
    return tenth == number[9] and sum(number[:10]) % 10 == number[10]


def is_tax_number(value: str) -> bool:
    """Vergi Kimlik No: ten digits, the last one over (dᵢ + 10 − i) mod 10 times 2^(10−i) mod 9."""
    number = digits(value)
    if len(number) != 10 or not any(number):
        return False
    total = 0
    for place, digit in enumerate(number[:9], 1):
        shifted = (digit + 10 - place) % 10
        total += (shifted * 2 ** (10 - place) % 9 or 9) if shifted else 0
    return (10 - total % 10) % 10 == number[9]


DETECTORS = (
    Pattern(
        type="national_id_tr",
        pattern=bounded("[1-9]", r"\d{10}|\d{2}[ \u00a0]\d{3}[ \u00a0]\d{3}[ \u00a0]\d{2}"),
        runs=(3, 11),
        forms=("9" * 11,),
        rule="checksum:tckn",
        confidence=0.93,
        countries=_TR,
        check=is_identity_number,
        labels=(
            "TCKN", "T.C. Kimlik", "T.C. Kimlik No", "T.C. No", "T.C.", "Kimlik No", "Kimlik Numarası", "Kimlik",
            "National ID",
        ),
        fake="10#########",
    ),
    Pattern(
        type="tax_id_tr",
        pattern=bounded("[1-9]", r"\d{9}|\d{2}[ \u00a0]\d{3}[ \u00a0]\d{4}"),
        runs=(3, 10),
        forms=("9" * 10,),
        rule="checksum:vkn",
        confidence=0.7,
        countries=_TR,
        check=is_tax_number,
        labels=(
            "VKN", "V.K.N.", "V.D.", "Vergi No", "Vergi Numarası", "Vergi Kimlik", "Vergi Kimlik No", "Vergi Dairesi",
            "Vergi", "Tax ID", "Tax No", "Tax number", "TIN",
        ),
        needs_label="und",
        fake="1#########",
    ),
    Pattern(
        type="mersis_no",
        pattern=bounded("[1-9]", r"\d{15}|\d{3}(?:[ \-]\d{4}){3}"),
        runs=(4, 16),
        rule="label",
        confidence=0.7,
        countries=_TR,
        labels=("MERSİS", "MERSIS", "MERSİS No", "Merkezi Sicil"),
        needs_label="always",
    ),
    Pattern(
        type="sgk_no",
        pattern=bounded(r"\d", r"\d{9,10}"),
        runs=(10, 11),
        rule="label",
        confidence=0.7,
        countries=_TR,
        labels=("SGK", "SSK", "SGK No", "Sigortalı", "Sigorta No", "Sigorta Sicil", "Sosyal Güvenlik"),
        needs_label="always",
    ),
    Pattern(
        type="emeklilik_no",
        pattern=bounded(r"\d", r"\d{8,10}"),
        runs=(9, 10, 11),
        rule="label",
        confidence=0.7,
        countries=_TR,
        labels=("Emekli", "Emeklilik", "Emekli Sicil", "Emekli Sandığı", "E Sicil", "E-Sicil"),
        needs_label="always",
    ),
    Pattern(
        type="isyeri_sicil_no",
        pattern=bounded(r"\d", r"\d{7,8}"),
        runs=(8, 9),
        rule="label",
        confidence=0.7,
        countries=_TR,
        labels=("İşyeri Sicil", "İşyeri No", "İşyeri Numarası", "İşyeri Sicil No", "İşyeri", "Isyeri Sicil", "Isyeri"),
        needs_label="always",
    ),
    Pattern(
        type="bagkur_no",
        pattern=bounded(r"\d", r"\d{9,10}"),
        runs=(10, 11),
        rule="label",
        confidence=0.7,
        countries=_TR,
        labels=("Bağ-Kur", "Bağkur", "Bag-Kur", "4/b", "Kendi Namına"),
        needs_label="always",
    ),
)  # fmt: skip
