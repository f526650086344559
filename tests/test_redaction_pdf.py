"""Redacted PDFs: what was marked is gone from every corner of the file, what was not stays where it was."""

from __future__ import annotations

import io

import pymupdf
import pytest
from PIL import Image

from pipeline.exceptions import EncryptedError, RedactionError, UnreadableError
from pipeline.record import Record
from pipeline.redaction.plan import Plan, plan_of
from pipeline.redaction.redact import redact_document, redacted, verify
from tests.redaction_records import MAIL, PHONE, NoEngine, record_of, text_pdf

PDF = "application/pdf"


def redact(source: bytes) -> pymupdf.Document:
    data, report = redacted(source, record_of(source, PDF), NoEngine())
    assert report.verified
    assert report.rounds == 1
    return pymupdf.open(stream=data)


def everything(document: pymupdf.Document) -> str:
    """Text, metadata, objects and streams of a file, decompressed."""
    parts = [page.get_text() for page in document] + [
        str(document.metadata),
        document.get_xml_metadata(),
        str(document.get_toc()),
    ]
    for xref in range(1, document.xref_length()):
        parts.append(document.xref_object(xref))
        if document.xref_is_stream(xref):
            parts.append(document.xref_stream(xref).decode("latin-1"))
    return "\n".join(parts)


def pixels(page: pymupdf.Page, box: pymupdf.Rect) -> set[bytes]:
    pixmap = page.get_pixmap(dpi=144, clip=box, alpha=False)
    return {pixmap.samples[i : i + 3] for i in range(0, len(pixmap.samples) - 2, 3)}


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("face", ["helv", "tiit", "cour"])
def test_text_is_gone_and_its_place_is_black(rotation, face):
    source = text_pdf(face, rotation)
    before = pymupdf.open(stream=source)[0]
    (box,) = before.search_for(MAIL)
    result = redact(source)
    assert MAIL not in everything(result)
    assert "before" in result[0].get_text()
    assert result[0].rotation == rotation
    inner = pymupdf.Rect(box.x0 + 2, box.y0 + 3, box.x1 - 2, box.y1 - 3)
    assert pixels(result[0], inner * before.rotation_matrix) == {b"\0\0\0"}


def test_text_that_stays_does_not_move():
    source = text_pdf("tiro", 0)
    result = redact(source)
    before = {word[4]: word[:4] for word in pymupdf.open(stream=source)[0].get_text("words")}
    after = {word[4]: word[:4] for word in result[0].get_text("words")}
    assert set(before) - set(after) == {MAIL, *PHONE.split()}
    assert all(after[word] == pytest.approx(before[word], abs=0.4) for word in after)


def test_lines_close_above_and_below_keep_their_letters():
    document = pymupdf.open()
    page = document.new_page(width=400, height=200)
    for number, text in enumerate(("gypsy jumping quickly over", f"mail {MAIL} now", "Jackdaws love my big sphinx")):
        page.insert_text((30, 60 + 10.5 * number), text, fontsize=10)
    words = redact(document.tobytes())[0].get_text().split()
    assert words == ["gypsy", "jumping", "quickly", "over", "mail", "now", "Jackdaws", "love", "my", "big", "sphinx"]


def note(document: pymupdf.Document) -> None:
    document[0].add_text_annot((200, 30), f"write to {MAIL}")


def free_text(document: pymupdf.Document) -> None:
    document[0].add_freetext_annot((30, 120, 300, 150), f"or {MAIL}", fontsize=9)


def form(document: pymupdf.Document) -> None:
    widget = pymupdf.Widget()
    widget.field_name, widget.field_type, widget.field_value = "mail", pymupdf.PDF_WIDGET_TYPE_TEXT, MAIL
    widget.rect = pymupdf.Rect(30, 120, 300, 140)
    document[0].add_widget(widget)


def attachment(document: pymupdf.Document) -> None:
    document.embfile_add("contact.txt", MAIL.encode(), desc=MAIL)


def metadata(document: pymupdf.Document) -> None:
    document.set_metadata({"author": MAIL})
    document.set_xml_metadata(f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{MAIL}</x:xmpmeta>")


def outline(document: pymupdf.Document) -> None:
    document.set_toc([[1, MAIL, 1]])


def link(document: pymupdf.Document) -> None:
    document[0].insert_link({"kind": pymupdf.LINK_URI, "from": pymupdf.Rect(30, 40, 90, 60), "uri": f"mailto:{MAIL}"})


def script(document: pymupdf.Document) -> None:
    xref = document.get_new_xref()
    document.update_object(xref, f"<< /S /JavaScript /JS (app.alert\\('{MAIL}'\\)) >>")
    document.xref_set_key(document.pdf_catalog(), "OpenAction", f"{xref} 0 R")


def private_data(document: pymupdf.Document) -> None:
    document.xref_set_key(document[0].xref, "PieceInfo", f"<< /App << /Private ({MAIL}) >> >>")
    document.xref_set_key(document[0].xref, "Thumb", f"({MAIL})")


def hidden_layer(document: pymupdf.Document) -> None:
    layer = document.add_ocg(f"for {MAIL}", on=False)
    document[0].insert_text((30, 160), f"hidden {MAIL} and the secret word", fontsize=9, oc=layer)


def beyond_the_border(document: pymupdf.Document) -> None:
    document[0].insert_text((-300, 160), f"outside {MAIL}", fontsize=9)


PLACES = [note, free_text, form, attachment, metadata, outline, link, script, private_data, hidden_layer, beyond_the_border]


@pytest.mark.parametrize("hide", PLACES, ids=lambda hide: hide.__name__)
def test_nothing_survives_beside_the_page(hide):
    document = pymupdf.open(stream=text_pdf("helv", 0))
    hide(document)
    source = document.tobytes()
    result = redact(source)
    rest = everything(result)
    assert MAIL not in rest
    assert "secret" not in rest
    assert not result.embfile_count()
    assert not list(result[0].annots())
    assert not list(result[0].widgets())
    assert not result[0].get_links()


def test_older_revisions_are_gone(tmp_path):
    path = tmp_path / "two.pdf"
    path.write_bytes(text_pdf("helv", 0))
    document = pymupdf.open(path)
    document[0].clean_contents()
    document.xref_set_key(document[0].xref, "Contents", "null")
    document[0].insert_text((30, 60), f"new {MAIL}")
    document.saveIncr()
    source = path.read_bytes()
    assert source.count(b"startxref") == 2
    data, report = redacted(source, record_of(source, PDF), NoEngine())
    assert "older revisions" in report.removed
    assert data.count(b"startxref") == 1
    assert PHONE not in everything(pymupdf.open(stream=data))


def test_the_report_counts_places_and_types_and_holds_no_value():
    document = pymupdf.open(stream=text_pdf("helv", 0))
    metadata(document)
    source = document.tobytes()
    _, report = redacted(source, record_of(source, PDF), NoEngine())
    assert (report.pages, report.boxes, report.types) == (1, (2,), {"email": 1, "phone_de": 1})
    assert report.removed == ("metadata",)
    assert MAIL not in repr(report)


def test_same_document_gives_the_same_bytes():
    source = text_pdf("helv", 0)
    record = record_of(source, PDF)
    assert redacted(source, record, NoEngine())[0] == redacted(source, record, NoEngine())[0]


def test_exif_of_a_picture_in_the_page_is_gone():
    exif = Image.Exif()
    exif[0x010E] = MAIL
    stream = io.BytesIO()
    Image.new("RGB", (60, 60), "teal").save(stream, "JPEG", exif=exif)
    document = pymupdf.open(stream=text_pdf("helv", 0))
    document[0].insert_image((300, 100, 360, 160), stream=stream.getvalue())
    source = document.tobytes()
    assert MAIL in everything(document) or MAIL.encode() in source
    result = redact(source)
    xref = result[0].get_images()[0][0]
    assert MAIL.encode() not in result.xref_stream_raw(xref)
    assert pixels(result[0], pymupdf.Rect(320, 120, 340, 140)) != {b"\xff\xff\xff"}


def clean(source: bytes) -> tuple[bytes, Plan]:
    plan = plan_of(record_of(source, PDF))
    data, _ = redact_document(source, PDF, plan)
    assert verify(data, PDF, plan, None) == []
    return data, plan


def test_a_place_left_out_is_noticed():
    source = text_pdf("helv", 0)
    _, plan = clean(source)
    for missing in plan.marks:
        less = Plan(tuple(mark for mark in plan.marks if mark != missing), plan.needles, plan.page_count)
        data, _ = redact_document(source, PDF, less)
        assert {item.type for item in verify(data, PDF, plan, None)} == {missing.type}


@pytest.mark.parametrize("hide", [note, form, attachment, metadata, outline, link, script, private_data, hidden_layer])
def test_something_left_beside_the_page_is_noticed(hide):
    data, plan = clean(text_pdf("helv", 0))
    document = pymupdf.open(stream=data)
    hide(document)
    assert verify(document.tobytes(garbage=4, deflate=True), PDF, plan, None)


def test_an_older_revision_is_noticed():
    source = text_pdf("helv", 0)
    data, plan = clean(source)
    assert verify(source + data, PDF, plan, None)
    assert verify(data + b"\n% " + MAIL.encode(), PDF, plan, None)


@pytest.mark.parametrize("colour", [(0, 0, 0), (1, 1, 1)])
def test_paint_over_text_is_noticed(colour):
    source = text_pdf("helv", 0)
    _, plan = clean(source)
    document = pymupdf.open(stream=source)
    for mark in plan.marks:
        document[0].draw_rect(mark.box, color=colour, fill=colour)
    found = verify(document.tobytes(garbage=4), PDF, plan, None)
    assert {"text", "place"} <= {item.where for item in found}


def test_a_clean_page_too_many_or_few_is_noticed():
    data, plan = clean(text_pdf("helv", 0))
    document = pymupdf.open(stream=data)
    document.new_page()
    assert verify(document.tobytes(garbage=4), PDF, plan, None)


def test_what_survives_is_told_by_page_and_type_never_by_value(monkeypatch):
    source = text_pdf("helv", 0)
    record = record_of(source, PDF)
    monkeypatch.setattr("pipeline.redaction.redact.redact_document", lambda source, *rest: (source, ()))
    with pytest.raises(RedactionError) as raised:
        redacted(source, record, NoEngine())
    assert (raised.value.code, raised.value.page) == ("redaction.survived", 1)
    assert raised.value.types == ("email", "phone_de")
    assert MAIL not in str(raised.value)
    assert MAIL not in repr(raised.value.__cause__)


def test_bad_files_are_refused():
    source = text_pdf("helv", 0)
    locked = pymupdf.open(stream=source).tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="x", owner_pw="y")
    plan = plan_of(record_of(source, PDF))
    with pytest.raises(EncryptedError):
        redact_document(locked, PDF, plan)
    with pytest.raises(UnreadableError):
        redact_document(b"%PDF-1.7 rubbish", PDF, plan)


def test_findings_of_another_file_are_refused():
    source = text_pdf("helv", 0)
    with pytest.raises(RedactionError) as raised:
        redacted(source + b"\n", record_of(source, PDF), NoEngine())
    assert raised.value.code == "redaction.other_file"


def test_a_record_nobody_searched_is_refused():
    record = Record(record_of(text_pdf("helv", 0), PDF).document)
    with pytest.raises(RedactionError) as raised:
        plan_of(record)
    assert raised.value.code == "redaction.unsearched"
