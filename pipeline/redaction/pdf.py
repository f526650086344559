"""PDF: glyphs and pixels under the marks taken out, and a new file made that has pages and nothing else.

Annotations and forms become part of the page, so that what is seen stays and what is hidden in them goes. The pages are then
copied into an empty document: names, scripts, attachments, outlines, layers, metadata and older revisions stay behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from pipeline.exceptions import EncryptedError, UnreadableError
from pipeline.options import Limits
from pipeline.readers.drawing import DPI
from pipeline.readers.pdf import mupdf, mupdf_errors, mupdf_lock
from pipeline.record import Box
from pipeline.redaction.gaps import all_in_place, letters, without_arrays
from pipeline.redaction.jpeg import without_metadata
from pipeline.redaction.plan import Mark, Plan

_BLACK = (0.0, 0.0, 0.0)
_SHOWN = 0.98  # share of a recognised mark under pictures; below, it shows lettering drawn with lines
_COMPARED_DPI = 36  # to see whether a page has hidden layers
_PRIVATE = frozenset(
    {"AA", "A", "AF", "Alternates", "B", "LastModified", "Measure", "Metadata", "OC", "OPI", "PieceInfo", "PtData"}
    | {"StructParent", "StructParents", "Thumb"}
)
_SCRIPT = re.compile(r"/(?:JavaScript|JS)\b")


def redact_pdf(source: bytes, plan: Plan) -> tuple[bytes, tuple[str, ...]]:
    """The redacted file, not yet verified, and what else was removed from it, in words.

    Raises:
        EncryptedError: a password is needed.
        UnreadableError: damaged beyond repair.
    """
    with mupdf_lock:
        try:
            document = _open(source)
            removed = tuple(_extras(document, source))
            drawn = plan.drawn | _with_hidden_layers(document, source)
            document.bake()
            for page in document:
                drawn |= _redact_page(page, plan)
            result = _fresh(document, source, plan, drawn)
            document.close()
        except mupdf_errors() as error:
            raise UnreadableError("The PDF is too damaged to be redacted.") from error
    return result, (*removed, *([f"text of {len(drawn)} pages, now pictures"] if drawn else []))


def _open(source: bytes) -> Any:
    document = mupdf().open(stream=source, filetype="pdf")
    if document.needs_pass:
        document.close()
        raise EncryptedError("The PDF is protected by a password.")
    return document


def _extras(document: Any, source: bytes) -> Iterator[str]:
    """What the file holds besides its pages."""
    metadata = document.metadata or {}
    if document.get_xml_metadata() or any(metadata.get(key) for key in metadata if key not in ("format", "encryption")):
        yield "metadata"
    objects = [_source_of(document, xref) for xref in range(1, document.xref_length())]
    signs = {
        "annotations": any(page.first_annot is not None for page in document),
        "links": any(page.first_link is not None for page in document),
        "form values": bool(document.is_form_pdf),
        "attachments": document.embfile_count() > 0 or any("/EmbeddedFile" in each for each in objects),
        "outline": bool(document.get_toc(simple=True)),
        "layers": bool(document.get_ocgs()),
        "scripts": any(_SCRIPT.search(each) for each in objects),
        "thumbnails": any("/Thumb " in each for each in objects),
        "older revisions": source.count(b"startxref") > 1,
    }
    yield from (name for name, is_there in signs.items() if is_there)


def _source_of(document: Any, xref: int) -> str:
    """An object as it is written; empty for one that is damaged, which is not copied either."""
    try:
        return str(document.xref_object(xref, compressed=True))
    except mupdf_errors():
        return ""


def _with_hidden_layers(document: Any, source: bytes) -> frozenset[int]:
    """Pages that look or read otherwise once every layer is shown: as pictures they keep only what is seen."""
    if all(group["on"] for group in document.get_ocgs().values()):
        return frozenset()
    open_layers = mupdf().open(stream=source, filetype="pdf")
    open_layers.xref_set_key(open_layers.pdf_catalog(), "OCProperties", "null")
    open_layers = mupdf().open(stream=open_layers.tobytes(), filetype="pdf")
    return frozenset(
        index for index in range(document.page_count) if _seen(document.load_page(index)) != _seen(open_layers.load_page(index))
    )


def _seen(page: Any) -> tuple[str, bytes]:
    return page.get_text(), page.get_pixmap(dpi=_COMPARED_DPI).samples


def _redact_page(page: Any, plan: Plan) -> frozenset[int]:
    """Take out what lies under the marks; the page's index where only a picture of it will do.

    Such are pages on which MuPDF moved text that stays, and lettering drawn with lines, which has no glyphs to take out.
    """
    tools = mupdf()
    upright = page.derotation_matrix
    marks = plan.marks_on(page.number)
    _drop_outside(page)
    if page.number in plan.recognised:
        page.add_redact_annot(page.rect * upright, fill=False)
        page.apply_redactions(images=tools.PDF_REDACT_IMAGE_NONE, graphics=0, text=tools.PDF_REDACT_TEXT_REMOVE_INVISIBLE)
    if not marks:
        return frozenset()
    without_arrays(page)
    before = letters(page)
    for mark in marks:
        page.add_redact_annot(tools.Rect(_core(mark)) * upright, fill=False)
    page.apply_redactions(images=tools.PDF_REDACT_IMAGE_NONE, graphics=tools.PDF_REDACT_LINE_ART_NONE)
    drawn = not all_in_place(before, letters(page))
    drawn = drawn or any(mark.is_recognised and _shown_share(page, mark.box) < _SHOWN for mark in marks)
    for mark in marks:
        page.add_redact_annot(tools.Rect(mark.box) * upright, fill=_BLACK, cross_out=False)
    page.apply_redactions(
        images=tools.PDF_REDACT_IMAGE_PIXELS,
        graphics=tools.PDF_REDACT_LINE_ART_REMOVE_IF_COVERED,
        text=tools.PDF_REDACT_TEXT_NONE,
    )
    return frozenset({page.number}) if drawn else frozenset()


def _drop_outside(page: Any) -> None:
    """Text beyond the page's border is never seen, nor read, so nobody has looked for personal data in it."""
    tools = mupdf()
    flags = tools.TEXTFLAGS_WORDS & ~tools.TEXT_MEDIABOX_CLIP
    upright = page.derotation_matrix
    inside = (page.rect * upright).normalize()
    words = [tools.Rect(word[:4]) for word in page.get_text("words", clip=tools.INFINITE_RECT(), flags=flags)]
    outside = [box for box in words if not box.intersects(inside)]
    for box in outside:
        page.add_redact_annot(box, fill=False)
    if outside:
        page.apply_redactions(images=tools.PDF_REDACT_IMAGE_NONE, graphics=tools.PDF_REDACT_LINE_ART_NONE)


def _core(mark: Mark) -> Box:
    """The middle of a line: touches every glyph on it, and none of the lines above and below, whose boxes overlap it."""
    x0, y0, x1, y1 = mark.box
    inset = 0.3 * min(x1 - x0, y1 - y0)
    return (x0 + 0.6, y0 + inset, x1 - 0.6, y1 - inset) if x1 - x0 >= y1 - y0 else (x0 + inset, y0 + 0.6, x1 - inset, y1 - 0.6)


def _shown_share(page: Any, box: Box) -> float:
    """Share of a box under pictures, in [0, 1]."""
    tools = mupdf()
    mark = tools.Rect(box)
    pictures = [tools.Rect(info["bbox"]) * page.rotation_matrix & mark for info in page.get_image_info()]
    return float(min(1.0, sum(abs(part.get_area()) for part in pictures if not part.is_empty) / (abs(mark.get_area()) or 1.0)))


def _fresh(document: Any, source: bytes, plan: Plan, drawn: frozenset[int]) -> bytes:
    """A new file of the pages, saved in full; the same pages give the same bytes."""
    fresh = mupdf().open()
    seen = _open(source) if drawn else document  # pictures show a page as it was, with its marks painted in
    if drawn:
        seen.bake()
    for is_drawn, group in groupby(range(document.page_count), key=lambda index: index in drawn):
        indices = list(group)
        if not is_drawn:
            fresh.insert_pdf(document, from_page=indices[0], to_page=indices[-1], links=False, annots=False, widgets=False)
            continue
        for index in indices:
            _draw(fresh, seen.load_page(index), plan.marks_on(index))
    for xref in range(1, fresh.xref_length()):
        if _source_of(fresh, xref):
            _strip(fresh, xref)
    fresh.xref_set_key(fresh.pdf_catalog(), "Info", "null")  # a new file of MuPDF's says there what made it
    result = bytes(fresh.tobytes(garbage=4, deflate=True, no_new_id=True))
    fresh.close()
    return result


def dpi_of(page: Any) -> float:
    """Dots an inch at which a page is drawn: as the reader does, but for sheets too large for that."""
    inches = page.rect.width * page.rect.height / 72**2
    return float(min(DPI, (Limits().max_pixels / max(inches, 1e-9)) ** 0.5 * 0.99))


def _draw(fresh: Any, page: Any, marks: tuple[Mark, ...]) -> None:
    """Add a page that is a picture of another, marks painted into its pixels."""
    tools = mupdf()
    scale = dpi_of(page) / 72
    pixmap = page.get_pixmap(matrix=tools.Matrix(scale, scale), alpha=False)
    for mark in marks:
        area = (tools.Rect(mark.box) * tools.Matrix(scale, scale)).irect & pixmap.irect
        if not area.is_empty:
            pixmap.set_rect(area, (0,) * pixmap.n)
    picture = fresh.new_page(width=page.rect.width, height=page.rect.height)
    picture.insert_image(picture.rect, pixmap=pixmap)


def _strip(document: Any, xref: int) -> None:
    """Private data of an object: metadata, thumbnails, scripts, links into what stayed behind, EXIF of its picture."""
    keys = document.xref_get_keys(xref)
    for key in keys:
        if key in _PRIVATE:
            document.xref_set_key(xref, key, "null")
    if document.xref_get_key(xref, "Type")[1] == "/OCG":
        document.xref_set_key(xref, "Name", "()")
    if document.xref_is_stream(xref) and document.xref_get_key(xref, "Filter")[1] in ("/DCTDecode", "[/DCTDecode]"):
        raw = bytes(document.xref_stream_raw(xref))
        clean = without_metadata(raw)
        if clean != raw:
            document.update_stream(xref, clean, new=False, compress=False)
            document.xref_set_key(xref, "Filter", "/DCTDecode")
