"""Markdown files, by markdown-it-py, which rich brings along: CommonMark with tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.exceptions import EmptyDocumentError, LimitExceededError, UnreadableError
from pipeline.options import Limits
from pipeline.readers.content import BeforePage, CellText, PageContent, Piece
from pipeline.readers.encoding import decoded

if TYPE_CHECKING:
    from markdown_it.token import Token

MARKDOWN_MAX = 2 * 1024 * 1024  # characters; parsed at about 0.2 MB a second
_FRONT = re.compile(r"\A---\n(.*?\n)(?:---|\.\.\.)\n", re.S)


def read_markdown(data: bytes, _limits: Limits, before_page: BeforePage) -> Iterator[PageContent]:
    """The text of a Markdown file without its marks; HTML in it is read as :mod:`pipeline.readers.html` reads it.

    Raises:
        EmptyDocumentError: no word.
        UnreadableError: no usual encoding fits.
        LimitExceededError: more characters than :data:`MARKDOWN_MAX`.
    """
    from markdown_it import MarkdownIt

    text = decoded(data) if data.strip() else ""
    if text is None:
        raise UnreadableError("The text is in no encoding this reader knows.")
    if len(text) > MARKDOWN_MAX:
        raise LimitExceededError(f"The text has {len(text):,} characters; the limit is {MARKDOWN_MAX:,}.")
    before_page(1)
    front = _FRONT.match(text)
    pieces = [Piece("code", front[1])] if front else []
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text[front.end() :] if front else text)
    pieces += _pieces(tokens)
    if not any(piece.text.strip() or piece.rows for piece in pieces):
        raise EmptyDocumentError("The file holds nothing but white space.")
    yield PageContent(pieces=tuple(pieces))


def _pieces(tokens: Sequence[Token]) -> Iterator[Piece]:
    depth, heading = 0, 0
    rows: list[list[CellText]] = []
    is_table = is_header = False
    for token in tokens:
        kind = token.type
        if kind in ("bullet_list_open", "ordered_list_open", "bullet_list_close", "ordered_list_close"):
            depth += token.nesting
        elif kind in ("heading_open", "heading_close"):
            heading = int(token.tag[1]) if token.nesting > 0 else 0
        elif kind == "table_open":
            rows, is_table = [], True
        elif kind == "table_close":
            is_table = False
            yield Piece("table", rows=tuple(tuple(row) for row in rows))
        elif kind in ("thead_open", "thead_close"):
            is_header = token.nesting > 0
        elif kind == "tr_open":
            rows.append([])
        elif kind == "inline" and is_table:
            rows[-1].append(CellText(_inline(token), header=is_header))
        elif kind == "inline":
            text = _inline(token)
            shape = Piece("list_item", text, depth) if depth else Piece("paragraph", text)
            yield Piece("heading", text, heading) if heading else shape
        elif kind in ("fence", "code_block"):
            yield Piece("code", token.content)
        elif kind == "html_block":
            from pipeline.readers.html import pieces_of

            yield from pieces_of(token.content)


def _inline(token: Token) -> str:
    parts = []
    for item in token.children or ():
        if item.type in ("text", "code_inline"):
            parts.append(item.content)
        elif item.type == "softbreak":
            parts.append(" ")
        elif item.type == "hardbreak":
            parts.append("\n")
        elif item.type == "image":
            parts.append(_inline(item))
    return "".join(parts)
