"""Our check digits against python-stdnum's and against numbers made here."""

import importlib
import random

import pytest

from pipeline.pii import checks
from pipeline.pii.detect import detect_pii
from pipeline.pii.families import germany, netherlands, nordics, poland, spain, turkey
from pipeline.pii.registry import detectors, synthetics
from pipeline.pii.synthetic import synthetic

PAIRS = [
    (turkey.is_identity_number, "tr.tckimlik", 11),
    (turkey.is_tax_number, "tr.vkn", 10),
    (germany.is_tax_number, "de.idnr", 11),
    (poland.is_pesel, "pl.pesel", 11),
    (checks.weighted((6, 5, 7, 2, 3, 4, 5, 6, 7, -1), 11), "pl.nip", 10),
    (checks.weighted((9, 8, 7, 6, 5, 4, 3, 2, -1), 11), "nl.bsn", 9),
    (spain.is_portuguese_tax_number, "pt.nif", 9),
    (checks.luhn, "luhn", 14),
]


@pytest.mark.parametrize(("check", "module", "length"), PAIRS, ids=[pair[1] for pair in PAIRS])
def test_check_agrees_with_stdnum_on_random_numbers(check, module, length):
    reference, rng = importlib.import_module(f"stdnum.{module}"), random.Random(module)
    numbers = ["".join(rng.choices("0123456789", k=length)) for _ in range(3000)]
    if module == "pl.pesel":  # most random digits are no date
        numbers = [f"{number[:2]}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}{number[6:]}" for number in numbers]
    expected = [reference.is_valid(number) for number in numbers]
    assert any(expected)
    assert [check(number) for number in numbers] == expected


def test_austrian_number_uses_modulus_eleven():
    assert germany.is_austrian_number("1237 010180")
    assert not germany.is_austrian_number("1238 010180")
    assert not germany.is_austrian_number("1237 013180")


def belgian(nine: str, *, after_2000: bool) -> str:
    return nine + f"{97 - (int(nine) + 2_000_000_000 * after_2000) % 97:02d}"


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        (belgian("850730033", after_2000=False), True),
        (belgian("110730033", after_2000=True), True),
        (belgian("854530033", after_2000=False), True),  # month 45: a number for a person who is not registered, born in May
        (belgian("851330033", after_2000=False), False),
        ("85073003329", False),
    ],
)
def test_belgian_number_has_a_date_and_either_century(number, valid):
    assert netherlands.is_belgian_number(number) is valid


@pytest.mark.parametrize(
    ("number", "valid"),
    [("811218-9876", True), ("811278-9873", True), ("19811218-9876", True), ("811218+9876", True), ("811318-9875", False)],
)
def test_swedish_number_has_a_date_and_luhn(number, valid):
    assert nordics.is_swedish_number(number) is valid


def test_german_pension_number_digit_is_the_only_one_accepted():
    assert [digit for digit in range(10) if germany.is_pension_number(f"65170839J00{digit}")] == [3]


def tckn(nine: list[int]) -> str:
    tenth = (7 * sum(nine[::2]) - sum(nine[1::2])) % 10
    return "".join(map(str, [*nine, tenth, (sum(nine) + tenth) % 10]))


def test_random_identity_numbers_give_exactly_one_finding():
    rng = random.Random(5)
    for _ in range(300):
        number = tckn([rng.randint(1, 9), *rng.choices(range(10), k=8)])
        assert len(detect_pii(f"ID {number} end", ner=False)) == 1
        assert [item.type for item in detect_pii(f"T.C. Kimlik No: {number}", ner=False)] == ["national_id_tr"]


def iban(country: str, bban: str) -> str:
    digits = "".join(str(int(char, 36)) for char in bban + country + "00")
    return f"{country}{98 - int(digits) % 97:02d}{bban}"


@pytest.mark.parametrize(("country", "length"), [("DE", 18), ("TR", 22), ("PL", 24), ("BE", 12), ("AT", 16)])
def test_ibans_are_found_in_both_spellings_and_not_with_a_wrong_digit(country, length):
    rng = random.Random(country)
    for _ in range(20):
        bban = "".join(rng.choices("0123456789", k=length))
        if country == "TR":
            bban = bban[:5] + "0" + bban[6:]
        number = iban(country, bban)
        grouped = " ".join(number[start : start + 4] for start in range(0, len(number), 4))
        for value in (number, grouped):
            assert [(item.type, item.text) for item in detect_pii(value, ner=False)] == [(f"iban_{country.lower()}", value)]
        wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
        assert not [item for item in detect_pii(wrong, ner=False) if item.type.startswith("iban")]


def test_a_synthetic_behind_its_label_is_found_as_its_own_type():
    for detector in detectors():
        labels = getattr(detector, "labels", ())
        for type_name in detector.synthetics() if labels else ():
            value = synthetic(type_name, "seed")
            items = detect_pii(f"{labels[0]}: {value}", ner=False)
            assert [(item.type, item.text) for item in items] == [(type_name, value)]


def test_a_synthetic_of_every_checked_type_is_valid():
    for type_name, fake in synthetics().items():
        made = [synthetic(type_name, value) for value in ("one", "two", "three")]
        assert made == [synthetic(type_name, value) for value in ("one", "two", "three")]
        assert all(not value.startswith("[") for value in made), type_name
        assert fake.check is None or all(map(fake.check, made)), type_name
