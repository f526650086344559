"""The command ``pipeline``: its arguments, and nothing else. Each command loads what it needs when it runs."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from pipeline.exceptions import FlexOrchError, ValidationError

if TYPE_CHECKING:
    from pipeline.client import FlexOrch

FAILED, USAGE = 1, 2  # exit codes; 0 is success


class Group(TyperGroup):
    """Tells an error of the package in two lines, without a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except FlexOrchError as error:
            from pipeline.cli.view import error_console, error_lines

            error_console().print(error_lines(error.code, error.message, error.remedy))
            raise typer.Exit(USAGE if isinstance(error, ValidationError) else FAILED) from None


class Ocr(StrEnum):
    """What reads scans."""

    RAPIDOCR = "rapidocr"
    EASYOCR = "easyocr"
    REPLAY = "replay"


class Isolation(StrEnum):
    """Where stages run."""

    PROCESS = "process"
    THREAD = "thread"


class _Rating(StrEnum):
    POSITIVE = "positive"
    NEGATIVE = "negative"


app = typer.Typer(
    name="pipeline",
    cls=Group,
    help="Read documents on this machine: text, fields, personal data, quality. Nothing leaves it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
cache_app = typer.Typer(cls=Group, help="The stage results kept on disk; deleting them costs only time.", no_args_is_help=True)
app.add_typer(cache_app, name="cache")

Workspace = Annotated[
    Path | None,
    typer.Option(help="Folder of jobs, documents and cache; default $FLEXORCH_WORKSPACE, else the user's data folder."),
]
_JobId = Annotated[str, typer.Argument(help="A job's id, or the name of a file: then its newest job.", metavar="JOB")]
Events = Annotated[
    str | None,
    typer.Option(help="A file for events as JSON lines; with - they go to standard output, and results to standard error."),
]
Json = Annotated[bool, typer.Option("--json", help="One line of JSON for each job.")]


@app.callback()
def before(
    context: typer.Context,
    log: Annotated[
        str | None,
        typer.Option(
            envvar="FLEXORCH_LOG", help="A file for log lines as JSON, appended to; - for standard error.", metavar="FILE"
        ),
    ] = None,
    log_level: Annotated[
        str, typer.Option(envvar="FLEXORCH_LOG_LEVEL", help="debug, info, warning or error; debug tells of stages and pages.")
    ] = "info",
) -> None:
    """Read documents on this machine: text, fields, personal data, quality. Nothing leaves it."""
    from pipeline.logs import logging_to

    context.with_resource(logging_to(log, log_level))


@app.command()
def process(
    paths: Annotated[
        list[str] | None, typer.Argument(help="Files, folders and patterns such as 'scans/*.pdf'.", metavar="PATH...")
    ] = None,
    workspace: Workspace = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Documents at a time; default one a core, or as many as the executor takes.")
    ] = None,
    ocr: Annotated[Ocr | None, typer.Option(help="What reads scans; default rapidocr.")] = None,
    isolation: Annotated[
        Isolation,
        typer.Option(envvar="FLEXORCH_ISOLATION", help="Run stages in child processes that can be killed, or in threads."),
    ] = Isolation.PROCESS,
    executor: Annotated[
        str | None,
        typer.Option(
            envvar="FLEXORCH_EXECUTOR",
            metavar="ADDRESS",
            help="Run the stages on the workers of a Dask scheduler, dask://HOST:PORT; default this machine.",
        ),
    ] = None,
    timeout: Annotated[float | None, typer.Option(min=0, help="Seconds a document may take; default no limit.")] = None,
    locale: Annotated[str, typer.Option(help="Whose personal data to look for, such as de or tr; und: all.")] = "und",
    hint: Annotated[str | None, typer.Option(help="The document type, when you know it, such as invoice.")] = None,
    no_mask: Annotated[bool, typer.Option("--no-mask", help="Count personal data and leave it in place.")] = False,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Neither read nor keep stage results.")] = False,
    as_json: Json = False,
    recursive: Annotated[bool, typer.Option("--recursive", "-r", help="Go into the folders of folders.")] = False,
    events: Events = None,
    resume: Annotated[
        bool,
        typer.Option("--resume", help="Go on with what the workspace has queued; files it knows are not uploaded again."),
    ] = False,
    priority: Annotated[int, typer.Option(help="Documents of a higher one are begun first.")] = 0,
) -> None:
    """Process documents and show their grades.

    Exit code 0: all completed; 1: some failed; 2: wrong use; 130 and 143: stopped by SIGINT or SIGTERM, the rest stays queued.
    """
    from pipeline.cli.events import STDOUT, event_lines
    from pipeline.cli.process import Request, collect, run
    from pipeline.cli.stopping import Stop
    from pipeline.rows import now

    files = collect(paths or [], recursive) if paths or not resume else []
    request, moment = Request(locale, hint, not no_mask, priority), now() if resume else None
    settings = {"ocr": ocr and ocr.value, "cache": False if no_cache else None, "job_timeout_s": timeout or None}
    with (
        event_lines(events) as lines,
        open_client(workspace, workers=workers, isolation=isolation.value, executor=executor, **settings) as client,
    ):
        if lines is not None:
            lines.follow(client)
        with Stop(lambda: client.close(keep=True), client.abandon).listening() as stop:
            jobs = request.jobs(client, files, moment)
            failures = run(client, jobs, len(files), as_json, stop, to_stderr=events == STDOUT)
            stop.close()
            left = len(client.jobs.open_since(now())) if stop.is_asked else 0
    if left:
        typer.echo(f"{left:,} jobs stay queued; the same command with --resume goes on", err=True)
    raise typer.Exit(stop.exit_code if stop.is_asked else FAILED if failures else 0)


@app.command()
def jobs(
    workspace: Workspace = None,
    limit: Annotated[int, typer.Option(min=0, help="How many, newest first.")] = 20,
    offset: Annotated[int, typer.Option(min=0, help="How many to pass over.")] = 0,
    status: Annotated[str | None, typer.Option(help="queued, running, completed or failed.")] = None,
    grade: Annotated[str | None, typer.Option(help="A, B, C or D.")] = None,
    document_type: Annotated[str | None, typer.Option("--type", help="Such as invoice.")] = None,
    as_json: Json = False,
) -> None:
    """List jobs, newest first."""
    from pipeline.cli.view import as_line, console, jobs_table

    with open_client(workspace, workers=0) as client:
        found = client.jobs.list(limit=limit, offset=offset, status=status, grade=grade, document_type=document_type)
        if as_json:
            for job in found:
                typer.echo(as_line(job))
        else:
            console().print(jobs_table(found) if found else "No jobs.")


@app.command()
def show(
    job_id: _JobId,
    workspace: Workspace = None,
    text: Annotated[bool, typer.Option("--text", help="The document's text as well.")] = False,
    raw: Annotated[bool, typer.Option("--raw", help="Show personal data instead of masking it.")] = False,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="The document as Markdown and nothing else.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Show one job: fields, personal data by type, quality and timings. Personal data is masked unless --raw."""
    from pipeline.cli.show import report
    from pipeline.cli.view import as_line, console, plain

    with open_client(workspace, workers=0) as client:
        job = _find(client, job_id)
        if as_markdown:
            typer.echo(plain((job.markdown if raw else job.masked_markdown) or ""), nl=False)
        elif as_json:
            typer.echo(as_line(job, raw=raw))
        else:
            console().print(report(job, raw=raw, with_text=text))


@app.command()
def redact(
    job_id: _JobId,
    target: Annotated[Path, typer.Argument(help="The new file.", metavar="FILE")],
    workspace: Workspace = None,
) -> None:
    """Write a copy of the document itself without its personal data, once it is proved that none survived."""
    with open_client(workspace, workers=0) as client:
        report = _find(client, job_id).redact(target)
    removed = f"; also removed: {', '.join(report.removed)}" if report.removed else ""
    typer.echo(f"{target}: {sum(report.types.values())} findings on {report.pages} pages redacted and verified{removed}")


@app.command()
def feedback(
    job_id: _JobId,
    rating: Annotated[_Rating, typer.Argument(help="Was the result good?")],
    workspace: Workspace = None,
    issue: Annotated[str | None, typer.Option(help="What was wrong, such as wrong_fields or missed_pii.")] = None,
) -> None:
    """Say whether a result was good; saying it again replaces it."""
    with open_client(workspace, workers=0) as client:
        job = _find(client, job_id)
        client.jobs.submit_feedback(job_id=job.id, rating=rating.value, issue=issue)
        typer.echo(f"{job.id}: {rating.value}{f' ({issue})' if issue else ''}")


@app.command()
def check(
    workspace: Workspace = None,
    air_gap: Annotated[
        bool, typer.Option("--air-gap", help="Also: is every package there, and does a scan go through without a connection?")
    ] = False,
    licences: Annotated[bool, typer.Option("--licences", help="Instead: the licence of every package and model.")] = False,
) -> None:
    """See that every model is there and unchanged, and that the workspace can be used. Exit code 1 when not."""
    if licences:
        from pipeline.cli.licences import show
        from pipeline.cli.packages import extras_of

        show(extras_of())
        return
    from pipeline.cli.check import examine

    raise typer.Exit(0 if examine(workspace, air_gap) else FAILED)


@cache_app.command("size")
def cache_size(workspace: Workspace = None) -> None:
    """Say how much disk the cache takes."""
    with open_client(workspace, workers=0, cache=True) as client:
        if client.cache is not None:
            typer.echo(f"{client.cache.size_bytes:,} bytes, {len(client.cache):,} stage results")


@cache_app.command("clear")
def cache_clear(workspace: Workspace = None) -> None:
    """Delete every stage result. Jobs and their results stay."""
    with open_client(workspace, workers=0, cache=True) as client:
        if client.cache is not None:
            typer.echo(f"{client.cache.clear():,} stage results deleted")


def main() -> None:
    """Entry point of the console script."""
    app()


def open_client(workspace: Path | None, **settings: Any) -> FlexOrch:
    """A client on the workspace; the settings are those of FlexOrch."""
    from pipeline.client import FlexOrch

    return FlexOrch(workspace=workspace, **settings)


def _find(client: FlexOrch, job_id: str) -> Any:
    """The job with this id, or the newest one of a file of this name.

    Raises:
        NotFoundError: there is neither.
    """
    from pipeline.exceptions import NotFoundError

    try:
        return client.jobs.get(job_id)
    except NotFoundError:
        for job in client.jobs.list(limit=1000):
            if job.filename == Path(job_id).name:
                return job
        raise
