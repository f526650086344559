"""What a file is, by its bytes; its name only decides between kinds of text."""

from __future__ import annotations

from pathlib import PurePath

PDF, PNG, JPEG, TIFF = "application/pdf", "image/png", "image/jpeg", "image/tiff"
BMP, WEBP, TEXT, UNKNOWN = "image/bmp", "image/webp", "text/plain", "application/octet-stream"
IMAGES = frozenset({PNG, JPEG, TIFF, BMP, WEBP})

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"II+\x00", TIFF),  # BigTIFF
    (b"MM\x00+", TIFF),
)
_PDF_WITHIN = 1024  # PDF 1.7, annex H.3.4.1: readers look for the header within the first 1024 bytes
_BMP_HEADERS = frozenset({12, 40, 52, 56, 64, 108, 124})  # sizes of the header that follows the file header
_TEXT_SUFFIXES = frozenset({"", ".txt", ".text", ".md", ".log"})
_SAMPLE = 64 * 1024
_PRINTABLE_MIN = 0.95  # of the characters; text exports carry a stray form feed or escape, binaries far more
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def sniff(data: bytes, filename: str) -> str:
    """The media type, by content first and name second: a PNG called ``scan.pdf`` is ``image/png``.

    Args:
        data: the file, or its first 64 KiB or more.
        filename: only its suffix counts, and only for text: ``.txt .text .md .log`` or none.

    Returns:
        One of the types above; ``application/octet-stream`` for what no reader handles. Zero bytes go by the
        name, so that an empty PDF is refused as empty and not as unknown.
    """
    suffix = PurePath(filename.replace("\\", "/")).suffix.lower()
    if not data:
        return _by_name(suffix)
    for magic, media_type in _MAGIC:
        if data.startswith(magic):
            return media_type
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    if data[:2] == b"BM" and int.from_bytes(data[14:18], "little") in _BMP_HEADERS:
        return BMP
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return PDF
    return TEXT if suffix in _TEXT_SUFFIXES and encoding_of(data[:_SAMPLE], cut=len(data) > _SAMPLE) else UNKNOWN


def encoding_of(data: bytes, *, cut: bool = False) -> str | None:
    """The codec that turns bytes into mostly printable text: UTF-8, UTF-16 with its mark, or Windows-1252; else None.

    Args:
        data: some bytes.
        cut: they may end within a character.
    """
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return codec if _is_text(data, codec, cut) else None
    if b"\x00" in data:
        return None
    return next((codec for codec in ("utf-8", "cp1252") if _is_text(data, codec, cut)), None)


def _is_text(data: bytes, codec: str, cut: bool) -> bool:
    for trim in range(4 if cut else 1):
        try:
            text = data[: len(data) - trim].decode(codec)
        except UnicodeDecodeError:
            continue
        printable = sum(letter.isprintable() or letter in "\n\r\t\f" for letter in text)
        return printable >= _PRINTABLE_MIN * len(text)
    return False


def _by_name(suffix: str) -> str:
    names = {".pdf": PDF, ".png": PNG, ".jpg": JPEG, ".jpeg": JPEG, ".tif": TIFF, ".tiff": TIFF, ".bmp": BMP, ".webp": WEBP}
    return TEXT if suffix in _TEXT_SUFFIXES else names.get(suffix, UNKNOWN)
