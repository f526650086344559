"""Identifiers of no country: e-mail, payment cards, IP addresses."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from ipaddress import AddressValueError, IPv6Address

from pipeline.pii.checks import compact, luhn
from pipeline.pii.context import Context
from pipeline.pii.detector import Candidate, Fake, Pattern, bounded

_OCTET = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_V6 = re.compile(r"(?<![\w:.])(?=[0-9A-Fa-f]{0,4}:)[0-9A-Fa-f:]{2,45}(?:(?<=:)\d{1,3}(?:\.\d{1,3}){3})?(?![\w:]|\.\d)")
_COLON = re.compile(r":(?=[0-9A-Fa-f:])")

EMAIL = Pattern(
    type="email",
    # Lengths by RFC 5321: 64 before the @, 63 a label. The look-behind keeps a long run from being tried at every character.
    pattern=re.compile(r"(?<![\w.%+\-])[\w.%+\-']{1,64}@(?:[^\W_](?:[\w\-]{0,62})\.){1,8}[^\W\d_]{2,24}(?![\w\-])"),
    rule="shape:email",
    confidence=0.98,
    fake="user######@example.com",
    anchor="@",
)


def is_card(value: str) -> bool:
    """Whether a number has an issuer's first digits and length (ISO/IEC 7812) and a Luhn check digit."""
    number = compact(value)
    lengths = {"2": (16,), "3": (14, 15, 16), "4": (13, 16, 19), "5": (16,), "6": (16, 17, 18, 19), "9": (16,)}
    if len(number) not in lengths.get(number[0], ()):
        return False
    if len(number) == 13 and is_article(number):
        return False
    if number[0] == "9" and not number.startswith("9792"):  # TROY, of Türkiye
        return False
    return luhn(number)


def is_article(number: str) -> bool:
    """Whether thirteen digits are a GTIN or GLN (weights 1 and 3, mod 10), which are many; cards of that length are few."""
    return sum((1, 3)[place % 2] * int(digit) for place, digit in enumerate(number)) % 10 == 0


CARD = Pattern(
    type="credit_card",
    pattern=bounded(
        r"[2-69]", r"\d{3}(?:[ \u00a0\-]?\d{4}){3}(?:[ \u00a0\-]?\d{3})?|\d{3}[ \u00a0\-]?\d{6}[ \u00a0\-]?\d{4,5}|\d{12,18}"
    ),
    runs=(4, 8, 10, *range(12, 20)),
    forms=tuple("9" * length for length in range(13, 20)),
    rule="checksum:luhn",
    confidence=0.9,
    check=is_card,
    labels=(
        "card",
        "credit card",
        "card number",
        "Visa",
        "Mastercard",
        "Amex",
        "Kreditkarte",
        "Kartennummer",
        "Kart",
        "Kart No",
        "Kredi Kartı",
        "carte",
        "carte bancaire",
        "carta",
        "tarjeta",
        "kaart",
        "creditcard",
        "karta",
        "PAN",
    ),
    fake="4000 00## #### ####",
)

IP = Pattern(
    type="ip",
    pattern=re.compile(rf"\d(?<![\w.\-].)(?:(?<=2)5[0-5]|(?<=2)[0-4]\d|(?<=1)\d\d|\d?)(?:\.{_OCTET}){{3}}(?![\w\-]|\.\d)"),
    rule="shape:ipv4",
    confidence=0.85,
    labels=("IP", "IP address", "IPv4", "IP-Adresse", "adresse IP", "host", "server", "client"),
    fake="192.0.2.##",  # TEST-NET-1, RFC 5737
    runs=(1, 2, 3),
)


class IPv6:
    """IP addresses of version 6: a run of hex groups that the standard library can read."""

    types = ("ip_v6",)
    countries: tuple[str, ...] = ()

    def find(self, context: Context) -> Iterator[Candidate]:
        """Candidates in the order of their start."""
        end = 0
        for colon in _COLON.finditer(context.text):
            start = colon.start()
            if start < end:
                continue
            floor = max(end, start - 4)
            while start > floor and context.text[start - 1] in string.hexdigits:
                start -= 1
            match = _V6.match(context.text, start)
            if match is None:
                continue
            end = match.end()
            value = match[0].rstrip(":") if not match[0].endswith("::") else match[0]
            groups = [group for group in value.split(":") if group]
            # "a::b" and "::" are C++ or prose more often than addresses.
            if value.count(":") < 2 or not any(char.isdigit() for char in value) or (len(groups) < 2 and value != "::1"):
                continue
            try:
                IPv6Address(value)
            except AddressValueError:
                continue
            yield Candidate("ip_v6", match.start(), match.start() + len(value), 0.95, "shape:ipv6")

    def synthetics(self) -> dict[str, Fake]:
        """An address of the documentation prefix, RFC 3849."""
        return {"ip_v6": Fake(("2001:db8::####",))}


DETECTORS = (EMAIL, CARD, IP, IPv6())
