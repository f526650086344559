from __future__ import annotations

import pytest
from msgspec import structs

from pipeline.quality.grade import grade_of
from pipeline.quality.score import assess
from pipeline.record import Document, Field, FieldSet, Page, Record, encode
from pipeline.stage import Deadline
from pipeline.stages.quality import QualityStage
from tests.field_records import plain_record, record_of

CLEAN = ["The supplier delivers the goods within thirty days.", "Payment is due on receipt of the invoice."] * 6


def test_clean_text_layer_is_an_a() -> None:
    quality = assess(record_of(CLEAN))
    assert (quality.grade, quality.reasons, quality.warnings) == ("A", (), ())
    assert quality.factors["ocr_confidence"] is None
    assert quality.factors["field_fill_rate"] is None


@pytest.mark.parametrize(
    "record",
    [plain_record(""), plain_record(" \n\f\n"), Record(Document("0" * 64, "text/plain", 0)), record_of([], source="blank")],
)
def test_document_without_text_is_a_d(record: Record) -> None:
    quality = assess(record)
    assert (quality.score, quality.grade) == (0.0, "D")
    assert quality.reasons


def test_score_falls_with_the_confidence() -> None:
    scores = [assess(record_of(CLEAN, confidence=confidence, source="ocr")).score for confidence in (0.99, 0.9, 0.8, 0.6, 0.3)]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > scores[-1]


@pytest.mark.parametrize("confidence", [0.0, 0.3, 0.5, 0.69])
def test_low_ocr_confidence_caps_at_c(confidence: float) -> None:
    quality = assess(record_of(CLEAN, confidence=confidence, source="ocr"))
    assert quality.score <= 0.74
    assert quality.grade in "CD"
    assert any("confidence" in reason for reason in quality.reasons)


def test_failed_page_caps_at_d() -> None:
    record = record_of(CLEAN)
    end = len(record.text)
    failed = Page(1, 595, 842, end, end, "failed")
    quality = assess(structs.replace(record, pages=(*record.pages, failed)))
    assert quality.grade == "D"
    assert any("Page 2" in reason for reason in quality.reasons)


def test_blank_page_does_not_count() -> None:
    record = record_of(CLEAN)
    blank = Page(1, 595, 842, len(record.text), len(record.text), "blank")
    assert assess(structs.replace(record, pages=(*record.pages, blank))).score == assess(record).score


def test_unmapped_glyphs_lower_the_score() -> None:
    broken = [line.replace("e", "\ufffd") for line in CLEAN]
    assert assess(record_of(broken)).grade == "D"


def test_noise_lowers_the_score_above_a_fifth_and_warns_above_half() -> None:
    def noisy(share: int) -> Record:
        return plain_record("\n".join(["clean words here"] * (10 - share) + ["@@@ ###"] * share))

    few, some, most = (assess(noisy(share)) for share in (2, 4, 6))
    assert few.factors["noise_ratio"] == 0.2
    assert some.score < few.score
    assert most.score < some.score
    assert not few.warnings
    assert not some.warnings
    assert any("noise" in warning for warning in most.warnings)


def test_blank_lines_spoil_no_word() -> None:
    spaced, tight = assess(plain_record("words here\n\n" * 10)), assess(plain_record("words here\n" * 10))
    assert spaced.factors["noise_ratio"] == 0.5
    assert (spaced.score, spaced.grade) == (tight.score, "A")


def test_fill_rate_is_told_but_does_not_move_the_score() -> None:
    record = record_of(CLEAN)
    names = ("vendor", "document_date", "total_amount")
    empty = structs.replace(record, fields=FieldSet(names))
    full = structs.replace(
        record, fields=FieldSet(names, tuple(Field(name, "text", "x", "x", 1.0, "deterministic") for name in names))
    )
    assert assess(empty).score == assess(full).score == assess(record).score
    assert [assess(one).factors["field_fill_rate"] for one in (empty, full)] == [0.0, 1.0]
    assert any("fields" in warning for warning in assess(empty).warnings)


@pytest.mark.parametrize(
    "lines", [["12 345 67", "88 12 90"], ["東京 大阪 名古屋"], ["RE-2024/017"], ["five words on this page"]]
)
def test_unusual_text_is_not_called_damaged(lines: list[str]) -> None:
    assert assess(record_of(lines)).score >= 0.9


def test_stage_gives_equal_bytes_and_a_grade_from_the_stored_score() -> None:
    record = record_of(CLEAN, confidence=0.83, source="ocr")
    first, second = (QualityStage().run(record, Deadline()) for _ in range(2))
    assert encode(first) == encode(second)
    assert first.quality is not None
    assert first.quality.grade == grade_of(first.quality.score)
