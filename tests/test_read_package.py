from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest
from msgspec import structs

from pipeline import Deadline, FlexOrch, Record, Stage
from pipeline.exceptions import DocumentError, EmptyDocumentError, EncryptedError, LimitExceededError, UnreadableError
from pipeline.options import Limits
from pipeline.readers import package as reader
from pipeline.readers import sniff
from pipeline.readers.odf import read_odf
from pipeline.readers.office import read_docx
from pipeline.readers.sheets import read_xlsx
from pipeline.readers.slides import read_pptx
from tests.conftest import FIXTURES
from tests.office_files import compound, docx, odf, package, pages, pptx, xlsx

READERS = {"docx": read_docx, "xlsx": read_xlsx, "pptx": read_pptx, "odt": read_odf}
ROW = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'


def whole(kind: str) -> bytes:
    return {
        "docx": docx("<w:p><w:r><w:t>a</w:t></w:r></w:p>"),
        "xlsx": xlsx(ROW),
        "pptx": pptx("<p:sp><p:txBody><a:p><a:r><a:t>a</a:t></a:r></a:p></p:txBody></p:sp>"),
        "odt": odf("text", "<office:text><text:p>a</text:p></office:text>"),
    }[kind]


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize(
    ("harm", "error"),
    [
        (lambda data: b"", EmptyDocumentError),
        (lambda data: data[: len(data) // 2], UnreadableError),
        (lambda data: b"PK\x03\x04" + data[:40], UnreadableError),
        (lambda data: compound({"EncryptedPackage": b"x" * 99}), EncryptedError),
        (lambda data: package({"other.xml": "<a/>"}), UnreadableError),
    ],
)
def test_damaged_file_is_refused_in_its_own_code(kind: str, harm, error: type[DocumentError]) -> None:
    with pytest.raises(error):
        pages(READERS[kind], harm(whole(kind)))


@pytest.mark.parametrize("kind", READERS)
def test_every_cut_and_flipped_byte_ends_in_a_document_error(kind: str) -> None:
    data = whole(kind)
    for at in range(0, len(data), 37):
        for harmed in (data[:at], data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]):
            try:
                pages(READERS[kind], harmed)
            except DocumentError:
                continue


def test_bomb_is_refused_before_it_is_unpacked() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * (32 * 1024 * 1024))
    with pytest.raises(LimitExceededError):
        pages(read_docx, stream.getvalue())


def test_size_unpacked_follows_the_limit_of_the_file() -> None:
    data = docx("<w:p><w:r><w:t>" + "word " * 3_000 + "</w:t></w:r></w:p>")
    assert pages(read_docx, data)
    with pytest.raises(LimitExceededError):
        pages(read_docx, data, Limits(max_bytes=1_000))


def test_too_many_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "PARTS_MAX", 2)
    with pytest.raises(LimitExceededError, match="3 parts"):
        pages(read_docx, docx("<w:p><w:r><w:t>a</w:t></w:r></w:p>"))


def test_part_too_large_for_a_tree_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "TREE_MAX", 100)
    with pytest.raises(LimitExceededError):
        pages(read_docx, docx("<w:p><w:r><w:t>a</w:t></w:r></w:p>"))


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        "<a>" * 300 + "</a>" * 300,
        "<a>",
        "",
    ],
)
def test_entities_document_types_and_deep_nests_are_refused(text: str) -> None:
    with pytest.raises(UnreadableError):
        reader.parse_xml(text.encode())
    with pytest.raises(UnreadableError):
        reader.parse_xml(text.encode("utf-16"))


def test_encrypted_part_is_named_as_such() -> None:
    data = bytearray(whole("docx"))
    at = data.index(b"PK\x01\x02", data.index(b"word/document.xml")) if b"PK\x01\x02" in data else 0
    central = data.index(b"PK\x01\x02", at)
    while bytes(data[central + 46 : central + 46 + 17]) != b"word/document.xml":
        central = data.index(b"PK\x01\x02", central + 4)
    data[central + 8] |= 1  # bit 0 of the flags
    local = int.from_bytes(data[central + 42 : central + 46], "little")
    data[local + 6] |= 1
    with pytest.raises(EncryptedError):
        pages(read_docx, bytes(data))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("minutes.docx", sniff.DOCX),
        ("stock.xlsx", sniff.XLSX),
        ("birds.pptx", sniff.PPTX),
        ("bread.odt", sniff.ODT),
        ("rain.ods", sniff.ODS),
        ("putzplan.rtf", sniff.RTF),
        ("jardin.html", sniff.HTML),
        ("peppol.xml", sniff.XML),
        ("keys.eml", sniff.EML),
        ("boats.msg", sniff.MSG),
        ("old.doc", sniff.DOC),
    ],
)
@pytest.mark.parametrize("other", ["renamed.pdf", "renamed.docx", "renamed.txt", "renamed"])
def test_type_is_told_from_the_content_under_any_name(name: str, expected: str, other: str) -> None:
    assert sniff.sniff((FIXTURES / name).read_bytes(), other) == expected


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (compound({"EncryptedPackage": b"x"}), "a.xlsx", sniff.XLSX),
        (compound({"EncryptedPackage": b"x"}), "a", sniff.DOCX),
        (compound({"Workbook": b"x"}), "a.xls", sniff.XLS),
        (compound({"PowerPoint Document": b"x"}), "a.ppt", sniff.PPT),
        (compound({"other": b"x"}), "a.doc", sniff.UNKNOWN),
        (package({"xl/workbook.bin": "x"}), "a.xlsb", sniff.XLSB),
        (package({"a.txt": "x"}), "a.docx", sniff.UNKNOWN),
        (package({"mimetype": "application/epub+zip"}), "a.epub", sniff.UNKNOWN),
        (package({"mimetype": "application/vnd.oasis.opendocument.text-template"}), "a.ott", sniff.ODT),
        (package({"[Content_Types].xml": "…wordprocessingml.document.main…", "w/d.xml": ""}), "a", sniff.DOCX),
        (b"From: a\nTo: b\nSubject: c\n\nDear all", "letter.txt", sniff.TEXT),
        (b"From: a\nTo: b\nSubject: c\n\nDear all", "letter.eml", sniff.EML),
        (b"Received: from x\n by y\nFrom: a\n\nDear all", "letter", sniff.EML),
        (b"MIME-Version: 1.0\nFrom: a\nContent-Type: application/pdf\n\n%PDF-1.4", "scan", sniff.EML),
        (b"Note: the roof leaks\nDate: today\n\nmore", "note.txt", sniff.TEXT),
        (b"<p>words</p>", "page.txt", sniff.HTML),
        (b"<?xml version='1.0'?><a/>", "data.txt", sniff.XML),
        (b"<?xml version='1.0'?>\n<!DOCTYPE html><html/>", "page.xml", sniff.HTML),
        (b"<b>bold</b> words", "page.htm", sniff.HTML),
        (b"<b>bold</b> words", "note.txt", sniff.TEXT),
        (b"<p>words</p>", "notes.md", sniff.MARKDOWN),
        (b"a,b\n1,2", "a.csv", sniff.CSV),
        (b"a,b\n1,2", "a.txt", sniff.TEXT),
        (b"a,b\n1,2", "a.xml", sniff.UNKNOWN),
    ],
)
def test_type_of_containers_and_texts(data: bytes, name: str, expected: str) -> None:
    assert sniff.sniff(data, name) == expected


class TypeStage(Stage):
    """Says what a document was taken for."""

    name = "type"
    reads = frozenset({"source"})
    writes = frozenset({"text"})

    def run(self, record: Record, deadline: Deadline) -> Record:
        return structs.replace(record, text=sniff.settled(record.source, record.document.media_type))


def test_container_is_told_from_its_end_whatever_its_size(tmp_path: Path) -> None:
    noise = random.Random(1).randbytes(200_000)
    data = package({"aaa.bin": noise, "mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"})
    (tmp_path / "unnamed").write_bytes(data)
    with FlexOrch(workspace=tmp_path / "workspace", pipeline=[TypeStage()]) as client:
        assert client.documents.upload(tmp_path / "unnamed").wait_until_done().text == sniff.ODT
