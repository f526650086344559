"""Markdown, CSV and XML."""

from __future__ import annotations

import pytest

from pipeline.exceptions import EmptyDocumentError, LimitExceededError, UnreadableError
from pipeline.readers import delimited, markup, xml
from pipeline.readers.content import CellText, Piece
from pipeline.readers.delimited import read_csv
from pipeline.readers.markup import read_markdown
from pipeline.readers.xml import read_xml
from tests.conftest import FIXTURES
from tests.office_files import pages, pieces, tables

UBL = 'xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# a *b* `c` [d](http://e.example)", [Piece("heading", "a b c d", 1)]),
        ("a\nb  \nc", [Piece("paragraph", "a b\nc")]),
        ("- a\n  1. b\n- c", [Piece("list_item", "a", 1), Piece("list_item", "b", 2), Piece("list_item", "c", 1)]),
        ("```py\nx = 1\n```", [Piece("code", "x = 1\n")]),
        (
            "| a | b |\n|---|---|\n| 1 | *2* |",
            [Piece("table", rows=((CellText("a", header=True), CellText("b", header=True)), (CellText("1"), CellText("2"))))],
        ),
        ("<p>a</p><script>b</script>\n\n![c](d.png) <b>e</b>", [Piece("paragraph", "a"), Piece("paragraph", "c e")]),
        ("---\ntitle: x\n---\na", [Piece("code", "title: x\n"), Piece("paragraph", "a")]),
        ("> a", [Piece("paragraph", "a")]),
    ],
)
def test_markdown_loses_its_marks(text: str, expected: list[Piece]) -> None:
    assert pieces(read_markdown, text.encode()) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
        ("a;b\r\n1,5;2,5\r\n", [["a", "b"], ["1,5", "2,5"]]),
        ("a\tb\n1\t2", [["a", "b"], ["1", "2"]]),
        ("a|b\n1|2", [["a", "b"], ["1", "2"]]),
        ("sep=;\na;b\n1;2", [["a", "b"], ["1", "2"]]),
        ('a,b\n"x, y\nz","say ""hi"""', [["a", "b"], ["x, y\nz", 'say "hi"']]),
        ("only\none\ncolumn", [["only"], ["one"], ["column"]]),
        ("a,b,c\n1,2\n\n1,2,3,4", [["a", "b", "c"], ["1", "2"], ["1", "2", "3", "4"]]),
    ],
)
def test_csv_is_parted_by_the_sign_that_fits(text: str, expected: list[list[str]]) -> None:
    assert tables(read_csv, text.encode()) == [expected]


@pytest.mark.parametrize(("text", "is_header"), [("a,b\n1,2", True), ("1,2\n3,4", False), ("a,\n1,2", False), ("a,b", False)])
def test_csv_header_is_told(text: str, is_header: bool) -> None:
    (table,) = pieces(read_csv, text.encode())
    assert {cell.header for cell in table.rows[0]} == {is_header}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<a><bC>1</bC><BCD>2</BCD></a>", ["A", "B C: 1\nBCD: 2"]),
        ("<a><b><c>1</c></b></a>", ["A", "B: 1"]),
        ("<a><b><c>1</c><d>2</d></b><e>3</e></a>", ["A", "B", "C: 1\nD: 2", "E: 3"]),
        ('<a x="1"><b y="2">3</b><c z="4"/></a>', ["A", "X: 1\nB: 3 (Y 2)\nC: Z 4"]),
        ("<a>some <b>mixed</b> words</a>", ["A", "some mixed words"]),
        ("<a><p>some <b>mixed</b> words</p></a>", ["A", "P: some mixed words"]),
        (
            f'<Invoice {UBL}><PayableAmount currencyID="EUR" x="y">5.00</PayableAmount></Invoice>',
            ["Invoice", "Payable Amount: 5.00 EUR"],
        ),
        (f'<Invoice {UBL}><D><T format="102">20260305</T></D></Invoice>', ["Invoice", "D: 2026-03-05"]),
        (f"<Invoice {UBL}><F>{'iVBORw0K' * 80}</F><ID>7</ID></Invoice>", ["Invoice", "ID: 7"]),
        ('<?xml version="1.0" encoding="ISO-8859-9"?><a><b>Işık</b></a>', ["A", "B: Işık"]),
        ("<!DOCTYPE a SYSTEM 'http://x.example/a.dtd'><a><b>1</b></a>", ["A", "B: 1"]),
    ],
)
def test_xml_is_copied_down(text: str, expected: list[str]) -> None:
    data = text.encode("iso8859_9") if "8859" in text else text.encode()
    assert [piece.text for piece in pieces(read_xml, data)] == expected


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        "<a>",
        "<a>&nosuch;</a>",
    ],
)
@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_entities_are_refused(text: str, codec: str) -> None:
    with pytest.raises(UnreadableError):
        pages(read_xml, text.encode(codec))


@pytest.mark.parametrize(
    ("read", "data", "error"),
    [
        (read_markdown, b" \n", EmptyDocumentError),
        (read_markdown, b"\x00\x01\x02", UnreadableError),
        (read_csv, b"\n\n", EmptyDocumentError),
        (read_csv, b",,\n,", EmptyDocumentError),
        (read_csv, b"\x00\x01\x02", UnreadableError),
        (read_csv, b'a,"' + b"x" * 140_000, UnreadableError),
        (read_xml, b" ", EmptyDocumentError),
        (read_xml, b"<a><b/></a>", EmptyDocumentError),
    ],
)
def test_unusable_file_is_refused(read, data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        pages(read, data)


@pytest.mark.parametrize(
    ("module", "name", "read", "data"),
    [
        (markup, "MARKDOWN_MAX", read_markdown, b"more than ten"),
        (delimited, "CELLS_MAX", read_csv, b"a,b,c,d,e,f,g,h,i,j,k"),
        (xml, "TREE_MAX", read_xml, b"<a>more than ten</a>"),
    ],
)
def test_huge_file_is_refused(module, name: str, read, data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, name, 10)
    with pytest.raises(LimitExceededError):
        pages(read, data)


def test_invoice_fixture_is_readable() -> None:
    found = pieces(read_xml, (FIXTURES / "peppol.xml").read_bytes())
    assert found[0] == Piece("heading", "Invoice", 1)
    assert Piece("paragraph", "Legal Monetary Total: 181.50 EUR") in found
    assert not any("iVBOR" in piece.text for piece in found)
