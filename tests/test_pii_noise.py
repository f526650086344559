"""Misread numbers, hidden characters and foreign look-alikes; lists, confidence and linked mentions."""

import pytest

from pipeline.exceptions import ConfigError
from pipeline.pii.clean import Cleaned
from pipeline.pii.detect import detect_pii
from pipeline.pii.link import linked
from pipeline.record import PIIFinding
from pipeline.stages.pii import PIIOptions


@pytest.mark.parametrize(
    ("text", "type_name", "value"),
    [
        ("TCKN 1234567895O", "national_id_tr", "1234567895O"),
        ("T.C. Kimlik No: 123 4567 8950", "national_id_tr", "123 4567 8950"),
        ("Card 4lll 1111 1111 111I", "credit_card", "4lll 1111 1111 111I"),
        ("RSSMRA85T1OA562S", "national_id_it", "RSSMRA85T1OA562S"),
        ("RS5MRA85T10A562S", "national_id_it", "RS5MRA85T10A562S"),
        ("DNI 1234S678Z", "national_id_es", "1234S678Z"),
        ("DE8937O4004405320l3000", "iban_de", "DE8937O4004405320l3000"),
        ("GB29 NW8K 6016 1331 9268 19", "iban_uk", "GB29 NW8K 6016 1331 9268 19"),
        ("BSN 11l222333", "national_id_nl", "11l222333"),
        ("Tel: +49 3O l234567", "phone_de", "+49 3O l234567"),
        ("mail anna @ post.example .com now", "email", "anna @ post.example .com"),
    ],
)
def test_a_misread_value_is_found_and_marked(text, type_name, value):
    (item,) = detect_pii(text, ner=False)
    assert (item.type, item.text) == (type_name, value)
    assert item.rule.endswith("+repaired")


@pytest.mark.parametrize(
    "text", ["TCKN 1234567890O", "Card 4lll 1111 1111 1112", "DE8937O4004405320l3001", "Bolt SS1O, Box B8", "44O51401359"]
)
def test_nothing_is_repaired_that_no_checksum_proves(text):
    assert detect_pii(text, ner=False) == []


def test_what_is_right_as_it_stands_is_not_marked():
    (item,) = detect_pii("TCKN 12345678950", ner=False)
    assert item.rule == "checksum:tckn+label"


@pytest.mark.parametrize(
    "text",
    [
        "an\u200bna@example.org",
        "a\u00adnna@exam\u2060ple.org",
        "\u202eanna@example.org",
        "аnnа@example.org",
        "anna＠example.org",
        "ａｎｎａ@example.org",
    ],
)
def test_hidden_and_foreign_characters_hide_nothing(text):
    (item,) = detect_pii(text, ner=False)
    assert item.type == "email"
    assert item.text == text[item.start : item.end]
    assert item.text.lstrip("\u202e") == text.lstrip("\u202e")


def test_spans_come_back_over_every_gap():
    cleaned = Cleaned("a\u200bb\u200c\u200dc")
    assert cleaned.text == "abc"
    assert [cleaned.span(place, place + 1) for place in range(3)] == [(0, 1), (2, 3), (5, 6)]
    assert cleaned.span(0, 3) == (0, 6)


def test_a_word_of_another_alphabet_stays_what_it_is():
    assert Cleaned("Москва").text == "Москва"


def test_allowed_values_are_left_out_and_denied_ones_are_found():
    text = "Write to info@example.org or anna@example.org about Project Falcon."
    items = detect_pii(text, ner=False, allow=("INFO@example.org",), deny=("project falcon",))
    assert [(item.type, item.text) for item in items] == [("email", "anna@example.org"), ("custom", "Project Falcon")]


def test_a_denied_word_takes_no_address_apart():
    (item,) = detect_pii("anna@example.org", ner=False, deny=("example",))
    assert item.text == "anna@example.org"


def test_findings_below_the_least_confidence_are_left_out():
    text = "Anna Kowalska, anna@example.org"
    assert [item.type for item in detect_pii(text, ner=False, min_confidence={"name": 0.9})] == ["email"]
    assert detect_pii(text, ner=False, min_confidence=1.0) == []
    assert [item.type for item in detect_pii(text, ner=False, min_confidence={"*": 0.99, "name": 0.5})] == ["name"]


def test_options_take_plain_values_and_refuse_others():
    options = PIIOptions(allow=["a"], deny=("b",), min_confidence=[["ssn", 0.5]])
    assert (options.allow, options.deny, options.min_confidence) == (("a",), ("b",), (("ssn_us", 0.5),))
    hash(options)
    for wrong in (
        {"allow": "a"},
        {"deny": [""]},
        {"min_confidence": 2},
        {"min_confidence": [["name", "x"]]},
        {"min_confidence": "x"},
    ):
        with pytest.raises(ConfigError):
            PIIOptions(**wrong)


def name(text: str) -> PIIFinding:
    return PIIFinding(type="name", text=text, start=0, end=len(text), confidence=1, rule="label:name")


@pytest.mark.parametrize(
    ("mentions", "entities"),
    [
        (["Anna Kowalska", "ANNA KOWALSKA", "Kowalska", "A. Kowalska", "Kowalska, Anna"], ["anna kowalska"] * 5),
        (["Kowalska", "Anna Kowalska"], ["anna kowalska"] * 2),
        (
            ["Anna Kowalska", "Jan Kowalska", "Kowalska", "J. Kowalska"],
            ["anna kowalska", "jan kowalska", "kowalska", "jan kowalska"],
        ),
        (["Łukasz Wójcik", "LUKASZ WOJCIK"], ["lukasz wojcik"] * 2),
        (["Anna", "Piotr"], ["anna", "piotr"]),
    ],
)
def test_mentions_of_one_person_are_linked_and_ambiguous_ones_are_not(mentions, entities):
    assert [item.entity for item in linked([name(mention) for mention in mentions])] == entities


def test_a_number_has_one_entity_however_it_is_written():
    items = detect_pii("DE89370400440532013000 and DE89 3704 0044 0532 0130 00 and DE8937O4004405320l3000", ner=False)
    assert len({item.entity for item in items}) == 1
    assert len(items) == 3
