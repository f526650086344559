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
from pipeline.readers.layout import turn, turned
from pipeline.readers.trust import Verdict, verdict
from pipeline.record import Box

if TYPE_CHECKING:
    from numpy.typing import NDArray

DPI = 200.0  # 10-point letters become 28 pixels high: word F1 of eight invoices drawn so and recognised is 0.988
_DPI_MIN = 36.0  # a page that has to be drawn more coarsely than this to stay within the limit is refused
_TEXT, _PICTURE, _VECTOR = 0, 1, 3  # kinds of block of MuPDF's structured text
_FIGURE_MIN = 0.05  # share of the page from which on a picture beside a good text layer is looked at; logos are smaller
_FIGURE_SIDE = 40.0  # points; what is lower or narrower is a rule or an ornament
_INK_MIN = 0.004  # share of a picture's pixels that stand out from their neighbours where it holds a word
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
    """pymupdf, kept from writing to standard error, and without its layout model, which costs a second to import."""
    with hidden("pymupdf.layout"):
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
        pictures = (_picture(page, index, limits),) if _has_marks(page, layer) else ()
        return PageContent(width, height, pictures=pictures)
    covered = max((_share(layer, box) for box in layer.pictures), default=0.0)
    found = verdict(layer.words.texts, covered, lambda: _is_invisible(page))
    warnings = found.warning(index + 1)
    if not found.is_trusted:
        return PageContent(width, height, pictures=(_picture(page, index, limits),), warnings=warnings)
    figures = _figures(page, layer, found, index, limits)
    degrees = 0 if figures else turn(layer.words)
    if not degrees:
        return PageContent(width, height, layer.words, tuple(layer.rules), figures, warnings=warnings)
    words = replace(layer.words, boxes=turned(layer.words.boxes, degrees, width, height).round(2))
    size = (height, width) if degrees % 180 else (width, height)
    rules = [tuple(rule) for rule in turned(_array(layer.rules), degrees, width, height).tolist()]
    return PageContent(*size, words, tuple(rules), turn=degrees, warnings=warnings)


def _layer(page: Any) -> _Layer:
    tools = _mupdf()
    flags = tools.TEXTFLAGS_WORDS | tools.TEXT_PRESERVE_IMAGES | tools.TEXT_COLLECT_VECTORS
    textpage = page.get_textpage(flags=flags)
    blocks = textpage.extractBLOCKS()
    matrix = page.rotation_matrix if page.rotation else None
    marks: dict[int, list[Box]] = {_PICTURE: [], _VECTOR: []}
    for x0, y0, x1, y1, _, _, kind in blocks:
        if kind in marks:
            marks[kind].append((x0, y0, x1, y1))
    if matrix is not None:
        marks = {kind: [tuple(tools.Rect(box) * matrix) for box in boxes] for kind, boxes in marks.items()}
    rules = marks[_VECTOR] if len(marks[_VECTOR]) <= _RULES_MAX else []
    size = float(page.rect.width), float(page.rect.height)
    return _Layer(_words(textpage.extractWORDS(), matrix, *size), marks[_PICTURE], rules, *size)


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
    return PageWords(texts, boxes.round(2), lines, np.ones(count), np.zeros(count, np.uint8))


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


def _share(layer: _Layer, box: Box) -> float:
    """Share of the page a box covers, in [0, 1]."""
    width = min(box[2], layer.width) - max(box[0], 0.0)
    height = min(box[3], layer.height) - max(box[1], 0.0)
    return max(0.0, width) * max(0.0, height) / (layer.width * layer.height or 1.0)


def _is_invisible(page: Any) -> bool:
    """Most of the text is drawn in no ink (render mode 3), as OCR programs lay it over their scans."""
    kinds = [kind for kind, *_ in page.get_bboxlog()]
    hidden_count = kinds.count("ignore-text")
    return hidden_count > 0.5 * (hidden_count + kinds.count("fill-text") + kinds.count("stroke-text"))


def _has_marks(page: Any, layer: _Layer) -> bool:
    """Something is drawn on the page; a blank one need not be recognised."""
    return bool(layer.pictures or page.get_bboxlog()) or page.first_annot is not None or page.first_widget is not None


def _figures(page: Any, layer: _Layer, found: Verdict, index: int, limits: Limits) -> tuple[Picture, ...]:
    """Pictures beside a good text layer that may hold words, cut from the drawn page."""
    if not layer.pictures or found.code == "layer.kept":
        return ()
    areas: list[Box] = []
    for box in layer.pictures:
        x0, y0, x1, y1 = max(box[0], 0.0), max(box[1], 0.0), min(box[2], layer.width), min(box[3], layer.height)
        if _share(layer, box) >= _FIGURE_MIN and min(x1 - x0, y1 - y0) >= _FIGURE_SIDE:
            areas.append((x0, y0, x1, y1))
    inside = [area for area in areas if not any(area != other and _holds(other, area) for other in areas)]
    return tuple(_picture(page, index, limits, area) for area in dict.fromkeys(inside) if _has_ink(page, area, layer))


def _holds(outer: Box, inner: Box) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]


def _has_ink(page: Any, area: Box, layer: _Layer) -> bool:
    """Whether a coarse drawing of an area has edges where the text layer has no words."""
    tools = _mupdf()
    pixmap = page.get_pixmap(dpi=72, clip=tools.Rect(area), colorspace=tools.csGRAY, alpha=False)
    grey = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.stride)[:, : pixmap.width].astype(np.int16)
    edges = np.abs(np.diff(grey, axis=1)) > 48
    if layer.words is not None:
        for x0, y0, x1, y1 in (layer.words.boxes - (pixmap.x, pixmap.y, pixmap.x, pixmap.y)).astype(int).tolist():
            edges[max(0, y0) : max(0, y1 + 1), max(0, x0 - 1) : max(0, x1 + 1)] = False
    return bool(edges.mean() > _INK_MIN)


def _picture(page: Any, index: int, limits: Limits, area: Box | None = None) -> Picture:
    """The page as it is shown, or a part of it."""
    inches = page.rect.width * page.rect.height / 72**2
    if inches * _DPI_MIN**2 > limits.max_pixels:
        message = f"Page {index + 1} is larger than {limits.max_pixels:,} pixels."
        raise LimitExceededError(message, page=index + 1)
    dpi = min(DPI, (limits.max_pixels / max(inches, 1e-9)) ** 0.5 * 0.99)
    tools = _mupdf()
    matrix, clip = tools.Matrix(dpi / 72, dpi / 72), None if area is None else tools.Rect(area)
    pixmap = page.get_pixmap(matrix=matrix, clip=clip, colorspace=tools.csRGB, alpha=False)
    pixels = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.stride)[:, : pixmap.width * 3]
    corner = (0.0, 0.0) if area is None else (pixmap.x * 72 / dpi, pixmap.y * 72 / dpi)
    return Picture(pixels.reshape(pixmap.height, pixmap.width, 3).copy(), round(dpi, 4), *corner)
