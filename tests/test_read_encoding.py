from __future__ import annotations

import pytest

from pipeline.readers.encoding import decoded, encoding_of

SENTENCES = [
    ("cp1252", "Für Rückfragen stehen wir gerne zur Verfügung."),
    ("cp1252", "Veuillez régler dès réception de la facture."),
    ("cp1252", "“Total: £450.00 – payable at the café”"),
    ("cp1250", "Proszę zapłacić należność w ciągu czternastu dni."),
    ("cp1250", "Prosíme o úhradu částky do čtrnácti dnů."),
    ("cp1250", "Kérjük, fizessen határidőre, köszönjük a vásárlást."),
    ("cp1254", "Ödeme süresi otuz gündür, teşekkür ederiz. Şişli, İstanbul"),
    ("cp1251", "Просим оплатить счёт в течение пяти дней."),
    ("cp1253", "Παρακαλούμε εξοφλήστε εντός τριάντα ημερών."),
    ("cp1256", "يرجى الدفع خلال ثلاثين يوما"),
    ("koi8_r", "Просим оплатить счёт в течение пяти дней."),
    ("cp932", "お支払いは三十日以内にお願いします。"),
    ("gb18030", "请在三十天内付款。谢谢您的合作。"),
    ("big5", "請在三十天內付款。謝謝您的合作。"),
    ("cp949", "삼십일 이내에 지불해 주세요."),
]


@pytest.mark.parametrize(("codec", "text"), SENTENCES)
def test_older_encoding_is_told_by_its_letters(codec: str, text: str) -> None:
    assert decoded(text.encode(codec)) == text


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", ["Grüße aus Köln, Straße 5", "Totals and nothing else"])
def test_unicode_is_read_with_and_without_its_mark(codec: str, text: str) -> None:
    assert decoded(text.encode(codec)) == text


@pytest.mark.parametrize(
    ("data", "declared", "expected"),
    [
        ("Ünal".encode("cp1254"), "iso-8859-9", "Ünal"),
        ("łódź".encode("iso8859_2"), "iso-8859-2", "łódź"),
        ("€ 5".encode("cp1252"), "iso-8859-1", "€ 5"),
        ("Grüße".encode(), "iso-8859-1", "Grüße"),
        ("Grüße".encode("cp1252"), "utf-8", "Grüße"),
        ("Grüße".encode("cp1252"), "no-such-codec", "Grüße"),
        (b"a\r\nb\rc\x00", "utf-8", None),
        (b"a\r\nb\rc", "utf-8", "a\nb\nc"),
    ],
)
def test_declared_encoding_counts_where_it_fits(data: bytes, declared: str, expected: str | None) -> None:
    assert decoded(data, declared) == expected


@pytest.mark.parametrize("data", [bytes(range(256)), b"\x00" * 40, b"\x81\x8d\x8f\x90", b"a\x00b\x00\x01\x02\x03\x04\x05\x06"])
def test_binary_is_no_text(data: bytes) -> None:
    assert encoding_of(data) is None
    assert decoded(data) is None
