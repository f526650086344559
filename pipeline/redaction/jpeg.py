"""JPEG data without what it says about itself: EXIF with its thumbnail, XMP, IPTC, comments. Pixels are not touched."""

from __future__ import annotations

_KEPT = {0xE2, 0xEE}  # ICC profile and Adobe's colour transform: without them colours change
_STANDALONE = {0x01, *range(0xD0, 0xD9)}


def without_metadata(data: bytes) -> bytes:
    """The same picture without application segments and comments; data that is no JPEG comes back as it is."""
    if data[:2] != b"\xff\xd8":
        return data
    parts, position = [data[:2]], 2
    while position + 4 <= len(data) and data[position] == 0xFF:
        marker = data[position + 1]
        if marker == 0xFF or marker in _STANDALONE:
            parts.append(data[position : position + (1 if marker == 0xFF else 2)])
            position += 1 if marker == 0xFF else 2
            continue
        if marker == 0xDA:  # the scan: from here on only pixels
            break
        end = position + 2 + int.from_bytes(data[position + 2 : position + 4])
        if not (0xE0 <= marker <= 0xEF or marker == 0xFE) or marker in _KEPT:
            parts.append(data[position:end])
        position = end
    return b"".join((*parts, data[position:]))
