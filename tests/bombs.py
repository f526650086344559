"""Small files that are large inside: for each container and parser a way to take all memory or time, built when needed."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from tests.office_files import compound, docx, odf, package, pptx, xlsx

MEGABYTE = 1024 * 1024
ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a0 "a">'
    + "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 12))
    + "]><a>&a11;</a>"
)
QUADRATIC = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "' + "a" * 100_000 + '">]><a>' + "&a;" * 10_000 + "</a>"
FILE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><a>&a;</a>'


def zeros(name: str, mebibytes: int = 100) -> bytes:
    """A zip whose only part of that name is zeros."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w", force_zip64=True) as part:
        for _ in range(mebibytes):
            part.write(bytes(MEGABYTE))
    return stream.getvalue()


def lying(name: str) -> bytes:
    """A zip whose directory says 100 bytes of a part that has 100 MB."""
    data = bytearray(zeros(name))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 100)
    return bytes(data)


def overlapping(count: int = 4_000) -> bytes:
    """A zip whose parts all lie in one place."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a/>" + bytes(MEGABYTE))
        entry = archive.infolist()[0]
        for number in range(count):
            twin = zipfile.ZipInfo(f"word/media/{number}.png")
            for field in ("compress_type", "compress_size", "file_size", "CRC", "header_offset"):
                setattr(twin, field, getattr(entry, field))
            archive.filelist.append(twin)
            archive.NameToInfo[twin.filename] = twin
    return stream.getvalue()


def pdf(*objects: bytes, root: int = 1) -> bytes:
    """A PDF of these objects, numbered from 1."""
    data, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(data) + b"trailer <</Root %d 0 R /Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (root, len(objects) + 1, start)


def stream(content: bytes, keys: bytes = b"", *, times: int = 1) -> bytes:
    """A stream object, deflated as often as asked."""
    for _ in range(times):
        content = zlib.compress(content, 9)
    filters = b" ".join([b"/FlateDecode"] * times)
    return b"<<%b /Filter [%b] /Length %d>>\nstream\n%b\nendstream" % (keys, filters, len(content), content)


def page(contents: bytes, resources: bytes = b"<<>>", *more: bytes, box: bytes = b"0 0 600 800") -> bytes:
    """A PDF of one page: object 4 is what it shows, 5 and so on are the others."""
    return pdf(
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [%b] /Contents 4 0 R /Resources %b>>" % (box, resources),
        contents,
        *more,
    )


def forms(depth: int = 12, width: int = 10) -> bytes:
    """Forms that show the next form ten times each: a picture drawn a million million times."""
    inner = [
        stream(
            b"/F Do " * width,
            b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <</XObject <</F %d 0 R>>>>" % (number + 1),
        )
        for number in range(5, 5 + depth)
    ]
    last = stream(b"0 0 9 9 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    return page(stream(b"/F Do"), b"<</XObject <</F 5 0 R>>>>", *inner, last)


def tiff(width: int, height: int, *, frames: int = 1, circle: bool = False) -> bytes:
    """A black and white TIFF without pixels; with ``circle`` its last directory points back to the first."""
    data = bytearray(b"II*\x00\x08\x00\x00\x00")
    for number in range(frames):
        tags = [(256, width), (257, height), (258, 1), (259, 1), (262, 0), (273, 8), (277, 1), (278, height), (279, 1)]
        data += struct.pack("<H", len(tags)) + b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
        more = number + 1 < frames
        data += struct.pack("<I", len(data) + 4 if more else 8 if circle else 0)
    return bytes(data)


def png(width: int, height: int, *, text: int = 0) -> bytes:
    """A PNG of that size, in its header at least; with so many bytes of deflated text."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    comment = chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(text), 9)) if text else b""
    rows = zlib.compress(b"\0" * 1000, 9)
    return b"\x89PNG\r\n\x1a\n" + head + comment + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def bmp(width: int, height: int) -> bytes:
    """A BMP that says so in its header."""
    return struct.pack("<2sIHHIIiiHHIIiiII", b"BM", 54, 0, 0, 54, 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0)


def nested_mail(depth: int) -> bytes:
    """Mails within mails, each as it stands in the other."""
    head = b"From: a@example.org\nSubject: a\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n"
    return head * depth + b"From: a@example.org\nSubject: a\n\nend"


def nested_multipart(depth: int) -> bytes:
    """Parts within parts."""
    data = b"From: a@example.org\nSubject: a\nMIME-Version: 1.0\n"
    for number in range(depth):
        data += b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (number, number)
    return data + b"\nend"


def mail(head: bytes, body: bytes = b"text") -> bytes:
    return b"From: a@example.org\nTo: b@example.org\nSubject: a\nMIME-Version: 1.0\n" + head + b"\n\n" + body


def attachments(count: int, data: bytes, kind: bytes = b"image/png") -> bytes:
    """A mail with the same file so often."""
    part = b"--b\nContent-Type: %b\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment\n\n%b\n" % (
        kind,
        base64.encodebytes(data),
    )
    return mail(b'Content-Type: multipart/mixed; boundary="b"', part * count + b"--b--")


def outlook_twins(count: int, size: int) -> bytes:
    """An Outlook mail whose attachments all claim the same bytes."""
    plain = {f"__attach_version1.0_#{number:08X}": {"__substg1.0_37010102": b""} for number in range(count)}
    data = bytearray(compound({"__properties_version1.0": bytes(64), "a": bytes(size), **plain}))
    name = "__substg1.0_37010102".encode("utf-16-le")
    whole = data.index("a".encode("utf-16-le") + bytes(62))
    start, length = data[whole + 116 : whole + 120], data[whole + 120 : whole + 128]
    at = data.find(name)
    while at >= 0:
        data[at + 116 : at + 120], data[at + 120 : at + 128] = start, length
        at = data.find(name, at + 1)
    return bytes(data)


def outlook_recipients(count: int) -> bytes:
    """An Outlook mail to so many."""
    each = {f"__recip_version1.0_#{number:08X}": {"__substg1.0_3001001F": "a".encode("utf-16-le")} for number in range(count)}
    return compound({"__properties_version1.0": bytes(64), **each})


def cells(first: str, last: str) -> bytes:
    """A sheet with a value in two corners, merged from one to the other."""
    row = "".join(
        f'<row r="{ref[3:] if ref[:3].isalpha() else ref[1:]}"><c r="{ref}"><v>1</v></c></row>' for ref in (first, last)
    )
    return xlsx(f'<sheetData>{row}</sheetData><mergeCells><mergeCell ref="{first}:{last}"/></mergeCells>')


def number_format(length: int) -> bytes:
    """A sheet whose one value has a format of so many commas."""
    return xlsx(
        '<sheetData><row r="1"><c r="A1" s="1"><v>1</v></c></row></sheetData>',
        styles=f'<numFmts><numFmt numFmtId="164" formatCode="{"," * length}"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>',
    )


def repeated_cells(columns: int, rows: int) -> bytes:
    """An OpenDocument sheet of one cell, repeated."""
    cell = f'<table:table-cell table:number-columns-repeated="{columns}"><text:p>a</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>'
    return odf("spreadsheet", f'<office:spreadsheet><table:table table:name="a">{row}</table:table></office:spreadsheet>')


def nested_tables(depth: int) -> bytes:
    """A Word document of tables within tables."""
    return docx("<w:tbl><w:tr><w:tc>" * depth + "<w:p><w:r><w:t>a</w:t></w:r></w:p>" + "</w:tc></w:tr></w:tbl>" * depth)


def rtf_merges(rows: int) -> bytes:
    """A table whose second column is one cell from top to bottom."""
    first = r"\trowd\cellx100\clvmgf\cellx200\intbl a\cell b\cell\row "
    return ("{\\rtf1 " + first + r"\trowd\cellx100\clvmrg\cellx200\intbl a\cell\cell\row " * rows + "}").encode()


def rich_mail(size: int) -> bytes:
    """An Outlook mail with packed text that says it is so large."""
    packed = struct.pack("<II4sI", 0, size, b"LZFu", 0) + b"\xff" + struct.pack(">H", 0x001F) * 8
    return compound({"__properties_version1.0": bytes(64), "__substg1.0_10090102": packed + b"\xff\x00\x1f" * 1_500_000})


# Name to the file's name, what builds it, and how its job may end.
BOMBS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "zip of zeros": ("a.docx", lambda: zeros("word/document.xml"), "document.too_large"),
    "zip that lies about its size": ("a.docx", lambda: lying("word/document.xml"), "document.unreadable"),
    "zip of zeros in a workbook": ("a.xlsx", lambda: zeros("xl/workbook.xml"), "document.too_large"),
    "zip of zeros in slides": ("a.pptx", lambda: zeros("ppt/presentation.xml"), "document.too_large"),
    "zip of zeros for a media type": ("a.odt", lambda: zeros("mimetype"), "document.unsupported"),
    "zip of parts in one place": ("a.docx", overlapping, "document.too_large"),
    "zip in a zip": ("a.docx", lambda: package({"word/document.xml": zeros("a", 100)}), "document.unreadable"),
    "XML of entities": ("a.xml", lambda: ENTITIES.encode(), "document.unreadable"),
    "XML of one entity, often": ("a.xml", lambda: QUADRATIC.encode(), "document.unreadable"),
    "XML that names a file": ("a.xml", lambda: FILE.encode(), "document.unreadable"),
    "XML nested deep": ("a.xml", lambda: b"<?xml version='1.0'?>" + b"<a>" * 100_000, "document.unreadable"),
    "XML of attributes": (
        "a.xml",
        lambda: b"<?xml version='1.0'?><a " + b"".join(b'a%d="" ' % at for at in range(200_000)) + b">a</a>",
        "document.too_large",
    ),
    "Word: entities": ("a.docx", lambda: package({"word/document.xml": ENTITIES}), "document.unreadable"),
    "Word: tables within tables": ("a.docx", lambda: nested_tables(60), "completed"),
    "Word: one cell over a thousand million columns": (
        "a.docx",
        lambda: docx(
            (
                '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr>'
                "<w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
            )
            * 50
        ),
        "completed",
    ),
    "Word: a style that is its own parent": (
        "a.docx",
        lambda: docx(
            '<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>',
            styles='<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style>'
            '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>',
        ),
        "completed",
    ),
    "sheet: far corners": ("a.xlsx", lambda: cells("A1", "XFD1048576"), "completed"),
    "sheet: long format": ("a.xlsx", lambda: number_format(200_000), "completed"),
    "sheet: repeated cells": ("a.ods", lambda: repeated_cells(16_384, 1_048_576), "document.too_large"),
    "text: repeated spaces": (
        "a.odt",
        lambda: odf("text", '<office:text><text:p>a<text:s text:c="2000000000"/>b</text:p></office:text>'),
        "completed",
    ),
    "slides: one slide": ("a.pptx", lambda: pptx("<p:grpSp>" * 200 + "</p:grpSp>" * 200), "document.empty"),
    "HTML nested deep": ("a.html", lambda: b"<html>" + b"<div>" * 200_000 + b"a", "document.too_large"),
    "HTML nested by formats": ("a.html", lambda: b"<html><p>" + b"<b><i>" * 4_900 + b"a", "completed"),
    "HTML of formats never closed": ("a.html", lambda: b"<html>" + b"<p><b><font>a" * 3_000, "completed"),
    "HTML table of spans": (
        "a.html",
        lambda: b"<html><table>" + b"<tr><td colspan=1000 rowspan=1000>a<td>b" * 300 + b"</table>",
        "document.too_large",
    ),
    "HTML of comments": ("a.html", lambda: b"<!---->" * 5_000 + b"a", "completed"),
    "HTML tables within tables": ("a.html", lambda: b"<html>" + b"<table><tr><td>" * 2_000 + b"a", "completed"),
    "Markdown brackets": ("a.md", lambda: b"[" * 100_000, "completed"),
    "Markdown links": ("a.md", lambda: b"![[]()" * 20_000, "completed"),
    "Markdown emphasis": ("a.md", lambda: b"*a _b " * 20_000, "completed"),
    "Markdown quotes": ("a.md", lambda: b">" * 100_000 + b"a", "document.empty"),
    "Markdown lists": ("a.md", lambda: b"- " * 50_000 + b"a", "document.empty"),
    "Markdown backticks": ("a.md", lambda: b"".join(b"`" * at + b" " for at in range(1_000)), "completed"),
    "Markdown table": ("a.md", lambda: b"|a" * 5_000 + b"\n" + b"|-" * 5_000 + b"\n" + b"|\n" * 5_000, "completed"),
    "CSV of columns": ("a.csv", lambda: b"a," * 2_000_000, "document.too_large"),
    "CSV of quotes": ("a.csv", lambda: b'"' * 3_000_000, "document.unreadable"),
    "CSV of one cell": ("a.csv", lambda: b"a" * 3_000_000 + b",b", "document.unreadable"),
    "CSV of one long row": ("a.csv", lambda: b"a,b\n" + b"c," * 900_000 + b"\n" + b"d,e\n" * 20_000, "completed"),
    "RTF nested deep": ("a.rtf", lambda: b"{\\rtf1" + b"{" * 1_000_000, "document.too_large"),
    "RTF bytes to skip": ("a.rtf", lambda: b"{\\rtf1 a\\bin2147483647 b}", "completed"),
    "RTF merged rows": ("a.rtf", lambda: rtf_merges(20_000), "completed"),
    "RTF pages": ("a.rtf", lambda: b"{\\rtf1 a" + b"\\page" * 1_000_000 + b"b}", "document.too_large"),
    "RTF headers": ("a.rtf", lambda: b"{\\rtf1 a" + b"{\\header a}" * 100_000 + b"b}", "completed"),
    "text without a space": ("a.txt", lambda: b"1" * 3_000_000, "completed"),
    "text of one odd byte": ("a.txt", lambda: b"\xe4 " + b"A" * 4_000_000, "completed"),
    "text of form feeds": ("a.txt", lambda: b"a\f" * 500_000, "document.too_large"),
    "mail in a mail": ("a.eml", lambda: nested_mail(20_000), "document.too_large"),
    "mail of parts within parts": ("a.eml", lambda: nested_multipart(5_000), "document.too_large"),
    "mail of many parts": ("a.eml", lambda: attachments(5_000, b"a" * 100, b"text/plain"), "document.too_large"),
    "mail of large pictures": ("a.eml", lambda: attachments(20, png(60_000, 60_000)), "completed"),
    "mail of zips of zeros": (
        "a.eml",
        lambda: attachments(20, zeros("word/document.xml", 100), b"application/zip"),
        "completed",
    ),
    "mail with a long header": ("a.eml", lambda: mail(b"To: " + b"=?utf-8?q?a?= " * 100_000), "completed"),
    "mail with a long content type": ("a.eml", lambda: mail(b"Content-Type: text/plain; " + b'a="b"; ' * 50_000), "completed"),
    "mail with an endless name": (
        "a.eml",
        lambda: mail(b"Content-Disposition: attachment; " + b"".join(b"filename*%d=a; " % at for at in range(20_000))),
        "completed",
    ),
    "mail with open quotes": ("a.eml", lambda: mail(b'Content-Type: text/plain; a="' + b';"' * 30_000), "completed"),
    "Outlook: many that claim one": ("a.msg", lambda: outlook_twins(150, 2 * MEGABYTE), "document.unreadable"),
    "Outlook: many recipients": ("a.msg", lambda: outlook_recipients(3_000), "completed"),
    "Outlook: packed text": ("a.msg", lambda: rich_mail(2**31), "document.too_large"),
    "picture: PNG of 3,600 million pixels": ("a.png", lambda: png(60_000, 60_000), "document.too_large"),
    "picture: PNG with text": ("a.png", lambda: png(100, 100, text=200 * MEGABYTE), "document.unreadable"),
    "picture: TIFF of 3,600 million pixels": ("a.tiff", lambda: tiff(60_000, 60_000), "document.too_large"),
    "picture: TIFF in a circle": ("a.tiff", lambda: tiff(8, 8, frames=3, circle=True), "completed"),
    "picture: TIFF of too many pages": ("a.tiff", lambda: tiff(8, 8, frames=20_000), "document.too_large"),
    "picture: BMP of 3,600 million pixels": ("a.bmp", lambda: bmp(60_000, 60_000), "document.too_large"),
    "PDF: page tree in a circle": (
        "a.pdf",
        lambda: pdf(b"<</Type /Catalog /Pages 2 0 R>>", b"<</Type /Pages /Kids [2 0 R 2 0 R] /Count 2>>"),
        "document.unreadable",
    ),
    "PDF: a million pages in one": (
        "a.pdf",
        lambda: pdf(
            b"<</Type /Catalog /Pages 2 0 R>>",
            b"<</Type /Pages /Kids [%b] /Count 1000000>>" % (b"3 0 R " * 1_000_000),
            b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]>>",
        ),
        "document.unreadable",
    ),
    "PDF: page count that lies": (
        "a.pdf",
        lambda: pdf(
            b"<</Type /Catalog /Pages 2 0 R>>",
            b"<</Type /Pages /Kids [3 0 R] /Count 2147483647>>",
            b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]>>",
        ),
        "document.unreadable",
    ),
    "PDF: content of zeros": ("a.pdf", lambda: page(stream(bytes(300 * MEGABYTE), times=2)), "completed"),
    "PDF: content of words": (
        "a.pdf",
        lambda: page(
            stream(b"BT /F1 9 Tf (word ) Tj ET " * 2_000_000, times=2),
            b"<</Font <</F1 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>",
        ),
        "job.deadline",
    ),
    "PDF: forms within forms": ("a.pdf", forms, "job.deadline"),
    "PDF: picture of 3,600 million pixels": (
        "a.pdf",
        lambda: page(
            stream(b"600 0 0 800 0 0 cm /I Do"),
            b"<</XObject <</I 5 0 R>>>>",
            stream(
                bytes(60_000 * 60_000 // 8),
                b"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 1 /ColorSpace /DeviceGray",
                times=2,
            ),
        ),
        "completed",
    ),
    "PDF: page of a thousand million inches": (
        "a.pdf",
        lambda: page(stream(b"0 0 9 9 re f"), box=b"0 0 99999999999 99999999999"),
        "document.too_large",
    ),
    "PDF: dictionaries within dictionaries": (
        "a.pdf",
        lambda: pdf(b"<</Type /Catalog /Pages 2 0 R /A " + b"<</A " * 100_000),
        "document.unreadable",
    ),
    "PDF: object stream in a circle": (
        "a.pdf",
        lambda: (
            b"%PDF-1.5\n1 0 obj\n<</Type /ObjStm /N 1 /First 4 /Extends 1 0 R /Length 9>>\n"
            b"stream\n1 0 1 0 R\nendstream\nendobj\ntrailer <</Root 1 0 R>>\n"
        ),
        "document.unreadable",
    ),
}
