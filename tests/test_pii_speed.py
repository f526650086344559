"""Hostile text costs no more than its length."""

import random
import time

import pytest

from pipeline.pii.detect import detect_pii

_RNG = random.Random(11)
HOSTILE = {
    "digits": "1",
    "spaces": " ",
    "at signs": "@",
    "letters": "a",
    "capitals": "A",
    "dots": ".",
    "hyphens": "-",
    "colons": ":",
    "lines": "\n",
    "digit space": "1 ",
    "local parts": "a@",
    "domains": "a.",
    "plus": "+1 ",
    "parentheses": "(1) ",
    "labels": "Name: ",
    "titles": "Mr ",
    "words": "Aa ",
    "hex groups": "a1:",
    "accounts": "DE89 ",
    "legal forms": "GmbH ",
    "given names": "Anna ",
}
PROSE = "Dear Mr Jones, order 20240311 of 4 May leaves for Leeds; call 020 7946 0958. " * 12_500
MIXED = "".join(_RNG.choices("1a@.- \nA:+()", k=1_000_000))


def seconds(text: str) -> float:
    start = time.process_time()
    detect_pii(text, ner=False)
    return time.process_time() - start


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_time_grows_with_length_and_not_faster(unit):
    seconds("12345678950 +49 30 1234567 DE89370400440532013000")  # libraries are imported with the first number
    small, large = (min(seconds(unit * (size // len(unit))) for _ in range(2)) for size in (10_000, 80_000))
    assert large < 20 * max(small, 0.004)  # eight times the text; quadratic would be sixty-four


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", [*(unit * (1_000_000 // len(unit)) for unit in HOSTILE.values()), MIXED], ids=[*HOSTILE, "mixed"]
)
def test_a_megabyte_takes_less_than_two_seconds(text):
    """On a machine of its own; on one shared with others, less than four times what as much ordinary prose takes."""
    seconds("12345678950 +49 30 1234567 DE89370400440532013000")
    assert min(seconds(text) for _ in range(2)) < max(2, 4 * seconds(PROSE))
