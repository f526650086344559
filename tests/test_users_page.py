"""The SDK's page on jobs, line by line, with nothing but its import redirected."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

import pytest

from tests.conftest import FIXTURES

PAGE = """
import os
import pipeline.as_flexorch
from flexorch import FlexOrch
from flexorch.exceptions import JobTimeoutError

client = FlexOrch(api_key=os.environ["FLEXORCH_API_KEY"])

job = client.documents.upload("invoice.pdf")
print(job.id, job.status)

job = client.jobs.get(job.id)

try:
    job = job.wait_until_done(timeout=300)
except JobTimeoutError:
    print("still running")

if job.status == "completed":
    print(f"Grade {job.quality_grade} ({job.quality_score:.2f})")
    print(f"PII findings: {job.pii_findings_count}, masked: {job.privacy_applied}")
elif job.status == "failed":
    print(job.processing_summary)

jobs = client.jobs.list(limit=25, offset=0)
for item in jobs:
    print(item.id, item.status, item.quality_grade)

failed = [item for item in client.jobs.list(limit=100) if item.status == "failed"]
good = [item for item in client.jobs.list(limit=100) if item.quality_grade in ("A", "B")]

client.jobs.submit_feedback(job_id=job.id, rating="negative", issue="wrong_fields")
client.jobs.submit_feedback(job_id=job.id, rating="positive")
"""


def run_page(folder: Path, monkeypatch: pytest.MonkeyPatch, document: bytes) -> tuple[dict, str]:
    (folder / "invoice.pdf").write_bytes(document)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("FLEXORCH_API_KEY", "fx_local")
    names: dict = {}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(PAGE, names)
    names["client"].close()
    return names, printed.getvalue()


def test_page_runs_on_an_invoice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    names, printed = run_page(tmp_path, monkeypatch, (FIXTURES / "invoice.pdf").read_bytes())
    job = names["job"]
    assert "Grade A" in printed
    assert job.privacy_applied is True
    assert job.pii_findings_count == sum(job.pii_type_summary.values()) > 0
    assert [item.id for item in names["good"]] == [job.id]
    assert names["failed"] == []


def test_page_runs_on_a_broken_invoice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    names, printed = run_page(tmp_path, monkeypatch, (FIXTURES / "truncated.pdf").read_bytes())
    assert names["job"].status == "failed"
    assert names["job"].failure_reason in printed
    assert [item.id for item in names["failed"]] == [names["job"].id]
