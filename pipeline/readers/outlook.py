"""Mails as Outlook saves them (MSG): an OLE container with one stream a property, [MS-OXMSG].

olefile opens the container; the properties are read here, mails within mails and text that is only in RTF among them.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from pipeline.exceptions import EmptyDocumentError, LimitExceededError, UnreadableError
from pipeline.readers.content import Piece
from pipeline.readers.encoding import decoded
from pipeline.readers.letter import ATTACHMENTS_MAX, DEPTH_MAX, Attachment, Letter

_SUBJECT, _BODY, _HTML, _RTF = "0037", "1000", "1013", "1009"
_SENDER, _SENDER_ADDRESS, _SENDER_SMTP = "0C1A", "0C1F", "5D01"
_TO, _CC, _BCC = "0E04", "0E03", "0E02"
_SENT, _RECEIVED = 0x00390040, 0x0E060040
_CODE_PAGES = (0x3FFD0003, 0x3FDE0003)  # of the message, of its internet form
_FILE, _FILE_LONG, _FILE_SHORT, _FILE_TITLE = "3701", "3707", "3704", "3001"
_RECIPIENT_NAME, _RECIPIENT_ADDRESS, _RECIPIENT_KIND = "3001", ("39FE", "3003"), 0x0C150003
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)  # FILETIME counts from there in units of 100 ns
_HEADER_SIZES = {True: 32, False: 24}  # of the property stream: of the mail itself, of one within it
_BROKEN = (OSError, ValueError, KeyError, IndexError, TypeError, struct.error, OverflowError, AttributeError)


def parse_msg(data: bytes) -> Letter:
    """A mail, taken apart.

    Raises:
        EmptyDocumentError: zero bytes.
        UnreadableError: damaged.
        LimitExceededError: a text that is too large.
    """
    from olefile import OleFileIO

    if not data:
        raise EmptyDocumentError("The file is empty.")
    try:
        with OleFileIO(data) as container:
            return _Storage(_Container(container, len(data)), ()).letter(1)
    except (RecursionError, *_BROKEN) as error:
        raise UnreadableError("The mail is damaged.") from error


class _Container:
    """What lies where in an OLE file, and the bytes of its streams.

    A chain of sectors may run in a circle, and any number of streams may claim the same ones: no more is read of a file than
    twice its size.
    """

    def __init__(self, ole: Any, size: int) -> None:
        self._ole = ole
        self._left = 2 * size
        if ole.root.size > size:
            raise UnreadableError("The mail is damaged: a part is larger than the file.")
        found: dict[tuple[str, ...], set[str]] = {}
        for entry in ole.listdir(True, True):
            for depth in range(len(entry)):
                found.setdefault(tuple(entry[:depth]), set()).add(entry[depth])
        self._entries = {path: sorted(names) for path, names in found.items()}

    def entries(self, path: tuple[str, ...]) -> list[str]:
        """The names right below a storage, sorted."""
        return self._entries.get(path, [])

    def read(self, *path: str) -> bytes:
        """The bytes of a stream."""
        self._left -= self._ole.get_size(list(path))
        if self._left < 0:
            raise UnreadableError("The mail is damaged: its parts are larger than the file.")
        data: bytes = self._ole.openstream(list(path)).read()
        return data


class _Storage:
    """A mail, attachment or recipient within the container."""

    def __init__(self, container: _Container, path: tuple[str, ...]) -> None:
        self._container = container
        self._path = path
        self.entries = container.entries(path)

    def letter(self, depth: int) -> Letter:
        numbers = self._numbers(_HEADER_SIZES[not self._path])
        codec = next((f"cp{numbers[key]}" for key in _CODE_PAGES if numbers.get(key) not in (None, 65001)), "utf-8")
        text = {
            key: self._text(key, codec) for key in (_SUBJECT, _SENDER, _SENDER_SMTP, _SENDER_ADDRESS, _TO, _CC, _BCC, _BODY)
        }
        address = text[_SENDER_SMTP] or ("" if text[_SENDER_ADDRESS].startswith("/") else text[_SENDER_ADDRESS])
        headers = {
            "Subject": text[_SUBJECT],
            "From": f"{text[_SENDER]} <{address}>" if address and address != text[_SENDER] else text[_SENDER],
            **self._recipients(codec, {"To": text[_TO], "Cc": text[_CC], "Bcc": text[_BCC]}),
            "Date": _moment(numbers.get(_SENT) or numbers.get(_RECEIVED)),
        }
        raw = self._bytes(_HTML)
        html = (decoded(raw, codec) or "") if raw else self._text(_HTML, codec)
        pieces = () if html.strip() or text[_BODY].strip() else _rich(self._bytes(_RTF))
        return Letter(headers, text[_BODY].replace("\r\n", "\n"), html, pieces, tuple(self._attachments(codec, depth)))

    def _attachments(self, codec: str, depth: int) -> Iterator[Attachment]:
        for entry in [entry for entry in self.entries if entry.startswith("__attach")][: ATTACHMENTS_MAX + 1]:
            storage = _Storage(self._container, (*self._path, entry))
            name = next((text for key in (_FILE_LONG, _FILE_SHORT, _FILE_TITLE) if (text := storage._text(key, codec))), "")
            inner = f"__substg1.0_{_FILE}000D"
            if inner in storage.entries:
                within = _Storage(self._container, (*storage._path, inner))
                letter = within.letter(depth + 1) if depth <= DEPTH_MAX else Letter({})
                yield Attachment(name or letter.headers.get("Subject", ""), letter=letter)
            elif data := storage._bytes(_FILE):
                yield Attachment(name, data)

    def _recipients(self, codec: str, shown: dict[str, str]) -> dict[str, str]:
        """To, Cc and Bcc with addresses, where the container lists them; else as they were shown."""
        found: dict[str, list[str]] = {name: [] for name in shown}
        for entry in self.entries:
            if entry.startswith("__recip"):
                storage = _Storage(self._container, (*self._path, entry))
                kind = storage._numbers(8).get(_RECIPIENT_KIND, 1)
                name = storage._text(_RECIPIENT_NAME, codec)
                given = (storage._text(key, codec) for key in _RECIPIENT_ADDRESS)
                address = next((text for text in given if "@" in text), "")
                both = f"{name} <{address}>" if name and address and name != address else name or address
                found[{2: "Cc", 3: "Bcc"}.get(kind, "To")].append(both)
        return {name: ", ".join(filter(None, found[name])) or text for name, text in shown.items()}

    def _numbers(self, header_size: int) -> dict[int, int]:
        """Properties of fixed length, by tag: [MS-OXMSG] 2.4."""
        if "__properties_version1.0" not in self.entries:
            return {}
        data = self._stream("__properties_version1.0")
        rows = range(header_size, len(data) - 15, 16)
        return {
            struct.unpack_from("<I", data, row)[0]: struct.unpack_from("<Q", data, row + 8)[0] & _mask(data, row)
            for row in rows
        }

    def _text(self, key: str, codec: str) -> str:
        if f"__substg1.0_{key}001F" in self.entries:
            return self._stream(f"__substg1.0_{key}001F").decode("utf-16-le", "ignore").replace("\x00", "").strip()
        if f"__substg1.0_{key}001E" in self.entries:
            return (decoded(self._stream(f"__substg1.0_{key}001E"), codec) or "").strip()
        return ""

    def _bytes(self, key: str) -> bytes:
        name = f"__substg1.0_{key}0102"
        return self._stream(name) if name in self.entries else b""

    def _stream(self, name: str) -> bytes:
        return self._container.read(*self._path, name)


def _mask(data: bytes, row: int) -> int:
    """Times fill eight bytes, numbers four."""
    return 2**64 - 1 if struct.unpack_from("<H", data, row)[0] == 0x0040 else 2**32 - 1


def _moment(filetime: int | None) -> str:
    if not filetime:
        return ""
    try:
        return (_EPOCH + timedelta(microseconds=filetime // 10)).strftime("%Y-%m-%d %H:%M UTC")
    except OverflowError:
        return ""


def _rich(data: bytes) -> tuple[Piece, ...]:
    from pipeline.readers.rtf import pages_of as rtf_pages

    text = unpacked(data) if data else b""
    return tuple(piece for page in rtf_pages(text) for piece in page) if text.startswith(b"{\\rtf") else ()


_DICTIONARY = (  # [MS-OXRTFCP] 2.1.2.1
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor "
    b"MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n"
    b"\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_WINDOW = 4096
_GROWTH_MAX = 9  # two bytes stand for at most 17
UNPACKED_MAX = 32 * 1024 * 1024  # bytes; unpacked at about 3 MB a second


def unpacked(data: bytes) -> bytes:
    """RTF from its packed form, [MS-OXRTFCP]; what is left of it where it is damaged.

    Raises:
        LimitExceededError: larger than :data:`UNPACKED_MAX`.
    """
    if len(data) < 16:
        return b""
    size, kind = struct.unpack_from("<I", data, 4)[0], data[8:12]
    if min(size, len(data) * _GROWTH_MAX) > UNPACKED_MAX:
        raise LimitExceededError(f"The text of the mail is larger than {UNPACKED_MAX:,} bytes.")
    if kind == b"MELA":
        return data[16 : 16 + size]
    window = bytearray(_DICTIONARY.ljust(_WINDOW, b"\x00"))
    write, read, out = len(_DICTIONARY), 16, bytearray()
    while read < len(data) and len(out) < size:
        control = data[read]
        read += 1
        for bit in range(8):
            if control >> bit & 1:
                if read + 2 > len(data):
                    return bytes(out)
                token = int.from_bytes(data[read : read + 2], "big")
                read += 2
                offset, length = token >> 4, (token & 15) + 2
                if offset == write % _WINDOW:
                    return bytes(out)
                taken = [(offset + step) % _WINDOW for step in range(length)]
            else:
                if read >= len(data):
                    return bytes(out)
                taken = [-data[read] - 1]
                read += 1
            for position in taken:
                value = window[position] if position >= 0 else -position - 1
                out.append(value)
                window[write % _WINDOW] = value
                write += 1
    return bytes(out)
