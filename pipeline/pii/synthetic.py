"""Plausible stand-ins: valid by the same check digits, made from the value's digest, so that equal values get equal ones."""

from __future__ import annotations

import string
from hashlib import sha256
from hmac import digest

from pipeline.pii.detector import Fake
from pipeline.pii.registry import synthetics

TRIES = 20_000  # the rarest check (mod 511, three digits) accepts one in 1,000: a miss has odds of 2 in a billion

_PLACES = Fake(("Springfield", "Riverton", "Lakewood", "Fairview"))


def synthetic(type_name: str, value: str, salt: str = "") -> str:
    """A stand-in for a value: of its type, valid where the type has a check, never the value itself.

    Args:
        type_name: canonical name; one without a template gives ``[<TYPE>]``.
        value: what is replaced; only its digest is used.
        salt: other salts give other stand-ins.
    """
    fake = _PLACES if type_name == "location" else synthetics().get(type_name)
    if fake is None:
        return f"[{type_name.upper()}]"
    for attempt in range(TRIES):
        candidate = _filled(fake, f"{type_name}\x00{value}\x00{attempt}", salt)
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
