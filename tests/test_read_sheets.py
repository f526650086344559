from __future__ import annotations

import tracemalloc

import pytest

from pipeline.exceptions import EmptyDocumentError, LimitExceededError, UnreadableError
from pipeline.options import Limits
from pipeline.readers import sheets
from pipeline.readers.cellformat import CellFormat
from pipeline.readers.content import CellText, Piece
from pipeline.readers.sheets import read_xlsx
from tests.office_files import pages, pieces, tables, xlsx


def sheet(*rows: str, after: str = "") -> str:
    return f"<sheetData>{''.join(rows)}</sheetData>{after}"


def row(number: int, **cells: str) -> str:
    return (
        f'<row r="{number}">' + "".join(f'<c r="{key}{number}"><v>{value}</v></c>' for key, value in cells.items()) + "</row>"
    )


@pytest.mark.parametrize(
    ("code", "raw", "expected"),
    [
        ("General", "1234.5", "1234.5"),
        ("General", "3", "3"),
        ("General", "19.990000000000002", "19.99"),
        ("General", "1E+20", "100000000000000000000"),
        ("General", "1.5E-7", "0.00000015"),
        ("0.00", "1234.5", "1234.50"),
        ("#,##0.00", "1234567.891", "1234567.89"),
        ("0", "2.5", "3"),
        ("0.00", "1.005", "1.01"),
        ("0.00", "-0.001", "0.00"),
        ('#,##0.00\\ "€"', "5", "5.00 €"),
        ("[$€-407] #,##0.00", "5", "€5.00"),
        ("[$EUR] #,##0.00", "-5", "-EUR 5.00"),
        ("$#,##0.00_);($#,##0.00)", "-5", "-$5.00"),
        ("0%", "0.19", "19%"),
        ("0.0%", "0.1234", "12.3%"),
        ("yyyy-mm-dd", "46087", "2026-03-06"),
        ("dd/mm/yyyy hh:mm", "46087.5", "2026-03-06 12:00"),
        ('d" de "mmmm" de "yyyy', "46087", "2026-03-06"),
        ("[Red]dd.mm.yy", "46087", "2026-03-06"),
        ("h:mm", "0.75", "18:00"),
        ("[h]:mm:ss", "1.5", "36:00"),
        ("yyyy-mm-dd", "-4", "-4"),
        ("yyyy-mm-dd", "1", "1900-01-01"),
        ("0.00E+00", "1234.5", "1234.5"),
        ("# ?/?", "0.5", "0.5"),
        ("@", "42", "42"),
        ("#,##0,", "1234567", "1234567"),
        ("0.00", "words", "words"),
        ("0.00", "NaN", "NaN"),
        ("0.00", "1E+300", "1e+300"),
    ],
)
def test_value_is_shown_by_its_format(code: str, raw: str, expected: str) -> None:
    assert CellFormat.of(200, {200: code}).shown(raw) == expected


def test_dates_count_from_1904_where_the_workbook_says_so() -> None:
    shape = CellFormat.of(14, {})
    assert shape.shown("44625", from_1904=True) == shape.shown("46087") == "2026-03-06"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<c r="A1" t="s"><v>1</v></c>', "rich text"),
        ('<c r="A1" t="s"><v>9</v></c>', None),
        ('<c r="A1" t="inlineStr"><is><t>in_x000A_line</t></is></c>', "in\nline"),
        ('<c r="A1" t="str"><f>A2</f><v>made</v></c>', "made"),
        ('<c r="A1" t="b"><v>1</v></c>', "TRUE"),
        ('<c r="A1" t="e"><v>#DIV/0!</v></c>', "#DIV/0!"),
        ('<c r="A1" t="d"><v>2026-03-06</v></c>', "2026-03-06"),
        ('<c r="A1" s="1"><v>0.5</v></c>', "50%"),
        ('<c r="A1" s="77"><v>0.5</v></c>', "0.5"),
        ("<c><v>7</v></c>", "7"),
        ('<c r="A1"/>', None),
    ],
)
def test_cell_of_every_type(cell: str, expected: str | None) -> None:
    strings = "<si><t>plain</t></si><si><r><t>rich</t></r><r><t> text</t></r><rPh><t>x</t></rPh></si>"
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="9"/></cellXfs>'
    data = xlsx(sheet(f'<row r="1">{cell}<c r="B1"><v>1</v></c></row>'), strings=strings, styles=styles)
    (table,) = tables(read_xlsx, data) or [[[]]]
    assert table == ([[expected, "1"]] if expected is not None else [[]])


def test_rows_apart_are_tables_apart_and_empty_columns_go() -> None:
    data = xlsx(sheet(row(2, B="1", D="2"), row(3, B="3"), row(9, C="alone"), row(20, A="4", XFD="5")))
    found = pieces(read_xlsx, data)
    assert [[[cell.text for cell in line] for line in piece.rows] or piece.text for piece in found] == [
        "S1",
        [["1", "2"], ["3", ""]],
        "alone",
        [["4", "5"]],
    ]


def test_merged_cells_spread() -> None:
    merged = '<mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="A2:A3"/><mergeCell ref="nonsense"/></mergeCells>'
    data = xlsx(sheet(row(1, A="1", D="0"), row(2, A="2", B="3", C="4"), row(3, B="5", C="6", D="7"), after=merged))
    table = pieces(read_xlsx, data)[1]
    assert table.rows[0] == (CellText("1", 1, 3), CellText("0"))
    assert [cell.text for cell in table.rows[1]] == ["2", "3", "4", ""]
    assert table.rows[1][0].row_span == 2
    assert [cell.text for cell in table.rows[2]] == ["5", "6", "7"]


def test_far_corners_take_no_memory() -> None:
    data = xlsx(sheet(row(1, A="1"), row(1_048_576, XFD="2")))
    tracemalloc.start()
    found = pieces(read_xlsx, data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [piece.text for piece in found] == ["S1", "1", "2"]
    assert peak < 5_000_000


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "CELLS_MAX", 3)
    assert pages(read_xlsx, xlsx(sheet(row(1, A="1", B="2", C="3"))))
    with pytest.raises(LimitExceededError, match="cells"):
        pages(read_xlsx, xlsx(sheet(row(1, A="1", B="2")), sheet(row(1, A="1", B="2"))))
    with pytest.raises(LimitExceededError, match="places"):
        pages(read_xlsx, xlsx(sheet(row(1, A="1"), row(2, B="2"), row(3, C="2"))))
    with pytest.raises(LimitExceededError, match="2 sheets"):
        pages(read_xlsx, xlsx(sheet(), sheet()), Limits(max_pages=1))


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (sheet(), EmptyDocumentError),
        ("<sheetData><row>", UnreadableError),
        ("<sheetData/>" + "<a>" * 400, UnreadableError),
    ],
)
def test_unusable_workbook_is_refused(content: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        pages(read_xlsx, xlsx(content))


def test_entities_in_a_sheet_are_refused() -> None:
    data = xlsx("SHEET")
    import io
    import zipfile

    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = (
                b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet>&b;</worksheet>' if name.endswith("sheet1.xml") else old.read(name)
            )
            new.writestr(name, content)
    with pytest.raises(UnreadableError, match="entities"):
        pages(read_xlsx, stream.getvalue())


def test_hidden_sheet_is_read_with_a_warning() -> None:
    from tests.conftest import FIXTURES

    first, second = pages(read_xlsx, (FIXTURES / "stock.xlsx").read_bytes())
    assert (first.warnings, second.warnings) == ((), ("Sheet 2 is hidden.",))
    assert first.pieces[1].rows[0] == (CellText("Stock of the rope loft", 1, 4),)
    assert second.pieces == (Piece("heading", "Notes", 2), Piece("paragraph", "The hemp is damp on the north side."))
