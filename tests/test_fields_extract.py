from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.fields import labels
from pipeline.fields.extract import extract
from pipeline.fields.schema import DOCUMENT_TYPES, SCHEMAS, field_names
from pipeline.fields.text import fold
from pipeline.record import Classification, Record, encode
from pipeline.stage import Deadline
from pipeline.stages.fields import FieldsStage
from tests.field_records import plain_record, record_of

INVOICE = [
    "Example Supplies GmbH | Lindenweg 5 | 80333 München",
    "",
    [(40, "Kunden AG"), (330, "Rechnungsnummer"), (470, "RE-2024/017")],
    [(40, "Kundenstraße 15"), (330, "Rechnungsdatum"), (470, "05.03.2024")],
    [(40, "69876 Frankfurt"), (330, "Kundennummer"), (470, "GE2020211")],
    [(330, "Fällig am"), (470, "04.04.2024")],
    "",
    [(40, "Artikel"), (260, "Menge"), (340, "Einzelpreis"), (470, "Betrag")],
    [(40, "Trennblätter A4"), (260, "20"), (340, "9,90"), (470, "198,00")],
    [(40, "Ordner breit"), (260, "50"), (340, "5,50"), (470, "275,00")],
    [(40, "Summe netto"), (470, "473,00")],
    [(40, "Umsatzsteuer 19 %"), (470, "89,87")],
    [(40, "Gesamtbetrag"), (470, "562,87 €")],
    "IBAN: DE89 3704 0044 0532 0130 00",
]
RECEIPT = [
    [(80, "CORNER BOOKS SDN BHD")],
    [(100, "(789417-W)")],
    [(80, "NO. 53, JALAN SAGU 18,")],
    [(80, "81100 JOHOR BAHRU,")],
    [(100, "JOHOR.")],
    [(80, "TEL : 07-386 7524")],
    [(40, "DATE: 25/12/2018 8:13 PM")],
    [(40, "DESCRIPTION"), (230, "AMOUNT")],
    [(40, "MODELLING CLAY")],
    [(40, "1 x 9.02"), (240, "9.02")],
    [(40, "SUB TOTAL"), (240, "9.02")],
    [(40, "ROUNDING"), (240, "-0.02")],
    [(40, "TOTAL RM"), (240, "9.00")],
    [(40, "CASH"), (240, "10.00")],
    [(40, "CHANGE"), (240, "1.00")],
    "THANK YOU",
]


def values(record: Record, document_type: str) -> dict[str, object]:
    return {name: field.value for name, field in extract(record, document_type).by_name.items() if name != "line_items"}


def test_invoice_fields_are_typed() -> None:
    assert values(record_of(INVOICE, language="de"), "invoice") == {
        "vendor": "Example Supplies GmbH",
        "document_no": "RE-2024/017",
        "document_date": "2024-03-05",
        "due_date": "2024-04-04",
        "total_amount": Decimal("562.87"),
        "currency": "EUR",
        "iban": "DE89370400440532013000",
    }


def test_receipt_fields_are_typed() -> None:
    assert values(record_of(RECEIPT, size=(300, 700)), "receipt") == {
        "vendor": "CORNER BOOKS SDN BHD",
        "vendor_address": "NO. 53, JALAN SAGU 18, 81100 JOHOR BAHRU, JOHOR.",
        "document_date": "2018-12-25",
        "total_amount": Decimal("9.00"),
        "currency": "MYR",
        "payment_method": "cash",
    }


def test_field_is_a_span_with_its_place() -> None:
    record = record_of(INVOICE, language="de")
    for field in extract(record, "invoice").found:
        assert field.start is not None
        assert field.end is not None
        assert field.page == 1
        assert field.bbox is not None
        assert 0 <= field.confidence <= 1
        assert field.method == "deterministic"
        if field.kind != "items":
            assert record.text[field.start : field.end] == field.text
    total = extract(record, "invoice").by_name["total_amount"]
    assert total.text == "562,87"
    assert total.bbox == (470.0, 208.0, 506.0, 218.0)


def test_address_of_several_lines_has_one_box() -> None:
    address = extract(record_of(RECEIPT, size=(300, 700)), "receipt").by_name["vendor_address"]
    assert address.text.split("\n") == ["NO. 53, JALAN SAGU 18,", "81100 JOHOR BAHRU,", "JOHOR."]
    assert address.bbox == (80.0, 68.0, 212.0, 106.0)


def test_text_without_geometry_gives_fields_without_boxes() -> None:
    text = "INVOICE\nFrom: Example Ltd\n\nInvoice No.: 2024-17\nInvoice date: March 5, 2024\nTotal due: USD 1,250.00\n"
    fields = extract(plain_record(text), "invoice").by_name
    assert {name: field.canonical for name, field in fields.items()} == {
        "vendor": "Example Ltd",
        "document_no": "2024-17",
        "document_date": "2024-03-05",
        "total_amount": "1250.00",
        "currency": "USD",
    }
    assert {field.bbox for field in fields.values()} == {None}


def test_line_items_multiply_out() -> None:
    items = extract(record_of(INVOICE, language="de"), "invoice").by_name["line_items"].items
    assert [(item.description, item.quantity, item.unit_price, item.total) for item in items] == [
        ("Trennblätter A4", Decimal(20), Decimal("9.90"), Decimal("198.00")),
        ("Ordner breit", Decimal(50), Decimal("5.50"), Decimal("275.00")),
    ]


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("Net total 10.00 | Total 12.00", Decimal("12.00")),
        ("Subtotal 10.00", None),
        ("Grand total: 99.50", Decimal("99.50")),
        ("Total pages: 3 of 7", None),
        ("Total -20.00", Decimal("-20.00")),
    ],
)
def test_total_is_no_partial_sum(line: str, values: Decimal | None) -> None:
    record = plain_record(f"INVOICE\nExample\n\n{line.replace(' | ', chr(10))}\n")
    found = extract(record, "invoice").by_name.get("total_amount")
    assert (None if found is None else found.value) == values


@pytest.mark.parametrize(
    ("number", "found"),
    [
        ("IBAN DE89 3704 0044 0532 0130 00", "DE89370400440532013000"),
        ("VAT DE123456789 IBAN DE89370400440532013000 BIC COBADEFF", "DE89370400440532013000"),
        ("account TR33 0006 1005 1978 6457 8413 26", "TR330006100519786457841326"),
        ("account DE88 3704 0044 0532 0130 00", None),
        ("order GB12 ABCD 1234", None),
    ],
)
def test_iban_needs_its_checksum(number: str, found: str | None) -> None:
    field = extract(plain_record(f"INVOICE\n{number}\n"), "invoice").by_name.get("iban")
    assert (None if field is None else field.canonical) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Zahlbar ohne Abzug bis zum 19.02.2026 auf das Konto.", "2026-02-19"),
        ("Please pay this invoice by 19 February 2026.", "2026-02-19"),
        ("Due date: 2026-02-19", "2026-02-19"),
        ("Payment was received. Delivered on 19.02.2026", None),
        ("Delivery by 19.02.2026", None),
    ],
)
def test_due_date_may_stand_in_a_sentence(line: str, found: str | None) -> None:
    field = extract(plain_record(f"INVOICE\n{line}\n"), "invoice").by_name.get("due_date")
    assert (None if field is None else field.canonical) == found


def test_contract_dates_are_told_apart() -> None:
    text = "This Agreement is made on 1 January 2026.\nIt begins on the Effective Date and continues until 31 December 2028.\n"
    fields = extract(plain_record(text), "contract").by_name
    assert (fields["effective_date"].canonical, fields["end_date"].canonical) == ("2026-01-01", "2028-12-31")


def test_iban_with_wrong_check_digits_is_doubted() -> None:
    fields = extract(plain_record("INVOICE\nIBAN: DE88 3704 0044 0532 0130 00\n"), "invoice")
    assert fields.by_name["iban"].confidence < 0.5
    assert fields.warnings == ("The check digits of the IBAN are wrong.",)


@pytest.mark.parametrize(
    ("changed", "warning"),
    [
        ({"562,87 €": "662,87 €"}, "Net and tax do not add up to the total."),
        ({"04.04.2024": "04.02.2024"}, "The due date is before the document date."),
        ({"275,00": "975,00", "5,50": "19,50"}, "The line items do not fit the total."),
        ({}, None),
    ],
)
def test_checks_talk(changed: dict[str, str], warning: str | None) -> None:
    lines = [line if isinstance(line, str) else [(x, changed.get(cell, cell)) for x, cell in line] for line in INVOICE]
    told = extract(record_of(lines, language="de"), "invoice").warnings
    assert told == (() if warning is None else (warning,))


@pytest.mark.parametrize(
    ("document_type", "text", "expected"),
    [
        (
            "bank_statement",
            "Account holder: Jane Roe\nIBAN DE89370400440532013000\nStatement period: 01/03/2024 - 31/03/2024\n"
            "Opening balance 100.00 EUR\nClosing balance 250.00 EUR\n",
            {
                "account_holder": "Jane Roe",
                "period_start": "2024-03-01",
                "period_end": "2024-03-31",
                "closing_balance": "250.00",
            },
        ),
        (
            "payroll",
            "Employee: Jane Roe\nPay period: March 2024\nGross pay 3,000.00\nNet pay 2,200.00\nGBP\n",
            {"employee": "Jane Roe", "period": "March 2024", "gross_pay": "3000.00", "net_pay": "2200.00"},
        ),
        ("payroll", "SGK İşyeri Kodu: 2 3456\nEmeklilik No: 123456789\n", {"emeklilik_no": "123456789"}),
        (
            "purchase_order",
            "PO Number: 4500012\nBuyer: Example Ltd\nDate: 2024-03-05\n",
            {"document_no": "4500012", "buyer": "Example Ltd"},
        ),
        ("sales_proposal", "Quote No: Q-17\nValid until: 1 May 2024\n", {"document_no": "Q-17", "valid_until": "2024-05-01"}),
        (
            "delivery_note",
            "Lieferschein-Nr.: 8812\nDatum: 05.03.2024\n",
            {"document_no": "8812", "document_date": "2024-03-05"},
        ),
        ("tax_declaration", "Steuernummer: 201/113/40209\nBemessungsgrundlage 10.000,00\n", {"tax_base": "10000.00"}),
        (
            "contract",
            "Effective date: January 1, 2024\nGoverned by the laws of France.\n",
            {"effective_date": "2024-01-01", "governing_law": "France"},
        ),
        (
            "expense_report",
            "Employee: Jane Roe\nTotal 195.00 EUR\n",
            {"employee": "Jane Roe", "total_amount": "195.00", "currency": "EUR"},
        ),
        ("budget", "Fiscal year: 2025\nTotal budget 1,000,000.00 USD\n", {"period": "2025", "total_amount": "1000000.00"}),
    ],
)
def test_other_types_fill_their_labelled_fields(document_type: str, text: str, expected: dict[str, str]) -> None:
    found = {name: field.canonical for name, field in extract(plain_record(text), document_type).by_name.items()}
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize("document_type", DOCUMENT_TYPES)
@pytest.mark.parametrize("text", ["", "\n\f\n", "lorem ipsum dolor sit amet " * 40])
def test_nothing_is_invented(document_type: str, text: str) -> None:
    found = extract(plain_record(text), document_type)
    assert found.expected == field_names(document_type)
    assert {field.name for field in found.found} <= {"vendor"}
    assert set(found.methods.values()) <= {None, "deterministic"}


def test_general_has_no_schema() -> None:
    assert extract(plain_record("anything"), "general").fill_rate is None


def test_labels_are_folded() -> None:
    tables = [table for table in vars(labels).values() if isinstance(table, dict) and "en" in table]
    listed = [label for table in tables for names in table.values() for label in names]
    assert len(tables) > 20
    assert [label for label in listed if label != fold(label)] == []


def test_schema_names_are_unique() -> None:
    for document_type in SCHEMAS:
        assert len(set(field_names(document_type))) == len(field_names(document_type))


def test_stage_gives_equal_bytes_twice() -> None:
    record = record_of(INVOICE, language="de")
    classified = Record(
        record.document,
        text=record.text,
        pages=record.pages,
        language="de",
        classification=Classification("invoice", 1.0, "hint"),
    )
    first, second = (FieldsStage().run(classified, Deadline()) for _ in range(2))
    assert encode(first) == encode(second)
    assert first.fields is not None
    assert first.fields.fill_rate == 1.0


def test_no_warning_holds_document_text() -> None:
    told = extract(plain_record("INVOICE\nIBAN: DE88 3704 0044 0532 0130 00\n"), "invoice").warnings
    assert not any("3704" in warning for warning in told)


def test_number_in_a_title_that_says_more() -> None:
    record = record_of(
        ["Rechnung des Versicherers Nr. 00.123.456.7-2018-1", "vom 11.03.2018", "Gesamtbetrag 12,00 EUR"], language="de"
    )
    assert values(record, "invoice")["document_no"] == "00.123.456.7-2018-1"


def test_a_name_whose_legal_form_is_in_its_second_line() -> None:
    head = ["Rechnung", "Lieferant", "MVM Musterhafter", "Versicherungsverein Stadt a.G.", "Hafenweg 12", "12345 Stadt"]
    record = record_of([*head, "Gesamtbetrag 12,00 EUR"], language="de")
    assert values(record, "invoice")["vendor"] == "MVM Musterhafter Versicherungsverein Stadt a.G."


def test_a_total_that_net_and_tax_add_up_to_comes_before_another() -> None:
    lines = ["INVOICE", "Net total 100.00", "VAT amount 20.00", "Total amount 120.00", "Total amount 340.00"]
    assert values(record_of(lines), "invoice")["total_amount"] == Decimal("120.00")
