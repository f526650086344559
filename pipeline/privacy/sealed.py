"""The seal of an encrypted workspace: AES-256-GCM for values, AES-SIV for words to be looked up by, HMAC-SHA256 for names.

One random data key; from it, by HKDF, a key of its own for every kind of value (so that none is used for more than the 2^32
values that random 96-bit nonces allow, NIST SP 800-38D 8.3), and for every document file. A document is written in pieces of
1 MiB, numbered by their nonces, the last one marked: none can be changed, exchanged, left out or cut off without being noticed.

What is not hidden: how many jobs and documents there are, their sizes, media types, times, grades, counts and error codes; and
what libraries put into temporary files while a document is processed, in ``scratch``, which go when it is done.
"""

from __future__ import annotations

import hmac
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache
from hashlib import sha256
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from pipeline.exceptions import UnsealableError
from pipeline.privacy.seal import Seal, Writer

KEY_BYTES = 32
_NONCE_BYTES, _SALT_BYTES, _TAG_BYTES = 12, 16, 16
_PIECE = 1024 * 1024
_MAGIC = b"FLXS\x01"


class Sealed(Seal):
    """Encrypts with a data key of 32 bytes."""

    is_plain = False

    def __init__(self, data_key: bytes) -> None:
        self._key = data_key
        self._names = derived(data_key, "names")
        self._cipher = lru_cache(maxsize=64)(lambda what: AESGCM(derived(data_key, f"value {what}")))
        self._words = lru_cache(maxsize=64)(lambda what: AESSIV(derived(data_key, f"word {what}", 64)))

    def seal(self, data: bytes, what: str) -> bytes:
        """See :class:`Seal`."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._cipher(what).encrypt(nonce, data, what.encode())

    def unseal(self, data: bytes, what: str) -> bytes:
        """See :class:`Seal`."""
        try:
            return self._cipher(what).decrypt(data[:_NONCE_BYTES], data[_NONCE_BYTES:], what.encode())
        except (InvalidTag, ValueError) as error:
            raise _unsealable() from error

    def seal_text(self, text: str, what: str) -> str | bytes:
        """See :class:`Seal`."""
        return self.seal(text.encode("utf-8", "surrogatepass"), what)

    def unseal_text(self, stored: str | bytes, what: str) -> str:
        """See :class:`Seal`; a default of the schema is text of its own, and stands as it is."""
        return stored if isinstance(stored, str) else self.unseal(stored, what).decode("utf-8", "surrogatepass")

    def alias(self, text: str, what: str) -> str:
        """See :class:`Seal`."""
        return urlsafe_b64encode(self._words(what).encrypt(text.encode() or b"\0", [what.encode()])).decode()

    def word(self, alias: str, what: str) -> str:
        """See :class:`Seal`."""
        try:
            found = self._words(what).decrypt(urlsafe_b64decode(alias), [what.encode()])
        except (InvalidTag, ValueError) as error:
            raise _unsealable() from error
        return found.decode() if found != b"\0" else ""

    def name(self, digest: str) -> str:
        """See :class:`Seal`."""
        return hmac.new(self._names, digest.encode(), sha256).hexdigest()

    def writer(self, stream: BinaryIO) -> Writer:
        """See :class:`Seal`."""
        return _PieceWriter(stream, self._key)

    def document(self, stored: bytes) -> bytes:
        """See :class:`Seal`."""
        if stored[: len(_MAGIC)] != _MAGIC:
            raise _unsealable()
        start = len(_MAGIC) + _SALT_BYTES
        cipher = AESGCM(derived(self._key, "document", salt=stored[len(_MAGIC) : start]))
        rest, pieces, size = memoryview(stored)[start:], [], _PIECE + _TAG_BYTES
        count = max(1, -(-len(rest) // size))
        try:
            for number in range(count):
                piece = rest[number * size : (number + 1) * size]
                pieces.append(cipher.decrypt(_nonce(number), piece, _mark(number == count - 1)))
        except (InvalidTag, ValueError) as error:
            raise _unsealable() from error
        return b"".join(pieces)


class _PieceWriter(Writer):
    """Seals a document in pieces of one size; the last is whatever is left."""

    def __init__(self, stream: BinaryIO, data_key: bytes) -> None:
        super().__init__(stream)
        salt = os.urandom(_SALT_BYTES)
        self._cipher = AESGCM(derived(data_key, "document", salt=salt))
        self._number = 0
        self._rest = b""
        stream.write(_MAGIC + salt)

    def write(self, piece: bytes) -> None:
        """See :class:`Writer`."""
        data = self._rest + piece
        while len(data) > _PIECE:  # not the last one, whatever comes
            self._put(data[:_PIECE], is_last=False)
            data = data[_PIECE:]
        self._rest = data

    def finish(self) -> None:
        """See :class:`Writer`."""
        self._put(self._rest, is_last=True)

    def _put(self, data: bytes, *, is_last: bool) -> None:
        self._stream.write(self._cipher.encrypt(_nonce(self._number), data, _mark(is_last)))
        self._number += 1


def derived(key: bytes, what: str, length: int = KEY_BYTES, salt: bytes | None = None) -> bytes:
    """A key for one purpose."""
    return HKDF(SHA256(), length, salt, f"flexorch-local {what}".encode()).derive(key)


def _nonce(number: int) -> bytes:
    return number.to_bytes(_NONCE_BYTES, "big")


def _mark(is_last: bool) -> bytes:
    return b"document, last piece" if is_last else b"document, piece"


def _unsealable() -> UnsealableError:
    return UnsealableError("Something stored in the workspace was changed, or is of another one.")
