"""How the values of a workspace are written: as they are, or sealed with its key.

Every part that writes something of a document's content or name to disk passes it through the workspace's seal. This one, the
default, changes nothing; :class:`pipeline.privacy.sealed.Sealed` encrypts.
"""

from __future__ import annotations

from typing import BinaryIO


class Seal:
    """Writes values as they are. ``what`` says what a value is: a sealed one is of no use in another place."""

    is_plain = True

    def seal(self, data: bytes, what: str) -> bytes:
        """Bytes as they are stored."""
        del what
        return data

    def unseal(self, data: bytes, what: str) -> bytes:
        """The bytes that were stored.

        Raises:
            UnsealableError: they were changed, or are not of this workspace.
        """
        del what
        return data

    def seal_text(self, text: str, what: str) -> str | bytes:
        """Text as it is stored."""
        del what
        return text

    def unseal_text(self, stored: str | bytes, what: str) -> str:
        """The text that was stored; see :meth:`unseal`."""
        del what
        return stored if isinstance(stored, str) else stored.decode()

    def alias(self, text: str, what: str) -> str:
        """A word to be looked up by: equal words have equal aliases."""
        del what
        return text

    def word(self, alias: str, what: str) -> str:
        """The word behind an alias; see :meth:`unseal`."""
        del what
        return alias

    def name(self, digest: str) -> str:
        """The name, 64 hex digits, under which something with this digest is kept; there is no way back."""
        return digest

    def writer(self, stream: BinaryIO) -> Writer:
        """Writes a document, piece by piece."""
        return Writer(stream)

    def document(self, stored: bytes) -> bytes:
        """The document that was stored; see :meth:`unseal`."""
        return stored


class Writer:
    """Passes pieces on to a stream. Call :meth:`finish` after the last."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, piece: bytes) -> None:
        """Add a piece."""
        self._stream.write(piece)

    def finish(self) -> None:
        """There are no more."""


PLAIN = Seal()
