from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.readers.assemble import Assembly
from pipeline.readers.content import PageContent, PageWords, Picture
from pipeline.record import PAGE_BREAK

words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=6)
places = st.tuples(st.integers(0, 500), st.integers(0, 700), st.integers(1, 80), st.integers(1, 30))
pages = st.lists(st.lists(st.tuples(words, places, st.integers(0, 5)), max_size=12), min_size=1, max_size=4)
PICTURE = Picture(np.zeros((2, 2, 3), np.uint8), 96.0)


def page_words(*found: tuple[str, float], source: int = 1) -> PageWords:
    """Words on one line with their confidence."""
    count = len(found)
    boxes = [[40.0 * number, 0.0, 40.0 * number + 30, 10.0] for number in range(count)]
    return PageWords(
        [text for text, _ in found],
        np.array(boxes).reshape(-1, 4),
        np.zeros(count, np.int64),
        np.array([sure for _, sure in found]),
        np.full(count, source, np.uint8),
    )


def scattered(found: list[tuple[str, tuple[int, int, int, int], int]]) -> PageWords:
    boxes = np.array([(x, y, x + wide, y + high) for _, (x, y, wide, high), _ in found], np.float64).reshape(-1, 4)
    lines = np.array([line for *_, line in found], np.int64)
    return PageWords([text for text, *_ in found], boxes, lines, np.ones(len(found)), np.zeros(len(found), np.uint8))


@given(pages)
def test_every_word_stands_once_and_its_span_is_exactly_it(
    found: list[list[tuple[str, tuple[int, int, int, int], int]]],
) -> None:
    assembly = Assembly()
    for page in found:
        assembly.add(PageContent(600, 800, scattered(page)))
    text = assembly.text
    assert PAGE_BREAK.join(text[page.start : page.end] for page in assembly.pages) == text
    for page, given_words in zip(assembly.pages, found, strict=True):
        spans = list(zip(page.words.start.tolist(), page.words.end.tolist(), strict=True))
        assert sorted(text[start:end] for start, end in spans) == sorted(word for word, *_ in given_words)
        assert text[page.start : page.end].split() == [part for start, end in spans for part in text[start:end].split()]


@given(pages)
def test_blocks_are_disjoint_and_hold_every_word(found: list[list[tuple[str, tuple[int, int, int, int], int]]]) -> None:
    assembly = Assembly()
    for page in found:
        assembly.add(PageContent(600, 800, scattered(page)))
    blocks = assembly.blocks()
    assert all(one.end <= other.start for one, other in itertools.pairwise(blocks))
    for page in assembly.pages:
        for start, end in zip(page.words.start.tolist(), page.words.end.tolist(), strict=True):
            assert sum(block.start <= start and end <= block.end for block in blocks) == 1
    for block in blocks:
        cells = block.table.cells if block.table else ()
        assert all(block.start <= cell.start <= cell.end <= block.end for cell in cells)
        assert all(one.end <= other.start for one, other in itertools.pairwise(cells))


@pytest.mark.parametrize(
    ("confidences", "expected"),
    [([0.5], 0.5), ([1.0, 0.0], 0.5)],
)
def test_page_confidence_is_the_mean_of_its_words(confidences: list[float], expected: float) -> None:
    assembly = Assembly()
    assembly.add(PageContent(words=page_words(*(("word", sure) for sure in confidences)), pictures=(PICTURE,)))
    (page,) = assembly.pages
    assert page.ocr_confidence == pytest.approx(expected)
    assert page.source == "ocr"


def test_picture_without_words_is_blank() -> None:
    assembly = Assembly()
    assembly.add(PageContent(pictures=(PICTURE,)))
    assert (assembly.pages[0].source, assembly.pages[0].ocr_confidence) == ("blank", 0.0)


def test_longer_words_weigh_more() -> None:
    assembly = Assembly()
    assembly.add(PageContent(words=page_words(("abc", 1.0), ("x", 0.0)), pictures=(PICTURE,)))
    assert assembly.pages[0].ocr_confidence == 0.75
    assert assembly.pages[0].words.source.tolist() == [1, 1]


def test_picture_beside_a_layer_that_adds_nothing_counts_as_no_ocr() -> None:
    assembly = Assembly()
    assembly.add(PageContent(words=page_words(("abc", 1.0), source=0), pictures=(PICTURE,)))
    assert (assembly.pages[0].source, assembly.pages[0].ocr_confidence) == ("text", None)


def test_text_without_geometry_stands_as_it_is() -> None:
    assembly = Assembly()
    assembly.add(PageContent(text="a  b\n\nc"))
    (page,) = assembly.pages
    assert (assembly.text, page.source, len(page.words), page.ocr_confidence) == ("a  b\n\nc", "text", 0, None)


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_boxes_lead_back_to_the_page_as_shown(degrees: int) -> None:
    from pipeline.readers.layout import turned

    shown = np.array([[10.0, 20.0, 60.0, 30.0]])
    upright = turned(shown, degrees, 300, 400)
    width, height = (400, 300) if degrees % 180 else (300, 400)
    assembly = Assembly()
    assembly.add(PageContent(width, height, page_words(("x", 1.0)), turn=degrees))
    assert assembly.pages[0].as_shown(tuple(upright[0].tolist())) == tuple(shown[0].tolist())
