"""Overlaps are resolved once, the same way in any order."""

import random
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.pii.detector import Candidate
from pipeline.pii.resolve import resolve

TEXT = "Anna Maria Kowalska anna@example.org 12345678950 and more words here"


def spans(*candidates: Candidate, text: str = TEXT) -> list[tuple[str, int, int]]:
    return [(item.type, item.start, item.end) for item in resolve(text, candidates)]


def test_checksum_beats_label_and_label_beats_pattern():
    checksum = Candidate("a", 0, 5, 0.5, "checksum:x")
    label = Candidate("b", 0, 9, 0.9, "label", True)
    pattern = Candidate("c", 0, 12, 0.9, "shape:x")
    both = Candidate("d", 4, 6, 0.5, "checksum:x+label", True)
    assert spans(label, pattern, checksum) == [("a", 0, 5)]
    assert spans(label, pattern) == [("b", 0, 9)]
    assert spans(checksum, both) == [("d", 4, 6)]


def test_longer_beats_shorter_among_equals():
    assert spans(Candidate("a", 0, 5, 0.9, "shape:x"), Candidate("b", 0, 8, 0.5, "shape:x")) == [("b", 0, 8)]


def test_type_decides_when_all_else_is_equal():
    assert spans(Candidate("b", 0, 5, 0.9, "shape:x"), Candidate("a", 0, 5, 0.9, "shape:x")) == [("a", 0, 5)]


def test_touching_spans_both_stay():
    assert spans(Candidate("a", 0, 5, 0.9, "shape:x"), Candidate("b", 5, 8, 0.9, "shape:x")) == [("a", 0, 5), ("b", 5, 8)]


def test_name_keeps_the_part_a_stronger_span_leaves():
    name, email = Candidate("name", 0, 36, 0.7, "ner:PERSON"), Candidate("email", 20, 36, 0.9, "checksum:x")
    assert spans(name, email) == [("name", 0, 19), ("email", 20, 36)]


def test_adjacent_parts_of_a_name_become_one_and_other_types_do_not():
    parts = [Candidate("name", 0, 4, 0.7, "x"), Candidate("name", 5, 10, 0.8, "y"), Candidate("name", 11, 19, 0.7, "z")]
    assert spans(*parts) == [("name", 0, 19)]
    assert spans(Candidate("email", 0, 4, 0.7, "x"), Candidate("email", 5, 10, 0.8, "y")) == [("email", 0, 4), ("email", 5, 10)]


def test_parts_on_two_lines_stay_two():
    text = "Anna\nMaria"
    assert len(spans(Candidate("name", 0, 4, 0.7, "x"), Candidate("name", 5, 10, 0.7, "x"), text=text)) == 2


candidates = st.lists(
    st.builds(
        lambda kind, start, length, sure, rule, labelled: Candidate(
            kind, start, min(start + length, len(TEXT)), sure, rule, labelled
        ),
        st.sampled_from(["name", "email", "location", "ip"]),
        st.integers(0, len(TEXT) - 1),
        st.integers(1, 20),
        st.sampled_from([0.5, 0.9]),
        st.sampled_from(["checksum:x", "shape:x"]),
        st.booleans(),
    ),
    max_size=12,
)


@given(candidates, st.integers())
def test_result_is_disjoint_and_independent_of_order(items, seed):
    shuffled = random.Random(seed).sample(items, len(items))
    result = resolve(TEXT, items)
    assert resolve(TEXT, shuffled) == result
    assert all(before.end <= after.start for before, after in pairwise(result))
