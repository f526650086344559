"""Checksums of cryptocurrency addresses: Base58Check, Bech32 and Bech32m (BIP 173 and 350), EIP-55."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_LANES = 0xFFFFFFFFFFFFFFFF
MOST_HASHED = 4096  # answers kept; a hash in plain Python takes some 0.3 ms


@lru_cache(maxsize=MOST_HASHED)
def base58check(value: str) -> bool:
    """Whether 25 bytes end in the first four of the double SHA-256 of the rest."""
    number = 0
    for char in value:
        place = _BASE58.find(char)
        if place < 0:
            return False
        number = number * 58 + place
    if number.bit_length() > 200:
        return False
    data = number.to_bytes(25)
    return sha256(sha256(data[:-4]).digest()).digest()[:4] == data[-4:]


@lru_cache(maxsize=MOST_HASHED)
def bech32(value: str) -> bool:
    """Whether the last six characters are the BCH code of the others; no mixed case."""
    if value not in (value.lower(), value.upper()):
        return False
    prefix, _, data = value.lower().rpartition("1")
    numbers = [_BECH32.find(char) for char in data]
    if not prefix or -1 in numbers or len(numbers) < 14:
        return False
    checksum = 1
    for number in [ord(char) >> 5 for char in prefix] + [0] + [ord(char) & 31 for char in prefix] + numbers:
        top = checksum >> 25
        checksum = (checksum & 0x1FFFFFF) << 5 ^ number
        for bit in range(5):
            checksum ^= _GENERATOR[bit] if top >> bit & 1 else 0
    return checksum in (1, 0x2BC830A3)


@lru_cache(maxsize=MOST_HASHED)
def eip55(value: str) -> bool:
    """Whether capitals stand where the Keccak-256 of the lower-case address has a nibble from 8 on; one case alone is valid."""
    plain = value[2:]
    if plain in (plain.lower(), plain.upper()):
        return len(set(plain)) > 4
    marks = keccak256(plain.lower().encode()).hex()
    return all(char.isdigit() or char.isupper() == (int(mark, 16) >= 8) for char, mark in zip(plain, marks, strict=False))


def keccak256(data: bytes) -> bytes:
    """Keccak-256 as Ethereum uses it: hashlib's SHA-3 pads otherwise. For short data: one block of at most 135 bytes."""
    block = bytearray(136)
    block[: len(data)] = data
    block[len(data)] ^= 0x01
    block[135] ^= 0x80
    lanes = [[0] * 5 for _ in range(5)]
    for place in range(17):
        lanes[place % 5][place // 5] = int.from_bytes(block[8 * place : 8 * place + 8], "little")
    register = 1
    for _ in range(24):
        sums = [lanes[x][0] ^ lanes[x][1] ^ lanes[x][2] ^ lanes[x][3] ^ lanes[x][4] for x in range(5)]
        mixed = [sums[(x + 4) % 5] ^ _rotated(sums[(x + 1) % 5], 1) for x in range(5)]
        lanes = [[lanes[x][y] ^ mixed[x] for y in range(5)] for x in range(5)]
        x, y, current = 1, 0, lanes[1][0]
        for turn in range(24):
            x, y = y, (2 * x + 3 * y) % 5
            current, lanes[x][y] = lanes[x][y], _rotated(current, (turn + 1) * (turn + 2) // 2)
        for y in range(5):
            row = [lanes[x][y] for x in range(5)]
            for x in range(5):
                lanes[x][y] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5] & _LANES)
        for bit in range(7):
            register = (register << 1 ^ (register >> 7) * 0x71) % 256
            if register & 2:
                lanes[0][0] ^= 1 << ((1 << bit) - 1)
    return b"".join(lanes[place % 5][place // 5].to_bytes(8, "little") for place in range(4))


def _rotated(lane: int, by: int) -> int:
    by %= 64
    return (lane >> (64 - by) | lane << by) & _LANES
