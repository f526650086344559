"""HTML: what a reader of the page sees, as headings, paragraphs, lists, tables and code. Nothing it refers to is opened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pipeline.exceptions import EmptyDocumentError, LimitExceededError, UnreadableError
from pipeline.options import Limits
from pipeline.readers.content import BeforePage, CellText, PageContent, Piece
from pipeline.readers.encoding import decoded
from pipeline.record import BlockKind

HTML_MAX = 32 * 1024 * 1024  # bytes; the tree takes about ten times that
DEPTH_MAX = 512  # blocks within blocks whose kind counts, as in browsers
NEST_MAX = 10_000  # elements within elements
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
_SHALLOW = frozenset(  # void, or closed by what follows
    {
        *("p", "li", "td", "th", "tr", "dt", "dd", "option", "thead", "tbody", "tfoot", "br", "img", "hr", "input", "meta"),
        *("link", "col", "wbr", "area", "base", "source", "embed", "param", "track"),
    }
)
_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_CHARSET_WITHIN = 4096
_UNSEEN = frozenset(
    {
        *("head", "script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "math", "canvas", "audio"),
        *("video", "select", "datalist", "map", "rp", "rt"),
    }
)
_BLOCKS = frozenset(
    {
        *("html", "body", "p", "div", "section", "article", "main", "header", "footer", "nav", "aside", "address"),
        *("blockquote", "center", "form", "fieldset", "legend", "figure", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("ul", "ol", "menu", "li", "dl", "dt", "dd", "pre", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"),
        *("hr", "details", "summary"),
    }
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = frozenset({"ul", "ol", "menu"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_SPACE = re.compile(r"[ \t\r\n\f\u00a0\u200b]+")
_BREAK = "\v"
_SPAN_MAX = 1_000


def read_html(data: bytes, _limits: Limits, before_page: BeforePage) -> Iterator[PageContent]:
    """The page of an HTML file; scripts, styles, comments and hidden elements are left out.

    Raises:
        EmptyDocumentError: no word to be seen.
        UnreadableError: no usual encoding fits.
        LimitExceededError: more bytes than :data:`HTML_MAX`, or nested more than :data:`NEST_MAX` deep.
    """
    if not data.strip():
        raise EmptyDocumentError("The file is empty.")
    match = _CHARSET.search(data[:_CHARSET_WITHIN])
    text = decoded(data, match[1].decode("ascii", "ignore") if match else None)
    if text is None:
        raise UnreadableError("The text is in no encoding this reader knows.")
    before_page(1)
    pieces = pieces_of(text)
    if not pieces:
        raise EmptyDocumentError("The page shows no text.")
    yield PageContent(pieces=pieces)


def pieces_of(text: str) -> tuple[Piece, ...]:
    """The pieces of an HTML text.

    Raises:
        LimitExceededError: more bytes than :data:`HTML_MAX`, or nested more than :data:`NEST_MAX` deep.
    """
    from selectolax.lexbor import LexborHTMLParser

    if len(text) > HTML_MAX:
        raise LimitExceededError(f"The page has {len(text):,} characters; the limit is {HTML_MAX:,}.")
    _check_depth(text)
    flow = _Flow()
    root = LexborHTMLParser(text).root
    if root is not None:
        _walk(root, flow)
    flow.flush()
    return tuple(flow.pieces)


def _check_depth(text: str) -> None:
    """Refuse what the parser would take minutes for: its time grows with the square of the depth."""
    depth = 0
    for match in _TAG.finditer(text):
        if match[2].lower() not in _SHALLOW:
            depth = max(depth - 1, 0) if match[1] else depth + 1
            if depth > NEST_MAX:
                raise LimitExceededError(f"The page is nested more than {NEST_MAX:,} deep.")


def _walk(root: Any, flow: _Flow) -> None:
    """Enter and leave every element below, without recursion: pages may be nested thousands deep."""
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        node, is_left = stack.pop()
        if is_left:
            flow.leave(node.tag)
        elif node.tag == "-text":
            flow.text(node.text_content or "")
        elif flow.enter(node):
            stack.append((node, True))
            stack += [(item, False) for item in reversed(list(node.iter(include_text=True)))]


@dataclass(slots=True)
class _Flow:
    """Collects pieces while the elements of a page go by."""

    pieces: list[Piece] = field(default_factory=list)
    inside: list[str] = field(default_factory=list)  # block elements around, the outer DEPTH_MAX of them
    depth: int = 0
    pre: int = 0  # preformatted ones among them
    buffer: list[str] = field(default_factory=list)

    def enter(self, node: Any) -> bool:
        """Whether to look inside."""
        tag = node.tag
        if _is_unseen(node):
            return False
        if tag == "br":
            self.buffer.append(_BREAK)
        elif tag == "table" and (rows := _rows(node)) is not None:
            self.flush()
            self.pieces += [Piece("caption", text) for text in _captions(node)]
            self.pieces += [Piece("table", rows=rows)] if any(cell.text for row in rows for cell in row) else []
            return False
        elif tag in _BLOCKS:
            self.flush()
            self.pre += tag == "pre"
            self.depth += 1
            if self.depth <= DEPTH_MAX:
                self.inside.append(tag)
        return True

    def leave(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.flush()
            self.pre -= tag == "pre"
            if self.depth <= DEPTH_MAX:
                self.inside.pop()
            self.depth -= 1

    def text(self, text: str) -> None:
        self.buffer.append(text if self.pre else _SPACE.sub(" ", text))

    def flush(self) -> None:
        """What was gathered since the last border between blocks becomes a piece."""
        if not self.buffer:
            return
        raw, self.buffer = "".join(self.buffer), []
        is_code = self.pre > 0
        text = raw.replace(_BREAK, "\n").strip("\r\n") if is_code else _tidy(raw)
        if text.strip():
            self.pieces.append(Piece("code", text.expandtabs()) if is_code else Piece(*self._shape(text)))

    def _shape(self, text: str) -> tuple[BlockKind, str, int]:
        for tag in reversed(self.inside):
            if tag in _HEADINGS:
                return "heading", text.replace("\n", " "), _HEADINGS[tag]
            if tag == "li":
                return "list_item", text, max(sum(item in _LISTS for item in self.inside), 1)
            if tag in ("figcaption", "caption"):
                return "caption", text, 0
        if "article" not in self.inside and "section" not in self.inside:
            for tag in ("header", "footer"):
                if tag in self.inside:
                    return tag, text, 0  # type: ignore[return-value]
        return "paragraph", text, 0


def _tidy(text: str) -> str:
    """White space as a page shows it; breaks as line feeds."""
    return re.sub(rf" *{_BREAK} *", "\n", _SPACE.sub(" ", text)).strip()


def _is_unseen(node: Any) -> bool:
    tag = node.tag
    if tag is None or tag in _UNSEEN or tag.startswith(("-", "_", "!")):  # a processing instruction has no tag
        return True
    attributes = node.attributes
    return bool(attributes) and ("hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or "")))


def _captions(table: Any) -> list[str]:
    return [text for item in table.iter() if item.tag == "caption" and (text := _inner(item))]


def _rows(table: Any) -> tuple[tuple[CellText, ...], ...] | None:
    """The rows of a table of data; None for one that only places things on the page, as mails are built."""
    is_layout = (table.attributes.get("role") or "").lower() in ("presentation", "none")
    if is_layout or any(item.css_first("table") is not None for item in table.iter()):
        return None
    rows = []
    for part in table.iter():
        lines = [part] if part.tag == "tr" else [item for item in part.iter() if item.tag == "tr"]
        rows += [_row(line, part.tag == "thead") for line in lines if not _is_unseen(line)]
    if max((sum(cell.column_span for cell in row) for row in rows), default=0) < 2:
        return None
    plain = all(cell.row_span == 1 for row in rows for cell in row)
    return tuple(row for row in rows if row and (not plain or any(cell.text for cell in row)))


def _row(line: Any, is_header: bool) -> tuple[CellText, ...]:
    cells = []
    for item in line.iter():
        if item.tag in ("td", "th") and not _is_unseen(item):
            down, right = (_span(item.attributes.get(name)) for name in ("rowspan", "colspan"))
            cells.append(CellText(_inner(item), down, right, is_header or item.tag == "th"))
    return tuple(cells)


def _inner(node: Any) -> str:
    """All text below an element; blocks part it by line feeds."""
    flow = _Flow()
    for item in node.iter(include_text=True):
        _walk(item, flow)
    flow.flush()
    return "\n".join(piece.text for piece in flow.pieces)


def _span(value: str | None) -> int:
    return min(max(int(value), 1), _SPAN_MAX) if value and value.isdecimal() and len(value) < 6 else 1
