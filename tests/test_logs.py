"""Structured logs: one JSON object a line, and over all documents, whatever becomes of them, not one of their words."""

from __future__ import annotations

import json
import logging
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import FlexOrch, ValidationError
from pipeline.events import KINDS
from pipeline.exceptions import EncryptedError
from pipeline.logs import JsonLines, facts, logging_to
from tests.conftest import FIXTURES
from tests.faults import FaultStage, TextStage

DOCUMENTS = sorted(path for path in FIXTURES.iterdir() if path.is_file() and path.suffix not in (".json", ".md"))
WORD = re.compile(r"[^\W\d_]{4,}|\d{4,}")


def line_of(record: logging.LogRecord) -> dict:
    return json.loads(JsonLines().format(record))


def made(name: str, message: str, *arguments: object, **extra: object) -> logging.LogRecord:
    record = logging.LogRecord(name, logging.WARNING, "/x/somewhere.py", 7, message, arguments, None)
    record.__dict__.update(extra)
    return record


def test_our_lines_carry_message_and_facts():
    line = line_of(
        made("pipeline.x", "%s failed", "job_000001", **facts(job_id="job_000001", code="document.empty", page=None))
    )
    assert line.pop("at").endswith("+00:00")
    assert line == {
        "level": "warning",
        "logger": "pipeline.x",
        "message": "job_000001 failed",
        "job_id": "job_000001",
        "code": "document.empty",
    }


@pytest.mark.parametrize("name", ["PIL.Image", "pipelines", "rapidocr"])
def test_messages_of_other_libraries_are_left_out(name: str):
    line = line_of(made(name, "found text %s", "Emma Hartley"))
    assert (line["logger"], line["place"], "Emma" in str(line)) == (name, "somewhere:7", False)


def test_an_exception_gives_its_type_and_code_only():
    record = made("pipeline.x", "oh")
    error = EncryptedError("secret words")
    record.exc_info = (EncryptedError, error, None)
    line = line_of(record)
    assert (line["error"], line["error_code"], "secret" in str(line)) == ("EncryptedError", "document.encrypted", False)


def test_a_job_is_told_from_upload_to_end(workspace: Path, tmp_path: Path):
    target = tmp_path / "log.jsonl"
    with (
        logging_to(str(target), "debug"),
        FlexOrch(workspace=workspace, pipeline=[TextStage(), FaultStage()], workers=1) as client,
    ):
        client.jobs.upload_bytes(b"fine", "a.txt").wait_until_done(30)
        client.jobs.upload_bytes(b"raise", "b.txt").wait_until_done(30)
    lines = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    told = [(line["job_id"], line["event"]) for line in lines if line.get("event", "").startswith("job.")]
    jobs = (("job_000001", "job.completed"), ("job_000002", "job.failed"))
    assert told == [event for job, end in jobs for event in ((job, "job.queued"), (job, "job.started"), (job, end))]
    assert [line["code"] for line in lines if line.get("event") == "job.failed"] == ["stage.failed"]
    assert {line["event"] for line in lines if "event" in line} <= set(KINDS)
    assert logging.getLogger("pipeline").level == logging.NOTSET


@pytest.mark.parametrize(("target", "level"), [("/nowhere/at/all/log", "info"), ("-", "loud")])
def test_what_cannot_be_logged_to_is_refused(target: str, level: str):
    with pytest.raises(ValidationError), logging_to(target, level):
        pass


@pytest.mark.slow
@pytest.mark.parametrize("isolation", ["thread", "process"])
def test_no_log_line_holds_a_word_of_any_document(workspace: Path, isolation: str, caplog: pytest.LogCaptureFixture):
    """Every fixture with every logger at its loudest: the good, the broken, and a stage that raises with text in its hands."""
    with caplog.at_level(logging.DEBUG, logger="pipeline"):
        with FlexOrch(workspace=workspace, workers=1, isolation=isolation) as client:
            jobs = client.jobs.upload_many(DOCUMENTS)
            for job in jobs:
                job.wait_until_done(None)
        with FlexOrch(workspace=workspace, pipeline=[TextStage(), FaultStage()], workers=1, isolation=isolation) as other:
            assert other.jobs.upload_bytes(b"raise", "raise.txt").wait_until_done(60).status == "failed"
    logged = [record for record in caplog.records if record.name.startswith("pipeline")]
    text = "\n".join(JsonLines().format(record) + record.getMessage() for record in logged)
    assert {job.status for job in jobs} == {"completed", "failed"}
    assert len(logged) > 10 * len(jobs)
    ours = vocabulary()
    words = {word.lower() for job in jobs for word in WORD.findall(job.text or "")} - ours
    said = {word.lower() for word in WORD.findall(re.sub(r'"(at|seconds|document_type)":[^,}]+', "", text))}
    assert len(words) > 500
    assert sorted(words & said) == []
    assert [job.filename for job in jobs if job.filename in text] == []


def vocabulary() -> set[str]:
    """Words of our own that a document may hold as well: events, codes, levels, stages, messages, names of modules."""
    source = "".join(path.read_text(encoding="utf-8") for path in (FIXTURES.parent / "pipeline").glob("*.py"))
    return {word.lower() for word in WORD.findall(source)}


@pytest.mark.slow
def test_the_command_writes_a_log(workspace: Path, tmp_path: Path):
    target = tmp_path / "log.jsonl"
    command = [sys.executable, "-m", "pipeline.cli", "--log", str(target), "process", "--workspace", str(workspace)]
    done = subprocess.run([*command, str(FIXTURES / "empty.pdf")], capture_output=True, timeout=120, check=False)
    assert done.returncode == 1
    lines = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert [line.get("code") for line in lines if line.get("event") == "job.failed"] == ["document.empty"]
