from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.exceptions import DocumentError, EmptyDocumentError, LimitExceededError, UnreadableError
from pipeline.options import Limits
from pipeline.readers.content import CellText, Piece
from pipeline.readers.rtf import read_rtf
from tests.conftest import FIXTURES
from tests.office_files import pages, pieces

FONTS = r"{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}{\f2\fcharset2 Symbol;}{\f3\fcharset128 C;}}"


def rtf(body: str) -> bytes:
    return (r"{\rtf1\ansi\ansicpg1252" + FONTS + r"{\stylesheet{\s2 heading 2;}{\s3 Body;}}" + body + "}").encode("latin-1")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (r"a\par b", ["a", "b"]),
        (r"Gr\'fc\'dfe", ["Grüße"]),
        (r"\u286?stanbul \u-10179?\u-8704?", ["Ğstanbul 😀"]),
        (r"\uc2\u252\'c3\'bcx \uc0\u252 y", ["üx üy"]),
        (r"{\f1 \'cf\'f0\'e8}{\f0 \'e9}", ["Приé"]),
        (r"{\f3 \'82\'a0}", ["あ"]),
        (r"{\f2 \'b7}a", ["a"]),
        (r"a\~b\_c\-d \{e\} \\", ["a\u00a0b-cd {e} \\"]),
        (r"\lquote a\rquote\emdash\endash\bullet\ldblquote\rdblquote", ["‘a’—–•“”"]),
        (r"a\tab b\line c", ["a\tb\nc"]),
        (r"{\v hidden}a{\*\unknown gone}{\info{\title gone}}{\pict 00ff}", ["a"]),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt shown}}", ["shown"]),
        ("a\r\nb", ["ab"]),
        (r"a{\*\bkmkstart x}b{\annotation hush}", ["ab"]),
        ("a\\bin3 }}}b", ["ab"]),
    ],
)
def test_text_is_decoded(body: str, expected: list[str]) -> None:
    assert [piece.text for piece in pieces(read_rtf, rtf(body))] == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (r"\pard\s2 a\par\pard\s3 b", [Piece("heading", "a", 2), Piece("paragraph", "b")]),
        (r"\pard\outlinelevel0 a\par", [Piece("heading", "a", 1)]),
        (
            r"{\listtext\'b7\tab}a\par{\listtext 2.\tab}\ilvl1 b\par",
            [Piece("list_item", "a", 1), Piece("list_item", "2. b", 2)],
        ),
        (r"{\header h\par}a{\footer f\par}", [Piece("header", "h"), Piece("paragraph", "a"), Piece("footer", "f")]),
        (r"a{\footnote n}\par b", [Piece("paragraph", "a"), Piece("paragraph", "b"), Piece("paragraph", "n")]),
        (
            r"a\par\trowd\cellx1\cellx2\intbl b\cell c\cell\row\intbl d\cell e\par f\cell\row\pard g",
            [
                Piece("paragraph", "a"),
                Piece("table", rows=((CellText("b"), CellText("c")), (CellText("d"), CellText("e\nf")))),
                Piece("paragraph", "g"),
            ],
        ),
        (
            r"\trowd\clvmgf\cellx1\clmgf\cellx2\clmrg\cellx3\intbl a\cell b\cell\cell\row"
            r"\trowd\clvmrg\cellx1\cellx2\cellx3\intbl\cell c\cell d\cell\row",
            [Piece("table", rows=((CellText("a", 2), CellText("b", 1, 2)), (CellText("c"), CellText("d"))))],
        ),
    ],
)
def test_structure_is_kept(body: str, expected: list[Piece]) -> None:
    assert pieces(read_rtf, rtf(body)) == expected


def test_pages_end_where_the_writer_broke_them() -> None:
    data = rtf(r"a\par\page b\par")
    assert [[piece.text for piece in page.pieces] for page in pages(read_rtf, data)] == [["a"], ["b"]]
    with pytest.raises(LimitExceededError):
        pages(read_rtf, data, Limits(max_pages=1))


@pytest.mark.parametrize(
    ("data", "error"),
    [(b"{\\rtf1}", EmptyDocumentError), (b"words", UnreadableError), (b"{\\rtf1" + b"{" * 10_000 + b"a", LimitExceededError)],
)
def test_unusable_file_is_refused(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        pages(read_rtf, data)


def test_fixture_keeps_its_structure() -> None:
    found = pieces(read_rtf, (FIXTURES / "putzplan.rtf").read_bytes())
    assert [piece.kind for piece in found] == ["heading", "paragraph", "table", "paragraph", "footer"]


TOKENS = [
    "{",
    "}",
    "a",
    "\\par",
    "\\cell",
    "\\row",
    "\\intbl",
    "\\trowd",
    "\\cellx9",
    "\\pard",
    "\\'fc",
    "\\u99?",
    "\\page",
    "\\clvmrg",
]
MORE = ["{\\header ", "{\\footnote ", "{\\*\\x ", "\\uc3", "\\bin2", "\\clmrg", "{\\listtext ", "\\f1 ", "\\v", "{\\fonttbl"]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(TOKENS + MORE), max_size=40))
def test_any_order_of_words_ends(tokens: list[str]) -> None:
    try:
        pieces(read_rtf, rtf("".join(tokens)))
    except DocumentError:
        return
