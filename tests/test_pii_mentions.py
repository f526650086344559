"""People named once are found wherever the document names them again."""

import time

import pytest

from pipeline.pii.detector import Candidate
from pipeline.pii.mentions import with_mentions


def again(text: str, *names: str, confidence: float = 0.9) -> list[str]:
    """What is found beyond the first occurrence of the names."""
    found = [
        Candidate("name", text.index(name), text.index(name) + len(name), confidence, "label:name", True) for name in names
    ]
    return [text[item.start : item.end] for item in with_mentions(text, found) if item.rule == "mention"]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Name: Zoltan Orsik. Later ZOLTAN ORSIK left.", "Zoltan Orsik", ["ZOLTAN ORSIK"]),
        ("Name: Zoltan Orsik. Orsik left.", "Zoltan Orsik", ["Orsik"]),
        ("Name: Zoltan Orsik. Zoltan 0rsik left.", "Zoltan Orsik", ["Zoltan 0rsik"]),
        ("Orsik, Zoltan is here. Orsik left.", "Orsik, Zoltan", ["Orsik"]),
        ("Name: Müge Çelik. MÜGE ÇELIK signed.", "Müge Çelik", ["MÜGE ÇELIK"]),
        ("Name: Zoltan Orsik. Zoltan-Orsik-Platz, Orsiks.", "Zoltan Orsik", []),
        ("Name: Carla Field. The Field is green, a field of grass.", "Carla Field", []),  # a word of the text
        ("Name: Uwe Bank. Bank: 5.", "Uwe Bank", []),  # a word of forms
        ("Name: Orsik. Orsik left.", "Orsik", []),  # no full name
        ("Name: Ann Li. Li left.", "Ann Li", []),  # too short by itself
    ],
)
def test_mentions_are_found_again(text, name, expected):
    assert again(text, name) == expected


def test_the_last_words_of_a_text_may_be_a_shorter_name():
    assert again("Zoltan Emil Orsik Zoltan Emil, again Zoltan Emil", "Zoltan Emil Orsik", "Zoltan Emil,") == ["Zoltan Emil"]


def test_a_name_that_is_not_sure_is_looked_for_in_full_only():
    assert again("Zoltan Orsik. Orsik left. Zoltan Orsik came.", "Zoltan Orsik", confidence=0.6) == ["Zoltan Orsik"]


def test_what_is_found_already_stays_as_it_is():
    text = "Zoltan Orsik, Orsik GmbH"
    firm = Candidate("organization", 14, 24, 0.8, "ner:ORG")
    person = Candidate("name", 0, 12, 0.9, "label:name", True)
    assert with_mentions(text, [person, firm]) == [person, firm]


def test_time_grows_with_length_and_not_faster():
    text = "".join(f"Anna Name{number % 5000:04d}x. " for number in range(40_000))
    found = [Candidate("name", place * 16, place * 16 + 14, 0.9, "label:name", True) for place in range(0, 40_000, 9)]
    began = time.process_time()
    with_mentions(text, found)
    assert time.process_time() - began < 5
