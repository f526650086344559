"""What a job says about itself: one readable line, and plain dicts for JSON. Personal data is masked unless asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import structs, to_builtins

if TYPE_CHECKING:
    from pipeline.job import Job
    from pipeline.record import Field, PIIFinding, Record
    from pipeline.rows import JobRow


class ProcessingSummary(dict[str, Any]):
    """A dict that prints as one readable line."""

    def __init__(self, values: dict[str, Any], line: str) -> None:
        super().__init__(values)
        self._line = line

    def __str__(self) -> str:
        return self._line


def as_plain(job: Job, row: JobRow, *, raw: bool) -> dict[str, Any]:
    """A job and its result as plain values, ready for JSON."""
    return {
        "job_id": job.id,
        "document_id": job.document_id,
        "filename": job.filename,
        "status": str(row.status),
        "stage": row.stage,
        "created_at": row.created_at,
        "completed_at": row.completed_at,
        "failure_reason": job.failure_reason,
        "failure_code": job.failure_code,
        "document_type": row.document_type,
        "detected_language": row.language,
        "quality_grade": row.grade,
        "quality_score": row.score,
        "pii_findings_count": row.pii_count,
        "pii_type_summary": job.pii_type_summary,
        "privacy_applied": row.privacy_applied,
        "timings": job.timings,
        "cached": list(row.cached),
        **(record_as_dict(job.record, raw=raw) if job.record else {}),
    }


def summarise(row: JobRow, record: Record | None) -> ProcessingSummary:
    """The summary of a job: empty before it is final, the reason when it failed, the result when it completed."""
    if row.failure is not None:
        reason = f"{row.failure.message} {row.failure.remedy}".rstrip()
        values: dict[str, Any] = {
            "failure_reason": reason,
            "failure_code": row.failure.code,
            "remedy": row.failure.remedy,
            "stage": row.stage,
            "page": row.failure.page,
        }
        return ProcessingSummary(values, f"failed ({row.failure.code}): {reason}")
    if record is None:
        return ProcessingSummary({}, str(row.status))
    values = {
        "document_type": row.document_type,
        "classification_method": record.classification.method if record.classification else None,
        "detected_language": row.language,
        "page_count": len(record.pages),
        "quality": _quality(record),
        "privacy": {
            "privacy_applied": row.privacy_applied,
            "pii_findings_count": row.pii_count,
            "pii_type_summary": dict(row.pii_types),
        },
        "pii_type_summary": dict(row.pii_types),
        "fields": {field.name: _value(record, field, raw=False) for field in _found(record)},
        "extraction_method_per_field": record.fields.methods if record.fields else {},
        "warnings": list(record.fields.warnings) if record.fields else [],
        "failure_reason": None,
    }
    return ProcessingSummary(values, _line(row, record))


def record_as_dict(record: Record, *, raw: bool) -> dict[str, Any]:
    """A record's parts as plain values. Words are left out: they are in ``job.pages``."""
    masked = record.privacy.masked_text if record.privacy else record.text
    return {
        "text": record.text if raw else masked,
        "pages": [
            {
                "page_number": page.number,
                "width_pt": page.width_pt,
                "height_pt": page.height_pt,
                "source": page.source,
                "ocr_confidence": page.ocr_confidence,
                "words": len(page.words),
                "warnings": list(page.warnings),
            }
            for page in record.pages
        ],
        "classification": to_builtins(record.classification),
        "fields": {field.name: _field(record, field, raw) for field in _found(record)},
        "extraction_method_per_field": record.fields.methods if record.fields else {},
        "warnings": list(record.fields.warnings) if record.fields else [],
        "pii_findings": [_finding(finding, raw) for finding in (record.privacy.findings if record.privacy else ())],
        "quality": _quality(record),
        "extras": to_builtins(record.extras) if raw else {},  # other packages' parts may hold anything
    }


def _line(row: JobRow, record: Record) -> str:
    fields = record.fields
    parts = [row.document_type or "document", f"{len(record.pages)} page{'s' * (len(record.pages) != 1)}"]
    if row.grade is not None and row.score is not None:
        parts.append(f"grade {row.grade} ({row.score:.2f})")
    if fields and fields.expected:
        parts.append(f"{sum(name is not None for name in fields.methods.values())} of {len(fields.expected)} fields")
    if record.privacy:
        verb = "masked" if row.privacy_applied else "found"
        parts.append(f"{row.pii_count} personal data {verb}" if row.pii_count else "no personal data found")
    return ", ".join(parts)


def _quality(record: Record) -> dict[str, Any] | None:
    quality = record.quality
    if quality is None:
        return None
    named = {name: quality.factors.get(name) for name in ("field_fill_rate", "noise_ratio", "ocr_confidence")}
    rest = {"factors": dict(quality.factors), "reasons": list(quality.reasons), "warnings": list(quality.warnings)}
    return {"score": quality.score, "grade": quality.grade, **named, **rest}


def _found(record: Record) -> tuple[Field, ...]:
    return record.fields.found if record.fields else ()


def _field(record: Record, field: Field, raw: bool) -> dict[str, Any]:
    return {
        "value": _value(record, field, raw=raw),
        "text": field.text if raw else _masked(record, field),
        "confidence": field.confidence,
        "method": field.method,
        "page": field.page,
        "bbox": field.bbox,
    }


def _value(record: Record, field: Field, *, raw: bool) -> Any:
    """The value as JSON has it (amounts as text, so that no cent is lost); masked where its span holds personal data."""
    if not raw:
        masked = _masked(record, field)
        if masked != field.text:
            return masked if field.kind != "items" else [_masked_item(record, item) for item in to_builtins(field.items)]
    return to_builtins(field.value) if field.kind in ("items", "taxes") else field.canonical


def _masked(record: Record, field: Field) -> str:
    if field.start is None or field.end is None:
        return _masked_words(record, field.text)
    covered = record.masked(field.start, field.end)
    return covered if covered != record.text[field.start : field.end] else field.text


def _masked_item(record: Record, item: dict[str, Any]) -> dict[str, Any]:
    return {**item, "description": _masked_words(record, item["description"])}


def _masked_words(record: Record, text: str) -> str:
    """Values without a span of their own: every finding's words are replaced wherever they stand."""
    for value, replaced in record.privacy.masked_values.items() if record.privacy else ():
        text = text.replace(value, replaced)
    for finding in record.privacy.findings if record.privacy else ():
        if finding.replacement is not None:
            text = text.replace(finding.text, finding.replacement)
    return text


def _finding(finding: PIIFinding, raw: bool) -> dict[str, Any]:
    values = structs.asdict(finding)
    values["page"], values["bbox"] = finding.page, finding.bbox
    del values["page_index"]
    if not raw and finding.replacement is not None:
        del values["text"], values["entity"]
    return values
