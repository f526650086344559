"""Slides, OpenDocument files, web pages, XML and mails lose values wherever they stand, and what is left in is noticed."""

from __future__ import annotations

import io
import zipfile

import pytest

from pipeline.exceptions import RedactionError, UnsupportedFormatError
from pipeline.readers.sniff import EML, HTML, MSG, ODS, ODT, PPTX, RTF, XML
from pipeline.record import Document, Privacy, Record
from pipeline.redaction.plan import plan_of
from pipeline.redaction.redact import redacted, verify
from tests.conftest import FIXTURES
from tests.office_files import odf, pptx
from tests.redaction_records import MAIL, PHONE, record_of

HALF = len(MAIL) // 2
CUT = (MAIL[:HALF], MAIL[HALF:])
A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def slides() -> bytes:
    runs = "".join(f"<a:r><a:t>{part}</a:t></a:r>" for part in ("write to ", *CUT))
    return pptx(
        f'<p:sp><p:txBody xmlns:a="{A}"><a:p>{runs}</a:p><a:p><a:r><a:t>Tel. {PHONE}</a:t></a:r></a:p></p:txBody></p:sp>'
    )


def text_document() -> bytes:
    body = (
        f"<text:tracked-changes><text:p>the secret {MAIL}</text:p></text:tracked-changes>"
        f"<text:p>write to <text:span>{CUT[0]}</text:span>{CUT[1]} soon</text:p><text:p>Tel. {PHONE}</text:p>"
        f"<text:p>end<office:annotation><dc:creator>secret</dc:creator><text:p>{PHONE}</text:p></office:annotation></text:p>"
    )
    names = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    body = body.replace("<office:annotation>", f"<office:annotation {names}>")
    return more(odf("text", f"<office:text>{body}</office:text>"), "meta.xml", f"<a>{MAIL} secret</a>")


def more(source: bytes, name: str, text: str) -> bytes:
    """The container with one more part."""
    stream = io.BytesIO(source)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(name, text)
    return stream.getvalue()


def page() -> bytes:
    return (
        f"<html><head><meta name='author' content='{MAIL}'><title>t</title></head><body onload='x(1)'><!-- secret {MAIL} -->"
        f"<script>var secret = '{MAIL}';</script><p>café: write to {CUT[0]}<b>{CUT[1]}</b> soon</p>"
        f"<p>Tel. {PHONE}</p><a href='mailto:{MAIL}'>here</a><img src='data:image/png;base64,c2VjcmV0'></body></html>"
    ).encode()


def tree() -> bytes:
    return f"<order by='{MAIL}'><!-- secret --><to>write to {MAIL}</to><tel>Tel. {PHONE}</tel><n>7</n></order>".encode()


def mail() -> bytes:
    return (
        f"Received: from secret by secret\r\nX-Secret: {MAIL}\r\nFrom: Anna <{MAIL}>\r\nTo: shop@firm.example\r\n"
        f"Subject: call {PHONE}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
        f"Content-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        f"Tel. {PHONE} soon, or {MAIL}\r\n--c\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        f"<p>Tel. {PHONE} soon, {MAIL}</p>\r\n"
        f"--c--\r\n--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=secret.txt\r\n\r\n"
        f"secret {MAIL}\r\n--b--\r\n"
    ).encode()


FILES = {PPTX: slides, ODT: text_document, HTML: page, XML: tree, EML: mail}


def everything(data: bytes) -> str:
    if not data.startswith(b"PK"):
        return data.decode("latin-1")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(name + archive.read(name).decode("latin-1") for name in archive.namelist())


@pytest.mark.parametrize("media_type", FILES)
def test_values_and_what_nobody_sees_are_gone(media_type):
    source = FILES[media_type]()
    record = record_of(source, media_type)
    assert {"email", "phone_de"} <= {item.type for item in record.privacy.findings}
    data, report = redacted(source, record)
    rest = everything(data)
    assert report.verified
    assert "REDACTED" in rest
    for gone in (MAIL, PHONE, "secret", "c2VjcmV0"):
        assert gone not in rest


@pytest.mark.parametrize("media_type", FILES)
def test_what_stays_can_be_read_and_the_same_file_gives_the_same_bytes(media_type):
    source = FILES[media_type]()
    record = record_of(source, media_type)
    data, _ = redacted(source, record)
    assert redacted(source, record)[0] == data
    after = record_of(data, media_type)
    for kept in {"Tel.", "soon" if media_type in (ODT, HTML, EML) else "write"}:
        assert kept in after.text


@pytest.mark.parametrize("media_type", FILES)
def test_a_file_that_still_holds_a_value_is_noticed(media_type):
    source = FILES[media_type]()
    plan = plan_of(record_of(source, media_type), has_places=False)
    assert "email" in {item.type for item in verify(source, media_type, plan, None)}


@pytest.mark.parametrize(("name", "media_type"), [("bread.odt", ODT), ("rain.ods", ODS), ("jardin.html", HTML)])
def test_real_files_keep_their_text(name, media_type):
    source = (FIXTURES / name).read_bytes()
    record = record_of(source, media_type)
    data, _ = redacted(source, record)
    assert len(record_of(data, media_type).text.split()) >= 0.8 * len(record.text.split())


def test_a_picture_within_the_file_is_refused():
    source = more(odf("text", "<office:text><text:p>plain</text:p></office:text>"), "Pictures/1.png", "who knows")
    with pytest.raises(RedactionError) as raised:
        redacted(source, record_of(source, ODT))
    assert raised.value.code == "redaction.unsafe"


@pytest.mark.parametrize("media_type", [MSG, RTF])
def test_formats_nobody_can_write_anew_are_refused_with_a_remedy(media_type):
    record = Record(Document("0" * 64, media_type, 1), privacy=Privacy((), "", False))
    with pytest.raises(UnsupportedFormatError) as raised:
        redacted(b"x", record)
    assert "PDF" in str(raised.value.remedy)
