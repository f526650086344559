"""Masking changes findings and nothing else."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.exceptions import ValidationError
from pipeline.pii.detect import detect_pii
from pipeline.pii.mask import STRATEGIES, mask, replacements
from pipeline.record import PIIFinding

TEXT = "Write to anna@example.org or bob@example.org, not to anna@example.org."


def emails(text: str = TEXT) -> list[PIIFinding]:
    return detect_pii(text, ner=False)


def test_redact_names_the_type():
    assert mask("Tel +90 532 123 45 67", emails("Tel +90 532 123 45 67")) == "Tel [MASKED_PHONE_TR]"
    assert mask("+49 30 1234567", emails("+49 30 1234567")) == "[MASKED_PHONE_DE]"
    assert mask("ID 28263739000 end", emails("ID 28263739000 end")).count("[MASKED_") == 1


def test_tokens_count_from_left_to_right_and_equal_texts_share_one():
    assert mask(TEXT, emails(), "token") == "Write to <PII_EMAIL_1> or <PII_EMAIL_2>, not to <PII_EMAIL_1>."


def test_tokens_do_not_depend_on_the_order_findings_are_given_in():
    assert mask(TEXT, emails()[::-1], "token") == mask(TEXT, emails(), "token")


def test_hash_is_sha256_of_the_value_and_keyed_with_a_salt():
    plain, salted = replacements(emails(), "hash"), replacements(emails(), "hash", salt="key")
    assert plain[0] == f"[{hashlib.sha256(b'anna@example.org').hexdigest()[:16]}]"
    assert plain[0] == plain[2] != plain[1]
    assert salted[0] == salted[2]
    assert not set(plain) & set(salted)


def test_replace_is_of_the_same_type_and_the_same_for_equal_values():
    first, second, third = replacements(emails(), "replace")
    assert first == third != second
    assert [item.type for item in detect_pii(first, ner=False)] == ["email"]
    assert first not in TEXT
    assert first != replacements(emails(), "replace", salt="key")[0]


@pytest.mark.parametrize(
    "value", ["DE89370400440532013000", "4111111111111111", "12345678950", "44051401359", "85.07.30-033.28"]
)
def test_replace_gives_a_valid_number_of_the_same_type(value):
    (item,) = emails(value)
    (made,) = replacements([item], "replace")
    assert made != value
    assert [other.type for other in emails(made)] == [item.type]


def test_unknown_strategy_is_a_value_error():
    with pytest.raises(ValidationError, match="strategy"):
        mask(TEXT, emails(), "shuffle")
    with pytest.raises(ValueError, match="strategy"):
        replacements([], "shuffle")


def finding(start: int, end: int, text: str = TEXT) -> PIIFinding:
    return PIIFinding("email", text[start:end], start, end, 1.0, "shape:email")


def test_overlapping_or_foreign_findings_are_refused_without_showing_text():
    with pytest.raises(ValidationError, match="overlaps"):
        mask(TEXT, [finding(0, 6), finding(5, 9)])
    with pytest.raises(ValidationError, match="not of this text") as refused:
        mask("another text altogether", emails())
    assert "anna" not in str(refused.value)


def test_a_finding_without_text_to_mask_changes_nothing():
    assert mask("", []) == ""
    assert mask("plain", [], "token") == "plain"


@given(st.text(max_size=60), st.lists(st.integers(0, 60), max_size=8), st.sampled_from(STRATEGIES))
def test_text_outside_findings_is_never_changed(text, cuts, strategy):
    borders = sorted({min(cut, len(text)) for cut in cuts})
    spans = list(zip(borders[::2], borders[1::2], strict=False))
    findings = [finding(start, end, text) for start, end in spans]
    masked = mask(text, findings, strategy)
    rest, position = masked, 0
    for item, replacement in zip(findings, replacements(findings, strategy), strict=True):
        kept = text[position : item.start]
        assert rest.startswith(kept + replacement)
        rest, position = rest[len(kept + replacement) :], item.end
    assert rest == text[position:]


@given(st.text(alphabet="a1 @.-+\nTel:DE89MrAnna", max_size=200))
def test_detection_on_any_text_is_disjoint_and_exact(text):
    position = 0
    for item in emails(text):
        assert position <= item.start < item.end <= len(text)
        assert text[item.start : item.end] == item.text
        position = item.end
