"""Types beyond numbers of people: addresses, births, papers, accounts, health, keys, wallets, networks, places on the globe."""

import pytest

from pipeline.pii.detect import detect_pii
from pipeline.pii.families.papers import is_machine_zone
from pipeline.pii.hashes import base58check, bech32, eip55, keccak256
from pipeline.pii.registry import types


def found(text: str) -> list[tuple[str, str]]:
    return [(item.type, item.text) for item in detect_pii(text, ner=False)]


@pytest.mark.parametrize(
    ("text", "type_name", "value"),
    [
        ("see https://intra.example.org/p/7?x=1.", "url", "https://intra.example.org/p/7?x=1"),
        ("on www.example.org/a now", "url", "www.example.org/a"),
        ("ether 00:1b:44:11:3a:b7 up", "mac_address", "00:1b:44:11:3a:b7"),
        ("MAC 00-1B-44-11-3A-B7", "mac_address", "00-1B-44-11-3A-B7"),
        ("to 1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2 now", "crypto_wallet", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"),
        ("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359", "crypto_wallet", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359"),
        ("key AKIAIOSFODNN7EXAMPLE leaked", "secret", "AKIAIOSFODNN7EXAMPLE"),
        ("password: hunter2hunter2", "secret", "hunter2hunter2"),
        ("GPS 52.520008, 13.404954", "geo_location", "52.520008, 13.404954"),
        ("52°31'12\"N 13°24'18\"E", "geo_location", "52°31'12\"N 13°24'18\"E"),
        ("Date of birth: 04/11/1972", "date_of_birth", "04/11/1972"),
        ("geb. am 4.11.1972 in", "date_of_birth", "4.11.1972"),
        ("née le 4 novembre 1972", "date_of_birth", "4 novembre 1972"),
        ("Doğum Tarihi: 04.11.1972", "date_of_birth", "04.11.1972"),
        ("Passport No: X1234567", "passport", "X1234567"),
        ("Reisepass C01X00T47", "passport", "C01X00T47"),
        ("Führerschein: B072RRE2I55", "driver_license", "B072RRE2I55"),
        ("Kennzeichen B-MA 1234", "vehicle_plate", "B-MA 1234"),
        ("Plaka: 34 ABC 123", "vehicle_plate", "34 ABC 123"),
        ("NHS No: 943 476 5919", "medical_id", "943 476 5919"),
        ("KVNR: A123456780", "medical_id", "A123456780"),
        ("MRN: 00-482913", "medical_id", "00-482913"),
        ("Kontonummer: 532013000", "bank_account", "532013000"),
        ("Routing number 111000025", "bank_account", "111000025"),
        ("lives at 221 Baker Street, London NW1 6XE since", "address", "221 Baker Street, London NW1 6XE"),
        ("in der Lindenallee 12a, 10115 Berlin wohnt", "address", "Lindenallee 12a, 10115 Berlin"),
        ("au 12 bis, rue de la Paix, 75002 Paris", "address", "12 bis, rue de la Paix, 75002 Paris"),
        ("in Via Roma 5, 00184 Roma (RM)", "address", "Via Roma 5, 00184 Roma (RM)"),
        ("en Calle Mayor 3, 28013 Madrid", "address", "Calle Mayor 3, 28013 Madrid"),
        ("aan de Keizersgracht 12, 1015 CS Amsterdam", "address", "Keizersgracht 12, 1015 CS Amsterdam"),
        ("przy ul. Długiej 5/2, 31-147 Kraków", "address", "ul. Długiej 5/2, 31-147 Kraków"),
        ("Atatürk Mah. Lale Sok. No: 5, 06420 Ankara", "address", "Atatürk Mah. Lale Sok. No: 5, 06420 Ankara"),
        ("Address: Rose Cottage 3, Little Village", "address", "Rose Cottage 3, Little Village"),
    ],
)
def test_one_finding_of_the_right_type_when_label_or_check_says_so(text, type_name, value):
    assert found(text) == [(type_name, value)]


@pytest.mark.parametrize(
    "text",
    [
        "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3",
        "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d35A",
        "Lieferdatum: 04.11.2026",
        "Date of birth: 45/45/1972",
        "12.50, 13.75",
        "95.1234, 13.4049",
        "the password is kept in the office",
        "Versions 1.2.3 and 4.5.6",
        "ab:cd:ef",
        "passports are checked",
        "plate with fish",
        "12 Chairs and 4 Tables",
        "NHS No: 943 476 5918",
        "Routing number 111000026",
        "on the street, 12 people",
    ],
)
def test_nothing_is_found_when_it_only_looks_alike(text):
    assert found(text) == []


def test_machine_readable_zone_is_proved_by_its_check_digits():
    zone = "L898902C36UTO7408122F1204159ZE184226B<<<<<10"
    assert found(f"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n{zone}") == [
        ("passport", "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"),
        ("passport", zone),
    ]
    assert is_machine_zone(zone)
    assert not is_machine_zone(zone.replace("898902", "898903"))


def test_hashes_agree_with_published_vectors():
    assert keccak256(b"abc").hex() == "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"
    assert eip55("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")
    assert not eip55("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD")
    assert bech32("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4")
    assert not bech32("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5")
    assert base58check("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa")
    assert not base58check("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb")


def test_a_private_key_is_found_whole():
    text = "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nabc\n-----END RSA PRIVATE KEY-----"
    assert found(f"key:\n{text}\nend") == [("secret", text)]


def test_every_new_type_has_a_detector():
    expected = """address bank_account crypto_wallet date_of_birth driver_license geo_location mac_address medical_id passport
        secret url vehicle_plate""".split()  # noqa: SIM905
    assert set(expected) <= set(types())
