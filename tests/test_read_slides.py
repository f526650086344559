from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from pipeline.exceptions import EmptyDocumentError, LimitExceededError
from pipeline.options import Limits
from pipeline.readers.content import CellText, Piece
from pipeline.readers.slides import read_pptx
from tests.conftest import FIXTURES
from tests.office_files import pages, pieces, pptx, relations


def shape(text: str, place: str = "", properties: str = "") -> str:
    return (
        f"<p:sp><p:nvSpPr><p:nvPr>{place}</p:nvPr></p:nvSpPr>"
        f"<p:txBody><a:p>{properties}<a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def png(width: int, height: int) -> bytes:
    stream = io.BytesIO()
    Image.fromarray(np.full((height, width, 3), 200, np.uint8)).save(stream, "PNG")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("shapes", "expected"),
    [
        (shape("a"), [Piece("paragraph", "a")]),
        (shape("a", '<p:ph type="body"/>'), [Piece("list_item", "a", 1)]),
        (shape("a", '<p:ph idx="1"/>', '<a:pPr lvl="2"/>'), [Piece("list_item", "a", 3)]),
        (shape("a", '<p:ph type="body"/>', "<a:pPr><a:buNone/></a:pPr>"), [Piece("paragraph", "a")]),
        (shape("a", "", '<a:pPr><a:buChar char="x"/></a:pPr>'), [Piece("list_item", "a", 1)]),
        (shape("a", '<p:ph type="ftr"/>') + shape("b"), [Piece("paragraph", "b"), Piece("footer", "a")]),
        (shape("a") + shape("t", '<p:ph type="ctrTitle"/>'), [Piece("heading", "t", 1), Piece("paragraph", "a")]),
        (f"<p:grpSp><p:grpSp>{shape('a')}</p:grpSp>{shape('b')}</p:grpSp>", [Piece("paragraph", "a"), Piece("paragraph", "b")]),
    ],
)
def test_shapes_become_pieces(shapes: str, expected: list[Piece]) -> None:
    assert pieces(read_pptx, pptx(shapes)) == expected


def test_cells_spread() -> None:
    def cell(text: str, extra: str = "") -> str:
        return f"<a:tc {extra}><a:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></a:txBody></a:tc>"

    first = cell("a", 'gridSpan="2"') + cell("", 'hMerge="1"') + cell("b", 'rowSpan="2"')
    rows = (f"<a:tr>{first}</a:tr>", "<a:tr>" + cell("c") + cell("d") + cell("", 'vMerge="1"') + "</a:tr>")
    (piece,) = pieces(read_pptx, pptx(f"<p:graphicFrame><a:tbl><a:tblPr/>{''.join(rows)}</a:tbl></p:graphicFrame>"))
    assert piece.rows == ((CellText("a", 1, 2), CellText("b", 2, 1)), (CellText("c"), CellText("d")))


def test_notes_follow_their_slide() -> None:
    first, second = pages(read_pptx, (FIXTURES / "birds.pptx").read_bytes())
    assert [piece.kind for piece in first.pieces] == ["heading", "list_item", "list_item"]
    assert second.pieces[-1] == Piece("paragraph", "Thank the volunteers who climbed the roof.")
    assert second.pieces[1].rows[0][0].header


def test_slide_of_pictures_is_its_largest() -> None:
    shown = relations(image1="a.png", image2="b.png", image3="c.png")
    data = pptx("<p:pic/>", shape("words"), relations_of_first=shown, a_png=png(300, 200), b_png=png(400, 300), c_png=png(9, 9))
    first, second = pages(read_pptx, data)
    assert first.pieces is None
    assert first.pictures[0].pixels.shape == (300, 400, 3)
    assert second.pieces == (Piece("paragraph", "words"),)


def test_icons_alone_are_no_text() -> None:
    with pytest.raises(EmptyDocumentError):
        pages(read_pptx, pptx("<p:pic/>", relations_of_first=relations(image1="a.png"), a_png=png(99, 99)))


def test_damaged_picture_is_a_failed_page() -> None:
    shown = relations(image1="a.png")
    broken = png(300, 300)[:-40]
    first, _ = pages(read_pptx, pptx("<p:pic/>", shape("words"), relations_of_first=shown, a_png=broken))
    assert first.failed
    assert first.warnings


def test_too_many_slides_are_refused() -> None:
    with pytest.raises(LimitExceededError, match="2 slides"):
        pages(read_pptx, pptx(shape("a"), shape("b")), Limits(max_pages=1))


def test_pictures_beside_text_are_named() -> None:
    shown = relations(image1="a.png", image2="b.png")
    (page,) = pages(read_pptx, pptx(shape("words"), relations_of_first=shown, a_png=png(300, 300), b_png=png(9, 9)))
    assert page.warnings == ("Slide 1 shows 1 pictures beside its text, which are not read.",)
