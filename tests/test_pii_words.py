"""Tokens and features of the names model, and the model's arithmetic on weights made up here."""

from itertools import pairwise

import numpy as np
import pytest

from pipeline.pii import words
from pipeline.pii.tagger import BLOCK, LABELS, TAGS, Tagger, allowed


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Anna Kowalska, 12b", ["Anna", "Kowalska", ",", "12", "b"]),
        ("l'armoire d'Élodie", ["l", "'", "armoire", "d", "'", "Élodie"]),
        ("AnnaKowalska und denStandort", ["Anna", "Kowalska", "und", "den", "Standort"]),
        ("McDonald MacLeod USA", ["McDonald", "MacLeod", "USA"]),
        ("a@b.de\t+49 30", ["a", "@", "b", ".", "de", "+", "49", "30"]),
        ("", []),
    ],
)
def test_tokens_are_runs_of_letters_and_digits(text, tokens):
    assert [text[start:end] for start, end in words.spans(text)] == tokens


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("Müller", "MULLER"),
        ("İSTANBUL", "istanbul"),
        ("ıspanak", "ISPANAK"),
        ("Łukasz", "lukasz"),
        ("Kowa1ska", "kowalska"),
        ("8ickel", "Bickel"),
    ],
)
def test_case_marks_and_digits_for_letters_are_folded(word, other):
    assert words.fold(word) == words.fold(other)


def test_numbers_keep_their_length_and_years_their_century():
    assert words.fold("40210") == words.fold("99999") != words.fold("4021")
    assert words.fold("1984") != words.fold("2024") != words.fold("4711")


@pytest.mark.parametrize("word", ["a", "É", "12", "A1", "\u0301", "ﬁ", "x" * 500, "'"])
def test_every_word_has_rows_within_the_tables(word):
    whole, parts = words.rows(words.fold(word))
    assert all(0 <= row < words.WORD_ROWS for row in whole)
    assert parts
    assert all(0 <= row < words.GRAM_ROWS for row in parts)
    assert 0 <= words.shape(word) < words.SHAPES


def test_layouts_tell_lines_gaps_and_capitals_apart():
    text = "JOHN SMITH WAS SEEN\nName:\tAnna  B\n\nx"
    tokens = words.spans(text)
    rows = dict(zip([text[start:end] for start, end in tokens], words.layouts(text, tokens), strict=True))
    assert len(set(rows.values())) == len(rows) - 1  # SMITH and WAS stand alike
    assert rows["SMITH"] == rows["WAS"]
    assert rows["SMITH"] % 2 == 1
    assert rows["Anna"] % 2 == 0
    assert max(rows.values()) < words.LAYOUTS


@pytest.fixture
def weights():
    rng = np.random.default_rng(3)
    shapes = {
        "words": (words.WORD_ROWS, 4),
        "grams": (words.GRAM_ROWS, 4),
        "shapes": (words.SHAPES, 2),
        "layouts": (words.LAYOUTS, 2),
    }
    shapes |= {"mix.word": (10, 6), "mix.layout": (2, 6), "mix.bias": (6,), "out": (6, len(TAGS)), "out.bias": (len(TAGS),)}
    for layer in range(5):
        shapes |= {f"conv.{layer}": (18, 6), f"conv.{layer}.bias": (6,), f"norm.{layer}": (6,), f"norm.{layer}.bias": (6,)}
    return {name: rng.normal(size=shape).astype(np.float16) for name, shape in shapes.items()}


def test_a_text_of_many_blocks_is_scored_as_one(weights):
    text = " ".join(f"word{number} Anna" for number in range(BLOCK))
    tokens = words.spans(text)
    whole = Tagger(weights).scores([text[start:end] for start, end in tokens], words.layouts(text, tokens))
    entities = Tagger(weights).entities(text)
    columns = {label: slice(1 + 4 * place, 5 + 4 * place) for place, label in enumerate(LABELS)}
    starts = {start: place for place, (start, _) in enumerate(tokens)}
    ends = {end: place + 1 for place, (_, end) in enumerate(tokens)}
    assert entities
    for item in entities:
        part = np.exp(whole[starts[item.start] : ends[item.end], columns[item.label]]).sum(axis=1).mean()
        assert item.score == pytest.approx(float(part), abs=2e-3)


def test_entities_are_disjoint_in_order_and_the_same_twice(weights):
    text = "Dear Anna Kowalska,\nwe met in Łódź on 4 May; yours, B. Smith"
    found = Tagger(weights).entities(text)
    assert found == Tagger(weights).entities(text)
    assert all(before.end <= after.start for before, after in pairwise(found))


def test_less_bias_against_nothing_finds_less(weights):
    text = "Dear Anna Kowalska, we met in Łódź on 4 May; yours, B. Smith " * 5
    size = [sum(item.end - item.start for item in Tagger(weights, {"O": less}).entities(text)) for less in (-50.0, 0.0, 50.0)]
    assert size[0] == 0
    assert size[0] < size[1] <= size[2]


def test_tags_follow_only_where_they_make_sense():
    may = {(TAGS[row], TAGS[column]) for row, column in np.argwhere(allowed())}
    assert {("O", "B-PERSON"), ("B-PERSON", "L-PERSON"), ("L-PERSON", "U-GPE"), ("U-ORG", "O")} <= may
    assert not {("O", "I-PERSON"), ("B-PERSON", "O"), ("B-PERSON", "L-ORG"), ("L-PERSON", "I-PERSON"), ("U-GPE", "L-GPE")} & may


def test_empty_text_has_no_entities(weights):
    assert Tagger(weights).entities("") == []
    assert Tagger(weights).entities("\n \t") == []
