"""Hostile text: what every pattern begins with, over and over; rubbish; tricks with characters. Found or left, never hung."""

from __future__ import annotations

import random
import string
import time
from functools import cache

import pytest

from pipeline.pii.context import Context
from pipeline.pii.detect import detect_pii
from pipeline.pii.detector import Pattern
from pipeline.pii.registry import detectors, numbers
from pipeline.pii.synthetic import synthetic

PATTERNS = [detector for detector in detectors() if isinstance(detector, Pattern)]
NUMBERED = [pattern for pattern in PATTERNS if pattern.runs]
SMALL, LARGE = 64_000, 1_000_000
WARM = "12345678950 +49 30 1234567 DE89370400440532013000"


@cache
def hostile() -> dict[str, str]:
    """Units to be repeated: values of every type, each cut short and behind its label, and separators nested in one another."""
    units: dict[str, str] = {}
    for index, pattern in enumerate(PATTERNS):
        value = synthetic(pattern.type, "x") if pattern.fake else "".join(pattern.beginnings[:1]) or "A1"
        label = pattern.labels[0] if pattern.labels else ""
        units[f"{index} {pattern.type} cut"] = value[:-1] + "\u00a0"
        units[f"{index} {pattern.type} label"] = f"{label} {value[: len(value) // 2]}"
    for index, separator in enumerate((" ", ".", "-", "/", ", ", " - ", "\n", "\t", "((", "\u200b")):
        units[f"nested {index}"] = f"1{separator}2{separator * 2}34{separator}567{separator}"
        units[f"misread {index}"] = f"1O{separator}l2{separator}S4{separator}"
    units |= {
        name: name
        for name in ("Mr Anna ", "IBAN: DE8O ", "BSN 1l1 ", "a1:", "a@", "1@", "P<", "eyJa.", "-----BEGIN PRIVATE KEY-----")
    }
    return units


def seconds(text: str) -> float:
    start = time.process_time()
    detect_pii(text, ner=False)
    return time.process_time() - start


def limit(size: int) -> float:
    """Two seconds a megabyte; on a machine that many share, in units of what plain arithmetic takes there."""
    start = time.process_time()
    sum(number * number for number in range(1_000_000))
    slowness = max(1.0, (time.process_time() - start) / 0.08)
    return 2.0 * slowness * max(size / LARGE, 0.5)  # some work is done at most so often, however long the text is


def test_what_every_pattern_begins_with_takes_linear_time():
    seconds(WARM)
    most = limit(SMALL)
    slow = [unit for unit in hostile().values() if seconds(unit * (2_000 // len(unit))) > most / 12]
    for unit in slow:
        assert min(seconds(unit * (SMALL // len(unit))) for _ in range(2)) < most, unit


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in hostile() if name.startswith(("nested", "misread"))][::3])
def test_a_megabyte_of_nested_separators_takes_two_seconds(name):
    seconds(WARM)
    unit = hostile()[name]
    text = unit * (LARGE // len(unit))
    assert min(seconds(text) for _ in range(2)) < limit(LARGE)


@pytest.mark.parametrize("seed", range(6))
def test_rubbish_without_a_line_break_is_searched_and_what_is_in_it_found(seed):
    rng = random.Random(seed)
    alphabets = (
        string.printable,
        "".join(map(chr, range(256))),
        "аαa1١１\u200b\u202e\u0301\ufeff ",
        "01 OlIS-./",
        "\x00\ud800\uffff",
        string.hexdigits + ":",
    )
    rubbish = "".join(rng.choices(alphabets[seed].replace("\n", ""), k=4_000))
    text = f"{rubbish} mail anna@example.org {rubbish}"
    found = detect_pii(text, ner=False)
    assert "anna@example.org" in {item.text for item in found}
    assert all(text[item.start : item.end] == item.text for item in found)


@pytest.mark.parametrize(
    "text",
    [
        "TCKN 1234\u200b5678\u2060950",
        "\u202eTCKN 12345678950\u202c",
        "ТCKN １２３４５６７８９５０",
        "TCKN\u00a012345678950",
        "TСKN 12345678950",
    ],
)
def test_tricks_with_characters_hide_no_number(text):
    assert [item.type for item in detect_pii(text, ner=False)] == ["national_id_tr"]


def test_the_index_finds_what_each_pattern_finds_alone():
    rng = random.Random(3)
    values = [synthetic(pattern.type, f"x{number}") for pattern in NUMBERED for number in range(3) if pattern.fake]
    rng.shuffle(values)
    text = "; ".join(f"{rng.choice(('T.C.', 'BSN', 'NIP', 'card', 'SIRET', 'x'))} {value}" for value in values)
    context = Context(text, None, None)
    alone = {candidate for pattern in NUMBERED for candidate in pattern.find(context)}
    assert alone
    assert alone <= set(numbers(context))
