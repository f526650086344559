from __future__ import annotations

import pytest

from pipeline.exceptions import ConfigError
from pipeline.fields.keywords import KEYWORDS
from pipeline.fields.schema import DOCUMENT_TYPES
from pipeline.fields.text import fold
from pipeline.fields.types import classify
from pipeline.stage import Deadline
from pipeline.stages.classify import ClassifyOptions, ClassifyStage
from tests.field_records import plain_record, record_of

TEXTS = [
    ("invoice", "INVOICE\nInvoice number: 2024-17\nBill to: Example Ltd\nDue date: 2024-04-01\nAmount due 120.00 EUR"),
    ("invoice", "RECHNUNG\nRechnungsnummer 471102\nRechnungsdatum 05.03.2013\nUmsatzsteuer 19%\nZahlbar bis 04.04.2013"),
    ("invoice", "FACTURE n° 2024-001\nDate d'échéance 01/02/2024\nTVA 20 %\nTotal TTC 120,00 €"),
    ("invoice", "FATTURA n. 12\nPartita IVA 01234567890\nScadenza 30/04/2024\nTotale 100,00"),
    ("invoice", "FATURA\nFatura no: ABC2024000000123\nVade tarihi 01.02.2024\nKDV %20"),
    (
        "expense_report",
        "Expense Report\nEmployee: Jane Roe\nHotel 120.00\nTaxi 30.00\nMileage 45.00\nTotal reimbursement 195.00",
    ),
    ("expense_report", "Reisekostenabrechnung\nReisender: Max Muster\nVerpflegungsmehraufwand 28,00\nÜbernachtung 90,00"),
    ("purchase_order", "PURCHASE ORDER\nPO Number: 4500012\nVendor: Example Ltd\nShip to: Warehouse 3\nQuantity Unit price"),
    ("purchase_order", "BESTELLUNG\nBestellnummer 4711\nLieferadresse: Lager 3\nLiefertermin 01.05.2024\nMenge"),
    ("sales_proposal", "Quotation\nPrepared for: Example Ltd\nValid until 2024-05-01\nWe are pleased to offer the following"),
    ("sales_proposal", "ANGEBOT\nAngebotsnummer 2024-88\nWir bieten Ihnen freibleibend an\ngültig bis 01.05.2024"),
    (
        "bank_statement",
        "Account Statement\nAccount holder: Jane Roe\nOpening balance 100.00\nClosing balance 250.00\nDebit Credit",
    ),
    ("bank_statement", "Kontoauszug\nKontoinhaber: Max Muster\nAlter Saldo 100,00\nNeuer Saldo 250,00\nBuchung Valuta"),
    ("payroll", "Payslip\nEmployee: Jane Roe\nGross pay 3,000.00\nDeductions 800.00\nNet pay 2,200.00"),
    ("payroll", "ÜCRET BORDROSU\nPersonel: Ayşe Yılmaz\nBrüt ücret 30.000,00\nSGK kesintiler\nNet ödenen 22.000,00"),
    ("payroll", "BUSTA PAGA\nRetribuzione lorda 2.000,00\nTrattenute INPS 180,00\nIRPEF 300,00\nNetto 1.520,00"),
    ("budget", "Annual Budget 2025\nPlanned Actual Variance\nDepartment Marketing Q1 Q2 Q3 Q4\nTotal expenditure 1,000,000"),
    ("budget", "Haushaltsplan 2025\nEinnahmen Ausgaben\nPlan Ist Abweichung"),
    ("delivery_note", "Delivery Note\nDelivered to: Example Ltd\nQuantity 12\nReceived by: ____\nNumber of packages 3"),
    ("delivery_note", "LIEFERSCHEIN\nLieferschein-Nr. 8812\nWarenempfänger: Lager Süd\nMenge Gewicht\nVersandart"),
    ("tax_declaration", "Income Tax Return\nTaxpayer: Jane Roe\nTax year 2023\nTaxable income 40,000\nTax due 8,000"),
    ("tax_declaration", "KDV BEYANNAMESİ\nVergi dairesi\nMükellef\nMatrah 10.000,00\nHesaplanan vergi 2.000,00"),
    (
        "contract",
        "SERVICE AGREEMENT\nThis agreement is made between the parties\nWHEREAS\nGoverning law\nTermination\nConfidentiality",
    ),
    ("contract", "MIETVERTRAG\nzwischen den Vertragsparteien\nKündigung\nGerichtsstand ist München"),
    ("contract", "UMOWA\nzwana dalej Usługodawcą\nStrony\nWypowiedzenie umowy"),
    ("receipt", "CORNER SHOP\n12 High Street\nRECEIPT\nMilk 1.20\nBread 2.30\nTOTAL 3.50\nCASH 5.00\nCHANGE 1.50\nThank you"),
    ("receipt", "Bäckerei Beispiel\nKassenbon\nBrot 3,20\nSumme 3,20\nBar 5,00\nRückgeld 1,80\nVielen Dank"),
    ("receipt", "ÖRNEK MARKET\nBİLGİ FİŞİ\nFiş no 12\nEkmek 5,00\nTOPKDV 0,05\nTOPLAM 5,00\nNAKİT 5,00"),
]


@pytest.mark.parametrize(("expected", "text"), TEXTS)
def test_type_is_found_in_short_text(expected: str, text: str) -> None:
    found = classify(plain_record(text))
    assert found.document_type == expected
    assert found.method == "deterministic"
    assert 0.45 <= found.confidence <= 1


def test_every_type_is_reached() -> None:
    assert {expected for expected, _ in TEXTS} | {"general"} == set(DOCUMENT_TYPES)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "xq zzv kkj wpf qqx brrt vxz jjq",
        "123 456 789 000",
        "Dear Jane, thank you for your letter. We had a lovely time by the sea, and the children send their love.",
        "The recipe needs two eggs, flour and a little sugar. Bake it for forty minutes.",
        "@@@ ### !!!",
    ],
)
def test_unsure_is_general(text: str) -> None:
    found = classify(plain_record(text))
    assert (found.document_type, found.method) == ("general", "fallback")


def test_narrow_page_of_amounts_counts_as_receipt() -> None:
    lines = [
        "MINI MART",
        [(40, "TEA"), (180, "1.20")],
        [(40, "BUN"), (180, "0.80")],
        [(40, "TOTAL"), (180, "2.00")],
        [(40, "CASH"), (180, "2.00")],
    ]
    assert classify(record_of(lines, size=(250, 600))).document_type == "receipt"


@pytest.mark.parametrize("hint", DOCUMENT_TYPES)
def test_hint_overrules_the_text(hint: str) -> None:
    record = plain_record("INVOICE\nInvoice number: 1\nAmount due 2.00")
    found = ClassifyStage(ClassifyOptions(document_type_hint=hint)).run(record, Deadline()).classification
    assert found is not None
    assert (found.document_type, found.confidence, found.method) == (hint, 1.0, "hint")


@pytest.mark.parametrize("hint", [None, "auto"])
def test_no_hint_looks_at_the_text(hint: str | None) -> None:
    found = ClassifyStage(ClassifyOptions(hint)).run(plain_record(TEXTS[0][1]), Deadline()).classification
    assert found is not None
    assert (found.document_type, found.method) == ("invoice", "deterministic")


@pytest.mark.parametrize("hint", ["Invoice", "letter", "", "llm"])
def test_unknown_hint_is_refused(hint: str) -> None:
    with pytest.raises(ConfigError):
        ClassifyOptions(document_type_hint=hint)


def test_keywords_are_folded_and_of_known_types() -> None:
    assert set(KEYWORDS) == set(DOCUMENT_TYPES) - {"general"}
    words = [word for by_weight in KEYWORDS.values() for listed in by_weight.values() for word in listed.split("|")]
    assert [word for word in words if word != fold(word) or not word.strip()] == []
