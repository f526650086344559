"""Scans and pictures: the pixels themselves change, and OCR reads the result again."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pymupdf
import pytest
from PIL import Image

from pipeline.exceptions import RedactionError
from pipeline.ocr.registry import load_engine
from pipeline.redaction.jpeg import without_metadata
from pipeline.redaction.plan import plan_of
from pipeline.redaction.redact import redact_document, redact_to, redacted, verify
from tests.redaction_records import MAIL, PHONE, NoEngine, picture, record_of, text_pdf

KINDS = {"PNG": "image/png", "JPEG": "image/jpeg", "TIFF": "image/tiff", "BMP": "image/bmp", "WEBP": "image/webp"}


def saved(kind: str, **options: object) -> bytes:
    stream = io.BytesIO()
    picture().save(stream, kind, **({"lossless": True} if kind == "WEBP" else {"dpi": (150, 150)}), **options)
    return stream.getvalue()


def scan_pdf(rotation: int = 0, text: bytes | None = None) -> bytes:
    document = pymupdf.open(stream=text) if text else pymupdf.open()
    size = (346, 115) if rotation % 180 == 0 else (115, 346)
    page = document.new_page(width=size[0], height=size[1])
    stream = io.BytesIO()
    picture().rotate(rotation, expand=True).save(stream, "JPEG", quality=90)
    page.insert_image(page.rect, stream=stream.getvalue())
    page.set_rotation(rotation)
    return bytes(document.tobytes(no_new_id=True))


def values(text: str) -> list[str]:
    folded = text.replace(" ", "").lower()
    return [value for value in (MAIL, PHONE) if value.replace(" ", "") in folded]


def read(pixels: np.ndarray) -> str:
    return " ".join(line.text for line in load_engine("rapidocr").recognise(pixels))


@pytest.mark.parametrize("kind", KINDS)
def test_pictures_lose_their_pixels_and_keep_their_kind_and_size(kind):
    source = saved(kind)
    record = record_of(source, KINDS[kind])
    assert {finding.type for finding in record.privacy.findings} == {"email", "phone_de"}
    data, report = redacted(source, record)
    result = Image.open(io.BytesIO(data))
    assert (result.format, result.size, report.read_by_ocr) == (kind, (720, 240), True)
    text = read(np.asarray(result.convert("RGB")))
    assert values(text) == []
    assert "write" in text


def test_metadata_of_a_picture_is_gone_and_its_left_overs_are_noticed():
    exif = Image.Exif()
    exif[0x010E] = MAIL
    source = saved("JPEG", exif=exif, comment=MAIL.encode())
    plan = plan_of(record_of(source, "image/jpeg"))
    data, removed = redact_document(source, "image/jpeg", plan)
    assert removed == ("metadata",)
    assert MAIL.encode() not in data
    assert verify(data, "image/jpeg", plan, None) == []
    left = io.BytesIO()
    Image.open(io.BytesIO(data)).save(left, "JPEG", exif=exif, dpi=(150, 150), quality=95, subsampling=0)
    assert {item.where for item in verify(left.getvalue(), "image/jpeg", plan, None)} == {"metadata", "object"}


def test_a_place_left_out_of_a_picture_is_read_by_ocr():
    source = saved("PNG")
    plan = plan_of(record_of(source, "image/png"))
    less = replace(plan, marks=tuple(mark for mark in plan.marks if mark.type != "email"))
    data, _ = redact_document(source, "image/png", less)
    assert verify(data, "image/png", plan, None) != []
    assert {item.where for item in verify(data, "image/png", less, load_engine("rapidocr"))} == {"ocr"}


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_scanned_pages_lose_the_pixels_of_their_picture(rotation):
    source = scan_pdf(rotation)
    data, _ = redacted(source, record_of(source, "application/pdf"), NoEngine() if rotation % 180 else None)
    document = pymupdf.open(stream=data)
    picture = pymupdf.Pixmap(document, document[0].get_images()[0][0])
    image = Image.frombytes("L" if picture.n == 1 else "RGB", (picture.width, picture.height), picture.samples)
    text = read(np.asarray(image.rotate(-rotation, expand=True).convert("RGB")))
    assert values(text) == []
    assert "write" in text


def test_paint_over_a_scan_is_noticed():
    source = scan_pdf()
    plan = plan_of(record_of(source, "application/pdf"))
    document = pymupdf.open(stream=source)
    for mark in plan.marks:
        document[0].draw_rect(mark.box, color=(0, 0, 0), fill=(0, 0, 0))
    fresh = pymupdf.open()
    fresh.insert_pdf(document)
    found = verify(fresh.tobytes(garbage=4), "application/pdf", plan, None)
    assert {item.type for item in found if item.where == "picture"} == {"email", "phone_de"}


def test_mixed_documents_are_redacted_page_by_page():
    source = scan_pdf(text=text_pdf("helv", 0))
    data, report = redacted(source, record_of(source, "application/pdf"))
    assert (report.pages, report.boxes) == (2, (2, 2))
    assert values(pymupdf.open(stream=data)[0].get_text()) == []


def test_lettering_without_glyphs_becomes_a_picture():
    document = pymupdf.open(stream=text_pdf("hebo", 0))
    svg = document[0].get_svg_image(text_as_path=True)
    drawn = pymupdf.open(stream=pymupdf.open(stream=svg.encode(), filetype="svg").convert_to_pdf())
    source = drawn.tobytes()
    record = record_of(source, "application/pdf")
    assert {finding.type for finding in record.privacy.findings} == {"email", "phone_de"}
    data, report = redacted(source, record)
    result = pymupdf.open(stream=data)
    assert any("now pictures" in item for item in report.removed)
    assert len(result[0].get_images()) == 1
    assert result[0].get_drawings() == []


def test_nothing_is_written_unless_it_is_clean(tmp_path, monkeypatch):
    source = saved("PNG")
    record = record_of(source, "image/png")
    target = tmp_path / "out.png"
    target.write_bytes(b"what was there")
    monkeypatch.setattr("pipeline.redaction.redact.redact_document", lambda source, *rest: (source, ()))
    with pytest.raises(RedactionError, match="Nothing was written"):
        redact_to(target, source, record, NoEngine())
    assert target.read_bytes() == b"what was there"
    monkeypatch.undo()
    redact_to(target, source, record, NoEngine())
    assert target.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["out.png"]


def test_jpeg_segments_are_cut_and_rubbish_is_left_alone():
    exif = Image.Exif()
    exif[0x010E] = MAIL
    source = saved("JPEG", exif=exif)
    clean = without_metadata(source)
    assert MAIL.encode() not in clean
    assert (np.asarray(Image.open(io.BytesIO(clean))) == np.asarray(Image.open(io.BytesIO(source)))).all()
    for rubbish in (b"", b"\xff\xd8", b"\xff\xd8\xff", b"\xff\xd8\xff\xe1\x00", b"no jpeg", b"\xff\xd8\xff\xe1\xff\xffx"):
        assert without_metadata(rubbish)[:2] == rubbish[:2]
