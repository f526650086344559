from __future__ import annotations

import io
import time

import pytest
from PIL import Image

from pipeline.readers.sniff import (
    BMP,
    DOCX,
    JPEG,
    PDF,
    PNG,
    TEXT,
    TIFF,
    UNKNOWN,
    WEBP,
    XLSX,
    ZIP,
    encoding_of,
    settled,
    sniff,
    sniff_head,
)
from tests.conftest import FIXTURES


def picture(kind: str) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (4, 3), "white").save(stream, kind)
    return stream.getvalue()


TEXT_ROWS = [
    ("Grüße aus Köln\n".encode(), "utf-8"),
    (b"\xef\xbb\xbfhello", "utf-8-sig"),
    ("İstanbul faturası".encode("utf-16"), "utf-16"),
    ("Rechnung über 5 €".encode("cp1252"), "cp1252"),
]


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"%PDF-1.7\n", "a.pdf", PDF),
        (b"junk before\n%PDF-1.4\n", "a.bin", PDF),
        (b"x" * 2000 + b"%PDF-1.4\n", "a.bin", UNKNOWN),
        (picture("PNG"), "a.png", PNG),
        (picture("PNG"), "renamed.pdf", PNG),
        (picture("JPEG"), "a.txt", JPEG),
        (picture("TIFF"), "a", TIFF),
        (picture("BMP"), "a.bmp", BMP),
        (picture("WEBP"), "a.webp", WEBP),
        (b"BMW, a car maker, opens a plant in Debrecen.", "cars.txt", TEXT),
        (b"plain words", "note.TXT", TEXT),
        (b"plain words", "README", TEXT),
        (b"plain words", "C:\\mail\\note.log", TEXT),
        (b"plain words", "unknown.xyz", UNKNOWN),
        (bytes(range(256)), "binary.txt", UNKNOWN),
        (b"\x00\x01\x02\x03" * 50, "binary", UNKNOWN),
        (b"PK\x03\x04rest", "office.docx", DOCX),
        (b"PK\x03\x04rest", "office.zip", UNKNOWN),
        (b"", "empty.pdf", PDF),
        (b"", "empty.txt", TEXT),
        (b"", "empty.xyz", UNKNOWN),
    ],
)
def test_type_is_decided_by_content_then_name(data: bytes, name: str, expected: str) -> None:
    assert sniff(data, name) == expected


@pytest.mark.parametrize(("data", "codec"), TEXT_ROWS)
def test_text_is_text_in_every_usual_encoding(data: bytes, codec: str) -> None:
    assert encoding_of(data) == codec
    assert sniff(data, "note.txt") == TEXT


def test_long_text_is_text_when_the_sample_ends_within_a_character() -> None:
    assert sniff("é".encode() * 40_000 + b"x", "note.txt") == TEXT
    assert sniff(b"x" + "é".encode() * 40_000, "note.txt") == TEXT


@pytest.mark.parametrize("data", [b"abc\x00def", b"\x81\x8d\x8f\x90", b"\x01\x02\x03\x04"])
def test_binary_has_no_encoding(data: bytes) -> None:
    assert encoding_of(data) is None


@pytest.mark.parametrize(
    ("name", "taken_for", "is_really"),
    [
        ("a.docx", DOCX, DOCX),
        ("a.xlsx", XLSX, DOCX),
        ("a.zip", ZIP, DOCX),
        ("a", ZIP, DOCX),
        ("a.pdf", ZIP, DOCX),
    ],
)
def test_container_goes_by_its_name_until_it_may_be_opened(name: str, taken_for: str, is_really: str):
    data = (FIXTURES / "minutes.docx").read_bytes()
    assert sniff_head(data[: 64 * 1024], name) == taken_for
    assert settled(data, taken_for) == is_really


def test_nested_comments_cost_no_time():
    """Two hundred and forty bytes of them took a second, and twice as many a million years."""
    begin = time.perf_counter()
    sniff(b"<!---->" * 5000 + b"x", "a.txt")
    assert time.perf_counter() - begin < 1
