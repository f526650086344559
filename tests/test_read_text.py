from __future__ import annotations

import pytest

from pipeline.exceptions import EmptyDocumentError, LimitExceededError, UnreadableError
from pipeline.options import Limits
from pipeline.readers.language import detect
from pipeline.readers.text import read_text


def texts_of(data: bytes, limits: Limits | None = None) -> list[str | None]:
    return [page.text for page in read_text(data, limits or Limits(), lambda number: None)]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"one\r\ntwo\rthree\n", ["one\ntwo\nthree"]),
        ("Grüße".encode("cp1252"), ["Grüße"]),
        ("Ödeme".encode("utf-16"), ["Ödeme"]),
        (b"\xef\xbb\xbfmarked", ["marked"]),
        (b"page one\x0cpage two\x0c", ["page one", "page two"]),
        (b"a\x0c\x0cb", ["a", "", "b"]),
        (b"  indented\n\n  twice", ["  indented\n\n  twice"]),
    ],
)
def test_text_is_decoded_and_parted_into_pages(data: bytes, expected: list[str]) -> None:
    assert texts_of(data) == expected


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyDocumentError),
        (b" \n\t\x0c ", EmptyDocumentError),
        (b"\xff\xfe \x00", EmptyDocumentError),
        (b"\x00\x01", UnreadableError),
    ],
)
def test_unusable_text_is_refused(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        texts_of(data)


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(LimitExceededError, match="3 pages"):
        texts_of(b"a\x0cb\x0cc", Limits(max_pages=2))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Thank you for your business, please pay within 30 days", "en"),
        ("Zahlbar innerhalb von 14 Tagen ohne Abzug", "de"),
        ("Merci de votre visite et à bientôt", "fr"),
        ("Pagamento entro 30 giorni dalla data", "it"),
        ("Número de factura y fecha de pago", "es"),
        ("Gelieve te betalen binnen 30 dagen", "nl"),
        ("Numer faktury i data wystawienia", "pl"),
        ("Fatura numarası ve tarihi aşağıdadır", "tr"),
        ("Total 12.00", None),
        ("12/12/2018 20:13 9.00 4.50 13.50 1234567890 " * 20, None),
        ("", None),
    ],
)
def test_language_is_named_or_left_open(text: str, language: str | None) -> None:
    assert detect(text) == language
