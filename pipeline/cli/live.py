"""The screen of ``pipeline process``: the jobs at work, how many are done, and in the end what came of them."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from pipeline.cli.stopping import Stop
from pipeline.cli.view import error_lines, plain, summary_table

if TYPE_CHECKING:
    from pipeline.job import Job

REFRESH_S = 0.1
WINDOW = 64  # unfinished jobs looked at in one refresh; jobs finish nearly in order


def show(jobs: Iterable[Job], total: int, stages: list[str], screen: Console, stop: Stop) -> int:
    """Show jobs from their upload to their end, or to where somebody stops the run.

    Args:
        jobs: uploaded as they are asked for.
        total: how many they are expected to be.
        stages: the names of the chain.

    Returns:
        How many failed.
    """
    began = time.monotonic()
    final = [job for job in watch(jobs, total, stages, screen, stop) if job.status.is_final]
    failed = [job for job in final if job.status == "failed"]
    screen.print(summary_table(final))
    for job in failed:
        reason = (job.failure_reason or "").removesuffix(job.remedy or "").rstrip()
        screen.print(error_lines(job.failure_code or "", reason, job.remedy or "", job.filename))
    screen.print(_totals(final, len(failed), time.monotonic() - began))
    return len(failed)


def watch(jobs: Iterable[Job], total: int, stages: list[str], screen: Console, stop: Stop) -> list[Job]:
    """Wait for every job, with those at work on the screen; when somebody stops the run, for those that run."""
    seen: list[Job] = []
    waiting: list[Job] = []
    spinner = Spinner("dots", style="cyan")
    with Live(console=screen, refresh_per_second=1 / REFRESH_S, transient=True) as live:
        drawn = 0.0
        for job in stop.until_asked(jobs):
            seen.append(job)
            waiting.append(job)
            if time.monotonic() - drawn > REFRESH_S:
                waiting = _draw(live, waiting, len(seen), total, stages, spinner)
                drawn = time.monotonic()
        while waiting and not stop.is_asked:
            waiting = _draw(live, waiting, len(seen), total, stages, spinner)
            time.sleep(REFRESH_S)
        stop.close()
    return seen


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
