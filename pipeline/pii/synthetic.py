"""Plausible stand-ins: valid by the same check digits, made from the value's digest, so that equal values get equal ones."""

from __future__ import annotations

import string
from hashlib import sha256
from hmac import digest

from pipeline.pii.detector import Fake
from pipeline.pii.registry import synthetics

SHAPED = frozenset(  # known by their label alone, or too long to guess: any digits and letters will do
    {"bagkur_no", "company_id_nl", "crypto_wallet", "emeklilik_no", "isyeri_sicil_no", "mersis_no", "national_id_at", "secret"}
    | {"sgk_no", "tax_id_uk"}
)
TRIES = 20_000  # the rarest check (mod 511, three digits) accepts one in 1,000: a miss has odds of 2 in a billion

_PLACES = Fake(("Springfield", "Riverton", "Lakewood", "Fairview"))


def synthetic(type_name: str, value: str, salt: str = "", *, entity: str = "") -> str:
    """A stand-in for a value: of its type, valid where the type has a check, never the value itself.

    Args:
        type_name: canonical name; one nobody knows gives ``[<TYPE>]``.
        value: what is replaced; only its digest is used, and its shape where the type has no template.
        salt: other salts give other stand-ins.
        entity: what all ways of writing the same value share, so that they share a stand-in; the value itself when empty.
    """
    fake = _PLACES if type_name == "location" else synthetics().get(type_name)
    if fake is None and (type_name in SHAPED or type_name.startswith("iban_")):
        seeds = (f"{type_name}\x00{entity or value}\x00{attempt}" for attempt in range(TRIES))
        made = (_shaped(type_name, value, seed, salt) for seed in seeds)
        return next((candidate for candidate in made if candidate != value), f"[{type_name.upper()}]")
    if fake is None:
        return f"[{type_name.upper()}]"
    for attempt in range(TRIES):
        candidate = _filled(fake, f"{type_name}\x00{entity or value}\x00{attempt}", salt)
        if candidate != value and (fake.check is None or fake.check(candidate)):
            return candidate
    return f"[{type_name.upper()}]"


def _filled(fake: Fake, seed: str, salt: str) -> str:
    number = int.from_bytes(digest(salt.encode(), seed.encode(), sha256))
    number, which = divmod(number, len(fake.templates))
    filled = []
    for char in fake.templates[which]:
        if char == "#":
            number, digit = divmod(number, 10)
            char = str(digit)
        elif char == "?":
            number, letter = divmod(number, 26)
            char = string.ascii_uppercase[letter]
        filled.append(char)
    return "".join(filled)


def _shaped(type_name: str, value: str, seed: str, salt: str) -> str:
    """Other digits and letters in the same places; an IBAN keeps its country and gets check digits that are right."""
    stream = b"".join(digest(salt.encode(), f"{seed}\x00{block}".encode(), sha256) for block in range(len(value) // 32 + 1))
    kept = 2 if type_name.startswith("iban_") else 0
    letters = []
    for index, (char, byte) in enumerate(zip(value, stream, strict=False)):
        if index < kept or not char.isalnum():
            letters.append(char)
        elif char.isdecimal():
            letters.append(str(byte % 10))
        else:
            letter = string.ascii_uppercase[byte % 26]
            letters.append(letter if char.isupper() else letter.lower())
    return "".join(_checked(letters) if kept else letters)


def _checked(letters: list[str]) -> list[str]:
    """With the two digits after the country that make an IBAN valid; ISO 13616."""
    places = [index for index, char in enumerate(letters) if char.isalnum()]
    plain = "".join(letters[index] for index in places)
    number = "".join(str(int(char, 36)) for char in plain[4:] + plain[:2]) + "00"
    for index, digit in zip(places[2:4], f"{98 - int(number) % 97:02d}", strict=True):
        letters[index] = digit
    return letters
