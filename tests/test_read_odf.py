from __future__ import annotations

import pytest

from pipeline.exceptions import EmptyDocumentError, EncryptedError, LimitExceededError, UnreadableError
from pipeline.readers.content import CellText, Piece
from pipeline.readers.odf import read_odf
from tests.conftest import FIXTURES
from tests.office_files import odf, pages, pieces


def text(content: str, **parts: str) -> bytes:
    return odf("text", f"<office:text>{content}</office:text>", **parts)


def sheet(content: str) -> bytes:
    return odf("spreadsheet", f'<office:spreadsheet><table:table table:name="S">{content}</table:table></office:spreadsheet>')


def row(*cells: str, extra: str = "") -> str:
    return f"<table:table-row {extra}>{''.join(cells)}</table:table-row>"


def cell(content: str, extra: str = "") -> str:
    return f"<table:table-cell {extra}><text:p>{content}</text:p></table:table-cell>"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('<text:h text:outline-level="3">a</text:h>', [Piece("heading", "a", 3)]),
        ("<text:h>a</text:h>", [Piece("heading", "a", 1)]),
        ('<text:p>a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d</text:p>', [Piece("paragraph", "a   b\tc\nd")]),
        ("<text:p>a <text:span>b <text:a>c</text:a></text:span> d</text:p>", [Piece("paragraph", "a b c d")]),
        ("<text:p>a<office:annotation><text:p>hush</text:p></office:annotation></text:p>", [Piece("paragraph", "a")]),
        ("<text:tracked-changes><text:p>gone</text:p></text:tracked-changes><text:p>a</text:p>", [Piece("paragraph", "a")]),
        (
            "<text:list><text:list-item><text:p>a</text:p><text:list><text:list-item><text:p>b</text:p></text:list-item></text:list>"
            "</text:list-item></text:list>",
            [Piece("list_item", "a", 1), Piece("list_item", "b", 2)],
        ),
        (
            "<text:p>a<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>n</text:p></text:note-body>"
            "</text:note></text:p><text:p>b</text:p>",
            [Piece("paragraph", "a"), Piece("paragraph", "b"), Piece("paragraph", "n")],
        ),
        (
            "<text:p>a<draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame></text:p>",
            [Piece("paragraph", "a"), Piece("paragraph", "box")],
        ),
        (
            "<table:table>"
            + row(cell("a", 'table:number-columns-spanned="2"'), "<table:covered-table-cell/>")
            + row(cell("b"), cell("c"))
            + "</table:table>",
            [Piece("table", rows=((CellText("a", 1, 2),), (CellText("b"), CellText("c"))))],
        ),
    ],
)
def test_elements_become_pieces(content: str, expected: list[Piece]) -> None:
    assert pieces(read_odf, text(content)) == expected


def test_sheet_shows_what_its_program_showed() -> None:
    data = sheet(
        row(cell("1,5 €", 'office:value="1.5"'), cell("x", 'table:number-columns-repeated="2"'))
        + row(cell("y"), extra='table:number-rows-repeated="2"')
    )
    heading, table = pieces(read_odf, data)
    assert heading == Piece("heading", "S", 2)
    assert [[item.text for item in line] for line in table.rows] == [["1,5 €", "x", "x"], ["y", "", ""], ["y", "", ""]]


@pytest.mark.parametrize(
    "content",
    [
        row(cell("x", 'table:number-columns-repeated="99999999"')),
        row(cell("x"), extra='table:number-rows-repeated="99999999"'),
        row(cell("x", 'table:number-columns-repeated="16000"'), extra='table:number-rows-repeated="1000000"'),
    ],
)
def test_repeated_cells_are_limited(content: str) -> None:
    with pytest.raises(LimitExceededError):
        pages(read_odf, sheet(content))


def test_slides_are_pages_with_titles_and_notes() -> None:
    page = (
        '<draw:page><draw:frame presentation:class="title"><draw:text-box><text:p>t</text:p></draw:text-box></draw:frame>'
        "<draw:frame><draw:text-box><text:p>a</text:p></draw:text-box></draw:frame></draw:page>"
    ).replace("presentation:class", "draw:class")
    found = pages(read_odf, odf("presentation", f"<office:presentation>{page}{page}</office:presentation>"))
    assert [page.pieces for page in found] == [(Piece("heading", "t", 1), Piece("paragraph", "a"))] * 2


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (text("<text:p> </text:p>"), EmptyDocumentError),
        (odf("text", ""), UnreadableError),
        (odf("text", "<office:drawing/>"), UnreadableError),
        (text("<text:p>a</text:p>", manifest="<m><encryption-data/></m>"), EncryptedError),
    ],
)
def test_unusable_file_is_refused(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        pages(read_odf, data)


def test_fixture_keeps_its_structure() -> None:
    found = pieces(read_odf, (FIXTURES / "bread.odt").read_bytes())
    assert [piece.kind for piece in found] == ["heading", "paragraph", "table", "heading", "list_item", "list_item", "footer"]
    assert found[2].rows[0] == (CellText("What", header=True), CellText("How much", header=True))
