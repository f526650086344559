"""Redact a document and prove it: the result is read again, in every way a reader could, before anything is written."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from pipeline.exceptions import RedactionError, UnsupportedFormatError
from pipeline.options import Limits
from pipeline.readers.sniff import CSV, DOCX, EML, HTML, IMAGES, MARKDOWN, ODP, ODS, ODT, PDF, PPTX, TEXT, XLSX, XML, settled
from pipeline.record import Record
from pipeline.redaction.plan import Mark, Plan, plan_of
from pipeline.redaction.survivors import Survivor

if TYPE_CHECKING:
    from pipeline.ocr.engine import OcrEngine

PLAIN = frozenset({TEXT, MARKDOWN, CSV})
OFFICE = frozenset({DOCX, XLSX, PPTX, ODT, ODS, ODP})
MARKUP = frozenset({HTML, XML})
FORMATS = frozenset({PDF, EML}) | IMAGES | PLAIN | OFFICE | MARKUP
_DRAWN = frozenset({PDF}) | IMAGES  # formats with pages, on which values have places, and which OCR can read
_ROUNDS = 3  # as found; with what verification still read; with those pages as pictures


class RedactionReport(Struct, frozen=True):
    """What was taken out of a file. It never holds a value.

    Attributes:
        pages: of the document.
        boxes: for each page, how many places were redacted.
        types: type to number of findings, by name.
        removed: what else the file no longer holds, such as ``metadata`` or ``attachments``.
        rounds: 1 when the first result was clean.
        verified: the written file was opened again and nothing was found in it; there is no report without.
        read_by_ocr: OCR was part of that.
    """

    pages: int
    boxes: tuple[int, ...]
    types: dict[str, int]
    removed: tuple[str, ...]
    rounds: int
    verified: bool
    read_by_ocr: bool


def redact_to(
    path: str | os.PathLike[str], source: bytes, record: Record, engine: OcrEngine | None = None, limits: Limits | None = None
) -> RedactionReport:
    """Write a redacted copy of a document, once it is proved that nothing survived.

    Args:
        path: the new file, made with mode 0600; one that is there is replaced. It is written beside itself and renamed, so
            that it is never there in part.
        source: the document's bytes.
        record: the result of its chain; its findings decide what goes.
        engine: reads the result's pages; the default engine when None.

    Raises:
        RedactionError: something survived (``redaction.survived``), or it cannot be made safely (``redaction.unplaced``,
            ``redaction.unread``, ``redaction.unsearched``, ``redaction.other_file``). Nothing is written.
        UnsupportedFormatError: a format that cannot be redacted; its masked text can.
        DocumentError: the document cannot be opened.
    """
    data, report = redacted(source, record, engine, limits)
    _write(Path(path), data)
    return report


def redacted(
    source: bytes, record: Record, engine: OcrEngine | None = None, limits: Limits | None = None
) -> tuple[bytes, RedactionReport]:
    """A verified redacted copy in memory, and its report; raises as :func:`redact_to`."""
    limits = limits or Limits()
    media_type = settled(source, record.document.media_type)
    if media_type not in FORMATS:
        remedy = "Redact a PDF made of it, or share the masked text."
        raise UnsupportedFormatError(f"A file of type {media_type} cannot be redacted.", remedy=remedy)
    _must_be(source, record)
    if engine is None and media_type in _DRAWN:
        from pipeline.ocr.registry import load_engine

        engine = load_engine("rapidocr")
    plan = plan_of(record, has_places=media_type in _DRAWN)
    for number in range(1, _ROUNDS + 1):
        data, removed = redact_document(source, media_type, plan, limits)
        survivors = verify(data, media_type, plan, engine, limits)
        if not survivors:
            return data, _report(record, plan, removed, number, media_type)
        more = _found_again(survivors)
        if (
            number == _ROUNDS
            or media_type not in _DRAWN
            or (not more and not any(item.where == "object" for item in survivors))
        ):
            break
        plan = plan.and_also(more, _to_draw(survivors, plan) if number > 1 or not more else frozenset())
    raise survived(survivors)


def redact_document(source: bytes, media_type: str, plan: Plan, limits: Limits | None = None) -> tuple[bytes, tuple[str, ...]]:
    """The redacted file, not yet verified, and what else was removed from it."""
    if media_type == PDF:
        from pipeline.redaction.pdf import redact_pdf

        return redact_pdf(source, plan)
    if media_type in IMAGES:
        from pipeline.redaction.picture import redact_picture

        return redact_picture(source, media_type, plan, limits or Limits())
    if media_type in OFFICE:
        from pipeline.redaction.office import redact_office

        return redact_office(source, plan, limits or Limits())
    if media_type in MARKUP:
        from pipeline.redaction.markup import redact_markup

        return redact_markup(source, media_type, plan)
    if media_type == EML:
        from pipeline.redaction.mail import redact_mail

        return redact_mail(source, plan)
    from pipeline.redaction.plain import redact_plain

    return redact_plain(source, plan)


def verify(data: bytes, media_type: str, plan: Plan, engine: OcrEngine | None, limits: Limits | None = None) -> list[Survivor]:
    """Everything that should be gone and is not; empty for a clean file.

    Args:
        data: the redacted file.
        engine: reads its pages; None leaves OCR out.
    """
    if media_type == PDF:
        from pipeline.redaction.pdf_check import check_pdf

        return check_pdf(data, plan, engine)
    if media_type in IMAGES:
        from pipeline.redaction.picture import check_picture

        return check_picture(data, plan, engine, limits or Limits())
    if media_type in OFFICE:
        from pipeline.redaction.office import check_office

        return check_office(data, media_type, plan, limits or Limits())
    if media_type in MARKUP:
        from pipeline.redaction.markup import check_markup

        return check_markup(data, media_type, plan, limits or Limits())
    if media_type == EML:
        from pipeline.redaction.mail import check_mail

        return check_mail(data, plan, limits or Limits())
    from pipeline.redaction.plain import check_plain

    return check_plain(data, plan)


def survived(survivors: list[Survivor]) -> RedactionError:
    """The error that says what survived where, without the values."""
    first = min((item.page_index for item in survivors if item.page_index is not None), default=None)
    page = None if first is None else first + 1
    types = tuple(sorted({item.type for item in survivors if item.type}))
    kinds = ", ".join(sorted({item.where for item in survivors}))
    where = "the file" if page is None else f"page {page}"
    what = f" of type {', '.join(types)}" if types else ""
    return RedactionError(f"Something{what} survived in {where} ({kinds}). Nothing was written.", page=page, types=types)


def _must_be(source: bytes, record: Record) -> None:
    from hashlib import sha256

    if sha256(source).hexdigest() != record.document.sha256:
        message = "These bytes are not the document the findings are of."
        raise RedactionError(message, code="redaction.other_file", remedy="Upload the file again and redact its new job.")


def _found_again(survivors: list[Survivor]) -> tuple[Mark, ...]:
    """Places where verification could still read or see something, as marks."""
    marks = {
        Mark(item.page_index, item.box, item.type, item.where in ("ocr", "picture"))
        for item in survivors
        if item.page_index is not None and item.box is not None
    }
    return tuple(sorted(marks, key=lambda mark: (mark.page_index, mark.box, mark.type, mark.is_recognised)))


def _to_draw(survivors: list[Survivor], plan: Plan) -> frozenset[int]:
    """Pages that are better off as pictures; all with a mark, where what survived has no page."""
    if any(item.page_index is None for item in survivors):
        return frozenset(mark.page_index for mark in plan.marks)
    return frozenset(item.page_index for item in survivors if item.page_index is not None)


def _report(record: Record, plan: Plan, removed: tuple[str, ...], rounds: int, media_type: str) -> RedactionReport:
    findings = record.privacy.findings if record.privacy else ()
    boxes = Counter(mark.page_index for mark in plan.marks)
    types = Counter(item.type for item in findings)
    return RedactionReport(
        pages=plan.page_count,
        boxes=tuple(boxes[index] for index in range(plan.page_count)),
        types=dict(sorted(types.items())),
        removed=removed,
        rounds=rounds,
        verified=True,
        read_by_ocr=media_type in _DRAWN,
    )


def _write(path: Path, data: bytes) -> None:
    """All of it or nothing, readable by its owner alone."""
    handle, name = tempfile.mkstemp(prefix=".redacted-", dir=path.parent)  # mkstemp makes files of mode 0600
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
