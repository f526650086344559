"""Office files, mails and other documents without geometry, for fixtures/: each with every string that stands in it."""

from __future__ import annotations

import base64
import io
import struct
from dataclasses import dataclass
from datetime import UTC, datetime

from fixture_container import compound, package
from PIL import Image, ImageDraw, ImageFont

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org"
_TYPES = f'xmlns="{_OFFICE}/package/2006/content-types"'
_RELATIONS = f'xmlns="{_OFFICE}/package/2006/relationships"'
_R = f'xmlns:r="{_OFFICE}/officeDocument/2006/relationships"'
_W = f'xmlns:w="{_OFFICE}/wordprocessingml/2006/main"'
_S = f'xmlns="{_OFFICE}/spreadsheetml/2006/main"'
_P = f'xmlns:p="{_OFFICE}/presentationml/2006/main" xmlns:a="{_OFFICE}/drawingml/2006/main"'
_ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "style", "draw", "presentation", "manifest")
)
_UBL = "urn:oasis:names:specification:ubl:schema:xsd"


@dataclass(frozen=True, slots=True)
class Made:
    """A file and what stands in it, page by page."""

    data: bytes
    text: list[str]


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _types(parts: dict[str, str]) -> str:
    overrides = "".join(f'<Override PartName="/{name}" ContentType="application/{kind}+xml"/>' for name, kind in parts.items())
    defaults = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'{_XML}<Types {_TYPES}>{defaults}<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'


def _relations(**targets: str) -> str:
    """Relations ``r1``, ``r2`` … of kinds to parts; a kind may end in a number."""
    rows = "".join(
        f'<Relationship Id="r{index}" Type="{_OFFICE}/officeDocument/2006/relationships/{kind.rstrip("0123456789")}" '
        f'Target="{target}"/>'
        for index, (kind, target) in enumerate(targets.items(), 1)
    )
    return f"{_XML}<Relationships {_RELATIONS}>{rows}</Relationships>"


def docx() -> Made:
    """Minutes: header, headings, numbered and bulleted lists, a table with merged cells, a footnote, two pages."""

    def p(text: str, style: str = "", number: str = "", extra: str = "") -> str:
        properties = (f'<w:pStyle w:val="{style}"/>' if style else "") + (
            f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
        )
        return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{_escape(text)}</w:t></w:r>{extra}</w:p>'

    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"

    head = "<w:tr><w:trPr><w:tblHeader/></w:trPr>" + cell("Room") + cell("Measured", '<w:gridSpan w:val="2"/>') + "</w:tr>"
    first = cell("Reading room", '<w:vMerge w:val="restart"/>') + cell("Monday") + cell("21.5 °C")
    second = cell("", "<w:vMerge/>") + cell("Thursday") + cell("19.0 °C")
    table = f"<w:tbl><w:tblPr/>{head}<w:tr>{first}</w:tr><w:tr>{second}</w:tr></w:tbl>"
    note_text = "One valve was of the wrong size."
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    gone = "<w:del><w:r><w:delText>This sentence was deleted.</w:delText></w:r></w:del>"
    body = (
        p("Minutes of the library committee", "Title")
        + p("Heating", "Heading1")
        + p("The new valves were fitted in the first week of October.", extra=note + gone)
        + table
        + p("Decisions", "Heading1")
        + p("The reading room stays open in the evening.", number="1")
        + p("The cellar is cleared before winter.", number="1")
        + p("Open questions", "Heading2")
        + p("Who keeps the second key?", number="2")
        + '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
        + p("The committee meets again when the first snow has fallen.")
        + '<w:sectPr><w:headerReference w:type="default" r:id="r3"/><w:footerReference w:type="default" r:id="r4"/></w:sectPr>'
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in (("Title", "Title"), ("Heading1", "heading 1"), ("Heading2", "heading 2"))
    )
    numbering = "".join(
        f'<w:abstractNum w:abstractNumId="{key}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{shown}"/></w:lvl></w:abstractNum>'
        for key, kind, shown in ((0, "decimal", "%1."), (1, "bullet", "•"))
    ) + "".join(f'<w:num w:numId="{key + 1}"><w:abstractNumId w:val="{key}"/></w:num>' for key in (0, 1))
    main = "vnd.openxmlformats-officedocument.wordprocessingml."
    parts = {
        "[Content_Types].xml": _types({"word/document.xml": main + "document.main"}),
        "_rels/.rels": _relations(officeDocument="word/document.xml"),
        "word/document.xml": f"{_XML}<w:document {_W} {_R}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(
            styles="styles.xml",
            numbering="numbering.xml",
            header="header1.xml",
            footer="footer1.xml",
            footnotes="footnotes.xml",
        ),
        "word/styles.xml": f"{_XML}<w:styles {_W}>{styles}</w:styles>",
        "word/numbering.xml": f"{_XML}<w:numbering {_W}>{numbering}</w:numbering>",
        "word/header1.xml": f"{_XML}<w:hdr {_W}>{p('Friends of the Alder Lane Library')}</w:hdr>",
        "word/footer1.xml": f"{_XML}<w:ftr {_W}>{p('Kept by the secretary')}</w:ftr>",
        "word/footnotes.xml": f'{_XML}<w:footnotes {_W}><w:footnote w:id="2">{p(note_text)}</w:footnote></w:footnotes>',
    }
    page = """Friends of the Alder Lane Library
Minutes of the library committee
Heating
The new valves were fitted in the first week of October.
Room Measured
Reading room Monday 21.5 °C
Thursday 19.0 °C
Decisions
1. The reading room stays open in the evening.
2. The cellar is cleared before winter.
Open questions
Who keeps the second key?"""
    last = "The committee meets again when the first snow has fallen.\nOne valve was of the wrong size.\nKept by the secretary"
    return Made(package(parts), [page, last])


def xlsx() -> Made:
    """A stock list with merged title, prices, dates and shares; a second, hidden sheet."""

    def cell(place: str, value: str, style: int = 0) -> str:
        if style or value.isdecimal():
            return f'<c r="{place}" s="{style}"><v>{value}</v></c>'
        return f'<c r="{place}" t="inlineStr"><is><t>{_escape(value)}</t></is></c>'

    rows = (
        ("Stock of the rope loft",),
        ("Article", "Counted on", "Price", "Share"),
        ("Hemp rope", ("46087", 1), ("1234.5", 2), ("0.125", 3)),
        ("Sail cloth", ("46088", 1), ("19.990000000000002", 2), ("0.875", 3)),
    )
    data = ""
    for number, row in enumerate(rows, 1):
        cells = [value if isinstance(value, tuple) else (value, 0) for value in row]
        data += (
            f'<row r="{number}">' + "".join(cell(f"{'ABCD'[at]}{number}", *value) for at, value in enumerate(cells)) + "</row>"
        )
    formats = "".join(
        f'<numFmt numFmtId="{key}" formatCode="{code}"/>'
        for key, code in ((170, "dd/mm/yyyy"), (171, "#,##0.00\\ &quot;€&quot;"))
    )
    styles = "".join(f'<xf numFmtId="{key}"/>' for key in (0, 170, 171, 10))
    merged = '<mergeCells count="1"><mergeCell ref="A1:D1"/></mergeCells>'
    book = (
        '<sheets><sheet name="Loft" sheetId="1" r:id="r1"/><sheet name="Notes" sheetId="2" state="hidden" r:id="r2"/></sheets>'
    )
    note = f'<row r="3">{cell("B3", "The hemp is damp on the north side.")}</row>'
    main = "vnd.openxmlformats-officedocument.spreadsheetml."
    parts = {
        "[Content_Types].xml": _types({"xl/workbook.xml": main + "sheet.main"}),
        "_rels/.rels": _relations(officeDocument="xl/workbook.xml"),
        "xl/workbook.xml": f"{_XML}<workbook {_S} {_R}>{book}</workbook>",
        "xl/_rels/workbook.xml.rels": _relations(
            worksheet1="worksheets/sheet1.xml", worksheet2="worksheets/sheet2.xml", styles="styles.xml"
        ),
        "xl/styles.xml": f"{_XML}<styleSheet {_S}><numFmts>{formats}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>",
        "xl/worksheets/sheet1.xml": f"{_XML}<worksheet {_S}><sheetData>{data}</sheetData>{merged}</worksheet>",
        "xl/worksheets/sheet2.xml": f"{_XML}<worksheet {_S}><sheetData>{note}</sheetData></worksheet>",
    }
    page = """Loft
Stock of the rope loft
Article Counted on Price Share
Hemp rope 2026-03-06 1234.50 € 12.50%
Sail cloth 2026-03-07 19.99 € 87.50%"""
    return Made(package(parts), [page, "Notes\nThe hemp is damp on the north side."])


def pptx() -> Made:
    """Two slides: a title with bullets, and a table with the speaker's notes."""

    def shape(texts: tuple[str, ...], kind: str) -> str:
        paragraphs = "".join(f"<a:p><a:r><a:t>{_escape(text)}</a:t></a:r></a:p>" for text in texts)
        place = f'<p:nvPr><p:ph type="{kind}"/></p:nvPr>'
        return f"<p:sp><p:nvSpPr>{place}</p:nvSpPr><p:txBody>{paragraphs}</p:txBody></p:sp>"

    def slide(content: str, root: str = "sld") -> str:
        return f"{_XML}<p:{root} {_P} {_R}><p:cSld><p:spTree>{content}</p:spTree></p:cSld></p:{root}>"

    def row(*texts: str) -> str:
        cells = "".join(f"<a:tc><a:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></a:txBody></a:tc>" for text in texts)
        return f"<a:tr>{cells}</a:tr>"

    bullets = ("Swifts arrive in May", "Storks stay all year")
    table = (
        '<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tblPr firstRow="1"/>'
        + row("Bird", "Nests")
        + row("Swift", "14")
        + row("Stork", "3")
        + "</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )
    main = "vnd.openxmlformats-officedocument.presentationml."
    parts = {
        "[Content_Types].xml": _types({"ppt/presentation.xml": main + "presentation.main"}),
        "_rels/.rels": _relations(officeDocument="ppt/presentation.xml"),
        "ppt/presentation.xml": f'{_XML}<p:presentation {_P} {_R}><p:sldIdLst><p:sldId id="256" r:id="r1"/>'
        '<p:sldId id="257" r:id="r2"/></p:sldIdLst></p:presentation>',
        "ppt/_rels/presentation.xml.rels": _relations(slide1="slides/slide1.xml", slide2="slides/slide2.xml"),
        "ppt/slides/slide1.xml": slide(shape(bullets, "body") + shape(("Birds of the old mill",), "title")),
        "ppt/slides/slide2.xml": slide(shape(("Counted in June",), "title") + table),
        "ppt/slides/_rels/slide2.xml.rels": _relations(notesSlide="../notesSlides/notesSlide1.xml"),
        "ppt/notesSlides/notesSlide1.xml": slide(shape(("Thank the volunteers who climbed the roof.",), "body"), "notes"),
    }
    first = "Birds of the old mill\n" + "\n".join(bullets)
    second = "Counted in June\nBird Nests\nSwift 14\nStork 3\nThank the volunteers who climbed the roof."
    return Made(package(parts), [first, second])


def _open_document(kind: str, content: str, styles: str = "") -> bytes:
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    body = f"<office:body>{content}</office:body>"
    entry = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mimetype}"/>'
    return package(
        {
            "mimetype": mimetype,
            "META-INF/manifest.xml": f"{_XML}<manifest:manifest {_ODF}>{entry}</manifest:manifest>",
            "content.xml": f"{_XML}<office:document-content {_ODF}>{body}</office:document-content>",
            "styles.xml": f"{_XML}<office:document-styles {_ODF}>{styles}</office:document-styles>",
        }
    )


def odt() -> Made:
    """A recipe: headings, a list, a table with a header row, a footer, a comment that must not show."""
    rows = "".join(
        f"<table:table-row><table:table-cell><text:p>{a}</text:p></table:table-cell>"
        f"<table:table-cell><text:p>{b}</text:p></table:table-cell></table:table-row>"
        for a, b in (("Rye flour", "600 g"), ("Caraway", "2 spoons"))
    )
    head = "<table:table-header-rows><table:table-row>" + "".join(
        f"<table:table-cell><text:p>{name}</text:p></table:table-cell>" for name in ("What", "How much")
    )
    steps = "".join(
        f"<text:list-item><text:p>{step}</text:p></text:list-item>"
        for step in ("Mix in the evening.", "Bake until the crust is dark.")
    )
    comment = "<office:annotation><text:p>Too much caraway!</text:p></office:annotation>"
    content = (
        '<office:text><text:h text:outline-level="1">Bread of the valley</text:h>'
        f"<text:p>Enough for two loaves,<text:s text:c='2'/>each of one kilogram.{comment}</text:p>"
        f"<table:table>{head}</table:table-row></table:table-header-rows>{rows}</table:table>"
        f'<text:h text:outline-level="2">Work</text:h><text:list>{steps}</text:list></office:text>'
    )
    styles = "<office:master-styles><style:master-page><style:footer><text:p>From the mill book</text:p></style:footer>"
    page = """Bread of the valley
Enough for two loaves, each of one kilogram.
What How much
Rye flour 600 g
Caraway 2 spoons
Work
Mix in the evening.
Bake until the crust is dark.
From the mill book"""
    return Made(_open_document("text", content, styles + "</style:master-page></office:master-styles>"), [page])


def ods() -> Made:
    """Rainfall: values as shown, a repeated cell, a million empty rows at the end as programs write them."""

    def cell(text: str, extra: str = "") -> str:
        return f"<table:table-cell {extra}><text:p>{text}</text:p></table:table-cell>"

    rows = "".join(
        f"<table:table-row>{row}</table:table-row>"
        for row in (
            cell("Month") + cell("Rain") + cell("Days"),
            cell("April") + cell("48.2 mm", 'office:value-type="float" office:value="48.1999999"') + cell("11"),
            cell("May") + cell("9", 'table:number-columns-repeated="2"'),
        )
    )
    rest = '<table:table-row table:number-rows-repeated="1048573"><table:table-cell table:number-columns-repeated="16384"/>'
    table = f'<table:table table:name="Garden">{rows}{rest}</table:table-row></table:table>'
    content = f"<office:spreadsheet>{table}</office:spreadsheet>"
    return Made(_open_document("spreadsheet", content), ["Garden\nMonth Rain Days\nApril 48.2 mm 11\nMay 9 9"])


def rtf() -> Made:
    """A German notice: umlauts in two ways, a heading by style, a table."""

    def row(*texts: str) -> str:
        return r"\trowd\cellx3000\cellx6000\pard\intbl " + "".join(text + r"\cell " for text in texts) + r"\row "

    text = (
        r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss\fcharset0 Arial;}}{\colortbl;\red0\green0\blue0;}"
        r"{\stylesheet{\s0 Normal;}{\s1\sbasedon0 heading 1;}}{\*\generator made by hand;}"
        r"{\footer\pard\plain Aushang im Treppenhaus\par}"
        r"\pard\plain\s1\b Putzplan f\'fcr das Treppenhaus\par"
        r"\pard\plain Bitte wischen Sie die Stufen nass und l\u252\'fcften Sie danach gr\u252?ndlich.\par "
        + row("Woche", "Stockwerk")
        + row("erste Woche", "Erdgescho\\'df")
        + row("zweite Woche", "Dachgescho\\'df")
        + r"\pard\plain{\v verborgen}Vielen Dank an alle, die mithelfen.\par}"
    )
    page = """Putzplan für das Treppenhaus
Bitte wischen Sie die Stufen nass und lüften Sie danach gründlich.
Woche Stockwerk
erste Woche Erdgeschoß
zweite Woche Dachgeschoß
Vielen Dank an alle, die mithelfen.
Aushang im Treppenhaus"""
    return Made(text.encode("ascii"), [page])


def html() -> Made:
    """A French page: scripts, styles and hidden words that must not show, a table with spans, a nested list."""
    text = """<!DOCTYPE html>
<html lang="fr"><head><meta charset="windows-1252"><title>Jardin</title><style>p { color: green }</style>
<script>document.write("caché")</script></head><body>
<header>Les amis du jardin</header>
<h1>Plantes &agrave; partager</h1>
<p>Venez chercher vos boutures
   le premier dimanche du mois&nbsp;; le café est offert.<br>Apportez un panier.</p>
<p style="display:none">invisible</p><!-- une remarque --><img src="https://images.example/pixel.gif">
<table><tr><th>Plante</th><th colspan="2">Où et combien</th></tr>
<tr><td rowspan="2">Menthe</td><td>ombre</td><td>12</td></tr><tr><td>soleil</td><td>3</td></tr></table>
<ul><li>Gants<ul><li>grands</li></ul></li><li>Sécateur</li></ul>
<pre>a = 1
  b = 2</pre>
<footer>Association fondée par des voisins</footer></body></html>
"""
    page = """Les amis du jardin
Plantes à partager
Venez chercher vos boutures le premier dimanche du mois ; le café est offert.
Apportez un panier.
Plante Où et combien
Menthe ombre 12
soleil 3
Gants
grands
Sécateur
a = 1
b = 2
Association fondée par des voisins"""
    return Made(text.encode("cp1252"), [page])


def markdown() -> Made:
    """Notes: emphasis, a list, a table and code."""
    text = """# Bell tower

The **small** bell is *cracked*; do not ring it [before Sunday](https://bells.example/sunday).

1. Oil the bearings
2. Check the rope

| Bell | Tone |
| --- | --- |
| small | g |
| great | c |

```
ring --slow
```
"""
    page = """Bell tower
The small bell is cracked; do not ring it before Sunday.
Oil the bearings
Check the rope
Bell Tone
small g
great c
ring --slow"""
    return Made(text.encode(), [page])


def csv() -> Made:
    """Semicolons and Turkish letters in the encoding of their country."""
    rows = (
        "Ürün;Adet;Açıklama",
        'Çay bardağı;24;"ince belli; kırmızı kutu"',
        "Tabak;6;düz beyaz, büyük",
        "Kaşık;12;gümüş renkli",
    )
    text = "\r\n".join(rows) + "\r\n"
    return Made(text.encode("cp1254"), [text.replace(";", " ").replace('"', "")])


def xml() -> Made:
    """A UBL invoice, as Peppol carries them, with a picture inside that is left out."""
    text = f"""<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="{_UBL}:Invoice-2" xmlns:cac="{_UBL}:CommonAggregateComponents-2" xmlns:cbc="{_UBL}:CommonBasicComponents-2">
 <cbc:ID>BV-2026-88</cbc:ID>
 <cbc:IssueDate>2026-04-02</cbc:IssueDate>
 <cac:AdditionalDocumentReference><cac:Attachment>
  <cbc:EmbeddedDocumentBinaryObject mimeCode="image/png">{"iVBORw0KGgo" * 50}</cbc:EmbeddedDocumentBinaryObject>
 </cac:Attachment></cac:AdditionalDocumentReference>
 <cac:AccountingSupplierParty><cac:Party>
  <cac:PartyName><cbc:Name>Brouwerij Van Doorn</cbc:Name></cac:PartyName>
  <cac:PostalAddress>
   <cbc:CityName>Gent</cbc:CityName>
   <cac:Country><cbc:IdentificationCode>BE</cbc:IdentificationCode></cac:Country>
  </cac:PostalAddress>
 </cac:Party></cac:AccountingSupplierParty>
 <cac:LegalMonetaryTotal><cbc:PayableAmount currencyID="EUR">181.50</cbc:PayableAmount></cac:LegalMonetaryTotal>
 <cac:InvoiceLine>
  <cbc:InvoicedQuantity unitCode="C62">6</cbc:InvoicedQuantity>
  <cac:Item><cbc:Name>Donker bier, krat</cbc:Name></cac:Item>
 </cac:InvoiceLine>
</Invoice>
"""
    page = """Invoice
ID: BV-2026-88
Issue Date: 2026-04-02
Accounting Supplier Party
Party
Party Name: Brouwerij Van Doorn
Postal Address
City Name: Gent
Country: BE
Legal Monetary Total: 181.50 EUR
Invoice Line
Invoiced Quantity: 6 C62
Item: Donker bier, krat"""
    return Made(text.encode(), [page])


def picture(*lines: str) -> Image.Image:
    """Large black letters on white."""
    image = Image.new("RGB", (900, 40 + 70 * len(lines)), "white")
    draw = ImageDraw.Draw(image)
    for index, line in enumerate(lines):
        draw.text((40, 30 + 70 * index), line, fill="black", font=ImageFont.load_default(40))
    return image


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def eml(pdf: bytes, pdf_text: str) -> Made:
    """A mail in two forms with a PDF, a picture and a mail attached."""
    lines = ("Gate code changes", "on the first of June")
    png = base64.encodebytes(saved(picture(*lines).convert("L"), "PNG", optimize=True)).decode()
    inner = "From: Ida Voss <ida@harbour.example>\nSubject: Old gate\nMIME-Version: 1.0\n\nThe old gate is painted green.\n"
    text = f"""Return-Path: <ida@harbour.example>
From: =?utf-8?q?J=C3=BCrgen_Falk?= <falk@harbour.example>
To: Ida Voss <ida@harbour.example>
Subject: =?iso-8859-1?q?Keys_for_the_caf=E9?=
Date: Mon, 04 May 2026 09:30:00 +0200
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="outer"

--outer
Content-Type: multipart/alternative; boundary="inner"

--inner
Content-Type: text/plain; charset=utf-8

Only for old programs.
--inner
Content-Type: text/html; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

<html><body><p>Dear Ida,</p><p>the keys for the caf=E9 hang behind the door.</p>
<img src=3D"https://track.example/open.gif"><script>alert("unseen")</script></body></html>
--inner--
--outer
Content-Type: application/pdf; name="memo.pdf"
Content-Disposition: attachment; filename="memo.pdf"
Content-Transfer-Encoding: base64

{base64.encodebytes(pdf).decode()}
--outer
Content-Type: image/png; name="sign.png"
Content-Disposition: attachment; filename="sign.png"
Content-Transfer-Encoding: base64

{png}
--outer
Content-Type: message/rfc822

{inner}
--outer--
"""
    head = "Keys for the café\nFrom: Jürgen Falk <falk@harbour.example>\nTo: Ida Voss <ida@harbour.example>\n"
    page = (
        head
        + "Date: Mon, 04 May 2026 09:30:00 +0200\nDear Ida,\nthe keys for the café hang behind the door.\n"
        + "Attachments:\nmemo.pdf\nsign.png\nOld gate"
    )
    last = "Old gate\nFrom: Ida Voss <ida@harbour.example>\nThe old gate is painted green."
    return Made(text.encode(), [page, pdf_text, "\n".join(lines), last])


def msg() -> Made:
    """A mail as Outlook saves it: Unicode properties, a text file attached, and a mail within."""

    def props(header: int, **numbers: tuple[int, int]) -> bytes:
        rows = b"".join(struct.pack("<IIQ", tag, 6, value) for tag, value in numbers.values())
        return b"\0" * header + rows

    def text(**values: str) -> dict[str, object]:
        return {f"__substg1.0_{key.removeprefix('p')}001F": value.encode("utf-16-le") for key, value in values.items()}

    sent = int((datetime(2026, 5, 5, 7, 0, tzinfo=UTC) - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10**7
    within = {
        **text(p0037="Lamp", p0C1A="Ida Voss", p1000="The lamp at the pier is out."),
        "__properties_version1.0": props(24),
    }
    tree = {
        **text(p0037="Boat list", p0C1A="Jürgen Falk", p5D01="falk@harbour.example", p0E04="Ida Voss"),
        **text(p1000="Dear Ida,\r\n\r\nthe list of boats is attached.\r\n"),
        "__properties_version1.0": props(32, sent=(0x00390040, sent)),
        "__nameid_version1.0": {},
        "__recip_version1.0_#00000000": {
            **text(p3001="Ida Voss", p39FE="ida@harbour.example"),
            "__properties_version1.0": props(8, kind=(0x0C150003, 1)),
        },
        "__attach_version1.0_#00000000": {
            **text(p3707="boats.txt"),
            "__substg1.0_37010102": "Möwe, Albatros and Seestern lie at the north pier.".encode(),
            "__properties_version1.0": props(8),
        },
        "__attach_version1.0_#00000001": {
            **text(p3001="Lamp"),
            "__substg1.0_3701000D": within,
            "__properties_version1.0": props(8),
        },
    }
    page = """Boat list
From: Jürgen Falk <falk@harbour.example>
To: Ida Voss <ida@harbour.example>
Date: 2026-05-05 07:00 UTC
Dear Ida,
the list of boats is attached.
Attachments:
boats.txt
Lamp"""
    last = "Lamp\nFrom: Ida Voss\nThe lamp at the pier is out."
    return Made(compound(tree), [page, "Möwe, Albatros and Seestern lie at the north pier.", last])


def locked() -> bytes:
    """What Office writes for a workbook behind a password: an OLE container with the encrypted package inside."""
    return compound({"EncryptionInfo": b"\x04\0\x04\0" + b"\0" * 60, "EncryptedPackage": bytes(range(256)) * 4})


def old_word() -> bytes:
    """A Word 97 file, as far as its kind can be told."""
    return compound({"WordDocument": b"\xec\xa5\xc1\0" + b"\0" * 600, "1Table": b"\0" * 100})
