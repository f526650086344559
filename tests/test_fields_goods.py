"""Line items out of tables with a head: columns by their names, wrapped names, remarks, discounts, sums."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec import structs

from pipeline.fields.candidates import Reading
from pipeline.fields.goods import goods
from pipeline.record import LineItem
from tests.field_records import Line, record_of

HEAD: Line = [(40, "Description"), (250, "Qty"), (330, "Unit price"), (460, "Amount")]
ROPE: Line = [(40, "Rope"), (250, "2"), (330, "4.50"), (460, "9.00")]
TOTAL: Line = [(330, "Total"), (460, "9.00")]


def items(*lines: Line, language: str = "en") -> list[LineItem]:
    found = goods(Reading.of(record_of(lines, language=language)))
    return [] if found is None else list(found.items)


def item(description: str, quantity: str | None, price: str | None, total: str) -> LineItem:
    one, two = (None if value is None else Decimal(value) for value in (quantity, price))
    return LineItem(description, one, two, Decimal(total))


@pytest.mark.parametrize(
    ("language", "head"),
    [
        ("en", ["Item", "Quantity", "Price", "Total"]),
        ("de", ["Bezeichnung", "Menge", "Einzelpreis", "Gesamtpreis"]),
        ("fr", ["Désignation", "Qté", "Prix unitaire", "Montant"]),
        ("it", ["Descrizione", "Quantità", "Prezzo", "Importo"]),
        ("es", ["Descripción", "Cantidad", "Precio", "Importe"]),
        ("nl", ["Omschrijving", "Aantal", "Prijs", "Bedrag"]),
        ("pl", ["Nazwa", "Ilość", "Cena", "Wartość"]),
        ("tr", ["Açıklama", "Miktar", "Birim fiyat", "Tutar"]),
    ],
)
def test_heads_are_known_in_every_language(language: str, head: list[str]) -> None:
    named = list(zip((40, 250, 330, 460), head, strict=True))
    decimal = "." if language == "en" else ","
    row: Line = [(place, text.replace(".", decimal)) for place, text in ROPE]  # type: ignore[misc]
    assert items(named, row, language=language) == [item("Rope", "2", "4.50", "9.00")]


def test_columns_may_stand_in_any_order() -> None:
    head = [
        (40, "Pos"),
        (80, "Qty"),
        (140, "Unit"),
        (200, "Description"),
        (380, "VAT"),
        (430, "Unit price"),
        (530, "Line total"),
    ]
    row = [(40, "1"), (80, "2"), (140, "pcs"), (200, "Rope"), (380, "20%"), (430, "4.50"), (530, "9.00")]
    assert items(head, row) == [item("Rope", "2", "4.50", "9.00")]


def test_amount_before_the_goods_counts_them() -> None:
    head = [(40, "Amount"), (120, "Product"), (330, "Price"), (460, "Total")]
    assert items(head, [(40, "2"), (120, "Rope"), (330, "4.50"), (460, "9.00")]) == [item("Rope", "2", "4.50", "9.00")]


def test_names_of_columns_parted_by_one_blank_are_told_apart() -> None:
    head = [(40, "Pos Description"), (250, "Qty"), (330, "Price"), (460, "Total")]
    row = [(40, "1"), (64, "Rope"), (250, "2"), (330, "4.50"), (460, "9.00")]
    assert items(head, row) == [item("Rope", "2", "4.50", "9.00")]


def test_a_head_of_several_rows() -> None:
    head = [[(40, "Article"), (250, "Qty"), (330, "Unit"), (460, "Amount")], [(330, "price"), (460, "excl. VAT")]]
    assert items(*head, ROPE) == [item("Rope", "2", "4.50", "9.00")]


def test_a_quantity_keeps_apart_from_its_unit() -> None:
    assert items(HEAD, [(40, "Turf"), (250, "3 m²"), (330, "4.00"), (460, "12.00")]) == [item("Turf", "3", "4.00", "12.00")]


def test_a_name_goes_on_where_its_line_was_full() -> None:
    long = [(40, "Stainless mooring"), (250, "1"), (330, "8.00"), (460, "8.00")]
    assert items(HEAD, long, "shackle", ROPE) == [
        item("Stainless mooring shackle", "1", "8.00", "8.00"),
        item("Rope", "2", "4.50", "9.00"),
    ]


@pytest.mark.parametrize("remark", ["of hemp", "Colour: blue", "GTIN 4012345001235", "incl. 19 % VAT = 1.44"])
def test_a_remark_under_a_name_is_none(remark: str) -> None:
    wide = [(40, "A rather long description here"), (250, "1"), (330, "8.00"), (460, "8.00")]
    assert items(HEAD, ROPE, remark, wide)[0] == item("Rope", "2", "4.50", "9.00")


def test_a_discount_is_taken_off_its_line() -> None:
    discount = [(250, "less"), (330, "10% discount"), (460, "-0.90")]
    assert items(HEAD, ROPE, discount) == [item("Rope", "2", "4.50", "8.10")]


def test_sums_end_the_table() -> None:
    assert items(HEAD, ROPE, TOTAL, [(40, "Sail"), (250, "1"), (330, "7.00"), (460, "7.00")]) == [
        item("Rope", "2", "4.50", "9.00")
    ]


def test_another_table_is_not_read_as_goods() -> None:
    other = [(40, "Tax"), (250, "Rate"), (330, "Net amount"), (460, "Tax amount")]
    assert items(HEAD, ROPE, other, [(40, "VAT"), (250, "20%"), (330, "9.00"), (460, "1.80")]) == [
        item("Rope", "2", "4.50", "9.00")
    ]


def test_writing_up_the_margin_does_not_disturb_the_rows() -> None:
    record = record_of(["copyright", HEAD, ROPE])
    page = record.pages[0]
    words = page.words
    boxes = words.box.tolist()
    boxes[0] = (10.0, 40.0, 16.0, 300.0)
    turned = type(words).of(words.start, words.end, boxes, words.confidence, words.source)
    found = goods(Reading.of(structs.replace(record, pages=(structs.replace(page, words=turned),))))
    assert found is not None
    assert found.items == (item("Rope", "2", "4.50", "9.00"),)


@pytest.mark.parametrize("lines", [["Dear Sir", "Total price of 9.00 agreed"], [HEAD], [HEAD, "nothing below"]])
def test_no_table_no_items(lines: list[Line]) -> None:
    assert items(*lines) == []
