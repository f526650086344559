# ruff: noqa: E501, SIM905 - lists of words and frames read better on long lines
"""The test set of scripts/bench_pii.py: labelled texts from frames and values that no model was trained and no rule was tuned on.

    python scripts/pii_testset.py --part dev --kind forms

Numbers are drawn at random until python-stdnum accepts them; that is independent of the checks under test. Kinds: prose, forms,
upper (both in capitals), and ocr1 to ocr3 (both with 0.6, 1.7 and 3.4 % of the characters misread, in the way the OCR of this
project misreads damaged scans: see :class:`Scan`).
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import random
import re
import string
from collections.abc import Callable

import pii_frames as frames

Span = tuple[str, int, int]
Example = tuple[str, list[Span]]
KINDS = ("prose", "forms", "upper", "ocr1", "ocr2", "ocr3")
NOISE = {"ocr1": 0.006, "ocr2": 0.017, "ocr3": 0.034}  # characters in error, all in all
LINE = 70  # characters of a printed line
CHECKED = {"credit_card", "ssn_us"} | {
    f"{family}_{country}" for family in ("iban", "national_id", "tax_id", "social_id", "siret") for country in "de fr it es nl pl tr uk".split()
}  # fmt: skip
UNCHECKED = {"national_id_uk", "tax_id_uk", "ssn_us"}  # shape alone: nothing to calculate
_SLOT = re.compile(r"\{(\w+)\}")
_LOOKALIKES = {  # what our OCR took for what on the pages of scripts/ocr_noise.py, and its twins among digits and capitals
    "l": "iI1d", "i": "lI1n", "e": "oacr", "r": "ntm", "n": "mhar", "u": "avo", "f": "tIl", "t": "ilfn", "m": "nr", "s": "oan", "a": "oesá", "o": "eau", "c": "deo", "z": "rs",
    "w": "vr", "v": "w", "h": "bn", "d": "a", "ı": "i", "ł": "lt", "ä": "aáā", "ö": "oó", "ü": "uů", "é": "aeè", "è": "é", "ë": "ê", "ç": "c", "ş": "s", "ğ": "g", "ó": "ò", "ę": "e",
    "ą": "a", "ń": "n", "ż": "z", "ñ": "n", "í": "i", "á": "a", "I": "l1", "O": "0", "S": "5", "B": "8E", "Z": "2", "G": "6C", "0": "O", "1": "lI", "5": "S", "8": "6B", "6": "8", "2": "Z",
    "7": "1", "4": "A", "3": "8", "9": "g", "’": "'", "'": "’", ",": ".;", ".": ",", ":": ";", ";": ":", "-": "~", "/": "l", "=": "-", "+": "t",
}  # fmt: skip
_THIN = frozenset("tlirfjI1")  # more often lost than taken for another
_IBANS = {
    "de": ("DE", 18), "fr": ("FR", 23), "es": ("ES", 20), "pl": ("PL", 24), "tr": ("TR", 22), "nl": ("NL", "A4 10"), "uk": ("GB", "A4 14"), "it": ("IT", "A1 22"),
}  # fmt: skip
_DRAWN: dict[str, tuple[str, str]] = {  # shape (# digit, A letter) and the module of python-stdnum that judges it
    "national_id_tr": ("###########", "tr.tckimlik"),
    "national_id_pl": ("###########", "pl.pesel"),
    "national_id_nl": ("#########", "nl.bsn"),
    "national_id_es": ("########A", "es.dni"),
    "tax_id_de": ("###########", "de.idnr"),
    "tax_id_pl": ("##########", "pl.nip"),
    "tax_id_tr": ("##########", "tr.vkn"),
    "tax_id_it": ("###########", "it.iva"),
    "tax_id_es": ("B########", "es.cif"),
    "tax_id_nl": ("NL#########B0#", "nl.btw"),
    "siret_fr": ("##############", "fr.siret"),
    "medical_id": ("##########", "gb.nhs"),
}
_SHAPES = {
    "ssn_us": "5##-4#-7###", "tax_id_us": "12-4######", "passport": "AA#######", "driver_license": "D#######", "mac_address": "3c:5a:b4:%%:%%:%%",
}  # fmt: skip
_PHONES = {
    "uk": ("+44 7700 900###", "020 7946 0###", "07700 900 ###"), "us": ("(212) 555-01##", "+1 415 555 01##"), "de": ("+49 30 6012 3###", "0221 478 3###"),
    "fr": ("+33 1 42 68 53 ##", "06 12 34 56 ##"), "it": ("+39 06 6982 ####", "347 123 4###"), "es": ("+34 912 34 56 ##", "612 34 56 ##"),
    "nl": ("+31 20 624 1###", "06-1234 56##"), "pl": ("+48 22 694 1# ##", "601 234 5##"), "tr": ("+90 532 123 4# ##", "0212 345 6# ##"),
}  # fmt: skip
_PLATES = {
    "en": ("LB## XKD", "YK## VRT"), "de": ("M-KL 4###", "HH AB 1##"), "fr": ("AB-1##-CD", "GT-7##-KL"), "it": ("FA 1## BC", "GH7##KL"),
    "es": ("12## BCD", "4###-KLM"), "nl": ("GB-0##-X", "12-KL-## "), "pl": ("WA 12###", "KR 4##AB"), "tr": ("34 ABC 1##", "06 KL 4##"),
}  # fmt: skip


class Drawer:
    """Values of one part (``dev`` or ``test``)."""

    def __init__(self, seed: int, part: str) -> None:
        self.random, self.half = random.Random(f"{seed}-{part}"), {"dev": 0, "test": 1}[part]

    def one(self, listed: list[str]) -> str:
        own = listed[self.half :: 2] if len(listed) > 1 else listed
        return self.random.choice(own).replace("_", " ").strip()

    def shape(self, template: str) -> str:
        made = []
        for char in template:
            choice = {"#": string.digits, "A": "ABCDEFGHJKLMNPRSTVWXYZ", "%": "0123456789abcdef"}.get(char)
            made.append(self.random.choice(choice) if choice else char)
        return "".join(made)

    def valid(self, template: str, module: str) -> str:
        judge: Callable[[str], bool] = importlib.import_module(f"stdnum.{module}").is_valid
        while True:
            value = self.shape(template)
            if judge(value):
                return value

    def iban(self, country: str) -> str:
        code, length = _IBANS[country]
        if isinstance(length, str):
            letters, digits = length.split()
            body = "".join(self.random.choices(string.ascii_uppercase, k=int(letters[1:]))) + "".join(
                self.random.choices(string.digits, k=int(digits))
            )
        else:
            body = "".join(self.random.choices(string.digits, k=length))
        number = int("".join(str(int(char, 36)) for char in body + code + "00"))
        plain = f"{code}{98 - number % 97:02d}{body}"
        return " ".join(plain[place : place + 4] for place in range(0, len(plain), 4)) if self.random.random() < 0.5 else plain

    def value(self, slot: str, language: str) -> str:
        rng = self.random
        given, surnames = (part.split() for part in frames.NAMES[language])
        family, _, country = slot.rpartition("_")
        if slot in _DRAWN and not (slot == "medical_id" and language == "de"):
            return self.valid(*_DRAWN[slot])
        if slot in _SHAPES:
            return self.shape(_SHAPES[slot])
        if family == "iban":
            return self.iban(country)
        if family == "phone":
            return self.shape(self.one(list(_PHONES[country])))
        match slot:
            case "name":
                first, last = self.one(given), self.one(surnames)
                return rng.choice((f"{first} {last}",) * 6 + (f"{first[0]}. {last}", f"{first} {rng.choice('ABEHKM')}. {last}"))
            case "surname":
                return self.one(surnames)
            case "given":
                return self.one(given)
            case "organization":
                return self.one(frames.ORGANIZATIONS[language].split("|"))
            case "location":
                return self.one(frames.TOWNS[language].split())
            case "word":
                return self.one(frames.WORDS[language].split("|"))
            case "address":
                street, end = (self.one(part.split("|")) for part in frames.ADDRESSES[language])
                return (
                    street.replace("#", str(rng.randint(1, 148)), 1)
                    + ", "
                    + self.shape(end.replace("{T}", "\0")).replace("\0", self.one(frames.TOWNS[language].split()))
                )
            case "date_of_birth":
                day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(1938, 2009)
                return (
                    f"{day:02}/{month:02}/{year}"
                    if language in ("en", "fr", "it", "es")
                    else f"{day:02}.{month:02}.{year}"
                    if language != "nl"
                    else f"{day:02}-{month:02}-{year}"
                )
            case "vehicle_plate":
                return self.shape(self.one(list(_PLATES[language]))).strip()
            case "email":
                return f"{self.one(given)}.{self.one(surnames)}".lower().translate(_ASCII).replace(" ", "").replace(
                    "'", ""
                ) + rng.choice(("@northmail.net", "@firma.example.com", "@uni-post.org"))
            case "credit_card":
                while True:
                    number = rng.choice(("4", "51", "55", "2221")) + "".join(rng.choices(string.digits, k=16))
                    number = number[:16]
                    if importlib.import_module("stdnum.luhn").is_valid(number):
                        return number if rng.random() < 0.4 else " ".join(number[place : place + 4] for place in (0, 4, 8, 12))
            case "ip":
                return f"{rng.randint(11, 200)}.{rng.randint(0, 255)}.{rng.randint(0, 255)}.{rng.randint(1, 254)}"
            case "url":
                return f"https://portal.{rng.choice(('northmail', 'aidbase', 'formhub'))}.example.com/{rng.choice(('u', 'files'))}/{rng.randint(100, 9999)}?ref=ab{rng.randint(1, 99)}"
            case "crypto_wallet":
                return rng.choice(
                    (
                        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
                        "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
                        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
                    )
                )
            case "secret":
                return rng.choice(("AKIA" + self.shape("AAAA####AAAA####"), "ghp_" + "".join(rng.choices(string.ascii_letters + string.digits, k=36)), "sk_live_" + "".join(rng.choices(string.ascii_letters + string.digits, k=24)))).strip()  # fmt: skip
            case "bank_account":
                return self.shape("20-4#-7# 3#######")
            case "geo_location":
                return f"{rng.randint(35, 60)}.{rng.randint(10000, 99999)}, {rng.choice(('-', ''))}{rng.randint(1, 30)}.{rng.randint(10000, 99999)}"
            case "national_id_uk":
                return self.shape("JK ## ## ## C")
            case "national_id_fr":
                body = f"{rng.choice('12')}{rng.randint(30, 99):02d}{rng.randint(1, 12):02d}{rng.randint(10, 89)}{rng.randint(100, 599)}{rng.randint(100, 899)}"
                return f"{body}{97 - int(body) % 97:02d}"
            case "national_id_it":
                module = importlib.import_module("stdnum.it.codicefiscale")
                body = (
                    self.shape("AAAAAA")
                    + f"{rng.randint(30, 99)}{rng.choice('ABCDEHLMPRST')}{rng.randint(1, 28):02d}F{rng.randint(200, 899)}"
                )
                return body + module.calc_check_digit(body)
            case "national_id_de":
                body = rng.choice("LMNPRT") + "".join(rng.choices("0123456789CFGHJKLMNPRTVWXYZ", k=8))
                return body + str(sum(int(char, 36) * (7, 3, 1)[place % 3] for place, char in enumerate(body)) % 10)
            case "medical_id" if language == "de":
                return self.shape("A#########")
            case "social_id_de":
                from pipeline.pii.families.germany import is_pension_number  # python-stdnum has no module for it

                while True:
                    value = f"{rng.randint(10, 65):02d}{rng.randint(1, 28):02d}{rng.randint(1, 12):02d}{rng.randint(40, 99)}{rng.choice(string.ascii_uppercase)}{rng.randint(100, 999)}"
                    if is_pension_number(value):
                        return value
        raise KeyError(slot)


_ASCII = str.maketrans("äöüéèêçñíóáúışğłńśżźćęąßâîëÉŞÇİÖÜŻŁĆ", "aoueeecnioauisglnszzceasaieESCIOUZLC")


def _fill(frame: str, language: str, drawer: Drawer) -> list[tuple[str, str]]:
    pieces, position = [], 0
    for slot in _SLOT.finditer(frame):
        name = {"surname": "name", "given": "name", "word": ""}.get(slot[1], slot[1])
        pieces += [(frame[position : slot.start()], ""), (drawer.value(slot[1], language), name)]
        position = slot.end()
    return [*pieces, (frame[position:], "")]


class Scan:
    """Misreads as a scan is misread: some lines badly, most not at all.

    The rates are of all characters. What happens to a character, how often, and how many lines are hit is measured by
    ``scripts/ocr_noise.py --pages 5``: on pages at level 1 of scripts/train_quality.py 0.2 % of the characters and 6 % of the lines are
    in error, at level 2 3.0 % and 30 %; between them lines go as the 0.56th power of characters. 59 % of the errors are letters lost, 18 %
    letters taken for others, 14 % spaces lost, 8 % signs. (At level 3 a fourth of all characters is wrong and an eighth of the lines is
    not found: nothing is to be had from such a page.)
    """

    def __init__(self, rate: float, rng: random.Random) -> None:
        self.random, self.hit = rng, min(1.0, 0.06 * (rate / 0.0017) ** 0.56)
        self.bad, self.left, self.rate = rate / self.hit, 0, 0.0

    def read(self, value: str) -> str:
        """A piece of text that goes on where the one before it ended."""
        rng, made = self.random, []
        for char in value:
            if self.left == 0 or char == "\n":
                self.left, self.rate = LINE, self.bad if rng.random() < self.hit else 0.0
            self.left -= 1
            made.append(self._misread(char) if char != "\n" and rng.random() < self.rate else char)
        return "".join(made)

    def _misread(self, char: str) -> str:
        rng, roll = self.random, self.random.random()
        if char in " \t":
            return "" if roll < 0.95 else char + " "
        if char.isalnum() and roll < (0.87 if char in _THIN else 0.7):
            return ""
        if char in _LOOKALIKES and roll < 0.97:
            return rng.choice(_LOOKALIKES[char])
        return rng.choice((char + " ", char + ".")) if roll > 0.97 else ""


def _joined(pieces: list[tuple[str, str]]) -> Example:
    text, spans = "", []
    for value, name in pieces:
        if name and value.strip():
            start = len(text) + len(value) - len(value.lstrip())
            spans.append((name, start, len(text) + len(value.rstrip())))
        text += value
    return text, spans


def examples(part: str, kind: str, seed: int = 1, rounds: int = 4) -> list[Example]:
    """Labelled texts of one part and kind; the same for the same seed."""
    drawer = Drawer(int(hashlib.sha256(f"{seed}{kind}".encode()).hexdigest()[:8], 16), part)
    tables = {"prose": (frames.PROSE, frames.EMPTY), "forms": (frames.FORMS, frames.EMPTY)}.get(
        kind, (frames.PROSE, frames.FORMS, frames.EMPTY)
    )
    made = []
    for _ in range(rounds):
        for table in tables:
            for language, listed in table.items():
                for frame in listed.splitlines()[drawer.half :: 2]:
                    pieces = _fill(frame.replace("¶", "\n"), language, drawer)
                    if kind == "upper":
                        turkish = language == "tr"
                        pieces = [(_upper(value, name, turkish), name) for value, name in pieces]
                    elif kind in NOISE:
                        scan = Scan(NOISE[kind], drawer.random)
                        pieces = [(scan.read(value), name) for value, name in pieces]
                    made.append(_joined(pieces))
    return made


def _upper(value: str, name: str, turkish: bool) -> str:
    if name in ("secret", "crypto_wallet", "url"):
        return value  # written in capitals it would be another one
    return (value.replace("i", "İ") if turkish else value).upper()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("dev", "test"), default="dev")
    parser.add_argument("--kind", choices=KINDS, default="prose")
    arguments = parser.parse_args()
    for text, spans in examples(arguments.part, arguments.kind, rounds=1):
        print(text, *(f"  {name}: {text[start:end]!r}" for name, start, end in spans), "-" * 20, sep="\n")


if __name__ == "__main__":
    main()
