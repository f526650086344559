"""What a finished job gives besides its text: Markdown, a redacted file, a compliance record, JSON without personal data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import FlexOrch, Job
from pipeline.exceptions import RedactionError, UnsupportedFormatError, ValidationError
from tests.conftest import FIXTURES

SECRETS = ("emma.hartley@mail.example", "4111 1111 1111 1111", "12345678950", "DE89 3704 0044 0532 0130 00")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlexOrch]:
    with FlexOrch(workspace=tmp_path_factory.mktemp("outputs")) as client:
        yield client


@pytest.fixture(scope="module")
def letter(client: FlexOrch) -> Job:
    return client.documents.upload(FIXTURES / "letter.pdf").wait_until_done()


def test_markdown_holds_the_table_and_the_masked_one_no_secret(letter: Job):
    assert "| IBAN (Germany)" in letter.markdown
    for secret in SECRETS:
        assert secret in letter.markdown
        assert secret not in letter.masked_markdown
    assert "[MASKED_IBAN_DE]" in letter.masked_markdown.replace("\\", "")


def test_redacted_file_is_proved_clean(letter: Job, tmp_path: Path):
    report = letter.redact(tmp_path / "clean.pdf")
    assert (report.verified, report.pages) == (True, 1)
    assert sum(report.types.values()) == letter.pii_findings_count
    data = (tmp_path / "clean.pdf").read_bytes()
    for secret in SECRETS:
        assert secret.encode() not in data


def test_redacted_file_processed_again_holds_none_of_it(client: FlexOrch, letter: Job, tmp_path: Path):
    letter.redact(tmp_path / "clean.pdf")
    again = client.documents.upload(tmp_path / "clean.pdf").wait_until_done()
    assert again.status == "completed"
    for secret in SECRETS:
        assert secret not in again.text


def test_failed_job_cannot_be_redacted(client: FlexOrch, tmp_path: Path):
    job = client.documents.upload(FIXTURES / "encrypted.pdf").wait_until_done()
    with pytest.raises(ValidationError):
        job.redact(tmp_path / "out.pdf")
    assert not (tmp_path / "out.pdf").exists()
    assert (job.markdown, job.masked_markdown) == (None, None)


def test_format_that_cannot_be_redacted_says_so(client: FlexOrch, tmp_path: Path):
    job = client.documents.upload(FIXTURES / "old.doc").wait_until_done()
    assert job.failure_code == "document.unsupported"
    notice = client.documents.upload(FIXTURES / "putzplan.rtf").wait_until_done()
    with pytest.raises((UnsupportedFormatError, RedactionError)):
        notice.redact(tmp_path / "out.rtf")
    assert not (tmp_path / "out.rtf").exists()


def test_compliance_record_counts_and_never_quotes(letter: Job):
    record = letter.compliance
    assert record.risk_level == "high"
    assert set(record.applicable_regulations) >= {"GDPR", "KVKK"}
    assert {"DE", "TR"} <= set(record.detected_countries)
    assert dict(record.pii_type_counts) == letter.pii_type_summary
    for secret in SECRETS:
        assert secret not in repr(record)


def test_json_shows_no_finding_unless_asked(letter: Job):
    shown = json.dumps(letter.to_dict(), ensure_ascii=False)
    for secret in SECRETS:
        assert secret not in shown
        assert secret in json.dumps(letter.to_dict(raw=True), ensure_ascii=False)
