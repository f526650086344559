"""Which reader handles which media type; each is imported when the first document of its kind comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

from pipeline.exceptions import UnsupportedFormatError
from pipeline.options import Limits
from pipeline.readers import sniff
from pipeline.readers.content import BeforePage, PageContent

Reader = Callable[[bytes, Limits, BeforePage], Iterator[PageContent]]

_READERS = {
    sniff.PDF: "pdf:read_pdf",
    **dict.fromkeys(sorted(sniff.IMAGES), "image:read_image"),
    sniff.TEXT: "text:read_text",
    sniff.DOCX: "office:read_docx",
    sniff.XLSX: "sheets:read_xlsx",
    sniff.PPTX: "slides:read_pptx",
    **dict.fromkeys((sniff.ODT, sniff.ODS, sniff.ODP), "odf:read_odf"),
    sniff.RTF: "rtf:read_rtf",
    sniff.HTML: "html:read_html",
    sniff.MARKDOWN: "markup:read_markdown",
    sniff.CSV: "delimited:read_csv",
    sniff.XML: "xml:read_xml",
    sniff.EML: "post:read_eml",
    sniff.MSG: "post:read_msg",
}
READABLE = frozenset(_READERS)
_OLD = {
    sniff.DOC: "Word 97-2003 (.doc)",
    sniff.XLS: "Excel 97-2003 (.xls)",
    sniff.XLSB: "Excel's binary workbook (.xlsb)",
    sniff.PPT: "PowerPoint 97-2003 (.ppt)",
}


def reader_for(media_type: str) -> Reader:
    """The reader of a media type.

    Raises:
        UnsupportedFormatError: there is none.
    """
    if kind := _OLD.get(media_type):
        message = f"The file is in the format of {kind}, which is not read."
        raise UnsupportedFormatError(message, remedy="Save it as DOCX, XLSX, PPTX or PDF and upload that.")
    try:
        module, function = _READERS[media_type].split(":")
    except KeyError:
        raise UnsupportedFormatError(f"No reader handles {media_type}.") from None
    reader: Reader = getattr(import_module(f"pipeline.readers.{module}"), function)
    return reader
