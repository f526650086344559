from __future__ import annotations

import pytest

from pipeline.exceptions import EmptyDocumentError, LimitExceededError, UnreadableError
from pipeline.readers import html
from pipeline.readers.content import CellText, Piece
from pipeline.readers.html import pieces_of, read_html
from tests.conftest import FIXTURES
from tests.office_files import pages, pieces


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a  <b>b</b>\n c", [Piece("paragraph", "a b c")]),
        ("a<br>b<br/> c", [Piece("paragraph", "a\nb\nc")]),
        ("<h3>a<br>b</h3>", [Piece("heading", "a b", 3)]),
        ("<p>a<p>b", [Piece("paragraph", "a"), Piece("paragraph", "b")]),
        ("<div>a<div>b</div>c</div>", [Piece("paragraph", "a"), Piece("paragraph", "b"), Piece("paragraph", "c")]),
        (
            "a<script>x</script><style>y</style><!-- z --><noscript>w</noscript><template>v</template>",
            [Piece("paragraph", "a")],
        ),
        ('a<p style="display: NONE">x</p><p hidden>y</p><span style="mso-hide:all">z</span>', [Piece("paragraph", "a")]),
        ("<title>t</title><p>a", [Piece("paragraph", "a")]),
        (
            "<ul><li>a<ol><li>b</ol><li>c</ul>",
            [Piece("list_item", "a", 1), Piece("list_item", "b", 2), Piece("list_item", "c", 1)],
        ),
        ("<pre>a\n  b</pre>", [Piece("code", "a\n  b")]),
        ("<header>h</header><p>a</p><footer>f</footer>", [Piece("header", "h"), Piece("paragraph", "a"), Piece("footer", "f")]),
        ("<article><header>h</header></article>", [Piece("paragraph", "h")]),
        ("&lt;b&gt; &eacute;&nbsp;&#8364;", [Piece("paragraph", "<b> é €")]),
        ("<img alt=x src=http://a.example/b.png>a<iframe src=http://a.example></iframe>", [Piece("paragraph", "a")]),
        (
            "<table><caption>c</caption><thead><tr><td>a<td>b</thead><tr><td rowspan=2>d<td>e<tr><td>f</table>",
            [
                Piece("caption", "c"),
                Piece(
                    "table",
                    rows=(
                        (CellText("a", header=True), CellText("b", header=True)),
                        (CellText("d", 2), CellText("e")),
                        (CellText("f"),),
                    ),
                ),
            ],
        ),
        (
            "<table><tr><td><table><tr><td>a<td>b</table><td><p>c</table>",
            [Piece("table", rows=((CellText("a"), CellText("b")),)), Piece("paragraph", "c")],
        ),
        ("<table><tr><td>a<tr><td>b</table>", [Piece("paragraph", "a"), Piece("paragraph", "b")]),
        ("<table role=presentation><tr><td>a<td>b</table>", [Piece("paragraph", "a"), Piece("paragraph", "b")]),
        ("<table><tr><td> <td></table>a", [Piece("paragraph", "a")]),
        ("<table><tr><td colspan=99999999>a<td rowspan=x>b</table>", [Piece("table", rows=((CellText("a"), CellText("b")),))]),
    ],
)
def test_elements_become_pieces(text: str, expected: list[Piece]) -> None:
    assert list(pieces_of(text)) == expected


def test_nest_thousands_deep_is_read() -> None:
    assert pieces_of("<div>" * 5_000 + "a") == (Piece("paragraph", "a"),)


def test_nest_without_end_is_refused() -> None:
    with pytest.raises(LimitExceededError, match="deep"):
        pieces_of("<div>" * 200_000 + "a")
    assert pieces_of("<p>" * 20_000 + "a") == (Piece("paragraph", "a"),)
    assert pieces_of("<div></div>" * 20_000 + "a") == (Piece("paragraph", "a"),)


@pytest.mark.parametrize(
    "data",
    [
        "<meta charset=windows-1254><p>Işık</p>".encode("cp1254"),
        '<?xml version="1.0" encoding="iso-8859-9"?><html><p>Işık</p></html>'.encode("cp1254"),
        "<p>Işık</p>".encode(),
        "<p>Işık</p>".encode("utf-16"),
    ],
)
def test_encoding_is_declared_or_found(data: bytes) -> None:
    assert [piece.text for piece in pieces(read_html, data)] == ["Işık"]


@pytest.mark.parametrize(
    ("data", "error"),
    [(b"", EmptyDocumentError), (b"<script>a</script>", EmptyDocumentError), (b"<p>\x00\x01\x02\x03", UnreadableError)],
)
def test_unusable_page_is_refused(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        pages(read_html, data)


def test_huge_page_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "HTML_MAX", 10)
    with pytest.raises(LimitExceededError):
        pages(read_html, b"<p>more than ten</p>")


def test_fixture_shows_nothing_hidden() -> None:
    found = pieces(read_html, (FIXTURES / "jardin.html").read_bytes())
    kinds = ["header", "heading", "paragraph", "table", "list_item", "list_item", "list_item", "code", "footer"]
    assert [piece.kind for piece in found] == kinds
    assert found[3].rows[1][0] == CellText("Menthe", 2)
    text = " ".join(piece.text for piece in found)
    assert not any(word in text for word in ("caché", "invisible", "remarque", "images.example", "color"))
