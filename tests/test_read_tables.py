"""Tables with their cells, headers and footers, as they come out of a PDF."""

from __future__ import annotations

import pymupdf
import pytest

from pipeline.record import Block, Document, Record
from pipeline.stage import Deadline
from pipeline.stages.read import ReadStage

Cells = list[tuple[float, str]]


def read(document: pymupdf.Document) -> Record:
    data = document.tobytes()
    return ReadStage().run(Record(Document("", "application/pdf", len(data)), data), Deadline())


def drawn(rows: list[tuple[float, Cells]], rules: tuple[tuple[float, float, float, float], ...] = ()) -> Record:
    document = pymupdf.open()
    page = document.new_page(width=600, height=800)
    for y, cells in rows:
        for x, text in cells:
            page.insert_text((x, y), text, fontsize=10)
    for x0, y0, x1, y1 in rules:
        page.draw_line((x0, y0), (x1, y1))
    return read(document)


def tables(record: Record) -> list[Block]:
    return [block for block in record.blocks if block.table is not None]


def grid(record: Record, block: Block) -> list[list[str]]:
    assert block.table is not None
    rows: list[list[str]] = [[] for _ in range(block.table.rows)]
    for cell in block.table.cells:
        rows[cell.row].append(record.text[cell.start : cell.end])
    return rows


HEAD = (100.0, [(60.0, "Article"), (300.0, "Quantity"), (400.0, "Price"), (500.0, "Amount")])


def body(y: float, name: str, amount: str = "28.50") -> tuple[float, Cells]:
    return (y, [(60, name), (300, "3"), (400, "9.50"), (500, amount)])


def test_cells_are_spans_of_the_text() -> None:
    record = drawn([HEAD, body(118, "copper lantern"), body(136, "brass bell"), body(154, "oak ladder")])
    (block,) = tables(record)
    assert grid(record, block) == [
        ["Article", "Quantity", "Price", "Amount"],
        ["copper lantern", "3", "9.50", "28.50"],
        ["brass bell", "3", "9.50", "28.50"],
        ["oak ladder", "3", "9.50", "28.50"],
    ]
    assert record.text[block.start : block.end] == "\n".join("\t".join(row) for row in grid(record, block))
    assert [cell.header for cell in block.table.cells] == [True] * 4 + [False] * 12


def test_wrapped_description_is_one_cell() -> None:
    rows = [
        HEAD,
        body(118, "copper lantern with"),
        (130, [(60, "a long chain")]),
        body(150, "brass bell"),
        body(170, "oak ladder"),
    ]
    record = drawn(rows)
    (block,) = tables(record)
    assert grid(record, block)[1] == ["copper lantern with a long chain", "3", "9.50", "28.50"]
    assert block.table.rows == 4


def test_empty_cell_keeps_its_place() -> None:
    rows = [
        HEAD,
        body(118, "copper lantern"),
        (136, [(60, "brass bell"), (500, "7.00")]),
        body(154, "oak ladder"),
        body(172, "rope"),
    ]
    record = drawn(rows)
    (block,) = tables(record)
    assert grid(record, block)[2] == ["brass bell", "", "", "7.00"]
    assert "brass bell\t\t\t7.00" in record.text


def test_cell_over_two_columns_spreads() -> None:
    rows = [
        (82.0, [(60.0, "Order"), (300.0, "Quantity and price of each article")]),
        HEAD,
        *(body(118 + 18 * number, f"article {number}") for number in range(12)),
    ]
    record = drawn(rows)
    (block,) = tables(record)
    spreading = [cell for cell in block.table.cells if cell.column_span > 1]
    assert [(cell.row, cell.column, cell.column_span) for cell in spreading] == [(0, 1, 2)]


def test_drawn_lines_make_a_table_of_words() -> None:
    rows = [(100.0 + 20 * number, [(60.0, f"town {number}"), (260.0, f"river {number}")]) for number in range(4)]
    rules = tuple((50.0, 86.0 + 20 * number, 450.0, 86.0 + 20 * number) for number in range(5))
    assert len(tables(drawn(rows, rules))) == 1
    assert tables(drawn(rows)) == []


def test_rows_between_drawn_lines_hold_all_their_lines() -> None:
    rows: list[tuple[float, Cells]] = []
    rules = [(50.0, 86.0, 550.0, 86.0)]
    for number in range(4):
        top = 100.0 + 40 * number
        rows += [
            (top, [(60.0, f"town {number}"), (220.0, f"river {number} runs"), (400.0, f"bridge {number} spans")]),
            (top + 13, [(60.0, "by the sea"), (220.0, "to the lake"), (400.0, "the valley")]),
        ]
        rules.append((50.0, top + 24, 550.0, top + 24))
    record = drawn(rows, tuple(rules))
    (block,) = tables(record)
    assert grid(record, block)[1] == ["town 1 by the sea", "river 1 runs to the lake", "bridge 1 spans the valley"]
    assert block.table.rows == 4


@pytest.mark.parametrize(
    "rows",
    [
        [(100.0, [(60.0, "Dear Sir or Madam"), (400.0, "Bristol")]), (140.0, [(60.0, "Yours")])],
        [(100.0 + 13 * n, [(60.0, f"this is a line of running text number {n} of the page")]) for n in range(6)],
        [(100.0, [(60.0, "Left"), (400.0, "Right")])],
    ],
)
def test_text_is_no_table(rows: list[tuple[float, Cells]]) -> None:
    assert tables(drawn(rows)) == []


def long_document(pages: int) -> Record:
    document = pymupdf.open()
    for number in range(pages):
        page = document.new_page(width=600, height=800)
        page.insert_text((60, 40), "Harborlight Marine Supplies", fontsize=9)
        page.insert_text((60, 770), f"Page {number + 1} of {pages}", fontsize=9)
        page.insert_text((60, 100), f"Chapter about the {['copper', 'iron', 'brass'][number % 3]} lantern", fontsize=10)
        page.insert_text((60, 70), f"{['one', 'two', 'three'][number % 3]} stands here alone", fontsize=10)
        for line in range(4):
            for x, text in ((60, f"item {line}"), (300, str(line)), (400, "9.50"), (500, "28.50")):
                page.insert_text((x, 690 + 12 * line if number % 2 == 0 else 60 + 130 + 12 * line), text, fontsize=10)
    return read(document)


def kinds(record: Record, kind: str) -> list[str]:
    return [record.text[block.start : block.end] for block in record.blocks if block.kind == kind]


def test_lines_that_repeat_are_headers_and_footers() -> None:
    record = long_document(3)
    assert kinds(record, "header") == ["Harborlight Marine Supplies"] * 3
    assert kinds(record, "footer") == ["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"]
    assert [text for text in kinds(record, "paragraph") if "Harborlight" in text] == []


def test_line_on_one_page_only_is_no_header() -> None:
    record = long_document(1)
    assert kinds(record, "header") == []
    assert kinds(record, "footer") == ["Page 1 of 1"]


def test_table_goes_on_over_the_page() -> None:
    document = pymupdf.open()
    for number in range(2):
        page = document.new_page(width=600, height=800)
        page.insert_text((60, 40), "Harborlight Marine Supplies", fontsize=9)
        page.insert_text((60, 770), f"Page {number + 1}", fontsize=9)
        if number == 0:
            page.insert_text((60, 300), "These are the articles of the order.", fontsize=10)
        for line in range(5):
            for x, text in ((60, f"item {number} {line}"), (300, str(line)), (400, "9.50"), (500, "28.50")):
                page.insert_text((x, 700 + 12 * line - (600 if number else 0) - (28 if not number else 0)), text, fontsize=10)
    record = read(document)
    assert [block.table.continued for block in tables(record)] == [False, True]
