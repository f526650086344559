"""``pipeline process``: find the files, run them, show the run live and its result in the end."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from pipeline.cli.view import as_line, console, error_lines, plain, result_line, summary_table
from pipeline.exceptions import MissingFileError, ValidationError

if TYPE_CHECKING:
    from pipeline.client import FlexOrch
    from pipeline.job import Job

REFRESH_S = 0.1
WINDOW = 64  # unfinished jobs looked at in one refresh; jobs finish nearly in order


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for each document."""

    locale: str
    document_type_hint: str | None
    mask_pii: bool

    def upload(self, client: FlexOrch, path: Path) -> Job:
        """Queue one document."""
        return client.documents.upload(path, self.locale, document_type_hint=self.document_type_hint, mask_pii=self.mask_pii)


def collect(arguments: Iterable[str], recursive: bool) -> list[Path]:
    """The files that paths, folders and patterns stand for: each once, in the order given, folders sorted by name.

    Hidden files of a folder are passed over.

    Raises:
        MissingFileError: a path is not there.
        ValidationError: there is no file at all.
    """
    files = [file for argument in arguments for file in _expand(argument, recursive)]
    if not files:
        remedy = "" if recursive else "With --recursive the folders of a folder are gone through too."
        raise ValidationError("There are no files to process.", remedy=remedy)
    return list(dict.fromkeys(files))


def _expand(argument: str, recursive: bool) -> Iterator[Path]:
    path = Path(argument)
    if path.is_dir():
        found = sorted(path.rglob("*") if recursive else path.glob("*"))
        yield from (file for file in found if file.is_file() and not _is_hidden(file.relative_to(path)))
    elif path.exists():
        yield path
    elif has_magic(argument):
        for match in sorted(glob(argument, recursive=recursive)):  # noqa: PTH207  # Path.glob takes no absolute pattern
            yield from _expand(match, recursive) if Path(match).is_dir() else [Path(match)]
    else:
        raise MissingFileError(f"There is no file at {argument}.")


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def run(client: FlexOrch, files: list[Path], request: Request, as_json: bool) -> int:
    """Process the files and write what came of them.

    Returns:
        How many failed.
    """
    if as_json or not sys.stdout.isatty():
        jobs = [request.upload(client, file) for file in files]
        for job in jobs:
            job.wait_until_done(timeout=None)
            typer.echo(as_line(job) if as_json else result_line(job))
        return sum(job.status == "failed" for job in jobs)
    screen = console()
    began = time.monotonic()
    jobs = _watch(client, files, request, screen)
    failed = [job for job in jobs if job.status == "failed"]
    screen.print(summary_table(jobs))
    for job in failed:
        reason = (job.failure_reason or "").removesuffix(job.remedy or "").rstrip()
        screen.print(error_lines(job.failure_code or "", reason, job.remedy or "", job.filename))
    screen.print(_totals(jobs, len(failed), time.monotonic() - began))
    return len(failed)


def _watch(client: FlexOrch, files: list[Path], request: Request, screen: Console) -> list[Job]:
    """Upload every file and wait for all, with the jobs at work on the screen."""
    stages = [stage.name for stage in client.pipeline]
    jobs: list[Job] = []
    waiting: list[Job] = []
    spinner = Spinner("dots", style="cyan")
    with Live(console=screen, refresh_per_second=1 / REFRESH_S, transient=True) as live:
        drawn = 0.0
        for file in files:
            jobs.append(request.upload(client, file))
            waiting.append(jobs[-1])
            if time.monotonic() - drawn > REFRESH_S:
                waiting = _draw(live, waiting, len(jobs), len(files), stages, spinner)
                drawn = time.monotonic()
        while waiting:
            waiting = _draw(live, waiting, len(jobs), len(files), stages, spinner)
            time.sleep(REFRESH_S)
    return jobs


def _draw(live: Live, waiting: list[Job], begun: int, total: int, stages: list[str], spinner: Spinner) -> list[Job]:
    """Show the jobs that run and how many are done; the jobs that are not."""
    near = [(job, str(job.status), job.stage) for job in waiting[:WINDOW]]
    still = [job for job, status, _ in near if status not in ("completed", "failed")] + waiting[WINDOW:]
    rows = Table.grid(padding=(0, 2))
    for job, status, stage in near:
        if status == "running":
            rows.add_row(spinner, plain(job.filename), _steps(stages, stage))
    live.update(Group(rows, _bar(begun - len(still), total)))
    return still


def _steps(stages: list[str], current: str | None) -> Text:
    """The chain, with what is done dimmed and what is at work lit."""
    reached = stages.index(current) if current in stages else -1
    line = Text()
    for number, name in enumerate(stages):
        style = "green" if number < reached else "bold cyan" if number == reached else "dim"
        line.append(name, style).append(" › " if number < len(stages) - 1 else "", "dim")
    return line


def _bar(done: int, total: int) -> RenderableType:
    row = Table.grid(padding=(0, 2))
    row.add_row(ProgressBar(total=total, completed=done, width=40), f"{done} of {total}")
    return row


def _totals(jobs: list[Job], failed: int, elapsed_s: float) -> Text:
    parts = [(f"{len(jobs) - failed} completed", "green")]
    if failed:
        parts.append((f"{failed} failed", "red"))
    parts.append((f"{elapsed_s:.1f} s", "dim"))
    line = Text()
    for number, (text, style) in enumerate(parts):
        line.append(" · " if number else "", "dim").append(text, style)
    return line
