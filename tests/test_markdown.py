from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from msgspec import structs

from pipeline.markdown import markdown
from pipeline.options import Limits
from pipeline.readers.content import CellText, Piece
from pipeline.readers.office import read_docx
from pipeline.readers.pieces import lay_out
from pipeline.record import PAGE_BREAK, Block, Cell, Document, Page, PIIFinding, Privacy, Record, Table
from tests.conftest import FIXTURES


def record_of(*pages: tuple[Piece, ...]) -> Record:
    text, laid, blocks = "", list[Page](), list[Block]()
    for index, pieces in enumerate(pages):
        text += PAGE_BREAK if index else ""
        start = len(text)
        more, found = lay_out(pieces, start, index)
        text += more
        blocks += found
        laid.append(Page(index, 0, 0, start, len(text), "text"))
    return Record(Document("", "", 0), text=text, pages=tuple(laid), blocks=tuple(blocks))


def rows(*texts: str) -> tuple[tuple[CellText, ...], ...]:
    return tuple(tuple(CellText(cell) for cell in text.split("|")) for text in texts)


def shown(text: str) -> str:
    """What a reader of the rendered Markdown sees, without white space."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    parts = []
    for token in tokens:
        parts += [item.content for item in token.children or () if item.type in ("text", "code_inline")]
        parts += [token.content] if token.type in ("fence", "code_block", "html_block") else []
    return "".join("".join(parts).split())


@pytest.mark.parametrize(
    ("piece", "expected"),
    [
        (Piece("heading", "Terms", 2), "## Terms\n"),
        (Piece("heading", "Two\nlines", 9), "###### Two lines\n"),
        (Piece("paragraph", "one\ntwo"), "one  \ntwo\n"),
        (Piece("list_item", "first", 1), "- first\n"),
        (Piece("list_item", "• first", 1), "- first\n"),
        (Piece("list_item", "6. sixth", 1), "6. sixth\n"),
        (Piece("list_item", "b", 2), "   - b\n"),
        (Piece("code", "a ``` b"), "````\na ``` b\n````\n"),
        (Piece("paragraph", "# no heading"), "\\# no heading\n"),
        (Piece("paragraph", "1. no list"), "1\\. no list\n"),
        (Piece("paragraph", "- no list"), "\\- no list\n"),
        (Piece("paragraph", "2*3*4 a_b_c _x_"), "2\\*3\\*4 a_b_c \\_x\\_\n"),
        (Piece("paragraph", "<b> 1 < 2 &amp; & co"), "\\<b> 1 < 2 \\&amp; & co\n"),
        (Piece("paragraph", "[MASKED_EMAIL] [a](b)"), "[MASKED_EMAIL] [a\\](b)\n"),
        (Piece("table", rows=rows("a|b", "1|2")), "| a | b |\n| --- | --- |\n| 1 | 2 |\n"),
        (Piece("table", rows=((CellText("x|y"), CellText("z")),)), "| x\\|y | z |\n| --- | --- |\n"),
    ],
)
def test_piece_becomes_its_mark(piece: Piece, expected: str) -> None:
    assert markdown(record_of((piece,))) == expected


def test_items_of_a_list_stay_together_and_apart_from_the_rest() -> None:
    pieces = (Piece("paragraph", "a"), Piece("list_item", "b", 1), Piece("list_item", "c", 2), Piece("paragraph", "d"))
    assert markdown(record_of(pieces)) == "a\n\n- b\n   - c\n\nd\n"


def test_cells_that_spread_make_an_html_table() -> None:
    table = (
        (CellText("a", column_span=2), CellText("b")),
        (CellText("c", row_span=2), CellText("d"), CellText("e")),
        (CellText("f"),),
    )
    text = markdown(record_of((Piece("table", rows=table),)))
    assert text.split("\n") == [
        "<table>",
        '<tr><td colspan="2">a</td><td>b</td></tr>',
        '<tr><td rowspan="2">c</td><td>d</td><td>e</td></tr>',
        "<tr><td>f</td></tr>",
        "</table>",
        "",
    ]


def test_spread_cells_keep_their_text_and_head() -> None:
    head = (CellText("a & b <c>", column_span=2, header=True),)
    text = markdown(record_of((Piece("table", rows=(head, (CellText("1|2"), CellText("")))),)))
    assert '<tr><th colspan="2">a &amp; b &lt;c&gt;</th></tr>\n<tr><td>1|2</td><td></td></tr>' in text


def test_empty_cell_that_spreads_leaves_the_table_as_it_is() -> None:
    table = ((CellText("a"), CellText("b")), (CellText("", column_span=2),), (CellText("c"), CellText("d")))
    assert markdown(record_of((Piece("table", rows=table),))) == "| a | b |\n| --- | --- |\n|  |  |\n| c | d |\n"


@pytest.mark.parametrize("spreads", [False, True])
def test_head_printed_again_on_the_next_page_is_given_once(spreads: bool) -> None:
    head = (CellText("Harbour", header=True), CellText("Tide", header=True))
    wide = ((CellText("c", column_span=2),),) if spreads else ()
    record = record_of((Piece("table", rows=(head, *wide, *rows("1|2"))),), (Piece("table", rows=(head, *wide, *rows("3|4"))),))
    first, last = record.blocks
    assert last.table is not None
    joined = structs.replace(last, table=structs.replace(last.table, continued=True))
    text = markdown(structs.replace(record, blocks=(first, joined)))
    assert text.count("Harbour") == text.count("Tide") == 1
    assert text.index("2") < text.index("3")


def test_headers_and_footers_are_given_once() -> None:
    page = (Piece("header", "Acme Ltd"), Piece("paragraph", "words"), Piece("footer", "Page 1"))
    other = (Piece("header", "Acme Ltd"), Piece("paragraph", "more"), Piece("footer", "Page 2"))
    assert markdown(record_of(page, other)) == "Acme Ltd\n\nwords\n\nPage 1\n\nmore\n"


def test_table_over_pages_is_one_table() -> None:
    record = record_of(
        (Piece("table", rows=rows("a|b", "1|2")), Piece("footer", "Page 1")), (Piece("table", rows=rows("3|4")),)
    )
    *first, last = record.blocks
    assert last.table is not None
    joined = structs.replace(last, table=structs.replace(last.table, continued=True))
    text = markdown(structs.replace(record, blocks=(*first, joined)))
    assert text == "| a | b |\n| --- | --- |\n| 1 | 2 |\n| 3 | 4 |\n\nPage 1\n"


def test_text_without_blocks_becomes_paragraphs() -> None:
    text = "Dear all\nhello\n\n# 1\x0cpage two"
    pages = (Page(0, 0, 0, 0, 20, "text"), Page(1, 0, 0, 21, len(text), "text"))
    assert markdown(Record(Document("", "", 0), text=text, pages=pages)) == "Dear all\nhello\n\n\\# 1\n\npage two\n"
    assert markdown(Record(Document("", "", 0))) == ""


def test_text_between_blocks_is_kept() -> None:
    text = "before\n\nHEAD\n\nafter"
    record = Record(Document("", "", 0), text=text, blocks=(Block("heading", 8, 12, level=1),))
    assert markdown(record) == "before\n\n# HEAD\n\nafter\n"


def test_masked_text_shows_no_finding() -> None:
    record = record_of((Piece("paragraph", "write to a@b.example now"), Piece("table", rows=rows("mail|a@b.example", "x|y"))))
    spans = [(index, index + 11) for index in range(len(record.text)) if record.text.startswith("a@b.example", index)]
    findings = tuple(
        PIIFinding(type="email", text="a@b.example", start=start, end=end, confidence=1, rule="r", replacement="[MASKED_EMAIL]")
        for start, end in spans
    )
    masked = markdown(structs.replace(record, privacy=Privacy(findings, record.text, applied=True)), masked=True)
    assert "a@b.example" not in masked
    assert masked.count("[MASKED_EMAIL]") == len(spans) == 2


def test_cells_outside_the_grid_are_left_out() -> None:
    table = Table(1, 1, (Cell(0, 0, 0, 1), Cell(4, 4, 0, 1)))
    assert markdown(Record(Document("", "", 0), text="a", blocks=(Block("table", 0, 1, table=table),))) == "| a |\n| --- |\n"


@settings(max_examples=150, deadline=None)
@example(texts=["1)"])
@given(st.lists(st.text(st.sampled_from("ab1 .)#-+*_`<>[](){}|\\~=&;!:\n"), min_size=1, max_size=30), min_size=1, max_size=4))
def test_nothing_in_a_text_is_taken_for_a_mark(texts: list[str]) -> None:
    record = record_of(tuple(Piece("paragraph", text) for text in texts))
    assert shown(markdown(record)) == "".join(record.text.split())


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.lists(st.text(st.sampled_from("ab1|*_`\\<[] "), max_size=12), min_size=2, max_size=3), min_size=1, max_size=4)
)
def test_every_cell_survives(cells: list[list[str]]) -> None:
    record = record_of((Piece("table", rows=tuple(tuple(CellText(cell) for cell in row) for row in cells)),))
    assert shown(markdown(record)) == "".join(record.text.split())


def test_document_keeps_its_structure() -> None:
    data = (FIXTURES / "minutes.docx").read_bytes()
    record = record_of(*(page.pieces or () for page in read_docx(data, Limits(), lambda number: None)))
    assert (
        markdown(record)
        == """Friends of the Alder Lane Library

# Minutes of the library committee

# Heating

The new valves were fitted in the first week of October.

<table>
<tr><th>Room</th><th colspan="2">Measured</th></tr>
<tr><td rowspan="2">Reading room</td><td>Monday</td><td>21.5 °C</td></tr>
<tr><td>Thursday</td><td>19.0 °C</td></tr>
</table>

# Decisions

1. The reading room stays open in the evening.
2. The cellar is cleared before winter.

## Open questions

- Who keeps the second key?

The committee meets again when the first snow has fallen.

One valve was of the wrong size.

Kept by the secretary
"""
    )
