from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.readers.assemble import Assembly, Token
from pipeline.readers.content import PageContent
from pipeline.record import PAGE_BREAK

words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=6)
pages = st.lists(st.lists(st.lists(words, max_size=4), max_size=4), min_size=1, max_size=4)


def assembled(texts: list[list[list[str]]]) -> Assembly:
    assembly = Assembly()
    for lines in texts:
        tokens = [[Token(text, (1.0, 2.0, 3.0, 4.0)) for text in line] for line in lines]
        assembly.add(PageContent(width_pt=100, height_pt=200), tokens)
    return assembly


@given(pages)
def test_every_span_is_exactly_its_word(texts: list[list[list[str]]]) -> None:
    assembly = assembled(texts)
    text = assembly.text
    found = [[text[start:end] for start, end in zip(page.words.start, page.words.end, strict=True)] for page in assembly.pages]
    assert found == [[word for line in lines for word in line] for lines in texts]


@given(pages)
def test_pages_are_spans_parted_by_page_breaks(texts: list[list[list[str]]]) -> None:
    assembly = assembled(texts)
    assert [page.index for page in assembly.pages] == list(range(len(texts)))
    assert PAGE_BREAK.join(assembly.text[page.start : page.end] for page in assembly.pages) == assembly.text
    for page, lines in zip(assembly.pages, texts, strict=True):
        assert assembly.text[page.start : page.end] == "\n".join(" ".join(line) for line in lines)


@pytest.mark.parametrize(
    ("confidences", "expected"),
    [([0.5], 0.5), ([1.0, 0.0], 0.5), ([], 0.0)],
)
def test_page_confidence_is_the_mean_of_its_words(confidences: list[float], expected: float) -> None:
    import numpy as np

    from pipeline.readers.content import Picture

    picture = Picture(np.zeros((2, 2, 3), np.uint8), 96.0)
    assembly = Assembly()
    assembly.add(PageContent(picture=picture), [[Token("word", (0, 0, 1, 1), confidence) for confidence in confidences]])
    (page,) = assembly.pages
    assert page.ocr_confidence == pytest.approx(expected)
    assert page.source == ("ocr" if confidences else "blank")


def test_longer_words_weigh_more() -> None:
    import numpy as np

    from pipeline.readers.content import Picture

    assembly = Assembly()
    tokens = [Token("abc", (0, 0, 1, 1), 1.0), Token("x", (1, 0, 2, 1), 0.0)]
    assembly.add(PageContent(picture=Picture(np.zeros((2, 2, 3), np.uint8), 96.0)), [tokens])
    assert assembly.pages[0].ocr_confidence == 0.75
    assert assembly.pages[0].words.source.tolist() == [1, 1]


def test_text_without_geometry_stands_as_it_is() -> None:
    assembly = Assembly()
    assembly.add(PageContent(text="a  b\n\nc"), "a  b\n\nc")
    (page,) = assembly.pages
    assert (assembly.text, page.source, len(page.words), page.ocr_confidence) == ("a  b\n\nc", "text", 0, None)
