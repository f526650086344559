"""IBANs, in one run or in groups, of every country in the registry that python-stdnum carries."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Sequence

from pipeline.pii.chains import Chain
from pipeline.pii.context import Context, whole_words
from pipeline.pii.detector import Candidate, Fake, sure

# The contract's table: length by country. These have a type of their own.
LENGTHS = {
    "AT": 20, "BE": 16, "BG": 22, "HR": 21, "CY": 28, "CZ": 24, "DK": 18, "EE": 20, "FI": 18, "FR": 27, "DE": 22, "GR": 27,
    "HU": 28, "IE": 22, "IT": 27, "LV": 21, "LT": 20, "LU": 20, "MT": 31, "NL": 18, "PL": 28, "PT": 25, "RO": 24, "SK": 24,
    "SI": 19, "ES": 24, "SE": 24, "GB": 22, "CH": 21, "NO": 15, "TR": 26,
}  # fmt: skip
DIGITS_ONLY = frozenset("AT BE CZ DE DK EE ES FI HR HU LT NO PL PT SE SI SK".split())  # noqa: SIM905 - no letters in their accounts
LONGEST, SHORTEST = 34, 15  # ISO 13616
_FAKES = {  # bank codes of zeros where the country allows them; the check digits are searched for
    "de": "DE## 0000 0000 00## #### ##", "tr": "TR## 0000 0000 00## #### #### ##", "fr": "FR## 0000 0000 0000 0### #### #00",
    "it": "IT## X000 0000 0000 00## #### ###", "nl": "NL## ABCD 00## #### ##", "es": "ES## 0000 0000 0000 #### ####",
    "uk": "GB## ABCD 0000 00## #### ##", "pl": "PL## 0000 0000 0000 0### #### ####", "pt": "PT## 0000 0000 00## #### #### #",
    "at": "AT## 0000 00## #### ####", "be": "BE## 0000 #### ####", "ch": "CH## 0000 00## #### #### #",
    "intl": "AE## 0000 0### #### #### ###",
}  # fmt: skip

# At most 34 letters and digits with single separators.
_RUN = re.compile(r"[A-Za-z0-9](?:[ \u00a0\-]?[A-Za-z0-9]){14,33}")
_LOOKALIKES = str.maketrans("OoQDlI|SsBZzGq", "00001115582269")
_LETTERS = str.maketrans("01582|l", "OISBZII")
_SEPARATORS = str.maketrans("", "", " \u00a0-")
_NUMBERS = {ord(letter): str(number) for number, letter in enumerate(string.ascii_uppercase, 10)}
ACCOUNT_LABELS = ("IBAN", "IBAN No", "account", "Konto", "Bankverbindung", "hesap", "compte", "conto", "cuenta", "rekening")
_LABELS = whole_words(ACCOUNT_LABELS)


def is_iban(value: str) -> bool:
    """Whether a value has its country's structure and mod-97 check digits; that the bank exists is not asked."""
    from stdnum import iban

    return value.isascii() and bool(iban.is_valid(value, check_country=False))


def iban_type(value: str) -> str:
    """``iban_<country>`` for the countries of the table, else ``iban_intl``."""
    code = value[:2].upper()
    if code not in LENGTHS:
        return "iban_intl"
    return "iban_uk" if code == "GB" else f"iban_{code.lower()}"


class Iban:
    """IBANs proved by their length, structure and mod-97 check digits."""

    types = tuple(sorted({iban_type(code) for code in (*LENGTHS, "XX")}))
    countries: tuple[str, ...] = ()

    def find(self, context: Context) -> Iterator[Candidate]:
        """Candidates in the order of their start."""
        end = 0
        for start, letters, run in context.numbers():
            if letters != 2 or run < 2 or start < end or (found := _end(context.text, start)) is None:
                continue
            end = found
            labelled = context.labelled(start, _LABELS)
            reason = "checksum:mod97" + "+label" * labelled
            yield Candidate(iban_type(context.text[start:end]), start, end, sure(0.98, labelled), reason, labelled)

    def repair(self, context: Context, chains: Sequence[Chain]) -> Iterator[Candidate]:
        """Numbers that are valid once letters that look like digits, and spaces, are put right."""
        for chain in chains:
            plain = chain.plain
            for country in dict.fromkeys((plain[:2].upper(), plain[:2].translate(_LETTERS).upper())):
                length = LENGTHS.get(country, 0)
                after = chain.next(length) if 0 < length <= len(plain) else "0"
                if after.isdigit() or (after.isalnum() and plain[length - 1].isalpha()):
                    continue
                if any(map(is_iban, _readings(country + plain[2:length]))):
                    labelled = context.labelled(chain.start, _LABELS)
                    reason = "checksum:mod97" + "+label" * labelled + "+repaired"
                    kind = iban_type(country)
                    yield Candidate(kind, chain.start, chain.end(length), sure(0.9, labelled), reason, labelled)

    def synthetics(self) -> dict[str, Fake]:
        """Valid numbers, of banks that do not exist where the country's structure allows it."""
        return {f"iban_{name}": Fake((template,), is_iban) for name, template in _FAKES.items()}


def _readings(plain: str) -> Iterator[str]:
    """What a misread number may be: look-alikes as digits, save in the bank code of countries that write it in letters."""
    letters = {"GB": (4, 8), "NL": (4, 8), "IE": (4, 8), "IT": (4, 5), "MT": (4, 8), "BG": (4, 8), "RO": (4, 8), "LV": (4, 8)}
    start, end = letters.get(plain[:2], (4, 4))
    digits = plain.translate(_LOOKALIKES)
    yield plain[:2] + digits[2:start] + plain[start:end].translate(_LETTERS).upper() + digits[end:]
    yield plain.upper()


def _end(text: str, start: int) -> int | None:
    """Where the IBAN that starts here ends; None when there is none."""
    run = _RUN.match(text, start)
    if run is None:
        return None
    plain = run[0].translate(_SEPARATORS).upper()
    known = LENGTHS.get(plain[:2])
    if known and not plain[2:known].isdigit() and plain[:2] in DIGITS_ONLY:
        return None
    for length in (known,) if known else range(min(LONGEST, len(plain)), SHORTEST - 1, -1):
        if length <= len(plain) and int((plain[4:length] + plain[:4]).translate(_NUMBERS)) % 97 == 1:
            end = _offset(text, start, length)
            if not text[end : end + 1].isalnum() and is_iban(plain[:length]):
                return end
    return None


def _offset(text: str, start: int, length: int) -> int:
    """Where that many letters and digits from here end."""
    position = start
    while length:
        length -= text[position].isalnum()
        position += 1
    return position


DETECTORS = (Iban(),)
