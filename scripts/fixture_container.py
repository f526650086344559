"""Containers that office programs write, built by hand so that the same parts give the same bytes."""

from __future__ import annotations

import io
import struct
import zipfile

_SECTOR, _MINI, _MINI_BELOW = 512, 64, 4096
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_ROWS = _SECTOR // 128  # directory entries a sector


def package(parts: dict[str, str | bytes]) -> bytes:
    """A zip container; a part called ``mimetype`` is stored as it is."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name)  # of 1980: no clock
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return stream.getvalue()


def compound(tree: dict[str, object]) -> bytes:
    """An OLE container, [MS-CFB] version 3: a dict is a storage, bytes are a stream."""
    rows: list[tuple[str, int, int, int, int, bytes | None]] = []  # name, kind, left, right, child, stream

    def add(name: str, node: object) -> int:
        index = len(rows)
        rows.append((name, 0, 0, 0, 0, None))
        inner = node if isinstance(node, dict) else {}
        keys = sorted(inner, key=lambda key: (len(key), key.upper()))
        child = siblings(keys, inner) if keys else _FREE
        kind = 5 if not index else 1 if isinstance(node, dict) else 2
        rows[index] = (name, kind, _FREE, _FREE, child, node if isinstance(node, bytes) else None)
        return index

    def siblings(keys: list[str], inner: dict[str, object]) -> int:
        """A balanced tree of names, as the format wants it."""
        middle = len(keys) // 2
        index = add(keys[middle], inner[keys[middle]])
        left = siblings(keys[:middle], inner) if keys[:middle] else _FREE
        right = siblings(keys[middle + 1 :], inner) if keys[middle + 1 :] else _FREE
        name, kind, _, _, child, stream = rows[index]
        rows[index] = (name, kind, left, right, child, stream)
        return index

    add("Root Entry", tree)
    return _written(rows)


def _written(rows: list[tuple[str, int, int, int, int, bytes | None]]) -> bytes:
    sectors: list[bytes] = []
    table: list[int] = []

    def store(data: bytes) -> int:
        """Append sectors in a row; the first of them."""
        if not data:
            return _END
        count = -(-len(data) // _SECTOR)
        first = len(sectors)
        sectors.extend(data[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, len(data), _SECTOR))
        table.extend([*range(first + 1, first + count), _END])
        return first

    mini, mini_table, starts = bytearray(), list[int](), dict[int, int]()
    for index, (*_, stream) in enumerate(rows):
        if stream is not None and len(stream) >= _MINI_BELOW:
            starts[index] = store(stream)
        elif stream:
            count = -(-len(stream) // _MINI)
            starts[index] = len(mini_table)
            mini_table += [*range(starts[index] + 1, starts[index] + count), _END]
            mini += stream.ljust(count * _MINI, b"\0")
    starts[0] = store(bytes(mini))
    mini_fat = store(
        b"".join(struct.pack("<I", value) for value in mini_table).ljust(-(-len(mini_table) // 128) * 512, b"\xff")
    )
    directory = store(_directory(rows, starts, len(mini)))
    fat_at = len(sectors)
    table += [_FAT] * (fats := -(-(fat_at + 1) // 127))
    fat = b"".join(struct.pack("<I", value) for value in table).ljust(fats * _SECTOR, b"\xff")
    mini_fats = -(-len(mini_table) // 128)
    head = struct.pack("<8s16s6H", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, 0) + struct.pack(
        "<10I", 0, 0, fats, directory, 0, _MINI_BELOW, mini_fat, mini_fats, _END, 0
    )
    head = head.ljust(76, b"\0") + b"".join(
        struct.pack("<I", fat_at + index if index < fats else _FREE) for index in range(109)
    )
    return head + b"".join(sectors) + fat


def _directory(rows: list[tuple[str, int, int, int, int, bytes | None]], starts: dict[int, int], mini_size: int) -> bytes:
    out = bytearray()
    for index, (name, kind, left, right, child, stream) in enumerate(rows):
        raw = name.encode("utf-16-le") + b"\0\0"
        size = mini_size if not index else len(stream or b"")
        out += struct.pack(
            "<64sHBB3I16sI8s8sIQ", raw, len(raw), kind, 1, left, right, child, b"", 0, b"", b"", starts.get(index, _END), size
        )
    empty = struct.pack("<64sHBB3I16sI8s8sIQ", b"", 0, 0, 0, _FREE, _FREE, _FREE, b"", 0, b"", b"", 0, 0)
    return bytes(out) + empty * (-len(rows) % _ROWS)
