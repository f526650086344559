"""Events: the same story for every job, told to anybody, and nobody who listens can harm it."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import msgspec
import pytest
from msgspec import structs

from pipeline import Deadline, FlexOrch, Record, Stage, ValidationError
from pipeline.bus import EventBus
from pipeline.events import Event, EventsMissed, JobQueued, JobStarted, PageRead, as_line, from_lines
from pipeline.progress import PageDone, report
from tests.conftest import FIXTURES, CallStage, EchoStage
from tests.faults import FaultStage, TextStage


def story(events: list[Event]) -> list[tuple[str, ...]]:
    """Events without their times."""
    told = []
    for event in events:
        values = msgspec.to_builtins(event)
        told.append(tuple(f"{name}={value}" for name, value in values.items() if name not in ("job_id", "at", "seconds")))
    return told


def fault_client(workspace: Path, **options) -> FlexOrch:
    return FlexOrch(workspace=workspace, pipeline=[TextStage(), FaultStage()], workers=1, **options)


FINE = [
    ("event=job.queued", "attempt=1"),
    ("event=job.started", "attempt=1"),
    ("event=stage.started", "stage=text"),
    ("event=stage.finished", "stage=text"),
    ("event=stage.started", "stage=fault"),
    ("event=stage.finished", "stage=fault"),
    ("event=job.completed", "document_type=None", "grade=None", "pages=0", "pii_findings=0"),
]


@pytest.mark.parametrize("isolation", ["thread", "process"])
def test_job_tells_its_story_live_and_again_afterwards(workspace: Path, isolation: str):
    with fault_client(workspace, isolation=isolation) as client:
        job = client.jobs.upload_bytes(b"fine", "a.txt")
        live = story(list(job.events()))
        assert live == FINE
        assert story(list(job.events())) == FINE  # from the ledger
        again = client.jobs.upload_bytes(b"fine", "b.txt")
        cached = story(list(again.events()))
        assert [event[:2] for event in cached[2:4]] == [
            ("event=stage.cached", "stage=text"),
            ("event=stage.cached", "stage=fault"),
        ]
        assert story(list(again.events())) == cached


@pytest.mark.parametrize("isolation", ["thread", "process"])
def test_failed_job_ends_with_its_code(workspace: Path, isolation: str):
    with fault_client(workspace, isolation=isolation) as client:
        job = client.jobs.upload_bytes(b"raise", "a.txt")
        last = story(list(job.events()))[-1]
        assert last == ("event=job.failed", "code=stage.failed", "stage=fault", "page=None")
        assert story(list(job.events()))[-1] == last


class PagesStage(Stage):
    """Reads three pages, as far as anybody is told."""

    name = "read"
    reads = frozenset({"source"})
    writes = frozenset({"text"})

    def run(self, record: Record, deadline: Deadline) -> Record:
        for number in (1, 2, 3):
            report(PageDone(number, "ocr", 0.25))
        return structs.replace(record, text=record.source.decode())


@pytest.mark.parametrize("isolation", ["thread", "process"])
def test_pages_a_stage_reports_come_through_in_order(workspace: Path, isolation: str):
    with FlexOrch(workspace=workspace, pipeline=[PagesStage()], workers=1, isolation=isolation) as client:
        told = list(client.jobs.upload_bytes(b"x", "a.txt").events())
    assert [event.kind for event in told[2:-1]] == ["stage.started", *["page.read"] * 3, "stage.finished"]
    assert [(event.page, event.source, event.seconds) for event in told[3:6]] == [(n, "ocr", 0.25) for n in (1, 2, 3)]


def test_a_page_does_not_prolong_the_time_of_its_stage(workspace: Path):
    with FlexOrch(
        workspace=workspace, pipeline=[SlowPagesStage()], workers=1, isolation="process", stage_timeout_s=1.0
    ) as client:
        begin = time.monotonic()
        assert client.jobs.upload_bytes(b"x", "a.txt").wait_until_done(60).failure_code == "job.deadline"
        assert time.monotonic() - begin < 15


class SlowPagesStage(PagesStage):
    """Reads a page every 0.2 s, for ever."""

    def run(self, record: Record, deadline: Deadline) -> Record:
        number = 0
        while True:
            number += 1
            time.sleep(0.2)
            report(PageDone(number, "ocr", 0.2))


@pytest.mark.slow
@pytest.mark.parametrize("isolation", ["thread", "process"])
def test_pages_are_told_between_begin_and_end_of_reading(workspace: Path, isolation: str):
    with FlexOrch(workspace=workspace, pipeline=["read"], workers=1, isolation=isolation) as client:
        job = client.documents.upload(FIXTURES / "invoice.pdf")
        told = list(job.events())
        pages = [event for event in told if isinstance(event, PageRead)]
        assert [(page.page, page.source) for page in pages] == [(page.number, page.source) for page in job.pages]
        assert all(page.seconds is not None and page.seconds >= 0 for page in pages)
        assert [event.kind for event in told[2:-2]] == ["stage.started", *("page.read" for _ in pages)]
        assert story(list(job.events())) == story(told)


def test_job_of_another_process_is_told_when_it_is_final(workspace: Path):
    with (
        fault_client(workspace) as worker,
        FlexOrch(workspace=workspace, pipeline=[TextStage(), FaultStage()], workers=0) as other,
    ):
        job = other.jobs.upload_bytes(b"fine", "a.txt")
        assert story(list(job.events())) == FINE
        assert story(list(worker.jobs.get(job.id).events())) == FINE


def test_jobs_of_a_process_that_died_are_told_of_by_the_next(workspace: Path):
    """One it was running is queued again; one that took its process down before fails; one that was cancelled is."""
    with FlexOrch(workspace=workspace, pipeline=[TextStage(), FaultStage()], workers=0) as client:
        keys = [client.jobs.upload_bytes(text, "a.txt").id for text in (b"fine", b"fine too", b"fine as well")]
        with client._engine._database.transaction() as connection:
            connection.execute("UPDATE jobs SET status = 'running', owner = 'dead', started_at = created_at, losses = key - 1")
            connection.execute("UPDATE jobs SET cancelled = 1 WHERE key = 3")
    told: list[Event] = []
    bus = EventBus.publish

    def spy(self: EventBus, event: Event) -> None:
        told.append(event)
        bus(self, event)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(EventBus, "publish", spy)
        with fault_client(workspace) as client:
            assert client.jobs.get(keys[0]).wait_until_done(30).status == "completed"
    by_job = {key: story([event for event in told if event.job_id == key]) for key in keys}
    assert by_job[keys[0]][:2] == [("event=job.queued", "attempt=2"), ("event=job.started", "attempt=2")]
    assert by_job[keys[1]] == [("event=job.failed", "code=worker.lost", "stage=None", "page=None")]
    assert by_job[keys[2]] == [("event=job.cancelled", "stage=None")]


def test_callback_gets_everything_in_order(workspace: Path):
    heard: list[Event] = []
    with fault_client(workspace) as client:
        client.events.subscribe(heard.append)
        client.jobs.upload_bytes(b"fine", "a.txt")
    assert story(heard) == FINE


def test_iterator_ends_with_the_engine(workspace: Path):
    client = fault_client(workspace)
    events = client.events(kinds=["job"])
    client.jobs.upload_bytes(b"fine", "a.txt")
    client.close()
    assert [event.kind for event in events] == ["job.queued", "job.started", "job.completed"]
    assert list(client.events()) == []


@pytest.mark.parametrize(
    ("kinds", "heard"),
    [
        (["job.completed"], ["job.completed"]),
        (["stage"], ["stage.started", "stage.finished"] * 2),
        ("job.failed", []),
        (None, [line[0].removeprefix("event=") for line in FINE]),
    ],
)
def test_kinds_choose(workspace: Path, kinds: list[str] | str | None, heard: list[str]):
    client = fault_client(workspace)
    events = client.events(kinds=kinds)
    client.jobs.upload_bytes(b"fine", "a.txt")
    client.close()
    assert [event.kind for event in events] == heard


@pytest.mark.parametrize("options", [{"kinds": ["job.exploded"]}, {"kinds": ["jobs"]}, {"capacity": 0}])
def test_what_cannot_be_listened_to_is_refused(echo: FlexOrch, options: dict):
    with pytest.raises(ValidationError):
        echo.events(**options)


def test_raising_callback_harms_neither_job_nor_others(workspace: Path, caplog: pytest.LogCaptureFixture):
    heard: list[Event] = []

    def raising(event: Event) -> None:
        raise RuntimeError("secret words")

    with fault_client(workspace) as client:
        bad = client.events.subscribe(raising)
        client.events.subscribe(heard.append)
        assert client.jobs.upload_bytes(b"fine", "a.txt").wait_until_done(30).status == "completed"
    assert (bad.failures, story(heard)) == (len(FINE), FINE)
    assert "RuntimeError" in caplog.text
    assert "secret" not in caplog.text


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")  # pytest reports what Python passes over
def test_dying_callback_is_forgotten(workspace: Path):
    def dying(event: Event) -> None:
        raise SystemExit

    with fault_client(workspace) as client:
        dead = client.events.subscribe(dying)
        assert client.jobs.upload_bytes(b"fine", "a.txt").wait_until_done(30).status == "completed"
        assert client.jobs.upload_bytes(b"fine too", "a.txt").wait_until_done(30).status == "completed"
        assert dead.is_closed


def test_hanging_callback_holds_up_neither_jobs_nor_closing(workspace: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("pipeline.bus.PATIENCE_S", 0.2)
    release = threading.Event()
    with fault_client(workspace) as client:
        client.events.subscribe(lambda event: release.wait())
        begin = time.monotonic()
        for number in range(20):
            assert client.jobs.upload_bytes(b"fine %d" % number, "a.txt").wait_until_done(30).status == "completed"
    assert time.monotonic() - begin < 20
    release.set()


def test_slow_subscriber_loses_the_oldest_and_is_told(workspace: Path):
    client = fault_client(workspace)
    events = client.events(capacity=3)
    client.jobs.upload_bytes(b"fine", "a.txt")
    client.close()
    heard = list(events)
    assert heard[0] == EventsMissed(job_id="", at=heard[1].at, count=4)
    assert (events.missed, story(heard)[1:]) == (4, FINE[-3:])


def test_callback_may_close_the_engine(workspace: Path):
    client = fault_client(workspace)
    closed = threading.Event()

    def closing(event: Event) -> None:
        client.close()
        closed.set()

    client.events.subscribe(closing, kinds=["job.completed"])
    client.jobs.upload_bytes(b"fine", "a.txt")
    assert closed.wait(30)


def test_order_of_each_job_is_the_same_with_many_workers(workspace: Path):
    with FlexOrch(
        workspace=workspace, pipeline=[EchoStage(), CallStage(lambda record: None)], workers=4, cache=False
    ) as client:
        events = client.events()
        jobs = [client.jobs.upload_bytes(str(number).encode(), "a.txt") for number in range(50)]
    heard = list(events)
    stories = {tuple(story([event for event in heard if event.job_id == job.id])) for job in jobs}
    assert len(stories) == 1
    assert len(heard) == 50 * len(next(iter(stories)))


@pytest.mark.slow
def test_no_event_holds_a_word_of_the_document(workspace: Path):
    with FlexOrch(workspace=workspace, pipeline=["read", "classify", "fields", "pii", "quality"], workers=1) as client:
        job = client.documents.upload(FIXTURES / "letter.pdf")
        lines = b"".join(as_line(event) for event in job.events()).decode().lower()
        words = {word.lower() for word in (job.text or "").split() if len(word) > 4} - {"general"}
    assert len(words) > 50
    assert [word for word in sorted(words) if f'"{word}"' in lines] == []
    assert "letter.pdf" not in lines


def test_lines_give_the_events_back():
    given = [JobQueued(job_id="job_000001", at="2026-01-02T03:04:05.678+00:00"), EventsMissed(job_id="", at=None, count=3)]
    lines = [as_line(event) for event in given]
    assert lines[0].startswith(b'{"event":"job.queued","job_id":"job_000001"')
    assert list(from_lines(lines)) == given


def test_publishing_costs_microseconds_with_a_thousand_behind():
    bus = EventBus()
    for _ in range(100):
        bus.listen(capacity=10)
    begin = time.perf_counter()
    for number in range(1_000):
        bus.publish(JobStarted(job_id=f"job_{number % 7}", at=None))
    assert time.perf_counter() - begin < 5
