"""Provinces and postal codes of Türkiye, in Turkish documents only."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.pii.context import Context, whole_words
from pipeline.pii.detector import Candidate, Fake, bounded

PROVINCES = """
    Adana Adıyaman Afyonkarahisar Ağrı Amasya Ankara Antalya Artvin Aydın Balıkesir Bilecik Bingöl Bitlis Bolu Burdur Bursa
    Çanakkale Çankırı Çorum Denizli Diyarbakır Edirne Elazığ Erzincan Erzurum Eskişehir Gaziantep Giresun Gümüşhane Hakkari
    Hatay Isparta Mersin İstanbul İzmir Kars Kastamonu Kayseri Kırklareli Kırşehir Kocaeli Konya Kütahya Malatya Manisa
    Kahramanmaraş Mardin Muğla Muş Nevşehir Niğde Ordu Rize Sakarya Samsun Siirt Sinop Sivas Tekirdağ Tokat Trabzon Tunceli
    Şanlıurfa Uşak Van Yozgat Zonguldak Aksaray Bayburt Karaman Kırıkkale Batman Şırnak Bartın Ardahan Iğdır Yalova Karabük
    Kilis Osmaniye Düzce
""".split()  # noqa: SIM905
# In capitals these are words as well; some are words even with a capital first letter at the start of a sentence.
_COMMON = {"Ordu", "Van", "Bolu", "Muş", "Tokat", "Batman", "Aksaray", "Mersin", "Aydın", "Sakarya", "Yalova"}
_UPPER = str.maketrans("iı", "İI")
_PROVINCE = re.compile(
    rf"[A-ZÇİŞ](?<!\w.)(?:{'|'.join(sorted({name[1:] for name in PROVINCES}))}"
    rf"|{'|'.join(sorted({name.translate(_UPPER).upper()[1:] for name in PROVINCES}))})(?!\w)",
    re.DOTALL,
)
_NAMES = {*PROVINCES, *(name.translate(_UPPER).upper() for name in PROVINCES)}
_CODE = bounded("[0-8]", r"\d{4}")
_ADDRESS = whole_words(
    (
        "Mah.",
        "Mahallesi",
        "Mh.",
        "Cad.",
        "Caddesi",
        "Cd.",
        "Sok.",
        "Sokak",
        "Sk.",
        "Bulvarı",
        "Blv.",
        "Apt.",
        "Posta Kodu",
        "PK",
        "Adres",
    )
)


class TurkishPlaces:
    """Province names, and postal codes on a line that reads like an address."""

    types = ("postal_code_tr", "province_tr")
    countries = ("tr",)

    def find(self, context: Context) -> Iterator[Candidate]:
        """Candidates in the order of their start, provinces first; none outside Turkish text."""
        if context.is_open and context.language != "tr":
            return
        for match in _PROVINCE.finditer(context.text):
            if match[0] in _NAMES and (match[0] not in _COMMON or _is_address(context, match.start(), match.end())):
                yield Candidate("province_tr", match.start(), match.end(), 0.6, "list:province")
        for match in _CODE.finditer(context.text):
            if 1 <= int(match[0][:2]) <= 81 and _is_address(context, match.start(), match.end()):
                yield Candidate("postal_code_tr", match.start(), match.end(), 0.6, "shape:postal_code+line")

    def synthetics(self) -> dict[str, Fake]:
        """Another place."""
        return {
            "province_tr": Fake(("Ankara", "Bursa", "Konya", "Samsun")),
            "postal_code_tr": Fake(("06###", "16###", "42###")),
        }


def _is_address(context: Context, start: int, end: int) -> bool:
    line = context.line(start, end)
    return _ADDRESS.search(line) is not None or any(
        match[0] in _NAMES and match[0] not in _COMMON for match in _PROVINCE.finditer(line)
    )


DETECTORS = (TurkishPlaces(),)
