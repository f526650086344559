from __future__ import annotations

import io
import zipfile

import pytest
from PIL import Image

from pipeline.exceptions import EmptyDocumentError, LimitExceededError
from pipeline.options import Limits
from pipeline.readers.content import CellText, Piece
from pipeline.readers.office import read_docx
from tests.conftest import FIXTURES
from tests.office_files import docx, package, pages, pieces, relations


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def numbered(text: str, key: int, level: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{key}"/></w:numPr>')


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (p("a &amp; b"), [Piece("paragraph", "a & b")]),
        (p("a", '<w:outlineLvl w:val="1"/>'), [Piece("heading", "a", 2)]),
        (p("a", '<w:outlineLvl w:val="9"/>'), [Piece("paragraph", "a")]),
        (p("a", '<w:pStyle w:val="h2"/>'), [Piece("heading", "a", 2)]),
        (p("a", '<w:pStyle w:val="mine"/>'), [Piece("heading", "a", 2)]),
        (p("a", '<w:pStyle w:val="loop"/>'), [Piece("paragraph", "a")]),
        (p("a", '<w:pStyle w:val="missing"/>'), [Piece("paragraph", "a")]),
        (p("a", '<w:pStyle w:val="cap"/>'), [Piece("caption", "a")]),
        (
            "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>",
            [Piece("paragraph", "new")],
        ),
        (
            "<w:p><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom><w:hyperlink><w:r><w:t>x</w:t></w:r></w:hyperlink></w:p>",
            [Piece("paragraph", "x")],
        ),
        (
            "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:softHyphen/></w:r></w:p>",
            [Piece("paragraph", "a\tb\nc-")],
        ),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText><w:t>1</w:t></w:r></w:p>", [Piece("paragraph", "1")]),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{p('a')}</w:sdtContent></w:sdt>", [Piece("paragraph", "a")]),
        (
            f"<w:p><w:r><w:t>a</w:t><w:pict><w:txbxContent>{p('box')}</w:txbxContent></w:pict></w:r></w:p>",
            [Piece("paragraph", "a"), Piece("paragraph", "box")],
        ),
        (
            numbered("a", 1) + numbered("b", 1, 1) + numbered("c", 1, 1) + numbered("d", 1) + numbered("e", 2),
            [
                Piece("list_item", "(3) a", 1),
                Piece("list_item", "3.i b", 2),
                Piece("list_item", "3.ii c", 2),
                Piece("list_item", "(4) d", 1),
                Piece("list_item", "e", 1),
            ],
        ),
        (numbered("a", 0), [Piece("paragraph", "a")]),
        (numbered("a", 77), [Piece("list_item", "a", 1)]),
    ],
)
def test_elements_become_pieces(body: str, expected: list[Piece]) -> None:
    styles = "".join(
        f'<w:style w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="{base}"/></w:style>'
        for key, name, base in (
            ("h2", "heading 2", ""),
            ("mine", "Clause", "h2"),
            ("loop", "x", "loop"),
            ("cap", "caption", ""),
        )
    )
    levels = (
        '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="(%1)"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1.%2"/></w:lvl>'
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="5">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>'
        '<w:abstractNum w:abstractNumId="6"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="2"><w:abstractNumId w:val="6"/></w:num>'
    )
    assert pieces(read_docx, docx(body, styles=styles, numbering=numbering)) == expected


def test_cells_spread_over_rows_and_columns() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"

    rows = (
        cell("a", '<w:vMerge w:val="restart"/>') + cell("b", '<w:gridSpan w:val="2"/>'),
        cell("", "<w:vMerge/>") + cell("c") + cell("d", '<w:vMerge w:val="restart"/>'),
        cell("", "<w:vMerge/>") + cell("e") + cell("", "<w:vMerge/>"),
    )
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    (piece,) = pieces(read_docx, docx(table))
    assert piece.rows == (
        (CellText("a", 3, 1), CellText("b", 1, 2)),
        (CellText("c"), CellText("d", 2, 1)),
        (CellText("e"),),
    )


def test_table_within_a_cell_is_its_text() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{p('x')}</w:tc><w:tc>{p('y')}</w:tc></w:tr></w:tbl>"
    (piece,) = pieces(read_docx, docx(f"<w:tbl><w:tr><w:tc>{p('a')}{inner}{p('')}</w:tc></w:tr></w:tbl>"))
    assert piece.rows == ((CellText("a\nx y"),),)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (p("a") + '<w:p><w:r><w:br w:type="page"/></w:r></w:p>' + p("b"), [["a"], ["b"]]),
        ('<w:p><w:r><w:t>a</w:t><w:br w:type="page"/><w:t>b</w:t></w:r></w:p>', [["a"], ["b"]]),
        (p("a") + p("b", "<w:pageBreakBefore/>"), [["a"], ["b"]]),
        (p("a") + p("b", '<w:pageBreakBefore w:val="0"/>'), [["a", "b"]]),
        (p("a") + "<w:p><w:r><w:lastRenderedPageBreak/><w:t>b</w:t></w:r></w:p>", [["a", "b"]]),
    ],
)
def test_pages_end_where_the_writer_broke_them(body: str, expected: list[list[str]]) -> None:
    assert [[piece.text for piece in page.pieces] for page in pages(read_docx, docx(body))] == expected


def test_fixture_keeps_its_structure() -> None:
    first, last = pages(read_docx, (FIXTURES / "minutes.docx").read_bytes())
    kinds = ["header", "heading", "heading", "paragraph", "table", "heading", "list_item", "list_item", "heading", "list_item"]
    assert [piece.kind for piece in first.pieces] == kinds
    table = first.pieces[4].rows
    assert table[0] == (CellText("Room", header=True), CellText("Measured", 1, 2, True))
    assert table[1][0] == CellText("Reading room", 2)
    assert [piece.text for piece in last.pieces][1:] == ["One valve was of the wrong size.", "Kept by the secretary"]


def with_picture(body: str, size: tuple[int, int]) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", size, "white").save(stream, "PNG")
    with zipfile.ZipFile(io.BytesIO(docx(body))) as old:
        parts: dict[str, str | bytes] = {name: old.read(name) for name in old.namelist()}
    parts |= {"word/_rels/document.xml.rels": relations(image="a.png"), "word/a.png": stream.getvalue()}
    return package(parts)


def test_document_of_nothing_but_a_scan_is_its_picture() -> None:
    (page,) = pages(read_docx, with_picture(p(""), (300, 200)))
    assert page.pieces is None
    assert page.pictures[0].pixels.shape == (200, 300, 3)
    with pytest.raises(EmptyDocumentError):
        pages(read_docx, with_picture(p(""), (30, 20)))


def test_pictures_beside_text_are_named() -> None:
    (page,) = pages(read_docx, with_picture(p("a"), (300, 200)))
    assert page.warnings == ("The document shows 1 pictures beside its text, which are not read.",)
    assert pages(read_docx, with_picture(p("a"), (30, 20)))[0].warnings == ()


def test_limits_and_empty_documents() -> None:
    body = p("a") + p("b", "<w:pageBreakBefore/>")
    with pytest.raises(LimitExceededError, match="2 pages"):
        pages(read_docx, docx(body), Limits(max_pages=1))
    with pytest.raises(EmptyDocumentError):
        pages(read_docx, docx(p(" ")))
