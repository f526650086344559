from __future__ import annotations

import pytest

from pipeline.fields.dates import Order, day_month_order, find_dates, parse_date


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024-03-15", "2024-03-15"),
        ("2024/3/5", "2024-03-05"),
        ("15.03.2024", "2024-03-15"),
        ("05.03.24", "2024-03-05"),
        ("25/12/2018", "2018-12-25"),
        ("3/14/2024", "2024-03-14"),
        ("12-01-19", "2019-01-12"),
        ("31/12/99", "1999-12-31"),
        ("25/12/20188:13:39 PM", "2018-12-25"),
        ("March 15, 2024", "2024-03-15"),
        ("15th March 2024", "2024-03-15"),
        ("04 JUN 2018", "2018-06-04"),
        ("05JUN2018", "2018-06-05"),
        ("15. März 2024", "2024-03-15"),
        ("1er janvier 2024", "2024-01-01"),
        ("15 août 2023", "2023-08-15"),
        ("3 maggio 2022", "2022-05-03"),
        ("15 de marzo de 2024", "2024-03-15"),
        ("7 maart 2021", "2021-03-07"),
        ("5 marca 2024 r.", "2024-03-05"),
        ("15 Şubat 2023", "2023-02-15"),
        ("1 Ağustos 2022", "2022-08-01"),
    ],
)
def test_date_is_read_in_every_language(text: str, iso: str) -> None:
    found = parse_date(text)
    assert found is not None
    assert found.isoformat() == iso


@pytest.mark.parametrize(
    "text",
    [
        "",
        "31.02.2024",
        "45/13/2024",
        "12.50.00",
        "Tel 03.12.44.55",
        "1.234,56",
        "3/4",
        "10:30:15",
        "2024",
        "1849-01-01",
        "192.168.1.10",
    ],
)
def test_no_date_is_invented(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("text", "language", "order"),
    [
        ("03/04/2024 and 25/12/2024", "en", "dmy"),
        ("03/04/2024 and 12/25/2024", "en", "mdy"),
        ("03/04/2024", "de", "dmy"),
        ("03/04/2024", "en", "dmy"),
        ("03/04/2024 Springfield, IL 62704", "en", "mdy"),
        ("03/04/2024 Springfield, IL 62704 paid 25/12/2023", "en", "dmy"),
    ],
)
def test_order_follows_from_the_whole_document(text: str, language: str, order: str) -> None:
    assert day_month_order(text, language) == order


@pytest.mark.parametrize(("order", "iso"), [("dmy", "2024-04-03"), ("mdy", "2024-03-04")])
def test_ambiguous_date_takes_the_documents_order(order: Order, iso: str) -> None:
    (found,) = find_dates("on 03/04/2024", order)
    assert found.iso == iso
    assert not found.sure


def test_dates_come_with_their_place() -> None:
    text = "from 01.09.2013 to 30.09.2013"
    assert [text[found.start : found.end] for found in find_dates(text)] == ["01.09.2013", "30.09.2013"]
