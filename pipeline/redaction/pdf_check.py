"""A redacted PDF opened again: its text, its pictures under the marks, its objects and its structure, and its pages by OCR."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pipeline.readers.pdf import mupdf, mupdf_errors, mupdf_lock
from pipeline.record import Box
from pipeline.redaction.fold import Needle, occurrences
from pipeline.redaction.pdf import dpi_of
from pipeline.redaction.plan import Mark, Plan, padded
from pipeline.redaction.survivors import Survivor, bytes_hold, recognised

if TYPE_CHECKING:
    from pipeline.ocr.engine import OcrEngine

_STRINGS = re.compile(r"\(((?:[^()\\]|\\.)*)\)|<([0-9A-Fa-f\s]+)>", re.DOTALL)
_ESCAPE = re.compile(r"\\([0-7]{1,3}|.)", re.DOTALL)
_FONT_FILES = re.compile(r"/(?:FontFile[23]?|ToUnicode|CIDToGIDMap) (\d+) 0 R")
_ALIKE_MAX = 12  # grey levels within a mark's pixels: one colour, but for the rounding of colour spaces
_GRID = 160  # points along a mark at most at which its pixels are looked at
_PLACE = 0.35  # of a mark's lesser side: glyphs are looked for in its middle, as those of the next line may reach into it
_STEPS = 0.25


def check_pdf(data: bytes, plan: Plan, engine: OcrEngine | None) -> list[Survivor]:
    """What should be gone and is not; empty for a clean file. Without an engine OCR is left out.

    Raises:
        ModelError: the engine's models are missing or altered.
    """
    with mupdf_lock:
        try:
            document = mupdf().open(stream=data, filetype="pdf")
            found = list(_structure(document, data, plan)) + list(_objects(document, data, plan.needles))
            for page in document:
                letters = _letters(page)
                found += _text(letters, page.number, plan.needles)
                found += _places(page, letters, plan.marks_on(page.number))
                found += _pictures(document, page, plan.marks_on(page.number))
        except mupdf_errors():
            return [Survivor("structure")]
    if found or engine is None:
        return found
    for index in range(plan.page_count):
        with mupdf_lock:
            page = document.load_page(index)
            scale = dpi_of(page) / 72
            pixmap = page.get_pixmap(matrix=mupdf().Matrix(scale, scale), colorspace=mupdf().csRGB, alpha=False)
            pixels = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.stride)[:, : pixmap.width * 3]
            pixels = pixels.reshape(pixmap.height, pixmap.width, 3).copy()
        found += recognised(pixels, 1 / scale, index, plan.needles, engine)
    with mupdf_lock:
        document.close()
    return found


def _structure(document: Any, data: bytes, plan: Plan) -> Iterator[Survivor]:
    """One revision, pages only."""
    metadata = document.metadata or {}
    if document.get_xml_metadata() or any(metadata.get(key) for key in metadata if key not in ("format", "encryption")):
        yield Survivor("metadata")
    root = document.pdf_catalog()
    catalog = {key for key in document.xref_get_keys(root) if document.xref_get_key(root, key)[0] != "null"}
    catalog -= {"Type", "Pages", "Version"}
    is_whole = data.count(b"startxref") == 1 and data.rstrip().endswith(b"%%EOF")
    if catalog or not is_whole or document.page_count != plan.page_count or document.embfile_count() or document.get_ocgs():
        yield Survivor("structure")
    for page in document:
        if "Annots" in document.xref_get_keys(page.xref):
            yield Survivor("structure", page_index=page.number)


def _objects(document: Any, data: bytes, needles: tuple[Needle, ...]) -> Iterator[Survivor]:
    """Strings of every object and decompressed streams; the letters of fonts are left out, their own names are theirs."""
    objects = {xref: document.xref_object(xref, compressed=True) for xref in range(1, document.xref_length())}
    fonts = {int(number) for each in objects.values() for number in _FONT_FILES.findall(each)}
    for xref, each in objects.items():
        strings = "\n".join(_string(*match.groups()) for match in _STRINGS.finditer(each))
        yield from (Survivor("object", needle.type) for _, _, needle in occurrences(strings, needles))
        if not document.xref_is_stream(xref) or xref in fonts:
            continue
        streams = [bytes(document.xref_stream_raw(xref) or b"")]
        if "/Subtype/Image" not in each:
            streams.append(bytes(document.xref_stream(xref) or b""))
        for stream in streams:
            yield from (Survivor("object", needle.type) for needle in bytes_hold(stream, needles))
    yield from (Survivor("object", needle.type) for needle in bytes_hold(data, needles) if len(needle.text) > 7)


def _string(literal: str | None, digits: str | None) -> str:
    """A string of a PDF object as text."""
    if digits is not None:
        data = bytes.fromhex(re.sub(r"\s", "", digits) + "0" * (len(re.sub(r"\s", "", digits)) % 2))
    else:
        plain = _ESCAPE.sub(lambda match: chr(int(match[1], 8) & 255) if match[1].isdigit() else match[1], literal or "")
        data = plain.encode("latin-1", "replace")
    return data.decode("utf-16", "replace") if data[:2] in (b"\xfe\xff", b"\xff\xfe") else data.decode("latin-1")


def _letters(page: Any) -> list[tuple[str, Box]]:
    """Every character a reader can extract, inside the page or not, with its box on the upright page."""
    tools = mupdf()
    flags = tools.TEXTFLAGS_RAWDICT & ~tools.TEXT_MEDIABOX_CLIP & ~tools.TEXT_PRESERVE_IMAGES
    letters: list[tuple[str, Box]] = []
    for block in page.get_text("rawdict", clip=tools.INFINITE_RECT(), flags=flags)["blocks"]:
        for line in block.get("lines", ()):
            for span in line["spans"]:
                placed = [(char["c"], tuple(tools.Rect(char["bbox"]) * page.rotation_matrix)) for char in span["chars"]]
                letters += [pair for pair in placed if len(pair[0]) == 1]
            letters.append(("\n", (0.0, 0.0, 0.0, 0.0)))
    return letters


def _text(letters: list[tuple[str, Box]], page_index: int, needles: tuple[Needle, ...]) -> Iterator[Survivor]:
    text = "".join(letter for letter, _ in letters)
    for start, end, needle in occurrences(text, needles):
        for letter, box in letters[start:end]:
            if not letter.isspace():
                yield Survivor("text", needle.type, page_index, padded(box, is_recognised=False))


def _places(page: Any, letters: list[tuple[str, Box]], marks: tuple[Mark, ...]) -> Iterator[Survivor]:
    """Characters, and drawings small enough to be letters, in the middle of a mark."""
    paths = [
        tuple(mupdf().Rect(box) * page.rotation_matrix)
        for kind, box in page.get_bboxlog()
        if kind in ("fill-path", "stroke-path")
    ]
    for mark in marks:
        x0, y0, x1, y1 = mark.box
        inset = _PLACE * min(x1 - x0, y1 - y0)
        middle = (x0 + inset, y0 + inset, x1 - inset, y1 - inset)
        for letter, box in letters:
            if not letter.isspace() and _holds(middle, ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)):
                yield Survivor("place", mark.type, page.number, mark.box)
        for drawn in paths:
            if x0 + 0.5 < drawn[0] and y0 + 0.5 < drawn[1] and drawn[2] < x1 - 0.5 and drawn[3] < y1 - 0.5:
                yield Survivor("place", mark.type, page.number, mark.box)


def _holds(box: Box, point: tuple[float, float]) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def _pictures(document: Any, page: Any, marks: tuple[Mark, ...]) -> Iterator[Survivor]:
    """Pictures whose own pixels, whatever is painted over them, differ within a mark."""
    if not marks:
        return
    tools = mupdf()
    for info in page.get_image_info(xrefs=True):
        shown = tools.Rect(info["bbox"]) * page.rotation_matrix
        touching = [mark for mark in marks if shown.intersects(tools.Rect(mark.box))]
        if not touching:
            continue
        if not info["xref"]:  # an inline picture cannot be looked at on its own
            yield from (Survivor("picture", mark.type, page.number, mark.box) for mark in touching)
            continue
        pixmap = tools.Pixmap(document, info["xref"])
        pixels = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, -1)[:, : pixmap.width * pixmap.n]
        pixels = pixels.reshape(pixmap.height, pixmap.width, pixmap.n)
        to_picture = page.derotation_matrix * ~tools.Matrix(info["transform"])
        for mark in touching:
            if not _is_blank(pixels, mark.box, tuple(to_picture)):
                yield Survivor("picture", mark.type, page.number, mark.box)


def _is_blank(pixels: NDArray[np.uint8], box: Box, to_picture: tuple[float, ...]) -> bool:
    """Whether the pixels of a picture under a box are of one colour.

    Args:
        pixels: (height, width, channels).
        box: points, upright page.
        to_picture: six numbers of the matrix from the upright page to the picture's unit square.
    """
    height, width = pixels.shape[:2]
    x0, y0, x1, y1 = box
    inset = _STEPS * min(x1 - x0, y1 - y0)
    xs, ys = np.meshgrid(np.linspace(x0 + inset, x1 - inset, _GRID), np.linspace(y0 + inset, y1 - inset, _GRID))
    a, b, c, d, e, f = to_picture
    columns = np.floor((a * xs + c * ys + e) * width).astype(int)
    rows = np.floor((b * xs + d * ys + f) * height).astype(int)
    inside = (columns >= 0) & (columns < width) & (rows >= 0) & (rows < height)
    seen = pixels[rows[inside], columns[inside]]
    return not len(seen) or int(np.ptp(seen, axis=0).max()) <= _ALIKE_MAX
