from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.readers.content import CellText, Piece
from pipeline.readers.pieces import lay_out


def test_text_and_spans_of_every_kind() -> None:
    table = Piece("table", rows=((CellText("a\n b"), CellText("c")), (CellText("d", 1, 2),)))
    pieces = (
        Piece("heading", " Title ", 1),
        Piece("paragraph", " "),
        Piece("list_item", "x", 1),
        Piece("list_item", "y", 2),
        table,
    )
    text, blocks = lay_out(pieces, 10, 3)
    assert text == "Title\n\nx\ny\n\na b\tc\nd"
    assert [(block.kind, text[block.start - 10 : block.end - 10], block.level) for block in blocks] == [
        ("heading", "Title", 1),
        ("list_item", "x", 1),
        ("list_item", "y", 2),
        ("table", "a b\tc\nd", 0),
    ]
    assert {block.page_index for block in blocks} == {3}
    cells = blocks[-1].table.cells
    assert [(cell.row, cell.column, cell.column_span, text[cell.start - 10 : cell.end - 10]) for cell in cells] == [
        (0, 0, 1, "a b"),
        (0, 1, 1, "c"),
        (1, 0, 2, "d"),
    ]


def test_cells_move_past_those_a_span_above_covers() -> None:
    rows = (
        (CellText("a", 3, 1), CellText("b", 1, 2)),
        (CellText("c", 2, 1), CellText("d")),
        (CellText("e"),),
        (CellText("f"),),
    )
    _, (block,) = lay_out((Piece("table", rows=rows),), 0, 0)
    assert [(cell.row, cell.column) for cell in block.table.cells] == [(0, 0), (0, 1), (1, 1), (1, 2), (2, 2), (3, 0)]
    assert (block.table.rows, block.table.columns) == (4, 3)


def test_what_no_encoding_carries_is_left_out() -> None:
    text, _ = lay_out((Piece("paragraph", "a\x00\x0c\ud800b\r\nc"),), 0, 0)
    assert text == "ab\nc"


KINDS = st.sampled_from(["heading", "paragraph", "list_item", "code", "header"])
ROWS = st.lists(
    st.lists(st.builds(CellText, st.text(max_size=5), st.integers(1, 3), st.integers(1, 3)), max_size=3).map(tuple), max_size=3
)
PIECES = st.one_of(st.builds(Piece, KINDS, st.text(max_size=20)), st.builds(Piece, st.just("table"), rows=ROWS.map(tuple)))


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=5))
def test_blocks_are_disjoint_ordered_and_hold_all_text(pieces: list[Piece]) -> None:
    text, blocks = lay_out(pieces, 0, 0)
    position = 0
    for block in blocks:
        assert block.start >= position
        assert not text[position : block.start].strip()
        position = block.end
        inner = block.start
        for cell in block.table.cells if block.table else ():
            assert block.start <= cell.start <= cell.end <= block.end
            assert cell.start >= inner
            inner = cell.end
            assert "\t" not in text[cell.start : cell.end]
            assert "\n" not in text[cell.start : cell.end]
    assert not text[position:].strip()
    text.encode()
