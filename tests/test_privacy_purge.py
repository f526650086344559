"""Purging by rules, by hand and by the retention rule; what is not named stays whole."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from pipeline import FlexOrch, NotFoundError, ValidationError
from pipeline.cli import app
from pipeline.cli.upkeep import period
from pipeline.database import Database
from pipeline.exceptions import ConfigError, WorkspaceError
from pipeline.options import Settings
from pipeline.privacy.custodian import Deleted
from pipeline.privacy.retention import PERIOD_S, Retention
from tests.faults import FaultStage, TextStage
from tests.workspace_bytes import traces

WORDS = ("Aberystwyth", "Bydgoszcz", "raise", "Dunfermline")  # the third job fails


@pytest.fixture
def client(workspace: Path) -> Any:
    """Four jobs, final 40, 30, 20 and 10 days ago."""
    with FlexOrch(workspace=workspace, pipeline=[TextStage(), FaultStage()], workers=1) as client:
        for number, word in enumerate(WORDS):
            client.jobs.upload_bytes(word.encode(), f"file-{number}.txt").wait_until_done(30)
        _age(client, 40, 30, 20, 10)
        yield client


def _age(client: FlexOrch, *days: int) -> None:
    with client._engine._database.transaction() as connection:
        for key, count in enumerate(days, 1):
            connection.execute(
                "UPDATE jobs SET completed_at = strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now', ?) WHERE key = ?",
                (f"-{count} days", key),
            )


def left(client: FlexOrch) -> list[str]:
    return [job.id[-1] for job in reversed(client.jobs.list())]


@pytest.mark.parametrize(
    ("rules", "kept"),
    [
        ({"older_than": timedelta(days=25)}, "34"),
        ({"older_than": timedelta(days=50)}, "1234"),
        ({"older_than": timedelta(0)}, ""),
        ({"status": "failed"}, "124"),
        ({"status": "completed", "older_than": timedelta(days=15)}, "34"),
        ({"keep_last": 1}, "4"),
        ({"keep_last": 4}, "1234"),
        ({"keep_last": 9}, "1234"),
        ({"keep_last": 2, "older_than": timedelta(days=35)}, "234"),
        ({"everything": True}, ""),
        ({"everything": True, "keep_last": 1}, "4"),
    ],
)
def test_only_what_every_rule_names_goes(client: FlexOrch, rules: dict, kept: str):
    would = client.purge(**rules, dry_run=True)
    assert left(client) == list("1234")
    gone = client.purge(**rules)
    assert (gone.jobs, gone.documents, gone.stored_bytes) == (would.jobs, would.documents, would.stored_bytes)
    assert (left(client), gone.jobs) == (list(kept), 4 - len(kept))
    for number, word in enumerate(WORDS, 1):
        if str(number) in kept and word != "raise":
            assert client.jobs.get(number).text == word
        elif str(number) not in kept and word != "raise":
            assert traces(client.settings.workspace, [word, f"file-{number - 1}"]) == []


@pytest.mark.parametrize(
    "rules", [{}, {"status": "running"}, {"status": "gone"}, {"keep_last": -1}, {"older_than": timedelta(days=-1)}]
)
def test_no_rule_and_odd_rules_are_refused(client: FlexOrch, rules: dict):
    with pytest.raises(ValidationError):
        client.purge(**rules)
    assert left(client) == list("1234")


def test_everything_takes_queued_jobs_too(workspace: Path):
    with FlexOrch(workspace=workspace, pipeline=[TextStage()], workers=0) as client:
        client.jobs.upload_bytes(b"Aberystwyth", "a.txt")
        assert client.purge(status="completed").jobs == 0
        assert client.purge(everything=True).jobs == 1
        assert traces(workspace, ["Aberystwyth", "a.txt"]) == []


def test_retention_applies_at_start_and_daily(workspace: Path, caplog: pytest.LogCaptureFixture):
    clock = [1000.0]

    class Counting:
        calls = 0

        def purge(self, rules: object, cause: str) -> Deleted:
            self.calls += 1
            if self.calls == 2:
                raise WorkspaceError("busy", code="workspace.busy")
            return Deleted(jobs=1)

        def catch_up(self) -> None:
            """There is nothing to catch up with."""

    custodian = Counting()
    retention = Retention(custodian, 30, lambda: clock[0])  # type: ignore[arg-type]
    done = []
    with caplog.at_level(logging.INFO, "pipeline"):
        for seconds in (0, 1, PERIOD_S - 2, 2, PERIOD_S, PERIOD_S):
            clock[0] += seconds
            retention.tick()
            done.append(custodian.calls)
    assert done == [1, 1, 1, 2, 3, 4]
    assert "workspace.busy" in caplog.text
    Retention(custodian, None).tick()  # type: ignore[arg-type]
    assert custodian.calls == 4


def test_retention_of_the_settings_deletes_what_is_too_old(client: FlexOrch, workspace: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FLEXORCH_RETENTION_DAYS", "15")
    other = FlexOrch(workspace=workspace, pipeline=[TextStage(), FaultStage()], workers=1)
    events = other.events(kinds=["job.deleted"])
    told = {next(iter(events)).job_id for _ in range(3)}
    other.close()
    assert told == {"job_000001", "job_000002", "job_000003"}
    assert left(client) == ["4"]
    assert {stone.cause for stone in client.deletions()} == {"retention"}
    with pytest.raises(NotFoundError, match="retention rule"):
        client.jobs.get(1)


@pytest.mark.parametrize("days", [0, -1, "thirty"])
def test_odd_retention_is_refused(days: Any):
    with pytest.raises(ConfigError):
        Settings(retention_days=days)


@pytest.mark.parametrize(("text", "days"), [("30d", 30), ("2w", 14), ("12h", 0.5), ("1440m", 1), (" 7D ", 7)])
def test_periods_are_read(text: str, days: float):
    assert period(text) == timedelta(days=days)


@pytest.mark.parametrize("text", ["", "30", "d", "-3d", "3 days", "1y", "99999999999w"])
def test_other_periods_are_refused(text: str):
    with pytest.raises(ValidationError):
        period(text)


@pytest.fixture
def call(client: FlexOrch) -> Callable[..., Result]:
    workspace = str(client.settings.workspace)
    return lambda command, *arguments, **options: CliRunner().invoke(
        app, [command, "--workspace", workspace, *arguments], **options
    )


def test_command_deletes_nothing_unless_told_to(call: Callable[..., Result], client: FlexOrch):
    done = call("purge", "--older-than", "25d")
    assert (done.exit_code, done.stdout) == (0, "2 jobs and 2 documents (20 bytes) to delete\n")
    assert "--yes" in done.stderr
    assert call("purge", "--older-than", "25d", "--dry-run", "--yes").exit_code == 0
    assert left(client) == list("1234")
    done = call("purge", "--older-than", "25d", "--yes")
    assert done.stdout.splitlines()[-1] == "2 jobs and 2 documents (20 bytes) deleted"
    assert left(client) == list("34")
    assert [line.split()[1] for line in call("deletions").stdout.splitlines()] == ["doc_000001", "doc_000002", *_jobs(1, 2)]


def _jobs(*keys: int) -> list[str]:
    return [f"job_{key:06d}" for key in keys]


def test_command_delete_takes_jobs_and_documents(call: Callable[..., Result], client: FlexOrch):
    assert call("delete", "job_000001").exit_code == 2
    done = call("delete", "job_000001", "doc_000002", "--yes")
    assert done.stdout.splitlines() == [
        "job_000001: 1 job and 1 document (11 bytes) deleted",
        "doc_000002: 1 job and 1 document (9 bytes) deleted",
    ]
    assert left(client) == list("34")
    again = call("delete", "job_000001", "--yes")
    assert (again.exit_code, "job.deleted" in again.stderr) == (1, True)


@pytest.mark.parametrize("arguments", [[], ["--older-than", "soon"], ["--keep-last", "-1"]])
def test_command_refuses_odd_rules(call: Callable[..., Result], client: FlexOrch, arguments: list[str]):
    assert call("purge", "--yes", *arguments).exit_code == 2
    assert left(client) == list("1234")


def test_a_large_ledger_is_written_anew_only_when_asked(
    call: Callable[..., Result], client: FlexOrch, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("pipeline.privacy.scrub.COMPACT_BELOW_BYTES", 0)
    assert client.jobs.delete(1).is_scrubbed is False
    assert client.purge(status="failed", compact=True).is_scrubbed is True
    done = call("purge", "--older-than", "25d", "--yes")
    assert "--compact" in done.stderr
    assert call("purge", "--compact").stdout == "the ledger was written anew\n"
    assert traces(client.settings.workspace, ["Aberystwyth", "Bydgoszcz"]) == []


def test_a_reader_that_stays_keeps_the_log_and_is_told_of(client: FlexOrch, workspace: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("pipeline.privacy.scrub.PATIENCE_S", 0.2)
    other = Database(workspace / "ledger.sqlite")
    with other.open() as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT COUNT(*) FROM jobs").fetchone()
        with pytest.raises(WorkspaceError) as caught:
            client.jobs.delete(1)
        assert (caught.value.code, "--compact" in caught.value.remedy) == ("workspace.busy", True)
        connection.execute("COMMIT")
    other.close()
    client.compact()
    assert traces(workspace, ["Aberystwyth"]) == []


def test_metrics_command_writes_openmetrics(call: Callable[..., Result]):
    lines = call("metrics").stdout.splitlines()
    assert (lines[0], lines[-1]) == ("# TYPE pipeline_build info", "# EOF")
    assert 'pipeline_jobs{status="failed"} 1' in lines
