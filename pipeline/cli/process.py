"""``pipeline process``: find the files, run them, write what came of each."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from pipeline.cli.stopping import Stop
from pipeline.cli.view import as_line, console, result_line
from pipeline.exceptions import JobTimeoutError, MissingFileError, ValidationError
from pipeline.status import key_of

if TYPE_CHECKING:
    from pipeline.client import FlexOrch
    from pipeline.job import Job

LOOK_S = 0.25  # how soon a stop is seen


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for each document."""

    locale: str
    document_type_hint: str | None
    mask_pii: bool
    priority: int = 0

    def jobs(self, client: FlexOrch, files: Iterable[Path], resume: str | None = None) -> Iterator[Job]:
        """The job of each file, uploaded when it is asked for.

        Args:
            resume: the moment (ISO 8601, UTC) from which on to go on with what was left: those jobs come first, and a file
                the workspace knows is not uploaded again.
        """
        options: dict[str, Any] = {
            "document_type_hint": self.document_type_hint,
            "mask_pii": self.mask_pii,
            "priority": self.priority,
        }
        if resume is None:
            yield from client.jobs.upload_each(files, self.locale, **options)
            return
        left = client.jobs.open_since(resume)
        for key in left:
            yield client.jobs.get(key)
        known = frozenset(left)
        del options["priority"]
        for file in files:
            job = client.jobs.find(file, self.locale, **options)
            if job is None:
                job = client.jobs.upload(file, self.locale, **options, priority=self.priority)
            if key_of(job.id) not in known:
                yield job


def collect(arguments: Iterable[str], recursive: bool) -> list[Path]:
    """The files that paths, folders and patterns stand for: each once, in the order given, folders sorted by name.

    Hidden files of a folder are passed over.

    Raises:
        MissingFileError: a path is not there.
        ValidationError: there is no file at all.
    """
    named = list(arguments)
    if not named:
        raise ValidationError("No PATH was given.", remedy="Name files, folders or patterns, or go on with --resume.")
    files = [file for argument in named for file in _expand(argument, recursive)]
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


def run(client: FlexOrch, jobs: Iterable[Job], total: int, as_json: bool, stop: Stop, *, to_stderr: bool = False) -> int:
    """Wait for jobs and write what came of them, in order.

    Args:
        client: that has or runs them.
        jobs: uploaded as they are asked for.
        total: how many they are expected to be.
        as_json: a line of JSON for each job.
        stop: whether somebody stops the run: then it ends when what runs is done.
        to_stderr: standard output is taken by something else.

    Returns:
        How many failed.
    """
    if not (as_json or to_stderr) and sys.stdout.isatty():
        from pipeline.cli.live import show

        return show(jobs, total, [stage.name for stage in client.pipeline], console(), stop)
    failed = 0
    for job in _ended(client, array("q", (key_of(job.id) for job in stop.until_asked(jobs))), stop):
        typer.echo(as_line(job) if as_json else result_line(job), err=to_stderr)
        failed += job.status == "failed"
    return failed


def _ended(client: FlexOrch, keys: Iterable[int], stop: Stop) -> Iterator[Job]:
    """Each job once it is final; after a stop those that are. Keys, not jobs, so that millions are no burden."""
    for key in keys:
        job = client.jobs.get(key)
        while not job.status.is_final and not stop.is_asked:
            with suppress(JobTimeoutError):
                job.wait_until_done(timeout=LOOK_S)
        if stop.is_asked:
            stop.close()
        if job.status.is_final:
            yield job
