"""Word and Excel files lose values in every part, also where runs cut them, and are refused where nobody can look."""

from __future__ import annotations

import io
import zipfile

import pytest

from pipeline.exceptions import RedactionError
from pipeline.readers.sniff import DOCX, XLSX
from pipeline.redaction.plan import plan_of
from pipeline.redaction.redact import redact_document, redacted, verify
from tests.conftest import FIXTURES
from tests.redaction_records import MAIL, PHONE, record_of

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TCKN = "12345678950"  # a Turkish identity number, stored as a number


def packed(parts: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def relations(*targets: tuple[str, str]) -> str:
    rows = (
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(rows)}</Relationships>'


def types(main: str, kind: str) -> str:
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="application/vnd.openxmlformats-officedocument.{kind}.main+xml"/>'
        '<Override PartName="/docProps/core.xml" ContentType="application/xml"/></Types>'
    )


def docx(**more: str | bytes) -> bytes:
    half = len(MAIL) // 2
    body = (
        f"<w:p><w:r><w:t>write to {MAIL[:half]}</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>{MAIL[half:]}</w:t></w:r>"
        f"<w:r><w:t> soon</w:t></w:r></w:p><w:p><w:r><w:t>Tel.</w:t><w:tab/><w:t>{PHONE}</w:t></w:r></w:p>"
        f'<w:p><w:del w:author="{MAIL}"><w:r><w:delText>was the secret word</w:delText></w:r></w:del>'
        "<w:r><w:t>end</w:t></w:r></w:p>"
    )
    return packed(
        {
            "[Content_Types].xml": types("word/document.xml", "wordprocessingml.document"),
            "_rels/.rels": relations(("officeDocument", "word/document.xml"), ("core-properties", "docProps/core.xml")),
            "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": relations(("hyperlink", f"mailto:{MAIL}")),
            "word/comments.xml": f'<w:comments {W}><w:comment w:author="x"><w:t>secret</w:t></w:comment></w:comments>',
            "docProps/core.xml": f"<a>{MAIL} and a secret</a>",
            **more,
        }
    )


def xlsx() -> bytes:
    rows = (
        f'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>{PHONE}</t></is></c></row>'
        f'<row r="2"><c r="A2" t="inlineStr"><is><t>T.C. Kimlik No</t></is></c><c r="B2"><f>A9+1</f><v>{TCKN}</v></c></row>'
    )
    texts = f"<si><r><t>{MAIL[:4]}</t></r><r><t>{MAIL[4:]}</t></r></si><si><t>old {MAIL}</t></si>"
    return packed(
        {
            "[Content_Types].xml": types("xl/workbook.xml", "spreadsheetml.sheet"),
            "_rels/.rels": relations(("officeDocument", "xl/workbook.xml"), ("core-properties", "docProps/core.xml")),
            "xl/workbook.xml": f'<workbook {S} {R}><sheets><sheet name="One" sheetId="1" r:id="r0"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relations(
                ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")
            ),
            "xl/worksheets/sheet1.xml": f'<worksheet {S} {R}><sheetData>{rows}</sheetData><pageSetup r:id="r0"/></worksheet>',
            "xl/worksheets/_rels/sheet1.xml.rels": relations(("printerSettings", "../printerSettings/printerSettings1.bin")),
            "xl/printerSettings/printerSettings1.bin": b"\x00secret",
            "xl/sharedStrings.xml": f"<sst {S}>{texts}</sst>",
            "docProps/core.xml": f"<a>{MAIL} and a secret</a>",
        }
    )


def everything(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(name + archive.read(name).decode("latin-1") for name in archive.namelist())


@pytest.mark.parametrize(("source", "media_type"), [(docx(), DOCX), (xlsx(), XLSX)], ids=["docx", "xlsx"])
def test_values_properties_and_remarks_are_gone_from_every_part(source, media_type):
    data, report = redacted(source, record_of(source, media_type))
    rest = everything(data)
    assert report.verified
    assert "properties" in report.removed
    for gone in (MAIL, PHONE, TCKN, "secret", "docProps", "printerSettings"):
        assert gone not in rest
    after = record_of(data, media_type)
    assert not after.privacy.findings
    assert after.text.count("[REDACTED]") == len(report.types)


def test_text_that_stays_is_as_it_was():
    source = docx()
    data, _ = redacted(source, record_of(source, DOCX))
    assert record_of(data, DOCX).text.split() == ["write", "to", "[REDACTED]", "soon", "Tel.", "[REDACTED]", "end"]


def test_a_number_that_goes_becomes_text_without_its_formula():
    source = xlsx()
    data, _ = redacted(source, record_of(source, XLSX))
    assert '<c r="B2" t="str"><v>[REDACTED]</v></c>' in everything(data)


@pytest.mark.parametrize("name", ["word/media/image1.png", "word/vbaProject.bin", "word/embeddings/sheet.xlsx"])
def test_files_within_the_file_are_refused(name):
    source = docx(**{name: b"who knows"})
    record = record_of(docx(), DOCX)
    with pytest.raises(RedactionError) as raised:
        redacted(source, record_of(source, DOCX))
    assert raised.value.code == "redaction.unsafe"
    assert record.privacy.findings


@pytest.mark.parametrize("name", ["word/header1.xml", "docProps/core.xml"])
def test_a_value_left_in_a_part_is_noticed(name):
    source = docx()
    plan = plan_of(record_of(source, DOCX), has_places=False)
    data, _ = redacted(source, record_of(source, DOCX))
    assert verify(data, DOCX, plan, None) == []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    parts[name] = f"<w:hdr {W}><w:p><w:r><w:t>{MAIL[:5]}</w:t></w:r><w:r><w:t>{MAIL[5:]}</w:t></w:r></w:p></w:hdr>"
    assert "email" in {item.type for item in verify(packed(parts), DOCX, plan, None)}


def test_what_is_stored_otherwise_than_read_is_refused():
    source = xlsx()
    plan = plan_of(record_of(source, XLSX), has_places=False)
    with zipfile.ZipFile(io.BytesIO(source)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = bytes(parts["xl/worksheets/sheet1.xml"]).replace(TCKN.encode(), b"31118")
    with pytest.raises(RedactionError) as raised:
        redact_document(packed(parts), XLSX, plan)
    assert (raised.value.code, raised.value.types) == ("redaction.unplaced", ("national_id_tr",))


def test_a_number_that_is_shown_rounded_is_refused():
    with zipfile.ZipFile(io.BytesIO(xlsx())) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    sheet = bytes(parts["xl/worksheets/sheet1.xml"])
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(
        b"</sheetData>", b'<row r="3"><c r="A3"><v>4111111111111111</v></c></row></sheetData>'
    )
    source = packed(parts)
    with pytest.raises(RedactionError) as raised:
        redacted(source, record_of(source, XLSX))
    assert (raised.value.code, raised.value.types) == ("redaction.unsafe", ("credit_card",))


@pytest.mark.parametrize(("name", "media_type"), [("minutes.docx", DOCX), ("stock.xlsx", XLSX)])
def test_real_files_keep_their_text(name, media_type):
    source = (FIXTURES / name).read_bytes()
    record = record_of(source, media_type)
    data, _ = redacted(source, record)
    after = record_of(data, media_type)
    assert len(after.text.split()) >= 0.8 * len(record.text.split())
    assert len(after.blocks) == len(record.blocks)
