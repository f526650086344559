"""What is found, under which type, and what is left alone: the contract's table, its traps and its acceptance checks."""

from itertools import pairwise

import pytest

from pipeline.pii.detect import detect_pii
from pipeline.pii.locales import ALIASES, canonical, countries_of
from pipeline.pii.registry import detectors, types


def found(text: str, locale: str = "und", language: str | None = None) -> list[tuple[str, str]]:
    return [(item.type, item.text) for item in detect_pii(text, locale, ner=False, language=language, organizations=True)]


FOUND = [
    ("mail anna.k+x@post.example.co.uk.", "email", "anna.k+x@post.example.co.uk"),
    ("TR33 0006 1005 1978 6457 8413 26", "iban_tr", "TR33 0006 1005 1978 6457 8413 26"),
    ("DE89370400440532013000", "iban_de", "DE89370400440532013000"),
    ("ES91 2100 0418 4502 0005 1332", "iban_es", "ES91 2100 0418 4502 0005 1332"),
    ("IBAN:GB29 NWBK 6016 1331 9268 19 BIC NWBKGB2L", "iban_uk", "GB29 NWBK 6016 1331 9268 19"),
    ("SA0380000000608010167519", "iban_intl", "SA0380000000608010167519"),
    ("4111 1111 1111 1111", "credit_card", "4111 1111 1111 1111"),
    ("4111111111111111", "credit_card", "4111111111111111"),
    ("378282246310005", "credit_card", "378282246310005"),
    ("3782 822463 10005", "credit_card", "3782 822463 10005"),
    ("host 192.168.0.17, up", "ip", "192.168.0.17"),
    ("at 2001:db8::8a2e:370:7334 now", "ip_v6", "2001:db8::8a2e:370:7334"),
    ("::1", "ip_v6", "::1"),
    ("12345678950", "national_id_tr", "12345678950"),
    ("VKN 1234567890", "tax_id_tr", "1234567890"),
    ("MERSİS No: 0123456789012345", None, None),
    ("MERSİS No: 1234567890123456", "mersis_no", "1234567890123456"),
    ("SGK Sicil No: 1234567890", "sgk_no", "1234567890"),
    ("Emekli Sicil: 123456789", "emeklilik_no", "123456789"),
    ("İşyeri Sicil No 12345678", "isyeri_sicil_no", "12345678"),
    ("Bağ-Kur No: 1234567890", "bagkur_no", "1234567890"),
    ("Tel +90 532 123 45 67", "phone_tr", "+90 532 123 45 67"),
    ("Cep: 0532 123 45 67", "phone_tr", "0532 123 45 67"),
    ("0212 345 67 89", "phone_tr", "0212 345 67 89"),
    ("+49 30 1234567", "phone_de", "+49 30 1234567"),
    ("+44 20 7946 0958", "phone_uk", "+44 20 7946 0958"),
    ("+33 1 42 68 53 00", "phone_fr", "+33 1 42 68 53 00"),
    ("(212) 555-0123", "phone_us", "(212) 555-0123"),
    ("+81 3-3224-5000", "phone_intl", "+81 3-3224-5000"),
    ("ssn 536-90-4399", "ssn_us", "536-90-4399"),
    ("EIN 12-3456789", "tax_id_us", "12-3456789"),
    ("900-70-0001", "national_id_us", "900-70-0001"),
    ("IdNr. 36 574 261 809", "tax_id_de", None),
    ("IdNr. 36574261809", "tax_id_de", "36574261809"),
    ("65170839J003", "social_id_de", "65170839J003"),
    ("Personalausweis T220001293", "national_id_de", "T220001293"),
    ("SIRET 732 829 320 00074", "siret_fr", "732 829 320 00074"),
    ("SIREN 732 829 320", "company_id_fr", "732 829 320"),
    ("2 55 08 14 168 025 38", "national_id_fr", "2 55 08 14 168 025 38"),
    ("255081416802538", "national_id_fr", "255081416802538"),
    ("3023217600053", "tax_id_fr", "3023217600053"),
    ("RSSMRA85T10A562S", "national_id_it", "RSSMRA85T10A562S"),
    ("rssmra85t10a562s", "national_id_it", "rssmra85t10a562s"),
    ("P.IVA 07643520567", "tax_id_it", "07643520567"),
    ("BSN 111222333", "national_id_nl", "111222333"),
    ("KvK 12345678", "company_id_nl", "12345678"),
    ("NL123456782B90", None, None),
    ("NL4495445B01", None, None),
    ("NL004495445B01", "tax_id_nl", "NL004495445B01"),
    ("12345678Z", "national_id_es", "12345678Z"),
    ("X-2482300W", "national_id_es", "X-2482300W"),
    ("J99216582", "tax_id_es", "J99216582"),
    ("AB 12 34 56 C", "national_id_uk", "AB 12 34 56 C"),
    ("QQ123456C", "national_id_uk", "QQ123456C"),
    ("il signor Ornella Bianchi, nata", "name", "Ornella Bianchi"),
    ("Dear Siobhan O'Rourke,", "name", "Siobhan O'Rourke"),
    ("UTR: 1955839661", "tax_id_uk", "1955839661"),
    ("44051401359", "national_id_pl", "44051401359"),
    ("NIP 8567346215", "tax_id_pl", "8567346215"),
    ("856-734-62-15", "tax_id_pl", "856-734-62-15"),
    ("NIF 501964843", "tax_id_pt", "501964843"),
    ("Cartão de Cidadão 00000000 0 ZZ4", "national_id_pt", "00000000 0 ZZ4"),
    ("811218-9876", "national_id_se", "811218-9876"),
    ("211062-5629", "national_id_dk", "211062-5629"),
    ("131052-308T", "national_id_fi", "131052-308T"),
    ("Sozialversicherungsnummer 1237010180", "social_id_at", "1237010180"),
    ("85.07.30-033.28", "national_id_be", "85.07.30-033.28"),
    ("bei der Muster Maschinenbau GmbH & Co. KG in", "company_name_intl", "Muster Maschinenbau GmbH & Co. KG"),
    ("Örnek Ticaret A.Ş. ile", "company_name_tr", "Örnek Ticaret A.Ş."),
    ("Müşteri Adı: Ayşe Yılmaz", "name", "Ayşe Yılmaz"),
    ("Ansprechpartner: Jörg Groß", "name", "Jörg Groß"),
    ("Mit Herrn Dr. van der Berg", "name", "van der Berg"),
]


@pytest.mark.parametrize(("text", "type_name", "value"), [row for row in FOUND if row[1] and row[2]])
def test_one_finding_of_the_right_type_when_the_value_is_valid(text, type_name, value):
    assert found(text) == [(type_name, value)]


LEFT_ALONE = [
    "12345678901",  # T.C. Kimlik: wrong check digits
    "T.C. Kimlik No: 12345678901",
    "4111111111111112",
    "DE89370400440532013001",
    "TR33 0006 1005 1978 6457 8413 27",
    "1234567890",  # a valid VKN nobody calls one
    "1234567890123456",
    "PO 12345",
    "06420",
    "65170839J004",
    "12345678A",
    "44051401358",
    "811218-9875",
    "131052-308U",
    "85.07.30-033.29",
    "RSSMRA85T10A562T",
    "BSN 111222334",
    "NIP 8567346216",
    "8567346215",  # a valid NIP without label or hyphens
    "SIRET 732 829 320 00075",
    "255081416802539",
    "000-12-3456",
    "666-12-3456",
    "07-1234567",
    "GB123456A",
    "99.07.30-033.28",
    "1.2.3.4.5",
    "256.1.1.1",
    "12:30:45",
    "std::vector and ::",
    "2024-10-11 12.30 - 14.45",
    "Total 1.234.567,89 EUR",
    "a@b",
    "Dear Customer, dear Sir or Madam,",
    "Sehr geehrte Damen und Herren,",
    "user@@host.example",
    "the public law and the lic of",
    "lote 00.123.456.7-2018 del",
    "T.C. Kimlik No",
    "4012345001235",  # a GLN that happens to be Luhn-valid
]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_nothing_is_found_when_the_value_is_not_valid_or_nobodys(text):
    assert found(text) == []


def test_one_finding_a_span_when_types_overlap():
    (item,) = detect_pii("ID 28263739000 end", ner=False)
    assert (item.start, item.end) == (3, 14)


def test_findings_are_disjoint_and_ordered_in_a_full_letter():
    text = "Name: Anna Kowalska\nTel +49 30 1234567 DE89370400440532013000 44051401359\nanna@example.org, 4111 1111 1111 1111"
    items = detect_pii(text, ner=False)
    assert [item.type for item in items] == ["name", "phone_de", "iban_de", "national_id_pl", "email", "credit_card"]
    assert all(before.end <= after.start for before, after in pairwise(items))
    assert all(text[item.start : item.end] == item.text for item in items)


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        ("1234567890", "tr", ["tax_id_tr"]),
        ("1234567890", "pl", []),
        ("44051401359", "pl", ["national_id_pl"]),
        ("44051401359", "PL-pl", ["national_id_pl"]),
        ("44051401359", "en", []),
        ("44051401359", "xx", []),
        ("44051401359", "all", ["national_id_pl"]),
        ("44051401359", "eu", ["national_id_pl"]),
        ("12345678950", "eu", []),
        ("811218-9876", "se", ["national_id_se"]),
        ("811218-9876", "sv", ["national_id_se"]),
        ("211062-5629", "da", ["national_id_dk"]),
        ("211062-5629", "dk", ["national_id_dk"]),
        ("1237010180", "de", ["social_id_at"]),
        ("85.07.30-033.28", "nl", ["national_id_be"]),
        ("536-90-4399", "de", []),
        ("a@b.de +49 30 1234567 DE89370400440532013000", "en", ["email", "phone_de", "iban_de"]),
        ("030 1234567", "de", ["phone_de"]),
        ("030 1234567", "und", []),
    ],
)
def test_locale_narrows_what_is_looked_for(text, locale, expected):
    assert [type_name for type_name, _ in found(text, locale)] == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Atatürk Cad. 12, 06420 Ankara", "tr", ["postal_code_tr", "province_tr"]),
        ("Atatürk Cad. 12, 06420 Ankara", "de", []),
        ("Kod 06420", "tr", []),
        ("Ordu geldi", "tr", []),
        ("İSTANBUL", "tr", ["province_tr"]),
    ],
)
def test_turkish_places_only_in_turkish_text(text, language, expected):
    assert [type_name for type_name, _ in found(text, language=language)] == expected


@pytest.mark.parametrize("text", ["Invoice no 44051401359", "Rechnungsnummer: 44051401359", "Sipariş No 44051401359"])
def test_weak_numbers_yield_to_the_label_of_something_else(text):
    assert found(text) == []


def test_label_in_the_line_above_counts_and_one_behind_another_number_does_not():
    assert found("BSN\n111222333") == [("national_id_nl", "111222333")]
    assert found("BSN 20241011, 111222333") == []


def test_a_label_counts_as_whole_words_only():
    assert found("ABSNT 111222333") == []


def test_every_finding_explains_itself():
    for item in detect_pii("BSN 111222333 a@b.de TR330006100519786457841326", ner=False):
        assert 0 < item.confidence <= 1
        assert item.rule.partition(":")[0] in {"checksum", "shape", "label", "title", "list"}


def test_aliases_map_to_canonical_types():
    assert canonical("ssn") == "ssn_us"
    assert canonical("email") == "email"
    assert set(ALIASES.values()) <= set(types())


CONTRACT = """
    email credit_card ip ip_v6 national_id_tr tax_id_tr phone_tr name iban_tr company_name_tr mersis_no postal_code_tr
    province_tr sgk_no emeklilik_no isyeri_sicil_no bagkur_no ssn_us tax_id_us national_id_us phone_intl iban_intl
    company_name_intl tax_id_de social_id_de siret_fr company_id_fr national_id_fr national_id_it tax_id_it
    national_id_nl company_id_nl national_id_es tax_id_es national_id_uk tax_id_uk national_id_pl tax_id_pl tax_id_pt
    national_id_se national_id_dk national_id_fi social_id_at national_id_be national_id_de tax_id_fr tax_id_nl phone_de
    phone_fr phone_it phone_nl phone_es phone_pl phone_uk phone_us iban_de iban_fr iban_it iban_es phone_at phone_be
    phone_se phone_dk phone_fi phone_pt national_id_at national_id_pt
""".split()  # noqa: SIM905


def test_every_type_of_the_contract_has_a_detector():
    assert set(CONTRACT) <= set(types())


def test_every_detector_has_a_known_country():
    known = {country for name in ("eu", "tr", "us") for country in countries_of(name)}
    assert {country for detector in detectors() for country in detector.countries} <= known


@pytest.mark.parametrize("text", ["", " ", "\n\f\n", "\x00\ud800", "١٢٣٤٥٦٧٨٩٥٠"])
def test_odd_text_is_no_error(text):
    assert detect_pii(text, ner=False) == []
