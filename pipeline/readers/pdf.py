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
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.exceptions import EmptyDocumentError, EncryptedError, LimitExceededError, UnreadableError
from pipeline.imports import hidden
from pipeline.options import Limits
from pipeline.readers.content import BeforePage, PageContent, PageWords, Picture
from pipeline.readers.drawing import figures, lies_on_ink, picture, share
from pipeline.readers.layout import turn, turned
from pipeline.readers.repair import lines_to_recognise, without_doubles
from pipeline.readers.trust import COVERED, Verdict, verdict
from pipeline.readers.weight import bold_words
from pipeline.record import Box

if TYPE_CHECKING:
    from numpy.typing import NDArray

_TEXT, _PICTURE, _VECTOR = 0, 1, 3  # kinds of block of MuPDF's structured text
_RULES_MAX = 1_500  # drawn things beyond which they are a chart or a map and no lines of a table
_lock = Lock()
mupdf_lock = _lock


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
            _mupdf().TOOLS.store_shrink(100)  # decoded pictures outlive their document there, up to 256 MB


def mupdf() -> Any:
    """pymupdf, for who holds :data:`mupdf_lock`: MuPDF may not be used from two threads at once."""
    return _mupdf()


def mupdf_errors() -> tuple[type[Exception], ...]:
    """What MuPDF raises on damaged files."""
    return _errors()


@cache
def _mupdf() -> Any:
    """pymupdf, kept from writing to standard error, and without its layout model, which costs a second to import.

    Nor with pymupdf4llm: it imports onnxruntime, which sends telemetry.
    """
    with hidden("pymupdf.layout"), hidden("pymupdf4llm"):
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
        return _content(page, _layer(page), index, limits)
    except _errors():
        return PageContent(warnings=(f"Page {index + 1} is damaged and could not be read.",), failed=True)


@dataclass(frozen=True, slots=True)
class _Layer:
    """What MuPDF finds on a page in one pass: words, pictures, and drawn lines and areas, on the page as it is shown."""

    words: PageWords | None
    pictures: list[Box]
    rules: list[Box]
    width: float
    height: float


def _content(page: Any, layer: _Layer, index: int, limits: Limits) -> PageContent:
    """The page's text layer, or pictures of what has to be recognised."""
    width, height = layer.width, layer.height
    if layer.words is None:
        pictures = (picture(page, index, limits),) if _has_marks(page, layer) else ()
        return PageContent(width, height, pictures=pictures)
    covered = max([share(box, width, height) for box in layer.pictures], default=0.0)
    found = verdict(layer.words.texts, covered, lambda: _is_invisible(page, width, height))
    if found.code == "layer.kept" and not lies_on_ink(page, layer.words):
        found = Verdict(False, "layer.misplaced")
    warnings = found.warning(index + 1)
    if not found.is_trusted:
        return PageContent(width, height, pictures=(picture(page, index, limits),), warnings=warnings)
    words = layer.words
    parts: tuple[Picture, ...] = ()
    if found.code == "layer.partial":
        mended = lines_to_recognise(words)
        if mended is None:
            return PageContent(width, height, pictures=(picture(page, index, limits),), warnings=warnings)
        words, areas = mended
        parts = tuple(picture(page, index, limits, area) for area in areas)
    elif found.code != "layer.kept":
        parts = figures(page, layer.pictures, words, index, limits)
    degrees = 0 if parts else turn(words)
    if not degrees:
        return PageContent(width, height, words, tuple(layer.rules), parts, warnings=warnings)
    words = replace(words, boxes=turned(words.boxes, degrees, width, height).round(2))
    size = (height, width) if degrees % 180 else (width, height)
    rules = [tuple(rule) for rule in turned(_array(layer.rules), degrees, width, height).tolist()]
    return PageContent(*size, words, tuple(rules), turn=degrees, warnings=warnings)


def _layer(page: Any) -> _Layer:
    tools = _mupdf()
    flags = tools.TEXTFLAGS_WORDS | tools.TEXT_PRESERVE_IMAGES | tools.TEXT_COLLECT_VECTORS
    textpage = page.get_textpage(flags=flags)
    blocks = textpage.extractBLOCKS()
    pictures = [block[:4] for block in blocks if block[6] == _PICTURE]
    rules = [block[:4] for block in blocks if block[6] == _VECTOR]
    rect = page.rect
    width, height = float(rect.width), float(rect.height)
    matrix = page.rotation_matrix if page.rotation else None
    words = _words(textpage.extractWORDS(), matrix, width, height)
    if matrix is not None:
        pictures = [tuple(tools.Rect(box) * matrix) for box in pictures]
        rules = [tuple(tools.Rect(box) * matrix) for box in rules]
    elif words is not None and (bold := bold_words(words, textpage.extractDICT)) is not None:
        words = replace(words, bold=bold)
    return _Layer(words, pictures, rules if len(rules) <= _RULES_MAX else [], width, height)


def _words(found: list[tuple[Any, ...]], matrix: Any, width: float, height: float) -> PageWords | None:
    """Words on the page as it is shown; None when it shows none."""
    if not found:
        return None
    x0, y0, x1, y1, texts, blocks, numbers, _ = zip(*found, strict=True)
    boxes = np.array((x0, y0, x1, y1)).T
    lines = np.array(blocks, np.int64) << 32 | np.array(numbers, np.int64)
    if matrix is not None:
        ends = boxes.reshape(-1, 2) @ np.array([[matrix.a, matrix.b], [matrix.c, matrix.d]]) + (matrix.e, matrix.f)
        corners = ends.reshape(-1, 2, 2)
        boxes = np.concatenate([corners.min(1), corners.max(1)], 1)
    low, high = boxes.min(0), boxes.max(0)
    is_inside = low[2] > 0 and low[3] > 0 and high[0] < width and high[1] < height
    if not (is_inside and "".join(texts).isprintable()):
        seen = (boxes[:, 2] > 0) & (boxes[:, 3] > 0) & (boxes[:, 0] < width) & (boxes[:, 1] < height)
        kept = [(place, part) for place in np.flatnonzero(seen).tolist() for part in _clean(texts[place]).split()]
        if not kept:
            return None
        chosen = np.array([place for place, _ in kept])
        texts, boxes, lines = tuple(part for _, part in kept), boxes[chosen], lines[chosen]
    count = len(texts)
    return without_doubles(PageWords(texts, boxes.round(2), lines, np.ones(count), np.zeros(count, np.uint8)))


def _clean(text: str) -> str:
    """Without control characters and halves of surrogate pairs, which no encoding can carry."""
    if text.isprintable():
        return text
    kept = "".join(
        letter for letter in text if letter.isprintable() or letter.isspace() or unicodedata.category(letter) == "Co"
    )
    return kept.encode("utf-8", "ignore").decode("utf-8")


def _array(boxes: list[Box]) -> NDArray[np.float64]:
    return np.array(boxes, np.float64).reshape(-1, 4)


def _is_invisible(page: Any, width: float, height: float) -> bool:
    """Most of the text cannot be seen, as OCR programs lay it over their scans: without ink (render mode 3) or under them."""
    shown = hidden_count = 0
    for kind, box, *_ in page.get_bboxlog():
        if kind == "ignore-text":
            hidden_count += 1
        elif kind in ("fill-text", "stroke-text"):
            shown += 1
        elif kind == "fill-image" and share(box, width, height) >= COVERED:
            hidden_count, shown = hidden_count + shown, 0
    return hidden_count > 0.5 * (hidden_count + shown)


def _has_marks(page: Any, layer: _Layer) -> bool:
    """Something is drawn on the page; a blank one need not be recognised."""
    return bool(layer.pictures or page.get_bboxlog()) or page.first_annot is not None or page.first_widget is not None
