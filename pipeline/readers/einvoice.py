"""The XML of an e-invoice: a document that is one, or a PDF that carries one (Factur-X, ZUGFeRD, XRechnung)."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Any

from lxml import etree

from pipeline.exceptions import UnreadableError
from pipeline.readers.encoding import decoded
from pipeline.readers.package import TREE_MAX, parse_xml
from pipeline.readers.pdf import mupdf, mupdf_errors, mupdf_lock
from pipeline.readers.sniff import PDF, XML

_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_TRACES = (b"EmbeddedFile", b"#2Fxml", b"/AFRelationship")  # a file in a PDF is a stream, whose dictionary is never packed
_FILES_MAX = 50  # a PDF with more of them is a portfolio, no invoice
_RATIO_MAX = 2048  # what PDF's filters, used twice at most, make of a byte in practice


def invoice_xml(data: bytes, media_type: str) -> list[etree._Element]:
    """The root elements of the XML files a document is or carries, in the file's order; empty for none.

    Raises:
        UnreadableError: there is one, but it is not well-formed or too large to be held as a tree.
    """
    if media_type == XML:
        return [_root(data)]
    if media_type != PDF or not any(trace in data for trace in _TRACES):
        return []
    return [_root(file) for file in _embedded(data)]


def _embedded(data: bytes) -> Iterator[bytes]:
    """The embedded files whose name ends in .xml, each once."""
    try:
        with mupdf_lock, mupdf().open(stream=data, filetype="pdf") as document:
            if document.needs_pass or not document.is_pdf:
                return
            streams = dict.fromkeys(filter(None, map(_stream, islice(_specifications(document), _FILES_MAX))))
            unpacked = [_unpacked(document, stream) for stream in streams]
    except mupdf_errors() as error:
        raise UnreadableError("The files embedded in the PDF cannot be read.") from error
    yield from unpacked


def _specifications(document: Any) -> Iterator[Any]:
    """All file specifications: those of the document's tree of embedded files, and its associated files."""
    low = mupdf().mupdf
    pdf = low.pdf_document_from_fz_document(document.this)
    tree = low.pdf_load_name_tree(pdf, low.pdf_new_name("EmbeddedFiles"))
    if tree.m_internal:
        yield from (low.pdf_dict_get_val(tree, index) for index in range(low.pdf_dict_len(tree)))
    associated = low.pdf_dict_getp(low.pdf_trailer(pdf), "Root/AF")
    yield from (low.pdf_array_get(associated, index) for index in range(low.pdf_array_len(associated)))


def _stream(specification: Any) -> int:
    """The number of the stream of a file whose name ends in .xml; 0 for any other."""
    low = mupdf().mupdf
    names = (low.pdf_to_text_string(low.pdf_dict_gets(specification, key)) for key in ("UF", "F"))
    if not any(name.lower().endswith(".xml") for name in names):
        return 0
    streams = (low.pdf_to_num(low.pdf_dict_getp(specification, f"EF/{key}")) for key in ("F", "UF"))
    return next(filter(None, streams), 0)


def _unpacked(document: Any, stream: int) -> bytes:
    """A stream's bytes, ``TREE_MAX`` of them at most: a few bytes of a bomb unpack to a thousand times as many."""
    if document.xref_get_key(stream, "Filter")[1] in ("/FlateDecode", "[/FlateDecode]", "[ /FlateDecode ]"):
        try:
            return zlib.decompressobj().decompress(document.xref_stream_raw(stream), TREE_MAX + 1)
        except zlib.error as error:
            raise UnreadableError("A file embedded in the PDF is damaged.") from error
    raw = document.xref_stream_raw(stream) or b""
    return document.xref_stream(stream) or b"" if len(raw) <= TREE_MAX // _RATIO_MAX else raw


def _root(data: bytes) -> etree._Element:
    declared = _DECLARED.search(data[:200])
    text = decoded(data, declared[1].decode("ascii", "ignore") if declared else None)
    if text is None or len(data) > TREE_MAX:
        raise UnreadableError("The XML is in no encoding this reader knows, or too large.")
    return parse_xml(_DECLARATION.sub("", text).strip().encode())
