"""The default chain on every fixture: what was written down beforehand, the same bytes every time, and no connection."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import FlexOrch, Job
from pipeline.record import decode, encode
from tests.conftest import FIXTURES, ROOT

EXPECTED = json.loads((FIXTURES / "expected.json").read_text(encoding="utf-8"))
COMPLETED = [name for name, expected in EXPECTED.items() if expected["outcome"] == "completed"]
FAILED = [name for name, expected in EXPECTED.items() if expected["outcome"] == "failed"]
GRADES = {"A": (0.90, 1.0), "B": (0.75, 0.90), "C": (0.50, 0.75), "D": (0.0, 0.50)}


@pytest.fixture(scope="module")
def jobs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Job]]:
    """Every fixture, processed once."""
    with FlexOrch(workspace=tmp_path_factory.mktemp("chain")) as client:
        uploaded = {name: client.documents.upload(FIXTURES / name) for name in EXPECTED}
        yield {name: job.wait_until_done() for name, job in uploaded.items()}


def test_every_fixture_has_its_expected_result():
    files = {path.name for path in FIXTURES.iterdir() if path.is_file() and path.suffix not in (".md", ".json")}
    assert files == set(EXPECTED)


@pytest.mark.parametrize("name", FAILED)
def test_bad_document_ends_in_its_own_code(jobs: dict[str, Job], name: str):
    job = jobs[name]
    assert (job.status, job.failure_code) == ("failed", EXPECTED[name]["code"])
    assert job.remedy
    assert job.failure_reason in str(job.processing_summary)
    assert (job.quality_grade, job.quality_score, job.text) == (None, None, None)


@pytest.mark.parametrize("name", COMPLETED)
def test_document_is_read_and_classified(jobs: dict[str, Job], name: str):
    job, expected = jobs[name], EXPECTED[name]
    assert job.status == "completed", job.failure_reason
    assert job.record.document.media_type == expected["media_type"]
    assert job.document_type == expected["document_type"]
    assert [page.source for page in job.pages] == expected["pages"]
    assert job.detected_language == expected["language"]


@pytest.mark.parametrize("name", COMPLETED)
def test_words_of_the_document_are_found(jobs: dict[str, Job], name: str):
    sys.path.insert(0, str(ROOT / "scripts"))
    from metrics import word_f1

    ocr = "ocr" in EXPECTED[name]["pages"]
    assert word_f1(jobs[name].text, "\n".join(EXPECTED[name]["text"])) >= (0.9 if ocr else 0.995)


@pytest.mark.parametrize("name", COMPLETED)
def test_fields_are_exact(jobs: dict[str, Job], name: str):
    fields = {key: value for key, value in EXPECTED[name]["fields"].items() if key != "line_items"}
    found = {key: field.canonical for key, field in jobs[name].fields.items() if key in fields}
    assert _plain(found) == _plain(fields)


def _plain(fields: dict[str, str]) -> dict[str, str]:
    """Letters and digits alone, upper case: what field exactness compares."""
    return {name: "".join(filter(str.isalnum, value.upper())) for name, value in fields.items()}


@pytest.mark.parametrize("name", [name for name in COMPLETED if EXPECTED[name]["pages"] == ["text"]])
def test_line_items_of_a_text_page_are_exact(jobs: dict[str, Job], name: str):
    expected = EXPECTED[name]["fields"].get("line_items", [])
    field = jobs[name].fields.get("line_items")
    rows = [{key: str(value) for key, value in row.items() if value is not None} for row in field.value] if field else []
    assert [(row["description"], row.get("total")) for row in rows] == [(row["description"], row["total"]) for row in expected]


@pytest.mark.parametrize("name", COMPLETED)
def test_personal_data_is_found_and_masked(jobs: dict[str, Job], name: str):
    job = jobs[name]
    for kind, count in EXPECTED[name]["pii_at_least"].items():
        assert job.pii_type_summary.get(kind, 0) >= count, kind
    assert sum(job.pii_type_summary.values()) == job.pii_findings_count == len(job.pii_findings)
    assert job.privacy_applied is (job.pii_findings_count > 0)
    position = 0
    for finding in job.pii_findings:
        assert finding.start >= position
        assert job.text[finding.start : finding.end] == finding.text
        position = finding.end
    for checked in (finding for finding in job.pii_findings if finding.rule.startswith("checksum")):
        assert checked.text not in job.masked_text
        assert checked.text not in json.dumps(job.to_dict(), default=str, ensure_ascii=False)
        assert checked.text in json.dumps(job.to_dict(raw=True), default=str, ensure_ascii=False)


@pytest.mark.parametrize("name", COMPLETED)
def test_grade_follows_the_score(jobs: dict[str, Job], name: str):
    job = jobs[name]
    low, high = GRADES[job.quality_grade]
    assert low <= job.quality_score <= high
    assert (job.quality_score, job.quality_grade) == (job.quality.score, job.quality.grade)
    read_by_ocr = "ocr" in EXPECTED[name]["pages"]
    assert (job.quality.factors["ocr_confidence"] is not None) is read_by_ocr
    if not read_by_ocr:
        assert job.quality_grade == "A"


@pytest.mark.parametrize("name", COMPLETED)
def test_every_word_lies_where_its_offsets_say(jobs: dict[str, Job], name: str):
    job = jobs[name]
    assert any(len(page.words) for page in job.pages) or not job.pages[0].width_pt
    for page in (page for page in job.pages if len(page.words)):
        words = [job.text[start:end] for start, end in zip(page.words.start, page.words.end, strict=True)]
        assert words == job.text[page.start : page.end].split()
        assert page.words.box.min() >= -1
        assert page.words.box[:, 2].max() <= page.width_pt + 1
        assert page.words.box[:, 3].max() <= page.height_pt + 1


@pytest.mark.parametrize("name", COMPLETED)
def test_result_survives_encoding(jobs: dict[str, Job], name: str):
    record = jobs[name].record
    assert encode(decode(encode(record))) == encode(record)
    assert record.source == b""
    assert set(jobs[name].timings) == {"read", "classify", "fields", "pii", "quality"}


def test_masking_can_be_switched_off(tmp_path: Path):
    with FlexOrch(workspace=tmp_path) as client:
        job = client.documents.upload(FIXTURES / "letter.pdf", mask_pii=False).wait_until_done()
    assert job.pii_findings_count > 10
    assert job.privacy_applied is False
    assert job.masked_text == job.text


def test_hint_overrides_the_classifier(tmp_path: Path):
    with FlexOrch(workspace=tmp_path) as client:
        job = client.documents.upload(FIXTURES / "note.txt", document_type_hint="contract").wait_until_done()
        plain = client.documents.upload(FIXTURES / "note.txt").wait_until_done()
    assert (job.document_type, job.record.classification.method) == ("contract", "hint")
    assert plain.document_type == "general"
    assert plain.cached == ("read",)  # a changed hint leaves what was read valid


@pytest.mark.slow
def test_results_are_the_same_bytes_for_any_worker_count_and_hash_seed():
    digests = set()
    for workers, seed in ((1, "1"), (2, "2"), (4, "3")):
        command = [sys.executable, str(ROOT / "scripts" / "bench_engine.py"), "--digest", str(workers)]
        environ = {**os.environ, "PYTHONHASHSEED": seed}
        digests.add(subprocess.run(command, env=environ, capture_output=True, text=True, check=True).stdout)
    assert len(digests) == 1
