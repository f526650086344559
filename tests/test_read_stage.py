from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pymupdf
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.exceptions import (
    ConfigError,
    DocumentError,
    EmptyDocumentError,
    JobDeadlineError,
    LimitExceededError,
    UnreadableError,
    UnsupportedFormatError,
)
from pipeline.ocr.engine import OcrLine, OcrWord
from pipeline.options import Limits
from pipeline.readers.sniff import sniff
from pipeline.record import PAGE_BREAK, Document, Record, encode
from pipeline.stage import Deadline, Pipeline
from pipeline.stages.read import ReadOptions, ReadStage


class SeenEngine:
    """Says "seen WIDTHxHEIGHT" of every picture."""

    name, engines = "seen", ("seen 1",)

    def recognise(self, image: np.ndarray) -> list[OcrLine]:
        height, width = image.shape[:2]
        first, second = (
            OcrWord("seen", (0, 0, width / 2, height), 0.5),
            OcrWord(f"{width}x{height}", (width / 2, 0, width, height), 1.0),
        )
        return [OcrLine((first, second))]


def record_of(data: bytes, name: str = "file") -> Record:
    return Record(Document(hashlib.sha256(data).hexdigest(), sniff(data, name), len(data)), data)


def read(data: bytes, name: str = "file", options: ReadOptions | None = None) -> Record:
    return ReadStage(options or ReadOptions(), engine=SeenEngine()).run(record_of(data, name), Deadline())


def mixed_pdf() -> bytes:
    stream = io.BytesIO()
    Image.new("L", (100, 200), 128).save(stream, "PNG")
    document = pymupdf.open()
    document.new_page(width=400, height=300).insert_text(
        (50, 60), ["Thank you for your order", "Please pay at once"], fontsize=12
    )
    document.new_page(width=72, height=144).insert_image(pymupdf.Rect(0, 0, 72, 144), stream=stream.getvalue())
    document.new_page()
    data: bytes = document.tobytes()
    return data


def drawn(text: str) -> bytes:
    image = Image.new("RGB", (620, 90), "white")
    ImageDraw.Draw(image).text((20, 30), text, fill="black", font=ImageFont.load_default(30))
    stream = io.BytesIO()
    image.save(stream, "PNG", dpi=(144, 144))
    return stream.getvalue()


def test_each_page_is_read_in_its_own_way() -> None:
    record = read(mixed_pdf())
    assert record.text == f"Thank you for your order\nPlease pay at once{PAGE_BREAK}seen 200x400{PAGE_BREAK}"
    assert [page.source for page in record.pages] == ["text", "ocr", "blank"]
    assert [page.ocr_confidence for page in record.pages] == [None, pytest.approx(7 / 11 + 0.5 * 4 / 11, abs=1e-4), None]
    assert [page.dpi for page in record.pages] == [None, 200.0, None]
    assert record.language == "en"


def test_words_of_a_picture_are_placed_in_points() -> None:
    page = read(mixed_pdf()).pages[1]
    assert (page.width_pt, page.height_pt) == (72, 144)
    assert page.words.box.tolist() == [[0, 0, 36, 144], [36, 0, 72, 144]]
    assert page.words.confidence.tolist() == [0.5, 1.0]
    assert page.words.source.tolist() == [1, 1]


@pytest.mark.parametrize("data", [mixed_pdf(), drawn("anything")])
def test_every_span_is_a_word(data: bytes) -> None:
    record = read(data)
    for page in record.pages:
        spans = list(zip(page.words.start.tolist(), page.words.end.tolist(), strict=True))
        assert [record.text[start:end] for start, end in spans] == record.text[page.start : page.end].split()


def test_plain_text_has_no_geometry_and_no_ocr() -> None:
    record = read(b"Zahlbar innerhalb von 14 Tagen\r\n\r\nohne Abzug", "note.txt")
    assert record.text == "Zahlbar innerhalb von 14 Tagen\n\nohne Abzug"
    assert record.language == "de"
    assert record.ocr_confidence is None
    assert record.pages[0].width_pt == 0


def broken_page_pdf(count: int, broken: set[int]) -> bytes:
    """Pages whose page object was overwritten."""
    document = pymupdf.open()
    for index in range(count):
        document.new_page(width=300, height=300).insert_text((20, 40), f"page number {index} of this document")
    for index in broken:
        document.update_object(document.page_xref(index), "<</Type/Page/MediaBox[0 0 nan]/Contents 9999 0 R/Parent null>>")
    data: bytes = document.tobytes()
    return data


def test_failed_page_leaves_its_neighbours(monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.readers import pdf

    real = pdf._layer

    def layer(page: pymupdf.Page) -> object:
        if page.number == 1:
            raise RuntimeError("code=7: cannot find object")
        return real(page)

    monkeypatch.setattr(pdf, "_layer", layer)
    record = read(broken_page_pdf(3, set()))
    assert [page.source for page in record.pages] == ["text", "failed", "text"]
    assert record.pages[1].warnings == ("Page 2 is damaged and could not be read.",)
    assert "page number 2" in record.text


def test_document_fails_when_every_page_does(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(page: pymupdf.Page) -> None:
        raise RuntimeError("code=7: cannot find object")

    monkeypatch.setattr("pipeline.readers.pdf._layer", fail)
    with pytest.raises(UnreadableError, match="No page"):
        read(broken_page_pdf(2, set()))


@pytest.mark.parametrize(
    ("data", "name", "options", "error"),
    [
        (b"", "a.pdf", ReadOptions(), EmptyDocumentError),
        (b"words", "a.xyz", ReadOptions(), UnsupportedFormatError),
        (b"%PDF-1.7 cut off", "a.pdf", ReadOptions(), UnreadableError),
        (mixed_pdf(), "a.pdf", ReadOptions(limits=Limits(max_pages=2)), LimitExceededError),
        (drawn("x"), "a.png", ReadOptions(limits=Limits(max_pixels=100)), LimitExceededError),
    ],
)
def test_bad_document_fails_with_its_own_error(
    data: bytes, name: str, options: ReadOptions, error: type[DocumentError]
) -> None:
    with pytest.raises(error):
        read(data, name, options)


def test_deadline_is_looked_at_before_each_page() -> None:
    class Ticking:
        now = 0.0

        def __call__(self) -> float:
            self.now += 1
            return self.now

    with pytest.raises(JobDeadlineError) as caught:
        ReadStage(engine=SeenEngine()).run(record_of(mixed_pdf()), Deadline(2, Ticking()))
    assert caught.value.page == 3


def test_unknown_engine_is_refused() -> None:
    with pytest.raises(ConfigError):
        ReadOptions(ocr="tesseract")  # type: ignore[arg-type]


def test_cache_key_depends_on_engine_and_limits() -> None:
    prints = {
        Pipeline([stage]).fingerprint
        for stage in (
            ReadStage(),
            ReadStage(engine=SeenEngine()),
            ReadStage(ReadOptions(limits=Limits(max_pages=3)), engine=SeenEngine()),
        )
    }
    assert len(prints) == 3
    assert Pipeline([ReadStage()]).fingerprint == Pipeline([ReadStage()]).fingerprint


def test_import_loads_no_heavy_library() -> None:
    code = (
        "import sys, pipeline.stages.read as r; r.ReadStage();"
        "print([m for m in ('numpy', 'pymupdf', 'PIL', 'cv2', 'openvino') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_picture_is_read_by_rapidocr_to_the_same_bytes_under_two_hash_seeds(tmp_path: Path) -> None:
    file = tmp_path / "picture.png"
    file.write_bytes(drawn("Total amount 129.50"))
    record = ReadStage().run(record_of(file.read_bytes()), Deadline())
    assert record.text == "Total amount 129.50"
    assert record.ocr_confidence is not None
    assert record.ocr_confidence > 0.9
    assert record.pages[0].width_pt == pytest.approx(310, abs=0.1)
    x0, y0, x1, y1 = record.boxes_of(0, 5)[0]
    assert (x0, x1) == (pytest.approx(10, abs=4), pytest.approx(47, abs=6))
    assert y0 < 22 < y1
    code = (
        "import sys, hashlib; sys.path.insert(0, sys.argv[2]); from tests.test_read_stage import *;"
        "data = Path(sys.argv[1]).read_bytes(); record = ReadStage().run(record_of(data), Deadline());"
        "print(hashlib.sha256(encode(record)).hexdigest())"
    )
    root = str(Path(__file__).parent.parent)
    for seed in ("1", "2"):
        environ = os.environ | {"PYTHONHASHSEED": seed}
        out = subprocess.run(
            [sys.executable, "-c", code, str(file), root], env=environ, capture_output=True, text=True, check=True
        )
        assert out.stdout.strip() == hashlib.sha256(encode(record)).hexdigest()
