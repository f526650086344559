"""Metrics: true counts in a text that the official parser reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families as parsed

from pipeline import FlexOrch
from pipeline.metrics import render
from pipeline.tallies import BUCKETS_S, Tally, finished
from tests.conftest import FIXTURES, EchoStage
from tests.faults import FaultStage, TextStage


def samples(text: str) -> dict[str, float]:
    """Every sample as ``name{label=value,…}``, by the official parser, which refuses what the specification does."""
    found = {}
    for family in parsed(text):
        for sample in family.samples:
            labels = ",".join(f"{name}={value}" for name, value in sorted(sample.labels.items()) if value)
            found[f"{sample.name}{{{labels}}}"] = sample.value
    return found


def test_an_empty_workspace_has_metrics_too(echo: FlexOrch):
    found = samples(echo.metrics())
    assert found["pipeline_jobs{status=queued}"] == 0
    assert found["pipeline_cache_entries{}"] == 0
    assert [name for name in found if name.startswith("pipeline_build_info{version=")] != []


@pytest.mark.parametrize("isolation", ["thread", "process"])
def test_jobs_stages_and_cache_hits_are_counted(workspace: Path, isolation: str):
    with FlexOrch(workspace=workspace, pipeline=[TextStage(), FaultStage()], workers=2, isolation=isolation) as client:
        for text in (b"fine", b"also fine", b"raise"):
            client.jobs.upload_bytes(text, "a.txt").wait_until_done(60)
        client.jobs.upload_bytes(b"fine", "b.txt").wait_until_done(60)
        found = samples(client.metrics())
    assert found["pipeline_jobs{status=completed}"] == 3
    assert found["pipeline_jobs_finished_total{status=completed}"] == 3
    assert found["pipeline_jobs_finished_total{code=stage.failed,status=failed}"] == 1
    assert (found["pipeline_documents{}"], found["pipeline_documents_bytes{}"]) == (3, 18)
    assert found["pipeline_cache_hits_total{stage=text}"] == found["pipeline_cache_hits_total{stage=fault}"] == 1
    assert found["pipeline_stage_seconds_count{stage=text}"] == found["pipeline_stage_seconds_bucket{le=+Inf,stage=text}"] == 2
    assert found["pipeline_stage_seconds_sum{stage=text}"] > 0


@pytest.mark.slow
def test_pages_types_and_grades_are_counted(workspace: Path):
    with FlexOrch(workspace=workspace, pipeline=["read", "classify", "fields", "quality"], workers=1) as client:
        job = client.documents.upload(FIXTURES / "invoice.pdf").wait_until_done(60)
        found = samples(client.metrics())
    assert found["pipeline_pages_read_total{source=text}"] == len(job.pages)
    kind = f"document_type={job.document_type},grade={job.quality_grade},status=completed"
    assert found[f"pipeline_jobs_finished_total{{{kind}}}"] == 1


def test_counts_outlive_the_process_and_are_shared(workspace: Path):
    for _ in range(2):
        with FlexOrch(workspace=workspace, pipeline=[EchoStage()], workers=1) as client:
            client.jobs.upload_bytes(b"x", "a.txt")
    with FlexOrch(workspace=workspace, workers=0) as other:
        assert samples(other.metrics())["pipeline_jobs_finished_total{status=completed}"] == 2


@pytest.mark.parametrize("seconds", [0.0, 0.005, 0.0051, 1.0, 299.0, 300.0, 301.0])
def test_histogram_puts_seconds_where_they_belong(seconds: float):
    found = samples(render(finished("completed", timings={"read": seconds}), {}))
    for bound in BUCKETS_S:
        assert found[f"pipeline_stage_seconds_bucket{{le={bound},stage=read}}"] == (seconds <= bound)
    assert found["pipeline_stage_seconds_bucket{le=+Inf,stage=read}"] == found["pipeline_stage_seconds_count{stage=read}"] == 1
    assert found["pipeline_stage_seconds_sum{stage=read}"] == pytest.approx(seconds)


def test_labels_of_any_text_are_escaped():
    odd = 'a "quoted"\\ line\nand another'
    found = samples(render([Tally("jobs_finished", {"document_type": odd}, 2)], {}))
    assert found[f"pipeline_jobs_finished_total{{document_type={odd}}}"] == 2
