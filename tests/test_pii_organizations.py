"""Firms are found when asked for; without asking, only those that bear a person's name."""

import pytest

from pipeline.exceptions import ConfigError
from pipeline.pii.detect import detect_pii
from pipeline.pii.organizations import LEGAL_FORM, bears_a_person
from pipeline.record import Document, Record
from pipeline.stage import Deadline
from pipeline.stages.pii import PIIOptions, PIIStage

INVOICE = "Rechnung\nVerkäufer: Nordlicht Maschinenbau GmbH\nKunde: Anna Kowalska\nSumme 12,00 EUR"


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("Peter Schulz Malerbetrieb", True),
        ("Elektro Anna Kowalska", True),
        ("Peter Schulz GmbH", True),
        ("Schulz & Söhne KG", False),
        ("Druckhaus Petersen", False),
        ("Heinrich Böll Stiftung", False),
        ("Robert Bosch AG", False),
        ("Nordlicht Maschinenbau GmbH", False),
    ],
)
def test_a_firm_bears_a_person_when_a_full_name_is_in_it(name, is_one):
    assert bears_a_person(name) is is_one


def test_a_firm_is_a_finding_only_when_asked_for():
    assert [item.text for item in detect_pii(INVOICE, ner=False)] == ["Anna Kowalska"]
    found = {item.text: item.type for item in detect_pii(INVOICE, ner=False, organizations=True)}
    assert found == {"Nordlicht Maschinenbau GmbH": "company_name_intl", "Anna Kowalska": "name"}


def test_a_sole_trader_is_a_finding_without_asking():
    found = [(item.type, item.text) for item in detect_pii("Auftragnehmer war die Anna Kowalska GmbH, Mainz.", ner=False)]
    assert any("Anna Kowalska" in text for _, text in found)


def stage_run(**options: bool) -> Record:
    record = Record(Document("0" * 64, "text/plain", 1), text=INVOICE, language="de")
    return PIIStage(PIIOptions(ner=False, **options)).run(record, Deadline())


def test_the_vendor_of_an_invoice_shows_unless_firms_are_asked_for():
    shown, hidden = stage_run(), stage_run(organizations=True)
    assert "Nordlicht Maschinenbau GmbH" in shown.privacy.masked_text
    assert "Kowalska" not in shown.privacy.masked_text
    assert "Nordlicht" not in hidden.privacy.masked_text
    assert len(hidden.privacy.findings) == len(shown.privacy.findings) + 1


def test_the_option_is_a_claim():
    with pytest.raises(ConfigError):
        PIIOptions(organizations="yes")


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        ("HARRIET LOCKWOOD AGREED TO PAY.", False),
        ("Harriet Lockwood Inc. agreed to pay.", True),
        ("Harriet Lockwood S.L. pagó.", True),
        ("Harriet Lockwood. Sandra came.", False),
    ],
)
def test_a_legal_form_is_a_whole_word(text, firm):
    assert (LEGAL_FORM.match(text, len("Harriet Lockwood")) is not None) is firm
