"""What a file is, by its bytes; its name only decides between kinds of text and kinds of Office file behind a password."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import PurePath

from pipeline.readers.encoding import encoding_of as encoding_of

_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."

PDF, PNG, JPEG, TIFF = "application/pdf", "image/png", "image/jpeg", "image/tiff"
BMP, WEBP, TEXT, UNKNOWN = "image/bmp", "image/webp", "text/plain", "application/octet-stream"
IMAGES = frozenset({PNG, JPEG, TIFF, BMP, WEBP})
DOCX = _OPEN_XML + "wordprocessingml.document"
XLSX, PPTX = _OPEN_XML + "spreadsheetml.sheet", _OPEN_XML + "presentationml.presentation"
ODT, ODS, ODP = _OPEN_DOCUMENT + "text", _OPEN_DOCUMENT + "spreadsheet", _OPEN_DOCUMENT + "presentation"
HTML, MARKDOWN, CSV, XML, RTF = "text/html", "text/markdown", "text/csv", "application/xml", "application/rtf"
EML, MSG = "message/rfc822", "application/vnd.ms-outlook"
DOC, XLS, PPT = "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint"
XLSB = "application/vnd.ms-excel.sheet.binary.macroenabled.12"
ZIP, OLE = "application/zip", "application/x-ole-storage"  # containers of unknown content

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"II+\x00", TIFF),  # BigTIFF
    (b"MM\x00+", TIFF),
    (b"{\\rtf", RTF),
)
_PDF_WITHIN = 1024  # PDF 1.7, annex H.3.4.1: readers look for the header within the first 1024 bytes
_BMP_HEADERS = frozenset({12, 40, 52, 56, 64, 108, 124})  # sizes of the header that follows the file header
_BY_SUFFIX = {
    **dict.fromkeys(("", ".txt", ".text", ".log"), TEXT),
    **dict.fromkeys((".md", ".markdown"), MARKDOWN),
    **dict.fromkeys((".csv", ".tsv", ".tab"), CSV),
    **dict.fromkeys((".htm", ".html", ".xhtml"), HTML),
    ".xml": XML,
    ".eml": EML,
}
_TEXTS = frozenset(_BY_SUFFIX.values())
_NAMES = {
    **dict.fromkeys((".jpg", ".jpeg"), JPEG),
    **dict.fromkeys((".tif", ".tiff"), TIFF),
    **dict.fromkeys((".docx", ".docm", ".dotx"), DOCX),
    **dict.fromkeys((".xlsx", ".xlsm", ".xltx"), XLSX),
    **dict.fromkeys((".pptx", ".pptm", ".ppsx"), PPTX),
    ".pdf": PDF,
    ".png": PNG,
    ".bmp": BMP,
    ".webp": WEBP,
    ".odt": ODT,
    ".ods": ODS,
    ".odp": ODP,
    ".rtf": RTF,
    ".msg": MSG,
    ".doc": DOC,
    ".xls": XLS,
    ".ppt": PPT,
    **_BY_SUFFIX,
}
_PACKAGES = frozenset({DOCX, XLSX, PPTX, ODT, ODS, ODP})
_OLE_TYPES = frozenset({MSG, DOC, XLS, PPT})
_PARTS = (  # the part that makes a container what it is, where the standards' own programs put it
    ("word/document.xml", DOCX),
    ("xl/workbook.xml", XLSX),
    ("ppt/presentation.xml", PPTX),
    ("xl/workbook.bin", XLSB),
)
_MAIN_TYPES = ((b"wordprocessingml", DOCX), (b"spreadsheetml", XLSX), (b"presentationml", PPTX))
_STREAMS = (  # entries of an OLE container's directory, [MS-CFB] 2.6.1, as it holds them: UTF-16
    ("__properties_version1.0", MSG),
    ("WordDocument", DOC),
    ("PowerPoint Document", PPT),
    ("Workbook", XLS),
)
_SAMPLE = 64 * 1024
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--(?>.*?-->)\s*)*+<(?:!doctype\s+html|html|head|body|title|meta|table|div|p)\b", re.I | re.S
)
_XML = re.compile(r"\s*<(?:\?xml\s|(?:[\w.-]+:)?[A-Za-z_][\w.-]*\s[^<>]*\bxmlns\b)")
_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]*):[ \t]?\S.*|[ \t]+\S.*|From .*")
_OF_MAIL = frozenset({"from", "to", "subject", "date", "cc", "reply-to"})
_OF_TRANSPORT = frozenset({"received", "return-path", "message-id", "mime-version", "content-type", "delivered-to"})


def sniff_head(head: bytes, filename: str) -> str:
    """What the first 64 KiB and the name say, with nothing opened: a container is taken for what its name says until
    :func:`settled`. For the process that must not open what may be hostile.
    """
    named = _NAMES.get(PurePath(filename.replace("\\", "/")).suffix.lower(), UNKNOWN)
    if head.startswith(_ZIP_MAGIC):
        return named if named in _PACKAGES else ZIP
    if head.startswith(OLE_MAGIC):
        return named if named in _PACKAGES | _OLE_TYPES else OLE
    return sniff(head, filename)


def settled(data: bytes, media_type: str) -> str:
    """The media type of a document taken for this one by :func:`sniff_head`, now that it may be opened."""
    if data.startswith(OLE_MAGIC):
        return _of_ole(data, media_type)
    return _of_zip(data, media_type) if data.startswith(_ZIP_MAGIC) else media_type


def sniff(data: bytes, filename: str) -> str:
    """The media type, by content first and name second: a PNG called ``scan.pdf`` is ``image/png``.

    Args:
        data: the file; its first 64 KiB will do unless it is a container, zip or OLE, which is told from the whole file.
        filename: only its suffix counts. Between kinds of text it decides where the content does not: Markdown and CSV,
            HTML and mail without their usual beginnings.

    Returns:
        One of the types above; ``application/octet-stream`` for what no reader handles. Zero bytes go by the
        name, so that an empty PDF is refused as empty and not as unknown.
    """
    suffix = PurePath(filename.replace("\\", "/")).suffix.lower()
    named = _NAMES.get(suffix, UNKNOWN)
    if not data:
        return named
    for magic, media_type in _MAGIC:
        if data.startswith(magic):
            return media_type
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    if data[:2] == b"BM" and int.from_bytes(data[14:18], "little") in _BMP_HEADERS:
        return BMP
    if data.startswith(OLE_MAGIC):
        return _of_ole(data, named)
    if data.startswith(_ZIP_MAGIC):
        return _of_zip(data, named)
    head = data[:_SAMPLE]
    encoding = encoding_of(head, cut=len(data) > _SAMPLE)
    kind = _of_text(head.decode(encoding, "ignore"), named) if encoding else UNKNOWN
    if kind != EML and b"%PDF-" in data[:_PDF_WITHIN]:  # a mail may begin with a PDF within its first kilobyte
        return PDF
    return kind


def _of_text(text: str, named: str) -> str:
    text = text.lstrip("\ufeff\x00")
    if _is_mail(text, needs_transport=named != EML):
        return EML
    if named in (MARKDOWN, CSV):
        return named  # Markdown may begin with a tag
    if _HTML.match(text):
        return HTML
    if _XML.match(text):
        return XML
    return named if named in _TEXTS - {XML, EML} else UNKNOWN


def _is_mail(text: str, *, needs_transport: bool) -> bool:
    """It begins with the header of a mail; a letter typed with "From:" and "To:" has none of what programs add."""
    names: set[str] = set()
    for line in text.lstrip().splitlines()[:200]:
        if not line.strip():
            break
        match = _HEADER.fullmatch(line)
        if match is None and not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*:\s*", line):
            return False
        names.add(line.split(":", 1)[0].lower())
    return bool(names & (_OF_MAIL | _OF_TRANSPORT)) and (
        not needs_transport or (bool(names & _OF_TRANSPORT) and len(names & (_OF_MAIL | _OF_TRANSPORT)) > 1)
    )


def _of_zip(data: bytes, named: str) -> str:
    """By the parts of the container; a damaged one by its name, so that it is refused as damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = frozenset(package.namelist())
            for part, media_type in _PARTS:
                if part in names:
                    return media_type
            if "mimetype" in names:
                return _open_document(_beginning(package, "mimetype"))
            types = _beginning(package, "[Content_Types].xml") if "[Content_Types].xml" in names else b""
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError, zlib.error):
        return named if named in _PACKAGES else UNKNOWN
    return next((media_type for mark, media_type in _MAIN_TYPES if mark in types), UNKNOWN)


def _beginning(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as part:
        return part.read(_SAMPLE)


def _open_document(mimetype: bytes) -> str:
    """``…text-template`` is read as ``…text`` is."""
    kind = mimetype.decode("ascii", "ignore").strip().removesuffix("-template")
    return kind if kind in _PACKAGES else UNKNOWN


def _of_ole(data: bytes, named: str) -> str:
    """By the names in the container's directory; an Office file behind a password goes by its name."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return named if named in _PACKAGES else DOCX
    return next((media_type for stream, media_type in _STREAMS if stream.encode("utf-16-le") in data), UNKNOWN)
