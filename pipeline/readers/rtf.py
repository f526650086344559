"""Rich text (RTF): paragraphs, headings, lists, tables with spans, headers, footers and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.exceptions import EmptyDocumentError, LimitExceededError, UnreadableError
from pipeline.options import Limits
from pipeline.readers.content import BeforePage, PageContent, Piece
from pipeline.readers.rtf_flow import Flow, obey
from pipeline.record import BlockKind

DEPTH_MAX = 500  # groups within groups
_TOKEN = re.compile(r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.S)
_CHARSETS = dict(  # \\fcharset to code page, RTF 1.9.1
    zip(
        (77, 128, 129, 134, 136, 161, 162, 163, 177, 178, 186, 204, 222, 238),
        (
            *("mac_roman", "cp932", "cp949", "gb18030", "big5", "cp1253", "cp1254", "cp1258"),
            *("cp1255", "cp1256", "cp1257", "cp1251", "cp874", "cp1250"),
        ),
        strict=True,
    )
)
_SYMBOLS = 2  # the charset of pictures of signs, such as bullets
_SIGNS = {
    **dict.fromkeys(("par", "line", "nestrow"), "\n"),
    **dict.fromkeys(("emspace", "enspace", "qmspace", "nestcell"), " "),
    **dict(zip(("tab", "emdash", "endash", "bullet", "lquote", "rquote", "ldblquote", "rdblquote"), "\t—–•‘’“”", strict=True)),
}
_SKIPPED = frozenset(
    {
        *(
            "colortbl",
            "info",
            "pict",
            "object",
            "themedata",
            "generator",
            "listtable",
            "listoverridetable",
            "xmlnstbl",
            "rsidtbl",
        ),
        *("fldinst", "annotation", "atnid", "atnauthor", "nonshppict", "datafield", "datastore", "filetbl", "revtbl", "pgptbl"),
        *("colorschememapping", "latentstyles", "mmathPr", "objdata", "xe", "tc", "ftnsep", "ftnsepc", "aftnsep", "aftnsepc"),
        *("background", "private", "bkmkstart", "bkmkend", "shpinst", "sp", "userprops", "passwordhash", "wgrffmtfilter"),
    }
)
_SHOWN_STARRED = frozenset({"shptxt", "listtext", "footnote"})  # shown although marked as ignorable
_MARGINS: dict[str, BlockKind] = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "header"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "footer"),
}
_HEADING = re.compile(r"heading\s*([1-9])", re.I)


def read_rtf(data: bytes, limits: Limits, before_page: BeforePage) -> Iterator[PageContent]:
    """The pages of an RTF file, parted where the writer put a page break.

    Raises:
        EmptyDocumentError: no text.
        UnreadableError: it does not begin as RTF does.
        LimitExceededError: groups nested more than :data:`DEPTH_MAX` deep, or more pages than the limits allow.
    """
    pages = pages_of(data)
    if not any(pages):
        raise EmptyDocumentError("The document holds no text.")
    if len(pages) > limits.max_pages:
        raise LimitExceededError(f"The document has {len(pages)} pages; the limit is {limits.max_pages}.")
    for number, pieces in enumerate(pages, 1):
        before_page(number)
        yield PageContent(pieces=tuple(pieces))


def pages_of(data: bytes) -> list[list[Piece]]:
    """The pieces of an RTF text, page by page.

    Raises:
        UnreadableError, LimitExceededError: see :func:`read_rtf`.
    """
    if not data.startswith(b"{\\rtf"):
        raise UnreadableError("The file does not begin as RTF does.")
    reader = _Reader()
    reader.read(data.decode("latin-1"))
    return reader.pages()


@dataclass(frozen=True, slots=True)
class _Group:
    """What a closing brace brings back."""

    destination: str = "body"  # body | skip | fonts | styles | margin | note | label
    kind: BlockKind = "paragraph"
    font: int | None = None
    fallback: int = 1  # characters to skip after one in Unicode
    is_hidden: bool = False


class _Reader:
    def __init__(self) -> None:
        self._group = _Group()
        self._stack: list[_Group] = []
        self._body = Flow()
        self._others: list[Flow] = []  # headers, footers and notes, as they come
        self._codec, self._charsets, self._levels = "cp1252", dict[int, int](), dict[int, int]()
        self._raw = bytearray()  # bytes of one encoding that belong together
        self._style: list[str] = []
        self._entry = self._skip = 0

    def pages(self) -> list[list[Piece]]:
        for flow in (self._body, *self._others):
            flow.in_table = False
            flow.paragraph()
            flow.end_table()
        pages: list[list[Piece]] = [[]]
        for piece in self._body.pieces:
            if piece is None:
                pages.append([])
            else:
                pages[-1].append(piece)
        around = [piece for flow in self._others for piece in flow.pieces if piece is not None]
        unique = list(dict.fromkeys(around))
        pages[0][:0] = [piece for piece in unique if piece.kind == "header"]
        pages[-1] += [piece for piece in around if piece.kind not in ("header", "footer")]
        pages[-1] += [piece for piece in unique if piece.kind == "footer"]
        return pages if len(pages) == 1 or pages[-1] else pages[:-1]

    def read(self, text: str) -> None:
        position = 0
        while match := _TOKEN.match(text, position):
            position = match.end()
            word, number, byte, sign, brace, plain = match.groups()
            if byte is not None:
                self._byte(int(byte, 16))
                continue
            if plain is not None:
                self._plain(plain)
                continue
            self._flush()
            if brace == "{":
                self._stack.append(self._group)
                if len(self._stack) > DEPTH_MAX:
                    raise LimitExceededError("The document is nested too deep.")
            elif brace == "}":
                self._close()
            elif sign is not None:
                self._sign(sign)
            elif word == "bin":
                position += max(int(number or 0), 0)
            elif word is not None:
                self._word(word, int(number) if number else None)
        self._flush()

    @property
    def _flow(self) -> Flow:
        return self._others[-1] if self._group.destination in ("margin", "note") else self._body

    def _close(self) -> None:
        if self._group.destination == "styles" and self._style:
            match = _HEADING.search("".join(self._style))
            self._levels[self._entry] = int(match[1]) if match else 0
            self._style = []
        ended = self._group
        self._group = self._stack.pop() if self._stack else _Group()
        if ended.destination in ("margin", "note") and self._group.destination != ended.destination:
            self._others[-1].in_table = False
            self._others[-1].paragraph()

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._group = replace(self._group, destination="starred" if self._group.destination != "skip" else "skip")
        elif sign in "\r\n":
            self._word("par", None)
        else:
            self._append({"~": "\u00a0", "_": "-", "-": ""}.get(sign, sign if sign in "\\{}" else ""))

    def _word(self, word: str, number: int | None) -> None:
        group = self._group
        if group.destination == "starred":
            self._group = group = replace(group, destination=self._before() if word in _SHOWN_STARRED else "skip")
        if group.destination == "skip":
            return
        if word == "u":
            self._append(chr(number % 65536 if number is not None else 0xFFFD))
            self._skip = group.fallback
        elif word in _SKIPPED:
            self._group = replace(group, destination="skip")
        elif word in ("fonttbl", "stylesheet"):
            self._group = replace(group, destination="fonts" if word == "fonttbl" else "styles")
        elif word in _MARGINS or word == "footnote":
            kind = _MARGINS.get(word, "paragraph")
            self._others.append(Flow(kind))
            self._group = replace(group, destination="margin" if word in _MARGINS else "note")
        elif word in ("listtext", "pntext"):
            self._group = replace(group, destination="label")
        elif word in _SIGNS and word != "par":
            self._append(_SIGNS[word])
        elif word == "ansicpg":
            self._codec = f"cp{number}" if number in (*range(1250, 1259), 437, 850, 874, 932, 949) else self._codec
        else:
            self._property(word, number)

    def _before(self) -> str:
        return self._stack[-1].destination if self._stack else "body"

    def _property(self, word: str, number: int | None) -> None:
        group, flow = self._group, self._flow
        if word == "uc":
            self._group = replace(group, fallback=min(max(number or 0, 0), 8))
        elif word == "f":
            self._entry = number or 0 if group.destination == "fonts" else self._entry
            self._group = replace(group, font=number)
        elif word == "fcharset":
            self._charsets[self._entry] = number or 0
        elif word in ("s", "cs", "ds", "ts"):
            if group.destination == "styles":
                self._entry = number or 0 if word == "s" else -1
            elif word == "s":
                flow.level = self._levels.get(number or 0, 0)
        elif word == "v":
            self._group = replace(group, is_hidden=number != 0)
        elif word == "plain":
            self._group = replace(group, is_hidden=False)
        elif group.destination in ("body", "margin", "note"):
            obey(flow, word, number)

    def _byte(self, value: int) -> None:
        if self._skip:
            self._skip -= 1
        else:
            self._raw.append(value)

    def _plain(self, text: str) -> None:
        dropped = min(self._skip, len(text))
        self._skip -= dropped
        self._raw += text[dropped:].encode("latin-1")

    def _flush(self) -> None:
        if self._raw:
            charset = self._charsets.get(self._group.font) if self._group.font is not None else None
            if charset != _SYMBOLS:
                self._append(self._raw.decode(_CHARSETS.get(charset or 0, self._codec), "replace"))
            self._raw.clear()

    def _append(self, text: str) -> None:
        group = self._group
        if group.destination == "styles":
            self._style.append(text)
        elif group.destination == "label":
            self._body.label.append(text)
        elif group.destination in ("body", "margin", "note") and not group.is_hidden:
            self._flow.buffer.append(text)
