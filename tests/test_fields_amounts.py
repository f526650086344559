from __future__ import annotations

import locale
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.fields.amounts import Separator, decimal_separator, find_amounts, find_currencies, parse_amount, plain


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [
        ("1.234,56 €", ",", "1234.56"),
        ("1,234.56", ".", "1234.56"),
        ("1'234.50", ".", "1234.50"),
        ("1’234.50", ".", "1234.50"),
        ("1 234,50 zł", ",", "1234.50"),
        ("1\u202f234,50", ",", "1234.50"),
        ("27,80", ",", "27.80"),
        ("27,80", ".", "27.80"),
        ("1.234", ",", "1234"),
        ("1.234", ".", "1.234"),
        ("1,234", ".", "1234"),
        ("9. 00", ".", "9.00"),
        ("RM9.65", ".", "9.65"),
        ("$1,007.50", ".", "1007.50"),
        ("-50,00", ",", "-50.00"),
        ("50.00-", ".", "-50.00"),
        ("(35,13)", ",", "-35.13"),
        ("₺ 1.250,00", ",", "1250.00"),
        (".02", ".", "0.02"),
    ],
)
def test_amount_is_exact(text: str, decimal: Separator, value: str) -> None:
    assert parse_amount(text, decimal) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "abc", "19 %", "19%", "12/03/2018", "12:30", "0,75 l", "2.5 kg", "RE-2014", "192.168.1.10"]
)
def test_other_numbers_are_no_amounts(text: str) -> None:
    assert parse_amount(text, ".") is None


def test_blank_groups_only_before_a_decimal_comma() -> None:
    assert [amount.value for amount in find_amounts("2 500.00", ".")] == [Decimal(2), Decimal("500.00")]
    assert [amount.value for amount in find_amounts("2 500,00", ",")] == [Decimal("2500.00")]


@pytest.mark.parametrize(
    ("text", "language", "decimal"),
    [
        ("1.234,56 and 7,10", "en", ","),
        ("1,234.56 and 7.10", "de", "."),
        ("1.234", "de", ","),
        ("1.234 1.100", "en", ","),
        ("no number", "en", "."),
        ("no number", "tr", ","),
        ("12.03.2018", "en", "."),
    ],
)
def test_separator_follows_from_the_whole_document(text: str, language: str, decimal: str) -> None:
    assert decimal_separator(text, language) == decimal


def test_process_locale_is_never_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locale, "localeconv", lambda: pytest.fail("asked the locale"))
    assert parse_amount("1.234,50", decimal_separator("1.234,50")) == Decimal("1234.50")


@given(st.decimals(min_value=0, max_value=10**9, places=2), st.sampled_from([(".", ","), (",", "."), (".", "'")]))
def test_written_amount_is_read_back(value: Decimal, signs: tuple[Separator, str]) -> None:
    decimal, group = signs
    written = f"{value:,.2f}".replace(",", "G").replace(".", decimal).replace("G", group)
    assert parse_amount(written, decimal) == value


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Total 10,00 €", ["EUR"]),
        ("EUR 10", ["EUR"]),
        ("RM 9.65", ["MYR"]),
        ("RM9.65", ["MYR"]),
        ("£5", ["GBP"]),
        ("100,00 zł", ["PLN"]),
        ("250,00 TL", ["TRY"]),
        ("CHF 20.-", ["CHF"]),
        ("try this", []),
        ("the rm command", []),
        ("alarm", []),
    ],
)
def test_currency_is_iso_4217(text: str, codes: list[str]) -> None:
    assert [code for code, *_ in find_currencies(text)] == codes


@pytest.mark.parametrize(("value", "text"), [("1234.5", "1234.50"), ("3", "3.00"), ("0.125", "0.125"), ("1E+3", "1000.00")])
def test_canonical_amount_is_plain(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text
