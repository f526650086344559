"""Records, spans and masks for any text: what goes in comes out, and nothing beside a span is ever touched."""

from __future__ import annotations

from io import BytesIO as Pipe

from hypothesis import given
from hypothesis import strategies as st

from pipeline import detect_pii, mask
from pipeline.frames import Wrote, read, write
from pipeline.record import (
    PAGE_BREAK,
    Classification,
    Document,
    Field,
    FieldSet,
    LineItem,
    Page,
    PIIFinding,
    Privacy,
    Quality,
    Record,
    Words,
    decode,
    encode,
)

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
SHARES = st.floats(0, 1, width=32)
AMOUNTS = st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@st.composite
def spans(draw: st.DrawFn, text: str) -> list[tuple[int, int]]:
    """Disjoint spans of a text, in order."""
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    return list(zip(cuts[::2], cuts[1::2], strict=False))


@st.composite
def records(draw: st.DrawFn) -> Record:
    """Records with every part filled in or not."""
    parts = draw(st.lists(TEXTS.map(lambda text: text.replace(PAGE_BREAK, " ")), max_size=3))
    text, pages, start = PAGE_BREAK.join(parts), [], 0
    for index, part in enumerate(parts):
        found = [(start + a, start + b) for a, b in draw(spans(part))]
        count = len(found)
        boxes = draw(st.lists(st.tuples(*[st.floats(0, 1000, width=32)] * 4), min_size=count, max_size=count))
        confidences = draw(st.lists(SHARES, min_size=count, max_size=count))
        words = Words.of([a for a, _ in found], [b for _, b in found], boxes, confidences, [0] * count) if count else Words()
        pages.append(Page(index, 100.0, 200.0, start, start + len(part), "text", words))
        start += len(part) + 1
    findings = tuple(
        PIIFinding("email", text[a:b], a, b, draw(SHARES), "rule", replacement=draw(st.none() | TEXTS))
        for a, b in draw(spans(text))
        if b > a
    )
    item = st.builds(LineItem, TEXTS, st.none() | AMOUNTS, st.none() | AMOUNTS, st.none() | AMOUNTS)
    field = st.builds(Field, TEXTS, st.just("items"), TEXTS, TEXTS, SHARES, TEXTS, items=st.lists(item, max_size=2).map(tuple))
    return Record(
        Document(draw(TEXTS), "text/plain", draw(st.integers(0, 2**40))),
        draw(st.binary(max_size=50)),
        text,
        tuple(pages),
        classification=draw(st.none() | st.builds(Classification, TEXTS, SHARES, TEXTS)),
        fields=draw(st.none() | st.builds(FieldSet, st.just(("a",)), st.lists(field, max_size=2).map(tuple))),
        privacy=draw(st.none() | st.just(Privacy(findings, "", True))),
        quality=draw(st.none() | st.builds(Quality, SHARES, st.sampled_from("ABCD"), st.just({"a": None, "b": 0.5}))),
        extras=draw(st.dictionaries(TEXTS, PLAIN, max_size=3)),
    )


@given(records())
def test_record_comes_back_as_it_went(record: Record) -> None:
    data = encode(record)
    assert encode(decode(data)) == data
    assert decode(data) == record


@given(records())
def test_every_span_lies_on_its_page_and_has_boxes(record: Record) -> None:
    for page in record.pages:
        for start, end in zip(page.words.start.tolist(), page.words.end.tolist(), strict=True):
            index, boxes = record.place(start, end)
            assert page.start <= start <= end <= page.end
            assert (index == page.index and bool(boxes)) or start == end


@given(records())
def test_masking_changes_nothing_outside_findings(record: Record) -> None:
    masked, position, rest = record.masked(0, len(record.text)), 0, ""
    for finding in record.privacy.findings if record.privacy else ():
        if finding.replacement is not None:
            rest += record.text[position : finding.start] + finding.replacement
            position = finding.end
    assert masked == rest + record.text[position:]


@given(records(), st.data())
def test_any_part_of_a_masked_text_hides_what_the_whole_hides(record: Record, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(record.text)))
    end = data.draw(st.integers(start, len(record.text)))
    part = record.masked(start, end)
    kept = [
        place
        for place in range(start, end)
        if not any(
            found.start <= place < found.end and found.replacement is not None
            for found in (record.privacy.findings if record.privacy else ())
        )
    ]
    shown = "".join(record.text[place] for place in kept)
    letters = iter(part)
    assert all(letter in letters for letter in shown)  # in order, with replacements between


@given(
    st.lists(
        st.sampled_from(["ada@example.org", "4111 1111 1111 1111", "und", "+49 30 901820", "\n", "DE89370400440532013000"]),
        max_size=6,
    ),
    TEXTS,
)
def test_found_spans_are_disjoint_and_masking_keeps_the_rest(words: list[str], noise: str) -> None:
    text = noise + " ".join(words) + noise
    findings = detect_pii(text, locale="und", ner=False)
    ends = 0
    for finding in findings:
        assert ends <= finding.start < finding.end <= len(text)
        assert finding.text == text[finding.start : finding.end]
        ends = finding.end
    masked = mask(text, findings)
    outside, position = [], 0
    for finding in findings:
        outside.append(text[position : finding.start])
        position = finding.end
    outside.append(text[position:])
    at = 0
    for piece in outside:
        at = masked.index(piece, at) + len(piece)


@given(records(), st.integers(0, 40))
def test_frames_cut_off_are_the_end_and_never_an_answer(record: Record, cut: int) -> None:
    pipe = Pipe()
    write(pipe, Wrote(encode(record), 0.5))
    whole = pipe.getvalue()
    assert read(Pipe(whole)) == Wrote(encode(record), 0.5)
    assert read(Pipe(whole[: max(0, len(whole) - 1 - cut)])) is None


@given(st.binary(max_size=300))
def test_noise_is_no_record_and_no_frame(data: bytes) -> None:
    for parse in (decode, lambda noise: read(Pipe(noise))):
        try:
            parse(data)
        except ValueError:
            continue
