"""PDF: text layers with boxes, and pages as pictures where the layer cannot be used. The only module that imports pymupdf.

MuPDF may not be used from several threads, so one lock guards every call. It is taken page by page: while one page is
recognised, other documents can be opened and drawn.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from threading import Lock
from typing import Any

from pipeline.exceptions import EmptyDocumentError, EncryptedError, LimitExceededError, UnreadableError
from pipeline.options import Limits
from pipeline.readers.content import BeforePage, PageContent, Picture, TextWord

DPI = 200.0  # 10-point letters become 28 pixels high: word F1 of eight invoices drawn so and recognised is 0.988
_DPI_MIN = 36.0  # a page that has to be drawn more coarsely than this to stay within the limit is refused
_COVERED = 0.5  # share of the page under pictures from which on a thin text layer is not believed
_THIN = 40  # word characters: a scan carries at most a stamped page number or a Bates number
_UNMAPPED_MAX = 0.1  # share of characters the fonts could not name
_LETTERS_MIN = 0.3  # share of letters and digits among visible characters; below it is ornament or a broken encoding
_lock = Lock()


def read_pdf(data: bytes, limits: Limits, before_page: BeforePage) -> Iterator[PageContent]:
    """The pages of a PDF in order, each read when it is asked for. Boxes are on the upright page, as it is seen.

    A page whose text layer is missing or cannot be believed comes as a picture. A damaged page is ``failed`` and leaves
    the others as they are.

    Raises:
        EmptyDocumentError: zero bytes.
        EncryptedError: a password is needed.
        UnreadableError: no PDF, damaged beyond repair, or without a page.
        LimitExceededError: more pages or, on a page, more pixels than the limits allow.
    """
    if not data:
        raise EmptyDocumentError("The file is empty.")
    with _lock:
        document, count = _open(data)
    try:
        if count > limits.max_pages:
            raise LimitExceededError(f"The document has {count} pages; the limit is {limits.max_pages}.")
        for index in range(count):
            before_page(index + 1)
            with _lock:
                content = _page(document, index, limits)
            yield content
    finally:
        with _lock:
            document.close()


@cache
def _mupdf() -> Any:
    """pymupdf, kept from writing to standard error."""
    import pymupdf

    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)
    return pymupdf


def _errors() -> tuple[type[Exception], ...]:
    """What MuPDF raises on damaged files; ValueError and the like come from values it read from them."""
    return (RuntimeError, ValueError, TypeError, IndexError, KeyError, ArithmeticError, _mupdf().mupdf.FzErrorBase)


def _open(data: bytes) -> tuple[Any, int]:
    try:
        document = _mupdf().open(stream=data, filetype="pdf")
    except _errors() as error:
        raise UnreadableError("The PDF cannot be opened.") from error
    try:
        if document.needs_pass:
            raise EncryptedError("The PDF is protected by a password.")
        count = int(document.page_count)
        if count == 0 or not document.is_pdf:
            raise UnreadableError("The PDF has no page that can be read.")
    except _errors() as error:
        document.close()
        raise UnreadableError("The PDF is damaged.") from error
    except (EncryptedError, UnreadableError):
        document.close()
        raise
    return document, count


def _page(document: Any, index: int, limits: Limits) -> PageContent:
    try:
        page = document.load_page(index)
        size = (float(page.rect.width), float(page.rect.height))
        layer = _layer(page)
        warnings = () if layer.doubt is None else (f"Page {index + 1}: {layer.doubt}",)
        content = PageContent(*size, lines=layer.lines, warnings=warnings)
        return replace(content, picture=_picture(page, index, limits)) if layer.must_draw else content
    except _errors():
        return PageContent(warnings=(f"Page {index + 1} is damaged and could not be read.",), failed=True)


@dataclass(frozen=True, slots=True)
class _Layer:
    """A page's text layer, whether the page has to be recognised instead, and why its text is not believed."""

    lines: tuple[tuple[TextWord, ...], ...]
    must_draw: bool
    doubt: str | None = None


def _layer(page: Any) -> _Layer:
    """The text layer and whether it is fit for use."""
    textpage = page.get_textpage(flags=_mupdf().TEXTFLAGS_WORDS)
    lines = _lines(page, textpage)
    visible = [letter for line in lines for word in line for letter in word.text]
    letters = sum(letter.isalnum() for letter in visible)
    unmapped = sum(letter == "\ufffd" for letter in visible)
    if not visible:
        return _Layer((), must_draw=_has_marks(page))
    if unmapped > _UNMAPPED_MAX * len(visible):
        return _Layer((), True, "its text layer names too few of its characters; the page was recognised instead.")
    if letters < _LETTERS_MIN * len(visible) and len(visible) >= _THIN:
        return _Layer((), True, "its text layer holds few letters; the page was recognised instead.")
    if letters < _THIN and _covered(page) >= _COVERED:
        return _Layer((), True, "its text layer is too thin for a scan; the page was recognised instead.")
    return _Layer(lines, False)


def _lines(page: Any, textpage: Any) -> tuple[tuple[TextWord, ...], ...]:
    """Words by block and line as MuPDF finds them; an empty line between blocks."""
    matrix = page.rotation_matrix
    lines: list[list[TextWord]] = []
    last: tuple[int, int] | None = None
    for x0, y0, x1, y1, text, block, line, _ in page.get_text("words", textpage=textpage, sort=False):
        if last is not None and block != last[0]:
            lines.append([])
        if last != (block, line):
            lines.append([])
        last = (block, line)
        upright = _mupdf().Rect(x0, y0, x1, y1) * matrix
        box = (round(upright.x0, 2), round(upright.y0, 2), round(upright.x1, 2), round(upright.y1, 2))
        lines[-1].extend(TextWord(part, box) for part in _clean(text).split())
    return tuple(tuple(line) for line in lines)


def _clean(text: str) -> str:
    """Without control characters and halves of surrogate pairs, which no encoding can carry."""
    kept = "".join(
        letter for letter in text if letter.isprintable() or letter.isspace() or unicodedata.category(letter) == "Co"
    )
    return kept.encode("utf-8", "ignore").decode("utf-8")


def _covered(page: Any) -> float:
    """Share of the page under its largest picture, in [0, 1]."""
    area = abs(page.rect.get_area()) or 1.0
    boxes = [_mupdf().Rect(info["bbox"]) * page.rotation_matrix & page.rect for info in page.get_image_info()]
    return max((abs(box.get_area()) / area for box in boxes if not box.is_empty), default=0.0)


def _has_marks(page: Any) -> bool:
    """Something is drawn on the page; a blank one need not be recognised."""
    return bool(page.get_bboxlog()) or page.first_annot is not None or page.first_widget is not None


def _picture(page: Any, index: int, limits: Limits) -> Picture:
    import numpy as np

    inches = page.rect.width * page.rect.height / 72**2
    if inches * _DPI_MIN**2 > limits.max_pixels:
        message = f"Page {index + 1} is larger than {limits.max_pixels:,} pixels."
        raise LimitExceededError(message, page=index + 1)
    dpi = min(DPI, (limits.max_pixels / max(inches, 1e-9)) ** 0.5 * 0.99)
    pixmap = page.get_pixmap(matrix=_mupdf().Matrix(dpi / 72, dpi / 72), colorspace=_mupdf().csRGB, alpha=False)
    pixels = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.stride)[:, : pixmap.width * 3]
    return Picture(pixels.reshape(pixmap.height, pixmap.width, 3).copy(), round(dpi, 4))
