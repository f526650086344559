"""How the command line writes: consoles, jobs as table rows, lines and JSON. Text of documents never acts on the terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from pipeline.job import Job

GRADE_STYLES = {"A": "bold green", "B": "bold cyan", "C": "bold yellow", "D": "bold red"}
STATUS_STYLES = {"completed": "green", "failed": "red", "running": "cyan", "queued": "dim"}
PIPED_WIDTH = 160  # columns when no terminal says how wide it is
# Control characters but tab and newline: a document or file name must not move the cursor or change colours.
_CONTROLS = {code: "·" for code in (*range(32), *range(127, 160)) if chr(code) not in "\t\n"}


def console() -> Console:
    """Where results go."""
    return Console(highlight=False, markup=False, emoji=False, width=None if sys.stdout.isatty() else PIPED_WIDTH)


def error_console() -> Console:
    """Where errors go."""
    return Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)


def plain(text: object) -> str:
    """Text that came from outside, with its control characters made visible."""
    return str(text).translate(_CONTROLS)


def error_lines(code: str, message: str, remedy: str, subject: str = "") -> Text:
    """An error in one line, its remedy in a second where there is one."""
    line = Text.assemble(
        ("✗ ", "bold red"), (f"{plain(subject)}  " if subject else "", "bold"), (code, "red"), f"  {plain(message)}"
    )
    if remedy:
        line.append(f"\n  → {plain(remedy)}", "dim")
    return line


def as_line(job: Job, *, raw: bool = False) -> str:
    """The job as one line of JSON; personal data is masked unless ``raw``."""
    return json.dumps(job.to_dict(raw=raw), ensure_ascii=False)


def grade(job: Job) -> Text:
    """``A 0.97`` in its colour; a dash before there is one."""
    if job.quality_grade is None or job.quality_score is None:
        return Text("–", "dim")
    return Text.assemble((job.quality_grade, GRADE_STYLES.get(job.quality_grade, "")), f" {job.quality_score:.2f}")


def seconds(job: Job) -> float:
    """The time its stages took."""
    return sum(job.timings.values())


def cached(job: Job) -> str:
    """How much of it the cache answered: ``all``, ``3 of 5`` or nothing."""
    hits, stages = len(job.cached), len(job.timings)
    if not hits:
        return ""
    return "all" if hits == stages else f"{hits} of {stages}"


def summary_table(jobs: Iterable[Job]) -> Table:
    """What came of a run, one row a document."""
    rows = table("File", "Type", "Grade", "PII>", "Pages>", "Time>", "From cache")
    for job in jobs:
        if job.status == "failed":
            rows.add_row(plain(job.filename), "", Text("failed", "red"), "", "", "", "")
            continue
        rows.add_row(
            plain(job.filename),
            plain(job.document_type or ""),
            grade(job),
            str(job.pii_findings_count),
            str(len(job.pages)),
            f"{seconds(job):.2f} s",
            Text(cached(job), "dim"),
        )
    return rows


def jobs_table(jobs: Iterable[Job]) -> Table:
    """Jobs as ``pipeline jobs`` lists them."""
    rows = table("Job", "File", "Status", "Type", "Grade", "PII>", "Uploaded")
    for job in jobs:
        status = str(job.status)
        rows.add_row(
            job.id,
            plain(job.filename),
            Text(status, STATUS_STYLES.get(status, "")),
            plain(job.document_type or job.failure_code or ""),
            grade(job),
            str(job.pii_findings_count) if status == "completed" else "",
            job.created_at[:19].replace("T", " "),
        )
    return rows


def result_line(job: Job) -> str:
    """A finished job as one line of plain text, for logs and pipes."""
    name = plain(job.filename)
    if job.status == "failed":
        return f"{name}: failed, {job.failure_code}: {job.failure_reason}"
    facts = [f"{job.document_type or 'document'}", grade(job).plain, f"{job.pii_findings_count} PII", f"{seconds(job):.2f} s"]
    if cached(job):
        facts.append(f"cached: {cached(job)}")
    return f"{name}: completed, {', '.join(facts)}"


def table(*columns: str) -> Table:
    """An empty table; a column whose name ends in ``>`` holds numbers."""
    rows = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for name in columns:
        rows.add_column(name.rstrip(">"), justify="right" if name.endswith(">") else "left", overflow="fold")
    return rows
