"""A damaged workspace: refused with a remedy, put in order by a repair, and nothing promised is lost on the way."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline import FlexOrch
from pipeline.backups import KEPT, Backups, damage
from pipeline.cli import app
from pipeline.exceptions import WorkspaceError
from pipeline.repair import repair
from tests.conftest import EchoStage

CHAIN_OF_OTHERS = 8  # completed jobs before the damage


def engine(workspace: Path, workers: int = 1) -> FlexOrch:
    return FlexOrch(workspace=workspace, pipeline=[EchoStage()], workers=workers)


def filled(workspace: Path, count: int = CHAIN_OF_OTHERS, prefix: str = "document") -> None:
    with engine(workspace) as client:
        for number in range(count):
            client.jobs.upload_bytes(f"{prefix} {number}".encode(), f"{prefix}-{number}.txt")


def flatten(workspace: Path) -> Path:
    """The ledger as one file, without a log beside it."""
    ledger = workspace / "ledger.sqlite"
    with sqlite3.connect(ledger) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return ledger


def scribble(file: Path, start: int, count: int = 4096) -> None:
    with file.open("r+b") as stream:
        stream.seek(start)
        stream.write(b"\xa5" * count)


def confuse(workspace: Path) -> None:
    """An index that does not fit its table: damaged, with every row still to be read."""
    with sqlite3.connect(flatten(workspace)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        root = "(SELECT rootpage FROM sqlite_master WHERE name = 'feedback')"
        connection.execute(f"UPDATE sqlite_master SET rootpage = {root} WHERE name = 'jobs_by_status'")
    connection.close()


def texts(workspace: Path) -> list[str]:
    with engine(workspace) as client:
        jobs = client.jobs.list(limit=1000)
        for job in jobs:
            job.wait_until_done(30)
        return sorted(job.text for job in jobs)


def expected(count: int = CHAIN_OF_OTHERS) -> list[str]:
    return sorted(f"document {number}" for number in range(count))


@pytest.mark.parametrize("how", ["header", "all", "missing", "empty"])
def test_ledger_beyond_reading_comes_back_from_the_documents(workspace: Path, how: str):
    filled(workspace)
    ledger = flatten(workspace)
    if how == "missing":
        ledger.unlink()
    elif how == "empty":
        ledger.write_bytes(b"\x00" * 5000)
    else:
        scribble(ledger, 0, 100 if how == "header" else ledger.stat().st_size)
    if how != "missing":
        with pytest.raises(WorkspaceError) as caught:
            engine(workspace)
        assert caught.value.code == "ledger.unreadable"
        assert "pipeline repair" in caught.value.remedy
    done = repair(workspace)
    assert (bool(done.damage), done.queued, done.rows, done.lost) == (True, CHAIN_OF_OTHERS, 0, 0)
    assert (done.kept / "ledger.sqlite").is_file() == (how != "missing")
    assert texts(workspace) == expected()


@pytest.mark.slow
def test_every_page_damaged_in_turn_loses_no_document(workspace: Path, tmp_path: Path):
    filled(workspace)
    size = flatten(workspace).stat().st_size
    rows = []
    for page in range(1, size // 4096):
        copy = tmp_path / f"copy-{page}"
        shutil.copytree(workspace, copy)
        scribble(copy / "ledger.sqlite", page * 4096)
        done = repair(copy)
        rows.append(done.rows)
        assert texts(copy) == expected(), page
        assert not damage(copy / "ledger.sqlite")
    assert max(rows) > 2 * CHAIN_OF_OTHERS  # where only an index was hit, all was read


def test_results_feedback_and_names_come_back_from_the_backup(workspace: Path):
    filled(workspace)
    with engine(workspace) as client:
        client.jobs.submit_feedback("job_000003", "negative", "wrong_fields")
    backup = Backups(workspace / "ledger.sqlite").make()
    filled(workspace, 1, "late")
    scribble(flatten(workspace), 0, 100_000)
    done = repair(workspace)
    assert (done.backup, done.queued) == (backup.name, 1)
    with engine(workspace) as client:
        assert client.jobs.get("job_000003").filename == "document-2.txt"
        assert client.jobs.get("job_000003").text == "document 2"
        assert client.jobs.get_feedback("job_000003").issue == "wrong_fields"
        late = client.jobs.get(CHAIN_OF_OTHERS + 1).wait_until_done(30)
        assert (late.text, late.filename[:10]) == ("late 0", "recovered-")


def test_result_that_is_damaged_is_made_anew(workspace: Path):
    filled(workspace)
    with sqlite3.connect(flatten(workspace)) as connection:
        connection.execute("UPDATE results SET record = zeroblob(50) WHERE job_key = 2")
    connection.close()
    confuse(workspace)
    done = repair(workspace)
    assert (done.queued, done.rows > 3 * CHAIN_OF_OTHERS) == (0, True)
    assert texts(workspace) == expected()


def test_what_was_deleted_stays_deleted(workspace: Path):
    filled(workspace)
    with engine(workspace) as client:
        client.documents.delete("doc_000003")
    confuse(workspace)
    assert repair(workspace).damage
    assert texts(workspace) == [text for text in expected() if text != "document 2"]


def test_sound_workspace_is_left_as_it_is(workspace: Path):
    filled(workspace)
    before = flatten(workspace).read_bytes()
    done = repair(workspace)
    assert (done.damage, done.kept, done.queued, done.removed, done.lost) == ("", None, 0, 0, 0)
    assert flatten(workspace).read_bytes() == before


def test_document_whose_upload_never_ended_is_deleted_and_a_damaged_one_counted(workspace: Path):
    filled(workspace)
    documents = sorted(path for path in (workspace / "documents").rglob("*") if path.is_file())
    documents[0].write_bytes(b"tampered")
    stray = workspace / "documents" / "ab" / ("ab" * 32)
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"half")
    done = repair(workspace)
    assert (done.removed, done.queued) == (1, 0)
    assert done.lost == 2
    assert not stray.exists()


def test_damaged_document_is_replaced_by_its_next_upload(workspace: Path):
    filled(workspace, 1)
    (stored,) = (path for path in (workspace / "documents").rglob("*") if path.is_file())
    stored.write_bytes(b"tampered")
    with FlexOrch(workspace=workspace, pipeline=[EchoStage()], workers=1, cache=False) as client:
        assert client.jobs.upload_bytes(b"document 0", "a.txt").wait_until_done(30).status == "completed"


def test_repair_waits_for_nobody_and_disturbs_nobody(workspace: Path):
    filled(workspace, 1)
    with engine(workspace), pytest.raises(WorkspaceError) as caught:
        repair(workspace)
    assert caught.value.code == "workspace.in_use"
    with pytest.raises(WorkspaceError):
        repair(workspace / "nowhere")


def test_repair_that_was_killed_is_begun_anew(workspace: Path):
    filled(workspace)
    shutil.copy(flatten(workspace), workspace / "ledger.draft.sqlite")
    scribble(workspace / "ledger.draft.sqlite", 0)
    scribble(workspace / "ledger.sqlite", 0)
    assert repair(workspace).queued == CHAIN_OF_OTHERS
    assert texts(workspace) == expected()
    assert not list(workspace.glob("*draft*"))


def test_backups_are_due_once_an_hour_and_rotated(workspace: Path):
    filled(workspace, 1)
    ledger = workspace / "ledger.sqlite"
    backups = Backups(ledger)
    assert backups.make_if_due() is None  # the first job is younger than an hour
    made = [backups.make() for _ in range(KEPT + 2)]
    assert backups.files() == made[: -KEPT - 1 : -1]
    assert backups.make_if_due() is None
    for file in backups.files():
        os.utime(file, (time.time() - 4000,) * 2)
    assert backups.make_if_due() in backups.files()
    assert {file.stat().st_mode & 0o777 for file in backups.files()} == {0o600}


def test_damaged_ledger_never_replaces_a_good_backup(workspace: Path):
    filled(workspace)
    good = Backups(workspace / "ledger.sqlite").make()
    scribble(flatten(workspace), 4096, 4096)
    assert Backups(workspace / "ledger.sqlite").make() is None
    assert Backups(workspace / "ledger.sqlite").files() == [good]


def test_backup_is_made_while_others_write(workspace: Path):
    with engine(workspace) as client:
        for number in range(50):
            client.jobs.upload_bytes(str(number).encode(), "a.txt")
            if number % 10 == 0:
                assert not damage(Backups(workspace / "ledger.sqlite").make())


def test_deleting_takes_the_backups_with_it(workspace: Path):
    filled(workspace)
    Backups(workspace / "ledger.sqlite").make()
    with engine(workspace) as client:
        client.documents.delete("doc_000001")
    assert Backups(workspace / "ledger.sqlite").files() == []


def test_command_says_what_it_did(workspace: Path):
    filled(workspace)
    scribble(flatten(workspace), 0)
    result = CliRunner().invoke(app, ["repair", "--workspace", str(workspace)])
    assert result.exit_code == 0
    assert f"{CHAIN_OF_OTHERS} documents without a job queued" in result.stdout
    assert "sound" in CliRunner().invoke(app, ["repair", "--workspace", str(workspace)]).stdout
