"""The Record: bytes and back, spans to pages and boxes."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.record import (
    Document,
    Field,
    LineItem,
    Page,
    PIIFinding,
    Privacy,
    Record,
    Words,
    decode,
    encode,
    union,
)

TEXT = "Ada Lovelace\nLondon\fpage two"


def record() -> Record:
    first = Words.of([0, 4, 13], [3, 12, 19], [[0, 0, 10, 5], [12, 0, 40, 5], [0, 8, 30, 13]], [1, 1, 0.5], [0, 0, 1])
    second = Words.of([20, 25], [24, 28], [[0, 0, 9, 5], [10, 0, 20, 5]], [1, 1], [0, 0])
    pages = (Page(0, 100.0, 200.0, 0, 19, "mixed", first, 0.5), Page(1, 100.0, 200.0, 20, 28, "text", second))
    return Record(Document("ab" * 32, "text/plain", 3), text=TEXT, pages=pages, language="en")


def test_record_survives_encoding():
    item = LineItem("tea", Decimal("2"), Decimal("1.50"), Decimal("3.00"))
    full = msgspec.structs.replace(record(), extras={"b": [1, {"z": 1, "a": 2}], "a": "x"})
    field = Field("line_items", "items", "", "tea", 0.9, "table", 0, 3, 0, (0.0, 0.0, 1.0, 1.0), (item,))
    full = msgspec.structs.replace(full, fields=msgspec.structs.replace(_no_fields(), found=(field,)))
    assert decode(encode(full)) == full
    assert encode(decode(encode(full))) == encode(full)


def _no_fields():
    from pipeline.record import FieldSet

    return FieldSet(expected=("line_items",))


def test_equal_records_are_equal_bytes_whatever_the_order_of_their_extras():
    one = msgspec.structs.replace(record(), extras={"a": 1, "b": {"x": 1, "y": 2}})
    other = msgspec.structs.replace(record(), extras={"b": {"y": 2, "x": 1}, "a": 1})
    assert encode(one) == encode(other)


@pytest.mark.parametrize("data", [b"", b"\x00", b"not msgpack", b"\x81\xa4text\xa1x", encode(record())[:-3]])
def test_decoding_garbage_is_an_error(data: bytes):
    with pytest.raises((msgspec.DecodeError, msgspec.ValidationError)):
        decode(data)


def test_columns_of_unequal_length_are_refused():
    with pytest.raises(ValueError, match="columns"):
        Words(starts=b"\0\0\0\0")


@pytest.mark.parametrize(
    ("start", "end", "page", "boxes"),
    [
        (0, 3, 0, [(0, 0, 10, 5)]),
        (0, 12, 0, [(0, 0, 40, 5)]),  # one line, one box
        (4, 19, 0, [(12, 0, 40, 5), (0, 8, 30, 13)]),  # two lines, two boxes
        (5, 7, 0, [(12, 0, 40, 5)]),  # inside a word: the whole word
        (12, 13, 0, []),  # the line break alone
        (20, 28, 1, [(0, 0, 20, 5)]),
    ],
)
def test_a_span_is_found_on_its_page(start: int, end: int, page: int, boxes: list[tuple[float, ...]]):
    assert record().place(start, end) == (page, tuple(boxes))


def test_text_without_pages_has_no_place():
    assert Record(Document("x", "text/plain", 1), text="abc").place(0, 3) == (None, ())


def test_words_lie_where_their_offsets_say():
    for page in record().pages:
        assert [TEXT[s:e] for s, e in zip(page.words.start, page.words.end, strict=True)] == TEXT[page.start : page.end].split()


def test_ocr_confidence_is_absent_when_ocr_did_not_run():
    assert record().ocr_confidence == 0.5
    assert Record(Document("x", "text/plain", 1), text="abc").ocr_confidence is None


@pytest.mark.parametrize(
    ("kind", "canonical", "value"),
    [("amount", "1234.50", Decimal("1234.50")), ("date", "2026-01-31", "2026-01-31"), ("currency", "EUR", "EUR")],
)
def test_field_values_are_typed(kind, canonical, value):
    field = Field("f", kind, canonical, "raw", 1.0, "deterministic")
    assert field.value == value
    assert type(field.value) is type(value)


def test_pages_are_counted_from_one_for_people():
    assert Field("f", "text", "x", "x", 1.0, "deterministic", page_index=0).page == 1
    assert [page.number for page in record().pages] == [1, 2]


def test_masked_span_hides_a_finding_that_only_reaches_into_it():
    finding = PIIFinding("name", "Ada Lovelace", 0, 12, 0.9, "ner", replacement="[N]")
    masked = msgspec.structs.replace(record(), privacy=Privacy((finding,), "", True))
    assert masked.masked(4, 19) == "[N]\nLondon"
    assert masked.masked(13, 19) == "London"


boxes = st.tuples(*[st.floats(-1e3, 1e3, width=32)] * 4)


@given(st.lists(boxes, min_size=1))
def test_union_holds_every_box(given_boxes):
    x0, y0, x1, y1 = union(given_boxes)
    assert all(x0 <= b[0] and y0 <= b[1] and x1 >= b[2] and y1 >= b[3] for b in given_boxes)
