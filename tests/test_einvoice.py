"""E-invoices: their XML into fields, beside the page where there is one."""

from __future__ import annotations

from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest

from pipeline.exceptions import UnreadableError
from pipeline.readers.einvoice import invoice_xml
from pipeline.record import Document, FieldSet, Record
from pipeline.stage import Deadline
from pipeline.stages.classify import ClassifyOptions, ClassifyStage
from pipeline.stages.fields import FieldsStage
from pipeline.stages.pii import PIIOptions, PIIStage
from pipeline.stages.read import ReadStage

EINVOICES = Path(__file__).parent.parent / "fixtures" / "einvoices"
DIALECTS = {name: (EINVOICES / f"{name}.xml").read_text(encoding="utf-8") for name in ("ubl", "ubl-tr", "cii", "fatturapa")}
UBL, CII, FATTURAPA = DIALECTS["ubl"], DIALECTS["cii"], DIALECTS["fatturapa"]
BODY = FATTURAPA[FATTURAPA.index("<FatturaElettronicaBody>") : FATTURAPA.index("</p:Fatt")]

COMMON = {
    "vendor": "Kaasboerderij De Dijk B.V.",
    "document_no": "KB-2026-0044",
    "document_date": "2026-05-04",
    "due_date": "2026-06-03",
    "total_amount": Decimal("228.90"),
    "currency": "EUR",
    "iban": "NL91ABNA0417164300",
    "vendor_address": "Dijk 9, 1621 AB Hoorn, NL",
    "buyer": "Markt Zuid",
    "net_amount": Decimal("210.00"),
    "tax_amount": Decimal("18.90"),
}
LINES = [
    {"description": "Oude kaas", "quantity": Decimal(12), "unit_price": Decimal("15.00"), "total": Decimal("180.00")},
    {"description": "Papieren zak", "quantity": Decimal(200), "unit_price": Decimal("0.15"), "total": Decimal("30.00")},
]
OWN = {  # what the dialects say differently
    "ubl": {"vendor_tax_id": "NL004495445B01", "type_code": "380"},
    "ubl-tr": {"vendor_tax_id": "1234567890", "type_code": "SATIS"},
    "cii": {"vendor_tax_id": "NL004495445B01", "type_code": "380"},
    "fatturapa": {"vendor_tax_id": "NL004495445B01", "type_code": "TD01", "buyer_tax_id": "RSSMRA85T10A562S"},
}


def read(data: bytes, media_type: str = "application/xml", hint: str | None = None) -> Record:
    """The record after reading, classification and extraction."""
    record = Record(Document(sha256(data).hexdigest(), media_type, len(data)), source=data)
    for stage in (ReadStage(), ClassifyStage(ClassifyOptions(hint)), FieldsStage()):
        record = stage.run(record, Deadline())
    return record


def fields(xml: str) -> FieldSet:
    found = read(xml.encode()).fields
    assert found is not None
    return found


def pdf(xml: str | None, *lines: str, name: str = "factur-x.xml") -> bytes:
    """A page with lines of text, the XML embedded as Factur-X does."""
    import pymupdf

    with pymupdf.open() as document:
        page = document.new_page()
        for number, line in enumerate(lines):
            page.insert_text((60, 80 + 20 * number), line, fontsize=11)
        if xml is not None:
            document.embfile_add(name, xml.encode(), filename=name)
        return document.tobytes(deflate=True, use_objstms=1)


PAGE = ("Kaasboerderij De Dijk B.V.", "Factuur KB-2026-0044", "Factuurdatum: 04-05-2026", "Totaal te betalen: EUR 228,90")


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_gives_the_same_fields(dialect: str) -> None:
    found = fields(DIALECTS[dialect])
    values = {name: field.value for name, field in found.by_name.items()}
    rows = values.pop("line_items"), values.pop("tax_breakdown")
    assert values == COMMON | OWN[dialect]
    assert rows[0] == LINES
    assert [(row["rate"], row["base"], row["amount"]) for row in rows[1]] == [(Decimal(9), Decimal(210), Decimal("18.90"))]
    assert set(found.methods.values()) == {"native_xml"}
    assert found.fill_rate == 1.0
    assert found.warnings == ()


def test_values_stand_where_the_text_shows_them() -> None:
    record = read(UBL.encode())
    assert record.fields is not None
    for name in ("vendor", "document_no", "document_date", "total_amount", "iban"):
        field = record.fields.by_name[name]
        assert field.start is not None
        assert record.text[field.start : field.end] == field.text
        assert field.text != ""
        assert record.classification is not None
    assert record.classification.document_type == "invoice"


@pytest.mark.parametrize(
    ("xml", "warning"),
    [
        (UBL.replace(">228.90<", ">229.90<"), "Net and tax do not add up to the total."),
        (CII.replace("20260603", "20260503"), "The due date is before the document date."),
        (
            CII.replace(">18.90</ram:CalculatedAmount>", ">18.00</ram:CalculatedAmount>"),
            "The tax breakdown does not add up to the tax.",
        ),
        (UBL.replace("1643 00", "1643 01"), "The check digits of the IBAN are wrong."),
        (
            FATTURAPA.replace("</p:Fatt", BODY + "</p:Fatt"),
            "The file holds 2 invoices; the fields are those of the first.",
        ),
    ],
)
def test_what_does_not_fit_is_said(xml: str, warning: str) -> None:
    assert fields(xml).warnings == (warning,)


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        (">2026-05-04<", ">2026-02-30<", "document_date"),
        (">228.90<", ">NaN<", "total_amount"),
        (">228.90<", ">1e400<", "total_amount"),
        ("NL91 ABNA 0417 1643 00", "41716430", "iban"),
    ],
)
def test_a_value_that_is_none_stays_empty(old: str, new: str, name: str) -> None:
    xml = UBL.replace(old, new).replace("PayableAmount", "Nothing") if name == "total_amount" else UBL.replace(old, new)
    assert name not in fields(xml).by_name


def test_a_credit_note_keeps_its_signs_and_says_its_kind() -> None:
    xml = UBL.replace("Invoice-2", "CreditNote-2").replace("<Invoice ", "<CreditNote ").replace("</Invoice>", "</CreditNote>")
    xml = (
        xml.replace("InvoiceTypeCode>", "CreditNoteTypeCode>")
        .replace(">380<", ">381<")
        .replace("InvoiceLine", "CreditNoteLine")
    )
    found = fields(xml.replace("InvoicedQuantity", "CreditedQuantity").replace(">228.90<", ">-228.90<")).by_name
    assert (found["type_code"].value, found["total_amount"].value) == ("381", Decimal("-228.90"))
    assert len(found["line_items"].items) == 2


def test_another_dialect_is_read_as_text() -> None:
    record = read(b'<?xml version="1.0"?><Invoice xmlns="urn:example:own"><ID>77</ID><Note>nothing more</Note></Invoice>')
    assert record.fields is not None
    assert "native_xml" not in record.fields.methods.values()


@pytest.mark.parametrize("name", ["factur-x.xml", "ZUGFeRD-invoice.xml", "xrechnung.XML"])
def test_a_pdf_gives_what_its_xml_says(name: str) -> None:
    record = read(pdf(CII, *PAGE, name=name), "application/pdf")
    assert record.fields is not None
    assert record.classification is not None
    assert record.classification.document_type == "invoice"
    assert record.fields.warnings == ()
    assert record.fields.by_name["line_items"].value == LINES
    vendor = record.fields.by_name["vendor"]
    assert (vendor.page, vendor.method) == (1, "native_xml")
    assert vendor.bbox is not None


def test_a_page_that_shows_another_total_is_reported() -> None:
    record = read(pdf(CII, *PAGE[:-1], "Totaal te betalen: EUR 328,90"), "application/pdf")
    assert record.fields is not None
    total = record.fields.by_name["total_amount"]
    assert (total.value, total.confidence, total.start) == (Decimal("228.90"), 0.5, None)
    assert record.fields.warnings == ("The page and the embedded e-invoice disagree on total_amount.",)


def test_what_the_xml_leaves_out_is_read_off_the_page() -> None:
    xml = CII.replace("<ram:IBANID>NL91ABNA0417164300</ram:IBANID>", "")
    record = read(pdf(xml, *PAGE, "IBAN: NL91 ABNA 0417 1643 00"), "application/pdf")
    assert record.fields is not None
    assert record.fields.by_name["iban"].method == "deterministic"


def test_damaged_embedded_xml_leaves_the_page() -> None:
    record = read(pdf(CII[:-40], *PAGE), "application/pdf", hint="invoice")
    assert record.fields is not None
    assert record.fields.by_name["document_no"].method == "deterministic"
    assert record.fields.warnings[-1] == "The embedded e-invoice is damaged; the page was read instead."


@pytest.mark.parametrize("xml", ["<a/>", None])
def test_a_pdf_without_an_invoice_is_read_as_it_looks(xml: str | None) -> None:
    record = read(pdf(xml, *PAGE), "application/pdf")
    assert record.fields is not None
    assert "native_xml" not in record.fields.methods.values()


def test_an_entity_in_embedded_xml_is_refused() -> None:
    hostile = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    with pytest.raises(UnreadableError):
        invoice_xml(pdf(hostile, *PAGE), "application/pdf")


def test_an_embedded_bomb_is_not_unpacked_whole() -> None:
    with pytest.raises(UnreadableError):
        invoice_xml(pdf("<a>" + " " * 70_000_000 + "</a>", *PAGE), "application/pdf")


def test_personal_data_only_the_xml_holds_is_masked() -> None:
    xml = CII.replace("Papieren zak", "Contact: mieke.jansen@example.org")
    record = PIIStage(PIIOptions(ner=False)).run(read(pdf(xml, *PAGE), "application/pdf"), Deadline())
    assert record.privacy is not None
    assert "mieke" not in record.text
    assert record.privacy.masked_values["Contact: mieke.jansen@example.org"] == "Contact: [MASKED_EMAIL]"
    assert record.privacy.masked_values[COMMON["iban"]] == "[MASKED_IBAN_NL]"
    assert record.privacy.applied
