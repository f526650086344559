"""Addresses of cryptocurrencies, each proved by its own checksum."""

from __future__ import annotations

import re

from pipeline.pii.detector import Pattern
from pipeline.pii.hashes import base58check, bech32, eip55

_LABELS = (
    "wallet",
    "bitcoin",
    "BTC",
    "ethereum",
    "ETH",
    "litecoin",
    "address",
    "Adresse",
    "cüzdan",
    "portefeuille",
    "portafoglio",
)

BASE58 = Pattern(
    type="crypto_wallet",
    pattern=re.compile(r"[13LMDX](?<!\w.)[1-9A-HJ-NP-Za-km-z]{25,34}(?![\w])"),
    rule="checksum:base58check",
    confidence=0.98,
    check=base58check,
    labels=_LABELS,
)
BECH32 = Pattern(
    type="crypto_wallet",
    pattern=re.compile(r"(?<![\w])(?:bc1|ltc1|tb1)[02-9ac-hj-np-z]{11,71}(?![\w])", re.IGNORECASE),
    rule="checksum:bech32",
    confidence=0.98,
    check=bech32,
    beginnings=("bc1", "ltc1", "tb1"),
    labels=_LABELS,
)
ETHEREUM = Pattern(
    type="crypto_wallet",
    pattern=re.compile(r"(?<![\w])0x[0-9A-Fa-f]{40}(?![\w])"),
    rule="checksum:eip55",
    confidence=0.95,
    check=eip55,
    beginnings=("0x",),
    labels=_LABELS,
)

DETECTORS = (BASE58, BECH32, ETHEREUM)
