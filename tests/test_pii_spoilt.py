"""Numbers whose label, length or check digit a scan has spoilt get the type of the label that is most like theirs."""

import pytest

from pipeline.pii.context import Context
from pipeline.pii.detect import detect_pii
from pipeline.pii.spoilt import BIRTHS, like, spoilt_type


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Versicertenhummr: A44047", "medical_id"),
        ("N° de sécunté socale : 18205184821701", "national_id_fr"),
        ("Steuer-lD: 3372153607", "tax_id_de"),
        ("PEEL: 4363313148A", "national_id_pl"),
        ("Codice fiscale: ADFJB58B28F492O", "national_id_it"),
        ("T.C. Kimlik No: 12345678901", None),  # label and number are whole, the check digit is wrong: nobody's
        ("Bestellnummer: 4711 0815", None),
        ("VAT: GB 300 0000 18", None),
        ("GST REG #: 000656195584", None),
        ("Serial no: 4711 0815 99", None),
        ("Globale Lokationsnummer: 4304171000002", None),
        ("4711 0815 99", None),
    ],
)
def test_the_label_most_like_it_says_what_a_number_is(text, expected):
    start = text.index(":") + 2 if ":" in text else 0
    assert spoilt_type(Context(text, None, None), start, len(text)) == expected


def test_a_locale_narrows_what_a_number_may_be():
    text = "PEEL: 4363313148A"
    assert spoilt_type(Context(text, frozenset({"de"}), None), 6, len(text)) is None


@pytest.mark.parametrize("label", ["ecna de naimient:", "Grboortedtum:", "Date f birth", "Geburtsdatun"])
def test_misread_labels_of_births_are_like_them(label):
    assert like(label, BIRTHS, 4) > 0


@pytest.mark.parametrize("label", ["Rechnungsdatum:", "Due date", "Date", "", "Data zakupu:"])
def test_other_dates_are_not(label):
    assert like(label, BIRTHS, 4) == 0


@pytest.mark.parametrize(
    ("text", "type_name", "value"),
    [
        ("Pacjent: Anna Kowalska\nDta uodzenia: 13.07.196\nTelefon: 601 234 567", "date_of_birth", "13.07.196"),
        ("Patientin: Erna Vogt\nVersichertennumer: A44O47055\nTermin: 12.09.2026", "medical_id", "A44O47055"),
    ],
)
def test_the_model_sees_numbers_that_no_rule_knows(text, type_name, value):
    assert (type_name, value) not in {(item.type, item.text) for item in detect_pii(text, ner=False)}
    assert (type_name, value) in {(item.type, item.text) for item in detect_pii(text)}


def test_a_number_with_a_wrong_check_digit_is_nobodys_when_all_was_read_well():
    found = detect_pii("Müşteri bilgileri\nT.C. Kimlik No: 12345678901\nTutar: 15,00 TL")
    assert "12345678901" not in [item.text for item in found]
