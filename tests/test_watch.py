"""The watched folder: every whole file once, none before it is whole, whatever happens in between."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import FlexOrch, Job, ValidationError
from pipeline.folder import Arrival, FileChangedError, Folder, Steady, is_being_written
from pipeline.watching import Outlets, Watcher, move
from tests.conftest import CallStage, EchoStage
from tests.faults import FaultStage, TextStage

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="no other system tells who writes to a file")


class Clock:
    """Time that passes when told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    return inbox


def ready(folder: Folder) -> list[str]:
    return [arrival.name for arrival in folder.ready()]


def test_a_file_is_ready_when_it_has_settled(inbox: Path, clock: Clock):
    folder = Folder(inbox, settle_s=2, clock=clock)
    (inbox / "a.txt").write_text("half")
    seen = [ready(folder)]
    clock.now += 1.9
    seen.append(ready(folder))
    (inbox / "a.txt").write_text("half and half")
    clock.now += 0.2
    seen.append(ready(folder))  # changed: it begins anew
    clock.now += 1.9
    seen.append(ready(folder))
    clock.now += 0.1
    seen.append(ready(folder))
    assert seen == [[], [], [], [], ["a.txt"]]


@LINUX
def test_a_file_somebody_writes_to_is_not_ready_however_long_nothing_comes(inbox: Path, clock: Clock):
    folder = Folder(inbox, settle_s=2, clock=clock)
    with (inbox / "a.txt").open("w") as writer:
        writer.write("half")
        writer.flush()
        assert is_being_written(inbox / "a.txt")
        for _ in range(3):
            assert ready(folder) == []
            clock.now += 60
    assert not is_being_written(inbox / "a.txt")
    assert ready(folder) == ["a.txt"]


def test_an_old_file_renamed_into_place_settles_too(inbox: Path, clock: Clock, tmp_path: Path):
    folder = Folder(inbox, settle_s=2, clock=clock)
    (tmp_path / "a.txt").write_text("old")
    os.utime(tmp_path / "a.txt", (1, 1))
    assert ready(folder) == []
    (tmp_path / "a.txt").rename(inbox / "a.txt")
    assert ready(folder) == []
    clock.now += 2
    assert ready(folder) == ["a.txt"]


@pytest.mark.parametrize(
    "name",
    [
        ".hidden.pdf",
        "~$report.docx",
        "a.pdf.part",
        "a.pdf.crdownload",
        "a.TMP",
        "a.pdf~",
        ".~lock.a.odt#",
        "#a.txt#",
        "a.swp",
        "Thumbs.db",
        "desktop.ini",
        "a.filepart",
    ],
)
def test_temporary_names_are_passed_over(inbox: Path, name: str):
    (inbox / name).write_text("x")
    (inbox / "part.pdf").write_text("x")
    assert ready(Folder(inbox, settle_s=0)) == ["part.pdf"]


@pytest.mark.parametrize(("deep", "names"), [(False, ["a.txt"]), (True, ["a.txt", "sub/b.txt", "sub/subsub/c.txt"])])
def test_folders_are_looked_into_when_asked(inbox: Path, deep: bool, names: list[str]):
    (inbox / "sub" / "subsub").mkdir(parents=True)
    (inbox / ".git").mkdir()
    for name in ("a.txt", "sub/b.txt", "sub/subsub/c.txt", ".git/d.txt"):
        (inbox / name).write_text("x")
    assert ready(Folder(inbox, is_deep=deep, settle_s=0)) == names


def test_links_are_passed_over(inbox: Path, tmp_path: Path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.txt").write_text("secret")
    (inbox / "link.txt").symlink_to(tmp_path / "outside" / "secret.txt")
    (inbox / "folder").symlink_to(tmp_path / "outside", target_is_directory=True)
    (inbox / "broken.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(inbox / "pipe.txt")
    assert ready(Folder(inbox, is_deep=True, settle_s=0)) == []


def test_a_file_swapped_for_a_link_is_not_followed(inbox: Path, tmp_path: Path):
    (tmp_path / "secret.txt").write_text("x")
    (inbox / "sub").mkdir()
    (inbox / "a.txt").write_text("x")
    (inbox / "sub" / "b.txt").write_text("x")
    first, second = Folder(inbox, is_deep=True, settle_s=0).ready()
    (inbox / "a.txt").unlink()
    (inbox / "a.txt").symlink_to(tmp_path / "secret.txt")
    (inbox / "sub").rename(tmp_path / "sub")
    (inbox / "sub").symlink_to(tmp_path / "sub", target_is_directory=True)
    for arrival in (first, second):
        with pytest.raises((FileChangedError, OSError)):
            Steady(arrival)


def test_a_file_that_changes_while_it_is_read_is_refused(inbox: Path):
    (inbox / "a.txt").write_text("one")
    (arrival,) = Folder(inbox, settle_s=0).ready()
    with Steady(arrival) as stream:
        stream.seek(0)
        assert stream.read(2) == b"on"
        (inbox / "a.txt").write_text("other and longer")
        with pytest.raises(FileChangedError):
            stream.read(1024 * 1024)


def test_no_folder_is_refused(tmp_path: Path):
    with pytest.raises(ValidationError):
        Folder(tmp_path / "nowhere")


class Run:
    """A watcher over a real engine, driven step by step."""

    def __init__(self, client: FlexOrch, inbox: Path, outlets: Outlets | None = None, **options) -> None:
        self.told: list[Job] = []
        self.warned: list[tuple[str, str]] = []
        outlets = outlets or Outlets()
        folder = Folder(inbox, settle_s=0, leave_out=outlets.folders, **options)
        outlets.check(inbox)
        self.watcher = Watcher(
            client.jobs,
            folder,
            outlets,
            lambda stream, name, origin: client.jobs.upload_stream(stream, name, origin=origin),
            client.settings.worker_count,
            self.told.append,
            lambda name, code: self.warned.append((name, code)),
        )

    def until(self, condition: Callable[[], bool]) -> None:
        end = time.monotonic() + 30
        while not condition():
            assert time.monotonic() < end, (self.told, self.warned)
            self.watcher.step()
            time.sleep(0.01)

    def until_idle(self) -> None:
        self.watcher.step()
        self.until(lambda: self.watcher.is_idle)


def engine(workspace: Path) -> FlexOrch:
    return FlexOrch(workspace=workspace, pipeline=[TextStage(), FaultStage()], workers=1)


def test_files_are_processed_once_and_put_away(workspace: Path, inbox: Path, tmp_path: Path):
    for name, text in (("a.txt", "fine"), ("b.txt", "raise"), ("c.txt", "also fine")):
        (inbox / name).write_text(text)
    outlets = Outlets(tmp_path / "done", inbox / "failed")
    with engine(workspace) as client:
        run = Run(client, inbox, outlets, is_deep=True)
        run.until_idle()
        for _ in range(3):
            run.watcher.step()
        assert [(job.filename, job.status) for job in run.told] == [
            ("a.txt", "completed"),
            ("b.txt", "failed"),
            ("c.txt", "completed"),
        ]
    assert sorted(path.name for path in outlets.done.iterdir()) == ["a.txt", "c.txt"]
    assert [path.name for path in outlets.failed.iterdir()] == ["b.txt"]
    assert [path.name for path in inbox.iterdir()] == ["failed"]
    assert len(client.jobs.list()) == 3


def test_sub_folders_are_kept_and_no_file_is_overwritten(workspace: Path, inbox: Path, tmp_path: Path):
    outlets = Outlets(tmp_path / "done")
    with engine(workspace) as client:
        run = Run(client, inbox, outlets, is_deep=True)
        for text in ("one", "other"):
            (inbox / "sub").mkdir(exist_ok=True)
            (inbox / "sub" / "a.txt").write_text(text)
            run.until_idle()
    assert sorted(path.name for path in (tmp_path / "done" / "sub").iterdir()) == ["a.job_000002.txt", "a.txt"]
    assert (tmp_path / "done" / "sub" / "a.txt").read_text() == "one"


def test_files_left_in_place_are_not_done_again_after_a_restart(workspace: Path, inbox: Path):
    (inbox / "a.txt").write_text("fine")
    (inbox / "b.txt").write_text("raise")
    for expected in (2, 0, 0):
        with engine(workspace) as client:
            run = Run(client, inbox)
            run.until_idle()
            assert (len(run.told), len(client.jobs.list())) == (expected, 2)
    (inbox / "a.txt").write_text("changed")
    with engine(workspace) as client:
        run = Run(client, inbox)
        run.until_idle()
        assert [job.text for job in run.told] == ["changed"]


def test_what_was_uploaded_before_the_watcher_died_is_put_away_by_the_next(workspace: Path, inbox: Path, tmp_path: Path):
    (inbox / "a.txt").write_text("fine")
    outlets = Outlets(tmp_path / "done")
    with FlexOrch(workspace=workspace, pipeline=[TextStage(), FaultStage()], workers=0) as client:
        Run(client, inbox, outlets).watcher.step()  # uploaded, and then nobody looks any more
        assert [job.status for job in client.jobs.list()] == ["queued"]
    with engine(workspace) as client:
        run = Run(client, inbox, outlets)
        run.until_idle()
        assert len(client.jobs.list()) == 1
        assert len(run.told) <= 1  # none when the job was through before the watcher first looked
    assert [path.name for path in (tmp_path / "done").iterdir()] == ["a.txt"]
    (tmp_path / "done" / "a.txt").rename(inbox / "a.txt")  # it died between the end of the job and the move
    with engine(workspace) as client:
        run = Run(client, inbox, outlets)
        run.until_idle()
        assert (len(run.told), len(client.jobs.list())) == (0, 1)
    assert [path.name for path in (tmp_path / "done").iterdir()] == ["a.txt"]


def test_a_deleted_job_does_not_come_back(workspace: Path, inbox: Path):
    (inbox / "a.txt").write_text("fine")
    with engine(workspace) as client:
        Run(client, inbox).until_idle()
        client.jobs.delete(1)
    with engine(workspace) as client:
        Run(client, inbox).until_idle()
        assert client.jobs.list() == []
    assert (inbox / "a.txt").exists()


def test_two_watchers_share_a_folder_without_doing_anything_twice(workspace: Path, inbox: Path):
    for number in range(20):
        (inbox / f"{number:02d}.txt").write_text(f"text {number}")
    with engine(workspace) as one, engine(workspace) as other:
        runs = [Run(one, inbox), Run(other, inbox)]
        threads = [threading.Thread(target=run.until_idle) for run in runs]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(one.jobs.list(limit=100)) == 20
        assert [run.warned for run in runs] == [[], []]


def test_a_new_version_that_arrives_while_the_old_is_at_work_is_done_as_well(workspace: Path, inbox: Path, tmp_path: Path):
    begun, go_on = threading.Event(), threading.Event()

    def wait(record: object) -> None:
        begun.set()
        go_on.wait(30)

    with FlexOrch(workspace=workspace, pipeline=[EchoStage(), CallStage(wait)], workers=1) as client:
        run = Run(client, inbox, Outlets(tmp_path / "done"))
        (inbox / "a.txt").write_text("old")
        run.until(begun.is_set)
        (inbox / "a.txt").write_text("newer")
        run.watcher.step()
        go_on.set()
        run.until(lambda: len(run.told) == 2)
        assert [job.text for job in run.told] == ["old", "newer"]
    assert [(path.name, path.read_text()) for path in (tmp_path / "done").iterdir()] == [("a.txt", "newer")]


def test_only_a_few_files_are_uploaded_ahead(workspace: Path, inbox: Path):
    for number in range(50):
        (inbox / f"{number}.txt").write_text(str(number))
    with FlexOrch(workspace=workspace, pipeline=[EchoStage()], workers=0) as client:
        run = Run(client, inbox)
        for _ in range(3):
            run.watcher.step()
        assert len(client.jobs.list(limit=100)) == 2


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_cannot_be_read_is_told_of_once(workspace: Path, inbox: Path):
    (inbox / "a.txt").write_text("x")
    (inbox / "a.txt").chmod(0)
    with engine(workspace) as client:
        run = Run(client, inbox)
        for _ in range(3):
            run.watcher.step()
        assert run.warned == [("a.txt", "watch.eacces")]
        assert run.watcher.is_idle


def test_what_is_done_cannot_go_into_the_watched_folder(inbox: Path):
    for outlet in (inbox, inbox.parent):
        with pytest.raises(ValidationError):
            Outlets(outlet).check(inbox)


def test_moving_to_another_disk_copies_and_then_deletes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    source, target = tmp_path / "a.txt", tmp_path / "other" / "a.txt"
    source.write_text("x")
    real = Path.rename

    def far(self: Path, aim: Path) -> Path:
        if self == source:
            raise OSError(18, "Invalid cross-device link")
        return real(self, aim)

    monkeypatch.setattr(Path, "rename", far)
    assert move(source, target, "job_000001") == target
    assert (source.exists(), [path.name for path in target.parent.iterdir()]) == (False, ["a.txt"])


def test_an_arrival_is_known_by_folder_name_and_version(inbox: Path, tmp_path: Path):
    (inbox / "a.txt").write_text("x")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "a.txt").write_text("x")
    os.utime(inbox / "a.txt", (1, 1))
    os.utime(tmp_path / "b" / "a.txt", (1, 1))

    def look(folder: Path) -> Arrival:
        return next(Folder(folder, settle_s=0).ready())

    first = look(inbox)
    assert look(inbox).origin == first.origin
    assert look(tmp_path / "b").origin != first.origin
    os.utime(inbox / "a.txt", (2, 2))
    assert look(inbox).origin != first.origin
    assert "a.txt" not in first.origin


def command(workspace: Path, inbox: Path, *options: str) -> subprocess.Popen[str]:
    arguments = [
        "watch",
        str(inbox),
        "--workspace",
        str(workspace),
        "--poll",
        "0.2",
        "--settle",
        "0.5",
        "--workers",
        "1",
        *options,
    ]
    return subprocess.Popen(
        [sys.executable, "-m", "pipeline.cli", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_command_waits_for_a_slow_writer_and_ends_gently(workspace: Path, inbox: Path, tmp_path: Path, number: signal.Signals):
    process = command(workspace, inbox, "--done", str(tmp_path / "done"), "--failed", str(tmp_path / "failed"))
    try:
        with (inbox / "slow.txt").open("w") as writer:
            for line in range(12):
                writer.write(f"line {line} of a file that takes its time\n")
                writer.flush()
                time.sleep(0.7 if line % 4 == 3 else 0.05)  # longer than a file has to be quiet
        (inbox / "bad.pdf").write_bytes(b"%PDF-1.7 and then nothing")
        end = time.monotonic() + 90
        while not ((tmp_path / "done" / "slow.txt").exists() and (tmp_path / "failed" / "bad.pdf").exists()):
            assert process.poll() is None, process.communicate()
            assert time.monotonic() < end, list(tmp_path.rglob("*"))
            time.sleep(0.1)
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
    finally:
        process.kill()
        process.communicate()
    assert (process.returncode, "Traceback" in err) == (0, False)
    assert sorted(line.split(":")[0] for line in out.splitlines()) == ["bad.pdf", "slow.txt"]
    with FlexOrch(workspace=workspace, workers=0) as client:
        slow = next(job for job in client.jobs.list() if job.filename == "slow.txt")
        assert (slow.text or "").count("takes its time") == 12


@pytest.mark.slow
def test_killed_command_does_nothing_twice(workspace: Path, inbox: Path, tmp_path: Path):
    for number in range(6):
        (inbox / f"{number}.txt").write_text(f"This is document number {number}, and it is short.")
    done = tmp_path / "done"
    process = command(workspace, inbox, "--done", str(done), "--isolation", "thread")
    time.sleep(6)
    process.kill()  # a job that is killed twice fails as `worker.lost`
    process.communicate()
    process = command(workspace, inbox, "--done", str(done), "--isolation", "thread", "--once")
    _, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    assert sorted(path.name for path in done.iterdir()) == [f"{number}.txt" for number in range(6)]
    with FlexOrch(workspace=workspace, workers=0) as client:
        assert sorted(job.filename for job in client.jobs.list()) == [f"{number}.txt" for number in range(6)]


@pytest.mark.parametrize("options", [["--done", "."], ["--settle", "-1"], ["--poll", "0"]])
def test_command_refuses_what_cannot_work(workspace: Path, inbox: Path, options: list[str], monkeypatch: pytest.MonkeyPatch):
    arguments = [str(inbox) if option == "." else option for option in options]
    process = command(workspace, inbox, *arguments)
    process.communicate(timeout=60)
    assert process.returncode == 2
