"""Values are recognised however they are written; plain text loses them and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.exceptions import RedactionError, UnsupportedFormatError
from pipeline.record import Document, PIIFinding, Privacy, Record
from pipeline.redaction.fold import Needle, folded, occurrences
from pipeline.redaction.plan import plan_of
from pipeline.redaction.redact import redact_to, redacted, verify
from pipeline.redaction.survivors import bytes_hold
from tests.redaction_records import MAIL, PHONE, record_of


@pytest.mark.parametrize(
    ("value", "text", "found"),
    [
        ("Anna Kowalska", "by ANNA  KOWALSKA.", "ANNA  KOWALSKA"),
        ("Anna Kowalska", "by Anna\nKowalska.", "Anna\nKowalska"),
        ("Anna Kowalska", "AnnaKowalska", "AnnaKowalska"),
        ("José Ñandú", "jose nandu", "jose nandu"),
        ("DE89 3704 0044", "DE893704OO44", "DE893704OO44"),
        ("Кowalska", "Kowalska", None),
        ("Оleg Petrov", "Oleg Petrov", "Oleg Petrov"),
        ("Reading", "after READING it", "READING"),
        ("Reading", "after reading it", None),
        ("Anna", "the annals of", None),
        ("Anna", "Susanna", None),
        ("1234", "it is 51234 now", None),
        ("UK", "in the UK", None),
    ],
)
def test_values_are_recognised_however_they_are_written(value, text, found):
    spans = [text[start:end] for start, end, _ in occurrences(text, (Needle.of("name", value),))]
    assert spans == ([] if found is None else [found])


@given(st.text(max_size=80))
def test_folding_keeps_the_place_of_every_letter(text):
    plain, offsets = folded(text)
    assert len(plain) == len(offsets)
    assert offsets == sorted(offsets)
    assert folded(plain)[0] == plain


@given(st.text(alphabet="abcdefgh 123", min_size=6, max_size=12).filter(lambda value: len(value.replace(" ", "")) > 5))
def test_a_value_is_found_in_bytes_of_any_encoding(value):
    value = value.strip()
    needles = (Needle.of("name", value),)
    for codec in ("utf-8", "utf-16-le", "utf-16-be"):
        assert list(bytes_hold(b"\x00\xff" + value.upper().encode(codec) + b"\x01", needles)) == list(needles)
    assert list(bytes_hold(value.encode().hex().encode(), needles)) == list(needles)
    assert not list(bytes_hold(b"something else", needles))


@pytest.mark.parametrize(
    ("codec", "media_type"),
    [(codec, "text/plain") for codec in ("utf-8", "utf-8-sig", "utf-16", "cp1252")]
    + [("utf-8", "text/markdown"), ("utf-8", "text/csv"), ("cp1252", "text/csv")],
)
def test_text_keeps_its_encoding_and_everything_but_the_values(codec, media_type):
    text = f"café;name\r\nwrite;{MAIL}\r\ncall;Tel. {PHONE}\r\nagain;{MAIL.upper()}\r\n"
    source = text.encode(codec)
    data, report = redacted(source, record_of(source, media_type))
    assert data.decode(codec) == "café;name\r\nwrite;[REDACTED]\r\ncall;Tel. [REDACTED]\r\nagain;[REDACTED]\r\n"
    assert report.types["email"] >= 1
    assert not report.read_by_ocr


def test_a_value_left_in_text_is_noticed():
    source = f"mail {MAIL}".encode()
    plan = plan_of(record_of(source, "text/plain"), has_places=False)
    assert [item.type for item in verify(source, "text/plain", plan, None)] == ["email"]


def test_text_without_personal_data_is_unchanged(tmp_path):
    source = b"nothing to see here\r\n"
    redact_to(tmp_path / "out.txt", source, record_of(source, "text/plain"))
    assert (tmp_path / "out.txt").read_bytes() == source


def test_short_values_are_redacted_as_whole_words():
    source = b"Mr Li and Ms Lima saw li in LI"
    finding = PIIFinding("name", "Li", 3, 5, 1.0, "label")
    record = record_of(source, "text/plain")
    record = Record(record.document, text=record.text, pages=record.pages, privacy=Privacy((finding,), record.text, False))
    assert redacted(source, record)[0] == b"Mr [REDACTED] and Ms Lima saw li in LI"


def test_findings_that_are_not_in_the_text_are_refused():
    source = b"plain text"
    finding = PIIFinding("name", "Anna Kowalska", 0, 13, 1.0, "label")
    record = record_of(source, "text/plain")
    record = Record(record.document, text="Anna Kowalska", privacy=Privacy((finding,), "", True))
    with pytest.raises(RedactionError) as raised:
        redacted(source, record)
    assert raised.value.code == "redaction.unplaced"
    assert "Anna" not in str(raised.value)


def test_formats_that_cannot_be_redacted_are_refused(tmp_path):
    record = Record(Document("0" * 64, "application/rtf", 1), privacy=Privacy((), "", False))
    with pytest.raises(UnsupportedFormatError):
        redact_to(tmp_path / "out.rtf", b"{\\rtf}", record)
    assert list(tmp_path.iterdir()) == []
