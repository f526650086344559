from __future__ import annotations

import io

import numpy as np
import pymupdf
import pytest
from PIL import Image

from pipeline.exceptions import DocumentError, EmptyDocumentError, EncryptedError, LimitExceededError, UnreadableError
from pipeline.options import Limits
from pipeline.readers.content import PageContent
from pipeline.readers.drawing import DPI
from pipeline.readers.pdf import read_pdf

SENTENCE = "The quick brown fox jumps over the lazy dog and comes back home"


def pages_of(data: bytes, limits: Limits | None = None) -> list[PageContent]:
    return list(read_pdf(data, limits or Limits(), lambda number: None))


def text_pdf(*texts: str, rotation: int = 0) -> bytes:
    """Pages of 400 x 300 points whose text begins at (50, 60) and is level as seen, whatever the page's rotation flag."""
    document = pymupdf.open()
    for text in texts:
        page = document.new_page(width=400, height=300) if rotation % 180 == 0 else document.new_page(width=300, height=400)
        page.set_rotation(rotation)
        page.insert_text(pymupdf.Point(50, 60) * page.derotation_matrix, text, fontsize=10, rotate=rotation)
    data: bytes = document.tobytes()
    return data


def scan_pdf(stamp: str = "") -> bytes:
    stream = io.BytesIO()
    Image.new("L", (300, 400), 200).save(stream, "PNG")
    document = pymupdf.open()
    page = document.new_page(width=300, height=400)
    page.insert_image(page.rect, stream=stream.getvalue())
    page.insert_text((20, 380), stamp, fontsize=8)
    data: bytes = document.tobytes()
    return data


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_boxes_are_upright_for_every_rotation_flag(rotation: int) -> None:
    (page,) = pages_of(text_pdf("Hello World", rotation=rotation))
    assert page.words is not None
    assert (page.width_pt, page.height_pt, page.turn) == (400, 300, 0)
    assert page.words.texts == ("Hello", "World")
    hello, world = page.words.boxes
    assert hello[0] == pytest.approx(50, abs=0.5)
    assert hello[1] < 60 < hello[3] < 65
    assert hello[2] <= world[0]
    assert hello[2] - hello[0] > hello[3] - hello[1]


@pytest.mark.parametrize("flag", [0, 90, 180, 270])
@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_text_turned_inside_the_page_is_turned_upright(rotation: int, flag: int) -> None:
    document = pymupdf.open()
    page = document.new_page(width=300, height=400)
    page.insert_text((150, 200), ["Hello wide world", "of many words"], fontsize=10, rotate=rotation)
    page.set_rotation(flag)
    (content,) = pages_of(document.tobytes())
    assert content.words is not None
    assert content.turn == (rotation - flag) % 360
    width, height = (300, 400) if rotation % 180 == 0 else (400, 300)
    assert (content.width_pt, content.height_pt) == (width, height)
    boxes = content.words.boxes
    assert (boxes[:, 2] - boxes[:, 0] > boxes[:, 3] - boxes[:, 1]).sum() >= 5
    assert [text for _, text in sorted(zip(boxes[:, 1].round(), content.words.texts, strict=True))][:1] != ["of"]
    assert boxes[0, 2] < boxes[1, 0]
    assert boxes[0, 1] < boxes[3, 1]


def test_words_outside_the_visible_page_are_left_out() -> None:
    document = pymupdf.open()
    page = document.new_page(width=400, height=300)
    page.insert_text((50, 60), "inside the page")
    page.insert_text((50, 280), "below the crop")
    page.set_cropbox(pymupdf.Rect(20, 20, 380, 200))
    (content,) = pages_of(document.tobytes())
    assert content.words is not None
    assert content.words.texts == ("inside", "the", "page")
    assert content.words.boxes[0, 0] == pytest.approx(30, abs=0.5)
    assert (content.width_pt, content.height_pt) == (360, 180)


def test_lines_are_numbered_as_mupdf_parts_them() -> None:
    document = pymupdf.open()
    page = document.new_page(width=400, height=300)
    page.insert_text((50, 60), ["first line", "second line"], fontsize=10)
    page.insert_text((50, 200), "another block", fontsize=10)
    (content,) = pages_of(document.tobytes())
    assert content.words is not None
    assert content.words.texts == ("first", "line", "second", "line", "another", "block")
    lines = content.words.lines.tolist()
    assert [lines[0] == lines[1], lines[1] == lines[2], lines[2] == lines[3], lines[3] == lines[4]] == [
        True,
        False,
        True,
        False,
    ]


def test_page_without_text_layer_comes_as_picture() -> None:
    (page,) = pages_of(scan_pdf())
    assert page.picture is not None
    assert page.picture.dpi == DPI
    assert page.picture.pixels.shape == pytest.approx((400 * DPI / 72, 300 * DPI / 72, 3), abs=1)
    assert page.picture.pixels.dtype == np.uint8
    assert page.words is None


@pytest.mark.parametrize(
    ("stamp", "is_drawn"),
    [("Page 3 of 12", True), (SENTENCE[:60], False), ("", True)],
)
def test_a_stamp_does_not_hide_a_scan(stamp: str, is_drawn: bool) -> None:
    (page,) = pages_of(scan_pdf(stamp))
    assert (page.picture is not None) == is_drawn
    assert bool(page.warnings) == (is_drawn and bool(stamp))


def test_layer_of_marks_without_letters_is_not_believed() -> None:
    (page,) = pages_of(text_pdf("#%& /()= ?!$ " * 5))
    assert page.picture is not None
    assert "few letters" in page.warnings[0]
    assert "#%&" not in page.warnings[0]


def test_blank_page_is_neither_drawn_nor_failed() -> None:
    document = pymupdf.open()
    document.new_page()
    (page,) = pages_of(document.tobytes())
    assert (page.picture, page.words, page.failed) == (None, None, False)


def encrypted_pdf() -> bytes:
    document = pymupdf.open()
    document.new_page().insert_text((50, 60), SENTENCE)
    data: bytes = document.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="secret", owner_pw="owner")
    return data


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyDocumentError),
        (b"%PDF-1.7\n", UnreadableError),
        (b"%PDF-1.7\n" + b"\xffgarbage" * 100, UnreadableError),
        (text_pdf(SENTENCE)[:200], UnreadableError),
        (encrypted_pdf(), EncryptedError),
    ],
)
def test_unusable_file_is_refused_with_its_own_error(
    data: bytes, error: type[DocumentError], capfd: pytest.CaptureFixture
) -> None:
    with pytest.raises(error):
        pages_of(data)
    assert capfd.readouterr() == ("", "")


def test_limits_name_pages_and_pixels() -> None:
    with pytest.raises(LimitExceededError, match="2 pages"):
        pages_of(text_pdf("a", "b"), Limits(max_pages=1))
    with pytest.raises(LimitExceededError) as caught:
        pages_of(scan_pdf(), Limits(max_pixels=10_000))
    assert caught.value.page == 1


def test_page_is_drawn_more_coarsely_to_stay_within_the_limit() -> None:
    (page,) = pages_of(scan_pdf(), Limits(max_pixels=200_000))
    assert page.picture is not None
    assert page.picture.pixels.shape[0] * page.picture.pixels.shape[1] <= 200_000
    assert page.picture.dpi < DPI


def test_pages_are_announced_before_they_are_read() -> None:
    seen: list[int] = []
    pages = read_pdf(text_pdf("a", "b", "c"), Limits(), seen.append)
    next(pages)
    assert seen == [1]
    pages.close()
    assert seen == [1]
